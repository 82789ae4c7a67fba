//! What time it is. The only place that asks the system, so that tests can hold the clock still.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

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
    let at = jiff::Timestamp::from_microsecond(at).unwrap_or_default();
    let zone = jiff::tz::TimeZone::get(zone).unwrap_or(jiff::tz::TimeZone::UTC);
    zone.to_datetime(at).date().to_string()
}

/// A day `2016-11-20` as France prints it: `20/11/2016`.
pub fn printed_day(day: &str) -> String {
    match day.split('-').collect::<Vec<_>>().as_slice() {
        [year, month, day] => format!("{day}/{month}/{year}"),
        _ => day.to_owned(),
    }
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
}
