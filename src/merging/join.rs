//! Doing it: every table that names a person names the one who stays. `tests/site/merging.rs` compares them with the schema.

use db::Tx;
use serde_json::json;

use super::request::{self, Side};
use crate::academies::Academy;
use crate::access;
use crate::app::App;
use crate::courses;
use crate::events::{self, Event};
use crate::files;
use crate::links::letter::{self, About, Template};
use crate::links::{self, MakeError, invitation, new_address};
use crate::people::{self, Person, PersonState, address};
use crate::{my, news};

/// Whether both accounts agreed, or nobody had to be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agreement {
    /// Both by their own mail.
    Both,
    /// Nobody was asked ([`super::rules::needs_no_agreement`]).
    NotAsked,
}

/// Makes two accounts one, and tells her. The caller holds both and has asked [`super::rules`].
///
/// # Errors
/// When the database fails or the system gives no random bytes. Nothing is changed then.
pub async fn join(
    tx: &Tx,
    app: &App,
    academy: &Academy,
    gone: &Side<'_>,
    kept: &Side<'_>,
    agreement: Agreement,
    asked_by: i64,
) -> Result<(), MakeError> {
    let now = app.clock.now();
    let (gone_id, kept_id) = (gone.person.id, kept.person.id);
    let invited_to = links::invited_to(tx, academy.id, gone_id, kept_id).await?;
    let moved = courses::merged::merge(tx, gone_id, kept_id, now).await?;
    for kind in app.kinds.0 {
        kind.merge(tx, gone_id, kept_id).await?;
    }
    my::merged::merge(tx, gone_id, kept_id).await?;
    news::subscription::merge(tx, gone_id, kept_id).await?;
    request::merge(tx, gone_id, kept_id).await?;
    links::merge(tx, gone_id, kept_id).await?;
    jobs::mail::hand_over(tx, gone_id, kept_id).await?;
    events::merge(tx, gone_id, kept_id).await?;
    files::stored::merge(tx, gone_id, kept_id).await?;
    files::own::merge(tx, gone_id, kept_id).await?;
    let holds_a_role = !access::roles_of(tx, kept_id).await?.is_empty();
    let unproven = people::merged::merge(tx, gone.person, kept.person, agreement == Agreement::Both, holds_a_role).await?;
    people::merged::forget(tx, gone_id).await?;
    // The number of the account that is no more says which lines of the journal were its.
    let asked_by = if asked_by == gone_id { kept_id } else { asked_by };
    let event = Event::of_person("person.merged", Some(academy.id), Some(asked_by), kept_id).with(json!({ "gone": gone_id }));
    events::record(tx, event, now).await?;

    let person = Person::by_id(tx, kept_id).await?;
    let seen_as = address::fold(kept.seen_as);
    if person.state == PersonState::Invited {
        // Neither had a way in: the invitation that was under way comes once more.
        invitation::send(tx, app, academy, &person, &seen_as, invited_to.as_deref()).await?;
    } else if let Some((_, recipient)) = address::to_write_to(tx, kept_id, &seen_as).await? {
        let template = if unproven.is_none() { Template::Merged } else { Template::MergedUnproven };
        let about = About { academy, person: Some(&person), recipient: &recipient, parameters: json!({ "gone": gone.seen_as }) };
        letter::post(tx, app, template, &about, now).await?;
    }
    if let Some(address) = unproven {
        new_address::ask(tx, app, academy, &person, &address, &format!("merge:{gone_id}")).await?;
    }
    for place in moved {
        let academy = Academy::read(tx, place.academy_id).await?;
        let wanted = format!("{}/courses/{}", academy.base(), place.number);
        invitation::places_free(tx, app, &academy, &[place.person_id], &wanted).await?;
    }
    Ok(())
}
