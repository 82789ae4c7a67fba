//! One activity on its own page, and the way on to the next.
//!
//! | GET /courses/{number}/activities/{id}                | the content, where one is, previous and next        |
//! | GET /courses/{number}/activities/{id}?as=participant | the same as participants see it, for those who see more |
//!
//! Activities that are hidden from the visitor, for a group she is not in, or that stand in another course, do not exist here. Of those that
//! show inside the course page only, what is finished by hand can be finished, and nothing else is there. One that is not open yet says why
//! (`locked.rs`), and nothing can be done in it.

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
    pub(super) kind: &'static dyn Activity,
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

/// The activity of this id, for what is sent from it besides pages: one that is not open is not there.
///
/// # Errors
/// [`Problem::NotFound`] when it is not, or not open; else when the database fails.
pub async fn opened(course: Allowed<Course, View>, member: &Member, id: i64) -> Result<Allowed<Opened, View>, Problem> {
    match find(course, member, id).await? {
        Found::Open(opened) => Ok(Allowed::prove(*opened)),
        Found::Locked { .. } => Err(Problem::NotFound),
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

    /// Where one is who is in it, below the académie: on its page, or at its place in the course page or in its section's.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn place(&self, member: &Member) -> db::Result<String> {
        if self.kind.has_page() {
            return Ok(self.path());
        }
        let section = match self.course.by_section {
            true => outline::place(&member.app.db, &self.course, self.activity.section_id).await?,
            false => None,
        };
        let path = section.map_or_else(|| self.course.path(), |place| place.path);
        Ok(format!("{path}#activity-{}", self.activity.id))
    }

    /// A page of it around what its kind rendered: its head, what finishes it by hand, the way on.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn page(&self, member: &Member, content: String) -> Answer {
        member.page(self.name(), &self.framed(member, content).await?)
    }

    /// The page of one of its parts, which the window names too.
    ///
    /// # Errors
    /// As [`Opened::page`].
    pub async fn part(&self, member: &Member, part: &str, content: String) -> Answer {
        let name = Message::new("course-part").with("part", part).with("title", &self.activity.title);
        member.page(name, &self.framed(member, content).await?)
    }

    /// The same, because something in a form of its kind must be put right.
    ///
    /// # Errors
    /// As [`Opened::page`].
    pub async fn page_again(&self, member: &Member, content: String) -> Answer {
        member.page_again(self.name(), &self.framed(member, content).await?)
    }

    fn name(&self) -> Message {
        Message::new("shell-given").with("text", &self.activity.title)
    }

    async fn framed(&self, member: &Member, content: String) -> Result<ActivityPage, Problem> {
        let Opened { course, eyes, activity, before, after, .. } = self;
        let takes_note = course.role.is_some() && !eyes.as_participant;
        let section =
            if course.by_section { outline::place(&member.app.db, course, activity.section_id).await.or_problem()? } else { None };
        let step = |neighbour: &Option<Placed>| {
            let neighbour = neighbour.as_ref()?;
            Some(Step { path: eyes.at(&format!("{}/activities/{}", course.path(), neighbour.id)), title: neighbour.title.clone() })
        };
        let path = self.path();
        Ok(ActivityPage {
            title: activity.title.clone(),
            hidden: activity.hidden,
            asks: self.asks.clone(),
            leave: eyes.as_participant.then(|| path.clone()),
            course_title: course.title.clone(),
            course_path: eyes.at(&course.path()),
            section: section.map(|place| outline::Place { path: eyes.at(&place.path), ..place }),
            seen: eyes.at(&format!("{path}/seen")),
            next: eyes.at(&format!("{path}/next")),
            done: format!("{path}/done"),
            by_hand: (activity.completion == Completion::Hand && takes_note).then_some(self.is_done),
            content,
            before: step(before),
            after: step(after),
        })
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
    let content = opened.kind.page(opened.scope(&member), &opened.activity).await?.ok_or(Problem::NotFound)?;
    opened.page(&member, content).await
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

/// The activity of this id, if one opens it or finishes it where it stands, with the ones before and after that have a page.
fn among(kinds: Kinds, all: &[Standing], id: i64) -> Option<(Option<&Standing>, &Standing, Option<&Standing>)> {
    let has_page = |standing: &&Standing| kinds.of(&standing.kind).is_some_and(|kind| kind.has_page());
    let mut before = None;
    let mut rest = all.iter();
    while let Some(standing) = rest.next() {
        if standing.id == id {
            let by_hand = kinds.of(&standing.kind).is_some_and(|kind| kind.completion() == Completion::Hand);
            return (has_page(&standing) || by_hand).then(|| (before, standing, rest.find(has_page)));
        }
        if has_page(&standing) {
            before = Some(standing);
        }
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
        let all = [of(5, "page"), of(9, "label"), of(2, "page"), of(3, "unknown"), of(4, "milestone"), of(7, "page")];
        let ids = |id| among(KINDS, &all, id).map(|(before, _, after)| (before.map(|p| p.id), after.map(|p| p.id)));
        assert_eq!(ids(5), Some((None, Some(2))));
        assert_eq!(ids(2), Some((Some(5), Some(7))));
        assert_eq!(ids(7), Some((Some(2), None)));
        assert_eq!(ids(9), None);
        assert_eq!(ids(4), Some((Some(2), Some(7))), "finished where it stands");
        assert_eq!(ids(3), None);
        assert_eq!(ids(1), None);
    }
}
