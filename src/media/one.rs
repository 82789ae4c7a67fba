//! One file: what it is, where it is used, and what its bringer may change.
//!
//! | GET  /media/{file}         | the page                                                   |
//! | POST /media/{file}         | its name, whether others may use it, the captions of a video |
//! | GET  /media/{file}/delete  | asks once more                                             |
//! | POST /media/{file}/delete  | gone, unless a course uses it                              |
//! | GET  /media/{file}/content | the file itself                                            |

use serde_json::json;
use web::{Answer, Filled, Message, Problem, filters};

use super::entry::Medium;
use crate::access::{Allowed, Edit, View};
use crate::courses;
use crate::events::{self, Event};
use crate::files::stored;
use crate::files::used::{self, Use};
use crate::files::{Family, captions};
use crate::visit::{Member, OrProblem};

/// The longest name, in characters.
const LONGEST: usize = 160;

web::view! { "media/one.html" =>
    struct OneFile<'a> {
        form: Filled,
        medium: &'a Medium,
        path: String,
        is_video: bool,
        /// Where the visitor may go and see.
        uses: Vec<Use>,
        /// How many more there are.
        others: usize,
    }
}

web::view! { "media/delete.html" =>
    struct Confirm<'a> {
        medium: &'a Medium,
        path: String,
    }
}

/// The page.
///
/// # Errors
/// When the database fails.
pub async fn show(medium: Allowed<Medium, View>, member: Member) -> Answer {
    page(&medium, &member, member.form()).await
}

async fn page(medium: &Medium, member: &Member, form: Filled) -> Answer {
    let file = &medium.file;
    let (uses, others) = uses(medium, member).await?;
    let clean = form.is_clean();
    let captions = match form.has("name") {
        true => String::new(),
        false => stored::captions(&member.app.db, file.academy_id, file.id).await.or_problem()?.unwrap_or_default(),
    };
    let form = if form.has("name") { form } else { form.or("shared", if file.shared { "1" } else { "" }) };
    let form = form.or("name", &file.name).or("captions", &captions);
    let view = OneFile { form, medium, path: path(medium), is_video: file.family() == Family::Video, uses, others };
    let title = Message::new("shell-given").with("text", &file.name);
    if clean { member.page(title, &view) } else { member.page_again(title, &view) }
}

fn path(medium: &Medium) -> String {
    format!("/media/{}", medium.file.id)
}

/// Where a file is used, as far as the visitor may go there, and how many more places there are.
async fn uses(medium: &Medium, member: &Member) -> Result<(Vec<Use>, usize), Problem> {
    let all = used::uses(&member.app.db, medium.file.academy_id, medium.file.id, member.person().id).await.or_problem()?;
    let manages = courses::manages(&member.roles());
    let (hers, others): (Vec<Use>, Vec<Use>) = all.into_iter().partition(|place| manages || place.teaches);
    Ok((hers, others.len()))
}

/// What her form says of it.
///
/// # Errors
/// When the database fails.
pub async fn submit(medium: Allowed<Medium, Edit>, member: Member, mut form: Filled) -> Answer {
    let file = &medium.file;
    let typed = form.required("name", LONGEST, "media-name-missing");
    let name = stored::renamed(&file.name, &typed);
    let captions = match form.value("captions").trim() {
        "" => None,
        typed => {
            let clean = captions::clean(typed);
            if clean.is_none() {
                form.fault("captions", "media-captions");
            }
            clean
        }
    };
    if !form.is_clean() {
        return page(&medium, &member, form).await;
    }
    let tx = member.app.db.begin().await.or_problem()?;
    stored::change(&tx, file, &name, form.checked("shared")).await.or_problem()?;
    if file.family() == Family::Video {
        stored::set_captions(&tx, file, captions.as_deref()).await.or_problem()?;
    }
    events::record(&tx, event("file.changed", &medium, &member), member.now).await.or_problem()?;
    tx.commit().await.or_problem()?;
    member.go_and_say(&path(&medium), "done-media-saved")
}

/// Asks once more.
///
/// # Errors
/// Never.
pub async fn confirm(medium: Allowed<Medium, Edit>, member: Member) -> Answer {
    member.page("media-delete-title", &Confirm { path: path(&medium), medium: &medium })
}

/// Deletes it, unless it is used.
///
/// # Errors
/// [`Problem::Conflict`] when a course uses it; else when the database fails.
pub async fn delete(medium: Allowed<Medium, Edit>, member: Member) -> Answer {
    let tx = member.app.db.begin().await.or_problem()?;
    if !stored::delete(&tx, &medium.file).await.or_problem()? {
        return Err(Problem::Conflict(Message::new("media-used")));
    }
    events::record(&tx, event("file.deleted", &medium, &member), member.now).await.or_problem()?;
    tx.commit().await.or_problem()?;
    member.go_and_say("/media", "done-media-deleted")
}

fn event<'a>(kind: &'a str, medium: &Medium, member: &Member) -> Event<'a> {
    Event {
        kind,
        academy_id: Some(medium.file.academy_id),
        actor_id: Some(member.person().id),
        person_id: None,
        detail: json!({ "file": medium.file.id }),
    }
}

/// The file itself.
///
/// # Errors
/// [`Problem::NotFound`] when it is not on the disk; else when the disk fails.
pub async fn content(medium: Allowed<Medium, View>, member: Member) -> Answer {
    web::file::send(&member.app.files.whole(&medium.file.hash), &member.headers, medium.file.sending()).await
}
