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
use super::outline::placed;
use super::{Course, completion};
use crate::access::{Allowed, View};
use crate::activities::{self, Activity, Completion, Placed, Scope};
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
    pub(super) course: Allowed<Course, View>,
    teaches: bool,
    kind: &'static dyn Activity,
    pub(super) activity: Placed,
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
        let (before, activity, after) = among(shown, id).ok_or(Problem::NotFound)?;
        let kind = activities::of_kind(&activity.kind).ok_or(Problem::NotFound)?;
        Ok(Allowed::prove(Opened { course, teaches, kind, activity, before, after }))
    }
}

/// The page.
///
/// # Errors
/// [`Problem::NotFound`] when it has no content for this visitor; else when the database fails.
pub async fn show(opened: Allowed<Opened, View>, member: Member) -> Answer {
    let Opened { course, teaches, kind, activity, before, after } = &*opened;
    let scope = Scope { db: &member.app.db, scene: &member.scene, academy_id: course.academy_id, course_id: course.id, teaches: *teaches };
    let content = kind.page(scope, activity).await?.ok_or(Problem::NotFound)?;
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
        path: format!("{}/activities/{}", course.path(), activity.id),
        by_hand,
        content,
        before: step(before),
        after: step(after),
    };
    member.page(Message::new("shell-given").with("text", &activity.title), &view)
}

/// The activity of this id among those that have a page, with the ones before and after.
fn among(shown: Vec<Placed>, id: i64) -> Option<(Option<Placed>, Placed, Option<Placed>)> {
    let mut before = None;
    let mut pages = shown.into_iter().filter(|placed| activities::of_kind(&placed.kind).is_some_and(|kind| kind.has_page()));
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
        let ids = |id| among(shown(), id).map(|(before, _, after)| (before.map(|p| p.id), after.map(|p| p.id)));
        assert_eq!(ids(5), Some((None, Some(2))));
        assert_eq!(ids(2), Some((Some(5), Some(7))));
        assert_eq!(ids(7), Some((Some(2), None)));
        assert_eq!(ids(9), None);
        assert_eq!(ids(3), None);
        assert_eq!(ids(1), None);
    }
}
