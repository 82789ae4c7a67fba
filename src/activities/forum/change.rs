//! A post is written anew, or deleted: one's own for half an hour, any by those who teach.
//!
//! | GET  …/posts/{post}/edit   | the text, and the title where it opens a discussion        |
//! | POST …/posts/{post}/edit   | stored, unless somebody stored something else meanwhile    |
//! | GET  …/posts/{post}/delete | asks once more                                             |
//! | POST …/posts/{post}/delete | gone; one that was answered stays as « Message supprimé »  |

use serde_json::json;
use web::{Answer, Filled, Problem, filters};

use super::attached::{self, Holder};
use super::open::{check_text, check_title};
use super::place::{Place, PostId};
use super::posts::{self, Discussion, Post};
use super::{bring, draft};
use crate::access::{Allowed, TakePart};
use crate::courses::Opened;
use crate::editor::{Text, Under};
use crate::events::{self, Event};
use crate::files::stored::Stored;
use crate::visit::{Member, OrProblem};

web::view! { "activities/forum/change.html" =>
    struct Change {
        course_title: String,
        course_path: String,
        forum_title: String,
        forum_path: String,
        path: String,
        title: String,
        post_id: i64,
        /// Whether the post opens the discussion: then its title can be changed.
        opens: bool,
        form: Filled,
        /// Those of the post, and those that the form names besides.
        files: Vec<Stored>,
    }
}

web::view! { "activities/forum/delete.html" =>
    struct Delete {
        course_title: String,
        course_path: String,
        forum_title: String,
        forum_path: String,
        path: String,
        title: String,
        post_id: i64,
        author: String,
        body: String,
        /// Where its files are.
        files_at: String,
        files: Vec<Stored>,
    }
}

async fn page(opened: &Opened, place: &Place<'_>, (discussion, post): (&Discussion, &Post), form: Filled, named: Vec<Stored>) -> Answer {
    let member = place.scope.member;
    let clean = form.is_clean();
    let text = Text::to_write(post.format, post.source.clone(), &post.body, Under::Part);
    let mut files = attached::of_post(&member.app.db, place.scope.academy_id, post.id).await.or_problem()?;
    let mut form = form;
    if !form.has("seen") {
        files.iter().for_each(|file| form.add("file", file.id.to_string()));
    }
    files.extend(named.into_iter().filter(|file| files.iter().all(|there| there.id != file.id)).collect::<Vec<_>>());
    let form = form
        .or("title", &discussion.title)
        .or("format", text.format.as_str())
        .or("body", &text.source)
        .or("seen", &post.edition.to_string());
    let view = Change {
        course_title: opened.course.title.clone(),
        course_path: opened.course.path(),
        forum_title: opened.activity.title.clone(),
        forum_path: opened.path(),
        path: place.path_of(discussion.id),
        title: discussion.title.clone(),
        post_id: post.id,
        opens: post.id == discussion.first_post_id,
        form,
        files,
    };
    if clean { member.page("forum-change", &view) } else { member.page_again("forum-change", &view) }
}

/// The form.
///
/// # Errors
/// [`Problem::NotFound`] when there is no such post that the visitor may change; else when the database fails.
pub async fn show(opened: Allowed<Opened, TakePart>, member: Member, PostId(id): PostId) -> Answer {
    let place = Place::of(&opened, &member).await?;
    let (discussion, post) = place.post(id).await?;
    let form = member.form();
    let resumed = post.person_id == place.person_id() && form.has("seen");
    // What was typed before the session ended is shown even when it comes too late.
    if !resumed && !place.may_change(&discussion, post.person_id, post.posted_at) {
        return Err(Problem::NotFound);
    }
    let named = bring::named(&place, None, &form).await?;
    page(&opened, &place, (&discussion, &post), form, named).await
}

/// Stores it.
///
/// # Errors
/// As [`show`].
pub async fn submit(opened: Allowed<Opened, TakePart>, member: Member, PostId(id): PostId, mut form: Filled) -> Answer {
    let place = Place::of(&opened, &member).await?;
    let (discussion, post) = place.post(id).await?;
    if !place.may_change(&discussion, post.person_id, post.posted_at) {
        if post.person_id != place.person_id() {
            return Err(Problem::NotFound);
        }
        form.fault("", "forum-too-late");
    }
    let opens = post.id == discussion.first_post_id;
    let title = opens.then(|| check_title(&mut form));
    let text = check_text(&mut form);
    let mut files = bring::receive(&place, Some(id), &mut form).await?;
    let seen = form.value("seen").parse().unwrap_or(-1);
    if !form.is_clean() {
        return page(&opened, &place, (&discussion, &post), form, files).await;
    }
    let academy_id = place.scope.academy_id;
    let tx = member.app.db.begin().await.or_problem()?;
    posts::hold(&tx, &place, discussion.id).await.or_problem()?;
    let changed = posts::change(&tx, academy_id, &post, seen, title.as_deref(), &text, member.now).await.or_problem()?;
    if !changed {
        drop(tx);
        let (discussion, now) = place.post(id).await?;
        form.fault("", "forum-meanwhile");
        form.set("seen", now.edition.to_string());
        return page(&opened, &place, (&discussion, &now), form, files).await;
    }
    if !attached::set(&tx, academy_id, place.person_id(), Holder::Post(id), &files).await.or_problem()? {
        drop(tx);
        bring::gone(&mut form, &mut files);
        return page(&opened, &place, (&discussion, &post), form, files).await;
    }
    events::record(&tx, event("forum.post.changed", &opened, &place, &post), member.now).await.or_problem()?;
    tx.commit().await.or_problem()?;
    member.go_and_say(&format!("{}/posts/{id}", place.path()), "done-forum-changed")
}

/// Something done to somebody's post, without its text.
fn event<'a>(kind: &'a str, opened: &Opened, place: &Place<'_>, post: &Post) -> Event<'a> {
    let detail = json!({ "course": opened.course.number, "activity": place.id, "discussion": post.discussion_id, "post": post.id });
    Event::of_person(kind, Some(place.scope.academy_id), Some(place.person_id()), post.person_id).with(detail)
}

/// Asks once more.
///
/// # Errors
/// As [`show`].
pub async fn ask(opened: Allowed<Opened, TakePart>, member: Member, PostId(id): PostId) -> Answer {
    let place = Place::of(&opened, &member).await?;
    let (discussion, post) = place.post(id).await?;
    if !place.may_change(&discussion, post.person_id, post.posted_at) {
        return Err(Problem::NotFound);
    }
    let view = Delete {
        course_title: opened.course.title.clone(),
        course_path: opened.course.path(),
        forum_title: opened.activity.title.clone(),
        forum_path: opened.path(),
        path: place.path_of(discussion.id),
        title: discussion.title,
        post_id: id,
        author: place.name(&post.first_name, &post.last_name),
        body: post.body,
        files_at: place.files_at(id),
        files: attached::of_post(&member.app.db, place.scope.academy_id, id).await.or_problem()?,
    };
    member.page("forum-delete", &view)
}

/// Deletes it. Pressing twice deletes once.
///
/// # Errors
/// As [`show`].
pub async fn delete(opened: Allowed<Opened, TakePart>, member: Member, PostId(id): PostId) -> Answer {
    let place = Place::of(&opened, &member).await?;
    let (discussion, post) = place.post(id).await?;
    if !place.may_change(&discussion, post.person_id, post.posted_at) {
        return Err(Problem::NotFound);
    }
    let tx = member.app.db.begin().await.or_problem()?;
    let held = posts::hold(&tx, &place, discussion.id).await.or_problem()?.ok_or(Problem::NotFound)?;
    let stays = posts::delete(&tx, &place, &held, &post).await.or_problem()?;
    if !stays {
        draft::gone(&tx, &place, discussion.id).await.or_problem()?;
    }
    events::record(&tx, event("forum.post.deleted", &opened, &place, &post), member.now).await.or_problem()?;
    tx.commit().await.or_problem()?;
    let back = if stays { place.path_of(discussion.id) } else { place.path() };
    member.go_and_say(&back, "done-forum-deleted")
}
