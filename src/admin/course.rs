//! `course add`.

use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::show::course_report;
use super::{Refusal, Report, whom};
use crate::app::App;
use crate::clock::is_day;
use crate::courses::{self, CourseKind, CreateError, NewCourse};

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
        request: None,
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
