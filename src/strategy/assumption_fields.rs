use serde::{Deserialize, Serialize};

use super::assumptions::Assumptions;
use super::treatment::Treatment;
use crate::quantity::Money;

/// One figure of the assumptions, as a form or a file shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssumptionField {
    /// Where it stands: `capacity.calls`, `treatments.reminder.cost`.
    pub path: String,
    /// What its number counts.
    pub unit: AssumptionUnit,
    /// In the unit's whole numbers; `None` is without limit.
    pub value: Option<i64>,
    /// The least value allowed.
    pub least: i64,
    /// The largest value allowed.
    pub most: i64,
    /// Whether it may be without limit.
    pub may_be_unlimited: bool,
}

/// What an assumption's whole number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AssumptionUnit {
    /// Minor units of the file's currency: 100 are one.
    Money,
    /// Basis points: 10 000 are all.
    Share,
    /// Months.
    Months,
    /// Minutes.
    Minutes,
    /// Cases in a month.
    Cases,
    /// 0 is no, 1 is yes.
    YesNo,
}

impl AssumptionUnit {
    /// How many of the whole numbers make one of what a person writes: 0.12 for 1 200 basis points, 60 for 6 000 minor units.
    pub fn scale(self) -> u32 {
        match self {
            AssumptionUnit::Money => 100,
            AssumptionUnit::Share => 10_000,
            _ => 1,
        }
    }
}

/// What is wrong with an assumption.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AssumptionProblem {
    /// No assumption has this path.
    Unknown,
    /// It is below `least` or above `most`, in the unit's whole numbers.
    OutOfRange {
        /// What its number counts.
        unit: AssumptionUnit,
        /// The least value allowed.
        least: i64,
        /// The largest value allowed.
        most: i64,
    },
    /// It may not be without limit.
    Missing,
    /// The usual haircut is larger than the largest allowed.
    HaircutAboveLargest,
}

/// Where a figure is kept.
enum Place<'a> {
    Money(&'a mut Money),
    Number(&'a mut u32),
    Signed(&'a mut i32),
    Limit(&'a mut Option<u32>),
    MoneyLimit(&'a mut Option<Money>),
    Switch(&'a mut bool),
}

impl Place<'_> {
    fn value(&self) -> Option<i64> {
        match self {
            Place::Money(money) => Some(money.minor_units()),
            Place::Number(number) => Some(i64::from(**number)),
            Place::Signed(number) => Some(i64::from(**number)),
            Place::Limit(limit) => limit.map(i64::from),
            Place::MoneyLimit(limit) => limit.map(Money::minor_units),
            Place::Switch(switch) => Some(i64::from(**switch)),
        }
    }

    fn may_be_unlimited(&self) -> bool {
        matches!(self, Place::Limit(_) | Place::MoneyLimit(_))
    }

    /// Of a value within the field's range.
    fn set(self, value: Option<i64>) {
        let number = value.unwrap_or_default();
        match self {
            Place::Money(money) => *money = Money::from_minor_units(number),
            Place::Number(place) => *place = number as u32,
            Place::Signed(place) => *place = number as i32,
            Place::Limit(limit) => *limit = value.map(|value| value as u32),
            Place::MoneyLimit(limit) => *limit = value.map(Money::from_minor_units),
            Place::Switch(switch) => *switch = number != 0,
        }
    }
}

/// A figure's path is its group, for a treatment the treatment's word, and its name.
struct Visited<'a> {
    group: &'static str,
    treatment: Option<Treatment>,
    name: &'static str,
    unit: AssumptionUnit,
    range: (i64, i64),
    place: Place<'a>,
}

impl Visited<'_> {
    fn path(&self) -> String {
        [self.group, self.treatment.map_or("", Treatment::file_label), self.name]
            .iter()
            .filter(|part| !part.is_empty())
            .fold(String::new(), |path, part| if path.is_empty() { (*part).to_owned() } else { path + "." + part })
    }

    fn problem(&self, value: Option<i64>) -> Option<AssumptionProblem> {
        let (least, most) = self.range;
        match value {
            None => (!self.place.may_be_unlimited()).then_some(AssumptionProblem::Missing),
            Some(value) => (value < least || value > most).then_some(AssumptionProblem::OutOfRange { unit: self.unit, least, most }),
        }
    }
}

const ALL: i64 = 10_000;
/// A thousand million in major units: sums over a million borrowers still fit.
const MOST_MONEY: i64 = 100_000_000_000;
const MOST_CASES: i64 = u32::MAX as i64;
const MOST_MONTHS: i64 = 600;
// So that all that a plan may change makes no more combinations than a search tries.
const MOST_EXTENSION: i64 = 36;
const MOST_HOLIDAY: i64 = 6;
const MOST_RATE_CUT: i64 = 200;
const MOST_SPREAD: i64 = 60;

impl Assumptions {
    /// All figures that a person may set, in the order of a form.
    pub fn fields(&self) -> Vec<AssumptionField> {
        let mut fields = Vec::new();
        self.clone().visit(&mut |visited| {
            fields.push(AssumptionField {
                path: visited.path(),
                unit: visited.unit,
                value: visited.place.value(),
                least: visited.range.0,
                most: visited.range.1,
                may_be_unlimited: visited.place.may_be_unlimited(),
            });
        });
        fields
    }

    /// Sets the figure at `path`, in the whole numbers of its unit; nothing changes on an error.
    pub fn set(&mut self, path: &str, value: Option<i64>) -> Result<(), AssumptionProblem> {
        let mut result = Err(AssumptionProblem::Unknown);
        self.visit(&mut |visited| {
            if visited.path() == path {
                result = visited.problem(value).map_or(Ok(()), Err);
                if result.is_ok() {
                    visited.place.set(value);
                }
            }
        });
        result
    }

    /// All that is wrong, each with its path behind `prefix` (`assumptions.` for one).
    pub fn check(&self, prefix: &str) -> Vec<(String, AssumptionProblem)> {
        let mut problems = Vec::new();
        self.clone().visit(&mut |visited| {
            if let Some(problem) = visited.problem(visited.place.value()) {
                problems.push((prefix.to_owned() + &visited.path(), problem));
            }
        });
        if self.settlement.haircut_basis_points > self.settlement.largest_haircut_basis_points {
            problems.push((prefix.to_owned() + "settlement.haircut", AssumptionProblem::HaircutAboveLargest));
        }
        problems
    }

    fn visit(&mut self, see: &mut dyn FnMut(Visited<'_>)) {
        use AssumptionUnit::{Cases, Minutes, Money, Months, Share};
        let mut one = |group, name, unit, range, place| see(Visited { group, treatment: None, name, unit, range, place });
        let settlement = &mut self.settlement;
        one("", "annual_discount", Share, (0, ALL), Place::Number(&mut self.annual_discount_basis_points));
        one("", "complaint_penalty", Money, (0, MOST_MONEY), Place::Money(&mut self.complaint_penalty));
        one("", "look_minutes", Minutes, (0, ALL), Place::Number(&mut self.look_minutes));
        one("settlement", "haircut", Share, (0, ALL), Place::Number(&mut settlement.haircut_basis_points));
        one("settlement", "largest_haircut", Share, (0, ALL), Place::Number(&mut settlement.largest_haircut_basis_points));
        one("settlement", "acceptance", Share, (0, ALL), Place::Number(&mut settlement.acceptance_basis_points));
        one("settlement", "sacrifice_cap", Money, (0, MOST_MONEY), Place::MoneyLimit(&mut settlement.sacrifice_cap));
        one("settlement", "longest_term", Months, (1, MOST_MONTHS), Place::Number(&mut settlement.longest_term_months));
        one("legal", "winning", Share, (0, ALL), Place::Number(&mut self.legal.win_basis_points));
        one("legal", "liquidation_cut", Share, (0, ALL), Place::Number(&mut self.legal.liquidation_cut_basis_points));
        one("legal", "unsecured", Share, (0, ALL), Place::Number(&mut self.legal.unsecured_basis_points));
        let means = &mut self.affordability;
        one("affordability", "largest_share", Share, (0, ALL), Place::Number(&mut means.largest_share_basis_points));
        one("affordability", "living_base", Money, (0, MOST_MONEY), Place::Money(&mut means.living_base));
        one("affordability", "living_per_dependent", Money, (0, MOST_MONEY), Place::Money(&mut means.living_per_dependent));
        let plans = &mut self.plans;
        one("plans", "least_relief", Share, (0, ALL), Place::Number(&mut plans.least_relief_basis_points));
        one("plans", "longest_extension", Months, (0, MOST_EXTENSION), Place::Number(&mut plans.longest_extension_months));
        one("plans", "longest_holiday", Months, (0, MOST_HOLIDAY), Place::Number(&mut plans.longest_holiday_months));
        one("plans", "largest_rate_cut", Share, (0, MOST_RATE_CUT), Place::Number(&mut plans.largest_rate_cut_basis_points));
        one("plans", "longest_arrears_spread", Months, (0, MOST_SPREAD), Place::Number(&mut plans.longest_arrears_spread_months));
        one("capacity", "calls", Cases, (0, MOST_CASES), Place::Limit(&mut self.capacity.calls));
        one("capacity", "field_visits", Cases, (0, MOST_CASES), Place::Limit(&mut self.capacity.field_visits));
        one("capacity", "legal_slots", Cases, (0, MOST_CASES), Place::Limit(&mut self.capacity.legal_slots));
        let keeping = &mut self.worth_keeping;
        one("worth_keeping", "least_on_time", Share, (0, ALL), Place::Number(&mut keeping.least_on_time_basis_points));
        one("worth_keeping", "highest_score", Share, (0, ALL), Place::Number(&mut keeping.highest_score_basis_points));
        self.visit_treatments(see);
    }

    fn visit_treatments(&mut self, see: &mut dyn FnMut(Visited<'_>)) {
        use AssumptionUnit::{Minutes, Money, Months, Share, YesNo};
        for (treatment, assumed) in Treatment::ALL.into_iter().zip(&mut self.treatments) {
            if matches!(treatment, Treatment::NothingDue | Treatment::NotScored) {
                continue;
            }
            let mut one = |name, unit, range, place| {
                see(Visited { group: "treatments", treatment: Some(treatment), name, unit, range, place });
            };
            one("cost", Money, (0, MOST_MONEY), Place::Money(&mut assumed.cost));
            if !matches!(treatment, Treatment::Settlement | Treatment::LegalReview) {
                one("uplift", Share, (-ALL, ALL), Place::Signed(&mut assumed.uplift_basis_points));
            }
            one("months", Months, (0, MOST_MONTHS), Place::Number(&mut assumed.months));
            one("recovered", Share, (0, ALL), Place::Number(&mut assumed.recovered_basis_points));
            one("complaint_risk", Share, (0, ALL), Place::Number(&mut assumed.complaint_basis_points));
            one("minutes", Minutes, (0, ALL), Place::Number(&mut assumed.minutes));
            one("needs_human", YesNo, (0, 1), Place::Switch(&mut assumed.needs_human));
        }
    }
}
