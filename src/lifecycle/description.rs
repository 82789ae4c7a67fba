//! Storing what a catalogue says of a course: in its sheet, and in the course itself.

use db::Tx;
use serde_json::json;

use crate::courses::{self, Course, Description};
use crate::events::{self, Event};
use crate::indexing::{self, Field, Sheet};
use crate::visit::picture::Brought;

/// What is to become of a description.
#[derive(Clone, Copy, Debug)]
pub struct Changed<'a> {
    /// As it was read while the course was held.
    pub before: &'a Sheet,
    /// As it shall be.
    pub after: &'a Sheet,
    /// What becomes of its picture.
    pub picture: &'a Brought,
}

/// Stores what changed, and notes in the journal which fields.
///
/// # Errors
/// When the database fails.
pub async fn save(tx: &Tx, course: &Course, changed: &Changed<'_>, actor_id: Option<i64>, now: i64) -> db::Result<()> {
    let mut fields: Vec<&str> = changed.after.changed_from(changed.before).map(Field::as_str).collect();
    if !fields.is_empty() {
        store(tx, course, changed.after).await?;
    }
    let pictured = match changed.picture {
        Brought::Nothing => false,
        Brought::Another(name) => courses::set_picture(tx, course, Some(name), now).await?,
        Brought::Gone => courses::set_picture(tx, course, None, now).await?,
    };
    if pictured {
        fields.push("picture");
    }
    if fields.is_empty() {
        return Ok(());
    }
    let event = Event {
        kind: "course.indexing.changed",
        academy_id: Some(course.academy_id),
        actor_id,
        person_id: None,
        detail: json!({ "course": course.number, "fields": fields }),
    };
    events::record(tx, event, now).await?;
    courses::changed(tx, course).await
}

async fn store(tx: &Tx, course: &Course, sheet: &Sheet) -> db::Result<()> {
    indexing::store(tx, course.academy_id, course.id, sheet).await?;
    let description = Description {
        title: sheet.get(Field::Title).to_owned(),
        summary: sheet.get(Field::Description).to_owned(),
        starts_on: sheet.day(Field::StartsOn).map(str::to_owned),
        ends_on: sheet.day(Field::EndsOn).map(str::to_owned),
        minutes_on_site: sheet.minutes(Field::HoursOnSite),
        minutes_at_distance: sheet.minutes(Field::HoursAtDistance),
    };
    courses::describe(tx, course, &description).await
}
