//! « Activer mon compte »: the link of somebody for whom an account was made.

use db::Tx;
use serde_json::json;

use super::{Holder, MakeError, NewLink, Purpose, letter};
use crate::academies::Academy;
use crate::app::App;
use crate::clock::MINUTE;
use crate::people::membership::{self, MembershipState};
use crate::people::{Person, address};

/// Invites somebody in the name of an académie; `wanted` is where she lands (the course she was enrolled in).
/// `to` is the address it goes to (folded), if it is hers; else her main one. Does nothing for somebody who has a way in already, no
/// address, or to whom the académie is closed.
///
/// # Errors
/// When the database fails or the system gives no random bytes.
pub async fn send(tx: &Tx, app: &App, academy: &Academy, person: &Person, to: &str, wanted: Option<&str>) -> Result<(), MakeError> {
    let now = app.clock.now();
    let Some((address_id, recipient)) = address::to_write_to(tx, person.id, to).await? else { return Ok(()) };
    let suspended_here = membership::state(tx, academy.id, person.id).await? == Some(MembershipState::Suspended);
    if person.state != crate::people::PersonState::Invited || person.suspended_at.is_some() || suspended_here {
        return Ok(());
    }
    let link = NewLink {
        purpose: Purpose::Invitation,
        academy_id: academy.id,
        holder: Holder::Person(person.id),
        beside: academy.id.to_string(),
        request_key: None,
        wanted,
        address_id: Some(address_id),
    };
    let id = super::make(tx, &app.secrets, &link, now).await?;
    let about = letter::About { academy, person: Some(person), recipient: &recipient, parameters: json!({ "links": [id] }) };
    letter::post(tx, app, letter::Template::Invitation, &about, now).await
}

/// Tells somebody who has a way in already that she was enrolled, with the way to her course.
///
/// # Errors
/// As [`send`].
pub async fn tell(tx: &Tx, app: &App, academy: &Academy, person: &Person, to: &str, wanted: &str) -> Result<(), MakeError> {
    let Some((_, recipient)) = address::to_write_to(tx, person.id, to).await? else { return Ok(()) };
    write(
        tx,
        app,
        letter::Template::Enrolled,
        &letter::About { academy, person: Some(person), recipient: &recipient, parameters: json!({ "wanted": wanted }) },
    )
    .await
}

/// Tells those who waited for a place (their ids) that they have it, with the way to the course.
///
/// # Errors
/// As [`send`].
pub async fn places_free(tx: &Tx, app: &App, academy: &Academy, people: &[i64], wanted: &str) -> Result<(), MakeError> {
    for id in people {
        let person = Person::by_id(tx, *id).await?;
        if let Some((_, recipient)) = address::to_write_to(tx, person.id, "").await? {
            let parameters = json!({ "wanted": wanted });
            let about = letter::About { academy, person: Some(&person), recipient: &recipient, parameters };
            write(tx, app, letter::Template::PlaceFree, &about).await?;
        }
    }
    Ok(())
}

/// Posts it, unless the académie is closed to her.
async fn write(tx: &Tx, app: &App, template: letter::Template, about: &letter::About<'_>) -> Result<(), MakeError> {
    let Some(person) = about.person else { return Ok(()) };
    let suspended_here = membership::state(tx, about.academy.id, person.id).await? == Some(MembershipState::Suspended);
    if person.suspended_at.is_some() || suspended_here {
        return Ok(());
    }
    letter::post(tx, app, template, about, app.clock.now()).await
}

/// Whether this académie wrote to somebody about an enrolment less than a quarter of an hour ago.
///
/// # Errors
/// When the database fails.
pub async fn went_out(tx: &Tx, academy: &Academy, person: &Person, now: i64) -> db::Result<bool> {
    let recent: Option<(i64,)> = tx
        .maybe(
            "select id from letter where academy_id = $1 and person_id = $2 and template in ('invitation', 'enrolled', 'place-free') and created_at > $3
              limit 1",
            &db::args![academy.id, person.id, now - 15 * MINUTE],
        )
        .await?;
    Ok(recent.is_some())
}
