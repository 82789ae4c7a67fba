//! The picture of a course that has one of its own.
//!
//! | GET /courses/{number}/picture/{size} | to whoever may know of the course; the size is small, medium or large |

use db::Tx;
use web::Answer;

use super::Course;
use crate::access::{Allowed, Know};
use crate::files::{self, Owner};
use crate::visit::picture::{self, SizePart};
use crate::visit::{OrProblem, Visit};

/// The picture.
///
/// # Errors
/// [`web::Problem::NotFound`] when it has none; else when the database or the disk fails.
pub async fn show(course: Allowed<Course, Know>, visit: Visit, SizePart(size): SizePart) -> Answer {
    let sql = "select picture_id from course where academy_id = $1 and id = $2";
    let (id,): (Option<i64>,) = visit.app.db.one(sql, &db::args![course.academy_id, course.id]).await.or_problem()?;
    picture::send(&visit, Owner::Academy(course.academy_id), id, size).await
}

/// Gives a course another picture, kept under this name, or none; whether it had one or has one now.
///
/// # Errors
/// When the database fails.
pub async fn set_picture(tx: &Tx, course: &Course, name: Option<&str>, now: i64) -> db::Result<bool> {
    let owner = Owner::Academy(course.academy_id);
    let sql = "select picture_id from course where academy_id = $1 and id = $2";
    let (before,): (Option<i64>,) = tx.one(sql, &db::args![course.academy_id, course.id]).await?;
    let after = match name {
        Some(name) => Some(files::enter(tx, owner, name, now).await?),
        None => None,
    };
    let sql = "update course set picture_id = $3 where academy_id = $1 and id = $2";
    tx.run(sql, &db::args![course.academy_id, course.id, after]).await?;
    if let Some(before) = before {
        files::take_out(tx, owner, before).await?;
    }
    Ok(before.is_some() || after.is_some())
}
