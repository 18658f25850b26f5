//! VirtualTable: a table of any length that draws only the rows that are seen.
//!
//! In: the rows of one window, given by the parent. Out: `on_window` when other rows are needed, `on_row` when a row becomes
//! active or is opened; `TableKeys` lead keys from elsewhere on the page to it. It holds no rows but those that it shows, and does not sort or filter.
//!
//! Columns keep the widths of their heads (`Head`, `SortHead`). On a narrow screen a row becomes a card of two lines: cells with
//! `data-cell` id, risk, next and loan are kept, those of class `table__narrow-off` are not.

use std::ops::Range;

use crate::ui::dynamic::{Derived, memo};

use leptos::{ev, html, prelude::*};

use crate::ui::dynamic::dynamic;

use crate::ui::components::unique_id::unique_id;
use crate::ui::components::virtual_window::{Scroll, visible_window};

/// How many rows are drawn beyond either edge.
const OVERSCAN: usize = 8;

/// The part of a table that the parent has at hand.
#[derive(Debug, Clone, PartialEq)]
pub struct RowWindow<R> {
    /// Which sorting and filtering this is; another number starts again at the first row.
    pub view: u64,
    /// How many rows there are in all.
    pub n_rows: usize,
    /// The number of the first row at hand.
    pub start: usize,
    /// The rows at hand.
    pub rows: Vec<R>,
}

impl<R> Default for RowWindow<R> {
    fn default() -> Self {
        RowWindow { view: 0, n_rows: 0, start: 0, rows: Vec::new() }
    }
}

/// What happened to a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowAction {
    /// The keyboard came to it.
    Active,
    /// It was clicked, or Enter was pressed on it.
    Open,
}

/// Leads keys from elsewhere on the page to a table, which then has the focus: it is filled by the table.
pub type TableKeys = StoredValue<Option<Callback<(&'static str,)>>>;

/// What the table remembers: how far it is scrolled and where the keyboard is.
#[derive(Clone, Copy)]
struct Place {
    container: NodeRef<html::Div>,
    table: NodeRef<html::Table>,
    head: NodeRef<html::Thead>,
    ruler: NodeRef<html::Div>,
    /// Scroll position, height for rows, height of a row: CSS pixels.
    measured: RwSignal<(f64, f64, f64)>,
    /// The view and the row that the keyboard is on.
    active: RwSignal<Option<(u64, usize)>>,
}

impl Place {
    fn new() -> Self {
        Place {
            container: NodeRef::new(),
            table: NodeRef::new(),
            head: NodeRef::new(),
            ruler: NodeRef::new(),
            measured: RwSignal::new((0.0, 0.0, 0.0)),
            active: RwSignal::new(None),
        }
    }

    fn measure(self) {
        // A frame that was asked for may come when the table is gone already.
        let Some(before) = self.measured.try_get_untracked() else { return };
        let (Some(container), Some(head), Some(ruler)) =
            (self.container.get_untracked(), self.head.get_untracked(), self.ruler.get_untracked())
        else {
            return;
        };
        let viewport = f64::from(container.client_height() - head.offset_height()).max(0.0);
        let now = (f64::from(container.scroll_top()), viewport, f64::from(ruler.offset_height()));
        if before != now {
            self.measured.set(now);
        }
    }

    fn scroll(self, n_rows: usize) -> Scroll {
        let (top, viewport, row_height) = self.measured.get();
        Scroll { top, viewport, row_height, n_rows }
    }

    fn active_row(self, view: u64) -> Option<usize> {
        self.active.get().filter(|(of_view, _)| *of_view == view).map(|(_, row_idx)| row_idx)
    }

    fn scroll_to(self, top: f64) {
        if let Some(container) = self.container.get_untracked() {
            container.set_scroll_top(top.round() as i32);
        }
    }

    fn focus(self) {
        if let Some(table) = self.table.get_untracked() {
            // A table that cannot have the focus is not there to be read.
            let _ = table.focus();
        }
    }
}

/// A long table. Arrow keys, Page Up, Page Down, Home and End move the active row, Enter opens it.
#[component]
pub fn VirtualTable<R: Clone + PartialEq + Send + Sync + 'static>(
    /// What it lists; read aloud.
    #[prop(into)]
    label: Signal<String>,
    /// The rows at hand.
    #[prop(into)]
    rows: Derived<RowWindow<R>>,
    /// The heads of the columns, as `th`s.
    #[prop(into)]
    head: ViewFnOnce,
    /// The cells of a row, as `td`s and one `th`; gets the row's number too.
    #[prop(into)]
    row: Callback<(usize, R), AnyView>,
    /// These rows are needed.
    #[prop(into)]
    on_window: Callback<(Range<usize>,)>,
    /// Something happened to a row.
    #[prop(into)]
    on_row: Callback<(RowAction, usize)>,
    /// The row that it begins at, where the person has been there before; it has the focus then.
    begin_at: Option<usize>,
    /// For keys from elsewhere.
    keys: TableKeys,
) -> impl IntoView {
    let place = Place::new();
    let id = unique_id("rows");
    let n_rows = memo(move || rows.with(|rows| rows.n_rows));
    let view = memo(move || rows.with(|rows| rows.view));
    let first_view = view.get_untracked();
    place.active.set(begin_at.map(|row_idx| (first_view, row_idx)));
    watch_window(place, n_rows, on_window);
    watch_beginning(place, n_rows, begin_at);
    Effect::new(move || {
        // A new view begins at its first row.
        if view.get() != first_view || begin_at.is_none() {
            place.scroll_to(0.0);
        }
    });
    keys.set_value(Some(Callback::from(move |key: &'static str| {
        place.focus();
        press(key, place, rows, on_row);
    })));

    let space_before = Signal::derive(move || pixels(place.scroll(n_rows.get()).space_before(rows.with(|rows| rows.start))));
    let space_after = Signal::derive(move || {
        let (start, n_shown) = rows.with(|rows| (rows.start, rows.rows.len()));
        pixels(place.scroll(n_rows.get()).space_after(start, n_shown))
    });
    let row_prefix = id.clone();
    let active_id = Signal::derive(move || {
        let shown = rows.with(|rows| rows.start..rows.start + rows.rows.len());
        place.active_row(view.get()).filter(|row_idx| shown.contains(row_idx)).map(|row_idx| format!("{row_prefix}-{row_idx}"))
    });
    let drawn = RowDrawing { place, id, row, on_row };
    view! {
        <div class="virtual-table" node_ref=place.container on:scroll=move |_| place.measure()>
            <div class="virtual-table__ruler" node_ref=place.ruler></div>
            <table
                class="table table--dense virtual-table__table"
                node_ref=place.table
                role="grid"
                tabindex="0"
                aria-label=label
                aria-rowcount=Signal::derive(move || (n_rows.get() + 1).to_string())
                aria-activedescendant=active_id
                on:keydown=move |event| {
                    if press(&event.key(), place, rows, on_row) {
                        event.prevent_default();
                    }
                }
            >
                <thead node_ref=place.head>
                    <tr aria-rowindex="1">{head.run()}</tr>
                </thead>
                <tbody class="virtual-table__space" aria-hidden="true">
                    <tr>
                        <td style:height=space_before></td>
                    </tr>
                </tbody>
                <tbody>{dynamic(move || rows.with(|rows| drawn.rows(rows)))}</tbody>
                <tbody class="virtual-table__space" aria-hidden="true">
                    <tr>
                        <td style:height=space_after></td>
                    </tr>
                </tbody>
            </table>
        </div>
    }
}

/// Measures when the table comes and when the window changes its size, and asks for rows when others are seen.
fn watch_window(place: Place, n_rows: Derived<usize>, on_window: Callback<(Range<usize>,)>) {
    let resized = window_event_listener(ev::resize, move |_| place.measure());
    on_cleanup(move || resized.remove());
    Effect::new(move || {
        // Heights are known once it is drawn, and other rows or other spaces may change them.
        place.measured.track();
        n_rows.track();
        if place.container.get().is_some() {
            request_animation_frame(move || place.measure());
        }
    });
    let window = memo(move || {
        let scroll = place.scroll(n_rows.get());
        visible_window(scroll.top, scroll.viewport, scroll.row_height, scroll.n_rows, OVERSCAN)
    });
    Effect::new(move || on_window.run((window.get(),)));
}

/// Once heights and length are known, the row that it begins at is shown and the table has the focus.
fn watch_beginning(place: Place, n_rows: Derived<usize>, begin_at: Option<usize>) {
    let waits = StoredValue::new(true);
    Effect::new(move || {
        let scroll = place.scroll(n_rows.get());
        let Some(row_idx) = begin_at.filter(|row_idx| *row_idx < scroll.n_rows && scroll.row_height > 0.0) else { return };
        if waits.try_update_value(std::mem::take).unwrap_or_default() {
            request_animation_frame(move || {
                place.focus();
                place.scroll_to(scroll.top_to_show(row_idx));
            });
        }
    });
}

fn pixels(height: f64) -> String {
    format!("{height:.1}px")
}

/// What is needed to draw the rows of a window.
struct RowDrawing<R: 'static> {
    place: Place,
    id: String,
    row: Callback<(usize, R), AnyView>,
    on_row: Callback<(RowAction, usize)>,
}

impl<R: Clone + PartialEq + Send + Sync + 'static> RowDrawing<R> {
    fn rows(&self, window: &RowWindow<R>) -> Vec<AnyView> {
        let draw = |(offset, row): (usize, &R)| self.one(window.view, window.start + offset, row.clone());
        window.rows.iter().enumerate().map(draw).collect()
    }

    fn one(&self, view: u64, row_idx: usize, row: R) -> AnyView {
        let Self { place, on_row, .. } = *self;
        let is_active = move || place.active_row(view) == Some(row_idx);
        let open = move |_| {
            place.active.set(Some((view, row_idx)));
            on_row.run((RowAction::Open, row_idx));
        };
        view! {
            <tr
                class="virtual-table__row"
                id=format!("{}-{row_idx}", self.id)
                role="row"
                aria-rowindex=(row_idx + 2).to_string()
                data-state=Signal::derive(move || is_active().then_some("active"))
                on:click=open
            >
                {self.row.run((row_idx, row))}
            </tr>
        }
        .into_any()
    }
}

/// Moves the active row by a key, or opens it; whether the key moves it.
fn press<R: PartialEq + Send + Sync + 'static>(
    key: &str,
    place: Place,
    rows: Derived<RowWindow<R>>,
    on_row: Callback<(RowAction, usize)>,
) -> bool {
    let (view, n_rows) = rows.with_untracked(|rows| (rows.view, rows.n_rows));
    let scroll = untrack(|| place.scroll(n_rows));
    let here = untrack(|| place.active_row(view));
    if key == "Enter" {
        if let Some(row_idx) = here {
            on_row.run((RowAction::Open, row_idx));
        }
        return false;
    }
    let first_seen = scroll.first_row().ceil() as usize;
    let Some(row_idx) = moved_row(key, here, first_seen, scroll.n_visible(), n_rows) else { return false };
    place.active.set(Some((view, row_idx)));
    place.scroll_to(scroll.top_to_show(row_idx));
    on_row.run((RowAction::Active, row_idx));
    true
}

/// The row that a key leads to; nothing for a key that does not move, or where there are no rows.
fn moved_row(key: &str, here: Option<usize>, first_seen: usize, n_visible: usize, n_rows: usize) -> Option<usize> {
    let last = n_rows.checked_sub(1)?;
    let page = n_visible.saturating_sub(1).max(1);
    let target = match (key, here) {
        ("Home", _) => 0,
        ("End", _) => last,
        ("ArrowDown" | "ArrowUp" | "PageDown" | "PageUp", None) => first_seen,
        ("ArrowDown", Some(row_idx)) => row_idx.saturating_add(1),
        ("ArrowUp", Some(row_idx)) => row_idx.saturating_sub(1),
        ("PageDown", Some(row_idx)) => row_idx.saturating_add(page),
        ("PageUp", Some(row_idx)) => row_idx.saturating_sub(page),
        _ => return None,
    };
    Some(target.min(last))
}

#[cfg(test)]
mod tests {
    use super::moved_row;

    #[test]
    fn keys_move_within_the_table() {
        assert_eq!(moved_row("ArrowDown", None, 40, 10, 100), Some(40));
        assert_eq!(moved_row("ArrowDown", Some(99), 90, 10, 100), Some(99));
        assert_eq!(moved_row("PageUp", Some(5), 0, 10, 100), Some(0));
        assert_eq!(moved_row("PageDown", Some(5), 0, 10, 100), Some(14));
        assert_eq!(moved_row("End", None, 0, 10, 100), Some(99));
        assert_eq!(moved_row("ArrowDown", None, 0, 10, 0), None);
        assert_eq!(moved_row("a", Some(3), 0, 10, 100), None);
    }
}
