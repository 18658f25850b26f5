use serde::{Deserialize, Serialize};

use super::action::Strategy;
use super::archetype::Archetype;
use super::means::Strain;
use super::stage::Stage;
use super::treatment::Treatment;
use crate::data::loan_facts::{CareFlags, NotedContact};
use crate::quantity::{Money, Probability};

/// Why a borrower gets what they get: one line of the trail, as data.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Reason {
    /// The score lies in this band.
    Score {
        /// The score.
        score: Probability,
        /// Its band.
        band: Strategy,
    },
    /// There is no honest score.
    NoScore,
    /// The loan has ended: nothing is due.
    Ended(EndCause),
    /// What a person noted of the last contact, which is newer than the file.
    Noted(NotedContact),
    /// The table's choice for this archetype and stage.
    Table {
        /// Who the borrower is.
        archetype: Archetype,
        /// How far past due.
        stage: Stage,
    },
    /// Long past due: never less than an offer.
    NonPerformingFloor {
        /// Completed days past due.
        days: u32,
        /// After so many the rule holds.
        after: u32,
    },
    /// Late: never less than a reminder and a call.
    LateFloor {
        /// Completed days past due.
        days: u32,
        /// After so many the rule holds.
        after: u32,
    },
    /// By the file it was written off: it is treated as not performing.
    WrittenOff,
    /// What secures the loan covers what a settlement would give up.
    WellSecured {
        /// Collateral by what is owed, in thousandths.
        cover: u32,
    },
    /// Legal steps are open; a person decides on them.
    LegalEligible {
        /// Completed days past due.
        days: u32,
        /// By which route.
        route: LegalRoute,
    },
    /// Legal steps are not open yet.
    LegalNotYet {
        /// Completed days past due.
        days: u32,
        /// They are after so many.
        after: u32,
    },
    /// Whether legal steps are open is not known: the file does not say how many days the loan is past due.
    LegalUnknown,
    /// The treatment is expected to cost more than it brings: a cheaper one takes its place.
    CostFloor {
        /// What would have been done.
        instead_of: Treatment,
        /// What that was expected to bring, net: below zero.
        expected: Money,
    },
    /// A cheaper or gentler treatment is expected to bring more.
    WorthMore {
        /// What would have been done.
        instead_of: Treatment,
        /// What that was expected to bring, net.
        expected: Money,
        /// What is done.
        taken: Treatment,
        /// How much more that is expected to bring.
        gain: Money,
    },
    /// Automated treatment is blocked.
    Care(CareCause),
    /// A repayment plan is under way.
    InPlan,
    /// A promise to pay is open.
    PromiseOpen {
        /// Days until the promised day; below zero where it has passed.
        days: i32,
        /// Days after it on which nothing is done yet.
        grace: u32,
    },
    /// A first miss of few days that most likely cures itself.
    SelfCure {
        /// Completed days past due.
        days: u32,
        /// The rule holds up to so many.
        most: u32,
    },
    /// A person looks first.
    Review(ReviewCause),
    /// The settlement would be too much at once: it is offered in parts that can be borne.
    SettlementInParts {
        /// What it would ask for at once.
        at_once: Strain,
        /// Parts, a month apart.
        n_parts: u32,
    },
    /// The settlement asks for more than the borrower can pay.
    BeyondMeans(Strain),
    /// A settlement would ask for more than the borrower can pay, also in parts, and a repayment plan can be afforded.
    PlanInstead(Strain),
    /// The month's capacity goes to those to whom it brings more.
    NoCapacity {
        /// What would be done if there were enough.
        wanted: Treatment,
    },
}

/// What says that a loan has ended and nothing is owed any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EndCause {
    /// The words of its outcome.
    Outcome,
    /// The balance is zero.
    NothingOwed,
    /// A person noted that the borrower has paid.
    NotedPaid,
}

/// By which route legal steps may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LegalRoute {
    /// Security may be enforced without a court.
    SecuredEnforcement,
    /// Arbitration, conciliation or a civil court.
    Civil,
    /// The file does not say whether the loan is secured, or what is owed.
    Unknown,
}

/// What blocks automated treatment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CareCause {
    /// The borrower disputes the debt.
    Dispute,
    /// The borrower is known to be vulnerable.
    Vulnerable,
    /// The borrower has died.
    Deceased,
    /// Insolvent or bankrupt.
    Insolvent,
    /// A legal hold.
    LegalHold,
    /// Legal action has been taken already.
    LegalAction,
}

impl CareCause {
    /// All of these flags, in their order.
    pub fn of(flags: CareFlags) -> impl Iterator<Item = CareCause> {
        let causes = [
            flags.is_disputed.then_some(CareCause::Dispute),
            flags.is_vulnerable.then_some(CareCause::Vulnerable),
            flags.is_deceased.then_some(CareCause::Deceased),
            flags.is_insolvent.then_some(CareCause::Insolvent),
            flags.is_on_legal_hold.then_some(CareCause::LegalHold),
            flags.is_in_court.then_some(CareCause::LegalAction),
        ];
        causes.into_iter().flatten()
    }
}

/// Why a person should look at a borrower, whatever the treatment.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum ReviewCause {
    /// The score is near a cut-off.
    NearCutOff {
        /// The cut-off.
        cut_off: Probability,
        /// The bands meet within so much on either side.
        margin: Probability,
    },
    /// Another seed often gives another strategy.
    SeedsDiffer {
        /// The share of seeds whose strategy differs.
        share: Probability,
    },
    /// Legal review without knowing whether legal steps are open.
    EligibilityUnknown,
    /// A repayment plan is to be offered, or legal steps decided on, and the borrower can afford no plan that the policy allows.
    NoAffordablePlan,
    /// The plan changes the terms of the loan: it has to be approved.
    Restructuring,
    /// The settlement gives up a part of what is owed: it has to be approved.
    Settlement,
    /// The loan was written off.
    WrittenOff,
    /// A settlement asks for more than the borrower can pay, also in parts, and no repayment plan is known that can be afforded.
    SettlementBeyondMeans,
    /// Something is to be agreed on, and the file does not say what the borrower earns, as it does of others.
    IncomeUnknown,
    /// Another step takes the place of legal review: for want of capacity, or as it brings more.
    LegalReplaced,
    /// The number is somebody else's, as a person noted.
    WrongNumber,
    /// The borrower refused, as a person noted: the same is not asked again unchanged.
    Refused,
}
