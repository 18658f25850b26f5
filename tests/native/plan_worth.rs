//! What a plan of the sample portfolio is worth: the cockpit's sums against the plan's, and what no rule or limit may make of it.

use smart_loan_recovery::data::loan_columns::LoanColumns;
use smart_loan_recovery::data::loan_facts::{CareFlags, LoanEnd, LoanFacts};
use smart_loan_recovery::data::sample::{SAMPLE_SEED, SampleMonth, sample_csv};
use smart_loan_recovery::data::schema::infer_schema;
use smart_loan_recovery::quantity::{Currency, Money, Probability, hash_pair};
use smart_loan_recovery::sheets::plan::borrower_plan_sheet;
use smart_loan_recovery::sheets::reason_text;
use smart_loan_recovery::strategy::{
    Allotment, BorrowerOutcome, Capacity, CheaperStep, CheaperSteps, CockpitSteps, CockpitTable, CutOffs, Decision, OutcomeSums, Planner,
    Policy, PortfolioScale, Reason, Subject, Treatment, TreatmentValues, ValidPolicy,
};

use crate::support::read_well;

/// The sample's loans with scores of no model.
struct Book {
    facts: Vec<LoanFacts>,
    scores: Vec<Option<Probability>>,
    scale: PortfolioScale,
}

fn book() -> Book {
    let reading = read_well(&sample_csv(SAMPLE_SEED, SampleMonth::September));
    let columns = LoanColumns::of(&reading.table, &infer_schema(&reading.table), None);
    let facts: Vec<LoanFacts> = (0..reading.table.n_rows()).map(|row| columns.facts(&reading.table, row)).collect();
    let score = |row: usize| Probability::from_share(hash_pair(7, row as u64) % 1_000_001, 1_000_000).filter(|_| row % 50 != 49);
    let scale = PortfolioScale::of_loans(&facts);
    Book { scores: (0..facts.len()).map(score).collect(), scale, facts }
}

/// What was done about one borrower.
type Done = (Decision, BorrowerOutcome, TreatmentValues);

/// What a policy makes of the book.
struct Made {
    planner: Planner,
    rows: Vec<Done>,
    sums: OutcomeSums,
}

impl Book {
    fn n_rows(&self) -> usize {
        self.facts.len()
    }

    fn planner(&self, change: impl FnOnce(&mut Policy)) -> Planner {
        let mut policy = Policy::default();
        change(&mut policy);
        Planner::new(ValidPolicy::try_from(policy).unwrap(), self.scale)
    }

    fn made(&self, change: impl FnOnce(&mut Policy)) -> Made {
        let planner = self.planner(change);
        let allotment = planner.allotment(self.n_rows(), |row| (self.scores[row], self.facts[row]));
        let (mut rows, mut sums) = (Vec::new(), OutcomeSums::default());
        for row in 0..self.n_rows() {
            let instead = allotment.as_ref().and_then(|allotment: &Allotment| allotment.instead(row));
            let subject = Subject { instead, ..Subject::new(self.scores[row], &self.facts[row]) };
            let done = planner.outcome(&subject);
            sums.add(&planner.sum_facts(&subject, None, None), &done.1);
            rows.push(done);
        }
        Made { planner, rows, sums }
    }

    fn cockpit(&self, planner: &Planner) -> CockpitTable {
        let rows = (0..self.n_rows()).map(|row| planner.cockpit_row(&Subject::new(self.scores[row], &self.facts[row]), None, None));
        CockpitTable::new(&CockpitSteps::of_rows(rows))
    }
}

#[test]
fn the_cockpits_sums_are_the_plans() {
    let book = book();
    for (settlement, legal) in [(5_000, 7_500), (2_000, 4_000), (0, 10_000)] {
        for rule in [true, false] {
            let made = book.made(|policy| {
                (policy.bands.settlement, policy.bands.legal) = (settlement, legal);
                policy.rules.plan_when_settlement_beyond_means = rule;
            });
            let cut_offs = CutOffs::new(settlement, legal).unwrap();
            assert_eq!(book.cockpit(&made.planner).totals(cut_offs).all(), made.sums, "{settlement} {legal} {rule}");
        }
    }
}

#[test]
fn the_plan_is_held_against_doing_nothing_for_the_same_loans() {
    let book = book();
    let made = book.made(|_| {});
    let (mut waiting, mut beyond) = (0, 0);
    for (_, outcome, values) in &made.rows {
        if let Some(over) = outcome.over_waiting() {
            waiting += values.net(Treatment::Wait).unwrap().minor_units();
            beyond += over.minor_units();
        }
    }
    assert_eq!((made.sums.waiting().minor_units(), made.sums.over_waiting().minor_units()), (waiting, beyond));
    assert!(beyond > 0 && waiting > beyond, "{waiting}, {beyond}");
    // Waiting brings the same wherever the bands end.
    let other = book.made(|policy| (policy.bands.settlement, policy.bands.legal) = (2_000, 4_000));
    assert_eq!(other.sums.waiting(), made.sums.waiting());
}

#[test]
fn no_refused_settlement_counts_on_a_legal_review_that_has_no_place() {
    let book = book();
    let made = book.made(|policy| policy.assumptions.capacity.legal_slots = Some(0));
    assert_eq!(made.sums.n_treated(Treatment::LegalReview), 0);
    for (row, (decision, outcome, _)) in
        made.rows.iter().enumerate().filter(|(_, (decision, ..))| decision.treatment == Treatment::Settlement)
    {
        let plan = made.planner.plan(&Subject {
            instead: decision.wanted_instead().map(|_| Treatment::Settlement),
            ..Subject::new(book.scores[row], &book.facts[row])
        });
        assert_eq!(plan.values.of(Treatment::Settlement), outcome.value);
        assert!(plan.settlement.is_none_or(|terms| terms.fallback != Treatment::LegalReview), "{row}");
    }
}

#[test]
fn settlements_beyond_means_give_way_to_plans_or_to_a_person() {
    let book = book();
    let (now, before) = (book.made(|_| {}), book.made(|policy| policy.rules.plan_when_settlement_beyond_means = false));
    let beyond = |made: &Made| made.rows.iter().filter(|(decision, ..)| decision.strain().is_some()).count();
    assert!(beyond(&before) > beyond(&now), "{} before, {} now", beyond(&before), beyond(&now));
    for (decision, outcome, values) in &now.rows {
        if decision.strain().is_some() {
            assert!(decision.is_for_a_person() && outcome.treatment == Treatment::Settlement);
            let fallbacks = [Treatment::Reminder, Treatment::ReminderCall, Treatment::LegalReview];
            assert_eq!(outcome.value.map(|value| value.net()), fallbacks.iter().filter_map(|other| values.net(*other)).max());
        }
    }
    assert!(now.sums.net() < before.sums.net());
}

#[test]
fn the_step_that_brings_more_is_taken_where_the_rule_is_on_and_says_so() {
    let mut book = book();
    // Whoever was written off has a floor that no days take away.
    book.facts.iter_mut().filter(|facts| facts.end == Some(LoanEnd::WrittenOff)).for_each(|facts| facts.end = None);
    let free = |policy: &mut Policy| {
        let rules = &mut policy.rules;
        rules.harsh_only_when_worth_more = false;
        (rules.non_performing_after_days, rules.late_after_days) = (3_650, 3_650);
    };
    let off = book.made(free);
    let on = book.made(|policy| {
        free(policy);
        policy.rules.cheaper_when_worth_more = true;
    });
    let cheaper = |made: &Made| {
        let mut sums = CheaperSteps::default();
        for (decision, _, values) in &made.rows {
            let step = CheaperStep::of(decision, values, &made.planner.policy().policy().assumptions);
            sums.add(decision.treatment, step);
        }
        sums
    };
    let (found, left) = (cheaper(&off), cheaper(&on));
    assert_eq!(left.all(), (0, Money::ZERO));
    // Harsh steps among them, and all of them are changed.
    for step in [Treatment::LegalReview, Treatment::FieldVisit, Treatment::PreLegalNotice] {
        assert!(found.n_below(step) > 0 && found.n_below(step) <= found.n_of(step), "{step:?}");
        let by_other: u64 = Treatment::ALL.into_iter().map(|other| found.n_replaced(step, other)).sum();
        assert_eq!(by_other, found.n_below(step));
    }
    let (mut n_changed, mut gained, mut changes) = (0, Money::ZERO, CheaperSteps::default());
    for ((before, ..), (now, outcome, values)) in off.rows.iter().zip(&on.rows) {
        let reason = now.reasons.iter().find_map(|reason| match reason {
            Reason::WorthMore { instead_of, taken, gain, .. } => {
                assert!(reason_text(reason, Currency::Rupee).contains(" more than "));
                Some((*instead_of, *taken, *gain))
            }
            _ => None,
        });
        let is_changed = before.treatment != now.treatment;
        assert!(!is_changed || reason.is_some(), "{before:?} {now:?}");
        // What costs more than it brings gives way with the rule and without.
        let is_too_dear = before.reasons.iter().any(|reason| matches!(reason, Reason::CostFloor { .. }));
        if !is_too_dear {
            let net = |of: &Decision| values.net(of.treatment).unwrap_or_default();
            n_changed += u64::from(is_changed);
            gained = gained.saturating_add(net(now)).saturating_sub(net(before));
            let assumptions = &on.planner.policy().policy().assumptions;
            changes.add(before.treatment, CheaperStep::of(before, values, assumptions));
        }
        if let Some((instead_of, taken, gain)) = reason.filter(|_| is_changed) {
            assert!(is_too_dear || (instead_of, taken) == (before.treatment, now.treatment), "{before:?} {now:?}");
            assert_eq!(outcome.value.unwrap().net().saturating_sub(values.net(instead_of).unwrap()), gain);
        }
    }
    assert_eq!(changes.all(), (n_changed, gained));
    assert!(n_changed > 100 && on.sums.net() > off.sums.net());
}

#[test]
fn where_that_rule_is_on_no_limit_brings_more() {
    let book = book();
    let net = |calls: Option<u32>, field_visits: Option<u32>, legal_slots: Option<u32>| {
        let made = book.made(|policy| {
            policy.rules.cheaper_when_worth_more = true;
            policy.assumptions.capacity = Capacity { calls, field_visits, legal_slots };
        });
        made.sums.net()
    };
    let free = net(None, None, None);
    let limits = [None, Some(0), Some(60)];
    for (calls, visits) in limits.into_iter().flat_map(|calls| limits.map(|visits| (calls, visits))) {
        for slots in limits {
            assert!(net(calls, visits, slots) <= free, "{calls:?} {visits:?} {slots:?}");
        }
    }
}

#[test]
fn nothing_is_expected_of_a_loan_of_which_nothing_is_collected() {
    let mut book = book();
    let free = book.made(|_| {});
    let is_expected = |(_, outcome, _): &&Done| {
        outcome.treatment != Treatment::Specialist && outcome.value.is_some_and(|value| value.net() > Money::ZERO)
    };
    let row = free.rows.iter().position(|done| is_expected(&done)).unwrap();
    let flags = [
        (CareFlags { is_disputed: true, ..CareFlags::default() }, true),
        (CareFlags { is_on_legal_hold: true, is_vulnerable: true, ..CareFlags::default() }, true),
        (CareFlags { is_insolvent: true, ..CareFlags::default() }, false),
    ];
    for (flags, is_stopped) in flags {
        book.facts[row].flags = flags;
        let plan = free.planner.plan(&Subject::new(book.scores[row], &book.facts[row]));
        assert_eq!(plan.decision.treatment, Treatment::Specialist);
        let held = book.made(|_| {});
        let net = held.rows[row].1.value.unwrap().net();
        assert_eq!((net == Money::ZERO, held.rows[row].1.waiting == Money::ZERO), (is_stopped, is_stopped), "{flags:?}");
        assert_eq!((plan.values.net(Treatment::Specialist), plan.settlement.is_none()), (Some(net), is_stopped));
        assert_eq!(held.sums.n_valued(), free.sums.n_valued());
        let cut_offs = CutOffs::default();
        assert_eq!(book.cockpit(&held.planner).totals(cut_offs).all(), held.sums);
        let sheet = borrower_plan_sheet(&held.planner, &Subject::new(book.scores[row], &book.facts[row]), Currency::Rupee);
        assert_eq!(format!("{sheet:?}").contains("nothing is collected until this is resolved"), is_stopped);
    }
}
