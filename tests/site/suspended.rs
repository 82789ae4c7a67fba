//! Somebody suspended on the whole site, or in one académie only.

use magistere::access::CourseRole;

use crate::harness::{GOOD, Site};
use crate::scenes::{BESANCON, DIJON, is_in, try_to_sign_in};

const HER: &str = "camille.martin@example.org";
const SUPPORT: &str = "assistance@example.org";

#[tokio::test(flavor = "multi_thread")]
async fn a_suspended_person_is_out_at_once_and_learns_whom_to_write_to() {
    let site = Site::start().await;
    site.active(BESANCON, HER).await;
    site.support(BESANCON, SUPPORT).await;
    let mut browser = site.browser();
    browser.sign_in(BESANCON, HER, GOOD).await;
    site.forgot(BESANCON, HER).await;
    let link = site.mailed_link(HER).await;
    site.suspend_person(HER).await;
    assert!(!is_in(&mut browser, BESANCON).await, "her session is dead at the next request");
    assert_eq!(site.number("select count(*) from session").await, 0);
    let right = try_to_sign_in(&site, HER, GOOD).await;
    let unknown = try_to_sign_in(&site, "personne.du.tout@example.org", GOOD).await;
    assert_eq!(right.status, 422);
    assert_eq!(right.body, unknown.body.replace("personne.du.tout@example.org", HER));
    let mut dead = site.browser();
    dead.visit(&link).await;
    assert_eq!(dead.status, 410);
    // A recovery mail comes, says so, and has no way in.
    site.clock.advance(crate::scenes::HOUR);
    site.forgot(BESANCON, HER).await;
    let mail = site.last_mail().await;
    assert!(mail.recipient == HER && mail.text.contains("suspendu") && mail.text.contains(SUPPORT), "{}", mail.text);
    assert!(!mail.text.contains("token=") && !mail.html.contains("token="));
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_suspended_membership_closes_one_academie() {
    let site = Site::start().await;
    let her = site.active(BESANCON, HER).await;
    site.join(DIJON, &her).await;
    site.support(BESANCON, SUPPORT).await;
    for slug in [BESANCON, DIJON] {
        site.session(slug, 2636, "Session Essai parcours 2").await;
        site.enrol(slug, 2636, &her, CourseRole::Participant).await;
    }
    site.forgot(BESANCON, HER).await;
    let here = site.mailed_link(HER).await;
    let mut browser = site.browser();
    browser.sign_in(BESANCON, HER, GOOD).await;
    site.suspend_membership(BESANCON, HER).await;
    for path in ["/ac-besancon/my", "/ac-besancon/courses/2636", "/ac-besancon/profile", "/ac-besancon/preferences"] {
        browser.visit(path).await;
        assert_eq!(browser.status, 403, "{path}");
        browser.sees(SUPPORT).sees("suspendu").does_not_see("Session Essai");
    }
    browser.visit("/ac-dijon/courses/2636").await;
    browser.sees_heading("Session Essai parcours 2");
    browser.visit("/ac-dijon/my").await;
    assert!(!browser.body.contains("/ac-besancon/courses/2636"), "Mes parcours leaves that académie out");
    let mut dead = site.browser();
    dead.visit(&here).await;
    assert_eq!(dead.status, 410, "its links die");
    // Signing in works everywhere; only its pages are closed.
    let mut again = site.browser();
    again.sign_in(BESANCON, HER, GOOD).await;
    assert_eq!(again.status, 403);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_links_of_other_academies_live_on() {
    let site = Site::start().await;
    let her = site.active(BESANCON, HER).await;
    site.join(DIJON, &her).await;
    site.forgot(DIJON, HER).await;
    let link = site.mailed_link(HER).await;
    site.suspend_membership(BESANCON, HER).await;
    let mut browser = site.browser();
    browser.visit(&link).await;
    browser.sees_heading("Définir mot de passe");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_mail_offers_a_link_that_is_dead_on_arrival() {
    let site = Site::start().await;
    site.active(BESANCON, HER).await;
    site.support(BESANCON, SUPPORT).await;
    site.suspend_membership(BESANCON, HER).await;
    site.forgot(BESANCON, HER).await;
    if let Some(mail) = site.mail().await.pop() {
        assert!(!mail.text.contains("token="), "a link that cannot be followed was mailed:\n{}", mail.text);
        assert!(mail.text.contains(SUPPORT));
    }
    site.end().await;
}
