//! « Restreindre l'accès »: folded fields in the forms of sections and activities.

use db::Tx;
use web::{Filled, Problem, filters};

use crate::clock::read_day;
use crate::courses::Course;
use crate::courses::conditions::{self, Choice, Conditions, Part, Refused};
use crate::visit::{Member, OrProblem};

/// The fields, by their names.
const FIELDS: [&str; 4] = ["opens_on", "closes_on", "after", "group"];

web::view! { "authoring/conditions.html" =>
    struct Fields<'a> {
        form: &'a Filled,
        activities: &'a [Choice],
        groups: &'a [Choice],
        /// Whether there is something in them to be read.
        unfolded: bool,
    }
}

/// The fields, rendered with what was typed or stored; `part` is none that is to be made.
///
/// # Errors
/// When the database fails.
pub async fn fields(member: &Member, course: &Course, part: Option<Part>, form: &Filled) -> Result<String, Problem> {
    let db = &member.app.db;
    let mut activities = conditions::activities(db, course, form.value("after").parse().ok()).await.or_problem()?;
    activities.retain(|(id, _)| part != Some(Part::Activity(*id)));
    let groups = conditions::groups(db, course).await.or_problem()?;
    let unfolded = FIELDS.iter().any(|field| !form.value(field).is_empty() || !form.errors(field).is_empty());
    Ok(member.scene.render(&Fields { form, activities: &activities, groups: &groups, unfolded })?)
}

/// The form showing what is stored of a part where nothing was typed.
///
/// # Errors
/// When the database fails.
pub async fn stored(member: &Member, course: &Course, part: Part, form: Filled) -> Result<Filled, Problem> {
    let Conditions { opens_on, closes_on, after_id, group_id } = conditions::of(&member.app.db, course, part).await.or_problem()?;
    let number = |id: Option<i64>| id.map(|id| id.to_string());
    let values = [opens_on, closes_on, number(after_id), number(group_id)];
    Ok(FIELDS.iter().zip(values).fold(form, |form, (field, value)| form.or(field, value.as_deref().unwrap_or_default())))
}

/// The conditions of a form; what is to be put right in it is noted. Nothing when it has no such fields.
pub fn check(form: &mut Filled) -> Option<Conditions> {
    if !FIELDS.iter().any(|field| form.has(field)) {
        return None;
    }
    let read = |form: &mut Filled, field: &'static str| {
        let typed = form.line(field, 10);
        let day = read_day(&typed);
        if day.is_none() && !typed.is_empty() {
            form.fault(field, "indexing-fault-day");
        }
        day
    };
    let (opens_on, closes_on) = (read(form, "opens_on"), read(form, "closes_on"));
    if matches!((&opens_on, &closes_on), (Some(first), Some(last)) if last < first) {
        form.fault("closes_on", "indexing-fault-order");
    }
    let mut chosen = |field: &'static str, gone: &'static str| {
        let id = form.value(field).parse().ok();
        if id.is_none() && !form.value(field).is_empty() {
            form.fault(field, gone);
        }
        id
    };
    Some(Conditions {
        opens_on,
        closes_on,
        after_id: chosen("after", "authoring-after-circle"),
        group_id: chosen("group", "authoring-group-gone"),
    })
}

/// Stores what [`check`] gave; false when they cannot be, which the form then says.
///
/// # Errors
/// When the database fails.
pub async fn save(tx: &Tx, course: &Course, part: Part, conditions: Option<&Conditions>, form: &mut Filled) -> Result<bool, Problem> {
    let Some(conditions) = conditions else { return Ok(true) };
    match conditions::set(tx, course, part, conditions).await.or_problem()? {
        None => return Ok(true),
        Some(Refused::Circle) => form.fault("after", "authoring-after-circle"),
        Some(Refused::NoActivity) => {
            form.set("after", "");
            form.fault("after", "authoring-after-gone");
        }
        Some(Refused::NoGroup) => {
            form.set("group", "");
            form.fault("group", "authoring-group-gone");
        }
    }
    Ok(false)
}
