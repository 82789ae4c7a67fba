//! What a file weighs, in words.

use web::Message;

/// « 12 ko », « 3 Mo », « 2 Go »: as much as one wants to know before saving it on a telephone. Rounded up.
pub fn weight(bytes: i64) -> Message {
    const UNITS: [(&str, i64); 3] = [("shell-gigabytes", 1_000_000_000), ("shell-megabytes", 1_000_000), ("shell-kilobytes", 1_000)];
    let (key, unit) = UNITS.into_iter().find(|(_, unit)| bytes >= *unit).unwrap_or(("shell-kilobytes", 1_000));
    Message::new(key).with("number", bytes / unit + i64::from(bytes % unit > 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weight_is_said_in_the_unit_that_fits() {
        for (bytes, key, number) in [
            (1, "shell-kilobytes", 1),
            (999_001, "shell-kilobytes", 1000),
            (3_440_000, "shell-megabytes", 4),
            (2_147_483_648, "shell-gigabytes", 3),
        ] {
            assert_eq!(weight(bytes), Message::new(key).with("number", number));
        }
    }
}
