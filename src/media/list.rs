//! The files one may use, and one more.
//!
//! | GET  /media?q=…&page=… | hers and the shared ones whose names hold the words, the newest first; all for managers |
//! | POST /media            | another one, with a form: without scripts                             |

use axum::body::Bytes;
use web::{Answer, Filled, Message, Problem, filters};

use super::keep;
use crate::academies::Academy;
use crate::access::{AddCourse, Allowed};
use crate::courses;
use crate::files::room::{GIGABYTE, Room};
use crate::files::stored::{self, Stored};
use crate::files::upload::UploadError;
use crate::files::{Family, Shelf, weight};
use crate::visit::{Member, OrProblem};

/// Files on a page.
const PAGE: i64 = 50;
/// The longest search that is read, in characters.
const LONGEST_SEARCH: usize = 100;
/// All that can be brought: captions go with their video.
const FAMILIES: &[Family] = &[Family::Document, Family::Picture, Family::Sound, Family::Video];

web::view! { "media/list.html" =>
    struct Library {
        form: Filled,
        words: String,
        files: Vec<Line>,
        accept: String,
        uploads: String,
        before: String,
        after: String,
        /// What the files of the académie take and may take, for whoever manages it.
        room: Option<Message>,
    }
}

/// A file of the list.
struct Line {
    file: Stored,
    is_hers: bool,
}

/// The page.
///
/// # Errors
/// When the database fails.
pub async fn show(academy: Allowed<Academy, AddCourse>, member: Member) -> Answer {
    page(&academy, &member, Filled::empty()).await
}

async fn page(academy: &Academy, member: &Member, form: Filled) -> Answer {
    let mut asked = member.query();
    let words = asked.line("q", LONGEST_SEARCH);
    let number: i64 = asked.value("page").parse().ok().filter(|page| (1..10_000).contains(page)).unwrap_or(1);
    let (hers, manages) = (member.person().id, courses::manages(&member.roles()));
    let mut found = stored::library(&member.app.db, academy.id, hers, manages, &words, PAGE + 1, (number - 1) * PAGE).await.or_problem()?;
    let size = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let more = found.len() > size;
    found.truncate(size);
    let address = |page: i64| {
        let query =
            url::form_urlencoded::Serializer::new(String::new()).append_pair("q", &words).append_pair("page", &page.to_string()).finish();
        member.url(&format!("/media?{query}"))
    };
    let clean = form.is_clean();
    let view = Library {
        form,
        files: found.into_iter().map(|file| Line { is_hers: file.person_id == Some(hers), file }).collect(),
        accept: crate::files::accepted(FAMILIES),
        uploads: member.url("/media/uploads"),
        before: if number > 1 { address(number - 1) } else { String::new() },
        after: if more { address(number + 1) } else { String::new() },
        room: if manages { Some(room(academy, member).await?) } else { None },
        words,
    };
    if clean { member.wide_page("media-title", &view) } else { member.page_again("media-title", &view) }
}

/// « 12 Go sur 500 Go ».
async fn room(academy: &Academy, member: &Member) -> Result<Message, Problem> {
    let room = Room::of(&member.app.db, academy.id).await.or_problem()?;
    let [taken, whole] = [room.bytes, room.gigabytes.saturating_mul(GIGABYTE)].map(|bytes| weight(bytes).say(&member.scene).into_owned());
    Ok(Message::new("media-room").with("taken", taken).with("whole", whole))
}

/// Another file.
///
/// # Errors
/// [`web::Problem::Busy`] when too many pictures come at once; else when the database or the disk fails.
pub async fn submit(academy: Allowed<Academy, AddCourse>, member: Member, mut form: Filled) -> Answer {
    let sent: Vec<(String, Bytes)> = form.files("brought").map(|(name, bytes)| (name.to_owned(), bytes.clone())).collect();
    // The script brought them already, and names them.
    let come = form.all("file").next().is_some();
    if sent.is_empty() && !come {
        form.fault("brought", "media-missing");
    }
    for (name, bytes) in sent {
        match keep::keep(&member, Shelf::Library, name, bytes).await {
            Ok(_) => {}
            Err(UploadError::Unwelcome(unwelcome)) => form.fault("brought", unwelcome.word()),
            Err(error) => return Err(keep::problem(error)),
        }
    }
    if form.is_clean() { member.go_and_say("/media", "done-media-added") } else { page(&academy, &member, form).await }
}
