//! Finding one's way in a course: what is open and what is not yet, one section at a time, how far one is, all of it on paper or offline.

use magistere::access::CourseRole;
use reqwest::Method;

use crate::browser::Browser;
use crate::harness::{GOOD, Site};
use crate::scenes::{BESANCON, HOUR, post};

const HER: &str = "camille.martin@example.org";
const OTHER: &str = "autre@example.org";
const TRAINER: &str = "formateur@example.org";
const COURSE: &str = "/ac-besancon/courses/2636";
const EDIT: &str = "/ac-besancon/courses/2636/edit";

/// A course with its trainer and somebody who is trained in it.
struct Scene {
    site: Site,
    trainer: Browser,
    hers: Browser,
}

impl Scene {
    async fn new() -> Scene {
        let site = Site::start().await;
        site.session(BESANCON, 2636, "L'ultimate en cours d'EPS").await;
        let mut browsers = Vec::new();
        for (address, role) in [(TRAINER, CourseRole::Formateur), (HER, CourseRole::Participant), (OTHER, CourseRole::Participant)] {
            let person = site.active(BESANCON, address).await;
            site.enrol(BESANCON, 2636, &person, role).await;
            let mut browser = site.browser();
            browser.sign_in(BESANCON, address, GOOD).await;
            browsers.push(browser);
        }
        browsers.pop();
        let (hers, trainer) = (browsers.pop().unwrap(), browsers.pop().unwrap());
        Scene { site, trainer, hers }
    }

    async fn section(&mut self, title: &str) -> i64 {
        post(&mut self.trainer, EDIT, &[("title", title)]).await;
        assert_eq!(self.trainer.status, 303, "{}", self.trainer.text());
        self.site.number("select max(id) from section").await
    }

    /// A page at the end of a section, with conditions.
    async fn page(&mut self, section: i64, title: &str, more: &[(&str, &str)]) -> i64 {
        self.activity(section, "page", &[&[("title", title), ("body", "Le texte de la page.")], more].concat()).await
    }

    async fn activity(&mut self, section: i64, kind: &str, fields: &[(&str, &str)]) -> i64 {
        post(&mut self.trainer, &format!("{COURSE}/sections/{section}/add/{kind}"), fields).await;
        assert_eq!(self.trainer.status, 303, "{}", self.trainer.text());
        self.site.number("select max(id) from activity").await
    }

    async fn act(&mut self, act: &str, id: i64) {
        post(&mut self.trainer, EDIT, &[("do", &format!("{act}:{id}"))]).await;
        assert_eq!(self.trainer.status, 303, "{act} {id}");
    }

    /// The form of a part as the trainer's browser sends it, with these fields changed.
    async fn edit(&mut self, part: &str, id: i64, changed: &[(&str, &str)]) {
        self.trainer.visit(&format!("{COURSE}/{part}/{id}/edit")).await;
        let (_, action, mut fields) = self.trainer.form_of("Enregistrer les modifications");
        for (name, value) in changed {
            fields.retain(|(field, _)| field != name);
            fields.push(((*name).to_owned(), (*value).to_owned()));
        }
        self.trainer.send(Method::POST, &action, Some(fields), &[]).await;
    }

    /// Puts somebody into groups of the course.
    async fn groups(&mut self, address: &str, groups: &str) {
        let sql = "select e.id from enrolment e join person_address a on a.person_id = e.person_id where a.folded = $1";
        let (id,): (i64,) = self.site.app.db.one(sql, &db::args![address]).await.unwrap();
        post(&mut self.trainer, &format!("{COURSE}/participants/{id}"), &[("role", "participant"), ("groups", groups)]).await;
        assert_eq!(self.trainer.status, 303, "{}", self.trainer.text());
    }

    /// She reads an activity and goes on.
    async fn read(&mut self, id: i64) {
        post(&mut self.hers, &format!("{}/seen", at(id)), &[]).await;
        assert_eq!(self.hers.status, 204, "{}", self.hers.text());
    }

    /// How far she is, as her list and the course say.
    async fn far(&mut self) -> [Option<String>; 2] {
        let mut said = [None, None];
        for (place, path) in ["/ac-besancon/my", COURSE].into_iter().enumerate() {
            self.hers.visit(path).await;
            let page = scraper::Html::parse_document(&self.hers.body);
            let bar = page.select(&scraper::Selector::parse("main progress").unwrap()).next();
            said[place] = bar.map(|bar| bar.value().attr("value").unwrap().to_owned());
        }
        said
    }

    async fn is_at(&mut self, percent: Option<u8>, after: &str) {
        let percent = percent.map(|percent| percent.to_string());
        assert_eq!(self.far().await, [percent.clone(), percent], "{after}");
    }
}

fn at(id: i64) -> String {
    format!("{COURSE}/activities/{id}")
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_open_says_why_and_lets_nobody_in() {
    let mut scene = Scene::new().await;
    scene.groups(OTHER, "A").await;
    let group = scene.site.number("select id from course_group").await.to_string();
    let un = scene.section("Un").await;
    let alpha = scene.page(un, "Alpha", &[]).await;
    let bravo = scene.page(un, "Bravo", &[("after", &alpha.to_string()), ("completion", "hand")]).await;
    let charlie = scene.page(un, "Charlie", &[("opens_on", "2026-12-12"), ("after", &alpha.to_string())]).await;
    let delta = scene.page(un, "Delta", &[("group", &group)]).await;
    let echo = scene.page(un, "Echo", &[("closes_on", "23/11/2026")]).await;
    let label = [("title", "Consigne"), ("body", "Le mot de passe est cerise."), ("opens_on", "2026-12-01")];
    scene.activity(un, "label", &label).await;
    let note = [("tone", "trainer_note"), ("title", "Pour nous"), ("body", "Entre nous."), ("opens_on", "2026-12-01")];
    scene.activity(un, "label", &note).await;

    scene.hers.visit(COURSE).await;
    scene.hers.sees("Après « Alpha »").sees("Disponible à partir du 12/12/2026").sees("Était disponible jusqu'au 23/11/2026");
    scene.hers.sees("Consigne").does_not_see("cerise").does_not_see("Pour nous").does_not_see("Delta").sees("0 sur 4");
    for id in [bravo, charlie, echo] {
        let path = at(id);
        scene.hers.visit(&path).await;
        scene.hers.does_not_see("Le texte de la page").sees("Retour au parcours");
        scene.hers.send(Method::HEAD, &path, None, &[]).await;
        assert_eq!(scene.hers.status, 200);
        for step in ["seen", "next", "done"] {
            post(&mut scene.hers, &format!("{path}/{step}"), &[("on", "1")]).await;
            assert_eq!(scene.hers.status, 409, "{step} {id}");
        }
    }
    scene.hers.visit(&at(delta)).await;
    assert_eq!(scene.hers.status, 404);
    assert_eq!(scene.site.number("select count(*) from completed").await, 0);

    // The way on is what comes first; once it is finished, the rest opens as far as it may.
    scene.hers.visit(&at(bravo)).await;
    scene.hers.sees_heading("Bravo");
    scene.hers.click("D'abord : Alpha").await;
    scene.hers.press("Suivant : Bravo").await;
    scene.hers.sees_heading("Bravo").sees("Le texte de la page");
    scene.hers.press("J'ai terminé").await;
    scene.hers.visit(&at(charlie)).await;
    scene.hers.sees("Disponible à partir du 12/12/2026").does_not_see("Après");

    // Those who teach get in everywhere, and read what is asked for.
    scene.trainer.visit(COURSE).await;
    scene.trainer.sees("À partir du 12/12/2026").sees("Après « Alpha »").sees("Groupe A").sees("Jusqu'au 23/11/2026").sees("cerise");
    scene.trainer.visit(&at(charlie)).await;
    scene.trainer.sees("Le texte de la page").sees("À partir du 12/12/2026");
    // Whoever comes into the group, or waits for the day, finds it.
    scene.groups(HER, "A").await;
    scene.hers.visit(&at(delta)).await;
    scene.hers.sees("Le texte de la page");
    scene.site.clock.advance(18 * 24 * HOUR);
    scene.hers.sign_in(BESANCON, HER, GOOD).await;
    scene.hers.visit(&at(charlie)).await;
    scene.hers.sees("Le texte de la page");
    scene.hers.visit(COURSE).await;
    scene.hers.sees("cerise").does_not_see("Entre nous");
    scene.site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_begins_when_it_does_in_the_academie() {
    let mut scene = Scene::new().await;
    let un = scene.section("Un").await;
    let id = scene.page(un, "Demain", &[("opens_on", "2026-11-25")]).await;
    // 23:30 in Paris, then half past midnight; in London it is still the day before.
    for (later, open) in [(29 * HOUR / 2, false), (HOUR, true)] {
        scene.site.clock.advance(later);
        scene.hers = scene.site.browser();
        scene.hers.sign_in(BESANCON, HER, GOOD).await;
        scene.hers.visit(&at(id)).await;
        assert_eq!(scene.hers.text().contains("Le texte de la page"), open);
    }
    scene.site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_locked_for_ever() {
    let mut scene = Scene::new().await;
    let (un, deux) = (scene.section("Un").await, scene.section("Deux").await);
    let alpha = scene.page(un, "Alpha", &[]).await;
    let bravo = scene.page(deux, "Bravo", &[("after", &alpha.to_string())]).await;
    // A circle is refused with what was typed, whatever its detour.
    for (part, id, after) in [("activities", alpha, bravo), ("activities", alpha, alpha), ("sections", un, bravo), ("sections", un, alpha)]
    {
        scene.edit(part, id, &[("after", &after.to_string()), ("title", "Autre titre")]).await;
        assert_eq!(scene.trainer.status, 422, "{part} {id} after {after}");
        scene.trainer.sees("attend déjà celle-ci");
        assert!(scene.trainer.body.contains("Autre titre"));
    }
    let renamed =
        "select (select count(*) from activity where title = 'Autre titre') + (select count(*) from section where title = 'Autre titre')";
    assert_eq!(scene.site.number(renamed).await, 0, "all of a form or nothing");
    scene.edit("activities", bravo, &[("opens_on", "2026-12-02"), ("closes_on", "2026-12-01")]).await;
    assert_eq!(scene.trainer.status, 422);
    scene.edit("activities", bravo, &[("opens_on", "demain")]).await;
    scene.trainer.sees("Écrivez une date du calendrier");
    scene.edit("activities", bravo, &[("group", "999")]).await;
    assert_eq!(scene.trainer.status, 422);
    scene.trainer.sees("Ce groupe n'existe plus");

    // What comes first is thrown away, hidden, or counts no more: nobody waits for it, until it is back.
    let is_open = async |scene: &mut Scene| {
        scene.hers.visit(&at(bravo)).await;
        scene.hers.text().contains("Le texte de la page")
    };
    assert!(!is_open(&mut scene).await);
    for (there, back) in [("activity-trash", "activity-restore"), ("activity-hide", "activity-show")] {
        scene.act(there, alpha).await;
        assert!(is_open(&mut scene).await, "{there}");
        scene.act(back, alpha).await;
        assert!(!is_open(&mut scene).await, "{back}");
    }
    scene.act("section-trash", un).await;
    assert!(is_open(&mut scene).await);
    scene.act("section-restore", un).await;
    for (completion, open) in [("none", true), ("seen", false)] {
        scene.edit("activities", alpha, &[("completion", completion)]).await;
        assert_eq!(is_open(&mut scene).await, open, "{completion}");
    }
    // A section that waits for what is moved into it.
    scene.edit("sections", deux, &[("after", &alpha.to_string())]).await;
    assert_eq!(scene.trainer.status, 303, "{}", scene.trainer.text());
    scene.act("activity-down", alpha).await;
    scene.hers.visit(&at(alpha)).await;
    scene.hers.sees("Le texte de la page");
    assert!(!is_open(&mut scene).await);
    scene.read(alpha).await;
    assert!(is_open(&mut scene).await);
    // Gone for good.
    scene.act("activity-trash", alpha).await;
    scene.site.clock.advance(31 * 24 * HOUR);
    assert_eq!(magistere::authoring::purge::purge(&scene.site.app, scene.site.clock.now()).await.unwrap(), 1);
    let waiting =
        "select (select count(*) from activity where after_id is not null) + (select count(*) from section where after_id is not null)";
    assert_eq!(scene.site.number(waiting).await, 0);
    scene.site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_group_that_something_is_for_stays() {
    let mut scene = Scene::new().await;
    scene.groups(HER, "A").await;
    let group = scene.site.number("select id from course_group").await.to_string();
    let un = scene.section("Un").await;
    let id = scene.page(un, "Alpha", &[("group", &group)]).await;
    scene.groups(HER, "").await;
    scene.hers.visit(&at(id)).await;
    assert_eq!(scene.hers.status, 404, "for nobody now, and not for everybody");
    scene.groups(HER, "A").await;
    scene.hers.visit(&at(id)).await;
    scene.hers.sees("Le texte de la page");
    scene.read(id).await;
    // A section for a group is not there for others, nor is anything in it.
    let deux = scene.section("Deux").await;
    let other = scene.page(deux, "Bravo", &[]).await;
    scene.edit("sections", deux, &[("group", &group)]).await;
    scene.hers.visit(COURSE).await;
    scene.hers.sees("Bravo").sees("1 sur 1").sees("0 sur 1");
    scene.groups(HER, "").await;
    scene.hers.visit(COURSE).await;
    scene.hers.does_not_see("Deux").does_not_see("Bravo");
    scene.hers.visit(&at(other)).await;
    assert_eq!(scene.hers.status, 404);
    scene.hers.visit("/ac-besancon/my").await;
    scene.hers.does_not_see("Reprendre");
    scene.site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn her_list_says_how_far_she_is_as_the_course_does() {
    let mut scene = Scene::new().await;
    scene.is_at(None, "an empty course").await;
    let un = scene.section("Un").await;
    let ids = [scene.page(un, "Alpha", &[]).await, scene.page(un, "Bravo", &[]).await, scene.page(un, "Charlie", &[]).await];
    scene.is_at(Some(0), "three pages").await;
    scene.read(ids[0]).await;
    scene.is_at(Some(33), "one read").await;
    scene.hers.visit("/ac-besancon/my").await;
    assert!(scene.hers.body.contains(&format!("href=\"{}\"", at(ids[0]))), "straight to where she was");
    scene.hers.sees("Reprendre : Alpha");
    scene.hers.click("Reprendre").await;
    assert_eq!(scene.hers.address, at(ids[0]));
    for (act, id, percent) in [
        ("activity-hide", ids[1], 50),
        ("activity-show", ids[1], 33),
        ("activity-hide", ids[0], 0),
        ("activity-show", ids[0], 33),
        ("activity-trash", ids[2], 50),
        ("activity-restore", ids[2], 33),
        ("activity-copy", ids[0], 25),
    ] {
        scene.act(act, id).await;
        scene.is_at(Some(percent), act).await;
    }
    let copy = scene.site.number("select max(id) from activity").await;
    scene.edit("activities", copy, &[("completion", "none")]).await;
    scene.is_at(Some(33), "one that does not count").await;
    scene.edit("activities", copy, &[("completion", "hand")]).await;
    scene.is_at(Some(25), "one finished by hand").await;
    for (on, percent) in [("1", 50), ("", 25)] {
        post(&mut scene.hers, &format!("{}/done", at(copy)), &[("on", on)]).await;
        scene.is_at(Some(percent), "by hand").await;
    }
    scene.act("section-trash", un).await;
    scene.is_at(None, "a section thrown away").await;
    scene.hers.visit("/ac-besancon/my").await;
    scene.hers.does_not_see("Reprendre");
    scene.act("section-restore", un).await;
    scene.is_at(Some(25), "and taken back").await;
    // What this release does not know counts all the same.
    scene.site.run("update activity set kind = 'unheard-of' where id = $1", &db::args![ids[2]]).await;
    scene.is_at(Some(25), "a kind unknown").await;
    scene.site.run("update activity set kind = 'page' where id = $1", &db::args![ids[2]]).await;
    // What is locked counts; what is for others does not, by itself or with its section.
    scene.groups(OTHER, "A").await;
    let group = scene.site.number("select id from course_group").await.to_string();
    scene.edit("activities", ids[1], &[("opens_on", "2027-01-01")]).await;
    scene.is_at(Some(25), "locked").await;
    scene.edit("activities", ids[2], &[("group", &group)]).await;
    scene.is_at(Some(33), "for a group").await;
    scene.groups(HER, "A").await;
    scene.is_at(Some(25), "she is in it").await;
    scene.groups(HER, "").await;
    scene.is_at(Some(33), "and out of it").await;
    let deux = scene.section("Deux").await;
    scene.edit("sections", deux, &[("group", &group)]).await;
    scene.act("activity-down", copy).await;
    for _ in 0..3 {
        scene.act("activity-down", copy).await;
    }
    scene.is_at(Some(50), "moved into the section of a group").await;
    // What nobody can take back any more.
    scene.act("activity-trash", ids[0]).await;
    scene.is_at(Some(0), "what she read is thrown away").await;
    scene.site.clock.advance(31 * 24 * HOUR);
    magistere::authoring::purge::purge(&scene.site.app, scene.site.clock.now()).await.unwrap();
    scene.hers.sign_in(BESANCON, HER, GOOD).await;
    scene.is_at(Some(0), "and gone").await;
    // Those who teach are not followed.
    scene.trainer.sign_in(BESANCON, TRAINER, GOOD).await;
    assert!(!scene.trainer.body.contains("<progress"));
    scene.site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn her_list_costs_the_same_however_much_there_is_in_it() {
    let mut scene = Scene::new().await;
    let un = scene.section("Un").await;
    let ids = [scene.page(un, "Alpha", &[]).await, scene.page(un, "Bravo", &[]).await];
    let cost = async |scene: &mut Scene| {
        let Scene { site, hers, .. } = scene;
        site.statements(hers.send(Method::GET, "/ac-besancon/my", None, &[])).await.0
    };
    let before = cost(&mut scene).await;
    scene.read(ids[0]).await;
    assert_eq!(cost(&mut scene).await, before, "what is kept needs no query of its own");
    scene.act("activity-hide", ids[1]).await;
    assert_eq!(cost(&mut scene).await, before + 1, "a course that changed: one for all of them");
    // Her coming back counts it again, once.
    post(&mut scene.hers, &format!("{COURSE}/opened"), &[]).await;
    assert_eq!(cost(&mut scene).await, before);
    scene.is_at(Some(100), "one of one").await;
    scene.site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_accounts_that_become_one_are_as_far_as_both() {
    let mut scene = Scene::new().await;
    scene.groups(OTHER, "A").await;
    let group = scene.site.number("select id from course_group").await.to_string();
    let un = scene.section("Un").await;
    let ids =
        [scene.page(un, "Alpha", &[]).await, scene.page(un, "Bravo", &[]).await, scene.page(un, "Charlie", &[("group", &group)]).await];
    scene.read(ids[0]).await;
    scene.is_at(Some(50), "her own").await;
    let mut other = scene.site.browser();
    other.sign_in(BESANCON, OTHER, GOOD).await;
    post(&mut other, &format!("{}/seen", at(ids[1])), &[]).await;
    let tx = scene.site.app.db.begin().await.unwrap();
    let mut people = Vec::new();
    for address in [OTHER, HER] {
        people.push(magistere::people::behind(&tx, address).await.unwrap().pop().unwrap().id);
    }
    magistere::courses::merged::merge(&tx, people[0], people[1], scene.site.clock.now()).await.unwrap();
    tx.commit().await.unwrap();
    scene.is_at(Some(66), "two of three: the group is hers now").await;
    scene.site.end().await;
}
