//! What is done to a discussion or to a whole forum by one button.
//!
//! | POST …/act                              | `do`: follow, unfollow (by mail), read (all of it)                     |
//! | POST …/discussions/{discussion}/act     | `do`: follow, unfollow; pin, unpin, lock, unlock by those who teach    |
//! | GET  …/discussions/{discussion}/move    | the other forums of the course                                         |
//! | POST …/discussions/{discussion}/move    | moves it to one of them (`forum`)                                      |

use serde_json::json;
use web::{Answer, Filled, Message, Problem, filters};

use super::place::{DiscussionId, Place};
use super::posts::{self, Discussion, Other};
use super::{draft, reading, subscription};
use crate::access::{Allowed, TakePart, View};
use crate::courses::{self, Opened};
use crate::events::{self, Event};
use crate::visit::{Member, OrProblem};

web::view! { "activities/forum/move.html" =>
    struct Move {
        course_title: String,
        course_path: String,
        forum_title: String,
        forum_path: String,
        path: String,
        title: String,
        /// Ids and titles.
        forums: Vec<(String, String)>,
        form: Filled,
    }
}

/// Where a button of the forum pressed after the session leads.
///
/// # Errors
/// [`Problem::NotFound`] when it is no forum.
pub async fn back(opened: Allowed<Opened, View>, member: Member) -> Answer {
    member.go(&Place::of(&opened, &member).await?.path())
}

/// The same of a discussion.
///
/// # Errors
/// As [`back`].
pub async fn back_to_discussion(opened: Allowed<Opened, View>, member: Member, DiscussionId(id): DiscussionId) -> Answer {
    let place = Place::of(&opened, &member).await?;
    let discussion = place.discussion(id).await?;
    member.go(&place.path_of(discussion.id))
}

/// Whether the visitor says for herself what comes by mail.
fn chooses(place: &Place<'_>) -> Result<(), Problem> {
    place.follows().map(|_| ()).ok_or(Problem::NotFound)
}

/// One button of the forum.
///
/// # Errors
/// [`Problem::NotFound`] for what is not hers to do; else when the database fails.
pub async fn act(opened: Allowed<Opened, View>, member: Member, form: Filled) -> Answer {
    let place = Place::of(&opened, &member).await?;
    let (academy_id, person_id) = (place.scope.academy_id, place.person_id());
    let word = match form.value("do") {
        "follow" => "done-forum-followed",
        "unfollow" => "done-forum-unfollowed",
        "read" if place.tracks() => "done-forum-read",
        _ => return Err(Problem::NotFound),
    };
    let tx = member.app.db.begin().await.or_problem()?;
    if word == "done-forum-read" {
        reading::all_of(&tx, &place).await.or_problem()?;
    } else {
        chooses(&place)?;
        let wanted = word == "done-forum-followed";
        subscription::follow_forum(&tx, academy_id, place.id, person_id, wanted).await.or_problem()?;
    }
    tx.commit().await.or_problem()?;
    member.go_and_say(&place.path(), word)
}

/// One button of a discussion.
///
/// # Errors
/// As [`act`]; [`Problem::Conflict`] to steer it in a course that is closed.
pub async fn act_on_discussion(opened: Allowed<Opened, View>, member: Member, DiscussionId(id): DiscussionId, form: Filled) -> Answer {
    let place = Place::of(&opened, &member).await?;
    let discussion = place.discussion(id).await?;
    let (academy_id, path) = (place.scope.academy_id, place.path_of(id));
    let act = form.value("do");
    if let "follow" | "unfollow" = act {
        chooses(&place)?;
        let tx = member.app.db.begin().await.or_problem()?;
        subscription::follow(&tx, academy_id, id, place.person_id(), act == "follow").await.or_problem()?;
        tx.commit().await.or_problem()?;
        return member.go_and_say(&path, if act == "follow" { "done-forum-followed" } else { "done-forum-unfollowed" });
    }
    if !place.scope.teaches {
        return Err(Problem::NotFound);
    }
    if !place.may_steer() {
        return Err(Problem::Conflict(Message::new("course-closed-to-all")));
    }
    let Discussion { pinned, locked, .. } = discussion;
    let (kind, pinned, locked, word) = match act {
        "pin" => ("forum.discussion.pinned", true, locked, "done-forum-pinned"),
        "unpin" => ("forum.discussion.unpinned", false, locked, "done-forum-unpinned"),
        "lock" => ("forum.discussion.locked", pinned, true, "done-forum-locked"),
        "unlock" => ("forum.discussion.unlocked", pinned, false, "done-forum-unlocked"),
        _ => return Err(Problem::NotFound),
    };
    let tx = member.app.db.begin().await.or_problem()?;
    posts::steer(&tx, academy_id, id, pinned, locked).await.or_problem()?;
    events::record(&tx, event(kind, &opened, &place, id), member.now).await.or_problem()?;
    tx.commit().await.or_problem()?;
    member.go_and_say(&path, word)
}

fn event<'a>(kind: &'a str, opened: &Opened, place: &Place<'_>, id: i64) -> Event<'a> {
    Event {
        kind,
        academy_id: Some(place.scope.academy_id),
        actor_id: Some(place.person_id()),
        person_id: None,
        detail: json!({ "course": opened.course.number, "activity": place.id, "discussion": id }),
    }
}

/// What a move needs: the forum, the discussion, and where it can go.
async fn movable<'a>(opened: &Opened, member: &'a Member, id: i64) -> Result<(Place<'a>, Discussion, Vec<Other>), Problem> {
    let place = Place::of(opened, member).await?;
    let discussion = place.discussion(id).await?;
    if !place.may_steer() {
        return Err(Problem::NotFound);
    }
    let forums = posts::others(&member.app.db, place.scope.academy_id, place.scope.course_id, place.id).await.or_problem()?;
    Ok((place, discussion, forums))
}

fn page(opened: &Opened, place: &Place<'_>, discussion: &Discussion, forums: Vec<Other>, form: Filled) -> Answer {
    let member = place.scope.member;
    let clean = form.is_clean();
    let view = Move {
        course_title: opened.course.title.clone(),
        course_path: opened.course.path(),
        forum_title: opened.activity.title.clone(),
        forum_path: opened.path(),
        path: place.path_of(discussion.id),
        title: discussion.title.clone(),
        forums: forums.into_iter().map(|other| (other.id.to_string(), other.title)).collect(),
        form,
    };
    if clean { member.page("forum-move", &view) } else { member.page_again("forum-move", &view) }
}

/// Where it can go.
///
/// # Errors
/// [`Problem::NotFound`] for whoever may not move it; else when the database fails.
pub async fn choose(opened: Allowed<Opened, TakePart>, member: Member, DiscussionId(id): DiscussionId) -> Answer {
    let (place, discussion, forums) = movable(&opened, &member, id).await?;
    page(&opened, &place, &discussion, forums, member.form())
}

/// Moves it.
///
/// # Errors
/// As [`choose`].
pub async fn move_to(opened: Allowed<Opened, TakePart>, member: Member, DiscussionId(id): DiscussionId, mut form: Filled) -> Answer {
    let (place, discussion, forums) = movable(&opened, &member, id).await?;
    let to = courses::number(form.value("forum")).filter(|to| forums.iter().any(|other| other.id == *to));
    let Some(to) = to else {
        form.fault("forum", "forum-move-missing");
        return page(&opened, &place, &discussion, forums, form);
    };
    let tx = member.app.db.begin().await.or_problem()?;
    posts::hold(&tx, &place, id).await.or_problem()?.ok_or(Problem::NotFound)?;
    posts::move_to(&tx, &place, id, to).await.or_problem()?;
    draft::moved(&tx, &place, id, to).await.or_problem()?;
    events::record(&tx, event("forum.discussion.moved", &opened, &place, id), member.now).await.or_problem()?;
    tx.commit().await.or_problem()?;
    member.go_and_say(&format!("{}/discussions/{id}", place.scope.path_of(to)), "done-forum-moved")
}
