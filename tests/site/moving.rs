//! Parts of a course put down elsewhere: by a drag, which sends what these tests send. Moving by buttons: `authoring.rs`.

use magistere::access::CourseRole;

use crate::authoring::{act, activity, course, member, section};
use crate::browser::Browser;
use crate::harness::Site;
use crate::scenes::{BESANCON, DIJON, location, post};

const HER: &str = "camille.martin@example.org";
const EDIT: &str = "/ac-besancon/courses/2636/edit";

/// Sections « Un » with Alpha, Bravo and Charlie, « Deux » with Delta, and « Trois » with nothing.
async fn three_sections() -> (Site, Browser) {
    let (site, mut trainer) = course().await;
    for title in ["Un", "Deux", "Trois"] {
        section(&mut trainer, title).await;
    }
    for (section, title) in [("Un", "Alpha"), ("Un", "Bravo"), ("Un", "Charlie"), ("Deux", "Delta")] {
        activity(&site, &mut trainer, section, "page", &[("title", title), ("body", "…")]).await;
    }
    (site, trainer)
}

async fn id(site: &Site, title: &str) -> i64 {
    let sql = "select id from (select id, title from section union all select id, title from activity) part where title = $1";
    site.app.db.one::<(i64,)>(sql, &db::args![title]).await.unwrap().0
}

/// « Un: Alpha Bravo, Deux: » as the database has them.
async fn order(site: &Site) -> String {
    let sql = "select s.title, a.title from section s left join activity a on a.section_id = s.id and a.trashed_at is null
                where s.trashed_at is null and s.title in ('Un', 'Deux', 'Trois')
                order by s.position, a.position";
    let rows: Vec<(String, Option<String>)> = site.app.db.all(sql, &[]).await.unwrap();
    let mut said: Vec<String> = Vec::new();
    for (section, activity) in rows {
        if !said.last().is_some_and(|last| last.starts_with(&format!("{section}:"))) {
            said.push(format!("{section}:"));
        }
        if let (Some(last), Some(activity)) = (said.last_mut(), activity) {
            last.push_str(&format!(" {activity}"));
        }
    }
    said.join(", ")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_goes_where_it_is_put_down() {
    let (site, mut trainer) = three_sections().await;
    for (part, field, value, expected) in [
        ("Charlie", "before", "Alpha", "Un: Charlie Alpha Bravo, Deux: Delta, Trois:"),
        ("Charlie", "before", "Bravo", "Un: Alpha Charlie Bravo, Deux: Delta, Trois:"),
        ("Alpha", "end", "Un", "Un: Charlie Bravo Alpha, Deux: Delta, Trois:"),
        ("Bravo", "before", "Delta", "Un: Charlie Alpha, Deux: Bravo Delta, Trois:"),
        ("Charlie", "end", "Deux", "Un: Alpha, Deux: Bravo Delta Charlie, Trois:"),
        ("Alpha", "end", "Trois", "Un:, Deux: Bravo Delta Charlie, Trois: Alpha"),
        ("Delta", "end", "Un", "Un: Delta, Deux: Bravo Charlie, Trois: Alpha"),
        ("Trois", "before", "Un", "Trois: Alpha, Un: Delta, Deux: Bravo Charlie"),
        ("Trois", "end", "", "Un: Delta, Deux: Bravo Charlie, Trois: Alpha"),
        ("Un", "before", "Trois", "Deux: Bravo Charlie, Un: Delta, Trois: Alpha"),
    ] {
        let kind = if ["Un", "Deux", "Trois"].contains(&part) { "section" } else { "activity" };
        let (part, value) = (id(&site, part).await, if value.is_empty() { 0 } else { id(&site, value).await });
        post(&mut trainer, EDIT, &[("do", &format!("{kind}-put:{part}")), (field, &value.to_string())]).await;
        assert_eq!((trainer.status.as_u16(), location(&trainer)), (303, format!("{EDIT}#{kind}-{part}")));
        assert_eq!(order(&site).await, expected);
        trainer.visit(EDIT).await;
        trainer.sees("C'est déplacé");
    }
    // Sections stand at the same three places as before, which name them.
    assert_eq!(site.number("select count(*) from section where position in (1, 2, 3)").await, 3);
    assert_eq!(site.number("select count(*) from event where kind in ('course.activity.moved', 'course.section.moved')").await, 10);
    // At home it stays, whatever is said, and nothing is noted or said.
    for (part, field, value) in [("Bravo", "before", "Bravo"), ("Bravo", "before", "Charlie"), ("Charlie", "end", "Deux")] {
        let (part, value) = (id(&site, part).await, id(&site, value).await.to_string());
        post(&mut trainer, EDIT, &[("do", &format!("activity-put:{part}")), (field, &value)]).await;
        trainer.visit(EDIT).await;
        trainer.does_not_see("C'est déplacé");
    }
    let (first, second) = (id(&site, "Un").await, id(&site, "Trois").await.to_string());
    for (field, value) in [("before", first.to_string()), ("before", second)] {
        post(&mut trainer, EDIT, &[("do", &format!("section-put:{first}")), (field, &value)]).await;
    }
    assert_eq!(order(&site).await, "Deux: Bravo Charlie, Un: Delta, Trois: Alpha");
    assert_eq!(site.number("select count(*) from event where kind in ('course.activity.moved', 'course.section.moved')").await, 10);
    // The handle is for scripts, the buttons for everybody.
    trainer.visit(EDIT).await;
    assert!(trainer.body.contains("aria-hidden=\"true\" hidden>"), "{}", trainer.body);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_who_move_at_once_lose_nothing() {
    let (site, mut one) = three_sections().await;
    let mut other = member(&site, "autre@example.org", CourseRole::Concepteur).await;
    let [alpha, bravo, charlie, delta] =
        [id(&site, "Alpha").await, id(&site, "Bravo").await, id(&site, "Charlie").await, id(&site, "Delta").await];
    let (un, deux) = (id(&site, "Un").await, id(&site, "Deux").await);
    // Both drag at once, each on the page as it was.
    let moves = [(alpha, ("before", delta)), (bravo, ("before", delta)), (charlie, ("end", deux)), (delta, ("end", un))];
    for round in 0..5 {
        for (part, (field, value)) in moves {
            let (what, value) = (format!("activity-put:{part}"), value.to_string());
            let (back, home) = (format!("activity-put:{}", moves[round % 4].0), un.to_string());
            let first = [("do", what.as_str()), (field, value.as_str())];
            let second = [("do", back.as_str()), ("end", home.as_str())];
            tokio::join!(post(&mut one, EDIT, &first), post(&mut other, EDIT, &second));
            assert!(one.status == 303 && other.status == 303, "{} {}", one.text(), other.text());
            assert_eq!(site.number("select count(distinct section_id * 100000 + position) from activity").await, 4);
        }
    }
    // Before what another moved away: there, where it is now. Before what she deleted: nowhere, and it is said.
    post(&mut other, EDIT, &[("do", &format!("activity-put:{bravo}")), ("end", &deux.to_string())]).await;
    post(&mut one, EDIT, &[("do", &format!("activity-put:{alpha}")), ("before", &bravo.to_string())]).await;
    assert_eq!(site.number(&format!("select section_id from activity where id = {alpha}")).await, deux);
    let before = order(&site).await;
    act(&mut other, "activity-trash", bravo).await;
    act(&mut other, "section-trash", un).await;
    for fields in [("before", bravo), ("end", un)] {
        post(&mut one, EDIT, &[("do", &format!("activity-put:{alpha}")), (fields.0, &fields.1.to_string())]).await;
        assert_eq!(one.status, 422);
        one.sees("n'est plus là").sees("Alpha");
    }
    // What she deleted herself stays where it was, and comes back there.
    post(&mut one, EDIT, &[("do", &format!("activity-put:{bravo}")), ("end", &deux.to_string())]).await;
    assert_eq!(one.status, 303);
    act(&mut other, "section-restore", un).await;
    act(&mut other, "activity-restore", bravo).await;
    assert_eq!(order(&site).await, before);
    // What was thrown away keeps its place between the others, however they move.
    act(&mut other, "activity-trash", bravo).await;
    post(&mut one, EDIT, &[("do", &format!("activity-put:{alpha}")), ("end", &deux.to_string())]).await;
    act(&mut other, "activity-restore", bravo).await;
    assert_eq!(site.number("select count(*) from activity").await, 4);
    site.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_put_down_by_strangers_or_among_strangers() {
    let (site, mut trainer) = three_sections().await;
    let mut hers = member(&site, HER, CourseRole::Participant).await;
    let alpha = id(&site, "Alpha").await;
    let before = order(&site).await;
    for (academy, number) in [(BESANCON, 2700), (DIJON, 2636)] {
        site.session(academy, number, "Autre").await;
        let sql = "insert into section (academy_id, course_id, position, title, summary) select academy_id, id, 1, $3, '' from course
                    where academy_id = $1 and number = $2";
        let academy_id = site.academy(academy).await.id;
        site.run(sql, &db::args![academy_id, number, academy]).await;
        let sql = "insert into activity (academy_id, course_id, section_id, position, kind, title, hidden, completion)
                   select academy_id, course_id, id, 1, 'page', 'Ailleurs ' || title, false, 'seen' from section where title = $1";
        site.run(sql, &db::args![academy]).await;
        let (section, activity) = (id(&site, academy).await, id(&site, &format!("Ailleurs {academy}")).await);
        // Into another course, and out of it.
        for (field, value) in [("before", activity), ("end", section)] {
            post(&mut trainer, EDIT, &[("do", &format!("activity-put:{alpha}")), (field, &value.to_string())]).await;
            assert_eq!(trainer.status, 422, "{academy} {field}");
        }
        post(&mut trainer, EDIT, &[("do", &format!("activity-put:{activity}")), ("before", &alpha.to_string())]).await;
        let un = id(&site, "Un").await;
        post(&mut trainer, EDIT, &[("do", &format!("section-put:{section}")), ("before", &un.to_string())]).await;
        post(&mut trainer, EDIT, &[("do", &format!("section-put:{un}")), ("before", &section.to_string())]).await;
        assert_eq!(trainer.status, 422);
        assert_eq!(site.number(&format!("select section_id from activity where id = {activity}")).await, section);
    }
    for (what, field, value) in [
        ("activity-put:x", "before", "1"),
        ("activity-put:", "before", "1"),
        ("activity-put:1", "before", "x"),
        ("activity-put:1", "end", ""),
        ("activity-put:1", "end", "99999999999999999999"),
        ("activity-put:1", "before", "1; drop table activity"),
        ("activity-put:1", "nowhere", "1"),
        ("section-put:1", "before", "é"),
    ] {
        post(&mut trainer, EDIT, &[("do", what), (field, value)]).await;
        assert_eq!(trainer.status, 404, "{what} {field} {value}");
    }
    for (what, field, value) in
        [("activity-put:-1", "end", "1"), ("activity-put:999999", "before", "1"), ("section-put:999999", "end", "0")]
    {
        post(&mut trainer, EDIT, &[("do", what), (field, value)]).await;
        assert_eq!(trainer.status, 303, "gone, as far as she knows: {what}");
    }
    for far in ["-1", "999999", "9223372036854775807"] {
        post(&mut trainer, EDIT, &[("do", &format!("activity-put:{alpha}")), ("before", far)]).await;
        assert_eq!(trainer.status, 422, "{far}");
    }
    let last = id(&site, "Deux").await.to_string();
    post(&mut hers, EDIT, &[("do", &format!("activity-put:{alpha}")), ("end", &last)]).await;
    assert_eq!(hers.status, 404);
    site.set(BESANCON, 2636, &["stage=archived"]).await.unwrap();
    post(&mut trainer, EDIT, &[("do", &format!("activity-put:{alpha}")), ("end", &last)]).await;
    assert_eq!(trainer.status, 409);
    assert_eq!(order(&site).await, before);
    site.end().await;
}
