//! A new address stays pending until its mailed link is followed.

use db::Tx;
use serde_json::json;

use super::{Holder, MakeError, NewLink, Purpose, letter};
use crate::academies::Academy;
use crate::app::App;
use crate::people::Person;
use crate::people::address::{Address, AddressState};

/// Notes the address she typed as pending, in place of an earlier pending one, and mails its link there.
/// A taken address gets the same answer as a free one: its holder is told by the letter, nobody else.
///
/// # Errors
/// When the database fails or the system gives no random bytes.
pub async fn ask(tx: &Tx, app: &App, academy: &Academy, person: &Person, address: &Address) -> Result<(), MakeError> {
    let now = app.clock.now();
    let old: Vec<(i64,)> =
        tx.all("select id from person_address where person_id = $1 and state = 'pending'", &db::args![person.id]).await?;
    for (id,) in old {
        tx.run("update link set state = 'ended', slot = null, address_id = null where address_id = $1", &db::args![id]).await?;
        tx.run("delete from person_address where id = $1 and person_id = $2", &db::args![id, person.id]).await?;
    }
    let address_id = crate::people::address::add(tx, person.id, address, AddressState::Pending, false, now).await?;
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
    let taken: Option<(i64,)> = tx
        .maybe(
            "select id from person_address where folded = $1 and state <> 'pending' and person_id <> $2",
            &db::args![&address.folded, person.id],
        )
        .await?;
    let template = if taken.is_some() { letter::Template::AddressTaken } else { letter::Template::NewAddress };
    let about = letter::About { academy, person: Some(person), recipient: &address.written, parameters: json!({ "links": [id] }) };
    letter::post(tx, app, template, &about, now).await
}

/// Makes a followed address hers, verified and the main one. False when somebody else got it meanwhile.
///
/// # Errors
/// When the database fails.
pub async fn confirm(tx: &Tx, person_id: i64, address_id: i64) -> db::Result<bool> {
    let taken: Option<(i64,)> = tx
        .maybe(
            "select other.id from person_address mine join person_address other on other.folded = mine.folded and other.person_id <> mine.person_id
              where mine.id = $1 and other.state <> 'pending' limit 1",
            &db::args![address_id],
        )
        .await?;
    if taken.is_some() {
        return Ok(false);
    }
    tx.run("update person_address set main = $3 where person_id = $1 and id <> $2", &db::args![person_id, address_id, false]).await?;
    let confirmed = tx
        .run(
            "update person_address set state = 'verified', main = $3 where id = $2 and person_id = $1",
            &db::args![person_id, address_id, true],
        )
        .await?;
    Ok(confirmed == 1)
}
