//! Capacity: who gets what there is only so much of.

use proptest::prelude::*;
use smart_loan_recovery::quantity::{Money, Probability};
use smart_loan_recovery::strategy::{
    Allocation, Allotment, Assumptions, Bearing, Capacity, CapacityCase, Resource, Treatment, TreatmentValues, Valuation, ValueFacts,
    allocate, cheaper_alternative,
};

const WANTED: [Treatment; 8] = [
    Treatment::LegalReview,
    Treatment::FieldVisit,
    Treatment::Settlement,
    Treatment::RepaymentPlan,
    Treatment::ReminderCall,
    Treatment::Reminder,
    Treatment::Specialist,
    Treatment::NotScored,
];

fn values(score: f64, owed: i64) -> TreatmentValues {
    Valuation::new(&Assumptions::default()).values(&ValueFacts {
        score: Probability::new(score).unwrap(),
        outstanding: Money::from_minor_units(owed),
        collateral: None,
        is_legal_open: true,
        is_legal_limited: false,
        bearing: Bearing::default(),
    })
}

fn limited(calls: Option<u32>, field_visits: Option<u32>, legal_slots: Option<u32>) -> Capacity {
    Capacity { calls, field_visits, legal_slots }
}

#[test]
fn without_limits_everyone_gets_what_the_policy_wants() {
    let cases: Vec<CapacityCase> = WANTED.iter().map(|wanted| CapacityCase::new(*wanted, &values(0.6, 5_000_000))).collect();
    let allocation = allocate(&cases, &Capacity::default());
    assert_eq!(allocation.treatments, WANTED);
    assert!(allocation.resources.iter().all(|used| used.value_of_one_more.is_none() && used.n_wanted == used.n_granted));
    assert_eq!(allocation.resources.map(|used| used.n_wanted), [1, 1, 3]);
}

#[test]
fn calls_go_where_they_bring_most() {
    // A call wins over a tenth of those who would not pay: most at the largest balance with the highest score.
    let rows = [(0.2, 100_000), (0.8, 9_000_000), (0.5, 1_000_000), (0.9, 9_000_000)];
    let cases: Vec<CapacityCase> =
        rows.iter().map(|(score, owed)| CapacityCase::new(Treatment::ReminderCall, &values(*score, *owed))).collect();
    let allocation = allocate(&cases, &limited(Some(2), None, None));
    use Treatment::{Reminder, ReminderCall};
    assert_eq!(allocation.treatments, [Reminder, ReminderCall, Reminder, ReminderCall]);
    let calls = allocation.resources[Resource::Calls as usize];
    assert_eq!((calls.n_wanted, calls.n_granted, calls.limit), (4, 2, Some(2)));
    let third = values(0.5, 1_000_000);
    assert_eq!(calls.value_of_one_more, Some(third.net(ReminderCall).unwrap().saturating_sub(third.net(Reminder).unwrap())));
}

#[test]
fn what_is_forbidden_takes_no_place_also_where_nothing_has_a_value() {
    let mut values = TreatmentValues::default();
    assert_eq!(cheaper_alternative(Treatment::LegalReview, &values), Some(Treatment::PreLegalNotice));
    values.forbid(Treatment::PreLegalNotice);
    assert_eq!(cheaper_alternative(Treatment::LegalReview, &values), Some(Treatment::Settlement));
    let allocation = allocate(&[CapacityCase::new(Treatment::LegalReview, &values)], &limited(None, None, Some(0)));
    assert_eq!(allocation.treatments, [Treatment::Settlement]);
}

#[test]
fn an_allotment_names_those_alone_who_get_something_else() {
    let wants = |score, owed| CapacityCase::new(Treatment::ReminderCall, &values(score, owed));
    let rows = [None, Some(wants(0.5, 1_000_000)), None, Some(wants(0.9, 9_000_000))];
    let allotment = Allotment::new(&limited(Some(1), None, None), rows.into_iter());
    assert_eq!((0..5).map(|row| allotment.instead(row)).collect::<Vec<_>>(), [None, Some(Treatment::Reminder), None, None, None]);
    assert_eq!((allotment.n_without(), allotment.resources()[Resource::Calls as usize].n_granted), (1, 1));
}

#[test]
fn equals_are_served_in_the_order_of_rows() {
    let cases = vec![CapacityCase::new(Treatment::FieldVisit, &values(0.7, 2_000_000)); 5];
    let allocation = allocate(&cases, &limited(Some(2), Some(1), None));
    use Treatment::{FieldVisit, Reminder, ReminderCall};
    assert_eq!(allocation.treatments, [FieldVisit, ReminderCall, ReminderCall, Reminder, Reminder]);
}

#[test]
fn who_gets_no_legal_slot_asks_for_what_a_settlement_needs() {
    let high = values(0.95, 30_000_000);
    assert_eq!(cheaper_alternative(Treatment::LegalReview, &high), Some(Treatment::Settlement));
    let cases = [CapacityCase::new(Treatment::LegalReview, &high), CapacityCase::new(Treatment::ReminderCall, &values(0.1, 1_000))];
    let allocation = allocate(&cases, &limited(Some(1), None, Some(0)));
    assert_eq!(allocation.treatments, [Treatment::Settlement, Treatment::Reminder]);
    assert_eq!(allocation.resources.map(|used| (used.n_wanted, used.n_passed_on, used.n_granted)), [(1, 0, 0), (0, 0, 0), (2, 1, 1)]);
}

#[test]
fn a_forbidden_settlement_is_no_way_out() {
    let mut without = values(0.95, 30_000_000);
    without.forbid(Treatment::Settlement);
    let allocation = allocate(&[CapacityCase::new(Treatment::LegalReview, &without)], &limited(None, None, Some(0)));
    assert_eq!(allocation.treatments, [Treatment::PreLegalNotice]);
}

#[test]
fn cases_without_values_wait_behind_those_with_one() {
    let nothing = TreatmentValues::default();
    let cases = [CapacityCase::new(Treatment::ReminderCall, &nothing), CapacityCase::new(Treatment::ReminderCall, &values(0.9, 9_000_000))];
    let allocation = allocate(&cases, &limited(Some(1), None, None));
    assert_eq!(allocation.treatments, [Treatment::Reminder, Treatment::ReminderCall]);
    assert!(allocate(&[], &limited(Some(0), Some(0), Some(0))).treatments.is_empty());
}

fn within(allocation: &Allocation) -> bool {
    Resource::ALL.into_iter().zip(allocation.resources).all(|(resource, used)| {
        let n = allocation.treatments.iter().filter(|treatment| Resource::of(**treatment) == Some(resource)).count();
        n == used.n_granted as usize && used.limit.is_none_or(|limit| n <= limit as usize)
    })
}

fn any_case() -> impl Strategy<Value = CapacityCase> {
    // Few distinct amounts, so that many are equal.
    (0..WANTED.len(), 0..=10u32, 0..6i64, any::<bool>()).prop_map(|(wanted, score, owed, may_settle)| {
        let mut values = values(f64::from(score) / 10.0, owed * owed * 700_000);
        if !may_settle {
            values.forbid(Treatment::Settlement);
        }
        CapacityCase::new(WANTED[wanted], &values)
    })
}

fn any_limit() -> impl Strategy<Value = Option<u32>> {
    proptest::option::of(0..12u32)
}

proptest! {
    #[test]
    fn no_capacity_is_exceeded(cases in prop::collection::vec(any_case(), 0..40), calls in any_limit(), visits in any_limit(), slots in any_limit()) {
        prop_assert!(within(&allocate(&cases, &limited(calls, visits, slots))));
    }

    #[test]
    fn one_more_brings_what_was_said(cases in prop::collection::vec(any_case(), 0..40), calls in any_limit(), visits in any_limit(), slots in any_limit()) {
        let now = allocate(&cases, &limited(calls, visits, slots));
        let more = |limit: Option<u32>| limit.map(|limit| limit + 1);
        for (resource, capacity) in [
            (Resource::Calls, limited(more(calls), visits, slots)),
            (Resource::FieldVisits, limited(calls, more(visits), slots)),
            (Resource::LegalSlots, limited(calls, visits, more(slots))),
        ] {
            let then = allocate(&cases, &capacity);
            let said = now.resources[resource as usize].value_of_one_more;
            prop_assert_eq!(then.value.saturating_sub(now.value), said.unwrap_or_default());
            prop_assert_eq!(said.is_some(), then.resources[resource as usize].n_granted > now.resources[resource as usize].n_granted);
        }
    }

    #[test]
    fn no_other_choice_of_callers_brings_more(owed in prop::collection::vec(0..50i64, 1..10), n_calls in 0..10u32) {
        let cases: Vec<CapacityCase> = owed.iter().map(|owed| CapacityCase::new(Treatment::ReminderCall, &values(0.5, owed * 100_000))).collect();
        let capacity = limited(Some(n_calls), None, None);
        let best = allocate(&cases, &capacity).value;
        let gain = |owed: i64| {
            let of = values(0.5, owed * 100_000);
            let net = |treatment| of.net(treatment).unwrap().minor_units();
            (net(Treatment::ReminderCall) - net(Treatment::Reminder), net(Treatment::Reminder))
        };
        for chosen in 0..1u32 << owed.len() {
            if chosen.count_ones() == n_calls.min(owed.len() as u32) {
                let value: i64 = owed.iter().enumerate().map(|(row, owed)| {
                    let (gained, base) = gain(*owed);
                    if chosen >> row & 1 == 1 { base + gained } else { base }
                }).sum();
                prop_assert!(value <= best.minor_units());
            }
        }
    }
}
