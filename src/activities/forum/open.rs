//! A discussion is opened.
//!
//! | GET  …/discussions/new | a title and a text                                     |
//! | POST …/discussions/new | stored once, however often it is sent; or shown again  |

use db::Tx;
use web::{Answer, Filled, Problem, filters};

use super::attached::{self, Holder};
use super::place::Place;
use super::posts::{self, Made, NewPost};
use super::{LONGEST_POST, LONGEST_TITLE, bring, draft, reading, subscription};
use crate::access::{Allowed, TakePart};
use crate::chance;
use crate::courses::Opened;
use crate::editor::{Format, Text};
use crate::files::stored::Stored;
use crate::visit::{Member, OrProblem};

web::view! { "activities/forum/open.html" =>
    struct Open {
        course_title: String,
        course_path: String,
        forum_title: String,
        forum_path: String,
        form: Filled,
        /// Those it names.
        files: Vec<Stored>,
    }
}

/// A text of a form, which must say something.
pub(super) fn check_text(form: &mut Filled) -> Text {
    let text = Text::up_to(form, LONGEST_POST);
    if !web::is_visible(&text.source) {
        form.fault("body", "forum-body-missing");
    }
    text
}

/// The title of a form.
pub(super) fn check_title(form: &mut Filled) -> String {
    form.required("title", LONGEST_TITLE, "forum-title-missing")
}

fn page(opened: &Opened, member: &Member, form: Filled, files: Vec<Stored>) -> Answer {
    let clean = form.is_clean();
    let form = form.or("format", Format::Markdown.as_str()).or("request", &chance::name().or_problem()?);
    let view = Open {
        course_title: opened.course.title.clone(),
        course_path: opened.course.path(),
        forum_title: opened.activity.title.clone(),
        forum_path: opened.path(),
        form,
        files,
    };
    if clean { member.page("forum-open", &view) } else { member.page_again("forum-open", &view) }
}

/// The form.
///
/// # Errors
/// [`Problem::NotFound`] for whoever opens no discussions here; else when the database fails.
pub async fn show(opened: Allowed<Opened, TakePart>, member: Member) -> Answer {
    let place = Place::of(&opened, &member).await?;
    if !place.may_open() {
        return Err(Problem::NotFound);
    }
    let form = draft::taken_up(&place, draft::NEW, member.form()).await.or_problem()?;
    let files = bring::named(&place, None, &form).await?;
    page(&opened, &member, form, files)
}

/// Stores it.
///
/// # Errors
/// As [`show`].
pub async fn submit(opened: Allowed<Opened, TakePart>, member: Member, mut form: Filled) -> Answer {
    let place = Place::of(&opened, &member).await?;
    if !place.may_open() {
        return Err(Problem::NotFound);
    }
    let mut files = bring::receive(&place, None, &mut form).await?;
    if form.has("draft") {
        return match draft::keep(&place, draft::NEW, &mut form, &mut files).await.or_problem()? {
            true => member.go_and_say(&place.path(), "done-forum-draft"),
            false => page(&opened, &member, form, files),
        };
    }
    let title = check_title(&mut form);
    let text = check_text(&mut form);
    if !form.is_clean() {
        return page(&opened, &member, form, files);
    }
    let academy_id = place.scope.academy_id;
    let new = NewPost { academy_id, person_id: place.person_id(), text: &text, request: form.form_id(), now: member.now };
    let tx = member.app.db.begin().await.or_problem()?;
    let made = posts::open(&tx, place.id, &title, &new).await.or_problem()?;
    if !made.new {
        let same = posts::is_the_same(&tx, academy_id, made, Some(&title), &text, &files).await.or_problem()?;
        drop(tx);
        if same {
            return member.go(&place.path_of(made.discussion_id));
        }
        form.fault("", "forum-made-already");
        form.set("request", chance::name().or_problem()?);
        return page(&opened, &member, form, files);
    }
    draft::posted(&tx, &place, draft::NEW).await.or_problem()?;
    if !attached::set(&tx, academy_id, place.person_id(), Holder::Post(made.post_id), &files).await.or_problem()? {
        drop(tx);
        bring::gone(&mut form, &mut files);
        return page(&opened, &member, form, files);
    }
    wrote(&tx, &opened, &place, made).await?;
    tx.commit().await.or_problem()?;
    member.app.wake.wake();
    member.go_and_say(&place.path_of(made.discussion_id), "done-forum-posted")
}

/// What follows from a new post for whoever wrote it.
pub(super) async fn wrote(tx: &Tx, opened: &Opened, place: &Place<'_>, made: Made) -> Result<(), Problem> {
    if place.scope.role.is_some() {
        subscription::wrote(tx, place.scope.academy_id, made.discussion_id, place.person_id()).await.or_problem()?;
    }
    reading::wrote(tx, place, made).await.or_problem()?;
    opened.did(tx, place.scope.member).await.or_problem()
}
