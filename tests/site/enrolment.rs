//! A trainer pastes addresses: looked at line by line, enrolled, invited; and learns nothing about anybody's accounts.

use magistere::access::CourseRole;
use magistere::courses::CourseKind;

use crate::browser::Browser;
use crate::harness::{GOOD, Site};
use crate::scenes::{BESANCON, DIJON, HOUR, MINUTE, post};

const TRAINER: &str = "formateur@example.org";
const ADD: &str = "/ac-besancon/courses/2636/participants/add";
const LIST: &str = "/ac-besancon/courses/2636/participants";

async fn site() -> (Site, Browser) {
    let site = Site::start().await;
    let trainer = site.active(BESANCON, TRAINER).await;
    site.session(BESANCON, 2636, "Session Essai parcours 2").await;
    site.enrol(BESANCON, 2636, &trainer, CourseRole::Formateur).await;
    let mut browser = site.browser();
    browser.sign_in(BESANCON, TRAINER, GOOD).await;
    (site, browser)
}

/// Pastes and looks; the browser stands on the lines.
async fn paste(browser: &mut Browser, text: &str) {
    browser.visit(ADD).await;
    browser.fill("Adresses de courriel", text).press("Vérifier les adresses").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn thirty_addresses_are_thirty_accounts_and_thirty_letters() {
    let (site, mut trainer) = site().await;
    trainer.visit("/ac-besancon/courses/2636").await;
    trainer.click("Participants").await;
    trainer.click("Inscrire des personnes").await;
    let text: Vec<String> = (1..=30).map(|number| format!("Personne {number} <p{number}@example.org>")).collect();
    paste(&mut trainer, &text.join(", ")).await;
    trainer.sees_heading("Vérifiez avant d'inscrire").sees("30 personnes seront inscrites");
    let counts = "select (select count(*) from person) * 10000 + (select count(*) from enrolment) * 100 + (select count(*) from letter)";
    assert_eq!(site.number(counts).await, 10_100, "looking changes nothing");
    trainer.press("Inscrire").await;
    trainer.sees_heading("C'est fait").sees("30 personnes sont inscrites");
    assert_eq!(site.number(counts).await, 313_130);
    // The same again changes nothing.
    paste(&mut trainer, &text.join("\n")).await;
    trainer.sees("Aucune de ces lignes");
    post(&mut trainer, "/ac-besancon/courses/2636/participants/enrol", &[("addresses", &text.join(";")), ("role", "participant")]).await;
    trainer.sees("Personne de plus").sees("30 personnes l'étaient déjà");
    assert_eq!(site.number(counts).await, 313_130);
    // Each letter leads to the course.
    let mut hers = site.browser();
    hers.visit(&site.mailed_link("p7@example.org").await).await;
    hers.fill("Nouveau mot de passe", GOOD).fill("Nouveau mot de passe (à nouveau)", GOOD);
    if hers.body.contains("Prénom") {
        hers.fill("Prénom", "Sept");
    }
    hers.press("Enregistrer").await;
    hers.sees_heading("Session Essai parcours 2");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_line_is_told_what_it_is() {
    let (site, mut trainer) = site().await;
    paste(&mut trainer, "neuve@example.org\npas une adresse\nNEUVE@example.org\nformateur@example.org\n<b>x</b>@example.org").await;
    for words in ["à inscrire", "pas d'adresse lisible", "déjà plus haut", "déjà dans cette session", "Une personne sera inscrite"] {
        trainer.sees(words);
    }
    assert!(!trainer.body.contains("<b>x</b>"));
    trainer.press("Corriger les adresses").await;
    assert!(trainer.body.contains("pas une adresse"), "the paste is still there");
    for (text, sentence) in [("", "Collez au moins une adresse"), (" ; , ", "Collez au moins une adresse")] {
        trainer.visit(ADD).await;
        trainer.fill("Adresses de courriel", text).press("Vérifier les adresses").await;
        assert_eq!(trainer.status, 422);
        trainer.sees(sentence);
    }
    let many: Vec<String> = (0..501).map(|number| format!("q{number}@example.org")).collect();
    paste(&mut trainer, &many.join("\n")).await;
    assert_eq!(trainer.status, 422);
    trainer.sees("500 adresses au plus");
    post(&mut trainer, "/ac-besancon/courses/2636/participants/enrol", &[("addresses", "z@example.org"), ("role", "concepteur")]).await;
    assert_eq!(trainer.status, 422, "no role beyond those offered");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whether_an_account_exists_is_not_told() {
    let (site, mut trainer) = site().await;
    let known = site.active(DIJON, "connue@example.org").await;
    site.run("update person set first_name = 'Zélie', last_name = 'Secrète' where id = $1", &db::args![known.id]).await;
    paste(&mut trainer, "Dame Connue <connue@example.org>, inconnue@example.org").await;
    trainer.sees("2 personnes seront inscrites");
    trainer.does_not_see("Zélie");
    trainer.press("Inscrire").await;
    trainer.sees("2 personnes sont inscrites");
    trainer.visit(LIST).await;
    trainer.sees("Dame Connue").does_not_see("Secrète");
    assert_eq!(trainer.body.matches("jamais connecté").count(), 1, "the trainer herself, and nobody else");
    // The known one is told, with the way to her course; once she has opened it, she is who she is.
    let mail = site.last_mail_to("connue@example.org").await;
    assert!(mail.text.contains("Session Essai parcours 2") && mail.text.contains("/ac-besancon/courses/2636"), "{}", mail.text);
    let mut hers = site.browser();
    hers.sign_in(BESANCON, "connue@example.org", GOOD).await;
    post(&mut hers, "/ac-besancon/courses/2636/opened", &[]).await;
    assert_eq!(hers.status, 204);
    trainer.visit(LIST).await;
    trainer.sees("Secrète").sees("activé").does_not_see("Dame Connue");
    assert_eq!(site.number("select count(*) from enrolment where length(last_opened_on) = 10").await, 1, "a day and no hour");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_goes_out_again_but_not_at_once() {
    let (site, mut trainer) = site().await;
    paste(&mut trainer, "neuve@example.org").await;
    trainer.press("Inscrire").await;
    assert_eq!(site.mails_to("neuve@example.org").await, 1);
    for (wait, mails) in [(MINUTE, 1), (HOUR, 2)] {
        site.clock.advance(wait);
        trainer.visit(LIST).await;
        trainer.press("Renvoyer l'invitation").await;
        trainer.sees("C'est noté");
        assert_eq!(site.mails_to("neuve@example.org").await, mails);
    }
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_those_who_train_there_see_its_people() {
    let (site, mut trainer) = site().await;
    let other = site.active(BESANCON, "participante@example.org").await;
    site.enrol(BESANCON, 2636, &other, CourseRole::Participant).await;
    site.session(BESANCON, 2700, "D'une autre").await;
    site.course(BESANCON, 60, "Parcours", CourseKind::Parcours, false, None).await;
    let mut hers = site.browser();
    hers.sign_in(BESANCON, "participante@example.org", GOOD).await;
    let enrol = |number: i64| format!("/ac-besancon/courses/{number}/participants/enrol");
    for number in [2636, 2700, 60, 999] {
        let browser = if number == 2636 { &mut hers } else { &mut trainer };
        browser.visit(&format!("/ac-besancon/courses/{number}/participants")).await;
        assert_eq!(browser.status, 404, "{number}");
        post(browser, &enrol(number), &[("addresses", "x@example.org"), ("role", "formateur")]).await;
        assert_eq!(browser.status, 404, "{number}");
    }
    // Somebody of another course is not resent by its number here.
    let enrolment = site.number("select max(id) from enrolment").await;
    post(&mut hers, &format!("/ac-besancon/courses/2636/participants/{enrolment}/resend"), &[]).await;
    assert_eq!(hers.status, 404);
    post(&mut trainer, "/ac-besancon/courses/2636/participants/99999/resend", &[]).await;
    assert_eq!(trainer.status, 404);
    // What is closed takes nobody.
    site.run("update course set stage = 'archived' where number = 2636", &[]).await;
    trainer.visit(ADD).await;
    assert_eq!(trainer.status, 409);
    post(&mut trainer, &enrol(2636), &[("addresses", "x@example.org"), ("role", "participant")]).await;
    assert_eq!(trainer.status, 409);
    assert_eq!(site.number("select count(*) from person where username = 'x@example.org'").await, 0);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_course_tells_no_more_than_the_first() {
    let (site, mut trainer) = site().await;
    let person = site.active(DIJON, "secrete@example.org").await;
    site.run("update person set first_name = 'Zelda', last_name = 'Cachée' where id = $1", &db::args![person.id]).await;
    site.session(BESANCON, 2637, "Une autre").await;
    let of_trainer = magistere::people::behind(&site.app.db.begin().await.unwrap(), TRAINER).await.unwrap().pop().unwrap();
    site.enrol(BESANCON, 2637, &of_trainer, CourseRole::Formateur).await;
    for number in [2636, 2637] {
        let enrol = format!("/ac-besancon/courses/{number}/participants/enrol");
        post(&mut trainer, &enrol, &[("addresses", "Quelqu'un <secrete@example.org>"), ("role", "participant")]).await;
        trainer.visit(&format!("/ac-besancon/courses/{number}/participants")).await;
        trainer.sees("Quelqu'un").sees("invité").does_not_see("Cachée");
    }
    // Pasted again as something else, she stays what she is.
    post(&mut trainer, "/ac-besancon/courses/2637/participants/enrol", &[("addresses", "secrete@example.org"), ("role", "formateur")])
        .await;
    assert_eq!(site.number("select count(*) from enrolment where role = 'formateur'").await, 2);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paste_survives_the_session() {
    let (site, mut trainer) = site().await;
    trainer.visit(ADD).await;
    trainer.fill("Adresses de courriel", "neuve@example.org\nautre@example.org");
    let (_, action, fields) = trainer.form_of("Vérifier les adresses");
    for path in [action.as_str(), "/ac-besancon/courses/2636/participants/enrol"] {
        site.clock.advance(3 * HOUR);
        trainer.send(reqwest::Method::POST, path, Some(fields.clone()), &[]).await;
        assert_eq!(trainer.status, 401, "{path}");
        trainer.fill("Nom d'utilisateur", TRAINER).fill("Mot de passe", GOOD).press("Connexion").await;
        trainer.sees_heading("Inscrire des personnes");
        assert!(trainer.body.contains("autre@example.org"), "{path}");
    }
    site.end().await;
}
