//! Smart Loan Recovery: a loan file in, an honest risk score and a recovery strategy for each borrower out.
//!
//! ```text
//! bytes ─▶ Table ─▶ Schema ─▶ BinnedMatrix ─▶ RiskModel ─▶ Scores ─▶ RecoveryPlan ─▶ charts · export · advisor
//!         data     data      features        model        evaluation  strategy
//! ```
//!
//! The modules stand in the order in which the data passes through them. ARCHITECTURE.md says which may use which.

pub use smart_loan_recovery_kernels::quantity;

pub mod data;
pub mod features;
pub mod exploration;
pub use smart_loan_recovery_kernels::model;
pub mod evaluation;
pub mod explanation;
pub mod segments;
pub mod strategy;

pub mod charts;
pub mod sheets;
pub mod export;
pub mod advisor;

pub mod jobs;

pub mod browser;
pub mod session;
#[cfg(feature = "page")]
pub mod ui;
