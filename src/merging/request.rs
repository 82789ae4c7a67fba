//! What was asked for and is not done yet: each account has a link, and has agreed once that is used.

use db::{Db, Tx};
use serde_json::json;

use crate::academies::Academy;
use crate::app::App;
use crate::clock::{DAY, MINUTE};
use crate::links::letter::{self, About, Template};
use crate::links::{self, Holder, LinkState, MakeError, NewLink, Purpose};
use crate::people::{Person, address};

/// For how long a request is kept: as long as its links may live after a day of trying to send them, and no longer.
const KEPT: i64 = 9 * DAY;
/// The same request sent again within this is one.
const AGAIN: i64 = 15 * MINUTE;

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

/// Asks both accounts, in the place of whatever was asked of the two before. False when one of them has no address.
///
/// # Errors
/// When the database fails or the system gives no random bytes.
pub async fn ask(tx: &Tx, app: &App, academy: &Academy, gone: &Side<'_>, kept: &Side<'_>, asked_by: i64) -> Result<bool, MakeError> {
    let now = app.clock.now();
    if between(tx, academy.id, gone.person.id, kept.person.id)
        .await?
        .is_some_and(|request| request.kept_id == kept.person.id && now - request.created_at < AGAIN)
    {
        return Ok(true);
    }
    cancel(tx, academy.id, gone.person.id, kept.person.id).await?;
    let mut links = Vec::new();
    for side in [kept, gone] {
        let Some((address_id, recipient)) = address::to_write_to(tx, side.person.id, &address::fold(side.seen_as)).await? else {
            return Ok(false);
        };
        let link = NewLink {
            purpose: Purpose::Merge,
            academy_id: academy.id,
            holder: Holder::Person(side.person.id),
            beside: format!("{}:{}", gone.person.id, kept.person.id),
            request_key: None,
            wanted: None,
            address_id: Some(address_id),
        };
        let id = links::make(tx, &app.secrets, &link, now).await?;
        let parameters = json!({ "links": [id], "kept": kept.seen_as, "gone": gone.seen_as });
        let about = About { academy, person: Some(side.person), recipient: &recipient, parameters };
        letter::post(tx, app, Template::Merge, &about, now).await?;
        links.push(id);
    }
    tx.run(
        "insert into account_merge (academy_id, kept_id, gone_id, kept_as, gone_as, kept_link_id, gone_link_id, asked_by, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        &db::args![
            academy.id,
            kept.person.id,
            gone.person.id,
            kept.seen_as,
            gone.seen_as,
            links.first().copied(),
            links.last().copied(),
            asked_by,
            now
        ],
    )
    .await?;
    Ok(true)
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

/// What an académie asked of somebody, the newest first: with how the other account is seen, and whether that one stays.
///
/// # Errors
/// When the database fails.
pub async fn of(db: &Db, academy_id: i64, person_id: i64) -> db::Result<Vec<Request>> {
    let sql = format!("select {COLUMNS} from account_merge where academy_id = $1 and (kept_id = $2 or gone_id = $2) order by id desc");
    db.all(&sql, &db::args![academy_id, person_id]).await
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
