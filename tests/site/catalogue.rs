//! « Offre de formation » and « Offre de parcours »: what is shown to whom, and how it is narrowed.

use magistere::access::CourseRole;
use magistere::catalogue::copy;
use magistere::courses::CourseKind;
use reqwest::Method;
use serde_json::Value;

use crate::browser::Browser;
use crate::harness::{GOOD, Site};
use crate::scenes::{BESANCON, DIJON, INDEXED, answer, location};

const HER: &str = "camille.martin@example.org";

async fn json(site: &Site, address: &str) -> Value {
    let mut browser = site.browser();
    browser.visit(address).await;
    assert_eq!(browser.status, 200, "{address}");
    serde_json::from_str(&browser.body).unwrap()
}

async fn numbers(site: &Site, address: &str) -> Vec<i64> {
    json(site, address).await["offers"].as_array().unwrap().iter().map(|offer| offer["number"].as_i64().unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_academie_shows_its_own_and_the_national_ones() {
    let site = Site::start().await;
    site.offered(BESANCON, 2601, "Chanter en chœur", &["places=12"]).await;
    site.offered(DIJON, 1401, "Peindre", &[]).await;
    site.offered("dgesco", 101, "Filmer", &["self_enrolment=key:secret"]).await;
    site.session(BESANCON, 2602, "Pas publiée").await;
    assert_eq!(numbers(&site, "/ac-besancon/catalogue.json").await, [2601, 101]);
    assert_eq!(numbers(&site, "/ac-dijon/catalogue.json").await, [1401, 101]);
    let offers = json(&site, "/ac-besancon/catalogue.json").await;
    let first = &offers["offers"][0];
    assert_eq!((first["academy"].as_str(), first["domain"].as_str(), first["hours"].as_f64()), (Some(BESANCON), Some("arts"), Some(3.0)));
    assert_eq!((first["places"].as_i64(), first["places_left"].as_i64(), first["key_needed"].as_bool()), (Some(12), Some(12), Some(false)));
    assert!(first["address"].as_str().unwrap().ends_with("/ac-besancon/courses/2601/about"));
    assert!(!offers.to_string().contains("secret"), "the key is told to nobody");
    let mut browser = site.browser();
    browser.visit("/ac-besancon/catalogue").await;
    browser
        .sees("Limitée à 12 places (il en reste 12)")
        .sees("Avec une clé")
        .sees("Direction générale de l'enseignement scolaire")
        .does_not_see("Pas publiée");
    browser.click("Filmer").await;
    browser.sees_heading("Filmer");
    // A session asked for under another académie's slug does not exist; its short link leads to its own.
    browser.visit("/ac-besancon/courses/101/about").await;
    assert_eq!(browser.status, 404);
    browser.send(Method::GET, "/f2", None, &[]).await;
    assert_eq!(location(&browser), "/ac-dijon/courses/1401/about");
    browser.visit("/f2").await;
    browser.sees_heading("Peindre");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_offered_is_nowhere() {
    let site = Site::start().await;
    for number in 1..=6 {
        site.offered(BESANCON, number, &format!("Secret {number}"), &[]).await;
    }
    assert_eq!(numbers(&site, "/ac-besancon/catalogue.json?q=secret").await.len(), 6);
    site.set(BESANCON, 1, &["hidden=yes"]).await.unwrap();
    site.set(BESANCON, 2, &["stage=trashed"]).await.unwrap();
    site.set(BESANCON, 3, &["published=no"]).await.unwrap();
    site.set(BESANCON, 4, &["stage=archived"]).await.unwrap();
    site.set(BESANCON, 5, &["self_enrolment=closed"]).await.unwrap();
    // And one that is over, without anybody having changed it.
    site.set(BESANCON, 6, &["ends_on=2026-11-24"]).await.unwrap();
    assert_eq!(numbers(&site, "/ac-besancon/catalogue.json?q=secret").await, [6]);
    site.clock.advance(24 * 3_600_000_000);
    let mut browser = site.browser();
    for address in
        ["/ac-besancon/catalogue", "/ac-besancon/catalogue?q=secret", "/ac-besancon/catalogue.json", "/ac-besancon/catalogue.atom"]
    {
        browser.visit(address).await;
        assert_eq!(browser.status, 200);
        browser.does_not_see("Secret");
    }
    // Hidden, thrown away and absent look the same by every address.
    for path in ["/f{n}", "/ac-besancon/courses/{n}/about"] {
        let mut answers = Vec::new();
        for number in ["1", "2", "999"] {
            let path = path.replace("{n}", number);
            browser.send(Method::GET, &path, None, &[]).await;
            assert_eq!(browser.status, 404, "{path}");
            let encoded = path.replace('/', "%2F");
            answers.push(answer(&browser, &path).replace(&encoded, "TYPED"));
        }
        assert!(answers.iter().all(|other| *other == answers[0]), "{path}");
    }
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_state_of_the_offer_has_an_address() {
    let site = Site::start().await;
    for number in 1..=45 {
        let domain = if number % 3 == 0 { "domain=sciences" } else { "domain=arts" };
        let hours = if number % 2 == 0 { "hours_at_distance=2" } else { "hours_at_distance=7" };
        site.offered(BESANCON, number, &format!("Atelier {number}"), &[domain, hours]).await;
    }
    let mut browser = site.browser();
    browser.visit("/ac-besancon/catalogue").await;
    browser.sees("45 sessions").sees("Arts et culture 30").sees("Sciences et technologie 15").sees("Page 1 sur 3");
    browser.click("Sciences et technologie 15").await;
    browser.sees("15 sessions").sees("Domaine : Sciences et technologie").sees("Moins de 3h 7").sees("De 6h à 9h 8");
    browser.click("Moins de 3h").await;
    browser.sees("7 sessions");
    assert_eq!(browser.address, "/ac-besancon/catalogue?domain=sciences&length=under-3h");
    browser.click("Domaine : Sciences").await;
    assert_eq!(browser.address, "/ac-besancon/catalogue?length=under-3h");
    browser.sees("22 sessions");
    browser.click("Suivant").await;
    assert_eq!(browser.address, "/ac-besancon/catalogue?length=under-3h&page=2");
    for address in ["?page=0", "?page=4", "?page=x", "?page=-1"] {
        browser.visit(&format!("/ac-besancon/catalogue{address}")).await;
        assert_eq!(browser.status, 404, "{address}");
    }
    browser.visit("/ac-besancon/catalogue?domain=nothing&q=%22%3Cb%3E").await;
    browser.sees("Rien ne correspond");
    assert!(!browser.body.contains("<b>"));
    let long = format!("/ac-besancon/catalogue?q={}", "mot+".repeat(2_500));
    browser.visit(&long).await;
    assert_eq!(browser.status, 200);
    // All pages together are everything, once.
    let mut all = Vec::new();
    for page in 1..=3 {
        all.extend(numbers(&site, &format!("/ac-besancon/catalogue.json?page={page}")).await);
    }
    all.sort_unstable();
    assert_eq!(all, (1..=45).collect::<Vec<i64>>());
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_index_catches_up_whatever_it_has_lost() {
    let site = Site::start().await;
    site.offered(BESANCON, 1, "Premier", &[]).await;
    assert_eq!(numbers(&site, "/ac-besancon/catalogue.json").await, [1]);
    let applied = site.app.search.applied();
    // Told a wrong thing, and told that it knows more than there is.
    site.app.search.apply(&[], 900, true).unwrap();
    assert_eq!(numbers(&site, "/ac-besancon/catalogue.json").await, [1]);
    assert_eq!(site.app.search.applied(), applied);
    site.app.search.apply(&[], 0, true).unwrap();
    assert_eq!(numbers(&site, "/ac-besancon/catalogue.json").await, [1], "far behind");
    site.offered(BESANCON, 2, "Deuxième", &[]).await;
    let (statements, _) = site.statements(async { copy::catch_up(&site.app).await.unwrap() }).await;
    assert!(statements >= 4);
    let (statements, _) = site.statements(async { copy::catch_up(&site.app).await.unwrap() }).await;
    assert_eq!(statements, 1, "nothing to do");
    assert_eq!(numbers(&site, "/ac-besancon/catalogue.json").await, [2, 1]);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn parcours_are_for_those_who_train() {
    let site = Site::start().await;
    let trainer = site.active(DIJON, "dijon@example.org").await;
    site.session(DIJON, 1400, "Ailleurs").await;
    site.enrol(DIJON, 1400, &trainer, CourseRole::Tuteur).await;
    site.active(BESANCON, HER).await;
    for (number, stage) in [(2680, "demonstration"), (2681, "building")] {
        site.course(BESANCON, number, &format!("Modèle {number}"), CourseKind::Parcours, false, None).await;
        site.run("update course set stage = 'building' where number = $1", &db::args![number]).await;
        site.set(BESANCON, number, INDEXED).await.unwrap();
        if stage == "demonstration" {
            site.set(BESANCON, number, &["version_notes=Plus court", "stage=demonstration", "published=yes"]).await.unwrap();
        }
    }
    let mut hers: Browser = site.browser();
    hers.sign_in(BESANCON, HER, GOOD).await;
    let mut anonymous = site.browser();
    for browser in [&mut hers, &mut anonymous] {
        for path in ["/ac-besancon/parcours", "/ac-besancon/parcours?q=modele", "/ac-besancon/parcours/2680", "/p1"] {
            browser.send(Method::GET, path, None, &[]).await;
            assert_eq!(browser.status, 404, "{path}");
            browser.does_not_see("Modèle");
        }
        browser.visit("/ac-besancon/catalogue?q=modele").await;
        browser.does_not_see("Modèle 26").does_not_see("Offre de parcours");
    }
    let mut his = site.browser();
    his.sign_in(DIJON, "dijon@example.org", GOOD).await;
    his.visit("/ac-dijon/catalogue").await;
    his.click("Offre de parcours").await;
    his.sees("Un parcours").sees("Modèle 2680").does_not_see("Modèle 2681");
    his.click("Modèle 2680").await;
    his.sees_heading("Modèle 2680").sees("Plus court");
    his.click("Voir la démonstration").await;
    his.sees_heading("Modèle 2680");
    his.visit("/p1").await;
    assert_eq!(his.address, "/ac-besancon/parcours/2680");
    hers.visit("/ac-besancon/courses/2680").await;
    assert_eq!(hers.status, 404);
    his.visit("/ac-besancon/courses/2681").await;
    assert_eq!(his.status, 404);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_newest_can_be_followed() {
    let site = Site::start().await;
    site.offered(BESANCON, 1, "Un & deux <trois>", &[]).await;
    site.clock.advance(1_000_000);
    site.offered("dgesco", 2, "Plus récente", &[]).await;
    let mut browser = site.browser();
    browser.visit("/ac-besancon/catalogue.atom").await;
    assert_eq!(browser.headers["content-type"], "application/atom+xml; charset=utf-8");
    let feed = browser.body.clone();
    assert!(feed.contains("Un &amp; deux &lt;trois&gt;") && !feed.contains("<trois>"), "{feed}");
    assert!(feed.find("Plus récente").unwrap() < feed.find("Un &amp;").unwrap(), "the newest first");
    assert!(feed.contains("/f1</id>") && feed.contains("2026-11-24T08:00:01"), "{feed}");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_offer_is_printed_as_it_is_shown() {
    let site = Site::start().await;
    for number in 1..=45 {
        site.offered(BESANCON, number, &format!("Évaluer {number}"), &[]).await;
    }
    let mut anonymous = site.browser();
    anonymous.visit("/ac-besancon/catalogue").await;
    anonymous.click("Imprimer ce catalogue").await;
    assert_eq!((anonymous.status.as_u16(), anonymous.headers["content-type"].to_str().unwrap()), (200, "application/pdf"));
    assert!(anonymous.body.starts_with("%PDF-1.7") && anonymous.body.contains("/StructTreeRoot"));
    let (whole, links) = (anonymous.body.clone(), |body: &str| body.matches("/URI").count());
    assert!(links(&whole) >= 90, "each offer leads to its page, by its name and by its address");
    // What is hidden is not printed, not even a moment later; a search narrows it.
    site.set(BESANCON, 7, &["hidden=yes"]).await.unwrap();
    anonymous.visit("/ac-besancon/catalogue.pdf").await;
    assert!(links(&anonymous.body) < links(&whole));
    anonymous.visit("/ac-besancon/catalogue.pdf?q=introuvable").await;
    assert_eq!((anonymous.status.as_u16(), links(&anonymous.body)), (200, 0));
    anonymous.visit("/ac-besancon/parcours.pdf").await;
    assert_eq!(anonymous.status, 404, "parcours are for those who train");
    site.end().await;
}
