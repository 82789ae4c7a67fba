//! `magistere admin`, beside a running site: what it makes, what it refuses, and that the next request knows.

use serde_json::json;

use crate::harness::{GOOD, Site};
use crate::scenes::{BESANCON, DIJON, is_in};

const HER: &str = "camille.martin@example.org";

/// `person add` in Besançon, with more flags.
async fn add(site: &Site, email: &str, more: &[&str], input: &str) -> Result<serde_json::Value, String> {
    let line = [&["person", "add", "--academy", BESANCON, "--email", email], more].concat();
    site.admin(&line, input).await
}

async fn enrol(site: &Site, course: &str, email: &str, role: &str) -> Result<serde_json::Value, String> {
    site.admin(&["enrol", "--academy", BESANCON, "--course", course, "--email", email, "--role", role], "").await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_is_made_and_mailed_only_when_asked() {
    let site = Site::start().await;
    let person = add(&site, "  Camille.Martin@Example.org ", &[], "").await.unwrap();
    assert_eq!((&person["username"], &person["state"]), (&json!(HER), &json!("invited")));
    assert_eq!(person["addresses"], json!([{ "address": "Camille.Martin@Example.org", "state": "given", "main": true }]));
    assert_eq!(person["memberships"], json!([{ "academy": BESANCON, "state": "active", "roles": [] }]));
    assert_eq!(site.mail().await.len(), 0);
    let again = add(&site, HER, &["--invite"], "").await.unwrap();
    assert_eq!(again, person, "an account that is known stays as it was");
    let mail = site.last_mail().await;
    assert_eq!(mail.recipient, "Camille.Martin@Example.org");
    assert!(mail.text.contains("/ac-besancon/activate?token="), "{}", mail.text);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_from_the_input_opens_the_account() {
    let site = Site::start().await;
    let names = ["--password-stdin", "--first-name", "Camille", "--last-name", "Martin"];
    let person = add(&site, HER, &names, &format!("{GOOD}\n")).await.unwrap();
    assert_eq!((&person["state"], &person["addresses"][0]["state"]), (&json!("active"), &json!("verified")));
    let mut browser = site.browser();
    browser.sign_in(BESANCON, HER, GOOD).await;
    assert!(is_in(&mut browser, BESANCON).await);
    let refused = add(&site, "x@example.org", &["--password-stdin"], "azerty\n").await.unwrap_err();
    assert!(refused.contains("8 characters"), "{refused}");
    assert!(site.admin(&["person", "show", "--email", "x@example.org"], "").await.is_err(), "a refusal leaves nothing behind");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_known_elsewhere_gains_the_membership() {
    let site = Site::start().await;
    site.active(DIJON, HER).await;
    let person = add(&site, HER, &[], "").await.unwrap();
    let slugs: Vec<&str> = person["memberships"].as_array().unwrap().iter().map(|one| one["academy"].as_str().unwrap()).collect();
    assert_eq!((slugs, &person["state"]), (vec![BESANCON, DIJON], &json!("active")));
    assert_eq!(site.number("select count(*) from event where kind = 'membership.added'").await, 1);
    add(&site, HER, &[], "").await.unwrap();
    assert_eq!(site.number("select count(*) from event where kind = 'membership.added'").await, 1, "once");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_account_shares_the_address() {
    let site = Site::start().await;
    add(&site, HER, &[], "").await.unwrap();
    let second = add(&site, HER, &["--username", "cmartin2"], "").await.unwrap();
    assert_eq!(second["username"], "cmartin2");
    assert_eq!(add(&site, HER, &["--username", "cmartin2"], "").await.unwrap()["id"], second["id"], "it is the one that is named");
    let refused = site.admin(&["person", "show", "--email", HER], "").await.unwrap_err();
    assert!(refused.contains(HER) && refused.contains("cmartin2") && refused.contains("--username"), "{refused}");
    for name in ["autre@example.org", "a b", "<x>", ""] {
        assert!(add(&site, HER, &["--username", name], "").await.is_err(), "{name}");
    }
    add(&site, "autre@example.org", &["--username", "lautre"], "").await.unwrap();
    assert!(add(&site, "encore@example.org", &["--username", "LAutre"], "").await.unwrap_err().contains("somebody else"));
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_words_are_refused_with_a_sentence() {
    let site = Site::start().await;
    for (line, said) in [
        (vec!["person", "add", "--academy", "ac-nulle-part", "--email", HER], "there is no académie"),
        (vec!["person", "add", "--academy", BESANCON, "--email", "pas une adresse"], "no mail could reach"),
        (vec!["person", "show", "--email", HER], "nobody has the address"),
        (vec!["person", "suspend", "--email", HER], "nobody has the address"),
        (vec!["enrol", "--academy", BESANCON, "--course", "1", "--email", HER, "--role", "participant"], "has no course 1"),
        (vec!["enrol", "--academy", BESANCON, "--course", "1", "--email", HER, "--role", "roi"], "possible values"),
        (vec!["course", "add", "--academy", BESANCON, "--title", "X", "--start", "2026-02-30"], "YYYY-MM-DD"),
        (vec!["course", "add", "--academy", BESANCON, "--title", "X", "--start", "2026-03-02", "--end", "2026-03-01"], ""),
        (vec!["course", "add", "--academy", BESANCON, "--title", "  "], ""),
        (vec!["course", "add", "--academy", BESANCON, "--title", "X", "--number", "0"], "number"),
        (vec!["academy", "set", "--academy", BESANCON, "colour=blue"], "no such setting"),
        (vec!["academy", "set", "--academy", BESANCON, "support_contact=pas une adresse"], "a mail address"),
        (vec!["academy", "set", "--academy", BESANCON, "arena_scolaire=javascript:alert(1)"], "https://"),
        (vec!["academy", "set", "--academy", BESANCON, "password_preset=weak"], "academie or nist"),
    ] {
        let refused = site.admin(&line, "").await.unwrap_err();
        assert!(refused.contains(said), "{line:?}: {refused}");
    }
    for table in ["person", "course", "enrolment", "event"] {
        assert_eq!(site.number(&format!("select count(*) from {table}")).await, 0, "nothing was left in {table}");
    }
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_course_is_made_running_and_its_number_is_its_own() {
    let site = Site::start().await;
    let first = site.admin(&["course", "add", "--academy", BESANCON, "--number", "2636", "--title", "Essai"], "").await.unwrap();
    assert_eq!((&first["number"], &first["kind"], &first["stage"]), (&json!(2636), &json!("session"), &json!("running")));
    assert!(first["url"].as_str().unwrap().ends_with("/ac-besancon/courses/2636"), "{first}");
    let taken = site.admin(&["course", "add", "--academy", BESANCON, "--number", "2636", "--title", "Autre"], "").await.unwrap_err();
    assert!(taken.contains("2636"), "{taken}");
    site.admin(&["course", "add", "--academy", DIJON, "--number", "2636", "--title", "À Dijon"], "").await.unwrap();
    let next = site.admin(&["course", "add", "--academy", BESANCON, "--title", "Suivant"], "").await.unwrap();
    assert!(next["number"].as_i64().unwrap() > 0 && next["number"] != 2636);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn enrolling_somebody_unknown_invites_her_to_the_course() {
    let site = Site::start().await;
    site.session(BESANCON, 2636, "Session Essai parcours 2").await;
    let done = enrol(&site, "2636", HER, "participant").await.unwrap();
    assert_eq!(
        (&done["person"]["state"], &done["course"]["number"], &done["role"]),
        (&json!("invited"), &json!(2636), &json!("participant"))
    );
    assert_eq!(site.mails_to(HER).await, 1);
    assert!(site.last_mail().await.text.contains("Session Essai parcours 2"), "the invitation says to what");
    enrol(&site, "2636", HER, "participant").await.unwrap();
    assert_eq!(site.mails_to(HER).await, 1, "repeated, it changes nothing");
    assert_eq!(site.number("select count(*) from enrolment").await, 1);
    enrol(&site, "2636", HER, "formateur").await.unwrap();
    assert_eq!(site.number("select count(*) from enrolment where role = 'formateur'").await, 1);
    let mut browser = site.browser();
    browser.visit(&site.mailed_link(HER).await).await;
    browser
        .fill("Prénom", "Camille")
        .fill("Nom", "Martin")
        .fill("Nouveau mot de passe", GOOD)
        .fill("Nouveau mot de passe (à nouveau)", GOOD)
        .press("Enregistrer")
        .await;
    browser.sees_heading("Session Essai parcours 2");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_parcours_receives_no_participant() {
    let site = Site::start().await;
    let made = site.admin(&["course", "add", "--academy", BESANCON, "--title", "Maître", "--kind", "parcours"], "").await.unwrap();
    let number = made["number"].to_string();
    assert!(enrol(&site, &number, HER, "participant").await.is_err());
    assert_eq!(site.number("select count(*) from person").await, 0, "no account was made either");
    enrol(&site, &number, HER, "concepteur").await.unwrap();
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn rights_and_suspensions_act_on_the_next_request() {
    let site = Site::start().await;
    site.active(BESANCON, HER).await;
    let mut browser = site.browser();
    browser.sign_in(BESANCON, HER, GOOD).await;
    assert!(is_in(&mut browser, BESANCON).await);
    site.suspend_membership(BESANCON, HER).await;
    browser.visit("/ac-besancon/my").await;
    assert_eq!(browser.status, 403);
    let person = site.admin(&["person", "show", "--email", HER], "").await.unwrap();
    assert_eq!(person["memberships"][0]["state"], "suspended");
    site.suspend_person(HER).await;
    assert!(!is_in(&mut browser, BESANCON).await);
    assert_eq!(site.number("select count(*) from session").await, 0);
    assert_eq!(site.admin(&["person", "show", "--email", HER], "").await.unwrap()["state"], "suspended");
    site.suspend_person(HER).await;
    assert_eq!(site.number("select count(*) from event where kind = 'person.suspended'").await, 1);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn roles_are_of_an_academie_or_of_the_site() {
    let site = Site::start().await;
    site.active(DIJON, HER).await;
    let grant = |more: &'static [&'static str]| [&["role", "grant", "--email", HER], more].concat();
    let manager = site.admin(&grant(&["--role", "gestionnaire", "--academy", BESANCON]), "").await.unwrap();
    let here = manager["memberships"].as_array().unwrap().iter().find(|one| one["academy"] == BESANCON).unwrap().clone();
    assert_eq!(here["roles"], json!(["gestionnaire"]), "a role makes a member");
    assert!(site.admin(&grant(&["--role", "gestionnaire"]), "").await.unwrap_err().contains("--academy"));
    assert!(site.admin(&grant(&["--role", "administrateur-national", "--academy", BESANCON]), "").await.is_err());
    assert!(site.admin(&grant(&["--role", "formateur", "--academy", BESANCON]), "").await.is_err(), "a role in a course is an enrolment");
    // Sessions that were to last longer than an administrator's may are over.
    let mut hers = site.browser();
    hers.sign_in(DIJON, HER, GOOD).await;
    let national = site.admin(&grant(&["--role", "administrateur-national"]), "").await.unwrap();
    assert_eq!(national["roles"], json!(["administrateur-national"]));
    assert!(!is_in(&mut hers, DIJON).await);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_are_changed_all_or_none() {
    let site = Site::start().await;
    let set = |more: &'static [&'static str]| [&["academy", "set", "--academy", BESANCON], more].concat();
    site.admin(&set(&["support_contact=aide@example.org", "sender_name=Formation", "arena_scolaire=https://arena.example.org/"]), "")
        .await
        .unwrap();
    let refused = site.admin(&set(&["sender_name=Autre", "support_contact=rien"]), "").await;
    assert!(refused.is_err());
    let academy = site.academy(BESANCON).await;
    assert_eq!((academy.sender_name.as_deref(), academy.support_contact.as_deref()), (Some("Formation"), Some("aide@example.org")));
    let mut browser = site.browser();
    browser.visit("/ac-besancon/my").await;
    assert!(browser.body.contains("https://arena.example.org/"), "the choice page leads there from the next request on");
    site.admin(&set(&["arena_scolaire="]), "").await.unwrap();
    browser.visit("/ac-besancon/my").await;
    assert!(!browser.body.contains("https://arena.example.org/"));
    site.end().await;
}
