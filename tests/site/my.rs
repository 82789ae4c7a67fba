//! « Mes parcours », as each person arranges it.

use magistere::access::CourseRole;
use magistere::courses::CourseKind;
use reqwest::Method;

use crate::browser::Browser;
use crate::harness::{GOOD, Site};
use crate::scenes::{BESANCON, DIJON, location, post};

const HER: &str = "camille.martin@example.org";

/// She is in four courses of two académies.
async fn site() -> (Site, Browser) {
    let site = Site::start().await;
    let her = site.active(BESANCON, HER).await;
    site.session(BESANCON, 2636, "Session Essai parcours 2").await;
    site.session(BESANCON, 2637, "Évaluer sans décourager").await;
    site.session(DIJON, 12, "Tutorer un collègue").await;
    site.course(BESANCON, 40, "Espace des tuteurs", CourseKind::Space, false, None).await;
    for (slug, number, role) in [
        (BESANCON, 2636, CourseRole::Participant),
        (BESANCON, 2637, CourseRole::Participant),
        (DIJON, 12, CourseRole::Formateur),
        (BESANCON, 40, CourseRole::Participant),
    ] {
        site.enrol(slug, number, &her, role).await;
    }
    let mut browser = site.browser();
    browser.sign_in(BESANCON, HER, GOOD).await;
    (site, browser)
}

/// The titles in their order.
async fn titles(browser: &mut Browser, path: &str) -> Vec<String> {
    browser.visit(path).await;
    let page = scraper::Html::parse_document(&browser.body);
    let heading = scraper::Selector::parse("#mine h2").unwrap();
    page.select(&heading).map(|title| title.text().collect::<String>().trim().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_filter_and_a_layout_are_remembered() {
    let (site, mut hers) = site().await;
    assert_eq!(titles(&mut hers, "/ac-besancon/my").await.len(), 4);
    hers.does_not_see("Concevoir").does_not_see("Mes favoris");
    post(&mut hers, "/ac-besancon/my/choices", &[("filter", "train")]).await;
    post(&mut hers, "/ac-besancon/my/choices", &[("display", "list")]).await;
    assert_eq!(titles(&mut hers, "/ac-besancon/my").await, ["Tutorer un collègue"]);
    assert!(hers.body.contains("class=\"rows\" id=\"mine\""));
    // In another browser too; and what is no choice changes none.
    let mut other = site.browser();
    other.sign_in(BESANCON, HER, GOOD).await;
    post(&mut other, "/ac-besancon/my/choices", &[("filter", "../x"), ("display", "")]).await;
    assert_eq!(titles(&mut other, "/ac-dijon/my").await, ["Tutorer un collègue"]);
    // A filter that has nothing left in it is none.
    site.run("delete from enrolment where role = 'formateur'", &[]).await;
    assert_eq!(titles(&mut other, "/ac-besancon/my").await.len(), 3);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn words_are_found_without_scripts_too() {
    let (site, mut hers) = site().await;
    hers.visit("/ac-besancon/my").await;
    hers.fill("Trouver un parcours", "EVALUER decourager").press("Trouver").await;
    hers.sees("Évaluer sans décourager").does_not_see("Session Essai");
    assert_eq!(titles(&mut hers, "/ac-besancon/my?q=dijon").await, ["Tutorer un collègue"]);
    assert!(titles(&mut hers, "/ac-besancon/my?q=%3Cb%3Eaucun").await.is_empty());
    hers.sees("Aucun de vos parcours ne correspond").sees("Aller dans l'offre de formation");
    assert!(!hers.body.contains("<b>aucun"));
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_order_is_hers() {
    let (site, mut hers) = site().await;
    let path = "/ac-besancon/my";
    let all = ["Espace des tuteurs", "Évaluer sans décourager", "Session Essai parcours 2", "Tutorer un collègue"];
    assert_eq!(titles(&mut hers, path).await, all, "never opened: by title");
    // Looking changes nothing, whatever the method; the script's word does, and the answer of a form that leads there.
    for method in [Method::GET, Method::HEAD] {
        hers.send(method, "/ac-besancon/courses/2637", None, &[]).await;
    }
    assert_eq!(titles(&mut hers, path).await, all);
    post(&mut hers, "/ac-besancon/courses/40/opened", &[]).await;
    assert_eq!(hers.status, 204);
    let mut again = site.browser();
    again.visit("/ac-besancon/").await;
    post(&mut again, "/ac-besancon/sign-in", &[("username", HER), ("password", GOOD), ("wanted", "/ac-besancon/courses/2637")]).await;
    let order = ["Session Essai parcours 2", "Tutorer un collègue", "Évaluer sans décourager", "Espace des tuteurs"];
    assert_eq!(titles(&mut hers, path).await, order);
    post(&mut hers, "/ac-besancon/courses/40/opened", &[]).await;
    assert_eq!(titles(&mut hers, path).await.last().unwrap(), "Évaluer sans décourager", "the last one opened comes before");
    // A star stands first, across académies, and is taken away again.
    post(&mut hers, "/ac-dijon/my/favourites/12", &[("on", "1"), ("return", path)]).await;
    assert_eq!(location(&hers), path);
    assert_eq!(titles(&mut hers, path).await[0], "Tutorer un collègue");
    hers.sees("Mes favoris");
    post(&mut hers, "/ac-dijon/my/favourites/12", &[("on", ""), ("return", "//evil.example")]).await;
    assert_eq!(location(&hers), "/ac-dijon/my");
    assert_ne!(titles(&mut hers, path).await[0], "Tutorer un collègue");
    assert_eq!(site.number("select count(*) from course_use").await, 2, "one row a course, overwritten in place");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn details_are_for_those_who_are_in_the_course() {
    let (site, mut hers) = site().await;
    let trainer = site.active(BESANCON, "formateur@example.org").await;
    site.enrol(BESANCON, 2636, &trainer, CourseRole::Formateur).await;
    hers.visit("/ac-besancon/my").await;
    hers.click("Voir les détails").await;
    hers.sees_heading("Espace des tuteurs").sees("Accéder à ce parcours");
    hers.visit("/ac-besancon/my/details/2636").await;
    hers.sees("Formateurs et tuteurs");
    // Before its first day it says when it opens, and leads nowhere yet.
    let her = magistere::people::behind(&site.app.db.begin().await.unwrap(), HER).await.unwrap().pop().unwrap();
    site.course(BESANCON, 50, "Bientôt", CourseKind::Session, false, Some("2099-01-01")).await;
    site.course(BESANCON, 51, "Caché", CourseKind::Session, true, None).await;
    site.session(BESANCON, 52, "Sans elle").await;
    for number in [50, 51] {
        site.enrol(BESANCON, number, &her, CourseRole::Participant).await;
    }
    hers.visit("/ac-besancon/my/details/50").await;
    hers.sees("Cette session ouvre le 01/01/2099").does_not_see("Accéder à ce parcours");
    for number in ["51", "52", "999", "2636x", "0"] {
        hers.visit(&format!("/ac-besancon/my/details/{number}")).await;
        assert_eq!(hers.status, 404, "{number}");
        post(&mut hers, &format!("/ac-besancon/my/favourites/{number}"), &[("on", "1")]).await;
        assert_eq!(hers.status, 404, "{number}");
        post(&mut hers, &format!("/ac-besancon/courses/{number}/opened"), &[]).await;
        assert_ne!(hers.status, 204, "{number}");
    }
    hers.visit("/ac-dijon/my/details/2636").await;
    assert_eq!(hers.status, 404, "another académie's number");
    assert_eq!(site.number("select (select count(*) from favourite) + (select count(*) from course_use)").await, 0);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_stands_beside_the_list_is_hers_to_arrange() {
    let site = Site::start().await;
    let her = site.active(BESANCON, "blocs@example.org").await;
    for number in 1..=9 {
        site.offered(BESANCON, number, &format!("Offre {number}"), &["hours_at_distance=3h"]).await;
    }
    site.course(BESANCON, 20, "La sienne", magistere::courses::CourseKind::Session, false, Some("2026-12-01")).await;
    site.enrol(BESANCON, 20, &her, magistere::access::CourseRole::Participant).await;
    let mut browser = site.browser();
    browser.sign_in(BESANCON, "blocs@example.org", crate::harness::GOOD).await;
    browser.sees("Événements à venir").sees("Début le 01/12/2026").sees("Dernières formations en inscription libre");
    browser.sees("Offre 9").sees("Offre 2").does_not_see("Offre 1 ").sees("3h à distance · Permanente · Origine : Académie");
    browser.click("Vers le calendrier").await;
    browser.sees_heading("Calendrier").sees("La sienne");
    browser.visit("/ac-besancon/my").await;
    browser.click("Modifier cette page").await;
    browser.press("Descendre : Événements à venir").await;
    browser.visit("/ac-besancon/my").await;
    let (events, offers) = (browser.body.find("Événements à venir"), browser.body.find("Dernières formations"));
    assert!(offers < events, "{events:?} {offers:?}");
    for _ in 0..2 {
        browser.visit("/ac-besancon/my/blocks").await;
        browser
            .press(if browser.text().contains("Cacher : Événements") {
                "Cacher : Événements à venir"
            } else {
                "Cacher : Dernières formations en inscription libre"
            })
            .await;
    }
    browser.visit("/ac-besancon/my").await;
    browser.does_not_see("Événements à venir").does_not_see("Dernières formations");
    browser.click("Modifier cette page").await;
    browser.press("Remettre comme au début").await;
    browser.visit("/ac-besancon/my").await;
    browser.sees("Événements à venir").sees("Offre 9");
    site.end().await;
}
