//! Amounts of money: with a sign, a currency's name, a scale, or in a place where only money can stand.

use super::number_words::{is_scale_word, scale_of};
use super::pieces::Pieces;
use super::{FigureValue, MoneySign};

/// Words beside which a bare number is money.
const MONEY_WORDS: [&str; 46] = [
    "pay",
    "paying",
    "paid",
    "payment",
    "repay",
    "amount",
    "amt",
    "due",
    "dues",
    "overdue",
    "outstanding",
    "balance",
    "emi",
    "emis",
    "instalment",
    "installment",
    "instalments",
    "installments",
    "settle",
    "settlement",
    "fee",
    "fees",
    "charge",
    "charges",
    "waiver",
    "arrears",
    "sum",
    "remit",
    "deposit",
    "owe",
    "total",
    "bhugtan",
    "bakaya",
    "jama",
    "rashi",
    "kist",
    "kisht",
    "भुगतान",
    "बकाया",
    "जमा",
    "राशि",
    "किस्त",
    "किश्त",
    "ईएमआई",
    "chuka",
    "चुका",
];

/// Words that make the number right before them money: `2750 baki hai`, `7215 pending`.
const MONEY_WORDS_BEHIND: [&str; 12] =
    ["baki", "baaki", "baqi", "बाकी", "pending", "लंबित", "bhej", "bhejo", "bhejiye", "bharo", "भेज", "भेजें"];

/// Words that make the number right behind them money: `pending 7215`, `send 2999`.
const MONEY_WORDS_AHEAD: [&str; 6] = ["baki", "baaki", "बाकी", "pending", "send", "sending"];

fn sign_of(pieces: &Pieces, place: usize) -> Option<MoneySign> {
    match pieces.sign(place) {
        Some('₹') => Some(MoneySign::Rupee),
        Some('$') => Some(MoneySign::Dollar),
        Some('£') => Some(MoneySign::Pound),
        Some('€') => Some(MoneySign::Euro),
        _ => match pieces.word(place) {
            "rs" | "inr" | "रु" | "रू" | "rupee" | "rupees" | "rupaye" | "rupay" | "rupaiye" | "rupya" | "rupiya" | "rupye" | "रुपये"
            | "रुपए" | "रूपये" | "रुपया" | "रुपयों" | "रूपए" => Some(MoneySign::Rupee),
            "usd" | "dollar" | "dollars" | "bucks" => Some(MoneySign::Dollar),
            "gbp" | "pound" | "pounds" | "sterling" | "quid" => Some(MoneySign::Pound),
            "eur" | "euro" | "euros" => Some(MoneySign::Euro),
            _ => None,
        },
    }
}

/// An amount that says it is one.
pub(super) fn amount_at(pieces: &Pieces, start: usize) -> Option<(FigureValue, usize)> {
    if let Some(sign) = sign_of(pieces, start) {
        let mut place = start + 1;
        while matches!(pieces.sign(place), Some('.' | ':' | '₹')) && place < start + 3 {
            place += 1;
        }
        let (value, end) = scaled_number(pieces, place)?;
        let end = behind_ending(pieces, end);
        return Some((FigureValue::Amount { value, sign: Some(sign) }, end));
    }
    let (value, end) = scaled_number(pieces, start)?;
    if let Some(sign) = sign_of(pieces, end).filter(|_| pieces.sign(end).is_none() || !is_amount_ahead(pieces, end)) {
        let (hundredths, end) = hundredths_at(pieces, end + 1);
        return Some((FigureValue::Amount { value: value + hundredths, sign: Some(sign) }, end));
    }
    if pieces.is_sign(end, '/') && pieces.is_sign(end + 1, '-') {
        return Some((FigureValue::Amount { value, sign: Some(MoneySign::Rupee) }, end + 2));
    }
    // `1.2 lakh` and `twelve thousand` need no sign, unless they count something else.
    let has_scale = (start..end).any(|place| {
        is_scale_word(pieces.word(place)) || (place > start && pieces.is_tight(place) && scale_of(pieces.word(place)).is_some())
    });
    let counts_other =
        matches!(pieces.word(end), "people" | "customers" | "borrowers" | "days" | "months" | "years" | "times" | "hours" | "families");
    let is_money = has_scale && value >= 100.0 && !counts_other;
    is_money.then_some((FigureValue::Amount { value, sign: None }, end))
}

/// `and twenty pence` behind the pounds: the part of one, and the first piece behind it.
fn hundredths_at(pieces: &Pieces, place: usize) -> (f64, usize) {
    let start = place + usize::from(matches!(pieces.word(place), "and" | "aur" | "और"));
    let said = pieces.number_at(start).filter(|(value, end)| {
        *value < 100.0 && matches!(pieces.word(*end), "pence" | "penny" | "cents" | "cent" | "paise" | "paisa" | "पैसे")
    });
    // "Forty pounds fifty".
    let is_british = matches!(pieces.word(place.wrapping_sub(1)), "pound" | "pounds") && pieces.numeral(place).is_none();
    let bare = pieces.number_at(place).filter(|(value, end)| {
        is_british
            && (10.0..100.0).contains(value)
            && value % 1.0 == 0.0
            && !matches!(pieces.word(*end), "percent" | "per" | "days" | "months" | "weeks")
    });
    said.map(|(value, end)| (value / 100.0, end + 1)).or(bare.map(|(value, end)| (value / 100.0, end))).unwrap_or((0.0, place))
}

/// Whether a sign of money belongs to a number behind it.
fn is_amount_ahead(pieces: &Pieces, sign: usize) -> bool {
    pieces.numeral(sign + 1).is_some()
}

/// A number and the scales behind it: `1.2 lakh`, `1 lakh 20 thousand`, `15k`.
fn scaled_number(pieces: &Pieces, start: usize) -> Option<(f64, usize)> {
    let (number, mut end) = pieces.number_at(start)?;
    let Some(scale) = scale_at(pieces, end) else { return Some((number, end)) };
    let mut value = number * scale;
    end += 1;
    let mut last_scale = scale;
    while let Some((number, behind)) = pieces.number_at(if matches!(pieces.word(end), "and" | "aur") { end + 1 } else { end }) {
        match scale_at(pieces, behind).filter(|scale| *scale < last_scale) {
            Some(scale) => (value, end, last_scale) = (value + number * scale, behind + 1, scale),
            None => break,
        }
    }
    Some((value, end))
}

/// A scale that belongs to the number before it: a single letter only if it is tight (`15k`, `1.2L`), or after `₹`.
fn scale_at(pieces: &Pieces, place: usize) -> Option<f64> {
    let word = pieces.word(place);
    let is_near = pieces.is_tight(place) || word.chars().count() > 1;
    scale_of(word).filter(|_| is_near && pieces.numeral(place.wrapping_sub(1)).is_some())
}

/// `/-` and `only` behind an amount.
fn behind_ending(pieces: &Pieces, end: usize) -> usize {
    if pieces.is_sign(end, '/') && pieces.is_sign(end + 1, '-') { end + 2 } else { end }
}

/// A bare number where only money can be meant: with groups or two decimals, or beside a word of money.
pub(super) fn bare_amount_at(pieces: &Pieces, start: usize) -> Option<(FigureValue, usize)> {
    let numeral = pieces.numeral(start)?;
    let is_year = numeral.is_plain && (1900.0..2100.0).contains(&numeral.value) && numeral.digits.len() == 4;
    let is_inside_sign = start > 0 && pieces.is_tight(start) && matches!(pieces.sign(start - 1), Some('/' | '-' | '#' | '.' | ':' | '('));
    let continues = pieces.is_tight(start + 1)
        && (pieces.numeral(start + 1).is_some()
            || matches!(pieces.sign(start + 1), Some('/' | ':' | '-'))
            || !pieces.word(start + 1).is_empty());
    if is_inside_sign || continues || is_cited(pieces, start) {
        return None;
    }
    let has_money_word = (1..=4).any(|back| MONEY_WORDS.contains(&pieces.word_before(start, back)))
        || MONEY_WORDS_AHEAD.contains(&pieces.word_before(start, 1))
        || MONEY_WORDS.contains(&pieces.word(start + 1))
        || MONEY_WORDS_BEHIND.contains(&pieces.word(start + 1));
    let is_large = numeral.value >= 100.0 && numeral.digits.len() <= 9;
    let is_money = is_large && (numeral.is_formatted || (has_money_word && !is_year));
    is_money.then_some((FigureValue::Amount { value: numeral.value, sign: None }, start + 1))
}

/// Sections of laws, rooms and pages are no money.
fn is_cited(pieces: &Pieces, start: usize) -> bool {
    let words = [
        "section",
        "sec",
        "act",
        "rule",
        "regulation",
        "circular",
        "no",
        "number",
        "floor",
        "sector",
        "suite",
        "street",
        "road",
        "box",
        "page",
        "version",
        "pin",
        "pincode",
        "extension",
        "ext",
        "option",
        "cfr",
        "usc",
        "room",
        "flat",
        "plot",
    ];
    (1..=2).any(|back| words.contains(&pieces.word_before(start, back)))
}
