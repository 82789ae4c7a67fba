//! The second factor: set up, asked for, lost; and what a manager may do without it, which is nothing.

use magistere::people::second_factor::Seed;
use reqwest::Method;
use totp_rs::{Builder, Secret};

use crate::browser::Browser;
use crate::harness::{GOOD, Site};
use crate::scenes::{BESANCON, HOUR, MINUTE, location, post};

const HER: &str = "gestionnaire@example.org";
const PAGE: &str = "/ac-besancon/preferences/second-factor";

/// The code of a seed now.
fn code(site: &Site, seed: &str) -> String {
    let secret = Secret::try_from_base32(seed.replace(' ', "")).unwrap();
    let now = u64::try_from(site.clock.now() / 1_000_000).unwrap();
    Builder::new().with_secret(secret).with_issuer(Some("x")).with_account_name("x").build().unwrap().generate(now).to_string()
}

/// The seed that the page shows.
fn shown_seed(browser: &Browser) -> String {
    let start = browser.body.find("<code class=\"seed\">").unwrap() + "<code class=\"seed\">".len();
    browser.body[start..].split('<').next().unwrap().to_owned()
}

fn recovery_codes(browser: &Browser) -> Vec<String> {
    browser.body.split("<code>").skip(1).map(|rest| rest.split('<').next().unwrap().to_owned()).collect()
}

/// Somebody who has set it up, with its seed and recovery codes.
async fn secured(site: &Site) -> (String, Vec<String>) {
    site.active(BESANCON, HER).await;
    let mut browser = site.browser();
    browser.sign_in(BESANCON, HER, GOOD).await;
    browser.visit(PAGE).await;
    let seed = shown_seed(&browser);
    let codes = set_up(site, &mut browser, &seed).await;
    (seed, codes)
}

async fn set_up(site: &Site, browser: &mut Browser, seed: &str) -> Vec<String> {
    browser.fill("Code de vérification", &code(site, seed)).fill("Mot de passe actuel", GOOD).press("Mettre en place").await;
    browser.sees_heading("Codes de secours");
    let codes = recovery_codes(browser);
    assert_eq!(codes.len(), 10);
    codes
}

/// A browser that has given the password and stands before the code.
async fn half_in(site: &Site) -> Browser {
    let mut browser = site.browser();
    browser.visit("/ac-besancon/sign-in?wanted=/ac-besancon/profile").await;
    browser.fill("Nom d'utilisateur", HER).fill("Mot de passe", GOOD).press("Connexion").await;
    browser.sees_heading("Code de vérification");
    browser
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_set_up_and_asked_for() {
    let site = Site::start().await;
    site.active(BESANCON, HER).await;
    let mut hers = site.browser();
    hers.sign_in(BESANCON, HER, GOOD).await;
    let mut elsewhere = site.browser();
    elsewhere.sign_in(BESANCON, HER, GOOD).await;
    hers.visit("/ac-besancon/preferences").await;
    hers.click("Double authentification").await;
    assert!(hers.body.contains("<svg class=\"square\""));
    let seed = shown_seed(&hers);
    hers.fill("Code de vérification", "000000").fill("Mot de passe actuel", GOOD).press("Mettre en place").await;
    assert_eq!((hers.status.as_u16(), shown_seed(&hers)), (422, seed.clone()), "the same square again");
    hers.fill("Code de vérification", &code(&site, &seed)).fill("Mot de passe actuel", "Autre-chose-48!").press("Mettre en place").await;
    hers.sees("Ce n'est pas votre mot de passe actuel");
    set_up(&site, &mut hers, &seed).await;
    hers.visit("/ac-besancon/my").await;
    hers.sees_heading("Mes parcours");
    elsewhere.visit("/ac-besancon/my").await;
    elsewhere.sees_heading("Académie de Besançon");
    // From now on the password alone opens nothing.
    site.clock.advance(MINUTE);
    let mut browser = half_in(&site).await;
    let half = browser.cookies["session"].clone();
    for path in ["/my", "/profile", "/preferences", "/preferences/second-factor"] {
        browser.send(Method::GET, &format!("/ac-besancon{path}"), None, &[]).await;
        assert!(location(&browser).starts_with("/ac-besancon/sign-in?wanted="), "{path}");
    }
    browser.visit("/ac-besancon/sign-in/code?wanted=/ac-besancon/profile").await;
    let good = code(&site, &seed);
    browser.fill("Code de vérification", &format!("{} {}", &good[..3], &good[3..])).press("Continuer").await;
    browser.sees_heading("Modifier le profil");
    assert_ne!(browser.cookies["session"], half, "a session of a new id");
    // A code is used once.
    let mut thief = half_in(&site).await;
    thief.fill("Code de vérification", &good).press("Continuer").await;
    assert_eq!(thief.status, 422);
    thief.sees("n'est plus, le bon");
    // Half a session waits ten minutes, and what was wanted is kept.
    site.clock.advance(11 * MINUTE);
    thief.fill("Code de vérification", &code(&site, &seed)).press("Continuer").await;
    thief.sees("plus de dix minutes").sees_heading("Académie de Besançon");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn recovery_codes_are_used_once_and_guesses_are_counted() {
    let site = Site::start().await;
    let (seed, codes) = secured(&site).await;
    site.clock.advance(MINUTE);
    let mut browser = half_in(&site).await;
    browser.fill("Code de vérification", &codes[3].to_uppercase()).press("Continuer").await;
    browser.sees_heading("Modifier le profil");
    browser.visit(PAGE).await;
    browser.sees("Il vous en reste 9");
    let mut again = half_in(&site).await;
    again.fill("Code de vérification", &codes[3]).press("Continuer").await;
    assert_eq!(again.status, 422);
    let mut read = 0;
    for number in 0..200 {
        post(&mut again, "/ac-besancon/sign-in/code", &[("code", &format!("{number:06}"))]).await;
        read += usize::from(again.text().contains("n'est plus, le bon"));
    }
    assert!(read <= 5, "{read} of 200 were read");
    post(&mut again, "/ac-besancon/sign-in/code", &[("code", &code(&site, &seed))]).await;
    assert_eq!(again.status, 429, "even the right one waits");
    // New ones take the place of the old.
    site.prove_everybody().await;
    browser.press("De nouveaux codes de secours").await;
    let fresh = recovery_codes(&browser);
    assert!(fresh.len() == 10 && fresh.iter().all(|code| !codes.contains(code)));
    assert_eq!(site.number("select count(*) from recovery_code").await, 10);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_password_is_no_second_factor() {
    let site = Site::start().await;
    let (seed, _) = secured(&site).await;
    site.session(BESANCON, 2636, "Session Essai").await;
    let mut browser = site.browser();
    browser.visit("/ac-besancon/forgot-password?wanted=/ac-besancon/courses/2636/about").await;
    post(&mut browser, "/ac-besancon/forgot-password", &[("address", HER), ("wanted", "/ac-besancon/courses/2636/about")]).await;
    browser.visit(&site.mailed_link(HER).await).await;
    browser.fill("Nouveau mot de passe", "Prunier-vert-48!").fill("Nouveau mot de passe (à nouveau)", "Prunier-vert-48!");
    site.clock.advance(MINUTE);
    browser.press("Enregistrer").await;
    browser.sees_heading("Code de vérification");
    browser.send(Method::GET, "/ac-besancon/my", None, &[]).await;
    assert_eq!(browser.status, 303);
    browser.visit("/ac-besancon/sign-in/code?wanted=/ac-besancon/courses/2636/about").await;
    browser.fill("Code de vérification", &code(&site, &seed)).press("Continuer").await;
    browser.sees_heading("Session Essai");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_typed_waits_behind_the_code() {
    let site = Site::start().await;
    let (seed, _) = secured(&site).await;
    site.clock.advance(MINUTE);
    let mut browser = half_in(&site).await;
    browser.fill("Code de vérification", &code(&site, &seed)).press("Continuer").await;
    browser.visit("/ac-besancon/profile").await;
    let (_, _, mut fields) = browser.form_of("Enregistrer le profil");
    fields.retain(|(name, _)| name != "city");
    fields.push(("city".into(), "Lons-le-Saunier".into()));
    site.clock.advance(13 * HOUR);
    browser.send(Method::POST, "/ac-besancon/profile", Some(fields), &[]).await;
    assert_eq!(browser.status, 401);
    browser.fill("Nom d'utilisateur", HER).fill("Mot de passe", GOOD).press("Connexion").await;
    browser.sees_heading("Code de vérification").sees("Votre texte est gardé");
    browser.fill("Code de vérification", &code(&site, &seed)).press("Continuer").await;
    browser.sees_heading("Modifier le profil");
    assert!(browser.body.contains("Lons-le-Saunier"));
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_manager_without_it_manages_nothing() {
    let site = Site::start().await;
    site.active(BESANCON, HER).await;
    site.grant(BESANCON, HER, "gestionnaire").await;
    site.course(BESANCON, 2650, "Cachée", magistere::courses::CourseKind::Session, true, None).await;
    let mut browser = site.browser();
    browser.sign_in(BESANCON, HER, GOOD).await;
    browser.sees_heading("Double authentification").sees("Votre rôle la demande");
    for path in ["/courses/2650", "/courses/2650/manage", "/courses/2650/participants", "/courses/new"] {
        browser.visit(&format!("/ac-besancon{path}")).await;
        assert_eq!(browser.status, 404, "{path}");
    }
    browser.visit(PAGE).await;
    let seed = shown_seed(&browser);
    set_up(&site, &mut browser, &seed).await;
    browser.visit("/ac-besancon/courses/2650/manage").await;
    browser.sees_heading("Gérer");
    // She takes it away again, which asks for a code that is fresh: with it goes what she may do.
    site.clock.advance(20 * MINUTE);
    post(&mut browser, "/ac-besancon/preferences/second-factor/remove", &[]).await;
    assert_eq!(site.number("select count(*) from second_factor").await, 1);
    browser.visit("/ac-besancon/sign-in/code?wanted=/ac-besancon/preferences/second-factor").await;
    browser.sees("important");
    browser.fill("Code de vérification", &code(&site, &seed)).press("Continuer").await;
    browser.press("Retirer la double authentification").await;
    browser.sees("est retirée");
    browser.visit("/ac-besancon/courses/2650/manage").await;
    assert_eq!(browser.status, 404);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_telephone_is_taken_off_by_the_command() {
    let site = Site::start().await;
    secured(&site).await;
    assert_eq!(site.number("select count(*) from session").await, 1);
    site.admin(&["person", "reset-second-factor", "--email", HER], "").await.unwrap();
    assert_eq!(site.number("select (select count(*) from session) + (select count(*) from recovery_code)").await, 0);
    let mut browser = site.browser();
    browser.sign_in(BESANCON, HER, GOOD).await;
    browser.sees_heading("Mes parcours");
    // The seed in the database opens with the deployment's key, for its owner alone.
    assert!(Seed::open(&site.app.secrets, 1, "rubbish").is_none());
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn half_sessions_without_end_are_no_guesses_without_end() {
    let site = Site::start().await;
    let (seed, _) = secured(&site).await;
    let mut read = 0;
    for round in 0..12 {
        let mut thief = half_in(&site).await;
        assert!(!thief.cookies.contains_key("device"), "a device is known once somebody is in");
        for number in 0..5 {
            post(&mut thief, "/ac-besancon/sign-in/code", &[("code", &format!("{:06}", round * 5 + number))]).await;
            read += usize::from(thief.text().contains("n'est plus, le bon"));
        }
    }
    assert!(read <= 5, "{read} of 60 were read");
    // Her own device has a counter of its own, and lets her in meanwhile.
    let mut hers = site.browser();
    hers.cookies.insert("device".into(), {
        let device = magistere::visit::device::Device::default();
        device.with(&site.app.secrets, 1).unwrap()
    });
    hers.visit("/ac-besancon/sign-in").await;
    hers.fill("Nom d'utilisateur", HER).fill("Mot de passe", GOOD).press("Connexion").await;
    site.clock.advance(MINUTE / 2);
    hers.fill("Code de vérification", &code(&site, &seed)).press("Continuer").await;
    hers.sees_heading("Mes parcours");
    site.end().await;
}
