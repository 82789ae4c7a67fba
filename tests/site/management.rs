//! « Gestion »: what somebody who manages an académie does there, and what nobody else gets to see.

use magistere::access::CourseRole;
use magistere::courses::CourseKind;
use reqwest::Method;

use crate::harness::{GOOD, Site};
use crate::scenes::{BESANCON, DIJON, HOUR, MANAGER, location, manager, post};

const HER: &str = "camille.martin@example.org";

async fn id_of(site: &Site, address: &str) -> i64 {
    let sql = "select m.id from membership m join person_address a on a.person_id = m.person_id where a.folded = $1";
    let (id,): (i64,) = site.app.db.one(sql, &db::args![address]).await.unwrap();
    id
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_else_gets_in() {
    let site = Site::start().await;
    site.active(BESANCON, HER).await;
    site.active(BESANCON, MANAGER).await;
    site.grant(BESANCON, MANAGER, "gestionnaire").await;
    let pages = [
        "/manage",
        "/manage/people",
        "/manage/people/new",
        "/manage/people/1",
        "/manage/courses",
        "/manage/settings",
        "/manage/mail",
        "/manage/terms",
        "/manage/texts",
        "/manage/texts/legal.fr",
    ];
    let forms = [
        "/manage/people/new",
        "/manage/people/1/membership",
        "/manage/people/1/invite",
        "/manage/settings",
        "/manage/mail/1/resend",
        "/manage/terms",
        "/manage/texts/legal.fr",
    ];
    let mut hers = site.browser();
    hers.sign_in(BESANCON, HER, GOOD).await;
    hers.does_not_see("Gestion de l'académie");
    let mut without = site.browser();
    without.sign_in(BESANCON, MANAGER, GOOD).await;
    for path in pages {
        hers.send(Method::GET, &format!("/ac-besancon{path}"), None, &[]).await;
        assert_eq!(hers.status, 404, "{path}");
        without.send(Method::GET, &format!("/ac-besancon{path}"), None, &[]).await;
        assert!(location(&without).starts_with("/ac-besancon/preferences/second-factor?wanted="), "{path}: {}", location(&without));
    }
    for path in forms {
        post(&mut hers, &format!("/ac-besancon{path}"), &[("state", "suspended")]).await;
        assert_eq!(hers.status, 404, "{path}");
        post(&mut without, &format!("/ac-besancon{path}"), &[("state", "suspended")]).await;
        assert_eq!(without.status, 403, "{path}");
    }
    // Another académie is not hers, with or without a code.
    site.prove_everybody().await;
    for path in pages {
        without.send(Method::GET, &format!("/ac-dijon{path}"), None, &[]).await;
        assert_eq!(without.status, 404, "{path}");
    }
    assert_eq!(site.number("select count(*) from membership where state = 'suspended'").await, 0);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn people_are_found_suspended_and_let_in_again() {
    let site = Site::start().await;
    let her = site.active(BESANCON, HER).await;
    let tx = site.app.db.begin().await.unwrap();
    magistere::people::set_names(&tx, her.id, "Éloïse", "D’Amico").await.unwrap();
    tx.commit().await.unwrap();
    site.active(DIJON, "dijon@example.org").await;
    site.session(BESANCON, 2636, "Session Essai").await;
    site.enrol(BESANCON, 2636, &her, CourseRole::Participant).await;
    let mut browser = manager(&site).await;
    browser.click("Gestion de l'académie").await;
    browser.sees("2 membres");
    browser.click("Personnes").await;
    for words in ["eloise", "amico ELO", "camille.martin@", "d'amico"] {
        browser.visit(&format!("/ac-besancon/manage/people?q={}", words.replace(' ', "+"))).await;
        browser.sees("Éloïse D'Amico").does_not_see("gestionnaire@");
    }
    for words in ["dijon", "%25", "_", "zzz"] {
        browser.visit(&format!("/ac-besancon/manage/people?q={words}")).await;
        browser.sees("Personne ne correspond");
    }
    browser.visit("/ac-besancon/manage/people?q=eloise").await;
    browser.click("Éloïse D'Amico").await;
    browser.sees("Session Essai").sees("activé");
    browser.press("Suspendre ici").await;
    browser.sees("suspendu ici").sees("est fermé");
    let mut hers = site.browser();
    hers.sign_in(BESANCON, HER, GOOD).await;
    hers.visit("/ac-besancon/courses/2636").await;
    assert_eq!(hers.status, 403);
    browser.press("Rouvrir l'accès").await;
    hers.visit("/ac-besancon/courses/2636").await;
    assert_eq!(hers.status, 200);
    // A code that is old is asked for again, and the page that was wanted waits.
    site.clock.advance(HOUR / 2);
    browser.press("Suspendre ici").await;
    browser.sees_heading("Code de vérification");
    assert_eq!(site.number("select count(*) from membership where state = 'suspended'").await, 0);
    // Nobody above, and not herself.
    site.prove_everybody().await;
    site.active(BESANCON, "chef@example.org").await;
    site.grant(BESANCON, "chef@example.org", "administrateur-local").await;
    for address in ["chef@example.org", MANAGER] {
        let path = format!("/ac-besancon/manage/people/{}", id_of(&site, address).await);
        browser.visit(&path).await;
        browser.does_not_see("Suspendre ici");
        post(&mut browser, &format!("{path}/membership"), &[("state", "suspended")]).await;
        assert_eq!(browser.status, 409, "{address}");
    }
    let elsewhere = id_of(&site, "dijon@example.org").await;
    browser.visit(&format!("/ac-besancon/manage/people/{elsewhere}")).await;
    assert_eq!(browser.status, 404, "no member here");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_never_tells_who_has_an_account_elsewhere() {
    let site = Site::start().await;
    site.active(DIJON, "connue@example.org").await;
    let mut browser = manager(&site).await;
    for (address, name) in [("connue@example.org", "Zoé"), ("nouvelle@example.org", "Ana")] {
        browser.visit("/ac-besancon/manage/people/new").await;
        browser.fill("Adresse de courriel", address).fill("Prénom", name).fill("Nom", "Essai").press("Inviter").await;
        browser.sees("un message est parti").sees("invité").sees(&format!("{name} Essai"));
        assert_eq!(site.mails_to(address).await, 1, "{address}");
        // Once more: nothing changes.
        post(&mut browser, "/ac-besancon/manage/people/new", &[("email", address), ("first_name", "Autre")]).await;
        assert_eq!(site.mails_to(address).await, 1, "{address}");
    }
    browser.visit("/ac-besancon/manage/people").await;
    browser.sees("Zoé Essai").does_not_see("Dominique Essai connue");
    browser.visit("/ac-besancon/manage/people?q=dominique+connue").await;
    browser.sees("Personne ne correspond");
    // Nor do her page's address, the search and the list of messages.
    for words in ["zoe", "ana"] {
        browser.visit(&format!("/ac-besancon/manage/people?q={words}")).await;
        browser.sees("invité");
    }
    browser.visit("/ac-besancon/manage/mail").await;
    browser
        .sees("connue@example.org")
        .sees("nouvelle@example.org")
        .does_not_see("inscrit à une formation")
        .does_not_see("activez votre compte");
    // Somebody who is known here already is told of, and written to in vain no more.
    post(&mut browser, "/ac-besancon/manage/people/new", &[("email", MANAGER)]).await;
    browser.visit(&location(&browser)).await;
    browser.sees("déjà membre ici");
    for wrong in ["", "pas une adresse", "a@b@c"] {
        post(&mut browser, "/ac-besancon/manage/people/new", &[("email", wrong), ("first_name", "Gardé")]).await;
        assert_eq!(browser.status, 422, "{wrong}");
        assert!(browser.body.contains("Gardé"), "nothing typed is lost");
    }
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_course_is_there_and_settings_are_hers() {
    let site = Site::start().await;
    for (number, title, hidden) in [(2600, "Visible", false), (2601, "Cachée", true), (2602, "Jetée", false)] {
        site.course(BESANCON, number, title, CourseKind::Session, hidden, None).await;
    }
    site.set(BESANCON, 2602, &["stage=trashed"]).await.unwrap();
    site.session(DIJON, 1400, "Ailleurs").await;
    let mut browser = manager(&site).await;
    browser.visit("/ac-besancon/manage/courses").await;
    browser.sees("Visible").sees("Cachée").sees("Jetée").does_not_see("Ailleurs");
    browser.visit("/ac-besancon/manage/courses?stage=trashed").await;
    browser.sees("Jetée").does_not_see("Visible");
    browser.visit("/ac-besancon/manage/courses?q=2601").await;
    browser.sees("Cachée").does_not_see("Jetée");
    browser.visit("/ac-besancon/manage/settings").await;
    browser.fill("Adresse de contact", "pas une adresse").fill("Nom de l'expéditeur", "Formation Besançon");
    browser.press("Enregistrer les modifications").await;
    assert_eq!(browser.status, 422);
    assert!(browser.body.contains("Formation Besançon"));
    assert_eq!(site.number("select count(*) from academy where sender_name is not null").await, 0, "all or nothing");
    browser.fill("Adresse de contact", "aide@example.org").press("Enregistrer les modifications").await;
    browser.sees("C'est enregistré");
    let sql = "select count(*) from academy where slug = 'ac-besancon' and support_contact = 'aide@example.org' and sender_name = 'Formation Besançon'";
    assert_eq!(site.number(sql).await, 1);
    assert_eq!(site.number("select count(*) from academy where support_contact is not null").await, 1, "its own only");
    for (field, value) in [("hue", "24"), ("hue", "x"), ("preset", "none"), ("arena_scolaire", "javascript:alert(1)")] {
        post(&mut browser, "/ac-besancon/manage/settings", &[(field, value)]).await;
        assert_eq!(browser.status, 422, "{field} {value}");
    }
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_letter_that_was_given_up_is_tried_again() {
    let site = Site::start().await;
    let mut browser = manager(&site).await;
    browser.visit("/ac-besancon/manage/people/new").await;
    browser.fill("Adresse de courriel", "nouvelle@example.org").press("Inviter").await;
    site.mail().await;
    site.run("update letter set state = 'dead', last_answer = '550 no such mailbox'", &[]).await;
    browser.visit("/ac-besancon/manage").await;
    browser.sees("Un message n'a pas pu partir");
    browser.click("Les voir").await;
    browser.sees("nouvelle@example.org").sees("550 no such mailbox").does_not_see("Activer mon compte :");
    browser.press("Réessayer").await;
    assert_eq!(site.mails_to("nouvelle@example.org").await, 2);
    let id = site.number("select max(id) from letter").await;
    post(&mut browser, &format!("/ac-besancon/manage/mail/{id}/resend"), &[]).await;
    assert_eq!(site.mails_to("nouvelle@example.org").await, 2, "one that went out is left alone");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_header_finds_what_one_may_see() {
    let site = Site::start().await;
    let her = site.active(BESANCON, HER).await;
    site.offered(BESANCON, 2601, "Chanter en chœur", &[]).await;
    site.session(BESANCON, 2602, "Chœur secret").await;
    site.session(BESANCON, 2603, "Mon chœur").await;
    site.course(BESANCON, 2604, "Chœur caché", CourseKind::Session, true, None).await;
    for number in [2603, 2604] {
        site.enrol(BESANCON, number, &her, CourseRole::Participant).await;
    }
    let mut anonymous = site.browser();
    anonymous.visit("/ac-besancon/search?q=choeur").await;
    anonymous.sees("Chanter en chœur").does_not_see("Mon chœur").does_not_see("secret").does_not_see("caché");
    let mut hers = site.browser();
    hers.sign_in(BESANCON, HER, GOOD).await;
    hers.visit("/ac-besancon/search?q=chœur").await;
    hers.sees("Chanter en chœur").sees("Mon chœur").does_not_see("secret").does_not_see("caché");
    hers.visit("/ac-besancon/search?q=camille").await;
    hers.sees("Rien ne correspond");
    let mut browser = manager(&site).await;
    browser.visit("/ac-besancon/search?q=camille").await;
    browser.sees("camille.martin@example.org");
    for words in ["", "%22%3Cscript%3E", "%25", &"mot+".repeat(2_000)] {
        browser.visit(&format!("/ac-besancon/search?q={words}")).await;
        assert_eq!(browser.status, 200);
        assert!(!browser.body.contains("\"<script>"));
    }
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_texts_of_the_site_are_hers_to_write() {
    let site = Site::start().await;
    let mut hers = manager(&site).await;
    hers.visit("/ac-besancon/manage").await;
    hers.click("Textes du site").await;
    hers.visit("/ac-besancon/manage/texts/legal.fr").await;
    assert!(hers.body.contains("# Mentions légales"), "the text that ships is where one begins");
    hers.fill("Texte", "Rien").press("Enregistrer les modifications").await;
    assert_eq!(hers.status, 422);
    hers.sees("Il manque un titre");
    assert!(hers.body.contains("\nRien</textarea>"), "nothing typed is lost");
    let text =
        "# Qui nous sommes\n\nLe rectorat {of_name}. <script>alert(1)</script> [piège](javascript:alert(1)) [site](https://example.org/)";
    hers.fill("Texte", text).press("Enregistrer les modifications").await;
    hers.sees_heading("Textes du site").sees("Vos mots");
    let mut anonymous = site.browser();
    anonymous.visit("/ac-besancon/legal").await;
    anonymous.sees_heading("Qui nous sommes").sees("Le rectorat de l'académie de Besançon.");
    assert!(!anonymous.body.contains("<script>alert") && !anonymous.body.contains("href=\"javascript"));
    assert!(anonymous.body.contains("href=\"https://example.org/\""));
    for elsewhere in ["/ac-dijon/legal", "/ac-besancon/legal?lang=en", "/ac-besancon/about"] {
        anonymous.visit(elsewhere).await;
        anonymous.does_not_see("Qui nous sommes");
    }
    // Two at once: what the other wrote is not overwritten unseen.
    hers.visit("/ac-besancon/manage/texts/legal.fr").await;
    let (_, action, mut late) = hers.form_of("Enregistrer les modifications");
    hers.fill("Texte", "# Autre").press("Enregistrer les modifications").await;
    late.retain(|(name, _)| name != "source");
    late.push(("source".into(), "# Plus tard".into()));
    hers.send(Method::POST, &action, Some(late), &[]).await;
    assert_eq!(hers.status, 422);
    hers.sees("pendant que vous écriviez");
    hers.press("Enregistrer les modifications").await;
    anonymous.visit("/ac-besancon/legal?lang=fr").await;
    anonymous.sees_heading("Plus tard");
    hers.visit("/ac-besancon/manage/texts/legal.fr").await;
    hers.press("Revenir au texte d'origine").await;
    anonymous.visit("/ac-besancon/legal").await;
    anonymous.sees_heading("Mentions légales");
    for wrong in ["legal", "legal.de", "nothing.fr", "../legal.fr"] {
        hers.send(Method::GET, &format!("/ac-besancon/manage/texts/{wrong}"), None, &[]).await;
        assert_eq!(hers.status, 404, "{wrong}");
    }
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn lists_are_hers_to_extend() {
    let site = Site::start().await;
    let mut hers = manager(&site).await;
    hers.visit("/ac-besancon/manage/terms").await;
    hers.fill("Libellé", " ").press("Ajouter").await;
    assert_eq!(hers.status, 422);
    hers.sees("Écrivez un libellé");
    for _ in 0..2 {
        post(&mut hers, "/ac-besancon/manage/terms", &[("list", "domain"), ("label", "Montagne <b>")]).await;
    }
    hers.visit("/ac-besancon/manage/terms").await;
    hers.sees("Montagne <b>");
    assert_eq!(site.number("select count(*) from term").await, 1);
    site.session(BESANCON, 2636, "Session Essai").await;
    site.set(BESANCON, 2636, &["domain=Montagne <b>"]).await.unwrap();
    let id = site.number("select max(id) from term").await.to_string();
    post(&mut hers, "/ac-besancon/manage/terms", &[("remove", &id)]).await;
    assert_eq!(hers.status, 404, "a course is described by it");
    hers.visit("/ac-besancon/manage/terms").await;
    assert!(!hers.body.contains("name=\"remove\""));
    site.set(BESANCON, 2636, &["domain=arts"]).await.unwrap();
    post(&mut hers, "/ac-dijon/manage/terms", &[("remove", &id)]).await;
    assert_eq!(site.number("select count(*) from term").await, 1, "another académie is not hers");
    hers.visit("/ac-besancon/manage/terms").await;
    hers.press("Retirer").await;
    assert_eq!(site.number("select count(*) from term").await, 0);
    post(&mut hers, "/ac-besancon/manage/terms", &[("list", "nothing"), ("label", "x")]).await;
    assert_eq!(hers.status, 404);
    site.end().await;
}
