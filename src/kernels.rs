//! What must be fast: bytes in, cells and columns out; binned features and outcomes in, models and their scores out. A
//! package of its own, because the rest of the worker is built to be small. The app's `quantity`, `model` and parts of
//! `data` and `features` are these.
//!
//! The worker is linked as a whole for size: no loop becomes vector instructions by itself, and a function that is called
//! once becomes a part of its caller, and small and slow with it, unless it says `#[inline(never)]`.

pub mod quantity;

pub mod data {
    //! What reading a file does once for each byte, each cell or each row.

    #[path = "../data/byte_block.rs"]
    pub mod byte_block;
    #[path = "../data/byte_words.rs"]
    mod byte_words;
    #[path = "../data/column_passes.rs"]
    pub mod column_passes;
    #[path = "../data/dictionary.rs"]
    pub mod dictionary;
    #[path = "../data/plain_number.rs"]
    pub mod plain_number;
    #[path = "../data/plain_rows.rs"]
    pub mod plain_rows;
}

pub mod features {
    //! Features as learners see them: a bin a row, and folds of borrowers.

    #[path = "../features/bins.rs"]
    mod bins;
    #[path = "../features/split.rs"]
    mod split;

    pub use bins::{BinnedMatrix, FeatureLayout, MISSING_BIN};
    pub use split::fold_of;
}

pub mod model;

pub mod segments {
    //! Rows of numbers in groups: k-means, and how far groups lie apart and agree.

    #[path = "../segments/agreement.rs"]
    mod agreement;
    #[path = "../segments/k_means.rs"]
    mod k_means;

    pub use agreement::{adjusted_rand, silhouette};
    pub use k_means::{Centers, KMeans, MAX_K, Points};
}
