//! Two accounts of one person become one: when nobody need be asked, when both must agree, and when it may not be.

use std::collections::BTreeSet;

use magistere::access::CourseRole;
use magistere::people::Person;
use reqwest::Method;

use crate::browser::{Browser, folded};
use crate::harness::{GOOD, Site, link_in};
use crate::scenes::{BESANCON, DIJON, HOUR, MANAGER, MINUTE, is_in, location, manager, post, try_to_sign_in};

const KEPT: &str = "camille.martin@example.org";
const GONE: &str = "c.martin@example.org";

async fn id_of(site: &Site, slug: &str, address: &str) -> i64 {
    let sql = "select m.id from membership m join person_address p on p.person_id = m.person_id join academy a on a.id = m.academy_id
                where p.folded = $1 and a.slug = $2";
    let (id,): (i64,) = site.app.db.one(sql, &db::args![address, slug]).await.unwrap();
    id
}

/// As a manager's form asks it: `gone` shall join `kept`.
async fn ask(site: &Site, browser: &mut Browser, kept: &str, gone: &str) {
    let (kept, gone) = (id_of(site, BESANCON, kept).await.to_string(), id_of(site, BESANCON, gone).await.to_string());
    post(browser, &format!("/ac-besancon/manage/people/{gone}/merge"), &[("with", &kept), ("keep", &kept)]).await;
}

/// A browser in which the link mailed to this address was opened.
async fn opened(site: &Site, address: &str) -> Browser {
    let mut browser = site.browser();
    browser.visit(&link_in(&site.last_mail_to(address).await.text)).await;
    browser
}

async fn people(site: &Site) -> i64 {
    site.number("select count(*) from person").await
}

async fn both_active(site: &Site) -> (Person, Person) {
    (site.active(BESANCON, KEPT).await, site.active(BESANCON, GONE).await)
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_that_was_never_used_joins_at_once() {
    let site = Site::start().await;
    let mut browser = manager(&site).await;
    let kept = site.active(BESANCON, KEPT).await;
    let gone = site.invited(BESANCON, GONE).await;
    for (number, role) in [(2636, CourseRole::Tuteur), (2637, CourseRole::Participant)] {
        site.session(BESANCON, number, &format!("Session {number}")).await;
        site.enrol(BESANCON, number, &gone, role).await;
    }
    site.enrol(BESANCON, 2636, &kept, CourseRole::Participant).await;
    site.invite(BESANCON, &gone, "/ac-besancon/courses/2637").await;

    browser.visit(&format!("/ac-besancon/manage/people/{}", id_of(&site, BESANCON, GONE).await)).await;
    browser.click("Chercher l'autre compte").await;
    browser.visit(&format!("{}?q=camille", browser.address)).await;
    browser.click("Dominique Essai").await;
    browser.sees("Quel compte reste ?").sees(KEPT).sees(GONE);
    let keep = id_of(&site, BESANCON, KEPT).await.to_string();
    let (_, action, mut fields) = browser.form_of("Réunir ces deux comptes");
    fields.iter_mut().filter(|(name, _)| name == "keep").for_each(|(_, value)| value.clone_from(&keep));
    browser.send(Method::POST, &action, Some(fields), &[]).await;
    browser.visit(&location(&browser)).await;
    browser.sees("les deux comptes n'en font plus qu'un").sees("Session 2636").sees("Session 2637");

    assert_eq!(people(&site).await, 2, "the manager and she");
    let letter = site.last_mail_to(KEPT).await;
    assert_eq!(folded(&letter.subject), "Académie de Besançon : vos comptes sont réunis");
    assert!(letter.text.contains(GONE), "{}", letter.text);
    assert_eq!(site.number("select count(*) from enrolment where role = 'tuteur'").await, 1, "the stronger role");
    assert_eq!(site.number("select count(*) from event where kind = 'person.merged'").await, 1);
    // Either address, one password; the invitation that was under way opens nothing.
    for name in [KEPT, GONE] {
        assert!(is_in(&mut try_to_sign_in(&site, name, GOOD).await, BESANCON).await, "{name}");
    }
    assert_eq!(site.number("select count(*) from link where state = 'alive'").await, 0);
    assert_eq!(site.number("select count(*) from letter where state = 'queued'").await, 0);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn both_agree_by_their_own_mail() {
    let site = Site::start().await;
    let mut browser = manager(&site).await;
    let (_, gone) = both_active(&site).await;
    site.session(BESANCON, 2636, "Session Essai").await;
    site.enrol(BESANCON, 2636, &gone, CourseRole::Participant).await;
    let mut inside = try_to_sign_in(&site, GONE, GOOD).await;
    ask(&site, &mut browser, KEPT, GONE).await;
    browser.visit(&location(&browser)).await;
    browser.sees("Les deux comptes reçoivent un message").sees("il manque au moins une réponse");
    // Pressed twice: asked once.
    ask(&site, &mut browser, KEPT, GONE).await;
    for address in [KEPT, GONE] {
        assert_eq!(site.mails_to(address).await, 1, "{address}");
        let letter = site.last_mail_to(address).await;
        assert_eq!(folded(&letter.subject), "Académie de Besançon : réunir vos deux comptes");
        assert!(letter.text.contains(KEPT) && letter.text.contains(GONE), "{}", letter.text);
    }
    // A scanner opens both: nothing changes.
    for address in [KEPT, GONE] {
        opened(&site, address).await.sees_heading("Réunir vos deux comptes");
    }
    assert_eq!(people(&site).await, 3);

    let mut first = opened(&site, GONE).await;
    let page = first.address.clone();
    assert!(!page.contains("token"), "{page}");
    first.press("Accepter de les réunir").await;
    first.sees_heading("Merci, c'est noté");
    assert_eq!(people(&site).await, 3);
    first.visit(&page).await;
    assert_eq!(first.status, 410, "used");
    let mut second = opened(&site, KEPT).await;
    second.press("Accepter de les réunir").await;
    second.sees_heading("Vos comptes sont réunis");
    assert_eq!(people(&site).await, 2);

    assert!(!is_in(&mut inside, BESANCON).await, "the session of the one that went is over");
    assert!(is_in(&mut try_to_sign_in(&site, GONE, GOOD).await, BESANCON).await);
    let mut hers = try_to_sign_in(&site, KEPT, GOOD).await;
    hers.visit("/ac-besancon/my").await;
    hers.sees("Session Essai");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn at_the_same_moment_they_still_become_one_once() {
    let site = Site::start().await;
    let mut browser = manager(&site).await;
    both_active(&site).await;
    ask(&site, &mut browser, KEPT, GONE).await;
    let (mut one, mut other) = (opened(&site, KEPT).await, opened(&site, GONE).await);
    let (at_one, at_other) = (one.address.clone(), other.address.clone());
    tokio::join!(post(&mut one, &at_one, &[]), post(&mut other, &at_other, &[]));
    let ends = [location(&one), location(&other)];
    assert_eq!(ends.iter().filter(|end| *end == "/ac-besancon/confirm-merge/done").count(), 1, "{ends:?}");
    assert_eq!(people(&site).await, 2);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_dies_with_time_with_the_request_and_away_from_home() {
    let site = Site::start().await;
    let mut browser = manager(&site).await;
    both_active(&site).await;
    ask(&site, &mut browser, KEPT, GONE).await;
    let mut hers = opened(&site, KEPT).await;
    let page = hers.address.clone();
    let link = link_in(&site.last_mail_to(GONE).await.text);
    // Elsewhere: another académie, another browser, another kind of page.
    let mut other = site.browser();
    other.visit(&link.replace("/ac-besancon/", "/ac-dijon/")).await;
    assert_eq!(other.status, 410);
    other.visit(&link.replace("/confirm-merge", "/confirm-address")).await;
    assert_eq!(other.status, 410);
    other.visit(&link.replace("/confirm-merge", "/activate")).await;
    assert_eq!(other.status, 410);
    post(&mut other, &page, &[]).await;
    assert_eq!(other.status, 410);
    other.sees("Ce navigateur ne connaît plus ce lien");
    // Taken back.
    let id = id_of(&site, BESANCON, KEPT).await;
    browser.visit(&format!("/ac-besancon/manage/people/{id}")).await;
    browser.press("Annuler cette demande").await;
    browser.sees("La demande est annulée").does_not_see("il manque au moins une réponse");
    post(&mut hers, &page, &[]).await;
    assert_eq!(hers.status, 410);
    // Asked once more, and too late.
    ask(&site, &mut browser, KEPT, GONE).await;
    let link = link_in(&site.last_mail_to(GONE).await.text);
    site.clock.advance(7 * 24 * HOUR + MINUTE);
    let mut late = site.browser();
    late.visit(&link).await;
    assert_eq!(late.status, 410);
    assert_eq!(people(&site).await, 3);
    site.clock.advance(3 * 24 * HOUR);
    magistere::merging::request::purge(&site.app.db, site.clock.now()).await.unwrap();
    assert_eq!(site.number("select count(*) from account_merge").await, 0);
    site.end().await;
}

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
    site.run("insert into my_choice (person_id, filter, display) values ($1, 'all', 'list')", &db::args![gone.id]).await;
    site.run("insert into picture (person_id, name, created_at) values ($1, 'ab', 0)", &db::args![gone.id]).await;
    site.run("update person set picture_id = (select max(id) from picture), city = 'Vesoul' where id = $1", &db::args![gone.id]).await;
    site.run(
        "insert into news_subscription (academy_id, person_id, audiences, told_until) values ($1, $2, 'heads', 0)",
        &db::args![academy, gone.id],
    )
    .await;
    site.run("insert into event (actor_id, person_id, kind, detail, happened_at) values ($1, $1, 'x', '{}', 0)", &db::args![gone.id]).await;
    site.run("insert into course_group (academy_id, course_id, name) values ($1, $2, 'A')", &db::args![academy, course[0]]).await;
    let member = "insert into group_member (academy_id, group_id, enrolment_id)
                  select $1, (select max(id) from course_group), e.id from enrolment e where e.person_id = $2 and e.course_id = $3";
    site.run(member, &db::args![academy, gone.id, course[0]]).await;
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
    assert_eq!(count("select count(*) from news_subscription").await, 1);
    assert_eq!(count("select count(*) from person_address where main").await, people(&site).await);
    site.end().await;
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
