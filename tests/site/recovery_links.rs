//! The life of a mailed link: opened as often as anybody likes, used once, dead in many ways and never without a way on.

use magistere::access::CourseRole;
use reqwest::Method;

use crate::browser::Browser;
use crate::harness::{GOOD, Site};
use crate::scenes::{BESANCON, DIJON, HOUR, MINUTE, is_in, location, post, try_to_sign_in};

const HER: &str = "camille.martin@example.org";
const NEW: &str = "Tilleul-vert-58!";

async fn asked() -> (Site, String) {
    let site = Site::start().await;
    site.active(BESANCON, HER).await;
    site.forgot(BESANCON, HER).await;
    let link = site.mailed_link(HER).await;
    (site, link)
}

fn new_password() -> Vec<(&'static str, &'static str)> {
    vec![("new_password", NEW), ("new_password_again", NEW)]
}

/// Opens a link and sets a password; gives the browser.
async fn set(site: &Site, link: &str) -> Browser {
    let mut browser = site.browser();
    browser.visit(link).await;
    browser.fill("Nouveau mot de passe", NEW).fill("Nouveau mot de passe (à nouveau)", NEW).press("Enregistrer").await;
    browser
}

#[tokio::test(flavor = "multi_thread")]
async fn scanners_use_nothing_up() {
    let (site, link) = asked().await;
    for _ in 0..5 {
        let mut scanner = site.browser();
        for method in [Method::HEAD, Method::GET, Method::OPTIONS] {
            scanner.send(method, &link, None, &[]).await;
            let next = location(&scanner);
            if !next.is_empty() {
                scanner.send(Method::GET, &next, None, &[]).await;
                scanner.send(Method::HEAD, &next, None, &[]).await;
            }
        }
    }
    let mut browser = set(&site, &link).await;
    assert!(is_in(&mut browser, BESANCON).await);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_at_once_and_one_succeeds() {
    let (site, link) = asked().await;
    let mut first = site.browser();
    first.visit(&link).await;
    let action = first.address.clone();
    let mut posts = tokio::task::JoinSet::new();
    for _ in 0..50 {
        let (mut window, action) = (site.browser(), action.clone());
        window.cookies = first.cookies.clone();
        posts.spawn(async move {
            post(&mut window, &action, &new_password()).await;
            (window.status.as_u16(), window.cookies.contains_key("session"))
        });
    }
    let answers = posts.join_all().await;
    assert_eq!(answers.iter().filter(|(status, _)| *status == 303).count(), 1, "{answers:?}");
    assert_eq!(answers.iter().filter(|(_, signed_in)| *signed_in).count(), 1);
    assert!(answers.iter().all(|(status, _)| *status == 303 || *status == 410), "{answers:?}");
    assert_eq!(site.number("select count(*) from session").await, 1);
    assert_eq!(site.number("select count(*) from event where kind = 'person.password.reset'").await, 1);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_used_link_says_so() {
    let (site, link) = asked().await;
    set(&site, &link).await;
    let mut browser = site.browser();
    browser.visit(&link).await;
    assert_eq!(browser.status, 410);
    browser.sees_heading("Ce lien n'est plus valable").sees("Il a déjà servi");
    browser.click("Demander un nouveau lien").await;
    browser.sees_heading("Mot de passe oublié");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_expired_link_offers_another_that_works() {
    let site = Site::start().await;
    let her = site.active(BESANCON, HER).await;
    site.session(BESANCON, 2636, "Session Essai parcours 2").await;
    site.enrol(BESANCON, 2636, &her, CourseRole::Participant).await;
    let mut browser = site.browser();
    browser.visit("/ac-besancon/courses/2636").await;
    browser.click("Vous avez oublié").await;
    browser.fill("Adresse de courriel", HER).press("Rechercher").await;
    let link = site.mailed_link(HER).await;
    // Opened in time, sent too late.
    browser.visit(&link).await;
    let action = browser.address.clone();
    site.clock.advance(31 * MINUTE);
    post(&mut browser, &action, &new_password()).await;
    assert_eq!(browser.status, 410);
    browser.sees("Recevoir un nouveau lien");
    assert_eq!(try_to_sign_in(&site, HER, GOOD).await.status, 303, "the old password stands");
    let mut browser = site.browser();
    browser.visit(&link).await;
    assert_eq!(browser.status, 410);
    browser.sees("Il ne durait que 30 minutes");
    let (_, again, fields) = browser.form_of("Recevoir un nouveau lien");
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    browser.press("Recevoir un nouveau lien").await;
    browser.sees_heading("Regardez votre messagerie");
    post(&mut browser, &again, &fields).await;
    assert_eq!(browser.status, 303);
    assert_eq!(site.mails_to(HER).await, 2, "pressed twice, mailed once");
    let browser = set(&site, &site.mailed_link(HER).await).await;
    browser.sees_heading("Session Essai parcours 2");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_link_goes_to_the_address_of_the_first() {
    let site = Site::start().await;
    let her = site.active(BESANCON, HER).await;
    let second = "camille.perso@example.org";
    site.run(
        "insert into person_address (person_id, address, folded, state, main, shared, created_at) values ($1, $2, $2, 'verified', $3, $3, 0)",
        &db::args![her.id, second, false],
    )
    .await;
    site.forgot(BESANCON, second).await;
    let link = site.mailed_link(second).await;
    site.clock.advance(31 * MINUTE);
    let mut browser = site.browser();
    browser.visit(&link).await;
    browser.press("Recevoir un nouveau lien").await;
    assert_eq!(site.mails_to(second).await, 2, "« à la même adresse »");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_but_the_token_in_its_own_academie_opens() {
    let (site, link) = asked().await;
    let token = link.split("token=").nth(1).unwrap().to_owned();
    let mut flipped = token.clone();
    flipped.replace_range(..1, if token.starts_with('A') { "B" } else { "A" });
    let bad = [
        flipped,
        "x".to_owned(),
        "x".repeat(10_000),
        "%00%ff".to_owned(),
        format!("{token}x"),
        token[1..].to_owned(),
        "é".to_owned(),
        "'%20or%201=1".to_owned(),
    ];
    for token in &bad {
        for path in ["login/forgot_password.php", "activate", "confirm-address"] {
            let mut browser = site.browser();
            browser.visit(&format!("/ac-besancon/{path}?token={token}")).await;
            assert_eq!(browser.status, 410, "{path} {token:.30}");
            assert!(browser.cookies.keys().all(|name| !name.starts_with("link-")));
        }
    }
    for path in ["/ac-dijon/login/forgot_password.php", "/ac-besancon/activate", "/ac-besancon/confirm-address"] {
        let mut browser = site.browser();
        browser.visit(&format!("{path}?token={token}")).await;
        assert_eq!(browser.status, 410, "the right token at {path}");
    }
    let mut browser = site.browser();
    browser.visit("/ac-besancon/login/forgot_password.php").await;
    browser.sees_heading("Mot de passe oublié");
    set(&site, &link).await.sees_heading("Mes parcours");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_and_a_token_that_do_not_belong_together_change_nothing() {
    let (site, link) = asked().await;
    let other = "autre@example.org";
    site.active(BESANCON, other).await;
    site.forgot(BESANCON, other).await;
    let mut hers = site.browser();
    hers.visit(&link).await;
    let mut theirs = site.browser();
    theirs.visit(&site.mailed_link(other).await).await;
    let (her_action, their_action) = (hers.address.clone(), theirs.address.clone());
    let cookie = |address: &str| format!("link-{}", address.rsplit('/').next().unwrap());
    // The form of one request with the token of another, under either name; without any; in another académie.
    let mut mixed = site.browser();
    mixed.cookies.insert(cookie(&her_action), theirs.cookies[&cookie(&their_action)].clone());
    mixed.cookies.insert(cookie(&their_action), theirs.cookies[&cookie(&their_action)].clone());
    for (action, cookies) in [
        (her_action.clone(), mixed.cookies.clone()),
        (her_action.clone(), Default::default()),
        (her_action.replace(BESANCON, DIJON), hers.cookies.clone()),
    ] {
        let mut window = site.browser();
        window.cookies = cookies;
        post(&mut window, &action, &new_password()).await;
        assert_eq!(window.status, 410, "{action}");
    }
    for name in [HER, other] {
        assert_eq!(try_to_sign_in(&site, name, GOOD).await.status, 303, "nothing changed for {name}");
    }
    // Two tabs, two requests: each names its own.
    let mut both = site.browser();
    both.cookies = hers.cookies.clone();
    both.cookies.extend(theirs.cookies.clone());
    post(&mut both, &her_action, &new_password()).await;
    assert_eq!(both.status, 303);
    assert_eq!(try_to_sign_in(&site, HER, NEW).await.status, 303);
    assert_eq!(try_to_sign_in(&site, other, GOOD).await.status, 303);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_link_that_proves_an_address_sets_no_password() {
    let site = Site::start().await;
    site.active(BESANCON, HER).await;
    let mut browser = site.browser();
    browser.sign_in(BESANCON, HER, GOOD).await;
    browser.visit("/ac-besancon/profile").await;
    // A slip: this mailbox is a stranger's.
    browser.fill("Adresse de courriel", "inconnu@example.net").press("Enregistrer le profil").await;
    let link = site.mailed_link("inconnu@example.net").await;
    let mut stranger = site.browser();
    stranger.visit(&link).await;
    assert_eq!(stranger.status, 200);
    let public_id = stranger.address.rsplit('/').next().unwrap().to_owned();
    post(&mut stranger, &format!("/ac-besancon/set-password/{public_id}"), &new_password()).await;
    assert_eq!(stranger.status, 410, "a stranger set her password");
    assert_eq!(try_to_sign_in(&site, HER, GOOD).await.status, 303);
    // Nor does an expired one get a link to her account mailed.
    site.clock.advance(25 * HOUR);
    let before = site.mail().await.len();
    post(&mut stranger, &format!("/ac-besancon/links/{public_id}/again"), &[]).await;
    assert_eq!(site.mail().await.len(), before);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_answer_to_another_link_tells_nothing() {
    let (site, link) = asked().await;
    site.clock.advance(31 * MINUTE);
    let mut browser = site.browser();
    browser.visit(&link).await;
    let (_, real, _) = browser.form_of("Recevoir un nouveau lien");
    for action in [real.as_str(), "/ac-besancon/links/AAAAAAAAAAAAAAAAAAAAAA/again", "/ac-besancon/links/x/again"] {
        post(&mut browser, action, &[]).await;
        assert_eq!((browser.status.as_u16(), location(&browser)), (303, "/ac-besancon/forgot-password/sent".to_owned()));
    }
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_of_password_ends_the_link_that_waits() {
    let (site, link) = asked().await;
    let mut browser = site.browser();
    browser.sign_in(BESANCON, HER, GOOD).await;
    let mut other = site.browser();
    other.sign_in(BESANCON, HER, GOOD).await;
    let before = browser.cookies["session"].clone();
    browser.visit("/ac-besancon/preferences/password").await;
    browser
        .fill("Mot de passe actuel", GOOD)
        .fill("Nouveau mot de passe", NEW)
        .fill("Nouveau mot de passe (à nouveau)", NEW)
        .press("Enregistrer les modifications")
        .await;
    assert_eq!(browser.status, 200);
    assert_ne!(browser.cookies["session"], before);
    assert!(is_in(&mut browser, BESANCON).await && !is_in(&mut other, BESANCON).await);
    let mut dead = site.browser();
    dead.visit(&link).await;
    assert_eq!(dead.status, 410);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_survives_a_recovery_and_ends_with_a_password() {
    let site = Site::start().await;
    let her = site.invited(BESANCON, HER).await;
    site.invite(BESANCON, &her, "/ac-besancon/courses/2636").await;
    let invitation = site.mailed_link(HER).await;
    assert!(invitation.contains("/activate?token="));
    site.forgot(BESANCON, HER).await;
    let reset = site.mailed_link(HER).await;
    site.clock.advance(29 * 24 * HOUR);
    let mut browser = site.browser();
    browser.visit(&invitation).await;
    browser.sees_heading("Définir mot de passe");
    browser.visit(&reset).await;
    assert_eq!(browser.status, 410);
    site.clock.advance(2 * 24 * HOUR);
    browser.visit(&invitation).await;
    assert_eq!(browser.status, 410, "30 days are over");
    browser.sees("Recevoir un nouveau lien").does_not_see("30 minutes");
    site.end().await;
}
