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

/// An address without `lang=`: the choice is remembered, and would win over a later one.
pub fn without_choice(address: &str) -> String {
    let Some((path, query)) = address.split_once('?') else { return address.to_owned() };
    let rest: Vec<&str> = query.split('&').filter(|pair| !pair.starts_with("lang=")).collect();
    if rest.is_empty() { path.to_owned() } else { format!("{path}?{}", rest.join("&")) }
}

#[cfg(test)]
mod tests {
    use super::without_choice;

    #[test]
    fn the_rest_of_the_address_stays() {
        assert_eq!(without_choice("/ac-besancon/sign-in?lang=en&wanted=%2Fx%3Fid%3D1"), "/ac-besancon/sign-in?wanted=%2Fx%3Fid%3D1");
        assert_eq!(without_choice("/ac-besancon/?lang=en"), "/ac-besancon/");
        assert_eq!(without_choice("/?all"), "/?all");
        assert_eq!(without_choice("/ac-besancon/my"), "/ac-besancon/my");
    }
}
