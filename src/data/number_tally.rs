//! The numbers among a column's cells, counted: by unit, by writing and by what they prove of the decimal mark. Comes in:
//! cells that may be numbers. Goes out: the column's mark and format, as far as its cells tell.

use super::column_format::NumberFormat;
use super::number::DecimalMark;
use super::number_cell::{NumberCell, Proof, Span, Writing};
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

/// The counts of a column's numbers.
#[derive(Default)]
pub(super) struct NumberTally {
    /// Cells that could be a number of either mark.
    pub mark_examples: Vec<String>,
    /// A cell that proves a point, one that proves a comma.
    pub mark_proofs: [String; 2],
    pub shorthand_examples: Vec<String>,
    n_bounded: u64,
    sorts: Vec<Sort>,
    ranges: Vec<Span>,
    has_bands: bool,
    /// Whole numbers from 1 to 999 without a mark, and larger ones.
    n_small: u64,
    n_large: u64,
    /// Cells of either mark that end with a zero, by the decimal mark with which they are the larger number.
    n_round: [u64; 2],
    /// Cells that end with a plus, and with a minus: where both come often they are grades, `2+` and `2-`.
    n_ends: [u64; 2],
    /// Whether cells end with `Dr`: `Cr` is no crore then, but the other side of the account.
    has_debits: bool,
    /// The mark and the unit in which most of the column has been read already.
    read_mark: Option<DecimalMark>,
    read_unit: Option<NumberUnit>,
}

impl NumberTally {
    /// Counts cells with this text.
    pub fn add(&mut self, cell: NumberCell, text: &str, n_cells: u64) {
        self.n_ends[0] += if text.ends_with('+') { n_cells } else { 0 };
        self.n_ends[1] += if text.ends_with('-') && !text.ends_with("/-") { n_cells } else { 0 };
        self.has_debits |= text.as_bytes().last_chunk::<2>().is_some_and(|end| end.eq_ignore_ascii_case(b"dr"));
        let proof = cell.proof();
        match proof {
            Proof::Neither => {
                let value = cell.with_point.map_or(0.0, |span| span.low.abs());
                self.add_size(value, n_cells);
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

    /// Counts cells of digits, perhaps with a minus: the commonest case.
    pub fn add_whole(&mut self, text: &str, n_cells: u64) {
        self.n_small += if text.len() <= 3 && text != "0" { n_cells } else { 0 };
        self.n_large += if text.len() > 3 { n_cells } else { 0 };
        self.sort_of(NumberUnit::Bare, Writing::Plain, text).by_proof[Proof::Neither as usize] += n_cells;
    }

    /// Counts cells that have been read already, in this unit and with this mark.
    pub fn add_read(&mut self, n_cells: u64, mark: Option<DecimalMark>, unit: NumberUnit) {
        let proof = mark.map_or(Proof::Neither, Proof::of);
        self.sort_of(unit, Writing::Plain, unit.sign()).by_proof[proof as usize] += n_cells;
        self.read_mark = mark;
        self.read_unit = Some(unit).filter(|unit| *unit != NumberUnit::Bare);
    }

    /// Notes how large whole numbers without a mark are.
    pub fn add_size(&mut self, value: f64, n_cells: u64) {
        self.n_small += if value.fract() == 0.0 && (1.0..1000.0).contains(&value) { n_cells } else { 0 };
        self.n_large += if value.fract() == 0.0 && value >= 1000.0 { n_cells } else { 0 };
    }

    fn sort_of(&mut self, unit: NumberUnit, writing: Writing, text: &str) -> &mut Sort {
        let place = self.sorts.iter().position(|sort| sort.unit == unit && sort.writing == writing).unwrap_or_else(|| {
            self.sorts.push(Sort { unit, writing, by_proof: [0; 4], example: shown(text) });
            self.sorts.len() - 1
        });
        &mut self.sorts[place]
    }

    fn add_round(&mut self, cell: NumberCell, n_cells: u64) {
        let (Some(point), Some(comma)) = (cell.with_point, cell.with_comma) else { return };
        let (point, comma) = (point.low.abs(), comma.low.abs());
        if point.max(comma) % 10.0 == 0.0 {
            self.n_round[usize::from(comma > point)] += n_cells;
        }
    }

    /// Finds out whether the column's ranges are bands that do not overlap: years with a number after them, and other
    /// codes of two parts, do. For a column of which each different text has been added once.
    pub fn look_for_bands(&mut self) {
        sort_by(&mut self.ranges, |a, b| a.low.total_cmp(&b.low).then(a.high.total_cmp(&b.high)));
        self.has_bands = !self.ranges.is_empty() && self.ranges.windows(2).all(|pair| pair[0].high <= pair[1].low);
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
            () if may_be_short && has(Writing::Shorthand) && !self.has_debits => Writing::Shorthand,
            () if has(Writing::Range) && self.has_bands => Writing::Range,
            () if self.n_bounded > 0 => Writing::Bounded,
            () => Writing::Plain,
        };
        NumberFormat { mark, unit, writing }
    }

    /// How many cells are numbers in this format.
    pub fn n_numbers(&self, format: NumberFormat) -> u64 {
        let fits =
            |sort: &&Sort| sort.unit.factor_in(format.unit).is_some() && (sort.writing == Writing::Plain || sort.writing == format.writing);
        let n_numbers = self.sorts.iter().filter(fits).map(|sort| sort.n_with(format.mark)).sum();
        let are_grades = self.n_ends.iter().all(|&n_cells| n_cells > 0 && n_cells * 100 >= n_numbers);
        if are_grades { 0 } else { n_numbers }
    }

    /// How many cells are plain numbers, without a bound, in this format.
    pub fn n_plain(&self, format: NumberFormat) -> u64 {
        self.n_numbers(NumberFormat { writing: Writing::Plain, ..format }).saturating_sub(self.n_bounded)
    }

    /// How many cells are shortened.
    pub fn n_short(&self) -> u64 {
        self.sorts.iter().filter(|sort| sort.writing == Writing::Shorthand && !self.has_debits).map(Sort::n_cells).sum()
    }

    /// Counts that do not go together: cells of the unit that most have, and the other units, with examples.
    pub fn other_unit(&self, format: NumberFormat) -> Option<(String, String, u64)> {
        let of_unit = |unit: NumberUnit| self.sorts.iter().find(move |sort| sort.unit == unit);
        let kept = of_unit(format.unit)?;
        let other = self.sorts.iter().find(|sort| sort.unit.factor_in(format.unit).is_none()).or_else(|| {
            // A bare 0.12 among per cents may be 12 %.
            of_unit(NumberUnit::Bare).filter(|bare| format.unit == NumberUnit::Percent && bare.n_cells() * 20 >= kept.n_cells())
        })?;
        (other.unit != format.unit).then(|| (kept.example.clone(), other.example.clone(), other.n_cells()))
    }
}

impl Proof {
    fn of(mark: DecimalMark) -> Proof {
        match mark {
            DecimalMark::Point => Proof::Point,
            DecimalMark::Comma => Proof::Comma,
        }
    }
}

impl Sort {
    fn n_cells(&self) -> u64 {
        self.by_proof.iter().sum()
    }

    fn n_with(&self, mark: DecimalMark) -> u64 {
        [Proof::Neither, Proof::of(mark), Proof::Either].iter().map(|proof| self.by_proof[*proof as usize]).sum()
    }
}

pub(super) fn keep_example(examples: &mut Vec<String>, text: &str) {
    if examples.len() < N_EXAMPLES {
        examples.push(shown(text));
    }
}

pub(super) fn keep_first(example: &mut String, text: &str) {
    if example.is_empty() {
        *example = shown(text);
    }
}
