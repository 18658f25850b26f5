use crate::data::schema::{Meaning, OutcomeChoice, Role, Schema};
use crate::evaluation::CalibrationMethod;
use crate::features::{DerivedFeature, Ratio, available};
use crate::jobs::protocol::{FileSummary, OutcomeReport, TrainingSetup};
use crate::model::{ForestParams, Learner, ParamsError};
use crate::quantity::Currency;
use crate::sheets::Sentence;

/// What the person has settled about the open file: what was guessed, and what was changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Setup {
    /// Each column with the role guessed from its name and content.
    guessed: Vec<(String, Role)>,
    /// Roles that the person changed.
    changed: Vec<(String, Role)>,
    /// The outcome, with what the data engine found about it.
    pub outcome: Option<OutcomeReport>,
    /// The column with the money still owed.
    pub balance: Option<String>,
    /// How amounts are shown.
    pub currency: Currency,
    /// Figures that are not to be derived from the columns.
    pub without: Vec<Ratio>,
    /// What learns.
    pub learner: Learner,
    /// How scores become probabilities.
    pub calibration: CalibrationMethod,
    /// The forest.
    pub params: ForestParams,
}

/// Why a setup cannot train yet.
#[derive(Clone, Debug, PartialEq)]
pub enum SetupProblem {
    /// No outcome column is named.
    NoOutcome,
    /// The outcome cannot be learned.
    Outcome(Sentence),
    /// No column is left as a feature.
    NoFeatures,
    /// A setting cannot train.
    Params(ParamsError),
}

impl Setup {
    /// What can be guessed of a file.
    pub fn of_file(file: &FileSummary) -> Setup {
        let columns = &file.schema.columns;
        let named = |meaning| columns.iter().find(|column| column.meaning == Some(meaning)).map(|column| column.name.clone());
        Setup {
            guessed: columns.iter().map(|column| (column.name.clone(), column.role)).collect(),
            changed: Vec::new(),
            outcome: file.outcome.clone(),
            balance: named(Meaning::Outstanding).or_else(|| named(Meaning::LoanAmount)),
            currency: if file.is_synthetic { Currency::Rupee } else { Currency::Unstated },
            without: Vec::new(),
            learner: Learner::Forest,
            calibration: CalibrationMethod::None,
            params: ForestParams::default(),
        }
    }

    /// Settles what was settled before, as far as the columns are there. Returns the outcome, where it was another one.
    pub(super) fn take_over(&mut self, before: &Setup) -> Option<OutcomeChoice> {
        let guessed = &self.guessed;
        let is_there = |name: &String| guessed.iter().any(|(column, _)| column == name);
        self.changed = before.changed.iter().filter(|(name, _)| is_there(name)).map(|(name, role)| (name.clone(), *role)).collect();
        self.balance = before.balance.clone().filter(is_there);
        self.currency = before.currency;
        self.without = before.without.clone();
        (self.learner, self.calibration, self.params) = (before.learner, before.calibration, before.params.clone());
        let outcome = before.outcome.as_ref().map(|outcome| outcome.choice.clone()).filter(|choice| is_there(&choice.column));
        outcome.filter(|choice| self.outcome.as_ref().is_none_or(|guess| guess.choice != *choice))
    }

    /// Each column's role, in file order: the outcome's own, then what an earlier export added, then what the person
    /// said, then what gives the outcome away, then what was guessed.
    pub fn roles(&self) -> Vec<(String, Role)> {
        self.guessed.iter().map(|(name, _)| (name.clone(), self.role(name))).collect()
    }

    /// One column's role.
    pub fn role(&self, name: &str) -> Role {
        if self.outcome.as_ref().is_some_and(|outcome| outcome.choice.column == name) {
            return Role::Outcome;
        }
        let guessed = self.guessed.iter().find(|(column, _)| column == name).map_or(Role::Ignored, |(_, guessed)| *guessed);
        if guessed == Role::OwnExport {
            return guessed;
        }
        if let Some(changed) = self.changed.iter().find(|(other, _)| other == name).map(|(_, role)| role) {
            return *changed;
        }
        // Guessed to be an outcome, but another one was chosen: it would give that one away.
        if self.gives_outcome_away(name) || guessed == Role::Outcome { Role::Collection } else { guessed }
    }

    /// Whether the data engine found that this column gives the chosen outcome away.
    pub fn gives_outcome_away(&self, name: &str) -> bool {
        self.outcome.as_ref().is_some_and(|outcome| outcome.leak_words.columns.iter().any(|leak| leak.column == name))
    }

    /// The figures that can be derived from the features.
    pub fn derived(&self, schema: &Schema) -> Vec<DerivedFeature> {
        let features: Vec<String> = self.roles().into_iter().filter(|(_, role)| *role == Role::Feature).map(|(name, _)| name).collect();
        available(&schema.with_roles(&self.roles()), &features)
    }

    /// Sets a column's role by the person's wish.
    pub fn change_role(&mut self, name: &str, role: Role) {
        self.changed.retain(|(other, _)| other != name);
        self.changed.push((name.to_owned(), role));
    }

    /// The setup for a training, or why there is none yet.
    pub fn training(&self) -> Result<TrainingSetup, SetupProblem> {
        let outcome = self.outcome.as_ref().ok_or(SetupProblem::NoOutcome)?;
        if let Some(problem) = &outcome.problem {
            return Err(SetupProblem::Outcome(problem.clone()));
        }
        let roles = self.roles();
        if !roles.iter().any(|(_, role)| *role == Role::Feature) {
            return Err(SetupProblem::NoFeatures);
        }
        self.params.clone().check().map_err(SetupProblem::Params)?;
        Ok(TrainingSetup {
            outcome: outcome.choice.clone(),
            roles,
            balance: self.balance.clone(),
            without: self.without.clone(),
            learner: self.learner,
            calibration: self.calibration,
            params: self.params.clone(),
        })
    }
}
