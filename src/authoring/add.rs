//! A new activity: its kind, then one form.
//!
//! | GET  /courses/{number}/sections/{id}/add        | the kinds there are                                            |
//! | GET  /courses/{number}/sections/{id}/add/{kind} | a title, and what this kind asks for                           |
//! | POST /courses/{number}/sections/{id}/add/{kind} | stored at the end of the section; or shown as it will be read  |

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use web::{Answer, Filled, Problem, filters};

use super::activity::{self, Page, Place};
use super::{PartId, brought, conditions, event};
use crate::access::{Allowed, Write};
use crate::activities::Activity;
use crate::chance;
use crate::courses::conditions::Part;
use crate::courses::writing::{self, MOST_ACTIVITIES};
use crate::courses::{self, Course, NewActivity, add_activity, outline, segment};
use crate::events;
use crate::files::used;
use crate::visit::{Member, OrProblem, path};

web::view! { "authoring/add.html" =>
    struct Kinds {
        course: String,
        path: String,
        section: i64,
        section_title: String,
        /// Name in addresses, drawing, key of its name, key of what it is for.
        kinds: Vec<(&'static str, &'static str, &'static str, &'static str)>,
    }
}

/// The section of the address, and the kind of what goes into it.
pub struct InSection {
    id: i64,
    kind: &'static dyn Activity,
}

impl<S: Send + Sync> FromRequestParts<S> for InSection {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<InSection, Problem> {
        let id = segment(parts, state, "id").await?;
        let member = Member::from_request_parts(parts, state).await?;
        let kind = member.app.kinds.of(&path::part(parts, state, "kind").await?).ok_or(Problem::NotFound)?;
        Ok(InSection { id, kind })
    }
}

/// The kinds.
///
/// # Errors
/// [`Problem::NotFound`] when there is no such section; else when the database fails.
pub async fn choose(course: Allowed<Course, Write>, member: Member, PartId(id): PartId) -> Answer {
    let section =
        writing::section(&member.app.db, &course, id).await.or_problem()?.filter(|section| !section.gone).ok_or(Problem::NotFound)?;
    let view = Kinds {
        course: course.title.clone(),
        path: course.path(),
        section: id,
        section_title: section.title,
        kinds: member.app.kinds.0.iter().map(|kind| (kind.kind(), kind.icon(), kind.name(), kind.purpose())).collect(),
    };
    member.page("authoring-add", &view)
}

/// The form of a kind.
///
/// # Errors
/// [`Problem::NotFound`] when there is no such section or kind; else when the database fails.
pub async fn show(course: Allowed<Course, Write>, member: Member, InSection { id, kind }: InSection) -> Answer {
    let section = writing::section(&member.app.db, &course, id).await.or_problem()?.ok_or(Problem::NotFound)?;
    let form = member.form();
    if section.gone && !form.has("title") {
        return Err(Problem::NotFound);
    }
    activity::page(&member, Page { course: &course, kind, place: Place::New { section_id: id } }, form).await
}

/// Stores it.
///
/// # Errors
/// As [`show`].
pub async fn submit(course: Allowed<Course, Write>, member: Member, InSection { id, kind }: InSection, mut form: Filled) -> Answer {
    let section = writing::section(&member.app.db, &course, id).await.or_problem()?.ok_or(Problem::NotFound)?;
    let at = Page { course: &course, kind, place: Place::New { section_id: id } };
    let title = activity::check(&course, &member, kind, &mut form).await?;
    let asked = conditions::check(&mut form);
    if section.gone {
        form.fault("", "authoring-gone");
    }
    if !form.is_clean() || form.has("preview") {
        return activity::page(&member, at, form).await;
    }
    let files = brought::used(&course, &member, kind, &form).await?;
    let tx = member.app.db.begin().await.or_problem()?;
    courses::hold(&tx, &course).await.or_problem()?;
    if writing::sizes(&tx, &course).await.or_problem()?.1 >= MOST_ACTIVITIES {
        drop(tx);
        form.fault("", "authoring-too-many");
        return activity::page(&member, at, form).await;
    }
    let new = NewActivity {
        section_id: id,
        kind: kind.kind(),
        title: &title,
        hidden: form.checked("hidden"),
        completion: activity::completion(kind, &form),
        request: form.form_id(),
    };
    let (activity_id, is_new) = add_activity(&tx, &course, &new).await.or_problem()?;
    if !is_new {
        // Not only dropped: what was found may be of this very moment, and is there to be read once all of it is stored.
        tx.commit().await.or_problem()?;
        if is_what_was_made(&course, &member, kind, activity_id, &title, &form).await? {
            return member.go(&format!("{}/edit#activity-{activity_id}", course.path()));
        }
        // The way back of a browser shows a form that was sent: what is in it now is another activity.
        form.fault("", "authoring-made-already");
        form.set("request", chance::name().or_problem()?);
        return activity::page(&member, at, form).await;
    }
    if !conditions::save(&tx, &course, Part::Activity(activity_id), asked.as_ref(), &mut form).await? {
        drop(tx);
        return activity::page(&member, at, form).await;
    }
    kind.save(&tx, course.academy_id, activity_id, &form).await?;
    used::use_in(&tx, activity::place_of(&course, activity_id), &files, kind.is_for_trainers(&form)).await.or_problem()?;
    events::record(&tx, event("course.activity.added", &course, &member, activity_id), member.now).await.or_problem()?;
    tx.commit().await.or_problem()?;
    member.go_and_say(&format!("{}/edit#activity-{activity_id}", course.path()), "done-authoring-stored")
}

/// Whether the activity that a form made before is the one it holds now: the button was pressed twice.
async fn is_what_was_made(
    course: &Course,
    member: &Member,
    kind: &'static dyn Activity,
    id: i64,
    title: &str,
    form: &Filled,
) -> Result<bool, Problem> {
    let made = writing::activity(&member.app.db, course, id).await.or_problem()?;
    let same = made.is_some_and(|made| made.kind == kind.kind() && made.title == title && !made.gone);
    let stored = if same { kind.stored(outline::scope(member, course, true), id).await? } else { Vec::new() };
    let is_sent = |name: &str, value: &str| form.all(name).any(|sent| sent.trim().replace("\r\n", "\n") == value.trim());
    Ok(same && stored.iter().all(|(name, value)| !form.has(name) || is_sent(name, value)))
}
