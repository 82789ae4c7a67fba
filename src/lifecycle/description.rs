//! Storing what a catalogue says of a course: in its sheet, and in the course itself.

use db::Tx;
use serde_json::json;

use crate::courses::{self, Course, Description};
use crate::events::{self, Event};
use crate::indexing::{self, Field, Sheet};

/// Stores what changed of a sheet, and notes in the journal which fields. `before` was read while the course was held.
///
/// # Errors
/// When the database fails.
pub async fn save(tx: &Tx, course: &Course, before: &Sheet, sheet: &Sheet, actor_id: Option<i64>, now: i64) -> db::Result<()> {
    let changed: Vec<&str> = sheet.changed_from(before).map(Field::as_str).collect();
    if changed.is_empty() {
        return Ok(());
    }
    indexing::store(tx, course.academy_id, course.id, sheet).await?;
    let description = Description {
        title: sheet.get(Field::Title).to_owned(),
        summary: sheet.get(Field::Description).to_owned(),
        starts_on: sheet.day(Field::StartsOn).map(str::to_owned),
        ends_on: sheet.day(Field::EndsOn).map(str::to_owned),
        minutes_on_site: sheet.minutes(Field::HoursOnSite),
        minutes_at_distance: sheet.minutes(Field::HoursAtDistance),
    };
    courses::describe(tx, course, &description).await?;
    let event = Event {
        kind: "course.indexing.changed",
        academy_id: Some(course.academy_id),
        actor_id,
        person_id: None,
        detail: json!({ "course": course.number, "fields": changed }),
    };
    events::record(tx, event, now).await?;
    courses::changed(tx, course).await
}
