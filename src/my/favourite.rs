//! The star of one of her courses.
//!
//! | POST /my/favourites/{number} | `on=1` sets it, anything else takes it away; back to the list |

use web::{Answer, Filled, Problem, return_path};

use crate::courses::CourseNumber;
use crate::visit::{Member, OrProblem};

/// Sets or takes away.
///
/// # Errors
/// [`Problem::NotFound`] when she is in no such course; else when the database fails.
pub async fn set(member: Member, CourseNumber(number): CourseNumber, form: Filled) -> Answer {
    let (academy_id, person_id) = (member.academy.id, member.person().id);
    let tx = member.app.db.begin().await.or_problem()?;
    let hers: Option<(i64,)> = tx
        .maybe(
            "select c.id from course c join enrolment e on e.academy_id = c.academy_id and e.course_id = c.id and e.person_id = $3
              where c.academy_id = $1 and c.number = $2
                and (e.role <> 'participant' or (c.hidden = false and c.stage <> 'trashed'))",
            &db::args![academy_id, number, person_id],
        )
        .await
        .or_problem()?;
    let Some((course_id,)) = hers else { return Err(Problem::NotFound) };
    let sql = if form.checked("on") {
        "insert into favourite (academy_id, course_id, person_id) values ($1, $2, $3) on conflict (person_id, course_id) do nothing"
    } else {
        "delete from favourite where academy_id = $1 and course_id = $2 and person_id = $3"
    };
    tx.run(sql, &db::args![academy_id, course_id, person_id]).await.or_problem()?;
    tx.commit().await.or_problem()?;
    match return_path::inside(form.value("return")) {
        Some(back) => member.go_to(back),
        None => member.go("/my"),
    }
}
