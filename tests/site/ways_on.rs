//! Whatever end of the journey somebody meets, there is a way on, and the page she wanted is not lost.

use magistere::access::CourseRole;

use crate::browser::Browser;
use crate::harness::{GOOD, Site};
use crate::scenes::{BESANCON, HOUR, MINUTE, location, post};

const HER: &str = "camille.martin@example.org";
const NEW: &str = "Tilleul-vert-58!";
const COURSE: &str = "/ac-besancon/courses/2636";
const WANTED: &str = "wanted=%2Fac-besancon%2Fcourses%2F2636";
const DAY: i64 = 24 * HOUR;

/// She is in a session, and asked for a new password on the way there.
async fn asked() -> (Site, String) {
    let site = Site::start().await;
    let her = site.active(BESANCON, HER).await;
    site.session(BESANCON, 2636, "Session Essai parcours 2").await;
    site.enrol(BESANCON, 2636, &her, CourseRole::Participant).await;
    let link = ask(&site, "first").await;
    (site, link)
}

async fn ask(site: &Site, form: &str) -> String {
    let mut browser = site.browser();
    post(&mut browser, "/ac-besancon/forgot-password", &[("address", HER), ("request", form), ("wanted", COURSE)]).await;
    site.mailed_link(HER).await
}

async fn set(browser: &mut Browser, link: &str) {
    browser.visit(link).await;
    browser.fill("Nouveau mot de passe", NEW).fill("Nouveau mot de passe (à nouveau)", NEW).press("Enregistrer").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_replaced_link_leads_on_to_the_wanted_course() {
    let (site, first) = asked().await;
    ask(&site, "second").await;
    let mut browser = site.browser();
    browser.visit(&first).await;
    assert_eq!(browser.status, 410);
    assert!(!browser.address.contains("token"), "a dead token leaves the address bar too: {}", browser.address);
    assert!(browser.body.contains(WANTED), "{}", browser.body);
    browser.click("Demander un nouveau lien").await;
    assert!(browser.address.ends_with(&format!("/forgot-password?{WANTED}")), "{}", browser.address);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_used_link_says_what_it_did() {
    let (site, link) = asked().await;
    let mut hers = site.browser();
    set(&mut hers, &link).await;
    hers.sees_heading("Session Essai parcours 2");
    // Opened again where she is signed in, and elsewhere.
    hers.visit(&link).await;
    assert_eq!(hers.status, 410);
    hers.sees_heading("C'est déjà fait").sees("Continuer : Session Essai parcours 2");
    hers.click("Continuer").await;
    hers.sees_heading("Session Essai parcours 2");
    let mut other = site.browser();
    other.visit(&link).await;
    other.sees("Connectez-vous avec lui");
    assert!(other.body.contains(&format!("/ac-besancon/sign-in?{WANTED}")));
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_form_of_a_new_password_sent_twice_leads_where_the_first_led() {
    let (site, link) = asked().await;
    let mut hers = site.browser();
    hers.visit(&link).await;
    let action = hers.address.clone();
    for _ in 0..2 {
        post(&mut hers, &action, &[("new_password", NEW), ("new_password_again", NEW)]).await;
        assert_eq!((hers.status.as_u16(), location(&hers).as_str()), (303, COURSE));
    }
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_invitation_is_replaced_as_often_as_it_takes() {
    let site = Site::start().await;
    let her = site.invited(BESANCON, HER).await;
    site.session(BESANCON, 2636, "Session Essai parcours 2").await;
    site.enrol(BESANCON, 2636, &her, CourseRole::Participant).await;
    site.invite(BESANCON, &her, COURSE).await;
    let invitation = site.mailed_link(HER).await;
    for (days, mails) in [(31, 2), (16, 3)] {
        site.clock.advance(days * DAY);
        let mut browser = site.browser();
        browser.visit(&invitation).await;
        assert_eq!(browser.status, 410);
        browser.press("Recevoir un nouveau lien").await;
        assert_eq!(site.mails_to(HER).await, mails, "pressed on another day, mailed again");
    }
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_language_in_the_middle_forgets_nothing() {
    let (site, _) = asked().await;
    let mut browser = site.browser();
    post(&mut browser, "/ac-besancon/sign-in", &[("username", HER), ("password", "faux"), ("wanted", COURSE)]).await;
    assert_eq!(browser.status, 422);
    browser.press("English").await;
    assert!(browser.address.ends_with(&format!("/sign-in?{WANTED}")), "{}", browser.address);
    // A form that waits would be lost: its page stays in its language.
    let mut hers = site.browser();
    hers.sign_in(BESANCON, HER, GOOD).await;
    site.clock.advance(3 * HOUR);
    post(&mut hers, "/ac-besancon/profile", &[("city", "Arbois")]).await;
    assert!(!hers.body.contains("/ac-besancon/language"));
    hers.fill("Nom d'utilisateur", HER).fill("Mot de passe", "faux").press("Connexion").await;
    assert!(!hers.body.contains("/ac-besancon/language") && hers.body.contains("name=\"kept\""));
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_kept_form_comes_back_in_her_language_and_her_name_stays_remembered() {
    let (site, _) = asked().await;
    site.run("update person set language = 'en'", &[]).await;
    let mut hers = site.browser();
    let fields = [("username", HER), ("password", GOOD), ("remember_username", "1")];
    post(&mut hers, "/ac-besancon/sign-in", &fields).await;
    site.clock.advance(3 * HOUR);
    post(&mut hers, "/ac-besancon/profile", &[("city", "Arbois")]).await;
    hers.fill("Mot de passe", GOOD).press("Connexion").await;
    assert!(hers.body.contains("<html lang=\"en\"") && hers.body.contains("value=\"Arbois\""), "{}", hers.body);
    assert!(hers.cookies.contains_key("username"), "the box was ticked as she had left it");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_door_of_another_academie_leads_to_the_same_page() {
    let (site, _) = asked().await;
    site.admin(&["academy", "set", "--academy", BESANCON, "arena_scolaire=https://arena.example.org"], "").await.unwrap();
    let mut browser = site.browser();
    browser.visit(COURSE).await;
    browser.sees_heading("Connectez-vous à M@gistère");
    browser.click("Je ne suis pas de").await;
    browser.click("Académie de Dijon").await;
    assert!(browser.address.starts_with("/ac-dijon/sign-in"), "{}", browser.address);
    browser.fill("Nom d'utilisateur", HER).fill("Mot de passe", GOOD).press("Connexion").await;
    browser.sees_heading("Session Essai parcours 2");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_told_of_an_address_is_not_greeted_with_anothers_words() {
    let site = Site::start().await;
    site.active(BESANCON, HER).await;
    site.active(BESANCON, "autre@example.org").await;
    let mut browser = site.browser();
    browser.sign_in(BESANCON, HER, GOOD).await;
    let fields = |email: &'static str, form: &'static str| {
        [("first_name", "Gagnez-vite"), ("last_name", "Martin"), ("email", email), ("request", form)]
    };
    post(&mut browser, "/ac-besancon/profile", &fields("autre@example.org", "a")).await;
    let mail = site.last_mail().await;
    assert!(mail.text.contains("Bonjour,") && !mail.text.contains("Gagnez-vite"), "{}", mail.text);
    // The same form sent twice is one letter; many forms are three in an hour.
    post(&mut browser, "/ac-besancon/profile", &fields("autre@example.org", "a")).await;
    assert_eq!(site.mails_to("autre@example.org").await, 1);
    for form in ["b", "c", "d", "e"] {
        post(&mut browser, "/ac-besancon/profile", &fields("encore@example.org", form)).await;
    }
    assert_eq!(browser.status, 422);
    assert_eq!(site.number("select count(*) from letter where recipient = 'encore@example.org'").await, 2);
    site.clock.advance(61 * MINUTE);
    post(&mut browser, "/ac-besancon/profile", &fields("encore@example.org", "f")).await;
    assert_eq!(browser.status, 303);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_academie_offers_what_is_open() {
    let (site, _) = asked().await;
    let mut hers = site.browser();
    hers.sign_in(BESANCON, HER, GOOD).await;
    site.suspend_membership(BESANCON, HER).await;
    hers.visit("/ac-besancon/my").await;
    assert_eq!(hers.status, 403);
    hers.sees("Aller dans une autre académie");
    for closed in ["my", "profile", "preferences"] {
        assert!(!hers.body.contains(&format!("href=\"/ac-besancon/{closed}\"")), "{closed} is closed as well");
    }
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_its_cookie_a_request_still_knows_where_she_was_going() {
    let (site, link) = asked().await;
    let mut hers = site.browser();
    hers.visit(&link).await;
    let form = hers.address.clone();
    let mut elsewhere = site.browser();
    elsewhere.visit(&form).await;
    assert_eq!(elsewhere.status, 410);
    elsewhere.sees("Ce lien s'ouvre depuis le message reçu");
    assert!(elsewhere.body.contains(WANTED));
    site.clock.advance(31 * MINUTE);
    elsewhere.visit(&form).await;
    elsewhere.sees("Recevoir un nouveau lien");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_has_come_before_she_has() {
    let site = Site::start().await;
    let her = site.invited(BESANCON, HER).await;
    site.session(BESANCON, 2636, "Session Essai parcours 2").await;
    site.enrol(BESANCON, 2636, &her, CourseRole::Participant).await;
    let link = ask(&site, "first").await;
    let mut hers = site.browser();
    hers.visit(&link).await;
    let action = hers.address.clone();
    for _ in 0..2 {
        post(&mut hers, &action, &[("new_password", NEW), ("new_password_again", NEW)]).await;
        assert!(location(&hers).starts_with("/ac-besancon/profile?"), "{}", location(&hers));
    }
    let came = "select count(*) from enrolment where last_opened_on is not null";
    assert_eq!(site.number(came).await, 0, "she is on her profile, not in the course");
    post(&mut hers, "/ac-besancon/profile", &[("first_name", "Camille"), ("last_name", "Martin"), ("wanted", COURSE)]).await;
    assert_eq!((location(&hers).as_str(), site.number(came).await), (COURSE, 1));
    site.end().await;
}
