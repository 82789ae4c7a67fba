//! A discussion: its posts, 50 on a page, the oldest first, each with what it answers.
//!
//! | GET …/discussions/{discussion}?page=… | the posts                                                   |
//! | GET …/discussions/{discussion}?new=1  | leads to the first that she has not read                    |
//! | GET …/posts/{post}                    | leads to the place of a post, also after it was moved       |

use std::collections::{HashMap, HashSet};

use web::{Answer, Filled, Message, Problem, filters};

use super::list::page_number;
use super::place::{DiscussionId, Place, PostId};
use super::posts::Discussion;
use super::words::{beginning, initials};
use super::{SEEN, attached, old};
use crate::access::{Allowed, View};
use crate::chance;
use crate::courses::Opened;
use crate::editor::Format;
use crate::files::stored::Stored;
use crate::visit::{Member, OrProblem};

/// Posts on one page.
const PAGE: i64 = 50;
/// How much is shown of what is answered, in characters.
const OF_THE_ANSWERED: usize = 90;

web::view! { "activities/forum/thread.html" =>
    struct Thread {
        course_title: String,
        course_path: String,
        forum_title: String,
        forum_path: String,
        path: String,
        title: String,
        pinned: bool,
        locked: bool,
        /// Why nobody like her writes here.
        refusal: Option<&'static str>,
        may_answer: bool,
        may_steer: bool,
        follows: Option<bool>,
        /// Where the script says that the page was shown; nothing where that is not kept, or said already.
        shown: Option<String>,
        posts: Vec<Shown>,
        /// The answer at the end.
        form: Filled,
        /// Nothing came with it yet.
        no_files: Vec<Stored>,
        page: i64,
        pages: i64,
        before: String,
        after: String,
    }
}

/// A post as it is shown.
struct Shown {
    id: i64,
    author: String,
    initials: String,
    day: String,
    hour: String,
    /// Clean since it was stored.
    body: String,
    deleted: bool,
    /// Where its files are.
    files_at: String,
    files: Vec<Stored>,
    edited: Option<String>,
    /// To whom it is private, if it is.
    private: Option<String>,
    new: bool,
    answers: Option<Answered>,
    may_answer: bool,
    may_change: bool,
}

/// What a post answers.
#[derive(Clone)]
struct Answered {
    /// On this page, or the way to another.
    address: String,
    author: String,
    beginning: String,
}

db::row! {
    struct Found {
        id: i64,
        person_id: i64,
        private_to: Option<i64>,
        body: String,
        posted_at: i64,
        edited_at: Option<i64>,
        deleted: bool,
        first_name: String,
        last_name: String,
        private_name: Option<String>,
        parent_id: Option<i64>,
        /// How many files it has.
        files: i64,
        /// How many posts of the discussion there are for her.
        total: i64,
    }
}

db::row! {
    /// A post of an earlier page.
    struct Earlier {
        id: i64,
        /// How it begins.
        body: String,
        first_name: String,
        last_name: String,
    }
}

/// The page.
///
/// # Errors
/// [`Problem::NotFound`] when it is not there for the visitor, or has no such page; else when the database fails.
pub async fn show(opened: Allowed<Opened, View>, member: Member, DiscussionId(id): DiscussionId) -> Answer {
    let place = Place::of(&opened, &member).await?;
    let Some(discussion) = super::posts::discussion(&place, id).await.or_problem()? else {
        let moved = old::discussion_moved(&place, id).await.or_problem()?;
        return member.go(&moved.ok_or(Problem::NotFound)?);
    };
    let asked = member.query();
    let page = page_number(asked.value("page")).ok_or(Problem::NotFound)?;
    let tracks = place.tracks();
    let read_to = if tracks { discussion.read_to.unwrap_or(0) } else { i64::MAX };
    if asked.has("new") {
        let unread = first_unread(&place, &discussion, read_to).await.or_problem()?;
        return match unread {
            Some(post_id) => member.go(&format!("{}/posts/{post_id}", place.path())),
            None => member.go(&place.path_of(discussion.id)),
        };
    }
    let found = read(&place, discussion.id, page).await.or_problem()?;
    let total = found.first().map_or(0, |found| found.total);
    let pages = ((total + PAGE - 1) / PAGE).max(1);
    if page > pages {
        return Err(Problem::NotFound);
    }
    let last = found.last().map_or(0, |found| found.id);
    let first = found.first().map_or(0, |found| found.id);
    let mut files = match found.iter().any(|found| found.files > 0) {
        true => attached::of_posts(&place, discussion.id, (first, last)).await.or_problem()?,
        false => HashMap::new(),
    };
    let shown = (tracks && last > read_to).then(|| format!("{}/read?post={last}", place.path_of(discussion.id)));
    let at = |page: i64| member.url(&format!("{}?page={page}", place.path_of(discussion.id)));
    let earlier = if page > 1 { earlier(&place, discussion.id, (first, last)).await.or_problem()? } else { Vec::new() };
    let answered = answered(&place, &found, earlier);
    let view = Thread {
        course_title: opened.course.title.clone(),
        course_path: opened.course.path(),
        forum_title: opened.activity.title.clone(),
        forum_path: place.path(),
        path: place.path_of(discussion.id),
        refusal: if place.scope.open { place.refusal(&discussion) } else { Some("course-closed-to-all") },
        may_answer: place.may_answer(&discussion),
        may_steer: place.may_steer(),
        follows: place.follows_discussion(&discussion),
        shown,
        posts: found
            .into_iter()
            .map(|found| Shown {
                files: files.remove(&found.id).unwrap_or_default(),
                answers: found.parent_id.and_then(|id| answered.get(&id).cloned()),
                ..one(&place, &discussion, read_to, found)
            })
            .collect(),
        form: Filled::empty()
            .or("to", &discussion.first_post_id.to_string())
            .or("format", Format::Markdown.as_str())
            .or("request", &chance::name().or_problem()?),
        no_files: Vec::new(),
        page,
        pages,
        before: if page > 1 { at(page - 1) } else { String::new() },
        after: if page < pages { at(page + 1) } else { String::new() },
        title: discussion.title.clone(),
        pinned: discussion.pinned,
        locked: discussion.locked,
    };
    member.page(Message::new("shell-given").with("text", &discussion.title), &view)
}

/// What posts of a page answer, by its id: others of the page, and of earlier ones. Whatever is not there for the visitor is not among them.
fn answered(place: &Place<'_>, found: &[Found], earlier: Vec<Earlier>) -> HashMap<i64, Answered> {
    let parents: HashSet<i64> = found.iter().filter_map(|found| found.parent_id).collect();
    let one = |address: String, first: &str, last: &str, body: &str| Answered {
        address,
        author: place.name(first, last),
        beginning: beginning(body, OF_THE_ANSWERED),
    };
    let here = found.iter().filter(|found| parents.contains(&found.id));
    let here = here.map(|found| (found.id, one(format!("#post-{}", found.id), &found.first_name, &found.last_name, &found.body)));
    let before = earlier.into_iter().map(|post| {
        let address = place.scope.member.url(&format!("{}/posts/{}", place.path(), post.id));
        (post.id, one(address, &post.first_name, &post.last_name, &post.body))
    });
    here.chain(before).collect()
}

/// One post of a page, without what it answers and its files.
fn one(place: &Place<'_>, discussion: &Discussion, read_to: i64, found: Found) -> Shown {
    let author = place.name(&found.first_name, &found.last_name);
    let (day, hour) = place.moment(found.posted_at);
    let may_change = !found.deleted && place.may_change(discussion, found.person_id, found.posted_at);
    Shown {
        id: found.id,
        initials: initials(&author),
        author,
        day,
        hour,
        deleted: found.deleted,
        files_at: if found.files > 0 { place.files_at(found.id) } else { String::new() },
        files: Vec::new(),
        edited: found.edited_at.map(|at| place.day(at)),
        private: found.private_to.map(|_| place.name(found.private_name.as_deref().unwrap_or_default(), "")),
        new: found.id > read_to && found.person_id != place.person_id() && !found.deleted,
        answers: None,
        may_answer: !found.deleted && place.may_answer(discussion),
        may_change,
        body: found.body,
    }
}

/// The posts of a page.
async fn read(place: &Place<'_>, discussion_id: i64, page: i64) -> db::Result<Vec<Found>> {
    let sql = format!(
        "select p.id, p.person_id, p.private_to, p.body, p.posted_at, p.edited_at, p.deleted, a.first_name, a.last_name,
                c.first_name || ' ' || c.last_name as private_name, p.parent_id, p.files,
                (select count(*) from forum_post p where p.academy_id = $1 and p.discussion_id = $4 and {SEEN}) as total
           from forum_post p join person a on a.id = p.person_id left join person c on c.id = p.private_to
          where p.academy_id = $1 and p.discussion_id = $4 and {SEEN}
          order by p.id limit $5 offset $6"
    );
    let scope = &place.scope;
    let args = db::args![scope.academy_id, place.person_id(), scope.teaches, discussion_id, PAGE, (page - 1) * PAGE];
    scope.member.app.db.all(&sql, &args).await
}

/// What the posts between two of a discussion answer before them.
async fn earlier(place: &Place<'_>, discussion_id: i64, (first, last): (i64, i64)) -> db::Result<Vec<Earlier>> {
    let sql = format!(
        "select distinct p.id, substr(p.body, 1, 600) as body, a.first_name, a.last_name
           from forum_post r join forum_post p on p.id = r.parent_id join person a on a.id = p.person_id
          where p.academy_id = $1 and r.discussion_id = $4 and r.id >= $5 and r.id <= $6 and p.id < $5 and {SEEN}"
    );
    let scope = &place.scope;
    let args = db::args![scope.academy_id, place.person_id(), scope.teaches, discussion_id, first, last];
    scope.member.app.db.all(&sql, &args).await
}

/// How many posts there are for her before one.
async fn count(place: &Place<'_>, discussion_id: i64, before: i64) -> db::Result<i64> {
    let sql = format!("select count(*) from forum_post p where p.academy_id = $1 and p.discussion_id = $4 and p.id < $5 and {SEEN}");
    let scope = &place.scope;
    let args = db::args![scope.academy_id, place.person_id(), scope.teaches, discussion_id, before];
    let (count,): (i64,) = scope.member.app.db.one(&sql, &args).await?;
    Ok(count)
}

/// The first post she has not read.
async fn first_unread(place: &Place<'_>, discussion: &Discussion, read_to: i64) -> db::Result<Option<i64>> {
    let sql = format!(
        "select p.id from forum_post p where p.academy_id = $1 and p.discussion_id = $4 and p.id > $5 and p.person_id <> $2 and p.deleted = false
            and {SEEN} order by p.id limit 1"
    );
    let scope = &place.scope;
    let args = db::args![scope.academy_id, place.person_id(), scope.teaches, discussion.id, read_to];
    Ok(scope.member.app.db.maybe::<(i64,)>(&sql, &args).await?.map(|(id,)| id))
}

/// Leads to the place of a post.
///
/// # Errors
/// [`Problem::NotFound`] when there is none for the visitor; else when the database fails.
pub async fn find(opened: Allowed<Opened, View>, member: Member, PostId(id): PostId) -> Answer {
    let place = Place::of(&opened, &member).await?;
    let Some(post) = super::posts::post(&place, id).await.or_problem()? else {
        let moved = old::post_moved(&place, id).await.or_problem()?;
        return member.go(&moved.ok_or(Problem::NotFound)?);
    };
    let before = count(&place, post.discussion_id, id).await.or_problem()?;
    let page = before / PAGE + 1;
    let query = if page > 1 { format!("?page={page}") } else { String::new() };
    member.go(&format!("{}{query}#post-{id}", place.path_of(post.discussion_id)))
}
