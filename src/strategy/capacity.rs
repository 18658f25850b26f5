use serde::{Deserialize, Serialize};

use super::assumptions::Capacity;
use super::treatment::Treatment;
use super::value::TreatmentValues;
use crate::quantity::Money;
use crate::quantity::order::sort_keys;

/// What there is only so much of in a month. A step takes one unit of one of them, or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Resource {
    /// Lawyers look at a case.
    LegalSlots,
    /// Someone goes there.
    FieldVisits,
    /// Someone speaks with the borrower: calls, plans, settlements.
    Calls,
}

impl Resource {
    /// All of them, in the order in which they are given out: what is left without one needs at most a later one.
    pub const ALL: [Resource; 3] = [Resource::LegalSlots, Resource::FieldVisits, Resource::Calls];

    /// What this treatment takes.
    pub fn of(treatment: Treatment) -> Option<Resource> {
        match treatment {
            Treatment::LegalReview => Some(Resource::LegalSlots),
            Treatment::FieldVisit => Some(Resource::FieldVisits),
            Treatment::ReminderCall | Treatment::RepaymentPlan | Treatment::Settlement => Some(Resource::Calls),
            _ => None,
        }
    }

    /// The policy's field that limits it.
    pub fn path(self) -> &'static str {
        match self {
            Resource::LegalSlots => "assumptions.capacity.legal_slots",
            Resource::FieldVisits => "assumptions.capacity.field_visits",
            Resource::Calls => "assumptions.capacity.calls",
        }
    }

    /// How much of it there is in a month.
    pub fn limit(self, capacity: &Capacity) -> Option<u32> {
        match self {
            Resource::LegalSlots => capacity.legal_slots,
            Resource::FieldVisits => capacity.field_visits,
            Resource::Calls => capacity.calls,
        }
    }
}

/// What may be done instead of a treatment, dearer first; each needs at most a resource that is given out later.
pub(super) fn instead_of(treatment: Treatment) -> &'static [Treatment] {
    match treatment {
        Treatment::LegalReview => &[Treatment::Settlement, Treatment::PreLegalNotice],
        Treatment::FieldVisit => &[Treatment::ReminderCall, Treatment::Reminder],
        Treatment::ReminderCall | Treatment::RepaymentPlan | Treatment::Settlement | Treatment::PreLegalNotice | Treatment::Specialist => {
            &[Treatment::Reminder]
        }
        Treatment::Reminder => &[Treatment::Wait],
        Treatment::NothingDue | Treatment::Wait | Treatment::Defer | Treatment::NotScored => &[],
    }
}

/// The same for a borrower: whoever can afford no plan is held for a person, where there is no place for a step that speaks of means or law.
fn alternatives(treatment: Treatment, values: &TreatmentValues) -> &'static [Treatment] {
    let asks_of_means = matches!(
        treatment,
        Treatment::LegalReview | Treatment::PreLegalNotice | Treatment::FieldVisit | Treatment::Settlement | Treatment::RepaymentPlan
    );
    if asks_of_means && values.has_no_plan() { &[Treatment::Specialist] } else { instead_of(treatment) }
}

/// The step between a wanted treatment and what takes its place, where there was no place for it either; `is_plan_instead` says that
/// a repayment plan stands for a settlement.
pub(super) fn passed_over(wanted: Treatment, instead: Treatment, is_plan_instead: bool) -> Option<Treatment> {
    let in_place_of = |other: Treatment| match other {
        Treatment::Settlement if is_plan_instead => Treatment::RepaymentPlan,
        other => other,
    };
    let mut others = instead_of(wanted).iter().map(|other| in_place_of(*other));
    let is_direct = others.clone().any(|other| other == instead);
    others.find(|between| !is_direct && Resource::of(*between).is_some())
}

/// The cheaper alternative to a treatment: of those that may take its place and are not forbidden the one of the highest expected
/// value; the last of them where none has a value. `None` where nothing is cheaper.
pub fn cheaper_alternative(treatment: Treatment, values: &TreatmentValues) -> Option<Treatment> {
    let others = || alternatives(treatment, values).iter().map(|other| values.in_place_of(*other));
    let allowed = || others().filter(|other| !values.is_forbidden(*other));
    let mut best: Option<(Treatment, Money)> = None;
    for other in allowed() {
        if let Some(net) = values.net(other)
            && best.is_none_or(|(_, highest)| net > highest)
        {
            best = Some((other, net));
        }
    }
    best.map(|(other, _)| other).or_else(|| allowed().next_back())
}

/// What a treatment brings beyond its cheaper alternative; `None` where either has no value.
pub fn marginal_value(treatment: Treatment, values: &TreatmentValues) -> Option<Money> {
    let alternative = cheaper_alternative(treatment, values)?;
    Some(values.net(treatment)?.saturating_sub(values.net(alternative)?))
}

/// A treatment with its expected value; nothing where it has none.
type Step = (Treatment, Money);

/// One borrower who asks for a resource: the treatment wanted, and what takes its place, down to a step that needs none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CapacityCase {
    steps: [Step; 3],
}

impl CapacityCase {
    /// Of the treatment that the policy wants. Treatments that it forbids have no value ([`TreatmentValues::forbid`]).
    pub fn new(wanted: Treatment, values: &TreatmentValues) -> CapacityCase {
        let step = |treatment: Treatment| (treatment, values.net(treatment).unwrap_or_default());
        let next = |(treatment, value): Step| {
            let alternative = Resource::of(treatment).and_then(|_| cheaper_alternative(treatment, values));
            alternative.map_or((treatment, value), step)
        };
        let first = step(wanted);
        let second = next(first);
        CapacityCase { steps: [first, second, next(second)] }
    }

    /// What is asked for.
    pub fn wanted(&self) -> Treatment {
        self.steps[0].0
    }

    fn step(&self, at: u8) -> Step {
        self.steps[usize::from(at).min(2)]
    }

    /// What the step brings beyond the next, as a key that sorts like the amount.
    fn gain(&self, at: u8) -> i64 {
        self.step(at).1.saturating_sub(self.step(at + 1).1).minor_units()
    }
}

/// Who is treated how within the capacity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allocation {
    /// What each borrower gets, in the order of the cases.
    pub treatments: Vec<Treatment>,
    /// What was given out, in the order of [`Resource::ALL`].
    pub resources: [ResourceUse; 3],
    /// The expected value of all of it.
    pub value: Money,
}

/// What was given out of one resource.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResourceUse {
    /// Borrowers who asked for it: for their own step, and for what takes its place.
    pub n_wanted: u32,
    /// Those of them whose own step had no place.
    pub n_passed_on: u32,
    /// Borrowers who got it.
    pub n_granted: u32,
    /// How much there is; `None` is as much as is wanted.
    pub limit: Option<u32>,
    /// What one more would bring; `None` where all got it.
    pub value_of_one_more: Option<Money>,
}

/// Gives the capacity to whom it brings most beyond the cheaper alternative (the greedy solution of the knapsack, exact for each
/// resource as each step takes one unit); of equals to the earlier row. Who gets nothing asks for what the cheaper step needs.
pub fn allocate(cases: &[CapacityCase], capacity: &Capacity) -> Allocation {
    let mut at = vec![0u8; cases.len()];
    let mut resources = [ResourceUse::default(); 3];
    let mut first_without = [None; 3];
    for (place, resource) in Resource::ALL.into_iter().enumerate() {
        (resources[place], first_without[place]) = give_out(resource, resource.limit(capacity), cases, &mut at);
    }
    for (place, resource) in Resource::ALL.into_iter().enumerate() {
        resources[place].value_of_one_more = value_of_one_more(resource, cases, &at, &first_without);
    }
    let value = cases.iter().zip(&at).fold(Money::ZERO, |sum, (case, at)| sum.saturating_add(case.step(*at).1));
    Allocation { treatments: cases.iter().zip(&at).map(|(case, at)| case.step(*at).0).collect(), resources, value }
}

/// Moves those who get nothing one step on; the second result is the first of them with the step wanted.
fn give_out(resource: Resource, limit: Option<u32>, cases: &[CapacityCase], at: &mut [u8]) -> (ResourceUse, Option<(usize, u8)>) {
    let asks = |row: usize, at: &[u8]| Resource::of(cases[row].step(at[row]).0) == Some(resource);
    let n_wanted = (0..cases.len()).filter(|row| asks(*row, at)).count();
    let n_granted = limit.map_or(n_wanted, |limit| n_wanted.min(limit as usize));
    let n_passed_on = (0..cases.len()).filter(|row| at[*row] > 0 && asks(*row, at)).count() as u32;
    let used = ResourceUse { n_wanted: n_wanted as u32, n_passed_on, n_granted: n_granted as u32, limit, value_of_one_more: None };
    if n_granted == n_wanted {
        return (used, None);
    }
    // The sign bit turned, so that whole numbers without a sign sort like those with one.
    let mut keys: Vec<u64> =
        (0..cases.len()).filter(|row| asks(*row, at)).map(|row| (cases[row].gain(at[row]) as u64) ^ (1 << 63)).collect();
    sort_keys(&mut keys);
    let gain_of = |place: usize| (keys[place] ^ (1 << 63)) as i64;
    // Of the highest gain without a place: the rows above it all get one, some of its own perhaps.
    let edge = gain_of(n_wanted - n_granted - 1);
    let mut n_left = n_granted - keys.iter().rev().take_while(|key| (**key ^ (1 << 63)) as i64 > edge).count();
    let mut first_without = None;
    for row in 0..cases.len() {
        let gain = cases[row].gain(at[row]);
        if !asks(row, at) || gain > edge {
            continue;
        }
        if gain == edge && n_left > 0 {
            n_left -= 1;
            continue;
        }
        if gain == edge && first_without.is_none() {
            first_without = Some((row, at[row]));
        }
        at[row] += 1;
    }
    (used, first_without)
}

/// The first without a place gets one; the place that this borrower then leaves goes to the first without one there, and so on.
fn value_of_one_more(mut resource: Resource, cases: &[CapacityCase], at: &[u8], first_without: &[Option<(usize, u8)>; 3]) -> Option<Money> {
    let mut sum = None;
    while let Some((row, wanted)) = first_without[resource as usize] {
        let (left, value) = cases[row].step(at[row]);
        let gained = cases[row].step(wanted).1.saturating_sub(value);
        sum = Some(sum.unwrap_or(Money::ZERO).saturating_add(gained));
        match Resource::of(left) {
            Some(next) => resource = next,
            None => break,
        }
    }
    sum
}
