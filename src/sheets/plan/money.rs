//! What the plan costs and brings.

use super::attention::attention_block;
use super::capacity::{capacity_table, within_capacity};
use super::findings::settlement_finding;
use super::matrix::matrix_chart;
use super::money_curve::money_curve_chart;
use super::words::{ESTIMATES, NONE, OVER_WAITING, RESTRUCTURING, band_name, borrowers, hours, money_cells, over_waiting_cell, owed_cell};
use crate::quantity::format::{count_text, money_in_full, percent_text};
use crate::quantity::{Currency, Money};
use crate::sheets::block::{Block, NoticeTone, Sheet, TableSheet, head, number_head};
use crate::sheets::treatment_name;
use crate::strategy::{
    Allotment, Assumptions, CockpitTable, CutOffs, HandWork, LegalBandGains, OutcomeSums, PlanSums, Strategy, Treatment,
};

/// What is known of a plan's money and work.
#[derive(Clone, Copy, Debug)]
pub struct MoneyQuestion<'a> {
    /// What it adds up to.
    pub sums: &'a PlanSums,
    /// What the capacity does not reach; `None` where it is not limited.
    pub allotment: Option<&'a Allotment>,
    /// The same under any cut-offs.
    pub cockpit: &'a CockpitTable,
    /// What the upper band brings beyond the middle one.
    pub gains: LegalBandGains,
    /// Where the bands end.
    pub cut_offs: CutOffs,
    /// What all of it is worked out of.
    pub assumptions: &'a Assumptions,
    /// By segment; empty where there are no segments.
    pub segment_names: &'a [String],
    /// How amounts are written.
    pub currency: Currency,
}

/// Who gets what, money by next step, band and segment, capacity, who is to be looked at, who the borrowers are and the upper cut-off.
pub fn money_sheet(question: &MoneyQuestion<'_>) -> Sheet {
    let all = question.sums.value().all();
    let mut blocks: Vec<Block> = without_money(question, &all).into_iter().collect();
    blocks.extend(within_capacity(question));
    blocks.extend(known_outcomes(question));
    blocks.extend(settlement_finding(question.sums.settlements(), question.assumptions, question.currency));
    blocks.extend(restructurings(question));
    blocks.push(Block::Table(plan_table(question, &all)));
    blocks.push(Block::Table(step_table(question, &all)));
    blocks.push(Block::Table(band_table(question, &all)));
    blocks.extend(segment_table(question).map(Block::Table));
    let (capacity, attention) = (capacity_table(question), attention_block(question.sums.attention(), question.currency));
    // With those who were passed on the table is too wide to stand beside another.
    if capacity.heads.len() > MOST_BESIDE {
        blocks.extend([Block::Table(capacity), attention]);
    } else {
        blocks.push(Block::Beside(vec![Block::Table(capacity), attention]));
    }
    let matrix = Block::Chart(Box::new(matrix_chart(question.sums, question.currency)));
    blocks.push(match money_curve_chart(question) {
        Some(curve) => Block::Beside(vec![Block::Chart(Box::new(curve)), matrix]),
        None => matrix,
    });
    blocks.push(Block::Text(METHOD.to_owned()));
    Sheet { blocks }
}

/// A table of more columns takes the whole width.
const MOST_BESIDE: usize = 5;

const METHOD: &str = "Every amount here is an estimate. What a step recovers, costs and changes in a borrower is assumed, not learned \
    from your data: no file says what another step would have done. The assumptions stand in the policy, and you can edit each of them. \
    Recoveries are at today’s worth, costs hold the complaints to be expected. A loan that has ended by its outcome’s own words, or of which \
    nothing is owed any more, gets no step, unless the policy says otherwise; one that the file knows as not repaid is planned for like an \
    open one.";

/// How many of the loans with something due are known not to have been repaid: their money counts as if nobody knew.
fn known_outcomes(question: &MoneyQuestion<'_>) -> Option<Block> {
    let due = || Treatment::ALL.into_iter().filter(|treatment| treatment.is_due()).map(|treatment| question.sums.treated(treatment));
    let (n_due, n_bad) = due().fold((0, 0), |(n_due, n_bad), sums| (n_due + sums.n_rows(), n_bad + sums.n_bad()));
    let count = |n: u64| count_text(n, question.currency);
    let which = if n_bad == n_due {
        format!("All {} open loans", count(n_due))
    } else {
        format!("{} of {} open loans", count(n_bad), count(n_due))
    };
    let text = "Yet each is valued by its score as if that were still open, so that amounts are likely to be too high: what waiting \
        brings, and what each step brings. All that is owed counts, also where no instalment is late. Compare steps by what they bring over doing nothing, and carry none of it into accounts.";
    (n_bad > 0).then(|| Block::Notice {
        tone: NoticeTone::Caution,
        title: format!("{which} were not repaid, as the file already says"),
        text: text.to_owned(),
    })
}

/// What repayment plans are for the books.
fn restructurings(question: &MoneyQuestion<'_>) -> Option<Block> {
    (question.sums.treated(Treatment::RepaymentPlan).n_rows() > 0).then(|| Block::Notice {
        tone: NoticeTone::Plain,
        title: "A repayment plan that changes the terms is a restructuring".to_owned(),
        text: RESTRUCTURING.to_owned(),
    })
}

/// Whose steps have no value.
fn without_money(question: &MoneyQuestion<'_>, all: &OutcomeSums) -> Option<Block> {
    let scored = all.n_rows() - question.sums.value().band(Strategy::NotScored).n_rows();
    let n_without = scored.saturating_sub(all.n_valued() + question.sums.n_ended_and_scored());
    if n_without == 0 {
        return None;
    }
    let notice = |title: String, text: &str| Block::Notice { tone: NoticeTone::Caution, title, text: text.to_owned() };
    Some(if all.n_valued() == 0 {
        let text = "No cell says what is owed. Say on the Data page which column means the outstanding amount.";
        notice("Costs and recoveries cannot be worked out".to_owned(), text)
    } else {
        let text = "For them the file does not say what is owed, or their step makes no sense without it. They count among borrowers and hours only.";
        notice(format!("{} have no amounts", borrowers(n_without, question.currency)), text)
    })
}

const MONEY_HEADS: [&str; 4] = ["Outstanding", "Expected recovery", "Cost", "Net"];

fn band_table(question: &MoneyQuestion<'_>, all: &OutcomeSums) -> TableSheet {
    let value = question.sums.value();
    let order = [Strategy::LegalReview, Strategy::SettlementOffer, Strategy::Reminder, Strategy::NotScored];
    let mut rows: Vec<Vec<String>> = order.iter().map(|band| sums_row(band_name(*band), value.band(*band), question.currency)).collect();
    rows.push(sums_row("Total", all, question.currency));
    TableSheet {
        title: "Money by band of the score".to_owned(),
        note: format!("of what the borrowers of each band get, whatever that is; {ESTIMATES}"),
        heads: std::iter::once(head("Band")).chain(["Borrowers"].into_iter().chain(MONEY_HEADS).map(number_head)).collect(),
        rows,
    }
}

fn sums_row(name: &str, sums: &OutcomeSums, currency: Currency) -> Vec<String> {
    let first = [name.to_owned(), count_text(sums.n_rows(), currency), owed_cell(sums, currency)];
    first.into_iter().chain(money_cells(sums, currency)).collect()
}

/// What each borrower gets, by the rules and within the limits, beside the band of the score: steps and bands of nobody are left out.
fn plan_table(question: &MoneyQuestion<'_>, all: &OutcomeSums) -> TableSheet {
    let MoneyQuestion { sums, currency, .. } = *question;
    let mut bands = Strategy::BANDS.to_vec();
    bands.extend((sums.value().band(Strategy::NotScored).n_rows() > 0).then_some(Strategy::NotScored));
    let given_up = Some(sums.settlements().given_up).filter(|given_up| *given_up > Money::ZERO);
    let cells = |name: &str, of: &OutcomeSums, is_settling: bool, n_of_band: &dyn Fn(Strategy) -> u64| {
        let share = percent_text(of.n_rows() as f64 / all.n_rows().max(1) as f64);
        let mut cells = vec![name.to_owned(), count_text(of.n_rows(), currency), share];
        cells.extend(bands.iter().map(|band| count_text(n_of_band(*band), currency)));
        cells.push(if all.outstanding() == Money::ZERO { NONE.to_owned() } else { owed_cell(of, currency) });
        cells.push(over_waiting_cell(of, currency));
        cells.extend(given_up.map(|given_up| if is_settling { money_in_full(given_up, currency) } else { NONE.to_owned() }));
        cells
    };
    let of_step = |treatment: Treatment| {
        let of = sums.treated(treatment);
        (of.n_rows() > 0)
            .then(|| cells(treatment_name(treatment), of, treatment == Treatment::Settlement, &|band| sums.n_of_band(treatment, band)))
    };
    let mut rows: Vec<Vec<String>> = Treatment::ALL.into_iter().rev().filter_map(of_step).collect();
    rows.push(cells("All", all, true, &|band| sums.value().band(band).n_rows()));
    let mut heads = vec![head("Next step"), number_head("Borrowers"), number_head("Share")];
    heads.extend(bands.iter().map(|band| number_head(&format!("Band: {}", band_name(*band).to_ascii_lowercase()))));
    heads.extend(["Outstanding", OVER_WAITING].map(number_head));
    heads.extend(given_up.map(|_| number_head("Given up if all accept")));
    let limits = if question.allotment.is_some() { " and within its limits" } else { "" };
    TableSheet {
        title: "The plan".to_owned(),
        note: format!("what each borrower gets, by the policy’s rules{limits}, and in which band of the score they are"),
        heads,
        rows,
    }
}

/// The harshest step first; steps of nobody are left out.
fn step_table(question: &MoneyQuestion<'_>, all: &OutcomeSums) -> TableSheet {
    let currency = question.currency;
    let row = |name: &str, each: String, human: &str, (sums, work): (&OutcomeSums, &HandWork)| {
        let mut cells = sums_row(name, sums, currency);
        let hours = |minutes: u64| count_text(hours(minutes), currency);
        cells.extend([each, hours(work.minutes_spent), hours(work.minutes_saved), human.to_owned()]);
        cells
    };
    let of_step = |treatment: Treatment| {
        let (sums, assumed) = (question.sums.treated(treatment), question.assumptions.of(treatment));
        let (minutes, human) = match assumed.needs_human {
            _ if !treatment.is_due() => (NONE.to_owned(), NONE),
            true => (count_text(u64::from(assumed.minutes), currency), "yes"),
            false => (count_text(u64::from(assumed.minutes), currency), "no"),
        };
        (sums.n_rows() > 0).then(|| row(treatment_name(treatment), minutes, human, (sums, question.sums.work_of(treatment))))
    };
    let mut rows: Vec<Vec<String>> = Treatment::ALL.into_iter().rev().filter_map(of_step).collect();
    rows.push(row("Total", NONE.to_owned(), NONE, (all, &question.sums.work())));
    let numbers =
        ["Borrowers"].into_iter().chain(MONEY_HEADS).chain(["Minutes by hand", "Hours of people", "Hours saved"]).map(number_head);
    TableSheet {
        title: "Money and work by next step".to_owned(),
        note: format!(
            "hours are saved where a step needs no human and nobody looks first, which is among the hours of people; {ESTIMATES}"
        ),
        heads: std::iter::once(head("Next step")).chain(numbers).chain([head("Needs a human")]).collect(),
        rows,
    }
}

fn segment_table(question: &MoneyQuestion<'_>) -> Option<TableSheet> {
    let (sums, names) = (question.sums.value().segments(), question.segment_names);
    if names.is_empty() || sums.is_empty() {
        return None;
    }
    let (currency, all) = (question.currency, question.sums.value().all());
    // The share stands beside the amount that it is a share of: at the row's end it reads as the part that is recovered.
    let row = |name: &str, sums: &OutcomeSums| {
        let mut cells = sums_row(name, sums, currency);
        let share = sums.outstanding().to_major() / all.outstanding().to_major();
        cells.insert(3, if share.is_finite() { percent_text(share) } else { NONE.to_owned() });
        cells
    };
    let of_none = OutcomeSums::default();
    let mut rows: Vec<Vec<String>> = names.iter().enumerate().map(|(place, name)| row(name, sums.get(place).unwrap_or(&of_none))).collect();
    rows.push(row("Total", &all));
    let [outstanding, others @ ..] = MONEY_HEADS;
    let numbers = ["Borrowers", outstanding, "Of all outstanding"].into_iter().chain(others).map(number_head);
    Some(TableSheet {
        title: "Money by segment".to_owned(),
        note: if question.sums.treated(Treatment::NothingDue).outstanding() > Money::ZERO {
            format!("what ended loans still owe by the file is outstanding, and nothing is expected of it; {ESTIMATES}")
        } else {
            ESTIMATES.to_owned()
        },
        heads: std::iter::once(head("Segment")).chain(numbers).collect(),
        rows,
    })
}
