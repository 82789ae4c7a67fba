//! What time it is. The only place that asks the system, so that tests can hold the clock still.

use std::cell::RefCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use web::Language;

/// One second, in the microseconds all instants are kept in.
pub const SECOND: i64 = 1_000_000;
/// One minute.
pub const MINUTE: i64 = 60 * SECOND;
/// One hour.
pub const HOUR: i64 = 60 * MINUTE;
/// One day of 24 hours.
pub const DAY: i64 = 24 * HOUR;

/// A source of time. Cheap to clone.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The system's wall clock.
    System,
    /// A clock that stands still until it is moved.
    Held(Arc<AtomicI64>),
}

impl Clock {
    /// A clock held at this instant (microseconds UTC).
    pub fn held(at: i64) -> Clock {
        Clock::Held(Arc::new(AtomicI64::new(at)))
    }

    /// Now, in microseconds since 1970 UTC.
    pub fn now(&self) -> i64 {
        match self {
            #[allow(clippy::disallowed_methods, reason = "this is the one clock")]
            Clock::System => jiff::Timestamp::now().as_microsecond(),
            Clock::Held(at) => at.load(Ordering::SeqCst),
        }
    }

    /// Moves a held clock forward; the system's clock is left alone.
    pub fn advance(&self, by: i64) {
        if let Clock::Held(at) = self {
            at.fetch_add(by, Ordering::SeqCst);
        }
    }
}

/// An instant as feeds write it.
pub fn rfc3339(at: i64) -> String {
    jiff::Timestamp::from_microsecond(at).unwrap_or_default().to_string()
}

/// The calendar day (`YYYY-MM-DD`) of an instant in a time zone; an unknown zone counts as UTC.
pub fn day_in(zone: &str, at: i64) -> String {
    thread_local! {
        // A list of twenty courses asks sixty times for the same day: the last answer, with the zone and the minute it holds for.
        static LAST: RefCell<(String, i64, String)> = const { RefCell::new((String::new(), i64::MIN, String::new())) };
    }
    // Midnight is at a full minute everywhere.
    let minute = at.div_euclid(MINUTE);
    LAST.with_borrow_mut(|(known_zone, known_minute, day)| {
        if known_zone != zone || *known_minute != minute {
            let at = jiff::Timestamp::from_microsecond(at).unwrap_or_default();
            let rules = jiff::tz::TimeZone::get(zone).unwrap_or(jiff::tz::TimeZone::UTC);
            zone.clone_into(known_zone);
            *known_minute = minute;
            *day = rules.to_datetime(at).date().to_string();
        }
        day.clone()
    })
}

/// The last Monday at this full hour, by the clocks of a time zone, that is not after `at` (both in microseconds UTC); an unknown zone counts as
/// UTC.
pub fn last_monday(zone: &str, hour: i8, at: i64) -> i64 {
    let zone = jiff::tz::TimeZone::get(zone).unwrap_or(jiff::tz::TimeZone::UTC);
    let today = zone.to_datetime(jiff::Timestamp::from_microsecond(at).unwrap_or_default()).date();
    let since_monday = i32::from(today.weekday().to_monday_zero_offset());
    let monday = |weeks: i32| {
        let day = today.checked_sub(jiff::Span::new().days(since_monday + 7 * weeks)).unwrap_or(today);
        let instant = zone.to_ambiguous_timestamp(day.at(hour, 0, 0, 0)).compatible();
        instant.map_or(at, jiff::Timestamp::as_microsecond)
    };
    let this_week = monday(0);
    if this_week <= at { this_week } else { monday(1) }
}

/// The last time that the clocks of a time zone showed this full hour, not after `at` (both in microseconds UTC); an unknown zone counts as UTC.
pub fn last_hour(zone: &str, hour: i8, at: i64) -> i64 {
    let zone = jiff::tz::TimeZone::get(zone).unwrap_or(jiff::tz::TimeZone::UTC);
    let today = zone.to_datetime(jiff::Timestamp::from_microsecond(at).unwrap_or_default()).date();
    let on = |day: jiff::civil::Date| {
        let instant = zone.to_ambiguous_timestamp(day.at(hour, 0, 0, 0)).compatible();
        instant.map_or(at, jiff::Timestamp::as_microsecond)
    };
    let this_day = on(today);
    if this_day <= at { this_day } else { on(today.yesterday().unwrap_or(today)) }
}

/// A day `2016-11-20` as France prints it: `20/11/2016`.
pub fn printed_day(day: &str) -> String {
    let Some((year, rest)) = day.split_once('-') else { return day.to_owned() };
    let Some((month, day)) = rest.split_once('-') else { return day.to_owned() };
    [day, month, year].join("/")
}

/// The day and the hour of an instant (microseconds UTC) in a time zone, as each language prints them; an unknown zone counts as UTC.
pub fn printed_moment(zone: &str, at: i64, language: Language) -> (String, String) {
    let zone = jiff::tz::TimeZone::get(zone).unwrap_or(jiff::tz::TimeZone::UTC);
    let time = zone.to_datetime(jiff::Timestamp::from_microsecond(at).unwrap_or_default());
    let between = if language == Language::French { "h" } else { ":" };
    let day = [two_digits(time.day()), two_digits(time.month()), time.year().to_string()].join("/");
    (day, [time.hour().to_string(), two_digits(time.minute())].join(between))
}

/// A number under a hundred in two digits, without the cost of a format string: a page of posts says two hundred of them.
fn two_digits(number: i8) -> String {
    let digits = number.to_string();
    if number < 10 { ["0", &digits].concat() } else { digits }
}

/// Whether `day` is a real calendar day written `YYYY-MM-DD`.
pub fn is_day(day: &str) -> bool {
    day.len() == 10 && day.parse::<jiff::civil::Date>().is_ok()
}

/// A calendar day as browsers send it (`2016-11-20`), or as France writes it (`20/11/2016`).
pub fn read_day(typed: &str) -> Option<String> {
    let parts: Vec<&str> = typed.split('/').collect();
    let day = match parts.as_slice() {
        [day, month, year] => format!("{year}-{month:0>2}-{day:0>2}"),
        _ => typed.to_owned(),
    };
    is_day(&day).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_follow_the_zone() {
        // 2026-03-28 23:30 UTC
        let at = 1_774_740_600 * SECOND;
        assert_eq!(day_in("Europe/Paris", at), "2026-03-29");
        assert_eq!(day_in("Pacific/Tahiti", at), "2026-03-28");
        assert_eq!(printed_day("2016-11-20"), "20/11/2016");
        assert!(is_day("2024-02-29") && !is_day("2023-02-29") && !is_day("20/11/2016"));
    }

    #[test]
    fn moments_are_told_in_the_zone() {
        // 2026-03-28 23:05 UTC
        let at = 1_774_739_100 * SECOND;
        assert_eq!(printed_moment("Europe/Paris", at, Language::French), ("29/03/2026".into(), "0h05".into()));
        assert_eq!(printed_moment("Pacific/Tahiti", at, Language::English), ("28/03/2026".into(), "13:05".into()));
    }

    #[test]
    fn hours_follow_the_zone() {
        let at = |text: &str| text.parse::<jiff::Timestamp>().unwrap().as_microsecond();
        let six = |zone: &str, now: &str| rfc3339(last_hour(zone, 18, at(now)));
        assert_eq!(six("Europe/Paris", "2026-11-26T16:59:59Z"), "2026-11-25T17:00:00Z");
        assert_eq!(six("Europe/Paris", "2026-11-26T17:00:00Z"), "2026-11-26T17:00:00Z");
        assert_eq!(six("Pacific/Noumea", "2026-11-26T08:00:00Z"), "2026-11-26T07:00:00Z");
    }

    #[test]
    fn mondays_follow_the_zone_and_its_summer() {
        let at = |text: &str| text.parse::<jiff::Timestamp>().unwrap().as_microsecond();
        let monday = |zone: &str, now: &str| rfc3339(last_monday(zone, 7, at(now)));
        assert_eq!(monday("Europe/Paris", "2026-11-26T12:00:00Z"), "2026-11-23T06:00:00Z");
        assert_eq!(monday("Europe/Paris", "2026-11-23T05:59:59Z"), "2026-11-16T06:00:00Z");
        assert_eq!(monday("Europe/Paris", "2026-11-23T06:00:00Z"), "2026-11-23T06:00:00Z");
        // Summer time began on Sunday.
        assert_eq!(monday("Europe/Paris", "2026-03-30T09:00:00Z"), "2026-03-30T05:00:00Z");
        assert_eq!(monday("Pacific/Noumea", "2026-11-22T20:30:00Z"), "2026-11-22T20:00:00Z");
    }
}
