//! Forms from elsewhere, ways back to elsewhere, and forms whose session ended while they were being filled in.

use magistere::access::CourseRole;
use reqwest::Method;

use crate::harness::{GOOD, Site};
use crate::scenes::{BESANCON, HOUR, is_in, location, post};

const HER: &str = "camille.martin@example.org";
const OTHER: &str = "formateur@example.org";

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_sent_elsewhere() {
    let site = Site::start().await;
    site.active(BESANCON, HER).await;
    let elsewhere = [
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example",
        "http:evil.example",
        "/%2fevil.example",
        "/%5cevil.example",
        "/%2Fevil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "/ac-besancon//evil.example",
        "javascript:alert(1)",
        "evil.example",
        " //evil.example",
        "/..//evil.example",
        "/%2e%2e//evil.example",
        "/./evil",
        "/\u{2028}/evil",
        "//",
        "/%00/evil",
        "data:text/html,x",
        "///evil.example",
        "/ac-besancon/\r\nSet-Cookie: a=b",
    ];
    for wanted in elsewhere {
        let mut browser = site.browser();
        browser.cookies.insert("cookie-test".into(), "1".into());
        let query = format!("?wanted={}", url::form_urlencoded::byte_serialize(wanted.as_bytes()).collect::<String>());
        for page in ["sign-in", "sign-in/choice", "forgot-password", "sign-in/cookies", "forgot-password/sent", "sign-in/check"] {
            browser.visit(&format!("/ac-besancon/{page}{query}")).await;
            assert!(!browser.body.contains("evil"), "{wanted:?} on {page}");
        }
        post(&mut browser, "/ac-besancon/language", &[("lang", "fr"), ("return", wanted)]).await;
        assert_eq!(location(&browser), "/ac-besancon/", "{wanted:?}");
        post(&mut browser, "/language", &[("lang", "fr"), ("return", wanted)]).await;
        assert_eq!(location(&browser), "/", "{wanted:?}");
        post(&mut browser, "/ac-besancon/sign-in", &[("username", HER), ("password", GOOD), ("wanted", wanted)]).await;
        assert_eq!(location(&browser), "/ac-besancon/my", "{wanted:?}");
        browser.visit(&format!("/ac-besancon/sign-in{query}")).await;
        assert_eq!(browser.address, "/ac-besancon/my");
        let profile = [("first_name", "Camille"), ("last_name", "Martin"), ("email", HER), ("wanted", wanted)];
        post(&mut browser, "/ac-besancon/profile", &profile).await;
        assert_eq!(location(&browser), "/ac-besancon/preferences", "{wanted:?}");
    }
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mailed_link_leads_inside_only() {
    let site = Site::start().await;
    site.active(BESANCON, HER).await;
    let mut browser = site.browser();
    post(&mut browser, "/ac-besancon/forgot-password", &[("address", HER), ("wanted", "//evil.example/")]).await;
    browser.visit(&site.mailed_link(HER).await).await;
    let action = browser.address.clone();
    post(
        &mut browser,
        &action,
        &[("new_password", "Tilleul-vert-58!"), ("new_password_again", "Tilleul-vert-58!"), ("wanted", "//evil.example/")],
    )
    .await;
    assert_eq!(location(&browser), "/ac-besancon/my");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn forms_from_other_sites_do_nothing() {
    let site = Site::start().await;
    site.active(BESANCON, HER).await;
    let mut browser = site.browser();
    browser.sign_in(BESANCON, HER, GOOD).await;
    let foreign: &[&[(&str, &str)]] = &[
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
        &[("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")],
        &[("origin", "https://evil.example")],
        &[("origin", "null")],
        &[("origin", "http://localhost.evil.example")],
        &[("origin", "http://127.0.0.1:1")],
        &[("origin", "https://evil.example"), ("referer", "http://127.0.0.1/")],
    ];
    for headers in foreign {
        for (path, fields) in [
            ("/ac-besancon/sign-out", vec![]),
            ("/ac-besancon/profile", vec![("first_name", "Mallory"), ("last_name", "Mallory"), ("email", HER)]),
            ("/ac-besancon/preferences/sessions/close-all", vec![]),
            ("/ac-besancon/preferences/language", vec![("language", "en")]),
            ("/ac-besancon/forgot-password", vec![("address", HER)]),
            ("/ac-besancon/sign-in", vec![("username", HER), ("password", GOOD)]),
            ("/ac-besancon/language", vec![("lang", "en")]),
            ("/language", vec![("lang", "en")]),
        ] {
            let before = browser.cookies.clone();
            let fields = fields.iter().map(|(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned())).collect();
            browser.send(Method::POST, path, Some(fields), headers).await;
            assert_eq!(browser.status, 403, "{path} with {headers:?}");
            browser.sees("Cette demande vient d'un autre site");
            assert_eq!(browser.cookies, before, "{path} with {headers:?}");
        }
    }
    assert!(is_in(&mut browser, BESANCON).await);
    assert_eq!(site.mail().await.len(), 0);
    assert_eq!(site.number("select count(*) from person where first_name = 'Mallory'").await, 0);
    // A link from another site is followed as any link.
    browser.send(Method::GET, "/ac-besancon/my", None, &[("sec-fetch-site", "cross-site")]).await;
    assert_eq!(browser.status, 200);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn our_own_forms_and_programs_without_either_header_pass() {
    let site = Site::start().await;
    let own = format!("http://{}", site.address);
    for headers in [vec![], vec![("sec-fetch-site", "same-origin")], vec![("sec-fetch-site", "none")], vec![("origin", own.as_str())]] {
        let mut browser = site.browser();
        let fields = vec![("lang".to_owned(), "en".to_owned())];
        browser.send(Method::POST, "/ac-besancon/language", Some(fields), &headers).await;
        assert_eq!(browser.status, 303, "{headers:?}");
        assert_eq!(browser.cookies["language"], "en");
    }
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_typed_is_lost_when_the_session_ends() {
    let site = Site::start().await;
    site.active(BESANCON, HER).await;
    site.active(BESANCON, OTHER).await;
    let mut browser = site.browser();
    browser.sign_in(BESANCON, HER, GOOD).await;
    browser.visit("/ac-besancon/profile").await;
    let text = "Première ligne\n« Deuxième » <b>& plus</b>\n\n  indentée";
    browser.fill("Ville", "Dole & \"Arbois\"").fill("Description", text).fill("Prénom", "Camille");
    let (_, action, fields) = browser.form_of("Enregistrer le profil");
    site.clock.advance(3 * HOUR);
    browser.send(Method::POST, &action, Some(fields.clone()), &[]).await;
    assert_eq!(browser.status, 401);
    browser.sees("votre texte est gardé").sees_heading("Académie de Besançon");
    assert!(!browser.body.contains("Arbois"), "what was typed is sealed, not shown to whoever sits there");
    let kept = browser.body.clone();
    // A wrong password first, then the right one.
    browser.fill("Nom d'utilisateur", HER).fill("Mot de passe", "Autre-chose-12!").press("Connexion").await;
    assert_eq!(browser.status, 422);
    browser.fill("Nom d'utilisateur", HER).fill("Mot de passe", GOOD).press("Connexion").await;
    assert_eq!(browser.status, 200);
    browser.sees_heading("Modifier le profil");
    let (_, _, shown) = browser.form_of("Enregistrer le profil");
    for (name, value) in &fields {
        let again = shown.iter().find(|(other, _)| other == name).map(|(_, value)| value.replace("\r\n", "\n"));
        assert_eq!(again.as_deref(), Some(value.as_str()), "{name}");
    }
    assert_eq!(site.number("select count(*) from person where city <> ''").await, 0, "nothing is saved before she says so");
    browser.press("Enregistrer le profil").await;
    assert_eq!(site.number("select count(*) from person where city <> '' and description <> ''").await, 1);
    // Somebody else who signs in on that page never sees it.
    let mut theirs = site.browser();
    theirs.body = kept;
    theirs.address = "/ac-besancon/sign-in".into();
    theirs.fill("Nom d'utilisateur", OTHER).fill("Mot de passe", GOOD).press("Connexion").await;
    assert!(!theirs.body.contains("Arbois") && !theirs.body.contains("Deuxième"), "{}", theirs.body);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kept_form_is_for_its_academie_and_its_day() {
    let site = Site::start().await;
    site.active(BESANCON, HER).await;
    let mut browser = site.browser();
    browser.sign_in(BESANCON, HER, GOOD).await;
    site.clock.advance(3 * HOUR);
    post(&mut browser, "/ac-besancon/profile", &[("city", "Arbois")]).await;
    let (_, _, fields) = browser.form_of("Connexion");
    let kept = fields.iter().find(|(name, _)| name == "kept").unwrap().1.clone();
    let mut elsewhere = site.browser();
    post(&mut elsewhere, "/ac-dijon/sign-in", &[("username", HER), ("password", GOOD), ("kept", &kept)]).await;
    assert_eq!(elsewhere.status, 303);
    let mut forged = site.browser();
    post(&mut forged, "/ac-besancon/sign-in", &[("username", HER), ("password", GOOD), ("kept", "AAAA")]).await;
    assert_eq!(forged.status, 303);
    site.clock.advance(25 * HOUR);
    let mut late = site.browser();
    post(&mut late, "/ac-besancon/sign-in", &[("username", HER), ("password", GOOD), ("kept", &kept)]).await;
    assert_eq!(late.status, 303);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn passwords_are_never_kept() {
    let site = Site::start().await;
    site.active(BESANCON, HER).await;
    let mut browser = site.browser();
    browser.sign_in(BESANCON, HER, GOOD).await;
    site.clock.advance(3 * HOUR);
    let secret = "Un-secret-de-passage-9!";
    post(
        &mut browser,
        "/ac-besancon/preferences/password",
        &[("current_password", GOOD), ("new_password", secret), ("new_password_again", secret)],
    )
    .await;
    assert_eq!(browser.status, 401);
    browser.does_not_see("votre texte est gardé").sees("Vous étiez parti un moment");
    browser.fill("Nom d'utilisateur", HER).fill("Mot de passe", GOOD).press("Connexion").await;
    assert_eq!(browser.address, "/ac-besancon/preferences/password");
    assert!(!browser.body.contains(secret));
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_button_pressed_after_the_session_leads_to_a_page() {
    let site = Site::start().await;
    site.active(BESANCON, HER).await;
    for path in ["/ac-besancon/preferences/sessions/close-all", "/ac-besancon/preferences/sessions/1/close"] {
        let mut browser = site.browser();
        browser.sign_in(BESANCON, HER, GOOD).await;
        site.clock.advance(3 * HOUR);
        post(&mut browser, path, &[]).await;
        assert_eq!(browser.status, 401);
        browser.fill("Nom d'utilisateur", HER).fill("Mot de passe", GOOD).press("Connexion").await;
        assert_eq!(browser.status, 200, "after signing in again, {path} led to {}", browser.address);
    }
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_ends_between_two_pages_leads_back() {
    let site = Site::start().await;
    let her = site.active(BESANCON, HER).await;
    site.session(BESANCON, 2636, "Session Essai parcours 2").await;
    site.enrol(BESANCON, 2636, &her, CourseRole::Participant).await;
    let mut browser = site.browser();
    browser.sign_in(BESANCON, HER, GOOD).await;
    site.clock.advance(3 * HOUR);
    browser.visit("/ac-besancon/courses/2636").await;
    browser.sees("Session Essai parcours 2");
    browser.fill("Nom d'utilisateur", HER).fill("Mot de passe", GOOD).press("Connexion").await;
    browser.sees_heading("Session Essai parcours 2");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_of_our_host_over_http_is_foreign_to_https() {
    let site = Site::start_at(Some("https://formation.example.org")).await;
    for (origin, status) in [("https://formation.example.org", 303), ("http://formation.example.org", 403)] {
        let mut browser = site.browser();
        let fields = vec![("lang".to_owned(), "en".to_owned())];
        let headers = [("host", "formation.example.org"), ("origin", origin)];
        browser.send(Method::POST, "/ac-besancon/language", Some(fields), &headers).await;
        assert_eq!(browser.status, status, "{origin}");
    }
    site.end().await;
}
