//! « Terminé »: what somebody finished of a course, and on which day. Rows of their own, never derived from anything else; what is hidden or
//! thrown away does not count while it is.

use std::collections::HashSet;

use db::{Db, Tx};

use super::Course;

/// What somebody finished of a course, by the ids of activities.
///
/// # Errors
/// When the database fails.
pub async fn of(db: &Db, course: &Course, person_id: i64) -> db::Result<HashSet<i64>> {
    let sql = "select activity_id from completed where academy_id = $1 and course_id = $2 and person_id = $3";
    let done: Vec<(i64,)> = db.all(sql, &db::args![course.academy_id, course.id, person_id]).await?;
    Ok(done.into_iter().map(|(id,)| id).collect())
}

/// The activity somebody left last, if she left any.
///
/// # Errors
/// When the database fails.
pub async fn left_at(db: &Db, course: &Course, person_id: i64) -> db::Result<Option<i64>> {
    let sql = "select activity_id from course_use where academy_id = $1 and course_id = $2 and person_id = $3 and activity_id is not null";
    Ok(db.maybe::<(i64,)>(sql, &db::args![course.academy_id, course.id, person_id]).await?.map(|(id,)| id))
}

/// She finished it, today (`YYYY-MM-DD`). The first day stays.
///
/// # Errors
/// When the database fails.
pub async fn finish(tx: &Tx, course: &Course, activity_id: i64, person_id: i64, today: &str) -> db::Result<()> {
    tx.run(
        "insert into completed (academy_id, course_id, activity_id, person_id, done_on) values ($1, $2, $3, $4, $5)
         on conflict (person_id, activity_id) do nothing",
        &db::args![course.academy_id, course.id, activity_id, person_id, today],
    )
    .await?;
    Ok(())
}

/// She did not finish it after all.
///
/// # Errors
/// When the database fails.
pub async fn take_back(tx: &Tx, course: &Course, activity_id: i64, person_id: i64) -> db::Result<()> {
    let sql = "delete from completed where academy_id = $1 and activity_id = $2 and person_id = $3";
    tx.run(sql, &db::args![course.academy_id, activity_id, person_id]).await?;
    Ok(())
}

/// Notes where she is, over where she was.
///
/// # Errors
/// When the database fails.
pub async fn leave_at(tx: &Tx, course: &Course, activity_id: i64, person_id: i64) -> db::Result<()> {
    let sql = "update course_use set activity_id = $4 where academy_id = $1 and course_id = $2 and person_id = $3";
    tx.run(sql, &db::args![course.academy_id, course.id, person_id, activity_id]).await?;
    Ok(())
}

/// An activity goes for good: nobody finished it, nobody is there.
///
/// # Errors
/// When the database fails.
pub async fn forget(tx: &Tx, academy_id: i64, activity_id: i64) -> db::Result<()> {
    tx.run("delete from completed where academy_id = $1 and activity_id = $2", &db::args![academy_id, activity_id]).await?;
    tx.run("update course_use set activity_id = null where academy_id = $1 and activity_id = $2", &db::args![academy_id, activity_id])
        .await?;
    Ok(())
}

/// Two accounts become one: what either finished is finished; of two days the first stays.
///
/// # Errors
/// When the database fails.
pub async fn merge(tx: &Tx, gone: i64, kept: i64) -> db::Result<()> {
    let both = db::args![gone, kept];
    for sql in [
        "update completed set done_on = (select min(c.done_on) from completed c where c.activity_id = completed.activity_id and c.person_id in ($1, $2))
          where person_id = $2",
        "delete from completed where person_id = $1
            and activity_id in (select k.activity_id from completed k where k.person_id = $2)",
        "update completed set person_id = $2 where person_id = $1",
    ] {
        tx.run(sql, &both).await?;
    }
    Ok(())
}

/// How far somebody is: of so many that count, so many are finished.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// That count.
    pub all: usize,
    /// Finished of them.
    pub done: usize,
}

impl Progress {
    /// Of parts, each finished or not; one that does not count is `None`.
    pub fn of(parts: impl Iterator<Item = Option<bool>>) -> Progress {
        parts.flatten().fold(Progress::default(), |so_far, done| Progress { all: so_far.all + 1, done: so_far.done + usize::from(done) })
    }

    /// In hundredths, complete only when everything is; nothing when nothing counts.
    pub fn percent(self) -> Option<usize> {
        (self.all > 0).then(|| self.done * 100 / self.all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_course_is_complete_when_all_of_it_is() {
        let of = |parts: &[Option<bool>]| Progress::of(parts.iter().copied());
        assert_eq!(of(&[None, None]).percent(), None);
        assert_eq!(of(&[Some(false), None]).percent(), Some(0));
        assert_eq!(of(&[Some(true), Some(true), Some(false)]).percent(), Some(66));
        assert_eq!(of(&[Some(true); 200]).percent(), Some(100));
        let nearly: Vec<_> = (0..200).map(|part| Some(part > 0)).collect();
        assert_eq!(of(&nearly).percent(), Some(99));
    }
}
