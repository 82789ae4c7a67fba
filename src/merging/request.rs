//! What was asked for and is not done yet: each account has a link, and has agreed once that is used.

use db::{Db, Tx};
use serde_json::json;

use crate::academies::Academy;
use crate::app::App;
use crate::clock::{DAY, HOUR, MINUTE};
use crate::events::{self, Event};
use crate::links::letter::{self, About, Template};
use crate::links::{self, Holder, LinkState, MakeError, NewLink, Purpose};
use crate::people::{Person, address};

/// For how long a request is kept: as long as its links may live after a day of trying to send them, and no longer.
const KEPT: i64 = 9 * DAY;
/// The same request sent again within this is one.
const AGAIN: i64 = 15 * MINUTE;
/// Letters in an hour to one person, whoever asks.
const LETTERS_PER_HOUR: i64 = 3;

db::row! {
    /// Two accounts on their way to becoming one.
    pub struct Request {
        pub id: i64,
        pub kept_id: i64,
        pub gone_id: i64,
        /// How whoever asked sees the two: their addresses.
        pub kept_as: String,
        pub gone_as: String,
        pub kept_link_id: i64,
        pub gone_link_id: i64,
        pub asked_by: i64,
        pub created_at: i64,
    }
}

const COLUMNS: &str = "id, kept_id, gone_id, kept_as, gone_as, kept_link_id, gone_link_id, asked_by, created_at";

/// One of two accounts, as whoever asks sees it.
pub struct Side<'a> {
    /// Whose.
    pub person: &'a Person,
    /// The address she is known by here, which is where the letter goes.
    pub seen_as: &'a str,
}

/// What came of asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Both have a letter.
    Both,
    /// One of them had too many letters already; nothing was changed.
    TooOften,
    /// One of them has no address; nothing may be committed.
    NoAddress,
}

/// Asks both accounts, in the place of whatever was asked of the two before.
///
/// # Errors
/// When the database fails or the system gives no random bytes.
pub async fn ask(tx: &Tx, app: &App, academy: &Academy, gone: &Side<'_>, kept: &Side<'_>, asked_by: i64) -> Result<Asked, MakeError> {
    let now = app.clock.now();
    let (gone_id, kept_id) = (gone.person.id, kept.person.id);
    if let Some(request) = between(tx, academy.id, gone_id, kept_id).await?.filter(|request| request.kept_id == kept_id)
        && now - request.created_at < AGAIN
        && lives(tx, academy.id, &request).await?
    {
        return Ok(Asked::Both);
    }
    for id in [gone_id, kept_id] {
        if links::made(tx, id, Purpose::Merge, now - HOUR).await? >= LETTERS_PER_HOUR {
            return Ok(Asked::TooOften);
        }
    }
    cancel(tx, academy.id, gone_id, kept_id).await?;
    let beside = format!("{}:{gone_id}:{kept_id}", academy.id);
    // Of the other account each is told no more than she knows if it is hers.
    let (gone_masked, kept_masked) = (masked(gone.seen_as), masked(kept.seen_as));
    let Some(kept_link_id) = mail(tx, app, academy, kept, &beside, (kept.seen_as, &gone_masked)).await? else {
        return Ok(Asked::NoAddress);
    };
    let Some(gone_link_id) = mail(tx, app, academy, gone, &beside, (&kept_masked, gone.seen_as)).await? else {
        return Ok(Asked::NoAddress);
    };
    tx.run(
        "insert into account_merge (academy_id, kept_id, gone_id, kept_as, gone_as, kept_link_id, gone_link_id, asked_by, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        &db::args![academy.id, kept_id, gone_id, kept.seen_as, gone.seen_as, kept_link_id, gone_link_id, asked_by, now],
    )
    .await?;
    let event = Event::of_person("person.merge.asked", Some(academy.id), Some(asked_by), kept_id).with(json!({ "gone": gone_id }));
    events::record(tx, event, now).await?;
    Ok(Asked::Both)
}

/// Whether both links still do their work, or did: a suspension or a new password may have ended one.
async fn lives(tx: &Tx, academy_id: i64, request: &Request) -> db::Result<bool> {
    let sql = "select count(*) from link where academy_id = $1 and id in ($2, $3) and state in ('alive', 'used')";
    let (living,): (i64,) = tx.one(sql, &db::args![academy_id, request.kept_link_id, request.gone_link_id]).await?;
    Ok(living == 2)
}

/// Mails one of the two her link, naming both as she reads them; gives its id, or nothing when she has no address.
async fn mail(
    tx: &Tx,
    app: &App,
    academy: &Academy,
    side: &Side<'_>,
    beside: &str,
    (kept, gone): (&str, &str),
) -> Result<Option<i64>, MakeError> {
    let now = app.clock.now();
    let found = address::to_write_to(tx, side.person.id, &address::fold(side.seen_as)).await?;
    let Some((address_id, recipient)) = found else { return Ok(None) };
    let link = NewLink {
        purpose: Purpose::Merge,
        academy_id: academy.id,
        holder: Holder::Person(side.person.id),
        beside: beside.to_owned(),
        request_key: None,
        wanted: None,
        address_id: Some(address_id),
    };
    let id = links::make(tx, &app.secrets, &link, now).await?;
    let parameters = json!({ "links": [id], "kept": kept, "gone": gone });
    let about = About { academy, person: Some(side.person), recipient: &recipient, parameters };
    letter::post(tx, app, Template::Merge, &about, now).await?;
    Ok(Some(id))
}

/// An address of which only somebody who knows it recognises the name: `c…n@example.org`.
pub fn masked(address: &str) -> String {
    let Some((name, domain)) = address.rsplit_once('@') else { return "…".to_owned() };
    let mut signs = name.chars();
    match (signs.next(), signs.next_back()) {
        (Some(first), Some(last)) => format!("{first}…{last}@{domain}"),
        _ => format!("…@{domain}"),
    }
}

/// What was asked of these two, whichever of them stays.
///
/// # Errors
/// When the database fails.
pub async fn between(tx: &Tx, academy_id: i64, one: i64, other: i64) -> db::Result<Option<Request>> {
    tx.maybe(
        &format!(
            "select {COLUMNS} from account_merge
              where academy_id = $1 and ((kept_id = $2 and gone_id = $3) or (kept_id = $3 and gone_id = $2)) order by id desc limit 1"
        ),
        &db::args![academy_id, one, other],
    )
    .await
}

/// Takes back what was asked of these two: the links that went out do nothing any more.
///
/// # Errors
/// When the database fails.
pub async fn cancel(tx: &Tx, academy_id: i64, one: i64, other: i64) -> db::Result<()> {
    while let Some(request) = between(tx, academy_id, one, other).await? {
        tx.run("delete from account_merge where academy_id = $1 and id = $2", &db::args![academy_id, request.id]).await?;
        for link_id in [request.kept_link_id, request.gone_link_id] {
            links::end(tx, academy_id, link_id).await?;
        }
    }
    Ok(())
}

/// What an académie asked of somebody, whichever of the two she is; the newest first.
///
/// # Errors
/// When the database fails.
pub async fn of(db: &Db, academy_id: i64, person_id: i64) -> db::Result<Vec<Request>> {
    let sql = format!("select {COLUMNS} from account_merge where academy_id = $1 and (kept_id = $2 or gone_id = $2) order by id desc");
    db.all(&sql, &db::args![academy_id, person_id]).await
}

/// What somebody was asked, by its number.
///
/// # Errors
/// When the database fails.
pub async fn read(tx: &Tx, academy_id: i64, person_id: i64, id: i64) -> db::Result<Option<Request>> {
    let sql = format!("select {COLUMNS} from account_merge where academy_id = $1 and id = $3 and (kept_id = $2 or gone_id = $2)");
    tx.maybe(&sql, &db::args![academy_id, person_id, id]).await
}

/// The request of a link.
///
/// # Errors
/// When the database fails.
pub async fn of_link(tx: &Tx, academy_id: i64, link_id: i64) -> db::Result<Option<Request>> {
    let sql = format!("select {COLUMNS} from account_merge where academy_id = $1 and (kept_link_id = $2 or gone_link_id = $2)");
    tx.maybe(&sql, &db::args![academy_id, link_id]).await
}

/// Whether both accounts have agreed.
///
/// # Errors
/// When the database fails.
pub async fn both_agreed(tx: &Tx, academy_id: i64, request: &Request) -> db::Result<bool> {
    let (agreed,): (i64,) = tx
        .one(
            "select count(*) from link where academy_id = $1 and id in ($2, $3) and state = $4",
            &db::args![academy_id, request.kept_link_id, request.gone_link_id, LinkState::Used],
        )
        .await?;
    Ok(agreed == 2)
}

/// Two accounts became one: nothing is asked of the one that went any more.
///
/// # Errors
/// When the database fails.
pub async fn merge(tx: &Tx, gone: i64, kept: i64) -> db::Result<()> {
    tx.run("delete from account_merge where kept_id = $1 or gone_id = $1", &db::args![gone]).await?;
    tx.run("update account_merge set asked_by = $2 where asked_by = $1", &db::args![gone, kept]).await?;
    Ok(())
}

/// Forgets what nobody agreed to in time.
///
/// # Errors
/// When the database fails.
pub async fn purge(db: &Db, now: i64) -> db::Result<u64> {
    db.run("delete from account_merge where created_at < $1", &db::args![now - KEPT]).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_masked_address_is_known_again_and_not_learnt() {
        assert_eq!(masked("camille.martin@example.org"), "c…n@example.org");
        assert_eq!((masked("a@example.org").as_str(), masked("rien").as_str()), ("…@example.org", "…"));
    }
}
