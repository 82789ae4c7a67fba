//! Académies: the tenants, named by the first segment of every address.

pub mod settings;
pub mod texts;

use db::{Db, Tx};
use passwords::Preset;

use crate::people;

db::text_enum! {
    /// What an académie is, which decides whether it speaks of schools.
    pub enum AcademyKind {
        /// Has schools: « personnel d'un établissement dépendant de … ».
        Academie = "academie",
        /// Overseas.
        ViceRectorat = "vice-rectorat",
        /// Saint-Pierre-et-Miquelon.
        Service = "service",
        /// A national body.
        National = "national",
    }
}

db::row! {
    /// An académie with its settings.
    pub struct Academy {
        pub id: i64,
        /// The first segment of its addresses; empty for the pages outside of any académie.
        pub slug: String,
        pub kind: AcademyKind,
        /// « Académie de Besançon »: heading, mail subject, subject of a sentence.
        pub full_name: String,
        /// « de l’académie de Besançon »: complement.
        pub of_name: String,
        /// « BESANÇON »: stands in the header.
        pub short: String,
        /// Opens the matricules of its courses.
        pub code: String,
        /// IANA name.
        pub time_zone: String,
        /// 0 to 23: one of the hues of the stylesheet.
        pub hue: i64,
        /// `academie` or `nist`.
        pub password_preset: String,
        /// A mailbox somebody reads.
        pub support_contact: Option<String>,
        pub sender_name: Option<String>,
        pub sender_address: Option<String>,
        /// Where staff of schools sign in; without it the panel does not show.
        pub arena_scolaire: Option<String>,
        /// Where staff of universities sign in.
        pub arena_superieur: Option<String>,
        /// The picture that stands beside its name.
        pub logo_id: Option<i64>,
    }
}

/// The columns of [`Academy`], for queries that join.
pub const COLUMNS: &str = "a.id, a.slug, a.kind, a.full_name, a.of_name, a.short, a.code, a.time_zone, a.hue, a.password_preset, \
     a.support_contact, a.sender_name, a.sender_address, a.arena_scolaire, a.arena_superieur, a.logo_id";

/// First path segments that can never be an académie's slug. Those that look like `f123` or `p123` cannot either.
const RESERVED: [&str; 9] = ["assets", "mailbox", "styleguide", "arena-demo", "health", "metrics", "favicon.ico", "robots.txt", "language"];

impl Academy {
    /// The stand-in for pages outside of any académie: no name, no prefix.
    pub fn nowhere() -> Academy {
        Academy {
            id: 0,
            slug: String::new(),
            kind: AcademyKind::National,
            full_name: "M@gistère".into(),
            of_name: String::new(),
            short: String::new(),
            code: String::new(),
            time_zone: "Europe/Paris".into(),
            hue: 10,
            password_preset: Preset::Academie.as_str().into(),
            support_contact: None,
            sender_name: None,
            sender_address: None,
            arena_scolaire: None,
            arena_superieur: None,
            logo_id: None,
        }
    }

    /// Whether this is a real académie.
    pub fn exists(&self) -> bool {
        self.id != 0
    }

    /// The password policy of its members.
    pub fn preset(&self) -> Preset {
        self.password_preset.parse().unwrap_or(Preset::Nist)
    }

    /// Whether somebody can come in by another door than a password here.
    pub fn has_arena(&self) -> bool {
        self.arena_scolaire.is_some() || self.arena_superieur.is_some()
    }

    /// Whether it speaks of schools.
    pub fn has_schools(&self) -> bool {
        self.kind == AcademyKind::Academie
    }

    /// What stands before every path: `/ac-besancon`, or nothing.
    pub fn base(&self) -> String {
        if self.slug.is_empty() { String::new() } else { format!("/{}", self.slug) }
    }

    /// The académie of a slug.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn by_slug(db: &Db, slug: &str) -> db::Result<Option<Academy>> {
        db.maybe(&format!("select {COLUMNS} from academy a where a.slug = $1"), &db::args![slug]).await
    }

    /// The académie with this id.
    ///
    /// # Errors
    /// When there is none, or the database fails.
    pub async fn by_id(db: &Db, id: i64) -> db::Result<Academy> {
        db.one(&format!("select {COLUMNS} from academy a where a.id = $1"), &db::args![id]).await
    }

    /// The same inside a transaction.
    ///
    /// # Errors
    /// As [`Academy::by_id`].
    pub async fn read(tx: &Tx, id: i64) -> db::Result<Academy> {
        tx.one(&format!("select {COLUMNS} from academy a where a.id = $1"), &db::args![id]).await
    }

    /// All académies: those with schools first, then by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn all(db: &Db) -> db::Result<Vec<Academy>> {
        db.all(&format!("select {COLUMNS} from academy a order by a.id"), &[]).await
    }
}

/// Whether a slug could name an académie.
pub fn is_possible_slug(slug: &str) -> bool {
    let short_link = slug.strip_prefix(['f', 'p']).is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()));
    !slug.is_empty()
        && !short_link
        && !RESERVED.contains(&slug)
        && slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// The strictest password policy among somebody's memberships and roles; managers and administrators take the strict one.
///
/// # Errors
/// When the database fails.
pub async fn strictest_preset(tx: &Tx, person_id: i64, here: &Academy) -> db::Result<Preset> {
    let (strict,): (i64,) = tx
        .one(
            "select (select count(*) from membership m join academy a on a.id = m.academy_id
                      where m.person_id = $1 and a.password_preset = 'nist')
                  + (select count(*) from role_grant g where g.person_id = $1 and g.role <> 'superviseur')",
            &db::args![person_id],
        )
        .await?;
    Ok(if strict > 0 { Preset::Nist } else { here.preset() })
}

/// The words of this place that a password may not merely be made of.
pub fn context_words(academy: &Academy, person: &people::Person, addresses: &[people::address::StoredAddress]) -> passwords::ContextWords {
    let addresses = addresses.iter().map(|address| address.address.as_str());
    passwords::ContextWords::new(
        [
            "magistere",
            "m@gistère",
            academy.full_name.as_str(),
            academy.short.as_str(),
            academy.slug.as_str(),
            person.first_name.as_str(),
            person.last_name.as_str(),
            person.username.as_str(),
        ]
        .into_iter()
        .chain(addresses),
    )
}

#[derive(serde::Deserialize)]
struct Shipped {
    slug: String,
    kind: String,
    full_name: String,
    of_name: String,
    short: String,
    code: String,
    time_zone: String,
}

/// Adds the académies the product ships with and that are not there yet; never changes one that is.
///
/// # Errors
/// When the database fails. (The embedded list is checked by a test.)
pub async fn ship(db: &Db) -> db::Result<()> {
    let (there,): (i64,) = db.one("select count(*) from academy", &[]).await?;
    let list = shipped();
    if usize::try_from(there).unwrap_or(0) >= list.len() {
        return Ok(());
    }
    let tx = db.begin().await?;
    for (index, academy) in list.iter().enumerate() {
        tx.run(
            "insert into academy (slug, kind, full_name, of_name, short, code, time_zone, hue, password_preset)
             values ($1, $2, $3, $4, $5, $6, $7, $8, 'academie') on conflict (slug) do nothing",
            &db::args![
                &academy.slug,
                &academy.kind,
                &academy.full_name,
                &academy.of_name,
                &academy.short,
                &academy.code,
                &academy.time_zone,
                // Neighbours in the list look different.
                i64::try_from(index * 7 % 24).unwrap_or(0)
            ],
        )
        .await?;
    }
    tx.commit().await
}

fn shipped() -> Vec<Shipped> {
    csv::Reader::from_reader(include_bytes!("academies.csv").as_slice()).deserialize().filter_map(Result::ok).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forty_ship_and_each_can_be_reached() {
        let list = shipped();
        assert_eq!(list.len(), 40);
        for academy in list {
            assert!(is_possible_slug(&academy.slug), "{}", academy.slug);
            assert!(academy.kind.parse::<AcademyKind>().is_ok());
            assert!(jiff::tz::TimeZone::get(&academy.time_zone).is_ok(), "{}", academy.time_zone);
        }
    }

    #[test]
    fn reserved_words_are_no_slugs() {
        for slug in ["assets", "mailbox", "styleguide", "f123", "p9", "", "../x", "AC-Paris", "a b"] {
            assert!(!is_possible_slug(slug), "{slug}");
        }
        assert!(is_possible_slug("f") && is_possible_slug("formation"));
    }
}
