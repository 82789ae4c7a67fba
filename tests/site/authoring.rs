//! Writing a course: what a trainer makes with a few clicks, who reads it, and that two who write at once lose nothing.

use magistere::access::CourseRole;
use reqwest::Method;

use crate::browser::Browser;
use crate::harness::{GOOD, Site};
use crate::scenes::{BESANCON, DIJON, HOUR, location, post};

const TRAINER: &str = "formateur@example.org";
const HER: &str = "camille.martin@example.org";
const COURSE: &str = "/ac-besancon/courses/2636";
const EDIT: &str = "/ac-besancon/courses/2636/edit";

pub async fn member(site: &Site, address: &str, role: CourseRole) -> Browser {
    let person = site.active(BESANCON, address).await;
    site.enrol(BESANCON, 2636, &person, role).await;
    let mut browser = site.browser();
    browser.sign_in(BESANCON, address, GOOD).await;
    browser
}

pub async fn course() -> (Site, Browser) {
    let site = Site::start().await;
    site.session(BESANCON, 2636, "L'ultimate en cours d'EPS").await;
    let trainer = member(&site, TRAINER, CourseRole::Formateur).await;
    (site, trainer)
}

pub async fn section(browser: &mut Browser, title: &str) {
    browser.visit(EDIT).await;
    browser.fill("Titre de la section", title).press("Ajouter la section").await;
    browser.sees(title);
}

/// One more activity in the section of this name, by its form.
pub async fn activity(site: &Site, browser: &mut Browser, section: &str, kind: &str, fields: &[(&str, &str)]) -> i64 {
    let (id,): (i64,) = site.app.db.one("select id from section where title = $1", &db::args![section]).await.unwrap();
    post(browser, &format!("{COURSE}/sections/{id}/add/{kind}"), fields).await;
    assert_eq!(browser.status, 303, "{}", browser.text());
    site.number("select max(id) from activity").await
}

pub async fn act(browser: &mut Browser, act: &str, id: i64) {
    post(browser, EDIT, &[("do", &format!("{act}:{id}"))]).await;
    assert_eq!(browser.status, 303, "{act} {id}");
}

/// Titles of activities in their order, as this browser reads the course.
fn order(browser: &Browser, titles: &[&str]) -> Vec<String> {
    let text = browser.text();
    let text = text.split("Sommaire").last().unwrap_or_default().to_owned() + &browser.text();
    let mut found: Vec<(usize, String)> = titles.iter().filter_map(|title| Some((text.find(title)?, (*title).to_owned()))).collect();
    found.sort_unstable();
    found.into_iter().map(|(_, title)| title).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_course_becomes_one_that_is_read() {
    let (site, mut trainer) = course().await;
    let mut hers = member(&site, HER, CourseRole::Participant).await;
    trainer.visit(COURSE).await;
    trainer.click("Modifier le contenu").await;
    trainer.sees("Ce parcours est encore vide");
    trainer.fill("Titre de la section", "Découvrir").press("Ajouter la section").await;
    trainer.click("Ajouter une activité").await;
    trainer.click("Étiquette").await;
    trainer.fill("Texte", "Un jeu **sans arbitre**.\n\n- sept\n- contre sept").press("Aperçu").await;
    trainer.sees("Aperçu : rien n'est encore enregistré").sees("sans arbitre");
    assert!(trainer.body.contains("<strong>sans arbitre</strong>"), "{}", trainer.body);
    assert_eq!(site.number("select count(*) from activity").await, 0);
    trainer.press("Enregistrer les modifications").await;
    trainer.sees("sans arbitre");
    trainer.click("Ajouter une activité").await;
    trainer.click("Page").await;
    trainer.press("Enregistrer les modifications").await;
    trainer.sees("Donnez un titre");
    trainer.fill("Titre", "Les règles").fill("Texte", "## Le terrain\n\nCent mètres.").press("Enregistrer les modifications").await;
    trainer.sees("Les règles");

    hers.visit(COURSE).await;
    hers.sees("Découvrir").sees("sans arbitre").does_not_see("Modifier le contenu");
    hers.click("Les règles").await;
    hers.sees_heading("Les règles").sees("Cent mètres");
    assert!(hers.body.contains("<h2>Le terrain</h2>"), "{}", hers.body);
    // Written on, it is what was typed.
    let id = site.number("select max(id) from activity").await;
    trainer.visit(&format!("{COURSE}/activities/{id}/edit")).await;
    assert!(trainer.body.contains("## Le terrain"), "{}", trainer.body);
    assert_eq!(site.number("select count(*) from event where kind like 'course.activity.added' or kind = 'course.section.added'").await, 3);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn parts_move_are_hidden_copied_thrown_away_and_taken_back() {
    let (site, mut trainer) = course().await;
    let mut hers = member(&site, HER, CourseRole::Participant).await;
    for title in ["Un", "Deux"] {
        section(&mut trainer, title).await;
    }
    let mut ids = Vec::new();
    for title in ["Alpha", "Bravo", "Charlie"] {
        ids.push(activity(&site, &mut trainer, "Un", "page", &[("title", title), ("body", "…")]).await);
    }
    let titles = ["Alpha", "Bravo", "Charlie"];
    for (what, id, expected) in [
        ("activity-up", ids[2], ["Alpha", "Charlie", "Bravo"]),
        ("activity-up", ids[2], ["Charlie", "Alpha", "Bravo"]),
        // The first of the first section stays; the last goes into the next section, and comes back.
        ("activity-up", ids[2], ["Charlie", "Alpha", "Bravo"]),
        ("activity-down", ids[1], ["Charlie", "Alpha", "Bravo"]),
        ("activity-down", ids[1], ["Charlie", "Alpha", "Bravo"]),
        ("section-up", 2, ["Bravo", "Charlie", "Alpha"]),
        ("section-down", 2, ["Charlie", "Alpha", "Bravo"]),
        ("activity-up", ids[1], ["Charlie", "Alpha", "Bravo"]),
        ("activity-down", ids[2], ["Alpha", "Charlie", "Bravo"]),
    ] {
        let id = if what.starts_with("section") { site.number("select max(id) from section").await } else { id };
        act(&mut trainer, what, id).await;
        hers.visit(COURSE).await;
        assert_eq!(order(&hers, &titles), expected, "{what} {id}");
    }
    act(&mut trainer, "activity-hide", ids[0]).await;
    hers.visit(COURSE).await;
    hers.does_not_see("Alpha").sees("Bravo");
    trainer.visit(&format!("{COURSE}?as=participant")).await;
    trainer.does_not_see("Alpha").sees("Voici ce que voit un participant").does_not_see("Modifier le contenu");
    act(&mut trainer, "activity-show", ids[0]).await;
    act(&mut trainer, "activity-copy", ids[0]).await;
    trainer.visit(EDIT).await;
    trainer.sees("Alpha (copie)");
    act(&mut trainer, "activity-trash", ids[1]).await;
    hers.visit(COURSE).await;
    hers.does_not_see("Bravo");
    hers.send(Method::GET, &format!("{COURSE}/activities/{}", ids[1]), None, &[]).await;
    assert_eq!(hers.status, 404);
    trainer.visit(EDIT).await;
    trainer.sees("Supprimé récemment (1)");
    // A section goes with what is in it, and comes back with it.
    let first = site.number("select min(id) from section").await;
    act(&mut trainer, "section-trash", first).await;
    hers.visit(COURSE).await;
    hers.does_not_see("Alpha").does_not_see("Charlie");
    act(&mut trainer, "section-restore", first).await;
    act(&mut trainer, "activity-restore", ids[1]).await;
    hers.visit(COURSE).await;
    hers.sees("Alpha").sees("Bravo").sees("Charlie");
    // What nobody wants back goes for good, and only that.
    act(&mut trainer, "activity-trash", ids[1]).await;
    site.clock.advance(31 * 24 * HOUR);
    assert_eq!(magistere::authoring::purge::purge(&site.app, site.clock.now()).await.unwrap(), 1);
    assert_eq!(site.number("select count(*) from activity").await, 3);
    assert_eq!(site.number("select count(*) from activity_page").await, 3);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_who_write_at_once_lose_nothing() {
    let (site, mut one) = course().await;
    let mut other = member(&site, "autre@example.org", CourseRole::Concepteur).await;
    section(&mut one, "Un").await;
    let id = activity(&site, &mut one, "Un", "page", &[("title", "Règles"), ("body", "Première version")]).await;
    let at = format!("{COURSE}/activities/{id}/edit");
    one.visit(&at).await;
    other.visit(&at).await;
    one.fill("Texte", "De la première").press("Enregistrer les modifications").await;
    other.fill("Texte", "De la seconde").press("Enregistrer les modifications").await;
    assert_eq!(other.status, 422);
    other.sees("Quelqu'un d'autre a enregistré");
    assert!(other.body.contains("De la seconde"));
    assert_eq!(site.number("select count(*) from activity_page where source = 'De la première'").await, 1);
    // She has seen it, and keeps hers.
    other.press("Enregistrer les modifications").await;
    assert_eq!(site.number("select count(*) from activity_page where source = 'De la seconde'").await, 1);
    // Thrown away by one while the other writes: what she typed waits, and is stored once it was restored.
    other.visit(&at).await;
    act(&mut one, "activity-trash", id).await;
    other.fill("Texte", "Écrit pendant ce temps").press("Enregistrer les modifications").await;
    assert_eq!(other.status, 422);
    other.sees("a été supprimée pendant que vous écriviez");
    act(&mut one, "activity-restore", id).await;
    other.press("Enregistrer les modifications").await;
    assert_eq!(site.number("select count(*) from activity_page where source = 'Écrit pendant ce temps'").await, 1);
    // A form sent twice makes one.
    let first = site.number("select min(id) from section").await;
    let add = format!("{COURSE}/sections/{first}/add/page");
    for form in ["un", "un", "deux"] {
        post(&mut one, &add, &[("request", form), ("title", "Doublon"), ("body", "…")]).await;
        assert_eq!(one.status, 303);
        post(&mut one, EDIT, &[("request", form), ("title", "Section double")]).await;
        assert_eq!(one.status, 303);
    }
    assert_eq!(site.number("select count(*) from activity where title = 'Doublon'").await, 2);
    assert_eq!(site.number("select count(*) from section where title = 'Section double'").await, 2);
    // The way back, another text: nothing that is stored is written over, and nothing typed is lost.
    post(&mut one, &add, &[("request", "un"), ("title", "Autre"), ("body", "Tout autre")]).await;
    assert_eq!(one.status, 422);
    one.sees("déjà été enregistré une fois");
    one.press("Enregistrer les modifications").await;
    assert_eq!(site.number("select count(*) from activity where title = 'Autre'").await, 1);
    assert_eq!(site.number("select count(*) from activity_page where source = '…'").await, 2);
    // What somebody hid while another wrote stays hidden until she knows.
    one.visit(&at).await;
    act(&mut other, "activity-hide", id).await;
    one.press("Enregistrer les modifications").await;
    assert_eq!(one.status, 422);
    assert_eq!(site.number("select count(*) from activity where hidden").await, 1);
    // A section thrown away under a form keeps what is typed, and what is in it stays in it.
    one.visit(&add).await;
    one.fill("Titre", "Dans une section partie");
    act(&mut other, "section-trash", first).await;
    one.press("Enregistrer les modifications").await;
    assert_eq!(one.status, 422);
    assert!(one.body.contains("Dans une section partie"));
    act(&mut other, "activity-up", id).await;
    act(&mut other, "activity-down", id).await;
    assert_eq!(site.number("select count(*) from activity where section_id = (select min(id) from section)").await, 4);
    act(&mut other, "section-restore", first).await;
    // The same of a section; and a session that ended in between keeps what was typed.
    let first = site.number("select min(id) from section").await;
    one.visit(&format!("{COURSE}/sections/{first}/edit")).await;
    let (_, action, mut fields) = one.form_of("Enregistrer les modifications");
    fields.iter_mut().filter(|(name, _)| name == "title").for_each(|(_, value)| *value = "Titre tapé longtemps".into());
    site.clock.advance(3 * HOUR);
    one.send(Method::POST, &action, Some(fields), &[]).await;
    assert_eq!(one.status, 401);
    one.fill("Nom d'utilisateur", TRAINER).fill("Mot de passe", GOOD).press("Connexion").await;
    assert!(one.body.contains("Titre tapé longtemps"), "{}", one.text());
    one.press("Enregistrer les modifications").await;
    assert_eq!(site.number("select count(*) from section where title = 'Titre tapé longtemps'").await, 1);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_authors_write_and_only_while_it_is_open() {
    let (site, mut trainer) = course().await;
    section(&mut trainer, "Un").await;
    let note = activity(&site, &mut trainer, "Un", "label", &[("tone", "trainer_note"), ("body", "Entre nous"), ("title", "")]).await;
    let section_id = site.number("select min(id) from section").await;
    let pages = [
        EDIT.to_owned(),
        format!("{COURSE}/sections/{section_id}/edit"),
        format!("{COURSE}/sections/{section_id}/add"),
        format!("{COURSE}/sections/{section_id}/add/page"),
        format!("{COURSE}/activities/{note}/edit"),
    ];
    let mut hers = member(&site, HER, CourseRole::Participant).await;
    let mut tutor = member(&site, "tuteur@example.org", CourseRole::Tuteur).await;
    for browser in [&mut hers, &mut tutor] {
        for page in &pages {
            browser.send(Method::GET, page, None, &[]).await;
            assert_eq!(browser.status, 404, "{page}");
            post(browser, page, &[("do", &format!("activity-trash:{note}")), ("title", "x"), ("body", "x")]).await;
            assert!(matches!(browser.status.as_u16(), 404 | 405), "{page}");
        }
    }
    hers.visit(COURSE).await;
    hers.does_not_see("Entre nous");
    tutor.visit(COURSE).await;
    tutor.sees("Entre nous");
    trainer.visit(&format!("{COURSE}?as=participant")).await;
    trainer.does_not_see("Entre nous");
    // Parts of another course, of another académie, and what is no part at all.
    site.session(BESANCON, 2700, "Autre").await;
    site.session(DIJON, 2636, "À Dijon").await;
    for (path, status) in [
        ("/ac-besancon/courses/2700/edit".to_owned(), 404),
        ("/ac-dijon/courses/2636/edit".to_owned(), 404),
        (format!("{COURSE}/sections/999999/edit"), 404),
        (format!("{COURSE}/sections/{section_id}/add/quiz"), 404),
        (format!("{COURSE}/activities/999999/edit"), 404),
    ] {
        trainer.send(Method::GET, &path, None, &[]).await;
        assert_eq!(trainer.status, status, "{path}");
    }
    for wrong in ["", "activity-up", "activity-up:x", "drop-table:1", "activity-up:999999"] {
        post(&mut trainer, EDIT, &[("do", wrong)]).await;
        assert!(matches!(trainer.status.as_u16(), 303 | 404), "{wrong}");
    }
    // What is no id of a form is none: it makes no key, on either engine.
    for wrong in ["x".repeat(20_000), "\u{0}".into(), "é".into()] {
        post(&mut trainer, EDIT, &[("request", &wrong), ("title", "Encore")]).await;
        assert_eq!(trainer.status, 303, "{}", wrong.len());
        post(&mut trainer, &format!("{COURSE}/sections/{section_id}/add/page"), &[("request", &wrong), ("title", "x"), ("body", "x")])
            .await;
        assert_eq!(trainer.status, 303, "{}", wrong.len());
    }
    assert_eq!(site.number("select count(*) from activity where request_key is not null").await, 0);
    // Hostile text is a text.
    let hostile = "<script>alert(1)</script><img src=x onerror=alert(1)>[x](javascript:alert(1)) <iframe src=//evil>";
    activity(&site, &mut trainer, "Un", "page", &[("title", "<b>Titre</b>"), ("body", hostile)]).await;
    for browser in [&mut trainer, &mut hers] {
        for page in [COURSE.to_owned(), format!("{COURSE}/activities/{}", site.number("select max(id) from activity").await)] {
            browser.visit(&page).await;
            assert!(!browser.body.contains("alert(1)</script>") && !browser.body.contains("onerror") && !browser.body.contains("<b>Titre"));
        }
    }
    // Archived: read by all, written by nobody.
    site.set(BESANCON, 2636, &["stage=archived"]).await.unwrap();
    trainer.visit(COURSE).await;
    trainer.does_not_see("Modifier le contenu");
    for page in &pages {
        trainer.send(Method::GET, page, None, &[]).await;
        assert_eq!(trainer.status, 409, "{page}");
    }
    post(&mut trainer, EDIT, &[("do", &format!("activity-trash:{note}"))]).await;
    assert_eq!(trainer.status, 409);
    assert_eq!(location(&trainer), "");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tag_that_is_never_closed_takes_nothing_away() {
    let (site, mut trainer) = course().await;
    section(&mut trainer, "Un").await;
    let id = activity(&site, &mut trainer, "Un", "page", &[("title", "Alpha"), ("body", "Un texte.")]).await;
    for (format, body) in [
        ("html", "<p>Avant</p><style>p { color: red } Après"),
        ("html", "<p>Avant</p><script>Après"),
        ("html", "<p>Avant <!-- Après</p>"),
        ("markdown", "Avant\n\n<style>\n\nAprès"),
        ("markdown", "Avant\n\n<textarea>\n\nAprès **tout**"),
    ] {
        trainer.visit(&format!("{COURSE}/activities/{id}/edit")).await;
        post(
            &mut trainer,
            &format!("{COURSE}/activities/{id}/edit"),
            &[("title", "Alpha"), ("seen", "0"), ("format", format), ("body", body)],
        )
        .await;
        assert_eq!(trainer.status, 422, "{body}");
        trainer.sees("est ouvert et jamais fermé").sees("Fermez-le ou retirez-le").sees("Après");
    }
    assert_eq!(site.number("select count(*) from activity_page where source = 'Un texte.'").await, 1);
    let fine = "Avant `<style>`\n\n<style>p{}</style>\n\nAprès 1 < 2";
    post(&mut trainer, &format!("{COURSE}/activities/{id}/edit"), &[("title", "Alpha"), ("seen", "0"), ("body", fine)]).await;
    assert_eq!(trainer.status, 303, "{}", trainer.text());
    trainer.visit(&format!("{COURSE}/activities/{id}")).await;
    trainer.sees("Avant <style>").sees("Après 1 < 2").does_not_see("p{}");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_sent_many_times_at_once_makes_one_and_says_so_each_time() {
    let (site, mut one) = course().await;
    section(&mut one, "Un").await;
    let section_id = site.number("select min(id) from section").await;
    let mut browsers = vec![one];
    for number in 0..5 {
        browsers.push(member(&site, &format!("autre{number}@example.org"), CourseRole::Concepteur).await);
    }
    for round in 0..10 {
        let (page, section) = (format!("{COURSE}/sections/{section_id}/add/page"), EDIT.to_owned());
        for (path, title) in [(page, format!("Page {round}")), (section, format!("Section {round}"))] {
            let request = format!("{title}-{round}").replace(' ', "-");
            let mut sending = tokio::task::JoinSet::new();
            for mut browser in browsers.drain(..) {
                let (path, title, request) = (path.clone(), title.clone(), request.clone());
                sending.spawn(async move {
                    post(&mut browser, &path, &[("request", &request), ("title", &title), ("body", "…")]).await;
                    browser
                });
            }
            browsers = sending.join_all().await;
            for browser in &browsers {
                assert_eq!((browser.status.as_u16(), location(browser)), (303, location(&browsers[0])), "{title}: {}", browser.text());
            }
        }
    }
    assert_eq!(site.number("select count(*) from activity").await, 10);
    site.end().await;
}
