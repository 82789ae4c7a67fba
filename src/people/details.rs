//! What somebody tells about herself: names, who may see her address, where she is, which language she reads.

use db::Tx;

use super::{AddressVisibility, Editor, Person, text_or_null};
use crate::files::{self, Owner};

/// The part of a person that she fills in herself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Details {
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Who may see her address.
    pub address_visibility: AddressVisibility,
    /// Her profile on MoodleNet, as typed.
    pub moodlenet_profile: String,
    /// Town.
    pub city: String,
    /// ISO 3166 code in capitals, or empty.
    pub country: String,
    /// IANA name; `None` follows the académie.
    pub time_zone: Option<String>,
    /// Plain text, paragraphs.
    pub description: String,
    /// What she is interested in: words between commas.
    pub interests: String,
}

impl Details {
    /// What is stored about somebody.
    pub fn of(person: &Person) -> Details {
        Details {
            first_name: person.first_name.clone(),
            last_name: person.last_name.clone(),
            address_visibility: person.address_visibility,
            moodlenet_profile: person.moodlenet_profile.clone(),
            city: person.city.clone(),
            country: person.country.clone(),
            time_zone: person.time_zone.clone(),
            description: person.description.clone(),
            interests: person.interests.clone(),
        }
    }

    /// The names of the fields that differ, for the journal: which, never what.
    pub fn differences(&self, other: &Details) -> Vec<&'static str> {
        [
            ("first_name", self.first_name != other.first_name),
            ("last_name", self.last_name != other.last_name),
            ("address_visibility", self.address_visibility != other.address_visibility),
            ("moodlenet_profile", self.moodlenet_profile != other.moodlenet_profile),
            ("city", self.city != other.city),
            ("country", self.country != other.country),
            ("time_zone", self.time_zone != other.time_zone),
            ("description", self.description != other.description),
            ("interests", self.interests != other.interests),
        ]
        .into_iter()
        .filter_map(|(name, differs)| differs.then_some(name))
        .collect()
    }
}

/// Stores what somebody tells about herself.
///
/// # Errors
/// When the database fails.
pub async fn save(tx: &Tx, person_id: i64, details: &Details) -> db::Result<()> {
    tx.run(
        "update person set first_name = $2, last_name = $3, address_visibility = $4, moodlenet_profile = $5, city = $6, country = $7,
                time_zone = $8, description = $9, interests = $10, folded_name = $11
          where id = $1",
        &db::args![
            person_id,
            &details.first_name,
            &details.last_name,
            details.address_visibility,
            &details.moodlenet_profile,
            &details.city,
            &details.country,
            text_or_null(details.time_zone.as_deref()),
            &details.description,
            &details.interests,
            super::folded_name(&details.first_name, &details.last_name)
        ],
    )
    .await?;
    Ok(())
}

/// Gives her another picture, kept under this name, or none; whether she had one or has one now.
///
/// # Errors
/// When the database fails.
pub async fn set_picture(tx: &Tx, person: &Person, name: Option<&str>, now: i64) -> db::Result<bool> {
    let owner = Owner::Person(person.id);
    let sql = "select picture_id from person where id = $1";
    let (before,): (Option<i64>,) = tx.one(sql, &db::args![person.id]).await?;
    let after = match name {
        Some(name) => Some(files::enter(tx, owner, name, now).await?),
        None => None,
    };
    tx.run("update person set picture_id = $2 where id = $1", &db::args![person.id, after]).await?;
    if let Some(before) = before {
        files::take_out(tx, owner, before).await?;
    }
    Ok(before.is_some() || after.is_some())
}

/// Stores the language she reads, as a tag.
///
/// # Errors
/// When the database fails.
pub async fn set_language(tx: &Tx, person_id: i64, tag: &str) -> db::Result<()> {
    tx.run("update person set language = $2 where id = $1", &db::args![person_id, tag]).await?;
    Ok(())
}

/// Stores with what she writes long texts.
///
/// # Errors
/// When the database fails.
pub async fn set_editor(tx: &Tx, person_id: i64, editor: Editor) -> db::Result<()> {
    tx.run("update person set editor = $2 where id = $1", &db::args![person_id, editor]).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_journal_learns_which_fields_and_no_more() {
        let old = Details {
            first_name: "Camille".into(),
            last_name: "Martin".into(),
            address_visibility: AddressVisibility::Course,
            moodlenet_profile: String::new(),
            city: String::new(),
            country: String::new(),
            time_zone: None,
            description: String::new(),
            interests: String::new(),
        };
        assert!(old.differences(&old).is_empty());
        let new = Details { city: "Dole".into(), time_zone: Some("Pacific/Tahiti".into()), ..old.clone() };
        assert_eq!(new.differences(&old), ["city", "time_zone"]);
    }
}
