//! From the link to the course, as the guide of the académies tells it.

use magistere::access::CourseRole;

use crate::harness::{GOOD, Site};

const LINK: &str = "/ac-besancon/course/view.php?id=2636";
const HER: &str = "stagiaire25@example.org";

async fn enrolled() -> Site {
    let site = Site::start().await;
    site.session("ac-besancon", 2636, "Session Essai parcours 2").await;
    let her = site.invited("ac-besancon", HER).await;
    site.enrol("ac-besancon", 2636, &her, CourseRole::Participant).await;
    site
}

#[tokio::test(flavor = "multi_thread")]
async fn forgotten_password_ends_on_the_wanted_course() {
    let site = enrolled().await;
    let mut browser = site.browser();
    browser.visit(LINK).await;
    browser.sees("Session Essai parcours 2");
    browser.click("Vous avez oublié").await;
    browser.fill("Adresse de courriel", HER).press("Rechercher").await;
    browser.sees_heading("Regardez votre messagerie");
    let link = site.mailed_link(HER).await;
    assert!(link.contains("/ac-besancon/login/forgot_password.php?token="), "{link}");
    browser.visit(&link).await;
    assert!(!browser.address.contains("token="));
    browser.sees_heading("Définir mot de passe").sees(HER);
    browser.fill("Nouveau mot de passe", GOOD).fill("Nouveau mot de passe (à nouveau)", GOOD).press("Enregistrer").await;
    browser.fill("Prénom", "Dominique").fill("Nom", "Essai").press("Enregistrer le profil").await;
    browser.sees_heading("Session Essai parcours 2");
    assert_eq!(browser.address, "/ac-besancon/courses/2636");
    assert_eq!(browser.screens.len(), 6, "{:?}", browser.screens);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_mail_is_opened_on_another_device() {
    let site = enrolled().await;
    let mut computer = site.browser();
    computer.visit(LINK).await;
    computer.click("Vous avez oublié").await;
    computer.fill("Nom d'utilisateur", HER).press("Rechercher").await;
    let link = site.mailed_link(HER).await;
    // A scanner opens the link before her, and uses nothing up.
    site.browser().visit(&link).await;
    let mut phone = site.browser();
    phone.visit(&link).await;
    phone.fill("Nouveau mot de passe", GOOD).fill("Nouveau mot de passe (à nouveau)", GOOD).press("Enregistrer").await;
    phone.fill("Prénom", "Dominique").fill("Nom", "Essai").press("Enregistrer le profil").await;
    phone.sees_heading("Session Essai parcours 2");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_takes_one_screen() {
    let site = enrolled().await;
    let tx = site.app.db.begin().await.unwrap();
    let her = magistere::people::behind(&tx, HER).await.unwrap().pop().unwrap();
    drop(tx);
    site.invite("ac-besancon", &her, "/ac-besancon/courses/2636").await;
    let mut phone = site.browser();
    phone.visit(&site.mailed_link(HER).await).await;
    phone.sees_heading("Définir mot de passe");
    phone.fill("Prénom", "Dominique").fill("Nom", "Essai");
    phone.fill("Nouveau mot de passe", GOOD).fill("Nouveau mot de passe (à nouveau)", GOOD).press("Enregistrer").await;
    phone.sees_heading("Session Essai parcours 2");
    assert_eq!(phone.screens.len(), 2);
    // Once she is active, the same link leads through signing in to the course.
    let mut other = site.browser();
    other.visit(&site.mailed_link(HER).await).await;
    other.sees_heading("Académie de Besançon").sees("Session Essai parcours 2");
    other.fill("Nom d'utilisateur", HER).fill("Mot de passe", GOOD).press("Connexion").await;
    other.sees_heading("Session Essai parcours 2");
    site.end().await;
}
