//! The numbers of a jurisdiction, each with its name in the data files, what it may be and which way is looser.

use super::pack_fields::{Fields, Problems, Range};

/// Numbers of a jurisdiction.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Limits {
    /// The least days to a deadline.
    pub least_deadline_days: i32,
    /// The least days to a deadline of a vulnerable borrower.
    pub vulnerable_deadline_days: i32,
    /// Calls within seven days that are too many.
    pub calls_per_week: f64,
    /// Messages within seven days that are too many.
    pub messages_per_week: f64,
    /// The largest part of the disposable income that an instalment may take.
    pub most_of_income: f64,
    /// The most words of a sentence.
    pub longest_sentence: usize,
    /// The highest school grade (Flesch and Kincaid).
    pub highest_grade: f64,
    /// So many code points a locked screen shows.
    pub preview_length: u32,
    /// The largest part of capital letters.
    pub most_capitals: f64,
    /// The most exclamation marks.
    pub most_exclamations: usize,
}

/// What is known of a number.
pub(super) struct LimitKind {
    /// Its name in the data files.
    pub name: &'static str,
    /// What it is, for people.
    pub label: &'static str,
    range: Range,
    /// Which way is looser.
    pub looser: Looser,
    /// The rule that it belongs to, where that protects from harm: it may be stricter than built in, and never looser.
    pub firm: Option<&'static str>,
}

/// Which way a number becomes looser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Looser {
    Higher,
    Lower,
}

const fn kind(name: &'static str, label: &'static str, range: (f64, f64, bool), looser: Looser, firm: Option<&'static str>) -> LimitKind {
    LimitKind { name, label, range: Range { least: range.0, most: range.1, is_whole: range.2 }, looser, firm }
}

/// All numbers, in the order of [`Limits::values`].
pub(super) const LIMITS: [LimitKind; 10] = {
    use Looser::{Higher, Lower};
    [
        kind("least_deadline_days", "Days to a deadline", (1.0, 365.0, true), Lower, None),
        kind("vulnerable_deadline_days", "Days to a deadline of a vulnerable borrower", (1.0, 365.0, true), Lower, Some("C16")),
        kind("calls_per_week", "Calls within seven days", (1.0, 100.0, true), Higher, None),
        kind("messages_per_week", "Messages within seven days", (1.0, 100.0, true), Higher, None),
        kind("most_of_income", "Part of the income for an instalment", (0.01, 1.0, false), Higher, None),
        kind("longest_sentence", "Words of a sentence", (5.0, 200.0, true), Higher, None),
        kind("highest_grade", "School grade", (1.0, 30.0, false), Higher, None),
        kind("preview_length", "Characters on a locked screen", (1.0, 1_000.0, true), Lower, None),
        kind("most_capitals", "Part of capital letters", (0.0, 1.0, false), Higher, Some("C06")),
        kind("most_exclamations", "Exclamation marks", (0.0, 100.0, true), Higher, Some("C06")),
    ]
};

impl Limits {
    /// The numbers in the order of [`LIMITS`].
    pub(super) fn values(&self) -> [f64; 10] {
        [
            f64::from(self.least_deadline_days),
            f64::from(self.vulnerable_deadline_days),
            self.calls_per_week,
            self.messages_per_week,
            self.most_of_income,
            self.longest_sentence as f64,
            self.highest_grade,
            f64::from(self.preview_length),
            self.most_capitals,
            self.most_exclamations as f64,
        ]
    }

    /// Reads all of them; one that cannot be read is of no meaning, and a problem.
    pub(super) fn read(fields: &Fields<'_>, problems: &mut Problems) -> Limits {
        fields.refuse_others(&LIMITS.each_ref().map(|kind| kind.name), problems);
        let [deadline, vulnerable, calls, messages, income, sentence, grade, preview, capitals, exclamations] =
            LIMITS.each_ref().map(|kind| {
                let value = fields.get(kind.name, problems);
                value.map_or(f64::NAN, |(value, path)| problems.number(value, &path, kind.range))
            });
        Limits {
            least_deadline_days: deadline as i32,
            vulnerable_deadline_days: vulnerable as i32,
            calls_per_week: calls,
            messages_per_week: messages,
            most_of_income: income,
            longest_sentence: sentence as usize,
            highest_grade: grade,
            preview_length: preview as u32,
            most_capitals: capitals,
            most_exclamations: exclamations as usize,
        }
    }
}

impl LimitKind {
    /// Whether one number is looser than another.
    pub(super) fn is_looser(&self, number: f64, than: f64) -> bool {
        match self.looser {
            Looser::Higher => number > than,
            Looser::Lower => number < than,
        }
    }
}
