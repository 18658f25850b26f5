//! The figures of an answer that stand in nothing the model was told. Comes in: the answer, and all that was sent. Goes out: their places.

use std::ops::Range;

use crate::advisor::figures::known::KnownFigures;
use crate::advisor::figures::{DayOrder, read_figures};
use crate::advisor::text::Text;

/// Where the answer states an amount, a date, a per cent or a count that is in none of these texts: in bytes of the answer.
pub fn untold_figures(answer: &str, told: &[&str]) -> Vec<Range<usize>> {
    let mut known = KnownFigures::new(DayOrder::Either);
    for line in told.iter().flat_map(|text| text.lines()) {
        known.add_text(line);
        numbers_of(line).for_each(|number| known.add_number(number));
    }
    let byte_at = |letter: u32| answer.char_indices().nth(letter as usize).map_or(answer.len(), |(at, _)| at);
    let figures = read_figures(&Text::read(answer), DayOrder::Either);
    figures.into_iter().filter(|figure| !known.holds(figure)).map(|figure| byte_at(figure.span.start)..byte_at(figure.span.end)).collect()
}

/// Every number of a text on its own: one without a sign or a unit may come back with either.
fn numbers_of(line: &str) -> impl Iterator<Item = f64> {
    let runs = line.split(|letter: char| !(letter.is_ascii_digit() || matches!(letter, '.' | ',')));
    runs.filter_map(|run| run.trim_matches(['.', ',']).replace(',', "").parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn untold<'a>(answer: &'a str, told: &[&str]) -> Vec<&'a str> {
        untold_figures(answer, told).into_iter().map(|place| &answer[place]).collect()
    }

    #[test]
    fn what_was_told_may_be_said_and_nothing_else() {
        let told = ["monthly income: ₹20,000 to ₹50,000\nrisk of default: 80 to 85%", "missed payments: 6\nWhat about 12 months?"];
        assert_eq!(untold("With ₹20,000 a month and a risk of 80–85 %, 6 instalments were missed.", &told), [""; 0]);
        assert_eq!(untold("Offer ₹7,850 over 12 months or 18 months.", &told), ["₹7,850", "18 months"]);
        assert_eq!(untold("Due on 5 March 2026.", &told), ["5 March 2026"]);
    }
}
