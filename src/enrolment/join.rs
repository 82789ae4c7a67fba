//! « Je souhaite m'inscrire », and leaving again.
//!
//! | POST /courses/{number}/join  | a place, or a place in the line when all are taken; `key` where one is asked for  |
//! | POST /courses/{number}/leave | gives it up: for who joined by herself, and for who waits                        |

use db::Tx;
use subtle::ConstantTimeEq;
use web::{Answer, Filled, Message, Problem};

use crate::access::{Allowed, Join};
use crate::courses::joining::{self, Joined};
use crate::courses::{self, Course, CourseNumber, EnrolError};
use crate::links::invitation;
use crate::people::guesses::{self, Admission, Source, Target};
use crate::visit::{Member, OrProblem};

/// Where a button pressed after the session leads.
pub async fn back(member: Member, CourseNumber(number): CourseNumber) -> Answer {
    member.go(&format!("/courses/{number}"))
}

/// Joins.
///
/// # Errors
/// [`Problem::NotFound`] when people do not join it by themselves; else when the database fails.
pub async fn join(course: Allowed<Course, Join>, member: Member, mut form: Filled) -> Answer {
    let person = member.person();
    let opening = joining::opening(&member.app.db, &course, person.id).await.or_problem()?.ok_or(Problem::NotFound)?;
    if let Some(key) = &opening.key
        && let Some(fault) = wrong(&member, &course, key, &form.line("key", 200)).await?
    {
        form.fault("key", fault);
        return courses::about_again(&member, course.into_inner(), form).await;
    }
    let tx = member.app.db.begin().await.or_problem()?;
    let joined = joining::take(&tx, &course, person.id, &member.today(), member.now).await.map_err(problem)?;
    if joined == Joined::In {
        invitation::tell(&tx, &member.app, &member.academy, person, "", &member.url(&course.path())).await.or_problem()?;
    }
    tx.commit().await.or_problem()?;
    member.app.wake.wake();
    match joined {
        Joined::In => member.go_and_say(&course.path(), "done-joined"),
        Joined::Already => member.go(&course.path()),
        Joined::Waiting => member.go_and_say(&format!("{}/about", course.path()), "done-waiting"),
        Joined::Closed => Err(Problem::NotFound),
    }
}

/// What is wrong with a key; its guesses are counted like those of a password, for each person and course.
async fn wrong(member: &Member, course: &Course, key: &str, typed: &str) -> Result<Option<Message>, Problem> {
    let target = Target::CourseKey { course_id: course.id, person_id: member.person().id };
    let counters = guesses::counters(&target, &Source::Network(member.network));
    let tx = member.app.db.begin().await.or_problem()?;
    if let Admission::Wait(until) = guesses::admit(&tx, &counters, member.now).await.or_problem()? {
        return Ok(Some(Message::new("join-key-limited").with("minutes", guesses::minutes_until(until, member.now))));
    }
    let right = bool::from(typed.as_bytes().ct_eq(key.as_bytes()));
    if right {
        guesses::succeeded(&tx, &counters).await.or_problem()?;
    }
    tx.commit().await.or_problem()?;
    Ok((!right).then(|| Message::new("join-key-wrong")))
}

/// Leaves.
///
/// # Errors
/// When the database fails.
pub async fn leave(member: Member, CourseNumber(number): CourseNumber) -> Answer {
    let tx = member.app.db.begin().await.or_problem()?;
    let moved = joining::leave(&tx, member.academy.id, number, member.person().id, member.now).await.map_err(problem)?;
    tell_all(&tx, &member, number, &moved).await?;
    tx.commit().await.or_problem()?;
    member.app.wake.wake();
    member.go_and_say("/my", "done-left")
}

/// Tells those who got a place that they are in.
pub(super) async fn tell_all(tx: &Tx, member: &Member, number: i64, people: &[i64]) -> Result<(), Problem> {
    let wanted = member.url(&format!("/courses/{number}"));
    invitation::places_free(tx, &member.app, &member.academy, people, &wanted).await.or_problem()
}

/// As a page says it.
pub(super) fn problem(error: EnrolError) -> Problem {
    match error {
        EnrolError::Database(error) => crate::visit::database(error),
        EnrolError::NoParticipants => Problem::NotFound,
    }
}
