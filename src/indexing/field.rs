//! The fields of an indexing: what each takes, and how what was typed is read.

use web::{Message, is_text};

use super::terms::{List, Terms};
use crate::clock::read_day;

db::text_enum! {
    /// A field, under the key that the form, the command line and the database call it by.
    pub enum Field {
        /// Nom complet.
        Title = "title",
        /// Intitulé, a part of the matricule.
        ShortTitle = "short_title",
        /// Plain text.
        Description = "description",
        /// What one can do afterwards.
        Objectives = "objectives",
        /// Words a search should find it by.
        Keywords = "keywords",
        /// The address of a film about it.
        Video = "video",
        /// A term of [`List::Domain`].
        Domain = "domain",
        /// A term of [`List::Collection`].
        Collection = "collection",
        /// A term of [`List::Nature`].
        Nature = "nature",
        /// Whether it is for those who enter the profession.
        CareerEntry = "career_entry",
        /// Whether it ends with a certificate.
        Certifying = "certifying",
        /// Whom to write to.
        Contact = "contact",
        /// A term of [`List::Origin`].
        Origin = "origin",
        /// Who wrote it.
        Authors = "authors",
        /// Who found it good.
        ValidatedBy = "validated_by",
        /// Length face to face.
        HoursOnSite = "hours_on_site",
        /// Length at a distance.
        HoursAtDistance = "hours_at_distance",
        /// Terms of [`List::Audience`], between spaces.
        Audiences = "audiences",
        /// How one is accompanied.
        Accompaniment = "accompaniment",
        /// How the work is spread.
        Rhythm = "rhythm",
        /// The first day.
        StartsOn = "starts_on",
        /// The last day.
        EndsOn = "ends_on",
        /// Where one meets.
        Place = "place",
        /// Two digits of the school year.
        Year = "year",
        /// Whose it is, for the matricule; the académie's without it.
        Code = "code",
        /// Which version this is.
        Version = "version",
        /// What changed in it.
        VersionNotes = "version_notes",
    }
}

/// What a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A line of so many characters.
    Line(usize),
    /// Several lines.
    Text(usize),
    /// Letters and digits, for the matricule.
    Part(usize),
    /// A calendar day.
    Day,
    /// A length: « 3h », « 1h30 », « 45 min ».
    Hours,
    /// One term.
    One(List),
    /// Any number of terms.
    Many(List),
    /// A box to tick.
    Yes,
    /// The address of a page.
    Link,
}

/// The longest length, in hours.
const MOST_HOURS: i64 = 2_000;

impl Field {
    /// What it takes.
    pub fn kind(self) -> Kind {
        match self {
            Field::Title => Kind::Line(250),
            Field::ShortTitle => Kind::Part(15),
            Field::Description | Field::Objectives => Kind::Text(4_000),
            Field::Keywords | Field::Authors => Kind::Line(400),
            Field::Video => Kind::Link,
            Field::Domain => Kind::One(List::Domain),
            Field::Collection => Kind::One(List::Collection),
            Field::Nature => Kind::One(List::Nature),
            Field::Origin => Kind::One(List::Origin),
            Field::Audiences => Kind::Many(List::Audience),
            Field::CareerEntry | Field::Certifying => Kind::Yes,
            Field::Contact | Field::ValidatedBy | Field::Rhythm | Field::Place => Kind::Line(200),
            Field::HoursOnSite | Field::HoursAtDistance => Kind::Hours,
            Field::Accompaniment => Kind::Text(1_000),
            Field::StartsOn | Field::EndsOn => Kind::Day,
            Field::Year => Kind::Part(4),
            Field::Code | Field::Version => Kind::Part(10),
            Field::VersionNotes => Kind::Text(2_000),
        }
    }

    /// Whether it must be filled in before the course is offered. Of the two lengths one is enough (see [`super::Sheet::missing`]).
    pub fn is_needed(self) -> bool {
        matches!(
            self,
            Field::Title
                | Field::ShortTitle
                | Field::Description
                | Field::Objectives
                | Field::Keywords
                | Field::Domain
                | Field::Collection
                | Field::Nature
                | Field::Contact
                | Field::Origin
                | Field::Authors
                | Field::HoursAtDistance
                | Field::Audiences
        )
    }

    /// The key of its label.
    pub fn word(self) -> &'static str {
        match self {
            Field::Title => "indexing-title",
            Field::ShortTitle => "indexing-short-title",
            Field::Description => "indexing-description",
            Field::Objectives => "indexing-objectives",
            Field::Keywords => "indexing-keywords",
            Field::Video => "indexing-video",
            Field::Domain => "indexing-domain",
            Field::Collection => "indexing-collection",
            Field::Nature => "indexing-nature",
            Field::CareerEntry => "indexing-career-entry",
            Field::Certifying => "indexing-certifying",
            Field::Contact => "indexing-contact",
            Field::Origin => "indexing-origin",
            Field::Authors => "indexing-authors",
            Field::ValidatedBy => "indexing-validated-by",
            Field::HoursOnSite => "indexing-hours-on-site",
            Field::HoursAtDistance => "indexing-hours-at-distance",
            Field::Audiences => "indexing-audiences",
            Field::Accompaniment => "indexing-accompaniment",
            Field::Rhythm => "indexing-rhythm",
            Field::StartsOn => "indexing-starts-on",
            Field::EndsOn => "indexing-ends-on",
            Field::Place => "indexing-place",
            Field::Year => "indexing-year",
            Field::Code => "indexing-code",
            Field::Version => "indexing-version",
            Field::VersionNotes => "indexing-version-notes",
        }
    }

    /// The key of what is missing without it: of the two lengths either will do.
    pub fn missing_word(self) -> &'static str {
        if self == Field::HoursAtDistance { "indexing-hours-any" } else { self.word() }
    }

    /// The same as a command names it.
    pub fn missing_key(self) -> &'static str {
        if self == Field::HoursAtDistance { "hours_on_site or hours_at_distance" } else { self.as_str() }
    }

    /// Reads what was typed into it; empty stays empty.
    ///
    /// # Errors
    /// The sentence that says what it takes.
    pub fn read(self, typed: &str, terms: &Terms) -> Result<String, Message> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Ok(String::new());
        }
        match self.kind() {
            Kind::Text(most) => bounded(typed.replace("\r\n", "\n").chars().filter(|c| *c == '\n' || is_text(*c)).collect(), most),
            Kind::Line(most) => bounded(typed.chars().filter(|c| is_text(*c)).collect(), most),
            Kind::Part(most) if typed.chars().all(char::is_alphanumeric) => bounded(typed.to_owned(), most),
            Kind::Part(most) => Err(Message::new("indexing-fault-part").with("max", most)),
            Kind::Day => read_day(typed).ok_or_else(|| Message::new("indexing-fault-day")),
            Kind::Hours => minutes(typed).map(hours).ok_or_else(|| Message::new("indexing-fault-hours")),
            Kind::One(list) => terms.meant(list, typed).map(|term| term.code.clone()).ok_or_else(|| Message::new("indexing-fault-term")),
            Kind::Many(list) => many(list, typed, terms),
            Kind::Yes => match typed.to_lowercase().as_str() {
                "yes" | "oui" | "1" => Ok("yes".into()),
                "no" | "non" | "0" => Ok(String::new()),
                _ => Err(Message::new("indexing-fault-yes")),
            },
            Kind::Link => link(typed).ok_or_else(|| Message::new("indexing-fault-link")),
        }
    }
}

fn bounded(text: String, most: usize) -> Result<String, Message> {
    let text = text.trim().to_owned();
    if text.chars().count() > most { Err(Message::new("form-too-long").with("max", most)) } else { Ok(text) }
}

/// The minutes of « 3 », « 1,5 », « 1h30 », « 45 min ».
pub(super) fn minutes(typed: &str) -> Option<i64> {
    let text: String = typed.to_lowercase().chars().filter(|c| !c.is_whitespace()).map(|c| if c == ',' { '.' } else { c }).collect();
    let minutes = if let Some(minutes) = text.strip_suffix("min") {
        whole(minutes)?
    } else if let Some((hours, rest)) = text.split_once('h') {
        whole(hours)? * 60 + if rest.is_empty() { 0 } else { whole(rest).filter(|rest| *rest < 60)? }
    } else if let Some((hours, part)) = text.split_once('.') {
        // A part of an hour, in as many digits as somebody types: 0.25 is a quarter.
        let digits = u32::try_from(part.len()).ok().filter(|digits| (1..=3).contains(digits))?;
        whole(hours)? * 60 + (whole(part)? * 60 + 10_i64.pow(digits) / 2) / 10_i64.pow(digits)
    } else {
        whole(&text)? * 60
    };
    (minutes <= MOST_HOURS * 60).then_some(minutes)
}

fn whole(text: &str) -> Option<i64> {
    (text.len() <= 6 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

/// Minutes as the form shows them; nothing for none.
pub(super) fn hours(minutes: i64) -> String {
    match (minutes / 60, minutes % 60) {
        (_, _) if minutes <= 0 => String::new(),
        (0, rest) => format!("{rest} min"),
        (hours, 0) => format!("{hours}h"),
        (hours, rest) => format!("{hours}h{rest:02}"),
    }
}

fn many(list: List, typed: &str, terms: &Terms) -> Result<String, Message> {
    let mut codes: Vec<&str> = Vec::new();
    for one in typed.split([',', ';', '\n']).map(str::trim).filter(|one| !one.is_empty()) {
        let term = terms.meant(list, one).ok_or_else(|| Message::new("indexing-fault-term"))?;
        if !codes.contains(&term.code.as_str()) {
            codes.push(&term.code);
        }
    }
    Ok(codes.join(" "))
}

/// The address of a page of the web.
fn link(typed: &str) -> Option<String> {
    let url = url::Url::parse(typed).ok()?;
    (matches!(url.scheme(), "http" | "https") && url.has_host() && typed.len() <= 500).then(|| url.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read_as_people_write_them() {
        for (typed, expected) in [
            ("3", 180),
            ("1,5", 90),
            ("0.25", 15),
            ("3h", 180),
            ("3h30", 210),
            ("1 H 05", 65),
            ("45 min", 45),
            ("45\u{a0}min", 45),
            ("0", 0),
        ] {
            assert_eq!(minutes(typed), Some(expected), "{typed}");
        }
        for typed in ["x", "-1", "3h75", "h", "1.", "1.2345", "9999999999", "2001", "1,5h", ""] {
            assert_eq!(minutes(typed), None, "{typed}");
        }
        assert_eq!([0, 45, 180, 210].map(hours), ["", "45 min", "3h", "3h30"]);
    }

    #[test]
    fn each_kind_says_what_it_takes() {
        let terms = Terms::default();
        let read = |field: Field, typed: &str| field.read(typed, &terms).ok();
        assert_eq!(read(Field::StartsOn, "20/11/2016"), Some("2016-11-20".into()));
        assert_eq!(read(Field::StartsOn, "2016-02-30"), None);
        assert_eq!(read(Field::Domain, "Arts et culture"), Some("arts".into()));
        assert_eq!(read(Field::Domain, "magie"), None);
        assert_eq!(read(Field::Audiences, "heads; AESH, heads"), Some("heads support-assistants".into()));
        assert_eq!(read(Field::Audiences, "heads, nobody"), None);
        assert_eq!((read(Field::Certifying, "oui"), read(Field::Certifying, "non")), (Some("yes".into()), Some(String::new())));
        assert_eq!(read(Field::ShortTitle, "ORAL1"), Some("ORAL1".into()));
        assert_eq!((read(Field::ShortTitle, "ORAL 1"), read(Field::ShortTitle, "UNINTITULETROPLONG")), (None, None));
        assert_eq!(read(Field::Video, "https://video.example.org/v/1"), Some("https://video.example.org/v/1".into()));
        for typed in ["javascript:alert(1)", "//example.org", "data:text/html,x", "film"] {
            assert_eq!(read(Field::Video, typed), None, "{typed}");
        }
        for field in Field::ALL {
            assert_eq!(read(*field, "  "), Some(String::new()), "{field}");
        }
    }
}
