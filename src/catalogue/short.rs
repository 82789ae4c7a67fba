//! Short links: they stand below no académie and lead to their own.
//!
//! | GET /f123 | a session, for everybody                |
//! | GET /p123 | a parcours, for those who train          |

use axum::extract::Path;
use web::{Answer, Problem};

use super::parcours::is_trainer;
use crate::courses;
use crate::visit::{OrProblem, Visit};

/// Leads on.
///
/// # Errors
/// [`Problem::NotFound`] for whatever may not be known to the visitor; else when the database fails.
pub async fn follow(visit: Visit, Path(short): Path<String>) -> Answer {
    let (sort, number) = short.split_at_checked(1).ok_or(Problem::NotFound)?;
    let id = courses::number(number).ok_or(Problem::NotFound)?;
    let found: Option<(String, i64)> = match (sort, visit.person()) {
        // What was an offer once is still a session that everybody may know about.
        ("f", _) => visit
            .app
            .db
            .maybe(
                "select a.slug, c.number from offer o join course c on c.id = o.course_id join academy a on a.id = o.academy_id
                  where o.id = $1 and c.kind = 'session' and c.stage in ('running', 'archived') and c.hidden = false",
                &db::args![id],
            )
            .await
            .or_problem()?,
        ("p", Some(person)) if is_trainer(&visit, person.id).await.or_problem()? => visit
            .app
            .db
            .maybe(
                "select a.slug, c.number from offer o join course c on c.id = o.course_id join academy a on a.id = o.academy_id
                  where o.id = $1 and o.listed and c.kind = 'parcours' and c.stage = 'demonstration' and c.hidden = false",
                &db::args![id],
            )
            .await
            .or_problem()?,
        _ => None,
    };
    let (slug, course) = found.ok_or(Problem::NotFound)?;
    visit.go_to(&if sort == "f" { format!("/{slug}/courses/{course}/about") } else { format!("/{slug}/parcours/{course}") })
}
