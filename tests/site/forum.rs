//! Forums: discussions opened, answered, changed and deleted by those who may, and nothing typed lost.

use magistere::access::CourseRole;
use reqwest::Method;

use crate::browser::Browser;
use crate::harness::{GOOD, Site};
use crate::scenes::{BESANCON, HOUR, MINUTE, location, post};

pub const TRAINER: &str = "formateur@example.org";
pub const HER: &str = "camille.martin@example.org";
pub const HIM: &str = "noe.tissot@example.org";
pub const COURSE: &str = "/ac-besancon/courses/2636";

/// A course with a forum, a trainer and two participants, each with a browser.
pub struct Scene {
    pub site: Site,
    pub trainer: Browser,
    pub hers: Browser,
    pub his: Browser,
    /// The forum's id.
    pub forum: i64,
}

/// Somebody signed in, in the course.
pub async fn member(site: &Site, address: &str, (first, last): (&str, &str), role: CourseRole) -> Browser {
    let person = site.active(BESANCON, address).await;
    site.run("update person set first_name = $2, last_name = $3 where id = $1", &db::args![person.id, first, last]).await;
    site.enrol(BESANCON, 2636, &person, role).await;
    let mut browser = site.browser();
    browser.sign_in(BESANCON, address, GOOD).await;
    browser
}

/// One more forum at the end of the course.
pub async fn add_forum(site: &Site, title: &str, mode: &str, subscription: &str) -> i64 {
    let academy = site.academy(BESANCON).await.id;
    let sql = "insert into activity (academy_id, course_id, section_id, position, kind, title, hidden)
               select $1, course_id, id, (select count(*) from activity), 'forum', $2, false from section";
    site.run(sql, &db::args![academy, title]).await;
    let id = site.number("select max(id) from activity").await;
    let sql = "insert into activity_forum (activity_id, academy_id, mode, subscription, body, format, source) values ($1, $2, $3, $4, '', 'markdown', '')";
    site.run(sql, &db::args![id, academy, mode, subscription]).await;
    id
}

pub async fn scene(subscription: &str) -> Scene {
    let site = Site::start().await;
    let course = site.session(BESANCON, 2636, "L'ultimate en cours d'EPS").await;
    let academy = site.academy(BESANCON).await.id;
    let sql = "insert into section (academy_id, course_id, position, title, summary) values ($1, $2, 1, 'Échanger', '')";
    site.run(sql, &db::args![academy, course]).await;
    let forum = add_forum(&site, "Questions", "forum", subscription).await;
    let trainer = member(&site, TRAINER, ("Inès", "Faure"), CourseRole::Formateur).await;
    let hers = member(&site, HER, ("Camille", "Martin"), CourseRole::Participant).await;
    let his = member(&site, HIM, ("Noé", "Tissot"), CourseRole::Participant).await;
    Scene { site, trainer, hers, his, forum }
}

pub fn at(forum: i64) -> String {
    format!("{COURSE}/activities/{forum}")
}

pub fn discussion_at(forum: i64, discussion: i64) -> String {
    format!("{}/discussions/{discussion}", at(forum))
}

/// Opens a discussion; its id.
pub async fn open(site: &Site, browser: &mut Browser, forum: i64, title: &str, body: &str) -> i64 {
    post(browser, &format!("{}/discussions/new", at(forum)), &[("title", title), ("body", body)]).await;
    assert_eq!(browser.status, 303, "{}", browser.text());
    site.number("select max(id) from forum_discussion").await
}

/// Answers a post, or the discussion (0); the id of the answer.
pub async fn answer(site: &Site, browser: &mut Browser, path: &str, to: i64, body: &str, more: &[(&str, &str)]) -> i64 {
    let to = to.to_string();
    let mut fields = vec![("body", body)];
    if to != "0" {
        fields.push(("to", to.as_str()));
    }
    fields.extend(more);
    post(browser, &format!("{path}/reply"), &fields).await;
    assert_eq!(browser.status, 303, "{}", browser.text());
    site.number("select max(id) from forum_post").await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trainer_adds_a_forum_with_one_field_and_people_talk() {
    let Scene { site, mut trainer, mut hers, mut his, .. } = scene("start").await;
    trainer.visit(&format!("{COURSE}/edit")).await;
    trainer.click("Ajouter une activité").await;
    trainer.click("Forum").await;
    trainer.sees("Qui ouvre les discussions ?");
    trainer.fill("Titre", "Machine à café").press("Enregistrer les modifications").await;
    trainer.sees("Machine à café");
    hers.visit(COURSE).await;
    hers.click("Machine à café").await;
    hers.sees_heading("Machine à café").sees("Aucune discussion pour l'instant");
    hers.click("Ouvrir une discussion").await;
    hers.press("Publier").await;
    hers.sees("Donnez un titre à la discussion").sees("Écrivez votre message");
    hers.fill("Titre", "Quel terrain ?").fill("Votre message", "Un gymnase **suffit**-il ?").press("Publier").await;
    hers.sees("C'est publié").sees_heading("Quel terrain ?").sees("Camille Martin").sees("le 24/11/2026 à 9h00");
    assert!(hers.body.contains("<strong>suffit</strong>"), "{}", hers.body);
    // He sees that it is new, reads, answers with a quotation.
    his.visit(COURSE).await;
    his.sees("1 message non lu");
    his.click("Machine à café").await;
    his.sees("1 nouveau message").sees("Par Camille Martin").sees("Pas encore de réponse");
    his.click("Quel terrain ?").await;
    his.click("Répondre à Camille Martin").await;
    his.click("Citer ce message").await;
    his.sees("> Un gymnase **suffit**-il ?");
    his.fill("Votre message", "> Un gymnase **suffit**-il ?\n\nOui, à sept contre sept.").press("Publier").await;
    his.sees("En réponse à Camille Martin").sees("à sept contre sept");
    assert!(his.body.contains("<blockquote>"), "{}", his.body);
    hers.visit(COURSE).await;
    hers.sees("1 message non lu");
    hers.click("Machine à café").await;
    hers.sees("1 réponse").sees("Dernier message : Noé Tissot, le 24/11/2026");
    hers.press("Tout marquer comme lu").await;
    hers.does_not_see("nouveau message");
    hers.visit(COURSE).await;
    hers.does_not_see("non lu");
    // Nobody's name leads anywhere, and nobody's address is shown.
    assert!(!hers.body.contains("/profile/") && !his.body.contains("@example.org"), "{}", his.body);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn announcements_are_the_teams_and_answered_only_where_that_was_chosen() {
    let Scene { site, mut trainer, mut hers, .. } = scene("start").await;
    let news = add_forum(&site, "Annonces", "news", "start").await;
    let discussed = add_forum(&site, "Annonces ouvertes", "discussed", "start").await;
    for forum in [news, discussed] {
        hers.visit(&at(forum)).await;
        hers.does_not_see("Ouvrir une discussion");
        hers.send(Method::GET, &format!("{}/discussions/new", at(forum)), None, &[]).await;
        assert_eq!(hers.status, 404);
        post(&mut hers, &format!("{}/discussions/new", at(forum)), &[("title", "a"), ("body", "b")]).await;
        assert_eq!(hers.status, 404);
    }
    let told = discussion_at(news, open(&site, &mut trainer, news, "Salle", "Salle 12.").await);
    hers.visit(&told).await;
    hers.sees("Ces annonces se lisent sans réponses").does_not_see("Publier");
    for browser in [&mut hers, &mut trainer] {
        post(browser, &format!("{told}/reply"), &[("body", "Merci beaucoup")]).await;
        assert_eq!(browser.status, 422);
        browser.sees("Merci beaucoup").sees("sans réponses");
    }
    let open_one = discussion_at(discussed, open(&site, &mut trainer, discussed, "Repas", "Midi ?").await);
    answer(&site, &mut hers, &open_one, 0, "Midi trente", &[]).await;
    assert_eq!(site.number("select count(*) from forum_post").await, 3);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ones_own_post_is_changed_for_half_an_hour_and_any_by_those_who_teach() {
    let Scene { site, mut trainer, mut hers, mut his, forum } = scene("free").await;
    let path = discussion_at(forum, open(&site, &mut hers, forum, "Quel terrain ?", "Un gymnase").await);
    let first = site.number("select max(id) from forum_post").await;
    let edit = format!("{}/posts/{first}/edit", at(forum));
    his.send(Method::GET, &edit, None, &[]).await;
    assert_eq!(his.status, 404);
    post(&mut his, &edit, &[("title", "a"), ("body", "b"), ("seen", "0")]).await;
    assert_eq!(his.status, 404);
    site.clock.advance(29 * MINUTE);
    hers.visit(&edit).await;
    hers.fill("Titre", "Quel terrain choisir ?").fill("Votre message", "Un gymnase, dehors ?").press("Enregistrer les modifications").await;
    hers.sees_heading("Quel terrain choisir ?").sees("Modifié le 24/11/2026").sees("dehors");
    // Two tabs: the one that comes second is told, loses nothing, and may insist.
    post(&mut hers, &edit, &[("title", "Autre"), ("body", "Deuxième onglet"), ("seen", "0")]).await;
    assert_eq!(hers.status, 422);
    hers.sees("pendant que vous écriviez").sees("Deuxième onglet");
    hers.press("Enregistrer les modifications").await;
    hers.sees("Deuxième onglet").sees_heading("Autre");
    site.clock.advance(2 * MINUTE);
    hers.visit(&path).await;
    hers.does_not_see("Modifier le message");
    // Too late while she was typing: her text is there.
    post(&mut hers, &edit, &[("title", "Autre"), ("body", "Trop tard"), ("seen", "2")]).await;
    assert_eq!(hers.status, 422);
    hers.sees("Trop tard").sees("pendant 30 minutes");
    post(&mut hers, &format!("{}/posts/{first}/delete", at(forum)), &[]).await;
    assert_eq!(hers.status, 404);
    site.clock.advance(HOUR);
    trainer.visit(&edit).await;
    trainer.fill("Votre message", "Relu par l'équipe").press("Enregistrer les modifications").await;
    trainer.sees("Relu par l'équipe");
    assert_eq!(site.number("select count(*) from event where kind = 'forum.post.changed'").await, 3);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_answered_leaves_its_place_and_what_was_not_is_gone() {
    let Scene { site, mut trainer, mut hers, mut his, forum } = scene("free").await;
    let discussion = open(&site, &mut hers, forum, "Quel terrain ?", "Un gymnase").await;
    let path = discussion_at(forum, discussion);
    let first = site.number("select max(id) from forum_post").await;
    let second = answer(&site, &mut his, &path, first, "Oui, tout à fait", &[]).await;
    hers.visit(&format!("{}/posts/{first}/edit", at(forum))).await;
    hers.click("Supprimer le message").await;
    hers.sees("ne pourra pas être rétabli");
    hers.press("Supprimer le message").await;
    hers.sees("Message supprimé").sees("Oui, tout à fait").does_not_see("Un gymnase");
    assert_eq!(site.number("select count(*) from forum_post where body like '%gymnase%' or folded like '%gymnase%'").await, 0);
    // The discussion is still answered; the deleted post is not.
    his.visit(&path).await;
    his.sees("Répondre à la discussion").does_not_see("Répondre à Camille Martin");
    let third = answer(&site, &mut trainer, &path, 0, "Bonne suite", &[]).await;
    // What nobody answered goes altogether, also by those who teach.
    post(&mut trainer, &format!("{}/posts/{second}/delete", at(forum)), &[]).await;
    assert_eq!(location(&trainer), path);
    post(&mut trainer, &format!("{}/posts/{second}/delete", at(forum)), &[]).await;
    assert_eq!(trainer.status, 404, "twice deletes once");
    hers.visit(&at(forum)).await;
    hers.sees("1 réponse").sees("Dernier message : Inès Faure");
    post(&mut trainer, &format!("{}/posts/{third}/delete", at(forum)), &[]).await;
    hers.visit(&at(forum)).await;
    hers.sees("Pas encore de réponse");
    let other = open(&site, &mut his, forum, "Seul", "Rien").await;
    let lone = site.number("select max(id) from forum_post").await;
    post(&mut his, &format!("{}/posts/{lone}/delete", at(forum)), &[]).await;
    assert_eq!(location(&his), at(forum));
    his.send(Method::GET, &discussion_at(forum, other), None, &[]).await;
    assert_eq!(his.status, 404);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_discussion_is_locked_pinned_and_moved_by_those_who_teach() {
    let Scene { site, mut trainer, mut hers, mut his, forum } = scene("free").await;
    let other = add_forum(&site, "Réponses", "forum", "free").await;
    let news = open(&site, &mut hers, forum, "Alpha", "a").await;
    site.clock.advance(MINUTE);
    open(&site, &mut hers, forum, "Bravo", "b").await;
    let path = discussion_at(forum, news);
    for (act, method) in [("lock", "act"), ("pin", "act"), ("nonsense", "act")] {
        post(&mut hers, &format!("{path}/{method}"), &[("do", act)]).await;
        assert_eq!(hers.status, 404, "{act}");
    }
    hers.send(Method::GET, &format!("{path}/move"), None, &[]).await;
    assert_eq!(hers.status, 404);
    hers.visit(&at(forum)).await;
    let order = |browser: &Browser| browser.text().find("Alpha").unwrap() < browser.text().find("Bravo").unwrap();
    assert!(!order(&hers), "the last post first");
    trainer.visit(&path).await;
    trainer.press("Épingler").await;
    trainer.sees("épinglée en haut du forum");
    trainer.press("Verrouiller").await;
    hers.visit(&at(forum)).await;
    assert!(order(&hers), "what is pinned first");
    hers.sees("Épinglée").sees("Verrouillée");
    // Locked while he was typing.
    post(&mut his, &format!("{path}/reply"), &[("body", "Une longue réponse")]).await;
    assert_eq!(his.status, 422);
    his.sees("Une longue réponse").sees("verrouillée");
    answer(&site, &mut trainer, &path, 0, "Dernier mot", &[]).await;
    trainer.visit(&path).await;
    trainer.press("Déverrouiller").await;
    let last = answer(&site, &mut his, &path, 0, "Merci", &[]).await;
    post(&mut trainer, &format!("{path}/move"), &[("forum", "999")]).await;
    assert_eq!(trainer.status, 422);
    trainer.visit(&format!("{path}/move")).await;
    trainer.press("Déplacer la discussion").await;
    trainer.sees("La discussion est déplacée").sees("Réponses").sees("Merci");
    // Old addresses lead to where it is now; the number alone does too.
    his.visit(&path).await;
    assert_eq!(his.address, discussion_at(other, news));
    his.visit(&format!("{}/posts/{last}", at(forum))).await;
    assert_eq!(his.address, format!("{}#post-{last}", discussion_at(other, news)));
    his.visit(&format!("/ac-besancon/mod/forum/discuss.php?d={news}")).await;
    assert_eq!(his.address, discussion_at(other, news));
    his.visit(&format!("/ac-besancon/mod/forum/view.php?id={other}")).await;
    assert_eq!(his.address, at(other));
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_waits_where_it_was_begun_until_it_is_posted() {
    let Scene { site, mut hers, mut his, forum, .. } = scene("free").await;
    hers.visit(&format!("{}/discussions/new", at(forum))).await;
    hers.fill("Titre", "Pas encore").fill("Votre message", "À moitié écrit").press("Garder comme brouillon").await;
    hers.sees("Votre brouillon est gardé").sees("Vos brouillons").sees("Aucune discussion");
    his.visit(&at(forum)).await;
    his.does_not_see("Pas encore");
    hers.click("Pas encore").await;
    hers.sees("À moitié écrit");
    hers.press("Publier").await;
    hers.sees_heading("Pas encore");
    let path = discussion_at(forum, site.number("select max(id) from forum_discussion").await);
    his.visit(&path).await;
    his.click("Répondre à Camille Martin").await;
    his.fill("Votre message", "Une réponse à moitié").press("Garder comme brouillon").await;
    his.click("Une réponse à moitié").await;
    his.press("Publier").await;
    his.sees("En réponse à Camille Martin").sees("Une réponse à moitié");
    assert_eq!(site.number("select count(*) from forum_draft").await, 0);
    post(&mut his, &format!("{path}/reply"), &[("body", &"é".repeat(30_001)), ("draft", "1")]).await;
    assert_eq!(his.status, 422);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_sent_twice_makes_one_post_and_one_sent_after_the_session_is_not_lost() {
    let Scene { site, mut hers, mut his, forum, .. } = scene("free").await;
    let new = format!("{}/discussions/new", at(forum));
    let fields = [("title", "Alpha"), ("body", "a"), ("request", "r1")];
    let mut other = site.browser();
    other.cookies.clone_from(&hers.cookies);
    tokio::join!(post(&mut hers, &new, &fields), post(&mut other, &new, &fields));
    assert_eq!((hers.status.as_u16(), other.status.as_u16()), (303, 303));
    assert_eq!(location(&hers), location(&other));
    post(&mut hers, &new, &[("title", "Alpha"), ("body", "autre chose"), ("request", "r1")]).await;
    assert_eq!(hers.status, 422);
    hers.sees("autre chose").sees("a déjà été envoyé");
    hers.press("Publier").await;
    assert_eq!(site.number("select count(*) from forum_discussion").await, 2);
    let path = discussion_at(forum, site.number("select min(id) from forum_discussion").await);
    for _ in 0..2 {
        post(&mut his, &format!("{path}/reply"), &[("body", "une fois"), ("request", "r2")]).await;
        assert_eq!(his.status, 303);
    }
    assert_eq!(site.number("select count(*) from forum_post where body like '%une fois%'").await, 1);
    assert_eq!(site.number("select replies from forum_discussion where title = 'Alpha' order by id limit 1").await, 1);
    // The session ends in the middle of a long post.
    site.clock.advance(3 * HOUR);
    post(&mut his, &format!("{path}/reply"), &[("body", "Deux heures de travail"), ("to", "1")]).await;
    assert_eq!(his.status, 401);
    his.fill("Nom d'utilisateur", HIM).fill("Mot de passe", GOOD).press("Connexion").await;
    his.sees("Deux heures de travail");
    his.press("Publier").await;
    his.sees("Deux heures de travail").sees("C'est publié");
    site.end().await;
}
