//! The chapters as their authors see them: their order, what is hidden, what was thrown away.
//!
//! | GET  …/write | each chapter with its buttons                                      |
//! | POST …/write | `do`: what is done to which chapter (`up:12`); back to it here     |

use std::str::FromStr;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use serde_json::json;
use web::{Answer, Filled, Message, Problem, filters};

use super::KIND;
use super::chapter::{Chapters, Heading};
use crate::access::{Allowed, Write};
use crate::clock::DAY;
use crate::courses::{self, Course, segment, writing};
use crate::events::{self, Event};
use crate::visit::{Member, OrProblem};

/// For how long what was thrown away can be restored.
const KEPT: i64 = 30 * DAY;

web::view! { "activities/book/write.html" =>
    struct Outline {
        course: String,
        course_path: String,
        book: String,
        path: String,
        chapters: Vec<Heading>,
        trashed: Vec<Heading>,
    }
}

db::text_enum! {
    /// What is done to a chapter.
    enum Act {
        /// It changes places with the one before.
        Up = "up",
        /// It changes places with the one after.
        Down = "down",
        /// It is kept from participants.
        Hide = "hide",
        /// It is shown to them.
        Show = "show",
        /// It is thrown away.
        Trash = "trash",
        /// It is taken back.
        Restore = "restore",
    }
}

/// An act and the chapter it is done to, as a button says it.
struct Asked(Act, i64);

impl FromStr for Asked {
    type Err = ();

    fn from_str(text: &str) -> Result<Asked, ()> {
        let (act, id) = text.split_once(':').ok_or(())?;
        Ok(Asked(act.parse().map_err(|_| ())?, id.parse().map_err(|_| ())?))
    }
}

/// The activity of an address.
#[derive(Clone, Copy, Debug)]
pub struct ActivityId(pub i64);

impl<S: Send + Sync> FromRequestParts<S> for ActivityId {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<ActivityId, Problem> {
        segment(parts, state, "id").await.map(ActivityId)
    }
}

/// The livre of this id in a course that she writes, thrown away or not.
///
/// # Errors
/// [`Problem::NotFound`] when there is none; else when the database fails.
pub async fn of_course(course: &Course, member: &Member, id: i64) -> Result<writing::Activity, Problem> {
    let activity = writing::activity(&member.app.db, course, id).await.or_problem()?;
    activity.filter(|activity| activity.kind == KIND).ok_or(Problem::NotFound)
}

/// Where its chapters are written, below the académie.
pub fn path(course: &Course, id: i64) -> String {
    format!("{}/activities/{id}/write", course.path())
}

/// A line of the journal about a livre: whoever reads it needs no more than which one.
pub fn event<'a>(course: &Course, member: &Member, id: i64) -> Event<'a> {
    Event {
        kind: "course.activity.changed",
        academy_id: Some(course.academy_id),
        actor_id: Some(member.person().id),
        person_id: None,
        detail: json!({ "course": course.number, "part": id }),
    }
}

/// The page.
///
/// # Errors
/// [`Problem::NotFound`] when there is no such livre; else when the database fails.
pub async fn show(course: Allowed<Course, Write>, member: Member, ActivityId(id): ActivityId) -> Answer {
    let activity = of_course(&course, &member, id).await?;
    if activity.gone {
        return Err(Problem::NotFound);
    }
    let (db, book) = (&member.app.db, Chapters { academy_id: course.academy_id, activity_id: id });
    let view = Outline {
        course: course.title.clone(),
        course_path: course.path(),
        path: format!("{}/activities/{id}", course.path()),
        chapters: book.headings(db, true).await.or_problem()?,
        trashed: book.trashed(db, member.now - KEPT).await.or_problem()?,
        book: activity.title,
    };
    member.page(Message::new("book-write-of").with("title", &view.book), &view)
}

/// One act.
///
/// # Errors
/// As [`show`], and [`Problem::NotFound`] for what is no act.
pub async fn submit(course: Allowed<Course, Write>, member: Member, ActivityId(id): ActivityId, form: Filled) -> Answer {
    let Ok(Asked(act, chapter)) = form.value("do").parse() else { return Err(Problem::NotFound) };
    if of_course(&course, &member, id).await?.gone {
        return Err(Problem::NotFound);
    }
    let book = Chapters { academy_id: course.academy_id, activity_id: id };
    let tx = member.app.db.begin().await.or_problem()?;
    courses::hold(&tx, &course).await.or_problem()?;
    let done = match act {
        Act::Up => book.shift(&tx, chapter, true).await,
        Act::Down => book.shift(&tx, chapter, false).await,
        Act::Hide => book.set_hidden(&tx, chapter, true).await,
        Act::Show => book.set_hidden(&tx, chapter, false).await,
        Act::Trash => book.trash(&tx, chapter, Some(member.now)).await,
        Act::Restore => book.trash(&tx, chapter, None).await,
    };
    // What is there already, or gone by another's hand, is as it should be: the page shows how it stands.
    let done = done.or_problem()?;
    book.purge(&tx, member.now - KEPT).await.or_problem()?;
    if done {
        events::record(&tx, event(&course, &member, id), member.now).await.or_problem()?;
    }
    tx.commit().await.or_problem()?;
    let place = format!("{}#chapter-{chapter}", path(&course, id));
    match act {
        Act::Trash if done => member.go_and_say(&place, "done-authoring-trashed"),
        Act::Restore if done => member.go_and_say(&place, "done-authoring-restored"),
        _ => member.go(&place),
    }
}
