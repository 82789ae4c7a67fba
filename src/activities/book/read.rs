//! Reading: the table of contents, one chapter, or all of it.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use web::{Answer, Message, Problem, filters};

use super::KIND;
use super::chapter::{Chapters, Heading, Read};
use crate::access::{Allowed, View};
use crate::activities::Scope;
use crate::courses::{Opened, segment};
use crate::visit::{Member, OrProblem};

web::view! { "activities/book/page.html" =>
    struct ChapterPage {
        /// Of the livre.
        path: String,
        /// Whether the visitor writes it.
        writes: bool,
        headings: Vec<Heading>,
        /// Nothing in a livre without chapters.
        chapter: Option<Read>,
        /// Whether the table of contents is unfolded.
        unfolded: bool,
    }
}

impl ChapterPage {
    /// The neighbours of the chapter that is read.
    fn before(&self) -> Option<&Heading> {
        self.headings.iter().rev().find(|heading| self.chapter.as_ref().is_some_and(|here| heading.position < here.position))
    }

    fn after(&self) -> Option<&Heading> {
        self.headings.iter().find(|heading| self.chapter.as_ref().is_some_and(|here| heading.position > here.position))
    }
}

web::view! { "activities/book/print.html" =>
    struct Printed {
        title: String,
        course_title: String,
        course_path: String,
        path: String,
        chapters: Vec<Read>,
    }
}

/// Where a chapter stands, in its address.
#[derive(Clone, Copy, Debug)]
pub struct Position(i64);

impl<S: Send + Sync> FromRequestParts<S> for Position {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Position, Problem> {
        segment(parts, state, "position").await.map(Position)
    }
}

/// The livre's own page: its table of contents and the first chapter, rendered.
///
/// # Errors
/// When the database fails.
pub async fn first(scope: Scope<'_>, activity_id: i64) -> Result<String, Problem> {
    let book = Chapters { academy_id: scope.academy_id, activity_id };
    let headings = book.headings(&scope.member.app.db, scope.teaches).await.or_problem()?;
    let chapter = match headings.first() {
        Some(heading) => book.at(&scope.member.app.db, heading.position, scope.teaches).await.or_problem()?,
        None => None,
    };
    rendered(scope, activity_id, headings, chapter, true)
}

fn rendered(scope: Scope<'_>, activity_id: i64, headings: Vec<Heading>, chapter: Option<Read>, unfolded: bool) -> Result<String, Problem> {
    let view = ChapterPage { path: scope.path_of(activity_id), writes: scope.writes, headings, chapter, unfolded };
    Ok(scope.member.scene.render(&view)?)
}

/// One chapter.
///
/// # Errors
/// [`Problem::NotFound`] when none stands there for the visitor; else when the database fails.
pub async fn show(opened: Allowed<Opened, View>, member: Member, Position(position): Position) -> Answer {
    opened.expect(KIND)?;
    let scope = opened.scope(&member);
    let book = Chapters { academy_id: scope.academy_id, activity_id: opened.activity.id };
    let chapter = book.at(&member.app.db, position, scope.teaches).await.or_problem()?.ok_or(Problem::NotFound)?;
    let headings = book.headings(&member.app.db, scope.teaches).await.or_problem()?;
    let title = chapter.title.clone();
    let content = rendered(scope, opened.activity.id, headings, Some(chapter), false)?;
    opened.part(&member, &title, content).await
}

/// All of it.
///
/// # Errors
/// When the database fails.
pub async fn print(opened: Allowed<Opened, View>, member: Member) -> Answer {
    opened.expect(KIND)?;
    let book = Chapters { academy_id: opened.course.academy_id, activity_id: opened.activity.id };
    let view = Printed {
        title: opened.activity.title.clone(),
        course_title: opened.course.title.clone(),
        course_path: opened.course.path(),
        path: opened.path(),
        chapters: book.whole(&member.app.db, opened.teaches).await.or_problem()?,
    };
    member.page(Message::new("shell-given").with("text", &opened.activity.title), &view)
}
