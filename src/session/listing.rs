use super::stage::SessionError;
use crate::jobs::protocol::{BorrowerRow, Filter, Sort, SortKey};
use crate::strategy::Treatment;

/// The list of borrowers as far as the page holds it.
#[derive(Clone, Debug, PartialEq)]
pub struct Listing {
    /// Which borrowers.
    pub filter: Filter,
    /// In which order.
    pub sort: Sort,
    /// The file's columns shown.
    pub columns: Vec<String>,
    /// How often borrowers were listed anew: changes with filter and order.
    pub n_listed: u64,
    /// How many match, once known.
    pub n_rows: Option<u64>,
    /// Place of the first row held.
    pub start: u64,
    /// The rows held.
    pub rows: Vec<BorrowerRow>,
    /// Which listing the rows held are of.
    pub(super) rows_of: u64,
    /// Those who are done with are left out.
    pub hides_done: bool,
    /// Loans of which nothing is due are left out, but of a search and where they are asked for.
    pub hides_not_due: bool,
    /// Where the person is in the list, once that is known.
    pub(super) place: Option<u64>,
    /// Places of those who were marked as done since they were listed.
    pub(super) marked: Vec<u64>,
    /// Who was marked as done last by key, or had the mark taken away.
    pub last_marked: Option<(String, bool)>,
    /// Cut-offs or policy have changed since.
    pub(super) is_stale: bool,
    /// What was noted of contacts has changed since: some borrowers stand elsewhere.
    pub(super) is_noted_since: bool,
    /// Why the last question could not be answered.
    pub error: Option<SessionError>,
}

impl Default for Listing {
    fn default() -> Self {
        Listing {
            filter: Filter::default(),
            sort: Sort { key: SortKey::Queue, descending: true },
            columns: Vec::new(),
            n_listed: 0,
            n_rows: None,
            start: 0,
            rows: Vec::new(),
            rows_of: 0,
            hides_done: false,
            hides_not_due: true,
            place: None,
            marked: Vec::new(),
            last_marked: None,
            is_stale: false,
            is_noted_since: false,
            error: None,
        }
    }
}

impl Listing {
    /// Whether loans of which nothing is due are left out of what is listed now: whoever looks for somebody is to find them.
    pub fn leaves_not_due_out(&self) -> bool {
        let Filter { search, treatment, .. } = &self.filter;
        self.hides_done || (self.hides_not_due && search.trim().is_empty() && *treatment != Some(Treatment::NothingDue))
    }
}
