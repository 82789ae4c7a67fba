//! A new address stays pending until its mailed link is followed.

use db::Tx;
use serde_json::json;

use super::{Holder, MakeError, NewLink, Purpose, letter};
use crate::academies::Academy;
use crate::app::App;
use crate::people::Person;
use crate::people::address::{self, Address, AddressState};

/// Notes the address she typed as pending, in place of an earlier pending one, and mails its link there.
/// A taken address gets the same answer as a free one: its holder is told by the letter, nobody else.
///
/// # Errors
/// When the database fails or the system gives no random bytes.
pub async fn ask(tx: &Tx, app: &App, academy: &Academy, person: &Person, new: &Address) -> Result<(), MakeError> {
    let now = app.clock.now();
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
        request_key: None,
        wanted: None,
        address_id: Some(address_id),
    };
    let id = super::make(tx, &app.secrets, &link, now).await?;
    let taken = address::is_taken(tx, &new.folded, person.id).await?;
    let template = if taken { letter::Template::AddressTaken } else { letter::Template::NewAddress };
    let about = letter::About { academy, person: Some(person), recipient: &new.written, parameters: json!({ "links": [id] }) };
    letter::post(tx, app, template, &about, now).await
}
