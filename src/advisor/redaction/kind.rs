//! What names a person or opens a door, by kind.

use serde::{Deserialize, Serialize};

/// What a removed text was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum PrivateKind {
    /// A borrower who has a pseudonym.
    Borrower,
    /// The name of a person in the file.
    Name,
    /// A value of another column that identifies borrowers or loans.
    Identifier,
    /// An Aadhaar number or its virtual identifier.
    Aadhaar,
    /// A permanent account number of the Indian tax office.
    Pan,
    /// A payment card.
    Card,
    /// Any other long number.
    AccountNumber,
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Email,
    /// An address of the Unified Payments Interface.
    Upi,
    /// A branch of an Indian bank.
    Ifsc,
    /// An international bank account number.
    Iban,
    /// A social security number of the United States.
    SocialSecurity,
    /// A national insurance number of the United Kingdom.
    NationalInsurance,
    /// A key of a service.
    ApiKey,
}

impl PrivateKind {
    /// What stands in its place. No detector finds anything in it.
    pub fn placeholder(self) -> &'static str {
        match self {
            PrivateKind::Borrower => "[borrower]",
            PrivateKind::Name => "[name]",
            PrivateKind::Identifier => "[identifier]",
            PrivateKind::Aadhaar => "[Aadhaar]",
            PrivateKind::Pan => "[PAN]",
            PrivateKind::Card => "[card number]",
            PrivateKind::AccountNumber => "[long number]",
            PrivateKind::Phone => "[phone]",
            PrivateKind::Email => "[e-mail]",
            PrivateKind::Upi => "[UPI]",
            PrivateKind::Ifsc => "[IFSC]",
            PrivateKind::Iban => "[IBAN]",
            PrivateKind::SocialSecurity => "[social security number]",
            PrivateKind::NationalInsurance => "[national insurance number]",
            PrivateKind::ApiKey => "[key]",
        }
    }
}

/// Letters that are of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    /// The first letter.
    pub start: usize,
    /// The letter after the last.
    pub end: usize,
    /// What they are.
    pub kind: PrivateKind,
}
