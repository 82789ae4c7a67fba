//! One activity on its own page, and the way on to the next.
//!
//! | GET /courses/{number}/activities/{id} | the content, where one is, previous and next |
//!
//! Activities that are hidden from the visitor, that show inside the course page only, or that stand in another course, do not
//! exist here.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use web::{Answer, Message, Problem, filters};

use super::entry::{segment, teaches};
use super::outline::{self, placed};
use super::{Course, completion};
use crate::access::{Allowed, TakePart, View};
use crate::activities::{Activity, Completion, Kinds, Placed, Scope};
use crate::visit::{Member, Named, OrProblem};

web::view! { "courses/activity.html" =>
    struct ActivityPage {
        title: String,
        hidden: bool,
        course_title: String,
        course_path: String,
        /// Its own address: what is noted of it stands below.
        path: String,
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
    kind: &'static dyn Activity,
    /// Itself.
    pub activity: Placed,
    before: Option<Placed>,
    pub(super) after: Option<Placed>,
}

impl Named for Opened {
    const NAME: &'static str = "activity";
}

impl<S: Send + Sync> FromRequestParts<S> for Allowed<Opened, View> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Allowed<Opened, View>, Problem> {
        let course = Allowed::<Course, View>::from_request_parts(parts, state).await?;
        let member = Member::from_request_parts(parts, state).await?;
        let id = segment(parts, state, "id").await?;
        let teaches = teaches(&course, &member);
        let shown = placed(&member.app.db, &course, teaches).await.or_problem()?;
        let kinds = member.app.kinds;
        let (before, activity, after) = among(kinds, shown, id).ok_or(Problem::NotFound)?;
        let kind = kinds.of(&activity.kind).ok_or(Problem::NotFound)?;
        Ok(Allowed::prove(Opened { course, teaches, kind, activity, before, after }))
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
    let Opened { course, kind, activity, before, after, .. } = &*opened;
    let content = kind.page(opened.scope(&member), activity).await?.ok_or(Problem::NotFound)?;
    let by_hand = match (activity.completion, course.role) {
        (Completion::Hand, Some(_)) => {
            let done = completion::of(&member.app.db, course, member.person().id).await.or_problem()?;
            Some(done.contains(&activity.id))
        }
        _ => None,
    };
    let step = |neighbour: &Option<Placed>| {
        neighbour.as_ref().map(|placed| Step { path: format!("{}/activities/{}", course.path(), placed.id), title: placed.title.clone() })
    };
    let view = ActivityPage {
        title: activity.title.clone(),
        hidden: activity.hidden,
        course_title: course.title.clone(),
        course_path: course.path(),
        path: opened.path(),
        by_hand,
        content,
        before: step(before),
        after: step(after),
    };
    member.page(Message::new("shell-given").with("text", &activity.title), &view)
}

/// The activity of this id among those that have a page, with the ones before and after.
fn among(kinds: Kinds, shown: Vec<Placed>, id: i64) -> Option<(Option<Placed>, Placed, Option<Placed>)> {
    let mut before = None;
    let mut pages = shown.into_iter().filter(|placed| kinds.of(&placed.kind).is_some_and(|kind| kind.has_page()));
    while let Some(placed) = pages.next() {
        if placed.id == id {
            return Some((before, placed, pages.next()));
        }
        before = Some(placed);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::serve::KINDS;

    #[test]
    fn neighbours_are_pages() {
        let placed = |id: i64, kind: &str| Placed {
            id,
            section_id: 1,
            kind: kind.into(),
            title: String::new(),
            hidden: false,
            completion: Completion::Seen,
        };
        let shown = || vec![placed(5, "page"), placed(9, "label"), placed(2, "page"), placed(3, "unknown"), placed(7, "page")];
        let ids = |id| among(KINDS, shown(), id).map(|(before, _, after)| (before.map(|p| p.id), after.map(|p| p.id)));
        assert_eq!(ids(5), Some((None, Some(2))));
        assert_eq!(ids(2), Some((Some(5), Some(7))));
        assert_eq!(ids(7), Some((Some(2), None)));
        assert_eq!(ids(9), None);
        assert_eq!(ids(3), None);
        assert_eq!(ids(1), None);
    }
}
