//! What a manager has to know of a plan before anything else: what it does that its own assumptions speak against.

use super::words::borrowers;
use crate::quantity::format::{count_text, money_in_full, money_text, percent_text};
use crate::quantity::{Currency, Money};
use crate::sheets::block::{Block, NoticeTone, PolicySwitch, Sheet};
use crate::sheets::treatment_name;
use crate::strategy::{Assumptions, CheaperSteps, CutOffs, LegalWorth, Resource, SettlementMeans, Treatment};

/// What findings are made of.
#[derive(Clone, Copy, Debug)]
pub struct FindingsQuestion<'a> {
    /// Whether legal reviews pay.
    pub legal: LegalWorth,
    /// Which steps are worth less than a cheaper or gentler one.
    pub cheaper: &'a CheaperSteps,
    /// Whether such a step is taken where it is expected to bring more.
    pub takes_cheaper: bool,
    /// What that is worked out of.
    pub assumptions: &'a Assumptions,
    /// The median income a month; `None` where no income is known.
    pub income_median: Option<Money>,
    /// Where the bands end.
    pub cut_offs: CutOffs,
    /// How amounts are written.
    pub currency: Currency,
}

/// The findings, each with the numbers of the policy that decide about it.
pub fn findings_sheet(question: &FindingsQuestion<'_>) -> Sheet {
    Sheet { blocks: legal_finding(question).into_iter().chain(cheaper_finding(question)).chain(living_finding(question)).collect() }
}

/// That what is needed to live is not asked for; nothing where it is.
fn living_finding(question: &FindingsQuestion<'_>) -> Option<Block> {
    let (assumed, currency) = (question.assumptions.affordability, question.currency);
    let median = question.income_median.filter(|median| !assumed.asks_for_living(Some(*median)))?;
    let needed = money_in_full(assumed.living_base, currency);
    let text = format!(
        "Half of the borrowers earn less than about {} a month, so the {needed} that the policy wants left to live on are most likely meant \
         for another currency. Until the amount fits, plans and settlements keep only to the share of the income.",
        money_in_full(median, currency)
    );
    let fields = vec![(format!("Needed to live: {needed}"), "assumptions.affordability.living_base".to_owned())];
    let title = "Plans do not look at what borrowers need to live".to_owned();
    Some(Block::Finding { tone: NoticeTone::Caution, title, text, fields, switch: None })
}

/// The rule that takes the step that brings more.
const CHEAPER_RULE: &str = "rules.cheaper_when_worth_more";

/// All steps that are worth less than a cheaper or gentler one; nothing where there are none and the rule is off.
fn cheaper_finding(question: &FindingsQuestion<'_>) -> Option<Block> {
    let FindingsQuestion { cheaper, currency, takes_cheaper, .. } = *question;
    let (n_below, lost) = cheaper.all();
    let fields = vec![(format!("The rule: {}", if takes_cheaper { "yes" } else { "no" }), CHEAPER_RULE.to_owned())];
    let switch =
        |label: &str, value: &str| Some(PolicySwitch { label: label.to_owned(), path: CHEAPER_RULE.to_owned(), value: value.to_owned() });
    if takes_cheaper {
        return Some(Block::Finding {
            tone: NoticeTone::Plain,
            title: "Where a cheaper or gentler step is expected to bring more, that is taken".to_owned(),
            text: "It takes the place of the one that the policy’s bands and table ask for, and each borrower’s reasons say so; of legal \
                   review a person agrees to it first."
                .to_owned(),
            fields,
            switch: switch("Take the policy’s own steps again", "no"),
        });
    }
    if n_below == 0 {
        return None;
    }
    let steps: Vec<String> = Treatment::ALL.into_iter().rev().filter_map(|step| below_text(cheaper, step, currency)).collect();
    let text = format!(
        "{}. All of it follows from the assumptions, and a person may have reasons that these do not hold. With the rule each of these \
         borrowers gets the step that is expected to bring more, with a line in the reasons.",
        steps.join("; ")
    );
    let (are, n) = (if n_below == 1 { "step is" } else { "steps are" }, count_text(n_below, currency));
    let title = format!("{n} {are} worth less than a cheaper or gentler one: {} less in all", money_text(lost, currency));
    let switch = switch("Take the step that brings more", "yes");
    Some(Block::Finding { tone: NoticeTone::Caution, title, text, fields, switch })
}

/// "Visit: 27 of 42 (reminder and call 27), ₹2.1 lakh less"; nothing of a step that is worth most wherever it is taken.
fn below_text(cheaper: &CheaperSteps, step: Treatment, currency: Currency) -> Option<String> {
    let count = |n: u64| count_text(n, currency);
    let n_below = cheaper.n_below(step);
    let instead = |other: Treatment| {
        let n = cheaper.n_replaced(step, other);
        (n > 0).then(|| format!("{} {}", treatment_name(other).to_ascii_lowercase(), count(n)))
    };
    let by_other: Vec<String> = Treatment::ALL.into_iter().rev().filter_map(instead).collect();
    (n_below > 0).then(|| {
        let (name, lost) = (treatment_name(step), money_text(cheaper.lost(step), currency));
        format!("{name}: {} of {}, {lost} less than {}", count(n_below), count(cheaper.n_of(step)), by_other.join(", "))
    })
}

/// Whether legal reviews bring more than what would take their place; nothing where there are none that can be compared.
fn legal_finding(question: &FindingsQuestion<'_>) -> Option<Block> {
    let FindingsQuestion { legal, currency, .. } = *question;
    let count = |n: u64| count_text(n, currency);
    if legal.n_compared == 0 {
        return None;
    }
    let (reviews, others) = (plural(legal.n_compared, "legal review", currency), legal.n_worth());
    if legal.n_below == 0 {
        return Some(Block::Finding {
            tone: NoticeTone::Plain,
            title: format!("{}, and none brings less than what would take its place", plural(legal.n_reviews, "legal review", currency)),
            text: format!("{} They bring {} more in all.", why(question), money_text(legal.gained, currency)),
            fields: fields(question),
            switch: None,
        });
    }
    let replaced = match legal.n_below - legal.n_below_settlement - legal.n_below_plan {
        0 if legal.n_below_plan == 0 => "the settlement offer",
        0 if legal.n_below_settlement == 0 => "the repayment plan",
        0 => "the settlement offer or repayment plan",
        _ => "the step",
    };
    let (are, they) = if legal.n_below == 1 { ("is", "it takes") } else { ("are", "they take") };
    let which = match (legal.n_below, others) {
        (1, 0) => format!("The one legal review {are}"),
        (_, 0) => format!("All {reviews} {are}"),
        (n, _) => format!("{} of {reviews} {are}", count(n)),
    };
    let title = format!("{which} worth less than {replaced} whose place {they}: {} less in all", money_text(legal.lost, currency));
    let rest = match others {
        0 => "Allow no legal slots".to_owned(),
        n => format!(
            "The other {} {} {} more. Allow {} legal slots a month and they go to these",
            count(n),
            if n == 1 { "brings" } else { "bring" },
            money_text(legal.gained, currency),
            count(n)
        ),
    };
    let text =
        format!("{} {rest}, move the cut-off, or set the assumptions right. Nothing is changed unless you change it.", why(question));
    Some(Block::Finding { tone: NoticeTone::Caution, title, text, fields: fields(question), switch: None })
}

/// How many settlements ask for more than the borrower can pay; nothing where none is known to.
pub(super) fn settlement_finding(settlements: SettlementMeans, assumptions: &Assumptions, currency: Currency) -> Option<Block> {
    let count = |n: u64| count_text(n, currency);
    let fields = settlement_fields(assumptions);
    if settlements.n_beyond == 0 {
        return plans_instead_finding(settlements, fields, currency);
    }
    let longest = assumptions.settlement.longest_term_months;
    let most = percent_text(f64::from(assumptions.affordability.largest_share_basis_points) / 1e4);
    let test = format!("at most {most} of it and leaves what is needed to live");
    let income = match settlements.n_above_income {
        0 => format!("The policy takes {test}"),
        n if n == settlements.n_beyond => "Each asks for more than the whole income of a month".to_owned(),
        n => format!("{} of them ask for more than the whole income of a month; the policy takes {test}", count(n)),
    };
    let looked_at = match settlements.n_for_a_person {
        0 => "",
        _ => " No repayment plan that they could afford is known, so a person looks first, and nobody is counted on to accept.",
    };
    let instead = match settlements.n_plans_instead {
        0 => String::new(),
        n => format!(" {} more whom a settlement would have asked too much have a repayment plan that they can afford instead.", count(n)),
    };
    let text = format!(
        "{income}.{looked_at}{instead} Parts were tried, as many as the policy allows: {longest}. In the list they are marked “beyond \
         means”, and their reasons say the amounts. More time to pay or a larger haircut changes it; over three months a settlement counts \
         as restructuring in India."
    );
    let all = plural(settlements.n_settlements, "settlement offer", currency);
    let title = format!("{} of {all} ask for more than the borrower can afford", count(settlements.n_beyond));
    Some(Block::Finding { tone: NoticeTone::Caution, title, text, fields, switch: None })
}

/// That nobody is left of whom a settlement asks too much, and how many have a repayment plan instead; nothing where nobody has.
fn plans_instead_finding(settlements: SettlementMeans, fields: Vec<(String, String)>, currency: Currency) -> Option<Block> {
    let n = settlements.n_plans_instead;
    let get = if n == 1 { "gets" } else { "get" };
    let title = format!("{} {get} a repayment plan in place of a settlement that they could not pay", borrowers(n, currency));
    let text = "A settlement would have asked them for more than the policy’s affordability test leaves of a month’s income, also in parts; \
        the plan does not. Their reasons say the amounts.";
    (n > 0).then(|| Block::Finding { tone: NoticeTone::Plain, title, text: text.to_owned(), fields, switch: None })
}

/// What decides whether a settlement is too much.
fn settlement_fields(assumptions: &Assumptions) -> Vec<(String, String)> {
    let settlement = &assumptions.settlement;
    let haircut = percent_text(f64::from(settlement.haircut_basis_points) / 1e4);
    vec![
        (format!("Longest time to pay: {}", months(settlement.longest_term_months)), "assumptions.settlement.longest_term".to_owned()),
        (format!("Usual haircut: {haircut}"), "assumptions.settlement.haircut".to_owned()),
        ("Plan where it is too much".to_owned(), "rules.plan_when_settlement_beyond_means".to_owned()),
        ("What a borrower can pay".to_owned(), "assumptions.affordability.largest_share".to_owned()),
    ]
}

/// The assumptions that make a legal review worth what it is.
fn why(question: &FindingsQuestion<'_>) -> String {
    let Assumptions { settlement, legal, .. } = question.assumptions;
    let of = |treatment: Treatment| question.assumptions.of(treatment);
    let share = |basis_points: u32| percent_text(f64::from(basis_points) / 1e4);
    format!(
        "By the policy’s assumptions legal steps cost {}, succeed in {} of cases and bring money after {}. A settlement is taken by {} at {} \
         off, paid after {}, and who refuses it may still pay.",
        money_in_full(of(Treatment::LegalReview).cost, question.currency),
        share(legal.win_basis_points),
        months(of(Treatment::LegalReview).months),
        share(settlement.acceptance_basis_points),
        share(settlement.haircut_basis_points),
        months(of(Treatment::Settlement).months),
    )
}

/// Where it can be changed: the policy's field with its value now.
fn fields(question: &FindingsQuestion<'_>) -> Vec<(String, String)> {
    let Assumptions { legal, capacity, .. } = question.assumptions;
    let slots = capacity.legal_slots.map_or_else(|| "no limit".to_owned(), |slots| count_text(u64::from(slots), question.currency));
    let cut_off = f64::from(question.cut_offs.legal()) / 1e4;
    let long = format!("{cut_off:.4}");
    // In as many decimals as it needs, at least two.
    let cut_off = if long.ends_with("00") { format!("{cut_off:.2}") } else { long.trim_end_matches('0').to_owned() };
    let of_legal = question.assumptions.of(Treatment::LegalReview);
    vec![
        (format!("Legal slots a month: {slots}"), Resource::LegalSlots.path().to_owned()),
        (format!("Cut-off: {cut_off}"), "bands.legal".to_owned()),
        (format!("Legal steps succeed: {}", percent_text(f64::from(legal.win_basis_points) / 1e4)), "assumptions.legal.winning".to_owned()),
        (format!("Their cost: {}", money_in_full(of_legal.cost, question.currency)), "assumptions.treatments.legal_review.cost".to_owned()),
        (format!("Their money comes after: {}", months(of_legal.months)), "assumptions.treatments.legal_review.months".to_owned()),
    ]
}

fn plural(n: u64, word: &str, currency: Currency) -> String {
    format!("{} {word}{}", count_text(n, currency), if n == 1 { "" } else { "s" })
}

fn months(n: u32) -> String {
    format!("{n} month{}", if n == 1 { "" } else { "s" })
}
