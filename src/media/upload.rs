//! A file that comes in parts, sent by the page's script: it goes on where it stopped when the network is lost.
//!
//! | POST /media/uploads       | `name` and `bytes` of a file: the ticket that each part must show      |
//! | POST /media/uploads/parts | `ticket`, `offset` and `part`: how much is here; at the end, the file  |

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::json;
use web::{Answer, Filled, Problem};

use super::keep::{self, in_background};
use crate::academies::Academy;
use crate::access::{AddCourse, Allowed};
use crate::files::parts::{PART, Ticket};
use crate::files::room::Room;
use crate::files::upload::UploadError;
use crate::files::{Unwelcome, stored};
use crate::visit::{Member, OrProblem};

/// A file is about to come.
///
/// # Errors
/// When the disk fails.
pub async fn begin(academy: Allowed<Academy, AddCourse>, member: Member, form: Filled) -> Answer {
    // Without a weight it is as good as empty.
    let bytes: u64 = form.value("bytes").parse().unwrap_or_default();
    // Said before gigabytes are sent; what counts is looked at once more when they are here.
    let more = i64::try_from(bytes).unwrap_or(i64::MAX);
    let kept = stored::weight_of(&member.app.db, academy.id, member.person().id).await.or_problem()?;
    if more.saturating_add(kept) > stored::ROOM_OF_ONE {
        return refused(&member, Unwelcome::NoRoom.into());
    }
    if !Room::of(&member.app.db, academy.id).await.or_problem()?.holds(more) {
        return refused(&member, Unwelcome::NoRoomHere.into());
    }
    let ticket = Ticket::new(&member.app.files, academy.id, member.person().id, form.value("name"), bytes);
    match ticket.and_then(|ticket| Ok(ticket.seal(&member.app.secrets)?)) {
        Ok(sealed) => Ok(Json(json!({ "ticket": sealed, "part": PART })).into_response()),
        Err(error) => refused(&member, error),
    }
}

/// A part of it.
///
/// # Errors
/// [`Problem::NotFound`] for a ticket that is not hers; else when the database or the disk fails.
pub async fn part(academy: Allowed<Academy, AddCourse>, member: Member, form: Filled) -> Answer {
    let ticket = Ticket::open(&member.app.secrets, form.value("ticket")).ok_or(Problem::NotFound)?;
    if ticket.person_id != member.person().id || ticket.academy_id != academy.id {
        return Err(Problem::NotFound);
    }
    // A place that is none is not where the file goes on: the answer says where.
    let offset = form.value("offset").parse().unwrap_or(u64::MAX);
    let part = form.file("part").cloned().unwrap_or_default();
    let (files, sent) = (member.app.files.clone(), ticket.clone());
    let here = match in_background(move || sent.take(&files, offset, &part)).await {
        Ok(here) => here,
        Err(error) => return refused(&member, error),
    };
    if here < ticket.bytes {
        return Ok(Json(json!({ "here": here })).into_response());
    }
    let files = member.app.files.clone();
    let kept = match in_background(move || ticket.finish(&files)).await {
        Ok(kept) => keep::enter(&member, &kept).await,
        Err(error) => Err(error),
    };
    match kept {
        Ok(id) => {
            let file = stored::find(&member.app.db, academy.id, id).await.or_problem()?.ok_or(Problem::NotFound)?;
            let told = json!({ "file": file.id, "name": file.name, "picture": file.media_type.starts_with("image/") });
            Ok(Json(told).into_response())
        }
        Err(error) => refused(&member, error),
    }
}

/// A sentence for the script to show, when the file is at fault.
fn refused(member: &Member, error: UploadError) -> Result<Response, Problem> {
    match error {
        UploadError::Unwelcome(unwelcome) => {
            let said = json!({ "refused": member.scene.say(unwelcome.word()) });
            Ok((StatusCode::UNPROCESSABLE_ENTITY, Json(said)).into_response())
        }
        error => Err(keep::problem(error)),
    }
}
