//! The open portfolio under a policy: what is done about each borrower, and what that adds up to.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::contacts::contacts_by_row;
use super::opening::OpenTable;
use super::plan_basis::honestly_named;
use super::plan_groups::Groups;
use super::planned_row::{PlannedRow, set_places};
use super::portfolio::Portfolio;
use super::protocol::{ContactNote, JobError};
use super::scored::Scored;
use super::studies::features_of;
use crate::data::loan_columns::LoanColumns;
use crate::data::loan_facts::{LoanFacts, NotedContact};
use crate::data::schema::{Meaning, Role};
use crate::quantity::order::sort_by;
use crate::quantity::{Currency, Probability};
use crate::segments::{SegmentError, Segmentation};
use crate::sheets::{PolicyText, policy_text};
use crate::strategy::policy::{OverrideRules, Policy, PolicyProblem};
use crate::strategy::{
    Allotment, Assumptions, CockpitSteps, CutOffs, LegalBandGains, Planner, PortfolioScale, PortfolioScaleFit, Subject as Borrower,
    ValidPolicy,
};

/// What to do to the policy.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum PolicyChange {
    /// Nothing: it is only shown.
    #[default]
    Show,
    /// The default policy.
    Reset,
    /// The policy of a file.
    Replace(String),
    /// Another number or name, as people write it.
    Set {
        /// The field; `name` is the policy's name.
        path: String,
        /// The number, or the name.
        value: String,
    },
    /// Kept to compare with.
    KeepAsChampion,
    /// A kept policy, as a file.
    Champion(String),
}

/// What the open table says to a plan.
#[derive(Debug)]
struct Basis {
    columns: LoanColumns,
    scale: PortfolioScale,
    groups: Option<Groups>,
    /// What came of contacts since, by row, ascending.
    contacts: Vec<(u32, NotedContact)>,
}

/// The policy, and the plan made with it last.
#[derive(Debug, Default)]
pub(super) struct Planning {
    policy: ValidPolicy,
    champion: Option<ValidPolicy>,
    basis: Option<Basis>,
    /// What came of contacts with the borrowers of the open table.
    contacts: Vec<ContactNote>,
    planned: Option<(CutOffs, Vec<PlannedRow>)>,
    /// What its capacity does not reach; nothing where it is not limited.
    allotment: Option<(CutOffs, Arc<Allotment>)>,
    /// Groups of borrowers, or why there are none; nothing while they are being made.
    pub(super) segmentation: Option<Result<Box<Segmentation>, SegmentError>>,
    cockpit: Option<Cockpit>,
    /// Counts the changes after which a borrower may be treated otherwise.
    revision: u64,
}

/// What the plan adds up to under any cut-offs.
#[derive(Debug)]
pub(super) struct Cockpit {
    /// Sums by score and band.
    pub(super) steps: CockpitSteps,
    /// What the upper band brings beyond the middle one.
    pub(super) gains: LegalBandGains,
}

/// A table with scores under a policy: plans one borrower after another.
pub(super) struct Plannable<'a> {
    open: &'a OpenTable,
    scored: &'a Scored,
    basis: &'a Basis,
    planner: Planner,
    /// `None` where the capacity is not limited.
    allotment: Option<Arc<Allotment>>,
}

impl Plannable<'_> {
    /// What the file says of a loan, and what was noted of its borrower since.
    pub(super) fn facts(&self, row: usize) -> LoanFacts {
        let (facts, contacts) = (self.basis.columns.facts(&self.open.reading.table, row), &self.basis.contacts);
        let noted = contacts.binary_search_by_key(&row, |(noted, _)| *noted as usize).ok();
        noted.map_or(facts, |place| facts.after(contacts[place].1))
    }

    /// A borrower to plan for.
    pub(super) fn subject<'f>(&self, row: usize, facts: &'f LoanFacts) -> Borrower<'f> {
        let seed_share = self.scored.seed_share(row, self.planner.policy().cut_offs());
        let instead = self.allotment.as_ref().and_then(|allotment| allotment.instead(row));
        Borrower { score: self.scored.scores[row], facts, seed_share, instead }
    }

    /// What this planner's capacity does not reach; `None` where it is not limited.
    pub(super) fn allot(&self, planner: &Planner) -> Option<Arc<Allotment>> {
        planner.allotment(self.n_rows(), |row| (self.scored.scores[row], self.facts(row))).map(Arc::new)
    }

    /// What the capacity does not reach, where it is limited.
    pub(super) fn allotment(&self) -> Option<&Arc<Allotment>> {
        self.allotment.as_ref()
    }

    /// The policy at work.
    pub(super) fn planner(&self) -> &Planner {
        &self.planner
    }

    /// The group of people a borrower belongs to, where the file has such a column: its label's place.
    pub(super) fn group(&self, row: usize) -> Option<u16> {
        self.basis.groups.as_ref()?.group(&self.open.reading.table, row)
    }

    /// The groups' names.
    pub(super) fn group_names(&self) -> &[String] {
        self.basis.groups.as_ref().map(Groups::labels).unwrap_or_default()
    }

    /// The name of the groups' column, and whether the model looks at it.
    pub(super) fn group_column(&self) -> (&str, bool) {
        let column = self.open.schema.meaning(Meaning::Group).map(|column| column.name.as_str()).unwrap_or_default();
        (column, !features_of(&self.scored.prepared, column).is_empty())
    }

    /// The identifier of a borrower as lists have it.
    pub(super) fn identifier(&self, row: usize) -> String {
        let OpenTable { reading, schema, .. } = self.open;
        Portfolio { table: &reading.table, schema, scored: None, planned: None }.identifier(row)
    }

    /// A loan's own number in the file; the borrower's where loans have none.
    pub(super) fn reference(&self, row: usize) -> String {
        let OpenTable { reading, schema, .. } = self.open;
        let column = schema.meaning(Meaning::LoanId).and_then(|column| reading.table.position(&column.name));
        column.map_or_else(|| self.identifier(row), |idx| reading.table.columns()[idx].text(row).into_owned())
    }

    /// The honest score of a row.
    pub(super) fn score(&self, row: usize) -> Option<Probability> {
        self.scored.scores[row]
    }

    /// A row of the table, if it is one.
    pub(super) fn row(&self, row: u64) -> Result<usize, JobError> {
        usize::try_from(row).ok().filter(|row| *row < self.n_rows()).ok_or(JobError::UnknownRow(row))
    }

    /// The other cells of a row that name the borrower or the loan.
    pub(super) fn names(&self, row: usize) -> Vec<String> {
        let OpenTable { reading, schema, .. } = self.open;
        let cells = reading.table.columns().iter().zip(&schema.columns).filter(|(_, column)| column.role == Role::Identifier);
        cells.map(|(cells, _)| cells.text(row).into_owned()).filter(|text| !text.is_empty()).collect()
    }

    /// How many borrowers there are.
    pub(super) fn n_rows(&self) -> usize {
        self.scored.scores.len()
    }

    /// How the loan ended, where that is known.
    pub(super) fn is_bad(&self, row: usize) -> Option<bool> {
        self.scored.prepared.is_bad[row]
    }

    fn cockpit(&self) -> Cockpit {
        let mut gains = LegalBandGains::default();
        let rows = (0..self.n_rows()).map(|row| {
            let facts = self.facts(row);
            let group = self.group(row).and_then(|group| u8::try_from(group).ok());
            // Sums do not ask who is looked at; and what can be done of it is shared out once the cut-offs rest.
            let subject = Borrower::new(self.scored.scores[row], &facts);
            let cockpit_row = self.planner.cockpit_row(&subject, self.is_bad(row), group);
            if let Some((if_good, if_bad)) = self.planner.legal_band_gain(&subject, &cockpit_row) {
                gains.add(if_good, if_bad);
            }
            cockpit_row
        });
        let steps = CockpitSteps::of_rows(rows);
        Cockpit { steps, gains }
    }

    fn planned_row(&self, row: usize) -> PlannedRow {
        let facts = self.facts(row);
        let (decision, _, values) = self.planner.outcome(&self.subject(row, &facts));
        let assumptions = &self.planner.policy().policy().assumptions;
        PlannedRow::new((&decision, &values), assumptions, facts.outstanding, self.scored.scores[row])
    }
}

impl Planning {
    /// Another table is open.
    pub(super) fn forget_table(&mut self) {
        let (policy, champion, revision) = (std::mem::take(&mut self.policy), self.champion.take(), self.revision + 1);
        *self = Planning { policy, champion, revision, ..Planning::default() };
    }

    /// What came of contacts since the file was written, in place of what was said before.
    pub(super) fn note_contacts(&mut self, mut contacts: Vec<ContactNote>) {
        sort_by(&mut contacts, |a, b| a.identifier.cmp(&b.identifier));
        if self.contacts != contacts {
            self.contacts = contacts;
            self.revision += 1;
            (self.basis, self.planned, self.allotment, self.cockpit) = (None, None, None, None);
        }
    }

    /// There are other scores.
    pub(super) fn forget_scores(&mut self) {
        (self.planned, self.allotment, self.segmentation, self.cockpit) = (None, None, None, None);
        self.revision += 1;
        // The outcome may be another column.
        self.basis = None;
    }

    /// Counts the changes after which a borrower may be treated otherwise, but for where the bands end.
    pub(super) fn revision(&self) -> u64 {
        self.revision
    }

    /// Groups of borrowers, where there are any.
    pub(super) fn groups(&self) -> Option<&Segmentation> {
        self.segmentation.as_ref()?.as_deref().ok()
    }

    /// What comes before the table.
    pub(super) fn rules(&self) -> &OverrideRules {
        &self.policy.policy().rules
    }

    /// What costs and values are worked out of.
    pub(super) fn assumptions(&self) -> &Assumptions {
        &self.policy.policy().assumptions
    }

    /// The policy that was kept to compare with.
    pub(super) fn champion(&self) -> Option<&ValidPolicy> {
        self.champion.as_ref()
    }

    /// Changes the policy where nothing is wrong with the change, and shows it.
    pub(super) fn change(&mut self, change: PolicyChange, cut_offs: CutOffs, currency: Currency) -> PolicyText {
        let before = self.policy.clone().with_cut_offs(cut_offs);
        let mut kept = None;
        let changed = match change {
            PolicyChange::Show => Ok(before.clone()),
            PolicyChange::Reset => Ok(ValidPolicy::default()),
            PolicyChange::Replace(text) => ValidPolicy::from_json(&text).map_err(|error| error.problems),
            PolicyChange::Set { path, value } => set(before.policy(), &path, &value),
            PolicyChange::KeepAsChampion => {
                self.champion = Some(before.clone());
                kept = Some(before.policy().to_json());
                Ok(before.clone())
            }
            PolicyChange::Champion(text) => {
                self.champion = ValidPolicy::from_json(&text).ok().map(honestly_named);
                Ok(before.clone())
            }
        };
        let problems = match changed {
            Ok(policy) => {
                let policy = honestly_named(policy);
                // Both hold for any policy that differs in nothing but where its bands end; sums over all cut-offs know no capacity.
                if !is_same(&policy, &self.policy, false) {
                    (self.planned, self.allotment) = (None, None);
                    self.revision += 1;
                }
                if !is_same(&policy, &self.policy, true) {
                    self.cockpit = None;
                }
                self.policy = policy;
                Vec::new()
            }
            Err(problems) => {
                self.policy = before;
                problems
            }
        };
        PolicyText { kept, ..policy_text(&self.policy, self.champion.as_ref(), &problems, currency) }
    }

    /// The policy without regard to where its bands end: those are the page's.
    pub(super) fn plannable<'a>(&'a mut self, open: &'a OpenTable, scored: &'a Scored, cut_offs: CutOffs) -> Plannable<'a> {
        let kept = self.allotment.take().filter(|(of, _)| *of == cut_offs);
        let plannable = self.plannable_without_limits(open, scored, cut_offs);
        let allotment = kept.map(|(_, allotment)| allotment).or_else(|| plannable.allot(plannable.planner()));
        let planner = plannable.planner;
        self.allotment = allotment.clone().map(|allotment| (cut_offs, allotment));
        self.plannable_by(open, scored, (planner, allotment))
    }

    /// As if there were capacity for all.
    pub(super) fn plannable_without_limits<'a>(&'a mut self, open: &'a OpenTable, scored: &'a Scored, cut_offs: CutOffs) -> Plannable<'a> {
        let basis = self.basis.get_or_insert_with(|| Basis::of(open, scored, &self.contacts));
        let planner = Planner::new(self.policy.clone().with_cut_offs(cut_offs), basis.scale);
        Plannable { open, scored, basis, planner, allotment: None }
    }

    /// By a policy that was at work before, and what its capacity did not reach.
    pub(super) fn plannable_by<'a>(
        &'a mut self,
        open: &'a OpenTable,
        scored: &'a Scored,
        (planner, allotment): (Planner, Option<Arc<Allotment>>),
    ) -> Plannable<'a> {
        Plannable { open, scored, basis: self.basis.get_or_insert_with(|| Basis::of(open, scored, &self.contacts)), planner, allotment }
    }

    /// What the plan adds up to under any cut-offs; worked out once a policy.
    pub(super) fn cockpit(&mut self, open: &OpenTable, scored: &Scored) -> &Cockpit {
        let cockpit = match self.cockpit.take() {
            Some(cockpit) => cockpit,
            None => self.plannable_without_limits(open, scored, CutOffs::default()).cockpit(),
        };
        self.cockpit.insert(cockpit)
    }

    /// What is done about each borrower, one a row of the table.
    pub(super) fn rows(&mut self, open: &OpenTable, scored: &Scored, cut_offs: CutOffs) -> &[PlannedRow] {
        let planned = match self.planned.take() {
            Some((of, rows)) if of == cut_offs => rows,
            _ => {
                let plannable = self.plannable(open, scored, cut_offs);
                let mut rows: Vec<PlannedRow> = (0..scored.scores.len()).map(|row| plannable.planned_row(row)).collect();
                set_places(&mut rows);
                rows
            }
        };
        &self.planned.insert((cut_offs, planned)).1
    }

    /// What is done about each borrower, as worked out last.
    pub(super) fn planned(&self) -> Option<&[PlannedRow]> {
        self.planned.as_ref().map(|(_, rows)| rows.as_slice())
    }
}

impl Basis {
    fn of(open: &OpenTable, scored: &Scored, contacts: &[ContactNote]) -> Basis {
        let (table, mut schema) = (&open.reading.table, open.schema.clone());
        schema.choose_outcome(&scored.setup.outcome.column);
        let columns = LoanColumns::of(table, &schema, None);
        let mut fit = PortfolioScaleFit::default();
        (0..table.n_rows()).for_each(|row| fit.push(&columns.facts(table, row)));
        let group = schema.meaning(Meaning::Group).and_then(|column| table.position(&column.name));
        let contacts = contacts_by_row(open, &columns, contacts);
        Basis { columns, scale: fit.finish(), groups: group.map(|column_idx| Groups::of(table, column_idx)), contacts }
    }
}

/// Whether nothing that is planned by differs, but where the bands end and, if so wanted, the capacity.
fn is_same(a: &ValidPolicy, b: &ValidPolicy, whatever_capacity: bool) -> bool {
    let (own, mut other) = (a.policy(), b.policy().clone());
    (other.name, other.version) = (own.name.clone(), own.version);
    other.bands = own.bands;
    if whatever_capacity {
        other.assumptions.capacity = own.assumptions.capacity;
    }
    *own == other
}

fn set(policy: &Policy, path: &str, value: &str) -> Result<ValidPolicy, Vec<PolicyProblem>> {
    let changed = match path {
        "name" => Ok(Policy { name: value.trim().to_owned(), ..policy.clone() }),
        _ => policy.with_text(path, value).map_err(|problem| vec![problem]),
    }?;
    ValidPolicy::try_from(changed).map_err(|error| error.problems)
}
