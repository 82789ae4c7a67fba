//! Reading a request's body, bounded in size and time.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http_body_util::BodyExt;

use crate::Problem;

/// The most a form may weigh: 256 kB of typed text, percent-encoded at its worst, and its names.
pub const FORM_LIMIT: usize = 1024 * 1024;

/// A form that is still not here after this long belongs to a client that lost its network, or to one that only holds connections.
const PATIENCE: Duration = Duration::from_secs(20);

/// How much of a refused body is let past before the connection is closed.
const MOST_DISCARDED: usize = 64 * 1024 * 1024;

/// The bytes of a form.
///
/// # Errors
/// [`Problem::Unsupported`] when it is no form, [`Problem::TooLarge`] when it is over [`FORM_LIMIT`] (said before reading when the
/// length is announced), [`Problem::Timeout`] when it does not come.
pub async fn read_form(request: Request) -> Result<Bytes, Problem> {
    let headers = request.headers();
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let announced = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    // A button without fields sends an empty body, with or without a type.
    let is_form = announced == Some(0) || kind.is_empty() || kind.starts_with("application/x-www-form-urlencoded");
    let mut body = request.into_body();
    let read = if announced.is_some_and(|length| length > FORM_LIMIT) {
        Err(Problem::TooLarge)
    } else if !is_form {
        Err(Problem::Unsupported)
    } else {
        tokio::time::timeout(PATIENCE, gather(&mut body)).await.unwrap_or(Err(Problem::Timeout))
    };
    if read.is_err() {
        // Browsers read no answer before they have sent everything: closing at once would show them a broken connection instead.
        tokio::spawn(tokio::time::timeout(PATIENCE, discard(body)));
    }
    read
}

async fn gather(body: &mut Body) -> Result<Bytes, Problem> {
    let mut whole = Vec::new();
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| Problem::BadRequest)?;
        let Some(data) = frame.data_ref() else { continue };
        if whole.len() + data.len() > FORM_LIMIT {
            return Err(Problem::TooLarge);
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
