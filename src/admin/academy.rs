//! `academy set`: what an académie may set, all or nothing.

use serde_json::json;

use super::picture::brought;
use super::{Refusal, Report, whom};
use crate::academies::{Academy, settings};
use crate::app::App;
use crate::events::{self, Event};
use crate::files::picture::Shape;
use crate::files::room::Room;
use crate::visit::picture::Brought;

/// What is set where.
#[derive(clap::Args, Clone, Debug)]
pub struct Set {
    /// The académie
    #[arg(long, value_name = "SLUG")]
    pub academy: String,
    /// Settings: full_name, of_name, short, logo=FILE, arena_scolaire, arena_superieur, password_preset, support_contact, sender_name,
    /// sender_address, hue, file_room (for files, in gigabytes)
    #[arg(required = true, value_name = "KEY=VALUE", value_parser = pair)]
    pub settings: Vec<(String, String)>,
}

pub(super) fn pair(text: &str) -> Result<(String, String), String> {
    let (key, value) = text.split_once('=').ok_or("a setting is written KEY=VALUE")?;
    Ok((key.trim().to_owned(), value.to_owned()))
}

/// Changes settings of an académie.
///
/// # Errors
/// As [`Refusal`]; then none of them is changed.
pub async fn set(app: &App, asked: &Set) -> Result<Report, Refusal> {
    let academy = whom::academy(app, &asked.academy).await?;
    let file = asked.settings.iter().find(|(key, _)| key == "logo").map(|(_, file)| file.trim());
    let logo = brought(app, file, Shape::Logo).await?;
    let tx = app.db.begin().await?;
    for (key, value) in &asked.settings {
        match (key.as_str(), &logo) {
            ("logo", Brought::Another(name)) => drop(settings::set_logo(&tx, academy.id, Some(name), app.clock.now()).await?),
            ("logo", _) => drop(settings::set_logo(&tx, academy.id, None, app.clock.now()).await?),
            _ => settings::set(&tx, academy.id, key, value).await?,
        }
    }
    let keys: Vec<&str> = asked.settings.iter().map(|(key, _)| key.as_str()).collect();
    let event = Event {
        kind: "academy.settings.changed",
        academy_id: Some(academy.id),
        actor_id: None,
        person_id: None,
        detail: json!({ "keys": keys }),
    };
    events::record(&tx, event, app.clock.now()).await?;
    tx.commit().await?;

    let now_set = Academy::by_id(&app.db, academy.id).await?;
    let room = Room::of(&app.db, academy.id).await?;
    let json = json!({
        "slug": now_set.slug,
        "full_name": now_set.full_name,
        "of_name": now_set.of_name,
        "short": now_set.short,
        "arena_scolaire": now_set.arena_scolaire,
        "arena_superieur": now_set.arena_superieur,
        "password_preset": now_set.password_preset,
        "support_contact": now_set.support_contact,
        "sender_name": now_set.sender_name,
        "sender_address": now_set.sender_address,
        "hue": now_set.hue,
        "file_room": room.gigabytes,
        "file_bytes": room.bytes,
    });
    Ok(Report { text: format!("{}: {} set", academy.slug, keys.join(", ")), json })
}
