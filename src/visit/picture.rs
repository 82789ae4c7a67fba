//! Sending a picture that its reader may see.

use axum::extract::FromRequestParts;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use axum::response::IntoResponse;
use web::{Answer, Filled, Problem};

use super::{OrProblem, Visit, path};
use crate::files::picture::{Shape, Size, media_type};
use crate::files::upload::{self, UploadError};
use crate::files::{self, Owner};

/// The field of a form that brings a picture, and the one that names a picture which came with it before.
const FIELD: &str = "picture";
const KEPT: &str = "picture_kept";

/// The part of an address that says how large.
#[derive(Clone, Copy, Debug)]
pub struct SizePart(pub Size);

impl<S: Send + Sync> FromRequestParts<S> for SizePart {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<SizePart, Problem> {
        let text = path::part(parts, state, "size").await?;
        text.parse().map(SizePart).map_err(|_| Problem::NotFound)
    }
}

/// The picture with this id, to a visitor of whom the caller proved that she may see it. A browser keeps it and asks each time whether
/// it is still hers to see.
///
/// # Errors
/// [`Problem::NotFound`] when there is none; else when the database or the disk fails.
pub async fn send(visit: &Visit, owner: Owner, id: Option<i64>, size: Size) -> Answer {
    let app = &visit.app;
    let name = match id {
        Some(id) => files::name_of(&app.db, owner, id).await.or_problem()?,
        None => None,
    };
    let name = name.ok_or(Problem::NotFound)?;
    let mark = HeaderValue::from_str(&format!("\"{name}-{size}\"")).map_err(Problem::internal)?;
    let kept = [(CACHE_CONTROL, HeaderValue::from_static("private, no-cache")), (ETAG, mark.clone())];
    if visit.headers.get(IF_NONE_MATCH) == Some(&mark) {
        return Ok((StatusCode::NOT_MODIFIED, kept).into_response());
    }
    let bytes = app.files.read(&name, size).await.map_err(Problem::internal)?.ok_or(Problem::NotFound)?;
    let kind = media_type(&bytes);
    let name = format!("inline; filename=\"image.{}\"", kind.trim_start_matches("image/"));
    let disposition = HeaderValue::from_str(&name).map_err(Problem::internal)?;
    let alone = [
        (CONTENT_TYPE, HeaderValue::from_static(kind)),
        // Whatever it may turn out to be, it stands alone and does nothing.
        (CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox")),
        (CONTENT_DISPOSITION, disposition),
    ];
    Ok((kept, alone, bytes).into_response())
}

/// What a form wants of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Brought {
    /// Nothing: it stays as it is.
    Nothing,
    /// Another one, kept on the disk under this name.
    Another(String),
    /// None any more.
    Gone,
}

/// The picture of a form made with `fields::picture`. One that is none for us is a fault of the field. When the form is shown again for
/// another reason, the picture waits beside it under its name.
///
/// # Errors
/// [`Problem::Busy`] when too many come at once; else when the disk fails.
pub async fn receive(visit: &Visit, form: &mut Filled, shape: Shape) -> Result<Brought, Problem> {
    if let Some(bytes) = form.file(FIELD).cloned() {
        return match upload::keep(&visit.app.files, bytes, shape).await {
            Ok(name) => {
                form.set(KEPT, &name);
                Ok(Brought::Another(name))
            }
            Err(UploadError::Unfit(unfit)) => {
                form.fault(FIELD, unfit.word());
                Ok(Brought::Nothing)
            }
            Err(UploadError::Busy) => Err(Problem::Busy { retry_after: 10 }),
            Err(error) => Err(Problem::internal(error)),
        };
    }
    let kept = form.line(KEPT, 64);
    let is_name = kept.len() == 64 && kept.bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_name && visit.app.files.read(&kept, Size::Small).await.map_err(Problem::internal)?.is_some() {
        return Ok(Brought::Another(kept));
    }
    Ok(if form.checked("picture_gone") { Brought::Gone } else { Brought::Nothing })
}
