//! Going on in a course: what was read is finished, and where she is is remembered, for herself. Looking at a page changes nothing by itself.
//!
//! | POST /courses/{number}/activities/{id}/seen | sent by the page's script once it is shown                               |
//! | POST /courses/{number}/activities/{id}/next | « Suivant »: the same without scripts, and on to the next one             |
//! | POST /courses/{number}/activities/{id}/done | « Terminé » by hand (`on=1`), or taken back; where its author says so     |

use axum::http::StatusCode;
use axum::response::IntoResponse;
use web::{Answer, Filled, Problem};

use super::activity::Opened;
use super::completion;
use crate::access::{Allowed, View};
use crate::activities::Completion;
use crate::visit::{Member, OrProblem};

/// The page was shown.
///
/// # Errors
/// When the database fails.
pub async fn seen(opened: Allowed<Opened, View>, member: Member) -> Answer {
    note(&opened, &member).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// On to the next activity, or back to the course after the last one.
///
/// # Errors
/// When the database fails.
pub async fn next(opened: Allowed<Opened, View>, member: Member) -> Answer {
    note(&opened, &member).await?;
    match &opened.after {
        Some(after) => member.go(&opened.eyes.at(&format!("{}/activities/{}", opened.course.path(), after.id))),
        None => member.go(&opened.eyes.at(&opened.course.path())),
    }
}

/// Where a button pressed after the session leads.
///
/// # Errors
/// Never.
pub async fn back(opened: Allowed<Opened, View>, member: Member) -> Answer {
    member.go(&opened.eyes.at(&opened.place(&member).await.or_problem()?))
}

/// Finished by hand, or not after all.
///
/// # Errors
/// [`Problem::NotFound`] for an activity that is not finished by hand; else when the database fails.
pub async fn done(opened: Allowed<Opened, View>, member: Member, form: Filled) -> Answer {
    if opened.activity.completion != Completion::Hand || opened.course.role.is_none() || opened.eyes.as_participant {
        return Err(Problem::NotFound);
    }
    let (course, id, person_id) = (&opened.course, opened.activity.id, member.person().id);
    let tx = member.app.db.begin().await.or_problem()?;
    if form.checked("on") {
        completion::finish(&tx, course, id, person_id, &member.today()).await.or_problem()?;
    } else {
        completion::take_back(&tx, course, id, person_id).await.or_problem()?;
    }
    tx.commit().await.or_problem()?;
    member.go(&opened.place(&member).await.or_problem()?)
}

/// Notes that somebody who is in the course saw its page. Others leave no trace.
async fn note(opened: &Opened, member: &Member) -> Result<(), Problem> {
    if !opened.kind.has_page() {
        return Err(Problem::NotFound);
    }
    if opened.course.role.is_none() || opened.eyes.as_participant {
        return Ok(());
    }
    let (course, id, person_id) = (&opened.course, opened.activity.id, member.person().id);
    let tx = member.app.db.begin().await.or_problem()?;
    if opened.activity.completion == Completion::Seen {
        completion::finish(&tx, course, id, person_id, &member.today()).await.or_problem()?;
    } else {
        super::arrival::note(&tx, course.academy_id, course.number, person_id, &member.today()).await.or_problem()?;
    }
    completion::leave_at(&tx, course, id, person_id).await.or_problem()?;
    tx.commit().await.or_problem()
}
