//! A loan's terms and a borrower's means to repayment plans: exact schedules, what the borrower can afford, what a plan
//! is worth to the lender, and the plan that costs the lender least of those that can be afforded.
//! Knows neither scores nor files. Ledgers are whole minor units; floating point is only in the search's formulas.

mod affordability;
mod annuity;
mod families;
mod formula;
mod instalment_check;
mod ledger;
mod plan;
mod present_value;
mod schedule;
mod search;
mod search_grid;
mod terms;

pub use affordability::{Affordability, AffordabilityClass, AffordabilityRules, LivingFloor, Means, Setback};
pub use annuity::{level_instalment, month_interest};
pub use formula::{FormulaFigures, formula_figures};
pub use instalment_check::{InstalmentCheck, InstalmentChecks, StatedInstalment};
pub use plan::{HolidayEnd, Levers, PlanError, PlanKind};
pub use present_value::Discount;
pub use schedule::{PlanWarning, SCHEDULE_HEADER, Schedule, ScheduleRow, ScheduleTotals, schedule, schedule_totals};
pub use search::{PlanOffer, PlanOffers, PlanSearch};
pub use search_grid::{PlanLimits, PlanLimitsError};
pub use terms::{LoanTerms, TermsError};
