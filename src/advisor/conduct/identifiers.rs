//! Whole numbers of accounts, cards and identities, and what is asked for that nobody may ask for (C22). The last four digits are fine.

use super::case::Case;
use super::lexicon::Group;
use super::pattern::Match;
use super::reasons::Reason;
use super::rule::Rule;
use crate::advisor::figures::FigureValue;
use crate::advisor::text::{Span, Text};

pub(super) fn check(case: &mut Case) {
    let phones: Vec<Span> =
        case.figures.iter().filter(|figure| matches!(figure.value, FigureValue::Phone(_))).map(|figure| figure.span).collect();
    let others: Vec<Span> = case
        .figures
        .iter()
        .filter(|figure| matches!(figure.value, FigureValue::Amount { .. } | FigureValue::Date(_)))
        .map(|figure| figure.span)
        .collect();
    let mut found = Vec::new();
    let names: String =
        ["lender_name", "agent_name"].iter().filter_map(|name| case.facts.text(name)).collect::<Vec<_>>().join(" ").to_lowercase();
    for run in runs(&case.text, &names) {
        let span = case.text.span(run.start, run.end);
        let is_phone = phones.iter().any(|phone| phone.overlaps(span));
        let is_figure = others.iter().any(|other| other.overlaps(span));
        let is_known_phone = run.text.len() >= 7 && case.facts.says_phone(&run.text);
        if !is_known_phone && is_identifier(&run, is_phone, is_figure) {
            found.push(span);
        }
    }
    found.extend(spelled_out(case));
    found.into_iter().for_each(|span| case.block(Rule::C22, span, Reason::FullIdentifier));
    let secrets = case.claims(Group::Secret).into_iter().filter(|claim| !warns_of_others(case, claim.start) && !is_postcode(case, *claim));
    for claim in secrets.collect::<Vec<_>>() {
        case.block(Rule::C22, claim.span, Reason::AsksForSecret);
    }
}

/// Identifiers written letter by letter: `P A N : C K L P V 7 7 0 9 R`.
fn spelled_out(case: &Case) -> Vec<Span> {
    let text = &case.text;
    let mut found = Vec::new();
    // Each group of one or two characters: its place, its end.
    let mut run: Vec<(usize, usize)> = Vec::new();
    let mut place = 0;
    while place <= text.chars.len() {
        let end = (place..text.chars.len()).find(|end| !text.at(*end).is_ascii_alphanumeric()).unwrap_or(text.chars.len());
        let follows = run.last().is_none_or(|(_, last)| place - last <= 3 && !text.chars[*last..place].contains(&'\n'));
        if !(1..=2).contains(&(end - place)) || !follows {
            found.extend(identifier_in(text, &run));
            run.clear();
        }
        if (1..=2).contains(&(end - place)) {
            run.push((place, end));
        }
        place = (end.max(place + 1)..text.chars.len()).find(|next| text.at(*next).is_ascii_alphanumeric()).unwrap_or(text.chars.len() + 1);
    }
    found.extend(identifier_in(text, &run));
    found
}

fn identifier_in(text: &Text, run: &[(usize, usize)]) -> Option<Span> {
    let letters: Vec<(usize, char)> = run.iter().flat_map(|(start, end)| (*start..*end).map(|place| (place, text.at(place)))).collect();
    let is_spelled = run.len() * 3 >= letters.len() * 2 && letters.len() >= 9;
    let is_it = |length: usize, test: &dyn Fn(&str) -> bool| {
        letters.windows(length).find(|window| test(&window.iter().map(|(_, c)| c.to_ascii_lowercase()).collect::<String>())).map(|window| {
            let (first, last) = (window[0].0, window[length - 1].0);
            text.span(first, last + 1)
        })
    };
    let is_digits = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit()) && !word.starts_with(['0', '1']);
    let found = is_it(10, &is_permanent_account).or_else(|| is_it(9, &is_insurance_number)).or_else(|| is_it(12, &is_digits));
    found.filter(|_| is_spelled)
}

/// `PIN code`: where somebody lives.
fn is_postcode(case: &Case, claim: Match) -> bool {
    let text = |place: usize| case.words.get(place).map_or("", |word| word.text());
    let is_of_card = |place: usize| (claim.start..place).any(|place| matches!(text(place), "card" | "atm" | "upi" | "debit" | "credit"));
    let says = |place: usize| matches!(text(place), "pin" | "पिन") && matches!(text(place + 1), "code" | "codes" | "कोड");
    let names_other =
        (claim.start..claim.end).any(|place| matches!(text(place), "otp" | "cvv" | "password" | "passcode" | "mpin" | "ओटीपी"));
    !names_other && (claim.start..claim.end).any(|place| says(place) && !is_of_card(place))
}

/// "If anyone asks for your PIN", "keep your OTP secret".
fn warns_of_others(case: &Case, place: usize) -> bool {
    case.sentence(case.words[place].sentence).iter().any(|word| {
        matches!(
            word.text(),
            "anyone"
                | "anybody"
                | "someone"
                | "somebody"
                | "whoever"
                | "nobody"
                | "stranger"
                | "strangers"
                | "callers"
                | "keep"
                | "protect"
                | "guard"
                | "safeguard"
                | "secret"
                | "kisi"
                | "किसी"
                | "koi"
                | "कोई"
        )
    })
}

/// Letters and digits without a blank, or groups of digits with single blanks or dashes.
struct Run {
    start: usize,
    end: usize,
    text: String,
    groups: Vec<usize>,
    /// What kind of number the words before it name.
    label: Label,
    /// Whether one of the two words right before it does.
    is_labeled_closely: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Label {
    None,
    Account,
    Identity,
}

fn runs(text: &Text, names: &str) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut place = 0;
    while place < text.chars.len() {
        let is_start = text.at(place).is_ascii_alphanumeric() && !(place > 0 && text.at(place - 1).is_ascii_alphanumeric());
        if !is_start {
            place += 1;
            continue;
        }
        let group_end =
            |from: usize| (from..text.chars.len()).find(|place| !text.at(*place).is_ascii_alphanumeric()).unwrap_or(text.chars.len());
        let mut end = group_end(place);
        let mut groups = vec![end - place];
        let mut letters: String = text.chars[place..end].iter().collect();
        // Groups of digits go on over a blank or a dash.
        while letters.chars().all(|c| c.is_ascii_digit())
            && matches!(text.at(end), ' ' | '-')
            && text.at(end + 1).is_ascii_digit()
            && text.chars[end + 1..group_end(end + 1)].iter().all(char::is_ascii_digit)
        {
            let next = group_end(end + 1);
            letters.extend(&text.chars[end + 1..next]);
            groups.push(next - end - 1);
            end = next;
        }
        let (label, distance) = label(text, place, names);
        runs.push(Run {
            start: place,
            end,
            text: letters.to_lowercase(),
            groups,
            label,
            is_labeled_closely: label != Label::None && distance < 2,
        });
        place = end;
    }
    runs
}

/// What the few characters before a number say it is.
fn label(text: &Text, start: usize, names: &str) -> (Label, usize) {
    let before: String = text.chars[start.saturating_sub(32)..start].iter().collect::<String>().to_lowercase();
    let words: Vec<&str> = before.split(|c: char| !c.is_alphanumeric() && c != '/').filter(|word| !word.is_empty()).collect();
    for (distance, word) in words.iter().rev().take(5).enumerate() {
        // Another number stands between.
        if word.chars().any(|c| c.is_ascii_digit()) {
            break;
        }
        // `Udaan Credit 080 4567 1200`: a name is no label.
        let is_of_name = |word: &str| names.split_whitespace().any(|name| name == word);
        let before = words.len().checked_sub(distance + 2).and_then(|place| words.get(place));
        if is_of_name(word) && before.is_some_and(|before| is_of_name(before)) {
            continue;
        }
        match *word {
            "on" | "at" | "dial" | "ring" if distance == 0 => return (Label::None, distance),
            "aadhaar" | "aadhar" | "adhaar" | "uid" | "uidai" | "pan" | "ssn" | "social" | "passport" | "nino" | "insurance" | "voter"
            | "आधार" | "पैन" => return (Label::Identity, distance),
            "account" | "a/c" | "acct" | "ac" | "card" | "loan" | "iban" | "खाता" | "खाते" | "khata" | "lan" | "loanno" | "sort"
            | "debit" | "credit" => return (Label::Account, distance),
            "call" | "phone" | "tel" | "mobile" | "whatsapp" | "helpline" | "contact" => return (Label::None, distance),
            _ => {}
        }
    }
    (Label::None, 0)
}

fn is_identifier(run: &Run, is_phone: bool, is_figure: bool) -> bool {
    let is_digits = run.text.chars().all(|c| c.is_ascii_digit());
    let n_digits = run.text.chars().filter(char::is_ascii_digit).count();
    if !is_digits {
        let longest = run.text.split(|c: char| !c.is_ascii_digit()).map(str::len).max().unwrap_or(0);
        let is_masked = run.text.starts_with("xx");
        return is_permanent_account(&run.text)
            || is_insurance_number(&run.text)
            || (!is_masked && (longest >= 9 || (longest >= 8 && run.label == Label::Account)));
    }
    let groups = run.groups.as_slice();
    let is_card = (13..=19).contains(&n_digits);
    let is_aadhaar = n_digits == 12 && (groups == [4, 4, 4] || groups == [12]) && !run.text.starts_with(['0', '1']);
    let is_social_security = groups == [3, 2, 4];
    let is_account = (groups.len() == 1 && n_digits >= 11)
        || (run.label == Label::Account && n_digits >= 8)
        || (run.label == Label::Identity && n_digits >= 8);
    if is_figure && run.label == Label::None {
        return false;
    }
    let is_named = run.is_labeled_closely && n_digits >= 9;
    is_card && !is_phone || is_social_security || ((is_aadhaar || is_account) && (!is_phone || is_named))
}

/// India's permanent account number: five letters, four digits, a letter.
fn is_permanent_account(text: &str) -> bool {
    has_shape(text, &[(5, false), (4, true), (1, false)])
}

/// A British insurance number: two letters, six digits, a letter.
fn is_insurance_number(text: &str) -> bool {
    has_shape(text, &[(2, false), (6, true), (1, false)])
}

fn has_shape(text: &str, parts: &[(usize, bool)]) -> bool {
    let wanted: Vec<bool> = parts.iter().flat_map(|(length, is_digit)| std::iter::repeat_n(*is_digit, *length)).collect();
    text.len() == wanted.len() && text.chars().zip(wanted).all(|(c, is_digit)| c.is_ascii_digit() == is_digit)
}
