//! What an académie may set, and what each value must look like.

use db::Tx;
use passwords::Preset;
use url::Url;

use crate::files::{self, Owner, room};
use crate::people::address::Address;

/// The settings by key, with the column each is kept in (the same name); the room for files has a row of its own.
pub const KEYS: [&str; 11] = [
    "full_name",
    "of_name",
    "short",
    "arena_scolaire",
    "arena_superieur",
    "password_preset",
    "support_contact",
    "sender_name",
    "sender_address",
    "hue",
    "file_room",
];

/// The longest name, and the longest that stands in the header.
const LONGEST_NAME: usize = 100;
const LONGEST_SHORT: usize = 30;

/// Why a setting was refused: a sentence for whoever typed it.
#[derive(Debug, thiserror::Error)]
pub enum SettingError {
    /// No such key.
    #[error("no such setting: {0} (there are {known})", known = KEYS.join(", "))]
    Unknown(String),
    /// A value of the wrong shape.
    #[error("{key} must be {expected}")]
    Value {
        /// The setting.
        key: &'static str,
        /// What it must look like.
        expected: &'static str,
    },
    /// The database failed.
    #[error(transparent)]
    Database(#[from] db::Error),
}

/// Gives an académie another logo, kept under this name, or none; whether it had one or has one now.
///
/// # Errors
/// When the database fails.
pub async fn set_logo(tx: &Tx, academy_id: i64, name: Option<&str>, now: i64) -> db::Result<bool> {
    let owner = Owner::Academy(academy_id);
    let (before,): (Option<i64>,) = tx.one("select logo_id from academy where id = $1", &db::args![academy_id]).await?;
    let after = match name {
        Some(name) => Some(files::enter(tx, owner, name, now).await?),
        None => None,
    };
    tx.run("update academy set logo_id = $2 where id = $1", &db::args![academy_id, after]).await?;
    if let Some(before) = before {
        files::take_out(tx, owner, before).await?;
    }
    Ok(before.is_some() || after.is_some())
}

/// Sets one setting of an académie; an empty value removes an optional one.
///
/// # Errors
/// As [`SettingError`]; nothing is changed then.
pub async fn set(tx: &Tx, academy_id: i64, key: &str, value: &str) -> Result<(), SettingError> {
    let value = value.trim();
    let known = KEYS.into_iter().find(|known| *known == key).ok_or_else(|| SettingError::Unknown(key.to_owned()))?;
    let wrong = |expected| SettingError::Value { key: known, expected };
    match known {
        "hue" => {
            let hue = value.parse::<i64>().ok().filter(|hue| (0..24).contains(hue)).ok_or_else(|| wrong("a number from 0 to 23"))?;
            tx.run("update academy set hue = $2 where id = $1", &db::args![academy_id, hue]).await?;
            return Ok(());
        }
        "file_room" => {
            let gigabytes = value.parse::<i64>().ok().filter(|gigabytes| (0..=room::MOST).contains(gigabytes));
            let gigabytes = gigabytes.ok_or_else(|| wrong("a number of gigabytes, from 0 to 1000000"))?;
            return Ok(room::set(tx, academy_id, gigabytes).await?);
        }
        "password_preset" => {
            value.parse::<Preset>().map_err(|_| wrong("academie or nist"))?;
        }
        "full_name" | "of_name" | "short" => {
            let most = if known == "short" { LONGEST_SHORT } else { LONGEST_NAME };
            if value.is_empty() || value.chars().count() > most || value.chars().any(char::is_control) {
                return Err(wrong(if known == "short" { "a name of 1 to 30 characters" } else { "a name of 1 to 100 characters" }));
            }
        }
        _ if value.is_empty() => {}
        "arena_scolaire" | "arena_superieur" => {
            // A path of this site serves the demonstration; anything else is an address of the web.
            let local = web::return_path::inside(value).is_some();
            let outside = Url::parse(value).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.host().is_some());
            if !local && !outside {
                return Err(wrong("an address starting with https://"));
            }
        }
        "support_contact" | "sender_address" => {
            // Some signs an address may hold mean something else in a link that writes to it.
            Address::parse(value).filter(|_| !value.contains(['?', '&', '%', '#', '='])).ok_or_else(|| wrong("a mail address"))?;
        }
        _ => {
            if value.chars().count() > LONGEST_NAME || value.chars().any(char::is_control) {
                return Err(wrong("a line of at most 100 characters"));
            }
        }
    }
    let stored = (!value.is_empty()).then_some(value);
    // The key is one of the constants above, never what was typed.
    tx.run(&format!("update academy set {known} = $2 where id = $1"), &db::args![academy_id, stored]).await?;
    Ok(())
}
