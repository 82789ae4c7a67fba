//! The picture of a form, or of a command: read, kept on the disk, ready to be entered with the change that shows it.

use std::time::Duration;

use tokio::runtime::Handle;
use tokio::sync::{Semaphore, SemaphorePermit};

use super::Files;
use super::format::Unwelcome;
use super::picture::{self, Shape, Unfit};

/// One picture is read at a time: each takes a hundred megabytes while it is.
static TURN: Semaphore = Semaphore::const_new(1);

/// How long somebody waits for her turn.
const PATIENCE: Duration = Duration::from_secs(10);

/// Why a picture was not kept.
#[derive(Debug, thiserror::Error)]
pub enum UploadError {
    /// It is none, or none for us.
    #[error(transparent)]
    Unfit(#[from] Unfit),
    /// It is a file that is not taken.
    #[error(transparent)]
    Unwelcome(#[from] Unwelcome),
    /// Too many came at once.
    #[error("too many pictures at once: try again in a moment")]
    Busy,
    /// The disk does not take it.
    #[error("the disk: {0}")]
    Disk(#[from] std::io::Error),
}

/// The turn to read a picture.
async fn turn() -> Result<SemaphorePermit<'static>, UploadError> {
    match tokio::time::timeout(PATIENCE, TURN.acquire()).await {
        Ok(Ok(turn)) => Ok(turn),
        _ => Err(UploadError::Busy),
    }
}

/// The turn to read a picture, waited for by a thread that may wait.
///
/// # Errors
/// [`UploadError::Busy`] when it does not come.
pub fn turn_of_thread() -> Result<SemaphorePermit<'static>, UploadError> {
    Handle::current().block_on(turn())
}

/// Keeps a picture; gives its name, to be [entered](super::enter) in the transaction of the change.
///
/// # Errors
/// As [`UploadError`].
pub async fn keep(files: &Files, bytes: impl AsRef<[u8]> + Send + 'static, shape: Shape) -> Result<String, UploadError> {
    let _turn = turn().await?;
    let files = files.clone();
    let work = move || -> Result<String, UploadError> { Ok(files.keep(&picture::prepare(bytes.as_ref(), shape)?)?) };
    tokio::task::spawn_blocking(work).await.map_err(|error| UploadError::Disk(std::io::Error::other(error)))?
}
