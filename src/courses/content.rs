//! What a course is made of: sections, and the places of activities in them. The content of an activity is its kind's own.

use db::Tx;

use super::{Course, completion};
use crate::activities::Completion;

/// An activity to be placed. The course owns its title, place and visibility.
#[derive(Clone, Copy, Debug)]
pub struct NewActivity<'a> {
    /// The section it goes into, at the end.
    pub section_id: i64,
    /// One of the kinds of `crate::activities`.
    pub kind: &'a str,
    /// May be empty for kinds that show inside the course page.
    pub title: &'a str,
    /// Whether it is kept from participants.
    pub hidden: bool,
    /// How it is finished.
    pub completion: Completion,
    /// The id of the form that makes it: sent twice it makes one.
    pub request: Option<&'a str>,
}

/// Adds a section at the end of a course; gives its id, and whether it is new: the form that asks (`request`) makes one
/// however often it is sent.
///
/// # Errors
/// When the database fails.
pub async fn add_section(tx: &Tx, course: &Course, title: &str, summary: &str, request: Option<&str>) -> db::Result<(i64, bool)> {
    let made: Option<(i64,)> = tx
        .maybe(
            "insert into section (academy_id, course_id, position, title, summary, request_key)
             values ($1, $2, (select coalesce(max(position), 0) + 1 from section where course_id = $2), $3, $4, $5)
             on conflict (course_id, request_key) do nothing returning id",
            &db::args![course.academy_id, course.id, title.trim(), summary.trim(), request],
        )
        .await?;
    match made {
        Some((id,)) => Ok((id, true)),
        None => {
            made_before(tx, "select id from section where academy_id = $1 and course_id = $2 and request_key = $3", course, request).await
        }
    }
}

async fn made_before(tx: &Tx, sql: &str, course: &Course, request: Option<&str>) -> db::Result<(i64, bool)> {
    let (id,): (i64,) = tx.one(sql, &db::args![course.academy_id, course.id, request]).await?;
    Ok((id, false))
}

/// Places an activity at the end of a section of this course; gives its id, under which its kind then saves the content, and
/// whether it is new: the form that asks makes one however often it is sent.
///
/// # Errors
/// When the section is not of this course, or the database fails.
pub async fn add_activity(tx: &Tx, course: &Course, new: &NewActivity<'_>) -> db::Result<(i64, bool)> {
    let made: Option<(i64,)> = tx
        .maybe(
            "insert into activity (academy_id, course_id, section_id, position, kind, title, hidden, request_key, completion)
             values ($1, $2, (select id from section where academy_id = $1 and course_id = $2 and id = $3),
                     (select coalesce(max(position), 0) + 1 from activity where section_id = $3), $4, $5, $6, $7, $8)
             on conflict (course_id, request_key) do nothing returning id",
            &db::args![course.academy_id, course.id, new.section_id, new.kind, new.title.trim(), new.hidden, new.request, new.completion],
        )
        .await?;
    match made {
        Some((id,)) => {
            completion::counts_anew(tx, course).await?;
            Ok((id, true))
        }
        None => {
            made_before(tx, "select id from activity where academy_id = $1 and course_id = $2 and request_key = $3", course, new.request)
                .await
        }
    }
}
