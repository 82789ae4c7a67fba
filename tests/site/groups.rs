//! People by the file: a spreadsheet looked at line by line, then enrolled, with roles and groups.

use magistere::access::CourseRole;
use reqwest::Method;

use crate::browser::Browser;
use crate::harness::{GOOD, Site};
use crate::scenes::{BESANCON, post};

const TRAINER: &str = "formateur@example.org";
const PAGE: &str = "/ac-besancon/courses/2636/participants";
const CSV: &str = "/ac-besancon/courses/2636/participants/csv";

async fn trainer(site: &Site) -> Browser {
    site.session(BESANCON, 2636, "Session Essai").await;
    let person = site.active(BESANCON, TRAINER).await;
    site.enrol(BESANCON, 2636, &person, CourseRole::Formateur).await;
    let mut browser = site.browser();
    browser.sign_in(BESANCON, TRAINER, GOOD).await;
    browser
}

/// Sends a file as browsers do.
async fn send_file(browser: &mut Browser, bytes: &[u8]) {
    let boundary = "----essai";
    let mut body =
        format!("--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"liste.csv\"\r\nContent-Type: text/csv\r\n\r\n")
            .into_bytes();
    body.extend_from_slice(bytes);
    body.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
    browser.send_bytes(CSV, &format!("multipart/form-data; boundary={boundary}"), body).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_looked_at_and_then_enrolled() {
    let site = Site::start().await;
    let mut browser = trainer(&site).await;
    browser.visit(&format!("{PAGE}/add")).await;
    browser.click("Inscrire par un fichier CSV").await;
    // As an old spreadsheet saves it.
    send_file(&mut browser, b"E-mail;R\xf4le;Groupe;Nom;Pr\xe9nom\r\na@example.org;;Groupe \xc9t\xe9;D\x92Amico;\xc9lo\xefse\r\nb@example.org;tuteur;\r\nrien;;\r\na@example.org;;\r\nc@example.org;chef;\r\nformateur@example.org;;\r\n").await;
    assert_eq!(browser.status, 200, "{}", browser.text());
    browser
        .sees("2 personnes seront inscrites")
        .sees("4 autres lignes")
        .sees("ce rôle n'existe pas ici")
        .sees("déjà plus haut")
        .sees("4 : rien");
    assert_eq!(site.number("select count(*) from enrolment").await, 1, "nothing is done yet");
    for _ in 0..2 {
        let (_, _, fields) = browser.form_of("Inscrire");
        browser.send(Method::POST, &format!("{CSV}/enrol"), Some(fields.clone()), &[]).await;
        assert_eq!(site.number("select count(*) from enrolment").await, 3);
        assert_eq!(site.number("select count(*) from letter").await, 2);
        browser.visit(CSV).await;
        browser.send(Method::POST, CSV, Some(fields), &[]).await;
        if !browser.body.contains(">Inscrire</button>") {
            break;
        }
    }
    browser.visit(PAGE).await;
    browser.sees("Éloïse D'Amico").sees("Groupe Été").sees("Tuteur");
    browser.click("Groupe Été").await;
    browser.sees("Une personne inscrite").does_not_see("b@example.org");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_person_changes_role_and_groups_and_leaves() {
    let site = Site::start().await;
    let mut browser = trainer(&site).await;
    post(&mut browser, &format!("{PAGE}/enrol"), &[("addresses", "a@example.org"), ("role", "participant"), ("group", "Groupe A")]).await;
    assert_eq!(browser.status, 200, "{}", browser.text());
    browser.visit(PAGE).await;
    browser.click("a@example.org").await;
    browser.sees_heading("a@example.org");
    browser.fill("Groupes", "Groupe B, Groupe  C ,").press("Enregistrer les modifications").await;
    browser.sees("Groupe B").sees("Groupe C").does_not_see("Groupe A");
    let path = format!("{PAGE}/{}", site.number("select max(id) from enrolment").await);
    post(&mut browser, &path, &[("role", "concepteur"), ("groups", "")]).await;
    assert_eq!(browser.status, 422);
    post(&mut browser, &path, &[("role", "tuteur"), ("groups", &"x".repeat(80))]).await;
    assert_eq!(browser.status, 422);
    post(&mut browser, &path, &[("role", "tuteur"), ("groups", "Groupe B")]).await;
    assert_eq!(site.number("select count(*) from enrolment where role = 'tuteur'").await, 1);
    browser.visit(&path).await;
    browser.press("Retirer de la session").await;
    browser.sees("n'est plus dans la session").does_not_see("a@example.org");
    assert_eq!(site.number("select (select count(*) from course_group) + (select count(*) from group_member)").await, 0);
    // Not herself, and nobody of another course.
    let own = site.number("select id from enrolment").await;
    post(&mut browser, &format!("{PAGE}/{own}"), &[("role", "participant"), ("leave", "1")]).await;
    assert_eq!((browser.status.as_u16(), site.number("select count(*) from enrolment").await), (409, 1));
    browser.visit(&format!("{PAGE}/999")).await;
    assert_eq!(browser.status, 404);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn five_thousand_lines_with_faults_are_reported_and_nothing_is_half_done() {
    let site = Site::start().await;
    let mut browser = trainer(&site).await;
    let mut text = String::new();
    for number in 0..5_000 {
        text.push_str(&if number % 25 == 0 {
            format!("faute {number};;\n")
        } else {
            format!("p{number}@example.org;participant;Groupe {}\n", number % 20)
        });
    }
    send_file(&mut browser, text.as_bytes()).await;
    assert_eq!(browser.status, 200);
    browser.sees("4800 personnes seront inscrites").sees("200 autres lignes").sees("faute 4975");
    send_file(&mut browser, format!("{text}x@example.org").as_bytes()).await;
    assert_eq!(browser.status, 422);
    browser.sees("5000 lignes au plus");
    for rubbish in [b"".as_slice(), b"\x00\x01\xff\xfe", b";;;\n;;;"] {
        send_file(&mut browser, rubbish).await;
        assert!(matches!(browser.status.as_u16(), 200 | 422), "{}", browser.status);
    }
    // The command enrols everybody or nobody.
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("liste.csv");
    std::fs::write(&file, text.lines().take(60).collect::<Vec<_>>().join("\n")).unwrap();
    let line = ["enrol", "--academy", BESANCON, "--course", "2636", "--csv", file.to_str().unwrap()];
    let refused = site.admin(&line, "").await.unwrap_err();
    assert!(refused.contains("(3)") && refused.contains("line 26: no address"), "{refused}");
    assert_eq!(site.number("select count(*) from enrolment").await, 1);
    std::fs::write(&file, text.lines().filter(|line| !line.starts_with("faute")).take(30).collect::<Vec<_>>().join("\n")).unwrap();
    let done = site.admin(&line, "").await.unwrap();
    assert_eq!((done["added"].as_i64(), done["already"].as_i64()), (Some(30), Some(0)));
    assert_eq!(site.admin(&line, "").await.unwrap()["already"], 30);
    assert_eq!(site.number("select (select count(*) from enrolment) * 1000 + (select count(*) from letter)").await, 31_030);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_only_accompanies_makes_no_trainers() {
    let site = Site::start().await;
    trainer(&site).await;
    let tutor = site.active(BESANCON, "tuteur@example.org").await;
    site.enrol(BESANCON, 2636, &tutor, CourseRole::Tuteur).await;
    let mut browser = site.browser();
    browser.sign_in(BESANCON, "tuteur@example.org", GOOD).await;
    browser.visit(&format!("{PAGE}/add")).await;
    browser.sees("Participant").does_not_see("Formateur");
    post(&mut browser, &format!("{PAGE}/enrol"), &[("addresses", "a@example.org"), ("role", "formateur")]).await;
    assert_eq!(browser.status, 422);
    post(&mut browser, &format!("{CSV}/enrol"), &[("csv", "a@example.org;formateur;")]).await;
    browser.sees("ce rôle n'existe pas ici");
    post(&mut browser, &format!("{PAGE}/enrol"), &[("addresses", "b@example.org"), ("role", "participant")]).await;
    let path = format!("{PAGE}/{}", site.number("select max(id) from enrolment").await);
    post(&mut browser, &path, &[("role", "formateur"), ("groups", "")]).await;
    assert_eq!(browser.status, 422);
    let his = site.number("select id from enrolment where role = 'formateur'").await;
    post(&mut browser, &format!("{PAGE}/{his}"), &[("role", "participant"), ("leave", "1")]).await;
    assert_eq!(browser.status, 409);
    assert_eq!(site.number("select count(*) from enrolment where role = 'formateur'").await, 1);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_pasted_beside_a_file_waits_behind_signing_in() {
    let site = Site::start().await;
    let mut browser = trainer(&site).await;
    site.clock.advance(13 * crate::scenes::HOUR);
    let body = "--x\r\nContent-Disposition: form-data; name=\"csv\"\r\n\r\nzoe@example.org;tuteur;\r\n--x--\r\n";
    browser.send_bytes(CSV, "multipart/form-data; boundary=x", body.into()).await;
    assert_eq!(browser.status, 401);
    browser.fill("Nom d'utilisateur", TRAINER).fill("Mot de passe", GOOD).press("Connexion").await;
    browser.sees_heading("Inscrire par un fichier CSV");
    assert!(browser.body.contains("zoe@example.org;tuteur;"));
    site.end().await;
}
