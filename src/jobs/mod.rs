//! What runs off the page, as plain state machines without a browser: requests and pieces of files in, replies and
//! wishes for more out. The workers around them are in `bin/engine.rs`.

pub mod alone;
mod answer;
mod answering;
pub mod data_engine;
pub mod explaining;
mod exporting;
mod exploring;
mod fit;
mod fitting;
mod in_sample;
pub mod keyed;
mod learning;
mod job_error;
mod job_words;
mod opening;
pub mod plan_cells;
mod plan_groups;
mod plan_money;
mod plan_sheets;
pub mod planning;
mod portfolio;
pub mod prepare;
mod progress;
pub mod protocol;
pub mod scored;
pub mod shared_work;
mod seed_scores;
mod segmenting;
mod sheet;
mod studies;
mod study;
mod summary;
mod topic;
pub mod trainer;
mod trainer_protocol;
pub mod training;
