//! At the border: headers, bodies of any size, rubbish.

use reqwest::Method;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::browser::Browser;
use crate::harness::{GOOD, Site};
use crate::scenes::{BESANCON, post};

const HER: &str = "camille.martin@example.org";

/// The headers that stand on every answer.
pub fn dressed(browser: &Browser, what: &str) {
    let value = |name: &str| browser.headers.get(name).unwrap_or_else(|| panic!("{name} on {what}")).to_str().unwrap().to_owned();
    let policy = value("content-security-policy");
    for part in [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ] {
        assert!(policy.contains(part), "{part} on {what}: {policy}");
    }
    assert!(!policy.contains("unsafe") && !policy.contains('*'), "{policy}");
    assert_eq!(value("x-content-type-options"), "nosniff", "{what}");
    assert!(["same-origin", "no-referrer", "strict-origin"].contains(&value("referrer-policy").as_str()), "{what}");
    assert_eq!(value("cross-origin-opener-policy"), "same-origin", "{what}");
    assert_eq!(value("cross-origin-resource-policy"), "same-origin", "{what}");
    assert!(value("permissions-policy").contains("camera=()"), "{what}");
    assert!(!browser.headers.contains_key("strict-transport-security"), "the origin is http: {what}");
    assert!(!browser.headers.contains_key("server") && !browser.headers.contains_key("x-powered-by"), "{what}");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_kind_of_answer_is_dressed() {
    let site = Site::start().await;
    site.active(BESANCON, HER).await;
    let mut browser = site.browser();
    let asset = {
        browser.visit("/ac-besancon/sign-in").await;
        let start = browser.body.find("/assets/").unwrap();
        browser.body[start..].split('"').next().unwrap().to_owned()
    };
    let cross = ("sec-fetch-site", "cross-site");
    for (method, path, status, more) in [
        (Method::GET, "/", 200, None),
        (Method::GET, "/ac-besancon/catalogue", 200, None),
        (Method::HEAD, "/ac-besancon/catalogue", 200, None),
        (Method::GET, "/ac-besancon", 303, None),
        (Method::GET, "/ac-besancon/my", 303, None),
        (Method::GET, "/ac-besancon/absent", 404, None),
        (Method::GET, "/ac-absente/", 404, None),
        (Method::GET, "/assets/absent.css", 404, None),
        (Method::GET, asset.as_str(), 200, None),
        (Method::POST, "/ac-besancon/sign-in", 403, Some(cross)),
        (Method::PUT, "/ac-besancon/sign-in", 405, None),
        (Method::GET, "/ac-besancon/activate?token=x", 303, None),
        (Method::POST, "/ac-besancon/sign-in", 422, None),
        (Method::POST, "/ac-besancon/profile", 401, None),
        (Method::GET, "/ac-besancon/set-password/%ff", 404, None),
    ] {
        let more: Vec<(&str, &str)> = more.into_iter().collect();
        browser.send(method.clone(), path, None, &more).await;
        assert_eq!(browser.status, status, "{method} {path}");
        dressed(&browser, path);
        let cached = browser.headers["cache-control"].to_str().unwrap();
        assert_eq!(cached.contains("immutable"), path == asset, "{path}: {cached}");
        assert!(path == asset || ["no-store", "private, no-cache"].contains(&cached), "{path}: {cached}");
    }
    browser.sign_in(BESANCON, HER, GOOD).await;
    assert_eq!(browser.headers["cache-control"], "no-store");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_megabytes_are_refused_before_they_are_read() {
    let site = Site::start().await;
    let mut browser = site.browser();
    // Announced: refused on its word.
    let answer = raw(&site, &[format!("POST /ac-besancon/sign-in HTTP/1.1\r\nhost: {}\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 52428800\r\n\r\nusername=", site.address).as_bytes()]).await;
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer:.200}");
    assert!(answer.to_lowercase().contains("content-security-policy"));
    // Streamed without a length: cut at the limit.
    let head = format!(
        "POST /ac-besancon/sign-in HTTP/1.1\r\nhost: {}\r\ncontent-type: application/x-www-form-urlencoded\r\ntransfer-encoding: chunked\r\n\r\n",
        site.address
    );
    let chunk = format!("10000\r\n{}\r\n", "a".repeat(65_536));
    let mut parts: Vec<&[u8]> = vec![head.as_bytes()];
    parts.extend(std::iter::repeat_n(chunk.as_bytes(), 800));
    let answer = raw(&site, &parts).await;
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer:.200}");
    // Just too much, sent honestly.
    let long = "a".repeat(1024 * 1024 + 10);
    post(&mut browser, "/ac-besancon/sign-in", &[("username", &long)]).await;
    assert_eq!(browser.status, 413);
    browser.sees("C'est trop long");
    // All of it, by a client that reads nothing before it has sent everything.
    post(&mut browser, "/ac-besancon/sign-in", &[("username", &"a".repeat(50 * 1024 * 1024))]).await;
    assert_eq!(browser.status, 413);
    // A field that fits the form and not the column.
    post(&mut browser, "/ac-besancon/sign-in", &[("username", &"a".repeat(10_000)), ("password", "x")]).await;
    assert_eq!(browser.status, 422);
    // Where nobody ever signed in, forms are short: a crowd of slow ones fills no memory.
    post(&mut browser, "/ac-besancon/sign-in", &[("username", &"a".repeat(100_000)), ("password", "x")]).await;
    assert_eq!(browser.status, 413);
    site.active(BESANCON, HER).await;
    browser.sign_in(BESANCON, HER, GOOD).await;
    post(&mut browser, "/ac-besancon/profile", &[("description", &"a".repeat(100_000))]).await;
    assert_eq!(browser.status, 422);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_stand_in_an_address_is_a_page_that_does_not_exist() {
    let site = Site::start().await;
    site.active(BESANCON, HER).await;
    let mut browser = site.browser();
    browser.sign_in(BESANCON, HER, GOOD).await;
    for part in ["%00", "a%00b", "%ff", "%0a"] {
        for path in ["set-password/", "confirm-address/", "courses/", "courses/2636/activities/"] {
            browser.visit(&format!("/ac-besancon/{path}{part}")).await;
            assert_eq!(browser.status, 404, "{path}{part}");
            browser.sees_heading("Page introuvable");
        }
        for path in [format!("set-password/{part}"), format!("links/{part}/again"), format!("preferences/sessions/{part}/close")] {
            post(&mut browser, &format!("/ac-besancon/{path}"), &[("new_password", "x")]).await;
            assert_eq!(browser.status, 404, "{path}");
        }
    }
    for number in ["abc", "99999999999999999999", "1.5"] {
        post(&mut browser, &format!("/ac-besancon/preferences/sessions/{number}/close"), &[]).await;
        assert_eq!(browser.status, 404, "{number}");
        browser.sees_heading("Page introuvable");
    }
    // A file of the product is there to be read.
    browser.send(Method::POST, "/assets/app.css", Some(Vec::new()), &[]).await;
    assert_eq!(browser.status, 405);
    browser.send(Method::POST, "/ac-besancon/my", Some(Vec::new()), &[]).await;
    assert_eq!((browser.status.as_u16(), browser.headers["allow"].to_str().unwrap()), (405, "GET,HEAD"));
    site.end().await;
}

/// Writes bytes as far as the site takes them and gives what it answers.
pub async fn raw(site: &Site, parts: &[&[u8]]) -> String {
    let mut stream = TcpStream::connect(site.address).await.unwrap();
    let (mut reading, mut writing) = stream.split();
    let write = async {
        for part in parts {
            if writing.write_all(part).await.is_err() {
                break;
            }
        }
    };
    let read = async {
        let mut answer = vec![0; 4096];
        let length = reading.read(&mut answer).await.unwrap_or(0);
        answer.truncate(length);
        String::from_utf8_lossy(&answer).into_owned()
    };
    let both = async { tokio::join!(write, read).1 };
    tokio::time::timeout(std::time::Duration::from_secs(30), both).await.expect("an answer")
}

/// Repeatable rubbish (xorshift).
struct Rubbish(u64);

impl Rubbish {
    fn number(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % below as u64).unwrap()
    }

    fn one_of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.number(all.len())]
    }

    fn text(&mut self, pieces: &[&str], most: usize) -> String {
        (0..self.number(most) + 1).map(|_| self.one_of(pieces)).collect()
    }
}

const PATHS: &[&str] = &[
    "/",
    "/language",
    "/ac-besancon/",
    "/ac-besancon/sign-in",
    "/ac-besancon/sign-in/choice",
    "/ac-besancon/sign-in/cookies",
    "/ac-besancon/sign-in/check",
    "/ac-besancon/forgot-password",
    "/ac-besancon/forgot-password/sent",
    "/ac-besancon/login/forgot_password.php",
    "/ac-besancon/activate",
    "/ac-besancon/confirm-address",
    "/ac-besancon/set-password/",
    "/ac-besancon/links/",
    "/ac-besancon/courses/",
    "/ac-besancon/courses/2636/activities/",
    "/ac-besancon/course/view.php",
    "/ac-besancon/user/profile.php",
    "/ac-besancon/catalogue",
    "/ac-besancon/my",
    "/ac-besancon/my/",
    "/ac-besancon/profile",
    "/ac-besancon/preferences",
    "/ac-besancon/preferences/password",
    "/ac-besancon/preferences/language",
    "/ac-besancon/preferences/sessions",
    "/ac-besancon/preferences/sessions/",
    "/ac-besancon/sign-out",
    "/assets/",
    "/ac-besancon",
    "//",
    "/ac-besancon//",
    "/./",
    "/ac-besancon/../",
    "/%2e%2e/",
];
const PIECES: &[&str] = &[
    "%00",
    "%ff",
    "%",
    "%zz",
    "%C3%A9",
    "%F0%9F%98%80",
    "a",
    "2636",
    "-1",
    "0",
    "99999999999999999999",
    "?",
    "&",
    "=",
    "wanted=",
    "token=",
    "lang=",
    "page=",
    "id=",
    "username=",
    "password=",
    "address=",
    "request=",
    "kept=",
    "return=",
    "new_password=",
    "email=",
    "first_name=",
    "%0d%0a",
    "//evil",
    "/ac-besancon/my",
    "'",
    "%22",
    "%3Cscript%3E",
    ";",
    "+",
    "..",
    "/",
    "%5c",
    "$1",
    "%25",
    "true",
    "[]",
    "{}",
    "tested=1",
    "again",
    "é",
];
const COOKIES: &[&str] = &[
    "session=",
    "device=",
    "username=",
    "language=",
    "flash=",
    "academy=",
    "link-x=",
    "cookie-test=",
    ";",
    "=",
    "a.b",
    "done-",
    "fr",
    "%00",
    "\"",
    "AAAA",
    ",",
    " ",
];

#[tokio::test(flavor = "multi_thread")]
async fn rubbish_never_breaks_anything() {
    let site = Site::start().await;
    site.active(BESANCON, HER).await;
    site.session(BESANCON, 2636, "Session Essai parcours 2").await;
    let mut signed = site.browser();
    signed.sign_in(BESANCON, HER, GOOD).await;
    let session = format!("session={}", signed.cookies["session"]);
    let mut rubbish = Rubbish(0x5eed_cafe_f00d);
    let mut seen = std::collections::BTreeMap::<u16, u32>::new();
    for number in 0..600 {
        let query = if rubbish.number(2) == 0 { String::new() } else { format!("?{}", rubbish.text(PIECES, 6)) };
        let path: String =
            format!("{}{}{query}", rubbish.one_of(PATHS), if rubbish.number(2) == 0 { String::new() } else { rubbish.text(PIECES, 3) })
                .replace(|c: char| !c.is_ascii(), "%E9");
        let body = rubbish.text(PIECES, 12);
        let cookie = if rubbish.number(2) == 0 { session.clone() } else { rubbish.text(COOKIES, 5) };
        let method = rubbish.one_of(&["GET", "GET", "POST", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH"]);
        let kind = rubbish.one_of(&[
            "application/x-www-form-urlencoded",
            "application/x-www-form-urlencoded; charset=latin1",
            "multipart/form-data",
            "text/plain",
            "application/json",
            "",
        ]);
        let request = format!(
            "{method} {path} HTTP/1.1\r\nhost: {}\r\ncookie: {cookie}\r\nconnection: close\r\ncontent-type: {kind}\r\nif-none-match: {}\r\nrange: bytes=0-\r\ncontent-length: {}\r\n\r\n{body}",
            site.address,
            rubbish.one_of(COOKIES),
            body.len()
        );
        let answer = raw(&site, &[request.as_bytes()]).await;
        let status: u16 = answer
            .split(' ')
            .nth(1)
            .and_then(|status| status.parse().ok())
            .unwrap_or_else(|| panic!("request {number} got no answer:\n{request}"));
        assert!(status < 500, "request {number}:\n{request}\n\n{answer:.600}");
        *seen.entry(status).or_default() += 1;
    }
    for status in [200, 303, 403, 404, 405, 415, 422] {
        assert!(seen.contains_key(&status) || status == 403, "the rubbish is too tame, {status} is missing: {seen:?}");
    }
    signed.visit("/ac-besancon/my").await;
    assert_eq!(signed.status, 200);
    site.end().await;
}
