//! How far somebody read each discussion: the last post, overwritten in place, for herself alone. She may have it not kept.
//!
//! | POST …/discussions/{discussion}/read?post=… | sent by the page's script once it is shown; or by posting, or « Tout marquer comme lu » |

use std::collections::HashMap;

use axum::http::StatusCode;
use axum::response::IntoResponse;
use db::Tx;
use web::Answer;

use super::place::{DiscussionId, Place};
use super::posts::Made;
use super::{SEEN, subscription};
use crate::access::{Allowed, View};
use crate::activities::Scope;
use crate::courses::{self, Opened};
use crate::visit::{Member, OrProblem};

/// Notes the last post that the page showed.
///
/// # Errors
/// As for the page; else when the database fails.
pub async fn note(opened: Allowed<Opened, View>, member: Member, DiscussionId(id): DiscussionId) -> Answer {
    let place = Place::of(&opened, &member).await?;
    let discussion = place.discussion(id).await?;
    let standing = subscription::standing(&place, discussion.id).await?;
    let post_id = courses::number(member.query().value("post")).unwrap_or(0);
    if standing.tracks(&place) && post_id > standing.read_to.unwrap_or(0) {
        let tx = member.app.db.begin().await.or_problem()?;
        read_to(&tx, place.scope.academy_id, discussion.id, place.person_id(), post_id).await.or_problem()?;
        tx.commit().await.or_problem()?;
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// She read a discussion up to a post; never less than before, and never what is not there.
///
/// # Errors
/// When the database fails.
pub(super) async fn read_to(tx: &Tx, academy_id: i64, discussion_id: i64, person_id: i64, post_id: i64) -> db::Result<()> {
    tx.run(
        "insert into forum_read (academy_id, discussion_id, person_id, post_id)
         select $1, $2, $3, max(p.id) from forum_post p where p.academy_id = $1 and p.discussion_id = $2 and p.id <= $4 having max(p.id) > 0
         on conflict (person_id, discussion_id) do update
            set post_id = case when excluded.post_id > forum_read.post_id then excluded.post_id else forum_read.post_id end",
        &db::args![academy_id, discussion_id, person_id, post_id],
    )
    .await?;
    Ok(())
}

/// She posted: what she answered she has read, if that is kept.
///
/// # Errors
/// When the database fails.
pub(super) async fn wrote(tx: &Tx, place: &Place<'_>, made: Made) -> db::Result<()> {
    let sql = "select tracks from forum_choice where person_id = $1";
    let tracks: Option<(bool,)> = tx.maybe(sql, &db::args![place.person_id()]).await?;
    if place.scope.role.is_some() && tracks.is_none_or(|(tracks,)| tracks) {
        read_to(tx, place.scope.academy_id, made.discussion_id, place.person_id(), made.post_id).await?;
    }
    Ok(())
}

/// All of a forum is read.
///
/// # Errors
/// When the database fails.
pub(super) async fn all_of(tx: &Tx, place: &Place<'_>) -> db::Result<()> {
    tx.run(
        "insert into forum_read (academy_id, discussion_id, person_id, post_id)
         select p.academy_id, p.discussion_id, $3, max(p.id) from forum_post p join forum_discussion d on d.id = p.discussion_id
          where p.academy_id = $1 and d.activity_id = $2 group by p.academy_id, p.discussion_id
         on conflict (person_id, discussion_id) do update set post_id = excluded.post_id",
        &db::args![place.scope.academy_id, place.id, place.person_id()],
    )
    .await?;
    Ok(())
}

/// How many posts she has not read in each forum of a course that has such; one query for all of them.
///
/// # Errors
/// When the database fails.
pub(super) async fn unread_of_course(scope: Scope<'_>) -> db::Result<HashMap<i64, i64>> {
    if scope.role.is_none() {
        return Ok(HashMap::new());
    }
    let sql = format!(
        "select d.activity_id, count(*) from activity a
           join forum_discussion d on d.activity_id = a.id
           join forum_post p on p.discussion_id = d.id
           left join forum_read r on r.discussion_id = d.id and r.person_id = $2
          where a.academy_id = $1 and a.course_id = $4 and a.kind = 'forum' and p.person_id <> $2 and p.deleted = false
            and p.id > coalesce(r.post_id, 0) and {SEEN}
            and not exists (select 1 from forum_choice c where c.person_id = $2 and c.tracks = false)
          group by d.activity_id"
    );
    let counts: Vec<(i64, i64)> =
        scope.member.app.db.all(&sql, &db::args![scope.academy_id, scope.member.person().id, scope.teaches, scope.course_id]).await?;
    Ok(counts.into_iter().collect())
}
