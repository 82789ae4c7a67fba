//! One activity on its own page, and the way on to the next.
//!
//! | GET /courses/{number}/activities/{id}                | the content, where one is, previous and next        |
//! | GET /courses/{number}/activities/{id}?as=participant | the same as participants see it, for those who see more |
//!
//! Activities that are hidden from the visitor, for a group she is not in, that show inside the course page only, or that stand in another
//! course, do not exist here. One that is not open yet says why (`locked.rs`), and nothing can be done in it.

use axum::extract::FromRequestParts;
use axum::http::Method;
use axum::http::request::Parts;
use web::{Answer, Message, Problem, filters};

use super::doors::{Doors, Reason, Standing, standings};
use super::entry::{Eyes, segment};
use super::locked;
use super::outline;
use super::{Course, completion};
use crate::access::{Allowed, TakePart, View};
use crate::activities::{Activity, Completion, Kinds, Placed, Scope};
use crate::visit::{Member, Named, OrProblem};

web::view! { "courses/activity.html" =>
    struct ActivityPage {
        title: String,
        hidden: bool,
        /// What it asks for, for those who teach.
        asks: Vec<Message>,
        /// Its own page for those who look through a participant's eyes.
        leave: Option<String>,
        course_title: String,
        course_path: String,
        /// Its section, where sections have pages.
        section: Option<outline::Place>,
        /// What is noted of it stands below its address.
        seen: String,
        next: String,
        done: String,
        /// Whether she finished it, where that is done by hand.
        by_hand: Option<bool>,
        /// Rendered by its kind.
        content: String,
        before: Option<Step>,
        after: Option<Step>,
    }
}

/// A neighbour.
struct Step {
    path: String,
    title: String,
}

/// An activity that the visitor may open, with its neighbours.
pub struct Opened {
    /// Its course.
    pub course: Allowed<Course, View>,
    /// Whether notes to trainers are for the visitor.
    pub teaches: bool,
    /// With whose eyes it is read.
    pub(super) eyes: Eyes,
    kind: &'static dyn Activity,
    /// Itself.
    pub activity: Placed,
    /// Whether the visitor finished it.
    pub(super) is_done: bool,
    /// What it asks for, for those who teach.
    asks: Vec<Message>,
    before: Option<Placed>,
    pub(super) after: Option<Placed>,
}

impl Named for Opened {
    const NAME: &'static str = "activity";
}

/// What an address of an activity comes to.
enum Found {
    Open(Box<Opened>),
    /// It is there for the visitor, but not open.
    Locked {
        course: Box<Course>,
        title: String,
        reasons: Vec<Reason>,
    },
}

/// The activity of this id, for somebody who may see the course.
async fn find(course: Allowed<Course, View>, member: &Member, id: i64) -> Result<Found, Problem> {
    let eyes = Eyes::of(&course, member);
    let all = standings(&member.app.db, &course, member.person().id, eyes).await.or_problem()?;
    let kinds = member.app.kinds;
    let (before, standing, after) = among(kinds, &all, id).ok_or(Problem::NotFound)?;
    let kind = kinds.of(&standing.kind).ok_or(Problem::NotFound)?;
    let today = member.today();
    let doors = Doors::new(kinds, &all, &today);
    if !eyes.teaches {
        let (mut reasons, of_section) = doors.of(standing);
        reasons.extend(of_section.into_iter().filter(|reason| !reasons.contains(reason)).collect::<Vec<_>>());
        if !reasons.is_empty() {
            let title = standing.title.clone();
            return Ok(Found::Locked { course: Box::new(course.into_inner()), title, reasons });
        }
    }
    Ok(Found::Open(Box::new(Opened {
        teaches: eyes.teaches,
        eyes,
        kind,
        activity: standing.placed(),
        is_done: standing.done,
        asks: if eyes.teaches { doors.words_of(standing) } else { Vec::new() },
        before: before.map(Standing::placed),
        after: after.map(Standing::placed),
        course,
    })))
}

impl<S: Send + Sync> FromRequestParts<S> for Allowed<Opened, View> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Allowed<Opened, View>, Problem> {
        let course = Allowed::<Course, View>::from_request_parts(parts, state).await?;
        let member = Member::from_request_parts(parts, state).await?;
        let id = segment(parts, state, "id").await?;
        match find(course, &member, id).await? {
            Found::Open(opened) => Ok(Allowed::prove(*opened)),
            Found::Locked { course, title, reasons } if matches!(parts.method, Method::GET | Method::HEAD) => {
                Err(Problem::page(locked::page(&member, &course, title, &reasons)?))
            }
            Found::Locked { reasons, .. } => Err(reasons.first().map_or(Problem::NotFound, |reason| Problem::Conflict(reason.say()))),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Allowed<Opened, TakePart> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Allowed<Opened, TakePart>, Problem> {
        let opened = Allowed::<Opened, View>::from_request_parts(parts, state).await?.into_inner();
        if opened.course.role.is_none() && !opened.teaches {
            return Err(Problem::NotFound);
        }
        match opened.course.is_open() {
            true => Ok(Allowed::prove(opened)),
            false => Err(Problem::Conflict(Message::new("course-closed-to-all"))),
        }
    }
}

impl Opened {
    /// What its kind is told of who reads it.
    pub fn scope<'a>(&self, member: &'a Member) -> Scope<'a> {
        outline::scope(member, &self.course, self.teaches)
    }

    /// Its address, below the académie.
    pub fn path(&self) -> String {
        format!("{}/activities/{}", self.course.path(), self.activity.id)
    }

    /// Makes sure that it is of this kind: an address of one kind is none of another's.
    ///
    /// # Errors
    /// [`Problem::NotFound`] when it is not.
    pub fn expect(&self, kind: &str) -> Result<(), Problem> {
        if self.activity.kind == kind { Ok(()) } else { Err(Problem::NotFound) }
    }

    /// The visitor did what its kind asks for: where its author says so, that finishes it. Somebody who is not in the course leaves no trace.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn did(&self, tx: &db::Tx, member: &Member) -> db::Result<()> {
        if self.activity.completion == Completion::Deed && self.course.role.is_some() {
            completion::finish(tx, &self.course, self.activity.id, member.person().id, &member.today()).await?;
        }
        Ok(())
    }
}

/// The page.
///
/// # Errors
/// [`Problem::NotFound`] when it has no content for this visitor; else when the database fails.
pub async fn show(opened: Allowed<Opened, View>, member: Member) -> Answer {
    let Opened { course, eyes, kind, activity, before, after, .. } = &*opened;
    let content = kind.page(opened.scope(&member), activity).await?.ok_or(Problem::NotFound)?;
    let takes_note = course.role.is_some() && !eyes.as_participant;
    let section = if course.by_section { outline::place(&member.app.db, course, activity.section_id).await.or_problem()? } else { None };
    let step = |neighbour: &Option<Placed>| {
        neighbour
            .as_ref()
            .map(|placed| Step { path: eyes.at(&format!("{}/activities/{}", course.path(), placed.id)), title: placed.title.clone() })
    };
    let path = opened.path();
    let view = ActivityPage {
        title: activity.title.clone(),
        hidden: activity.hidden,
        asks: opened.asks.clone(),
        leave: eyes.as_participant.then(|| path.clone()),
        course_title: course.title.clone(),
        course_path: eyes.at(&course.path()),
        section: section.map(|place| outline::Place { path: eyes.at(&place.path), ..place }),
        seen: eyes.at(&format!("{path}/seen")),
        next: eyes.at(&format!("{path}/next")),
        done: format!("{path}/done"),
        by_hand: (activity.completion == Completion::Hand && takes_note).then_some(opened.is_done),
        content,
        before: step(before),
        after: step(after),
    };
    member.page(Message::new("shell-given").with("text", &activity.title), &view)
}

/// Where an activity of this académie is read, for somebody who may: its page, or its section when it stands on the course's own page.
///
/// # Errors
/// [`Problem::NotFound`] when it is not there for her; else when the database fails.
pub async fn address_of(member: &Member, id: i64) -> Result<String, Problem> {
    let sql = "select c.number from activity a join course c on c.academy_id = a.academy_id and c.id = a.course_id
                where a.academy_id = $1 and a.id = $2";
    let found: Option<(i64,)> = member.app.db.maybe(sql, &db::args![member.academy.id, id]).await.or_problem()?;
    let (number,) = found.ok_or(Problem::NotFound)?;
    let course = super::entry::view(member, number).await.map_err(|problem| match problem {
        Problem::Page(_) => Problem::NotFound,
        other => other,
    })?;
    let eyes = Eyes::of(&course, member);
    let all = standings(&member.app.db, &course, member.person().id, eyes).await.or_problem()?;
    let standing = all.iter().find(|standing| standing.id == id).ok_or(Problem::NotFound)?;
    let kind = member.app.kinds.of(&standing.kind).ok_or(Problem::NotFound)?;
    if kind.has_page() {
        return Ok(format!("{}/activities/{id}", course.path()));
    }
    let place = outline::place(&member.app.db, &course, standing.section_id).await.or_problem()?;
    place.map(|place| place.path).ok_or(Problem::NotFound)
}

/// The activity of this id among those that have a page, with the ones before and after.
fn among(kinds: Kinds, all: &[Standing], id: i64) -> Option<(Option<&Standing>, &Standing, Option<&Standing>)> {
    let mut before = None;
    let mut pages = all.iter().filter(|standing| kinds.of(&standing.kind).is_some_and(|kind| kind.has_page()));
    while let Some(standing) = pages.next() {
        if standing.id == id {
            return Some((before, standing, pages.next()));
        }
        before = Some(standing);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::doors::sample as standing;
    use super::*;
    use crate::serve::KINDS;

    #[test]
    fn neighbours_are_pages() {
        let of = |id: i64, kind: &str| Standing { kind: kind.into(), ..standing(id) };
        let all = [of(5, "page"), of(9, "label"), of(2, "page"), of(3, "unknown"), of(7, "page")];
        let ids = |id| among(KINDS, &all, id).map(|(before, _, after)| (before.map(|p| p.id), after.map(|p| p.id)));
        assert_eq!(ids(5), Some((None, Some(2))));
        assert_eq!(ids(2), Some((Some(5), Some(7))));
        assert_eq!(ids(7), Some((Some(2), None)));
        assert_eq!(ids(9), None);
        assert_eq!(ids(3), None);
        assert_eq!(ids(1), None);
    }
}
