use super::borrower::BorrowerCase;
use super::next_step::fact;
use crate::data::schema::Meaning;
use crate::quantity::format::{money_in_full, percent_text};
use crate::sheets::block::{Block, TableSheet, head, number_head};
use crate::sheets::{meaning_name, treatment_name};
use crate::strategy::{Reason, ReviewCause, SettlementTerms, Treatment, TreatmentValue};

/// What each treatment would bring and cost.
pub(super) fn values_block(case: &BorrowerCase<'_>) -> Block {
    let chosen = case.plan.decision.treatment;
    let money = |amount| money_in_full(amount, case.currency);
    let row = |treatment: Treatment, value: TreatmentValue| {
        let bearing = case.plan.bearing;
        let mark = match treatment {
            _ if treatment == chosen => " (chosen)",
            Treatment::Settlement if bearing.settlement_strain().is_some() => " (beyond means: as if refused)",
            Treatment::RepaymentPlan if bearing.has_affordable_plan() == Some(false) => " (none affordable: as if waited)",
            _ => "",
        };
        let name = format!("{}{mark}", treatment_name(treatment));
        vec![name, money(value.recovered), money(value.cost), money(value.net())]
    };
    let rows: Vec<Vec<String>> =
        Treatment::ALL.into_iter().filter_map(|treatment| Some(row(treatment, case.plan.values.of(treatment)?))).collect();
    if rows.is_empty() || case.subject.facts.flags.stop_collecting() {
        return Block::Text(no_values(case));
    }
    Block::Table(TableSheet {
        title: "What each step would bring".to_owned(),
        note: format!("Estimates from the policy's assumptions, not learned{}", why_not_best(case)),
        heads: vec![head("Step"), number_head("Recovered"), number_head("Cost"), number_head("Net")],
        rows,
    })
}

/// Said where another step is worth more on paper.
fn why_not_best(case: &BorrowerCase<'_>) -> String {
    let (chosen, values) = (case.plan.decision.treatment, &case.plan.values);
    let better = values.best().filter(|best| values.net(*best) > values.net(chosen));
    better.map_or_else(String::new, |best| {
        let best = treatment_name(best).to_ascii_lowercase();
        format!(
            ". By value alone it would be {best}; the policy goes by band, borrower and lateness; for money alone it is never harsher, \
             and milder only where its rule and its floors for late loans allow"
        )
    })
}

fn no_values(case: &BorrowerCase<'_>) -> String {
    match case.subject.score {
        Some(_) if case.plan.decision.treatment == Treatment::Specialist && case.subject.facts.flags.stop_collecting() => {
            "No step has a value for now: nothing is collected until this is resolved.".to_owned()
        }
        _ if !case.plan.decision.treatment.is_due() => "No step has a value: nothing is due any more.".to_owned(),
        None => "Without an honest score nothing is said about what a step would bring.".to_owned(),
        Some(_) => format!(
            "What a step would bring is not known: the file does not say what this borrower owes. If a column does, choose it as “{}” under Data.",
            meaning_name(Meaning::Outstanding)
        ),
    }
}

/// What can be said about settling, where something is owed.
pub(super) fn settlement_facts(case: &BorrowerCase<'_>) -> Option<Block> {
    let terms = case.plan.settlement?;
    let money = |amount| money_in_full(amount, case.currency);
    let fallback = format!("{}, worth {}", treatment_name(terms.fallback), money(terms.fallback_value));
    let is_too_much = |reason: &Reason| matches!(reason, Reason::PlanInstead(_) | Reason::Review(ReviewCause::SettlementBeyondMeans));
    let mut facts = Vec::new();
    if case.plan.decision.reasons.iter().any(is_too_much) {
        facts.push(fact("Counted on to be accepted", "No: it asks for more than the borrower can pay"));
    }
    facts.extend([
        fact("Usual offer gives up", percent_text(terms.offered_haircut)),
        fact("Most that may be given up", percent_text(terms.allowed_haircut)),
        fact("Share up to which offering pays", largest_paying(&terms)),
        fact("Least sum to accept", money(terms.least_acceptable)),
        fact("Usual offer, once accepted", format!("Worth {} today", money(terms.if_accepted))),
        fact("If it is refused", fallback),
        fact("Against legal steps", against_legal(&terms, &money)),
    ]);
    Some(Block::Facts { title: "If it is settled: estimates".to_owned(), facts })
}

fn largest_paying(terms: &SettlementTerms) -> String {
    match terms.largest_paying_haircut {
        None => "Offers are assumed never to be accepted".to_owned(),
        Some(haircut) if haircut <= 0.0 => "No offer pays: what is done otherwise brings more".to_owned(),
        Some(haircut) if haircut < terms.offered_haircut => format!("{}: less than the usual offer", percent_text(haircut)),
        Some(haircut) => percent_text(haircut),
    }
}

fn against_legal(terms: &SettlementTerms, money: &dyn Fn(crate::quantity::Money) -> String) -> String {
    match (terms.legal_value, terms.beats_legal) {
        (Some(value), Some(true)) => format!("Better than legal steps, worth {}", money(value)),
        (Some(value), _) => format!("Legal steps are worth more: {}", money(value)),
        (None, _) => "Legal steps are not open".to_owned(),
    }
}
