//! The files that the activities of a course use.
//!
//! | GET /courses/{number}/files/{file} | to whoever may open one of the activities that use it, and to its authors while they write |

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use web::{Answer, Problem};

use super::Course;
use super::doors::{Doors, standings};
use super::entry::{Eyes, may_edit, segment};
use crate::access::{Allowed, View};
use crate::files::{stored, used};
use crate::visit::{Member, OrProblem};

/// The file of the address.
pub struct FileId(i64);

impl<S: Send + Sync> FromRequestParts<S> for FileId {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<FileId, Problem> {
        segment(parts, state, "file").await.map(FileId)
    }
}

/// The file, whole or by ranges of bytes.
///
/// # Errors
/// [`Problem::NotFound`] when it is none of hers to have; else when the database or the disk fails.
pub async fn show(course: Allowed<Course, View>, member: Member, FileId(id): FileId) -> Answer {
    let db = &member.app.db;
    let file = stored::find(db, course.academy_id, id).await.or_problem()?.ok_or(Problem::NotFound)?;
    let eyes = Eyes::of(&course, &member);
    let users = used::users_in(db, course.academy_id, course.id, id, eyes.teaches).await.or_problem()?;
    let shown = !users.is_empty() && {
        let all = standings(db, &course, member.person().id, eyes).await.or_problem()?;
        let today = member.today();
        let doors = Doors::new(member.app.kinds, &all, &today);
        all.iter().any(|standing| users.contains(&standing.id) && (eyes.teaches || doors.are_open(standing)))
    };
    // While she writes, an author sees what nothing uses yet.
    let may_have =
        shown || (may_edit(&course, &member) && stored::usable(db, &author_of(&course, &member), id).await.or_problem()?.is_some());
    if !may_have {
        return Err(Problem::NotFound);
    }
    web::file::send(&member.app.files.whole(&file.hash), &member.headers, file.sending()).await
}

/// Who uses files, in which course.
pub fn author_of(course: &Course, member: &Member) -> stored::Author {
    stored::Author { academy_id: course.academy_id, course_id: course.id, person_id: member.person().id }
}
