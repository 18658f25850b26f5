//! Which rows of a long table are seen, and where they stand.
//!
//! In: how far the table is scrolled, heights in CSS pixels, the number of rows. Out: row numbers and heights. No browser here.
//!
//! A browser draws no element higher than some 16 to 33 million pixels, so a table is never made higher than `MAX_HEIGHT`; beyond
//! it the way of the scroll bar is stretched over the rows.

use std::ops::Range;

/// The height beyond which scrolling is scaled, in CSS pixels.
pub const MAX_HEIGHT: f64 = 10_000_000.0;

/// A scrolled table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scroll {
    /// How far it is scrolled, in pixels.
    pub top: f64,
    /// How high the part is that shows rows, in pixels.
    pub viewport: f64,
    /// How high a row is, in pixels.
    pub row_height: f64,
    /// How many rows there are.
    pub n_rows: usize,
}

impl Scroll {
    fn full_height(&self) -> f64 {
        self.row_height * self.n_rows as f64
    }

    /// How high the scrolled content is, in pixels.
    pub fn height(&self) -> f64 {
        self.full_height().min(MAX_HEIGHT)
    }

    fn is_scaled(&self) -> bool {
        self.full_height() > MAX_HEIGHT
    }

    /// How many pixels of rows a pixel of the scroll bar stands for; 1 while the table is not too high.
    fn scale(&self) -> f64 {
        let way = self.height() - self.viewport;
        if self.is_scaled() && way > 0.0 { (self.full_height() - self.viewport) / way } else { 1.0 }
    }

    /// The row at the upper edge, with the part of it that is scrolled away.
    pub fn first_row(&self) -> f64 {
        if self.row_height > 0.0 { self.top.max(0.0) * self.scale() / self.row_height } else { 0.0 }
    }

    /// How many rows fit.
    pub fn n_visible(&self) -> usize {
        if self.row_height > 0.0 { (self.viewport.max(0.0) / self.row_height).ceil() as usize } else { 0 }
    }

    /// The height to leave above rows that begin at row `start`, in pixels.
    pub fn space_before(&self, start: usize) -> f64 {
        let exact = start as f64 * self.row_height;
        let place = if self.is_scaled() { self.top - self.first_row() * self.row_height + exact } else { exact };
        place.clamp(0.0, self.height())
    }

    /// The height to leave below `n_shown` rows that begin at row `start`, in pixels.
    pub fn space_after(&self, start: usize, n_shown: usize) -> f64 {
        (self.height() - self.space_before(start) - n_shown as f64 * self.row_height).max(0.0)
    }

    /// How far to scroll so that row `row_idx` is seen whole, moving as little as possible.
    pub fn top_to_show(&self, row_idx: usize) -> f64 {
        let first = self.first_row();
        let last_whole = first + self.viewport / self.row_height.max(1.0) - 1.0;
        let wanted = row_idx as f64;
        let target = if wanted < first { wanted } else { first + (wanted - last_whole).max(0.0) };
        (target * self.row_height / self.scale()).clamp(0.0, (self.height() - self.viewport).max(0.0))
    }
}

/// The rows to draw: those that are seen and `overscan` more at either end.
pub fn visible_window(scroll_top: f64, viewport_height: f64, row_height: f64, n_rows: usize, overscan: usize) -> Range<usize> {
    let scroll = Scroll { top: scroll_top, viewport: viewport_height, row_height, n_rows };
    let first = (scroll.first_row().floor() as usize).min(n_rows.saturating_sub(scroll.n_visible()));
    let end = first.saturating_add(scroll.n_visible() + 1).saturating_add(overscan);
    first.saturating_sub(overscan)..end.min(n_rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scroll(top: f64, n_rows: usize) -> Scroll {
        Scroll { top, viewport: 330.0, row_height: 33.0, n_rows }
    }

    #[test]
    fn draws_what_is_seen_and_a_little_more() {
        assert_eq!(visible_window(0.0, 330.0, 33.0, 1000, 5), 0..16);
        assert_eq!(visible_window(3300.0, 330.0, 33.0, 1000, 5), 95..116);
        assert_eq!(visible_window(33.0 * 990.0, 330.0, 33.0, 1000, 5), 985..1000);
    }

    #[test]
    fn a_short_an_empty_and_an_unmeasured_table() {
        assert_eq!(visible_window(0.0, 330.0, 33.0, 3, 5), 0..3);
        assert_eq!(visible_window(0.0, 330.0, 33.0, 0, 5), 0..0);
        assert_eq!(visible_window(0.0, 0.0, 0.0, 1000, 5), 0..6);
        assert_eq!(visible_window(9000.0, 330.0, 33.0, 3, 5), 0..3);
    }

    #[test]
    fn a_million_rows_stay_under_the_limit_and_both_ends_can_be_reached() {
        let n_rows = 1_000_000;
        let bottom = scroll(0.0, n_rows).height() - 330.0;
        assert_eq!(scroll(0.0, n_rows).height(), MAX_HEIGHT);
        assert_eq!(visible_window(0.0, 330.0, 33.0, n_rows, 5), 0..16);
        let last = visible_window(bottom, 330.0, 33.0, n_rows, 5);
        assert_eq!(last, 999_985..1_000_000);
        let end = scroll(bottom, n_rows);
        assert!((end.space_before(last.start) + 15.0 * 33.0 - MAX_HEIGHT).abs() < 0.5);
        assert!(end.space_after(last.start, 15) < 0.5);
    }

    #[test]
    fn scaled_rows_stand_at_the_upper_edge() {
        let at = scroll(4_000_000.0, 1_000_000);
        let start = at.first_row().floor() as usize;
        let above = at.top - at.space_before(start);
        assert!((0.0..33.0).contains(&above), "{above}");
        assert!(visible_window(at.top, 330.0, 33.0, at.n_rows, 8).len() <= 27);
    }

    #[test]
    fn scrolls_as_little_as_needed() {
        assert_eq!(scroll(0.0, 1000).top_to_show(5), 0.0);
        assert_eq!(scroll(0.0, 1000).top_to_show(10), 33.0);
        assert_eq!(scroll(3300.0, 1000).top_to_show(50), 1650.0);
        assert_eq!(scroll(0.0, 1000).top_to_show(999), 33.0 * 990.0);
        let far = Scroll { top: scroll(0.0, 1_000_000).top_to_show(700_000), ..scroll(0.0, 1_000_000) };
        let seen = far.first_row()..far.first_row() + 10.0;
        assert!(seen.contains(&700_000.0), "{seen:?}");
    }
}
