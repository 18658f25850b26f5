use super::Session;
use crate::jobs::protocol::{JobId, NearestChangeReport, Query, WhatIfField, WhatIfReport};
use crate::session::stage::SessionError;
use crate::strategy::Strategy;

/// What a borrower's score would be with other cells: what may be changed, what is, and what comes of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WhatIf {
    /// The borrower's row.
    pub row: u64,
    /// The columns that the model's figures are worked out from, once known.
    pub fields: Vec<WhatIfField>,
    /// Columns with the texts of their new cells.
    pub changes: Vec<(String, String)>,
    /// What comes of the changes.
    pub report: Option<WhatIfReport>,
    /// The smallest change to a milder strategy.
    pub nearest: Option<NearestChangeReport>,
    /// Why the last question could not be answered.
    pub error: Option<SessionError>,
    jobs: WhatIfJobs,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct WhatIfJobs {
    fields: Option<JobId>,
    nearest: Option<JobId>,
    report: Option<JobId>,
    /// The changes are others than those asked about.
    is_stale: bool,
}

impl Session {
    /// The what-if that is open, if one is.
    pub fn what_if(&self) -> Option<&WhatIf> {
        self.what_if.as_ref()
    }

    /// Opens a what-if of the borrower that is looked at.
    pub fn start_what_if(&mut self) {
        let Some((row, score)) = self.borrower.shown().map(|shown| (shown.summary.row, shown.summary.score)) else { return };
        let cut_off = match self.cut_offs.strategy(score) {
            Strategy::LegalReview => Some(self.cut_offs.legal() + 1),
            Strategy::SettlementOffer => Some(self.cut_offs.settlement()),
            Strategy::Reminder | Strategy::NotScored => None,
        };
        let currency = self.setup.as_ref().map(|setup| setup.currency).unwrap_or_default();
        let fields = Some(self.ask(Query::WhatIfFields { row }));
        let nearest = cut_off.map(|below| self.ask(Query::NearestChange { row, below, currency }));
        self.what_if = Some(WhatIf { row, jobs: WhatIfJobs { fields, nearest, ..WhatIfJobs::default() }, ..WhatIf::default() });
    }

    /// Closes it.
    pub fn end_what_if(&mut self) {
        self.what_if = None;
    }

    /// Gives a cell another text, or its own again.
    pub fn change_what_if(&mut self, column: &str, text: String) {
        let Some(what_if) = &mut self.what_if else { return };
        what_if.changes.retain(|(name, _)| name != column);
        if what_if.fields.iter().all(|field| field.name != column || field.value != text) {
            what_if.changes.push((column.to_owned(), text));
        }
        self.send_what_if();
    }

    /// Takes all changes back, or sets these.
    pub fn set_what_if(&mut self, changes: Vec<(String, String)>) {
        if let Some(what_if) = &mut self.what_if {
            what_if.changes = changes;
            self.send_what_if();
        }
    }

    /// One question is on its way at a time; the newest changes are asked about when it is answered.
    fn send_what_if(&mut self) {
        let Some(what_if) = &mut self.what_if else { return };
        what_if.jobs.is_stale = what_if.jobs.report.is_some();
        if what_if.jobs.is_stale {
            return;
        }
        let query = Query::WhatIf { row: what_if.row, changes: what_if.changes.clone() };
        let job = Some(self.ask(query));
        if let Some(what_if) = &mut self.what_if {
            what_if.jobs.report = job;
        }
    }

    pub(super) fn take_what_if_fields(&mut self, job: JobId, fields: Vec<WhatIfField>) {
        if let Some(what_if) = self.what_if.as_mut().filter(|what_if| what_if.jobs.fields == Some(job)) {
            what_if.jobs.fields = None;
            what_if.fields = fields;
        }
    }

    pub(super) fn take_nearest_change(&mut self, job: JobId, nearest: NearestChangeReport) {
        if let Some(what_if) = self.what_if.as_mut().filter(|what_if| what_if.jobs.nearest == Some(job)) {
            what_if.jobs.nearest = None;
            what_if.nearest = Some(nearest);
        }
    }

    pub(super) fn take_what_if(&mut self, job: JobId, report: WhatIfReport) {
        let Some(what_if) = self.what_if.as_mut().filter(|what_if| what_if.jobs.report == Some(job)) else { return };
        what_if.jobs.report = None;
        what_if.report = Some(report);
        what_if.error = None;
        if what_if.jobs.is_stale {
            self.send_what_if();
        }
    }

    /// Whether the job was a what-if's.
    pub(super) fn fail_what_if(&mut self, job: JobId, error: &SessionError) -> bool {
        let Some(what_if) = &mut self.what_if else { return false };
        let WhatIfJobs { fields, nearest, report, .. } = &mut what_if.jobs;
        let is_own = [fields, nearest, report].into_iter().any(|own| own.take_if(|own| *own == job).is_some());
        if is_own {
            what_if.error = Some(error.clone());
        }
        is_own
    }
}
