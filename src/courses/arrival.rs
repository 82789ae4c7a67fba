//! Somebody opened a course: noted for herself, so that « Mes parcours » stands in her order, and as a day for her trainers. No hour, no
//! history, no count of visits.
//!
//! | POST /courses/{number}/opened | sent by the page's script once it is shown |
//!
//! Without scripts, the form whose answer leads to the course notes it. Looking at a page changes nothing by itself.

use axum::http::StatusCode;
use axum::response::IntoResponse;
use db::Tx;
use web::Answer;

use super::wanted::wanted_number;
use super::{Course, completion};
use crate::academies::Academy;
use crate::access::{Allowed, View};
use crate::visit::{Member, OrProblem};

/// The page was shown.
///
/// # Errors
/// When the database fails.
pub async fn opened(course: Allowed<Course, View>, member: Member) -> Answer {
    if course.role.is_some() {
        let tx = member.app.db.begin().await.or_problem()?;
        note(&tx, course.academy_id, course.number, member.person().id, &member.today()).await.or_problem()?;
        completion::count_if_changed(&tx, &course, member.person().id).await.or_problem()?;
        tx.commit().await.or_problem()?;
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// The answer to a form leads to this address of the site; nothing is noted when it is no course of hers that is open.
///
/// # Errors
/// When the database fails.
pub async fn arrive(tx: &Tx, academy: &Academy, person_id: i64, address: &str, today: &str) -> db::Result<()> {
    match wanted_number(&academy.base(), address) {
        Some(number) => note(tx, academy.id, number, person_id, today).await,
        None => Ok(()),
    }
}

pub(super) async fn note(tx: &Tx, academy_id: i64, number: i64, person_id: i64, today: &str) -> db::Result<()> {
    let used = tx
        .run(
            "insert into course_use (academy_id, course_id, person_id, rank)
             select e.academy_id, e.course_id, e.person_id, (select coalesce(max(u.rank), 0) + 1 from course_use u where u.person_id = $2)
               from enrolment e join course c on c.academy_id = e.academy_id and c.id = e.course_id
              where e.academy_id = $1 and e.person_id = $2 and c.number = $3
                and not exists (select 1 from membership m where m.academy_id = $1 and m.person_id = $2 and m.state = 'suspended')
                and (e.role <> 'participant'
                     or (c.hidden = false and c.stage not in ('trashed', 'preparing') and (c.starts_on is null or c.starts_on <= $4)))
             on conflict (person_id, course_id) do update set rank = excluded.rank",
            &db::args![academy_id, person_id, number, today],
        )
        .await?;
    if used > 0 {
        // For her trainers, who see whether she came: a day, overwritten.
        tx.run(
            "update enrolment set last_opened_on = $4
              where academy_id = $1 and person_id = $2 and course_id = (select id from course where academy_id = $1 and number = $3)",
            &db::args![academy_id, person_id, number, today],
        )
        .await?;
    }
    Ok(())
}
