use std::collections::HashSet;

use super::*;
use crate::access::{CourseRole, Role};
use crate::admin;
use crate::clock::Clock;
use crate::courses::{CourseKind, Stage};
use crate::people::PersonState;
use crate::store::Store;

#[test]
fn the_content_holds_together() {
    let site = content::site().unwrap();
    let people: HashSet<&str> = site.people.iter().map(|person| person.address.as_str()).collect();
    assert_eq!(people.len(), site.people.len(), "everybody has her own address");
    for person in &site.people {
        assert!(person.address.ends_with("@example.org"), "{}", person.address);
        person.state.parse::<PersonState>().unwrap();
        person.role.as_ref().map(|role| role.parse::<Role>().unwrap());
    }
    let mut used = HashSet::new();
    for course in &site.courses {
        course.kind.parse::<CourseKind>().unwrap();
        course.stage.parse::<Stage>().unwrap();
        for activity in course.sections.iter().flat_map(|section| &section.activities) {
            for body in activity.body.iter().chain(activity.chapters.iter().map(|chapter| &chapter.body)) {
                assert!(pages::page(body).is_some_and(|text| !text.trim().is_empty()), "{body}");
                used.insert(body.as_str());
            }
            for post in activity.discussions.iter().flat_map(|discussion| &discussion.posts) {
                assert!(people.contains(post.author.as_str()) && !post.text.trim().is_empty());
            }
        }
    }
    assert!(pages::PAGES.iter().all(|(name, _)| used.contains(name)), "every text is read somewhere");
    for enrolment in &site.enrolments {
        assert!(people.contains(enrolment.address.as_str()), "{}", enrolment.address);
        enrolment.role.parse::<CourseRole>().unwrap();
    }
}

#[test]
fn the_welcome_says_where_and_as_whom() {
    let welcome = welcome("http://127.0.0.1:8080");
    for part in ["http://127.0.0.1:8080/ac-besancon/course/view.php?id=2636", "/mailbox", "stagiaire25@example.org", PASSWORD] {
        assert!(welcome.contains(part));
    }
}

#[tokio::test]
async fn it_is_filled_once_and_holds_what_was_promised() {
    let folder = tempfile::tempdir().unwrap();
    let place = Store { data: folder.path().to_owned(), database: None, secret_file: None };
    let (store, already) = store::open_to_fill(&place, Filler::Demo).await.unwrap();
    assert!(!already);
    let app = admin::desk(store, Clock::System).await.unwrap();
    fill(&app).await.unwrap();
    fill(&app).await.unwrap();

    let count = async |sql: &str| app.db.one::<(i64,)>(sql, &[]).await.unwrap().0;
    let site = content::site().unwrap();
    assert_eq!(count("select count(*) from person").await, i64::try_from(site.people.len()).unwrap());
    assert_eq!(count("select count(*) from course").await, i64::try_from(site.courses.len()).unwrap());
    assert_eq!(count("select count(*) from letter").await, 0, "nothing is mailed");
    assert_eq!(count("select count(*) from person where state = 'active' and password_hash is null").await, 0);
    assert_eq!(count("select count(*) from academy where arena_scolaire is not null").await, 1);
    let stagiaire: (String, String, String) = app
        .db
        .one(
            "select p.state, p.first_name, e.role from person p join enrolment e on e.person_id = p.id join course c on c.id = e.course_id
              where p.username = $1 and c.number = 2636",
            &db::args!["stagiaire25@example.org"],
        )
        .await
        .unwrap();
    assert_eq!(stagiaire, ("invited".into(), String::new(), "participant".into()));
    assert!(store::open_to_fill(&place, Filler::Demo).await.unwrap().1);
    assert!(store::open_to_fill(&place, Filler::Seed).await.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn every_offer_of_it_could_be_published_by_hand() {
    let folder = tempfile::tempdir().unwrap();
    let place = Store { data: folder.path().to_owned(), database: None, secret_file: None };
    let (store, _) = store::open_to_fill(&place, Filler::Demo).await.unwrap();
    let app = admin::desk(store, Clock::System).await.unwrap();
    fill(&app).await.unwrap();
    let offered: Vec<(i64, i64, i64)> = app
        .db
        .all("select c.academy_id, c.id, c.number from offer o join course c on c.id = o.course_id where o.listed", &[])
        .await
        .unwrap();
    assert!(offered.len() > 20);
    for (academy_id, id, number) in offered {
        let sheet = Sheet::of(&app.db, academy_id, id).await.unwrap();
        assert_eq!(sheet.missing(), [], "{number}");
    }
}
