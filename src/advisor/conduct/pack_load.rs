//! A pack made ready: of a built-in file or a person's, with the words that all share.

use super::lexicon::Lexicon;
use super::pack::{Jurisdiction, OwnPhrase, Pack};
use super::pack_fields::PackError;
use super::pack_file::PackFile;
use super::pattern::Classes;

impl Pack {
    /// Loads a jurisdiction's pack. The files are part of the program, so that an error is one of its authors.
    pub fn load(jurisdiction: Jurisdiction) -> Result<Pack, PackError> {
        let (shared, classes) = Lexicon::shared()?;
        let read = |jurisdiction: Jurisdiction| {
            let file = PackFile::read(jurisdiction.file(), &classes, i32::MAX);
            file.pack().map_err(|mut problems| if problems.is_empty() { PackError::missing("file") } else { problems.remove(0) })
        };
        Ok(read(jurisdiction)?.with_words(shared, &others(jurisdiction, read)?))
    }

    /// Reads a person's pack for a jurisdiction: its own words come beside those that all share. `today` counts in days since
    /// 1970-01-01.
    ///
    /// # Errors
    /// All that is wrong with it.
    pub fn read(jurisdiction: Jurisdiction, text: &str, today: i32) -> Result<Pack, Vec<PackError>> {
        let (shared, classes) = Lexicon::shared().map_err(|error| vec![error])?;
        let built_in = |jurisdiction: Jurisdiction| PackFile::read(jurisdiction.file(), &classes, i32::MAX).pack();
        // A clock that is behind does not make the built-in rules those of a day to come.
        let latest = today.max(built_in(jurisdiction)?.as_of_day);
        let mut file = PackFile::read(text, &classes, latest);
        let is_for = file.jurisdiction().unwrap_or(jurisdiction);
        file.refuse_weaker_than(&built_in(is_for)?);
        if is_for != jurisdiction {
            file.refuse_other_than(jurisdiction, is_for);
        }
        Ok(file.pack()?.with_words(shared, &others(jurisdiction, built_in)?))
    }

    /// Whose pack a file is, as it says.
    pub fn jurisdiction_of(text: &str) -> Option<Jurisdiction> {
        PackFile::read(text, &Classes::new(), i32::MAX).jurisdiction()
    }

    fn with_words(self, mut lexicon: Lexicon, others: &[Pack]) -> Pack {
        for OwnPhrase { group, pattern, .. } in others.iter().flat_map(|other| &other.own_words).chain(&self.own_words) {
            lexicon.add(*group, pattern.clone());
        }
        Pack { lexicon, ..self }
    }
}

/// The strictest of all knows the words of all.
fn others<E>(jurisdiction: Jurisdiction, read: impl Fn(Jurisdiction) -> Result<Pack, E>) -> Result<Vec<Pack>, E> {
    match jurisdiction {
        Jurisdiction::Other => {
            [Jurisdiction::India, Jurisdiction::UnitedStates, Jurisdiction::UnitedKingdom].map(read).into_iter().collect()
        }
        _ => Ok(Vec::new()),
    }
}
