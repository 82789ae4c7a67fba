//! A site of invented people and courses, to measure what pages cost when an académie is as large as it is. The same at every run.

mod forums;
mod rows;
mod subjects;

use std::error::Error;
use std::net::{IpAddr, Ipv4Addr};

use clap::ValueEnum;
use db::Tx;
use passwords::{Hashing, Turn};

use crate::clock::{Clock, day_in};
use crate::demo::PASSWORD;
use crate::plain::plain;
use crate::store::{self, Filler, OpenStore};
use crate::{academies::Academy, cli};
use rows::Rows;

/// How large a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Size {
    /// 450 people, 200 courses, 3,000 enrolments, 10,000 posts.
    Small,
    /// 45,000 people, 20,000 courses, 300,000 enrolments, 1,000,000 posts.
    Academie,
}

impl Size {
    fn counts(self) -> (i64, i64, i64) {
        match self {
            Size::Small => (450, 200, 3_000),
            Size::Academie => (45_000, 20_000, 300_000),
        }
    }
}

/// The person enrolled in exactly twenty courses; among them [`LONG_COURSE`].
const KNOWN: &str = "participant20@example.org";
/// The course with fifty activities.
const LONG_COURSE: i64 = 50;
const LONG_COURSE_ACTIVITIES: i64 = 50;
const LONG_COURSE_SECTIONS: i64 = 5;
const KNOWN_COURSES: i64 = 20;
/// One of them, with the discussion of fifty posts.
const KNOWN_COURSE: i64 = LONG_COURSE + 1;
/// What the main académie takes where each other one takes 1.
const PLACES_OF_MAIN: i64 = 60;

/// Fills an empty site and says how long it took; a site it filled before is left as it is.
///
/// # Errors
/// A sentence for whoever runs it.
pub async fn run(asked: &cli::Seed) -> Result<(), String> {
    let (store, filled) = store::open_to_fill(&asked.store, Filler::Seed).await?;
    if filled {
        println!("this site was seeded before and is left as it is");
        return Ok(());
    }
    let clock = Clock::System;
    let started = clock.now();
    fill(&store, asked.size, started).await.map_err(|error| format!("cannot seed: {error}"))?;
    let (people, courses, enrolments) = asked.size.counts();
    let posts = courses * 50;
    println!("{people} people, {courses} courses, {enrolments} enrolments, {posts} posts in {:.1} s", (clock.now() - started) as f64 / 1e6);
    Ok(())
}

/// Everything in one transaction: cut short, it left nothing.
async fn fill(store: &OpenStore, size: Size, now: i64) -> Result<(), Box<dyn Error + Send + Sync>> {
    let turn = Turn { prefix: IpAddr::V4(Ipv4Addr::LOCALHOST).into(), known_device: true };
    let hash = Hashing::start().hash(turn, PASSWORD).await?;
    let academies = Academy::all(&store.db).await?;
    let tx = store.db.begin().await?;
    let site = Plan::new(&tx, &academies, size, now);
    site.people(&hash).await?;
    site.courses().await?;
    site.offers().await?;
    site.enrolments().await?;
    site.long_course().await?;
    site.forums().await?;
    let given = [[("person", site.people), ("course", site.courses)].as_slice(), &site.ids_of_forums()].concat();
    rows::continue_after(&store.db, &tx, &given).await?;
    store::set(&tx, "filled_by", Filler::Seed.as_str()).await?;
    tx.commit().await?;
    // A database that has just been filled knows nothing of its own sizes yet, and chooses badly until it does.
    store.db.run("analyze", &[]).await?;
    Ok(())
}

/// What is written where, by numbers alone.
struct Plan<'a> {
    tx: &'a Tx,
    /// The académie that runs the site, to which most belong.
    main: i64,
    others: Vec<i64>,
    people: i64,
    courses: i64,
    enrolments: i64,
    now: i64,
}

impl<'a> Plan<'a> {
    fn new(tx: &'a Tx, academies: &[Academy], size: Size, now: i64) -> Plan<'a> {
        let main = academies.iter().find(|academy| academy.slug == "ac-besancon").map_or(1, |academy| academy.id);
        let others = academies.iter().map(|academy| academy.id).filter(|id| *id != main).collect();
        let (people, courses, enrolments) = size.counts();
        Plan { tx, main, others, people, courses, enrolments, now }
    }

    /// The académie of the person or course of this number: six of ten are in the main one.
    fn home(&self, n: i64) -> i64 {
        let places = i64::try_from(self.others.len()).unwrap_or(0);
        let place = (n * 7) % (places + PLACES_OF_MAIN);
        usize::try_from(place - PLACES_OF_MAIN).ok().and_then(|place| self.others.get(place)).copied().unwrap_or(self.main)
    }

    fn home_of_course(&self, id: i64) -> i64 {
        if id <= LONG_COURSE + KNOWN_COURSES { self.main } else { self.home(id) }
    }

    fn address(&self, id: i64) -> (i64, String) {
        if id == self.people { (self.main, KNOWN.to_owned()) } else { (self.home(id), format!("personne{id:05}@example.org")) }
    }

    /// One table after the other: a row that names another needs it there.
    async fn people(&self, hash: &str) -> db::Result<()> {
        let columns = "id, username, first_name, last_name, state, password_hash, address_visibility, moodlenet_profile, city, country, \
                       description, home_academy_id, created_at, folded_name";
        let mut persons = Rows::new(self.tx, "person", columns);
        for id in 1..=self.people {
            let (academy, address) = self.address(id);
            let (first, last) = subjects::name(id);
            persons
                .add(&db::args![
                    id,
                    &address,
                    first,
                    last,
                    "active",
                    hash,
                    "course",
                    "",
                    "",
                    "FR",
                    "",
                    academy,
                    self.now,
                    plain(&format!("{first} {last}"))
                ])
                .await?;
        }
        persons.end().await?;
        let mut addresses = Rows::new(self.tx, "person_address", "person_id, address, folded, state, main, shared, created_at");
        for id in 1..=self.people {
            let (_, address) = self.address(id);
            addresses.add(&db::args![id, &address, &address, "verified", true, false, self.now]).await?;
        }
        addresses.end().await?;
        let mut memberships = Rows::new(self.tx, "membership", "academy_id, person_id, state, created_at");
        for id in 1..=self.people {
            memberships.add(&db::args![self.address(id).0, id, "active", self.now]).await?;
        }
        memberships.end().await
    }

    async fn courses(&self) -> db::Result<()> {
        let columns = "id, academy_id, number, kind, stage, hidden, title, summary, starts_on, ends_on, minutes_on_site, \
                       minutes_at_distance, created_at";
        let today = day_in("Europe/Paris", self.now);
        let mut courses = Rows::new(self.tx, "course", columns);
        for id in 1..=self.courses {
            let (starts, ends) = if Plan::is_over(id) { ("2024-09-02", Some("2025-06-30")) } else { (today.as_str(), None) };
            let (title, summary) = (subjects::title(id), subjects::summary(id));
            let (on_site, at_distance) = ((id % 3) * 180, 60 + (id % 7) * 60);
            let home = self.home_of_course(id);
            courses
                .add(&db::args![id, home, id, "session", "running", false, title, summary, starts, ends, on_site, at_distance, self.now])
                .await?;
        }
        courses.end().await
    }

    /// Whether a course of this number is over, as three of four are after some years.
    fn is_over(id: i64) -> bool {
        id % 4 != 0 && id > LONG_COURSE + KNOWN_COURSES
    }

    /// What is not over is offered and described.
    async fn offers(&self) -> db::Result<()> {
        let open = || (1..=self.courses).filter(|id| !Plan::is_over(*id));
        let columns = "course_id, academy_id, short_title, objectives, keywords, video, domain, collection, nature, career_entry, certifying, \
                       contact, origin, authors, validated_by, audiences, accompaniment, rhythm, place, year, code, version, version_notes";
        let mut sheets = Rows::new(self.tx, "indexing", columns);
        for id in open() {
            let home = self.home_of_course(id);
            let (first, last) = subjects::name(id);
            let (domain, audience) = (subjects::domain(id), subjects::audience(id));
            let nature = if id % 3 == 0 { "self-paced" } else { "accompanied" };
            let (goal, words, author) = (subjects::objectives(id), subjects::keywords(id), format!("{first} {last}"));
            sheets
                .add(&db::args![
                    id,
                    home,
                    format!("S{id}"),
                    goal,
                    words,
                    "",
                    domain,
                    "action",
                    nature,
                    false,
                    false,
                    "formation@example.org",
                    "academie",
                    author,
                    "",
                    audience,
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                    ""
                ])
                .await?;
        }
        sheets.end().await?;
        let mut openings = Rows::new(self.tx, "self_enrolment", "course_id, academy_id, key, places");
        for id in open() {
            let (key, places) = ((id % 9 == 0).then_some("cerise"), (id % 5 == 0).then_some(40_i64));
            openings.add(&db::args![id, self.home_of_course(id), key, places]).await?;
        }
        openings.end().await?;
        let mut offers = Rows::new(self.tx, "offer", "academy_id, course_id, listed, published_at");
        for id in open() {
            offers.add(&db::args![self.home_of_course(id), id, true, self.now + id]).await?;
        }
        offers.end().await
    }

    async fn enrolments(&self) -> db::Result<()> {
        let mut enrolments = Rows::new(self.tx, "enrolment", "academy_id, course_id, person_id, role, created_at");
        for course in LONG_COURSE..LONG_COURSE + KNOWN_COURSES {
            enrolments.add(&db::args![self.main, course, self.people, "participant", self.now]).await?;
        }
        // Each course takes people who follow each other, from a place of its own, so that no pair comes twice.
        for n in 0..self.enrolments - KNOWN_COURSES {
            let course = n % self.courses + 1;
            let turn = n / self.courses;
            let person = self.enrolled(course, turn);
            let role = if turn == 0 { "formateur" } else { "participant" };
            enrolments.add(&db::args![self.home_of_course(course), course, person, role, self.now]).await?;
        }
        enrolments.end().await
    }

    /// Whom a course takes at a turn.
    fn enrolled(&self, course: i64, turn: i64) -> i64 {
        (course * 31 + turn) % (self.people - 1) + 1
    }

    async fn long_course(&self) -> db::Result<()> {
        let mut sections = Rows::new(self.tx, "section", "id, academy_id, course_id, position, title, summary");
        for n in 1..=LONG_COURSE_SECTIONS {
            sections.add(&db::args![n, self.main, LONG_COURSE, n, format!("Partie {n}"), ""]).await?;
        }
        sections.end().await?;
        let mut activities =
            Rows::new(self.tx, "activity", "id, academy_id, course_id, section_id, position, kind, title, hidden, completion");
        for id in 1..=LONG_COURSE_ACTIVITIES {
            let section = (id - 1) * LONG_COURSE_SECTIONS / LONG_COURSE_ACTIVITIES + 1;
            let (kind, completion) = if is_label(id) { ("label", "none") } else { ("page", "seen") };
            activities.add(&db::args![id, self.main, LONG_COURSE, section, id, kind, subjects::title(id), false, completion]).await?;
        }
        activities.end().await?;
        let mut labels = Rows::new(self.tx, "activity_label", "activity_id, academy_id, tone, body");
        let mut pages = Rows::new(self.tx, "activity_page", "activity_id, academy_id, body");
        for id in 1..=LONG_COURSE_ACTIVITIES {
            let body = format!("<p>{}</p>", subjects::summary(id));
            if is_label(id) {
                labels.add(&db::args![id, self.main, "presentation", body]).await?;
            } else {
                pages.add(&db::args![id, self.main, body]).await?;
            }
        }
        labels.end().await?;
        pages.end().await?;
        let counted = (1..=LONG_COURSE_ACTIVITIES).filter(|id| !is_label(*id)).count();
        let sql = "update course set counted = $3 where academy_id = $1 and id = $2";
        self.tx.run(sql, &db::args![self.main, LONG_COURSE, i64::try_from(counted).unwrap_or(0)]).await?;
        Ok(())
    }
}

fn is_label(activity: i64) -> bool {
    activity % 5 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(flavor = "multi_thread")]
    async fn a_small_site_has_what_it_says() {
        let folder = tempfile::tempdir().unwrap();
        let place = store::Store { data: folder.path().to_owned(), database: None, secret_file: None };
        run(&cli::Seed { store: place.clone(), size: Size::Small }).await.unwrap();
        let store = store::open(&place).await.unwrap();
        let counts: (i64, i64, i64, i64, i64) = store
            .db
            .one(
                "select (select count(*) from person), (select count(*) from course), (select count(*) from enrolment),
                        (select count(*) from enrolment e join person p on p.id = e.person_id where p.username = $1),
                        (select count(*) from forum_post p join enrolment e on e.person_id = p.person_id
                           join forum_discussion d on d.id = p.discussion_id join activity a on a.id = d.activity_id and a.course_id = e.course_id)",
                &db::args![KNOWN],
            )
            .await
            .unwrap();
        assert_eq!(counts, (450, 200, 3_000, KNOWN_COURSES, 10_000));
    }
}
