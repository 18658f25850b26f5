//! One file, one route, one step of the line.

mod borrower;
mod borrowers;
mod conditions;
mod costs;
mod data;
mod data_columns;
mod data_file;
mod data_findings;
mod data_meanings;
mod data_preview;
mod data_setup;
mod explore;
mod issues;
mod list_filters;
mod messages;
mod model;
mod model_cards;
mod model_reasons;
mod model_switch;
mod parts;
mod plan;
mod plan_money;
mod policy;
mod segments;
mod sender;
mod sheet;
mod shown;
mod study;
mod walk;
mod what_if;
mod without;
mod work;

pub use data::DataPage;
pub use shown::page_of;
