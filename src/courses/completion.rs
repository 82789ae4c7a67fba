//! « Terminé »: what somebody finished of a course, and on which day. Rows of their own, never derived from anything else; what is hidden or
//! thrown away does not count while it is.

use std::collections::HashMap;

use db::{Db, Tx};

use super::{Course, arrival};

/// What counts in courses for whoever comes to them (`course_use u`), with what she finished of it: neither hidden nor thrown away, with an
/// end of its own, and not for a group she is not in. What is locked counts: it will open. Whether this release knows its kind does not matter.
const COUNTED: &str = "from course_use u
   join activity a on a.academy_id = u.academy_id and a.course_id = u.course_id
        and a.hidden = false and a.trashed_at is null and a.completion <> 'none'
   join section s on s.id = a.section_id and s.trashed_at is null
   left join completed d on d.person_id = u.person_id and d.activity_id = a.id
  where (a.group_id is null or exists (select 1 from group_member m join enrolment e on e.id = m.enrolment_id
                                        where m.group_id = a.group_id and e.person_id = u.person_id))
    and (s.group_id is null or exists (select 1 from group_member m join enrolment e on e.id = m.enrolment_id
                                        where m.group_id = s.group_id and e.person_id = u.person_id))";

/// What counts in a course changed, or may have: what is kept of those who are in it is counted anew when it is next needed.
///
/// # Errors
/// When the database fails.
pub async fn counts_anew(tx: &Tx, course: &Course) -> db::Result<()> {
    tx.run(
        "update course set shape = shape + 1,
                counted = (select count(*) from activity a join section s on s.id = a.section_id
                            where a.academy_id = $1 and a.course_id = $2 and a.hidden = false and a.trashed_at is null and a.completion <> 'none'
                              and a.group_id is null and s.group_id is null and s.trashed_at is null)
          where academy_id = $1 and id = $2",
        &db::args![course.academy_id, course.id],
    )
    .await?;
    Ok(())
}

/// Counts how far somebody is and keeps it; nothing when she was never here. Her row is held first, so that of two at once the second counts
/// what the first did.
///
/// # Errors
/// When the database fails.
pub async fn count(tx: &Tx, course: &Course, person_id: i64) -> db::Result<()> {
    let hers = db::args![course.academy_id, course.id, person_id];
    tx.run("update course_use set shape = -1 where academy_id = $1 and course_id = $2 and person_id = $3", &hers).await?;
    let (shape, counted, finished): (i64, i64, i64) = tx
        .one(
            &format!(
                "select (select shape from course where academy_id = $1 and id = $2) as shape, count(*) as counted, count(d.id) as finished
                 {COUNTED} and u.academy_id = $1 and u.course_id = $2 and u.person_id = $3"
            ),
            &hers,
        )
        .await?;
    tx.run(
        "update course_use set shape = $4, counted = $5, finished = $6 where academy_id = $1 and course_id = $2 and person_id = $3",
        &db::args![course.academy_id, course.id, person_id, shape, counted, finished],
    )
    .await?;
    Ok(())
}

/// Counts again how far somebody is, when what is kept of it is no longer right.
///
/// # Errors
/// When the database fails.
pub async fn count_if_changed(tx: &Tx, course: &Course, person_id: i64) -> db::Result<()> {
    let changed: Option<(i64,)> = tx
        .maybe(
            "select u.id from course_use u join course c on c.academy_id = u.academy_id and c.id = u.course_id
              where u.academy_id = $1 and u.course_id = $2 and u.person_id = $3 and u.shape <> c.shape",
            &db::args![course.academy_id, course.id, person_id],
        )
        .await?;
    if changed.is_some() { count(tx, course, person_id).await } else { Ok(()) }
}

/// How far somebody is in those of her courses of which what is kept is no longer right, by their ids; courses in which nothing counts are left
/// out.
///
/// # Errors
/// When the database fails.
pub async fn of_changed(db: &Db, person_id: i64) -> db::Result<HashMap<i64, Progress>> {
    let counted: Vec<(i64, i64, i64)> = db
        .all(
            &format!(
                "select u.course_id, count(*) as counted, count(d.id) as finished
                 {COUNTED} and u.person_id = $1
                   and exists (select 1 from course c where c.academy_id = u.academy_id and c.id = u.course_id and c.shape <> u.shape)
                 group by u.course_id"
            ),
            &db::args![person_id],
        )
        .await?;
    Ok(counted.into_iter().map(|(course_id, all, done)| (course_id, Progress::counted(all, done))).collect())
}

/// She finished it, today (`YYYY-MM-DD`), and so was there. The first day stays.
///
/// # Errors
/// When the database fails.
pub async fn finish(tx: &Tx, course: &Course, activity_id: i64, person_id: i64, today: &str) -> db::Result<()> {
    arrival::note(tx, course.academy_id, course.number, person_id, today).await?;
    tx.run(
        "insert into completed (academy_id, course_id, activity_id, person_id, done_on) values ($1, $2, $3, $4, $5)
         on conflict (person_id, activity_id) do nothing",
        &db::args![course.academy_id, course.id, activity_id, person_id, today],
    )
    .await?;
    count(tx, course, person_id).await
}

/// She did not finish it after all.
///
/// # Errors
/// When the database fails.
pub async fn take_back(tx: &Tx, course: &Course, activity_id: i64, person_id: i64) -> db::Result<()> {
    let sql = "delete from completed where academy_id = $1 and activity_id = $2 and person_id = $3";
    tx.run(sql, &db::args![course.academy_id, activity_id, person_id]).await?;
    count(tx, course, person_id).await
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

/// Two accounts become one: what either finished is finished; of two days the first stays. What was kept of how far she is no longer holds:
/// it is to be called once she is in the groups of both.
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
        "update course_use set shape = -1 where person_id in ($1, $2)",
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
    /// As the database counts.
    pub fn counted(all: i64, done: i64) -> Progress {
        Progress { all: usize::try_from(all).unwrap_or(0), done: usize::try_from(done).unwrap_or(0) }
    }

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
