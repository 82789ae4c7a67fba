//! `enrol`: puts somebody into a course. An unknown address gets an account and an invitation that leads to the course; somebody
//! known is mailed nothing.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use serde_json::json;

use super::show::{course_report, path, person_report};
use super::{Refusal, Report, whom};
use crate::access::CourseRole;
use crate::app::App;
use crate::courses::{self, EnrolError, Enrolled};
use crate::enrolment::account;
use crate::links::invitation;
use crate::people::Person;

/// Who is enrolled where, as what.
#[derive(clap::Args, Clone, Debug)]
pub struct Enrol {
    /// The académie of the course
    #[arg(long, value_name = "SLUG")]
    pub academy: String,
    /// The number of the course
    #[arg(long, value_name = "NUMBER")]
    pub course: i64,
    /// Who it is.
    #[command(flatten)]
    pub whom: whom::Whom,
    /// What she is in it
    #[arg(long,
          value_parser = PossibleValuesParser::new(CourseRole::ALL.iter().map(|role| role.as_str())).try_map(|name| name.parse::<CourseRole>()))]
    pub role: CourseRole,
}

/// Enrols somebody. Doing it twice changes nothing; another role takes the place of the one she had.
///
/// # Errors
/// As [`Refusal`]; then no account was made either.
pub async fn enrol(app: &App, asked: &Enrol) -> Result<Report, Refusal> {
    let now = app.clock.now();
    let academy = whom::academy(app, &asked.academy).await?;
    let tx = app.db.begin().await?;
    let course = courses::find(&tx, academy.id, asked.course)
        .await?
        .ok_or_else(|| Refusal::Said(format!("{} has no course {}", academy.slug, asked.course)))?;
    let found = whom::holder(&tx, &asked.whom.email, asked.whom.username.as_deref()).await?;
    let invited = found.is_none();
    let person_id = match (found, &asked.whom.username) {
        (Some(person), _) => person.id,
        (None, None) => account::create(&tx, &academy, &asked.whom.email, ("", ""), None, now).await?,
        (None, Some(name)) => return Err(Refusal::Said(format!("nobody called {name} has the address {}", asked.whom.email.written))),
    };
    let outcome = courses::enrol(&tx, &course, person_id, asked.role, None, now).await.map_err(|error| match error {
        EnrolError::Database(error) => Refusal::Database(error),
        error => Refusal::Said(error.to_string()),
    })?;
    if invited {
        let person = Person::by_id(&tx, person_id).await?;
        invitation::send(&tx, app, &academy, &person, Some(&path(&academy, course.number))).await?;
    }
    let mut done = match outcome {
        Enrolled::Added => format!("enrolled as {}", asked.role),
        Enrolled::Changed => format!("now {}", asked.role),
        Enrolled::Already => format!("was {} already", asked.role),
    };
    if invited {
        done.push_str(", account made, invitation queued");
    }
    let person = person_report(&tx, person_id, &done).await?;
    tx.commit().await?;
    let course = course_report(app, &academy, &course, "");
    let json = json!({ "person": person.json, "course": course.json, "role": asked.role.as_str() });
    Ok(Report { text: person.text + &course.text, json })
}
