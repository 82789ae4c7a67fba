//! Kinds of activities: what each takes, shows, and keeps from whom.

use magistere::access::CourseRole;
use reqwest::Method;

use crate::authoring::{act, activity, course, member, section};
use crate::browser::Browser;
use crate::harness::Site;
use crate::scenes::{HOUR, location, post};

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
