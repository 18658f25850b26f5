use super::stage::SessionError;
use crate::jobs::protocol::{BorrowerRow, Filter, Sort, SortKey};

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
    /// Why the last question could not be answered.
    pub error: Option<SessionError>,
}

impl Default for Listing {
    fn default() -> Self {
        Listing {
            filter: Filter::default(),
            sort: Sort { key: SortKey::AtRisk, descending: true },
            columns: Vec::new(),
            n_listed: 0,
            n_rows: None,
            start: 0,
            rows: Vec::new(),
            error: None,
        }
    }
}
