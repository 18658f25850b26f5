//! What may be told of a group of borrowers or of all: sums, of which none is about few. Each group, and all of them, could be asked
//! about in turn: what is left out of one answer must not follow from the others.

use super::planning::Plannable;
use crate::advisor::counsel::About;
use crate::advisor::redaction::{Headcount, LEAST_BORROWERS, left_out, left_out_of_groups};
use crate::data::loan_facts::LoanFacts;
use crate::quantity::format::{count_text, money_text, percent_text};
use crate::quantity::{Currency, Money, hash_bytes};
use crate::sheets::{archetype_name, stage_name, treatment_name};
use crate::strategy::{Decision, Strategy, Treatment};

/// Sums over a group or over all, in lines.
pub(super) fn sums_lines(plannable: &Plannable<'_>, about: About, currency: Currency) -> Vec<String> {
    let mut book = Book::default();
    for row in 0..plannable.n_rows() {
        let facts = plannable.facts(row);
        let (decision, _, _) = plannable.planner().outcome(&plannable.subject(row, &facts));
        let borrower = hash_bytes(plannable.identifier(row).as_bytes());
        let loan = Loan {
            borrower,
            decision: &decision,
            facts: &facts,
            score: plannable.score(row).map(|score| score.value()),
            is_bad: plannable.is_bad(row),
        };
        book.add(&loan);
    }
    book.lines(about, currency)
}

struct Loan<'a> {
    borrower: u64,
    decision: &'a Decision,
    facts: &'a LoanFacts,
    score: Option<f64>,
    is_bad: Option<bool>,
}

const TABLES: [&str; 3] = ["By band of the score", "By ability and readiness to pay", "By days past due"];

/// Sums over some loans.
#[derive(Clone, Default)]
struct Sums {
    all: Headcount,
    borrowers: Vec<u64>,
    scored: Headcount,
    score: f64,
    bad: Headcount,
    good: Headcount,
    owing: Headcount,
    owed: Money,
    for_a_person: Headcount,
    not_for_a_person: Headcount,
    /// For each table the loans by the place of their name in the book's.
    tables: [Vec<Headcount>; TABLES.len()],
}

/// A figure about a group as a whole.
#[derive(Clone, Copy)]
enum Figure {
    Risk,
    NotRepaid,
    Owed,
    ForAPerson,
}

impl Sums {
    fn add(&mut self, loan: &Loan<'_>, places: [usize; TABLES.len()]) {
        let borrower = loan.borrower;
        self.all.add(borrower);
        self.borrowers.push(borrower);
        if let Some(score) = loan.score {
            self.scored.add(borrower);
            self.score += score;
        }
        match loan.is_bad {
            Some(true) => self.bad.add(borrower),
            Some(false) => self.good.add(borrower),
            None => {}
        }
        if let Some(owed) = loan.facts.outstanding {
            self.owing.add(borrower);
            self.owed = self.owed.saturating_add(owed);
        }
        if loan.decision.is_for_a_person() { &mut self.for_a_person } else { &mut self.not_for_a_person }.add(borrower);
        for (counts, place) in self.tables.iter_mut().zip(places) {
            if counts.len() <= place {
                counts.resize_with(place + 1, Headcount::default);
            }
            counts[place].add(borrower);
        }
    }

    fn n_borrowers(&self) -> usize {
        let mut borrowers = self.borrowers.clone();
        borrowers.sort_unstable();
        borrowers.dedup();
        borrowers.len()
    }

    /// Those who are behind a figure, in the parts that it could give away.
    fn behind(&self, figure: Figure) -> [&Headcount; 2] {
        match figure {
            Figure::Risk => [&self.scored, &self.scored],
            Figure::NotRepaid => [&self.bad, &self.good],
            Figure::Owed => [&self.owing, &self.owing],
            Figure::ForAPerson => [&self.for_a_person, &self.not_for_a_person],
        }
    }

    fn table(&self, table: usize, n_names: usize) -> Vec<Headcount> {
        let mut counts = self.tables[table].clone();
        counts.resize_with(n_names, Headcount::default);
        counts
    }
}

/// All loans, and the same by next step.
#[derive(Default)]
struct Book {
    all: Sums,
    groups: Vec<(Treatment, Sums)>,
    names: [Vec<&'static str>; TABLES.len()],
}

impl Book {
    fn add(&mut self, loan: &Loan<'_>) {
        let Decision { strategy, archetype, stage, treatment, .. } = *loan.decision;
        let mut names = [band_name(strategy), archetype_name(archetype), stage_name(stage)].into_iter();
        let places = self.names.each_mut().map(|known| place_of(known, names.next().unwrap_or_default()));
        self.all.add(loan, places);
        let place = self.groups.iter().position(|(step, _)| *step == treatment).unwrap_or_else(|| {
            self.groups.push((treatment, Sums::default()));
            self.groups.len() - 1
        });
        self.groups[place].1.add(loan, places);
    }

    fn lines(&self, about: About, currency: Currency) -> Vec<String> {
        let steps: Vec<Headcount> = self.groups.iter().map(|(_, sums)| sums.all.clone()).collect();
        let is_step_out = left_out(&steps);
        let is_told = |place: usize| !is_step_out[place];
        let About::Group(step) = about else {
            if !self.all.all.is_enough() {
                return vec![format!("Borrowers: fewer than {LEAST_BORROWERS}, too few to be told of")];
            }
            let mut lines = self.figure_lines(&self.all, |figure| self.all.behind(figure).iter().all(|count| !count.is_few()), currency);
            let names: Vec<&str> = self.groups.iter().map(|(step, _)| treatment_name(*step)).collect();
            let n_all = self.all.all.n_loans();
            let tables = (0..TABLES.len()).map(|table| {
                let counts = self.all.table(table, self.names[table].len());
                table_lines(TABLES[table], &self.names[table], &counts, &left_out(&counts), n_all, currency)
            });
            let by_step = table_lines("By next step", &names, &steps, &is_step_out, n_all, currency);
            lines.extend([by_step].into_iter().chain(tables).flatten());
            return lines;
        };
        let mut lines = vec![format!("Their next step: {}", treatment_name(step))];
        let place = self.groups.iter().position(|(own, _)| *own == step).filter(|place| is_told(*place));
        let Some(place) = place else {
            lines.push(
                "Borrowers: not told, as too few have this step, or another one whose number would follow from this one's".to_owned(),
            );
            return lines;
        };
        let (told, untold): (Vec<usize>, Vec<usize>) = (0..self.groups.len()).partition(|place| is_told(*place));
        let of = |place: &usize| &self.groups[*place].1;
        // A figure that one group cannot tell is told of none: it would follow from that of all, and of the others.
        let may_tell = |figure: Figure| {
            let rest = |part: usize| {
                let mut rest = Headcount::default();
                untold.iter().for_each(|place| rest.join(of(place).behind(figure)[part]));
                rest
            };
            let is_told_well = told.iter().all(|place| of(place).behind(figure).iter().all(|count| !count.is_few()));
            is_told_well && !rest(0).is_few() && !rest(1).is_few()
        };
        let sums = of(&place);
        lines.extend(self.figure_lines(sums, may_tell, currency));
        let own = told.iter().position(|told| *told == place).unwrap_or_default();
        for (table, title) in TABLES.into_iter().enumerate() {
            let n_names = self.names[table].len();
            let tables = |places: &[usize]| places.iter().map(|place| of(place).table(table, n_names)).collect::<Vec<_>>();
            let is_out = left_out_of_groups(&tables(&told), &tables(&untold), &left_out(&self.all.table(table, n_names)));
            let counts = sums.table(table, n_names);
            lines.extend(table_lines(title, &self.names[table], &counts, &is_out[own], sums.all.n_loans(), currency));
        }
        lines
    }

    fn figure_lines(&self, sums: &Sums, may_tell: impl Fn(Figure) -> bool, currency: Currency) -> Vec<String> {
        let number = |n: usize| count_text(n as u64, currency);
        let (n_borrowers, n_loans) = (sums.n_borrowers(), sums.all.n_loans());
        let mut lines = vec![format!("Borrowers: {}", number(n_borrowers))];
        if n_borrowers < n_loans {
            lines.push(format!("Loans: {}, which is what is counted below", number(n_loans)));
        }
        if sums.scored.is_enough() && may_tell(Figure::Risk) {
            lines.push(format!("Mean risk of default, by the model: {}", percent_text(sums.score / sums.scored.n_loans() as f64)));
        }
        let (n_bad, n_known) = (sums.bad.n_loans(), sums.bad.n_loans() + sums.good.n_loans());
        if n_known > 0 && may_tell(Figure::NotRepaid) {
            lines.push(format!("Not repaid, of the loans whose end is known: {}", share(n_bad, n_known)));
        }
        if sums.owing.is_enough() && may_tell(Figure::Owed) {
            lines.push(format!("Owed in all: about {}", money_text(sums.owed, currency)));
        }
        if may_tell(Figure::ForAPerson) {
            lines.push(format!("A person looks first at: {}", number(sums.for_a_person.n_loans())));
        }
        lines
    }
}

fn share(n: usize, of: usize) -> String {
    percent_text(n as f64 / of.max(1) as f64)
}

fn place_of(known: &mut Vec<&'static str>, name: &'static str) -> usize {
    known.iter().position(|own| *own == name).unwrap_or_else(|| {
        known.push(name);
        known.len() - 1
    })
}

/// What is told of a table, the greatest first, ties by name; nothing where nothing of it is.
fn table_lines(title: &str, names: &[&str], counts: &[Headcount], is_out: &[bool], n_all: usize, currency: Currency) -> Option<String> {
    let told = (0..names.len()).filter(|&place| !is_out[place] && counts[place].n_loans() > 0);
    let mut told: Vec<(usize, &str)> = told.map(|place| (counts[place].n_loans(), names[place])).collect();
    if told.is_empty() {
        return None;
    }
    told.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    let row = |(n, name): &(usize, &str)| format!("- {name}: {} ({})", count_text(*n as u64, currency), share(*n, n_all));
    let mut rows: Vec<String> = told.iter().map(row).collect();
    let is_whole = told.iter().map(|(n, _)| n).sum::<usize>() == n_all;
    rows.extend((!is_whole).then(|| "- others: not told, as some are few".to_owned()));
    Some(format!("{title}:\n{}", rows.join("\n")))
}

fn band_name(band: Strategy) -> &'static str {
    match band {
        Strategy::Reminder => "reminder",
        Strategy::SettlementOffer => "settlement offer",
        Strategy::LegalReview => "legal review",
        Strategy::NotScored => "not scored",
    }
}
