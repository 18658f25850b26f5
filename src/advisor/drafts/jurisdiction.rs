pub use crate::advisor::conduct::Jurisdiction;

impl Jurisdiction {
    /// All of them.
    pub const ALL: [Jurisdiction; 4] = [Jurisdiction::India, Jurisdiction::UnitedStates, Jurisdiction::UnitedKingdom, Jurisdiction::Other];

    /// Whether a message must say that a debt collector sends it (Regulation F, 12 CFR 1006.18(e)).
    pub(super) fn asks_for_debt_notice(self) -> bool {
        matches!(self, Jurisdiction::UnitedStates | Jurisdiction::Other)
    }

    /// Whether an electronic message must say how to stop further ones (Regulation F, 12 CFR 1006.6(e)).
    pub(super) fn asks_for_opt_out(self) -> bool {
        matches!(self, Jurisdiction::UnitedStates | Jurisdiction::Other)
    }

    /// Whether even a text message must say where to complain (Reserve Bank of India, Fair Practices Code).
    pub(super) fn asks_for_complaints_contact(self) -> bool {
        matches!(self, Jurisdiction::India | Jurisdiction::Other)
    }

    /// Its name in the headings of the texts.
    pub(super) fn heading(self) -> &'static str {
        match self {
            Jurisdiction::India => "in",
            Jurisdiction::UnitedStates => "us",
            Jurisdiction::UnitedKingdom => "uk",
            Jurisdiction::Other => "other",
        }
    }
}
