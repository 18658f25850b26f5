//! Names to words: `Days_Past_Due`, `daysPastDue` and `Days Past Due` are one phrase, so that an alias is written once.

/// The words of a name in lower case, one blank between them: parted at everything that is neither letter nor digit
/// and where a small letter meets a capital.
pub fn phrase_of(name: &str) -> String {
    let mut phrase = String::with_capacity(name.len() + 4);
    let chars: Vec<char> = name.chars().collect();
    for (place, &char) in chars.iter().enumerate() {
        let before = place.checked_sub(1).map(|before| chars[before]);
        let after = chars.get(place + 1);
        let ends_a_word = before.is_some_and(|before| before.is_lowercase() || before.is_ascii_digit());
        let starts_after_acronym = before.is_some_and(char::is_uppercase) && after.is_some_and(|after| after.is_lowercase());
        let is_boundary = char.is_uppercase() && (ends_a_word || starts_after_acronym);
        if (is_boundary || !char.is_alphanumeric()) && !phrase.is_empty() && !phrase.ends_with(' ') {
            phrase.push(' ');
        }
        if char.is_alphanumeric() {
            phrase.extend(char.to_lowercase());
        }
    }
    phrase.truncate(phrase.trim_end().len());
    phrase
}

/// Whether the phrase holds the other one as whole words: "total pymnt inv" holds "total pymnt", "status" is not in
/// "statuses".
pub fn holds(phrase: &str, part: &str) -> bool {
    let mut from = 0;
    while let Some(found) = phrase.get(from..).and_then(|rest| rest.find(part)) {
        let (start, end) = (from + found, from + found + part.len());
        let is_start = start == 0 || phrase.as_bytes()[start - 1] == b' ';
        let is_end = end == phrase.len() || phrase.as_bytes()[end] == b' ';
        if is_start && is_end {
            return true;
        }
        from = end;
    }
    false
}

/// Whether it holds any of these.
pub fn holds_any(phrase: &str, parts: &[&str]) -> bool {
    parts.iter().any(|part| holds(phrase, part))
}

#[cfg(test)]
mod tests {
    use super::{holds, phrase_of};

    #[test]
    fn ways_of_writing_a_name_are_one_phrase() {
        for name in ["Days_Past_Due", "daysPastDue", "DaysPastDue", "days past due", " Days.Past-Due ", "DAYS_PAST_DUE"] {
            assert_eq!(phrase_of(name), "days past due", "{name}");
        }
        assert_eq!(phrase_of("EMIAmount"), "emi amount");
        assert_eq!(phrase_of("BorrowerID"), "borrower id");
        assert_eq!(phrase_of("default.payment.next.month"), "default payment next month");
        assert_eq!(phrase_of("BILL_AMT1"), "bill amt1");
        assert_eq!(phrase_of("__"), "");
    }

    #[test]
    fn only_whole_words_are_held() {
        assert!(holds("total rec prncp", "total rec"));
        assert!(!holds("total received", "total rec"));
        assert!(!holds("status of existing checking account", "account s"));
        assert!(holds("a aa a", "aa"));
    }
}
