//! The page of a forum: its discussions, 25 on a page, those that were pinned first, then by their last post.

use web::{Problem, filters};

use super::SEEN;
use super::draft::{self, Draft};
use super::place::Place;
use crate::activities::{Placed, Scope};
use crate::courses;
use crate::visit::OrProblem;

/// Discussions on one page.
const PAGE: i64 = 25;
/// How much is shown of a draft, in characters.
const OF_A_DRAFT: usize = 80;

web::view! { "activities/forum/list.html" =>
    struct List {
        path: String,
        /// Clean since it was stored.
        body: String,
        may_open: bool,
        /// Whether the course is closed.
        closed: bool,
        /// Whether she gets the messages by mail; nothing where that is not hers to say.
        follows: Option<bool>,
        /// What she has not posted yet: where it is written, and how it begins.
        drafts: Vec<(String, String)>,
        discussions: Vec<Line>,
        /// Whether anything on this page was not read yet.
        unread: bool,
        page: i64,
        pages: i64,
        before: String,
        after: String,
    }
}

/// A discussion in the list.
struct Line {
    path: String,
    title: String,
    author: String,
    pinned: bool,
    locked: bool,
    replies: i64,
    unread: i64,
    last_author: String,
    last_day: String,
}

db::row! {
    struct Found {
        id: i64,
        title: String,
        pinned: bool,
        locked: bool,
        replies: i64,
        last_posted_at: i64,
        first_name: String,
        last_name: String,
        last_first_name: String,
        last_last_name: String,
        unread: i64,
        /// How many discussions there are for her.
        total: i64,
    }
}

/// The page, rendered.
///
/// # Errors
/// [`Problem::NotFound`] for a page of the list that does not exist; else when the database fails.
pub(super) async fn page(scope: Scope<'_>, activity: &Placed) -> Result<Option<String>, Problem> {
    let Some(place) = Place::at(scope, activity.id).await? else { return Ok(None) };
    let page = page_number(scope.member.query().value("page")).ok_or(Problem::NotFound)?;
    let found = read(&place, page).await.or_problem()?;
    let total = found.first().map_or(0, |found| found.total);
    let pages = ((total + PAGE - 1) / PAGE).max(1);
    if page > pages {
        return Err(Problem::NotFound);
    }
    let at = |page: i64| scope.member.url(&format!("{}?page={page}", place.path()));
    let line = |found: Found| Line {
        path: place.path_of(found.id),
        author: place.name(&found.first_name, &found.last_name),
        last_author: place.name(&found.last_first_name, &found.last_last_name),
        last_day: place.day(found.last_posted_at),
        title: found.title,
        pinned: found.pinned,
        locked: found.locked,
        replies: found.replies,
        unread: found.unread,
    };
    let view = List {
        path: place.path(),
        body: place.met.body.clone(),
        may_open: place.may_open(),
        closed: !scope.open,
        follows: place.follows(),
        drafts: draft::all(&place).await.or_problem()?.into_iter().map(|draft| shown(&place, draft)).collect(),
        unread: found.iter().any(|found| found.unread > 0),
        discussions: found.into_iter().map(line).collect(),
        page,
        pages,
        before: if page > 1 { at(page - 1) } else { String::new() },
        after: if page < pages { at(page + 1) } else { String::new() },
    };
    Ok(Some(scope.member.scene.render(&view)?))
}

/// A draft as the list shows it.
fn shown(place: &Place<'_>, draft: Draft) -> (String, String) {
    let text = if draft.title.is_empty() { draft.body } else { draft.title };
    let short: String = text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(OF_A_DRAFT).collect();
    (format!("{}/{}", place.path(), draft.place), short)
}

/// The number of a page in an address; the first one without any.
pub(super) fn page_number(text: &str) -> Option<i64> {
    if text.is_empty() { Some(1) } else { courses::number(text).filter(|page| *page < 1_000_000) }
}

/// How many posts of a discussion `d`, of which somebody ($2) read `r`, are new to her, as `reading` counts those of a whole forum.
const NEW: &str = "case when d.posts > coalesce(r.posts, 0) then d.posts - coalesce(r.posts, 0) else 0 end
    + (select count(*) from forum_post p where p.discussion_id = d.id and p.private_to is not null
        and p.id > coalesce(r.post_id, 0) and p.person_id <> $2 and p.deleted = false and (p.private_to = $2 or $3))";

/// The discussions of a page.
async fn read(place: &Place<'_>, page: i64) -> db::Result<Vec<Found>> {
    // What is not on this page is neither joined nor looked at.
    let sql = format!(
        "select d.id, d.title, d.pinned, d.locked, d.replies, d.last_posted_at, a.first_name, a.last_name,
                b.first_name as last_first_name, b.last_name as last_last_name,
                case when $5 then {NEW} else 0 end as unread,
                (select count(*) from forum_discussion d join forum_post p on p.id = d.first_post_id
                  where d.academy_id = $1 and d.activity_id = $4 and {SEEN}) as total
           from (select d.*, p.person_id from forum_discussion d join forum_post p on p.id = d.first_post_id
                  where d.academy_id = $1 and d.activity_id = $4 and {SEEN}
                  order by d.pinned desc, d.last_posted_at desc, d.id desc limit $6 offset $7) d
           join person a on a.id = d.person_id
           join forum_post l on l.id = d.last_post_id join person b on b.id = l.person_id
           left join forum_read r on r.discussion_id = d.id and r.person_id = $2
          order by d.pinned desc, d.last_posted_at desc, d.id desc"
    );
    let scope = &place.scope;
    let skip = (page - 1) * PAGE;
    let args = db::args![scope.academy_id, place.person_id(), scope.teaches, place.id, place.tracks(), PAGE, skip];
    scope.member.app.db.all(&sql, &args).await
}
