//! « Je souhaite m'inscrire »: from no course to one in three actions, never over the places, and back again.

use magistere::access::CourseRole;
use magistere::courses::CourseKind;

use crate::browser::{Browser, folded};
use crate::harness::{GOOD, Site};
use crate::scenes::{BESANCON, DIJON, MINUTE, location, post};

const HER: &str = "camille.martin@example.org";
const JOIN: &str = "/ac-besancon/courses/2636/join";
const LEAVE: &str = "/ac-besancon/courses/2636/leave";

async fn open(site: &Site, settings: &[&str]) {
    let line = [&["course", "set", "--academy", BESANCON, "--course", "2636"], settings].concat();
    site.admin(&line, "").await.unwrap();
}

async fn site(settings: &[&str]) -> Site {
    let site = Site::start().await;
    site.session(BESANCON, 2636, "L'ultimate en cours d'EPS").await;
    if !settings.is_empty() {
        open(&site, settings).await;
    }
    site
}

async fn signed_in(site: &Site, slug: &str, address: &str) -> Browser {
    site.active(slug, address).await;
    let mut browser = site.browser();
    browser.sign_in(slug, address, GOOD).await;
    browser
}

#[tokio::test(flavor = "multi_thread")]
async fn from_no_course_to_one_in_three_actions() {
    let site = Site::start().await;
    site.offered(BESANCON, 2636, "L'ultimate en cours d'EPS", &[]).await;
    let mut hers = signed_in(&site, BESANCON, HER).await;
    hers.sees("Vous n'êtes inscrit à aucun parcours");
    hers.click("Aller dans l'offre de formation").await;
    hers.click("L'ultimate").await;
    hers.sees("Permanente");
    hers.press("Je souhaite m'inscrire").await;
    hers.sees_heading("L'ultimate en cours d'EPS").sees("Vous êtes inscrit");
    assert_eq!(site.mails_to(HER).await, 1, "a message of welcome");
    // And out again, by herself.
    hers.visit("/ac-besancon/my/details/2636").await;
    hers.press("Me désinscrire de cette session").await;
    hers.sees("vous n'êtes plus inscrit").sees("Vous n'êtes inscrit à aucun parcours");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_place_is_taken_once_and_the_line_moves_up() {
    let site = site(&["self_enrolment=open", "places=3"]).await;
    let mut browsers = Vec::new();
    for number in 0..12 {
        browsers.push(signed_in(&site, BESANCON, &format!("p{number}@example.org")).await);
    }
    let mut asking = tokio::task::JoinSet::new();
    for mut browser in browsers {
        asking.spawn(async move {
            post(&mut browser, JOIN, &[]).await;
            post(&mut browser, JOIN, &[]).await;
            (location(&browser), browser)
        });
    }
    let mut all = asking.join_all().await;
    let (mut inside, mut waiting): (Vec<_>, Vec<_>) = all.drain(..).partition(|(at, _)| at == "/ac-besancon/courses/2636");
    assert_eq!((inside.len(), waiting.len()), (3, 9), "asking twice changes nothing");
    assert_eq!(site.number("select count(*) from enrolment").await, 3);
    assert_eq!(site.number("select count(*) from waiting_list").await, 9);
    let first = site.number("select person_id from waiting_list order by id limit 1").await;
    post(&mut inside[0].1, LEAVE, &[]).await;
    assert_eq!(site.number("select count(*) from enrolment").await, 3, "the place is taken at once");
    assert_eq!(site.number("select count(*) from waiting_list").await, 8);
    let told = "select count(*) from letter where template = 'place-free' and person_id = ";
    assert_eq!(site.number(&format!("{told}{first}")).await, 1);
    // More places, more people; and somebody may stop waiting.
    open(&site, &["places=6"]).await;
    assert_eq!(site.number("select (select count(*) from enrolment) * 100 + (select count(*) from waiting_list)").await, 605);
    let mut stops = 0;
    for (_, browser) in &mut waiting {
        browser.visit("/ac-besancon/courses/2636/about").await;
        if browser.text().contains("Vous attendez une place") {
            browser.press("Ne plus attendre").await;
            stops += 1;
        }
    }
    assert_eq!((stops, site.number("select count(*) from waiting_list").await), (5, 0));
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_is_asked_for_and_cannot_be_guessed() {
    let site = site(&["self_enrolment=key:cerisier bleu"]).await;
    let mut hers = signed_in(&site, BESANCON, HER).await;
    hers.visit("/ac-besancon/courses/2636").await;
    hers.fill("Clé d'inscription", "prunier").press("Je souhaite m'inscrire").await;
    assert_eq!(hers.status, 422);
    hers.sees("Ce n'est pas la clé");
    assert!(!hers.body.contains("cerisier"), "the key is on no page");
    let mut read = 1;
    for number in 0..1_000 {
        post(&mut hers, JOIN, &[("key", &format!("essai {number}"))]).await;
        read += usize::from(hers.text().contains("Ce n'est pas la clé"));
    }
    assert_eq!(read, 5, "a thousand guesses, five read");
    post(&mut hers, JOIN, &[("key", "cerisier bleu")]).await;
    hers.sees("Trop d'essais");
    site.clock.advance(MINUTE);
    post(&mut hers, JOIN, &[("key", " cerisier bleu ")]).await;
    assert_eq!(location(&hers), "/ac-besancon/courses/2636");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_open_to_her_does_not_let_her_in() {
    let site = site(&[]).await;
    let mut hers = signed_in(&site, BESANCON, HER).await;
    post(&mut hers, JOIN, &[]).await;
    assert_eq!(hers.status, 404, "closed");
    hers.visit("/ac-besancon/courses/2636").await;
    hers.does_not_see("Je souhaite m'inscrire");
    open(&site, &["self_enrolment=open"]).await;
    // Members of the académie only, and nobody where everybody may not know of it.
    let mut other = signed_in(&site, DIJON, "dijon@example.org").await;
    other.visit("/ac-besancon/courses/2636").await;
    other.sees("réservée à");
    post(&mut other, JOIN, &[]).await;
    assert_eq!(other.status, 404);
    for (number, hidden, kind) in [(50, true, CourseKind::Session), (51, false, CourseKind::Space), (52, false, CourseKind::Parcours)] {
        site.course(BESANCON, number, "Autre", kind, hidden, None).await;
        let set = site.admin(&["course", "set", "--academy", BESANCON, "--course", &number.to_string(), "self_enrolment=open"], "").await;
        assert_eq!(set.is_ok(), kind != CourseKind::Parcours);
        post(&mut hers, &format!("/ac-besancon/courses/{number}/join"), &[]).await;
        assert_eq!(hers.status, 404, "{number}");
    }
    // Not yet, and no longer.
    open(&site, &["enrolment_from=2026-11-25"]).await;
    hers.visit("/ac-besancon/courses/2636").await;
    hers.sees("à partir du 25/11/2026").does_not_see("Je souhaite m'inscrire");
    post(&mut hers, JOIN, &[]).await;
    assert_eq!(hers.status, 404, "before the first day to join");
    open(&site, &["enrolment_from=", "enrolment_until=2026-11-23"]).await;
    post(&mut hers, JOIN, &[]).await;
    assert_eq!(hers.status, 404, "after the last day to join");
    open(&site, &["enrolment_until=2026-11-24"]).await;
    for wrong in [
        "self_enrolment=maybe",
        "self_enrolment=key:",
        "places=0",
        "places=x",
        "colour=blue",
        "enrolment_until=demain",
        "enrolment_from=2026-12-01",
    ] {
        let line = ["course", "set", "--academy", BESANCON, "--course", "2636", wrong];
        assert!(site.admin(&line, "").await.is_err(), "{wrong}");
    }
    // Whoever was enrolled by a trainer does not leave by herself.
    let person = magistere::people::behind(&site.app.db.begin().await.unwrap(), HER).await.unwrap().pop().unwrap();
    site.enrol(BESANCON, 2636, &person, magistere::access::CourseRole::Participant).await;
    post(&mut hers, LEAVE, &[]).await;
    assert_eq!(site.number("select count(*) from enrolment").await, 1);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trainer_opens_her_session() {
    let site = site(&[]).await;
    let trainer = site.active(BESANCON, "formateur@example.org").await;
    site.enrol(BESANCON, 2636, &trainer, magistere::access::CourseRole::Formateur).await;
    let mut browser = site.browser();
    browser.sign_in(BESANCON, "formateur@example.org", GOOD).await;
    browser.visit("/ac-besancon/courses/2636/participants").await;
    browser.click("Inscription libre").await;
    let path = "/ac-besancon/courses/2636/self-enrolment";
    for (fields, sentence) in [
        ([("way", "key"), ("key", ""), ("places", "")], "Indiquez la clé"),
        ([("way", "open"), ("key", ""), ("places", "-3")], "Un nombre de 1 à"),
        ([("way", "open"), ("key", ""), ("places", "beaucoup")], "Un nombre de 1 à"),
    ] {
        post(&mut browser, path, &fields).await;
        assert_eq!(browser.status, 422);
        browser.sees(sentence);
    }
    post(&mut browser, path, &[("way", "key"), ("key", "Prunus"), ("places", "20")]).await;
    browser.visit(path).await;
    assert!(browser.body.contains("value=\"Prunus\"") && browser.body.contains("value=\"20\""));
    let mut hers = signed_in(&site, BESANCON, HER).await;
    hers.visit("/ac-besancon/courses/2636/about").await;
    hers.sees("Limitée à 20 places (il en reste 20)");
    hers.visit(path).await;
    assert_eq!(hers.status, 404, "for those who train there");
    post(&mut browser, path, &[("way", "closed"), ("key", "Prunus"), ("places", "")]).await;
    assert_eq!(site.number("select count(*) from self_enrolment where not closed and key = 'Prunus'").await, 0);
    browser.visit(path).await;
    assert!(browser.body.contains("value=\"Prunus\""), "kept for the day on which it is opened again");
    assert_eq!(site.number("select count(*) from event where kind = 'course.self_enrolment.changed'").await, 2);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_waits_is_reminded_of_it_on_her_first_page() {
    let site = site(&["self_enrolment=open", "places=1"]).await;
    let mut first = signed_in(&site, BESANCON, "premier@example.org").await;
    post(&mut first, JOIN, &[]).await;
    let mut hers = signed_in(&site, BESANCON, HER).await;
    hers.visit("/ac-besancon/my").await;
    hers.does_not_see("En attente d'une place");
    post(&mut hers, JOIN, &[]).await;
    hers.visit("/ac-besancon/my").await;
    hers.sees("En attente d'une place").sees("en position 1");
    hers.click("L'ultimate en cours d'EPS").await;
    hers.sees("Vous attendez une place");
    post(&mut first, "/ac-besancon/courses/2636/leave", &[]).await;
    hers.visit("/ac-besancon/my").await;
    hers.does_not_see("En attente d'une place").sees("L'ultimate en cours d'EPS");
    let letter = site.last_mail_to(HER).await;
    assert_eq!(folded(&letter.subject), "Académie de Besançon : une place s'est libérée pour vous");
    assert!(letter.text.contains("/ac-besancon/courses/2636"), "{}", letter.text);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_in_and_waits_all_the_same_holds_nobody_up() {
    let site = site(&["self_enrolment=open", "places=1"]).await;
    let mut browsers = Vec::new();
    for number in 0..3 {
        let mut browser = signed_in(&site, BESANCON, &format!("p{number}@example.org")).await;
        post(&mut browser, JOIN, &[]).await;
        browsers.push(browser);
    }
    // A trainer first in the line, by whatever accident: she stays what she is, and the next one gets the place.
    let trainer = site.active(BESANCON, "formateur@example.org").await;
    site.enrol(BESANCON, 2636, &trainer, CourseRole::Formateur).await;
    site.run(
        "insert into waiting_list (id, academy_id, course_id, person_id) select -1, academy_id, course_id, person_id from enrolment where role = 'formateur'",
        &[],
    )
    .await;
    let left = tokio::time::timeout(std::time::Duration::from_secs(5), post(&mut browsers[0], LEAVE, &[])).await;
    assert!(left.is_ok(), "it went round and round");
    assert_eq!(site.number("select count(*) from enrolment where role = 'formateur'").await, 1);
    assert_eq!(site.number("select count(*) from enrolment where role = 'participant'").await, 1);
    assert_eq!(site.number("select count(*) from waiting_list").await, 1);
    site.end().await;
}
