//! Sondage: what is asked and answered, who sees what of it, and that nobody answers twice.

use magistere::access::CourseRole;
use reqwest::Method;

use crate::authoring::{act, activity, course, member, section};
use crate::browser::Browser;
use crate::harness::{GOOD, Site};
use crate::scenes::{BESANCON, DIJON, HOUR, location, manager, post};

const HER: &str = "camille.martin@example.org";
const COURSE: &str = "/ac-besancon/courses/2636";
const SAVE: &str = "Enregistrer les modifications";
const BALLOTS: &str = "select count(*) from choice_ballot";
const PICKS: &str = "select count(*) from choice_pick";

fn at(id: i64) -> String {
    format!("{COURSE}/activities/{id}")
}

/// A sondage with the answers « Lundi », « Mardi » and « Jeudi », and what else its form says; its id, the trainer and somebody who answers.
async fn poll(fields: &[(&str, &str)]) -> (Site, i64, Browser, Browser) {
    let (site, mut trainer) = course().await;
    section(&mut trainer, "Un").await;
    let hers = member(&site, HER, CourseRole::Participant).await;
    let mut all = vec![("title", "Quel jour ?"), ("answers", "Lundi\nMardi\nJeudi"), ("completion", "deed")];
    all.extend(fields);
    let id = activity(&site, &mut trainer, "Un", "choice", &all).await;
    (site, id, trainer, hers)
}

/// Gives somebody a name that is nobody else's.
async fn name(site: &Site, address: &str, last_name: &str) {
    let sql = "update person set last_name = $2 where id = (select person_id from person_address where folded = $1)";
    site.run(sql, &db::args![address, last_name]).await;
}

async fn option(site: &Site, words: &str) -> String {
    let (id,): (i64,) = site.app.db.one("select id from choice_option where words = $1", &db::args![words]).await.unwrap();
    id.to_string()
}

async fn answer(site: &Site, browser: &mut Browser, poll: i64, words: &[&str]) -> u16 {
    let mut ids = Vec::new();
    for words in words {
        ids.push(option(site, words).await);
    }
    let fields: Vec<(&str, &str)> = ids.iter().map(|id| ("answer", id.as_str())).collect();
    post(browser, &format!("{}/answer", at(poll)), &fields).await.status.as_u16()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_is_asked_answered_and_answered_otherwise() {
    let (site, mut trainer) = course().await;
    section(&mut trainer, "Un").await;
    let mut hers = member(&site, HER, CourseRole::Participant).await;
    trainer.click("Ajouter une activité").await;
    trainer.click("Sondage").await;
    trainer.fill("Titre", "Quel jour ?").fill("Question", "Pour la **visio**.").fill("Réponses proposées", "Lundi\n\nlundi");
    trainer.fill("Dernier jour pour répondre", "bientôt").press(SAVE).await;
    assert_eq!(trainer.status, 422);
    trainer.sees("proposée deux fois").sees("Écrivez une date du calendrier");
    assert!(trainer.body.contains("Pour la **visio**."));
    trainer.fill("Réponses proposées", " Lundi \r\nMardi").fill("Dernier jour pour répondre", "").press("Aperçu").await;
    trainer.sees("rien n'est encore enregistré");
    trainer.press(SAVE).await;
    let id = site.number("select max(id) from activity").await;

    hers.visit(COURSE).await;
    hers.sees("0 sur 1");
    hers.click("Quel jour ?").await;
    hers.sees("Pour la visio").does_not_see("Résultats");
    post(&mut hers, &format!("{}/seen", at(id)), &[]).await;
    hers.visit(&at(id)).await;
    hers.press("Répondre").await;
    assert_eq!(hers.status, 422);
    hers.sees("Choisissez une réponse");
    assert_eq!(site.number(BALLOTS).await, 0);
    hers.fill("Mardi", &option(&site, "Mardi").await).press("Répondre").await;
    hers.sees("Votre réponse est enregistrée").sees("Résultats").sees("Une personne a répondu").sees("1 (100 %)");
    hers.does_not_see("Qui a répondu quoi");
    hers.visit(COURSE).await;
    hers.sees("1 sur 1");
    hers.visit(&at(id)).await;
    hers.fill("Lundi", &option(&site, "Lundi").await).press("Changer ma réponse").await;
    assert_eq!((site.number(BALLOTS).await, site.number(PICKS).await), (1, 1));
    let lundi = "select count(*) from choice_pick k join choice_option o on o.id = k.option_id where o.words = 'Lundi'";
    assert_eq!(site.number(lundi).await, 1);
    name(&site, HER, "Votante").await;
    trainer.visit(&at(id)).await;
    trainer.sees("Qui a répondu quoi").sees("Dominique Votante");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_answers_twice_however_it_is_pressed() {
    for fixed in ["", "1"] {
        let (site, id, _, hers) = poll(&[("fixed", fixed)]).await;
        let (lundi, mardi) = (option(&site, "Lundi").await, option(&site, "Mardi").await);
        let mut presses = Vec::new();
        for round in 0..12 {
            let mut tab = site.browser();
            tab.cookies.clone_from(&hers.cookies);
            let answer = if round % 2 == 0 { lundi.clone() } else { mardi.clone() };
            presses.push(tokio::spawn(async move {
                post(&mut tab, &format!("{}/answer", at(id)), &[("answer", &answer)]).await;
                tab.status.as_u16()
            }));
        }
        for press in presses {
            let status = press.await.unwrap();
            assert!(matches!(status, 303 | 422), "{status}");
        }
        assert_eq!((site.number(BALLOTS).await, site.number(PICKS).await), (1, 1), "fixed: {fixed:?}");
        assert_eq!(site.number("select count(*) from completed").await, 1);
        site.end().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_answered_as_its_author_says() {
    let (site, id, mut trainer, mut hers) = poll(&[("several", "1"), ("fixed", "1"), ("last_day", "2026-11-24")]).await;
    hers.visit(&at(id)).await;
    hers.sees("jusqu'au 24/11/2026").sees("Plusieurs réponses sont possibles");
    assert_eq!(answer(&site, &mut hers, id, &["Lundi", "Jeudi"]).await, 303);
    assert_eq!(site.number(PICKS).await, 2);
    // It stays; sent again it is the same; anything else is told why not.
    assert_eq!(answer(&site, &mut hers, id, &["Jeudi", "Lundi"]).await, 303);
    assert_eq!(answer(&site, &mut hers, id, &["Mardi"]).await, 422);
    hers.sees("ne permet pas d'en changer");
    hers.visit(&at(id)).await;
    hers.sees("Votre réponse").does_not_see("Changer ma réponse");
    // After its last day nobody answers, and what was answered stays.
    let mut late = member(&site, "tard@example.org", CourseRole::Participant).await;
    site.clock.advance(24 * HOUR);
    late.sign_in(BESANCON, "tard@example.org", GOOD).await;
    assert_eq!(answer(&site, &mut late, id, &["Mardi"]).await, 422);
    late.sees("le dernier jour est passé");
    late.visit(&at(id)).await;
    late.sees("On pouvait répondre jusqu'au 24/11/2026").does_not_see("Résultats");
    // One answer only, where only one is asked for; none of another sondage, of none, or of nobody's.
    trainer.sign_in(BESANCON, "formateur@example.org", GOOD).await;
    let other = activity(&site, &mut trainer, "Un", "choice", &[("title", "Oui ?"), ("answers", "Oui\nNon")]).await;
    assert_eq!(answer(&site, &mut late, other, &["Oui", "Non"]).await, 422);
    late.sees("Choisissez une seule réponse");
    assert_eq!(answer(&site, &mut late, other, &["Lundi"]).await, 422);
    late.sees("n'est plus proposée");
    for wrong in ["", "x", "-1", "0", "99999999999999999999", "\u{0}"] {
        post(&mut late, &format!("{}/answer", at(other)), &[("answer", wrong)]).await;
        assert_eq!(late.status, 422, "{wrong:?}");
    }
    assert_eq!(site.number(BALLOTS).await, 1);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn answers_given_stay_when_the_answers_are_written_anew() {
    let (site, id, mut trainer, mut hers) = poll(&[]).await;
    answer(&site, &mut hers, id, &["Mardi"]).await;
    let edit = format!("{}/edit", at(id));
    // Written better, it is the same answer.
    trainer.visit(&edit).await;
    trainer.fill("Réponses proposées", "Lundi\nMardi matin\nJeudi").press(SAVE).await;
    let given = |words: &'static str| {
        let site = &site;
        async move {
            let sql = "select count(*) from choice_pick k join choice_option o on o.id = k.option_id where o.words = $1";
            site.app.db.one::<(i64,)>(sql, &db::args![words]).await.unwrap().0
        }
    };
    assert_eq!(given("Mardi matin").await, 1);
    // Offered no more it still counts, and nobody can choose it; what nobody chose is gone.
    let withdrawn = option(&site, "Mardi matin").await;
    trainer.visit(&edit).await;
    trainer.fill("Réponses proposées", "Vendredi\nSamedi\nDimanche\nLundi").press(SAVE).await;
    assert_eq!(site.number("select count(*) from choice_option").await, 5);
    hers.visit(&at(id)).await;
    hers.sees("Mardi matin").sees("retirée");
    post(&mut hers, &format!("{}/answer", at(id)), &[("answer", &withdrawn), ("answer", &withdrawn)]).await;
    assert_eq!(hers.status, 303, "it is what she answered");
    let mut other = member(&site, "autre@example.org", CourseRole::Participant).await;
    post(&mut other, &format!("{}/answer", at(id)), &[("answer", &withdrawn)]).await;
    assert_eq!(other.status, 422);
    // Written again it is offered again.
    trainer.visit(&edit).await;
    trainer.fill("Réponses proposées", "Mardi matin\nLundi").press(SAVE).await;
    assert_eq!(option(&site, "Mardi matin").await, withdrawn);
    assert_eq!((given("Mardi matin").await, site.number(PICKS).await), (1, 1));
    // A copy asks the same and was answered by nobody; thrown away for good, nothing is left of it.
    act(&mut trainer, "activity-copy", id).await;
    let copy = site.number("select max(id) from activity").await;
    hers.visit(&at(copy)).await;
    hers.sees("Mardi matin").sees("Répondre");
    assert_eq!((site.number(BALLOTS).await, site.number("select count(*) from choice_option").await), (1, 4));
    act(&mut trainer, "activity-trash", id).await;
    site.clock.advance(31 * 24 * HOUR);
    magistere::authoring::purge::purge(&site.app, site.clock.now()).await.unwrap();
    assert_eq!((site.number(BALLOTS).await, site.number(PICKS).await), (0, 0));
    assert_eq!(site.number("select count(*) from activity_choice").await, 1);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn results_are_for_whom_its_author_says_and_names_for_trainers() {
    for (results, before, after) in [("answered", false, true), ("always", true, true), ("never", false, false)] {
        let (site, id, mut trainer, mut hers) = poll(&[("results", results)]).await;
        let mut other = member(&site, "autre@example.org", CourseRole::Participant).await;
        name(&site, "autre@example.org", "Votante").await;
        answer(&site, &mut other, id, &["Jeudi"]).await;
        for sees in [before, after] {
            hers.visit(&at(id)).await;
            assert_eq!(hers.text().contains("Résultats"), sees, "{results}");
            hers.does_not_see("Qui a répondu quoi").does_not_see("Votante");
            answer(&site, &mut hers, id, &["Lundi"]).await;
        }
        trainer.visit(&at(id)).await;
        trainer.sees("Résultats").sees("2 personnes ont répondu").sees("Qui a répondu quoi").sees("Dominique Votante");
        site.end().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_those_who_are_in_it_answer_and_only_while_it_is_open() {
    let (site, id, mut trainer, mut hers) = poll(&[("body", "<script>alert(1)</script>"), ("title", "<b>Quel</b> jour ?")]).await;
    let lundi = option(&site, "Lundi").await;
    let path = format!("{}/answer", at(id));
    hers.visit(&at(id)).await;
    assert!(!hers.body.contains("alert(1)</script>") && !hers.body.contains("<b>Quel"));
    // A manager sees the results and is not asked; somebody of elsewhere finds nothing.
    let mut manages = manager(&site).await;
    manages.visit(&at(id)).await;
    manages.sees("Résultats").does_not_see("Répondre");
    post(&mut manages, &path, &[("answer", &lundi)]).await;
    assert_eq!(manages.status, 404);
    site.active(DIJON, "dijon@example.org").await;
    let mut elsewhere = site.browser();
    elsewhere.sign_in(DIJON, "dijon@example.org", GOOD).await;
    site.session(DIJON, 2636, "À Dijon").await;
    for path in [
        path.clone(),
        format!("/ac-dijon/courses/2636/activities/{id}/answer"),
        format!("/ac-besancon/courses/2700/activities/{id}/answer"),
    ] {
        post(&mut elsewhere, &path, &[("answer", &lundi)]).await;
        assert!(matches!(elsewhere.status.as_u16(), 200 | 401 | 403 | 404), "{path}: {}", elsewhere.status);
    }
    post(&mut site.browser(), &path, &[("answer", &lundi)]).await;
    let page = activity(&site, &mut trainer, "Un", "page", &[("title", "Une page"), ("body", "…")]).await;
    post(&mut hers, &format!("{}/answer", at(page)), &[("answer", &lundi)]).await;
    assert_eq!(hers.status, 404);
    // Hidden it is nowhere; sent from another site it is refused; in a closed course it is only read.
    act(&mut trainer, "activity-hide", id).await;
    post(&mut hers, &path, &[("answer", &lundi)]).await;
    assert_eq!(hers.status, 404);
    act(&mut trainer, "activity-show", id).await;
    hers.send(Method::POST, &path, Some(vec![("answer".into(), lundi.clone())]), &[("sec-fetch-site", "cross-site")]).await;
    assert_eq!(hers.status, 403);
    assert_eq!(site.number(BALLOTS).await, 0);
    // What was chosen when the session ended is still chosen.
    hers.visit(&at(id)).await;
    hers.fill("Lundi", &lundi);
    let (_, action, fields) = hers.form_of("Répondre");
    site.clock.advance(3 * HOUR);
    hers.send(Method::POST, &action, Some(fields), &[]).await;
    assert_eq!(hers.status, 401);
    hers.fill("Nom d'utilisateur", HER).fill("Mot de passe", GOOD).press("Connexion").await;
    hers.press("Répondre").await;
    assert_eq!(site.number(BALLOTS).await, 1, "{}", hers.text());
    site.set(BESANCON, 2636, &["stage=archived"]).await.unwrap();
    hers.visit(&at(id)).await;
    hers.sees("on n'y répond plus").does_not_see("Changer ma réponse");
    post(&mut hers, &path, &[("answer", &lundi)]).await;
    assert_eq!((hers.status.as_u16(), location(&hers)), (409, String::new()));
    site.end().await;
}
