//! What is checked: a draft, the way it goes, and when.

use serde::{Deserialize, Serialize};

use crate::advisor::figures::calendar::{day_of, day_text};

/// The way a draft takes to the borrower.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Channel {
    /// A text message.
    Sms,
    /// A message by WhatsApp.
    Whatsapp,
    /// An e-mail; its first line may be `Subject: …`.
    Email,
    /// A letter.
    Letter,
    /// What an agent says on the phone.
    CallScript,
    /// A chat on the lender's own page.
    Chat,
}

impl Channel {
    /// The channel of a word: `sms`, `email`, `e-mail`, `letter`, `call`, `call script`, `whatsapp`, `chat`.
    pub fn of(word: &str) -> Option<Channel> {
        let letters: String = word.chars().filter(char::is_ascii_alphabetic).map(|c| c.to_ascii_lowercase()).collect();
        Some(match letters.as_str() {
            "sms" | "text" | "textmessage" => Channel::Sms,
            "whatsapp" => Channel::Whatsapp,
            "email" | "mail" => Channel::Email,
            "letter" | "post" => Channel::Letter,
            "call" | "callscript" | "phone" | "script" | "voice" => Channel::CallScript,
            "chat" => Channel::Chat,
            _ => return None,
        })
    }

    /// Whether it shows its beginning on a locked screen.
    pub fn has_preview(self) -> bool {
        matches!(self, Channel::Sms | Channel::Whatsapp)
    }

    /// Whether messages by it can be stopped by an answer.
    pub fn is_electronic(self) -> bool {
        matches!(self, Channel::Sms | Channel::Whatsapp | Channel::Email)
    }
}

/// The language a draft is to be in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Hindi, in Devanagari or in Latin letters (Hinglish).
    Hindi,
}

impl Language {
    /// Its tag (BCP 47).
    pub fn tag(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Hindi => "hi",
        }
    }

    /// The language of a tag or a name: `en`, `en-IN`, `hi`, `hi-Latn`, `hinglish`.
    pub fn of(word: &str) -> Option<Language> {
        let lower = word.trim().to_lowercase();
        match lower.split(['-', '_']).next().unwrap_or_default() {
            "en" | "eng" | "english" => Some(Language::English),
            "hi" | "hin" | "hindi" | "hinglish" => Some(Language::Hindi),
            _ => None,
        }
    }
}

/// A moment by a clock on a wall.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedTime {
    /// Days since 1970-01-01.
    pub day: i32,
    /// Seconds since midnight, 0 to 86,399.
    pub second: u32,
    /// Minutes that the clock is ahead of UTC, where it is said.
    pub utc_offset: Option<i32>,
}

impl PlannedTime {
    /// `2026-03-05T18:59:59`, with a blank for the T, without seconds, with fractions of one, with `Z` or `+05:30` behind it.
    pub fn parse(text: &str) -> Option<PlannedTime> {
        let (date, time) = text.trim().split_once(['T', 't', ' '])?;
        let mut parts = date.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let is_date = parts.next().is_none() && year.len() == 4 && month.len() == 2 && day.len() == 2;
        let day = day_of(number(year)? as i32, number(month)?, number(day)?).filter(|_| is_date)?;
        let zone = time.find(['Z', 'z', '+', '-']).unwrap_or(time.len());
        let (clock, zone) = time.split_at(zone);
        let mut parts = clock.trim().split(':');
        let (hour, minute) = (number(parts.next()?)?, number(parts.next()?)?);
        let second = parts.next().map_or(Some(0), |second| number(second.split('.').next().unwrap_or_default()))?;
        let is_time = parts.next().is_none() && hour < 24 && minute < 60 && second < 60;
        let utc_offset = if zone.is_empty() { None } else { Some(utc_offset(zone)?) };
        is_time.then_some(PlannedTime { day, second: hour * 3600 + minute * 60 + second, utc_offset })
    }
}

impl PlannedTime {
    /// As a field of a page has it: `2026-03-05T18:59`.
    pub fn text(self) -> String {
        format!("{}T{:02}:{:02}", day_text(self.day), self.second / 3600, self.second / 60 % 60)
    }
}

/// Digits alone: no sign, no blank.
fn number(digits: &str) -> Option<u32> {
    if digits.is_empty() || digits.len() > 9 || !digits.bytes().all(|byte| byte.is_ascii_digit()) { None } else { digits.parse().ok() }
}

/// `Z`, `+05:30`, `-0500`, `+5` in minutes.
pub(super) fn utc_offset(zone: &str) -> Option<i32> {
    if zone.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let (sign, rest) = zone.strip_prefix('+').map(|rest| (1, rest)).or_else(|| zone.strip_prefix('-').map(|rest| (-1, rest)))?;
    let (hours, minutes) = match rest.split_once(':') {
        Some(parts) => parts,
        None if rest.len() == 4 => rest.split_at_checked(2)?,
        None => (rest, "0"),
    };
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    (hours <= 14 && minutes < 60).then_some(sign * (hours * 60 + minutes) as i32)
}

/// A draft and what is known of its way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// The text, as it would be copied.
    pub text: String,
    /// Its way.
    pub channel: Channel,
    /// The language it is to be in.
    pub language: Language,
    /// When it is to be sent, or the call made; `today` of all deadlines.
    pub planned_at: PlannedTime,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_planned_time_is_read_with_and_without_a_zone() {
        let time = |text: &str| PlannedTime::parse(text).map(|time| (time.day, time.second, time.utc_offset));
        assert_eq!(time("2026-03-05T18:59:59"), Some((20_517, 68_399, None)));
        assert_eq!(time("2026-03-05 19:00"), Some((20_517, 68_400, None)));
        assert_eq!(time("2026-03-05T19:00:00.5+05:30"), Some((20_517, 68_400, Some(330))));
        assert_eq!(time("2026-03-05T19:00:00Z"), Some((20_517, 68_400, Some(0))));
        for text in
            ["", "2026-03-05", "2026-13-05T10:00", "2026-03-05T24:00", "2026-03-05T10:00+99:00", "05/03/2026 10:00", "2026-03-05Tten"]
        {
            assert_eq!(time(text), None, "{text}");
        }
    }
}
