//! Time zones of a pack, as far as contact hours need them: how far from UTC, and whether clocks are put forward in summer.

use super::draft::{PlannedTime, utc_offset};
use crate::advisor::figures::calendar::{date_of, day_of, weekday};

/// A zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Zone {
    /// `America/New_York`.
    pub name: String,
    /// Other names of it: `US/Eastern`, `EST`.
    pub aliases: Vec<String>,
    /// Minutes ahead of UTC in winter.
    pub utc_offset_minutes: i32,
    /// When clocks are an hour ahead.
    pub daylight: Daylight,
}

/// When clocks are put forward.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Daylight {
    /// Never.
    None,
    /// From the second Sunday of March to the first of November.
    UnitedStates,
    /// From the last Sunday of March to the last of October.
    Europe,
}

impl Zone {
    fn is_named(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name) || self.aliases.iter().any(|alias| alias.eq_ignore_ascii_case(name))
    }

    /// Minutes ahead of UTC on a day; the hours before the change of clocks count as after it.
    fn offset_on(&self, day: i32) -> i32 {
        let Some((year, _, _)) = date_of(day) else { return self.utc_offset_minutes };
        let sunday_from = |month: u32, from: u32| day_of(year, month, from).map(|first| first + (6 - weekday(first) as i32).rem_euclid(7));
        let (start, end) = match self.daylight {
            Daylight::None => return self.utc_offset_minutes,
            Daylight::UnitedStates => (sunday_from(3, 8), sunday_from(11, 1)),
            Daylight::Europe => (sunday_from(3, 25), sunday_from(10, 25)),
        };
        let is_summer = start.is_some_and(|start| day >= start) && end.is_some_and(|end| day < end);
        self.utc_offset_minutes + if is_summer { 60 } else { 0 }
    }
}

/// All times of day, in seconds since midnight, that the borrower's clock may show at the planned time.
///
/// With a known zone: one. With an unknown one: those of all zones of the country. A planned time without an offset is on the
/// borrower's own clock if the zone is known; else on the clock of a sender who may be in any of the zones.
pub fn borrower_times(planned: PlannedTime, zone_name: Option<&str>, zones: &[Zone]) -> Vec<u32> {
    let zone_name = zone_name.map(str::trim).filter(|name| !name.is_empty() && !name.eq_ignore_ascii_case("unknown"));
    let all: Vec<i32> = zones.iter().map(|zone| zone.offset_on(planned.day)).collect();
    let known = zone_name.and_then(|name| {
        let of_pack = zones.iter().find(|zone| zone.is_named(name)).map(|zone| zone.offset_on(planned.day));
        of_pack.or_else(|| utc_offset(name.trim_start_matches("UTC").trim_start_matches("GMT")))
    });
    let shifts: Vec<i32> = match (planned.utc_offset, zone_name) {
        (Some(sender), Some(_)) if known.is_some() => known.iter().map(|borrower| borrower - sender).collect(),
        (None, Some(_)) => vec![0],
        (Some(sender), _) => all.iter().map(|borrower| borrower - sender).collect(),
        (None, None) => all.iter().flat_map(|sender| all.iter().map(move |borrower| borrower - sender)).collect(),
    };
    let shifts = if shifts.is_empty() { vec![0] } else { shifts };
    let mut times: Vec<u32> = shifts.iter().map(|minutes| (planned.second as i32 + minutes * 60).rem_euclid(86_400) as u32).collect();
    times.sort_unstable();
    times.dedup();
    times
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone(name: &str, utc_offset_minutes: i32, daylight: Daylight) -> Zone {
        Zone { name: name.to_owned(), aliases: Vec::new(), utc_offset_minutes, daylight }
    }

    #[test]
    fn an_unknown_zone_is_every_zone() {
        let zones = [zone("America/New_York", -300, Daylight::UnitedStates), zone("Pacific/Honolulu", -600, Daylight::None)];
        let hours = |text: &str, name: Option<&str>| {
            let planned = PlannedTime::parse(text).unwrap_or(PlannedTime { day: 0, second: 0, utc_offset: None });
            borrower_times(planned, name, &zones).iter().map(|second| second / 3600).collect::<Vec<_>>()
        };
        assert_eq!(hours("2026-01-05T12:00", None), [7, 12, 17]);
        assert_eq!(hours("2026-07-05T12:00", None), [6, 12, 18]);
        assert_eq!(hours("2026-01-05T12:00-05:00", None), [7, 12]);
        assert_eq!(hours("2026-01-05T12:00", Some("pacific/honolulu")), [12]);
        assert_eq!(hours("2026-01-05T12:00-05:00", Some("Pacific/Honolulu")), [7]);
        assert_eq!(hours("2026-01-05T12:00Z", Some("UTC+05:30")), [17]);
        assert_eq!(hours("2026-03-08T12:00-05:00", Some("America/New_York")), [13]);
    }
}
