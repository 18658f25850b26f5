//! How long a draft is, in the units of its channel. Comes in: a text. Goes out: how much of its room it takes.

use serde::{Deserialize, Serialize};

use super::channel::MessageChannel;

/// The basic alphabet of GSM 03.38: a septet a character.
const GSM_BASIC: &str =
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
/// Its extension table: an escape and a septet a character.
const GSM_EXTENSION: &str = "^{}\\[~]|€\u{c}";

/// The most characters of a message by WhatsApp.
const MOST_WHATSAPP_CHARACTERS: u32 = 700;
/// The most words of an e-mail, without its subject.
const MOST_EMAIL_WORDS: u32 = 150;
/// The most words that are said before the borrower may speak.
const MOST_CALL_WORDS: u32 = 90;

/// In what a length is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LengthUnit {
    /// Septets of the GSM 7-bit alphabet.
    Gsm7,
    /// UTF-16 units, where one character is outside of that alphabet.
    Ucs2,
    /// Characters (Unicode scalar values).
    Characters,
    /// Words between blanks.
    Words,
}

/// How long a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageLength {
    /// What it takes; of a call script the longest part.
    pub used: u32,
    /// What there is: of a text message in the parts that it takes, of a call script in one part.
    pub limit: u32,
    /// In what both are counted.
    pub unit: LengthUnit,
    /// How many messages are sent, or parts are said; 1 for other channels, and for an empty text.
    pub parts: u32,
}

impl MessageLength {
    /// Whether it keeps to its channel. A text message should be one, or two where its script takes more room.
    pub fn fits(self) -> bool {
        let most_parts = match self.unit {
            LengthUnit::Gsm7 => 1,
            LengthUnit::Ucs2 => 2,
            LengthUnit::Characters | LengthUnit::Words => u32::MAX,
        };
        self.used <= self.limit && self.parts <= most_parts
    }
}

/// How long a text is on a channel.
pub fn measure(channel: MessageChannel, text: &str) -> MessageLength {
    match channel {
        MessageChannel::Sms => sms_length(text),
        MessageChannel::Whatsapp => {
            let used = count(text.chars());
            MessageLength { used, limit: MOST_WHATSAPP_CHARACTERS, unit: LengthUnit::Characters, parts: 1 }
        }
        MessageChannel::Email => {
            let used = count(text.split_whitespace());
            MessageLength { used, limit: MOST_EMAIL_WORDS, unit: LengthUnit::Words, parts: 1 }
        }
        MessageChannel::CallScript => {
            let parts = || text.split("\n\n").map(|part| count(part.split_whitespace())).filter(|n_words| *n_words > 0);
            let (used, n_parts) = (parts().max().unwrap_or_default(), count(parts()).max(1));
            MessageLength { used, limit: MOST_CALL_WORDS, unit: LengthUnit::Words, parts: n_parts }
        }
    }
}

fn sms_length(text: &str) -> MessageLength {
    let (unit, in_one, in_each) =
        if text.chars().all(|c| septets(c).is_some()) { (LengthUnit::Gsm7, 160, 153) } else { (LengthUnit::Ucs2, 70, 67) };
    let widths = || text.chars().map(|c| if unit == LengthUnit::Gsm7 { septets(c).unwrap_or(1) } else { c.len_utf16() as u32 });
    let used = widths().fold(0, u32::saturating_add);
    if used <= in_one {
        return MessageLength { used, limit: in_one, unit, parts: 1 };
    }
    let parts = parts_of(widths(), in_each);
    MessageLength { used, limit: parts.saturating_mul(in_each), unit, parts }
}

/// How many parts of `room` each hold characters of these widths. What takes two units is never divided: it goes to the next part.
fn parts_of(widths: impl Iterator<Item = u32>, room: u32) -> u32 {
    let (mut parts, mut used) = (1u32, 0);
    for width in widths {
        if used + width > room {
            parts = parts.saturating_add(1);
            used = 0;
        }
        used += width;
    }
    parts
}

/// The septets of a character; `None` outside of the alphabet.
fn septets(c: char) -> Option<u32> {
    if GSM_BASIC.contains(c) {
        Some(1)
    } else if GSM_EXTENSION.contains(c) {
        Some(2)
    } else {
        None
    }
}

fn count<T>(items: impl Iterator<Item = T>) -> u32 {
    u32::try_from(items.count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sms(text: &str) -> (u32, u32, LengthUnit, u32) {
        let length = measure(MessageChannel::Sms, text);
        (length.used, length.limit, length.unit, length.parts)
    }

    #[test]
    fn a_text_message_counts_septets_and_parts() {
        assert_eq!(sms(""), (0, 160, LengthUnit::Gsm7, 1));
        assert_eq!(sms(&"a".repeat(160)), (160, 160, LengthUnit::Gsm7, 1));
        assert_eq!(sms(&"a".repeat(161)), (161, 306, LengthUnit::Gsm7, 2));
        assert_eq!(sms(&"a".repeat(307)), (307, 459, LengthUnit::Gsm7, 3));
        assert_eq!(sms("£5 @ Ωé\n"), (8, 160, LengthUnit::Gsm7, 1));
        assert_eq!(sms(&"€".repeat(80)), (160, 160, LengthUnit::Gsm7, 1));
        assert_eq!(sms("{[~]}^\\|€\u{c}"), (20, 160, LengthUnit::Gsm7, 1));
    }

    #[test]
    fn one_character_outside_of_the_alphabet_turns_all_of_it_to_utf_16() {
        assert_eq!(sms("₹5"), (2, 70, LengthUnit::Ucs2, 1));
        assert_eq!(sms(&"क".repeat(70)), (70, 70, LengthUnit::Ucs2, 1));
        assert_eq!(sms(&"क".repeat(71)), (71, 134, LengthUnit::Ucs2, 2));
        assert_eq!(sms(&"क".repeat(135)), (135, 201, LengthUnit::Ucs2, 3));
        assert_eq!(sms(&"🙂".repeat(35)), (70, 70, LengthUnit::Ucs2, 1));
        assert_eq!(sms("`"), (1, 70, LengthUnit::Ucs2, 1));
    }

    #[test]
    fn what_takes_two_units_is_not_divided_between_parts() {
        // 152 and an escape with its septet: the pair goes to the second part, and what it leaves empty pushes on.
        assert_eq!(sms(&format!("{}€{}", "a".repeat(152), "a".repeat(151))), (305, 306, LengthUnit::Gsm7, 2));
        assert_eq!(sms(&format!("{}€{}", "a".repeat(152), "a".repeat(152))), (306, 459, LengthUnit::Gsm7, 3));
        assert_eq!(sms(&"🙂".repeat(66)), (132, 134, LengthUnit::Ucs2, 2));
        assert_eq!(sms(&"🙂".repeat(67)), (134, 201, LengthUnit::Ucs2, 3));
    }

    #[test]
    fn other_channels_count_characters_and_words() {
        assert_eq!(measure(MessageChannel::Whatsapp, "नमस्ते").used, 6);
        assert_eq!(measure(MessageChannel::Email, "One  two\nthree").used, 3);
        let call = measure(MessageChannel::CallScript, "One two\n\nthree\n\n");
        assert_eq!((call.used, call.parts, call.fits()), (2, 2, true));
        assert!(!measure(MessageChannel::Email, &"word ".repeat(151)).fits());
    }
}
