//! A chapter as it is written: a title and a text.
//!
//! | GET, POST …/write/new       | a chapter more, at the end                                        |
//! | GET, POST …/write/{chapter} | one that is there; stored unless somebody else stored meanwhile   |

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use web::{Answer, Filled, Problem, filters};

use super::chapter::{self, Chapters, Written};
use super::write::{ActivityId, event, of_course, path};
use crate::access::{Allowed, Write};
use crate::authoring;
use crate::chance;
use crate::courses::writing::Activity;
use crate::courses::{self, Course, segment};
use crate::editor::{Format, Text, Under, files_in};
use crate::events;
use crate::files::used;
use crate::visit::{Member, OrProblem};

/// The longest title, in characters.
const LONGEST_TITLE: usize = 250;

web::view! { "activities/book/chapter.html" =>
    struct ChapterForm {
        form: Filled,
        course: String,
        course_path: String,
        book: String,
        book_path: String,
        /// Where it is sent.
        action: String,
        /// Where one goes back to without storing.
        back: String,
        /// As it will be read, when that was asked for.
        preview: Option<String>,
    }
}

/// A chapter of a livre, in an address.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    id: i64,
    chapter: i64,
}

impl<S: Send + Sync> FromRequestParts<S> for Place {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Place, Problem> {
        Ok(Place { id: segment(parts, state, "id").await?, chapter: segment(parts, state, "chapter").await? })
    }
}

/// The form, for the chapter of this id or for a new one.
fn page(course: &Course, member: &Member, book: &Activity, chapter: Option<i64>, form: Filled) -> Answer {
    let list = path(course, book.id);
    let clean = form.is_clean();
    let form = form.or("request", &chance::name().or_problem()?).or("format", Format::Markdown.as_str());
    let view = ChapterForm {
        course: course.title.clone(),
        course_path: course.path(),
        book: book.title.clone(),
        book_path: format!("{}/activities/{}", course.path(), book.id),
        action: chapter.map_or_else(|| format!("{list}/new"), |id| format!("{list}/{id}")),
        back: chapter.map_or_else(|| list.clone(), |id| format!("{list}#chapter-{id}")),
        preview: (clean && form.has("preview")).then(|| Text::of(&mut form.clone()).shown(Under::Part)),
        form,
    };
    if clean { member.holding_page("book-chapter", &view) } else { member.page_again("book-chapter", &view) }
}

/// Title and text of a form; what is to be put right in it is noted.
fn check(book: &Activity, form: &mut Filled) -> (String, Text) {
    let title = form.required("title", LONGEST_TITLE, "book-title-missing");
    let text = Text::of(form);
    if book.gone {
        // What she typed waits here until it is restored.
        form.fault("", "authoring-gone");
    }
    (title, text)
}

/// The files that a chapter shows, and its author may use.
async fn files(course: &Course, member: &Member, text: &Text) -> Result<Vec<i64>, Problem> {
    authoring::usable(course, member, files_in(&text.shown(Under::Part), &member.url(&course.path()))).await
}

/// Where they are used.
fn place_of(course: &Course, activity_id: i64) -> used::Place {
    used::Place { academy_id: course.academy_id, course_id: course.id, activity_id }
}

/// The form of a new chapter.
///
/// # Errors
/// [`Problem::NotFound`] when there is no such livre; else when the database fails.
pub async fn new(course: Allowed<Course, Write>, member: Member, ActivityId(id): ActivityId) -> Answer {
    let book = of_course(&course, &member, id).await?;
    let form = member.form();
    if book.gone && !form.has("title") {
        return Err(Problem::NotFound);
    }
    page(&course, &member, &book, None, form)
}

/// Stores it at the end.
///
/// # Errors
/// As [`new`].
pub async fn add(course: Allowed<Course, Write>, member: Member, ActivityId(id): ActivityId, mut form: Filled) -> Answer {
    let activity = of_course(&course, &member, id).await?;
    let (title, text) = check(&activity, &mut form);
    if !form.is_clean() || form.has("preview") {
        return page(&course, &member, &activity, None, form);
    }
    let book = Chapters { academy_id: course.academy_id, activity_id: id };
    let files = files(&course, &member, &text).await?;
    let tx = member.app.db.begin().await.or_problem()?;
    courses::hold(&tx, &course).await.or_problem()?;
    let (chapter_id, is_new) = book.add(&tx, &title, &text, form.form_id()).await.or_problem()?;
    let fault = if !is_new {
        // Not only dropped: what was found may be of this very moment, and is there to be read once all of it is stored.
        tx.commit().await.or_problem()?;
        let made = book.written(&member.app.db, chapter_id).await.or_problem()?;
        if made.is_some_and(|made| made.title == title && made.source == text.kept() && !made.gone) {
            return member.go(&format!("{}#chapter-{chapter_id}", path(&course, id)));
        }
        // The way back of a browser shows a form that was sent: what is in it now is another chapter.
        "authoring-made-already"
    } else if book.size(&tx).await.or_problem()? > chapter::MOST {
        drop(tx);
        "book-full"
    } else {
        used::also_use_in(&tx, place_of(&course, id), &files, false).await.or_problem()?;
        events::record(&tx, event(&course, &member, id), member.now).await.or_problem()?;
        tx.commit().await.or_problem()?;
        return member.go(&format!("{}#chapter-{chapter_id}", path(&course, id)));
    };
    form.fault("", fault);
    form.set("request", chance::name().or_problem()?);
    page(&course, &member, &activity, None, form)
}

async fn stored(course: &Course, member: &Member, at: Place) -> Result<Written, Problem> {
    let book = Chapters { academy_id: course.academy_id, activity_id: at.id };
    book.written(&member.app.db, at.chapter).await.or_problem()?.ok_or(Problem::NotFound)
}

/// The form, showing what is stored where nothing was typed.
fn filled(course: &Course, member: &Member, book: &Activity, chapter: Written, mut form: Filled) -> Answer {
    let seen = chapter.edition.to_string();
    if !form.has("seen") {
        let text = Text::to_write(chapter.format, chapter.source, &chapter.body, Under::Part);
        form = form.or("title", &chapter.title).or("format", text.format.as_str()).or("body", &text.source);
    }
    page(course, member, book, Some(chapter.id), form.or("seen", &seen))
}

/// The form of a chapter.
///
/// # Errors
/// [`Problem::NotFound`] when there is no such chapter; else when the database fails.
pub async fn show(course: Allowed<Course, Write>, member: Member, at: Place) -> Answer {
    let book = of_course(&course, &member, at.id).await?;
    let chapter = stored(&course, &member, at).await?;
    let form = member.form();
    if (book.gone || chapter.gone) && !form.has("seen") {
        return Err(Problem::NotFound);
    }
    filled(&course, &member, &book, chapter, form)
}

/// Stores it.
///
/// # Errors
/// As [`show`].
pub async fn submit(course: Allowed<Course, Write>, member: Member, at: Place, mut form: Filled) -> Answer {
    let activity = of_course(&course, &member, at.id).await?;
    let chapter = stored(&course, &member, at).await?;
    let (title, text) = check(&activity, &mut form);
    if chapter.gone && !activity.gone {
        form.fault("", "authoring-gone");
    }
    if !form.is_clean() || form.has("preview") {
        return filled(&course, &member, &activity, chapter, form);
    }
    let book = Chapters { academy_id: course.academy_id, activity_id: at.id };
    let seen = form.value("seen").parse().unwrap_or(-1);
    let files = files(&course, &member, &text).await?;
    let tx = member.app.db.begin().await.or_problem()?;
    courses::hold(&tx, &course).await.or_problem()?;
    if !book.change(&tx, at.chapter, seen, &title, &text).await.or_problem()? {
        // Not only dropped: what was found may be of this very moment, and is there to be read once all of it is stored.
        tx.commit().await.or_problem()?;
        let now = stored(&course, &member, at).await?;
        // Nothing is overwritten unseen, and nothing typed is lost: she stores once more, knowing.
        form.fault("", if now.gone { "authoring-gone" } else { "authoring-meanwhile" });
        form.set("seen", now.edition.to_string());
        return filled(&course, &member, &activity, now, form);
    }
    used::also_use_in(&tx, place_of(&course, at.id), &files, false).await.or_problem()?;
    events::record(&tx, event(&course, &member, at.id), member.now).await.or_problem()?;
    tx.commit().await.or_problem()?;
    member.go(&format!("{}#chapter-{}", path(&course, at.id), at.chapter))
}
