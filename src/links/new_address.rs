//! A new address stays pending until its mailed link is followed.

use db::Tx;
use serde_json::json;

use super::{Holder, MakeError, NewLink, Purpose, letter};
use crate::academies::Academy;
use crate::app::App;
use crate::clock::HOUR;
use crate::people::address::{self, Address, AddressState};
use crate::people::{self, Person};

/// Letters to new addresses in an hour, so that nobody floods a stranger's mailbox from here.
const LETTERS_PER_HOUR: i64 = 3;

/// What came of asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// The address waits for its link.
    Noted,
    /// Too many letters went out already; nothing was changed.
    TooOften,
}

/// Notes the address she typed as pending, in place of an earlier pending one, and mails its link there.
/// A taken address gets the same answer as a free one: its holder is told by the letter, nobody else. The same form (`form_id`)
/// sent twice asks once.
///
/// # Errors
/// When the database fails or the system gives no random bytes.
pub async fn ask(tx: &Tx, app: &App, academy: &Academy, person: &Person, new: &Address, form_id: &str) -> Result<Asked, MakeError> {
    let now = app.clock.now();
    people::hold(tx, person.id).await?;
    // What was typed belongs to the key: another address in the same form is a new request.
    let request_key = format!("address:{}:{form_id}:{}", person.id, people::guesses::name_key(&app.secrets, &new.folded));
    if super::was_asked(tx, academy.id, &request_key).await? {
        return Ok(Asked::Noted);
    }
    if super::made(tx, person.id, Purpose::Address, now - HOUR).await? >= LETTERS_PER_HOUR {
        return Ok(Asked::TooOften);
    }
    let old: Vec<(i64,)> =
        tx.all("select id from person_address where person_id = $1 and state = 'pending'", &db::args![person.id]).await?;
    for (id,) in old {
        let sql = "update link set state = 'ended', slot = null, address_id = null where address_id = $1 and person_id = $2";
        tx.run(sql, &db::args![id, person.id]).await?;
        address::forget_pending(tx, person.id, id).await?;
    }
    let address_id = address::add(tx, person.id, new, AddressState::Pending, false, now).await?;
    let link = NewLink {
        purpose: Purpose::Address,
        academy_id: academy.id,
        holder: Holder::Person(person.id),
        beside: String::new(),
        request_key: Some(request_key),
        wanted: None,
        address_id: Some(address_id),
    };
    let id = super::make(tx, &app.secrets, &link, now).await?;
    let taken = address::is_taken(tx, &new.folded, person.id).await?;
    let template = if taken { letter::Template::AddressTaken } else { letter::Template::NewAddress };
    let about = letter::About { academy, person: Some(person), recipient: &new.written, parameters: json!({ "links": [id] }) };
    letter::post(tx, app, template, &about, now).await?;
    Ok(Asked::Noted)
}
