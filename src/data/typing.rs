//! What kind a column is and how it is written, decided over the whole column and never by one cell. Comes in: what all
//! columns' cells could be. Goes out: a format for each, and what is left to ask. Knows no storage but through surveys.

use super::column_builder::{ColumnBuilder, MOST_TEXTS, Storage};
use super::column_format::{Century, ColumnFormat, DateFormat, DateOrder, DecimalMark, NumberFormat, SerialDate, Writing};
use super::date::{OrderEvidence, default_order};
use super::dialect::Delimiter;
use super::dictionary::TextDictionary;
use super::issue::{Oddity, Remedy};
use super::missing::{Presence, presence_of};
use super::number_cell::Proof;
use super::number_unit::NumberUnit;
use super::question::{Basis, Question, TypingAnswers, answer_for};
use super::serial_date::{find_serial, likeliest_serial};
use super::survey::Survey;
use super::table::Kind;

/// In hundredths: how many of a column's cells must be numbers (or dates) for it to be of that kind.
const LEAST_FIT: u64 = 95;
/// In hundredths: from how many on the person is asked.
const ASKED_FIT: u64 = 50;
/// Texts that a column must have before the person is asked about those that are no numbers.
const ASKED_TEXTS: u64 = 20;

/// What a column is.
#[derive(Debug)]
pub(super) struct Verdict {
    pub kind: Kind,
    pub format: ColumnFormat,
    pub questions: Vec<Question>,
    /// Two ways of writing that do not go together.
    pub conflicts: Vec<(Oddity, Remedy)>,
}

/// What columns that prove nothing follow.
#[derive(Clone, Copy, Debug)]
pub(super) struct FileHabits {
    pub mark: (DecimalMark, Basis),
    order: (DateOrder, Basis),
}

impl FileHabits {
    /// As the columns that prove something agree; else as the delimiter suggests; else as most files.
    pub fn of(surveys: &[Survey], delimiter: Delimiter, said: Option<DecimalMark>) -> FileHabits {
        let mut marks = surveys.iter().filter_map(|survey| {
            let mark = survey.numbers.proven_mark()?;
            (survey.numbers.n_numbers(survey.numbers.number_format(mark, false)) * 100 >= survey.n_sure * LEAST_FIT).then_some(mark)
        });
        let by_delimiter = match delimiter {
            Delimiter::Semicolon => (DecimalMark::Comma, Basis::Delimiter),
            _ => (DecimalMark::Point, Basis::Habit),
        };
        let proven = match marks.next() {
            Some(first) if marks.all(|mark| mark == first) => (first, Basis::OtherColumns),
            _ => by_delimiter,
        };
        let mark = said.map_or(proven, |said| (said, Basis::Said));
        let holds_dates = |survey: &&Survey| survey.n_dates * 100 >= survey.n_sure * LEAST_FIT;
        let evidence: Vec<OrderEvidence> = surveys.iter().filter(holds_dates).map(|survey| survey.order_evidence).collect();
        let is_proven = evidence.iter().any(|evidence| evidence.order().is_some());
        FileHabits { mark, order: (default_order(&evidence), if is_proven { Basis::OtherColumns } else { Basis::Habit }) }
    }
}

/// The kind and the format of a column: of numbers or dates where at least 95 % of its cells are (besides the missing
/// ones), of categories where its texts are few or come again, of texts otherwise. A person's choice goes before all.
pub(super) fn judge(name: &str, builder: &ColumnBuilder, survey: &Survey, habits: FileHabits, answers: &TypingAnswers) -> Verdict {
    let may_be_short = builder.forced == Some(Kind::Number);
    let mark = builder.mark.or(survey.numbers.proven_mark()).unwrap_or(habits.mark.0);
    let numbers = survey.numbers.number_format(mark, may_be_short);
    let serial = answer_for(&answers.serial_dates, name).copied();
    let fits = |n_cells: u64| n_cells > 0 && n_cells * 100 >= survey.n_sure * LEAST_FIT;
    let is_only_dashes = survey.n_sure == 0 && survey.n_dashes > 0 && survey.n_dashes == survey.n_unsure;
    let is_free = builder.forced.is_none();
    let kind = match builder.forced {
        Some(kind) => kind,
        None if serial.is_some() => Kind::Date,
        None if survey.is_code() => text_kind(&builder.storage, survey),
        None if is_only_dashes || fits(survey.numbers.n_numbers(numbers)) => Kind::Number,
        None if fits(survey.n_dates) => Kind::Date,
        None => text_kind(&builder.storage, survey),
    };
    let mut verdict = Verdict { kind, format: ColumnFormat::of_kind(kind), questions: Vec::new(), conflicts: Vec::new() };
    match kind {
        Kind::Number => verdict.take_numbers(name, builder, survey, numbers, habits),
        Kind::Date => verdict.take_dates(name, builder, survey, serial, habits, answers),
        Kind::Category | Kind::Text if survey.is_code() => verdict.format = ColumnFormat::Code,
        Kind::Category | Kind::Text => {
            if kind == Kind::Category && is_boolean(&builder.storage, survey) {
                verdict.format = ColumnFormat::Boolean;
            }
            verdict.questions.extend(is_free.then(|| open_question(name, &builder.storage, survey, numbers)).flatten());
        }
    }
    verdict
}

impl Verdict {
    fn take_numbers(&mut self, name: &str, builder: &ColumnBuilder, survey: &Survey, format: NumberFormat, habits: FileHabits) {
        self.format = ColumnFormat::Number(format);
        let is_quantity = format.unit != NumberUnit::Bare || format.writing != Writing::Plain || builder.forced.is_some();
        if !is_quantity && let Some(serial) = find_serial(name, &|take| each_number(&builder.storage, survey, format, take)) {
            return self.take_serial(name, builder, survey, serial);
        }
        let is_open = builder.mark.is_none()
            && habits.mark.1 != Basis::Said
            && survey.numbers.proven_mark().is_none()
            && !survey.numbers.mark_examples.is_empty();
        if is_open {
            let (assumed, basis) = habits.mark;
            let question =
                Question::DecimalMark { column: name.to_owned(), examples: survey.numbers.mark_examples.clone(), assumed, basis };
            self.questions.push(question);
        }
        let n_proofs = [Proof::Point, Proof::Comma].map(|proof| survey.numbers.n_with_proof(proof));
        self.add_conflict(n_proofs, &survey.numbers.mark_proofs, usize::from(format.mark == DecimalMark::Comma));
        if let Some((kept, other, n_other)) = survey.numbers.other_unit(format) {
            let is_bare =
                format.unit == NumberUnit::Percent && other.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
            let remedy = if is_bare { Remedy::ReadAlike } else { Remedy::ReadAsMissing };
            self.conflicts.push((Oddity::TwoWritings { kept, other, n_other }, remedy));
        }
    }

    fn take_serial(&mut self, name: &str, builder: &ColumnBuilder, survey: &Survey, serial: SerialDate) {
        self.kind = Kind::Date;
        self.format = ColumnFormat::Date(DateFormat::Serial(serial));
        if serial.is_doubtful() {
            let mut days = (i32::MAX, i32::MIN);
            each_number(&builder.storage, survey, NumberFormat::default(), &mut |value| {
                days = serial.day(value).map_or(days, |day| (days.0.min(day), days.1.max(day)));
                true
            });
            self.questions.push(Question::SerialDate { column: name.to_owned(), assumed: serial, days });
        }
    }

    fn take_dates(
        &mut self,
        name: &str,
        builder: &ColumnBuilder,
        survey: &Survey,
        serial: Option<SerialDate>,
        habits: FileHabits,
        answers: &TypingAnswers,
    ) {
        if let Some(serial) = serial {
            self.format = ColumnFormat::Date(DateFormat::Serial(serial));
            return;
        }
        if survey.numbers.n_numbers(NumberFormat::default()) > survey.n_dates {
            let serial = likeliest_serial(&|take| each_number(&builder.storage, survey, NumberFormat::default(), take));
            return self.take_serial(name, builder, survey, serial);
        }
        let evidence = survey.order_evidence;
        let answer = answer_for(&answers.date_orders, name).copied();
        let order = answer.or(evidence.order()).unwrap_or(habits.order.0);
        self.format = ColumnFormat::Date(self.century_format(name, survey, order, answers));
        if answer.is_none() && evidence.order().is_none() && evidence.n_either > 0 {
            let (assumed, basis) = habits.order;
            self.questions.push(Question::DateOrder { column: name.to_owned(), examples: survey.order_examples.clone(), assumed, basis });
        }
        let n_proofs = [evidence.n_day_first, evidence.n_month_first];
        self.add_conflict(n_proofs, &survey.order_proofs, usize::from(order == DateOrder::MonthFirst));
    }

    /// Written dates with the century of their years of two digits, which is asked where some are open.
    fn century_format(&mut self, name: &str, survey: &Survey, order: DateOrder, answers: &TypingAnswers) -> DateFormat {
        let answer = answer_for(&answers.centuries, name).copied();
        let assumed = if survey.has_last_century { Century::Last } else { Century::This };
        if answer.is_none() && !survey.open_century.is_empty() {
            self.questions.push(Question::Century { column: name.to_owned(), example: survey.open_century.clone(), assumed });
        }
        match answer.unwrap_or(assumed) {
            Century::Last if !survey.open_century.is_empty() => DateFormat::WrittenBefore1970(order),
            _ => DateFormat::Written(order),
        }
    }

    /// Notes that cells prove two different things of which the one at `kept` was taken.
    fn add_conflict(&mut self, n_proofs: [u64; 2], examples: &[String; 2], kept: usize) {
        let other = 1 - kept;
        if n_proofs[other] > 0 && !examples[other].is_empty() {
            let (kept, other, n_other) = (examples[kept].clone(), examples[other].clone(), n_proofs[other]);
            self.conflicts.push((Oddity::TwoWritings { kept, other, n_other }, Remedy::ReadAsMissing));
        }
    }
}

/// What a column of texts leaves open: shortened numbers, or numbers (dates) with too many exceptions.
fn open_question(name: &str, storage: &Storage, survey: &Survey, numbers: NumberFormat) -> Option<Question> {
    let column = name.to_owned();
    let n_numbers = survey.numbers.n_numbers(numbers);
    if survey.numbers.n_short() > 0 && (survey.numbers.n_short() + n_numbers) * 100 >= survey.n_sure * LEAST_FIT {
        return Some(Question::Shorthand { column, examples: survey.numbers.shorthand_examples.clone() });
    }
    let is_asked = |n_cells: u64| n_cells * 100 >= survey.n_sure * ASKED_FIT && n_cells > 0;
    let (kind, n_fit) = match () {
        () if is_asked(survey.numbers.n_plain(numbers)) => (Kind::Number, n_numbers),
        () if is_asked(survey.n_dates) => (Kind::Date, survey.n_dates),
        () => return None,
    };
    if count_distinct(storage, survey, survey.n_sure) <= ASKED_TEXTS {
        return None;
    }
    let n_unfit = survey.n_sure - n_fit;
    Some(Question::MostlyOfKind { column, kind, n_fit, n_unfit, examples: survey.other_examples.clone() })
}

/// Gives all numbers of a column, as long as `take` says so.
fn each_number(storage: &Storage, survey: &Survey, format: NumberFormat, take: &mut dyn FnMut(f64) -> bool) {
    match storage {
        Storage::Numbers(numbers) => {
            let _ = numbers.values().iter().filter(|value| !value.is_nan()).all(|value| take(*value))
                && numbers.others().filter_map(|text| format.read(text)).all(take);
        }
        Storage::Dictionary { texts, .. } => {
            texts.texts().zip(&survey.counts[1..]).filter(|(_, count)| **count > 0).filter_map(|(text, _)| format.read(text)).all(take);
        }
        Storage::Texts(texts) => {
            (0..texts.len()).filter_map(|row| format.read(texts.get(row)?)).all(take);
        }
    }
}

fn text_kind(storage: &Storage, survey: &Survey) -> Kind {
    let n_present = survey.n_sure + survey.n_unsure;
    if is_category(count_distinct(storage, survey, n_present), n_present) { Kind::Category } else { Kind::Text }
}

/// How many different texts there are; `n_present` as soon as there are too many for a category.
fn count_distinct(storage: &Storage, survey: &Survey, n_present: u64) -> u64 {
    let mut texts = TextDictionary::default();
    let mut is_enough = |text: &str| {
        texts.code_of(text);
        texts.len() > MOST_TEXTS || texts.len() as u64 * 2 > n_present
    };
    let is_over = match storage {
        Storage::Dictionary { texts, .. } => {
            let is_there = |(text, count): &(&str, &u64)| **count > 0 && presence_of(text) != Presence::Missing;
            return texts.texts().zip(&survey.counts[1..]).filter(is_there).count() as u64;
        }
        Storage::Numbers(numbers) => {
            numbers.values().iter().any(|value| !value.is_nan() && is_enough(&value.to_string())) || numbers.others().any(&mut is_enough)
        }
        Storage::Texts(column) => (0..column.len()).filter_map(|row| column.get(row)).any(is_enough),
    };
    if is_over { n_present } else { texts.len() as u64 }
}

/// Few texts, or texts that come again: at most 20; at most 50 that are not nearly all different; or each twice on
/// average.
fn is_category(n_distinct: u64, n_present: u64) -> bool {
    n_distinct <= 20 || (n_distinct <= 50 && n_distinct * 10 <= n_present * 9) || n_distinct * 2 <= n_present
}

/// Whether all texts are ways of saying yes or no, and both are there.
fn is_boolean(storage: &Storage, survey: &Survey) -> bool {
    const YES: [&str; 10] = ["yes", "y", "true", "t", "on", "ja", "oui", "si", "sí", "sim"];
    const NO: [&str; 10] = ["no", "n", "false", "f", "off", "nein", "non", "nej", "não", "nao"];
    let Storage::Dictionary { texts, .. } = storage else { return false };
    if texts.len() > 12 {
        return false;
    }
    let (mut has_yes, mut has_no) = (false, false);
    let mut is_either = |text: &str| {
        let (is_yes, is_no) = (YES.iter().any(|yes| yes.eq_ignore_ascii_case(text)), NO.iter().any(|no| no.eq_ignore_ascii_case(text)));
        has_yes |= is_yes;
        has_no |= is_no;
        is_yes || is_no
    };
    let is_there = |(text, count): &(&str, &u64)| **count > 0 && presence_of(text) != Presence::Missing;
    texts.texts().zip(&survey.counts[1..]).filter(is_there).all(|(text, _)| is_either(text)) && has_yes && has_no
}
