//! At the border: under which name the site answers.

use reqwest::Method;

use crate::border_headers::{dressed, raw};
use crate::harness::{GOOD, Site};
use crate::scenes::{BESANCON, location, post};

const HER: &str = "camille.martin@example.org";

#[tokio::test(flavor = "multi_thread")]
async fn only_our_own_host_is_answered() {
    let site = Site::start().await;
    let port = site.address.port();
    site.active(BESANCON, HER).await;
    let forged = [
        "evil.example".to_owned(),
        format!("evil.example:{port}"),
        format!("localhost.evil.example:{port}"),
        format!("localhost:{port}.evil.example"),
        format!("127.0.0.1:{}", port.wrapping_add(1)),
        "127.0.0.1".to_owned(),
        "localhost".to_owned(),
        format!("127.0.0.1:{port}@evil.example"),
        format!("evil.example@127.0.0.1:{port}"),
        format!("[::1]:{port}"),
        format!("127.1:{port}"),
        format!("127.0.0.1:{port},evil.example"),
    ];
    for host in &forged {
        let mut browser = site.browser();
        for path in ["/", "/ac-besancon/sign-in", "/assets/app.css"] {
            browser.send(Method::GET, path, None, &[("host", host)]).await;
            assert_eq!(browser.status, 421, "{host} {path}");
            dressed(&browser, host);
        }
        let fields = vec![("address".to_owned(), HER.to_owned())];
        browser.send(Method::POST, "/ac-besancon/forgot-password", Some(fields), &[("host", host)]).await;
        assert_eq!(browser.status, 421, "{host}");
    }
    assert_eq!(site.mail().await.len(), 0);
    // Other headers that name a host say nothing either.
    let mut browser = site.browser();
    let fields = vec![("address".to_owned(), HER.to_owned())];
    let lies = [
        ("x-forwarded-host", "evil.example"),
        ("forwarded", "host=evil.example"),
        ("x-original-host", "evil.example"),
        ("x-forwarded-proto", "https"),
    ];
    browser.send(Method::POST, "/ac-besancon/forgot-password", Some(fields), &lies).await;
    let mail = site.last_mail().await;
    assert!(
        mail.text.contains(&format!("http://{}/ac-besancon/", site.address))
            && !String::from_utf8_lossy(&mail.eml).contains("evil.example")
    );
    browser.send(Method::GET, "/", None, &[("host", &format!("LOCALHOST:{port}"))]).await;
    assert_eq!(browser.status, 200);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_configured_origin_is_the_only_one_and_secure() {
    let site = Site::start_at(Some("https://formation.example.org")).await;
    site.active(BESANCON, HER).await;
    let mut browser = site.browser();
    browser.send(Method::GET, "/ac-besancon/sign-in", None, &[]).await;
    assert_eq!(browser.status, 421, "the listening address is not it");
    browser.always.push(("host", "formation.example.org".into()));
    browser.visit("/ac-besancon/sign-in").await;
    assert_eq!(browser.status, 200);
    assert!(browser.headers["strict-transport-security"].to_str().unwrap().starts_with("max-age=31536000"));
    post(&mut browser, "/ac-besancon/sign-in", &[("username", HER), ("password", GOOD)]).await;
    assert_eq!(browser.status, 303);
    for line in browser.headers.get_all("set-cookie") {
        let line = line.to_str().unwrap();
        assert!(
            line.starts_with("__Host-")
                && line.contains("; Secure")
                && line.contains("HttpOnly")
                && line.contains("Path=/")
                && !line.contains("Domain"),
            "{line}"
        );
    }
    post(&mut browser, "/ac-besancon/forgot-password", &[("address", HER)]).await;
    let mail = site.last_mail().await;
    assert!(mail.text.contains("https://formation.example.org/ac-besancon/login/forgot_password.php?token="), "{}", mail.text);
    assert!(!mail.text.contains(&site.address.to_string()));
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_place_that_names_a_host_names_ours() {
    let site = Site::start().await;
    let own = site.address;
    for head in [
        format!("GET http://evil.example/ HTTP/1.1\r\nhost: {own}\r\n\r\n"),
        format!("GET / HTTP/1.1\r\nhost: {own}\r\nhost: evil.example\r\n\r\n"),
        format!("GET / HTTP/1.1\r\nhost: {own}\r\nhost: {own}\r\n\r\n"),
    ] {
        let answer = raw(&site, &[head.as_bytes()]).await;
        assert!(answer.starts_with("HTTP/1.1 421"), "{head}{answer:.200}");
        assert!(answer.contains("Ce site ne répond pas sous ce nom") && answer.contains("<html lang=\"fr\">"), "{answer}");
    }
    let answer = raw(&site, &[format!("GET http://{own}/ HTTP/1.1\r\nhost: {own}\r\n\r\n").as_bytes()]).await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer:.200}");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_academie_without_its_slash_keeps_the_query() {
    let site = Site::start().await;
    let mut browser = site.browser();
    browser.send(Method::GET, "/ac-besancon?lang=en&x=1", None, &[]).await;
    assert_eq!((browser.status.as_u16(), location(&browser).as_str()), (303, "/ac-besancon/?lang=en&x=1"));
    browser.visit("/ac-besancon?lang=en").await;
    assert_eq!((browser.status.as_u16(), browser.cookies["language"].as_str()), (200, "en"));
    site.end().await;
}
