//! Which sign parts the whole from the fraction in most numbers of a file. A column may differ: this is the default where
//! its own cells do not tell.

use super::dialect::{Decimal, Delimiter};

/// What a cell says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    /// It can only be read with this decimal sign.
    Sure(Decimal),
    /// One sign before three digits: `1.234`.
    Either(Decimal),
}

/// The decimal sign of most cells that leave no doubt. Where none does, a comma only between semicolons and before
/// three digits: where a semicolon is needed as delimiter, the comma mostly is the decimal sign.
pub(super) fn sniff_decimal(rows: &[Vec<String>], delimiter: Delimiter) -> Decimal {
    let count = |wanted: Sign| rows.iter().flatten().filter(|cell| sign_of(cell) == Some(wanted)).count();
    let (n_points, n_commas) = (count(Sign::Sure(Decimal::Point)), count(Sign::Sure(Decimal::Comma)));
    let doubtful = || {
        let (n_points, n_commas) = (count(Sign::Either(Decimal::Point)), count(Sign::Either(Decimal::Comma)));
        delimiter == Delimiter::Semicolon && n_commas > n_points
    };
    if n_commas > n_points || (n_commas == n_points && doubtful()) { Decimal::Comma } else { Decimal::Point }
}

fn sign_of(cell: &str) -> Option<Sign> {
    let is_around = |c: char| matches!(c, '-' | '+' | '(' | ')' | '%' | '€' | '$' | '£' | '₹' | '\u{a0}' | '\u{202f}' | ' ' | '\u{2212}');
    let number = cell.trim_matches(is_around);
    let is_part = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '\'' | ' ' | '\u{a0}' | '\u{202f}');
    let place = number.rfind(['.', ','])?;
    if !number.chars().all(is_part) || !number.ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (whole, fraction) = number.split_at(place);
    let (sign, other) = if fraction.starts_with(',') { (Decimal::Comma, Decimal::Point) } else { (Decimal::Point, Decimal::Comma) };
    let fraction = &fraction[1..];
    if !fraction.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let is_again = whole.contains(if sign == Decimal::Comma { ',' } else { '.' });
    let has_other = whole.contains(if sign == Decimal::Comma { '.' } else { ',' });
    let first_group = whole.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
    let are_groups = whole.split(|c: char| !c.is_ascii_digit()).skip(1).all(|group| matches!(group.len(), 2 | 3));
    match (is_again, has_other) {
        (true, true) => None,
        // Several of one sign group digits.
        (true, false) => {
            (fraction.len() == 3 && are_groups && whole.split(['.', ',']).all(|group| group.len() <= 3)).then_some(Sign::Sure(other))
        }
        (false, true) => Some(Sign::Sure(sign)),
        (false, false) if fraction.len() != 3 || first_group.len() != whole.len() => Some(Sign::Sure(sign)),
        (false, false) if whole.len() > 3 || whole.is_empty() || whole.starts_with('0') => Some(Sign::Sure(sign)),
        (false, false) => Some(Sign::Either(sign)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Decimal, Delimiter, Sign, sign_of, sniff_decimal};

    #[test]
    fn a_cell_tells_its_decimal_sign_or_leaves_it_open() {
        use Sign::{Either, Sure};
        for (cell, sign) in [
            ("1,5", Some(Sure(Decimal::Comma))),
            ("1.234,5", Some(Sure(Decimal::Comma))),
            ("1 234,567", Some(Sure(Decimal::Comma))),
            ("1.234.567", Some(Sure(Decimal::Comma))),
            ("12,5 %", Some(Sure(Decimal::Comma))),
            ("-0,125 €", Some(Sure(Decimal::Comma))),
            ("1.5", Some(Sure(Decimal::Point))),
            ("1,23,456.7", Some(Sure(Decimal::Point))),
            ("1,23,456", Some(Sure(Decimal::Point))),
            ("$1,234,567", Some(Sure(Decimal::Point))),
            ("0.125", Some(Sure(Decimal::Point))),
            ("1.234", Some(Either(Decimal::Point))),
            ("1,234", Some(Either(Decimal::Comma))),
            ("12", None),
            ("12.05.2026", None),
            ("10.0.0.1", None),
            ("a,b", None),
            ("", None),
        ] {
            assert_eq!(sign_of(cell), sign, "{cell}");
        }
    }

    #[test]
    fn the_file_goes_by_most_of_its_numbers() {
        let rows = |cells: &[&str]| cells.iter().map(|cell| vec![(*cell).to_owned()]).collect::<Vec<_>>();
        assert_eq!(sniff_decimal(&rows(&["1,5", "2,25", "3.5"]), Delimiter::Semicolon), Decimal::Comma);
        assert_eq!(sniff_decimal(&rows(&["1,234", "5"]), Delimiter::Semicolon), Decimal::Comma);
        assert_eq!(sniff_decimal(&rows(&["1,234", "5"]), Delimiter::Comma), Decimal::Point);
        assert_eq!(sniff_decimal(&rows(&["1.234", "5"]), Delimiter::Semicolon), Decimal::Point);
        assert_eq!(sniff_decimal(&rows(&["a", ""]), Delimiter::Semicolon), Decimal::Point);
    }
}
