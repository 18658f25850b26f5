//! Bands, overrides and their reasons.

use proptest::prelude::*;
use smart_loan_recovery::data::loan_facts::{CareFlags, Employment, LoanEnd, LoanFacts, PaymentHistory};
use smart_loan_recovery::quantity::{Currency, Money, Probability};
use smart_loan_recovery::sheets::reason_text;
use smart_loan_recovery::strategy::{
    Archetype, Bearing, CareCause, Case, Channel, CutOffs, Decision, EndCause, LegalRoute, N_TREATMENTS, Offer, Policy, PortfolioScale,
    Reason, ReviewCause, Stage, Strategy as Action, Treatment, TreatmentChoice, ValidPolicy, group_scores, share_that_differs,
};

use crate::policy::any_policy;

fn score(value: f64) -> Option<Probability> {
    Probability::new(value)
}

fn money(major: f64) -> Option<Money> {
    Money::from_major(major)
}

fn late(days: u32) -> LoanFacts {
    LoanFacts { days_past_due: Some(days), ..LoanFacts::default() }
}

fn case(score: Option<Probability>, facts: &LoanFacts, archetype: Archetype) -> Case<'_> {
    Case { score, facts, archetype, values: &Case::NO_VALUES, bearing: Bearing::default(), seed_share: None, instead: None }
}

fn decide(value: f64, facts: &LoanFacts, archetype: Archetype) -> Decision {
    ValidPolicy::default().decide(&case(score(value), facts, archetype))
}

#[test]
fn the_edges_of_the_bands_are_those_agreed() {
    let unknown = LoanFacts::default();
    let strategy = |value: f64| decide(value, &unknown, Archetype::Unknown);
    assert_eq!(strategy(0.75).strategy, Action::SettlementOffer);
    assert_eq!(strategy(0.750_000_1).strategy, Action::LegalReview);
    assert_eq!(strategy(0.50).strategy, Action::SettlementOffer);
    assert_eq!(strategy(0.499_9).strategy, Action::Reminder);
    // Where nothing else is known, the band alone decides.
    assert_eq!(strategy(0.6).treatment, Treatment::Settlement);
    assert_eq!(strategy(0.9).treatment, Treatment::LegalReview);
    assert_eq!(strategy(0.2).treatment, Treatment::Reminder);
    let none = ValidPolicy::default().decide(&case(score(f64::NAN), &unknown, Archetype::Forgetful));
    assert_eq!((none.strategy, none.treatment, none.channel), (Action::NotScored, Treatment::NotScored, Channel::NoContact));
    assert_eq!(none.reasons, [Reason::NoScore]);
}

#[test]
fn one_score_and_four_archetypes_are_treated_in_four_ways() {
    let facts = late(45);
    let all: Vec<Decision> = Archetype::ALL[..4].iter().map(|archetype| decide(0.62, &facts, *archetype)).collect();
    for (place, one) in all.iter().enumerate() {
        for other in &all[place + 1..] {
            assert!(one.offer != other.offer && one.channel != other.channel && one.tone != other.tone);
        }
    }
    assert_eq!(all[1].treatment, Treatment::RepaymentPlan);
    assert_eq!(all[2].treatment, Treatment::Settlement);
    assert_eq!((all[1].offer, all[2].offer), (Offer::LowerInstalment, Offer::SettlementLump));
}

#[test]
fn legal_review_waits_until_it_is_open() {
    let at = |days, archetype| decide(0.9, &late(days), archetype);
    let not_yet = at(89, Archetype::Unknown);
    assert_eq!((not_yet.strategy, not_yet.treatment), (Action::LegalReview, Treatment::PreLegalNotice));
    assert!(not_yet.reasons.contains(&Reason::LegalNotYet { days: 89, after: 90 }));
    assert_eq!(at(90, Archetype::AbleUnwilling).treatment, Treatment::PreLegalNotice);
    assert_eq!(at(91, Archetype::AbleUnwilling).treatment, Treatment::LegalReview);
    assert_eq!(at(30, Archetype::Unknown).treatment, Treatment::Settlement);
    assert_eq!(at(80, Archetype::WillingUnable).treatment, Treatment::Settlement);
    assert!(at(91, Archetype::Unknown).reasons.contains(&Reason::LegalEligible { days: 91, route: LegalRoute::Unknown }));
    let unknown = decide(0.9, &LoanFacts::default(), Archetype::Forgetful);
    assert_eq!((unknown.treatment, unknown.needs_review), (Treatment::LegalReview, Some(ReviewCause::EligibilityUnknown)));
    assert!(unknown.reasons.contains(&Reason::LegalUnknown));
}

#[test]
fn a_table_that_asks_for_legal_review_too_early_is_overruled() {
    let mut policy = Policy::default();
    let review = policy.table.choice(Action::LegalReview, Archetype::Unknown, Stage::NonPerforming);
    for archetype in Archetype::ALL {
        for stage in Stage::ALL {
            policy.table.set(Action::LegalReview, archetype, stage, TreatmentChoice { treatment: Treatment::LegalReview, ..review });
        }
    }
    let policy = ValidPolicy::try_from(policy).unwrap();
    let treatment = |days, archetype| policy.decide(&case(score(0.9), &late(days), archetype)).treatment;
    assert_eq!(treatment(61, Archetype::AbleUnwilling), Treatment::PreLegalNotice);
    assert_eq!(treatment(60, Archetype::Unknown), Treatment::Settlement);
    assert_eq!(treatment(61, Archetype::Overwhelmed), Treatment::RepaymentPlan);
    assert_eq!(treatment(90, Archetype::Unknown), Treatment::PreLegalNotice);
    assert_eq!(treatment(91, Archetype::Overwhelmed), Treatment::LegalReview);
}

#[test]
fn security_is_enforced_only_above_a_lakh_and_only_where_there_is_any() {
    let route = |collateral: Option<f64>, owed: Option<f64>| {
        let facts = LoanFacts { collateral: collateral.and_then(money), outstanding: owed.and_then(money), ..late(120) };
        let found = decide(0.9, &facts, Archetype::Unknown).reasons.into_iter().find_map(|reason| match reason {
            Reason::LegalEligible { route, .. } => Some(route),
            _ => None,
        });
        found.unwrap()
    };
    assert_eq!(route(Some(5e5), Some(100_000.01)), LegalRoute::SecuredEnforcement);
    assert_eq!(route(Some(5e5), Some(100_000.0)), LegalRoute::Civil);
    assert_eq!(route(Some(0.0), Some(3e5)), LegalRoute::Civil);
    assert_eq!(route(None, Some(3e5)), LegalRoute::Unknown);
    assert_eq!(route(Some(5e5), None), LegalRoute::Unknown);
}

#[test]
fn long_past_due_is_never_below_an_offer_and_late_never_below_a_call() {
    let low = decide(0.1, &late(91), Archetype::Forgetful);
    assert_eq!((low.band, low.strategy), (Action::Reminder, Action::SettlementOffer));
    assert!(low.treatment >= Treatment::RepaymentPlan);
    assert!(low.reasons.contains(&Reason::NonPerformingFloor { days: 91, after: 90 }));
    let at_edge = decide(0.1, &late(90), Archetype::Forgetful);
    assert_eq!((at_edge.strategy, at_edge.treatment), (Action::Reminder, Treatment::ReminderCall));

    let mut policy = Policy::default();
    let remind = policy.table.choice(Action::Reminder, Archetype::Unknown, Stage::Early);
    for stage in Stage::ALL {
        policy.table.set(Action::Reminder, Archetype::Unknown, stage, remind);
        policy.table.set(Action::SettlementOffer, Archetype::Unknown, stage, remind);
    }
    let policy = ValidPolicy::try_from(policy).unwrap();
    let of = |days| policy.decide(&case(score(0.1), &late(days), Archetype::Unknown));
    assert_eq!(of(60).treatment, Treatment::Reminder);
    assert_eq!(of(61).treatment, Treatment::ReminderCall);
    assert!(of(61).reasons.contains(&Reason::LateFloor { days: 61, after: 60 }));
    assert_eq!((of(91).treatment, of(91).offer), (Treatment::Settlement, Offer::SettlementLump));
}

#[test]
fn what_blocks_automation_goes_to_a_specialist_whatever_else_holds() {
    let flags = CareFlags { is_in_plan: true, ..CareFlags::default() };
    let cases = [
        (CareFlags { is_disputed: true, ..flags }, CareCause::Dispute),
        (CareFlags { is_vulnerable: true, ..flags }, CareCause::Vulnerable),
        (CareFlags { is_deceased: true, ..flags }, CareCause::Deceased),
        (CareFlags { is_insolvent: true, ..flags }, CareCause::Insolvent),
        (CareFlags { is_on_legal_hold: true, ..flags }, CareCause::LegalHold),
        (CareFlags { is_in_court: true, ..flags }, CareCause::LegalAction),
    ];
    for (flags, cause) in cases {
        for value in [Some(0.1), Some(0.95), None] {
            let facts = LoanFacts { flags, days_to_promise: Some(3), ..late(120) };
            let decision = ValidPolicy::default().decide(&case(value.and_then(score), &facts, Archetype::AbleUnwilling));
            assert_eq!((decision.treatment, decision.offer), (Treatment::Specialist, Offer::NoOffer));
            assert_eq!(decision.reasons.last(), Some(&Reason::Care(cause)));
            assert_eq!(decision.needs_review, None);
        }
    }
}

#[test]
fn of_a_loan_that_has_ended_nothing_is_due() {
    let flags = CareFlags { is_disputed: true, ..CareFlags::default() };
    let owed = |amount: i64| Some(Money::from_minor_units(amount));
    let cleared = LoanFacts { end: Some(LoanEnd::Cleared), outstanding: owed(5_000_000), flags, ..late(120) };
    let nothing_owed = LoanFacts { outstanding: owed(0), ..late(120) };
    for (facts, cause) in [(cleared, EndCause::Outcome), (nothing_owed, EndCause::NothingOwed)] {
        let decision = decide(0.9, &facts, Archetype::AbleUnwilling);
        assert_eq!(
            (decision.band, decision.strategy, decision.treatment),
            (Action::LegalReview, Action::LegalReview, Treatment::NothingDue)
        );
        assert_eq!((decision.offer, decision.channel, decision.needs_review), (Offer::NoOffer, Channel::NoContact, None));
        assert!(matches!(decision.reasons[..], [Reason::Score { .. }, Reason::Ended(found)] if found == cause), "{decision:?}");
        assert!(!decision.is_for_a_person());
        let unscored = ValidPolicy::default().decide(&case(None, &facts, Archetype::Unknown));
        assert_eq!((unscored.band, unscored.treatment), (Action::NotScored, Treatment::NothingDue));
        let mut policy = Policy::default();
        policy.rules.leave_out_ended = false;
        let without = ValidPolicy::try_from(policy).unwrap().decide(&case(score(0.9), &facts, Archetype::AbleUnwilling));
        assert!(without.treatment.is_due(), "{without:?}");
    }
    // What was written off is owed, whatever the books say.
    let written_off = LoanFacts { end: Some(LoanEnd::WrittenOff), ..nothing_owed };
    assert!(decide(0.9, &written_off, Archetype::AbleUnwilling).treatment.is_due());
    assert!(decide(0.9, &LoanFacts { outstanding: owed(1), ..late(120) }, Archetype::AbleUnwilling).treatment.is_due());
}

#[test]
fn a_first_miss_of_few_days_is_left_to_cure_itself() {
    let facts = LoanFacts { missed_payments: Some(1), payment_history: Some(PaymentHistory::OnTime), ..late(7) };
    let of = |value: f64, facts: &LoanFacts| decide(value, facts, Archetype::Forgetful).treatment;
    let waiting = decide(0.299_9, &facts, Archetype::Forgetful);
    assert_eq!((waiting.treatment, waiting.channel, waiting.offer), (Treatment::Wait, Channel::NoContact, Offer::NoOffer));
    assert_eq!(waiting.reasons.last(), Some(&Reason::SelfCure { days: 7, most: 7 }));
    assert_eq!(of(0.3, &facts), Treatment::Reminder);
    assert_eq!(of(0.1, &LoanFacts { days_past_due: Some(8), ..facts }), Treatment::Reminder);
    assert_eq!(of(0.1, &LoanFacts { days_past_due: Some(0), ..facts }), Treatment::Reminder);
    assert_eq!(of(0.1, &LoanFacts { missed_payments: Some(2), ..facts }), Treatment::Reminder);
    assert_eq!(of(0.1, &LoanFacts { payment_history: Some(PaymentHistory::Delayed), ..facts }), Treatment::Reminder);
    assert_eq!(of(0.1, &LoanFacts { payment_history: None, ..facts }), Treatment::Wait);
    assert_eq!(of(0.1, &LoanFacts { payment_history: None, missed_payments: None, ..facts }), Treatment::Reminder);
}

#[test]
fn promises_and_plans_defer() {
    let promised = |days| LoanFacts { days_to_promise: Some(days), ..late(120) };
    for (days, treatment) in [(10, Treatment::Defer), (0, Treatment::Defer), (-3, Treatment::Defer), (-4, Treatment::LegalReview)] {
        let decision = decide(0.9, &promised(days), Archetype::Unknown);
        assert_eq!(decision.treatment, treatment, "{days}");
        assert_eq!(decision.reasons.contains(&Reason::PromiseOpen { days, grace: 3 }), treatment == Treatment::Defer);
    }
    let in_plan = LoanFacts { flags: CareFlags { is_in_plan: true, ..CareFlags::default() }, ..late(40) };
    let decision = decide(0.6, &in_plan, Archetype::Forgetful);
    assert_eq!((decision.treatment, decision.reasons.last()), (Treatment::Defer, Some(&Reason::InPlan)));
}

#[test]
fn near_a_cut_off_or_unsteady_over_seeds_a_person_looks_first() {
    let facts = late(40);
    let review = |value: f64| decide(value, &facts, Archetype::Forgetful).needs_review;
    let is_near = |value: f64| matches!(review(value), Some(ReviewCause::NearCutOff { .. }));
    for (value, near) in
        [(0.449_999, false), (0.45, true), (0.55, true), (0.550_001, false), (0.7, true), (0.8, true), (0.800_001, false), (0.0, false)]
    {
        assert_eq!(is_near(value), near, "{value}");
    }
    let half = Probability::new(0.5).unwrap();
    assert!(matches!(review(0.52), Some(ReviewCause::NearCutOff { cut_off, .. }) if cut_off == half));
    let seeds = |share: f64| {
        let case = Case { seed_share: score(share), ..case(score(0.3), &facts, Archetype::Forgetful) };
        ValidPolicy::default().decide(&case)
    };
    assert_eq!(seeds(0.2).needs_review, None);
    let unsteady = seeds(0.21);
    assert!(matches!(unsteady.needs_review, Some(ReviewCause::SeedsDiffer { .. })));
    // The tag stands beside the treatment, not instead of it.
    assert_eq!(unsteady.treatment, seeds(0.2).treatment);
}

#[test]
fn what_has_no_place_is_replaced_last_of_all_with_a_reason() {
    let facts = LoanFacts { days_past_due: Some(120), ..LoanFacts::default() };
    let case = case(score(0.9), &facts, Archetype::AbleUnwilling);
    let wanted = ValidPolicy::default().decide(&case);
    assert_eq!((wanted.treatment, wanted.wanted_instead()), (Treatment::LegalReview, None));
    let granted = ValidPolicy::default().decide(&Case { instead: Some(Treatment::Settlement), ..case });
    assert_eq!((granted.treatment, granted.wanted_instead()), (Treatment::Settlement, Some(Treatment::LegalReview)));
    assert_eq!((granted.band, granted.strategy), (wanted.band, wanted.strategy));
    let [.., no_capacity, looked_at] = &granted.reasons[..] else { panic!("{granted:?}") };
    assert_eq!(*no_capacity, Reason::NoCapacity { wanted: Treatment::LegalReview });
    // Who was to be looked at for legal steps is looked at all the same.
    assert_eq!((*looked_at, granted.is_for_a_person()), (Reason::Review(ReviewCause::LegalReplaced), true));
    assert!(granted.offer != Offer::NoOffer);
    // A reminder is written, and promises nothing that would have to be talked about.
    for archetype in Archetype::ALL {
        let reminded = ValidPolicy::default().decide(&Case { instead: Some(Treatment::Reminder), archetype, ..case });
        assert!(matches!(reminded.channel, Channel::Message | Channel::Email | Channel::Letter), "{reminded:?}");
    }
    // What is blocked asks for nothing.
    let flags = CareFlags { is_disputed: true, ..CareFlags::default() };
    let disputed = LoanFacts { flags, ..facts };
    let held = ValidPolicy::default().decide(&Case { facts: &disputed, instead: Some(Treatment::Settlement), ..case });
    assert_eq!(held.treatment, Treatment::Specialist);
}

#[test]
fn a_treatment_that_costs_more_than_it_brings_gives_way_to_a_cheaper_one() {
    let values_but = |changes: &[(Treatment, f64)]| {
        let mut values = [money(100.0); N_TREATMENTS];
        for (treatment, value) in changes {
            values[*treatment as usize] = money(*value);
        }
        values
    };
    let by = |policy: &ValidPolicy, value: f64, days: u32, changes: &[(Treatment, f64)]| {
        let (facts, values) = (late(days), values_but(changes));
        policy.decide(&Case { values: &values, ..case(score(value), &facts, Archetype::AbleUnwilling) })
    };
    // What is harsh gives way to the best of what is milder, but not below the floors, and not to what only brings as much.
    let by_default = |value: f64, days: u32, changes: &[(Treatment, f64)]| by(&ValidPolicy::default(), value, days, changes);
    let replaced = by_default(0.9, 120, &[(Treatment::Settlement, 101.0), (Treatment::ReminderCall, 500.0)]);
    assert_eq!((replaced.treatment, replaced.needs_review), (Treatment::Settlement, Some(ReviewCause::LegalReplaced)));
    assert_eq!(by_default(0.9, 120, &[(Treatment::ReminderCall, 500.0)]).treatment, Treatment::LegalReview);
    assert_eq!(by_default(0.6, 70, &[(Treatment::ReminderCall, 500.0)]).treatment, Treatment::ReminderCall);
    assert_eq!(by_default(0.6, 70, &[(Treatment::Reminder, 500.0)]).treatment, Treatment::FieldVisit);
    assert_eq!(by_default(0.6, 40, &[(Treatment::ReminderCall, 500.0)]).treatment, Treatment::Settlement);
    let mut policy = Policy::default();
    policy.rules.harsh_only_when_worth_more = false;
    let policy = ValidPolicy::try_from(policy).unwrap();
    let treatment = |value: f64, days: u32, changes: &[(Treatment, f64)]| by(&policy, value, days, changes);
    let dropped = treatment(0.9, 120, &[(Treatment::LegalReview, -1.0)]);
    assert_eq!(dropped.treatment, Treatment::Settlement);
    assert!(dropped.reasons.contains(&Reason::CostFloor { instead_of: Treatment::LegalReview, expected: Money::from_minor_units(-100) }));
    assert_eq!(treatment(0.9, 120, &[(Treatment::LegalReview, 0.0)]).treatment, Treatment::LegalReview);
    let twice = treatment(0.6, 40, &[(Treatment::Settlement, -5.0), (Treatment::RepaymentPlan, -5.0)]);
    assert_eq!(twice.treatment, Treatment::ReminderCall);
    // A visit is dearer than a call, but not than a settlement.
    assert_eq!(treatment(0.6, 70, &[(Treatment::FieldVisit, -5.0)]).treatment, Treatment::RepaymentPlan);
    // Not below the floors.
    let all = [Treatment::LegalReview, Treatment::Settlement, Treatment::RepaymentPlan, Treatment::ReminderCall, Treatment::Reminder];
    let all: Vec<(Treatment, f64)> = all.into_iter().map(|treatment| (treatment, -9.0)).collect();
    assert_eq!(treatment(0.9, 120, &all).treatment, Treatment::RepaymentPlan);
    assert_eq!(by_default(0.9, 120, &all).treatment, Treatment::PreLegalNotice);
    assert_eq!(treatment(0.2, 70, &all).treatment, Treatment::ReminderCall);
    assert_eq!(treatment(0.2, 10, &all).treatment, Treatment::Reminder);
}

#[test]
fn seeds_whose_strategy_differs_are_counted() {
    let scores: Vec<Probability> = [0.74, 0.75, 0.76, 0.8, 0.6].into_iter().filter_map(Probability::new).collect();
    let share = share_that_differs(scores.iter().copied(), Action::SettlementOffer, CutOffs::default());
    assert_eq!(share, Probability::new(0.4));
    assert_eq!(share_that_differs([], Action::Reminder, CutOffs::default()), None);
    let votes = (0..10).filter_map(|tree| Probability::new(f64::from(tree % 2)));
    assert_eq!(group_scores(votes.clone(), 2), [Probability::new(0.0), Probability::new(1.0)].map(Option::unwrap));
    assert_eq!(group_scores(votes, 5), [Probability::new(0.5).unwrap(); 5]);
    assert!(group_scores([], 3).is_empty() && group_scores([scores[0]], 0).is_empty());
}

/// Facts of any kind, possible or not.
pub fn any_facts() -> impl Strategy<Value = LoanFacts> {
    let amount = || prop::option::of((-10i64..=90_000_000_000).prop_map(Money::from_minor_units));
    let history =
        prop::sample::select(vec![None, Some(PaymentHistory::OnTime), Some(PaymentHistory::Delayed), Some(PaymentHistory::Missed)]);
    let work = prop::sample::select(vec![None, Some(Employment::Salaried), Some(Employment::SelfEmployed), Some(Employment::Unemployed)]);
    let counts = (prop::option::of(0u32..200), prop::option::of(any::<u32>()), prop::option::of(any::<u32>()), prop::option::of(0u32..40));
    let flags = prop::collection::vec(prop::bool::weighted(0.1), 7);
    let end = prop::sample::select(vec![None, None, Some(LoanEnd::WrittenOff)]);
    ((amount(), amount(), amount(), amount(), amount()), counts, history, work, prop::option::of(-400i32..400), (flags, end)).prop_map(
        |(
            (outstanding, loan_amount, monthly_income, monthly_instalment, collateral),
            counts,
            payment_history,
            employment,
            days_to_promise,
            (flags, end),
        )| {
            LoanFacts {
                outstanding,
                loan_amount,
                monthly_income,
                monthly_instalment,
                collateral,
                days_past_due: counts.0,
                missed_payments: counts.1,
                dependents: counts.2,
                contact_attempts: counts.3,
                payment_history,
                employment,
                days_to_promise,
                flags: CareFlags {
                    is_disputed: flags[0],
                    is_vulnerable: flags[1],
                    is_deceased: flags[2],
                    is_insolvent: flags[3],
                    is_on_legal_hold: flags[4],
                    is_in_plan: flags[5],
                    is_in_court: flags[6],
                },
                end,
                ..LoanFacts::default()
            }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn every_decision_has_reasons_and_keeps_to_the_floors(
        facts in any_facts(), policy in any_policy(), value in prop::option::of(0u64..=1_000_000), seeds in prop::option::of(0u64..=100),
        values in prop::collection::vec(prop::option::of((-1000i64..1000).prop_map(Money::from_minor_units)), N_TREATMENTS),
    ) {
        let mut array = Case::NO_VALUES;
        array.copy_from_slice(&values);
        let case = Case {
            score: value.and_then(|value| Probability::from_share(value, 1_000_000)),
            facts: &facts,
            archetype: PortfolioScale::default().archetype(&facts),
            values: &array,
            bearing: Bearing::default(),
            seed_share: seeds.and_then(|seeds| Probability::from_share(seeds, 100)),
            instead: None,
        };
        let decision = policy.decide(&case);
        prop_assert!(!decision.reasons.is_empty());
        prop_assert_eq!(&decision, &policy.decide(&case));
        prop_assert_eq!(decision.band, policy.cut_offs().strategy(case.score));
        for reason in &decision.reasons {
            prop_assert!(reason_text(reason, Currency::Rupee).len() > 5);
        }
        let rules = &policy.policy().rules;
        let days = facts.days_past_due.unwrap_or(0);
        match decision.treatment {
            _ if facts.flags.block_automation() => prop_assert_eq!(decision.treatment, Treatment::Specialist),
            Treatment::LegalReview => {
                prop_assert!(decision.strategy == Action::LegalReview);
                prop_assert!(facts.days_past_due.is_none_or(|days| days > rules.legal_after_days));
            }
            Treatment::Reminder | Treatment::ReminderCall => {
                prop_assert!(days <= rules.non_performing_after_days && facts.end != Some(LoanEnd::WrittenOff));
            }
            Treatment::NotScored => prop_assert_eq!(case.score, None),
            _ => {}
        }
        if decision.treatment == Treatment::Reminder {
            prop_assert!(days <= rules.late_after_days);
        }
        prop_assert_eq!(decision.needs_review.is_some(), decision.reasons.iter().any(|reason| matches!(reason, Reason::Review(_))) && decision.treatment != Treatment::Specialist);
    }
}
