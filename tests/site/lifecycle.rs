//! The life of a course: made, described, opened, offered, closed, thrown away and restored, by the page and by the command.

use magistere::access::CourseRole;
use magistere::courses::CourseKind;
use reqwest::Method;

use crate::browser::Browser;
use crate::harness::{GOOD, Site};
use crate::scenes::{BESANCON, DIJON, INDEXED, location, post};

const TRAINER: &str = "formateur@example.org";
const HER: &str = "camille.martin@example.org";

async fn signed_in(site: &Site, address: &str) -> Browser {
    let mut browser = site.browser();
    browser.sign_in(BESANCON, address, GOOD).await;
    browser
}

/// A trainer of session 2600, signed in.
async fn trainer(site: &Site) -> Browser {
    let person = site.active(BESANCON, TRAINER).await;
    site.session(BESANCON, 2600, "Autre").await;
    site.enrol(BESANCON, 2600, &person, CourseRole::Formateur).await;
    signed_in(site, TRAINER).await
}

async fn stage(site: &Site, number: i64) -> String {
    let (stage,): (String,) = site.app.db.one("select stage from course where number = $1", &db::args![number]).await.unwrap();
    stage
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trainer_makes_a_session_and_brings_it_into_the_offer() {
    let site = Site::start().await;
    let mut hers = trainer(&site).await;
    hers.visit("/ac-besancon/my").await;
    hers.click("Créer un parcours").await;
    hers.press("Créer").await;
    assert_eq!(hers.status, 422);
    hers.sees("Donnez-lui un nom");
    hers.fill("Nom complet", "Dessiner dehors").press("Créer").await;
    hers.sees_heading("Gérer").sees("C'est créé").sees("En préparation");
    // Nobody else sees it yet.
    let mut anonymous = site.browser();
    anonymous.visit("/ac-besancon/courses/2601/about").await;
    assert_eq!(anonymous.status, 404);
    hers.sees("Il faut au moins un participant");
    hers.press("Ouvrir en auto-inscription").await;
    hers.sees("La session est ouverte").sees("En cours").sees("L'indexation n'est pas complète");
    hers.click("Indexer").await;
    hers.fill("Intitulé", "DESSIN").fill("Description", "Sortir et regarder.").fill("Objectifs", "Dessiner ce que l'on voit.");
    hers.fill("Mots-clés", "croquis, nature").fill("Contact", "formation@example.org").fill("Auteurs", "Noé Tissot");
    hers.fill("Heures en présence", "trois");
    hers.press("Enregistrer").await;
    assert_eq!(hers.status, 422);
    hers.sees("Écrivez une durée");
    assert!(hers.body.contains("croquis, nature"), "nothing typed is lost");
    let (_, _, mut fields) = hers.form_of("Enregistrer");
    fields.retain(|(name, _)| !matches!(name.as_str(), "hours_on_site" | "domain" | "collection" | "nature" | "origin"));
    for (name, value) in [
        ("hours_on_site", "3h"),
        ("domain", "arts"),
        ("collection", "action"),
        ("nature", "accompanied"),
        ("origin", "academie"),
        ("audiences", "heads"),
        ("audiences", "primary-teachers"),
    ] {
        fields.push((name.into(), value.into()));
    }
    hers.send(Method::POST, "/ac-besancon/courses/2601/indexing", Some(fields), &[]).await;
    assert_eq!(location(&hers), "/ac-besancon/courses/2601/manage");
    hers.visit("/ac-besancon/courses/2601/manage").await;
    hers.sees("100 %").sees("26_A003_DESSIN_1");
    hers.press("Publier sur l'offre").await;
    hers.sees("C'est publié sur l'offre").sees("/f1");
    anonymous.visit("/f1").await;
    anonymous.sees_heading("Dessiner dehors").sees("Dessiner ce que l'on voit.").sees("Enseignants du premier degré");
    anonymous.visit("/ac-besancon/catalogue?q=croquis").await;
    anonymous.sees("Dessiner dehors").sees("Une session");
    // Hidden, it is nowhere, at once; shown again, it is where it was.
    hers.visit("/ac-besancon/courses/2601/manage").await;
    hers.press("Cacher").await;
    for path in ["/f1", "/ac-besancon/courses/2601/about"] {
        anonymous.visit(path).await;
        assert_eq!(anonymous.status, 404, "{path}");
    }
    anonymous.visit("/ac-besancon/catalogue?q=croquis").await;
    anonymous.does_not_see("Dessiner dehors");
    hers.press("Rendre visible").await;
    hers.press("Mettre à la corbeille").await;
    hers.sees("C'est à la corbeille");
    anonymous.visit("/f1").await;
    assert_eq!(anonymous.status, 404);
    hers.press("Restaurer").await;
    assert_eq!(stage(&site, 2601).await, "running");
    anonymous.visit("/f1").await;
    anonymous.sees_heading("Dessiner dehors");
    hers.press("Retirer de l'offre").await;
    anonymous.visit("/ac-besancon/catalogue.json").await;
    assert!(anonymous.body.contains("\"total\":0"), "{}", anonymous.body);
    hers.press("Clôturer").await;
    assert_eq!(stage(&site, 2601).await, "archived");
    hers.visit("/ac-besancon/courses/2601/indexing").await;
    assert_eq!(hers.status, 409);
    hers.sees("Ré-ouvrez-le");
    hers.visit("/ac-besancon/courses/2601/manage").await;
    hers.press("Ré-ouvrir").await;
    assert_eq!(stage(&site, 2601).await, "running");
    assert_eq!(site.number("select count(*) from event where kind in ('course.stage.changed', 'course.visibility.changed', 'course.offer.published', 'course.offer.withdrawn')").await, 9);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_sent_twice_makes_one_course() {
    let site = Site::start().await;
    let mut hers = trainer(&site).await;
    let fields = [("title", "Une fois"), ("kind", "session"), ("request", "abcdefghijklmnopqrstuv")];
    for _ in 0..3 {
        post(&mut hers, "/ac-besancon/courses/new", &fields).await;
        assert_eq!(location(&hers), "/ac-besancon/courses/2601/manage");
    }
    assert_eq!(site.number("select count(*) from course").await, 2);
    post(&mut hers, "/ac-besancon/courses/new", &[("title", "Un parcours"), ("kind", "parcours")]).await;
    assert_eq!(stage(&site, 2602).await, "building");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_who_describe_at_once_do_not_overwrite_each_other() {
    let site = Site::start().await;
    let mut one = trainer(&site).await;
    let path = "/ac-besancon/courses/2600/indexing";
    one.visit(path).await;
    let (_, _, fields) = one.form_of("Enregistrer");
    site.set(BESANCON, 2600, &["keywords=venus entre-temps"]).await.unwrap();
    let typed: Vec<(String, String)> =
        fields.into_iter().map(|(name, value)| if name == "objectives" { (name, "Mes objectifs".into()) } else { (name, value) }).collect();
    one.send(Method::POST, path, Some(typed), &[]).await;
    assert_eq!(one.status, 422);
    one.sees("Quelqu'un d'autre a enregistré");
    assert!(one.body.contains("Mes objectifs"));
    assert_eq!(site.number("select count(*) from indexing where keywords = 'venus entre-temps'").await, 1);
    one.press("Enregistrer").await;
    assert_eq!(site.number("select count(*) from indexing where objectives = 'Mes objectifs'").await, 1, "now that she knows");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_those_who_write_a_course_change_what_it_is() {
    let site = Site::start().await;
    trainer(&site).await;
    let tutor = site.active(BESANCON, "tuteur@example.org").await;
    site.enrol(BESANCON, 2600, &tutor, CourseRole::Tuteur).await;
    let participant = site.active(BESANCON, HER).await;
    site.enrol(BESANCON, 2600, &participant, CourseRole::Participant).await;
    let elsewhere = site.active(DIJON, "dijon@example.org").await;
    site.session(DIJON, 1400, "Ailleurs").await;
    site.enrol(DIJON, 1400, &elsewhere, CourseRole::Formateur).await;
    for address in ["tuteur@example.org", HER, "dijon@example.org"] {
        let mut browser = signed_in(&site, address).await;
        for path in ["/courses/2600/manage", "/courses/2600/indexing", "/courses/new"] {
            browser.visit(&format!("/ac-besancon{path}")).await;
            assert_eq!(browser.status, 404, "{address} {path}");
        }
        post(&mut browser, "/ac-besancon/courses/2600/manage", &[("action", "trash")]).await;
        assert_eq!(browser.status, 404, "{address}");
        post(&mut browser, "/ac-besancon/courses/new", &[("title", "Non")]).await;
        assert_eq!(browser.status, 404, "{address}");
        browser.visit("/ac-besancon/my").await;
        browser.does_not_see("Créer un parcours");
    }
    assert_eq!(stage(&site, 2600).await, "running");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_action_is_done_only_where_it_can_be() {
    let site = Site::start().await;
    let mut hers = trainer(&site).await;
    for action in ["reopen", "open", "demonstrate", "restore", "show", "publish", "explode", ""] {
        post(&mut hers, "/ac-besancon/courses/2600/manage", &[("action", action)]).await;
        assert_eq!(hers.status, 409, "{action}");
    }
    assert_eq!(stage(&site, 2600).await, "running");
    // The command says what is missing, and changes nothing at all.
    let refused = site.set(BESANCON, 2600, &["title=Autre nom", "published=yes"]).await.unwrap_err();
    assert!(refused.contains("short_title") && refused.contains("self_enrolment"), "{refused}");
    assert_eq!(site.number("select count(*) from course where title = 'Autre nom'").await, 0);
    for wrong in ["stage=preparing", "stage=nowhere", "published=maybe", "hidden=x", "hours_on_site=beaucoup", "domain=magie", "title="] {
        assert!(site.set(BESANCON, 2600, &[wrong]).await.is_err(), "{wrong}");
    }
    site.set(BESANCON, 2600, &[INDEXED, &["self_enrolment=open", "published=yes"]].concat()).await.unwrap();
    site.set(BESANCON, 2600, &["published=yes", "hidden=no", "stage=running"]).await.unwrap();
    site.set(BESANCON, 2600, &["stage=trashed"]).await.unwrap();
    assert!(site.set(BESANCON, 2600, &["stage=archived"]).await.is_err(), "it goes back where it was");
    site.set(BESANCON, 2600, &["stage=running"]).await.unwrap();
    site.course(BESANCON, 2650, "Parcours", CourseKind::Parcours, false, None).await;
    site.run("update course set stage = 'building' where number = 2650", &[]).await;
    site.set(BESANCON, 2650, &[INDEXED, &["stage=demonstration", "published=yes"]].concat()).await.unwrap();
    site.set(BESANCON, 2650, &["published=no", "stage=building"]).await.unwrap();
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_academie_adds_terms_of_its_own() {
    let site = Site::start().await;
    site.session(BESANCON, 2600, "Robots").await;
    let line = ["academy", "add-term", "--academy", BESANCON, "--list", "domain", "--label", "Robotique éducative"];
    for _ in 0..2 {
        let added = site.admin(&line, "").await.unwrap();
        assert_eq!(added["code"], "ac-besancon.robotique-educative");
    }
    site.set(BESANCON, 2600, &[INDEXED, &["domain=robotique educative", "self_enrolment=open", "published=yes"]].concat()).await.unwrap();
    site.session(DIJON, 1400, "Ailleurs").await;
    assert!(site.set(DIJON, 1400, &["domain=robotique educative"]).await.is_err(), "its own only");
    let mut browser = site.browser();
    browser.visit("/ac-besancon/catalogue?domain=ac-besancon.robotique-educative").await;
    browser.sees("Domaine : Robotique éducative").sees("Robots");
    browser.visit("/ac-besancon/catalogue?q=robotique").await;
    browser.sees("Robots");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_no_reader_could_bear_is_left_out_and_nobody_gets_into_the_bin() {
    let site = Site::start().await;
    let mut hers = trainer(&site).await;
    post(&mut hers, "/ac-besancon/courses/new", &[("title", "\u{1} \u{1}")]).await;
    assert_eq!(hers.status, 422);
    site.offered(BESANCON, 2610, "Zorglub", &["title=Zorglub\u{fffe} et\u{ffff} compagnie"]).await;
    let mut anonymous = site.browser();
    anonymous.visit("/ac-besancon/catalogue.atom").await;
    assert!(anonymous.body.contains("Zorglub et compagnie") && !anonymous.body.contains(['\u{fffe}', '\u{ffff}']));
    // Somebody waits for a place of a session that is thrown away: more places let nobody in.
    site.set(BESANCON, 2600, &["self_enrolment=open", "places=1"]).await.unwrap();
    let waiting = site.active(BESANCON, HER).await;
    site.run(
        "insert into waiting_list (academy_id, course_id, person_id) select academy_id, id, $1 from course where number = 2600",
        &db::args![waiting.id],
    )
    .await;
    site.set(BESANCON, 2600, &["stage=trashed"]).await.unwrap();
    post(&mut hers, "/ac-besancon/courses/2600/self-enrolment", &[("way", "open"), ("places", "9")]).await;
    assert_eq!(hers.status, 409);
    site.set(BESANCON, 2600, &["places=9"]).await.unwrap();
    assert_eq!(site.number("select count(*) from waiting_list").await, 1);
    // Published, and thrown away: it is not « published » to say so again.
    assert!(site.set(BESANCON, 2610, &["stage=trashed", "published=yes"]).await.is_err());
    site.end().await;
}
