//! Reading a request's body, bounded in size and time.

use std::time::Duration;

use axum::body::Bytes;
use axum::extract::Request;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http_body_util::{BodyExt, LengthLimitError, Limited};

use crate::Problem;

/// The most a form may weigh: 256 kB of typed text, percent-encoded at its worst, and its names.
pub const FORM_LIMIT: usize = 1024 * 1024;

/// A form that is still not here after this long belongs to a client that lost its network, or to one that only holds connections.
const PATIENCE: Duration = Duration::from_secs(20);

/// The bytes of a form.
///
/// # Errors
/// [`Problem::Unsupported`] when it is no form, [`Problem::TooLarge`] when it is over [`FORM_LIMIT`] (said before reading when the
/// length is announced), [`Problem::Timeout`] when it does not come.
pub async fn read_form(request: Request) -> Result<Bytes, Problem> {
    let headers = request.headers();
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let announced = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
    if announced.is_some_and(|length| length > FORM_LIMIT) {
        return Err(Problem::TooLarge);
    }
    // A button without fields sends an empty body, with or without a type.
    if announced != Some(0) && !kind.is_empty() && !kind.starts_with("application/x-www-form-urlencoded") {
        return Err(Problem::Unsupported);
    }
    let body = Limited::new(request.into_body(), FORM_LIMIT).collect();
    match tokio::time::timeout(PATIENCE, body).await {
        Err(_) => Err(Problem::Timeout),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(Problem::TooLarge),
        Ok(Err(_)) => Err(Problem::BadRequest),
        Ok(Ok(whole)) => Ok(whole.to_bytes()),
    }
}
