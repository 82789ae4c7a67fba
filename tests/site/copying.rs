//! A course made of another one: what is in the copy, what is not, who makes it, and what it costs.

use magistere::access::CourseRole;
use magistere::activities::Completion;
use magistere::courses::{self, CourseKind, NewActivity};
use reqwest::Method;

use crate::browser::Browser;
use crate::harness::{GOOD, Site};
use crate::scenes::{BESANCON, DIJON, INDEXED, location, post};

const TRAINER: &str = "formateur@example.org";
const HER: &str = "camille.martin@example.org";

pub async fn signed_in(site: &Site, slug: &str, address: &str) -> Browser {
    let mut browser = site.browser();
    browser.sign_in(slug, address, GOOD).await;
    browser
}

/// A course of this kind and stage, and somebody signed in who is this in it.
pub async fn course(site: &Site, slug: &str, number: i64, kind: CourseKind, stage: &str, address: &str, role: CourseRole) -> Browser {
    let person = site.active(slug, address).await;
    site.course(slug, number, &format!("Cours {number}"), kind, false, None).await;
    site.run("update course set stage = $2 where number = $1", &db::args![number, stage]).await;
    site.enrol(slug, number, &person, role).await;
    signed_in(site, slug, address).await
}

/// Gives an activity what a form of its kind would say.
async fn save(tx: &db::Tx, academy_id: i64, id: i64, kind: &str, fields: &[(&str, &str)]) {
    let form = web::Filled::from_fields(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect());
    magistere::serve::KINDS.of(kind).unwrap().save(tx, academy_id, id, &form).await.unwrap();
}

/// Sections of pages, and a note to trainers at the end of each.
pub async fn fill(site: &Site, slug: &str, number: i64, sections: usize, pages: usize, body: &str) {
    let academy = site.academy(slug).await;
    let tx = site.app.db.begin().await.unwrap();
    let course = courses::find(&tx, academy.id, number).await.unwrap().unwrap();
    for place in 1..=sections {
        let (section_id, _) = courses::add_section(&tx, &course, &format!("Section {place}"), "Résumé", None).await.unwrap();
        for page in 1..=pages {
            let title = format!("Page {place}.{page}");
            let hidden = page == 2;
            let new = NewActivity { section_id, kind: "page", title: &title, hidden, completion: Completion::Hand, request: None };
            let (id, _) = courses::add_activity(&tx, &course, &new).await.unwrap();
            save(&tx, academy.id, id, "page", &[("format", "html"), ("body", body)]).await;
        }
        let new = NewActivity { section_id, kind: "label", title: "Note", hidden: false, completion: Completion::Nothing, request: None };
        let (id, _) = courses::add_activity(&tx, &course, &new).await.unwrap();
        let note = [("tone", "trainer_note"), ("format", "html"), ("body", "<p>Entre nous</p>")];
        save(&tx, academy.id, id, "label", &note).await;
    }
    tx.commit().await.unwrap();
}

/// What a course is made of, in its order.
async fn parts(site: &Site, number: i64) -> Vec<(String, String, String, bool, String, String)> {
    let sql = "select s.title as section, a.kind, a.title, a.hidden, a.completion, coalesce(p.body, l.body) as body
                 from course c join section s on s.course_id = c.id join activity a on a.section_id = s.id
                 left join activity_page p on p.activity_id = a.id left join activity_label l on l.activity_id = a.id
                where c.number = $1 and s.trashed_at is null and a.trashed_at is null order by s.position, a.position";
    site.app.db.all(sql, &db::args![number]).await.unwrap()
}

pub async fn text(site: &Site, sql: &str) -> String {
    let (text,): (String,) = site.app.db.one(sql, &[]).await.unwrap();
    text
}

#[tokio::test(flavor = "multi_thread")]
async fn a_parcours_becomes_a_session_with_all_that_is_in_it() {
    let site = Site::start().await;
    let mut hers = course(&site, BESANCON, 2636, CourseKind::Parcours, "building", TRAINER, CourseRole::Concepteur).await;
    site.set(BESANCON, 2636, INDEXED).await.unwrap();
    fill(&site, BESANCON, 2636, 3, 3, "<p>Lisez.</p>").await;
    // One activity and one section are in the bin; places are not those of the beginning.
    site.run("update activity set trashed_at = 1 where title = 'Page 1.3'", &[]).await;
    site.run("update section set trashed_at = 1 where title = 'Section 2'", &[]).await;
    site.run("update section set position = 9 where title = 'Section 1'", &[]).await;
    let first = site.number("select id from activity where title = 'Page 1.1'").await;
    let gone = site.number("select id from activity where title = 'Page 1.3'").await;
    let source = format!(
        "[a](/ac-besancon/courses/2636/activities/{first}) [b]({}/ac-besancon/courses/2636) [c](/ac-besancon/courses/26361)
         [d](/ac-besancon/course/view.php?id=2636&section=2) [e](/ac-besancon/courses/2636/activities/{gone}) [f](https://ailleurs.example.org/ac-besancon/courses/2636)",
        site.app.config.origin
    );
    let written = site.number("select id from activity where title = 'Page 3.1'").await;
    hers.visit(&format!("/ac-besancon/courses/2636/activities/{written}/edit")).await;
    hers.fill("Texte", &source).press("Enregistrer les modifications").await;
    assert_eq!(hers.status, 200, "{}", hers.text());
    site.run("update section set summary = 'Suite de /ac-besancon/courses/2636' where title = 'Section 3'", &[]).await;
    site.run("insert into picture (academy_id, name, created_at) select academy_id, 'abc', 1 from course", &[]).await;
    site.run("update course set picture_id = (select max(id) from picture)", &[]).await;

    hers.visit("/ac-besancon/courses/2636/manage").await;
    hers.click("Créer une session").await;
    hers.sees_heading("Créer une session").does_not_see("Contenu et personnes");
    hers.fill("Nom complet", "Session de janvier").fill("Début", "2027-01-20").fill("Fin", "2027-01-04");
    hers.press("Créer une session").await;
    assert_eq!(hers.status, 422);
    assert!(hers.body.contains("Session de janvier") && hers.body.contains("2027-01-20"), "nothing typed is lost");
    hers.fill("Fin", "2027-02-04").press("Créer une session").await;
    assert_eq!(hers.address, "/ac-besancon/courses/2637");
    hers.sees_heading("Session de janvier").sees("C'est créé").sees("En préparation").sees("20/01/2027").sees("Entre nous");
    let shape = "select kind || ' ' || stage || ' ' || starts_on || ' ' || ends_on || ' ' || summary from course where number = 2637";
    assert_eq!(text(&site, shape).await, "session preparing 2027-01-20 2027-02-04 Une session pour essayer.");
    assert_eq!(text(&site, "select e.role from enrolment e join course c on c.id = e.course_id where c.number = 2637").await, "formateur");

    let (before, after) = (parts(&site, 2636).await, parts(&site, 2637).await);
    let shape = |parts: &[(String, String, String, bool, String, String)]| {
        parts.iter().map(|part| (part.0.clone(), part.1.clone(), part.2.clone(), part.3, part.4.clone())).collect::<Vec<_>>()
    };
    assert_eq!(shape(&after), shape(&before));
    let titles: Vec<&str> = after.iter().map(|part| part.2.as_str()).collect();
    assert_eq!(titles, ["Page 3.1", "Page 3.2", "Page 3.3", "Note", "Page 1.1", "Page 1.2", "Note"]);
    assert!(after[1].3 && !after[0].3 && after[4].4 == "hand", "{after:?}");
    // Links, as they are shown and as they were typed.
    let copied = site.number("select max(id) from activity where title = 'Page 1.1'").await;
    let stored = text(&site, "select p.body || p.source from activity_page p join activity a on a.id = p.activity_id join course c on c.id = a.course_id where c.number = 2637 and a.title = 'Page 3.1'").await;
    for (link, times) in [
        (format!("/ac-besancon/courses/2637/activities/{copied}"), 2),
        (format!("{}/ac-besancon/courses/2637", site.app.config.origin), 2),
        ("/ac-besancon/courses/26361".into(), 2),
        ("/ac-besancon/course/view.php?id=2637&".into(), 2),
        (format!("/ac-besancon/courses/2636/activities/{gone}"), 2),
        ("https://ailleurs.example.org/ac-besancon/courses/2636".into(), 2),
    ] {
        assert_eq!(stored.matches(&link).count(), times, "{link} in {stored}");
    }
    hers.visit(&format!("/ac-besancon/courses/2637/activities/{copied}")).await;
    hers.sees_heading("Page 1.1").sees("Lisez.");
    assert_eq!(site.number("select count(*) from section where summary like '%2637'").await, 1);
    assert_eq!(site.number("select count(*) from activity where copy_of is not null").await, 0);
    assert_eq!(
        site.number(
            "select count(*) from indexing i join course c on c.id = i.course_id where i.keywords = 'essai' and i.audiences = 'everybody'"
        )
        .await,
        2
    );
    assert_eq!(site.number("select count(distinct picture_id) from course").await, 2);
    assert_eq!(site.number("select count(*) from picture where name = 'abc'").await, 2);
    assert_eq!(site.number("select count(*) from event where kind = 'course.copied'").await, 1);
    // Nobody else sees it; the original is as it was.
    let other = site.active(BESANCON, HER).await;
    site.enrol(BESANCON, 2637, &other, CourseRole::Participant).await;
    let mut participant = signed_in(&site, BESANCON, HER).await;
    participant.visit("/ac-besancon/courses/2637").await;
    participant.does_not_see("Page 1.1").does_not_see("Entre nous");
    assert_eq!(parts(&site, 2636).await, before);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_is_duplicated_with_its_people_or_without() {
    let site = Site::start().await;
    let mut hers = course(&site, BESANCON, 2600, CourseKind::Session, "preparing", TRAINER, CourseRole::Formateur).await;
    fill(&site, BESANCON, 2600, 1, 2, "<p>Lisez.</p>").await;
    for (address, role) in [(HER, CourseRole::Participant), ("tuteur@example.org", CourseRole::Tuteur)] {
        let person = site.active(BESANCON, address).await;
        site.enrol(BESANCON, 2600, &person, role).await;
    }
    site.set(BESANCON, 2600, &["self_enrolment=open"]).await.unwrap();
    // What she is called here, and what she did.
    site.run("update enrolment set last_opened_on = '2026-11-20', typed_name = 'Camille' where role = 'participant'", &[]).await;
    let group = "insert into course_group (academy_id, course_id, name) select academy_id, id, 'Groupe A' from course";
    site.run(group, &[]).await;
    site.run("insert into group_member (academy_id, group_id, enrolment_id) select g.academy_id, g.id, e.id from course_group g, enrolment e where e.role = 'participant'", &[]).await;
    site.run("insert into completed (academy_id, course_id, activity_id, person_id, done_on) select a.academy_id, a.course_id, a.id, e.person_id, '2026-11-20' from activity a, enrolment e", &[]).await;
    site.run("insert into waiting_list (academy_id, course_id, person_id) select academy_id, course_id, person_id from enrolment where role = 'tuteur'", &[]).await;
    let traces =
        "select (select count(*) from completed) * 10000 + (select count(*) from course_use) * 100 + (select count(*) from waiting_list)";
    let before = site.number(traces).await;

    hers.visit("/ac-besancon/courses/2600/manage").await;
    hers.click("Dupliquer").await;
    hers.sees("Contenu seulement").sees("Contenu et personnes");
    assert!(hers.body.contains("value=\"Cours 2600 (copie)\""), "{}", hers.body);
    hers.press("Dupliquer").await;
    hers.sees_heading("Cours 2600 (copie)").sees("Section 1").sees("C'est créé");
    assert_eq!(hers.address, "/ac-besancon/courses/2601");
    let people = "select count(*) from enrolment e join course c on c.id = e.course_id where c.number = ";
    assert_eq!(site.number(&format!("{people} 2601")).await, 1, "only who made it");

    hers.visit("/ac-besancon/courses/2600/make/copy").await;
    hers.fill("Nom complet", "Second groupe").fill("Contenu et personnes", "people").press("Dupliquer").await;
    hers.sees_heading("Second groupe").sees("avec les personnes");
    let roles: Vec<(String, Option<String>, Option<String>)> = site
        .app
        .db
        .all("select e.role, e.typed_name, e.last_opened_on from enrolment e join course c on c.id = e.course_id where c.number = 2602 order by e.role", &[])
        .await
        .unwrap();
    let role = |role: &str, name: Option<&str>| (role.to_owned(), name.map(str::to_owned), None::<String>);
    assert_eq!(roles, [role("formateur", None), role("participant", Some("Camille")), role("tuteur", None)]);
    assert_eq!(site.number("select count(*) from group_member m join course_group g on g.id = m.group_id join course c on c.id = g.course_id join enrolment e on e.id = m.enrolment_id and e.course_id = c.id where c.number = 2602 and e.role = 'participant'").await, 1);
    assert_eq!(site.number(traces).await, before);
    assert_eq!(site.number("select count(*) from self_enrolment").await, 1, "nobody joins the copy by herself");
    assert_eq!(
        site.number("select count(*) from event where kind = 'course.enrolment.added' and actor_id is not null and detail like '%2602%'")
            .await,
        3
    );
    // What is sent twice makes one; what is changed on the way back makes another, knowingly.
    let make = "/ac-besancon/courses/2600/make/copy";
    for _ in 0..2 {
        post(&mut hers, make, &[("title", "Une fois"), ("take", "people"), ("request", "une-fois")]).await;
        assert_eq!(location(&hers), "/ac-besancon/courses/2603");
    }
    post(&mut hers, make, &[("title", "Autre chose"), ("request", "une-fois")]).await;
    assert_eq!(hers.status, 422);
    hers.sees("a déjà créé une copie");
    hers.press("Dupliquer").await;
    hers.sees_heading("Autre chose");
    assert_eq!(site.number("select count(*) from course").await, 5);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_copy_leaves_behind_is_said() {
    let site = Site::start().await;
    let mut hers = course(&site, BESANCON, 2600, CourseKind::Session, "preparing", TRAINER, CourseRole::Formateur).await;
    fill(&site, BESANCON, 2600, 2, 2, "<p>Lisez.</p>").await;
    site.run("insert into course_group (academy_id, course_id, name) select academy_id, id, 'Groupe A' from course", &[]).await;
    let (days, hidden) = ("Les dates des conditions n'ont pas été reprises", "Ce qui était réservé à un groupe est caché");
    let none = "update section set trashed_at = 1, closes_on = '2027-01-04' where title = 'Section 2'";
    for (number, change, says_days, says_hidden) in [
        (0, none, false, false),
        (1, "update section set opens_on = '2027-01-04' where title = 'Section 1'", true, false),
        (2, "update activity set group_id = (select min(id) from course_group) where title = 'Page 1.1'", true, true),
        (3, "update section set opens_on = null", false, true),
    ] {
        site.run(change, &[]).await;
        let form = [("title", "Copie"), ("take", "people"), ("request", &*format!("copie-{number}"))];
        // Sent twice, the second answer says it too: it is the one that is seen.
        for _ in 0..2 {
            post(&mut hers, "/ac-besancon/courses/2600/make/copy", &form).await;
            let made = location(&hers);
            hers.visit(&made).await;
            hers.sees("C'est créé, avec les personnes");
            assert_eq!((hers.text().contains(days), hers.text().contains(hidden)), (says_days, says_hidden), "{}", hers.text());
        }
    }
    assert_eq!(site.number("select count(*) from activity where opens_on is not null or hidden and title = 'Page 1.1'").await, 2);
    // Whatever is in the cookie, only sentences of ours are said, and few.
    for wrong in ["done-course-made+<b>x", "shell-my+done-", "done-course-made+done-course-made+done-course-made+done-course-made"] {
        hers.cookies.insert("flash".into(), wrong.into());
        hers.visit("/ac-besancon/courses/2600").await;
        hers.does_not_see("<b>x").does_not_see("⟦");
        assert!(hers.text().matches("C'est créé").count() <= 3);
    }
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_is_made_where_the_course_stands_and_by_who_writes_it() {
    let site = Site::start().await;
    let mut hers = course(&site, BESANCON, 2600, CourseKind::Session, "running", TRAINER, CourseRole::Formateur).await;
    for (stage, action, status) in [
        ("running", "copy", 409),
        ("running", "session", 409),
        ("archived", "copy", 409),
        ("archived", "parcours", 409),
        ("trashed", "copy", 409),
        ("trashed", "session", 409),
        ("archived", "open", 404),
        ("archived", "explode", 404),
        ("archived", "session", 303),
        ("preparing", "copy", 303),
    ] {
        site.run("update course set stage = $1 where number = 2600", &db::args![stage]).await;
        post(&mut hers, &format!("/ac-besancon/courses/2600/make/{action}"), &[("title", "Copie")]).await;
        assert_eq!(hers.status, status, "{stage} {action}");
        post(&mut hers, "/ac-besancon/courses/2600/manage", &[("action", action)]).await;
        assert_eq!(hers.status, 409, "{stage} {action}");
    }
    assert_eq!(site.number("select count(*) from course").await, 3);
    // A template, and a space with its people; a parcours takes nobody along, whatever is sent.
    for (number, kind, action, made, stage, people) in [
        (2700, CourseKind::Template, "parcours", "parcours", "building", 1),
        (2710, CourseKind::Template, "copy", "template", "building", 1),
        (2720, CourseKind::Parcours, "copy", "parcours", "building", 1),
        (2730, CourseKind::Space, "copy", "space", "preparing", 2),
    ] {
        let first = if kind == CourseKind::Space { "preparing" } else { "building" };
        let address = format!("auteur{number}@example.org");
        let mut author = course(&site, BESANCON, number, kind, first, &address, CourseRole::Concepteur).await;
        let other = site.invited(BESANCON, &format!("autre{number}@example.org")).await;
        site.enrol(BESANCON, number, &other, CourseRole::Tuteur).await;
        post(&mut author, &format!("/ac-besancon/courses/{number}/make/{action}"), &[("title", "Copie"), ("take", "people")]).await;
        assert_eq!(author.status, 303, "{number}");
        let found = text(&site, "select kind || ' ' || stage from course order by number desc limit 1").await;
        assert_eq!(found, format!("{made} {stage}"));
        let members = "select count(*) from enrolment where course_id = (select id from course order by number desc limit 1)";
        assert_eq!(site.number(members).await, people, "{number}");
    }
    // Nobody else.
    let tutor = site.active(BESANCON, "tuteur@example.org").await;
    site.enrol(BESANCON, 2600, &tutor, CourseRole::Tuteur).await;
    let participant = site.active(BESANCON, HER).await;
    site.enrol(BESANCON, 2600, &participant, CourseRole::Participant).await;
    course(&site, DIJON, 1400, CourseKind::Session, "preparing", "dijon@example.org", CourseRole::Formateur).await;
    let before = site.number("select count(*) from course").await;
    for address in ["tuteur@example.org", HER, "dijon@example.org"] {
        let mut browser = signed_in(&site, BESANCON, address).await;
        for path in ["/ac-besancon/courses/2600/make/copy", "/ac-besancon/courses/1400/make/copy", "/ac-besancon/courses/9999/make/copy"] {
            browser.send(Method::GET, path, None, &[]).await;
            assert_eq!(browser.status, 404, "{address} {path}");
            post(&mut browser, path, &[("title", "Non")]).await;
            assert_eq!(browser.status, 404, "{address} {path}");
        }
    }
    assert_eq!(site.number("select count(*) from course").await, before);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn whatever_is_typed_as_a_title_is_kept_or_refused() {
    let site = Site::start().await;
    let mut hers = course(&site, BESANCON, 2600, CourseKind::Session, "preparing", TRAINER, CourseRole::Formateur).await;
    let make = "/ac-besancon/courses/2600/make/copy";
    let long = "é".repeat(251);
    for title in ["", "   ", "\u{1}\u{2}", "\u{200b}", long.as_str()] {
        post(&mut hers, make, &[("title", title)]).await;
        assert_eq!(hers.status, 422, "{title:?}");
    }
    for title in ["<script>alert(1)</script>", "'; drop table course; --", "{{ 7*7 }} { $title } %s", "Un\r\nDeux"] {
        post(&mut hers, make, &[("title", title)]).await;
        assert_eq!(hers.status, 303, "{title}");
        let at = location(&hers);
        hers.visit(&at).await;
        assert!(!hers.body.contains("<script>alert"), "{}", hers.body);
    }
    assert_eq!(site.number("select count(*) from course where title = '{{ 7*7 }} { $title } %s'").await, 1);
    // The longest title still has room to be called a copy.
    site.run("update course set title = $1 where number = 2600", &db::args!["à".repeat(250)]).await;
    hers.visit(make).await;
    hers.press("Dupliquer").await;
    assert_eq!(hers.status, 200, "{}", hers.text());
    assert_eq!(site.number("select count(*) from course where title like '%à (copie)'").await, 1);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn five_hundred_activities_take_as_many_statements_as_five() {
    let site = Site::start().await;
    let mut hers = course(&site, BESANCON, 2600, CourseKind::Session, "preparing", TRAINER, CourseRole::Formateur).await;
    let mut costs = Vec::new();
    for (number, sections, pages) in [(2600, 1, 4), (2700, 20, 24)] {
        if number != 2600 {
            site.course(BESANCON, number, "Grand", CourseKind::Session, false, None).await;
            site.run("update course set stage = 'preparing'", &[]).await;
            let person = {
                let tx = site.app.db.begin().await.unwrap();
                magistere::people::behind(&tx, TRAINER).await.unwrap().pop().unwrap()
            };
            site.enrol(BESANCON, number, &person, CourseRole::Formateur).await;
        }
        fill(&site, BESANCON, number, sections, pages, &"<p>Un texte d'une page ordinaire.</p>".repeat(40)).await;
        let before = site.number("select count(*) from activity").await;
        let (statements, ()) = site
            .statements(async {
                post(&mut hers, &format!("/ac-besancon/courses/{number}/make/copy"), &[("title", "Copie")]).await;
            })
            .await;
        assert_eq!(hers.status, 303);
        let copied = site.number("select count(*) from activity").await - before;
        assert_eq!(copied, i64::try_from(sections * (pages + 1)).unwrap());
        costs.push(statements);
    }
    assert_eq!(costs[0], costs[1], "one more for a copied row would be five hundred more");
    assert!(costs[1] <= 60, "{costs:?}");
    site.end().await;
}
