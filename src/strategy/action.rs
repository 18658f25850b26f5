use serde::{Deserialize, Serialize};

/// What is done next about a borrower.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Strategy {
    /// Low risk: a reminder.
    Reminder,
    /// Middle risk: an offer to settle.
    SettlementOffer,
    /// High risk: a person reviews whether legal steps are right.
    LegalReview,
    /// No honest score: nothing is proposed.
    #[default]
    NotScored,
}

impl Strategy {
    /// The three bands, mildest first.
    pub const BANDS: [Strategy; 3] = [Strategy::Reminder, Strategy::SettlementOffer, Strategy::LegalReview];

    /// The word in exported files.
    pub fn file_label(self) -> &'static str {
        match self {
            Strategy::Reminder => "Reminder",
            Strategy::SettlementOffer => "Settlement Offer",
            Strategy::LegalReview => "Legal Action",
            Strategy::NotScored => "Not Scored",
        }
    }

    /// The band's word in exported files.
    pub fn file_band(self) -> &'static str {
        match self {
            Strategy::Reminder => "Low",
            Strategy::SettlementOffer => "Medium",
            Strategy::LegalReview => "High",
            Strategy::NotScored => "",
        }
    }
}
