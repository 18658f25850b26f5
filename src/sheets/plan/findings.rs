//! What a manager has to know of a plan before anything else: what it does that its own assumptions speak against.

use crate::quantity::Currency;
use crate::quantity::format::{count_text, money_in_full, money_text, percent_text};
use crate::sheets::block::{Block, NoticeTone, Sheet};
use crate::strategy::{Assumptions, CutOffs, LegalWorth, Resource, Treatment};

/// What findings are made of.
#[derive(Clone, Copy, Debug)]
pub struct FindingsQuestion<'a> {
    /// Whether legal reviews pay.
    pub legal: LegalWorth,
    /// What that is worked out of.
    pub assumptions: &'a Assumptions,
    /// Where the bands end.
    pub cut_offs: CutOffs,
    /// How amounts are written.
    pub currency: Currency,
}

/// The findings, each with the numbers of the policy that decide about it.
pub fn findings_sheet(question: &FindingsQuestion<'_>) -> Sheet {
    Sheet { blocks: legal_finding(question).into_iter().collect() }
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
            title: format!("{reviews}, and none brings less than what would take its place"),
            text: format!("{} They bring {} more in all.", why(question), money_text(legal.gained, currency)),
            fields: fields(question),
        });
    }
    let replaced = if legal.n_below_settlement == legal.n_below { "the settlement offer" } else { "the step" };
    let (are, they) = if legal.n_below == 1 { ("is", "it takes") } else { ("are", "they take") };
    let title = format!(
        "{} of {reviews} {are} worth less than {replaced} whose place {they}: {} less in all",
        count(legal.n_below),
        money_text(legal.lost, currency)
    );
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
    Some(Block::Finding { tone: NoticeTone::Caution, title, text, fields: fields(question) })
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
    let cut_off = format!("{:.4}", f64::from(question.cut_offs.legal()) / 1e4);
    let cut_off = cut_off.trim_end_matches('0');
    vec![
        (format!("Legal slots a month: {slots}"), Resource::LegalSlots.path().to_owned()),
        (
            format!("Cut-off: {}", if cut_off.ends_with('.') { format!("{cut_off}00") } else { cut_off.to_owned() }),
            "bands.legal".to_owned(),
        ),
        (format!("Legal steps succeed: {}", percent_text(f64::from(legal.win_basis_points) / 1e4)), "assumptions.legal.winning".to_owned()),
        (
            format!("Their cost: {}", money_in_full(question.assumptions.of(Treatment::LegalReview).cost, question.currency)),
            "assumptions.treatments.legal_review.cost".to_owned(),
        ),
    ]
}

fn plural(n: u64, word: &str, currency: Currency) -> String {
    format!("{} {word}{}", count_text(n, currency), if n == 1 { "" } else { "s" })
}

fn months(n: u32) -> String {
    format!("{n} month{}", if n == 1 { "" } else { "s" })
}
