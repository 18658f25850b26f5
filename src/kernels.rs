//! What must be fast: binned features and outcomes in, models and their scores out. A package of its own, because the
//! rest of the worker is built to be small. The app's `quantity`, `model` and parts of `features` are these.

pub mod quantity;

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
