//! Cookies: read from a request, written to a response.

use axum::http::HeaderMap;
use axum::http::header::COOKIE;

/// The value of a cookie; the first one when it was sent twice.
pub fn read<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(cookie, value)| (cookie == name).then_some(value))
}

/// How cookies of this site are written: with `Secure` and `__Host-` if and only if the origin is https.
#[derive(Clone, Copy, Debug)]
pub struct Jar {
    /// Whether the configured origin is https.
    pub secure: bool,
}

impl Jar {
    /// The name under which a cookie travels.
    pub fn name(self, name: &str) -> String {
        if self.secure { format!("__Host-{name}") } else { name.to_owned() }
    }

    /// A `Set-Cookie` line: HttpOnly, SameSite=Lax, for the whole site; without `max_age` (seconds) it ends with the browser.
    pub fn set(self, name: &str, value: &str, max_age: Option<i64>) -> String {
        let mut line = format!("{}={value}; Path=/; HttpOnly; SameSite=Lax", self.name(name));
        if self.secure {
            line.push_str("; Secure");
        }
        if let Some(seconds) = max_age {
            line.push_str(&format!("; Max-Age={seconds}"));
        }
        line
    }

    /// A `Set-Cookie` line that removes a cookie.
    pub fn remove(self, name: &str) -> String {
        self.set(name, "", Some(0))
    }

    /// The value of one of our cookies.
    pub fn read<'a>(self, headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
        read(headers, &self.name(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_and_read() {
        let jar = Jar { secure: true };
        assert_eq!(jar.set("session", "abc", Some(60)), "__Host-session=abc; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=60");
        assert!(!Jar { secure: false }.set("session", "abc", None).contains("Secure"));
        let mut headers = HeaderMap::new();
        headers.insert(COOKIE, "a=1; __Host-session=xyz; b=2".parse().unwrap());
        assert_eq!(jar.read(&headers, "session"), Some("xyz"));
        assert_eq!(jar.read(&headers, "c"), None);
    }
}
