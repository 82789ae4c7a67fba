//! Kinds of activities: what each takes, shows, and keeps from whom.

use magistere::access::CourseRole;

use crate::authoring::{act, course, member, section};
use crate::browser::Browser;
use crate::harness::Site;
use crate::scenes::{HOUR, post};

const HER: &str = "camille.martin@example.org";
const COURSE: &str = "/ac-besancon/courses/2636";
const SAVE: &str = "Enregistrer les modifications";

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
