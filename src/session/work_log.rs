//! What was done about borrowers: marks, outcomes of contacts and notes, by identifier. Knows neither the list nor where it is kept.
//! Each change has a number, higher than all that were seen before: so of what several pages noted of a borrower, the last counts.

use crate::data::loan_facts::NotedContact;
use crate::quantity::Money;

/// What came of trying to reach a borrower.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
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
    /// The borrower is said to have died.
    Deceased,
    /// The borrower is insolvent or bankrupt.
    Insolvent,
    /// A court or the lender's lawyers have put the account on hold.
    LegalHold,
    /// The borrower will not pay.
    Refused,
    /// The borrower has paid.
    Paid,
}

impl ContactOutcome {
    /// All of them, as a person goes through them.
    pub const ALL: [ContactOutcome; 12] = [
        ContactOutcome::NotContacted,
        ContactOutcome::NoAnswer,
        ContactOutcome::WrongNumber,
        ContactOutcome::Reached,
        ContactOutcome::PromiseToPay,
        ContactOutcome::Disputed,
        ContactOutcome::Hardship,
        ContactOutcome::Deceased,
        ContactOutcome::Insolvent,
        ContactOutcome::LegalHold,
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
            ContactOutcome::Deceased => "Deceased",
            ContactOutcome::Insolvent => "Insolvent",
            ContactOutcome::LegalHold => "Legal hold",
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
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct WorkEntry {
    /// Nothing is left to do.
    pub is_done: bool,
    /// What came of the contact.
    pub outcome: ContactOutcome,
    /// What the person noted.
    pub note: String,
    /// Where that is a promise: for which day, in days since 1970-01-01.
    pub promised_on: Option<i32>,
    /// Where that is a payment: of which file it is news, by a number that names it. The next file knows by itself who has paid.
    pub paid_in: Option<u64>,
    /// How much was paid or promised, where that was said.
    pub amount: Option<Money>,
}

impl WorkEntry {
    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        *self == WorkEntry::default()
    }

    /// Notes what came of a contact. The day of a promise and the amount are given after it; a payment is news of this file.
    pub fn note_outcome(&mut self, outcome: ContactOutcome, file: u64) {
        if self.outcome != outcome {
            (self.promised_on, self.amount) = (None, None);
        }
        self.outcome = outcome;
        self.paid_in = (outcome == ContactOutcome::Paid).then_some(file);
    }

    /// Whether an amount belongs to it.
    pub fn takes_amount(&self) -> bool {
        matches!(self.outcome, ContactOutcome::Paid | ContactOutcome::PromiseToPay)
    }

    /// What it changes in what is done, today and for this file; `None` where it changes nothing.
    pub fn contact(&self, today: Option<i32>, file: u64) -> Option<NotedContact> {
        match self.outcome {
            ContactOutcome::Paid => (self.paid_in == Some(file)).then_some(NotedContact::Paid),
            ContactOutcome::Disputed => Some(NotedContact::Disputed),
            ContactOutcome::Hardship => Some(NotedContact::Hardship),
            ContactOutcome::Deceased => Some(NotedContact::Deceased),
            ContactOutcome::Insolvent => Some(NotedContact::Insolvent),
            ContactOutcome::LegalHold => Some(NotedContact::LegalHold),
            ContactOutcome::WrongNumber => Some(NotedContact::WrongNumber),
            ContactOutcome::Refused => Some(NotedContact::Refused),
            ContactOutcome::PromiseToPay => {
                let days = self.promised_on?.checked_sub(today?)?;
                Some(NotedContact::PromiseToPay { days })
            }
            _ => None,
        }
    }
}

/// What borrowers have paid, as noted about one file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Collected {
    /// The sum of what was noted.
    pub amount: Money,
    /// Borrowers of whom an amount was noted.
    pub n_borrowers: u64,
    /// Borrowers who have paid, of whom none was.
    pub n_without_amount: u64,
}

/// What was done about borrowers, by their identifiers as lists show them. Several loans of one identifier share an entry.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkLog {
    /// In ascending order of the identifiers; none is empty.
    entries: Vec<(String, WorkEntry)>,
    /// The number of each borrower's last change, in ascending order of the identifiers; also of those whose entry was taken away.
    changes: Vec<(String, u64)>,
}

impl WorkLog {
    /// Nothing was done yet.
    pub const fn new() -> WorkLog {
        WorkLog { entries: Vec::new(), changes: Vec::new() }
    }

    /// What was done about this borrower, if anything was.
    pub fn entry(&self, identifier: &str) -> Option<&WorkEntry> {
        place(&self.entries, identifier).ok().map(|place| &self.entries[place].1)
    }

    /// Whether nothing is left to do about this borrower.
    pub fn is_done(&self, identifier: &str) -> bool {
        self.entry(identifier).is_some_and(|entry| entry.is_done)
    }

    /// Puts an entry in the place of the one before; one that says nothing is forgotten.
    pub fn set(&mut self, identifier: &str, entry: WorkEntry) {
        if self.entry(identifier).map_or(entry.is_empty(), |before| *before == entry) {
            return;
        }
        let change = self.changes.iter().map(|(_, change)| *change).max().unwrap_or_default().saturating_add(1);
        self.put(identifier, entry, change);
    }

    /// The entry as of a change; what came before it is forgotten.
    pub(super) fn put(&mut self, identifier: &str, entry: WorkEntry, change: u64) {
        match place(&self.entries, identifier) {
            Ok(place) if entry.is_empty() => drop(self.entries.remove(place)),
            Ok(place) => self.entries[place].1 = entry,
            Err(_) if entry.is_empty() => {}
            Err(place) => self.entries.insert(place, (identifier.to_owned(), entry)),
        }
        match place(&self.changes, identifier) {
            Ok(place) => self.changes[place].1 = change,
            Err(place) => self.changes.insert(place, (identifier.to_owned(), change)),
        }
    }

    /// Takes over what another page noted later than this one, borrower by borrower. Of two changes of one number, which did not know
    /// of each other, both pages take the same.
    pub fn merge(&mut self, other: &WorkLog) {
        for (identifier, change) in &other.changes {
            let (own, theirs) = (self.entry(identifier), other.entry(identifier));
            let own_change = place(&self.changes, identifier).map_or(0, |place| self.changes[place].1);
            if (*change, theirs) > (own_change, own) {
                self.put(identifier, theirs.cloned().unwrap_or_default(), *change);
            }
        }
    }

    /// The same as noted after all of another log: what was done since goes before it.
    pub fn merge_before(&mut self, kept: &WorkLog) {
        let since = std::mem::replace(self, kept.clone());
        since.entries.into_iter().for_each(|(identifier, entry)| self.set(&identifier, entry));
    }

    /// All entries, in ascending order of the identifiers.
    pub fn entries(&self) -> &[(String, WorkEntry)] {
        &self.entries
    }

    /// What was collected by the notes that are news of this file.
    pub fn collected(&self, file: u64) -> Collected {
        let mut collected = Collected::default();
        for (_, entry) in self.entries.iter().filter(|(_, entry)| entry.paid_in == Some(file)) {
            match entry.amount {
                Some(amount) => {
                    collected.amount = collected.amount.saturating_add(amount);
                    collected.n_borrowers += 1;
                }
                None => collected.n_without_amount += 1,
            }
        }
        collected
    }

    /// The number of each borrower's last change, in ascending order of the identifiers.
    pub(super) fn changes(&self) -> &[(String, u64)] {
        &self.changes
    }

    /// The identifiers of those who are done with, in ascending order.
    pub fn done(&self) -> impl Iterator<Item = &String> {
        self.entries.iter().filter(|(_, entry)| entry.is_done).map(|(identifier, _)| identifier)
    }
}

fn place<T>(entries: &[(String, T)], identifier: &str) -> Result<usize, usize> {
    entries.binary_search_by(|(other, _)| other.as_str().cmp(identifier))
}
