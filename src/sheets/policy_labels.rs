//! The numbers of a policy in words: what each is called and what it does.

use super::treatment_name;
use crate::strategy::Treatment;

/// What a number is called, and what it does; nothing to add where the name says it all.
pub(super) type FieldWords = (&'static str, &'static str);

/// By path, without the treatments.
const FIELDS: &[(&str, FieldWords)] = &[
    ("name", ("Name of the policy", "")),
    ("version", ("Version", "count it up when a changed policy is put in force")),
    ("bands.settlement", ("Settlement offer from", "lower scores get a reminder")),
    ("bands.legal", ("Legal review above", "a person decides on each case")),
    (
        "rules.leave_out_ended",
        ("Nothing due once a loan has ended", "where the outcome says repaid, settled or closed, or nothing is owed"),
    ),
    ("rules.legal_after_days", ("Legal steps open after", "past due; before that nothing goes to legal review")),
    ("rules.pre_legal_after_days", ("Pre-legal notice after", "past due; never to those who cannot pay")),
    (
        "rules.secured_dues_above",
        ("Enforcing security needs more than", "outstanding; under SARFAESI 1 lakh rupees for banks, 20 lakh for most other lenders"),
    ),
    ("rules.non_performing_after_days", ("At least an offer after", "past due, whatever the score, where there is room")),
    ("rules.late_after_days", ("At least a call after", "past due, whatever the score, where there is room")),
    ("rules.self_cure_days", ("First miss cures itself up to", "past due; until then nobody is contacted")),
    ("rules.self_cure_missed", ("Missed payments of a first miss", "at most, the one now due among them")),
    ("rules.self_cure_below", ("First miss only below the score", "higher scores are not waited for")),
    ("rules.promise_grace_days", ("Grace after a promised day", "nothing is done until it is over")),
    ("rules.review_margin", ("Review near a cut-off", "a person looks at scores within this distance")),
    ("rules.review_seed_share", ("Review where forests differ", "a person looks where more of five smaller forests give another strategy")),
    (
        "rules.plan_when_settlement_beyond_means",
        ("A repayment plan where a settlement is too much", "beyond the income, also in parts; a person looks where no plan is affordable"),
    ),
    (
        "rules.approve_restructuring",
        ("A change of terms is approved first", "a person looks at each plan that changes rate, term or instalments before it is offered"),
    ),
    (
        "rules.approve_settlement",
        ("A settlement is approved first", "a person looks at each offer to accept less than is owed before it is made"),
    ),
    ("rules.review_written_off", ("A person looks at written-off loans", "and says whether and by whom they are still collected")),
    (
        "rules.harsh_only_when_worth_more",
        (
            "Legal review, notices and visits only where they bring more",
            "else the cheaper or gentler step that is expected to bring more, not below the floors above",
        ),
    ),
    ("rules.cheaper_when_worth_more", ("Any step only where no cheaper one brings more", "the same of settlements, plans and calls")),
    ("contact.from_hour", ("Contact from", "the borrower’s time")),
    ("contact.to_hour", ("Contact until", "the borrower’s time")),
    ("contact.calls_a_day", ("Calls a day", "to one borrower")),
    ("contact.messages_a_day", ("Messages a day", "to one borrower")),
    ("contact.contacts_a_week", ("Contacts a week", "calls, messages and visits to one borrower together")),
    ("assumptions.annual_discount", ("Discount a year", "what money a year later is worth less")),
    ("assumptions.complaint_penalty", ("Cost of a complaint", "handling, redress and reputation")),
    ("assumptions.look_minutes", ("Minutes of looking first", "of a person, before the next step")),
    ("assumptions.settlement.haircut", ("Usual haircut", "share of the balance that the usual offer gives up")),
    ("assumptions.settlement.largest_haircut", ("Largest haircut", "share of the balance that may be given up at most")),
    ("assumptions.settlement.acceptance", ("Offers accepted", "how likely a borrower takes the offer")),
    ("assumptions.settlement.sacrifice_cap", ("Most given up on one loan", "an amount beside the largest haircut")),
    ("assumptions.settlement.longest_term", ("Longest time to pay", "over three months a settlement counts as restructuring in India")),
    ("assumptions.legal.winning", ("Legal steps succeed", "how likely they do")),
    (
        "assumptions.legal.unsecured",
        ("Recovered without security", "share of the balance, where the file names no collateral or too little"),
    ),
    ("assumptions.legal.liquidation_cut", ("Loss when collateral is sold", "share of its value")),
    ("assumptions.affordability.largest_share", ("Share of the income at most", "that instalments may take in a month")),
    ("assumptions.affordability.living_base", ("Needed to live", "a month for the borrower alone; 0 asks for nothing")),
    ("assumptions.affordability.living_per_dependent", ("Needed for each dependent", "a month, beside it")),
    ("assumptions.plans.least_relief", ("Relief at least", "by which a plan lowers today’s instalment; for less no terms are changed")),
    ("assumptions.plans.longest_extension", ("Longest extension", "months added to the term")),
    ("assumptions.plans.longest_holiday", ("Longest holiday", "months without a payment")),
    ("assumptions.plans.largest_rate_cut", ("Largest rate cut", "taken off the rate a year")),
    ("assumptions.plans.longest_arrears_spread", ("Arrears spread over at most", "months beside the agreed instalments")),
    ("assumptions.capacity.calls", ("Calls, plans and settlements", "borrowers spoken with a month")),
    ("assumptions.capacity.field_visits", ("Visits", "a month")),
    ("assumptions.capacity.legal_slots", ("Legal slots", "cases a month that lawyers can look at")),
    ("assumptions.worth_keeping.least_on_time", ("Instalments paid on time", "the least share of a customer worth keeping")),
    ("assumptions.worth_keeping.highest_score", ("Highest score", "of a customer worth keeping")),
];

/// By the last part of a treatment's path.
const TREATMENT_FIELDS: &[(&str, FieldWords)] = &[
    ("cost", ("Cost", "of doing it once")),
    ("uplift", ("Uplift", "share of those who would not pay whom it makes pay; below zero where it does harm")),
    ("months", ("Months until the money comes", "")),
    ("recovered", ("Recovered where it works", "share of the balance; of the agreed sum in a settlement")),
    ("complaint_risk", ("Complaints", "how likely one follows")),
    ("minutes", ("Minutes by hand", "saved where the step needs no human")),
    ("needs_human", ("Needs a human", "whether a person has to do it")),
];

/// A group's title, and what is to be known of it.
const GROUPS: &[(&str, FieldWords)] = &[
    ("", ("Policy", "")),
    ("bands", ("Bands", "Where the bands of the score end: the cut-offs of this page.")),
    (
        "rules",
        (
            "Rules before the table",
            "Each rule that applies adds a line to the borrower’s reasons. That a dispute, vulnerability, death, insolvency, a legal hold \
             or legal action already taken blocks automated treatment is no setting: nothing turns it off.",
        ),
    ),
    (
        "contact",
        ("Contact", "The hours of the Reserve Bank of India and caps of our own. The law where the borrower lives may ask for less."),
    ),
    ("assumptions", ("Assumptions", ASSUMED)),
    ("assumptions.settlement", ("Assumptions: settlement", ASSUMED)),
    ("assumptions.legal", ("Assumptions: legal steps", ASSUMED)),
    (
        "assumptions.affordability",
        (
            "Assumptions: what a borrower can pay",
            "Plans and settlements ask for no more in a month, and leave what is needed to live. Amounts are in the currency of your file; \
             what is above the median income of it is not asked for. Assumptions, not learned from your data.",
        ),
    ),
    ("assumptions.plans", ("Assumptions: repayment plans", "What a plan may change. Assumptions, not learned from your data.")),
    ("assumptions.capacity", ("Capacity a month", "What your team can do. Assumptions, not learned from your data.")),
    (
        "assumptions.worth_keeping",
        ("Customers worth keeping", "Whom the plan should not treat harshly. Assumptions, not learned from your data."),
    ),
];

/// What is said of every figure that a person has to set.
pub(super) const ASSUMED: &str = "Assumptions, not learned from your data.";

const TREATMENTS: &str = "assumptions.treatments.";

/// The words of the number at a path; `None` where there are none.
pub(super) fn field_words(path: &str) -> Option<FieldWords> {
    match path.strip_prefix(TREATMENTS).and_then(|rest| rest.split_once('.')) {
        Some((word, name)) => treatment_of(word).and_then(|_| found(TREATMENT_FIELDS, name)),
        None => found(FIELDS, path),
    }
}

/// A group's title and what is to be known of it; `None` where there are no words for it.
pub(super) fn group_words(group: &str) -> Option<(String, &'static str)> {
    match group.strip_prefix(TREATMENTS) {
        Some(word) => treatment_of(word).map(|treatment| (format!("Assumptions: {}", in_sentence(treatment)), ASSUMED)),
        None => found(GROUPS, group).map(|(title, note)| (title.to_owned(), note)),
    }
}

fn treatment_of(word: &str) -> Option<Treatment> {
    Treatment::ALL.into_iter().find(|treatment| treatment.file_label() == word)
}

fn in_sentence(treatment: Treatment) -> String {
    treatment_name(treatment).to_ascii_lowercase()
}

fn found(words: &[(&str, FieldWords)], name: &str) -> Option<FieldWords> {
    words.iter().find(|(other, _)| *other == name).map(|(_, words)| *words)
}
