use super::variable::Variable;
use crate::quantity::order::sort_numbers;

/// How numbers are spread, as a box plot shows it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Spread {
    /// Numbers that are there.
    pub n: u64,
    /// Their mean.
    pub mean: f64,
    /// A twentieth is below.
    pub fifth: f64,
    /// A quarter is below.
    pub lower_quartile: f64,
    /// Half is below.
    pub median: f64,
    /// A quarter is above.
    pub upper_quartile: f64,
    /// A twentieth is above.
    pub ninety_fifth: f64,
}

/// The numbers of these rows; `None` where there are none. Quantiles lie between the two nearest numbers as numpy's do by default.
pub fn spread(variable: &Variable, rows: impl Iterator<Item = u32>) -> Option<Spread> {
    let mut numbers: Vec<f64> = rows.map(|row| variable.number(row as usize)).filter(|value| !value.is_nan()).collect();
    sort_numbers(&mut numbers);
    let last = numbers.len().checked_sub(1)?;
    let quantile = |share: f64| {
        let place = share * last as f64;
        let below = place as usize;
        let above = (below + 1).min(last);
        numbers[below] + (place - below as f64) * (numbers[above] - numbers[below])
    };
    Some(Spread {
        n: numbers.len() as u64,
        mean: numbers.iter().sum::<f64>() / numbers.len() as f64,
        fifth: quantile(0.05),
        lower_quartile: quantile(0.25),
        median: quantile(0.5),
        upper_quartile: quantile(0.75),
        ninety_fifth: quantile(0.95),
    })
}
