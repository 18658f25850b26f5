use serde::{Deserialize, Serialize};

/// A column that gives the outcome away.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Leak {
    /// Its name.
    pub column: String,
    /// What convicts it.
    pub evidence: LeakEvidence,
    /// Whether its name alone says that it was written during or after collection.
    pub is_named: bool,
}

impl Leak {
    /// The rule in one word, for programs: `name`, `purity`, `missingness`, `duplicate`, `separation`, `dominance`.
    pub fn rule(&self) -> &'static str {
        if self.is_named { "name" } else { self.evidence.rule() }
    }
}

/// How a column was found to give the outcome away.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum LeakEvidence {
    /// Its name alone says that it was written during or after collection.
    Name,
    /// One of its cells holds one outcome only.
    Purity {
        /// The value, or the range such as `4 to 10`.
        cell: String,
        /// Labeled rows in it.
        n_rows: u64,
        /// Whether they are all bad; all good otherwise.
        is_bad: bool,
    },
    /// Whether it is missing tells the outcome.
    Missingness {
        /// Share of bad rows where it is missing, 0..=1.
        bad_where_missing: f64,
        /// Share of bad rows where it is there, 0..=1.
        bad_where_present: f64,
        /// Labeled rows in which it is missing.
        n_missing: u64,
    },
    /// It is the outcome under another coding.
    Duplicate {
        /// Labeled rows in which both agree.
        n_agree: u64,
        /// Labeled rows in which it is there.
        n_rows: u64,
    },
    /// It ranks the outcomes nearly perfectly on its own.
    Separation {
        /// Its AUC on rows that its shares were not counted on.
        auc: f64,
        /// What it was seen beside.
        beside: Option<Beside>,
    },
    /// On its own it ranks about as well as all columns together.
    Dominance {
        /// Its AUC on rows that its shares were not counted on.
        auc: f64,
        /// The AUC of a small forest of all columns, out of bag.
        auc_of_all: f64,
    },
}

/// What a column was seen beside: alone it may tell nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Beside {
    /// Days from the date in this column.
    DaysSince(String),
    /// Divided by the amount in this column.
    ShareOf(String),
}

impl LeakEvidence {
    /// The rule in one word, without regard to the name.
    fn rule(&self) -> &'static str {
        match self {
            LeakEvidence::Name => "name",
            LeakEvidence::Purity { .. } => "purity",
            LeakEvidence::Missingness { .. } => "missingness",
            LeakEvidence::Duplicate { .. } => "duplicate",
            LeakEvidence::Separation { .. } => "separation",
            LeakEvidence::Dominance { .. } => "dominance",
        }
    }
}
