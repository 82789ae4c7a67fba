//! When and to whom a part of a course is open, as its author says it. What that means for somebody: `doors.rs`.

use std::collections::HashMap;

use db::{Db, Tx};

use super::{Course, completion};

db::row! {
    /// What must hold before a part is open; what is not said does not matter.
    #[derive(Default, PartialEq, Eq)]
    pub struct Conditions {
        /// The first day, `YYYY-MM-DD` in the académie's zone.
        pub opens_on: Option<String>,
        /// The last day.
        pub closes_on: Option<String>,
        /// Another activity of the course, finished first.
        pub after_id: Option<i64>,
        /// A group of the course: nobody else is shown it.
        pub group_id: Option<i64>,
    }
}

/// What can have conditions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A section: they hold for everything in it.
    Section(i64),
    /// An activity.
    Activity(i64),
}

/// Something an author may choose as a condition: its id and how it is called.
pub type Choice = (i64, String);

/// The conditions of a part.
///
/// # Errors
/// When there is no such part, or the database fails.
pub async fn of(db: &Db, course: &Course, part: Part) -> db::Result<Conditions> {
    let (sql, id) = match part {
        Part::Section(id) => {
            ("select opens_on, closes_on, after_id, group_id from section where academy_id = $1 and course_id = $2 and id = $3", id)
        }
        Part::Activity(id) => {
            ("select opens_on, closes_on, after_id, group_id from activity where academy_id = $1 and course_id = $2 and id = $3", id)
        }
    };
    db.one(sql, &db::args![course.academy_id, course.id, id]).await
}

/// The activities that can be finished, in their order, for a part to come after; and what it comes after now, whatever became of that.
///
/// # Errors
/// When the database fails.
pub async fn activities(db: &Db, course: &Course, now: Option<i64>) -> db::Result<Vec<Choice>> {
    db.all(
        "select a.id, a.title from activity a join section s on s.id = a.section_id
          where a.academy_id = $1 and a.course_id = $2
            and ((a.trashed_at is null and s.trashed_at is null and a.completion <> 'none') or a.id = $3)
          order by s.position, a.position",
        &db::args![course.academy_id, course.id, now],
    )
    .await
}

/// The groups of a course, by name.
///
/// # Errors
/// When the database fails.
pub async fn groups(db: &Db, course: &Course) -> db::Result<Vec<Choice>> {
    let sql = "select id, name from course_group where academy_id = $1 and course_id = $2 order by name";
    db.all(sql, &db::args![course.academy_id, course.id]).await
}

/// Why conditions are not stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The part would wait for itself.
    Circle,
    /// What it comes after is not of this course: without it the part would be open to all.
    NoActivity,
    /// The group is gone: without it the part would be everybody's.
    NoGroup,
}

/// Stores the conditions of a part, or says why not; the course must be held.
///
/// # Errors
/// When the database fails.
pub async fn set(tx: &Tx, course: &Course, part: Part, conditions: &Conditions) -> db::Result<Option<Refused>> {
    if let Some(after) = conditions.after_id {
        let sql = "select id from activity where academy_id = $1 and course_id = $2 and id = $3";
        if tx.maybe::<(i64,)>(sql, &db::args![course.academy_id, course.id, after]).await?.is_none() {
            return Ok(Some(Refused::NoActivity));
        }
    }
    if let Some(after) = conditions.after_id
        && waits_for_itself(tx, course, part, after).await?
    {
        return Ok(Some(Refused::Circle));
    }
    if let Some(group) = conditions.group_id {
        // Held, so that nobody's leaving takes it away meanwhile.
        let sql = "update course_group set name = name where academy_id = $1 and course_id = $2 and id = $3";
        if tx.run(sql, &db::args![course.academy_id, course.id, group]).await? == 0 {
            return Ok(Some(Refused::NoGroup));
        }
    }
    let (sql, id) = match part {
        Part::Section(id) => (
            "update section set opens_on = $4, closes_on = $5, group_id = $7,
                    after_id = (select a.id from activity a where a.academy_id = $1 and a.course_id = $2 and a.id = $6)
              where academy_id = $1 and course_id = $2 and id = $3",
            id,
        ),
        Part::Activity(id) => (
            "update activity set opens_on = $4, closes_on = $5, group_id = $7,
                    after_id = (select a.id from activity a where a.academy_id = $1 and a.course_id = $2 and a.id = $6)
              where academy_id = $1 and course_id = $2 and id = $3",
            id,
        ),
    };
    let Conditions { opens_on, closes_on, after_id, group_id } = conditions;
    tx.run(sql, &db::args![course.academy_id, course.id, id, opens_on.as_deref(), closes_on.as_deref(), *after_id, *group_id]).await?;
    completion::counts_anew(tx, course).await?;
    Ok(None)
}

/// Whether a part that came after an activity would wait for itself, by whatever detour.
async fn waits_for_itself(tx: &Tx, course: &Course, part: Part, after: i64) -> db::Result<bool> {
    let all: Vec<(i64, i64, Option<i64>, Option<i64>)> = tx
        .all(
            "select a.id, a.section_id, a.after_id, s.after_id as section_after_id from activity a join section s on s.id = a.section_id
              where a.academy_id = $1 and a.course_id = $2",
            &db::args![course.academy_id, course.id],
        )
        .await?;
    let waits: HashMap<i64, Vec<i64>> =
        all.iter().map(|(id, _, own, section)| (*id, own.iter().chain(section).copied().collect())).collect();
    let waiting = all.iter().filter(|(id, section_id, ..)| match part {
        Part::Activity(part) => *id == part,
        Part::Section(part) => *section_id == part,
    });
    Ok(waiting.into_iter().any(|(id, ..)| leads_to(after, *id, |id| waits.get(&id).cloned().unwrap_or_default())))
}

/// Whether one comes to `to` from `from` over what each waits for.
pub(super) fn leads_to(from: i64, to: i64, waits_for: impl Fn(i64) -> Vec<i64>) -> bool {
    let (mut seen, mut ahead) = (std::collections::HashSet::new(), vec![from]);
    while let Some(id) = ahead.pop() {
        if id == to {
            return true;
        }
        if seen.insert(id) {
            ahead.extend(waits_for(id));
        }
    }
    false
}

/// An activity goes for good: nothing waits for it any more.
///
/// # Errors
/// When the database fails.
pub async fn forget(tx: &Tx, academy_id: i64, activity_id: i64) -> db::Result<()> {
    for sql in [
        "update activity set after_id = null where academy_id = $1 and after_id = $2",
        "update section set after_id = null where academy_id = $1 and after_id = $2",
    ] {
        tx.run(sql, &db::args![academy_id, activity_id]).await?;
    }
    Ok(())
}
