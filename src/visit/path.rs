//! What varies in an address. Anything that cannot stand there is a page that does not exist.

use std::str::FromStr;

use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use web::Problem;

/// A named part of the address, decoded.
///
/// # Errors
/// [`Problem::NotFound`] when it is no text, or one with control characters.
pub async fn part<S: Send + Sync>(parts: &mut Parts, state: &S, name: &str) -> Result<String, Problem> {
    let path = RawPathParams::from_request_parts(parts, state).await.map_err(|_| Problem::NotFound)?;
    let found = path.iter().find(|(key, _)| *key == name).map(|(_, text)| text.to_owned()).ok_or(Problem::NotFound)?;
    if found.chars().any(char::is_control) { Err(Problem::NotFound) } else { Ok(found) }
}

/// The one part of the address that varies, read as `T`: a handler's parameter.
#[derive(Clone, Debug)]
pub struct Part<T>(pub T);

impl<T: FromStr, S: Send + Sync> FromRequestParts<S> for Part<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Part<T>, Problem> {
        let path = RawPathParams::from_request_parts(parts, state).await.map_err(|_| Problem::NotFound)?;
        let name = path.iter().next().map(|(key, _)| key.to_owned()).ok_or(Problem::NotFound)?;
        let text = part(parts, state, &name).await?;
        text.parse().map(Part).map_err(|_| Problem::NotFound)
    }
}
