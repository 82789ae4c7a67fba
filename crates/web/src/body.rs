//! Reading a request's body, bounded in size and time.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http_body_util::BodyExt;
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::Problem;

/// The most a form may weigh: 256 kB of typed text, percent-encoded at its worst, and its names.
pub const FORM_LIMIT: usize = 1024 * 1024;

/// The most a form may weigh that comes from a browser in which nobody ever signed in: the pages at the door have a few short fields.
pub const STRANGERS_LIMIT: usize = 16 * 1024;

/// The most a form may weigh that brings a picture, as a telephone takes it.
pub const UPLOAD_LIMIT: usize = 10 * 1024 * 1024;

/// Room for the bytes of all large forms that are on their way, in kB, so that no number of slow ones can fill the memory. A form
/// within [`STRANGERS_LIMIT`] needs none of it.
static ROOM: Semaphore = Semaphore::const_new(32 * 1024);

/// What one person may hold of it, in kB: a picture and a long text. Nobody keeps everybody else out by holding many.
const MOST_OF_ONE: usize = 12 * 1024;

/// What each holds, by the number of whose it is.
static HELD: Mutex<BTreeMap<i64, usize>> = Mutex::new(BTreeMap::new());

/// A form that is still not here after this long belongs to a client that lost its network, or to one that only holds connections.
const PATIENCE: Duration = Duration::from_secs(20);

/// A picture takes longer, by the network of a school.
const PATIENCE_FOR_UPLOADS: Duration = Duration::from_secs(90);

/// How much of a refused body is let past before the connection is closed.
const MOST_DISCARDED: usize = 64 * 1024 * 1024;

/// Room for a large form on its way, given back when it is read or lost.
struct Room {
    whose: Option<i64>,
    permit: Option<SemaphorePermit<'static>>,
}

impl Room {
    /// Makes it as large as this, in kB; `None` when there is no more, or no more for whoever it is.
    fn grow(&mut self, kb: usize) -> Option<()> {
        let more = kb.saturating_sub(self.permit.as_ref().map_or(0, SemaphorePermit::num_permits));
        if more == 0 {
            return Some(());
        }
        if let Some(whose) = self.whose {
            let mut held = HELD.lock().ok()?;
            let hers = held.entry(whose).or_insert(0);
            if *hers + more > MOST_OF_ONE {
                return None;
            }
            *hers += more;
        }
        let permit = ROOM.try_acquire_many(u32::try_from(more).unwrap_or(u32::MAX)).ok();
        match (&mut self.permit, permit) {
            (_, None) => {
                self.give_back(more);
                None
            }
            (Some(own), Some(permit)) => {
                own.merge(permit);
                Some(())
            }
            (own @ None, permit) => {
                *own = permit;
                Some(())
            }
        }
    }

    fn give_back(&self, kb: usize) {
        let (Some(whose), Ok(mut held)) = (self.whose, HELD.lock()) else { return };
        if let Some(hers) = held.get_mut(&whose) {
            *hers = hers.saturating_sub(kb);
            if *hers == 0 {
                held.remove(&whose);
            }
        }
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        self.give_back(self.permit.as_ref().map_or(0, SemaphorePermit::num_permits));
    }
}

/// The bytes of a form that weighs at most `limit`. `whose` is the number of the person who sends it, if she is known: each has a share of
/// the room for large ones.
///
/// # Errors
/// [`Problem::Unsupported`] when it is no form, [`Problem::TooLarge`] when it is over the limit (said before reading when the
/// length is announced), [`Problem::Timeout`] when it does not come, [`Problem::Busy`] when too many large ones are on their way.
pub async fn read_form(request: Request, limit: usize, whose: Option<i64>) -> Result<Bytes, Problem> {
    let headers = request.headers();
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let announced = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    // A button without fields sends an empty body, with or without a type.
    let is_form = announced == Some(0) || kind.is_empty() || kind.starts_with("application/x-www-form-urlencoded") || is_multipart(headers);
    let mut body = request.into_body();
    let read = if announced.is_some_and(|length| length > limit) {
        Err(Problem::TooLarge)
    } else if !is_form {
        Err(Problem::Unsupported)
    } else {
        tokio::time::timeout(if limit > FORM_LIMIT { PATIENCE_FOR_UPLOADS } else { PATIENCE }, gather(&mut body, limit, whose))
            .await
            .unwrap_or(Err(Problem::Timeout))
    };
    if read.is_err() {
        // Browsers read no answer before they have sent everything: closing at once would show them a broken connection instead.
        tokio::spawn(tokio::time::timeout(PATIENCE, discard(body)));
    }
    read
}

/// Whether a request brings a form with files.
pub fn is_multipart(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).is_some_and(|kind| kind.starts_with("multipart/form-data"))
}

async fn gather(body: &mut Body, limit: usize, whose: Option<i64>) -> Result<Bytes, Problem> {
    let mut whole = Vec::new();
    let mut room = Room { whose, permit: None };
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| Problem::BadRequest)?;
        let Some(data) = frame.data_ref() else { continue };
        if whole.len() + data.len() > limit {
            return Err(Problem::TooLarge);
        }
        let large = (whole.len() + data.len()).saturating_sub(STRANGERS_LIMIT).div_ceil(1024);
        if large > 0 {
            room.grow(large).ok_or(Problem::Busy { retry_after: PATIENCE.as_secs() })?;
            // Exactly: doubling would hold twice what is counted.
            whole.reserve_exact(data.len());
        }
        whole.extend_from_slice(data);
    }
    Ok(whole.into())
}

/// Lets a refused body flow past, so far as anybody would wait for it.
async fn discard(mut body: Body) {
    let mut flown = 0;
    while let Some(Ok(frame)) = body.frame().await {
        flown += frame.data_ref().map_or(0, Bytes::len);
        if flown > MOST_DISCARDED {
            return;
        }
    }
}
