//! Whether a claim is denied: "we will not sue" is no threat, "we will not hesitate to sue" is one. English denies before the
//! claim, Hindi behind it.

use super::lexicon::{Group, Lexicon};
use super::pattern::Match;
use crate::advisor::text::words::Word;

/// How many words before a claim an English negation may stand.
const WORDS_BEFORE: usize = 16;
/// How many words behind a claim a Hindi negation may stand.
const WORDS_BEHIND: usize = 9;

/// Whether a claim is denied in its own clause.
///
/// "If it is not paid, we sue" denies the payment and not the suit; "you need not pay at once" denies the pressure: pressing words
/// may be denied through the payment.
pub(super) fn is_negated(lexicon: &Lexicon, words: &[Word], claim: Match, may_deny_payment: bool) -> bool {
    is_denied_before(lexicon, words, claim, may_deny_payment) || is_denied_behind(lexicon, words, claim)
}

/// Whether it is denied as English does, before the claim.
pub(super) fn is_denied_before(lexicon: &Lexicon, words: &[Word], claim: Match, may_deny_payment: bool) -> bool {
    let Some(sentence) = words.get(claim.start).map(|word| word.sentence) else { return false };
    let mut place = claim.start;
    // The claim itself may be a subject of its own: "…, police will come", "does not suit, an adviser will phone".
    let is_finite = |word: &Word| {
        matches!(
            word.text(),
            "will" | "shall" | "may" | "must" | "can" | "could" | "would" | "is" | "are" | "has" | "have" | "am" | "going"
        )
    };
    let opens_clause =
        |place: usize| place > 0 && words[place].is_after_break && words[place..words.len().min(claim.end + 2)].iter().any(is_finite);
    // "Never: …" denies what follows, "Do not wait: …" does not.
    let is_past_colon = |place: usize| {
        words[place].is_after_colon && !(1..=2).any(|back| place >= back && lexicon.begins(Group::Negator, words, place - back))
    };
    if opens_clause(claim.start) || is_past_colon(claim.start) {
        return false;
    }
    for _ in 0..WORDS_BEFORE {
        let Some(before) = place.checked_sub(1).filter(|before| words[*before].sentence == sentence) else { return false };
        place = before;
        if lexicon.begins(Group::Negator, words, place) {
            // "In case Rs 61,500 is not cleared": up to four words before, or more in the same clause.
            let clause = (1..=8).filter_map(|back| place.checked_sub(back)).take_while(|before| words[*before].sentence == sentence);
            let n_clause = clause.clone().take_while(|before| !words[before + 1].is_after_break).count();
            let is_condition = |before: usize| {
                matches!(words[before].text(), "if" | "should" | "unless" | "agar")
                    || (words[before].text() == "case" && before > 0 && words[before - 1].text() == "in")
            };
            let is_conditional = clause.take(n_clause.max(4)).any(is_condition);
            // "There is no penalty for paying early" denies the penalty, which stands before the payment.
            let is_unpaid = !may_deny_payment && lexicon.at(Group::UnpaidNegation, words, place).any(|unpaid| unpaid.end <= claim.start);
            let is_false = (place.saturating_sub(1)..claim.start).any(|behind| lexicon.begins(Group::FalseNegation, words, behind));
            return !(is_conditional || is_unpaid || is_false);
        }
        if is_of_denied_saying(lexicon, words, place) {
            return true;
        }
        if is_new_subject(words, place) || is_past_colon(place) || opens_clause(place) {
            return false;
        }
        let is_object = place > 0
            && matches!(
                words[place - 1].text(),
                "whether"
                    | "from"
                    | "of"
                    | "in"
                    | "on"
                    | "by"
                    | "with"
                    | "at"
                    | "mean"
                    | "means"
                    | "that"
                    | "say"
                    | "saying"
                    | "imply"
                    | "thinks"
                    | "believes"
                    | "suggest"
                    | "suggests"
                    | "suggesting"
            );
        if lexicon.begins(Group::ClauseStart, words, place) && !is_object {
            return false;
        }
    }
    false
}

/// "Koi nahi kahega ki aaj hi dijiye": a `ki` behind a saying that is denied.
fn is_of_denied_saying(lexicon: &Lexicon, words: &[Word], place: usize) -> bool {
    let says = |place: usize| {
        ["kah", "keh", "bol", "zaroor", "zarur", "matlab", "कह", "बोल", "ज़रूरी", "जरूरी", "मतलब"]
            .iter()
            .any(|verb| words[place].text().starts_with(verb))
    };
    let back = |n: usize| place.checked_sub(n).filter(|back| words[*back].sentence == words[place].sentence);
    matches!(words[place].text(), "ki" | "कि")
        && (1..=3).filter_map(back).any(|verb| says(verb) && verb > 0 && lexicon.begins(Group::NegatorBehind, words, verb - 1))
}

/// "Since you do not pick up, I am going to …": a subject behind a break begins what is no longer denied; "nor will we" does not.
fn is_new_subject(words: &[Word], place: usize) -> bool {
    let text = |place: usize| words.get(place).map_or("", |word| word.text());
    let before = place.checked_sub(1).map_or("", text);
    let is_joined = words[place].is_after_break || matches!(before, "so" | "then" | "but" | "now" | "hence" | "thus" | "just");
    matches!(text(place), "we" | "i" | "they" | "he" | "she" | "someone" | "hum" | "ham" | "main" | "हम" | "मैं" | "वे")
        && is_joined
        && !matches!(text(place + 1), "do" | "did" | "dont" | "never" | "wont" | "cant" | "cannot")
}

fn is_denied_behind(lexicon: &Lexicon, words: &[Word], claim: Match) -> bool {
    let Some(sentence) = words.get(claim.start).map(|word| word.sentence) else { return false };
    // A claim of several words may hold its negation, "बता नहीं देंगे", unless it is one of the claim's own words.
    let from = if claim.says_not { claim.end } else { claim.start + 1 };
    for place in from..claim.end + WORDS_BEHIND {
        let Some(word) = words.get(place).filter(|word| word.sentence == sentence) else { return false };
        // "salamat chahiye ya nahi" asks.
        let is_choice = matches!(
            words[place - 1].text(),
            "ya" | "या"
                | "or"
                | "der"
                | "deri"
                | "time"
                | "waqt"
                | "samay"
                | "देर"
                | "वक्त"
                | "समय"
                | "kyon"
                | "kyun"
                | "kyu"
                | "क्यों"
                | "क्यूं"
        );
        // "Akele aate hain na" asks for a yes; "paanch minute bhi nahi lagta" says how fast.
        let text = |place: usize| words.get(place).filter(|word| word.sentence == sentence).map_or("", |word| word.text());
        let is_tag =
            matches!(word.text(), "na" | "naa" | "ना" | "न") && matches!(text(place - 1), "hai" | "hain" | "ho" | "h" | "है" | "हैं" | "हो");
        let is_fast = matches!(text(place + 1), "lagta" | "lagega" | "lagegi" | "lagti" | "लगता" | "लगती" | "लगेगा" | "लगेगी")
            && (1..=2).any(|back| matches!(text(place.saturating_sub(back)), "min" | "minute" | "mint" | "मिनट" | "ghanta" | "घंटा"));
        if lexicon.begins(Group::NegatorBehind, words, place) && !(is_choice || is_tag || is_fast) {
            let is_false = (place..=place + 2).any(|behind| {
                let is_in_sentence = words.get(behind).is_some_and(|word| word.sentence == sentence);
                let begins = |group: Group| lexicon.begins(group, words, behind);
                is_in_sentence && (begins(Group::FalseNegationBehind) || (behind <= place + 1 && begins(Group::FalseNegation)))
            });
            // "… nahi di jayegi": will not be given.
            let is_auxiliary = |word: &Word| {
                ["ja", "जा", "gaya", "gayi", "gaye", "gai", "गया", "गयी", "गई", "गए", "गये"]
                    .iter()
                    .any(|start| word.text().starts_with(start))
            };
            let is_passive = words.get(place + 2).is_some_and(is_auxiliary);
            // "Legal notice nahi bheja", "court case bhi nahi kiya": what is denied is the claim, right before it.
            let is_of_claim = words.get(claim.end..place).unwrap_or_default().iter().all(|between| {
                matches!(between.text(), "bhi" | "hi" | "abhi" | "koi" | "case" | "भी" | "ही" | "अभी" | "कोई" | "केस")
                    && !between.is_after_break
            });
            let is_done = words
                .get(place + 1)
                .is_some_and(|verb| ["bhej", "kiya", "kari", "भेज", "किया"].iter().any(|start| verb.text().starts_with(start)));
            return !is_false || is_passive || (is_of_claim && is_done);
        }
        // `padi to mujhe mat kehna`: `to` begins what follows from it, unless it stresses: `police to nahi aayegi`.
        let is_then = word.text() == "to" && !(place + 1..place + 3).any(|behind| lexicon.begins(Group::NegatorBehind, words, behind));
        // "… will be told that you do not pay".
        let is_content = word.text() == "that"
            && words.get(place + 1).is_some_and(|next| matches!(next.text(), "you" | "he" | "she" | "they" | "the" | "your"));
        if place >= claim.end
            && (is_then
                || is_content
                || lexicon.begins(Group::ClauseStart, words, place)
                || (word.is_after_break && !is_list(words, place)))
        {
            return false;
        }
    }
    false
}

/// `police, court ya notice kuch nahi`: a comma within a list of claims does not end the clause.
fn is_list(words: &[Word], place: usize) -> bool {
    let text = |place: usize| words.get(place).map_or("", |word| word.text());
    // "Police, vakil, court, inmein se kisi ki baat nahi".
    let sums_up = |place: usize| matches!(text(place), "इनमें" | "inme" | "inmein" | "kisi" | "किसी" | "aisa" | "aisi" | "ऐसा" | "ऐसी");
    let ends_soon = |place: usize| words.get(place + 1).is_some_and(|next| next.is_after_break && next.sentence == words[place].sentence);
    matches!(text(place + 1), "ya" | "aur" | "या" | "और") || sums_up(place) || ends_soon(place)
}
