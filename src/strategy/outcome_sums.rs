use serde::{Deserialize, Serialize};

use super::assumptions::N_TREATMENTS;
use super::capacity::Resource;
use super::treatment::Treatment;
use super::value::{TreatmentValue, TreatmentValues};
use crate::quantity::Money;

/// At most so many groups of borrowers are told apart in sums.
pub const N_GROUPS: usize = 8;

/// What sums need to know of one borrower, whatever is done about them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BorrowerFacts {
    /// Money still owed.
    pub outstanding: Option<Money>,
    /// The outcome, where it is known.
    pub is_bad: Option<bool>,
    /// Whether the customer is worth keeping.
    pub is_worth_keeping: bool,
    /// The group whose rates are compared, below [`N_GROUPS`].
    pub group: Option<u8>,
}

/// What is done about one borrower, and what it costs and brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BorrowerOutcome {
    /// The next step.
    pub treatment: Treatment,
    /// What it brings and costs; `None` where that cannot be said.
    pub value: Option<TreatmentValue>,
    /// What doing nothing about this borrower would bring, net; counted where the step has a value.
    pub waiting: Money,
}

impl BorrowerOutcome {
    /// Of a treatment.
    pub fn new(treatment: Treatment, values: &TreatmentValues) -> BorrowerOutcome {
        BorrowerOutcome { treatment, value: values.of(treatment), waiting: values.net(Treatment::Wait).unwrap_or_default() }
    }

    /// What the step brings beyond doing nothing; `None` where that cannot be said.
    pub fn over_waiting(&self) -> Option<Money> {
        self.value.map(|value| value.net().saturating_sub(self.waiting))
    }
}

// Where each sum stands. What is done about borrowers changes only those of the outcome.
pub(super) const N_ROWS: usize = 0;
const N_KNOWN: usize = 1;
const N_BAD: usize = 2;
const OUTSTANDING: usize = 3;
const N_WORTH_KEEPING: usize = 4;
const OUTSTANDING_WORTH_KEEPING: usize = 5;
const GROUP_ROWS: usize = 6;
/// Sums of facts come first.
pub(super) const N_OF_FACTS: usize = GROUP_ROWS + N_GROUPS;

const N_VALUED: usize = 0;
pub(super) const RECOVERED: usize = 1;
pub(super) const COST: usize = 2;
const WAITING: usize = 3;
const N_HARSH: usize = 4;
const OUTSTANDING_HARSH: usize = 5;
const BY_TREATMENT: usize = 6;
const GROUP_LEGAL: usize = BY_TREATMENT + N_TREATMENTS;
/// Then those of the outcome.
pub(super) const N_OF_OUTCOMES: usize = GROUP_LEGAL + N_GROUPS;

/// Gives `add` each sum of facts that this borrower adds to.
pub(super) fn add_facts(facts: &BorrowerFacts, add: &mut dyn FnMut(usize, i64)) {
    let owed = facts.outstanding.map_or(0, Money::minor_units);
    add(N_ROWS, 1);
    add(N_KNOWN, i64::from(facts.is_bad.is_some()));
    add(N_BAD, i64::from(facts.is_bad == Some(true)));
    add(OUTSTANDING, owed);
    if facts.is_worth_keeping {
        add(N_WORTH_KEEPING, 1);
        add(OUTSTANDING_WORTH_KEEPING, owed);
    }
    if let Some(group) = group_of(facts) {
        add(GROUP_ROWS + group, 1);
    }
}

/// Gives `add` each sum of outcomes that this borrower adds to.
pub(super) fn add_outcome(facts: &BorrowerFacts, outcome: &BorrowerOutcome, add: &mut dyn FnMut(usize, i64)) {
    if let Some(value) = outcome.value {
        add(N_VALUED, 1);
        add(RECOVERED, value.recovered.minor_units());
        add(COST, value.cost.minor_units());
        add(WAITING, outcome.waiting.minor_units());
    }
    if facts.is_worth_keeping && outcome.treatment.is_harsh() {
        add(N_HARSH, 1);
        add(OUTSTANDING_HARSH, facts.outstanding.map_or(0, Money::minor_units));
    }
    add(BY_TREATMENT + outcome.treatment as usize, 1);
    if let Some(group) = group_of(facts).filter(|_| outcome.treatment == Treatment::LegalReview) {
        add(GROUP_LEGAL + group, 1);
    }
}

fn group_of(facts: &BorrowerFacts) -> Option<usize> {
    facts.group.map(usize::from).filter(|group| *group < N_GROUPS)
}

/// What borrowers and what is done about them add up to. Whole numbers throughout: the order of borrowers does not matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutcomeSums {
    pub(super) facts: [i64; N_OF_FACTS],
    pub(super) outcomes: [i64; N_OF_OUTCOMES],
}

impl Default for OutcomeSums {
    fn default() -> Self {
        OutcomeSums { facts: [0; N_OF_FACTS], outcomes: [0; N_OF_OUTCOMES] }
    }
}

impl OutcomeSums {
    /// Adds one borrower.
    pub fn add(&mut self, facts: &BorrowerFacts, outcome: &BorrowerOutcome) {
        add_facts(facts, &mut |idx, amount| self.facts[idx] = self.facts[idx].saturating_add(amount));
        add_outcome(facts, outcome, &mut |idx, amount| self.outcomes[idx] = self.outcomes[idx].saturating_add(amount));
    }

    /// Both together.
    pub fn plus(mut self, other: &OutcomeSums) -> OutcomeSums {
        let sums = self.facts.iter_mut().chain(&mut self.outcomes);
        for (sum, amount) in sums.zip(other.facts.iter().chain(&other.outcomes)) {
            *sum = sum.saturating_add(*amount);
        }
        self
    }

    fn fact(&self, idx: usize) -> u64 {
        self.facts[idx].max(0) as u64
    }

    fn outcome(&self, idx: usize) -> u64 {
        self.outcomes[idx].max(0) as u64
    }

    /// Borrowers.
    pub fn n_rows(&self) -> u64 {
        self.fact(N_ROWS)
    }

    /// Those whose outcome is known.
    pub fn n_known(&self) -> u64 {
        self.fact(N_KNOWN)
    }

    /// Those known to be bad.
    pub fn n_bad(&self) -> u64 {
        self.fact(N_BAD)
    }

    /// Money still owed.
    pub fn outstanding(&self) -> Money {
        Money::from_minor_units(self.facts[OUTSTANDING])
    }

    /// Customers worth keeping.
    pub fn n_worth_keeping(&self) -> u64 {
        self.fact(N_WORTH_KEEPING)
    }

    /// What they still owe.
    pub fn outstanding_worth_keeping(&self) -> Money {
        Money::from_minor_units(self.facts[OUTSTANDING_WORTH_KEEPING])
    }

    /// Customers worth keeping who are treated harshly ([`Treatment::is_harsh`]).
    pub fn n_harsh(&self) -> u64 {
        self.outcome(N_HARSH)
    }

    /// What they still owe.
    pub fn outstanding_harsh(&self) -> Money {
        Money::from_minor_units(self.outcomes[OUTSTANDING_HARSH])
    }

    /// Borrowers whose treatment has a value.
    pub fn n_valued(&self) -> u64 {
        self.outcome(N_VALUED)
    }

    /// The expected recovery, at today's worth.
    pub fn recovered(&self) -> Money {
        Money::from_minor_units(self.outcomes[RECOVERED])
    }

    /// The expected cost.
    pub fn cost(&self) -> Money {
        Money::from_minor_units(self.outcomes[COST])
    }

    /// Recovery less cost.
    pub fn net(&self) -> Money {
        self.recovered().saturating_sub(self.cost())
    }

    /// What doing nothing about the same borrowers would bring, net.
    pub fn waiting(&self) -> Money {
        Money::from_minor_units(self.outcomes[WAITING])
    }

    /// What the steps bring beyond doing nothing.
    pub fn over_waiting(&self) -> Money {
        self.net().saturating_sub(self.waiting())
    }

    /// Borrowers with this treatment.
    pub fn n_treated(&self, treatment: Treatment) -> u64 {
        self.outcome(BY_TREATMENT + treatment as usize)
    }

    /// Borrowers whose treatment takes this resource.
    pub fn n_using(&self, resource: Resource) -> u64 {
        Treatment::ALL.into_iter().filter(|treatment| Resource::of(*treatment) == Some(resource)).map(|of| self.n_treated(of)).sum()
    }

    /// Borrowers of a group, and those of them who are sent to legal review; 0 beyond [`N_GROUPS`].
    pub fn group(&self, group: usize) -> (u64, u64) {
        if group < N_GROUPS { (self.fact(GROUP_ROWS + group), self.outcome(GROUP_LEGAL + group)) } else { (0, 0) }
    }
}
