//! Files that come with posts: who brings them, who has them, how they go with what they stand in.

use magistere::access::CourseRole;
use reqwest::Method;
use serde_json::Value;

use crate::browser::Browser;
use crate::files::{MP4, PDF, png, send, status};
use crate::forum::{COURSE, HIM, Scene, add_forum, answer, at, discussion_at, member, open, scene};
use crate::harness::{GOOD, Site};
use crate::merging::{ask, opened};
use crate::scenes::{BESANCON, DIJON, HOUR, MINUTE, manager, post};

const DAY: i64 = 24 * HOUR;

/// Opens a discussion with files; its id, and that of its post.
async fn open_with(site: &Site, browser: &mut Browser, forum: i64, title: &str, files: &[(&str, &[u8])]) -> (i64, i64) {
    let files: Vec<(&str, &str, &[u8])> = files.iter().map(|(name, bytes)| ("brought", *name, *bytes)).collect();
    send(browser, &format!("{}/discussions/new", at(forum)), &[("title", title), ("body", "Voici.")], &files).await;
    assert_eq!(browser.status, 303, "{}", browser.text());
    (newest(site, "forum_discussion").await, newest(site, "forum_post").await)
}

async fn newest(site: &Site, table: &str) -> i64 {
    site.number(&format!("select max(id) from {table}")).await
}

/// The address of the newest file, in a post.
async fn file_of(site: &Site, forum: i64, post: i64) -> String {
    format!("{}/posts/{post}/files/{}", at(forum), newest(site, "own_file").await)
}

fn json(browser: &Browser) -> Value {
    serde_json::from_str(&browser.body).unwrap_or_else(|_| panic!("{}", browser.body))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_brings_files_that_its_readers_have() {
    let Scene { site, mut trainer, mut hers, mut his, forum } = scene("free").await;
    let (discussion, first) =
        open_with(&site, &mut hers, forum, "Le terrain", &[("../../Guide élève.pdf", PDF), ("plan.png", &png())]).await;
    let path = discussion_at(forum, discussion);
    his.visit(&path).await;
    his.sees("Fichiers joints").sees("Guide élève.pdf").sees("PDF · 1 ko").sees("PNG");
    let picture = file_of(&site, forum, first).await;
    assert!(his.body.contains(&format!("<img class=\"shown\" src=\"{picture}\" alt=\"plan.png\"")), "{}", his.body);
    let guide = format!("{}/posts/{first}/files/{}", at(forum), site.number("select min(id) from own_file").await);
    assert_eq!(status(&mut his, &guide).await, 200);
    assert_eq!(his.body.as_bytes(), PDF);
    assert!(his.headers["content-disposition"].to_str().unwrap().starts_with("attachment"));
    assert_eq!(his.headers["content-security-policy"], "default-src 'none'; sandbox");
    his.send(Method::GET, &guide, None, &[("range", "bytes=0-3")]).await;
    assert_eq!((his.status.as_u16(), his.body.as_str()), (206, "%PDF"));
    // Not at another post's address, another course's, another académie's, or the library's.
    let second = answer(&site, &mut his, &path, first, "Merci", &[]).await;
    let number = guide.rsplit('/').next().unwrap();
    site.session(BESANCON, 2700, "Une autre").await;
    site.session(DIJON, 2636, "À Dijon").await;
    for path in [
        format!("{}/posts/{second}/files/{number}", at(forum)),
        format!("{}/posts/{first}/files/0{number}", at(forum)),
        guide.replace("/2636/", "/2700/"),
        guide.replace("ac-besancon", "ac-dijon"),
        format!("{COURSE}/files/{number}"),
        format!("/ac-besancon/media/{number}/content"),
    ] {
        assert_ne!(status(&mut his, &path).await, 206, "{path}");
        assert!(!his.body.contains("dix pages"), "{path}");
    }
    trainer.visit("/ac-besancon/media").await;
    trainer.does_not_see("Guide élève.pdf");
    assert_eq!(site.number("select count(*) from stored_file").await, 0);
    let mut stranger = site.browser();
    assert_eq!(status(&mut stranger, &guide).await, 303);
    // It goes with the forum: hidden, not open yet, thrown away.
    for (change, back) in
        [("hidden = true", "hidden = false"), ("opens_on = '2027-01-01'", "opens_on = null"), ("trashed_at = 1", "trashed_at = null")]
    {
        site.run(&format!("update activity set {change} where id = $1"), &db::args![forum]).await;
        assert_eq!(status(&mut his, &guide).await, 404, "{change}");
        site.run(&format!("update activity set {back} where id = $1"), &db::args![forum]).await;
        assert_eq!(status(&mut his, &guide).await, 200, "{back}");
    }
    // It moves with the discussion, and old addresses lead to it.
    let other = add_forum(&site, "Réponses", "forum", "free").await;
    post(&mut trainer, &format!("{path}/move"), &[("forum", &other.to_string())]).await;
    assert_eq!(trainer.status, 303, "{}", trainer.text());
    his.visit(&guide).await;
    assert_eq!((his.status.as_u16(), his.body.as_bytes()), (200, PDF));
    // And goes with the post, which leaves « Message supprimé » because it was answered.
    hers.visit(&format!("{}/posts/{first}/delete", at(other))).await;
    hers.sees("Guide élève.pdf");
    hers.press("Supprimer le message").await;
    hers.sees("Message supprimé").does_not_see("Guide élève.pdf");
    assert_eq!(status(&mut his, &guide.replace(&at(forum), &at(other))).await, 404);
    assert_eq!(site.number("select (select count(*) from own_file) + (select count(*) from forum_attachment)").await, 0);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_comes_with_a_private_answer_is_as_private() {
    let Scene { site, mut trainer, mut hers, mut his, forum } = scene("start").await;
    let discussion = open(&site, &mut hers, forum, "Ma question", "Je n'y arrive pas").await;
    let path = discussion_at(forum, discussion);
    let first = newest(&site, "forum_post").await.to_string();
    let fields = [("body", "Entre nous"), ("to", first.as_str()), ("private", "1")];
    send(&mut trainer, &format!("{path}/reply"), &fields, &[("brought", "bilan.pdf", PDF)]).await;
    assert_eq!(trainer.status, 303, "{}", trainer.text());
    let file = file_of(&site, forum, newest(&site, "forum_post").await).await;
    assert_eq!((status(&mut hers, &file).await, status(&mut trainer, &file).await, status(&mut his, &file).await), (200, 200, 404));
    his.visit(&path).await;
    his.does_not_see("bilan");
    hers.visit(&path).await;
    hers.sees("bilan.pdf");
    // The letter of the post names it, for her alone, and as no address.
    site.clock.advance(11 * MINUTE);
    site.mail().await;
    site.clock.advance(MINUTE);
    let mails = site.mail().await;
    let naming: Vec<&str> = mails.iter().filter(|mail| mail.text.contains("bilan")).map(|mail| mail.recipient.as_str()).collect();
    assert_eq!(naming, [crate::forum::HER]);
    let letter = mails.iter().find(|mail| mail.text.contains("bilan")).unwrap();
    assert!(letter.text.contains("Fichiers joints") && letter.text.contains("bilan (PDF)") && !letter.text.contains("bilan.pdf"));
    assert!(letter.text.contains("/posts/"), "{}", letter.text);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bad_file_is_said_beside_its_field_and_nothing_else_is_lost() {
    let Scene { site, mut hers, mut his, forum, .. } = scene("free").await;
    let new = format!("{}/discussions/new", at(forum));
    let words = [("title", "Le terrain"), ("body", "Deux heures de travail"), ("request", "r1")];
    for (name, bytes, said) in [
        ("programme.exe", b"MZ".as_slice(), "pas accepté ici"),
        ("guide.pdf", b"MZ\x90\0", "n'est pas ce que dit son nom"),
        ("photo.png", b"\x89PNG\r\n\x1a\nrien", "image"),
        ("film.vtt", b"WEBVTT\n", "pas accepté ici"),
    ] {
        send(&mut hers, &new, &words, &[("brought", name, bytes), ("brought", "guide.pdf", PDF)]).await;
        assert_eq!(hers.status, 422, "{name}");
        hers.sees("Deux heures de travail").sees(said).sees("guide.pdf");
        assert!(hers.body.contains("aria-describedby=\"f-brought-help f-brought-fault\""), "{name}");
    }
    // Too many; somebody else's; one that is nobody's.
    let six: Vec<(&str, &str, &[u8])> =
        ["1.txt", "2.txt", "3.txt", "4.txt", "5.txt", "6.txt"].map(|name| ("brought", name, name.as_bytes())).into();
    send(&mut his, &new, &words, &six).await;
    assert_eq!(his.status, 422);
    his.sees("Cinq fichiers au plus").sees("6.txt");
    let foreign = newest(&site, "own_file").await.to_string();
    for id in [foreign.as_str(), "999999", "x"] {
        send(&mut hers, &new, &[&words[..], &[("file", id)]].concat(), &[]).await;
        assert_eq!(hers.status, if id == "x" { 303 } else { 422 }, "{id}");
        if id != "x" {
            hers.sees("choisissez-le à nouveau").does_not_see("6.txt").sees("Deux heures de travail");
        }
    }
    assert_eq!(site.number("select count(*) from forum_attachment").await, 0);
    // The good one was kept: she publishes without choosing it again.
    send(&mut hers, &new, &[("title", ""), ("body", "Encore")], &[("brought", "bon.pdf", PDF)]).await;
    assert_eq!(hers.status, 422);
    hers.fill("Titre", "Avec titre").press("Publier").await;
    hers.sees_heading("Avec titre").sees("bon.pdf");
    // What nothing holds is forgotten after a day.
    site.clock.advance(DAY + HOUR);
    magistere::files::own::sweep(&site.app.db, site.clock.now()).await.unwrap();
    assert_eq!(site.number("select count(*) from own_file").await, 1);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_with_files_sent_twice_makes_one_post_and_other_files_are_another() {
    let Scene { site, mut hers, forum, .. } = scene("free").await;
    let new = format!("{}/discussions/new", at(forum));
    let words = [("title", "Le terrain"), ("body", "Voici"), ("request", "r1")];
    let mut other = site.browser();
    other.cookies.clone_from(&hers.cookies);
    tokio::join!(
        send(&mut hers, &new, &words, &[("brought", "guide.pdf", PDF)]),
        send(&mut other, &new, &words, &[("brought", "guide.pdf", PDF)])
    );
    assert_eq!((hers.status.as_u16(), other.status.as_u16()), (303, 303));
    let both = "select (select count(*) from forum_post) * 10 + (select count(*) from forum_attachment)";
    assert_eq!(site.number(both).await, 11);
    // The same by the script: the file is named.
    let id = site.number("select file_id from forum_attachment").await.to_string();
    send(&mut hers, &new, &[&words[..], &[("file", &id)]].concat(), &[]).await;
    assert_eq!((hers.status.as_u16(), site.number(both).await), (303, 11));
    // Back in the browser, with another file: that is another post.
    send(&mut hers, &new, &words, &[("brought", "autre.txt", b"Un mot")]).await;
    assert_eq!(hers.status, 422);
    hers.sees("a déjà été envoyé").sees("autre.txt");
    hers.press("Publier").await;
    hers.sees("autre.txt").does_not_see("guide.pdf");
    assert_eq!(site.number(both).await, 22);
    // One file stands in one post.
    send(&mut hers, &new, &[("title", "Encore"), ("body", "x"), ("request", "r9"), ("file", &id)], &[]).await;
    assert_eq!(hers.status, 422);
    hers.sees("choisissez-le à nouveau");
    hers.press("Publier").await;
    hers.sees_heading("Encore");
    assert_eq!(site.number(both).await, 32);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_comes_in_parts_into_ones_own_post_only() {
    let Scene { site, mut trainer, mut hers, mut his, forum } = scene("free").await;
    let uploads = format!("{}/uploads", at(forum));
    for (name, bytes, said) in
        [("programme.exe", "10", "pas accepté"), ("film.mp4", "20971521", "20 Mo au plus"), ("vide.pdf", "0", "vide")]
    {
        post(&mut hers, &uploads, &[("name", name), ("bytes", bytes)]).await;
        assert_eq!(hers.status, 422, "{name}");
        assert!(json(&hers)["refused"].as_str().unwrap().replace('\u{a0}', " ").contains(said), "{}", hers.body);
    }
    let film = [MP4, &[7; 500]].concat();
    post(&mut hers, &uploads, &[("name", "film.mp4"), ("bytes", &film.len().to_string())]).await;
    let ticket = json(&hers)["ticket"].as_str().unwrap().to_owned();
    let parts = format!("{uploads}/parts");
    send(&mut hers, &parts, &[("ticket", &ticket), ("offset", "0")], &[("part", "blob", &film[..100])]).await;
    assert_eq!(json(&hers)["here"], 100);
    // Not somebody else's, and not for the library.
    send(&mut his, &parts, &[("ticket", &ticket), ("offset", "100")], &[("part", "blob", &film[100..])]).await;
    assert_eq!(his.status, 404);
    post(&mut trainer, "/ac-besancon/media/uploads", &[("name", "film.mp4"), ("bytes", "90000000")]).await;
    let for_the_library = json(&trainer)["ticket"].as_str().unwrap().to_owned();
    send(&mut trainer, &parts, &[("ticket", &for_the_library), ("offset", "0")], &[("part", "blob", &film)]).await;
    assert_eq!(trainer.status, 404);
    send(&mut hers, &parts, &[("ticket", &ticket), ("offset", "100")], &[("part", "blob", &film[100..])]).await;
    let file = json(&hers)["file"].to_string();
    post(&mut hers, &format!("{}/discussions/new", at(forum)), &[("title", "Un film"), ("body", "Voici"), ("file", &file)]).await;
    assert_eq!(hers.status, 303, "{}", hers.text());
    let there = file_of(&site, forum, newest(&site, "forum_post").await).await;
    his.send(Method::GET, &there, None, &[("range", "bytes=4-7")]).await;
    assert_eq!((his.status.as_u16(), his.body.as_str()), (206, "ftyp"));
    // Nobody who is not in the course, and nothing in another kind of activity or a closed course.
    site.session(BESANCON, 2700, "Une autre").await;
    let mut other = site.browser();
    site.active(BESANCON, "autre@example.org").await;
    other.sign_in(BESANCON, "autre@example.org", GOOD).await;
    post(&mut other, &uploads, &[("name", "film.mp4"), ("bytes", "10")]).await;
    assert!(!other.body.contains("ticket"), "{}", other.body);
    site.run("update activity set kind = 'page' where id = $1", &db::args![forum]).await;
    post(&mut hers, &uploads, &[("name", "film.mp4"), ("bytes", "10")]).await;
    assert_eq!(hers.status, 404);
    site.run("update activity set kind = 'forum' where id = $1", &db::args![forum]).await;
    site.run("update course set stage = 'archived' where number = 2636", &[]).await;
    post(&mut hers, &uploads, &[("name", "film.mp4"), ("bytes", "10")]).await;
    assert_eq!(hers.status, 409);
    assert_eq!(status(&mut hers, &there).await, 200, "what was said is still read");
    site.run("update course set stage = 'running' where number = 2636", &[]).await;
    // Her room is modest.
    site.run("update own_file set bytes = $1", &db::args![magistere::files::own::ROOM_OF_ONE]).await;
    post(&mut hers, &uploads, &[("name", "film.mp4"), ("bytes", "10")]).await;
    assert!(json(&hers)["refused"].as_str().unwrap().contains("Donnez plutôt un lien"), "{}", hers.body);
    send(&mut hers, &format!("{}/discussions/new", at(forum)), &[("title", "a"), ("body", "b")], &[("brought", "guide.pdf", PDF)]).await;
    assert_eq!(hers.status, 422);
    hers.sees("Donnez plutôt un lien");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_post_that_is_changed_keeps_what_is_ticked() {
    let Scene { site, mut trainer, mut hers, forum, .. } = scene("free").await;
    let (_, first) = open_with(&site, &mut hers, forum, "Le terrain", &[("guide.pdf", PDF), ("mot.txt", b"Un mot")]).await;
    let edit = format!("{}/posts/{first}/edit", at(forum));
    hers.visit(&edit).await;
    hers.sees("guide.pdf").sees("mot.txt");
    hers.fill("Votre message", "Autrement").press("Enregistrer les modifications").await;
    hers.sees("Autrement").sees("guide.pdf").sees("mot.txt");
    // Another file, and one less; a trainer adds hers.
    let (guide, word) = (site.number("select min(id) from own_file").await.to_string(), newest(&site, "own_file").await.to_string());
    let fields = [("title", "Le terrain"), ("body", "Encore"), ("seen", "1"), ("file", guide.as_str())];
    send(&mut hers, &edit, &fields, &[("brought", "autre.txt", b"Un autre")]).await;
    assert_eq!(hers.status, 303, "{}", hers.text());
    assert_eq!(site.number(&format!("select count(*) from own_file where id = {word}")).await, 0);
    let other = newest(&site, "own_file").await.to_string();
    let fields = [("title", "Le terrain"), ("body", "Relu"), ("seen", "2"), ("file", guide.as_str()), ("file", other.as_str())];
    send(&mut trainer, &edit, &fields, &[("brought", "corrige.pdf", PDF)]).await;
    assert_eq!(trainer.status, 303, "{}", trainer.text());
    trainer.visit(&format!("{}/posts/{first}", at(forum))).await;
    trainer.sees("guide.pdf").sees("autre.txt").sees("corrige.pdf").does_not_see("mot.txt");
    // Somebody changed it meanwhile: nothing is overwritten, the new file waits.
    send(&mut hers, &edit, &[("title", "Le terrain"), ("body", "Trop tard"), ("seen", "2")], &[("brought", "tard.txt", b"Tard")]).await;
    assert_eq!(hers.status, 422);
    hers.sees("pendant que vous écriviez").sees("tard.txt").sees("corrige.pdf");
    assert_eq!(site.number("select count(*) from forum_attachment").await, 3);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_keeps_its_files_and_a_session_that_ended_says_that_it_could_not() {
    let Scene { site, mut hers, mut his, forum, .. } = scene("free").await;
    let new = format!("{}/discussions/new", at(forum));
    send(&mut hers, &new, &[("title", "Plus tard"), ("body", "À finir"), ("draft", "1")], &[("brought", "guide.pdf", PDF)]).await;
    assert_eq!(hers.status, 303, "{}", hers.text());
    site.clock.advance(HOUR);
    magistere::files::own::sweep(&site.app.db, site.clock.now() + 3 * DAY).await.unwrap();
    hers.visit(&new).await;
    hers.sees("guide.pdf");
    hers.press("Publier").await;
    hers.sees_heading("Plus tard").sees("guide.pdf").sees("C'est publié");
    assert_eq!(site.number("select count(*) from forum_draft").await, 0);
    assert_eq!(site.number("select count(*) from own_file where held = true").await, 1);
    // A draft that goes with its discussion takes its file with it; so does a forum.
    let path = discussion_at(forum, open(&site, &mut hers, forum, "Alpha", "a").await);
    let first = newest(&site, "forum_post").await;
    send(&mut his, &format!("{path}/reply"), &[("body", "Un jour"), ("draft", "1")], &[("brought", "mot.txt", b"Un mot")]).await;
    assert_eq!(his.status, 303);
    post(&mut hers, &format!("{}/posts/{first}/delete", at(forum)), &[]).await;
    assert_eq!(site.number("select (select count(*) from own_file) * 10 + (select count(*) from forum_draft)").await, 10);
    // The session ends in the middle.
    let path = discussion_at(forum, open(&site, &mut hers, forum, "Bravo", "b").await);
    site.clock.advance(3 * HOUR);
    send(&mut his, &format!("{path}/reply"), &[("body", "Deux heures de travail")], &[("brought", "mot.txt", b"Un mot")]).await;
    assert_eq!(his.status, 401);
    his.fill("Nom d'utilisateur", HIM).fill("Mot de passe", GOOD).press("Connexion").await;
    his.sees("Deux heures de travail").sees("choisissez-les à nouveau");
    his.press("Publier").await;
    his.sees("C'est publié").does_not_see("choisissez-les à nouveau");
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn files_go_with_the_forum_and_stay_with_the_person() {
    let Scene { site, mut trainer, mut hers, forum, .. } = scene("free").await;
    let (_, first) = open_with(&site, &mut hers, forum, "Le terrain", &[("guide.pdf", PDF)]).await;
    let guide = file_of(&site, forum, first).await;
    send(
        &mut hers,
        &format!("{}/discussions/new", at(forum)),
        &[("body", "À finir"), ("draft", "1")],
        &[("brought", "mot.txt", b"Un mot")],
    )
    .await;
    // Two accounts become one.
    let mut boss = manager(&site).await;
    let _other = member(&site, "camille@example.org", ("Camille", "Martin"), CourseRole::Participant).await;
    ask(&site, &mut boss, "camille@example.org", crate::forum::HER).await;
    opened(&site, "camille@example.org").await.press("Accepter de les réunir").await;
    opened(&site, crate::forum::HER).await.press("Accepter de les réunir").await;
    let mut kept = site.browser();
    kept.sign_in(BESANCON, "camille@example.org", GOOD).await;
    assert_eq!(status(&mut kept, &guide).await, 200);
    kept.visit(&format!("{}/discussions/new", at(forum))).await;
    kept.sees("mot.txt");
    assert_eq!(site.number("select count(distinct person_id) from own_file").await, 1);
    // A copy of the course has neither posts nor files of them.
    site.run("update course set stage = 'preparing'", &[]).await;
    post(&mut trainer, &format!("{COURSE}/make/copy"), &[("title", "Copie"), ("take", "people")]).await;
    assert_eq!(trainer.status, 303, "{}", trainer.text());
    assert_eq!(site.number("select count(*) from activity_forum").await, 2);
    assert_eq!(site.number("select count(*) from forum_attachment").await, 2);
    // Thrown away for good.
    site.run("update course set stage = 'running'", &[]).await;
    post(&mut trainer, &format!("{COURSE}/edit"), &[("do", &format!("activity-trash:{forum}"))]).await;
    assert_eq!(trainer.status, 303);
    site.clock.advance(40 * DAY);
    magistere::authoring::purge::purge(&site.app, site.clock.now()).await.unwrap();
    assert_eq!(site.number("select (select count(*) from own_file) + (select count(*) from forum_attachment)").await, 0);
    site.end().await;
}
