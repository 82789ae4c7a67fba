//! A course copied as a whole: a few statements a table, however much is in it.
//!
//! Sections keep their places, so a section of the copy is found by that of the original; an activity of the copy names what it is a copy of
//! until the end (see `activities::copying`). What was thrown away stays behind, and so does whatever people did.

use db::{Db, Tx};
use web::Problem;

use super::{Course, completion, groups};
use crate::academies::Academy;
use crate::access::CourseRole;
use crate::activities::copying::{Copying, Linked, Links};
use crate::app::App;
use crate::files::{self, Owner, stored, used};
use crate::indexing::field::Kind;
use crate::indexing::terms::Terms;
use crate::indexing::{self, Field, Sheet};
use crate::visit::OrProblem;

/// A course and the académie it stands in.
#[derive(Clone, Copy, Debug)]
pub struct Placed<'a> {
    /// The course.
    pub course: &'a Course,
    /// Its académie.
    pub academy: &'a Academy,
}

impl Placed<'_> {
    fn linked(self) -> Linked {
        Linked { base: self.academy.base(), number: self.course.number }
    }
}

/// Who copies, and when.
#[derive(Clone, Copy, Debug)]
pub struct By {
    /// Her id.
    pub person_id: i64,
    /// The time.
    pub now: i64,
}

impl By {
    fn author_of(self, course: &Course) -> stored::Author {
        stored::Author { academy_id: course.academy_id, course_id: course.id, person_id: self.person_id }
    }
}

/// Gives a course that was just made, and is empty, all that another one is made of: sections and activities with their content, what its
/// indexing says, its picture. Whether it could: not where the copy's académie has no room for the files; then the transaction is to end there. Links to the one lead to the other. Title, summary, days and lengths stand in the course itself and are not
/// touched. `terms` are those of the copy's académie; the original is held.
///
/// # Errors
/// When the database fails.
pub async fn copy_content(tx: &Tx, app: &App, from: Placed<'_>, to: Placed<'_>, terms: &Terms, by: By) -> Result<bool, Problem> {
    place(tx, from.course, to.course).await.or_problem()?;
    let activities: Vec<(i64, i64)> = tx
        .all(
            "select copy_of, id from activity where academy_id = $1 and course_id = $2 and copy_of is not null",
            &db::args![to.course.academy_id, to.course.id],
        )
        .await
        .or_problem()?;
    let elsewhere = from.course.academy_id != to.course.academy_id;
    let files = match elsewhere {
        true => used::copy_to(tx, &by.author_of(from.course), to.course.academy_id, by.now).await.or_problem()?,
        false => Some(Vec::new()),
    };
    let Some(files) = files else { return Ok(false) };
    let links = Links {
        hosts: app.config.hosts.clone(),
        from: from.linked(),
        to: to.linked(),
        activities: activities.into_iter().collect(),
        files: files.into_iter().collect(),
    };
    used::copy_uses(tx, to.course.academy_id, to.course.id, from.course.academy_id).await.or_problem()?;
    lead_summaries(tx, to.course, &links).await.or_problem()?;
    let copying =
        Copying { from_academy_id: from.course.academy_id, academy_id: to.course.academy_id, course_id: to.course.id, links: Some(links) };
    for kind in app.kinds.0 {
        kind.copy(tx, &copying).await?;
    }
    copied(tx, to.course).await.or_problem()?;
    used::copied(tx, to.course.academy_id).await.or_problem()?;
    describe(tx, from.course, to.course, terms).await.or_problem()?;
    picture(tx, from.course, to.course, by.now).await.or_problem()?;
    Ok(true)
}

db::row! {
    /// What was made of a course, directly or of a copy of it, in whatever académie; without what was thrown away.
    pub struct MadeOf {
        /// Other parcours.
        pub copies: i64,
        /// Sessions.
        pub sessions: i64,
    }
}

/// Counts what was made of a course.
///
/// # Errors
/// When the database fails.
pub async fn made_of(db: &Db, course_id: i64) -> db::Result<MadeOf> {
    db.one(
        "with recursive made as (
           select id, kind, stage from course where copied_from = $1
           union all
           select c.id, c.kind, c.stage from made m join course c on c.copied_from = m.id)
         select count(case when kind = 'parcours' then 1 end) as copies, count(case when kind = 'session' then 1 end) as sessions
           from made where stage <> 'trashed'",
        &db::args![course_id],
    )
    .await
}

db::row! {
    /// What a copy does not have of the conditions of its original.
    pub struct LeftBehind {
        /// Whether a part had a first or a last day.
        pub days: bool,
        /// Whether a part was for a group, and is hidden in the copy.
        pub groups: bool,
    }
}

/// What a copy of a course leaves behind, as [`copy_content`] makes it.
///
/// # Errors
/// When the database fails.
pub async fn left_behind(tx: &Tx, course: &Course) -> db::Result<LeftBehind> {
    tx.one(
        "select coalesce(max(case when opens_on is not null or closes_on is not null then 1 else 0 end), 0) = 1 as days,
                coalesce(max(case when group_id is not null then 1 else 0 end), 0) = 1 as groups
           from (select s.opens_on, s.closes_on, s.group_id from section s
                  where s.academy_id = $1 and s.course_id = $2 and s.trashed_at is null
                 union all
                 select a.opens_on, a.closes_on, a.group_id from activity a join section s on s.id = a.section_id and s.trashed_at is null
                  where a.academy_id = $1 and a.course_id = $2 and a.trashed_at is null) part",
        &db::args![course.academy_id, course.id],
    )
    .await
}

/// Places the copies of sections and activities. What was for a group is hidden: there is no such group, and it would be everybody's.
async fn place(tx: &Tx, from: &Course, to: &Course) -> db::Result<()> {
    let both = db::args![from.academy_id, from.id, to.academy_id, to.id];
    tx.run(
        "insert into section (academy_id, course_id, position, title, summary)
         select $3, $4, position, title, summary from section where academy_id = $1 and course_id = $2 and trashed_at is null",
        &both,
    )
    .await?;
    tx.run(
        "insert into activity (academy_id, course_id, section_id, position, kind, title, hidden, completion, copy_of)
         select $3, $4, there.id, a.position, a.kind, a.title, a.hidden or a.group_id is not null or s.group_id is not null, a.completion, a.id
           from activity a
           join section s on s.id = a.section_id and s.trashed_at is null
           join section there on there.course_id = $4 and there.position = s.position
          where a.academy_id = $1 and a.course_id = $2 and a.trashed_at is null
          order by s.position, a.position",
        &both,
    )
    .await?;
    open_after(tx, &both).await?;
    let sql = "update course set by_section = $3, copied_from = $4 where academy_id = $1 and id = $2";
    tx.run(sql, &db::args![to.academy_id, to.id, from.by_section, from.id]).await?;
    completion::counts_anew(tx, to).await
}

/// What opens after an activity opens after its copy. Days stay behind: they were those of the original.
async fn open_after(tx: &Tx, both: &[db::Value<'_>]) -> db::Result<()> {
    tx.run(
        "update activity set after_id = (select n.id from activity o join activity n on n.academy_id = $3 and n.course_id = $4 and n.copy_of = o.after_id
                                          where o.id = activity.copy_of)
          where academy_id = $3 and course_id = $4
            and copy_of in (select o.id from activity o where o.academy_id = $1 and o.course_id = $2 and o.after_id is not null)",
        both,
    )
    .await?;
    tx.run(
        "update section set after_id = (select n.id from section o join activity n on n.academy_id = $3 and n.course_id = $4 and n.copy_of = o.after_id
                                         where o.academy_id = $1 and o.course_id = $2 and o.position = section.position)
          where academy_id = $3 and course_id = $4",
        both,
    )
    .await?;
    Ok(())
}

/// Copies are activities like any other from now on.
///
/// # Errors
/// When the database fails.
pub async fn copied(tx: &Tx, course: &Course) -> db::Result<()> {
    let sql = "update activity set copy_of = null where academy_id = $1 and course_id = $2 and copy_of is not null";
    tx.run(sql, &db::args![course.academy_id, course.id]).await?;
    Ok(())
}

/// Addresses that stand in what is said about sections.
async fn lead_summaries(tx: &Tx, course: &Course, links: &Links) -> db::Result<()> {
    let sql = "select id, summary from section where academy_id = $1 and course_id = $2 and summary like '%/course%'";
    let said: Vec<(i64, String)> = tx.all(sql, &db::args![course.academy_id, course.id]).await?;
    for (id, summary) in said {
        if let Some(led) = links.led(&summary) {
            let sql = "update section set summary = $3 where academy_id = $1 and id = $2";
            tx.run(sql, &db::args![course.academy_id, id, led]).await?;
        }
    }
    Ok(())
}

/// What its indexing says. A term that only the other académie has means nothing here.
async fn describe(tx: &Tx, from: &Course, to: &Course, terms: &Terms) -> db::Result<()> {
    let mut sheet = Sheet::read(tx, from.academy_id, from.id).await?;
    for field in Field::ALL {
        if let Kind::One(list) | Kind::Many(list) = field.kind() {
            let known: Vec<&str> = sheet.get(*field).split_whitespace().filter(|code| terms.get(list, code).is_some()).collect();
            let known = known.join(" ");
            sheet.set(*field, known);
        }
    }
    indexing::store(tx, to.academy_id, to.id, &sheet).await
}

/// Its picture: the same file, which stays as long as either is shown.
async fn picture(tx: &Tx, from: &Course, to: &Course, now: i64) -> db::Result<()> {
    let Some(id) = from.picture_id else { return Ok(()) };
    let again = files::enter_again(tx, Owner::Academy(from.academy_id), id, Owner::Academy(to.academy_id), now).await?;
    let sql = "update course set picture_id = $3 where academy_id = $1 and id = $2";
    tx.run(sql, &db::args![to.academy_id, to.id, again]).await?;
    Ok(())
}

/// Enrols everybody who is in one course in another of the same académie, as what they are and in their groups, and notes it in the journal for
/// each of them. Nothing of what they did comes with them; what was typed for somebody who never came stays all that is shown of her.
///
/// # Errors
/// When the database fails.
pub async fn copy_people(tx: &Tx, from: &Course, to: &Course, actor_id: i64, now: i64) -> db::Result<()> {
    tx.run(
        "insert into enrolment (academy_id, course_id, person_id, role, created_at, typed_address, typed_name, typed_folded)
         select academy_id, $3, person_id, role, $4, typed_address, typed_name, typed_folded from enrolment
          where academy_id = $1 and course_id = $2",
        &db::args![from.academy_id, from.id, to.id, now],
    )
    .await?;
    groups::copy(tx, from, to).await?;
    let people: Vec<(i64, CourseRole)> = tx
        .all("select person_id, role from enrolment where academy_id = $1 and course_id = $2 order by id", &db::args![to.academy_id, to.id])
        .await?;
    for (person_id, role) in people {
        super::enrol::note(tx, "course.enrolment.added", to, person_id, role, Some(actor_id), now).await?;
    }
    Ok(())
}
