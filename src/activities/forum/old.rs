//! Where a discussion or a post is now: it may have been moved, and old addresses know its number alone. What is not there for somebody leads
//! nowhere.

use super::SEEN;
use super::place::Place;
use crate::courses;
use crate::visit::Member;

/// Another forum `a` of the course (`$4`) that is there for the visitor, and the discussion `d` in it.
const IN_SIGHT: &str = "join activity a on a.id = d.activity_id join section s on s.id = a.section_id
  where d.academy_id = $1 and a.course_id = $4 and (a.hidden = false or $3) and a.trashed_at is null and s.trashed_at is null";

/// The address of a discussion that was moved to another forum of the course.
///
/// # Errors
/// When the database fails.
pub(super) async fn discussion_moved(place: &Place<'_>, id: i64) -> db::Result<Option<String>> {
    let sql =
        format!("select a.id from forum_discussion d join forum_post p on p.id = d.first_post_id {IN_SIGHT} and d.id = $5 and {SEEN}");
    let forum = forum(place, &sql, id).await?;
    Ok(forum.map(|forum| format!("{}/discussions/{id}", place.scope.path_of(forum))))
}

/// The address of a post whose discussion was moved.
///
/// # Errors
/// When the database fails.
pub(super) async fn post_moved(place: &Place<'_>, id: i64) -> db::Result<Option<String>> {
    let sql =
        format!("select a.id from forum_post p join forum_discussion d on d.id = p.discussion_id {IN_SIGHT} and p.id = $5 and {SEEN}");
    let forum = forum(place, &sql, id).await?;
    Ok(forum.map(|forum| format!("{}/posts/{id}", place.scope.path_of(forum))))
}

/// The other forum that a query finds.
async fn forum(place: &Place<'_>, sql: &str, id: i64) -> db::Result<Option<i64>> {
    let scope = &place.scope;
    let args = db::args![scope.academy_id, place.person_id(), scope.teaches, scope.course_id, id];
    let found: Option<(i64,)> = scope.member.app.db.maybe(sql, &args).await?;
    Ok(found.map(|(forum,)| forum).filter(|forum| *forum != place.id))
}

/// The address of a discussion by its number alone, for somebody who is in its course or manages the académie.
///
/// # Errors
/// When the database fails.
pub async fn discussion_address(member: &Member, id: i64) -> db::Result<Option<String>> {
    let sql = "select c.number, a.id from forum_discussion d join activity a on a.id = d.activity_id join course c on c.id = a.course_id
                 left join enrolment e on e.course_id = c.id and e.person_id = $2
                where d.academy_id = $1 and d.id = $4 and a.trashed_at is null
                  and ($3 or e.role <> 'participant' or (e.role = 'participant' and a.hidden = false and c.hidden = false))";
    Ok(found(member, sql, id).await?.map(|(number, forum)| format!("/courses/{number}/activities/{forum}/discussions/{id}")))
}

async fn found(member: &Member, sql: &str, id: i64) -> db::Result<Option<(i64, i64)>> {
    let manages = courses::manages(&member.roles());
    member.app.db.maybe(sql, &db::args![member.academy.id, member.person().id, manages, id]).await
}
