//! « Restaurer ce parcours »: from the offer into an académie of one's own, and into no other.

use magistere::access::CourseRole;
use magistere::courses::CourseKind;
use reqwest::Method;

use crate::copying::{course, fill, signed_in, text};
use crate::harness::Site;
use crate::scenes::{BESANCON, DIJON, INDEXED, location, post};

const TRAINER: &str = "formateur@example.org";
const HER: &str = "camille.martin@example.org";

#[tokio::test(flavor = "multi_thread")]
async fn a_parcours_on_the_offer_is_restored_in_ones_own_academie() {
    let site = Site::start().await;
    course(&site, DIJON, 1480, CourseKind::Parcours, "demonstration", "autrice@example.org", CourseRole::Concepteur).await;
    let line = ["academy", "add-term", "--academy", DIJON, "--list", "domain", "--label", "Robotique éducative"];
    site.admin(&line, "").await.unwrap();
    fill(&site, DIJON, 1480, 2, 2, "<p>Voir <a href=\"/ac-dijon/courses/1480\">le début</a>.</p>").await;
    site.run("insert into picture (academy_id, name, created_at) select academy_id, 'abc', 1 from course", &[]).await;
    site.run("update course set picture_id = (select max(id) from picture)", &[]).await;
    site.set(DIJON, 1480, &[INDEXED, &["domain=robotique educative", "published=yes"]].concat()).await.unwrap();
    let restore = "/ac-dijon/parcours/1480/restore";

    let mut hers = course(&site, BESANCON, 2600, CourseKind::Session, "running", TRAINER, CourseRole::Formateur).await;
    hers.visit("/ac-dijon/parcours/1480").await;
    hers.click("Restaurer ce parcours").await;
    hers.sees("Académie de Besançon").does_not_see("Académie de Lille");
    post(&mut hers, restore, &[("title", "Le mien"), ("academy", "ac-dijon")]).await;
    assert_eq!(hers.status, 422, "she makes no courses there");
    hers.sees("Choisissez une académie");
    assert!(hers.body.contains("Le mien"));
    hers.visit(restore).await;
    hers.press("Restaurer ce parcours").await;
    assert_eq!(hers.address, "/ac-besancon/courses/2601");
    hers.sees_heading("Cours 1480").sees("C'est créé").sees("Entre nous");
    let besancon = site.academy(BESANCON).await.id;
    for table in ["section", "activity", "indexing", "enrolment"] {
        let sql = format!(
            "select count(*) from {table} t join course c on c.id = t.course_id where c.number = 2601 and t.academy_id <> {besancon}"
        );
        assert_eq!(site.number(&sql).await, 0, "{table}");
        let sql = format!("select count(*) from {table} t join course c on c.id = t.course_id where c.number = 2601");
        assert!(site.number(&sql).await > 0, "{table}");
    }
    for (table, count) in [("activity_page", 4), ("activity_label", 2)] {
        let sql = format!("select count(*) from {table} where academy_id = {besancon}");
        assert_eq!(site.number(&sql).await, count, "{table}");
    }
    assert_eq!(site.number(&format!("select count(*) from picture where academy_id = {besancon}")).await, 1);
    assert_eq!(site.number("select count(*) from activity_page where body like '%/ac-besancon/courses/2601\"%'").await, 4);
    assert_eq!(
        text(
            &site,
            "select c.kind || ' ' || c.stage || ' ' || e.role from course c join enrolment e on e.course_id = c.id where c.number = 2601"
        )
        .await,
        "parcours building concepteur"
    );
    // What only Dijon has means nothing here; nobody of Dijon came along, and it is not on the offer.
    assert_eq!(
        text(&site, "select i.domain || '-' || i.nature from indexing i join course c on c.id = i.course_id where c.number = 2601").await,
        "-accompanied"
    );
    assert_eq!(site.number("select count(*) from enrolment e join course c on c.id = e.course_id where c.number = 2601").await, 1);
    assert_eq!(site.number("select count(*) from offer").await, 1);
    for _ in 0..2 {
        post(&mut hers, restore, &[("title", "Une fois"), ("academy", BESANCON), ("request", "une-fois")]).await;
        assert_eq!(location(&hers), "/ac-besancon/courses/2602");
    }

    // Whoever writes no course anywhere sees the offer at most; others nothing at all.
    let tutor = site.active(BESANCON, "tuteur@example.org").await;
    site.enrol(BESANCON, 2600, &tutor, CourseRole::Tuteur).await;
    let participant = site.active(BESANCON, HER).await;
    site.enrol(BESANCON, 2600, &participant, CourseRole::Participant).await;
    let count = site.number("select count(*) from course").await;
    for address in ["tuteur@example.org", HER] {
        let mut browser = signed_in(&site, BESANCON, address).await;
        browser.visit("/ac-dijon/parcours/1480").await;
        browser.does_not_see("Restaurer ce parcours");
        for _ in 0..2 {
            browser.send(Method::GET, restore, None, &[]).await;
            assert_eq!(browser.status, 404, "{address}");
            post(&mut browser, restore, &[("title", "Non"), ("academy", BESANCON)]).await;
            assert_eq!(browser.status, 404, "{address}");
        }
    }
    // Neither what is not offered, nor in an académie that is closed to her.
    for change in [
        "update offer set listed = false",
        "update course set hidden = true where number = 1480",
        "update course set stage = 'building' where number = 1480",
    ] {
        site.run(change, &[]).await;
        post(&mut hers, restore, &[("title", "Non"), ("academy", BESANCON)]).await;
        assert_eq!(hers.status, 404, "{change}");
        site.run("update offer set listed = true", &[]).await;
        site.run("update course set hidden = false, stage = 'demonstration' where number = 1480", &[]).await;
    }
    site.suspend_membership(BESANCON, TRAINER).await;
    post(&mut hers, restore, &[("title", "Non"), ("academy", BESANCON)]).await;
    assert_eq!(hers.status, 404);
    assert_eq!(site.number("select count(*) from course").await, count);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_of_a_parcours_says_how_much_was_made_of_it() {
    let site = Site::start().await;
    course(&site, DIJON, 1480, CourseKind::Parcours, "demonstration", "autrice@example.org", CourseRole::Concepteur).await;
    fill(&site, DIJON, 1480, 1, 1, "<p>Lisez.</p>").await;
    site.set(DIJON, 1480, &[INDEXED, &["published=yes"]].concat()).await.unwrap();
    let mut hers = course(&site, BESANCON, 2600, CourseKind::Session, "running", TRAINER, CourseRole::Formateur).await;
    let says = async |browser: &mut crate::browser::Browser, words: &str| {
        browser.visit("/ac-dijon/parcours/1480").await;
        browser.sees("Nombre de copies et de sessions").sees(words);
    };
    says(&mut hers, "Aucune copie, aucune session").await;
    for title in ["Une", "Deux"] {
        post(&mut hers, "/ac-dijon/parcours/1480/restore", &[("title", title), ("academy", BESANCON)]).await;
        assert_eq!(hers.status, 303, "{}", hers.text());
    }
    says(&mut hers, "2 copies, aucune session").await;
    // A session of a copy is one of what it was copied from; a session copied is one more.
    post(&mut hers, "/ac-besancon/courses/2601/make/session", &[("title", "La première")]).await;
    assert_eq!(location(&hers), "/ac-besancon/courses/2603", "{}", hers.text());
    says(&mut hers, "2 copies, une session").await;
    post(&mut hers, "/ac-besancon/courses/2603/make/copy", &[("title", "La seconde"), ("take", "content")]).await;
    says(&mut hers, "2 copies, 2 sessions").await;
    site.run("update course set stage = 'trashed', trashed_from = 'building' where title = 'Deux'", &[]).await;
    says(&mut hers, "Une copie, 2 sessions").await;
    let (cost, _) = site.statements(hers.send(Method::GET, "/ac-dijon/parcours/1480", None, &[])).await;
    assert!(hers.status == 200 && cost <= 12, "{cost}");
    // Where she may copy it to is asked once, for the proof and for the form.
    let (cost, _) = site.statements(hers.send(Method::GET, "/ac-dijon/parcours/1480/restore", None, &[])).await;
    assert!(hers.status == 200 && cost <= 6, "{cost}");
    site.end().await;
}
