//! Days since 1970-01-01 and the months they are in.

pub use crate::data::date::day_of;

/// Year, month and day of a day since 1970-01-01; `None` beyond the years 1000 to 9999.
pub fn date_of(day: i32) -> Option<(i32, u32, u32)> {
    // A year too early at most by the days that leap years have been miscounted.
    let guess = 1970 + if day < 0 { day.div_euclid(365) } else { day / 366 };
    let year = (guess..guess.saturating_add(30)).take_while(|year| day_of(*year, 1, 1).is_some_and(|first| first <= day)).last()?;
    let month = (1..=12).take_while(|month| day_of(year, *month, 1).is_some_and(|first| first <= day)).last()?;
    Some((year, month, (day - day_of(year, month, 1)? + 1) as u32))
}

/// The day of the week, 0 for Monday.
pub fn weekday(day: i32) -> u32 {
    (day.wrapping_add(3)).rem_euclid(7) as u32
}

/// The first day on or after `today` with this month and day; within four years, as of 29 February.
pub fn next_day_of_year(today: i32, month: u32, day: u32) -> Option<i32> {
    let (year, _, _) = date_of(today)?;
    (year..=year + 4).find_map(|year| day_of(year, month, day).filter(|found| *found >= today))
}

/// A day as `2026-03-05`.
pub fn day_text(day: i32) -> String {
    date_of(day).map_or_else(String::new, |(year, month, day)| format!("{year:04}-{month:02}-{day:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_and_its_date_are_one() {
        for day in (-200_000..400_000).step_by(97) {
            let (year, month, of_month) = date_of(day).unwrap_or_default();
            assert_eq!(day_of(year, month, of_month), Some(day));
        }
        assert_eq!(day_text(20_517), "2026-03-05");
        assert_eq!(weekday(20_517), 3);
        assert_eq!(date_of(i32::MIN), None);
    }
}
