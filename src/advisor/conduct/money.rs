//! Figures (C13), interest, fees and concessions (C14), whether the plan can be afforded (C19).

use super::case::{Case, NOWHERE};
use super::lexicon::Group;
use super::pattern::Match;
use super::reasons::Reason;
use super::rule::Rule;
use crate::advisor::figures::known::KnownFigures;
use crate::advisor::figures::{Figure, FigureValue};
use crate::advisor::text::Span;

pub(super) fn check(case: &mut Case) {
    let unknown = figures(case);
    labels(case);
    terms(case, &unknown);
    affordability(case);
}

/// Every figure equals one of the facts or of the plans, in whatever notation. Today's date and helplines may be named. Gives the
/// places of the others.
fn figures(case: &mut Case) -> Vec<Span> {
    let mut known = KnownFigures::new(case.pack.day_order);
    case.facts.add_to(&mut known);
    case.plans.add_to(&mut known);
    known.add_day(case.draft.planned_at.day);
    // How many instalments the overdue amount makes: "two EMIs are overdue".
    if let (Some(overdue), Some(emi)) = (case.facts.number("overdue_amount"), case.facts.number("emi").filter(|emi| *emi > 0.0)) {
        known.add_number(overdue / emi);
    }
    case.pack.helplines.iter().for_each(|helpline| known.add_text(helpline));
    let unknown: Vec<Figure> = case.figures.iter().filter(|figure| !known.holds(figure)).cloned().collect();
    for figure in &unknown {
        case.block(Rule::C13, figure.span, Reason::UnknownFigure(kind(&figure.value)));
    }
    unknown.into_iter().map(|figure| figure.span).collect()
}

fn kind(value: &FigureValue) -> &'static str {
    match value {
        FigureValue::Amount { .. } => "amount",
        FigureValue::Date(_) | FigureValue::DayOfYear { .. } | FigureValue::Month { .. } => "date",
        FigureValue::Percent(_) => "rate",
        FigureValue::Count { .. } => "number",
        FigureValue::Account(_) => "account number",
        FigureValue::Phone(_) => "phone number",
        FigureValue::Time(_) => "time",
    }
}

/// Arrears and balance are not taken for each other: a figure under a label that is another fact's.
fn labels(case: &mut Case) {
    let facts = case.facts;
    let labels = [
        (Group::OverdueLabel, "overdue_amount", &["outstanding"][..], "overdue amount"),
        (Group::BalanceLabel, "outstanding", &["overdue_amount", "emi"][..], "outstanding balance"),
        (Group::InstalmentLabel, "emi", &["outstanding"][..], "instalment"),
    ];
    let mut wrong = Vec::new();
    for figure in &case.figures {
        let FigureValue::Amount { value, .. } = figure.value else { continue };
        let place = case.word_at(figure.span.start);
        let nearest = labels.iter().filter_map(|label| {
            let found = case.find(label.0).into_iter().filter(|found| found.end <= place && place - found.end <= 6);
            let found =
                found.filter(|found| case.words[found.start].sentence == case.words.get(place).map_or(u32::MAX, |word| word.sentence));
            // "₹9,000 is overdue and ₹1,20,000 remains": the label belongs to the figure before it.
            let is_free = |found: &Match| {
                let is_between = case.figures.iter().any(|other| other.span.start >= found.span.end && other.span.end <= figure.span.start);
                // "Past due out of a total of $9,340".
                let is_of_total = case.words[found.end..place]
                    .iter()
                    .any(|word| matches!(word.text(), "total" | "balance" | "whole" | "overall" | "kul" | "outstanding" | "कुल"));
                !is_between && !is_of_total && !case.words[found.end..place].iter().any(|word| matches!(word.text(), "and" | "aur" | "और"))
            };
            found.filter(is_free).map(|found| (found.end, label)).max_by_key(|(end, _)| *end)
        });
        let Some((_, (_, own, others, name))) = nearest.max_by_key(|(end, _)| *end) else { continue };
        let is = |name: &str| facts.number(name).is_some_and(|known| (known - value).abs() <= 0.01);
        if facts.number(own).is_some() && !is(own) && others.iter().any(|other| is(other)) {
            wrong.push((figure.span, *name));
        }
    }
    wrong.into_iter().for_each(|(span, name)| case.block(Rule::C13, span, Reason::MislabeledFigure(name)));
}

/// What may be spoken of only if the facts or the plans have it.
fn terms(case: &mut Case, unknown: &[Span]) {
    let has = |parts: &[&str]| case.facts.has_like(parts) || case.plans.number_like(parts).is_some();
    let (has_interest, has_fee) = (has(&["interest", "apr", "annual_rate"]), has(&["fee", "charge", "penal"]));
    let has_concession =
        has(&["waiver", "waive", "settle", "discount", "haircut", "concession", "rebate", "offer", "ots", "write_off", "reduced"]);
    let may_waive = has(&["waiver", "waive"]);
    // "60 % of what you owe".
    let parts: Vec<_> =
        case.figures.iter().filter(|figure| matches!(figure.value, FigureValue::Percent(_))).map(|figure| figure.span).collect();
    for span in parts {
        let behind = case.words.partition_point(|word| word.span.start < span.end);
        let text = |place: usize| case.words.get(place).map_or("", |word| word.text());
        let is_off = matches!(text(behind), "off" | "discount" | "less" | "waiver" | "chhoot" | "chhut" | "kam" | "छूट" | "कम");
        let is_part = text(behind) == "of" && matches!(text(behind + 1), "what" | "the" | "your" | "total" | "balance" | "it");
        let may_offer = has_concession && !(is_off && unknown.contains(&span));
        if (is_part || is_off) && !may_offer {
            case.block(Rule::C14, span, Reason::Concession);
        }
    }
    for (group, is_known, reason) in [
        (Group::Interest, has_interest, Reason::Interest),
        (Group::Fee, has_fee, Reason::Fee),
        (Group::Concession, has_concession, Reason::Concession),
    ] {
        for claim in case.claims(group) {
            // A waiver in the facts is no gift.
            let is_gift = matches!(
                case.words[claim.start].text(),
                "cashback" | "gift" | "voucher" | "reward" | "prize" | "lottery" | "कैशबैक" | "इनाम"
            );
            if is_known && !is_gift {
                continue;
            }
            let is_other = match group {
                Group::Interest => is_other_interest(case, claim.start, claim.end),
                Group::Fee => is_other_charge(case, claim.start, claim.end) || (may_waive && is_waived(case, claim.start)),
                _ => false,
            };
            if !is_other {
                case.block(Rule::C14, claim.span, reason.clone());
            }
        }
    }
}

/// "A waiver of ₹1,500 in late charges", "late fee maafi manzoor": what the fee is told for is that it is not asked for.
fn is_waived(case: &Case, start: usize) -> bool {
    let sentence = case.sentence(case.words[start].sentence);
    let says = |starts: [&str; 6]| sentence.iter().any(|word| starts.iter().any(|start| word.text().starts_with(start)));
    says(["waiv", "maaf", "maf", "माफ", "माफ़", "remov"])
}

/// `in your best interest`, `your interest in`.
fn is_other_interest(case: &Case, start: usize, end: usize) -> bool {
    let text = |place: usize| case.words.get(place).map_or("", |word| word.text());
    let Some(place) = (start..end).find(|place| text(*place) == "interest") else { return false };
    let before = place.checked_sub(1).map_or("", text);
    matches!(before, "best" | "your" | "own" | "public" | "mutual" | "vested" | "legitimate" | "customer" | "customers")
        && text(place + 1) != "rate"
        || text(place + 1) == "in"
        || (text(place + 1) == "of" && matches!(text(place + 2), "our" | "your" | "the" | "all" | "customers" | "borrowers" | "everyone"))
        || (before == "the" && text(place + 1) == "of" && text(place.saturating_sub(2)) == "in")
}

/// `free of charge`, `in charge`, `criminal charges`.
fn is_other_charge(case: &Case, start: usize, end: usize) -> bool {
    let text = |place: usize| case.words.get(place).map_or("", |word| word.text());
    let is_family_s = start.checked_sub(1).is_some_and(|before| {
        matches!(
            text(before),
            "school" | "college" | "tuition" | "coaching" | "hospital" | "doctor" | "exam" | "course" | "medical" | "school's"
        )
    });
    if is_family_s {
        return true;
    }
    // "The late fee was charged by mistake."
    let is_mistaken = case
        .sentence(case.words[start].sentence)
        .iter()
        .any(|word| matches!(word.text(), "mistake" | "mistakenly" | "error" | "refunded" | "refund" | "galti" | "गलती"));
    if is_mistaken {
        return true;
    }
    let is_accusation = (1..=3).any(|back| matches!(text(end.wrapping_sub(back)), "criminal" | "press" | "pressing" | "police"));
    matches!((text(end.saturating_sub(2)), text(end.saturating_sub(1))), ("of", "charge") | ("in", "charge")) || is_accusation
}

/// The largest instalment of the plans beside what the borrower says is left to live on.
fn affordability(case: &mut Case) {
    let income = case.facts.number("disposable_income").filter(|income| *income > 0.0);
    let instalment = case.plans.number_like(&["instal", "emi", "monthly"]);
    if let (Some(income), Some(instalment)) = (income, instalment)
        && instalment > case.pack.limits.most_of_income * income
    {
        case.warn(Rule::C19, NOWHERE, Reason::Unaffordable);
    }
}
