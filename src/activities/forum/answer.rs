//! An answer to a post, with a quotation of it or not, to everybody or to its author alone.
//!
//! | GET  …/discussions/{discussion}/reply?to=…&quote=1 | the post that is answered, and a form                 |
//! | POST …/discussions/{discussion}/reply              | stored once, however often it is sent; or shown again |

use web::{Answer, Filled, Problem, filters};

use super::attached::{self, Holder};
use super::open::{check_text, wrote};
use super::place::{DiscussionId, Place};
use super::posts::{self, Discussion, NewPost, Post};
use super::words::{initials, plain_text};
use super::{bring, draft};
use crate::access::{Allowed, TakePart};
use crate::chance;
use crate::courses::{self, Opened};
use crate::editor::{Format, Text, Under};
use crate::files::stored::Stored;
use crate::visit::{Member, OrProblem};

/// How much of a post is quoted, in characters.
const LONGEST_QUOTATION: usize = 3_000;

web::view! { "activities/forum/answer.html" =>
    struct AnswerForm {
        course_title: String,
        course_path: String,
        forum_title: String,
        forum_path: String,
        path: String,
        title: String,
        to: To,
        form: Filled,
        /// Those it names.
        files: Vec<Stored>,
        /// Whether it may be for the author of what is answered alone.
        may_be_private: bool,
    }
}

/// The post that is answered.
struct To {
    id: i64,
    author: String,
    initials: String,
    day: String,
    hour: String,
    body: String,
    deleted: bool,
    /// To whom it is private: so is then the answer.
    private: bool,
}

/// The discussion, and the post of it that a form answers; its first one unless the form says another.
async fn asked(place: &Place<'_>, id: i64, form: &Filled) -> Result<(Discussion, Post), Problem> {
    let discussion = place.discussion(id).await?;
    let to = courses::number(form.value("to")).unwrap_or(discussion.first_post_id);
    let post = posts::post(place, to).await.or_problem()?.filter(|post| post.discussion_id == id).ok_or(Problem::NotFound)?;
    Ok((discussion, post))
}

/// Whether those who teach may answer it in private: it is somebody else's, and everybody's to read.
fn may_be_private(place: &Place<'_>, post: &Post) -> bool {
    place.scope.teaches && !post.deleted && post.private_to.is_none() && post.person_id != place.person_id()
}

fn page(opened: &Opened, place: &Place<'_>, (discussion, post): (&Discussion, Post), form: Filled, files: Vec<Stored>) -> Answer {
    let member = place.scope.member;
    let clean = form.is_clean();
    let form = form.or("format", Format::Markdown.as_str()).or("to", &post.id.to_string()).or("request", &chance::name().or_problem()?);
    let author = place.name(&post.first_name, &post.last_name);
    let (day, hour) = place.moment(post.posted_at);
    let view = AnswerForm {
        course_title: opened.course.title.clone(),
        course_path: opened.course.path(),
        forum_title: opened.activity.title.clone(),
        forum_path: opened.path(),
        path: place.path_of(discussion.id),
        title: discussion.title.clone(),
        may_be_private: may_be_private(place, &post),
        to: To {
            id: post.id,
            initials: initials(&author),
            author,
            day,
            hour,
            body: post.body,
            deleted: post.deleted,
            private: post.private_to.is_some(),
        },
        form,
        files,
    };
    if clean { member.page("forum-answer", &view) } else { member.page_again("forum-answer", &view) }
}

/// The text of a post as it stands in an answer.
fn quotation(post: &Post) -> String {
    let text = Text::to_write(post.format, post.source.clone(), &post.body, Under::Part);
    let words = if text.format == Format::Markdown { text.source } else { plain_text(&post.body) };
    let short: String = words.chars().take(LONGEST_QUOTATION).collect();
    let lines: Vec<String> = short.lines().map(|line| format!("> {line}").trim_end().to_owned()).collect();
    lines.join("\n") + "\n\n"
}

/// The form.
///
/// # Errors
/// [`Problem::NotFound`] when there is no such post for the visitor; else when the database fails.
pub async fn show(opened: Allowed<Opened, TakePart>, member: Member, DiscussionId(id): DiscussionId) -> Answer {
    let place = Place::of(&opened, &member).await?;
    let mut form = member.form();
    let resumed = form.has("to");
    let query = member.query();
    let (discussion, post) = asked(&place, id, if resumed { &form } else { &query }).await?;
    if !resumed && !place.may_answer(&discussion) {
        return Err(Problem::NotFound);
    }
    if !resumed && query.has("quote") && !post.deleted {
        form.set("body", quotation(&post));
    }
    let form = draft::taken_up(&place, &draft::reply(id, post.id), form).await.or_problem()?;
    let files = bring::named(&place, None, &form).await?;
    page(&opened, &place, (&discussion, post), form, files)
}

/// Stores it.
///
/// # Errors
/// As [`show`].
pub async fn submit(opened: Allowed<Opened, TakePart>, member: Member, DiscussionId(id): DiscussionId, mut form: Filled) -> Answer {
    let place = Place::of(&opened, &member).await?;
    let (discussion, post) = asked(&place, id, &form).await?;
    let at = draft::reply(id, post.id);
    let mut files = bring::receive(&place, None, &mut form).await?;
    if form.has("draft") {
        return match draft::keep(&place, &at, &mut form, &mut files).await.or_problem()? {
            true => member.go_and_say(&place.path(), "done-forum-draft"),
            false => page(&opened, &place, (&discussion, post), form, files),
        };
    }
    let text = check_text(&mut form);
    if let Some(refusal) = place.refusal(&discussion) {
        form.fault("", refusal);
    }
    if post.deleted && post.id != discussion.first_post_id {
        form.fault("", "forum-answered-gone");
    }
    if !form.is_clean() {
        return page(&opened, &place, (&discussion, post), form, files);
    }
    // What answers something private is for the same people.
    let private_to = post.private_to.or((may_be_private(&place, &post) && form.checked("private")).then_some(post.person_id));
    let academy_id = place.scope.academy_id;
    let new = NewPost { academy_id, person_id: place.person_id(), text: &text, request: form.form_id(), now: member.now };
    let tx = member.app.db.begin().await.or_problem()?;
    let held = posts::hold(&tx, &place, id).await.or_problem()?;
    let still_there = posts::stands(&tx, academy_id, post.id).await.or_problem()?;
    let refusal = match &held {
        Some(now) => place.refusal(now).or((!still_there).then_some("forum-answered-gone")),
        None => Some("forum-answered-gone"),
    };
    if let Some(refusal) = refusal {
        drop(tx);
        form.fault("", refusal);
        return page(&opened, &place, (&discussion, post), form, files);
    }
    let made = posts::answer(&tx, id, post.id, private_to, &new).await.or_problem()?;
    if !made.new {
        let same = posts::is_the_same(&tx, academy_id, made, None, &text, &files).await.or_problem()?;
        drop(tx);
        if same {
            return member.go(&format!("{}/posts/{}", place.path(), made.post_id));
        }
        form.fault("", "forum-made-already");
        form.set("request", chance::name().or_problem()?);
        return page(&opened, &place, (&discussion, post), form, files);
    }
    draft::posted(&tx, &place, &at).await.or_problem()?;
    if !attached::set(&tx, academy_id, place.person_id(), Holder::Post(made.post_id), &files).await.or_problem()? {
        drop(tx);
        bring::gone(&mut form, &mut files);
        return page(&opened, &place, (&discussion, post), form, files);
    }
    wrote(&tx, &opened, &place, made).await?;
    tx.commit().await.or_problem()?;
    member.app.wake.wake();
    member.go_and_say(&format!("{}/posts/{}", place.path(), made.post_id), "done-forum-posted")
}
