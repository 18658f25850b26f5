use serde::{Deserialize, Serialize};

use super::desk::DeskAnswer;
use super::explaining::{NearestChangeReport, WhatIfReport};
use super::mailing::MailingReport;
use super::next_steps::NextSteps;
use super::rules::RulesText;
use super::summary::{BorrowerDetail, BorrowerRow, OutcomeReport};
use crate::advisor::counsel::Brief;
use crate::explanation::WhatIfField;
use crate::sheets::{PolicyText, PreviewText, Sheet};
use crate::strategy::CockpitSteps;

/// The answer to a [`super::protocol::Query`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[allow(clippy::large_enum_variant, reason = "one answer at a time, and it travels boxed; on wasm32 none is large")]
pub enum Answer {
    /// To [`super::protocol::Query::Outcome`] and [`super::protocol::Query::OutcomeOf`].
    Outcome(OutcomeReport),
    /// To [`super::protocol::Query::View`]: how many borrowers match.
    View {
        /// Matching borrowers.
        n_rows: u64,
    },
    /// To [`super::protocol::Query::Rows`].
    Rows {
        /// First place in the view.
        start: u64,
        /// The rows.
        rows: Vec<BorrowerRow>,
    },
    /// To [`super::protocol::Query::Borrower`].
    Borrower(Box<BorrowerDetail>),
    /// To [`super::protocol::Query::Sheet`].
    Sheet(Sheet),
    /// To [`super::protocol::Query::Desk`].
    Desk(Box<DeskAnswer>),
    /// To [`super::protocol::Query::Rules`].
    Rules(Box<RulesText>),
    /// To [`super::protocol::Query::Brief`].
    Brief(Box<Brief>),
    /// To [`super::protocol::Query::Mailing`].
    Mailing(Box<MailingReport>),
    /// To [`super::protocol::Query::Policy`].
    Policy(Box<PolicyText>),
    /// To [`super::protocol::Query::Cockpit`].
    Cockpit(Box<CockpitSteps>),
    /// To [`super::protocol::Query::NextSteps`].
    NextSteps(NextSteps),
    /// To [`super::protocol::Query::Preview`].
    Preview(Box<PreviewText>),
    /// To [`super::protocol::Query::Export`]: what is in the attached pieces.
    Export(ExportDone),
    /// To [`super::protocol::Query::WhatIf`].
    WhatIf(WhatIfReport),
    /// To [`super::protocol::Query::WhatIfFields`].
    WhatIfFields(Vec<WhatIfField>),
    /// To [`super::protocol::Query::NearestChange`].
    NearestChange(NearestChangeReport),
}

/// What an export ended with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportDone {
    /// A name for the file.
    pub file_name: String,
    /// Rows written.
    pub n_rows: u64,
    /// Rows of the original that could not be written, having too many cells.
    pub n_left_out: u64,
    /// Messages in it that may go; `None` of a file without messages.
    pub n_messages: Option<u64>,
    /// Whether it says what to do about each borrower, beside the band of the score.
    pub has_plan: bool,
}
