//! « Indexer »: the form.
//!
//! | GET  /courses/{number}/indexing | every field, how far it is filled in, and what an offer still needs |
//! | POST /courses/{number}/indexing | saved, whatever is still missing; only an offer asks for more       |

use sha2::{Digest, Sha256};
use web::{Answer, Filled, Message, Problem, filters};

use super::description;
use crate::access::{Allowed, Edit};
use crate::courses::{self, Course, Stage};
use crate::files::picture::Shape;
use crate::indexing::field::Kind;
use crate::indexing::terms::{List, Terms};
use crate::indexing::{Field, Sheet};
use crate::visit::{Member, OrProblem, picture};

web::view! { "lifecycle/indexing.html" =>
    struct Indexing {
        form: Filled,
        path: String,
        /// Where « Annuler » leads.
        back: String,
        /// The address of its picture; empty without one.
        picture: String,
        /// The title as it is stored.
        course: String,
        matricule: Option<String>,
        percent: usize,
        missing: Vec<Field>,
        domains: Vec<Choice>,
        collections: Vec<Choice>,
        natures: Vec<Choice>,
        origins: Vec<Choice>,
        audiences: Vec<Choice>,
    }
}

/// A term as the form offers it.
struct Choice {
    code: String,
    label: String,
}

/// The form.
///
/// # Errors
/// [`Problem::Conflict`] when the course is closed or thrown away; else when the database fails.
pub async fn show(course: Allowed<Course, Edit>, member: Member) -> Answer {
    writable(&course)?;
    let stored = Sheet::of(&member.app.db, course.academy_id, course.id).await.or_problem()?;
    // What had been typed before the session ended stands as it was, also where nothing is ticked any more.
    let typed = member.form();
    let form = if typed.has("title") { typed } else { filled(&stored) };
    page(&member, &course, &stored, form).await
}

/// What is closed is only read.
fn writable(course: &Course) -> Result<(), Problem> {
    match course.stage {
        Stage::Archived | Stage::Trashed => Err(Problem::Conflict(Message::new("indexing-closed"))),
        _ => Ok(()),
    }
}

fn filled(sheet: &Sheet) -> Filled {
    let mut fields = Vec::new();
    for field in Field::ALL {
        match field.kind() {
            Kind::Many(_) => fields.extend(sheet.get(*field).split_whitespace().map(|code| (field.to_string(), code.to_owned()))),
            _ => fields.push((field.to_string(), sheet.get(*field).to_owned())),
        }
    }
    fields.push(("seen".into(), mark(sheet)));
    Filled::from_fields(fields)
}

/// Tells whether a sheet is still the one that was shown.
fn mark(sheet: &Sheet) -> String {
    let mut hash = Sha256::new();
    for field in Field::ALL {
        hash.update(sheet.get(*field).as_bytes());
        hash.update([0]);
    }
    hash.finalize().iter().take(12).map(|byte| format!("{byte:02x}")).collect()
}

async fn page(member: &Member, course: &Course, stored: &Sheet, form: Filled) -> Answer {
    let terms = Terms::of(&member.app.db, course.academy_id).await.or_problem()?;
    let language = member.language();
    let choices =
        |list| terms.list(list).map(|term| Choice { code: term.code.clone(), label: term.label(language).to_owned() }).collect::<Vec<_>>();
    let clean = form.is_clean();
    let view = Indexing {
        form,
        path: course.path(),
        back: member.url(&format!("{}/manage", course.path())),
        picture: course.picture_id.map(|id| member.url(&format!("{}/picture/medium?v={id}", course.path()))).unwrap_or_default(),
        course: course.title.clone(),
        matricule: stored.matricule(&member.academy.code, &member.today()),
        percent: stored.percent(),
        missing: stored.missing(),
        domains: choices(List::Domain),
        collections: choices(List::Collection),
        natures: choices(List::Nature),
        origins: choices(List::Origin),
        audiences: choices(List::Audience),
    };
    if clean { member.page("indexing-page", &view) } else { member.page_again("indexing-page", &view) }
}

/// Saves.
///
/// # Errors
/// As [`show`].
pub async fn submit(course: Allowed<Course, Edit>, member: Member, mut form: Filled) -> Answer {
    writable(&course)?;
    let terms = Terms::of(&member.app.db, course.academy_id).await.or_problem()?;
    // Read before the transaction: it takes its time.
    let brought = picture::receive(&member, &mut form, Shape::Whole).await?;
    let tx = member.app.db.begin().await.or_problem()?;
    courses::hold(&tx, &course).await.or_problem()?;
    let before = Sheet::read(&tx, course.academy_id, course.id).await.or_problem()?;
    let after = read(&mut form, &terms);
    if form.is_clean() && form.value("seen") != mark(&before) && after != before {
        // Somebody else saved meanwhile: nothing is overwritten unseen, and nothing typed is lost.
        form.fault("", "indexing-fault-meanwhile");
        form.set("seen", mark(&before));
    }
    if !form.is_clean() {
        drop(tx);
        return page(&member, &course, &before, form).await;
    }
    let changed = description::Changed { before: &before, after: &after, picture: &brought };
    description::save(&tx, &course, &changed, Some(member.person().id), member.now).await.or_problem()?;
    tx.commit().await.or_problem()?;
    member.go_and_say(&format!("{}/manage", course.path()), "done-indexing-saved")
}

/// What was typed; faults are noted in the form.
fn read(form: &mut Filled, terms: &Terms) -> Sheet {
    let mut sheet = Sheet::default();
    for field in Field::ALL {
        let typed = match field.kind() {
            Kind::Many(_) => form.all(field.as_str()).collect::<Vec<_>>().join(","),
            _ => form.value(field.as_str()).to_owned(),
        };
        match field.read(&typed, terms) {
            Ok(value) => sheet.set(*field, value),
            Err(fault) => form.fault(field.as_str(), fault),
        }
    }
    for (field, fault) in sheet.faults() {
        form.fault(field.as_str(), fault);
    }
    sheet
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_is_read_back_as_it_was() {
        let terms = Terms::default();
        let mut sheet = Sheet::default();
        for (field, value) in [
            (Field::Title, "Lire à voix haute"),
            (Field::HoursOnSite, "3h30"),
            (Field::Audiences, "heads support-assistants"),
            (Field::Certifying, "yes"),
            (Field::Domain, "french"),
        ] {
            sheet.set(field, value.into());
        }
        let mut form = filled(&sheet);
        let read = read(&mut form, &terms);
        assert!(form.is_clean(), "{:?}", form.faults());
        for field in Field::ALL {
            assert_eq!(read.get(*field), sheet.get(*field), "{field}");
        }
        assert_eq!(mark(&read), form.value("seen"));
    }

    #[test]
    fn what_cannot_be_read_is_said_at_its_field() {
        let mut form =
            Filled::parse(b"title=&domain=magic&hours_on_site=x&starts_on=2026-02-01&ends_on=2026-01-01&audiences=a&audiences=b");
        read(&mut form, &Terms::default());
        let faulty: Vec<&str> = form.faults().iter().map(|(name, _)| *name).collect();
        assert_eq!(faulty, ["domain", "hours_on_site", "audiences", "title", "ends_on"]);
    }
}
