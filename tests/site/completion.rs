//! « Terminé »: what counts, when, for whom, and that looking alone changes nothing.

use magistere::access::CourseRole;
use reqwest::Method;

use crate::browser::Browser;
use crate::harness::{GOOD, Site};
use crate::scenes::{BESANCON, location, manager, post};

const HER: &str = "camille.martin@example.org";
const COURSE: &str = "/ac-besancon/courses/2636";

/// A course of a label and three pages, the last of which is finished by hand; and their ids.
async fn course() -> (Site, Vec<i64>, Browser) {
    let site = Site::start().await;
    site.session(BESANCON, 2636, "L'ultimate en cours d'EPS").await;
    let academy = site.academy(BESANCON).await.id;
    let course = site.number("select max(id) from course").await;
    site.run(
        "insert into section (academy_id, course_id, position, title, summary) values ($1, $2, 1, 'Jouer', '')",
        &db::args![academy, course],
    )
    .await;
    let section = site.number("select max(id) from section").await;
    let mut ids = Vec::new();
    for (place, (kind, title, completion)) in
        [("label", "", "none"), ("page", "Alpha", "seen"), ("page", "Bravo", "seen"), ("page", "Charlie", "hand")].into_iter().enumerate()
    {
        let sql = "insert into activity (academy_id, course_id, section_id, position, kind, title, hidden, completion)
                   values ($1, $2, $3, $4, $5, $6, false, $7)";
        site.run(sql, &db::args![academy, course, section, place as i64, kind, title, completion]).await;
        let id = site.number("select max(id) from activity").await;
        if kind == "page" {
            site.run("insert into activity_page (activity_id, academy_id, body) values ($1, $2, '<p>…</p>')", &db::args![id, academy])
                .await;
        } else {
            let sql = "insert into activity_label (activity_id, academy_id, tone, body) values ($1, $2, 'task', '<p>…</p>')";
            site.run(sql, &db::args![id, academy]).await;
        }
        ids.push(id);
    }
    let her = site.active(BESANCON, HER).await;
    site.enrol(BESANCON, 2636, &her, CourseRole::Participant).await;
    let mut browser = site.browser();
    browser.sign_in(BESANCON, HER, GOOD).await;
    (site, ids, browser)
}

fn at(id: i64) -> String {
    format!("{COURSE}/activities/{id}")
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_read_is_finished_and_gone_on_with() {
    let (site, ids, mut hers) = course().await;
    hers.visit(COURSE).await;
    hers.sees("0 sur 3").sees("Commencer : Alpha");
    // Looking, heads and prefetches change nothing.
    hers.visit(&at(ids[1])).await;
    hers.send(Method::HEAD, &at(ids[1]), None, &[]).await;
    assert_eq!(site.number("select count(*) from completed").await, 0);
    // Without scripts « Suivant » says it; with scripts the page does once it is shown.
    hers.visit(&at(ids[1])).await;
    hers.press("Suivant : Bravo").await;
    hers.sees_heading("Bravo");
    post(&mut hers, &format!("{}/seen", at(ids[2])), &[]).await;
    assert_eq!(hers.status, 204);
    hers.visit(COURSE).await;
    hers.sees("2 sur 3").sees("66 %").sees("Reprendre : Bravo");
    // By hand, and taken back.
    hers.visit(&at(ids[3])).await;
    post(&mut hers, &format!("{}/seen", at(ids[3])), &[]).await;
    assert_eq!(site.number("select count(*) from completed").await, 2, "seeing is not finishing here");
    hers.visit(&at(ids[3])).await;
    hers.press("J'ai terminé").await;
    hers.sees("Terminé");
    hers.visit(COURSE).await;
    hers.sees("3 sur 3").sees("100 %").sees("Reprendre : Charlie");
    hers.visit(&at(ids[3])).await;
    hers.press("Je n'ai pas terminé").await;
    assert_eq!(site.number("select count(*) from completed").await, 2);
    hers.press("Retour au parcours").await;
    assert_eq!(hers.address, COURSE);
    // What is hidden does not count while it is, and what was finished of it is not lost.
    site.run("update activity set hidden = true where id = $1", &db::args![ids[1]]).await;
    hers.visit(COURSE).await;
    hers.sees("1 sur 2").sees("50 %");
    site.run("update activity set hidden = false", &[]).await;
    hers.visit(COURSE).await;
    hers.sees("2 sur 3");
    // A day and nothing else, once.
    assert_eq!(site.number("select count(*) from completed where done_on = '2026-11-24'").await, 2);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_else_finishes_anything() {
    let (site, ids, mut hers) = course().await;
    let mut manages = manager(&site).await;
    manages.visit(COURSE).await;
    manages.does_not_see("0 sur 3");
    for path in ["seen", "next"] {
        post(&mut manages, &format!("{}/{path}", at(ids[1])), &[]).await;
        assert!(matches!(manages.status.as_u16(), 204 | 303), "{path}");
    }
    post(&mut manages, &format!("{}/done", at(ids[3])), &[("on", "1")]).await;
    assert_eq!(manages.status, 404);
    // Not by hand what is finished by being seen; nothing of a label; nothing of another course.
    post(&mut hers, &format!("{}/done", at(ids[1])), &[("on", "1")]).await;
    assert_eq!(hers.status, 404);
    for path in ["seen", "next", "done"] {
        post(&mut hers, &format!("{}/{path}", at(ids[0])), &[("on", "1")]).await;
        assert_eq!(hers.status, 404, "{path}");
        post(&mut hers, &format!("/ac-besancon/courses/2700/activities/{}/{path}", ids[1]), &[("on", "1")]).await;
        assert_eq!(hers.status, 404, "{path}");
        let mut anybody = site.browser();
        post(&mut anybody, &format!("{}/{path}", at(ids[1])), &[("on", "1")]).await;
        assert_eq!(anybody.status, 401, "{path}");
    }
    assert_eq!(site.number("select count(*) from completed").await, 0);
    // Sent from elsewhere it is refused.
    hers.send(Method::POST, &format!("{}/next", at(ids[1])), Some(Vec::new()), &[("sec-fetch-site", "cross-site")]).await;
    assert_eq!(hers.status, 403);
    hers.send(Method::GET, &format!("{}/next", at(ids[1])), None, &[]).await;
    assert_eq!((hers.status.as_u16(), location(&hers)), (303, at(ids[1])));
    assert_eq!(site.number("select count(*) from completed").await, 0);
    site.end().await;
}
