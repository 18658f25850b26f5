use crate::data::table::{Column, NumberColumn, Table};

/// What stands between the names of two columns of which one is divided by the other.
const DIVIDED_BY: &str = " ÷ ";
/// What stands before them where a year is divided by: a month is meant.
const TWELVE_TIMES: &str = "12 × ";

/// What is looked at: a column, or one divided by another.
#[derive(Clone, Copy, Debug)]
pub enum Variable<'a> {
    /// A column of the table.
    Column(&'a Column),
    /// One column divided by another; missing where one of both is, or where nothing above zero is below the line.
    /// Times the last.
    Ratio(&'a NumberColumn, &'a NumberColumn, f64),
}

/// The name of a ratio, by which [`Variable::find`] finds it again; of twelve times that where the denominator is of a year.
pub fn ratio_name(numerator: &str, denominator: &str, is_yearly: bool) -> String {
    format!("{}{numerator}{DIVIDED_BY}{denominator}", if is_yearly { TWELVE_TIMES } else { "" })
}

impl<'a> Variable<'a> {
    /// The column of this name, or the ratio; `None` where the table has neither.
    pub fn find(table: &'a Table, name: &str) -> Option<Variable<'a>> {
        let column = |name: &str| table.position(name).and_then(|idx| table.column(idx));
        let numbers = |name: &str| match column(name)? {
            Column::Number(numbers) => Some(numbers),
            _ => None,
        };
        column(name).map(Variable::Column).or_else(|| {
            let (times, rest) = name.strip_prefix(TWELVE_TIMES).map_or((1.0, name), |rest| (12.0, rest));
            let (numerator, denominator) = rest.split_once(DIVIDED_BY)?;
            Some(Variable::Ratio(numbers(numerator)?, numbers(denominator)?, times))
        })
    }

    /// The number in this row, of a date its day; NaN where it is missing or no number.
    pub fn number(&self, row: usize) -> f64 {
        match self {
            Variable::Column(Column::Number(numbers)) => numbers.values().get(row).copied().unwrap_or(f64::NAN),
            Variable::Column(Column::Date(dates)) => dates.get(row).map_or(f64::NAN, f64::from),
            Variable::Column(_) => f64::NAN,
            Variable::Ratio(numerator, denominator, times) => match (numerator.get(row), denominator.get(row)) {
                (Some(above), Some(below)) if below > 0.0 => above * times / below,
                _ => f64::NAN,
            },
        }
    }

    /// Whether nothing is there in this row.
    pub fn is_missing(&self, row: usize) -> bool {
        match self {
            Variable::Column(column) => column.is_missing(row),
            Variable::Ratio(..) => self.number(row).is_nan(),
        }
    }

    /// About `n_wanted` of the numbers that are there, taken at even distances of `rows`, ascending: where ranges are cut.
    pub(super) fn sorted_sample(&self, rows: &[u32], n_wanted: usize) -> Vec<f64> {
        let stride = rows.len().div_ceil(n_wanted.max(1)).max(1);
        let mut sample: Vec<f64> =
            rows.iter().step_by(stride).map(|&row| self.number(row as usize)).filter(|value| !value.is_nan()).collect();
        crate::quantity::order::sort_numbers(&mut sample);
        sample
    }
}
