//! Why a finding was made and what to do about it, in words for people: all of them stand here.

use super::pack::ContactWindow;
use crate::advisor::figures::calendar::day_text;

/// Why a draft is stopped, or a person asked to look.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Reason {
    PlannedOutsideWindow(ContactWindow),
    ProposedOutsideWindow(ContactWindow),
    OddHours(ContactWindow),
    Threat,
    CreditThreat,
    CreditWarning,
    SeizureWithoutSecurity,
    LegalStepNotAuthorized,
    LegalStepNotTaken,
    Impersonation,
    Insult,
    Capitals,
    Exclamations,
    ThirdParty,
    ThirdPartyWithConsent,
    WrongRecipient,
    PreviewShowsDebt,
    SubjectShowsDebt,
    NoLenderKnown,
    NoLenderName,
    NoAgentName,
    NoReference,
    NoFirstNotice,
    NoLaterNotice,
    NoOptOut,
    NoGrievanceContact,
    WrongGrievanceContact,
    UnknownFigure(&'static str),
    UnknownAddress,
    MislabeledFigure(&'static str),
    Interest,
    Fee,
    Concession,
    StopFlag(String),
    StopWordFromBorrower,
    StopWordInNotes,
    VulnerableNoHelp,
    VulnerableDeadline(i32),
    VulnerablePressure,
    VulnerableNoPerson,
    VulnerableReview,
    SelfHarm(String),
    Pressure,
    ShortDeadline { least: i32, day: Option<i32> },
    TooManyContacts,
    Unaffordable,
    TimeBarredSuit,
    Placeholder,
    ModelTalk,
    Link,
    WrongLanguage,
    FullIdentifier,
    AsksForSecret,
    Protected,
    LongSentence(usize),
    HardToRead(f64),
    MachineNotDisclosed,
}

fn clock(minutes: u32) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

impl Reason {
    /// What is wrong.
    pub(super) fn why(&self) -> String {
        use Reason::*;
        let text = match self {
            PlannedOutsideWindow(window) => {
                return format!(
                    "The planned time is outside the hours in which the borrower may be reached, {} to {} on the borrower's clock.",
                    clock(window.from),
                    clock(window.to)
                );
            }
            ProposedOutsideWindow(window) => {
                return format!("This proposes a contact outside {} to {}.", clock(window.from), clock(window.to));
            }
            OddHours(window) => {
                return format!(
                    "This announces contacts at any hour; they are allowed from {} to {} only.",
                    clock(window.from),
                    clock(window.to)
                );
            }
            Threat => "This threatens the borrower.",
            CreditThreat => "This uses the credit score as a threat.",
            CreditWarning => "This says what may become of the credit score.",
            SeizureWithoutSecurity => "This threatens to take property, but the loan has no security.",
            LegalStepNotAuthorized => "This announces a legal step that nobody has authorized.",
            LegalStepNotTaken => "This says that a legal step was taken, which the facts do not say.",
            Impersonation => "This makes the sender look like a court, an authority, a lawyer or a credit bureau.",
            Insult => "This insults or shames the borrower.",
            Capitals => "Too much is written in capital letters: it reads as shouting.",
            Exclamations => "More than one exclamation mark reads as shouting.",
            ThirdParty => "This says that somebody else will learn of the debt or be contacted about it.",
            ThirdPartyWithConsent => "This involves somebody else; the facts say that the borrower agreed.",
            WrongRecipient => "The recipient is neither the borrower nor the guarantor.",
            PreviewShowsDebt => "The beginning, which a locked screen shows, tells of a debt together with a name or an amount.",
            SubjectShowsDebt => "The subject, which others may see, tells of a debt together with a name or an amount.",
            NoLenderKnown => "The facts do not say who the lender is, so the sender cannot be checked.",
            NoLenderName => "The lender's name is missing.",
            NoAgentName => "The name of the agency that writes for the lender is missing.",
            NoReference => "The last four digits of the loan's reference are missing.",
            NoFirstNotice => {
                "The notice of a first contact is missing: an attempt to collect a debt, and what information will be used for."
            }
            NoLaterNotice => "The notice that this comes from a debt collector is missing.",
            NoOptOut => "It does not say how to stop these messages.",
            NoGrievanceContact => "It does not say where to complain.",
            WrongGrievanceContact => "The contact for complaints is not the one in the facts.",
            UnknownFigure(kind) => return format!("This {kind} is neither in the facts nor in the plans."),
            UnknownAddress => "This address is not in the facts: whoever pays or writes there may reach a stranger.",
            MislabeledFigure(kind) => return format!("The facts give another figure for the {kind}."),
            Interest => "This speaks of interest, but the facts have no interest rate.",
            Fee => "This speaks of a fee or penalty, but the facts have none.",
            Concession => "This offers a discount, waiver or settlement that the facts do not have.",
            StopFlag(flag) => return format!("Collection is stopped for this loan ({}): a person takes over.", flag.replace('_', " ")),
            StopWordFromBorrower => "What the borrower wrote may stop collection: a person must read it first.",
            StopWordInNotes => "The notes speak of something that may stop collection.",
            VulnerableNoHelp => "The borrower may be vulnerable, and this does not offer help.",
            VulnerableDeadline(least) => return format!("The borrower may be vulnerable, and this sets a deadline within {least} days."),
            VulnerablePressure => "The borrower may be vulnerable, and this presses.",
            VulnerableNoPerson => "The borrower may be vulnerable, and this names no person to speak to.",
            VulnerableReview => "The borrower may be vulnerable: a person must read this before it is sent.",
            SelfHarm(help) => {
                return format!("The notes or the borrower's message may speak of self-harm. Stop collection and get help now: {help}.");
            }
            Pressure => "This presses the borrower.",
            ShortDeadline { least, day: Some(day) } => return format!("The deadline {} is less than {least} days away.", day_text(*day)),
            ShortDeadline { least, day: None } => return format!("The deadline is less than {least} days away."),
            TooManyContacts => "The borrower has been contacted often in the last seven days.",
            Unaffordable => "The instalment takes a large part of the borrower's disposable income.",
            TimeBarredSuit => "The debt is time-barred: a suit may not be threatened.",
            Placeholder => "A placeholder has not been filled in.",
            ModelTalk => "This is what a language model says about its own text.",
            Link => "This is a link in a markup that the borrower will not see as a link.",
            WrongLanguage => "The draft is not in the chosen language.",
            AsksForSecret => "This asks for a password, a PIN or a code: only a fraud does.",
            FullIdentifier => "This shows a whole account, card or identity number.",
            Protected => "This names a protected attribute.",
            LongSentence(n_words) => return format!("This sentence has {n_words} words."),
            HardToRead(grade) => return format!("The text needs a reader of school grade {grade:.0}."),
            MachineNotDisclosed => "A machine writes to the borrower without saying so.",
        };
        text.to_owned()
    }

    /// What to do.
    pub(super) fn fix(&self) -> &'static str {
        use Reason::*;
        match self {
            PlannedOutsideWindow(_) => "Plan it within these hours.",
            ProposedOutsideWindow(_) | OddHours(_) => "Propose a time within these hours.",
            Threat | CreditThreat => "Take it out. Say what the borrower can do and how you can help.",
            CreditWarning => "Keep it only if it is true, and say it without weight.",
            SeizureWithoutSecurity => "Take it out.",
            LegalStepNotAuthorized => "Take it out, or have the step authorized first.",
            LegalStepNotTaken => "Say only what was done.",
            Impersonation => "Name the lender as the sender.",
            Insult => "Take it out and write as you would speak to a guest.",
            Capitals => "Write in sentence case.",
            Exclamations => "Use a full stop.",
            ThirdParty => "Take it out: only the borrower and the guarantor may be contacted.",
            ThirdPartyWithConsent => "Check that the consent covers this.",
            WrongRecipient => "Write to the borrower or the guarantor only.",
            PreviewShowsDebt => "Begin with the lender's name and a request to call; tell of the loan later.",
            SubjectShowsDebt => "Choose a neutral subject.",
            NoLenderKnown => "Add the lender's name to the facts.",
            NoLenderName => "Name the lender.",
            NoAgentName => "Name the agency.",
            NoReference => "Add the last four digits of the reference.",
            NoFirstNotice => "Add: \"This is an attempt to collect a debt. Any information obtained will be used for that purpose.\"",
            NoLaterNotice => "Add: \"This is from a debt collector.\"",
            NoOptOut => "Add a sentence such as \"Reply STOP to stop these messages.\"",
            NoGrievanceContact | WrongGrievanceContact => "Add the grievance officer with the phone number or e-mail address of the facts.",
            UnknownFigure(_) | MislabeledFigure(_) => "Take the figure from the facts or the plan.",
            UnknownAddress => "Take the address from the facts, or leave it out.",
            Interest | Fee | Concession => "Take it out, or add it to the facts once it is authorized.",
            StopFlag(_) => "Send an acknowledgement that asks for no money, or nothing.",
            StopWordFromBorrower | StopWordInNotes => "Have a person decide whether collection stops.",
            VulnerableNoHelp => "Offer help and options.",
            VulnerableDeadline(_) => "Give more time, or no deadline.",
            VulnerablePressure => "Take the pressing words out.",
            VulnerableNoPerson => "Name a person or a team, and how to reach them.",
            VulnerableReview => "Have a specialist read it.",
            SelfHarm(_) => "Do not send this. Tell the specialist team at once.",
            Pressure => "Take it out, or give time.",
            ShortDeadline { .. } => "Give more time.",
            TooManyContacts => "Wait some days.",
            Unaffordable => "Look for a plan with a smaller instalment.",
            TimeBarredSuit => "Take it out.",
            Placeholder => "Fill it in or take it out.",
            ModelTalk => "Take it out.",
            Link => "Write the address itself.",
            WrongLanguage => "Write it in the chosen language, or choose this one.",
            AsksForSecret => "Take it out. Nobody may ask a borrower for these.",
            FullIdentifier => "Show the last four digits only.",
            Protected => "Take it out unless the borrower brought it up and it is needed.",
            LongSentence(_) => "Make two sentences of it.",
            HardToRead(_) => "Use shorter words and sentences.",
            MachineNotDisclosed => "Say that a machine answers.",
        }
    }
}
