//! `picture=FILE`, `logo=FILE`: a picture that a command brings.

use super::Refusal;
use crate::app::App;
use crate::files::picture::Shape;
use crate::files::upload;
use crate::visit::picture::Brought;

/// The most bytes that are read, as on the site.
const MOST: u64 = web::body::UPLOAD_LIMIT as u64;

/// Keeps the picture of a file; an empty name takes the picture away.
///
/// # Errors
/// As [`Refusal`], when the file cannot be read or is no picture for us.
pub(super) async fn brought(app: &App, file: Option<&str>, shape: Shape) -> Result<Brought, Refusal> {
    let Some(file) = file else { return Ok(Brought::Nothing) };
    if file.is_empty() {
        return Ok(Brought::Gone);
    }
    let said = |error: String| Refusal::Said(format!("{file}: {error}"));
    let data = tokio::fs::metadata(file).await.map_err(|error| said(error.to_string()))?;
    if data.len() > MOST {
        return Err(said("it weighs more than 10 MB".into()));
    }
    let bytes = tokio::fs::read(file).await.map_err(|error| said(error.to_string()))?;
    upload::keep(&app.files, bytes, shape).await.map(Brought::Another).map_err(|error| said(error.to_string()))
}
