//! Files where other things meet them: conditions, chapters, copies inside an académie and into another, a course of every kind.

use magistere::access::CourseRole;
use magistere::courses::CourseKind;
use reqwest::Method;

use crate::copying;
use crate::files::{COURSE, MP4, PDF, course, member, newest, send, status};
use crate::harness::Site;
use crate::scenes::{BESANCON, DIJON, INDEXED, post};

#[tokio::test(flavor = "multi_thread")]
async fn a_file_opens_with_its_activity() {
    let (site, mut trainer, mut hers, add) = course().await;
    let later = [("title", "Plus tard"), ("opens_on", "2026-12-12")];
    send(&mut trainer, &format!("{add}/file"), &later, &[("brought", "guide.pdf", PDF)]).await;
    assert_eq!(trainer.status, 303, "{}", trainer.text());
    let path = format!("{COURSE}/files/{}", newest(&site, "stored_file").await);
    assert_eq!((status(&mut hers, &path).await, status(&mut trainer, &path).await), (404, 200));
    // Another activity that is open uses it too.
    let id = newest(&site, "stored_file").await.to_string();
    send(&mut trainer, &format!("{add}/file"), &[("title", "Déjà"), ("file", &id)], &[]).await;
    assert_eq!(status(&mut hers, &path).await, 200);
    let open = newest(&site, "activity").await;
    site.run("insert into course_group (academy_id, course_id, name) select academy_id, id, 'A' from course", &[]).await;
    site.run("update activity set group_id = (select max(id) from course_group) where id = $1", &db::args![open]).await;
    assert_eq!(status(&mut hers, &path).await, 404, "for a group she is not in");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_condition_on_another_courses_activity_is_refused() {
    let (site, mut trainer, _, add) = course().await;
    site.session(BESANCON, 2700, "Une autre").await;
    site.run(
        "insert into section (academy_id, course_id, position, title, summary) select academy_id, id, 1, 'B', '' from course where number = 2700",
        &[],
    )
    .await;
    site.run(
        "insert into activity (academy_id, course_id, section_id, position, kind, title, hidden, completion)
         select academy_id, course_id, id, 1, 'page', 'Ailleurs', false, 'seen' from section where title = 'B'",
        &[],
    )
    .await;
    let elsewhere = newest(&site, "activity").await.to_string();
    post(&mut trainer, &format!("{add}/page"), &[("title", "Ici"), ("body", "…"), ("after", &elsewhere)]).await;
    assert_eq!(trainer.status, 422);
    trainer.sees("qui devait être terminée avant n'est plus là");
    assert_eq!(site.number("select count(*) from activity where title = 'Ici'").await, 0);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chapter_shows_the_files_of_its_author() {
    let (site, mut trainer, mut hers, add) = course().await;
    send(&mut trainer, "/ac-besancon/media", &[], &[("brought", "guide.pdf", PDF)]).await;
    let path = format!("{COURSE}/files/{}", newest(&site, "stored_file").await);
    post(&mut trainer, &format!("{add}/book"), &[("title", "Le livre")]).await;
    let book = newest(&site, "activity").await;
    let chapter = [("title", "Un"), ("body", &*format!("Lire [le guide]({path})."))];
    post(&mut trainer, &format!("{COURSE}/activities/{book}/write/new"), &chapter).await;
    assert_eq!(trainer.status, 303, "{}", trainer.text());
    assert_eq!(status(&mut hers, &path).await, 200);
    // Naming the livre anew takes nothing from its chapters.
    post(&mut trainer, &format!("{COURSE}/activities/{book}/edit"), &[("title", "Un autre nom"), ("seen", "0")]).await;
    assert_eq!(trainer.status, 303, "{}", trainer.text());
    assert_eq!(status(&mut hers, &path).await, 200);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn files_go_with_a_parcours_into_another_academie_and_nothing_thrown_away_does() {
    let site = Site::start().await;
    let dijon = "/ac-dijon/courses/1480";
    let mut author =
        copying::course(&site, DIJON, 1480, CourseKind::Parcours, "demonstration", "autrice@example.org", CourseRole::Concepteur).await;
    post(&mut author, &format!("{dijon}/edit"), &[("title", "Une section"), ("request", "a")]).await;
    let add = format!("{dijon}/sections/{}/add", newest(&site, "section").await);
    send(&mut author, &format!("{add}/file"), &[("title", "Le guide")], &[("brought", "guide.pdf", PDF)]).await;
    let guide = newest(&site, "stored_file").await;
    let linked = format!("Relire [le guide]({dijon}/files/{guide}).");
    post(&mut author, &format!("{add}/page"), &[("title", "Relire"), ("body", &linked)]).await;
    send(&mut author, &format!("{add}/video"), &[("title", "Le film")], &[("brought", "film.mp4", MP4)]).await;
    let film = newest(&site, "stored_file").await;
    post(&mut author, &format!("/ac-dijon/media/{film}"), &[("name", "film"), ("captions", "00:01.000 --> 00:02.000\nBonjour")]).await;
    send(&mut author, &format!("{add}/file"), &[("title", "Jeté")], &[("brought", "secret.txt", b"Ne regarde personne".as_slice())]).await;
    let trashed = newest(&site, "activity").await;
    post(&mut author, &format!("{dijon}/edit"), &[("do", &format!("activity-trash:{trashed}"))]).await;
    assert_eq!(author.status, 303, "{}", author.text());
    site.set(DIJON, 1480, &[INDEXED, &["published=yes"]].concat()).await.unwrap();

    let mut hers =
        copying::course(&site, BESANCON, 2600, CourseKind::Session, "running", "formateur@example.org", CourseRole::Formateur).await;
    hers.visit("/ac-dijon/parcours/1480/restore").await;
    hers.press("Restaurer ce parcours").await;
    assert_eq!(hers.address, "/ac-besancon/courses/2601");
    let copied = "select id from stored_file where academy_id = (select id from academy where slug = 'ac-besancon') and name =";
    let guide_here = site.number(&format!("{copied} 'guide.pdf'")).await;
    assert_ne!(guide_here, guide);
    let here = format!("/ac-besancon/courses/2601/files/{guide_here}");
    assert_eq!(status(&mut hers, &here).await, 200);
    assert_eq!(hers.body.as_bytes(), PDF);
    // The address in the text is led there, in what is shown and in what is written on.
    let sql = format!("select count(*) from activity_page where body like '%{here}\"%' and source like '%{here})%'");
    assert_eq!(site.number(&sql).await, 1);
    let video = site
        .number("select max(a.id) from activity a join course c on c.id = a.course_id where a.kind = 'video' and c.number = 2601")
        .await;
    assert_eq!(status(&mut hers, &format!("/ac-besancon/courses/2601/activities/{video}/captions")).await, 200);
    assert_eq!(site.number("select count(*) from stored_file where name = 'secret.txt'").await, 1, "what was thrown away stays behind");
    assert_eq!(site.number("select count(*) from stored_file where copy_of is not null").await, 0);
    // One session made of it uses the same rows.
    let before = site.number("select count(*) from stored_file").await;
    post(&mut hers, "/ac-besancon/courses/2601/make/session", &[("title", "La session")]).await;
    assert_eq!(hers.status, 303, "{}", hers.text());
    assert_eq!(site.number("select count(*) from stored_file").await, before);
    assert_eq!(status(&mut hers, &format!("/ac-besancon/courses/2602/files/{guide_here}")).await, 200);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_activities_of_all_kinds_take_a_dozen_queries() {
    let (site, mut trainer, mut hers, add) = course().await;
    let file = |kind: &str| match kind {
        "video" => vec![("brought", "film.mp4", MP4)],
        "file" | "folder" => vec![("brought", "guide.pdf", PDF)],
        _ => Vec::new(),
    };
    let kinds: Vec<&str> = magistere::features::KINDS.iter().map(|kind| kind.kind()).collect();
    assert_eq!(kinds.len(), 10);
    for round in 0..5 {
        for kind in &kinds {
            let (title, request) = (format!("{kind} {round}"), format!("{kind}-{round}"));
            let fields = [
                ("title", title.as_str()),
                ("body", "Un texte."),
                ("address", if *kind == "url" { "https://example.org/" } else { "" }),
                ("answers", "Oui\nNon"),
                ("request", &request),
            ];
            send(&mut trainer, &format!("{add}/{kind}"), &fields, &file(kind)).await;
            assert_eq!(trainer.status, 303, "{kind}: {}", trainer.text());
        }
    }
    assert_eq!(site.number("select count(*) from activity").await, 50);
    for (browser, who) in [(&mut hers, "participant"), (&mut trainer, "trainer")] {
        for path in ["", "/print"] {
            let (cost, _) = site.statements(browser.send(Method::GET, &format!("{COURSE}{path}"), None, &[])).await;
            assert_eq!(browser.status, 200);
            assert!(cost <= 12, "{who} {path}: {cost}");
        }
    }
    let mut other = member(&site, "autre@example.org", 2636, CourseRole::Participant).await;
    other.visit(COURSE).await;
    for kind in kinds {
        other.sees(&format!("{kind} 4"));
    }
    site.end().await;
}
