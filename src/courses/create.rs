//! Making a course.

use db::Tx;
use serde_json::json;

use super::{Course, CourseKind, Stage};
use crate::clock::is_day;
use crate::events::{self, Event};

/// The longest title, in characters.
const LONGEST_TITLE: usize = 250;
/// The highest number: short enough to be read aloud, and there is always one after it for the next course.
const HIGHEST_NUMBER: i64 = 999_999_999;
/// How often a free number is looked for again when somebody else has just taken it.
const TRIES: usize = 5;

/// A course to be made.
#[derive(Clone, Debug)]
pub struct NewCourse<'a> {
    /// The académie it belongs to.
    pub academy_id: i64,
    /// The number asked for; `None` takes the one after the highest.
    pub number: Option<i64>,
    /// A line of text; trimmed.
    pub title: &'a str,
    /// What it is for.
    pub kind: CourseKind,
    /// Where it stands; see [`CourseKind::first_stage`].
    pub stage: Stage,
    /// Whether it is kept from participants and from the public.
    pub hidden: bool,
    /// `YYYY-MM-DD` in the académie's zone.
    pub starts_on: Option<&'a str>,
    /// `YYYY-MM-DD`, not before the first day.
    pub ends_on: Option<&'a str>,
    /// Plain text.
    pub summary: &'a str,
    /// Length face to face.
    pub minutes_on_site: i64,
    /// Length at a distance.
    pub minutes_at_distance: i64,
    /// Who makes it; `None` for the command line.
    pub actor_id: Option<i64>,
    /// The id of the form that asks for it: sent twice, it makes one course.
    pub request: Option<&'a str>,
}

/// Why a course could not be made. Nothing is changed then.
#[derive(Debug, thiserror::Error)]
pub enum CreateError {
    /// No title, or one that is too long.
    #[error("a title has 1 to {LONGEST_TITLE} characters on one line")]
    Title,
    /// Not a number an address could carry.
    #[error("a course number is between 1 and {HIGHEST_NUMBER}")]
    Number,
    /// The académie has a course of that number.
    #[error("there is a course {0} already")]
    NumberTaken(i64),
    /// The same form made a course before: this number.
    #[error("this form made course {0} already")]
    MadeAlready(i64),
    /// Not a calendar day, or the last before the first.
    #[error("days are written YYYY-MM-DD, and the last is not before the first")]
    Days,
    /// A negative length.
    #[error("a length in minutes is 0 or more")]
    Length,
    /// The database failed.
    #[error(transparent)]
    Database(#[from] db::Error),
}

/// Makes a course and notes it in the journal.
///
/// # Errors
/// As [`CreateError`].
pub async fn create(tx: &Tx, new: &NewCourse<'_>, now: i64) -> Result<Course, CreateError> {
    let title = check(new)?;
    let (id, number) = insert(tx, new, title, now).await?;
    let event = Event {
        kind: "course.created",
        academy_id: Some(new.academy_id),
        actor_id: new.actor_id,
        person_id: None,
        detail: json!({ "course": number, "kind": new.kind.as_str(), "stage": new.stage.as_str() }),
    };
    events::record(tx, event, now).await?;
    Ok(Course {
        id,
        academy_id: new.academy_id,
        number,
        kind: new.kind,
        stage: new.stage,
        hidden: new.hidden,
        title: title.to_owned(),
        summary: new.summary.trim().to_owned(),
        starts_on: new.starts_on.map(str::to_owned),
        ends_on: new.ends_on.map(str::to_owned),
        minutes_on_site: new.minutes_on_site,
        minutes_at_distance: new.minutes_at_distance,
        picture_id: None,
        by_section: false,
        role: None,
    })
}

/// The title to be stored, once everything else is found to be in order.
fn check<'a>(new: &NewCourse<'a>) -> Result<&'a str, CreateError> {
    let title = new.title.trim();
    if !web::is_visible(title) || title.chars().count() > LONGEST_TITLE || title.chars().any(char::is_control) {
        return Err(CreateError::Title);
    }
    if new.number.is_some_and(|number| !(1..=HIGHEST_NUMBER).contains(&number)) {
        return Err(CreateError::Number);
    }
    let real = [new.starts_on, new.ends_on].into_iter().flatten().all(is_day);
    let ordered = !matches!((new.starts_on, new.ends_on), (Some(start), Some(end)) if end < start);
    if !real || !ordered {
        return Err(CreateError::Days);
    }
    if new.minutes_on_site < 0 || new.minutes_at_distance < 0 {
        return Err(CreateError::Length);
    }
    Ok(title)
}

async fn insert(tx: &Tx, new: &NewCourse<'_>, title: &str, now: i64) -> Result<(i64, i64), CreateError> {
    let mut number = 0;
    for _ in 0..TRIES {
        number = match new.number {
            Some(asked) => asked,
            None => {
                let (free,): (i64,) =
                    tx.one("select coalesce(max(number), 0) + 1 from course where academy_id = $1", &db::args![new.academy_id]).await?;
                free
            }
        };
        let before: Option<(i64,)> = tx
            .maybe("select number from course where academy_id = $1 and request_key = $2", &db::args![new.academy_id, new.request])
            .await?;
        if let Some((made,)) = before {
            return Err(CreateError::MadeAlready(made));
        }
        // A conflict that is an error would end the transaction on PostgreSQL.
        let made: Option<(i64,)> = tx
            .maybe(
                "insert into course (academy_id, number, kind, stage, hidden, title, summary, starts_on, ends_on, minutes_on_site,
                                     minutes_at_distance, created_at, request_key)
                 values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
                 on conflict do nothing returning id",
                &db::args![
                    new.academy_id,
                    number,
                    new.kind,
                    new.stage,
                    new.hidden,
                    title,
                    new.summary.trim(),
                    new.starts_on,
                    new.ends_on,
                    new.minutes_on_site,
                    new.minutes_at_distance,
                    now,
                    new.request
                ],
            )
            .await?;
        if let Some((id,)) = made {
            return Ok((id, number));
        }
    }
    Err(CreateError::NumberTaken(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn new<'a>() -> NewCourse<'a> {
        NewCourse {
            academy_id: 1,
            number: Some(2636),
            title: " Session Essai parcours 2 ",
            kind: CourseKind::Session,
            stage: Stage::Running,
            hidden: false,
            starts_on: Some("2016-11-20"),
            ends_on: None,
            summary: "",
            minutes_on_site: 0,
            minutes_at_distance: 180,
            actor_id: None,
            request: None,
        }
    }

    #[test]
    fn what_is_wrong_is_said() {
        assert_eq!(check(&new()).unwrap(), "Session Essai parcours 2");
        assert!(matches!(check(&NewCourse { title: "  ", ..new() }), Err(CreateError::Title)));
        assert!(matches!(check(&NewCourse { title: "a\nb", ..new() }), Err(CreateError::Title)));
        assert!(matches!(check(&NewCourse { number: Some(0), ..new() }), Err(CreateError::Number)));
        assert!(matches!(check(&NewCourse { starts_on: Some("20/11/2016"), ..new() }), Err(CreateError::Days)));
        assert!(matches!(check(&NewCourse { ends_on: Some("2016-11-19"), ..new() }), Err(CreateError::Days)));
        assert!(check(&NewCourse { ends_on: Some("2016-11-20"), ..new() }).is_ok());
        assert!(matches!(check(&NewCourse { minutes_on_site: -1, ..new() }), Err(CreateError::Length)));
    }
}
