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
use super::settings::Mode;
use crate::access::{Allowed, View};
use crate::activities::{Scope, Unread};
use crate::courses::{self, Opened};
use crate::visit::{Member, OrProblem};

/// Notes the last post that the page showed.
///
/// # Errors
/// As for the page; else when the database fails.
pub async fn note(opened: Allowed<Opened, View>, member: Member, DiscussionId(id): DiscussionId) -> Answer {
    let place = Place::of(&opened, &member).await?;
    let discussion = place.discussion(id).await?;
    let post_id = courses::number(member.query().value("post")).unwrap_or(0);
    if place.tracks() && post_id > discussion.read_to.unwrap_or(0) {
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
        "insert into forum_read (academy_id, discussion_id, activity_id, person_id, post_id, posts)
         select $1, $2, d.activity_id, $3, max(p.id), sum(case when p.private_to is null and p.deleted = false then 1 else 0 end)
           from forum_discussion d join forum_post p on p.discussion_id = d.id
          where d.academy_id = $1 and d.id = $2 and p.id <= $4 group by d.activity_id
         on conflict (person_id, discussion_id) do update
            set activity_id = excluded.activity_id,
                post_id = case when excluded.post_id > forum_read.post_id then excluded.post_id else forum_read.post_id end,
                posts = case when excluded.post_id < forum_read.post_id then forum_read.posts else excluded.posts end",
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

/// Whoever has it kept again how far she reads has read what she wrote herself, and what stood before it.
///
/// # Errors
/// When the database fails.
pub(super) async fn up_to_her_own(tx: &Tx, person_id: i64) -> db::Result<()> {
    tx.run(
        "insert into forum_read (academy_id, discussion_id, activity_id, person_id, post_id, posts)
         select w.academy_id, w.discussion_id, w.activity_id, $1, w.last, (select count(*) from forum_post p
                  where p.discussion_id = w.discussion_id and p.id <= w.last and p.private_to is null and p.deleted = false)
           from (select q.academy_id, q.discussion_id, d.activity_id, max(q.id) as last
                   from forum_post q join forum_discussion d on d.id = q.discussion_id where q.person_id = $1
                  group by q.academy_id, q.discussion_id, d.activity_id) w
          where true
         on conflict (person_id, discussion_id) do nothing",
        &db::args![person_id],
    )
    .await?;
    Ok(())
}

/// All of a forum is read.
///
/// # Errors
/// When the database fails.
pub(super) async fn all_of(tx: &Tx, place: &Place<'_>) -> db::Result<()> {
    tx.run(
        "insert into forum_read (academy_id, discussion_id, activity_id, person_id, post_id, posts)
         select p.academy_id, p.discussion_id, d.activity_id, $3, max(p.id), sum(case when p.private_to is null and p.deleted = false then 1 else 0 end)
           from forum_post p join forum_discussion d on d.id = p.discussion_id
          where p.academy_id = $1 and d.activity_id = $2 group by p.academy_id, p.discussion_id, d.activity_id
         on conflict (person_id, discussion_id) do update
            set activity_id = excluded.activity_id, post_id = excluded.post_id, posts = excluded.posts",
        &db::args![place.scope.academy_id, place.id, place.person_id()],
    )
    .await?;
    Ok(())
}

/// How many posts of a forum `f` are new to a person ($2) who is in its course (`e`), and sees there what those who teach do ($3) if she does: of what
/// everybody may see, what is kept of it and of her says it; private posts are looked at where there are any.
const NEW: &str = "(f.posts - (select coalesce(sum(r.posts), 0) from forum_read r where r.person_id = $2 and r.activity_id = f.activity_id)
    + case when f.has_private then (select count(*) from forum_discussion d join forum_post p on p.discussion_id = d.id and p.private_to is not null
         left join forum_read r on r.discussion_id = d.id and r.person_id = $2
        where d.activity_id = f.activity_id and p.id > coalesce(r.post_id, 0) and p.person_id <> $2 and p.deleted = false
          and (p.private_to = $2 or ($3 and e.role <> 'participant'))) else 0 end)";

db::row! {
    /// A forum as somebody stands to it.
    pub(super) struct Standing {
        pub activity_id: i64,
        pub mode: Mode,
        /// How many of its posts are new to her; 0 where that is not kept.
        pub unread: i64,
    }
}

/// How the visitor stands to each forum of a course; one query for all of them.
///
/// # Errors
/// When the database fails.
pub(super) async fn of_course(scope: Scope<'_>) -> db::Result<HashMap<i64, Standing>> {
    let sql = format!(
        "select a.id as activity_id, f.mode,
                case when e.id is null or exists (select 1 from forum_choice c where c.person_id = $2 and c.tracks = false) then 0
                     else cast({NEW} as bigint) end as unread
           from activity a join activity_forum f on f.activity_id = a.id
           left join enrolment e on e.academy_id = $1 and e.course_id = a.course_id and e.person_id = $2
          where a.academy_id = $1 and a.course_id = $4"
    );
    let args = db::args![scope.academy_id, scope.member.person().id, scope.teaches, scope.course_id];
    let found: Vec<Standing> = scope.member.app.db.all(&sql, &args).await?;
    Ok(found.into_iter().map(|standing| (standing.activity_id, standing)).collect())
}

/// What is new to a person in the forums of all her courses that are open to her. What comes first and can still be finished must be finished, as in
/// `courses::doors`; days are those of the académie where she looks.
///
/// # Errors
/// When the database fails.
pub(super) async fn of_person(member: &Member) -> db::Result<Vec<Unread>> {
    let sql = format!(
        "select e.course_id, a.id as activity_id, cast({NEW} as bigint) as unread
           from enrolment e join activity a on a.academy_id = e.academy_id and a.course_id = e.course_id and a.kind = 'forum'
           join activity_forum f on f.activity_id = a.id join section s on s.id = a.section_id
          where e.person_id = $2 and a.trashed_at is null and s.trashed_at is null
            and not exists (select 1 from forum_choice c where c.person_id = $2 and c.tracks = false)
            and (e.role <> 'participant' or (a.hidden = false
                and coalesce(a.opens_on, $1) <= $1 and coalesce(a.closes_on, $1) >= $1
                and coalesce(s.opens_on, $1) <= $1 and coalesce(s.closes_on, $1) >= $1
                and (a.group_id is null or exists (select 1 from group_member g where g.group_id = a.group_id and g.enrolment_id = e.id))
                and (s.group_id is null or exists (select 1 from group_member g where g.group_id = s.group_id and g.enrolment_id = e.id))
                and ((a.after_id is null and s.after_id is null) or not exists (select 1 from activity b join section t on t.id = b.section_id
                     where b.id in (coalesce(a.after_id, 0), coalesce(s.after_id, 0)) and b.id <> a.id
                       and b.hidden = false and b.completion <> 'none' and b.trashed_at is null and t.trashed_at is null
                       and coalesce(b.closes_on, $1) >= $1 and coalesce(t.closes_on, $1) >= $1
                       and (b.group_id is null or exists (select 1 from group_member g where g.group_id = b.group_id and g.enrolment_id = e.id))
                       and (t.group_id is null or exists (select 1 from group_member g where g.group_id = t.group_id and g.enrolment_id = e.id))
                       and not exists (select 1 from completed o where o.activity_id = b.id and o.person_id = $2)))))"
    );
    let found: Vec<(i64, i64, i64)> = member.app.db.all(&sql, &db::args![member.today(), member.person().id, true]).await?;
    let new = found.into_iter().filter(|(_, _, count)| *count > 0);
    Ok(new.map(|(course_id, activity_id, count)| Unread { course_id, activity_id, count }).collect())
}
