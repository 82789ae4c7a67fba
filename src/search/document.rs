//! What the index knows of an offer.

/// Which offers are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The sessions of an académie and of the national bodies.
    Sessions {
        /// The académie.
        academy_id: i64,
    },
    /// The parcours of every académie.
    Parcours,
}

/// An offer as it is fed to the index.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The course; a document takes the place of the one of the same course.
    pub course_id: i64,
    /// Whose it is.
    pub academy_id: i64,
    /// Whether that is a national body.
    pub national: bool,
    /// Whether it is a parcours, for trainers; else a session, for all.
    pub parcours: bool,
    /// The number people know.
    pub number: i64,
    /// When it was published (microseconds UTC).
    pub published_at: i64,
    /// Searched first.
    pub title: String,
    /// Searched next: the words its author thought of.
    pub keywords: String,
    /// Searched as well as the description.
    pub objectives: String,
    /// What it is, in a few sentences.
    pub description: String,
    /// Searched last: domain, audiences, authors, origin, place.
    pub others: String,
    /// A code, or nothing; the same for the following.
    pub domain: String,
    /// Codes between spaces.
    pub audiences: String,
    /// A code.
    pub nature: String,
    /// A code.
    pub origin: String,
    /// The whole length.
    pub minutes: i64,
    /// `YYYY-MM-DD`; without it, from the beginning of time.
    pub starts_on: Option<String>,
    /// The last day; without it, for ever.
    pub ends_on: Option<String>,
    /// The last day to join.
    pub closes_on: Option<String>,
    /// Whether a key is needed to join.
    pub keyed: bool,
}

/// A code as the index keeps it: a number, the same on every machine (FNV-1a). 0 stands for none.
pub fn key(code: &str) -> u64 {
    if code.is_empty() {
        return 0;
    }
    code.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)).max(1)
}

/// A day as a number that sorts: 20161120.
pub(super) fn day_number(day: &str) -> u32 {
    day.bytes().filter(u8::is_ascii_digit).fold(0, |number: u32, digit| number.wrapping_mul(10).wrapping_add(u32::from(digit - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_days_are_numbers() {
        assert_eq!(key(""), 0);
        assert!(key("arts") != key("sciences") && key("arts") == key("arts"));
        assert!(day_number("2016-11-20") == 20_161_120 && day_number("2016-11-20") < day_number("2027-01-01"));
    }
}
