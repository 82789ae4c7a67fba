//! Who may see what: académies, courses, every route for every visitor, and what a page costs.

use std::collections::BTreeMap;

use magistere::access::CourseRole;
use magistere::courses::CourseKind;
use magistere::features;
use reqwest::Method;

use crate::browser::Browser;
use crate::harness::{GOOD, Site};
use crate::scenes::{BESANCON, DIJON, answer, location};

const HER: &str = "camille.martin@example.org";
const ELSEWHERE: &str = "dijon@example.org";
const SUSPENDED: &str = "suspendu@example.org";
const MANAGER: &str = "gestionnaire@example.org";

/// Numbers that must not be told apart, with what they are.
const NOWHERE: [(i64, &str); 4] = [(2701, "hidden"), (2702, "thrown away"), (2703, "another académie's"), (2704, "absent")];

async fn site() -> Site {
    let site = Site::start().await;
    let her = site.active(BESANCON, HER).await;
    let elsewhere = site.active(DIJON, ELSEWHERE).await;
    let suspended = site.active(BESANCON, SUSPENDED).await;
    let manager = site.active(BESANCON, MANAGER).await;
    site.session(BESANCON, 2636, "Session Essai parcours 2").await;
    for person in [&her, &suspended] {
        site.enrol(BESANCON, 2636, person, CourseRole::Participant).await;
    }
    site.course(BESANCON, 2701, "Titre secret", CourseKind::Session, true, None).await;
    site.session(BESANCON, 2702, "Titre secret").await;
    site.run("update course set stage = 'trashed' where number = 2702", &[]).await;
    site.session(DIJON, 2703, "Titre secret").await;
    site.enrol(DIJON, 2703, &elsewhere, CourseRole::Participant).await;
    site.course(BESANCON, 2705, "Titre secret", CourseKind::Parcours, false, None).await;
    site.suspend_membership(BESANCON, SUSPENDED).await;
    let academy = site.academy(BESANCON).await;
    let tx = site.app.db.begin().await.unwrap();
    magistere::access::grant(&tx, Some(academy.id), manager.id, magistere::access::Role::Gestionnaire, site.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
    site
}

/// Where a button pressed after the session leads back to a page.
const BACK: [&str; 7] = [
    "/preferences/new-offers/end",
    "/preferences/second-factor/codes",
    "/preferences/second-factor/remove",
    "/my/choices",
    "/my/favourites/{number}",
    "/courses/{number}/join",
    "/courses/{number}/leave",
];

/// One browser for each kind of visitor.
async fn visitors(site: &Site) -> BTreeMap<&'static str, Browser> {
    let mut all = BTreeMap::from([("anonymous", site.browser())]);
    for (who, address) in [("participant", HER), ("elsewhere", ELSEWHERE), ("suspended", SUSPENDED), ("manager", MANAGER)] {
        let mut browser = site.browser();
        browser.sign_in(if who == "elsewhere" { DIJON } else { BESANCON }, address, GOOD).await;
        assert!(browser.cookies.contains_key("session"), "{who}");
        all.insert(who, browser);
    }
    site.prove_everybody().await;
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_academie_shows_those_there_are() {
    let site = Site::start().await;
    let mut browser = site.browser();
    for path in [
        "/ac-absente",
        "/ac-absente/",
        "/ac-absente/courses/2636",
        "/AC-BESANCON/",
        "/ac-besan%C3%A7on/",
        "/f123",
        "/p9/x",
        "/wp-login.php",
        "/.git/config",
    ] {
        browser.visit(path).await;
        assert_eq!(browser.status, 404, "{path}");
        browser.sees_heading("Quelle est votre académie ?").sees("Académie de Besançon").sees("Académie de La Réunion");
    }
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_may_not_see_does_not_exist() {
    let site = site().await;
    let mut all = visitors(&site).await;
    for who in ["participant", "elsewhere"] {
        let browser = all.get_mut(who).unwrap();
        for path in ["/courses/{n}", "/courses/{n}/about", "/courses/{n}/activities/1", "/courses/{n}/sections/1", "/courses/{n}/print"] {
            let mut answers = Vec::new();
            for (number, what) in NOWHERE.iter().chain(&[(2705, "no session")]) {
                let at = path.replace("{n}", &number.to_string());
                browser.send(Method::GET, &format!("/ac-besancon{at}"), None, &[]).await;
                assert_eq!(browser.status, 404, "{who} {at}, {what}");
                answers.push((what, answer(browser, &number.to_string())));
            }
            for (what, answer) in &answers[1..] {
                assert_eq!(*answer, answers[0].1, "{who} can tell {what} from hidden at {path}");
            }
        }
    }
    // Nobody signed in: the same choice page for each, which names nothing.
    let anonymous = all.get_mut("anonymous").unwrap();
    for path in ["/courses/{n}", "/course/view.php?id={n}", "/courses/{n}/activities/1"] {
        let mut answers = Vec::new();
        for (number, what) in NOWHERE {
            anonymous.visit(&format!("/ac-besancon{}", path.replace("{n}", &number.to_string()))).await;
            anonymous.sees("page demandée").does_not_see("Titre secret");
            answers.push((what, answer(anonymous, &number.to_string())));
        }
        for (what, answer) in &answers[1..] {
            assert_eq!(*answer, answers[0].1, "anybody can tell {what} from hidden at {path}");
        }
    }
    anonymous.visit("/ac-besancon/courses/2636").await;
    anonymous.sees("Session Essai parcours 2");
    // The member of another académie learns what a visible session is, and nothing of what is in it.
    let elsewhere = all.get_mut("elsewhere").unwrap();
    elsewhere.visit("/ac-besancon/courses/2636").await;
    elsewhere.sees_heading("Session Essai parcours 2").sees("Vous n'êtes pas inscrit à cette session");
    let manager = all.get_mut("manager").unwrap();
    manager.visit("/ac-besancon/courses/2701").await;
    assert_eq!(manager.status, 200);
    manager.visit("/ac-dijon/courses/2703").await;
    manager.sees("Vous n'êtes pas inscrit");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_before_its_first_day_says_when_it_opens() {
    let site = site().await;
    let her = {
        let tx = site.app.db.begin().await.unwrap();
        magistere::people::behind(&tx, HER).await.unwrap().pop().unwrap()
    };
    site.course(BESANCON, 2710, "Plus tard", CourseKind::Session, false, Some("2026-12-01")).await;
    site.enrol(BESANCON, 2710, &her, CourseRole::Participant).await;
    let mut browser = site.browser();
    browser.sign_in(BESANCON, HER, GOOD).await;
    browser.visit("/ac-besancon/course/view.php?id=2710").await;
    browser.sees("01/12/2026");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_for_every_visitor() {
    let site = site().await;
    let mut all = visitors(&site).await;
    let values = [
        ("{number}", "2636"),
        ("{id}", "1"),
        ("{public_id}", "AAAAAAAAAAAAAAAAAAAAAA"),
        ("{size}", "small"),
        ("{name}", "legal.fr"),
        ("{token}", "AAAA"),
        ("{kind}", "page"),
        ("{file}", "1"),
        ("{position}", "1"),
        ("{chapter}", "1"),
        ("{action}", "copy"),
        ("{discussion}", "1"),
        ("{post}", "1"),
    ];
    for route in features::routes().list() {
        let mut path = format!("/ac-besancon{}", route.path);
        for (hole, value) in values {
            path = path.replace(hole, value);
        }
        assert!(!path.contains('{'), "give {path} a value in this test");
        // Whoever took her second factor away a moment ago has it again.
        site.prove_everybody().await;
        // What ends sessions is tried with none.
        let ends = path.contains("sign-out") || path.contains("close");
        for (who, browser) in &mut all {
            if ends && route.method == "POST" && *who != "anonymous" {
                continue;
            }
            let method = Method::from_bytes(route.method.as_bytes()).unwrap();
            let before = browser.cookies.clone();
            browser.send(method, &path, (route.method == "POST").then(Vec::new), &[]).await;
            let status = browser.status.as_u16();
            assert!(status < 500, "{who} {} {path}: {status}", route.method);
            match (*who, route.method, route.permission.as_str()) {
                (_, _, "open") => assert_ne!(status, 401, "{who} {path}"),
                // Nobody has one here; who sees those there are: tests/site/pictures.rs.
                (_, _, "course:know") => assert_eq!(status, 404, "{who} {path}"),
                // For those who train it is there, for nobody else.
                (who, _, "parcours-offer:view") => {
                    let there = who == "manager" && matches!(route.path, "/parcours" | "/parcours.pdf");
                    assert_eq!(status, if there { 200 } else { 404 }, "{who} {path}");
                }
                ("anonymous", "GET", _) => {
                    assert_eq!(status, 303, "{path}");
                    assert!(location(browser).starts_with("/ac-besancon/sign-in?wanted="), "{path} leads to {}", location(browser));
                }
                ("anonymous", _, _) => assert_eq!(status, 401, "{path}"),
                ("suspended", _, _) => assert_eq!(status, 403, "{} {path}", route.method),
                // Where a form ended after signing in again: back to its page.
                (_, "GET", "member") if ends => assert_eq!((status, location(browser)), (303, "/ac-besancon/preferences/sessions".into())),
                (_, "GET", "member") if BACK.contains(&route.path) => assert_eq!(status, 303, "{who} {path}"),
                (_, "GET", "member") if path.contains("/picture/") => assert_eq!(status, 404, "{who} {path}"),
                // A course of one's own, for those who are in it.
                (who, "GET", "member") if route.path == "/my/details/{number}" => {
                    assert_eq!(status, if who == "participant" { 200 } else { 404 }, "{who} {path}");
                }
                // Without an id it leads nowhere.
                (_, "GET", "member") if route.path == "/mod/{kind}/view.php" => assert_eq!(status, 404, "{who} {path}"),
                (_, "GET", "member") => assert_eq!(status, 200, "{who} {path}"),
                _ => assert!(matches!(status, 200 | 204 | 303 | 403 | 404 | 409 | 422), "{who} {} {path}: {status}", route.method),
            }
            browser.cookies = before;
        }
    }
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_get_writes_nothing() {
    let site = site().await;
    let mut all = visitors(&site).await;
    let rows = "select (select count(*) from session) * 1000000 + (select count(*) from link) * 10000 + (select count(*) from letter) * 1000
                     + (select count(*) from event) + (select count(*) from guess_counter) + (select count(*) from enrolment) + (select count(*) from membership)
                     + (select count(*) from news_subscription) + (select count(*) from account_merge)
                     + (select count(*) from forum_read) + (select count(*) from forum_choice) + (select count(*) from forum_draft)
                     + (select count(*) from own_file)";
    let before = site.number(rows).await;
    for route in features::routes().list().iter().filter(|route| route.method == "GET") {
        let path = route.path.replace("{number}", "2636").replace("{id}", "1").replace("{public_id}", "x");
        for browser in all.values_mut() {
            browser.send(Method::GET, &format!("/ac-besancon{path}"), None, &[]).await;
        }
    }
    assert_eq!(site.number(rows).await, before);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_main_pages_cost_few_statements_and_bytes() {
    let site = site().await;
    let her = {
        let tx = site.app.db.begin().await.unwrap();
        magistere::people::behind(&tx, HER).await.unwrap().pop().unwrap()
    };
    for number in 3000..3020 {
        site.session(BESANCON, number, &format!("Session {number}")).await;
        site.enrol(BESANCON, number, &her, CourseRole::Participant).await;
    }
    let mut all = visitors(&site).await;
    for (who, path) in [
        ("anonymous", "/"),
        ("anonymous", "/ac-besancon/"),
        ("anonymous", "/ac-besancon/sign-in"),
        ("anonymous", "/ac-besancon/sign-in?wanted=/ac-besancon/courses/2636"),
        ("anonymous", "/ac-besancon/forgot-password"),
        ("anonymous", "/ac-besancon/catalogue"),
        ("anonymous", "/ac-besancon/courses/2636/about"),
        ("anonymous", "/ac-besancon/help/sign-in"),
        ("participant", "/ac-besancon/my"),
        ("participant", "/ac-besancon/courses/2636"),
        ("participant", "/ac-besancon/profile"),
        ("participant", "/ac-besancon/preferences"),
        ("participant", "/ac-besancon/preferences/sessions"),
        ("participant", "/ac-besancon/absent"),
    ] {
        let browser = all.get_mut(who).unwrap();
        let (statements, ()) = site
            .statements(async {
                browser.send(Method::GET, path, None, &[]).await;
            })
            .await;
        assert!(statements <= 12, "{statements} statements for {path}");
        assert!(browser.body.len() <= 60_000, "{} bytes for {path}", browser.body.len());
        assert!(matches!(browser.status.as_u16(), 200 | 404), "{path}: {}", browser.status);
    }
    site.end().await;
}
