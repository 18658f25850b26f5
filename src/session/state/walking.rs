use super::Session;
use crate::jobs::protocol::BorrowerRow;
use crate::session::listing::Listing;

/// How many rows are asked for about the borrower that is looked at.
const N_AROUND: u64 = 60;
/// More are asked for where fewer than this are left to walk to.
const N_NEAR: u64 = 8;

impl Session {
    /// Where the person is in the list, from 0, and how long it is; `None` where the borrower looked at is not in it.
    pub fn place(&self) -> Option<(u64, u64)> {
        self.listing.place.zip(self.listing.n_rows)
    }

    /// The row in the table of the borrower so many places further on in the list; `None` beyond its ends, and until it is known.
    pub fn neighbor(&self, n_places: i64) -> Option<u64> {
        let place = self.listing.place?.checked_add_signed(n_places)?;
        self.row_at(place).map(|row| row.row)
    }

    /// The person goes to a place in the list.
    pub fn stand_at(&mut self, place: u64) {
        self.listing.place = Some(place);
    }

    /// Marks the borrower at whose place the person is as done, or takes the mark away: the one that is seen there, also while the
    /// list is on its way anew.
    pub fn mark_here(&mut self) {
        let seen = self.listing.place.and_then(|place| place.checked_sub(self.listing.start));
        let identifier = seen.and_then(|idx| self.listing.rows.get(idx as usize)).map(|row| row.identifier.clone());
        if let Some(identifier) = identifier {
            self.mark(&identifier);
        }
    }

    /// Opens the list as it was left. It is listed anew where that is not what would be listed now.
    pub fn open_list(&mut self, columns: Vec<String>) {
        self.listing.last_marked = None;
        let Listing { columns: before, n_rows, is_stale, is_noted_since, marked, place, .. } = &self.listing;
        let is_as_listed = n_rows.is_some() && *before == columns && !is_stale;
        let hides_others = self.listing.hides_done && !self.work().done().eq(&self.listed_without);
        if is_as_listed && !hides_others && !is_noted_since {
            return;
        }
        // Those before the place who are done with are no longer listed.
        let is_gone = |marked: &&u64, place: u64| self.listing.hides_done && **marked < place;
        let place =
            place.filter(|_| is_as_listed).map(|place| place - marked.iter().filter(|marked| is_gone(marked, place)).count() as u64);
        let (filter, sort) = (self.listing.filter.clone(), self.listing.sort.clone());
        self.list(filter, sort, columns);
        self.listing.place = place;
    }

    /// Leaves those out of the list who are done with, or takes them in again.
    pub fn hide_done(&mut self, hides_done: bool) {
        self.listing.hides_done = hides_done;
        self.list_again();
    }

    /// Leaves loans of which nothing is due out of the list, or takes them in again.
    pub fn hide_not_due(&mut self, hides_not_due: bool) {
        self.listing.hides_not_due = hides_not_due;
        self.list_again();
    }

    fn list_again(&mut self) {
        let Listing { filter, sort, columns, .. } = self.listing.clone();
        self.list(filter, sort, columns);
    }

    /// The list as it would be now differs from the one that is shown.
    pub(super) fn note_list_stale(&mut self) {
        self.listing.is_stale = true;
    }

    /// A borrower is done with, or no longer: who is listed stays so until the list is opened again.
    pub(super) fn note_done(&mut self, identifier: &str, is_done: bool) {
        let (start, n_held) = (self.listing.start, self.held_rows().len());
        let of_identifier = |idx: &usize| self.listing.rows[*idx].identifier == identifier;
        let places: Vec<u64> = (0..n_held).filter(of_identifier).map(|idx| start + idx as u64).collect();
        let marked = &mut self.listing.marked;
        marked.retain(|marked| !places.contains(marked));
        if is_done {
            marked.extend(places);
        }
    }

    /// The person looks at a row of the table: where it stands in the list, as far as that is known already.
    pub(super) fn find_place(&mut self, row: u64) {
        let idx = self.held_rows().iter().position(|held| held.row == row);
        self.listing.place = idx.map(|idx| self.listing.start + idx as u64);
        self.fetch_around();
    }

    /// Asks for more rows where the ends of those held are near.
    pub(super) fn fetch_around(&mut self) {
        let Some((place, n_rows)) = self.place() else { return };
        let (start, end) = (self.listing.start, self.listing.start + self.held_rows().len() as u64);
        let is_near_start = start > 0 && place < start + N_NEAR;
        let is_near_end = end < n_rows && place + N_NEAR >= end;
        if is_near_start || is_near_end {
            self.show_rows(place.saturating_sub(N_AROUND / 2), N_AROUND);
        }
    }

    fn row_at(&self, place: u64) -> Option<&BorrowerRow> {
        let idx = place.checked_sub(self.listing.start)?;
        self.held_rows().get(usize::try_from(idx).ok()?)
    }

    /// The rows held, where they are of the list as it was listed last.
    fn held_rows(&self) -> &[BorrowerRow] {
        let is_current = self.jobs.view.is_none() && self.listing.rows_of == self.listing.n_listed;
        if is_current { &self.listing.rows } else { &[] }
    }
}
