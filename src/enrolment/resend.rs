//! The invitation once more, for somebody who has not come yet.
//!
//! | POST /courses/{number}/participants/{id}/resend | at most once in a quarter of an hour; the same answer whatever she has |

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use web::{Answer, Problem};

use super::participants::{Enrolment, State};
use crate::access::{Allowed, Train};
use crate::courses::{self, Course};
use crate::links::invitation;
use crate::people::{Person, PersonState};
use crate::visit::{Member, OrProblem};

/// The number of an enrolment in an address.
pub struct EnrolmentId(pub i64);

impl<S: Send + Sync> FromRequestParts<S> for EnrolmentId {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<EnrolmentId, Problem> {
        courses::segment(parts, state, "id").await.map(EnrolmentId)
    }
}

/// Where a button pressed after the session leads.
pub async fn back(course: Allowed<Course, Train>, member: Member) -> Answer {
    member.go(&format!("{}/participants", course.path()))
}

/// Sends it, unless one went out a moment ago.
///
/// # Errors
/// [`Problem::NotFound`] when she is not in this course; else when the database fails.
pub async fn submit(course: Allowed<Course, Train>, member: Member, EnrolmentId(id): EnrolmentId) -> Answer {
    let tx = member.app.db.begin().await.or_problem()?;
    let enrolment: Option<Enrolment> = tx
        .maybe(
            &format!(
                "select {} from enrolment e join person p on p.id = e.person_id
                  where e.academy_id = $1 and e.course_id = $2 and e.id = $3",
                super::COLUMNS
            ),
            &db::args![course.academy_id, course.id, id],
        )
        .await
        .or_problem()?;
    let enrolment = enrolment.ok_or(Problem::NotFound)?;
    let person = Person::by_id(&tx, enrolment.person_id).await.or_problem()?;
    let waits =
        enrolment.state() == State::Invited && !invitation::went_out(&tx, &member.academy, &person, member.now).await.or_problem()?;
    if waits && course.takes_enrolments() {
        let wanted = member.url(&course.path());
        // To the address that was typed, as long as nothing else is known of her here.
        let to = enrolment.typed_address.clone().unwrap_or_default();
        match person.state {
            PersonState::Invited => invitation::send(&tx, &member.app, &member.academy, &person, &to, Some(&wanted)).await.or_problem()?,
            PersonState::Active => invitation::tell(&tx, &member.app, &member.academy, &person, &to, &wanted).await.or_problem()?,
        }
    }
    tx.commit().await.or_problem()?;
    member.app.wake.wake();
    member.go_and_say(&format!("{}/participants", course.path()), "done-invitation-sent")
}
