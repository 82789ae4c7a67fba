//! What an académie decides of itself.
//!
//! | GET  /manage/settings | names, logo, colour, contact, sender, passwords, Arena |
//! | POST /manage/settings | all or nothing; asks for a code that is not old        |

use serde_json::json;
use web::{Answer, Filled, Message, filters};

use crate::academies::Academy;
use crate::academies::settings::{self, SettingError};
use crate::access::{Allowed, Manage};
use crate::events::{self, Event};
use crate::files::picture::Shape;
use crate::visit::picture::{self, Brought};
use crate::visit::{Member, OrProblem};

/// The fields of the form and the settings they hold. The password rules have another name here: whatever is called a password is
/// never shown again.
const FIELDS: [(&str, &str); 10] = [
    ("full_name", "full_name"),
    ("of_name", "of_name"),
    ("short", "short"),
    ("hue", "hue"),
    ("support_contact", "support_contact"),
    ("sender_name", "sender_name"),
    ("sender_address", "sender_address"),
    ("preset", "password_preset"),
    ("arena_scolaire", "arena_scolaire"),
    ("arena_superieur", "arena_superieur"),
];

web::view! { "management/settings.html" =>
    struct Settings {
        form: Filled,
        hues: Vec<i64>,
        /// The address of its logo; empty without one.
        picture: String,
    }
}

/// The form.
///
/// # Errors
/// Never.
pub async fn show(academy: Allowed<Academy, Manage>, member: Member) -> Answer {
    page(&member, stored(member.form(), &academy))
}

fn stored(form: Filled, academy: &Academy) -> Filled {
    let or = |text: &Option<String>| text.clone().unwrap_or_default();
    form.or("full_name", &academy.full_name)
        .or("of_name", &academy.of_name)
        .or("short", &academy.short)
        .or("hue", &academy.hue.to_string())
        .or("support_contact", &or(&academy.support_contact))
        .or("sender_name", &or(&academy.sender_name))
        .or("sender_address", &or(&academy.sender_address))
        .or("preset", &academy.password_preset)
        .or("arena_scolaire", &or(&academy.arena_scolaire))
        .or("arena_superieur", &or(&academy.arena_superieur))
}

fn page(member: &Member, form: Filled) -> Answer {
    let picture = member.academy.logo_id.map(|id| member.url(&format!("/logo/medium?v={id}"))).unwrap_or_default();
    let view = Settings { form, hues: (0..24).collect(), picture };
    if view.form.is_clean() { member.page("management-settings", &view) } else { member.page_again("management-settings", &view) }
}

/// Saves.
///
/// # Errors
/// [`web::Problem::SecondFactor`] when it was not given just now; else when the database fails.
pub async fn submit(academy: Allowed<Academy, Manage>, member: Member, mut form: Filled) -> Answer {
    member.proves_it_is_her()?;
    let brought = picture::receive(&member, &mut form, Shape::Logo).await?;
    let tx = member.app.db.begin().await.or_problem()?;
    let mut changed = Vec::new();
    for (field, key) in FIELDS {
        if !form.has(field) {
            continue;
        }
        let value = form.line(field, 500);
        match settings::set(&tx, academy.id, key, &value).await {
            Ok(()) => changed.push(key),
            Err(SettingError::Database(error)) => return Err(crate::visit::database(error)),
            Err(_) => form.fault(field, fault(field)),
        }
    }
    if !form.is_clean() {
        drop(tx);
        return page(&member, stored(form, &academy));
    }
    let logo = match &brought {
        Brought::Nothing => false,
        Brought::Another(name) => settings::set_logo(&tx, academy.id, Some(name), member.now).await.or_problem()?,
        Brought::Gone => settings::set_logo(&tx, academy.id, None, member.now).await.or_problem()?,
    };
    if logo {
        changed.push("logo");
    }
    let event = Event {
        kind: "academy.settings.changed",
        academy_id: Some(academy.id),
        actor_id: Some(member.person().id),
        person_id: None,
        detail: json!({ "keys": changed }),
    };
    events::record(&tx, event, member.now).await.or_problem()?;
    tx.commit().await.or_problem()?;
    member.go_and_say("/manage", "done-preferences-saved")
}

/// What a setting must look like.
fn fault(field: &str) -> Message {
    Message::new(match field {
        "full_name" | "of_name" | "short" => "management-name-fault",
        "support_contact" | "sender_address" => "profile-email-shape",
        "arena_scolaire" | "arena_superieur" => "indexing-fault-link",
        _ => "indexing-fault-term",
    })
}
