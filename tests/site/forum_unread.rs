//! What is new in forums, told outside of them: how many messages on « Mes parcours », and the last announcement above the course.

use magistere::access::CourseRole;

use crate::browser::Browser;
use crate::forum::{COURSE, Scene, add_forum, answer, at, discussion_at, member, open, scene};
use crate::scenes::{BESANCON, HOUR, MINUTE, post};

const DAY: i64 = 24 * HOUR;
const MY: &str = "/ac-besancon/my";

/// What the card of the only course says, and its page of details; both lead to the same place.
async fn on_my_page(browser: &mut Browser) -> Option<(String, String)> {
    let mut said = Vec::new();
    for page in [MY, "/ac-besancon/my/details/2636"] {
        browser.visit(page).await;
        let found = browser.body.match_indices("<a ").find_map(|(place, _)| {
            let (tag, rest) = browser.body[place..].split_once('>')?;
            let words = rest.split_once('<')?.0;
            let address = tag.split_once("href=\"")?.1.split_once('"')?.0;
            words.contains("non lu").then(|| (words.replace('\u{a0}', " "), address.to_owned()))
        });
        said.push(found);
    }
    assert_eq!(said[0], said[1]);
    said.remove(0)
}

/// The number alone.
async fn unread(browser: &mut Browser) -> i64 {
    on_my_page(browser).await.map_or(0, |(words, _)| words.split(' ').next().unwrap().parse().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn her_courses_say_how_many_messages_she_has_not_read_and_where() {
    let Scene { site, mut trainer, mut hers, mut his, forum } = scene("free").await;
    assert_eq!(on_my_page(&mut hers).await, None);
    let first = discussion_at(forum, open(&site, &mut his, forum, "Alpha", "a").await);
    answer(&site, &mut his, &first, 0, "b", &[]).await;
    let there = Some(("2 messages non lus".to_owned(), at(forum)));
    assert_eq!(on_my_page(&mut hers).await, there);
    assert_eq!(unread(&mut his).await, 0, "his own");
    hers.visit(COURSE).await;
    hers.sees("2 messages non lus");
    // Read to the first, then to the end.
    let post_id = site.number("select min(id) from forum_post").await;
    post(&mut hers, &format!("{first}/read?post={post_id}"), &[]).await;
    assert_eq!(on_my_page(&mut hers).await.unwrap().0, "1 message non lu");
    post(&mut hers, &format!("{first}/read?post=999999"), &[]).await;
    assert_eq!(unread(&mut hers).await, 0);
    // In two forums: the course.
    let other = add_forum(&site, "Autre", "forum", "free").await;
    open(&site, &mut his, forum, "Bravo", "c").await;
    let there = discussion_at(other, open(&site, &mut his, other, "Charlie", "d").await);
    assert_eq!(on_my_page(&mut hers).await, Some(("2 messages non lus".to_owned(), COURSE.to_owned())));
    // She answers one: she read it. All of the other.
    answer(&site, &mut hers, &there, 0, "e", &[]).await;
    assert_eq!((unread(&mut hers).await, unread(&mut his).await), (1, 1));
    post(&mut hers, &format!("{}/act", at(forum)), &[("do", "read")]).await;
    assert_eq!(unread(&mut hers).await, 0);
    // What is deleted is neither read nor unread.
    for read_before in [true, false] {
        let gone = answer(&site, &mut his, &first, 0, "à supprimer", &[]).await;
        let kept = answer(&site, &mut his, &first, 0, "à garder", &[]).await;
        if read_before {
            post(&mut hers, &format!("{first}/read?post={gone}"), &[]).await;
        }
        assert_eq!(unread(&mut hers).await, if read_before { 1 } else { 2 });
        post(&mut his, &format!("{}/posts/{gone}/delete", at(forum)), &[]).await;
        assert_eq!((his.status.as_u16(), unread(&mut hers).await), (303, 1), "{read_before}");
        post(&mut hers, &format!("{first}/read?post={kept}"), &[]).await;
        assert_eq!(unread(&mut hers).await, 0);
    }
    // A private answer is new for its reader and the team.
    let to = site.number("select min(id) from forum_post").await;
    answer(&site, &mut trainer, &first, to, "Entre nous", &[("private", "1")]).await;
    let mut tutor = member(&site, "tuteur@example.org", ("Léa", "Roy"), CourseRole::Tuteur).await;
    post(&mut tutor, &format!("{}/act", at(other)), &[("do", "read")]).await;
    let public = site.number(&format!("select cast(sum(posts) as bigint) from forum_discussion where activity_id = {forum}")).await;
    assert_eq!((unread(&mut hers).await, unread(&mut his).await, unread(&mut tutor).await), (0, 2, public + 1));
    // The course page says the same.
    his.visit(COURSE).await;
    assert_eq!(his.text().replace('\u{a0}', " ").matches("1 message non lu").count(), 2, "{}", his.text());
    tutor.visit(COURSE).await;
    tutor.sees(&format!("{} messages non lus", public + 1));
    // A discussion that moves takes along what was read of it.
    post(&mut trainer, &format!("{first}/move"), &[("forum", &other.to_string())]).await;
    assert_eq!(trainer.status.as_u16(), 303);
    for (browser, new) in [(&mut hers, 0), (&mut his, 2), (&mut tutor, public + 1)] {
        assert_eq!(unread(browser).await, new);
    }
    post(&mut tutor, &format!("{}/act", at(other)), &[("do", "read")]).await;
    let behind = site.number(&format!("select cast(sum(posts) as bigint) from forum_discussion where activity_id = {forum}")).await;
    assert_eq!((unread(&mut tutor).await, behind), (behind, 1));
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_what_is_open_to_her_and_only_when_it_is_kept() {
    let Scene { site, mut trainer, mut hers, mut his, forum } = scene("free").await;
    open(&site, &mut his, forum, "Alpha", "a").await;
    let academy = site.academy(BESANCON).await.id;
    site.run("insert into course_group (academy_id, course_id, name) select academy_id, id, 'A' from course", &[]).await;
    let page = "insert into activity (academy_id, course_id, section_id, position, kind, title, hidden, completion)
                select $1, course_id, id, 90, 'page', 'D''abord', false, 'seen' from section";
    site.run(page, &db::args![academy]).await;
    let forums = format!("update activity set CHANGE where id = {forum}");
    for (sql, change, back, theirs) in [
        (forums.as_str(), "hidden = true", "hidden = false", 1),
        (&forums, "trashed_at = 1", "trashed_at = null", 0),
        (&forums, "opens_on = '2026-11-25'", "opens_on = null", 1),
        (&forums, "closes_on = '2026-11-23'", "closes_on = null", 1),
        (&forums, "group_id = (select max(id) from course_group)", "group_id = null", 1),
        (&forums, "after_id = (select max(id) from activity)", "after_id = null", 1),
        ("update section set CHANGE", "trashed_at = 1", "trashed_at = null", 0),
        ("update section set CHANGE", "opens_on = '2026-11-25'", "opens_on = null", 1),
        ("update section set CHANGE", "group_id = (select max(id) from course_group)", "group_id = null", 1),
        ("update course set CHANGE", "stage = 'preparing'", "stage = 'running'", 1),
        ("update course set CHANGE", "stage = 'archived'", "stage = 'running'", 0),
    ] {
        site.run(&sql.replace("CHANGE", change), &[]).await;
        if !change.contains("preparing") {
            assert_eq!((unread(&mut hers).await, unread(&mut trainer).await), (0, theirs), "{change}");
        }
        site.run(&sql.replace("CHANGE", back), &[]).await;
        assert_eq!(unread(&mut hers).await, 1, "{back}");
    }
    // What can no longer be finished asks for nothing, and what she finished neither.
    site.run("update activity set after_id = (select max(id) from activity) where id = $1", &db::args![forum]).await;
    for (change, back) in [
        ("hidden = true", "hidden = false"),
        ("closes_on = '2026-11-23'", "closes_on = null"),
        ("completion = 'none'", "completion = 'seen'"),
    ] {
        site.run(&format!("update activity set {change} where kind = 'page'"), &[]).await;
        assert_eq!(unread(&mut hers).await, 1, "{change}");
        site.run(&format!("update activity set {back} where kind = 'page'"), &[]).await;
        assert_eq!(unread(&mut hers).await, 0, "{back}");
    }
    site.run("update activity set after_id = null where id = $1", &db::args![forum]).await;
    // Not kept: nothing is said; kept again, what she wrote herself is read.
    let preferences = |tracks: &'static str| [("mail", "each"), ("subscribes", "1"), (tracks, "1")];
    post(&mut his, "/ac-besancon/preferences/forum", &preferences("other")).await;
    post(&mut hers, "/ac-besancon/preferences/forum", &preferences("other")).await;
    assert_eq!((unread(&mut hers).await, unread(&mut his).await), (0, 0));
    post(&mut hers, "/ac-besancon/preferences/forum", &preferences("tracks")).await;
    post(&mut his, "/ac-besancon/preferences/forum", &preferences("tracks")).await;
    assert_eq!((unread(&mut hers).await, unread(&mut his).await), (1, 0));
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_courses_cost_one_query_more() {
    let Scene { site, mut hers, mut his, forum, .. } = scene("free").await;
    let cost = async |browser: &mut Browser| site.statements(browser.visit(MY)).await.0;
    hers.visit(MY).await;
    let before = cost(&mut hers).await;
    let her = site.number("select id from person where first_name = 'Camille'").await;
    for number in 3000..3020 {
        let course = site.session(BESANCON, number, &format!("Session {number}")).await;
        let academy = site.academy(BESANCON).await.id;
        for sql in [
            "insert into enrolment (academy_id, course_id, person_id, role, created_at) values ($1, $2, $3, 'participant', 0)",
            "insert into section (academy_id, course_id, position, title, summary) select $1, $2, 1, 'Échanger', '' where $3 > 0",
            "insert into activity (academy_id, course_id, section_id, position, kind, title, hidden)
             select $1, course_id, id, 1, 'forum', 'Questions', false from section where course_id = $2 and $3 > 0",
            "insert into activity_forum (activity_id, academy_id, mode, subscription, body, format, source, posts)
             select id, $1, 'forum', 'free', '', 'markdown', '', 7 from activity where course_id = $2 and $3 > 0",
            "insert into forum_discussion (academy_id, activity_id, title, last_posted_at, posts)
             select $1, id, 'x', 0, 7 from activity where course_id = $2 and $3 > 0",
        ] {
            site.run(sql, &db::args![academy, course, her]).await;
        }
    }
    open(&site, &mut his, forum, "Alpha", "a").await;
    let after = cost(&mut hers).await;
    hers.sees("7 messages non lus").sees("1 message non lu");
    // How far she is in courses that were never counted is another query, once.
    assert!(after <= before + 1, "{before} {after}");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_announcement_stands_above_the_course() {
    let Scene { site, mut trainer, mut hers, mut his, forum } = scene("free").await;
    open(&site, &mut his, forum, "Une question", "Ce n'est pas une annonce").await;
    hers.visit(COURSE).await;
    hers.does_not_see("Toutes les annonces");
    let cost = async |browser: &mut Browser| site.statements(browser.visit(COURSE)).await.0;
    let without = cost(&mut hers).await;
    let news = add_forum(&site, "Annonces", "news", "start").await;
    open(&site, &mut trainer, news, "Salle", "Rendez-vous **salle 12**.").await;
    site.clock.advance(MINUTE);
    let second = open(&site, &mut trainer, news, "Horaires", &format!("On commence à 9h. {}", "Et la suite. ".repeat(60))).await;
    hers.visit(COURSE).await;
    hers.sees("Horaires").sees("On commence à 9h.").sees("Par Inès Faure, le 24/11/2026").does_not_see("Rendez-vous");
    assert!(hers.text().contains('…') && hers.text().matches("Et la suite").count() < 30);
    assert!(cost(&mut hers).await <= without + 1);
    hers.click("Toutes les annonces").await;
    hers.sees_heading("Annonces");
    hers.visit(COURSE).await;
    hers.click("Horaires").await;
    hers.sees_heading("Horaires");
    // The newest of several forums, among those that are open to her.
    let other = add_forum(&site, "Annonces ouvertes", "discussed", "start").await;
    site.clock.advance(MINUTE);
    open(&site, &mut trainer, other, "Repas", "À midi.").await;
    hers.visit(COURSE).await;
    hers.sees("À midi.").does_not_see("On commence");
    for change in ["hidden = true", "hidden = false, opens_on = '2027-01-01'"] {
        site.run(&format!("update activity set {change} where id = $1"), &db::args![other]).await;
        hers.visit(COURSE).await;
        hers.does_not_see("À midi.").sees("On commence");
        trainer.visit(COURSE).await;
        trainer.sees("À midi.");
    }
    trainer.visit(&format!("{COURSE}?as=participant")).await;
    trainer.does_not_see("À midi.").sees("On commence");
    // Two weeks for everybody; longer for whoever has not read it.
    let post_id = site.number("select max(id) from forum_post").await;
    post(&mut hers, &format!("{}/read?post={post_id}", discussion_at(news, second)), &[]).await;
    site.clock.advance(13 * DAY);
    hers.sign_in(BESANCON, crate::forum::HER, crate::harness::GOOD).await;
    hers.visit(COURSE).await;
    hers.sees("On commence");
    site.clock.advance(2 * DAY);
    hers.sign_in(BESANCON, crate::forum::HER, crate::harness::GOOD).await;
    hers.visit(COURSE).await;
    hers.does_not_see("On commence");
    his.sign_in(BESANCON, crate::forum::HIM, crate::harness::GOOD).await;
    his.visit(COURSE).await;
    his.sees("On commence").sees("Nouveau");
    // Whoever does not have it kept sees it for two weeks only.
    post(&mut his, "/ac-besancon/preferences/forum", &[("mail", "each"), ("subscribes", "1")]).await;
    his.visit(COURSE).await;
    his.does_not_see("On commence");
    // One that was deleted is announced no more.
    post(&mut his, "/ac-besancon/preferences/forum", &[("mail", "each"), ("subscribes", "1"), ("tracks", "1")]).await;
    trainer.sign_in(BESANCON, crate::forum::TRAINER, crate::harness::GOOD).await;
    let gone = site.number(&format!("select first_post_id from forum_discussion where id = {second}")).await;
    post(&mut trainer, &format!("{}/posts/{gone}/delete", at(news)), &[]).await;
    assert_eq!(trainer.status, 303);
    his.visit(COURSE).await;
    his.does_not_see("On commence").sees("Rendez-vous");
    site.end().await;
}

/// The forums of a site that was there before counts were kept are counted when it is brought up to date.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_kept_is_what_is_there() {
    let Scene { site, mut trainer, mut hers, mut his, forum } = scene("free").await;
    let path = discussion_at(forum, open(&site, &mut his, forum, "Alpha", "a").await);
    let second = answer(&site, &mut hers, &path, 0, "b", &[]).await;
    answer(&site, &mut trainer, &path, second, "c", &[("private", "1")]).await;
    answer(&site, &mut trainer, &path, second, "d", &[]).await;
    post(&mut trainer, &format!("{}/posts/{second}/delete", at(forum)), &[]).await;
    post(&mut his, &format!("{path}/read?post=999999"), &[]).await;
    // What is kept: posts of discussions, of readers, forums of readers, posts of forums, forums with private posts.
    let kept = "select cast((select sum(posts) from forum_discussion) * 1000000 + (select sum(posts) from forum_read) * 10000
        + (select sum(activity_id) from forum_read) * 100 + (select sum(posts) from activity_forum) * 10
        + (select count(*) from activity_forum where has_private = true) as bigint)";
    let before = site.number(kept).await;
    assert_eq!((before / 1_000_000, before % 100), (2, 21), "the first and the last: one is private, one deleted");
    for sql in [
        "update forum_discussion set posts = 0",
        "update forum_read set posts = 0, activity_id = 0",
        "update activity_forum set posts = 0, has_private = false",
    ] {
        site.run(sql, &[]).await;
    }
    assert_eq!(site.number(kept).await, 0);
    for name in ["0026_posts", "0032_unread"] {
        let migration = magistere::MIGRATIONS.iter().find(|step| step.name == name).unwrap();
        let text: Vec<&str> = migration.sql.lines().filter(|line| !line.trim_start().starts_with("--")).collect();
        for sql in text.join("\n").split(';').map(str::trim).filter(|sql| sql.starts_with("update ")) {
            site.run(sql, &[]).await;
        }
    }
    assert_eq!(site.number(kept).await, before);
    site.end().await;
}
