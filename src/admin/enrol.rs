//! `enrol`: puts somebody into a course. An unknown address gets an account and an invitation that leads to the course; somebody
//! known is mailed nothing.

use std::path::{Path, PathBuf};

use clap::builder::{PossibleValuesParser, TypedValueParser};
use db::Tx;
use serde_json::json;

use super::show::{course_report, path, person_report};
use super::{Refusal, Report, whom};
use crate::academies::Academy;
use crate::access::CourseRole;
use crate::app::App;
use crate::courses::{self, Course, EnrolError, Enrolled};
use crate::enrolment::roster::{self, Roster, RosterError};
use crate::enrolment::{account, csv_file};
use crate::links::invitation;
use crate::people::Person;
use crate::people::address::Address;

/// Who is enrolled where, as what.
#[derive(clap::Args, Clone, Debug)]
pub struct Enrol {
    /// The académie of the course
    #[arg(long, value_name = "SLUG")]
    pub academy: String,
    /// The number of the course
    #[arg(long, value_name = "NUMBER")]
    pub course: i64,
    /// Her address
    #[arg(long, value_name = "ADDR", value_parser = super::address, required_unless_present = "csv", conflicts_with = "csv")]
    pub email: Option<Address>,
    /// Her user name, when several people share the address
    #[arg(long, value_name = "NAME", requires = "email")]
    pub username: Option<String>,
    /// A file of many: one line each, with address, role and groups
    #[arg(long, value_name = "FILE")]
    pub csv: Option<PathBuf>,
    /// What she is in it
    #[arg(long, required_unless_present = "csv", conflicts_with = "csv",
          value_parser = PossibleValuesParser::new(CourseRole::ALL.iter().map(|role| role.as_str())).try_map(|name| name.parse::<CourseRole>()))]
    pub role: Option<CourseRole>,
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
    if let Some(file) = &asked.csv {
        return enrol_all(app, tx, &academy, &course, file).await;
    }
    let (Some(email), Some(role)) = (&asked.email, asked.role) else {
        return Err(Refusal::Said("either --email and --role, or --csv".into()));
    };
    let found = whom::holder(&tx, email, asked.username.as_deref()).await?;
    let invited = found.is_none();
    let person_id = match (found, &asked.username) {
        (Some(person), _) => person.id,
        (None, None) => account::create(&tx, &academy, email, ("", ""), None, now).await?,
        (None, Some(name)) => return Err(Refusal::Said(format!("nobody called {name} has the address {}", email.written))),
    };
    let outcome = courses::enrol(&tx, &course, person_id, role, None, now).await.map_err(|error| match error {
        EnrolError::Database(error) => Refusal::Database(error),
        error => Refusal::Said(error.to_string()),
    })?;
    if invited {
        let person = Person::by_id(&tx, person_id).await?;
        invitation::send(&tx, app, &academy, &person, "", Some(&path(&academy, course.number))).await?;
    }
    let mut done = match outcome {
        Enrolled::Added => format!("enrolled as {role}"),
        Enrolled::Changed => format!("now {role}"),
        Enrolled::Already => format!("was {role} already"),
    };
    if invited {
        done.push_str(", account made, invitation queued");
    }
    let person = person_report(&tx, person_id, &done).await?;
    tx.commit().await?;
    let course = course_report(app, &academy, &course, "");
    let json = json!({ "person": person.json, "course": course.json, "role": role.as_str() });
    Ok(Report { text: person.text + &course.text, json })
}

/// Enrols everybody of a file, or nobody when a line of it is faulty.
async fn enrol_all(app: &App, tx: Tx, academy: &Academy, course: &Course, file: &Path) -> Result<Report, Refusal> {
    let bytes = std::fs::read(file).map_err(|error| Refusal::Said(format!("{} cannot be read: {error}", file.display())))?;
    let rows = csv_file::read(&csv_file::decoded(&bytes));
    if rows.is_empty() || rows.len() > csv_file::MOST {
        return Err(Refusal::Said(format!("{} has {} lines: between 1 and {} are read", file.display(), rows.len(), csv_file::MOST)));
    }
    let faults: Vec<String> = rows.iter().filter_map(fault).collect();
    if !faults.is_empty() {
        return Err(Refusal::Said(format!("nobody was enrolled; lines to be put right first ({}):\n{}", faults.len(), faults.join("\n"))));
    }
    let present = roster::present(&tx, course).await?;
    let roster = Roster { app, tx: &tx, academy, course, path: path(academy, course.number), actor_id: None, now: app.clock.now() };
    let (mut added, mut already) = (0, 0);
    for person in rows.iter().filter_map(|row| row.said.as_ref().ok()) {
        let here = present.contains_key(&person.address.folded);
        (added, already) = if here { (added, already + 1) } else { (added + 1, already) };
        roster.enrol(&person.address, &person.name, person.role, &person.groups).await.map_err(|error| match error {
            RosterError::Database(error) => Refusal::Database(error),
            RosterError::Link(error) => Refusal::Link(error),
            RosterError::Enrol(error) => Refusal::Said(error.to_string()),
        })?;
    }
    tx.commit().await?;
    let course = course_report(app, academy, course, "");
    let text = format!("{added} enrolled, {already} were there already\n{}", course.text);
    Ok(Report { text, json: json!({ "added": added, "already": already, "course": course.json }) })
}

/// What is wrong with a line; the same address once more is no fault, it changes nothing.
fn fault(row: &csv_file::Row) -> Option<String> {
    let what = match row.said {
        Err(csv_file::Fault::Address) => "no address",
        Err(csv_file::Fault::Role) => "no role that is given this way",
        Err(csv_file::Fault::Group) => "a group whose name is too long",
        Ok(_) | Err(csv_file::Fault::Twice) => return None,
    };
    Some(format!("  line {}: {what}: {}", row.line, row.typed))
}
