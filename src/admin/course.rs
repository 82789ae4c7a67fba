//! `course add`.

use clap::builder::{PossibleValuesParser, TypedValueParser};

use serde_json::json;

use super::show::course_report;
use super::{Refusal, Report, whom};
use crate::app::App;
use crate::clock::is_day;
use crate::courses::{self, CourseKind, CreateError, EnrolError, NewCourse, joining};
use crate::events::{self, Event};
use crate::links::invitation;
use crate::people::Person;

/// The course to be made.
#[derive(clap::Args, Clone, Debug)]
pub struct Add {
    /// The académie
    #[arg(long, value_name = "SLUG")]
    pub academy: String,
    /// Its number; the next free one without it
    #[arg(long, value_parser = clap::value_parser!(i64).range(1..))]
    pub number: Option<i64>,
    /// Its title
    #[arg(long)]
    pub title: String,
    /// The first day, in the académie's time zone
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub start: Option<String>,
    /// The last day
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub end: Option<String>,
    /// Keeps it from participants and from the public
    #[arg(long)]
    pub hidden: bool,
    /// What it is for
    #[arg(long, default_value = "session",
          value_parser = PossibleValuesParser::new(CourseKind::ALL.iter().map(|kind| kind.as_str())).try_map(|name| name.parse::<CourseKind>()))]
    pub kind: CourseKind,
}

fn day(text: &str) -> Result<String, String> {
    if is_day(text) { Ok(text.to_owned()) } else { Err("a day of the calendar is needed, written YYYY-MM-DD".into()) }
}

/// Makes a course, in the stage that its kind begins with: a session is open at once.
///
/// # Errors
/// As [`Refusal`].
pub async fn add(app: &App, asked: &Add) -> Result<Report, Refusal> {
    let academy = whom::academy(app, &asked.academy).await?;
    let new = NewCourse {
        academy_id: academy.id,
        number: asked.number,
        title: &asked.title,
        kind: asked.kind,
        stage: asked.kind.first_stage(),
        hidden: asked.hidden,
        starts_on: asked.start.as_deref(),
        ends_on: asked.end.as_deref(),
        summary: "",
        minutes_on_site: 0,
        minutes_at_distance: 0,
        actor_id: None,
    };
    let tx = app.db.begin().await?;
    let course = courses::create(&tx, &new, app.clock.now()).await.map_err(|error| match error {
        CreateError::Database(error) => Refusal::Database(error),
        CreateError::NumberTaken(number) => Refusal::Said(format!("{} has a course {number} already", academy.slug)),
        error => Refusal::Said(error.to_string()),
    })?;
    tx.commit().await?;
    Ok(course_report(app, &academy, &course, "course made"))
}

/// What is changed of a course.
#[derive(clap::Args, Clone, Debug)]
pub struct Set {
    /// The académie
    #[arg(long, value_name = "SLUG")]
    pub academy: String,
    /// The number of the course
    #[arg(long, value_name = "NUMBER")]
    pub course: i64,
    /// Settings: self_enrolment=open|key:…|closed, places=N (empty: no limit)
    #[arg(required = true, value_name = "KEY=VALUE", value_parser = super::academy::pair)]
    pub settings: Vec<(String, String)>,
}

/// Changes settings of a course, all or none.
///
/// # Errors
/// As [`Refusal`].
pub async fn set(app: &App, asked: &Set) -> Result<Report, Refusal> {
    let said = |text: &str| Refusal::Said(text.to_owned());
    let academy = whom::academy(app, &asked.academy).await?;
    let tx = app.db.begin().await?;
    let found = courses::find(&tx, academy.id, asked.course).await?;
    let course = found.ok_or_else(|| Refusal::Said(format!("{} has no course {}", academy.slug, asked.course)))?;
    let stored = joining::stored(&tx, &course).await?;
    let (mut open, mut key, mut places) = stored.map_or((false, None, None), |opening| (true, opening.key, opening.places));
    for (name, value) in &asked.settings {
        match (name.as_str(), value.trim()) {
            ("self_enrolment", "open") => (open, key) = (true, None),
            ("self_enrolment", "closed") => open = false,
            ("self_enrolment", value) => {
                let asked = value.strip_prefix("key:").map(str::trim).filter(|key| !key.is_empty() && key.chars().count() <= 100);
                (open, key) = (true, Some(asked.ok_or_else(|| said("self_enrolment is open, closed or key:…"))?.to_owned()));
            }
            ("places", "") => places = None,
            ("places", number) => {
                let number = number.parse::<i64>().ok().filter(|number| (1..=100_000).contains(number));
                places = Some(number.ok_or_else(|| said("places is a number from 1 to 100000, or nothing"))?);
            }
            (other, _) => return Err(Refusal::Said(format!("no such setting: {other} (there are self_enrolment, places)"))),
        }
    }
    if open && !course.kind.takes_participants() {
        return Err(said("nobody joins a parcours or a template: make a session of it"));
    }
    let now = app.clock.now();
    let moved = joining::set(&tx, &course, open.then_some((key.as_deref(), places)), now).await.map_err(|error| match error {
        EnrolError::Database(error) => Refusal::Database(error),
        error => Refusal::Said(error.to_string()),
    })?;
    for id in moved {
        let person = Person::by_id(&tx, id).await?;
        invitation::tell(&tx, app, &academy, &person, &super::show::path(&academy, course.number)).await?;
    }
    let keys: Vec<&str> = asked.settings.iter().map(|(key, _)| key.as_str()).collect();
    let event = Event {
        kind: "course.settings.changed",
        academy_id: Some(academy.id),
        actor_id: None,
        person_id: None,
        detail: json!({ "course": course.number, "keys": keys }),
    };
    events::record(&tx, event, now).await?;
    tx.commit().await?;
    Ok(course_report(app, &academy, &course, &format!("{} set", keys.join(", "))))
}
