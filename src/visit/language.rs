//! The language this browser speaks: chosen in the footer, by `?lang=`, or in the preferences.

use axum::response::Response;
use web::Language;

use super::Visit;
use super::page::with_cookie;

/// The cookie.
pub const COOKIE: &str = "language";
/// How long it is remembered, in seconds: a year.
const AGE: i64 = 365 * 24 * 3600;

/// Lets this browser remember a language.
pub fn remember(visit: &Visit, response: Response, language: Language) -> Response {
    with_cookie(response, &visit.jar().set(COOKIE, language.tag(), Some(AGE)))
}
