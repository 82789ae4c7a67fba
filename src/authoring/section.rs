//! The name of a section, a sentence about it, and when and to whom it is open.
//!
//! | GET  /courses/{number}/sections/{id}/edit | as it is stored                                            |
//! | POST /courses/{number}/sections/{id}/edit | stored, unless somebody else stored something meanwhile    |

use web::{Answer, Filled, Problem, filters};

use super::{LONGEST_TITLE, PartId, conditions, event};
use crate::access::{Allowed, Write};
use crate::courses::conditions::Part;
use crate::courses::writing::{self, Section};
use crate::courses::{self, Course};
use crate::events;
use crate::visit::{Member, OrProblem};

/// The longest sentence, in characters.
const LONGEST_SUMMARY: usize = 2_000;

web::view! { "authoring/section.html" =>
    struct SectionForm {
        form: Filled,
        course: String,
        path: String,
        id: i64,
        /// « Restreindre l'accès », rendered.
        conditions: String,
    }
}

/// The form.
///
/// # Errors
/// [`Problem::NotFound`] when there is no such section; else when the database fails.
pub async fn show(course: Allowed<Course, Write>, member: Member, PartId(id): PartId) -> Answer {
    let section = stored(&course, &member, id).await?;
    let form = member.form();
    if section.gone && !form.has("title") {
        return Err(Problem::NotFound);
    }
    page(&course, &member, &section, form).await
}

async fn stored(course: &Course, member: &Member, id: i64) -> Result<Section, Problem> {
    writing::section(&member.app.db, course, id).await.or_problem()?.ok_or(Problem::NotFound)
}

async fn page(course: &Course, member: &Member, section: &Section, mut form: Filled) -> Answer {
    let (clean, part) = (form.is_clean(), Part::Section(section.id));
    if !form.has("seen") {
        form = conditions::stored(member, course, part, form).await?;
    }
    let form = form.or("title", &section.title).or("summary", &section.summary).or("seen", &section.edition.to_string());
    let conditions = conditions::fields(member, course, Some(part), &form).await?;
    let view = SectionForm { form, course: course.title.clone(), path: course.path(), id: section.id, conditions };
    if clean { member.page("authoring-section-edit", &view) } else { member.page_again("authoring-section-edit", &view) }
}

/// Stores both.
///
/// # Errors
/// As [`show`].
pub async fn submit(course: Allowed<Course, Write>, member: Member, PartId(id): PartId, mut form: Filled) -> Answer {
    let section = stored(&course, &member, id).await?;
    let title = form.line("title", LONGEST_TITLE);
    let summary = form.paragraphs("summary", LONGEST_SUMMARY);
    let asked = conditions::check(&mut form);
    let seen = form.value("seen").parse().unwrap_or(-1);
    if section.gone {
        form.fault("", "authoring-gone");
    }
    if !form.is_clean() {
        return page(&course, &member, &section, form).await;
    }
    let tx = member.app.db.begin().await.or_problem()?;
    courses::hold(&tx, &course).await.or_problem()?;
    if !writing::name_section(&tx, &course, id, seen, &title, &summary).await.or_problem()? {
        // Not only dropped: what was found may be of this very moment, and is there to be read once all of it is stored.
        tx.commit().await.or_problem()?;
        let now = stored(&course, &member, id).await?;
        form.fault("", if now.gone { "authoring-gone" } else { "authoring-meanwhile" });
        form.set("seen", now.edition.to_string());
        return page(&course, &member, &now, form).await;
    }
    if !conditions::save(&tx, &course, Part::Section(id), asked.as_ref(), &mut form).await? {
        drop(tx);
        return page(&course, &member, &section, form).await;
    }
    events::record(&tx, event("course.section.changed", &course, &member, id), member.now).await.or_problem()?;
    tx.commit().await.or_problem()?;
    member.go(&format!("{}/edit#section-{id}", course.path()))
}
