//! Two accounts of one person: what keeps them from becoming one, what is told of them, and that nothing of either is lost.

use std::collections::BTreeSet;

use magistere::access::CourseRole;
use magistere::people::Person;

use crate::harness::{GOOD, Site};
use crate::merging::{GONE, KEPT, ask, both_active, id_of, opened, people};
use crate::scenes::{BESANCON, DIJON, HOUR, MANAGER, MINUTE, is_in, manager, post, try_to_sign_in};

#[tokio::test(flavor = "multi_thread")]
async fn what_may_not_be_joined_is_refused_and_stays_as_it_is() {
    let site = Site::start().await;
    let mut browser = manager(&site).await;
    both_active(&site).await;
    // Herself, either way.
    for (kept, gone) in [(MANAGER, GONE), (GONE, MANAGER)] {
        ask(&site, &mut browser, kept, gone).await;
        assert_eq!(browser.status, 409, "{kept} {gone}");
    }
    // Somebody above her.
    site.active(BESANCON, "admin@example.org").await;
    site.grant(BESANCON, "admin@example.org", "administrateur-local").await;
    ask(&site, &mut browser, "admin@example.org", GONE).await;
    assert_eq!(browser.status, 409);
    // A role or a second factor would vanish; a suspension would end.
    site.active(BESANCON, "role@example.org").await;
    site.grant(DIJON, "role@example.org", "superviseur").await;
    site.active(BESANCON, "suspendu@example.org").await;
    site.suspend_person("suspendu@example.org").await;
    let guarded = site.active(BESANCON, "code@example.org").await;
    site.run("insert into second_factor (person_id, sealed, last_step) values ($1, 'x', 0)", &db::args![guarded.id]).await;
    for gone in ["role@example.org", "suspendu@example.org", "code@example.org"] {
        ask(&site, &mut browser, KEPT, gone).await;
        assert_eq!(browser.status, 409, "{gone}");
        browser.sees("Ces deux comptes ne peuvent pas être réunis d'ici");
    }
    ask(&site, &mut browser, "suspendu@example.org", GONE).await;
    assert_eq!(browser.status, 409);
    // The same twice, a third one to keep, nobody, somebody of another académie.
    let (kept, gone) = (id_of(&site, BESANCON, KEPT).await.to_string(), id_of(&site, BESANCON, GONE).await.to_string());
    site.active(DIJON, "dijon@example.org").await;
    let foreign = id_of(&site, DIJON, "dijon@example.org").await.to_string();
    for (at, with, keep) in [
        (&kept, &kept, &kept),
        (&kept, &gone, &foreign),
        (&kept, &foreign, &kept),
        (&foreign, &kept, &kept),
        (&kept, &"x".to_owned(), &kept),
    ] {
        post(&mut browser, &format!("/ac-besancon/manage/people/{at}/merge"), &[("with", with), ("keep", keep)]).await;
        assert_eq!(browser.status, 404, "{at} {with} {keep}");
    }
    // Between the question and the answers, one of them got a role.
    ask(&site, &mut browser, KEPT, GONE).await;
    opened(&site, KEPT).await.press("Accepter de les réunir").await;
    site.grant(BESANCON, GONE, "superviseur").await;
    let mut last = opened(&site, GONE).await;
    last.press("Accepter de les réunir").await;
    last.sees("L'un des deux comptes a changé");
    assert_eq!(people(&site).await, 8);
    assert_eq!(site.number("select count(*) from event where kind = 'person.merged'").await, 0);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_suspended_here_is_let_in_first() {
    let site = Site::start().await;
    let mut browser = manager(&site).await;
    both_active(&site).await;
    site.suspend_membership(BESANCON, GONE).await;
    ask(&site, &mut browser, KEPT, GONE).await;
    assert_eq!(browser.status, 409);
    browser.sees("suspendu ici : rouvrez-le d'abord");
    assert_eq!(site.mails_to(KEPT).await, 0);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_stranger_nothing_is_told_before_both_agreed() {
    let site = Site::start().await;
    let mut browser = manager(&site).await;
    site.active(BESANCON, KEPT).await;
    // She manages Dijon, and was only typed here.
    let stranger = site.active(DIJON, GONE).await;
    site.grant(DIJON, GONE, "gestionnaire").await;
    site.join(BESANCON, &stranger).await;
    let typed = "update membership set typed_address = $2, typed_name = '', typed_folded = '' where person_id = $1 and academy_id = $3";
    site.run(typed, &db::args![stranger.id, GONE, site.academy(BESANCON).await.id]).await;
    ask(&site, &mut browser, KEPT, GONE).await;
    assert_eq!(browser.status, 303, "asked like anybody");
    opened(&site, KEPT).await.press("Accepter de les réunir").await;
    let mut last = opened(&site, GONE).await;
    last.press("Accepter de les réunir").await;
    last.sees("L'un des deux comptes a changé");
    assert_eq!(people(&site).await, 3);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_used_elsewhere_is_asked_and_nothing_of_it_is_shown() {
    let site = Site::start().await;
    let mut browser = manager(&site).await;
    site.active(BESANCON, KEPT).await;
    // Invited, but a member of Dijon too.
    let gone = site.invited(BESANCON, GONE).await;
    site.join(DIJON, &gone).await;
    ask(&site, &mut browser, KEPT, GONE).await;
    assert_eq!(people(&site).await, 3, "both are asked");
    assert_eq!((site.mails_to(KEPT).await, site.mails_to(GONE).await), (1, 1));
    opened(&site, GONE).await.press("Accepter de les réunir").await;
    opened(&site, KEPT).await.press("Accepter de les réunir").await;
    assert_eq!(people(&site).await, 2);
    let sql = "select count(*) from membership m join person_address a on a.person_id = m.person_id where a.folded = 'camille.martin@example.org'";
    assert_eq!(site.number(sql).await, 2, "she is of both now");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_either_had_is_lost() {
    let site = Site::start().await;
    let mut browser = manager(&site).await;
    let (kept, gone) = both_active(&site).await;
    let waiting = site.active(BESANCON, "attend@example.org").await;
    let academy = site.academy(BESANCON).await.id;
    let mut course = Vec::new();
    for number in 1..=4 {
        course.push(site.session(BESANCON, number, &format!("Session {number}")).await);
    }
    // The last place but one of the first course is hers twice; somebody waits.
    site.enrol(BESANCON, 1, &kept, CourseRole::Participant).await;
    site.enrol(BESANCON, 1, &gone, CourseRole::Participant).await;
    site.enrol(BESANCON, 2, &gone, CourseRole::Participant).await;
    site.set(BESANCON, 1, &["self_enrolment=open", "places=2"]).await.unwrap();
    let in_line = "insert into waiting_list (academy_id, course_id, person_id) values ($1, $2, $3)";
    for (place, person) in [(0, waiting.id), (2, kept.id), (2, gone.id), (3, gone.id)] {
        site.run(in_line, &db::args![academy, course[place], person]).await;
    }
    for (place, person, rank) in [(0, kept.id, 1_i64), (0, gone.id, 7), (1, gone.id, 8)] {
        let sql = "insert into course_use (academy_id, course_id, person_id, rank) values ($1, $2, $3, $4)";
        site.run(sql, &db::args![academy, course[place], person, rank]).await;
        site.run(
            "insert into favourite (academy_id, course_id, person_id) values ($1, $2, $3)",
            &db::args![academy, course[place], person],
        )
        .await;
    }
    site.run(
        "insert into section (academy_id, course_id, position, title, summary) values ($1, $2, 1, '', '')",
        &db::args![academy, course[0]],
    )
    .await;
    for title in ["a", "b"] {
        let sql = "insert into activity (academy_id, course_id, section_id, position, kind, title, hidden)
                   select $1, $2, max(id), $4, 'page', $3, false from section";
        site.run(sql, &db::args![academy, course[0], title, i64::from(title == "b")]).await;
    }
    let finished = "insert into completed (academy_id, course_id, activity_id, person_id, done_on)
                    select $1, $2, id, $3, $4 from activity where title = $5";
    for (person, day, title) in [(kept.id, "2026-11-20", "a"), (gone.id, "2026-11-10", "a"), (gone.id, "2026-11-12", "b")] {
        site.run(finished, &db::args![academy, course[0], person, day, title]).await;
    }
    // Both answered one sondage, and the one who goes another one.
    site.run(
        "insert into activity_choice (activity_id, academy_id, body, format, source, several, fixed, results)
              select id, academy_id, '', 'html', '', false, false, 'never' from activity",
        &[],
    )
    .await;
    site.run("insert into choice_option (academy_id, activity_id, position, words) select academy_id, id, 1, title from activity", &[])
        .await;
    for (person, title) in [(kept.id, "a"), (gone.id, "a"), (gone.id, "b")] {
        let ballot =
            "insert into choice_ballot (academy_id, activity_id, person_id) select academy_id, id, $1 from activity where title = $2";
        site.run(ballot, &db::args![person, title]).await;
    }
    let picks = "insert into choice_pick (academy_id, ballot_id, option_id)
                 select b.academy_id, b.id, o.id from choice_ballot b join choice_option o on o.activity_id = b.activity_id";
    site.run(picks, &[]).await;
    site.run("insert into my_choice (person_id, filter, display) values ($1, 'all', 'list')", &db::args![gone.id]).await;
    site.run("insert into picture (person_id, name, created_at) values ($1, 'ab', 0)", &db::args![gone.id]).await;
    site.run("update person set picture_id = (select max(id) from picture), city = 'Vesoul' where id = $1", &db::args![gone.id]).await;
    site.run(
        "insert into news_subscription (academy_id, person_id, audiences, told_until) values ($1, $2, 'heads', 0)",
        &db::args![academy, gone.id],
    )
    .await;
    site.run("insert into event (actor_id, person_id, kind, detail, happened_at) values ($1, $1, 'x', '{}', 0)", &db::args![gone.id]).await;
    let brought = "insert into stored_file (academy_id, person_id, hash, name, folded, media_type, bytes, created_at) values ($1, $2, 'ab', 'a.pdf', '', 'x', 1, 0)";
    site.run(brought, &db::args![academy, gone.id]).await;
    site.run("insert into course_group (academy_id, course_id, name) values ($1, $2, 'A')", &db::args![academy, course[0]]).await;
    let member = "insert into group_member (academy_id, group_id, enrolment_id)
                  select $1, (select max(id) from course_group), e.id from enrolment e where e.person_id = $2 and e.course_id = $3";
    site.run(member, &db::args![academy, gone.id, course[0]]).await;
    in_forums(&site, academy, &kept, &gone).await;
    site.suspend_membership(BESANCON, GONE).await;
    site.run("update membership set state = 'active' where person_id = $1", &db::args![gone.id]).await;
    let _session = try_to_sign_in(&site, GONE, GOOD).await;
    // Something asked of a third account too, by the one that goes.
    let links = "insert into link (academy_id, person_id, purpose, public_id, nonce, token_hash, state, created_at) values ($1, $2, 'merge', $3, $4, $5, 'alive', 0)";
    for name in ["a", "b"] {
        site.run(links, &db::args![academy, gone.id, name, name.as_bytes(), name.as_bytes()]).await;
    }
    let asked = "insert into account_merge (academy_id, kept_id, gone_id, kept_as, gone_as, kept_link_id, gone_link_id, asked_by, created_at)
                 select $1, $2, $3, 'x', 'y', (select id from link where public_id = 'a'), (select id from link where public_id = 'b'), $2, 0";
    site.run(asked, &db::args![academy, waiting.id, gone.id]).await;

    let reader = magistere::app::Reader { person_id: gone.id, address: GONE };
    let old_letter = magistere::news::subscription::Holder::of(reader).seal(&site.app.secrets, academy).unwrap();
    ask(&site, &mut browser, KEPT, GONE).await;
    opened(&site, KEPT).await.press("Accepter de les réunir").await;
    // Every table that can name a person does by now, but for what keeps accounts from being joined.
    let columns = columns_of_people();
    let named = |columns: Vec<(&'static str, &'static str)>| {
        let site = &site;
        async move {
            let mut named = BTreeSet::new();
            for (table, column) in columns {
                let sql = format!("select count(*) from {table} where {column} = {}", gone.id);
                if site.number(&sql).await > 0 {
                    named.insert((table, column));
                }
            }
            named
        }
    };
    let before = named(columns.clone()).await;
    let never = [("role_grant", "person_id"), ("second_factor", "person_id"), ("recovery_code", "person_id")];
    let unseen = [("account_merge", "kept_id"), ("account_merge", "asked_by")];
    let missing: Vec<_> = columns.iter().filter(|one| !before.contains(one) && !never.contains(one) && !unseen.contains(one)).collect();
    assert!(missing.is_empty(), "give the one who goes a row in {missing:?}");
    opened(&site, GONE).await.press("Accepter de les réunir").await;
    assert_eq!(named(columns).await, BTreeSet::new());

    let count = |sql: &'static str| site.number(sql);
    assert_eq!(count("select count(*) from enrolment").await, 3, "hers in two courses, and whoever waited");
    assert_eq!(site.mails_to("attend@example.org").await, 1, "a place became free");
    assert!(site.last_mail_to("attend@example.org").await.subject.contains("une place s’est libérée"));
    assert_eq!(count("select count(*) from group_member").await, 1);
    assert_eq!(count("select count(*) from waiting_list").await, 2);
    assert_eq!(count("select count(*) from favourite").await, 2);
    assert_eq!(count("select count(*) from course_use where rank = 7").await, 1);
    assert_eq!(count("select count(*) from person where city = 'Vesoul' and picture_id is not null").await, 1);
    assert_eq!(count("select count(*) from completed").await, 2);
    assert_eq!(count("select count(*) from completed where done_on = '2026-11-10'").await, 1, "the first of two days");
    assert_eq!((count("select count(*) from choice_ballot").await, count("select count(*) from choice_pick").await), (2, 2));
    assert_eq!(count("select count(*) from news_subscription").await, 1);
    let hers = format!("select count(*) from forum_post where person_id = {0} and private_to = {0}", kept.id);
    assert_eq!(site.number(&hers).await, 1);
    assert_eq!(count("select max(post_id) + 1000 * count(*) from forum_read").await, 1_009, "the further of two places");
    assert_eq!(count("select count(*) from forum_choice where mail = 'none'").await, 1, "hers");
    assert_eq!(count("select count(*) from forum_digest").await, 1);
    assert_eq!(count("select count(*) from forum_draft").await, 1);
    assert_eq!(count("select count(*) from own_file").await, 1, "that of the draft that is left");
    // A letter that went to the other address still ends it.
    post(&mut site.browser(), &format!("/ac-besancon/unsubscribe/{old_letter}"), &[]).await;
    assert_eq!(count("select count(*) from news_subscription").await, 0);
    assert_eq!(count("select count(*) from person_address where main").await, people(&site).await);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_mailed_without_end() {
    let site = Site::start().await;
    let mut browser = manager(&site).await;
    both_active(&site).await;
    for round in 0..5 {
        ask(&site, &mut browser, KEPT, GONE).await;
        assert_eq!(browser.status, if round < 3 { 303 } else { 409 }, "{round}");
        assert!(site.mail().await.len() <= 6);
        let request = site.number("select coalesce(max(id), 0) from account_merge").await.to_string();
        let at = format!("/ac-besancon/manage/people/{}/merge/cancel", id_of(&site, BESANCON, KEPT).await);
        post(&mut browser, &at, &[("request", &request)]).await;
    }
    assert_eq!((site.mails_to(KEPT).await, site.mails_to(GONE).await), (3, 3));
    // What was cancelled is agreed to by nobody, and says so.
    let late = opened(&site, GONE).await;
    assert_eq!(late.status, 410);
    late.sees("Ce lien n'est plus valable");
    site.clock.advance(HOUR + MINUTE);
    site.prove_everybody().await;
    ask(&site, &mut browser, KEPT, GONE).await;
    assert_eq!(browser.status, 303);
    assert_eq!(site.mails_to(GONE).await, 4);
    // A link that a suspension ended is no reason to wait for it.
    site.suspend_membership(BESANCON, GONE).await;
    site.run("update membership set state = 'active'", &[]).await;
    site.run("update link set state = 'ended' where state = 'alive' and person_id = (select max(id) from person)", &[]).await;
    ask(&site, &mut browser, KEPT, GONE).await;
    assert_eq!(browser.status, 303, "{}", browser.text());
    assert_eq!(site.mails_to(GONE).await, 5);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_button_pressed_twice_joins_once_and_says_so_twice() {
    let site = Site::start().await;
    let mut browser = manager(&site).await;
    site.active(BESANCON, KEPT).await;
    site.invited(BESANCON, GONE).await;
    let (kept, gone) = (id_of(&site, BESANCON, KEPT).await.to_string(), id_of(&site, BESANCON, GONE).await.to_string());
    let mut other = site.browser();
    other.cookies.clone_from(&browser.cookies);
    let at = format!("/ac-besancon/manage/people/{kept}/merge");
    let fields = [("with", gone.as_str()), ("keep", kept.as_str())];
    tokio::join!(post(&mut browser, &at, &fields), post(&mut other, &at, &fields));
    let answers = [browser.status.as_u16(), other.status.as_u16()];
    assert!(answers.contains(&303) && answers.iter().all(|answer| [303, 404].contains(answer)), "{answers:?}");
    assert_eq!(people(&site).await, 2);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_short_password_does_not_come_to_a_manager() {
    let site = Site::start().await;
    let mut browser = manager(&site).await;
    site.invited(BESANCON, KEPT).await;
    site.grant(BESANCON, KEPT, "gestionnaire").await;
    site.active(BESANCON, GONE).await;
    ask(&site, &mut browser, KEPT, GONE).await;
    opened(&site, GONE).await.press("Accepter de les réunir").await;
    opened(&site, KEPT).await.press("Accepter de les réunir").await;
    assert_eq!(people(&site).await, 2);
    assert!(!is_in(&mut try_to_sign_in(&site, KEPT, GOOD).await, BESANCON).await);
    assert!(site.last_mail_to(KEPT).await.subject.contains("activez votre compte"));
    site.end().await;
}

/// What both accounts have in a forum: she who stays read less and chose otherwise.
async fn in_forums(site: &Site, academy: i64, kept: &Person, gone: &Person) {
    let activity = site.number("select max(id) from activity").await;
    let run = async |sql: &str, args: &[db::Value<'_>]| site.run(sql, args).await;
    run(
        "insert into forum_discussion (academy_id, activity_id, title, last_posted_at) values ($1, $2, 'x', 0)",
        &db::args![academy, activity],
    )
    .await;
    let discussion = site.number("select max(id) from forum_discussion").await;
    let post = "insert into forum_post (academy_id, discussion_id, person_id, private_to, body, format, source, folded, posted_at)
                values ($1, $2, $3, $3, '', 'markdown', '', '', 0)";
    run(post, &db::args![academy, discussion, gone.id]).await;
    let post_id = site.number("select max(id) from forum_post").await;
    for (person, read_to, mail) in [(kept.id, 3_i64, "none"), (gone.id, 9, "digest")] {
        for sql in [
            "insert into forum_subscription (academy_id, activity_id, person_id, wanted) select academy_id, activity_id, $2, true from forum_discussion where id = $1",
            "insert into forum_discussion_subscription (academy_id, discussion_id, person_id, wanted) select academy_id, id, $2, true from forum_discussion where id = $1",
        ] {
            run(sql, &db::args![discussion, person]).await;
        }
        let read = "insert into forum_read (academy_id, discussion_id, person_id, post_id) values ($1, $2, $3, $4)";
        run(read, &db::args![academy, discussion, person, read_to]).await;
        run("insert into forum_choice (person_id, mail, subscribes, tracks) values ($1, $2, true, true)", &db::args![person, mail]).await;
        let draft = "insert into forum_draft (academy_id, activity_id, person_id, place, title, body) values ($1, $2, $3, 'discussions/new', '', 'x')";
        run(draft, &db::args![academy, activity, person]).await;
        let file = "insert into own_file (academy_id, person_id, hash, name, media_type, bytes, held, created_at) values ($1, $2, 'x', 'x.pdf', 'x', 1, true, 0)";
        run(file, &db::args![academy, person]).await;
        let attached = "insert into forum_attachment (academy_id, draft_id, file_id) select $1, max(d.id), (select max(f.id) from own_file f) from forum_draft d";
        run(attached, &db::args![academy]).await;
        let digest = "insert into forum_digest (academy_id, person_id, post_id, queued_at) values ($1, $2, $3, 0)";
        run(digest, &db::args![academy, person, post_id]).await;
    }
}

/// Every column that names a person, as the committed schema says.
fn columns_of_people() -> Vec<(&'static str, &'static str)> {
    let mut columns = Vec::new();
    let mut table = "";
    for line in include_str!("../../migrations/schema.txt").lines() {
        match line.strip_suffix("-> person(id)") {
            _ if !line.starts_with(' ') => table = line,
            Some(column) => columns.push((table, column.trim())),
            None => {}
        }
    }
    assert!(columns.len() > 15, "{columns:?}");
    columns
}
