//! One section of a course: its own page, or its place on the page of all of them, as its author chose. The address is the same.
//!
//! | GET /courses/{number}/sections/{position}                | what is in it, the section before and the one after    |
//! | GET /courses/{number}/sections/{position}?as=participant | the same as participants see it, for those who see more |

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use web::{Answer, Message, Problem, filters};

use super::Course;
use super::entry::{Eyes, segment};
use super::outline::{self, Content, SectionView};
use super::page::Plan;
use crate::access::{Allowed, View};
use crate::visit::Member;

web::view! { "courses/section.html" =>
    struct SectionPage {
        course_title: String,
        plan: Plan,
        /// Where the script says that the course was shown.
        opened: String,
        /// Out of a participant's view again.
        leave: Option<String>,
        /// All of them, for the plan.
        sections: Vec<SectionView>,
        /// The one that is shown.
        at: usize,
    }
}

/// The place of a section in an address.
#[derive(Clone, Copy, Debug)]
pub struct Position(i64);

impl<S: Send + Sync> FromRequestParts<S> for Position {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Position, Problem> {
        segment(parts, state, "position").await.map(Position)
    }
}

/// The page.
///
/// # Errors
/// [`Problem::NotFound`] when there is no such section for this visitor; else when the database fails.
pub async fn show(course: Allowed<Course, View>, member: Member, Position(position): Position) -> Answer {
    let eyes = Eyes::of(&course, &member);
    let sections = outline::read(&member, &course, eyes).await?.sections;
    let at = sections.iter().position(|section| section.position == position).ok_or(Problem::NotFound)?;
    if !course.by_section {
        return member.go(&format!("{}#section-{position}", eyes.at(&course.path())));
    }
    let title = match sections.get(at).map(|section| section.title.as_str()) {
        None | Some("") => Message::new("course-section").with("position", position),
        Some(title) => Message::new("shell-given").with("text", title),
    };
    let path = course.path();
    let view = SectionPage {
        course_title: course.title.clone(),
        plan: Plan { here: Some(position), ..Plan::of(&course, &member, eyes) },
        opened: format!("{path}/opened"),
        leave: eyes.as_participant.then(|| format!("{path}/sections/{position}")),
        sections,
        at,
    };
    member.wide_page(title, &view)
}

impl SectionPage {
    fn section(&self) -> Option<&SectionView> {
        self.sections.get(self.at)
    }

    fn before(&self) -> Option<&SectionView> {
        self.at.checked_sub(1).and_then(|before| self.sections.get(before))
    }

    fn after(&self) -> Option<&SectionView> {
        self.sections.get(self.at + 1)
    }
}
