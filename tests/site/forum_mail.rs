//! The posts of forums by mail: to whoever wants them, as they then are, once, and ended in one click.

use jobs::mail::Sent;
use magistere::activities::forum::digest;
use reqwest::Method;

use crate::browser::folded;
use crate::forum::{HER, HIM, Scene, TRAINER, add_forum, answer, at, discussion_at, open, scene};
use crate::harness::Site;
use crate::scenes::{HOUR, MINUTE, post};

const PREFERENCES: &str = "/ac-besancon/preferences/forum";

/// Every mail so far: those that are queued go out one after the other.
async fn all(site: &Site) -> Vec<Sent> {
    site.mail().await;
    site.clock.advance(5_000_000);
    site.mail().await
}

/// Who got a mail with these words.
async fn told(site: &Site, words: &str) -> Vec<String> {
    let mut told: Vec<String> = all(site).await.into_iter().filter(|mail| mail.text.contains(words)).map(|mail| mail.recipient).collect();
    told.sort();
    told
}

/// The address in a letter that ends it, below the host.
fn end_in(text: &str) -> String {
    let address = text.split_whitespace().find(|word| word.contains("/unsubscribe/forum/")).unwrap();
    address[address.find("/ac-").unwrap()..].to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_is_told_after_ten_minutes_as_it_then_is() {
    let Scene { site, mut hers, mut his, forum, .. } = scene("start").await;
    let path = discussion_at(forum, open(&site, &mut hers, forum, "Quel terrain ?", "Un **gymnase**\n\n- sept\n- contre sept").await);
    let first = site.number("select max(id) from forum_post").await;
    let regretted = answer(&site, &mut his, &path, 0, "Je regrette déjà", &[]).await;
    site.clock.advance(9 * MINUTE);
    assert_eq!(told(&site, "gymnase").await, Vec::<String>::new(), "not yet");
    post(&mut his, &format!("{}/posts/{regretted}/delete", at(forum)), &[]).await;
    post(
        &mut hers,
        &format!("{}/posts/{first}/edit", at(forum)),
        &[("title", "Quel terrain ?"), ("body", "Un gymnase **couvert**\n\n- sept\n- contre sept"), ("seen", "0")],
    )
    .await;
    assert_eq!(hers.status, 303);
    site.clock.advance(2 * MINUTE);
    assert_eq!(told(&site, "gymnase").await, [TRAINER, HIM], "not to whoever wrote it");
    assert_eq!(told(&site, "regrette").await, Vec::<String>::new());
    let letter = site.last_mail_to(HIM).await;
    assert_eq!(folded(&letter.subject), "Quel terrain ? (Académie de Besançon)");
    assert!(
        folded(&letter.text).contains("Camille Martin a écrit dans « Quel terrain ? » (Questions, L'ultimate en cours d'EPS)"),
        "{}",
        letter.text
    );
    assert!(letter.text.contains("Un gymnase couvert\n\n- sept") && !letter.text.contains("**"), "{}", letter.text);
    assert!(letter.text.contains(&format!("http://{}{}/posts/{first}", site.address, at(forum))), "{}", letter.text);
    let raw = String::from_utf8(letter.eml.clone()).unwrap().replace("\r\n ", " ");
    assert!(
        raw.contains(&format!("List-Id: <forum-{forum}.ac-besancon.")) && raw.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"),
        "{raw}"
    );
    // The outbox holds nothing that opens anything.
    assert_eq!(site.number("select count(*) from letter where parameters like '%unsubscribe%' or parameters like '%@%'").await, 0);
    assert_eq!(site.number("select count(*) from letter").await, 2);
    site.clock.advance(HOUR);
    assert_eq!(told(&site, "gymnase").await.len(), 2, "once");
    his.visit(letter.text.split_whitespace().find(|word| word.contains("/posts/")).unwrap()).await;
    his.sees_heading("Quel terrain ?");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn each_gets_what_the_forum_and_she_herself_chose() {
    for (mode, hers_follows, expected) in [
        ("free", None, vec![]),
        ("free", Some("follow"), vec![HIM]),
        ("start", None, vec![TRAINER, HIM]),
        ("start", Some("unfollow"), vec![TRAINER]),
        ("forced", Some("unfollow"), vec![TRAINER, HIM]),
        ("nobody", Some("follow"), vec![]),
    ] {
        let Scene { site, mut hers, mut his, forum, .. } = scene(mode).await;
        if let Some(act) = hers_follows {
            post(&mut his, &format!("{}/act", at(forum)), &[("do", act)]).await;
            assert_eq!(his.status, if matches!(mode, "free" | "start") { 303 } else { 404 }, "{mode} {act}");
        }
        open(&site, &mut hers, forum, "Alpha", "Bonjour à tous").await;
        site.clock.advance(11 * MINUTE);
        assert_eq!(told(&site, "Bonjour à tous").await, expected, "{mode} {hers_follows:?}");
        site.end().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn writing_in_a_discussion_follows_it_unless_she_said_otherwise() {
    let Scene { site, mut trainer, mut hers, mut his, forum } = scene("free").await;
    let path = discussion_at(forum, open(&site, &mut hers, forum, "Alpha", "a").await);
    post(&mut his, PREFERENCES, &[("mail", "each"), ("tracks", "1")]).await;
    answer(&site, &mut his, &path, 0, "réponse de Noé", &[]).await;
    answer(&site, &mut trainer, &path, 0, "réponse d'Inès", &[]).await;
    site.clock.advance(11 * MINUTE);
    assert_eq!(told(&site, "réponse de Noé").await, [HER, TRAINER], "whoever wrote in it, before or after");
    assert_eq!(told(&site, "réponse d'Inès").await, [HER]);
    his.visit(&path).await;
    his.press("M'abonner").await;
    his.sees("Vous êtes abonné");
    hers.visit(&path).await;
    hers.press("Me désabonner").await;
    answer(&site, &mut trainer, &path, 0, "la suite", &[]).await;
    site.clock.advance(11 * MINUTE);
    assert_eq!(told(&site, "la suite").await, [HIM]);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_became_hidden_or_closed_to_her_is_not_told() {
    for spoil in [
        "update activity set hidden = true",
        "update activity set trashed_at = 1",
        "update course set hidden = true",
        "update course set stage = 'trashed'",
        "delete from enrolment where role = 'participant'",
        "update membership set state = 'suspended'",
        "update person set suspended_at = 1",
        "insert into forum_choice (person_id, mail, subscribes, tracks) select id, 'none', true, true from person",
    ] {
        let Scene { site, mut hers, forum, .. } = scene("start").await;
        open(&site, &mut hers, forum, "Alpha", "Plus pour lui").await;
        // At either moment: before it is queued, and before it is sent.
        site.run(spoil, &[]).await;
        site.clock.advance(11 * MINUTE);
        assert!(!told(&site, "Plus pour lui").await.contains(&HIM.to_owned()), "{spoil}");
        site.end().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_message_a_day_with_texts_or_titles() {
    let Scene { site, mut trainer, mut hers, mut his, forum } = scene("start").await;
    for (browser, mail) in [(&mut his, "digest"), (&mut trainer, "titles")] {
        browser.visit(PREFERENCES).await;
        post(browser, PREFERENCES, &[("mail", mail), ("subscribes", "1"), ("tracks", "1")]).await;
        browser.visit(PREFERENCES).await;
        assert!(browser.body.contains(&format!("value=\"{mail}\" checked")), "{}", browser.body);
    }
    let path = discussion_at(forum, open(&site, &mut hers, forum, "Alpha", "Premier texte").await);
    let gone = answer(&site, &mut hers, &path, 0, "Texte retiré", &[]).await;
    open(&site, &mut hers, forum, "Bravo", "Second texte").await;
    site.clock.advance(11 * MINUTE);
    assert_eq!(site.mail().await.len(), 0);
    assert_eq!(digest::tell_due(&site.app).await.unwrap(), 0, "not before six");
    post(&mut hers, &format!("{}/posts/{gone}/delete", at(forum)), &[]).await;
    site.clock.advance(9 * HOUR);
    assert_eq!(digest::tell_due(&site.app).await.unwrap(), 2);
    assert_eq!(digest::tell_due(&site.app).await.unwrap(), 0);
    site.clock.advance(MINUTE);
    let full = site.last_mail_to(HIM).await;
    assert!(folded(&full.subject).contains("les messages du jour"), "{}", full.subject);
    assert!(full.text.contains("Alpha") && full.text.contains("Premier texte") && full.text.contains("Second texte"), "{}", full.text);
    assert!(!full.text.contains("retiré"), "{}", full.text);
    let short = site.last_mail_to(TRAINER).await;
    assert!(short.text.contains("Bravo") && !short.text.contains("Second texte"), "{}", short.text);
    assert_eq!(site.mail().await.len(), 2);
    // Ended by a mail program: no more of any.
    post(&mut site.browser(), &end_in(&full.text), &[("List-Unsubscribe", "One-Click")]).await;
    assert_eq!(site.number("select count(*) from forum_choice where mail = 'none'").await, 1);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ended_from_the_letter_for_a_discussion_a_forum_or_all() {
    let Scene { site, mut hers, forum, .. } = scene("start").await;
    let path = discussion_at(forum, open(&site, &mut hers, forum, "Alpha", "un").await);
    site.clock.advance(11 * MINUTE);
    all(&site).await;
    let end = end_in(&site.last_mail_to(HIM).await.text);
    // A scanner opens it, and asks for its head: nothing changes.
    let mut anybody = site.browser();
    anybody.send(Method::HEAD, &end, None, &[]).await;
    anybody.visit(&end).await;
    anybody.sees_heading("Moins de courriels des forums");
    assert_eq!(site.number("select count(*) from forum_discussion_subscription where wanted = false").await, 0);
    // One click of a mail program, from anywhere, twice.
    for _ in 0..2 {
        let fields = vec![("List-Unsubscribe".to_owned(), "One-Click".to_owned())];
        anybody.send(Method::POST, &end, Some(fields), &[("sec-fetch-site", "cross-site")]).await;
        assert_eq!(anybody.status, 200);
    }
    answer(&site, &mut hers, &path, 0, "deux", &[]).await;
    let other = open(&site, &mut hers, forum, "Bravo", "trois").await;
    site.clock.advance(11 * MINUTE);
    assert_eq!(told(&site, "deux").await, [TRAINER]);
    assert_eq!(told(&site, "trois").await, [TRAINER, HIM]);
    anybody.visit(&end).await;
    anybody.press("Tout ce forum").await;
    anybody.sees("Vous ne recevrez plus");
    answer(&site, &mut hers, &discussion_at(forum, other), 0, "quatre", &[]).await;
    site.clock.advance(11 * MINUTE);
    assert_eq!(told(&site, "quatre").await, [TRAINER]);
    anybody.visit(&end_in(&site.last_mail_to(TRAINER).await.text)).await;
    anybody.press("Tous les forums").await;
    answer(&site, &mut hers, &path, 0, "cinq", &[]).await;
    site.clock.advance(11 * MINUTE);
    assert_eq!(told(&site, "cinq").await, Vec::<String>::new());
    // A token opens nothing else, and nothing else opens this.
    for lost in [end.replace("ac-besancon", "ac-dijon"), end.replace("/forum/", "/"), "/ac-besancon/unsubscribe/forum/AAAA".into()] {
        for method in [Method::GET, Method::POST] {
            anybody.send(method.clone(), &lost, (method == Method::POST).then(Vec::new), &[]).await;
            assert_eq!(anybody.status, 404, "{lost}");
        }
    }
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forum_that_is_not_open_to_somebody_writes_to_her_no_more_than_it_shows_her() {
    let Scene { site, mut hers, mut his, forum, .. } = scene("start").await;
    let course = "from course where number = 2636";
    site.run(&format!("insert into course_group (academy_id, course_id, name) select academy_id, id, 'A' {course}"), &[]).await;
    site.run(
        "insert into group_member (academy_id, group_id, enrolment_id)
         select e.academy_id, (select max(id) from course_group), e.id from enrolment e join person p on p.id = e.person_id where p.username = $1",
        &db::args![HER],
    )
    .await;
    site.run("update activity set group_id = (select max(id) from course_group) where id = $1", &db::args![forum]).await;
    his.visit(&at(forum)).await;
    assert_eq!(his.status, 404);
    open(&site, &mut hers, forum, "Entre nous", "Un **secret** de groupe").await;
    site.clock.advance(11 * MINUTE);
    assert_eq!(told(&site, "secret de groupe").await, [TRAINER]);
    site.run("update activity set group_id = null where id = $1", &db::args![forum]).await;
    open(&site, &mut hers, forum, "À tous", "Bonjour à tous").await;
    site.run("update activity set opens_on = '2030-01-01' where id = $1", &db::args![forum]).await;
    site.clock.advance(11 * MINUTE);
    assert_eq!(told(&site, "Bonjour à tous").await, [TRAINER], "closed before it was told");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_asks_for_nothing_on_the_page_keeps_no_letter_back() {
    let Scene { site, mut hers, mut his, forum, .. } = scene("start").await;
    let first = add_forum(&site, "Avant", "forum", "nobody").await;
    site.run("update activity set after_id = $2, completion = 'seen' where id = $1", &db::args![forum, first]).await;
    site.run("update activity set completion = 'seen' where id = $1", &db::args![first]).await;
    site.run("insert into course_group (academy_id, course_id, name) select academy_id, id, 'A' from course", &[]).await;
    // She finished it, and writes; he did not.
    site.run(
        "insert into completed (academy_id, course_id, activity_id, person_id, done_on)
         select e.academy_id, e.course_id, $1, e.person_id, '2026-11-01' from enrolment e join person p on p.id = e.person_id where p.username = $2",
        &db::args![first, HER],
    )
    .await;
    for (number, (change, back, opens)) in [
        ("update activity set hidden = false where id = $1", "update activity set hidden = false where id = $1", false),
        ("update activity set hidden = true where id = $1", "update activity set hidden = false where id = $1", true),
        ("update activity set completion = 'none' where id = $1", "update activity set completion = 'seen' where id = $1", true),
        ("update activity set trashed_at = 1 where id = $1", "update activity set trashed_at = null where id = $1", true),
        ("update activity set closes_on = '2020-01-01' where id = $1", "update activity set closes_on = null where id = $1", true),
        (
            "update activity set group_id = (select max(id) from course_group) where id = $1",
            "update activity set group_id = null where id = $1",
            true,
        ),
    ]
    .into_iter()
    .enumerate()
    {
        site.run(change, &db::args![first]).await;
        let words = format!("Message numéro {number}.");
        // What the page says is what the letter does.
        his.visit(&at(forum)).await;
        assert_eq!(!his.text().contains("Après « Avant »"), opens, "{change}: {}", his.text());
        open(&site, &mut hers, forum, "Alpha", &words).await;
        site.clock.advance(11 * MINUTE);
        let expected = if opens { vec![TRAINER, HIM] } else { vec![TRAINER] };
        assert_eq!(told(&site, &words).await, expected, "{change}");
        site.run(back, &db::args![first]).await;
    }
    site.end().await;
}
