//! One activity on its own page, and the way on to the next.
//!
//! | GET /courses/{number}/activities/{id} | the content, where one is, previous and next |
//!
//! Activities that are hidden from the visitor, or that stand in another course, do not exist here. Of those that show inside the course
//! page only, what is finished by hand can be finished, and nothing else is there.

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
    pub(super) kind: &'static dyn Activity,
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

    /// Where one is who is in it, below the académie: on its page, or at its place in the course page.
    pub fn place(&self) -> String {
        if self.kind.has_page() { self.path() } else { format!("{}#activity-{}", self.course.path(), self.activity.id) }
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
        let Opened { course, activity, before, after, .. } = self;
        let by_hand = match (activity.completion, course.role) {
            (Completion::Hand, Some(_)) => {
                let done = completion::of(&member.app.db, course, member.person().id).await.or_problem()?;
                Some(done.contains(&activity.id))
            }
            _ => None,
        };
        let step = |neighbour: &Option<Placed>| {
            let neighbour = neighbour.as_ref()?;
            Some(Step { path: format!("{}/activities/{}", course.path(), neighbour.id), title: neighbour.title.clone() })
        };
        Ok(ActivityPage {
            title: activity.title.clone(),
            hidden: activity.hidden,
            course_title: course.title.clone(),
            course_path: course.path(),
            path: self.path(),
            by_hand,
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

/// The activity of this id, if one opens it or finishes it where it stands, with the ones before and after that have a page.
fn among(kinds: Kinds, shown: Vec<Placed>, id: i64) -> Option<(Option<Placed>, Placed, Option<Placed>)> {
    let has_page = |placed: &Placed| kinds.of(&placed.kind).is_some_and(|kind| kind.has_page());
    let mut before = None;
    let mut shown = shown.into_iter();
    while let Some(placed) = shown.next() {
        if placed.id == id {
            let by_hand = kinds.of(&placed.kind).is_some_and(|kind| kind.completion() == Completion::Hand);
            return (has_page(&placed) || by_hand).then(|| (before, placed, shown.find(has_page)));
        }
        if has_page(&placed) {
            before = Some(placed);
        }
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
        let shown = || {
            vec![placed(5, "page"), placed(9, "label"), placed(2, "page"), placed(3, "unknown"), placed(4, "milestone"), placed(7, "page")]
        };
        let ids = |id| among(KINDS, shown(), id).map(|(before, _, after)| (before.map(|p| p.id), after.map(|p| p.id)));
        assert_eq!(ids(5), Some((None, Some(2))));
        assert_eq!(ids(2), Some((Some(5), Some(7))));
        assert_eq!(ids(7), Some((Some(2), None)));
        assert_eq!(ids(9), None);
        assert_eq!(ids(4), Some((Some(2), Some(7))), "finished where it stands");
        assert_eq!(ids(3), None);
        assert_eq!(ids(1), None);
    }
}
