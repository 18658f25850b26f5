//! Drafts without a network: what a draft says, what it asks for, and what it never does.

use smart_loan_recovery::advisor::drafts::{
    BorrowerName, Draft, DraftFacts, DraftPlan, DraftRequest, Jurisdiction, LEAST_DEADLINE_DAYS, Language, MessageChannel, NoDraft,
    SettlementFacts, Slot, draft, plan_in_words,
};
use smart_loan_recovery::data::loan_facts::{CareFlags, LoanFacts};
use smart_loan_recovery::quantity::{Currency, Money};
use smart_loan_recovery::strategy::repayment::{HolidayEnd, PlanKind};
use smart_loan_recovery::strategy::{Archetype, Channel, Offer, Stage, Treatment};

use crate::drafts_cases::{TODAY, facts, facts_in, least_facts};

fn request(archetype: Archetype, stage: Stage, treatment: Treatment, offer: Offer) -> DraftRequest {
    let (channel, language, jurisdiction) = (MessageChannel::Email, Language::English, Jurisdiction::India);
    DraftRequest { archetype, stage, treatment, offer, channel, language, jurisdiction }
}

fn reminder(channel: MessageChannel, jurisdiction: Jurisdiction) -> DraftRequest {
    let case = request(Archetype::Forgetful, Stage::Early, Treatment::Reminder, Offer::FeeWaiver);
    DraftRequest { channel, jurisdiction, ..case }
}

fn written(request: &DraftRequest, facts: &DraftFacts) -> Draft {
    draft(request, facts).unwrap()
}

fn missing(request: &DraftRequest, facts: &DraftFacts) -> Vec<Slot> {
    match draft(request, facts) {
        Err(NoDraft::MissingFacts(slots)) => slots,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_reminder_says_what_is_known_and_no_more() {
    let email = written(&reminder(MessageChannel::Email, Jurisdiction::India), &facts());
    assert_eq!(
        email.text(),
        "Subject: A quick reminder from Udaya Finance Ltd\n\nHello Lakshmi Rao,\n\nJust a quick reminder. One payment has not reached us \
         yet; perhaps it slipped by. ₹10,253.29 was due on 1 Oct 2026.\n\nYou can pay in the usual way. We have waived the late fee of \
         ₹590. If something is in the way, talk to us and we will sort it out together.\n\nYou can reach us at 1800 266 1234. \
         Complaints: 1800 266 4321.\n\nPriya Nair, Udaya Finance Ltd\nAccount ending 4821\n\nReply STOP to opt out."
    );
    let least = written(&reminder(MessageChannel::Sms, Jurisdiction::India), &least_facts());
    assert_eq!(
        least.text(),
        "Priya Nair, Udaya Finance Ltd, ref 4821: A quick reminder. Pay or talk to us: 1800 266 1234. Complaints: 1800 266 4321. Reply \
         STOP to end."
    );
    assert_eq!(
        least.stated,
        [Slot::AgentName, Slot::LoanRefLast4, Slot::LenderName, Slot::Contact, Slot::GrievanceContact, Slot::OptOut].sorted()
    );
}

trait Sorted {
    fn sorted(self) -> Vec<Slot>;
}

impl<const N: usize> Sorted for [Slot; N] {
    fn sorted(self) -> Vec<Slot> {
        let mut slots = self.to_vec();
        slots.sort();
        slots
    }
}

#[test]
fn what_a_text_cannot_do_without_is_asked_for_by_name() {
    let nothing = DraftFacts::default();
    let needed = [Slot::LenderName, Slot::LoanRefLast4, Slot::Contact, Slot::GrievanceContact];
    assert_eq!(missing(&reminder(MessageChannel::Sms, Jurisdiction::India), &nothing), needed.sorted());
    assert!(missing(&reminder(MessageChannel::Sms, Jurisdiction::UnitedStates), &nothing).contains(&Slot::OptOut));
    assert!(missing(&reminder(MessageChannel::CallScript, Jurisdiction::India), &nothing).contains(&Slot::AgentName));

    let settlement = request(Archetype::AbleUnwilling, Stage::Late, Treatment::Settlement, Offer::SettlementLump);
    assert_eq!(missing(&settlement, &least_facts()), [Slot::SettlementAmount]);
    let notice = request(Archetype::AbleUnwilling, Stage::Late, Treatment::PreLegalNotice, Offer::SettlementLump);
    assert_eq!(missing(&notice, &least_facts()), [Slot::RespondBy]);
    assert!(draft(&DraftRequest { archetype: Archetype::Overwhelmed, ..notice }, &least_facts()).is_ok());
    let blank = DraftFacts { contact: Some(" \n".to_owned()), ..facts() };
    assert_eq!(missing(&notice, &blank), [Slot::Contact]);
}

#[test]
fn up_to_three_plans_are_offered_in_words_and_figures() {
    let plans = request(Archetype::WillingUnable, Stage::Middle, Treatment::RepaymentPlan, Offer::LowerInstalment);
    let three = written(&plans, &facts());
    let lines: Vec<&str> = three.body.lines().filter(|line| line.starts_with("- ")).collect();
    assert_eq!(
        lines,
        [
            "- 12 months longer to pay: 48 payments, the first of ₹8,197.94, ₹3,93,501.12 in all, subject to approval.",
            "- no payments for 3 months, later end date: 36 payments, the first of ₹10,616.36, ₹3,82,188.96 in all, subject to approval.",
            "- a reduced amount: one payment of ₹1,63,449.07, subject to approval.",
        ]
    );
    let one = DraftFacts { plans: facts().plans[..1].to_vec(), ..facts() };
    assert_eq!(written(&plans, &one).body.lines().filter(|line| line.starts_with("- ")).count(), 1);
    let spread = DraftPlan::of(
        PlanKind::ArrearsSpread { n_months: 6 },
        (Money::from_minor_units(12_000 * 100), Some(Money::from_minor_units(10_000 * 100))),
        36,
        Money::from_minor_units(372_000 * 100),
    );
    let later = written(&plans, &DraftFacts { plans: vec![spread], ..facts() }).body;
    assert!(later.contains("36 payments, the first of ₹12,000, later ones of ₹10,000. ₹3,72,000 in all."), "{later}");
    let none = written(&plans, &DraftFacts { plans: Vec::new(), ..facts() }).body;
    assert!(none.contains("We can look at a lower monthly payment.") && !none.contains("- "), "{none}");
    let text_message = written(&DraftRequest { channel: MessageChannel::Sms, ..plans }, &facts()).body;
    assert!(text_message.contains("48 payments from Rs 8,197.94 if approved"), "{text_message}");
    let spread = written(&DraftRequest { channel: MessageChannel::Sms, ..plans }, &DraftFacts { plans: vec![spread], ..facts() }).body;
    assert!(spread.contains("36 payments: Rs 12,000, later Rs 10,000"), "{spread}");
}

#[test]
fn a_plan_reads_the_same_in_every_language_but_for_its_words() {
    let later = PlanKind::Holiday { n_months: 1, end: HolidayEnd::Later };
    assert_eq!(plan_in_words(later, Language::English), "no payments for 1 month, later end date");
    assert_eq!(plan_in_words(later, Language::Hindi), "1 महीना कोई भुगतान नहीं, आख़िरी तारीख़ आगे");
    assert_eq!(facts().plans[0].id(), "tenor-12");
}

#[test]
fn facts_and_plans_come_from_the_loan_and_its_schedule() {
    let loan = LoanFacts { outstanding: facts().outstanding, days_past_due: Some(50), ..LoanFacts::default() };
    let of_loan = DraftFacts::of_loan(&loan, Currency::Rupee, TODAY);
    assert_eq!((of_loan.outstanding, of_loan.days_past_due, of_loan.amount_due), (facts().outstanding, Some(50), None));
    let [tenor, holiday, lump] = [0, 1, 2].map(|idx| facts().plans[idx]);
    for (plan, end_month) in [(tenor, 48), (holiday, 39), (lump, 1)] {
        assert_eq!(DraftPlan::of(plan.kind, (plan.first_instalment, None), end_month, plan.total), plan);
    }
    assert_eq!(MessageChannel::of(Channel::Letter), Some(MessageChannel::Email));
    assert_eq!(MessageChannel::of(Channel::NoContact), None);
}

#[test]
fn a_settlement_says_how_much_in_how_many_payments_and_until_when() {
    let lump = request(Archetype::AbleUnwilling, Stage::Late, Treatment::Settlement, Offer::SettlementLump);
    let body = written(&lump, &facts()).body;
    assert!(
        body.contains(
            "We can propose to close the account for ₹1,74,170.15 instead of ₹3,00,000, subject to approval. You would pay it in 1 payment. \
             The offer is open until 10 Dec 2026: if you accept, tell us by then."
        ),
        "{body}"
    );
    let parts = DraftRequest { archetype: Archetype::WillingUnable, offer: Offer::SettlementInstalments, ..lump };
    let body = written(&parts, &facts()).body;
    assert!(
        body.contains(
            "You would pay it in 6 payments, the first of ₹29,028.36. The offer is open until 10 Dec 2026; tell us if you need longer."
        ),
        "{body}"
    );
}

#[test]
fn a_waiver_is_never_promised() {
    let late = |treatment, offer| request(Archetype::AbleUnwilling, Stage::Late, treatment, offer);
    let settlements = [
        late(Treatment::Settlement, Offer::SettlementLump),
        late(Treatment::Settlement, Offer::SettlementInstalments),
        late(Treatment::Reminder, Offer::SettlementLump),
        late(Treatment::PreLegalNotice, Offer::SettlementInstalments),
    ];
    for settlement in settlements.into_iter().flat_map(|case| [case, DraftRequest { archetype: Archetype::Overwhelmed, ..case }]) {
        for channel in MessageChannel::ALL {
            for (language, approval, until) in [
                (Language::English, ["subject to approval", "if approved"], "10 Dec 2026"),
                (Language::Hindi, ["मंज़ूरी मिलने पर", "मंज़ूरी पर"], "10 दिसंबर 2026"),
            ] {
                let case = DraftRequest { channel, language, ..settlement };
                let draft = written(&case, &facts_in(language));
                let is_named = draft.stated.contains(&Slot::SettlementAmount);
                assert!(is_named || channel == MessageChannel::Sms || case.treatment == Treatment::PreLegalNotice, "{}", draft.body);
                assert!(!is_named || approval.iter().any(|words| draft.body.contains(words)), "{}", draft.body);
                assert!(!is_named || draft.body.contains(until), "{}", draft.body);
            }
        }
    }
    // Nor is one that is a plan among plans.
    let plans = request(Archetype::WillingUnable, Stage::Middle, Treatment::RepaymentPlan, Offer::LowerInstalment);
    let body = written(&plans, &facts()).body;
    assert!(body.contains("- a reduced amount: one payment of ₹1,63,449.07, subject to approval."), "{body}");
}

#[test]
fn who_is_not_late_reads_what_is_known_and_of_no_payment_by_the_day_of_a_reply() {
    let undated = DraftFacts { due_date: None, amount_due: None, days_past_due: Some(0), ..facts() };
    for archetype in Archetype::ALL {
        for channel in MessageChannel::ALL {
            let case = DraftRequest { channel, ..request(archetype, Stage::Current, Treatment::Reminder, Offer::NoOffer) };
            let body = written(&case, &undated).body;
            assert!(!body.contains("the facts"), "{body}");
            assert!(body.contains("ext payment of") && body.contains("10,253.29") && body.contains("on the agreed day."), "{body}");
            assert!(!body.contains("ay in the usual way by") && !body.contains("ay or reply by"), "{body}");
            assert!(!body.contains("Nothing is wrong"), "{body}");
        }
    }
    let firm = request(Archetype::AbleUnwilling, Stage::Current, Treatment::Reminder, Offer::NoOffer);
    let body = written(&firm, &undated).body;
    assert!(
        body.contains(
            "This is about your next payment. The next payment of ₹10,253.29 is due on the agreed day. The whole balance is ₹3,00,000. If \
             something here is wrong, tell us and we will check it. The next payment can be made in the usual way on that day. If \
             something is in the way, please tell us by 30 Nov 2026."
        ),
        "{body}"
    );
    // Nor who may be late and of whom the file does not say it.
    let may_be_late = written(&DraftRequest { stage: Stage::Unknown, ..firm }, &DraftFacts { days_past_due: None, ..undated.clone() }).body;
    assert!(may_be_late.contains("If a payment is open, please make it in the usual way"), "{may_be_late}");
    assert!(!may_be_late.contains("a payment is still open"), "{may_be_late}");
    let unknown = written(&firm, &DraftFacts { instalment: None, outstanding: None, ..undated }).body;
    assert!(unknown.contains("The next payment is due on the agreed day. If something here"), "{unknown}");
}

#[test]
fn nobody_is_told_that_all_is_well_who_may_be_late() {
    for language in Language::ALL {
        for stage in [Stage::Middle, Stage::Late, Stage::NonPerforming, Stage::Unknown] {
            for (archetype, channel) in Archetype::ALL.into_iter().flat_map(|who| MessageChannel::ALL.map(|way| (who, way))) {
                for treatment in Treatment::ALL {
                    let case = DraftRequest { channel, language, ..request(archetype, stage, treatment, Offer::NoOffer) };
                    let text = written(&case, &facts_in(language)).text();
                    for untrue in [
                        "Nothing is wrong",
                        "Just a",
                        "just a",
                        "friendly",
                        "nothing left to do",
                        "nothing more to do",
                        "nothing that you need",
                        "सब ठीक",
                        "यह बस",
                        "करने की ज़रूरत नहीं",
                    ] {
                        assert!(!text.contains(untrue), "{untrue}: {case:?}\n{text}");
                    }
                }
            }
        }
    }
}

#[test]
fn a_short_number_is_no_end_of_one() {
    let email = |reference: &str, is_whole| {
        let facts = DraftFacts { loan_ref_last4: Some(reference.to_owned()), loan_ref_is_whole: is_whole, ..facts() };
        MessageChannel::ALL.map(|channel| written(&reminder(channel, Jurisdiction::India), &facts).body)
    };
    assert!(email("22", false)[1..].iter().all(|body| body.contains("ccount ending 22")));
    assert!(email("LN7", true).iter().all(|body| body.contains("ccount LN7") || body.contains("ref LN7:")));
}

#[test]
fn legal_steps_are_named_only_where_they_are_authorized_and_lawful() {
    let notice = request(Archetype::AbleUnwilling, Stage::Late, Treatment::PreLegalNotice, Offer::SettlementLump);
    let authorized = DraftFacts { legal_action_authorised: true, ..facts() };
    let names_it = |request: &DraftRequest, facts: &DraftFacts| written(request, facts).body.contains("legal steps");
    assert!(names_it(&notice, &authorized));
    assert!(!names_it(&notice, &facts()));
    assert!(!names_it(&notice, &DraftFacts { time_barred: true, ..authorized.clone() }));
    for archetype in [Archetype::WillingUnable, Archetype::Overwhelmed] {
        assert!(!names_it(&DraftRequest { archetype, ..notice }, &authorized));
    }
    let disputed = CareFlags { is_disputed: true, ..CareFlags::default() };
    assert!(!names_it(&notice, &DraftFacts { care: disputed, ..authorized }));

    // A plan that is a notice makes it true that a person may review them; that is said on each channel, and with what is wanted instead.
    let planned = DraftFacts { may_review_legal_steps: true, ..facts() };
    let says = [
        (Language::English, ["A person may review legal steps.", "A colleague may review whether legal steps are right"], "plan"),
        (Language::Hindi, ["कानूनी कदमों पर विचार हो सकता है।", "कानूनी कदम सही हैं या नहीं"], "योजना"),
    ];
    for (language, reviews, plan) in says {
        let facts = DraftFacts { may_review_legal_steps: true, ..facts_in(language) };
        for channel in MessageChannel::ALL {
            for archetype in [Archetype::AbleUnwilling, Archetype::Forgetful, Archetype::Unknown] {
                let body = written(&DraftRequest { archetype, channel, language, ..notice }, &facts).body;
                assert!(reviews.iter().any(|words| body.contains(words)) && body.contains(plan), "{body}");
            }
        }
    }
    assert!(!names_it(&DraftRequest { archetype: Archetype::WillingUnable, ..notice }, &planned));
    assert!(!names_it(&DraftRequest { stage: Stage::Current, ..notice }, &planned));
}

#[test]
fn who_must_not_be_collected_from_is_asked_for_nothing() {
    let settlement = request(Archetype::AbleUnwilling, Stage::NonPerforming, Treatment::Settlement, Offer::SettlementLump);
    let none = CareFlags::default();
    for (care, words) in [
        (CareFlags { is_disputed: true, is_vulnerable: true, ..none }, "we ask for no payment"),
        (CareFlags { is_vulnerable: true, ..none }, "Take your time."),
        (CareFlags { is_insolvent: true, ..none }, "no date that was given to you"),
        (CareFlags { is_on_legal_hold: true, ..none }, "no date that was given to you"),
        (CareFlags { is_in_court: true, ..none }, "nothing about any step of a court, or about a date that was given to you"),
        (CareFlags { is_in_court: true, is_vulnerable: true, is_insolvent: true, ..none }, "nothing about any step of a court"),
        (CareFlags { is_in_court: true, is_disputed: true, ..none }, "Any step of a court and any date that you were given stay"),
    ] {
        for channel in MessageChannel::ALL {
            let draft = written(&DraftRequest { channel, ..settlement }, &DraftFacts { care, ..facts() });
            let own = [
                Slot::BorrowerName,
                Slot::LenderName,
                Slot::AgentName,
                Slot::LoanRefLast4,
                Slot::Contact,
                Slot::GrievanceContact,
                Slot::OptOut,
            ];
            assert!(draft.stated.iter().all(|slot| own.contains(slot)), "{}", draft.text());
            assert!(channel == MessageChannel::Sms || draft.body.contains(words), "{}", draft.text());
            // Others go on, whatever we do: nobody is told that they need not.
            for untrue in ["nothing that you need", "paused"] {
                assert!(!draft.body.contains(untrue), "{}", draft.text());
            }
            let may_have_dates = care.is_in_court || care.is_insolvent || care.is_on_legal_hold;
            assert!(channel != MessageChannel::Sms || !may_have_dates || draft.body.contains("Please keep all dates"), "{}", draft.body);
        }
    }
    let deceased = DraftFacts { care: CareFlags { is_deceased: true, ..none }, ..facts() };
    assert_eq!(draft(&settlement, &deceased), Err(NoDraft::Deceased));
}

#[test]
fn no_deadline_is_sooner_than_seven_days() {
    let notice = request(Archetype::AbleUnwilling, Stage::Late, Treatment::PreLegalNotice, Offer::NoOffer);
    let least = TODAY + LEAST_DEADLINE_DAYS;
    let until = |day| DraftFacts { respond_by: Some(day), ..facts() };
    assert!(draft(&notice, &until(least)).is_ok());
    assert_eq!(draft(&notice, &until(least - 1)), Err(NoDraft::DeadlineTooSoon { slot: Slot::RespondBy, day: least - 1, least }));
    // What the text does not say cannot be too soon.
    assert!(draft(&reminder(MessageChannel::Email, Jurisdiction::India), &until(TODAY)).is_ok());

    let mut soon = facts();
    soon.settlement = soon.settlement.map(|terms| SettlementFacts { until: Some(TODAY + 3), ..terms });
    let settlement = request(Archetype::Unknown, Stage::Late, Treatment::Settlement, Offer::SettlementLump);
    assert!(matches!(draft(&settlement, &soon), Err(NoDraft::DeadlineTooSoon { slot: Slot::SettlementUntil, .. })));
}

#[test]
fn a_day_is_said_to_be_past_or_to_come_only_if_it_is() {
    let with = |stage, due| {
        let request = DraftRequest { stage, ..reminder(MessageChannel::Email, Jurisdiction::India) };
        written(&request, &DraftFacts { due_date: Some(due), ..facts() }).body
    };
    assert!(with(Stage::Current, TODAY + 20).contains("Your next payment of ₹10,253.29 is due on 10 Dec 2026."));
    assert!(with(Stage::Current, TODAY - 1).contains("The next payment of ₹10,253.29 is due on the agreed day."));
    assert!(with(Stage::Early, TODAY - 1).contains("₹10,253.29 was due on 19 Nov 2026."));
    assert!(with(Stage::Early, TODAY + 20).contains("₹10,253.29 was due."));
}

#[test]
fn the_united_states_get_their_notice_and_an_end_to_messages() {
    let first = DraftFacts { is_first_contact: true, ..facts() };
    for channel in MessageChannel::ALL {
        let request = reminder(channel, Jurisdiction::UnitedStates);
        let (later, first) = (written(&request, &facts()), written(&request, &first));
        assert!(later.body.contains("rom a debt collector."), "{}", later.body);
        assert!(
            first.body.contains("an attempt to collect a debt. Any information we receive will be used for that purpose."),
            "{}",
            first.body
        );
        assert_eq!(later.body.contains("Reply STOP"), channel != MessageChannel::CallScript);
        assert!(!written(&reminder(channel, Jurisdiction::India), &facts()).body.contains("debt"));
    }
    let email = written(&reminder(MessageChannel::Email, Jurisdiction::UnitedStates), &facts()).body;
    assert!(email.contains("was due on Oct 1, 2026."), "{email}");
}

#[test]
fn a_name_can_be_filled_in_at_the_very_end() {
    for language in Language::ALL {
        for channel in MessageChannel::ALL {
            let request = DraftRequest { language, ..reminder(channel, Jurisdiction::India) };
            let kept = written(&request, &DraftFacts { borrower_name: BorrowerName::Kept, ..facts() });
            assert_eq!(kept.body.contains("{borrower_name}"), channel != MessageChannel::Sms);
            assert_eq!(kept.with_name("Lakshmi\n Rao"), written(&request, &facts()));
            let unknown = written(&request, &DraftFacts { borrower_name: BorrowerName::Unknown, ..facts() }).body;
            assert!(!unknown.contains("borrower_name") && !unknown.contains(" ,"), "{unknown}");
        }
    }
}

#[test]
fn facts_bring_neither_slots_nor_lines_into_a_text() {
    let hostile = DraftFacts { lender_name: Some("A{contact}\nB [[x]] <step>".to_owned()), borrower_name: BorrowerName::Kept, ..facts() };
    let body = written(&reminder(MessageChannel::Email, Jurisdiction::India), &hostile).with_name("{due_date}\u{7}").body;
    assert!(body.contains("Priya Nair, A contact B [[x]] <step>\n") && body.starts_with("Hello due_date,\n"), "{body}");
}

#[test]
fn amounts_of_nothing_and_beyond_are_written_or_left_out() {
    let with =
        |amount| written(&reminder(MessageChannel::Email, Jurisdiction::India), &DraftFacts { amount_due: Some(amount), ..facts() }).body;
    assert!(!with(Money::ZERO).contains("was due"));
    assert!(!with(Money::from_minor_units(i64::MIN)).contains("was due"));
    assert!(with(Money::from_minor_units(5)).contains("₹0.05 was due"));
    assert!(with(Money::from_minor_units(i64::MAX)).contains("₹92,23,37,20,36,85,47,758.07"));
}
