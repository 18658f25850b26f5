//! Addresses that the facts do not know (C13): where a link, an e-mail address or a payment address leads, a borrower may pay a stranger.

use super::case::Case;
use super::reasons::Reason;
use super::rule::Rule;

/// What a plain word with a point in it ends with, if it is the name of a host: endings that a missing blank hardly makes.
const HOST_ENDINGS: [&str; 22] = [
    ".com", ".org", ".net", ".info", ".biz", ".xyz", ".app", ".site", ".online", ".link", ".io", ".club", ".top", ".shop", ".click",
    ".co.in", ".org.in", ".net.in", ".gov.in", ".co.uk", ".org.uk", ".pay",
];

pub(super) fn check(case: &mut Case) {
    let known: Vec<String> = case.facts.own_texts().map(str::to_lowercase).collect();
    let is_known = |address: &str| known.iter().any(|text| text.contains(address));
    for (start, end) in words(&case.text.chars) {
        let word: String = case.text.chars[start..end].iter().collect::<String>().to_lowercase();
        if address_in(&word).is_some_and(|address| !is_known(address)) {
            case.block(Rule::C13, case.text.span(start, end), Reason::UnknownAddress);
        }
    }
}

/// Runs without a blank, without the punctuation around them.
fn words(chars: &[char]) -> Vec<(usize, usize)> {
    let mut words = Vec::new();
    let mut place = 0;
    while place < chars.len() {
        let end =
            (place..chars.len()).find(|end| chars[*end].is_whitespace() || matches!(chars[*end], '(' | ')' | '[' | ']' | '<' | '>' | '"'));
        let end = end.unwrap_or(chars.len());
        let is_letter = |c: &char| c.is_alphanumeric() || matches!(c, '@' | '/');
        if let Some(last) = chars[place..end].iter().rposition(is_letter) {
            let first = chars[place..end].iter().position(is_letter).unwrap_or_default();
            words.push((place + first, place + last + 1));
        }
        place = end + 1;
    }
    words
}

/// The part of a word that leads somewhere: a whole address with an @, or the host of a link.
fn address_in(word: &str) -> Option<&str> {
    let word = word.rsplit_once("mailto:").map_or(word, |(_, address)| address);
    if let Some((local, domain)) = word.split_once('@') {
        let is_named = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count() >= 2;
        return (is_named(local) && is_named(domain)).then_some(word);
    }
    let plain = word.split_once("://").map(|(_, rest)| rest).or_else(|| word.strip_prefix("www."));
    let word = plain.unwrap_or(word);
    let (host, has_path) = word.split_once('/').map_or((word, false), |(host, _)| (host, true));
    let host = host.strip_prefix("www.").unwrap_or(host);
    let labels = || host.split('.');
    let is_host = labels().count() >= 2
        && labels().all(|label| !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'))
        && labels().any(|label| label.chars().any(|c| c.is_ascii_alphabetic()));
    let is_address_of_numbers = labels().count() == 4 && labels().all(|label| label.parse::<u8>().is_ok());
    let is_ending = HOST_ENDINGS.iter().any(|ending| host.ends_with(ending));
    let has_ending = labels().next_back().is_some_and(|last| last.len() >= 2 && last.chars().all(|c| c.is_ascii_alphabetic()));
    let is_link = match plain {
        Some(_) => is_host || is_address_of_numbers,
        None => is_host && (is_ending || (has_path && has_ending)),
    };
    is_link.then_some(host)
}

#[cfg(test)]
mod tests {
    use super::address_in;

    #[test]
    fn links_and_addresses_are_told_from_words_and_numbers() {
        for (word, address) in [
            ("https://bit.ly/abc", "bit.ly"),
            ("www.evil-pay.xyz", "evil-pay.xyz"),
            ("evil-pay.com", "evil-pay.com"),
            ("bit.ly/abc", "bit.ly"),
            ("http://192.168.0.1/pay", "192.168.0.1"),
            ("meera@okaxis", "meera@okaxis"),
            ("x1@y.com", "x1@y.com"),
        ] {
            assert_eq!(address_in(word), Some(address), "{word}");
        }
        for word in [
            "thanks.in",
            "rs.4,500",
            "12.03.2026",
            "9/3/2026",
            "ltd.",
            "and/or",
            "7.5",
            "u.s.",
            "1800-120-4455",
            "e.g",
            "a/c",
            "@",
            "no.12/4",
        ] {
            assert_eq!(address_in(word), None, "{word}");
        }
    }
}
