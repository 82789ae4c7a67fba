//! A form whose session ended while it was being filled in: carried by the sign-in page, sealed, and shown again to its author only.

use serde::{Deserialize, Serialize};

use super::Visit;
use crate::clock::DAY;
use crate::secrets::Purpose;

/// The most typed text that is carried.
const MOST: usize = 256 * 1024;
/// How long it waits.
const WAITS: i64 = DAY;

/// What was typed, and into which form.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Kept {
    /// The path of the form below its académie.
    pub path: String,
    /// Its fields, without secrets.
    pub fields: Vec<(String, String)>,
    academy_id: i64,
    person_id: i64,
    until: i64,
}

/// Seals a form for whoever's session the cookie was. Nothing when nobody's was, or when there is nothing worth keeping.
pub fn seal(visit: &Visit, form: &web::Filled) -> Option<String> {
    let person_id = visit.cookie_owner?;
    let fields = form.keepable();
    let size: usize = fields.iter().map(|(name, value)| name.len() + value.len()).sum();
    if size == 0 || size > MOST {
        return None;
    }
    let kept = Kept { path: visit.path.clone(), fields, academy_id: visit.academy.id, person_id, until: visit.now + WAITS };
    let plain = serde_json::to_vec(&kept).ok()?;
    visit.app.secrets.seal(Purpose::KeptForm, b"", &plain).ok()
}

/// Opens a kept form for the person who has just signed in; nothing for anybody else, another académie, or after a day.
pub fn open(visit: &Visit, sealed: &str, person_id: i64) -> Option<Kept> {
    let plain = visit.app.secrets.open(Purpose::KeptForm, b"", sealed)?;
    let kept: Kept = serde_json::from_slice(&plain).ok()?;
    (kept.academy_id == visit.academy.id && kept.person_id == person_id && kept.until > visit.now).then_some(kept)
}

/// Asks the outer layer to show a kept form again, under the session that has just been opened.
#[derive(Clone, Debug)]
pub struct Resume {
    /// The form.
    pub kept: Kept,
    /// The value of the new session's cookie.
    pub session: String,
}
