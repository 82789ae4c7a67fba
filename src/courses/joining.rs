//! Joining a session by oneself: whether it is open, its places, and who waits for one.

use db::{Db, Tx};

use super::enrol::{EnrolError, enrol, is_enrolled};
use super::{Course, changed, find, groups};
use crate::access::CourseRole;

db::row! {
    /// A session that people join by themselves, as one visitor meets it.
    pub struct Opening {
        /// What must be known to join; `None` for everybody.
        pub key: Option<String>,
        /// The most participants; `None` without a limit.
        pub places: Option<i64>,
        /// Participants, however they came.
        pub taken: i64,
        /// The visitor's place among those who wait, from 1; 0 when she does not.
        pub place: i64,
        /// The first day on which people join (`YYYY-MM-DD` in the académie's zone).
        pub opens_on: Option<String>,
        /// The last one.
        pub closes_on: Option<String>,
    }
}

/// On what conditions people join by themselves.
#[derive(Clone, Debug, Default)]
pub struct Conditions {
    /// What must be known; `None` for everybody.
    pub key: Option<String>,
    /// The most participants; `None` without a limit.
    pub places: Option<i64>,
    /// The first day on which people join.
    pub opens_on: Option<String>,
    /// The last one.
    pub closes_on: Option<String>,
}

impl From<Opening> for Conditions {
    fn from(opening: Opening) -> Conditions {
        Conditions { key: opening.key, places: opening.places, opens_on: opening.opens_on, closes_on: opening.closes_on }
    }
}

impl Opening {
    /// Whether the day on which people may join is still to come.
    pub fn is_to_come(&self, today: &str) -> bool {
        self.opens_on.as_deref().is_some_and(|day| day > today)
    }

    /// Whether the last day to join is past.
    pub fn is_past(&self, today: &str) -> bool {
        self.closes_on.as_deref().is_some_and(|day| day < today)
    }

    /// Whether somebody may join on this day.
    pub fn is_on(&self, today: &str) -> bool {
        !self.is_to_come(today) && !self.is_past(today)
    }

    /// Places left; `None` without a limit.
    pub fn left(&self) -> Option<i64> {
        self.places.map(|places| (places - self.taken).max(0))
    }
}

const OPENING: &str = "select s.key, s.places, s.opens_on, s.closes_on,
           (select count(*) from enrolment e where e.academy_id = $1 and e.course_id = $2 and e.role = 'participant') as taken,
           (select count(*) from waiting_list w where w.academy_id = $1 and w.course_id = $2
               and w.id <= (select m.id from waiting_list m where m.course_id = $2 and m.person_id = $3)) as place
      from self_enrolment s where s.academy_id = $1 and s.course_id = $2 and s.closed = false";

/// How a course is open to this person (0 for nobody); `None` when people do not join it by themselves.
///
/// # Errors
/// When the database fails.
pub async fn opening(db: &Db, course: &Course, person_id: i64) -> db::Result<Option<Opening>> {
    db.maybe(OPENING, &db::args![course.academy_id, course.id, person_id]).await
}

/// On what conditions a course is or was open, and whether it is: what a form shows.
///
/// # Errors
/// When the database fails.
pub async fn conditions(db: &Db, course: &Course) -> db::Result<Option<(Conditions, bool)>> {
    let found: Option<Kept> = db
        .maybe(
            "select key, places, opens_on, closes_on, closed from self_enrolment where academy_id = $1 and course_id = $2",
            &db::args![course.academy_id, course.id],
        )
        .await?;
    Ok(found.map(Kept::conditions))
}

/// The same for commands that change it.
///
/// # Errors
/// When the database fails.
pub async fn kept(tx: &Tx, course: &Course) -> db::Result<Option<(Conditions, bool)>> {
    let found: Option<Kept> = tx
        .maybe(
            "select key, places, opens_on, closes_on, closed from self_enrolment where academy_id = $1 and course_id = $2",
            &db::args![course.academy_id, course.id],
        )
        .await?;
    Ok(found.map(Kept::conditions))
}

db::row! {
    struct Kept {
        key: Option<String>,
        places: Option<i64>,
        opens_on: Option<String>,
        closes_on: Option<String>,
        closed: bool,
    }
}

impl Kept {
    fn conditions(self) -> (Conditions, bool) {
        (Conditions { key: self.key, places: self.places, opens_on: self.opens_on, closes_on: self.closes_on }, !self.closed)
    }
}

/// How a course is open, inside a transaction.
///
/// # Errors
/// When the database fails.
pub async fn stored(tx: &Tx, course: &Course) -> db::Result<Option<Opening>> {
    tx.maybe(OPENING, &db::args![course.academy_id, course.id, 0]).await
}

/// Opens a course to people on these conditions; closes it with `None`. Gives those who were waiting and got a place.
///
/// # Errors
/// When the database fails.
pub async fn set(tx: &Tx, course: &Course, open: Option<&Conditions>, now: i64) -> Result<Vec<i64>, EnrolError> {
    let moved = match open {
        None => {
            let sql = "update self_enrolment set closed = $3 where academy_id = $1 and course_id = $2";
            tx.run(sql, &db::args![course.academy_id, course.id, true]).await?;
            Vec::new()
        }
        Some(on) => {
            tx.run(
                "insert into self_enrolment (course_id, academy_id, key, places, opens_on, closes_on) values ($1, $2, $3, $4, $5, $6)
                 on conflict (course_id) do update set key = excluded.key, places = excluded.places, opens_on = excluded.opens_on,
                        closes_on = excluded.closes_on, closed = false",
                &db::args![course.id, course.academy_id, on.key.as_deref(), on.places, on.opens_on.as_deref(), on.closes_on.as_deref()],
            )
            .await?;
            move_up(tx, course, now).await?
        }
    };
    changed(tx, course).await?;
    Ok(moved)
}

/// Keeps conditions of a course that stays closed, so that nobody moves up by them.
///
/// # Errors
/// When the database fails.
pub async fn keep(tx: &Tx, course: &Course, on: &Conditions) -> db::Result<()> {
    tx.run(
        "insert into self_enrolment (course_id, academy_id, key, places, opens_on, closes_on, closed) values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (course_id) do update set key = excluded.key, places = excluded.places, opens_on = excluded.opens_on,
                closes_on = excluded.closes_on, closed = excluded.closed",
        &db::args![course.id, course.academy_id, on.key.as_deref(), on.places, on.opens_on.as_deref(), on.closes_on.as_deref(), true],
    )
    .await?;
    changed(tx, course).await
}

/// What came of asking for a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joined {
    /// She is in the course from now on.
    In,
    /// She was in it before.
    Already,
    /// Every place is taken: she waits, in the order of asking.
    Waiting,
    /// It is not open to her any more.
    Closed,
}

/// Takes a place, or a place in the line. One after the other, so that the last one is taken once.
///
/// # Errors
/// As [`EnrolError`].
pub async fn take(tx: &Tx, course: &Course, person_id: i64, today: &str, now: i64) -> Result<Joined, EnrolError> {
    let Some(opening) = hold(tx, course, person_id).await? else { return Ok(Joined::Closed) };
    if is_enrolled(tx, course, person_id).await? {
        return Ok(Joined::Already);
    }
    if !opening.is_on(today) {
        return Ok(Joined::Closed);
    }
    if opening.left() == Some(0) {
        tx.run(
            "insert into waiting_list (academy_id, course_id, person_id) values ($1, $2, $3) on conflict (course_id, person_id) do nothing",
            &db::args![course.academy_id, course.id, person_id],
        )
        .await?;
        return Ok(Joined::Waiting);
    }
    let_in(tx, course, person_id, now).await?;
    Ok(Joined::In)
}

/// Gives up her place, or her place in the line. Gives those who move up.
///
/// # Errors
/// As [`EnrolError`].
pub async fn leave(tx: &Tx, academy_id: i64, number: i64, person_id: i64, now: i64) -> Result<Vec<i64>, EnrolError> {
    let Some(course) = find(tx, academy_id, number).await? else { return Ok(Vec::new()) };
    hold(tx, &course, person_id).await?;
    let her_row = db::args![course.academy_id, course.id, person_id];
    tx.run("delete from waiting_list where academy_id = $1 and course_id = $2 and person_id = $3", &her_row).await?;
    let own: Option<(i64,)> = tx
        .maybe(
            "select id from enrolment where academy_id = $1 and course_id = $2 and person_id = $3 and role = 'participant' and by_herself",
            &her_row,
        )
        .await?;
    let Some((enrolment_id,)) = own else { return Ok(Vec::new()) };
    remove(tx, &course, enrolment_id).await?;
    super::enrol::note(tx, "course.enrolment.left", &course, person_id, CourseRole::Participant, Some(person_id), now).await?;
    move_up(tx, &course, now).await
}

/// Takes somebody out of a course, whatever she is in it. Gives those who move up.
///
/// # Errors
/// As [`EnrolError`].
pub async fn take_out(tx: &Tx, course: &Course, person_id: i64, actor_id: Option<i64>, now: i64) -> Result<Vec<i64>, EnrolError> {
    hold(tx, course, person_id).await?;
    let found: Option<(i64, CourseRole)> = tx
        .maybe(
            "select id, role from enrolment where academy_id = $1 and course_id = $2 and person_id = $3",
            &db::args![course.academy_id, course.id, person_id],
        )
        .await?;
    let Some((enrolment_id, role)) = found else { return Ok(Vec::new()) };
    remove(tx, course, enrolment_id).await?;
    super::enrol::note(tx, "course.enrolment.removed", course, person_id, role, actor_id, now).await?;
    move_up(tx, course, now).await
}

async fn remove(tx: &Tx, course: &Course, enrolment_id: i64) -> db::Result<()> {
    groups::leave_all(tx, course, enrolment_id).await?;
    tx.run("delete from enrolment where academy_id = $1 and id = $2", &db::args![course.academy_id, enrolment_id]).await?;
    Ok(())
}

/// Until the transaction ends, nobody else takes or gives up a place of this course.
async fn hold(tx: &Tx, course: &Course, person_id: i64) -> db::Result<Option<Opening>> {
    let sql = "update self_enrolment set places = places where academy_id = $1 and course_id = $2";
    tx.run(sql, &db::args![course.academy_id, course.id]).await?;
    tx.maybe(OPENING, &db::args![course.academy_id, course.id, person_id]).await
}

async fn let_in(tx: &Tx, course: &Course, person_id: i64, now: i64) -> Result<(), EnrolError> {
    enrol(tx, course, person_id, CourseRole::Participant, Some(person_id), now).await?;
    let sql = "update enrolment set by_herself = $4 where academy_id = $1 and course_id = $2 and person_id = $3";
    tx.run(sql, &db::args![course.academy_id, course.id, person_id, true]).await?;
    Ok(())
}

/// Lets in whoever waits, as far as there are places; gives them.
///
/// # Errors
/// As [`EnrolError`].
pub(super) async fn fill(tx: &Tx, course: &Course, now: i64) -> Result<Vec<i64>, EnrolError> {
    hold(tx, course, 0).await?;
    move_up(tx, course, now).await
}

/// Lets in those who have waited longest, as far as there are places.
async fn move_up(tx: &Tx, course: &Course, now: i64) -> Result<Vec<i64>, EnrolError> {
    let mut moved = Vec::new();
    // Whoever is in it, as whatever, does not wait: nobody is let in who is there.
    tx.run(
        "delete from waiting_list where academy_id = $1 and course_id = $2
            and person_id in (select e.person_id from enrolment e where e.academy_id = $1 and e.course_id = $2)",
        &db::args![course.academy_id, course.id],
    )
    .await?;
    // Nobody gets into what is closed or thrown away, however many places there are.
    while course.takes_enrolments() {
        let opening: Option<Opening> = tx.maybe(OPENING, &db::args![course.academy_id, course.id, 0]).await?;
        if opening.is_none_or(|opening| opening.left() == Some(0)) {
            return Ok(moved);
        }
        let first: Option<(i64,)> = tx
            .maybe(
                "select person_id from waiting_list where academy_id = $1 and course_id = $2 order by id limit 1",
                &db::args![course.academy_id, course.id],
            )
            .await?;
        let Some((person_id,)) = first else { return Ok(moved) };
        let_in(tx, course, person_id, now).await?;
        moved.push(person_id);
    }
    Ok(moved)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_left_are_never_less_than_none() {
        let opening = |places, taken| Opening { key: None, places, taken, place: 0, opens_on: None, closes_on: None };
        assert_eq!(opening(None, 500).left(), None);
        assert_eq!(opening(Some(3), 1).left(), Some(2));
        // Trainers may have enrolled more than there are places.
        assert_eq!(opening(Some(3), 5).left(), Some(0));
        let dated = Opening { opens_on: Some("2026-11-25".into()), closes_on: Some("2026-11-27".into()), ..opening(None, 0) };
        let on = ["2026-11-24", "2026-11-25", "2026-11-27", "2026-11-28"].map(|day| (dated.is_to_come(day), dated.is_past(day)));
        assert_eq!(on, [(true, false), (false, false), (false, false), (false, true)]);
    }
}
