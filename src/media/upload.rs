//! A file that comes in parts, sent by the page's script: it goes on where it stopped when the network is lost.
//!
//! | POST /media/uploads       | `name` and `bytes` of a file: the ticket that each part must show      |
//! | POST /media/uploads/parts | `ticket`, `offset` and `part`: how much is here; at the end, the file  |
//!
//! A kind of activity in which people say something of their own may take files in the same way, at addresses of its own.

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
use crate::files::{Shelf, Unwelcome};
use crate::visit::{Member, OrProblem};

/// A file is about to come into the library.
///
/// # Errors
/// When the disk fails.
pub async fn begin(_: Allowed<Academy, AddCourse>, member: Member, form: Filled) -> Answer {
    begin_for(&member, Shelf::Library, &form).await
}

/// A part of it.
///
/// # Errors
/// [`Problem::NotFound`] for a ticket that is not hers; else when the database or the disk fails.
pub async fn part(_: Allowed<Academy, AddCourse>, member: Member, form: Filled) -> Answer {
    part_for(&member, Shelf::Library, &form).await
}

/// A file is about to come from somebody who may bring it.
///
/// # Errors
/// When the disk fails.
pub async fn begin_for(member: &Member, shelf: Shelf, form: &Filled) -> Answer {
    let (academy_id, person_id) = (member.academy.id, member.person().id);
    // Without a weight it is as good as empty.
    let bytes: u64 = form.value("bytes").parse().unwrap_or_default();
    let weight = i64::try_from(bytes).unwrap_or(i64::MAX);
    // Said before gigabytes are sent; what counts is looked at once more when they are here.
    if bytes <= shelf.largest() {
        let db = &member.app.db;
        if let Some(unwelcome) = shelf.refusal(db, academy_id, person_id, weight).await.or_problem()? {
            return refused(member, unwelcome.into());
        }
        // What people say themselves is little: only what courses are made of fills an académie.
        if shelf == Shelf::Library && !Room::of(db, academy_id).await.or_problem()?.holds(weight) {
            return refused(member, Unwelcome::NoRoomHere.into());
        }
    }
    let ticket = Ticket::new(&member.app.files, shelf, academy_id, person_id, form.value("name"), bytes);
    match ticket.and_then(|ticket| Ok(ticket.seal(&member.app.secrets)?)) {
        Ok(sealed) => Ok(Json(json!({ "ticket": sealed, "part": PART })).into_response()),
        Err(error) => refused(member, error),
    }
}

/// A part of it.
///
/// # Errors
/// [`Problem::NotFound`] for a ticket that is not hers, or for something else; else when the database or the disk fails.
pub async fn part_for(member: &Member, shelf: Shelf, form: &Filled) -> Answer {
    let (academy_id, person_id) = (member.academy.id, member.person().id);
    let ticket = Ticket::open(&member.app.secrets, form.value("ticket")).ok_or(Problem::NotFound)?;
    if (ticket.person_id, ticket.academy_id, ticket.shelf) != (person_id, academy_id, shelf) {
        return Err(Problem::NotFound);
    }
    // A place that is none is not where the file goes on: the answer says where.
    let offset = form.value("offset").parse().unwrap_or(u64::MAX);
    let part = form.file("part").cloned().unwrap_or_default();
    let (files, sent) = (member.app.files.clone(), ticket.clone());
    let here = match in_background(move || sent.take(&files, offset, &part)).await {
        Ok(here) => here,
        Err(error) => return refused(member, error),
    };
    if here < ticket.bytes {
        return Ok(Json(json!({ "here": here })).into_response());
    }
    let files = member.app.files.clone();
    let kept = match in_background(move || ticket.finish(&files)).await {
        Ok(kept) => keep::enter(member, shelf, &kept).await,
        Err(error) => Err(error),
    };
    match kept {
        Ok(id) => {
            let file = shelf.find(&member.app.db, academy_id, person_id, id).await.or_problem()?.ok_or(Problem::NotFound)?;
            let told = json!({ "file": file.id, "name": file.name, "picture": file.media_type.starts_with("image/") });
            Ok(Json(told).into_response())
        }
        Err(error) => refused(member, error),
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
