//! Writing a course where it is read: sections, activities, their order, what is hidden, what is thrown away and taken back.
//!
//! | outline.rs  | /courses/{number}/edit                     | the course with what changes it beside each part       |
//! | section.rs  | /courses/{number}/sections/{id}/edit       | the name of a section and a sentence about it          |
//! | add.rs      | /courses/{number}/sections/{id}/add        | which kind of activity                                 |
//! |             | /courses/{number}/sections/{id}/add/{kind} | one of them: a title, and what its kind asks for       |
//! | activity.rs | /courses/{number}/activities/{id}/edit     | an activity that is there                              |
//! | brought.rs  |                                            | the files of an activity's form                        |
//! | conditions.rs |                                         | « Restreindre l'accès », in the forms of both           |
//! | purge.rs    |                                            | what was thrown away a month ago goes                  |
//!
//! Every address asks for the right to write this course as it stands now (`Allowed<Course, Write>`).

mod activity;
mod add;
mod brought;
mod conditions;
mod outline;
pub mod purge;
mod section;

pub use brought::usable;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use serde_json::json;
use web::Problem;

use crate::courses::{Course, segment};
use crate::events::Event;
use crate::visit::{Member, Routes};

/// The words of these pages.
pub const WORDS: web::Source = web::Source { feature: "authoring", french: include_str!("fr.ftl"), english: include_str!("en.ftl") };

/// The longest title, in characters.
const LONGEST_TITLE: usize = 250;

/// The addresses of these pages.
pub fn routes() -> Routes {
    Routes::of("authoring")
        .get("/courses/{number}/edit", outline::show)
        .post("/courses/{number}/edit", outline::submit)
        .get("/courses/{number}/sections/{id}/edit", section::show)
        .post("/courses/{number}/sections/{id}/edit", section::submit)
        .get("/courses/{number}/sections/{id}/add", add::choose)
        .get("/courses/{number}/sections/{id}/add/{kind}", add::show)
        .post("/courses/{number}/sections/{id}/add/{kind}", add::submit)
        .get("/courses/{number}/activities/{id}/edit", activity::show)
        .post("/courses/{number}/activities/{id}/edit", activity::submit)
}

/// The section or the activity of an address.
#[derive(Clone, Copy, Debug)]
pub struct PartId(i64);

impl<S: Send + Sync> FromRequestParts<S> for PartId {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<PartId, Problem> {
        segment(parts, state, "id").await.map(PartId)
    }
}

/// A line of the journal about a part of a course.
fn event<'a>(kind: &'a str, course: &Course, member: &Member, part: i64) -> Event<'a> {
    Event {
        kind,
        academy_id: Some(course.academy_id),
        actor_id: Some(member.person().id),
        person_id: None,
        detail: json!({ "course": course.number, "part": part }),
    }
}
