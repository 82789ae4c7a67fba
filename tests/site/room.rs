//! The room that an académie has for files: what is counted, what is refused, and what is said then.

use magistere::access::CourseRole;
use magistere::courses::CourseKind;
use magistere::files::room::Room;
use serde_json::Value;

use crate::copying;
use crate::files::{MP4, PDF, course, member, newest, send};
use crate::harness::Site;
use crate::scenes::{BESANCON, DIJON, INDEXED, manager, post};

const LIBRARY: &str = "/ac-besancon/media";

async fn taken(site: &Site, slug: &str) -> i64 {
    Room::of(&site.app.db, site.academy(slug).await.id).await.unwrap().bytes
}

async fn give(site: &Site, slug: &str, gigabytes: &str) {
    site.admin(&["academy", "set", "--academy", slug, &format!("file_room={gigabytes}")], "").await.unwrap();
}

fn weight(files: &[&[u8]]) -> i64 {
    files.iter().map(|file| file.len() as i64).sum()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_in_an_academie_counts_once() {
    let (site, mut trainer, _, _) = course().await;
    let mut other = member(&site, "collegue@example.org", 2636, CourseRole::Formateur).await;
    send(&mut trainer, LIBRARY, &[], &[("brought", "guide.pdf", PDF), ("brought", "film.mp4", MP4)]).await;
    assert_eq!(taken(&site, BESANCON).await, weight(&[PDF, MP4]));
    // As an older release left it, which counted nothing.
    let step = include_str!("../../migrations/0029_file_room.sql");
    site.run("delete from file_room", &[]).await;
    site.run(step.rsplit("\n\n").next().unwrap(), &[]).await;
    assert_eq!((taken(&site, BESANCON).await, taken(&site, DIJON).await), (weight(&[PDF, MP4]), 0));
    // Under another name, once more, by somebody else, all at once: the same.
    send(&mut trainer, LIBRARY, &[], &[("brought", "Le guide.pdf", PDF), ("brought", "guide.pdf", PDF)]).await;
    send(&mut other, LIBRARY, &[], &[("brought", "guide.pdf", PDF)]).await;
    assert_eq!((taken(&site, BESANCON).await, site.number("select count(*) from stored_file").await), (weight(&[PDF, MP4]), 4));
    for (name, left) in [("Le guide.pdf", weight(&[PDF, MP4])), ("film.mp4", weight(&[PDF])), ("guide.pdf", weight(&[PDF]))] {
        let file = site.number(&format!("select min(id) from stored_file where name = '{name}'")).await;
        post(&mut trainer, &format!("{LIBRARY}/{file}/delete"), &[]).await;
        assert_eq!((trainer.status.as_u16(), taken(&site, BESANCON).await), (303, left), "{name}");
    }
    let last = newest(&site, "stored_file").await;
    post(&mut other, &format!("{LIBRARY}/{last}/delete"), &[]).await;
    assert_eq!((taken(&site, BESANCON).await, taken(&site, DIJON).await), (0, 0));
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_who_bring_the_same_at_once_count_it_once() {
    let (site, mut trainer, _, _) = course().await;
    let mut others = Vec::new();
    for name in ["a", "b", "c"] {
        others.push(member(&site, &format!("{name}@example.org"), 2636, CourseRole::Formateur).await);
    }
    let [one, two, three] = others.as_mut_slice() else { panic!() };
    let sent: &[(&str, &str, &[u8])] = &[("brought", "guide.pdf", PDF)];
    tokio::join!(
        send(&mut trainer, LIBRARY, &[], sent),
        send(one, LIBRARY, &[], sent),
        send(two, LIBRARY, &[], sent),
        send(three, LIBRARY, &[], sent)
    );
    assert_eq!((taken(&site, BESANCON).await, site.number("select count(*) from stored_file").await), (weight(&[PDF]), 4));
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_taken_beyond_the_room() {
    let (site, mut trainer, _, add) = course().await;
    give(&site, BESANCON, "1").await;
    let nearly = 1_000_000_000 - weight(&[PDF]);
    site.run("update file_room set bytes = $1", &db::args![nearly]).await;
    let uploads = format!("{LIBRARY}/uploads");
    let size = MP4.len().to_string();
    let json = |body: &str| serde_json::from_str::<Value>(body).unwrap();
    // Refused before anything is sent, where it would not fit.
    post(&mut trainer, &uploads, &[("name", "film.mp4"), ("bytes", &size)]).await;
    assert_eq!(trainer.status, 422);
    assert!(json(&trainer.body)["refused"].as_str().unwrap().contains("n’a plus de place"), "{}", trainer.body);
    // It fits when it is begun, and no longer when it is here.
    post(&mut trainer, &uploads, &[("name", "a.pdf"), ("bytes", &PDF.len().to_string())]).await;
    let ticket = json(&trainer.body)["ticket"].as_str().unwrap().to_owned();
    send(&mut trainer, LIBRARY, &[], &[("brought", "juste.txt", &PDF[9..])]).await;
    assert_eq!(trainer.status, 303, "{}", trainer.text());
    send(&mut trainer, &format!("{uploads}/parts"), &[("ticket", &ticket), ("offset", "0")], &[("part", "blob", PDF)]).await;
    assert!(json(&trainer.body)["refused"].as_str().unwrap().contains("n’a plus de place"), "{}", trainer.body);
    // In a form, at its field, with what was typed; and nothing is counted that is not kept.
    send(&mut trainer, &format!("{add}/file"), &[("title", "Le guide")], &[("brought", "guide.pdf", PDF)]).await;
    assert_eq!(trainer.status, 422);
    trainer.sees("L'académie n'a plus de place pour ce fichier").sees("demandez de la place");
    assert!(trainer.body.contains("value=\"Le guide\""));
    assert_eq!((taken(&site, BESANCON).await, site.number("select count(*) from stored_file").await), (nearly + weight(&[&PDF[9..]]), 1));
    // What is there already takes no room, even where there is none.
    give(&site, BESANCON, "0").await;
    send(&mut trainer, LIBRARY, &[], &[("brought", "encore.txt", &PDF[9..])]).await;
    assert_eq!(trainer.status, 303, "{}", trainer.text());
    give(&site, BESANCON, "2").await;
    send(&mut trainer, &format!("{add}/file"), &[("title", "Le guide")], &[("brought", "guide.pdf", PDF)]).await;
    assert_eq!(trainer.status, 303, "{}", trainer.text());
    for wrong in ["-1", "beaucoup", "", "1000001", "1.5"] {
        let line = format!("file_room={wrong}");
        let refused = site.admin(&["academy", "set", "--academy", BESANCON, &line], "").await;
        assert!(refused.unwrap_err().to_string().contains("gigabytes"), "{wrong}");
    }
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_course_brings_along_counts_where_it_comes() {
    let site = Site::start().await;
    let dijon = "/ac-dijon/courses/1480";
    let mut author =
        copying::course(&site, DIJON, 1480, CourseKind::Parcours, "demonstration", "autrice@example.org", CourseRole::Concepteur).await;
    post(&mut author, &format!("{dijon}/edit"), &[("title", "Une section"), ("request", "a")]).await;
    let add = format!("{dijon}/sections/{}/add", newest(&site, "section").await);
    send(&mut author, &format!("{add}/file"), &[("title", "Le guide")], &[("brought", "guide.pdf", PDF)]).await;
    send(&mut author, &format!("{add}/file"), &[("title", "Le même")], &[("brought", "encore.pdf", PDF)]).await;
    send(&mut author, &format!("{add}/video"), &[("title", "Le film")], &[("brought", "film.mp4", MP4)]).await;
    send(&mut author, "/ac-dijon/media", &[], &[("brought", "nulle-part.txt", b"Aucun parcours ne s'en sert".as_slice())]).await;
    site.set(DIJON, 1480, &[INDEXED, &["published=yes"]].concat()).await.unwrap();
    let mut hers =
        copying::course(&site, BESANCON, 2600, CourseKind::Session, "running", "formateur@example.org", CourseRole::Formateur).await;

    give(&site, BESANCON, "0").await;
    let restore = "/ac-dijon/parcours/1480/restore";
    let count = site.number("select count(*) from course").await;
    post(&mut hers, restore, &[("title", "Le mien"), ("academy", BESANCON), ("request", "r")]).await;
    assert_eq!(hers.status, 422);
    hers.sees("Ses fichiers ne tiennent plus");
    assert!(hers.body.contains("value=\"Le mien\""));
    assert_eq!((site.number("select count(*) from course").await, taken(&site, BESANCON).await), (count, 0), "nothing was made");

    give(&site, BESANCON, "500").await;
    send(&mut hers, LIBRARY, &[], &[("brought", "le-film-deja.mp4", MP4)]).await;
    for round in ["r", "s"] {
        post(&mut hers, restore, &[("title", "Le mien"), ("academy", BESANCON), ("request", round)]).await;
        assert_eq!(hers.status, 303, "{}", hers.text());
        assert_eq!(taken(&site, BESANCON).await, weight(&[PDF, MP4]), "{round}");
    }
    // Inside an académie a copy takes nothing.
    post(&mut hers, "/ac-besancon/courses/2601/make/session", &[("title", "La session")]).await;
    assert_eq!((hers.status.as_u16(), taken(&site, BESANCON).await), (303, weight(&[PDF, MP4])));
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_manages_sees_how_much_is_left_and_all_that_takes_it() {
    let (site, mut trainer, _, _) = course().await;
    send(&mut trainer, LIBRARY, &[], &[("brought", "guide.pdf", PDF)]).await;
    trainer.visit(LIBRARY).await;
    trainer.sees("guide.pdf").does_not_see("occupent");
    site.run("update file_room set bytes = 12000000000", &[]).await;
    let mut manager = manager(&site).await;
    manager.visit(LIBRARY).await;
    manager.sees("Les fichiers de l'académie occupent 12 Go sur 500 Go").sees("guide.pdf").sees("d'un collègue");
    manager.visit(&format!("{LIBRARY}?lang=en")).await;
    manager.sees("take up 12 GB of 500 GB");
    site.end().await;
}
