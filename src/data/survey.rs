//! What a column's cells could be, counted: how many are numbers in which unit and with which decimal mark, how many
//! are dates in which order, how many are codes. Comes in: a column's storage. Goes out: the counts from which `typing`
//! decides for the whole column.

use super::century::{Century, century_of};
use super::column_builder::Storage;
use super::column_passes::{count_codes, count_there};
use super::date::{DateOrder, OrderEvidence, ParsedDate, parse_date};
use super::dictionary::TextDictionary;
use super::missing::{Presence, presence_of};
use super::number::{DecimalMark, is_digits, parse_plain};
use super::number_cell::{Writing, scan_number};
use super::number_tally::{NumberTally, keep_example, keep_first};
use super::number_unit::NumberUnit;

/// The counts of a column. A "sure" cell is neither missing nor a word that may mean missing.
#[derive(Default)]
pub(super) struct Survey {
    pub n_sure: u64,
    /// Cells such as `none`, which count as missing if the column turns out to hold numbers or dates.
    pub n_unsure: u64,
    /// Of these, those without a letter or digit.
    pub n_dashes: u64,
    /// Cells of digits that are no number: leading zeros, too many.
    pub n_codes: u64,
    /// Cells of digits that are numbers.
    pub n_whole: u64,
    pub n_dates: u64,
    pub numbers: NumberTally,
    pub order_evidence: OrderEvidence,
    /// Dates that could be in either order.
    pub order_examples: Vec<String>,
    /// A date that proves the day first, one that proves the month first.
    pub order_proofs: [String; 2],
    /// A date whose year of two digits is 30 to 69, and whether others are 70 to 99.
    pub open_century: String,
    pub has_last_century: bool,
    /// Cells that are neither number nor date.
    pub other_examples: Vec<String>,
    /// How many cells have each code of a column that has a dictionary, the empty ones first.
    pub counts: Vec<u64>,
    code_lengths: Option<(usize, usize)>,
}

impl Survey {
    /// Looks at all cells; at each different text once where that is possible.
    pub fn of(storage: &Storage) -> Survey {
        let mut survey = Survey::default();
        match storage {
            Storage::Dictionary { codes, texts } => {
                let counts = count_codes(codes, texts.len());
                texts.texts().zip(&counts[1..]).for_each(|(text, &n_cells)| survey.add(text, n_cells));
                survey.numbers.look_for_bands();
                survey.counts = counts;
            }
            Storage::Numbers(numbers) => {
                numbers.others().for_each(|text| survey.add(text, 1));
                survey.add_numbers(numbers.values(), numbers.mark(), numbers.unit());
            }
            Storage::Texts(texts) => {
                (0..texts.len()).filter_map(|row| texts.get(row)).for_each(|text| survey.add(text, 1));
            }
        }
        survey
    }

    /// Looks at each different text as if it were one cell.
    pub fn of_texts(texts: &TextDictionary) -> Survey {
        let mut survey = Survey::default();
        texts.texts().for_each(|text| survey.add(text, 1));
        survey
    }

    fn add_numbers(&mut self, values: &[f64], mark: Option<DecimalMark>, unit: NumberUnit) {
        let n_numbers = count_there(values);
        self.n_sure += n_numbers;
        self.numbers.add_read(n_numbers, mark, unit);
        // These matter where there are codes or no mark is known.
        let matters = self.n_codes > 0 || mark.is_none();
        let values = if matters { values } else { &[] };
        for &value in values.iter().filter(|value| **value >= 0.0 && value.fract() == 0.0) {
            self.n_whole += 1;
            self.numbers.add_size(value, 1);
        }
    }

    fn add(&mut self, text: &str, n_cells: u64) {
        let presence = presence_of(text);
        if presence == Presence::Missing || n_cells == 0 {
            return;
        }
        if presence != Presence::Present {
            self.n_unsure += n_cells;
            self.n_dashes += if text.chars().any(char::is_alphanumeric) { 0 } else { n_cells };
            return;
        }
        self.n_sure += n_cells;
        if text.len() < 16 && parse_plain(text.as_bytes(), 0).is_some() {
            return self.add_whole(text, n_cells);
        }
        let number = scan_number(text);
        let date = if number.is_none_or(|cell| cell.writing == Writing::Range) { parse_date(text) } else { None };
        match (number, date) {
            (_, Some(date)) => self.add_date(date, text, n_cells),
            (Some(cell), None) => {
                if cell.writing == Writing::Plain && is_digits(text) {
                    self.n_whole += n_cells;
                    self.add_code_length(text.len());
                }
                self.numbers.add(cell, text, n_cells);
            }
            (None, None) if is_digits(text) => {
                self.n_codes += n_cells;
                self.add_code_length(text.len());
            }
            (None, None) => keep_example(&mut self.other_examples, text),
        }
    }

    /// The commonest case: digits, perhaps with a minus.
    fn add_whole(&mut self, text: &str, n_cells: u64) {
        if !text.starts_with('-') {
            self.n_whole += n_cells;
            self.add_code_length(text.len());
        }
        self.numbers.add_whole(text, n_cells);
    }

    fn add_date(&mut self, date: ParsedDate, text: &str, n_cells: u64) {
        self.n_dates += n_cells;
        match date.day(DateOrder::DayFirst).or(date.day(DateOrder::MonthFirst)).and_then(|day| century_of(day, text)) {
            Some(Century::This) => keep_first(&mut self.open_century, text),
            Some(Century::Last) => self.has_last_century = true,
            None => {}
        }
        let before = self.order_evidence;
        self.order_evidence.add(date, n_cells);
        if self.order_evidence.n_either > before.n_either {
            keep_example(&mut self.order_examples, text);
        } else if self.order_evidence.n_day_first > before.n_day_first {
            keep_first(&mut self.order_proofs[0], text);
        } else if self.order_evidence.n_month_first > before.n_month_first {
            keep_first(&mut self.order_proofs[1], text);
        }
    }

    fn add_code_length(&mut self, length: usize) {
        let (least, most) = self.code_lengths.unwrap_or((length, length));
        self.code_lengths = Some((least.min(length), most.max(length)));
    }

    /// Whether the digits are codes: nearly all cells are digits and nothing else, and some have leading zeros or too
    /// many digits: one in a hundred, or any where all cells have as many digits.
    pub fn is_code(&self) -> bool {
        let n_digits = self.n_codes + self.n_whole;
        let is_one_length = self.code_lengths.is_some_and(|(least, most)| least == most);
        self.n_codes > 0 && n_digits * 100 >= self.n_sure * 95 && (self.n_codes * 100 >= n_digits || is_one_length)
    }
}
