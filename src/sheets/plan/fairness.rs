//! Whether groups of people are treated alike.

use super::words::NONE;
use crate::data::schema::Meaning;
use crate::sheets::block::{Block, NoticeTone, Sheet, TableSheet, head, number_head};
use crate::sheets::meaning_name;
use crate::sheets::words::{count, list};
use crate::strategy::{GroupTreatment, LEAST_OF_A_GROUP, Treatment, TreatmentFairness};

/// How groups are treated, and what they are.
#[derive(Clone, Copy, Debug)]
pub struct FairnessQuestion<'a> {
    /// By the group's number.
    pub fairness: &'a TreatmentFairness,
    /// The groups' names.
    pub names: &'a [String],
    /// The column that they come from.
    pub column: &'a str,
    /// Whether the model looks at that column.
    pub is_model_input: bool,
}

/// Groups side by side.
pub fn fairness_sheet(question: &FairnessQuestion<'_>) -> Sheet {
    let FairnessQuestion { fairness, names, column, is_model_input } = *question;
    let groups: Groups<'_> = names.iter().map(String::as_str).zip(&fairness.groups).filter(|(_, of)| of.n_rows > 0).collect();
    let blocks = vec![
        notice(fairness, &groups),
        Block::Table(treatment_table(question, &groups)),
        Block::Table(score_table(question, &groups)),
        Block::Text(meaning(fairness)),
        Block::Text(price(column, is_model_input)),
    ];
    Sheet { blocks }
}

/// Those with anyone in them.
type Groups<'a> = Vec<(&'a str, &'a GroupTreatment)>;

/// Why nothing can be said: no group column, or one of too many groups.
pub fn no_groups_sheet(n_groups: usize) -> Sheet {
    let name = meaning_name(Meaning::Group);
    let text = if n_groups == 0 {
        format!(
            "No column says which group a borrower belongs to, so nothing can be said about fairness between groups. On the Data page \
             give a column of few words, such as a region, a product or an age band, the meaning “{name}”. It is used to compare how \
             groups are treated, and for nothing else."
        )
    } else {
        format!(
            "The column mapped as “{name}” has {} values: too many to compare. Map one of few words on the Data page.",
            count(n_groups as u64)
        )
    };
    Sheet { blocks: vec![Block::Text(text)] }
}

/// Whether the model looks at the groups' column, and where to see what it is worth.
fn price(column: &str, is_model_input: bool) -> String {
    if is_model_input {
        format!(
            "The model looks at {column}. What it would lose in AUC without it can be worked out below; on the Data page the column can \
             be left out."
        )
    } else {
        format!(
            "The model does not look at {column}; what that costs in AUC can be worked out below. Other columns may still stand for it, \
             so groups can be treated unlike each other."
        )
    }
}

/// The finding.
fn notice(fairness: &TreatmentFairness, groups: &Groups<'_>) -> Block {
    let notice = |tone, title: String, text: String| Block::Notice { tone, title, text };
    let names_of =
        |is_meant: fn(&GroupTreatment) -> bool| groups.iter().filter(|(_, of)| is_meant(of)).map(|(name, _)| *name).collect::<Vec<&str>>();
    let n_judged = groups.iter().filter(|(_, of)| of.favorable_share.is_some()).count();
    let best = fairness.best_group.and_then(|best| fairness.groups.get(usize::from(best)));
    let (Some(best), true) = (best.and_then(legal_share), n_judged > 1) else {
        let text = format!("A group needs {LEAST_OF_A_GROUP} scored borrowers; fewer than two groups have so many.");
        return notice(NoticeTone::Plain, "Too few to compare groups".to_owned(), text);
    };
    let most = groups.iter().filter_map(|(_, of)| legal_share(of)).fold(best, f64::max);
    let shares = format!(
        "{:.1}% are sent to legal review in the group treated mildest, {:.1}% in the one treated harshest.",
        best * 100.0,
        most * 100.0
    );
    let (flagged, different) = (names_of(GroupTreatment::is_flagged), names_of(differs));
    if !flagged.is_empty() {
        let title = format!("Sent to legal review much more often: {}", list(&flagged));
        let text = "The share that is spared it is below four fifths of the best group’s, and that is more than chance. Look at what \
            sets the groups apart before you sign this plan.";
        return notice(NoticeTone::Caution, title, format!("{shares} {text}"));
    }
    if !different.is_empty() {
        let title = format!("Sent to legal review more often, beyond chance: {}", list(&different));
        let text = "The share that is spared it is still above four fifths of the best group’s, so no group is flagged.";
        return notice(NoticeTone::Plain, title, format!("{shares} {text}"));
    }
    notice(NoticeTone::Plain, "Groups are sent to legal review alike, but for chance".to_owned(), shares)
}

fn differs(group: &GroupTreatment) -> bool {
    group.against_best.is_some_and(|test| test.is_significant())
}

fn legal_share(group: &GroupTreatment) -> Option<f64> {
    group.favorable_share.map(|share| (1.0 - share).max(0.0))
}

fn treatment_table(question: &FairnessQuestion<'_>, groups: &Groups<'_>) -> TableSheet {
    let fairness = question.fairness;
    let best = fairness.best_group.and_then(|best| fairness.groups.get(usize::from(best)));
    let row = |(name, group): &(&str, &GroupTreatment)| {
        let is_best = best.is_some_and(|best| std::ptr::eq(best, *group));
        let n_of = |treatments: &[Treatment]| treatments.iter().map(|treatment| group.by_treatment[*treatment as usize]).sum::<u64>();
        let share = |n: u64| group.favorable_share.map(|_| n as f64 / group.n_rows as f64);
        vec![
            (*name).to_owned(),
            count(group.n_rows),
            percent_cell(share(n_of(&[Treatment::RepaymentPlan, Treatment::Settlement]))),
            percent_cell(share(n_of(&[Treatment::LegalReview]))),
            percent_cell(group.favorable_share),
            number_cell(group.ratio_to_best),
            judgement(group, is_best),
        ]
    };
    let numbers = ["Scored borrowers", "Offered a plan or settlement", "Legal review", "Spared legal review", "Ratio to the best"];
    TableSheet {
        title: "How groups are treated".to_owned(),
        note: "flagged below 0.80 of the best, where that is more than chance".to_owned(),
        heads: std::iter::once(head(question.column)).chain(numbers.map(number_head)).chain([head("Judgement")]).collect(),
        rows: groups.iter().map(row).collect(),
    }
}

fn judgement(group: &GroupTreatment, is_best: bool) -> String {
    let by_chance = group.against_best.map_or_else(String::new, |test| match test.p_value {
        p_value if p_value < 0.001 => ", p < 0.001".to_owned(),
        p_value => format!(", p = {p_value:.3}"),
    });
    match group {
        of if of.favorable_share.is_none() => "too few to judge".to_owned(),
        _ if is_best => "best".to_owned(),
        of if of.is_flagged() => format!("flagged{by_chance}"),
        of if of.is_below_four_fifths() => format!("below 0.80, may be chance{by_chance}"),
        of if differs(of) => format!("no flag, but not chance{by_chance}"),
        _ => format!("no flag{by_chance}"),
    }
}

fn score_table(question: &FairnessQuestion<'_>, groups: &Groups<'_>) -> TableSheet {
    let row = |(name, group): &(&str, &GroupTreatment)| {
        vec![
            (*name).to_owned(),
            count(group.n_known),
            percent_cell((group.n_known >= LEAST_OF_A_GROUP).then(|| group.n_bad as f64 / group.n_known as f64)),
            number_cell(group.auc),
            signed_cell(group.calibration_gap),
            percent_cell(group.true_positive_rate),
            percent_cell(group.false_positive_rate),
            percent_cell(group.precision),
            signed_cell(group.standardized_difference),
        ]
    };
    let numbers = [
        "Known outcomes",
        "Failed",
        "AUC",
        "Score less failed",
        "Above the cut-off, of the failed",
        "Above the cut-off, of the repaid",
        "Failed, of those above",
        "Score against the best",
    ];
    TableSheet {
        title: "How true the score is by group".to_owned(),
        note: "above the upper cut-off by the score alone, ended loans among them; shares of fewer than 30 are not shown".to_owned(),
        heads: std::iter::once(head(question.column)).chain(numbers.map(number_head)).collect(),
        rows: groups.iter().map(row).collect(),
    }
}

/// What is called favorable, and what is not promised.
fn meaning(fairness: &TreatmentFairness) -> String {
    let mut said = "Favorable here is not to be sent to legal review: to be offered a plan, a settlement or a reminder instead.".to_owned();
    for (gap, whom) in [(fairness.true_positive_gap, "failed"), (fairness.false_positive_gap, "repaid")] {
        if let Some(gap) = gap {
            said += &format!(" Of those who {whom}, shares above the upper cut-off differ by up to {:.1} points.", gap * 100.0);
        }
    }
    if fairness.n_without_group > 0 {
        said += &format!(" {} scored borrowers have no group and are left out.", count(fairness.n_without_group));
    }
    if fairness.n_ended > 0 {
        said += &format!(
            " {} loans have ended and get no step: they count for the score alone, and most of them were repaid.",
            count(fairness.n_ended)
        );
    }
    said += " These measures conflict with each other where groups differ in risk: all are shown, and none is promised.";
    said + " Score less failed is the mean score less the share that failed: above 0 the score is too high for the group. \
        Score against the best is in standard deviations from the best group’s mean."
}

fn percent_cell(share: Option<f64>) -> String {
    share.map_or_else(|| NONE.to_owned(), |share| format!("{:.1}%", share * 100.0))
}

fn number_cell(value: Option<f64>) -> String {
    value.map_or_else(|| NONE.to_owned(), |value| format!("{value:.2}"))
}

fn signed_cell(value: Option<f64>) -> String {
    number_cell(value.map(|value| if value.abs() < 0.005 { 0.0 } else { value })).replace('-', "−")
}
