//! The pages of a course besides its first: one section, all of it on paper, what a participant sees, what is kept offline.

use magistere::access::CourseRole;
use reqwest::Method;

use crate::browser::Browser;
use crate::harness::{GOOD, Site};
use crate::scenes::{BESANCON, DIJON, location, manager, post};

const HER: &str = "camille.martin@example.org";
const TRAINER: &str = "formateur@example.org";
const COURSE: &str = "/ac-besancon/courses/2636";
const EDIT: &str = "/ac-besancon/courses/2636/edit";

async fn member(site: &Site, address: &str, role: CourseRole) -> Browser {
    let person = site.active(BESANCON, address).await;
    site.enrol(BESANCON, 2636, &person, role).await;
    let mut browser = site.browser();
    browser.sign_in(BESANCON, address, GOOD).await;
    browser
}

/// Two sections: a page, a note to trainers and a task; a page that comes after. Gives the ids of the activities.
async fn course() -> (Site, Browser, Browser, Vec<i64>) {
    let site = Site::start().await;
    site.session(BESANCON, 2636, "L'ultimate en cours d'EPS").await;
    let mut trainer = member(&site, TRAINER, CourseRole::Formateur).await;
    let hers = member(&site, HER, CourseRole::Participant).await;
    let mut ids = Vec::new();
    for (title, parts) in [
        (
            "Découvrir",
            vec![
                ("page", vec![("title", "Alpha"), ("body", "## Le terrain\n\nCent mètres.")]),
                ("label", vec![("tone", "trainer_note"), ("body", "Entre nous.")]),
                ("label", vec![("tone", "task"), ("title", "À faire"), ("body", "Lancez.")]),
            ],
        ),
        ("Jouer", vec![("page", vec![("title", "Bravo"), ("body", "Sept contre sept.")])]),
    ] {
        post(&mut trainer, EDIT, &[("title", title)]).await;
        let section = site.number("select max(id) from section").await;
        for (kind, mut fields) in parts {
            let first = ids.first().map(i64::to_string);
            if let (Some(first), "Jouer") = (&first, title) {
                fields.push(("after", first));
            }
            post(&mut trainer, &format!("{COURSE}/sections/{section}/add/{kind}"), &fields).await;
            assert_eq!(trainer.status, 303, "{}", trainer.text());
            ids.push(site.number("select max(id) from activity").await);
        }
    }
    (site, trainer, hers, ids)
}

fn at(id: i64) -> String {
    format!("{COURSE}/activities/{id}")
}

#[tokio::test(flavor = "multi_thread")]
async fn one_section_a_page_when_its_author_says_so() {
    let (site, mut trainer, mut hers, ids) = course().await;
    // Its address is good in both layouts, and so is the old one.
    hers.send(Method::GET, &format!("{COURSE}/sections/2"), None, &[]).await;
    assert_eq!((hers.status.as_u16(), location(&hers)), (303, format!("{COURSE}#section-2")));
    for absent in ["3", "0", "x", "99999999999999999999"] {
        hers.send(Method::GET, &format!("{COURSE}/sections/{absent}"), None, &[]).await;
        assert_eq!(hers.status, 404, "{absent}");
    }
    trainer.visit(EDIT).await;
    trainer.press("Une section par page").await;
    hers.visit(COURSE).await;
    hers.sees("Découvrir").sees("0 sur 1").sees("Jouer").does_not_see("Lancez").sees("Commencer : Alpha");
    hers.visit("/ac-besancon/course/view.php?id=2636&section=1").await;
    assert_eq!(hers.address, format!("{COURSE}/sections/1"));
    hers.sees_heading("Découvrir").sees("Alpha").sees("Lancez").does_not_see("Entre nous").does_not_see("Bravo").sees("Sommaire");
    hers.click("Suivant : Jouer").await;
    hers.sees_heading("Jouer").sees("Après « Alpha »").sees("Précédent : Découvrir");
    hers.click("Retour au parcours").await;
    assert_eq!(hers.address, COURSE);
    hers.visit(&at(ids[0])).await;
    hers.click("Découvrir").await;
    hers.click("Alpha").await;
    hers.press("Suivant : Bravo").await;
    hers.visit(&format!("{COURSE}/sections/2")).await;
    hers.sees("0 sur 1").does_not_see("Après « Alpha »");
    hers.visit(COURSE).await;
    hers.sees("1 sur 1").sees("Reprendre : Alpha");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trainer_walks_through_it_as_a_participant() {
    let (site, mut trainer, _, ids) = course().await;
    trainer.visit(&format!("{COURSE}?as=participant")).await;
    trainer.sees("Voici ce que voit un participant").does_not_see("Entre nous").does_not_see("Garder pour lire hors ligne");
    trainer.click("Alpha").await;
    trainer.sees("Cent mètres").sees("Voici ce que voit un participant");
    trainer.press("Suivant : Bravo").await;
    trainer.sees("Après « Alpha »").does_not_see("Sept contre sept");
    assert_eq!(site.number("select count(*) from completed").await, 0, "she looked through others' eyes");
    assert_eq!(site.number("select count(*) from course_use where activity_id is not null").await, 0);
    trainer.visit(&at(ids[3])).await;
    trainer.sees("Sept contre sept");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn all_of_it_on_paper() {
    let (site, mut trainer, mut hers, _) = course().await;
    hers.visit(COURSE).await;
    hers.sees("Avec : Dominique Essai");
    hers.click("Version à imprimer").await;
    hers.sees_heading("L'ultimate en cours d'EPS").sees("Cent mètres").sees("Lancez").sees("Après « Alpha »");
    hers.does_not_see("Entre nous").does_not_see("Sept contre sept");
    assert!(hers.body.contains("<h4>Le terrain</h4>"), "its headings stand under its title: {}", hers.body);
    trainer.visit(&format!("{COURSE}/print")).await;
    trainer.sees("Entre nous").sees("Sept contre sept");
    trainer.visit(&format!("{COURSE}/print?as=participant")).await;
    trainer.does_not_see("Entre nous").does_not_see("Sept contre sept");
    assert_eq!(site.number("select count(*) from completed").await, 0);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_old_address_of_an_activity_leads_whoever_may_see_it() {
    let (site, mut trainer, mut hers, ids) = course().await;
    let old = |id: i64| format!("/ac-besancon/mod/page/view.php?id={id}");
    let leads = async |browser: &mut Browser, id: i64| {
        browser.send(Method::GET, &old(id), None, &[]).await;
        (browser.status.as_u16(), location(browser))
    };
    assert_eq!(leads(&mut hers, ids[0]).await, (303, at(ids[0])));
    assert_eq!(leads(&mut hers, ids[3]).await, (303, at(ids[3])), "its page says what it waits for");
    assert_eq!(leads(&mut hers, ids[2]).await, (303, format!("{COURSE}/sections/1")), "a label stands on its section's page");
    post(&mut trainer, EDIT, &[("do", &format!("activity-hide:{}", ids[0]))]).await;
    assert_eq!(leads(&mut hers, ids[0]).await.0, 404);
    assert_eq!(leads(&mut trainer, ids[0]).await, (303, at(ids[0])));
    assert_eq!(leads(&mut hers, 999).await.0, 404);
    // Nobody of another course, of another académie, or not signed in learns where it is.
    site.active(BESANCON, "dehors@example.org").await;
    let mut outside = site.browser();
    outside.sign_in(BESANCON, "dehors@example.org", GOOD).await;
    assert_eq!(leads(&mut outside, ids[3]).await.0, 404);
    site.join(DIJON, &site.active(DIJON, "dijon@example.org").await).await;
    hers.send(Method::GET, &format!("/ac-dijon/mod/page/view.php?id={}", ids[3]), None, &[]).await;
    assert_eq!(hers.status, 404);
    let (status, to) = leads(&mut site.browser(), ids[3]).await;
    assert!(status == 303 && to.contains("/sign-in?wanted=%2Fac-besancon%2Fmod%2F"), "{to}");
    for wrong in ["", "?id=", "?id=x", "?id=-1", "?id=1&id=2"] {
        hers.send(Method::GET, &format!("/ac-besancon/mod/quiz/view.php{wrong}"), None, &[]).await;
        assert_eq!(hers.status, 404, "{wrong}");
    }
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_those_who_are_trained_may_keep_it_offline() {
    let (site, mut trainer, mut hers, _) = course().await;
    hers.visit(COURSE).await;
    hers.sees("Garder pour lire hors ligne");
    assert!(hers.body.contains("class=\"offline\" hidden"), "without scripts there is no button");
    let mut manages = manager(&site).await;
    for browser in [&mut trainer, &mut manages] {
        browser.visit(COURSE).await;
        browser.does_not_see("Garder pour lire hors ligne");
    }
    let mut anybody = site.browser();
    anybody.visit("/ac-besancon/offline.js").await;
    assert_eq!(anybody.headers["content-type"], "text/javascript; charset=utf-8");
    assert!(anybody.cookies.is_empty());
    post(&mut hers, "/ac-besancon/sign-out", &[]).await;
    assert_eq!(hers.headers["clear-site-data"], "\"cache\", \"storage\"");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_course_with_conditions_costs_twelve_queries() {
    let (site, mut trainer, mut hers, ids) = course().await;
    let section = site.number("select max(id) from section").await;
    for number in 0..46 {
        let (title, first) = (format!("Page {number}"), ids[0].to_string());
        let fields = [("title", title.as_str()), ("body", "…"), ("after", first.as_str()), ("opens_on", "2026-11-01")];
        post(&mut trainer, &format!("{COURSE}/sections/{section}/add/page"), &fields).await;
    }
    for path in [COURSE.to_owned(), format!("{COURSE}/print"), at(ids[0]), at(ids[3])] {
        for browser in [&mut hers, &mut trainer] {
            let (cost, _) = site.statements(browser.send(Method::GET, &path, None, &[])).await;
            assert!(browser.status == 200 && cost <= 12, "{cost} for {path}");
        }
    }
    assert!(hers.body.len() < 60_000);
    site.end().await;
}
