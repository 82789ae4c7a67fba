//! Forums: what is for some people only, who reads nothing, what is harmless, and what a page costs.

use magistere::access::CourseRole;
use reqwest::Method;

use crate::browser::Browser;
use crate::forum::{COURSE, HER, Scene, add_forum, answer, at, discussion_at, member, open, scene};
use crate::harness::GOOD;
use crate::scenes::{BESANCON, DIJON, HOUR, MINUTE, manager, post};

const SECRET: &str = "Pistache confidentielle";

#[tokio::test(flavor = "multi_thread")]
async fn a_private_answer_is_for_its_author_and_those_who_teach_only() {
    let Scene { site, mut trainer, mut hers, mut his, forum } = scene("start").await;
    let mut tutor = member(&site, "tuteur@example.org", ("Léa", "Roy"), CourseRole::Tuteur).await;
    let discussion = open(&site, &mut hers, forum, "Ma question", "Je n'y arrive pas").await;
    let first = site.number("select max(id) from forum_post").await;
    let path = discussion_at(forum, discussion);
    // Participants answer everybody, whatever they send.
    let public = answer(&site, &mut his, &path, first, "Courage", &[("private", "1")]).await;
    assert_eq!(site.number("select count(*) from forum_post where private_to is not null").await, 0);
    for browser in [&mut hers, &mut his] {
        post(browser, &format!("{}/act", at(forum)), &[("do", "read")]).await;
    }
    trainer.visit(&format!("{path}/reply?to={first}")).await;
    trainer.fill("Votre message", SECRET).fill("Réponse privée", "on").press("Publier").await;
    trainer.sees("visible de Camille Martin et de l'équipe").sees(SECRET);
    let private = site.number("select max(id) from forum_post").await;
    let seen_by = |browser: &mut Browser| {
        let mut browser = std::mem::replace(browser, site.browser());
        let pages = [
            path.clone(),
            at(forum),
            format!("{}/search?q=PISTACHE", at(forum)),
            format!("{}/posts/{private}", at(forum)),
            COURSE.to_owned(),
        ];
        async move {
            let mut seen = Vec::new();
            for page in pages {
                browser.visit(&page).await;
                let text = browser.text();
                seen.push(text.contains("Pistache") || text.contains("1 nouveau message") || text.contains("1 message non lu"));
            }
            (seen, browser)
        }
    };
    let (hers_sees, mut hers) = seen_by(&mut hers).await;
    assert_eq!(hers_sees, [true; 5], "she sees it on every page");
    let (tutor_sees, tutor_again) = seen_by(&mut tutor).await;
    assert!(tutor_sees[0] && tutor_sees[2] && tutor_sees[3]);
    tutor = tutor_again;
    let (his_sees, mut his) = seen_by(&mut his).await;
    assert_eq!(his_sees, [false; 5], "nobody else does");
    // Nor by a count, the last post, its own address or an answer to it.
    his.visit(&at(forum)).await;
    his.sees("1 réponse").sees("Dernier message : Noé Tissot");
    for path in
        [format!("{path}/reply?to={private}"), format!("{}/posts/{private}/edit", at(forum)), format!("{}/posts/{private}", at(forum))]
    {
        his.send(Method::GET, &path, None, &[]).await;
        assert_eq!(his.status, 404, "{path}");
    }
    post(&mut his, &format!("{path}/reply"), &[("body", "Je devine"), ("to", &private.to_string())]).await;
    assert_eq!(his.status, 404);
    // What answers it is for the same people.
    let hers_back = answer(&site, &mut hers, &path, private, "Merci, Pistache", &[]).await;
    his.visit(&format!("{}/search?q=pistache", at(forum))).await;
    his.sees("Aucun message ne contient");
    tutor.visit(&format!("{}/posts/{hers_back}", at(forum))).await;
    tutor.sees("Merci, Pistache");
    // Mail keeps to it.
    site.clock.advance(11 * MINUTE);
    site.mail().await;
    site.clock.advance(MINUTE);
    let mails = site.mail().await;
    let told: Vec<&str> = mails.iter().filter(|mail| mail.text.contains("Pistache")).map(|mail| mail.recipient.as_str()).collect();
    assert!(told.contains(&HER) && told.contains(&"tuteur@example.org"), "{told:?}");
    assert!(!told.contains(&crate::forum::HIM), "{told:?}");
    // Deleting what was answered in private only leaves nothing for the others to see.
    post(&mut trainer, &format!("{}/posts/{public}/delete", at(forum)), &[]).await;
    post(&mut trainer, &format!("{}/posts/{first}/delete", at(forum)), &[]).await;
    his.visit(&at(forum)).await;
    his.does_not_see("Ma question");
    his.send(Method::GET, &path, None, &[]).await;
    assert_eq!(his.status, 404);
    hers.visit(&path).await;
    hers.sees("Message supprimé").sees(SECRET);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn hidden_thrown_away_foreign_and_other_kinds_are_nowhere() {
    let Scene { site, mut trainer, mut hers, forum, .. } = scene("free").await;
    let discussion = open(&site, &mut hers, forum, "Alpha", "a").await;
    let first = site.number("select max(id) from forum_post").await;
    let other = add_forum(&site, "Autre", "forum", "free").await;
    let pages = |forum: i64| {
        let at = at(forum);
        [
            at.clone(),
            format!("{at}/search?q=a"),
            format!("{at}/act"),
            format!("{at}/discussions/new"),
            format!("{at}/discussions/{discussion}"),
            format!("{at}/discussions/{discussion}/reply"),
            format!("{at}/discussions/{discussion}/act"),
            format!("{at}/posts/{first}"),
            format!("{at}/posts/{first}/edit"),
            format!("{at}/posts/{first}/delete"),
        ]
    };
    let old = [format!("/ac-besancon/mod/forum/discuss.php?d={discussion}"), format!("/ac-besancon/mod/forum/view.php?id={forum}")];
    site.run("update activity set hidden = true where id = $1", &db::args![forum]).await;
    for page in pages(forum).iter().chain(&old) {
        hers.send(Method::GET, page, None, &[]).await;
        assert_eq!(hers.status, 404, "hidden {page}");
        trainer.send(Method::GET, page, None, &[]).await;
        assert!(matches!(trainer.status.as_u16(), 200 | 303), "{page}");
    }
    // Another forum of the course knows nothing of what is in a hidden one.
    for path in [format!("discussions/{discussion}"), format!("posts/{first}")] {
        hers.send(Method::GET, &format!("{}/{path}", at(other)), None, &[]).await;
        assert_eq!(hers.status, 404, "{path}");
    }
    for path in [
        "discussions/new".to_owned(),
        format!("discussions/{discussion}/reply"),
        format!("discussions/{discussion}/read?post=9"),
        "act".into(),
    ] {
        post(&mut hers, &format!("{}/{path}", at(forum)), &[("title", "x"), ("body", "x"), ("do", "read")]).await;
        assert_eq!(hers.status, 404, "{path}");
    }
    site.run("update activity set hidden = false, trashed_at = 1 where id = $1", &db::args![forum]).await;
    for page in pages(forum).iter().chain(&old) {
        trainer.send(Method::GET, page, None, &[]).await;
        assert_eq!(trainer.status, 404, "thrown away {page}");
    }
    site.run("update activity set trashed_at = null, kind = 'page' where id = $1", &db::args![forum]).await;
    for page in pages(forum).iter().skip(1) {
        trainer.send(Method::GET, page, None, &[]).await;
        assert_eq!(trainer.status, 404, "a page {page}");
    }
    site.run("update activity set kind = 'forum' where id = $1", &db::args![forum]).await;
    let foreign = site.active(DIJON, "dijon@example.org").await;
    let mut stranger = site.browser();
    stranger.sign_in(DIJON, "dijon@example.org", GOOD).await;
    site.session(DIJON, 2636, "Ailleurs").await;
    site.enrol(DIJON, 2636, &foreign, CourseRole::Formateur).await;
    for page in pages(forum) {
        stranger.send(Method::GET, &page.replace(BESANCON, DIJON), None, &[]).await;
        assert_eq!(stranger.status, 404, "{page}");
        stranger.visit(&page).await;
        stranger.does_not_see("Alpha");
    }
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_closed_course_is_read_only() {
    let Scene { site, mut trainer, mut hers, forum, .. } = scene("free").await;
    let path = discussion_at(forum, open(&site, &mut hers, forum, "Alpha", "a").await);
    let first = site.number("select max(id) from forum_post").await;
    site.run("update course set stage = 'archived'", &[]).await;
    hers.visit(&at(forum)).await;
    hers.sees("Alpha").sees("ce forum se lit encore").does_not_see("Ouvrir une discussion");
    hers.visit(&path).await;
    hers.sees("on peut le lire, on n'y répond plus").does_not_see("Publier");
    for browser in [&mut hers, &mut trainer] {
        for form in [
            format!("{path}/reply"),
            format!("{}/discussions/new", at(forum)),
            format!("{}/posts/{first}/edit", at(forum)),
            format!("{}/posts/{first}/delete", at(forum)),
            format!("{path}/move"),
        ] {
            post(browser, &form, &[("title", "x"), ("body", "x"), ("seen", "0")]).await;
            assert_eq!(browser.status, 409, "{form}");
        }
    }
    post(&mut trainer, &format!("{path}/act"), &[("do", "lock")]).await;
    assert_eq!(trainer.status, 409);
    assert_eq!(site.number("select count(*) from forum_post").await, 1);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_hostile_is_shown_as_words_everywhere() {
    let Scene { site, mut hers, mut his, forum, .. } = scene("start").await;
    let title = "<script>alert(1)</script> \"titre\"";
    let body = "<script>alert(2)</script><img src=x onerror=alert(3)> [x](javascript:alert(4)) <b onclick=alert(5)>gras</b>";
    let path = discussion_at(forum, open(&site, &mut hers, forum, title, body).await);
    post(&mut hers, &format!("{path}/reply"), &[("body", &format!("<p>{body}</p>")), ("format", "html")]).await;
    assert_eq!(hers.status, 303);
    for page in [
        at(forum),
        path.clone(),
        format!("{}/search?q=gras", at(forum)),
        format!("{path}/reply"),
        format!("{}/search?q=<script>alert(6)</script>", at(forum)),
    ] {
        his.visit(&page).await;
        for harm in ["<script>alert", "onerror", "href=\"javascript", "onclick", "<img"] {
            assert!(!his.body.contains(harm), "{harm} on {page}");
        }
    }
    // Too long, too deep, empty: a sentence, and the text is there.
    for (body, sentence) in
        [("é".repeat(30_001), "trop long"), (">".repeat(3_000) + " x", "50 niveaux"), (" \u{200b} ".into(), "Écrivez votre message")]
    {
        post(&mut his, &format!("{path}/reply"), &[("body", &body)]).await;
        assert_eq!(his.status, 422);
        his.sees(sentence);
    }
    post(&mut his, &format!("{path}/reply"), &[("body", &"é".repeat(30_000))]).await;
    assert_eq!(his.status, 303);
    for path in ["search?q=%25&page=0", "search?q=a&page=x", "discussions/0", "discussions/x", "posts/-1", "discussions/1?page=9"] {
        his.send(Method::GET, &format!("{}/{path}", at(forum)), None, &[]).await;
        assert_eq!(his.status, 404, "{path}");
    }
    site.clock.advance(11 * MINUTE);
    let mail = site.mail().await.into_iter().find(|mail| mail.text.contains("gras")).unwrap();
    let raw = String::from_utf8_lossy(&mail.eml).replace("=\r\n", "");
    let (_, html) = raw.split_once("Content-Type: text/html").unwrap();
    assert!(html.contains("gras") && !html.contains("<script") && !html.contains("<img"), "{html}");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_search_forgives_accents_and_finds_titles() {
    let Scene { site, mut hers, mut his, forum, .. } = scene("free").await;
    let other = add_forum(&site, "Autre", "forum", "free").await;
    open(&site, &mut hers, forum, "Évaluer l'élève", "Grille à 50% commune").await;
    open(&site, &mut hers, other, "Élève d'ailleurs", "b").await;
    for (words, found) in
        [("eleve evaluer", true), ("ÉLÈVE grille", true), ("50%", true), ("5_%", false), ("ailleurs", false), ("grille absente", false)]
    {
        let query = url::form_urlencoded::byte_serialize(words.as_bytes()).collect::<String>();
        his.visit(&format!("{}/search?q={query}", at(forum))).await;
        assert_eq!(his.text().contains("Évaluer l'élève"), found, "{words}");
    }
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_last_post_read_is_kept_and_only_if_she_likes() {
    let Scene { site, mut trainer, mut hers, mut his, forum } = scene("free").await;
    let path = discussion_at(forum, open(&site, &mut hers, forum, "Alpha", "a").await);
    let first = site.number("select max(id) from forum_post").await;
    let second = answer(&site, &mut hers, &path, 0, "b", &[]).await;
    site.run("delete from forum_read", &[]).await;
    // Looking changes nothing; the script says what was shown, never more than there is.
    his.visit(&path).await;
    assert_eq!(site.number("select count(*) from forum_read").await, 0);
    assert!(his.body.contains(&format!("{path}/read?post={second}")));
    for (post_id, kept) in [(first, first), (second, second), (first, second), (999_999, second)] {
        post(&mut his, &format!("{path}/read?post={post_id}"), &[]).await;
        assert_eq!(his.status, 204);
        assert_eq!(site.number("select post_id from forum_read").await, kept);
    }
    his.visit(&path).await;
    assert!(!his.body.contains("/read?post="), "nothing more to say");
    let third = answer(&site, &mut trainer, &path, 0, "c", &[]).await;
    his.visit(&format!("{path}?new=1")).await;
    assert_eq!(his.address, format!("{path}#post-{third}"));
    his.sees("Nouveau");
    // She would rather not.
    his.visit("/ac-besancon/user/forum.php").await;
    his.sees_heading("Préférences de forum");
    let fields = [("mail", "each"), ("subscribes", "1")];
    post(&mut his, "/ac-besancon/preferences/forum", &fields).await;
    assert_eq!(site.number("select count(*) from forum_read r join person p on p.id = r.person_id where p.first_name = 'Noé'").await, 0);
    his.visit(COURSE).await;
    his.does_not_see("non lu");
    his.visit(&path).await;
    his.does_not_see("Nouveau");
    post(&mut his, &format!("{path}/read?post={third}"), &[]).await;
    post(&mut his, &format!("{}/act", at(forum)), &[("do", "read")]).await;
    assert_eq!(his.status, 404);
    answer(&site, &mut his, &path, 0, "d", &[]).await;
    assert_eq!(site.number("select count(*) from forum_read r join person p on p.id = r.person_id where p.first_name = 'Noé'").await, 0);
    // Who only manages leaves no trace.
    let mut manages = manager(&site).await;
    post(&mut manages, &format!("{path}/read?post={third}"), &[]).await;
    assert_eq!(manages.status, 204);
    assert_eq!(site.number("select count(*) from forum_read").await, 1, "hers who wrote: the trainer's");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn writing_finishes_it_where_its_author_says_so() {
    let Scene { site, mut hers, mut his, forum, .. } = scene("free").await;
    site.run("update activity set completion = 'deed' where id = $1", &db::args![forum]).await;
    post(&mut hers, &format!("{}/seen", at(forum)), &[]).await;
    assert_eq!(site.number("select count(*) from completed").await, 0);
    let path = discussion_at(forum, open(&site, &mut hers, forum, "Alpha", "a").await);
    assert_eq!(site.number("select count(*) from completed where done_on = '2026-11-24'").await, 1);
    answer(&site, &mut his, &path, 0, "b", &[]).await;
    assert_eq!(site.number("select count(*) from completed").await, 2);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_discussion_costs_few_statements() {
    let Scene { site, mut hers, mut his, forum, .. } = scene("free").await;
    let path = discussion_at(forum, open(&site, &mut hers, forum, "Alpha", "Un **premier** message").await);
    let academy = site.academy(BESANCON).await.id;
    let sql = "insert into forum_post (academy_id, discussion_id, parent_id, person_id, body, format, source, folded, posted_at)
               select $1, d.id, d.first_post_id, p.id, '<p>Une réponse de quelques mots, comme on en écrit.</p>', 'markdown', 'x', 'x', $2
                 from forum_discussion d cross join person p where p.first_name = 'Noé'";
    for n in 0..80 {
        site.run(sql, &db::args![academy, site.clock.now() + n]).await;
    }
    for title in 0..40 {
        open(&site, &mut hers, forum, &format!("Discussion {title}"), "a").await;
    }
    for (page, most) in [(path.clone(), 12), (at(forum), 12), (COURSE.to_owned(), 12), (format!("{}/search?q=message", at(forum)), 12)] {
        let (statements, ()) = site
            .statements(async {
                his.send(Method::GET, &page, None, &[]).await;
            })
            .await;
        assert!(statements <= most, "{statements} statements for {page}");
        assert!(his.body.len() <= 60_000, "{} bytes for {page}", his.body.len());
    }
    his.visit(&path).await;
    assert_eq!(his.body.matches("class=\"post\"").count(), 50);
    his.click("Suivant").await;
    assert_eq!(his.body.matches("class=\"post\"").count(), 31);
    his.visit(&at(forum)).await;
    assert_eq!(his.body.matches("<h3 lang=\"fr\">").count(), 25);
    let last = site.number("select max(id) from forum_post where discussion_id = (select min(id) from forum_discussion)").await;
    site.clock.advance(HOUR);
    his.visit(&format!("{}/posts/{last}", at(forum))).await;
    assert_eq!(his.address, format!("{path}?page=2#post-{last}"));
    // What is answered on this page, and on the one before.
    let first = site.number("select min(id) from forum_post").await;
    for to in [first, last] {
        answer(&site, &mut hers, &path, to, "Réponse", &[]).await;
    }
    let (statements, _) = site.statements(his.visit(&format!("{path}?page=2"))).await;
    assert!(statements <= 12, "{statements}");
    assert!(his.body.contains(&format!("href=\"{}/posts/{first}\">En réponse à", at(forum))), "{}", his.body);
    assert!(his.body.contains(&format!("href=\"#post-{last}\">En réponse à")), "{}", his.body);
    site.end().await;
}
