//! `course set`: its description, how people join it, whether it is visible, its stage, whether it is offered. All or nothing.

use serde_json::json;
use web::{Language, Message, Scene};

use super::picture::brought;
use super::show::{course_report, path};
use super::{Refusal, Report, whom};
use crate::academies::Academy;
use crate::app::App;
use crate::clock::{day_in, read_day};
use crate::courses::joining::{self, Conditions};
use crate::courses::{self, Course, EnrolError, Stage};
use crate::events::{self, Event};
use crate::files::picture::Shape;
use crate::indexing::terms::Terms;
use crate::indexing::{Field, Sheet};
use crate::lifecycle::action::{self, Action, Need, Refused};
use crate::lifecycle::description;
use crate::links::invitation;
use crate::visit::picture::Brought;

/// Every other key than those of an indexing.
const KEYS: &str = "picture, self_enrolment, places, enrolment_from, enrolment_until, hidden, stage, published";

/// What is changed of a course.
#[derive(clap::Args, Clone, Debug)]
pub struct Set {
    /// The académie
    #[arg(long, value_name = "SLUG")]
    pub academy: String,
    /// The number of the course
    #[arg(long, value_name = "NUMBER")]
    pub course: i64,
    /// Settings: self_enrolment=open|key:…|closed, places=N, hidden=yes|no, stage=…, published=yes|no, picture=FILE, and every field of the indexing
    #[arg(required = true, value_name = "KEY=VALUE", value_parser = super::academy::pair)]
    pub settings: Vec<(String, String)>,
}

/// What was asked, sorted by what it changes; done in this order, whatever the order on the line.
#[derive(Default)]
struct Asked<'a> {
    fields: Vec<(Field, &'a str)>,
    /// The file of another picture; empty for none any more.
    picture: Option<&'a str>,
    opening: Vec<(&'a str, &'a str)>,
    hidden: Option<bool>,
    stage: Option<Stage>,
    published: Option<bool>,
}

/// Changes settings of a course.
///
/// # Errors
/// As [`Refusal`]; then nothing was changed.
pub async fn set(app: &App, asked: &Set) -> Result<Report, Refusal> {
    let sorted = sort(&asked.settings)?;
    let academy = whom::academy(app, &asked.academy).await?;
    let terms = Terms::of(&app.db, academy.id).await?;
    let picture = brought(app, sorted.picture, Shape::Whole).await?;
    let now = app.clock.now();
    let tx = app.db.begin().await?;
    let found = courses::find(&tx, academy.id, asked.course).await?;
    let course = found.ok_or_else(|| Refusal::Said(format!("{} has no course {}", academy.slug, asked.course)))?;
    let work = Work { app, tx: &tx, academy: &academy, course: &course, today: day_in(&academy.time_zone, now), now };
    if !sorted.fields.is_empty() || picture != Brought::Nothing {
        work.describe(&sorted.fields, &picture, &terms).await?;
    }
    if !sorted.opening.is_empty() {
        work.open(&sorted.opening).await?;
    }
    if let Some(hidden) = sorted.hidden.filter(|hidden| *hidden != course.hidden) {
        work.act(if hidden { Action::Hide } else { Action::Show }).await?;
    }
    // Whatever is no longer to be offered is withdrawn where it stands; whatever shall be is published where it is going.
    if sorted.published == Some(false) {
        work.publish(false).await?;
    }
    if let Some(stage) = sorted.stage {
        work.move_to(stage).await?;
    }
    if sorted.published == Some(true) {
        work.publish(true).await?;
    }
    let course = courses::find(&tx, academy.id, asked.course).await?.unwrap_or(course);
    tx.commit().await?;
    let keys: Vec<&str> = asked.settings.iter().map(|(key, _)| key.as_str()).collect();
    Ok(course_report(app, &academy, &course, &format!("{} set", keys.join(", "))))
}

fn sort(settings: &[(String, String)]) -> Result<Asked<'_>, Refusal> {
    let said = |text: &str| Refusal::Said(text.to_owned());
    let mut asked = Asked::default();
    for (name, value) in settings {
        let value = value.trim();
        let yes = || match value {
            "yes" => Ok(true),
            "no" => Ok(false),
            _ => Err(Refusal::Said(format!("{name} is yes or no"))),
        };
        match name.as_str() {
            "self_enrolment" | "places" | "enrolment_from" | "enrolment_until" => asked.opening.push((name, value)),
            "picture" => asked.picture = Some(value),
            "hidden" => asked.hidden = Some(yes()?),
            "published" => asked.published = Some(yes()?),
            "stage" => {
                let stages: Vec<&str> = Stage::ALL.iter().map(|stage| stage.as_str()).collect();
                asked.stage = Some(value.parse().map_err(|_| said(&format!("stage is one of {}", stages.join(", "))))?);
            }
            other => match other.parse::<Field>() {
                Ok(field) => asked.fields.push((field, value)),
                Err(_) => {
                    let fields: Vec<&str> = Field::ALL.iter().map(|field| field.as_str()).collect();
                    return Err(Refusal::Said(format!("no such setting: {other} (there are {KEYS}, {})", fields.join(", "))));
                }
            },
        }
    }
    Ok(asked)
}

/// A course that is being changed.
struct Work<'a> {
    app: &'a App,
    tx: &'a db::Tx,
    academy: &'a Academy,
    course: &'a Course,
    today: String,
    now: i64,
}

impl Work<'_> {
    async fn describe(&self, fields: &[(Field, &str)], picture: &Brought, terms: &Terms) -> Result<(), Refusal> {
        courses::hold(self.tx, self.course).await?;
        let before = Sheet::read(self.tx, self.course.academy_id, self.course.id).await?;
        let mut after = before.clone();
        for (field, value) in fields {
            let value = field.read(value, terms).map_err(|fault| self.refused(*field, &fault))?;
            after.set(*field, value);
        }
        if let Some((field, fault)) = after.faults().first() {
            return Err(self.refused(*field, fault));
        }
        let changed = description::Changed { before: &before, after: &after, picture };
        description::save(self.tx, self.course, &changed, None, self.now).await?;
        Ok(())
    }

    /// A fault of a field, in English as every command speaks.
    fn refused(&self, field: Field, fault: &Message) -> Refusal {
        let scene = Scene { words: self.app.words, language: Language::English, base: String::new(), assets: &[] };
        Refusal::Said(format!("{field}: {}", fault.say(&scene)))
    }

    async fn open(&self, settings: &[(&str, &str)]) -> Result<(), Refusal> {
        let said = |text: &str| Refusal::Said(text.to_owned());
        let (mut on, mut open): (Conditions, bool) = joining::kept(self.tx, self.course).await?.unwrap_or_default();
        for (name, value) in settings {
            match (*name, *value) {
                ("self_enrolment", "open") => (open, on.key) = (true, None),
                ("self_enrolment", "closed") => open = false,
                ("self_enrolment", value) => {
                    let key = value.strip_prefix("key:").map(str::trim).filter(|key| !key.is_empty() && key.chars().count() <= 100);
                    (open, on.key) = (true, Some(key.ok_or_else(|| said("self_enrolment is open, closed or key:…"))?.to_owned()));
                }
                ("places", "") => on.places = None,
                ("places", number) => {
                    let number = number.parse::<i64>().ok().filter(|number| (1..=100_000).contains(number));
                    on.places = Some(number.ok_or_else(|| said("places is a number from 1 to 100000, or nothing"))?);
                }
                ("enrolment_from", value) => on.opens_on = day(value)?,
                (_, value) => on.closes_on = day(value)?,
            }
        }
        if matches!((&on.opens_on, &on.closes_on), (Some(first), Some(last)) if last < first) {
            return Err(said("enrolment_until is before enrolment_from"));
        }
        if open && !self.course.kind.takes_participants() {
            return Err(said("nobody joins a parcours or a template: make a session of it"));
        }
        let failed = |error: EnrolError| match error {
            EnrolError::Database(error) => Refusal::Database(error),
            error => Refusal::Said(error.to_string()),
        };
        let moved = if open {
            joining::set(self.tx, self.course, Some(&on), self.now).await.map_err(failed)?
        } else {
            joining::keep(self.tx, self.course, &on).await?;
            Vec::new()
        };
        let event = Event {
            kind: "course.self_enrolment.changed",
            academy_id: Some(self.academy.id),
            actor_id: None,
            person_id: None,
            detail: json!({ "course": self.course.number, "keys": settings.iter().map(|(key, _)| *key).collect::<Vec<_>>() }),
        };
        events::record(self.tx, event, self.now).await?;
        self.tell(&moved).await
    }

    /// Tells those who got a place that they are in.
    async fn tell(&self, moved: &[i64]) -> Result<(), Refusal> {
        invitation::places_free(self.tx, self.app, self.academy, moved, &path(self.academy, self.course.number)).await?;
        Ok(())
    }

    async fn act(&self, action: Action) -> Result<(), Refusal> {
        let moved = action::carry_out(self.tx, self.course, action, &self.today, None, self.now).await.map_err(refusal)?;
        self.tell(&moved).await
    }

    async fn move_to(&self, stage: Stage) -> Result<(), Refusal> {
        let course = self.now_is().await?;
        if course.stage == stage {
            return Ok(());
        }
        let restored = course.stage == Stage::Trashed && courses::stage_before_the_bin(self.tx, &course).await? == stage;
        let action = if restored { Some(Action::Restore) } else { action::leading_to(&course, stage) };
        let action = action.ok_or_else(|| {
            Refusal::Said(format!("a {} that is {} cannot become {stage}: see the README for the stages", course.kind, course.stage))
        })?;
        self.act(action).await
    }

    async fn publish(&self, published: bool) -> Result<(), Refusal> {
        let course = self.now_is().await?;
        let listed = crate::catalogue::offer::Offer::read(self.tx, &course).await?.is_some_and(|offer| offer.listed);
        if listed == published {
            // It may be listed and yet stand where nothing is offered: in the bin, closed, being built.
            let stands = !published || action::possible(&course, listed).contains(&Action::Withdraw);
            return if stands { Ok(()) } else { Err(refusal(Refused::NotHere)) };
        }
        self.act(if published { Action::Publish } else { Action::Withdraw }).await
    }

    /// The course as it has become.
    async fn now_is(&self) -> Result<Course, Refusal> {
        Ok(courses::find(self.tx, self.academy.id, self.course.number).await?.unwrap_or_else(|| self.course.clone()))
    }
}

fn day(value: &str) -> Result<Option<String>, Refusal> {
    if value.is_empty() {
        return Ok(None);
    }
    read_day(value).map(Some).ok_or_else(|| Refusal::Said("a day of the calendar is needed, written YYYY-MM-DD".into()))
}

fn refusal(refused: Refused) -> Refusal {
    match refused {
        Refused::Database(error) => Refusal::Database(error),
        Refused::NotHere => Refusal::Said("this cannot be done at the stage the course is in".into()),
        Refused::Missing(needs) => {
            let needs: Vec<String> = needs.iter().map(need).collect();
            Refusal::Said(format!("missing first: {}", needs.join("; ")))
        }
    }
}

fn need(need: &Need) -> String {
    match need {
        Need::Trainer => "a formateur".into(),
        Need::Participant => "a participant, or self_enrolment".into(),
        Need::Visible => "hidden=no".into(),
        Need::Indexing(fields) => fields.iter().map(|field| field.missing_key()).collect::<Vec<_>>().join(", "),
        Need::SelfEnrolment => "self_enrolment".into(),
        Need::SelfEnrolmentToday => "self_enrolment within enrolment_from and enrolment_until".into(),
        Need::NotOver => "ends_on that is not past".into(),
    }
}
