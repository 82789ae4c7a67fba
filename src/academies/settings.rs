//! What an académie may set, and what each value must look like.

use db::Tx;
use passwords::Preset;
use url::Url;

use crate::people::address::Address;

/// The settings by key, with the column each is kept in (the same name).
pub const KEYS: [&str; 7] =
    ["arena_scolaire", "arena_superieur", "password_preset", "support_contact", "sender_name", "sender_address", "hue"];

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
        "password_preset" => {
            value.parse::<Preset>().map_err(|_| wrong("academie or nist"))?;
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
            if value.chars().count() > 100 || value.chars().any(char::is_control) {
                return Err(wrong("a line of at most 100 characters"));
            }
        }
    }
    let stored = (!value.is_empty()).then_some(value);
    // The key is one of the constants above, never what was typed.
    tx.run(&format!("update academy set {known} = $2 where id = $1"), &db::args![academy_id, stored]).await?;
    Ok(())
}
