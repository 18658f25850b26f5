//! What may be told of a case, and what is needed to keep the rest here.

use serde::{Deserialize, Serialize};

use crate::advisor::drafts::{Occasion, Slot};
use crate::advisor::redaction::{KnownValues, SharedFact};
use crate::strategy::Treatment;

/// What is talked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum About {
    /// The borrower of this row of the table.
    Borrower(u64),
    /// All who have this next step, as sums.
    Group(Treatment),
    /// All borrowers, as sums.
    Portfolio,
    /// Nobody in particular: what a message is written for.
    Occasion(Occasion),
}

impl About {
    /// Whether something of a single borrower is told.
    pub fn is_one_borrower(self) -> bool {
        matches!(self, About::Borrower(_))
    }
}

/// What may be told of it. Nothing in it but [`Brief::person`] and [`Brief::known`] could tell who a borrower is, and these two stay here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Brief {
    /// Of what.
    pub about: About,
    /// Who it is; `None` where it is nobody in particular.
    pub person: Option<BriefPerson>,
    /// Figures in bands, which the person may leave out one by one.
    pub facts: Vec<SharedFact>,
    /// What the plan says, in the app's own words and without figures; sums, of a group or of all.
    pub situation: Vec<String>,
    /// Words of the file that are told, such as names of columns: as quotations.
    pub quoted: Vec<String>,
    /// The plans that the borrower can afford.
    pub plans: Vec<BriefPlan>,
    /// What the app can put into a message.
    pub slots: Vec<Slot>,
    /// The values of the file that name people, where they were asked for.
    pub known: Option<KnownValues>,
}

/// Who a borrower is: what must not leave.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BriefPerson {
    /// The identifier, as lists have it.
    pub identifier: String,
    /// Other values of the row that name the borrower or the loan.
    pub names: Vec<String>,
}

/// A plan that may be offered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BriefPlan {
    /// Names it in an answer, and its slot in a message.
    pub id: String,
    /// What it is, without exact figures.
    pub words: String,
}
