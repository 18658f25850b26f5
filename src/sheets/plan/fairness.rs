//! Whether groups of people are treated alike.

use super::words::NONE;
use crate::data::schema::Meaning;
use crate::sheets::block::{Block, NoticeTone, Sheet, TableSheet, head, number_head};
use crate::sheets::meaning_name;
use crate::sheets::words::{count, list};
use crate::strategy::{GroupTreatment, LEAST_OF_A_GROUP, Treatment, TreatmentFairness};

/// Groups side by side; `names` by the group's number.
pub fn fairness_sheet(fairness: &TreatmentFairness, names: &[String]) -> Sheet {
    let groups: Vec<(&str, &GroupTreatment)> =
        names.iter().map(String::as_str).zip(&fairness.groups).filter(|(_, of)| of.n_rows > 0).collect();
    let blocks = vec![
        notice(&groups),
        Block::Table(treatment_table(fairness, &groups)),
        Block::Table(score_table(&groups)),
        Block::Text(meaning(fairness)),
        Block::Text(PRICE.to_owned()),
    ];
    Sheet { blocks }
}

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

const PRICE: &str = "Columns such as age, gender or marital status stay out of the model unless you take them in. What leaving a column \
    out costs in AUC is worked out on the Model page: train without it, and both figures stand side by side.";

/// The finding.
fn notice(groups: &[(&str, &GroupTreatment)]) -> Block {
    let notice = |tone, title: String, text: String| Block::Notice { tone, title, text };
    let flagged: Vec<&str> = groups.iter().filter(|(_, of)| of.is_flagged()).map(|(name, _)| *name).collect();
    let n_judged = groups.iter().filter(|(_, of)| of.favorable_share.is_some()).count();
    if n_judged < 2 {
        let text = format!("A group needs {LEAST_OF_A_GROUP} scored borrowers; fewer than two groups have so many.");
        return notice(NoticeTone::Plain, "Too few to compare groups".to_owned(), text);
    }
    let rule = "below four fifths of the best group’s share, and more than chance";
    if flagged.is_empty() {
        let title = "No group is favored much less than another".to_owned();
        let text = format!("Of {} groups with enough borrowers none is spared legal review {rule}.", count(n_judged as u64));
        return notice(NoticeTone::Plain, title, text);
    }
    let title = format!("{} sent to legal review much more often", list(&flagged));
    let text = format!("The share that is spared legal review is {rule}. Look at what sets the groups apart before you sign this plan.");
    notice(NoticeTone::Caution, title, text)
}

fn treatment_table(fairness: &TreatmentFairness, groups: &[(&str, &GroupTreatment)]) -> TableSheet {
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
        heads: std::iter::once(head("Group")).chain(numbers.map(number_head)).chain([head("Judgement")]).collect(),
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
        of if of.against_best.is_some_and(|test| test.is_significant()) => format!("no flag, but not chance{by_chance}"),
        _ => format!("no flag{by_chance}"),
    }
}

fn score_table(groups: &[(&str, &GroupTreatment)]) -> TableSheet {
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
        "Legal review of the failed",
        "Legal review of the repaid",
        "Failed among legal review",
        "Score against the best",
    ];
    TableSheet {
        title: "How true the score is by group".to_owned(),
        note: "shares of fewer than 30 are not shown".to_owned(),
        heads: std::iter::once(head("Group")).chain(numbers.map(number_head)).collect(),
        rows: groups.iter().map(row).collect(),
    }
}

/// What is called favorable, and what is not promised.
fn meaning(fairness: &TreatmentFairness) -> String {
    let mut said = "Favorable here is not to be sent to legal review: to be offered a plan, a settlement or a reminder instead.".to_owned();
    for (gap, whom) in [(fairness.true_positive_gap, "failed"), (fairness.false_positive_gap, "repaid")] {
        if let Some(gap) = gap {
            said += &format!(" Of those who {whom}, shares sent to legal review differ by up to {:.1} points.", gap * 100.0);
        }
    }
    if fairness.n_without_group > 0 {
        said += &format!(" {} scored borrowers have no group and are left out.", count(fairness.n_without_group));
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
