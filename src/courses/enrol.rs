//! Enrolling somebody in a course.

use db::Tx;
use serde_json::json;

use super::Course;
use crate::access::CourseRole;
use crate::events::{self, Event};
use crate::people::membership;
use crate::plain::plain;

/// What an enrolment changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Enrolled {
    /// She was not in the course; she is now, and a member of the académie.
    Added,
    /// She was in it as something else.
    Changed,
    /// She was in it as just that.
    Already,
}

/// Why somebody could not be enrolled. Nothing is changed then.
#[derive(Debug, thiserror::Error)]
pub enum EnrolError {
    /// Nobody is trained in a parcours or a template: make a session of it.
    #[error("a parcours or a template takes no participants: enrol them in a session")]
    NoParticipants,
    /// The database failed.
    #[error(transparent)]
    Database(#[from] db::Error),
}

/// Enrols somebody, makes her a member of the course's académie, and notes it in the journal. Doing it twice changes nothing.
///
/// Somebody is in a course once: another role takes the place of the one she had, because whoever enrols her names what she
/// shall be, upwards or downwards.
///
/// # Errors
/// As [`EnrolError`].
pub async fn enrol(
    tx: &Tx,
    course: &Course,
    person_id: i64,
    role: CourseRole,
    actor_id: Option<i64>,
    now: i64,
) -> Result<Enrolled, EnrolError> {
    if role == CourseRole::Participant && !course.kind.takes_participants() {
        return Err(EnrolError::NoParticipants);
    }
    let added = tx
        .run(
            "insert into enrolment (academy_id, course_id, person_id, role, created_at) values ($1, $2, $3, $4, $5)
             on conflict (course_id, person_id) do nothing",
            &db::args![course.academy_id, course.id, person_id, role, now],
        )
        .await?;
    if added == 1 {
        membership::join(tx, course.academy_id, person_id, now).await?;
        // However she came in, she waits no longer.
        let waits = "delete from waiting_list where academy_id = $1 and course_id = $2 and person_id = $3";
        tx.run(waits, &db::args![course.academy_id, course.id, person_id]).await?;
        note(tx, "course.enrolment.added", course, person_id, role, actor_id, now).await?;
        return Ok(Enrolled::Added);
    }
    let changed = tx
        .run(
            "update enrolment set role = $4 where academy_id = $1 and course_id = $2 and person_id = $3 and role <> $4",
            &db::args![course.academy_id, course.id, person_id, role],
        )
        .await?;
    if changed == 0 {
        return Ok(Enrolled::Already);
    }
    note(tx, "course.enrolment.changed", course, person_id, role, actor_id, now).await?;
    Ok(Enrolled::Changed)
}

/// Whether somebody is in a course, as whatever.
///
/// # Errors
/// When the database fails.
pub async fn is_enrolled(tx: &Tx, course: &Course, person_id: i64) -> db::Result<bool> {
    let sql = "select id from enrolment where academy_id = $1 and course_id = $2 and person_id = $3";
    Ok(tx.maybe::<(i64,)>(sql, &db::args![course.academy_id, course.id, person_id]).await?.is_some())
}

/// Keeps what was typed for somebody who was no member of the académie: until she opens the course, nothing else is shown of her.
///
/// # Errors
/// When the database fails.
pub async fn note_typed(tx: &Tx, course: &Course, person_id: i64, address: &str, name: &str) -> db::Result<()> {
    tx.run(
        "update enrolment set typed_address = $4, typed_name = $5, typed_folded = $6 where academy_id = $1 and course_id = $2 and person_id = $3",
        &db::args![course.academy_id, course.id, person_id, address, name, plain(name)],
    )
    .await?;
    Ok(())
}

pub(super) async fn note(
    tx: &Tx,
    kind: &str,
    course: &Course,
    person_id: i64,
    role: CourseRole,
    actor_id: Option<i64>,
    now: i64,
) -> db::Result<()> {
    let event = Event::of_person(kind, Some(course.academy_id), actor_id, person_id);
    events::record(tx, event.with(json!({ "course": course.number, "role": role.as_str() })), now).await
}
