//! Countries and time zones one may choose from.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use web::Language;

/// Where most people are: first in the list.
pub const FRANCE: &str = "FR";

/// The zones offered: the territories of France first, then one for each hour and habit where French schools stand.
pub const ZONES: [&str; 63] = [
    "Europe/Paris",
    "America/Cayenne",
    "America/Guadeloupe",
    "America/Marigot",
    "America/Martinique",
    "America/Miquelon",
    "America/St_Barthelemy",
    "Indian/Mayotte",
    "Indian/Reunion",
    "Pacific/Gambier",
    "Pacific/Marquesas",
    "Pacific/Noumea",
    "Pacific/Tahiti",
    "Pacific/Wallis",
    "Africa/Abidjan",
    "Africa/Algiers",
    "Africa/Cairo",
    "Africa/Casablanca",
    "Africa/Dakar",
    "Africa/Djibouti",
    "Africa/Johannesburg",
    "Africa/Kinshasa",
    "Africa/Lagos",
    "Africa/Nairobi",
    "Africa/Tunis",
    "America/Argentina/Buenos_Aires",
    "America/Bogota",
    "America/Chicago",
    "America/Denver",
    "America/Lima",
    "America/Los_Angeles",
    "America/Mexico_City",
    "America/Montreal",
    "America/New_York",
    "America/Santiago",
    "America/Sao_Paulo",
    "Asia/Bangkok",
    "Asia/Beirut",
    "Asia/Dubai",
    "Asia/Ho_Chi_Minh",
    "Asia/Hong_Kong",
    "Asia/Jerusalem",
    "Asia/Kolkata",
    "Asia/Phnom_Penh",
    "Asia/Riyadh",
    "Asia/Seoul",
    "Asia/Shanghai",
    "Asia/Singapore",
    "Asia/Tokyo",
    "Australia/Sydney",
    "Europe/Athens",
    "Europe/Berlin",
    "Europe/Brussels",
    "Europe/Bucharest",
    "Europe/Istanbul",
    "Europe/Lisbon",
    "Europe/London",
    "Europe/Madrid",
    "Europe/Moscow",
    "Europe/Rome",
    "Europe/Zurich",
    "Indian/Antananarivo",
    "Indian/Mauritius",
];

/// A country under its name in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Country {
    /// ISO 3166, two capitals.
    pub code: &'static str,
    /// As its readers write it.
    pub name: &'static str,
}

/// Both lists, sorted once.
static COUNTRIES: LazyLock<[Vec<Country>; 2]> = LazyLock::new(|| [sorted(1), sorted(2)]);

/// Every country: France first, then by name.
pub fn countries(language: Language) -> &'static [Country] {
    let [french, english] = &*COUNTRIES;
    match language {
        Language::French => french,
        Language::English => english,
    }
}

/// Whether this is the code of a country on the list.
pub fn is_country(code: &str) -> bool {
    countries(Language::French).iter().any(|country| country.code == code)
}

fn sorted(column: usize) -> Vec<Country> {
    let mut countries: Vec<Country> = include_str!("countries.csv")
        .lines()
        .skip(1)
        .filter_map(|line| {
            let mut fields = line.split(';');
            Some(Country { code: fields.next()?, name: fields.nth(column - 1)? })
        })
        .collect();
    countries.sort_by_cached_key(|country| (country.code != FRANCE, as_sorted(country.name)));
    countries
}

/// Accents and case do not count: « Égypte » stands between « Dominique » and « Équateur ».
fn as_sorted(name: &str) -> String {
    name.nfd().filter(|letter| !is_combining_mark(*letter)).collect::<String>().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_country_has_a_code_and_two_names() {
        for language in Language::ALL {
            let list = countries(language);
            assert_eq!(list.len(), 249);
            assert_eq!(list.first().unwrap().code, FRANCE);
            assert!(list.iter().all(|country| country.code.len() == 2 && !country.name.is_empty()));
        }
        let names: Vec<&str> = countries(Language::French).iter().map(|country| country.name).collect();
        let place = |name: &str| names.iter().position(|other| *other == name).unwrap();
        assert!(place("Dominique") < place("Égypte") && place("Égypte") < place("Équateur"));
        assert!(is_country("RE") && !is_country("ZZ") && !is_country(""));
    }

    #[test]
    fn every_zone_is_known() {
        for zone in ZONES {
            assert!(jiff::tz::TimeZone::get(zone).is_ok(), "{zone}");
        }
    }
}
