use std::sync::Arc;

use super::{AfterOpen, OpenSource, Session};
use crate::data::quality::Remedy;
use crate::data::read::ReadOptions;
use crate::data::schema::{Meaning, OutcomeChoice, Role};
use crate::data::table::Kind;
use crate::jobs::protocol::{FileSummary, JobId, Query, Request};
use crate::session::choices::Choices;
use crate::session::setup::Setup;
use crate::sheets::PreviewText;

/// For how many kinds of files choices are kept.
const MOST_KEPT: usize = 20;

/// How a file would be read in another way.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Preview {
    job: Option<JobId>,
    options: ReadOptions,
    shown: Option<Arc<PreviewText>>,
}

impl Session {
    /// How the file would be read in the way that the person looks at.
    pub fn previewed(&self) -> Option<&Arc<PreviewText>> {
        self.preview.as_ref()?.shown.as_ref()
    }

    /// Looks at how the file would be read; it is not read again yet.
    pub fn preview(&mut self, options: ReadOptions) {
        self.wake_engine();
        self.send_preview(options);
    }

    pub(super) fn send_preview(&mut self, options: ReadOptions) {
        let job = self.next_job();
        self.send(Request::Ask { job, query: Query::Preview { options: options.clone() } });
        let job = Some(job);
        let shown = self.preview.take().and_then(|preview| preview.shown);
        self.preview = Some(Preview { job, options, shown });
    }

    pub(super) fn take_preview(&mut self, job: JobId, text: PreviewText) {
        if let Some(preview) = self.preview.as_mut().filter(|preview| preview.job == Some(job)) {
            preview.job = None;
            preview.shown = Some(Arc::new(text));
        }
    }

    /// Leaves the file as it is read.
    pub fn drop_preview(&mut self) {
        self.preview = None;
    }

    /// Reads the file in the way that is looked at.
    pub fn read_as_previewed(&mut self) {
        if let Some(preview) = self.preview.take() {
            self.read_again(preview.options);
        }
    }

    /// Reads the file that was given last again in another way; what was settled about it stays, as far as it still fits.
    pub fn read_again(&mut self, options: ReadOptions) {
        let opening = self.opening.as_ref().map(|opening| &opening.from);
        if let Some(OpenSource { source, file, .. }) = opening.or(self.refused.as_ref()).or(self.shown_from.as_ref()).cloned() {
            self.open(source, options, file, AfterOpen::Again);
        }
    }

    /// Reads the file again with something changed.
    fn read_with(&mut self, change: impl FnOnce(&mut ReadOptions)) {
        let mut options = self.read_options();
        change(&mut options);
        self.read_again(options);
    }

    /// Says what kind of cells a column has.
    pub fn change_kind(&mut self, column: &str, kind: Kind) {
        self.read_with(|options| say(&mut options.kinds, column.to_owned(), kind));
    }

    /// Says which column measures something; `None` for none.
    pub fn change_meaning(&mut self, meaning: Meaning, column: Option<String>) {
        self.read_with(|options| say(&mut options.meanings, meaning, column));
    }

    /// Does what a finding offers.
    pub fn remedy(&mut self, remedy: Remedy) {
        match remedy {
            Remedy::LeaveOut(columns) => columns.iter().for_each(|column| self.change_role(column, Role::Ignored)),
            Remedy::GiveRole { column, role } => self.change_role(&column, role),
            Remedy::TreatAsMissing { column, value } => {
                self.read_with(|options| match options.answers.missing_values.iter_mut().find(|(name, _)| *name == column) {
                    Some((_, values)) => values.push(value),
                    None => options.answers.missing_values.push((column, vec![value])),
                });
            }
            Remedy::DropDuplicateRows => self.read_with(|options| options.drops_copies = true),
            Remedy::ReadOutcome(choice) => self.choose_outcome(choice),
        }
    }

    /// How the open file was read.
    pub fn read_options(&self) -> ReadOptions {
        self.shown_from.as_ref().map(|from| from.options.clone()).unwrap_or_default()
    }

    /// The file whose choices are used for the one that is open.
    pub fn reused_from(&self) -> Option<&str> {
        self.reused_from.as_deref()
    }

    /// Takes back the choices that were made for another file.
    pub fn start_afresh(&mut self) {
        self.reused_from = None;
        if let Some(file) = self.file.shown().cloned() {
            self.choices.retain(|choices| !choices.fit(&file));
            self.setup = Some(Setup::of_file(&file));
            if self.read_options() != ReadOptions::default() {
                self.read_again(ReadOptions::default());
            }
        }
    }

    /// Keeps what was settled about the open file, for the next one with its columns.
    pub(super) fn keep_choices(&mut self) {
        let (Some(file), Some(setup)) = (self.file.shown().cloned(), self.setup.clone()) else { return };
        self.choices.retain(|choices| !choices.fit(&file));
        if self.choices.len() >= MOST_KEPT {
            self.choices.remove(0);
        }
        let options = self.read_options();
        self.choices.push(Choices::of(&file, options, setup));
    }

    /// How a file with these columns was read before, if otherwise than it would be by itself.
    pub(super) fn kept_options(&self, file: &FileSummary) -> Option<ReadOptions> {
        let kept = self.choices.iter().find(|choices| choices.fit(file)).map(|choices| &choices.options);
        kept.filter(|options| **options != ReadOptions::default()).cloned()
    }

    /// The setup of a file: what is guessed, and what was settled for the last one with its columns.
    pub(super) fn settle(&mut self, file: &FileSummary, is_new: bool) {
        let mut setup = Setup::of_file(file);
        let kept = self.choices.iter().find(|choices| choices.fit(file)).cloned();
        let outcome: Option<OutcomeChoice> = kept.as_ref().and_then(|kept| setup.take_over(&kept.setup));
        let is_changed = outcome.is_some() || setup != Setup::of_file(file) || self.read_options() != ReadOptions::default();
        self.reused_from = kept.filter(|kept| is_changed && (is_new || kept.file_name != file.name)).map(|kept| kept.file_name);
        self.setup = Some(setup);
        if let Some(choice) = outcome {
            self.choose_outcome(choice);
        }
    }
}

fn say<K: PartialEq, T>(answers: &mut Vec<(K, T)>, of: K, answer: T) {
    answers.retain(|(other, _)| *other != of);
    answers.push((of, answer));
}
