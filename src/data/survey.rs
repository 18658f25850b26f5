//! What a column's cells could be, counted: how many are numbers in which unit and with which decimal mark, how many
//! are dates in which order, how many are codes. Comes in: a column's storage. Goes out: the counts from which `typing`
//! decides for the whole column.

use super::column_builder::Storage;
use super::column_format::NumberFormat;
use super::date::{OrderEvidence, ParsedDate, parse_date};
use super::dictionary::TextDictionary;
use super::missing::{Presence, presence_of};
use super::number::{DecimalMark, is_digits, parse_plain};
use super::number_cell::{NumberCell, Proof, Span, Writing, scan_number};
use super::number_unit::NumberUnit;
use super::question::shown;
use crate::quantity::order::sort_by;

/// Cells that a question shows.
const N_EXAMPLES: usize = 3;

/// Cells of one unit and one writing.
struct Sort {
    unit: NumberUnit,
    /// Bounds count as plain.
    writing: Writing,
    /// Cells that prove neither mark, a point, a comma, and those that fit both.
    by_proof: [u64; 4],
    example: String,
}

/// The counts of a column. A "sure" cell is neither missing nor a word that may mean missing.
#[derive(Default)]
pub(super) struct Survey {
    pub n_sure: u64,
    /// Cells such as `none`, which count as missing if the column turns out to hold numbers or dates.
    pub n_unsure: u64,
    /// Of these, those without a letter or digit.
    pub n_dashes: u64,
    pub n_bounded: u64,
    /// Cells of digits that are no number: leading zeros, too many.
    pub n_codes: u64,
    /// Cells of digits that are numbers.
    pub n_whole: u64,
    pub n_dates: u64,
    pub order_evidence: OrderEvidence,
    /// Cells that could be a number of either mark.
    pub mark_examples: Vec<String>,
    /// A cell that proves a point, one that proves a comma.
    pub mark_proofs: [String; 2],
    /// Dates that could be in either order.
    pub order_examples: Vec<String>,
    /// A date that proves the day first, one that proves the month first.
    pub order_proofs: [String; 2],
    pub shorthand_examples: Vec<String>,
    /// Cells that are neither number nor date.
    pub other_examples: Vec<String>,
    sorts: Vec<Sort>,
    code_lengths: Option<(usize, usize)>,
    ranges: Vec<Span>,
    /// Whole numbers from 1 to 999 without a mark, and larger ones.
    n_small: u64,
    n_large: u64,
    /// Cells of either mark that end with a zero, by the decimal mark with which they are the larger number.
    n_round: [u64; 2],
    /// The mark and the unit in which most of the column has been read already.
    read_mark: Option<DecimalMark>,
    read_unit: Option<NumberUnit>,
}

impl Survey {
    /// Looks at all cells; at each different text once where that is possible.
    pub fn of(storage: &Storage) -> Survey {
        let mut survey = Survey::default();
        match storage {
            Storage::Dictionary { codes, texts } => {
                let counts = count_codes(codes, texts.len());
                texts.texts().zip(&counts[1..]).for_each(|(text, &n_cells)| survey.add(text, n_cells));
                sort_by(&mut survey.ranges, |a, b| a.low.total_cmp(&b.low).then(a.high.total_cmp(&b.high)));
            }
            Storage::Numbers(numbers) => {
                numbers.others().for_each(|text| survey.add(text, 1));
                survey.add_numbers(numbers.values(), numbers.mark(), numbers.unit());
                survey.ranges.clear();
            }
            Storage::Texts(texts) => {
                (0..texts.len()).filter_map(|row| texts.get(row)).for_each(|text| survey.add(text, 1));
                survey.ranges.clear();
            }
        }
        survey
    }

    /// Looks at each different text as if it were one cell.
    pub fn of_texts(texts: &TextDictionary) -> Survey {
        let mut survey = Survey::default();
        texts.texts().for_each(|text| survey.add(text, 1));
        survey.ranges.clear();
        survey
    }

    fn add_numbers(&mut self, values: &[f64], mark: Option<DecimalMark>, unit: NumberUnit) {
        let mut by_proof = [0; 4];
        let n_numbers = values.iter().filter(|value| !value.is_nan()).count() as u64;
        let place = mark.map_or(Proof::Neither, |mark| if mark == DecimalMark::Point { Proof::Point } else { Proof::Comma });
        by_proof[place as usize] = n_numbers;
        self.n_sure += n_numbers;
        // These matter where there are codes or no mark is known.
        let matters = self.n_codes > 0 || mark.is_none();
        for &value in values.iter().filter(|value| matters && **value >= 0.0 && value.fract() == 0.0) {
            self.n_whole += 1;
            self.n_small += u64::from((1.0..1000.0).contains(&value));
            self.n_large += u64::from(value >= 1000.0);
        }
        self.sorts.push(Sort { unit, writing: Writing::Plain, by_proof, example: unit.sign().to_owned() });
        self.read_mark = mark;
        self.read_unit = Some(unit).filter(|unit| *unit != NumberUnit::Bare);
    }

    fn add(&mut self, text: &str, n_cells: u64) {
        let presence = presence_of(text);
        if presence == Presence::Missing || n_cells == 0 {
            return;
        }
        if presence == Presence::MissingAmongValues {
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
            (Some(cell), None) => self.add_number(cell, text, n_cells),
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
        self.n_small += if text.len() <= 3 && text != "0" { n_cells } else { 0 };
        self.n_large += if text.len() > 3 { n_cells } else { 0 };
        self.sort_of(NumberUnit::Bare, Writing::Plain, text).by_proof[Proof::Neither as usize] += n_cells;
    }

    fn sort_of(&mut self, unit: NumberUnit, writing: Writing, text: &str) -> &mut Sort {
        let place = self.sorts.iter().position(|sort| sort.unit == unit && sort.writing == writing).unwrap_or_else(|| {
            self.sorts.push(Sort { unit, writing, by_proof: [0; 4], example: shown(text) });
            self.sorts.len() - 1
        });
        &mut self.sorts[place]
    }

    fn add_date(&mut self, date: ParsedDate, text: &str, n_cells: u64) {
        self.n_dates += n_cells;
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

    fn add_number(&mut self, cell: NumberCell, text: &str, n_cells: u64) {
        let proof = cell.proof();
        match proof {
            Proof::Neither => {
                let value = cell.with_point.map_or(0.0, |span| span.low.abs());
                self.n_small += if value.fract() == 0.0 && (1.0..1000.0).contains(&value) { n_cells } else { 0 };
                self.n_large += if value.fract() == 0.0 && value >= 1000.0 { n_cells } else { 0 };
            }
            Proof::Either => {
                keep_example(&mut self.mark_examples, text);
                self.add_round(cell, n_cells);
            }
            Proof::Point => keep_first(&mut self.mark_proofs[0], text),
            Proof::Comma => keep_first(&mut self.mark_proofs[1], text),
        }
        let mut writing = cell.writing;
        match writing {
            Writing::Plain if is_digits(text) => {
                self.n_whole += n_cells;
                self.add_code_length(text.len());
            }
            Writing::Plain => {}
            Writing::Bounded => {
                self.n_bounded += n_cells;
                self.ranges.extend(cell.with_point.or(cell.with_comma));
                writing = Writing::Plain;
            }
            Writing::Range => self.ranges.extend(cell.with_point.or(cell.with_comma)),
            Writing::Shorthand => keep_example(&mut self.shorthand_examples, text),
        }
        self.sort_of(cell.unit, writing, text).by_proof[proof as usize] += n_cells;
    }

    fn add_round(&mut self, cell: NumberCell, n_cells: u64) {
        let (Some(point), Some(comma)) = (cell.with_point, cell.with_comma) else { return };
        let (point, comma) = (point.low.abs(), comma.low.abs());
        if point.max(comma) % 10.0 == 0.0 {
            self.n_round[usize::from(comma > point)] += n_cells;
        }
    }

    fn add_code_length(&mut self, length: usize) {
        let (least, most) = self.code_lengths.unwrap_or((length, length));
        self.code_lengths = Some((least.min(length), most.max(length)));
    }

    /// Whether the column's ranges are bands that do not overlap: years with a number after them, and other codes of
    /// two parts, do.
    fn has_bands(&self) -> bool {
        !self.ranges.is_empty() && self.ranges.windows(2).all(|pair| pair[0].high <= pair[1].low)
    }

    /// The mark that more cells prove, if any does, else the one that the column's zeros do.
    pub fn proven_mark(&self) -> Option<DecimalMark> {
        let (n_point, n_comma) = (self.n_with_proof(Proof::Point), self.n_with_proof(Proof::Comma));
        let by_cells = match n_point >= n_comma {
            true => (n_point > 0).then_some(DecimalMark::Point),
            false => Some(DecimalMark::Comma),
        };
        self.read_mark.or(by_cells).or_else(|| self.grouping_mark())
    }

    /// The decimal mark of a column with `1,200` and `900`, where no number beyond 999 is without a mark: the comma
    /// groups, since whoever writes 900 without decimals would not end 1.2 with zeros.
    fn grouping_mark(&self) -> Option<DecimalMark> {
        let are_large_marked = self.n_small > 0 && self.n_large == 0;
        match self.n_round {
            [1..=u64::MAX, 0] if are_large_marked => Some(DecimalMark::Point),
            [0, 1..=u64::MAX] if are_large_marked => Some(DecimalMark::Comma),
            _ => None,
        }
    }

    /// How many cells prove this.
    pub fn n_with_proof(&self, proof: Proof) -> u64 {
        self.sorts.iter().map(|sort| sort.by_proof[proof as usize]).sum()
    }

    /// How the column's numbers are written, if its mark is this one: in the unit of most cells that have one.
    pub fn number_format(&self, mark: DecimalMark, may_be_short: bool) -> NumberFormat {
        let n_cells = |unit: NumberUnit| self.sorts.iter().filter(|sort| sort.unit == unit).map(Sort::n_cells).sum::<u64>();
        let mut unit = self.read_unit.unwrap_or_default();
        for sort in self.sorts.iter().filter(|sort| sort.unit != NumberUnit::Bare) {
            if self.read_unit.is_none() && (unit == NumberUnit::Bare || n_cells(sort.unit) > n_cells(unit)) {
                unit = sort.unit;
            }
        }
        let has = |writing: Writing| self.sorts.iter().any(|sort| sort.writing == writing);
        let writing = match () {
            () if may_be_short && has(Writing::Shorthand) => Writing::Shorthand,
            () if has(Writing::Range) && self.has_bands() => Writing::Range,
            () if self.n_bounded > 0 => Writing::Bounded,
            () => Writing::Plain,
        };
        NumberFormat { mark, unit, writing }
    }

    /// How many cells are numbers in this format.
    pub fn n_numbers(&self, format: NumberFormat) -> u64 {
        let fits =
            |sort: &&Sort| sort.unit.factor_in(format.unit).is_some() && (sort.writing == Writing::Plain || sort.writing == format.writing);
        self.sorts.iter().filter(fits).map(|sort| sort.n_with(format.mark)).sum()
    }

    /// How many cells are plain numbers, without a bound, in this format.
    pub fn n_plain(&self, format: NumberFormat) -> u64 {
        self.n_numbers(NumberFormat { writing: Writing::Plain, ..format }).saturating_sub(self.n_bounded)
    }

    /// How many cells are shortened.
    pub fn n_short(&self) -> u64 {
        self.sorts.iter().filter(|sort| sort.writing == Writing::Shorthand).map(Sort::n_cells).sum()
    }

    /// Whether the digits are codes: nearly all cells are digits and nothing else, and some have leading zeros or too
    /// many digits: one in a hundred, or any where all cells have as many digits.
    pub fn is_code(&self) -> bool {
        let n_digits = self.n_codes + self.n_whole;
        let is_one_length = self.code_lengths.is_some_and(|(least, most)| least == most);
        self.n_codes > 0 && n_digits * 100 >= self.n_sure * 95 && (self.n_codes * 100 >= n_digits || is_one_length)
    }

    /// Counts that do not go together: cells of the unit that most have, and the other units, with examples.
    pub fn other_unit(&self, format: NumberFormat) -> Option<(String, String, u64)> {
        let of_unit = |unit: NumberUnit| self.sorts.iter().find(move |sort| sort.unit == unit);
        let kept = of_unit(format.unit)?;
        let other = self.sorts.iter().find(|sort| sort.unit.factor_in(format.unit).is_none()).or_else(|| {
            // A bare 0.12 among per cents may be 12 %.
            of_unit(NumberUnit::Bare).filter(|bare| format.unit == NumberUnit::Percent && bare.n_cells() * 20 >= self.n_sure)
        })?;
        (other.unit != format.unit).then(|| (kept.example.clone(), other.example.clone(), other.n_cells()))
    }
}

impl Sort {
    fn n_cells(&self) -> u64 {
        self.by_proof.iter().sum()
    }

    fn n_with(&self, mark: DecimalMark) -> u64 {
        let proof = if mark == DecimalMark::Point { Proof::Point } else { Proof::Comma };
        [Proof::Neither, proof, Proof::Either].iter().map(|proof| self.by_proof[*proof as usize]).sum()
    }
}

fn keep_example(examples: &mut Vec<String>, text: &str) {
    if examples.len() < N_EXAMPLES {
        examples.push(shown(text));
    }
}

fn keep_first(example: &mut String, text: &str) {
    if example.is_empty() {
        *example = shown(text);
    }
}

/// How many cells have each code; a place more than there are texts, the first for code 0.
pub(super) fn count_codes(codes: &[u32], n_texts: usize) -> Vec<u64> {
    let mut counts = vec![0; n_texts + 1];
    for &code in codes {
        counts[code as usize] += 1;
    }
    counts
}
