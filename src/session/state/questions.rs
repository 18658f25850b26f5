use super::Session;
use crate::jobs::protocol::{ExportOrder, Filter, Query, Sort};
use crate::session::listing::Listing;
use crate::session::stage::{SessionError, Stage};
use crate::strategy::CutOffs;

impl Session {
    /// Moves the cut-offs. What is shown of the plan follows; a list asks for its rows when it is opened again.
    pub fn move_cut_offs(&mut self, cut_offs: CutOffs) {
        self.cut_offs = cut_offs;
        if let Some((_, of)) = &mut self.listing.filter.strategy {
            *of = cut_offs;
        }
        self.note_list_stale();
        self.send_next_steps();
        self.send_sheets_of_plan();
    }

    /// Lists borrowers.
    pub fn list(&mut self, filter: Filter, sort: Sort, columns: Vec<String>) {
        self.window.0 = 0;
        let n_listed = self.listing.n_listed + 1;
        self.listing = Listing { filter, sort, columns, n_listed, place: None, ..std::mem::take(&mut self.listing) };
        self.send_view();
    }

    pub(super) fn send_view(&mut self) {
        self.listed_without = if self.listing.hides_done { self.work().done().cloned().collect() } else { Vec::new() };
        (self.listing.marked, self.listing.is_stale, self.listing.is_noted_since) = (Vec::new(), false, false);
        let filter = self.listed_filter();
        let sort = self.listing.sort.clone();
        self.jobs.view = Some(self.ask(Query::View { filter, sort, cut_offs: self.cut_offs }));
        self.jobs.rows = None;
    }

    /// Whom the list shows.
    pub(super) fn listed_filter(&self) -> Filter {
        Filter { without: self.listed_without.clone(), is_due: self.listing.leaves_not_due_out(), ..self.listing.filter.clone() }
    }

    /// Wants these rows of the list.
    pub fn show_rows(&mut self, start: u64, n_rows: u64) {
        let has_none_yet = self.listing.rows.is_empty() && self.jobs.rows.is_none() && self.listing.n_rows != Some(0);
        if self.window != (start, n_rows) || has_none_yet {
            self.window = (start, n_rows);
            // The view that is on its way brings its rows along.
            if self.jobs.view.is_none() && self.listing.n_rows.is_some() {
                self.send_rows();
            }
        }
    }

    pub(super) fn send_rows(&mut self) {
        let (start, n_rows) = self.window;
        let columns = self.listing.columns.clone();
        self.jobs.rows = Some(self.ask(Query::Rows { start, n_rows, columns }));
    }

    /// Looks at a borrower.
    pub fn look_at(&mut self, row: u64) {
        if self.borrower.shown().is_some_and(|shown| shown.summary.row != row) {
            self.borrower = Stage::Empty;
            self.what_if = None;
        }
        self.borrower.start();
        self.find_place(row);
        self.ask_borrower(row);
    }

    /// Looks at the borrower of an identifier, if there is one.
    pub fn look_for(&mut self, identifier: &str) {
        self.look_away();
        self.borrower.start();
        let query = Query::BorrowerNamed { identifier: identifier.to_owned(), cut_offs: self.cut_offs };
        self.jobs.borrower = Some(self.ask(query));
    }

    /// What is done next about the borrower looked at may be another step: cut-offs, policy or contacts have changed.
    pub(super) fn renew_borrower(&mut self) {
        if let Some(row) = self.borrower.shown().map(|shown| shown.summary.row).filter(|_| self.jobs.borrower.is_none()) {
            self.ask_borrower(row);
        }
    }

    fn ask_borrower(&mut self, row: u64) {
        self.jobs.borrower = Some(self.ask(Query::Borrower { row, cut_offs: self.cut_offs }));
    }

    /// Looks away from the borrower.
    pub fn look_away(&mut self) {
        self.borrower = Stage::Empty;
        self.jobs.borrower = None;
        self.what_if = None;
    }

    /// Writes the scored file.
    pub fn start_export(&mut self) {
        self.sign_off("");
    }

    /// The same, and the file says who signs the plan off that it holds.
    pub fn sign_off(&mut self, signed_by: &str) {
        self.export.start();
        let (work, messages) = (self.work_rows(), self.exported_messages().map(Box::new));
        let order = ExportOrder::Scored { cut_offs: self.cut_offs, day: self.today, signed_by: signed_by.to_owned(), work, messages };
        self.jobs.export = Some(self.ask(Query::Export(Box::new(order))));
    }

    /// Writes the rows that did not fit.
    pub fn export_rejected_rows(&mut self) {
        self.export.start();
        self.jobs.export = Some(self.ask(Query::Export(Box::new(ExportOrder::RejectedRows))));
    }

    /// The browser did not take the file that was to be saved.
    pub fn saving_failed(&mut self, words: String) {
        self.export.fail(SessionError::NotSaved(words));
    }
}
