//! Answering: one ballot each, in one transaction that holds the sondage, so that two tabs and two presses come to the same.
//!
//! | GET  …/answer | the page again, with what was chosen before the session ended |
//! | POST …/answer | `answer`, one or several; back to the page                    |

use web::{Answer, Filled, Problem};

use super::ballot::Poll;
use super::{Asked, KIND, question};
use crate::access::{Allowed, TakePart, View};
use crate::courses::Opened;
use crate::visit::{Member, OrProblem};

/// The page, with what was chosen.
///
/// # Errors
/// [`Problem::NotFound`] when it is no sondage; else when the database fails.
pub async fn show(opened: Allowed<Opened, View>, member: Member) -> Answer {
    opened.expect(KIND)?;
    let content = question::shown(opened.scope(&member), opened.activity.id, member.form()).await?.ok_or(Problem::NotFound)?;
    opened.page(&member, content).await
}

/// Stores what she answers.
///
/// # Errors
/// As [`show`], and [`Problem::NotFound`] for whoever is not in the course.
pub async fn submit(opened: Allowed<Opened, TakePart>, member: Member, mut form: Filled) -> Answer {
    opened.expect(KIND)?;
    if opened.course.role.is_none() {
        return Err(Problem::NotFound);
    }
    let poll = Poll { academy_id: opened.course.academy_id, activity_id: opened.activity.id };
    let person_id = member.person().id;
    let tx = member.app.db.begin().await.or_problem()?;
    if !poll.hold(&tx).await.or_problem()? {
        return Err(Problem::NotFound);
    }
    // Read while it is held, or it may have changed meanwhile.
    let asked = Asked::held(&tx, poll).await.or_problem()?;
    let offered = poll.offered(&tx).await.or_problem()?;
    let before = poll.answered(&tx, person_id).await.or_problem()?;
    let mut chosen: Vec<i64> = form.all("answer").map(|id| id.parse().unwrap_or(-1)).collect();
    chosen.sort_unstable();
    chosen.dedup();
    let fault = if before == chosen && !before.is_empty() {
        // The button was pressed twice: it is as she wants it.
        return member.go(&opened.path());
    } else if asked.is_over(&member.today()) {
        Some("choice-over")
    } else if asked.fixed && !before.is_empty() {
        Some("choice-answered")
    } else if chosen.is_empty() {
        Some("choice-none")
    } else if chosen.iter().any(|id| !offered.contains(id)) {
        Some("choice-gone")
    } else if chosen.len() > 1 && !asked.several {
        Some("choice-one")
    } else {
        None
    };
    if let Some(fault) = fault {
        drop(tx);
        form.fault("answer", fault);
        let content = question::shown(opened.scope(&member), opened.activity.id, form).await?.ok_or(Problem::NotFound)?;
        return opened.page_again(&member, content).await;
    }
    poll.cast(&tx, person_id, &chosen).await.or_problem()?;
    opened.did(&tx, &member).await.or_problem()?;
    tx.commit().await.or_problem()?;
    member.go_and_say(&opened.path(), "done-choice-answered")
}
