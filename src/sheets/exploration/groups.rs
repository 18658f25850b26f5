//! Loans in groups of one subject: what is to be said of them, and their numbers.

use super::Exploration;
use super::subject::{Subject, lower_end};
use crate::exploration::{Condition, Contrast, Grouping, Tally, Test, contrast, tallies};
use crate::quantity::format::percent_text;
use crate::sheets::block::{TableSheet, head, number_head};
use crate::sheets::quoted;

/// Fewer loans of a group show nothing by themselves.
pub(super) const FEW: u64 = 20;
/// With fewer known outcomes nothing is said of differences.
const LEAST_KNOWN: u64 = 50;

/// See the module.
pub(super) struct Groups<'a> {
    pub(super) subject: &'a Subject<'a>,
    pub(super) tests: Vec<Test>,
    pub(super) tallies: Vec<Tally>,
    is_ordered: bool,
    /// Groups of what is there: the one of what is missing stands behind them.
    n_present: usize,
}

impl<'a> Groups<'a> {
    pub(super) fn of(exploration: &Exploration, subject: &'a Subject<'a>, grouping: &Grouping) -> Groups<'a> {
        let tallies = tallies(&subject.variable, grouping, exploration.rows, exploration.is_bad);
        let (is_ordered, n_present) = (grouping.is_ordered, grouping.n_present());
        Groups { subject, tests: grouping.tests.clone(), tallies, is_ordered, n_present }
    }

    pub(super) fn all(&self) -> Tally {
        Tally::sum(&self.tallies)
    }

    /// How far the outcome depends on the groups, as a sentence without its stop. Says so where chance would do as well.
    pub(super) fn finding(&self) -> String {
        self.beyond_chance().unwrap_or_else(|| {
            let name = self.subject.name();
            if self.all().n_known() < LEAST_KNOWN {
                format!("Too few known outcomes to judge {name}")
            } else if self.tallies.iter().filter(|tally| tally.n() > 0).count() == 1 {
                format!("All of these loans are in one group by {name}")
            } else {
                format!("Who fails hardly depends on {name}")
            }
        })
    }

    /// The finding, where the groups differ by more than chance and by enough to matter.
    pub(super) fn beyond_chance(&self) -> Option<String> {
        if self.all().n_known() < LEAST_KNOWN {
            return None;
        }
        match contrast(&self.tallies[..self.n_present], self.is_ordered) {
            Contrast::None => None,
            Contrast::From { group, below, above } => self.from(group, below, above),
            Contrast::Groups { highest, lowest } => {
                let (most, least) = (self.tallies[highest], self.tallies[lowest]);
                does_matter(most.rate(), least.rate()).then(|| {
                    let (high, low) = (percent_text(most.rate()), percent_text(least.rate()));
                    let (loans, others) = (self.subject.loans_of(&self.tests[highest]), self.subject.group(&self.tests[lowest]));
                    format!("{loans} fail most, {high}; {others} least, {low}")
                })
            }
        }
    }

    fn from(&self, group: usize, below: Tally, above: Tally) -> Option<String> {
        let start = lower_end(&self.tests[group])?;
        let (high, low) = (above.rate(), below.rate());
        let loans = self.subject.loans_of(&Test::Between(start, f64::INFINITY));
        let both = format!("{} against {}", percent_text(high), percent_text(low));
        let last = self.n_present - 1;
        // A single highest value is named by itself.
        let loans = match &self.tests[group] {
            test @ Test::OneOf(_) if group == last => self.subject.loans_of(test),
            _ => loans,
        };
        does_matter(high, low).then(|| format!("{loans} fail {}, {both}", how_often(high, low)))
    }

    pub(super) fn is_missing(&self, place: usize) -> bool {
        place >= self.n_present
    }

    /// What a click on each group asks for.
    pub(super) fn picks(&self) -> Vec<Vec<Condition>> {
        self.tests.iter().map(|test| vec![Condition::new(&self.subject.key, test.clone())]).collect()
    }

    /// The groups' numbers.
    pub(super) fn table(&self, exploration: &Exploration) -> TableSheet {
        let row = |(test, tally): (&Test, &Tally)| {
            let mut cells = vec![self.subject.group(test), exploration.count(tally.n())];
            if exploration.has_outcome() {
                let (low, high) = tally.interval();
                let share = |share: f64| format!("{:.1}%", share * 100.0);
                let between = format!("{:.1}–{:.1}", low * 100.0, high * 100.0);
                let known = tally.n_known() > 0;
                cells.extend([exploration.count(tally.n_known()), exploration.count(tally.n_bad)]);
                cells.extend(if known { [share(tally.rate()), between] } else { ["–".to_owned(), "–".to_owned()] });
            }
            cells
        };
        let mut heads = vec![head(&self.subject.words.name), number_head("Loans")];
        if exploration.has_outcome() {
            heads.extend(["Known", "Failed", "Share", "95% interval"].map(number_head));
        }
        TableSheet {
            title: format!("Loans by {}", self.subject.name()),
            heads,
            rows: self.tests.iter().zip(&self.tallies).map(row).collect(),
            ..TableSheet::default()
        }
    }

    /// The same as a file.
    pub(super) fn csv(&self) -> String {
        let line = |(test, tally): (&Test, &Tally)| {
            let (low, high) = tally.interval();
            let counts = format!("{},{},{},{}", quoted(&self.subject.group(test)), tally.n(), tally.n_known(), tally.n_bad);
            if tally.n_known() > 0 { format!("{counts},{:.6},{low:.6},{high:.6}\r\n", tally.rate()) } else { format!("{counts},,,\r\n") }
        };
        let head = "group,loans,known,failed,share_failed,low,high\r\n".to_owned();
        std::iter::once(head).chain(self.tests.iter().zip(&self.tallies).map(line)).collect()
    }
}

/// Of many loans every difference is beyond chance; one that nobody would act on is none.
fn does_matter(high: f64, low: f64) -> bool {
    let (more, less) = (high.max(low), high.min(low));
    more - less >= 0.01 && more >= 1.1 * less
}

/// How often the first group fails as against the second.
fn how_often(high: f64, low: f64) -> String {
    match high / low.max(f64::MIN_POSITIVE) {
        times if times < 0.55 && high > 0.0 => format!("{} times less often", tenths(1.0 / times)),
        times if times < 1.0 => "less often".to_owned(),
        times if times < 1.3 || low == 0.0 => "more often".to_owned(),
        times if (1.85..2.15).contains(&times) => "twice as often".to_owned(),
        times if (2.85..3.15).contains(&times) => "three times as often".to_owned(),
        times => format!("{} times as often", tenths(times)),
    }
}

/// To one decimal, without one that is 0.
fn tenths(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
}
