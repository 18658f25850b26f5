//! Facts for tests of drafts, and all cases that a plan can ask a draft for.

use smart_loan_recovery::advisor::drafts::{
    BorrowerName, DraftFacts, DraftPlan, DraftRequest, Jurisdiction, Language, MessageChannel, SettlementFacts,
};
use smart_loan_recovery::quantity::{Currency, Money};
use smart_loan_recovery::strategy::repayment::{HolidayEnd, Levers, PlanKind};
use smart_loan_recovery::strategy::{Archetype, Offer, Stage, Strategy, Treatment, TreatmentTable};

/// 20 November 2026.
pub const TODAY: i32 = 20_777;

/// What every draft needs.
pub fn least_facts() -> DraftFacts {
    DraftFacts {
        today: TODAY,
        lender_name: Some("Udaya Finance Ltd".to_owned()),
        agent_name: Some("Priya Nair".to_owned()),
        loan_ref_last4: Some("4821".to_owned()),
        currency: Currency::Rupee,
        contact: Some("1800 266 1234".to_owned()),
        grievance_contact: Some("1800 266 4321".to_owned()),
        opt_out: Some("Reply STOP to opt out.".to_owned()),
        ..DraftFacts::default()
    }
}

/// All that can be known.
pub fn facts() -> DraftFacts {
    DraftFacts {
        borrower_name: BorrowerName::Known("Lakshmi Rao".to_owned()),
        amount_due: Some(money(10_253.29)),
        outstanding: Some(money(300_000.0)),
        instalment: Some(money(10_253.29)),
        due_date: Some(TODAY - 50),
        days_past_due: Some(50),
        respond_by: Some(TODAY + 10),
        call_slot: Some("on Tuesday between 10 and 11 am".to_owned()),
        plans: vec![
            plan(PlanKind::TenorExtension { n_months: 12 }, 8_197.94, 48, 393_501.12),
            plan(PlanKind::Holiday { n_months: 3, end: HolidayEnd::Later }, 10_616.36, 36, 382_188.96),
            plan(PlanKind::SettlementLump { share: Default::default(), month: 1 }, 163_449.07, 1, 163_449.07),
        ],
        settlement: Some(SettlementFacts {
            amount: money(174_170.15),
            until: Some(TODAY + 20),
            n_instalments: Some(6),
            first_instalment: Some(money(29_028.36)),
        }),
        waived_fee: Some(money(590.0)),
        ..least_facts()
    }
}

/// The same in Devanagari, but for what is written alike in both.
pub fn facts_in(language: Language) -> DraftFacts {
    match language {
        Language::English => facts(),
        Language::Hindi => DraftFacts {
            borrower_name: BorrowerName::Known("लक्ष्मी राव".to_owned()),
            lender_name: Some("उदय फ़ाइनेंस".to_owned()),
            agent_name: Some("प्रिया नायर".to_owned()),
            call_slot: Some("मंगलवार को 10 से 11 बजे के बीच".to_owned()),
            opt_out: Some("संदेश रोकने के लिए लिखें: बंद।".to_owned()),
            ..facts()
        },
    }
}

/// Values as long as can be expected: no draft may outgrow its channel with them.
pub fn long_facts(language: Language) -> DraftFacts {
    let combined = Levers { extension: 24, holiday: 6, step_share: Default::default(), step_months: 12, rate_cut: Default::default() };
    let plan = |kind| plan(kind, 123_456.0, 180, 23_456_789.0);
    DraftFacts {
        borrower_name: BorrowerName::Known("Venkatanarasimharajuvaripeta R".to_owned()),
        lender_name: Some("Sunrise Housing Ltd.".to_owned()),
        agent_name: Some("Priya Sharma".to_owned()),
        amount_due: Some(money(1_234_567.0)),
        outstanding: Some(money(23_456_789.0)),
        instalment: Some(money(123_456.0)),
        due_date: Some(TODAY - 60),
        days_past_due: Some(1_145),
        respond_by: Some(TODAY + 10),
        plans: vec![
            plan(PlanKind::Combined(combined)),
            plan(PlanKind::Holiday { n_months: 6, end: HolidayEnd::Same }),
            plan(PlanKind::ArrearsSpread { n_months: 12 }),
        ],
        settlement: Some(SettlementFacts {
            amount: money(1_434_567.0),
            until: Some(TODAY + 20),
            n_instalments: Some(12),
            first_instalment: Some(money(123_456.0)),
        }),
        ..facts_in(language)
    }
}

/// The same facts with a due date that goes with the stage: to come where nothing is past due.
pub fn at_stage(facts: &DraftFacts, stage: Stage) -> DraftFacts {
    let due_date = if stage == Stage::Current { Some(TODAY + 20) } else { facts.due_date };
    DraftFacts { due_date, ..facts.clone() }
}

/// All drafts that a plan can ask for in a language and a jurisdiction: every treatment with each offer that the default table has for
/// the archetype and stage, and formal treatments with both settlements.
pub fn cases(language: Language, jurisdiction: Jurisdiction) -> Vec<DraftRequest> {
    let table = TreatmentTable::default();
    let mut cases = Vec::new();
    for archetype in Archetype::ALL {
        for stage in Stage::ALL {
            for treatment in Treatment::ALL {
                for offer in offers(&table, archetype, stage, treatment) {
                    let with = |channel| DraftRequest { archetype, stage, treatment, offer, channel, language, jurisdiction };
                    cases.extend(MessageChannel::ALL.map(with));
                }
            }
        }
    }
    cases
}

fn offers(table: &TreatmentTable, archetype: Archetype, stage: Stage, treatment: Treatment) -> Vec<Offer> {
    let mut offers: Vec<Offer> = Strategy::BANDS.map(|band| table.choice(band, archetype, stage).offer).to_vec();
    if treatment == Treatment::Settlement {
        offers.extend([Offer::SettlementLump, Offer::SettlementInstalments]);
    }
    let mut distinct: Vec<Offer> = Vec::new();
    for offer in offers {
        if !distinct.contains(&offer) {
            distinct.push(offer);
        }
    }
    distinct
}

fn plan(kind: PlanKind, first: f64, n_instalments: u16, total: f64) -> DraftPlan {
    DraftPlan { kind, first_instalment: money(first), later_instalment: None, n_instalments, total: money(total) }
}

fn money(amount: f64) -> Money {
    Money::from_major(amount).unwrap()
}
