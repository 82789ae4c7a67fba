//! « Garder pour lire hors ligne »: the script that answers in the place of the network with what somebody asked to be kept.
//!
//! | GET /offline.js | a service worker; registered only by the button of a course (`assets/js/offline.js`), which also fills what it answers with |
//!
//! It stands below the académie, so that it may answer for its courses and for nothing else of the site. Signing out removes it with all that
//! was kept (`Clear-Site-Data`). Those who teach are not offered the button: what is kept never holds a note to trainers.

use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use web::Answer;

use crate::visit::Visit;

/// The script.
///
/// # Errors
/// Never.
pub async fn worker(_: Visit) -> Answer {
    Ok(([(CONTENT_TYPE, "text/javascript; charset=utf-8")], include_str!("offline.js")).into_response())
}
