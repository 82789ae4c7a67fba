//! Kinds of activities: links elsewhere, livres and what is finished where it stands; what each takes, shows, and keeps from whom.

use magistere::access::CourseRole;
use reqwest::Method;

use crate::authoring::{act, activity, course, member, section};
use crate::browser::Browser;
use crate::harness::{GOOD, Site};
use crate::scenes::{BESANCON, DIJON, HOUR, location, post};

const TRAINER: &str = "formateur@example.org";
const HER: &str = "camille.martin@example.org";
const COURSE: &str = "/ac-besancon/courses/2636";
const SAVE: &str = "Enregistrer les modifications";

fn at(id: i64) -> String {
    format!("{COURSE}/activities/{id}")
}

async fn status(browser: &mut Browser, path: &str) -> u16 {
    browser.send(Method::GET, path, None, &[]).await.status.as_u16()
}

/// A course with one section « Un », its trainer and somebody who is trained.
async fn course_of_two() -> (Site, Browser, Browser) {
    let (site, mut trainer) = course().await;
    section(&mut trainer, "Un").await;
    let hers = member(&site, HER, CourseRole::Participant).await;
    (site, trainer, hers)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_says_where_it_leads() {
    let (site, mut trainer, mut hers) = course_of_two().await;
    let first = site.number("select max(id) from section").await;
    let add = format!("{COURSE}/sections/{first}/add/url");
    // What is no page of the web is refused, and stays typed.
    for (typed, said) in [
        ("", "Donnez l'adresse"),
        ("javascript:alert(1)", "ne mène à aucune page"),
        ("https://camille:secret@example.org/", "un mot de passe"),
    ] {
        trainer.visit(&add).await;
        trainer.fill("Titre", "Lire plus").fill("Adresse", typed).fill("Texte", "Pour *aller* plus loin.").press(SAVE).await;
        assert_eq!(trainer.status, 422, "{typed}");
        trainer.sees(said);
        assert!(trainer.body.contains("Pour *aller* plus loin."));
    }
    trainer.visit(&add).await;
    trainer.fill("Titre", "Lire plus").fill("Adresse", "example.org/lire?a=1&b=\"2\"").fill("Texte", "Pour *aller* plus loin.");
    trainer.press("Aperçu").await;
    trainer.sees("Aller sur example.org");
    trainer.press(SAVE).await;
    let id = site.number("select max(id) from activity").await;
    hers.visit(COURSE).await;
    hers.click("Lire plus").await;
    hers.sees("Aller sur example.org").sees("https://example.org/lire?a=1&b=%222%22");
    assert!(
        hers.body.contains("href=\"https://example.org/lire?a=1&amp;b=%222%22\"")
            || hers.body.contains("href=\"https://example.org/lire?a=1&#38;b=%222%22\"")
    );
    assert!(hers.body.contains("rel=\"noopener noreferrer\"") && hers.body.contains("<em>aller</em>") && !hers.body.contains("_blank"));
    // Sent twice it is one; copied it is two; thrown away for good it leaves nothing.
    for _ in 0..2 {
        let fields = [("request", "un"), ("title", "Deux"), ("address", "example.org"), ("body", "")];
        post(&mut trainer, &add, &fields).await;
        assert_eq!(trainer.status, 303, "{}", trainer.text());
    }
    act(&mut trainer, "activity-copy", id).await;
    assert_eq!(site.number("select count(*) from activity_url").await, 3);
    act(&mut trainer, "activity-trash", id).await;
    site.clock.advance(31 * 24 * HOUR);
    magistere::authoring::purge::purge(&site.app, site.clock.now()).await.unwrap();
    assert_eq!(site.number("select count(*) from activity_url").await, 2);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_step_is_finished_where_it_stands() {
    let (site, mut trainer, mut hers) = course_of_two().await;
    let first = site.number("select max(id) from section").await;
    post(&mut trainer, &format!("{COURSE}/sections/{first}/add/milestone"), &[("title", " ")]).await;
    assert_eq!(trainer.status, 422);
    let label = activity(&site, &mut trainer, "Un", "label", &[("tone", "task"), ("title", ""), ("body", "À faire")]).await;
    let page = activity(&site, &mut trainer, "Un", "page", &[("title", "Alpha"), ("body", "…")]).await;
    // Nothing that a form says makes it anything but finished by hand.
    let step = activity(&site, &mut trainer, "Un", "milestone", &[("title", "J'ai <b>essayé</b>"), ("completion", "none")]).await;
    activity(&site, &mut trainer, "Un", "page", &[("title", "Bravo"), ("body", "…")]).await;
    hers.visit(COURSE).await;
    hers.sees("J'ai <b>essayé</b>").sees("0 sur 3");
    let (_, action, fields) = hers.form_of("J'ai terminé cette étape : J'ai <b>essayé</b>");
    for _ in 0..2 {
        hers.send(Method::POST, &action, Some(fields.clone()), &[]).await;
        assert_eq!((hers.status.as_u16(), location(&hers)), (303, format!("{COURSE}#activity-{step}")));
    }
    assert_eq!(site.number("select count(*) from completed").await, 1);
    hers.visit(COURSE).await;
    hers.sees("1 sur 3");
    assert!(hers.body.contains(&format!("id=\"activity-{step}\"")));
    hers.press("Je n'ai pas terminé : J'ai <b>essayé</b>").await;
    assert_eq!(site.number("select count(*) from completed").await, 0);
    // It has no page, nobody is « there », and the pages beside it are each other's neighbours.
    assert_eq!(status(&mut hers, &at(step)).await, 404);
    assert_eq!(status(&mut hers, &format!("{}/done", at(step))).await, 303);
    for path in ["seen", "next"] {
        post(&mut hers, &format!("{}/{path}", at(step)), &[]).await;
        assert_eq!(hers.status, 404, "{path}");
    }
    post(&mut hers, &format!("{}/done", at(label)), &[("on", "1")]).await;
    assert_eq!(hers.status, 404);
    hers.visit(&at(page)).await;
    hers.press("Suivant : Bravo").await;
    hers.sees_heading("Bravo");
    // Those who only look at the course have nothing to press; hidden it is not there.
    trainer.visit(&format!("{COURSE}?as=participant")).await;
    trainer.sees("J'ai <b>essayé</b>").does_not_see("J'ai terminé cette étape");
    act(&mut trainer, "activity-hide", step).await;
    post(&mut hers, &format!("{}/done", at(step)), &[("on", "1")]).await;
    assert_eq!(hers.status, 404);
    assert_eq!(site.number("select count(*) from completed").await, 1, "the page alone");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_livre_is_written_and_read_chapter_by_chapter() {
    let (site, mut trainer, mut hers) = course_of_two().await;
    let id = activity(&site, &mut trainer, "Un", "book", &[("title", "Récits")]).await;
    hers.visit(&at(id)).await;
    hers.sees("n'a pas encore de chapitre").does_not_see("Écrire les chapitres");
    trainer.visit(&at(id)).await;
    trainer.click("Écrire les chapitres").await;
    trainer.sees("encore vide");
    trainer.click("Ajouter un chapitre").await;
    trainer.fill("Texte", "## Un\n\nPremier **mot**.").press(SAVE).await;
    assert_eq!(trainer.status, 422);
    trainer.sees("Donnez un titre au chapitre");
    assert!(trainer.body.contains("Premier **mot**."));
    trainer.fill("Titre", "Alpha").press("Aperçu").await;
    trainer.sees("rien n'est encore enregistré");
    assert_eq!(site.number("select count(*) from book_chapter").await, 0);
    trainer.press(SAVE).await;
    let write = format!("{}/write", at(id));
    for title in ["Bravo", "Charlie"] {
        post(&mut trainer, &format!("{write}/new"), &[("request", title), ("title", title), ("body", "<script>alert(1)</script>mot")])
            .await;
        assert_eq!(trainer.status, 303);
    }
    // Sent twice it is one; another text under the same form is not lost.
    post(&mut trainer, &format!("{write}/new"), &[("request", "Bravo"), ("title", "Bravo"), ("body", "<script>alert(1)</script>mot")])
        .await;
    assert_eq!(trainer.status, 303);
    post(&mut trainer, &format!("{write}/new"), &[("request", "Bravo"), ("title", "Autre"), ("body", "Tout autre")]).await;
    assert_eq!(trainer.status, 422);
    trainer.sees("déjà été enregistré une fois");
    assert_eq!(site.number("select count(*) from book_chapter").await, 3);

    hers.visit(COURSE).await;
    hers.click("Récits").await;
    hers.sees_heading("Récits").sees("Table des matières").sees("Bravo").sees("Premier mot").does_not_see("Chapitre précédent");
    assert!(hers.body.contains("<h3>Un</h3>"), "headings stand below the chapter's: {}", hers.body);
    hers.click("Chapitre suivant").await;
    assert_eq!(hers.address, format!("{}/chapters/2", at(id)));
    hers.sees("Bravo – Récits");
    assert!(!hers.body.contains("alert(1)</script>"));
    hers.click("Chapitre précédent").await;
    hers.sees("Premier mot");
    hers.click("Tout le livre sur une page").await;
    for words in ["Alpha", "Bravo", "Charlie", "Premier mot"] {
        hers.sees(words);
    }
    // Moved, hidden, thrown away, taken back.
    let alpha = site.number("select id from book_chapter where title = 'Alpha'").await;
    let bravo = site.number("select id from book_chapter where title = 'Bravo'").await;
    for (what, id) in [("up", alpha), ("down", alpha), ("down", alpha), ("down", alpha), ("up", alpha), ("hide", bravo)] {
        post(&mut trainer, &write, &[("do", &format!("{what}:{id}"))]).await;
        assert_eq!(trainer.status, 303, "{what}");
    }
    // Bravo, hidden; Alpha; Charlie.
    hers.visit(&at(id)).await;
    hers.sees("Premier mot").does_not_see("Bravo").sees("Charlie");
    assert_eq!(status(&mut hers, &format!("{}/chapters/1", at(id))).await, 404);
    hers.visit(&format!("{}/print", at(id))).await;
    hers.does_not_see("Bravo");
    trainer.visit(&format!("{}/chapters/1", at(id))).await;
    trainer.sees("Caché aux participants");
    for (what, is_there) in [("show", true), ("trash", false), ("restore", true)] {
        post(&mut trainer, &write, &[("do", &format!("{what}:{bravo}"))]).await;
        assert_eq!(status(&mut hers, &format!("{}/chapters/1", at(id))).await == 200, is_there, "{what}");
    }
    // A copy has the chapters, and what is thrown away for good leaves none.
    act(&mut trainer, "activity-copy", id).await;
    assert_eq!(site.number("select count(*) from book_chapter").await, 6);
    act(&mut trainer, "activity-trash", id).await;
    assert_eq!(status(&mut trainer, &write).await, 404);
    site.clock.advance(31 * 24 * HOUR);
    magistere::authoring::purge::purge(&site.app, site.clock.now()).await.unwrap();
    assert_eq!(site.number("select count(*) from book_chapter").await, 3);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_who_write_a_chapter_at_once_lose_nothing() {
    let (site, mut one, _) = course_of_two().await;
    let mut other = member(&site, "autre@example.org", CourseRole::Concepteur).await;
    let id = activity(&site, &mut one, "Un", "book", &[("title", "Récits")]).await;
    let write = format!("{}/write", at(id));
    post(&mut one, &format!("{write}/new"), &[("title", "Alpha"), ("body", "Première version")]).await;
    let chapter = site.number("select max(id) from book_chapter").await;
    let form = format!("{write}/{chapter}");
    one.visit(&form).await;
    other.visit(&form).await;
    one.fill("Texte", "De la première").press(SAVE).await;
    other.fill("Texte", "De la seconde").press(SAVE).await;
    assert_eq!(other.status, 422);
    other.sees("Quelqu'un d'autre a enregistré");
    assert!(other.body.contains("De la seconde"));
    assert_eq!(site.number("select count(*) from book_chapter where source = 'De la première'").await, 1);
    other.press(SAVE).await;
    assert_eq!(site.number("select count(*) from book_chapter where source = 'De la seconde'").await, 1);
    // Thrown away under her hands, the chapter or the whole livre: what she typed waits.
    let edit = format!("{COURSE}/edit");
    for (page, trash, restore) in [
        (&write, format!("trash:{chapter}"), format!("restore:{chapter}")),
        (&edit, format!("activity-trash:{id}"), format!("activity-restore:{id}")),
    ] {
        other.visit(&form).await;
        post(&mut one, page, &[("do", &trash)]).await;
        other.fill("Texte", &format!("Pendant {trash}")).press(SAVE).await;
        assert_eq!(other.status, 422);
        other.sees("a été supprimée pendant que vous écriviez");
        post(&mut one, page, &[("do", &restore)]).await;
        other.press(SAVE).await;
        assert_eq!(site.number(&format!("select count(*) from book_chapter where source = 'Pendant {trash}'")).await, 1);
    }
    // A session that ends under a long text gives it back.
    for form in [form, format!("{write}/new")] {
        one.visit(&form).await;
        one.fill("Titre", "Tapé longtemps").fill("Texte", "Deux heures de travail");
        let (_, action, fields) = one.form_of(SAVE);
        site.clock.advance(3 * HOUR);
        one.send(Method::POST, &action, Some(fields), &[]).await;
        assert_eq!(one.status, 401);
        one.fill("Nom d'utilisateur", TRAINER).fill("Mot de passe", GOOD).press("Connexion").await;
        assert!(one.body.contains("Deux heures de travail"), "{}", one.text());
        one.press(SAVE).await;
    }
    assert_eq!(site.number("select count(*) from book_chapter where title = 'Tapé longtemps'").await, 2);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn chapters_are_written_by_authors_only_and_found_in_their_livre_only() {
    let (site, mut trainer, mut hers) = course_of_two().await;
    let mut tutor = member(&site, "tuteur@example.org", CourseRole::Tuteur).await;
    let id = activity(&site, &mut trainer, "Un", "book", &[("title", "Récits")]).await;
    let other = activity(&site, &mut trainer, "Un", "book", &[("title", "Autre livre")]).await;
    let page = activity(&site, &mut trainer, "Un", "page", &[("title", "Une page"), ("body", "…")]).await;
    post(&mut trainer, &format!("{}/write/new", at(id)), &[("title", "Alpha"), ("body", "Secret")]).await;
    let chapter = site.number("select max(id) from book_chapter").await;
    let pages = [format!("{}/write", at(id)), format!("{}/write/new", at(id)), format!("{}/write/{chapter}", at(id))];
    for browser in [&mut hers, &mut tutor] {
        for path in &pages {
            assert_eq!(status(browser, path).await, 404, "{path}");
            post(browser, path, &[("do", &format!("trash:{chapter}")), ("title", "x"), ("body", "x")]).await;
            assert_eq!(browser.status, 404, "{path}");
        }
    }
    site.session(BESANCON, 2700, "Autre").await;
    site.session(DIJON, 2636, "À Dijon").await;
    for path in [
        format!("{}/write/{chapter}", at(other)),
        format!("{}/chapters/1", at(other)),
        format!("{}/chapters/0", at(id)),
        format!("{}/chapters/01", at(id)),
        format!("{}/chapters/99999999999999999999", at(id)),
        format!("{}/chapters/x", at(id)),
        format!("{}/chapters/1", at(page)),
        format!("{}/print", at(page)),
        format!("{}/write", at(page)),
        format!("/ac-besancon/courses/2700/activities/{id}/write"),
        format!("/ac-dijon/courses/2636/activities/{id}/write"),
    ] {
        assert_eq!(status(&mut trainer, &path).await, 404, "{path}");
    }
    for wrong in ["", "trash", "trash:x", "burn:1", "trash:999999"] {
        post(&mut trainer, &pages[0], &[("do", wrong)]).await;
        assert!(matches!(trainer.status.as_u16(), 303 | 404), "{wrong}");
    }
    post(&mut trainer, &format!("{}/write", at(other)), &[("do", &format!("trash:{chapter}"))]).await;
    assert_eq!(status(&mut hers, &format!("{}/chapters/1", at(id))).await, 200, "not by another livre");
    // Hidden it is nowhere; in a closed course it is read and written no more.
    act(&mut trainer, "activity-hide", id).await;
    for path in ["", "/chapters/1", "/print"] {
        assert_eq!(status(&mut hers, &format!("{}{path}", at(id))).await, 404, "{path}");
        assert_eq!(status(&mut trainer, &format!("{}{path}", at(id))).await, 200, "{path}");
    }
    act(&mut trainer, "activity-show", id).await;
    site.set(BESANCON, 2636, &["stage=archived"]).await.unwrap();
    trainer.visit(&at(id)).await;
    trainer.sees("Secret").does_not_see("Écrire les chapitres");
    for path in &pages {
        assert_eq!(status(&mut trainer, path).await, 409, "{path}");
        post(&mut trainer, path, &[("do", &format!("trash:{chapter}")), ("title", "x"), ("body", "x")]).await;
        assert_eq!(trainer.status, 409, "{path}");
    }
    hers.visit(&at(id)).await;
    hers.sees("Secret");
    site.end().await;
}
