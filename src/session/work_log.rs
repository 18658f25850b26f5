//! What was done about borrowers: marks, outcomes of contacts and notes, by identifier. Knows neither the list nor where it is kept.

/// What came of trying to reach a borrower.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ContactOutcome {
    /// Nobody has tried yet.
    #[default]
    NotContacted,
    /// Nobody answered.
    NoAnswer,
    /// It is somebody else's number.
    WrongNumber,
    /// The borrower was reached, and nothing was agreed.
    Reached,
    /// The borrower promised to pay.
    PromiseToPay,
    /// The borrower says that the debt is not owed.
    Disputed,
    /// The borrower cannot pay.
    Hardship,
    /// The borrower will not pay.
    Refused,
    /// The borrower has paid.
    Paid,
}

impl ContactOutcome {
    /// All of them, as a person goes through them.
    pub const ALL: [ContactOutcome; 9] = [
        ContactOutcome::NotContacted,
        ContactOutcome::NoAnswer,
        ContactOutcome::WrongNumber,
        ContactOutcome::Reached,
        ContactOutcome::PromiseToPay,
        ContactOutcome::Disputed,
        ContactOutcome::Hardship,
        ContactOutcome::Refused,
        ContactOutcome::Paid,
    ];

    /// Its words, on the page, in exports and where notes are kept.
    pub fn words(self) -> &'static str {
        match self {
            ContactOutcome::NotContacted => "Not contacted",
            ContactOutcome::NoAnswer => "No answer",
            ContactOutcome::WrongNumber => "Wrong number",
            ContactOutcome::Reached => "Reached",
            ContactOutcome::PromiseToPay => "Promise to pay",
            ContactOutcome::Disputed => "Disputes the debt",
            ContactOutcome::Hardship => "Hardship",
            ContactOutcome::Refused => "Refused",
            ContactOutcome::Paid => "Paid",
        }
    }

    /// The outcome of these words.
    pub fn of_words(words: &str) -> Option<ContactOutcome> {
        Self::ALL.into_iter().find(|outcome| outcome.words() == words)
    }
}

/// What was done about one borrower.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkEntry {
    /// Nothing is left to do.
    pub is_done: bool,
    /// What came of the contact.
    pub outcome: ContactOutcome,
    /// What the person noted.
    pub note: String,
}

impl WorkEntry {
    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        *self == WorkEntry::default()
    }
}

/// What was done about borrowers, by their identifiers as lists show them. Several loans of one identifier share an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkLog {
    /// In ascending order of the identifiers; none is empty.
    entries: Vec<(String, WorkEntry)>,
}

impl WorkLog {
    /// Nothing was done yet.
    pub const fn new() -> WorkLog {
        WorkLog { entries: Vec::new() }
    }

    /// What was done about this borrower, if anything was.
    pub fn entry(&self, identifier: &str) -> Option<&WorkEntry> {
        self.place(identifier).ok().map(|place| &self.entries[place].1)
    }

    /// Whether nothing is left to do about this borrower.
    pub fn is_done(&self, identifier: &str) -> bool {
        self.entry(identifier).is_some_and(|entry| entry.is_done)
    }

    /// Puts an entry in the place of the one before; one that says nothing is forgotten.
    pub fn set(&mut self, identifier: &str, entry: WorkEntry) {
        match self.place(identifier) {
            Ok(place) if entry.is_empty() => drop(self.entries.remove(place)),
            Ok(place) => self.entries[place].1 = entry,
            Err(_) if entry.is_empty() => {}
            Err(place) => self.entries.insert(place, (identifier.to_owned(), entry)),
        }
    }

    /// All entries, in ascending order of the identifiers.
    pub fn entries(&self) -> &[(String, WorkEntry)] {
        &self.entries
    }

    /// The identifiers of those who are done with, in ascending order.
    pub fn done(&self) -> impl Iterator<Item = &String> {
        self.entries.iter().filter(|(_, entry)| entry.is_done).map(|(identifier, _)| identifier)
    }

    fn place(&self, identifier: &str) -> Result<usize, usize> {
        self.entries.binary_search_by(|(other, _)| other.as_str().cmp(identifier))
    }
}
