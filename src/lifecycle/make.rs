//! Another course made of this one: « Dupliquer », « Créer une session » from a parcours or an archived session, « Créer un parcours » from a
//! template.
//!
//! | GET  /courses/{number}/make/{action} | its title; the people or the days, where that is asked      |
//! | POST /courses/{number}/make/{action} | made; sent twice, it makes one                               |

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use web::{Answer, Filled, Message, Problem, filters};

use super::action::{self, Action};
use super::copy::{self, LONGEST_TITLE, Leave, Wanted};
use crate::access::{Allowed, Edit};
use crate::chance;
use crate::courses::{Course, CourseKind};
use crate::visit::{Member, OrProblem, path};

web::view! { "lifecycle/make.html" =>
    struct Make {
        form: Filled,
        course: String,
        path: String,
        action: Action,
        /// Whether a group will be trained in it, on days of its own.
        dated: bool,
        /// Whether the people may come with the content.
        with_people: bool,
    }
}

/// What is made, as the address names it.
pub struct Making(Action);

impl<S: Send + Sync> FromRequestParts<S> for Making {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Making, Problem> {
        let action: Action = path::part(parts, state, "action").await?.parse().map_err(|_| Problem::NotFound)?;
        // Of whatever kind: where it is possible is asked of the course.
        if action.makes(CourseKind::Session).is_some() { Ok(Making(action)) } else { Err(Problem::NotFound) }
    }
}

/// Whether people may be taken into what an action makes of a course: into a copy of the same kind, where there are any.
fn takes_people(action: Action, course: &Course) -> bool {
    action == Action::Duplicate && course.kind.takes_participants()
}

fn possible(action: Action, course: &Course) -> Result<(), Problem> {
    let there = action::possible(course, false).contains(&action);
    if there { Ok(()) } else { Err(Problem::Conflict(Message::new("lifecycle-not-here"))) }
}

/// The form.
///
/// # Errors
/// [`Problem::Conflict`] when this cannot be done where the course stands.
pub async fn show(course: Allowed<Course, Edit>, member: Member, Making(action): Making) -> Answer {
    possible(action, &course)?;
    let form = member.form();
    page(&course, &member, action, form)
}

fn page(course: &Course, member: &Member, action: Action, form: Filled) -> Answer {
    let proposed = if action == Action::Duplicate { copy_of(member, &course.title) } else { course.title.clone() };
    let clean = form.is_clean();
    let form = form.or("title", &proposed).or("take", "content").or("request", &chance::name().or_problem()?);
    let view = Make {
        form,
        course: course.title.clone(),
        path: course.path(),
        action,
        dated: action == Action::MakeSession,
        with_people: takes_people(action, course),
    };
    if clean { member.page(action.word(), &view) } else { member.page_again(action.word(), &view) }
}

/// « … (copie) », the title cut where the whole would be too long.
fn copy_of(member: &Member, title: &str) -> String {
    let around = member.scene.say_with("lifecycle-copy-of", &[("title", "")]).chars().count();
    let title: String = title.chars().take(LONGEST_TITLE.saturating_sub(around)).collect();
    member.scene.say_with("lifecycle-copy-of", &[("title", &title)]).into_owned()
}

/// Makes it.
///
/// # Errors
/// As [`show`]; else when the database fails.
pub async fn submit(course: Allowed<Course, Edit>, member: Member, Making(action): Making, mut form: Filled) -> Answer {
    possible(action, &course)?;
    let kind = action.makes(course.kind).ok_or(Problem::NotFound)?;
    let title = form.required("title", LONGEST_TITLE, "lifecycle-title-missing");
    let (starts_on, ends_on) = if action == Action::MakeSession { copy::days(&mut form) } else { (None, None) };
    let people = takes_people(action, &course) && form.value("take") == "people";
    let wanted = Wanted {
        leave: Leave::By(action),
        academy: &member.academy,
        kind,
        title: &title,
        starts_on: starts_on.as_deref(),
        ends_on: ends_on.as_deref(),
        people,
    };
    let made = if form.is_clean() { copy::copy(&member, &course, &wanted, &mut form).await? } else { None };
    let Some(made) = made else { return page(&course, &member, action, form) };
    let word = if people { "done-course-made-with-people" } else { action.done() };
    member.go_to_and_say(&member.url(&made.course.path()), &made.said(word))
}
