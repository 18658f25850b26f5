//! Borrowers in groups by what they owe and how they pay. Comes in: facts of each loan, or columns of numbers where there are too
//! few. Goes out: groups with names, typical values and how far they can be trusted. Knows no model: scores and outcomes only put
//! the groups in order. Every figure counts the same: each is measured in its own standard deviations, three at most, and of two
//! that say the same only one is taken.

mod behavior;
mod figures;
mod naming;
mod principal;
mod ranking;
mod result;
mod run;
mod sampling;
mod segmentation;
mod source;

pub use behavior::Behavior;
pub use figures::{DropReason, Figure, FigureSource};
pub use principal::Components;
pub use run::{SegmentError, SegmentSettings, SegmentationRun};
pub use segmentation::{LEAST_SILHOUETTE, PrincipalAxis, Segment, SegmentPoint, Segmentation, TriedK};
pub use smart_loan_recovery_kernels::segments::{Centers, KMeans, MAX_K, Points, adjusted_rand, silhouette};
pub use source::{NamedNumbers, SegmentSource};
