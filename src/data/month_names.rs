//! Words of dates: the months in seven languages, the days of the week. Comes in: one word. Goes out: what it names.

/// The names of each month in English, German, French, Spanish, Italian, Portuguese and Dutch, and how they are shortened.
const MONTHS: [&str; 12] = [
    "jan january januar janvier enero gennaio janeiro januari ene gen janv",
    "feb february februar février fevrier febrero febbraio fevereiro februari fev fév févr",
    "mar march märz maerz mars marzo março marco maart mrz mär mrt",
    "apr april avril abril aprile avr abr",
    "may mai mayo maggio maio mei mag",
    "jun june juni juin junio giugno junho giu",
    "jul july juli juillet julio luglio julho juil lug",
    "aug august août aout agosto augustus ago aoû",
    "sep september septembre septiembre settembre setembro sept set",
    "oct october oktober octobre octubre ottobre outubro okt ott out",
    "nov november novembre noviembre novembro",
    "dec december dezember décembre decembre diciembre dicembre dezembro dez dic déc",
];

/// The month, from 1, that a word names, whatever the case of its ASCII letters.
pub(super) fn month_of(word: &str) -> Option<u32> {
    let is_short = |names: &str| word.len() == 3 && names.as_bytes()[..3].eq_ignore_ascii_case(word.as_bytes());
    let holds = |names: &str| names.split(' ').any(|name| name.eq_ignore_ascii_case(word));
    let place = MONTHS.iter().position(|names| is_short(names)).or_else(|| MONTHS.iter().position(|names| holds(names)));
    place.map(|place| place as u32 + 1)
}

/// `Thu`, `Thursday`.
pub(super) fn is_weekday(word: &str) -> bool {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let is_it = |day: &&str| word.get(..3).is_some_and(|start| start.eq_ignore_ascii_case(day));
    (word.len() == 3 || word.ends_with("day") || word.ends_with("DAY")) && DAYS.iter().any(is_it)
}

#[cfg(test)]
mod tests {
    use super::{is_weekday, month_of};

    #[test]
    fn months_are_known_in_seven_languages_and_other_words_are_not() {
        for (words, month) in [
            (["JAN", "Januar", "janvier", "Enero", "gennaio"], 1),
            (["mar", "März", "marzo", "março", "mrz"], 3),
            (["Aug", "août", "agosto", "August", "AUGUSTUS"], 8),
            (["Dec", "dez", "décembre", "diciembre", "dezembro"], 12),
        ] {
            words.iter().for_each(|word| assert_eq!(month_of(word), Some(month), "{word}"));
        }
        for word in ["", "J", "Ju", "Decile", "Outlet", "Market", "Sett", "Junior", "jan feb", "é"] {
            assert_eq!(month_of(word), None, "{word}");
        }
        assert!(["Thu", "thursday", "SUNDAY"].iter().all(|word| is_weekday(word)));
        assert!(["th", "Sunny", "day", "Payday", "é"].iter().all(|word| !is_weekday(word)));
    }
}
