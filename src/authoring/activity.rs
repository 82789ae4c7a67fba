//! An activity as it is written: a title, whether it is hidden, and what its kind asks for.
//!
//! | GET  /courses/{number}/activities/{id}/edit | as it is stored                                                              |
//! | POST /courses/{number}/activities/{id}/edit | stored, unless somebody else stored something meanwhile; or shown as it will be read |

use web::{Answer, Filled, Problem, filters};

use super::{LONGEST_TITLE, PartId, brought, conditions, event};
use crate::access::{Allowed, Write};
use crate::activities::{Activity, Completion};
use crate::chance;
use crate::courses::conditions::Part;
use crate::courses::{self, Course, outline, writing};
use crate::events;
use crate::files::used;
use crate::visit::{Member, OrProblem};

web::view! { "authoring/activity.html" =>
    struct ActivityForm {
        form: Filled,
        course: String,
        path: String,
        /// Where it is sent.
        action: String,
        /// Where one goes back to without storing.
        back: String,
        kind: &'static str,
        needs_title: bool,
        /// Whether it is read on a page of its own: then its author says how it is finished.
        has_page: bool,
        /// Whether it is sent with files.
        takes_files: bool,
        /// The key of what finishes it by being done.
        deed: Option<&'static str>,
        /// Of the kind, rendered.
        own_fields: String,
        /// « Restreindre l'accès », rendered.
        conditions: String,
        /// As it will be read, when that was asked for.
        preview: Option<String>,
    }
}

/// What is written, and where.
#[derive(Clone, Copy)]
pub struct Page<'a> {
    pub course: &'a Course,
    pub kind: &'static dyn Activity,
    pub place: Place,
}

/// Where an activity stands.
#[derive(Clone, Copy, Debug)]
pub enum Place {
    /// At the end of a section, once it is stored.
    New {
        /// The section.
        section_id: i64,
    },
    /// It is there.
    There {
        /// The activity.
        id: i64,
    },
}

/// The form of an activity, with how it will be read when that was asked for and nothing is to be put right.
///
/// # Errors
/// When the database fails.
pub async fn page(member: &Member, at: Page<'_>, form: Filled) -> Answer {
    let files = brought::choices(at.course, member, at.kind, &form).await?;
    let path = at.course.path();
    let (action, back) = match at.place {
        Place::New { section_id } => {
            (format!("{path}/sections/{section_id}/add/{}", at.kind.kind()), format!("{path}/edit#section-{section_id}"))
        }
        Place::There { id } => (format!("{path}/activities/{id}/edit"), format!("{path}/edit#activity-{id}")),
    };
    let part = match at.place {
        Place::New { .. } => None,
        Place::There { id } => Some(Part::Activity(id)),
    };
    let clean = form.is_clean();
    let form = form.or("request", &chance::name().or_problem()?).or("completion", at.kind.completion().as_str());
    let view = ActivityForm {
        course: at.course.title.clone(),
        action,
        back,
        kind: at.kind.name(),
        needs_title: at.kind.needs_title(),
        has_page: at.kind.has_page(),
        takes_files: !at.kind.takes().is_empty(),
        deed: at.kind.deed(),
        own_fields: at.kind.fields(&member.scene, &form, &files)?,
        conditions: conditions::fields(member, at.course, part, &form).await?,
        preview: if clean && form.has("preview") { Some(at.kind.preview(&member.scene, &form, &files)?) } else { None },
        path,
        form,
    };
    if clean { member.holding_page(at.kind.name(), &view) } else { member.page_again(at.kind.name(), &view) }
}

/// The title of a form; what is to be put right in it is noted, and the files that came with it are kept.
///
/// # Errors
/// When the database or the disk fails.
pub async fn check(course: &Course, member: &Member, kind: &dyn Activity, form: &mut Filled) -> Result<String, Problem> {
    brought::receive(course, member, kind, form).await?;
    let title = if kind.needs_title() {
        form.required("title", LONGEST_TITLE, "authoring-title-missing")
    } else {
        form.line("title", LONGEST_TITLE)
    };
    kind.check(form);
    Ok(title)
}

/// Where the files of an activity are used.
pub fn place_of(course: &Course, activity_id: i64) -> used::Place {
    used::Place { academy_id: course.academy_id, course_id: course.id, activity_id }
}

/// How it is finished, as a form says; of what has no page of its own nothing can be said.
pub fn completion(kind: &dyn Activity, form: &Filled) -> Completion {
    match form.value("completion").parse() {
        Ok(Completion::Deed) if kind.deed().is_none() => kind.completion(),
        Ok(completion) if kind.has_page() => completion,
        _ => kind.completion(),
    }
}

/// The form.
///
/// # Errors
/// [`Problem::NotFound`] when there is no such activity; else when the database fails.
pub async fn show(course: Allowed<Course, Write>, member: Member, PartId(id): PartId) -> Answer {
    let form = member.form();
    let activity = stored(&course, &member, id).await?;
    // What was typed before the session ended is shown even when it was thrown away meanwhile.
    if activity.gone && !form.has("seen") {
        return Err(Problem::NotFound);
    }
    filled(&course, &member, &activity, form).await
}

async fn stored(course: &Course, member: &Member, id: i64) -> Result<writing::Activity, Problem> {
    writing::activity(&member.app.db, course, id).await.or_problem()?.ok_or(Problem::NotFound)
}

/// The form, showing what is stored where nothing was typed.
async fn filled(course: &Course, member: &Member, activity: &writing::Activity, mut form: Filled) -> Answer {
    let id = activity.id;
    let kind = member.app.kinds.of(&activity.kind).ok_or(Problem::NotFound)?;
    if !form.has("seen") {
        for (name, value) in kind.stored(outline::scope(member, course, true), id).await? {
            form = form.or(&name, &value);
        }
        form = form.or("title", &activity.title).or("hidden", if activity.hidden { "1" } else { "" });
        form = form.or("completion", activity.completion.as_str());
        form = conditions::stored(member, course, Part::Activity(id), form).await?;
    }
    let form = form.or("seen", &activity.edition.to_string());
    page(member, Page { course, kind, place: Place::There { id } }, form).await
}

/// Stores it.
///
/// # Errors
/// As [`show`].
pub async fn submit(course: Allowed<Course, Write>, member: Member, PartId(id): PartId, mut form: Filled) -> Answer {
    let activity = stored(&course, &member, id).await?;
    let kind = member.app.kinds.of(&activity.kind).ok_or(Problem::NotFound)?;
    let title = check(&course, &member, kind, &mut form).await?;
    let asked = conditions::check(&mut form);
    let seen = form.value("seen").parse().unwrap_or(-1);
    if activity.gone {
        // What she typed waits here until it is restored.
        form.fault("", "authoring-gone");
    }
    if !form.is_clean() || form.has("preview") {
        return filled(&course, &member, &activity, form).await;
    }
    let files = brought::used(&course, &member, kind, &form).await?;
    let tx = member.app.db.begin().await.or_problem()?;
    courses::hold(&tx, &course).await.or_problem()?;
    if !writing::name_activity(&tx, &course, id, seen, &title).await.or_problem()? {
        // Not only dropped: what was found may be of this very moment, and is there to be read once all of it is stored.
        tx.commit().await.or_problem()?;
        let now = stored(&course, &member, id).await?;
        // Nothing is overwritten unseen, and nothing typed is lost: she stores once more, knowing.
        form.fault("", if now.gone { "authoring-gone" } else { "authoring-meanwhile" });
        form.set("seen", now.edition.to_string());
        return filled(&course, &member, &now, form).await;
    }
    if !conditions::save(&tx, &course, Part::Activity(id), asked.as_ref(), &mut form).await? {
        drop(tx);
        return filled(&course, &member, &activity, form).await;
    }
    writing::set_activity_hidden(&tx, &course, id, form.checked("hidden")).await.or_problem()?;
    writing::set_completion(&tx, &course, id, completion(kind, &form)).await.or_problem()?;
    kind.save(&tx, course.academy_id, id, &form).await?;
    // A kind that is written elsewhere, chapter by chapter, says there which files it uses.
    if form.has("body") || !kind.takes().is_empty() {
        used::use_in(&tx, place_of(&course, id), &files, kind.is_for_trainers(&form)).await.or_problem()?;
    }
    events::record(&tx, event("course.activity.changed", &course, &member, id), member.now).await.or_problem()?;
    tx.commit().await.or_problem()?;
    member.go_and_say(&format!("{}/edit#activity-{id}", course.path()), "done-authoring-stored")
}
