/// In which way Gemini is talked to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Manner {
    /// It writes a message to the borrower.
    #[default]
    Draft,
    /// It answers questions.
    Ask,
    /// It plays the borrower.
    PlayBorrower,
    /// It plays the collector, and the person the borrower.
    PlayCollector,
}

impl Manner {
    /// All of them.
    pub const ALL: [Manner; 4] = [Manner::Draft, Manner::Ask, Manner::PlayBorrower, Manner::PlayCollector];

    /// Whether it is about one borrower by its nature.
    pub fn needs_borrower(self) -> bool {
        self != Manner::Ask
    }
}
