//! Making a course of another one, for the pages that offer it: what is copied, who is in it, and that a form sent twice makes one.

use db::Tx;
use serde_json::json;
use web::{Filled, Message, Problem};

use super::action::{self, Action};
use crate::academies::Academy;
use crate::access::CourseRole;
use crate::catalogue::offer::Offer;
use crate::chance;
use crate::courses::copying::{self, LeftBehind, Placed};
use crate::courses::{self, Course, CourseKind, CreateError, NewCourse, Stage};
use crate::events::{self, Event};
use crate::indexing::Field;
use crate::indexing::terms::Terms;
use crate::visit::{Member, OrProblem};

/// The longest title, in characters.
pub const LONGEST_TITLE: usize = 250;

/// Why it may be copied; looked at once more when it is.
#[derive(Clone, Copy, Debug)]
pub enum Leave {
    /// Whoever writes it does this with it, where it stands.
    By(Action),
    /// It is a parcours on the offer.
    Offered,
}

/// A copy as a form asks for it.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    pub leave: Leave,
    /// Where the copy is made.
    pub academy: &'a Academy,
    pub kind: CourseKind,
    pub title: &'a str,
    /// `YYYY-MM-DD`.
    pub starts_on: Option<&'a str>,
    /// `YYYY-MM-DD`, not before the first day.
    pub ends_on: Option<&'a str>,
    /// Whether everybody who is in it is in the copy too. Only inside an académie, and where people may be.
    pub people: bool,
}

/// A copy that was made.
pub struct Made {
    /// Itself.
    pub course: Course,
    left_behind: LeftBehind,
}

impl Made {
    /// The keys of what is said once it is made: this, and what is to be looked at again in it.
    pub fn said(&self, word: &'static str) -> Vec<&'static str> {
        let days = self.left_behind.days.then_some("done-course-made-days");
        let groups = self.left_behind.groups.then_some("done-course-made-groups");
        [Some(word), days, groups].into_iter().flatten().collect()
    }
}

/// Copies a course, puts whoever does it into the copy as its author, and notes it in the journal. `None` when something in the form is to be
/// put right first: then nothing was made.
///
/// # Errors
/// When the course may not be copied any more, or the database fails.
pub async fn copy(member: &Member, course: &Course, wanted: &Wanted<'_>, form: &mut Filled) -> Result<Option<Made>, Problem> {
    let terms = Terms::of(&member.app.db, wanted.academy.id).await.or_problem()?;
    let actor = member.person().id;
    let tx = member.app.db.begin().await.or_problem()?;
    courses::hold(&tx, course).await.or_problem()?;
    let original = held(&tx, course, wanted.leave).await?;
    let left_behind = copying::left_behind(&tx, &original).await.or_problem()?;
    let new = NewCourse {
        academy_id: wanted.academy.id,
        number: None,
        title: wanted.title,
        kind: wanted.kind,
        // Nobody else sees it before it is opened or shown.
        stage: if wanted.kind.takes_participants() { Stage::Preparing } else { Stage::Building },
        hidden: false,
        starts_on: wanted.starts_on,
        ends_on: wanted.ends_on,
        summary: &original.summary,
        minutes_on_site: original.minutes_on_site,
        minutes_at_distance: original.minutes_at_distance,
        actor_id: Some(actor),
        request: form.form_id(),
    };
    let copy = match courses::create(&tx, &new, member.now).await {
        Ok(copy) => copy,
        Err(CreateError::MadeAlready(number)) => {
            let made = made_before(&tx, wanted, number, form).await?;
            return Ok(made.map(|course| Made { course, left_behind }));
        }
        Err(CreateError::Title) => {
            form.fault("title", "lifecycle-title-missing");
            return Ok(None);
        }
        Err(CreateError::Database(error)) => return Err(crate::visit::database(error)),
        Err(error) => return Err(Problem::internal(error)),
    };
    let (from, to) = (Placed { course: &original, academy: &member.academy }, Placed { course: &copy, academy: wanted.academy });
    let by = copying::By { person_id: actor, now: member.now };
    if !copying::copy_content(&tx, &member.app, from, to, &terms, by).await? {
        form.fault("", "lifecycle-copy-no-room");
        return Ok(None);
    }
    if wanted.people {
        copying::copy_people(&tx, &original, &copy, actor, member.now).await.or_problem()?;
    }
    let writes_already = wanted.people && course.role.is_some_and(courses::authors);
    if !writes_already {
        let role = if wanted.kind.takes_participants() { CourseRole::Formateur } else { CourseRole::Concepteur };
        courses::enrol(&tx, &copy, actor, role, Some(actor), member.now).await.map_err(Problem::internal)?;
    }
    let event = Event {
        kind: "course.copied",
        academy_id: Some(copy.academy_id),
        actor_id: Some(actor),
        person_id: None,
        detail: json!({ "course": copy.number, "from": original.number, "from_academy": member.academy.slug, "people": wanted.people }),
    };
    events::record(&tx, event, member.now).await.or_problem()?;
    tx.commit().await.or_problem()?;
    Ok(Some(Made { course: copy, left_behind }))
}

/// The course as it is now that nobody changes it, if it may still be copied.
async fn held(tx: &Tx, course: &Course, leave: Leave) -> Result<Course, Problem> {
    let now = courses::find(tx, course.academy_id, course.number).await.or_problem()?.ok_or(Problem::NotFound)?;
    match leave {
        Leave::By(action) if action::possible(&now, false).contains(&action) => Ok(now),
        Leave::By(_) => Err(Problem::Conflict(Message::new("lifecycle-not-here"))),
        Leave::Offered => {
            let offer = Offer::read(tx, &now).await.or_problem()?;
            if now.is_on_show() && offer.is_some_and(|offer| offer.listed) { Ok(now) } else { Err(Problem::NotFound) }
        }
    }
}

/// What the same form made before: that course when the button was pressed twice; else what it says now is to be another one.
async fn made_before(tx: &Tx, wanted: &Wanted<'_>, number: i64, form: &mut Filled) -> Result<Option<Course>, Problem> {
    let made = courses::find(tx, wanted.academy.id, number).await.or_problem()?;
    if let Some(made) = made.filter(|made| made.title == wanted.title && made.kind == wanted.kind) {
        return Ok(Some(made));
    }
    form.fault("", "lifecycle-made-already");
    form.set("request", chance::name().or_problem()?);
    Ok(None)
}

/// The first and last day of a form; what is no day, or not in its order, is a fault of it.
pub fn days(form: &mut Filled) -> (Option<String>, Option<String>) {
    let mut read = |name: &'static str, field: Field| {
        let typed = form.value(name).to_owned();
        let day = field.read(&typed, &Terms::default());
        day.map_err(|fault| form.fault(name, fault)).ok().filter(|day| !day.is_empty())
    };
    let days = (read("starts_on", Field::StartsOn), read("ends_on", Field::EndsOn));
    if matches!(&days, (Some(start), Some(end)) if end < start) {
        form.fault("ends_on", "indexing-fault-order");
    }
    days
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_and_stand_in_their_order() {
        let read = |typed: &[u8]| {
            let mut form = Filled::parse(typed);
            let days = days(&mut form);
            (days, form.faults().iter().map(|(name, _)| *name).collect::<Vec<_>>())
        };
        assert_eq!(read(b"starts_on=2027-01-04&ends_on="), ((Some("2027-01-04".into()), None), vec![]));
        assert_eq!(read(b"starts_on=04/01/2027&ends_on=2027-01-04").1, Vec::<&str>::new());
        assert_eq!(read(b"starts_on=2027-01-05&ends_on=2027-01-04").1, ["ends_on"]);
        assert_eq!(read(b"starts_on=demain&ends_on=2027-02-30").1, ["starts_on", "ends_on"]);
    }
}
