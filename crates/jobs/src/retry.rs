//! When a job is tried again.

const SECOND: i64 = 1_000_000;
const MINUTE: i64 = 60 * SECOND;

/// How long a job is tried, in microseconds from when it was due first.
const TRIED_FOR: i64 = 24 * 60 * MINUTE;
/// No pause is longer, in microseconds.
pub(crate) const LONGEST_PAUSE: i64 = 15 * MINUTE;

/// The instant of the next try after `attempts` tries, or nothing when a day has passed since `created_at`. The last try is made when
/// the day is over.
pub(crate) fn next(attempts: i64, created_at: i64, now: i64) -> Option<i64> {
    let end = created_at.saturating_add(TRIED_FOR);
    let pause = match attempts {
        ..=1 => 5 * SECOND,
        2 => 15 * SECOND,
        3 => 45 * SECOND,
        4 => 2 * MINUTE,
        5 => 5 * MINUTE,
        _ => LONGEST_PAUSE,
    };
    (now < end).then(|| now.saturating_add(pause).min(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_to_a_quarter_of_an_hour_and_end_after_a_day() {
        let pauses: Vec<i64> = (1..=8).map(|attempts| next(attempts, 0, 0).unwrap() / SECOND).collect();
        assert_eq!(pauses, [5, 15, 45, 120, 300, 900, 900, 900]);
        let end = TRIED_FOR;
        assert_eq!(next(90, 0, end - MINUTE), Some(end));
        assert_eq!(next(91, 0, end), None);
    }
}
