//! A file that came with a form, or whole at last: kept on the disk, then entered as the visitor's.

use axum::body::Bytes;
use web::Problem;

use crate::files::stored::Kept;
use crate::files::upload::UploadError;
use crate::files::{Shelf, Unwelcome, parts};
use crate::visit::Member;

/// Keeps a file and enters it; gives its id.
///
/// # Errors
/// As [`UploadError`].
pub async fn keep(member: &Member, shelf: Shelf, name: String, bytes: Bytes) -> Result<i64, UploadError> {
    let files = member.app.files.clone();
    let kept = in_background(move || parts::keep(&files, &name, &bytes)).await?;
    enter(member, shelf, &kept).await
}

/// Enters a file that is on the disk, if its bringer and the académie have room for it; gives its id.
///
/// # Errors
/// [`Shelf::refusal`]; else when the database fails.
pub async fn enter(member: &Member, shelf: Shelf, kept: &Kept) -> Result<i64, UploadError> {
    let database = |error: db::Error| UploadError::Disk(std::io::Error::other(error));
    let (academy_id, person_id) = (member.academy.id, member.person().id);
    if let Some(unwelcome) = shelf.refusal(&member.app.db, academy_id, person_id, kept.bytes).await.map_err(database)? {
        return Err(unwelcome.into());
    }
    let tx = member.app.db.begin().await.map_err(database)?;
    let id = shelf.enter(&tx, academy_id, person_id, kept, member.now).await.map_err(database)?.ok_or(Unwelcome::NoRoomHere)?;
    tx.commit().await.map_err(database)?;
    Ok(id)
}

/// Runs what blocks where it holds nobody up.
///
/// # Errors
/// Those of the work.
pub async fn in_background<T: Send + 'static>(work: impl FnOnce() -> Result<T, UploadError> + Send + 'static) -> Result<T, UploadError> {
    tokio::task::spawn_blocking(work).await.map_err(|error| UploadError::Disk(std::io::Error::other(error)))?
}

/// What a file that was not kept comes to, when it is no fault of its own.
pub fn problem(error: UploadError) -> Problem {
    match error {
        UploadError::Busy => Problem::Busy { retry_after: 10 },
        error => Problem::internal(error),
    }
}
