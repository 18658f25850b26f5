use serde::{Deserialize, Serialize};

/// How far a job is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Progress {
    /// Reading a file.
    Reading {
        /// Bytes read.
        n_bytes: u64,
        /// Bytes in all; 0 of a packed file, which does not say.
        n_bytes_total: u64,
        /// Rows read.
        n_rows: u64,
        /// How fast.
        rows_per_second: f64,
    },
    /// Finding out what the columns are.
    Typing {
        /// Rows of the table.
        n_rows: u64,
    },
    /// Counting what is in the columns, and looking for what gives the outcome away.
    Checking {
        /// Rows of the table.
        n_rows: u64,
    },
    /// Growing trees.
    Training {
        /// Trees so far.
        n_trees: u32,
        /// Trees wanted.
        n_trees_total: u32,
        /// Out-of-bag AUC of the trees so far.
        auc: Option<f64>,
        /// The AUC by number of trees, as a chart's option.
        curve: String,
        /// About how long it still takes.
        seconds_left: Option<f64>,
    },
    /// Doing fits.
    Fitting {
        /// Fits so far.
        n_fits: u32,
        /// Fits wanted.
        n_fits_total: u32,
        /// About how long it still takes.
        seconds_left: Option<f64>,
    },
    /// Writing messages.
    Mailing {
        /// Loans so far.
        n_rows: u64,
        /// Loans in all.
        n_rows_total: u64,
    },
    /// Writing the scored file.
    Exporting {
        /// Bytes read of the original.
        n_bytes: u64,
        /// Bytes in all.
        n_bytes_total: u64,
    },
}
