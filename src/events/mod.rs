//! The journal: what was changed, by whom, for whom. Never a sign-in, never a look; kept twelve months.

use db::{Db, Tx};
use serde_json::{Value, json};

use crate::clock::DAY;

/// How long the journal is kept.
const KEPT: i64 = 365 * DAY;

/// One thing that happened.
#[derive(Clone, Debug)]
pub struct Event<'a> {
    /// Noun, verb in the past: `person.password.reset`.
    pub kind: &'a str,
    /// The académie it happened in; `None` for the whole site.
    pub academy_id: Option<i64>,
    /// Who did it; `None` for the command line and for the program itself.
    pub actor_id: Option<i64>,
    /// To whom.
    pub person_id: Option<i64>,
    /// What else must be known, without secrets or texts.
    pub detail: Value,
}

impl<'a> Event<'a> {
    /// An event about a person.
    pub fn of_person(kind: &'a str, academy_id: Option<i64>, actor_id: Option<i64>, person_id: i64) -> Event<'a> {
        Event { kind, academy_id, actor_id, person_id: Some(person_id), detail: json!({}) }
    }

    /// The same event with details.
    pub fn with(mut self, detail: Value) -> Event<'a> {
        self.detail = detail;
        self
    }
}

/// Writes an event in the transaction of the change.
///
/// # Errors
/// When the database fails.
pub async fn record(tx: &Tx, event: Event<'_>, now: i64) -> db::Result<()> {
    tx.run(
        "insert into event (academy_id, actor_id, person_id, kind, detail, happened_at) values ($1, $2, $3, $4, $5, $6)",
        &db::args![event.academy_id, event.actor_id, event.person_id, event.kind, event.detail.to_string(), now],
    )
    .await?;
    Ok(())
}

/// Two accounts become one: the journal of the one who goes is that of the one who stays.
///
/// # Errors
/// When the database fails.
pub async fn merge(tx: &Tx, gone: i64, kept: i64) -> db::Result<()> {
    tx.run("update event set actor_id = $2 where actor_id = $1", &db::args![gone, kept]).await?;
    tx.run("update event set person_id = $2 where person_id = $1", &db::args![gone, kept]).await?;
    Ok(())
}

/// Deletes what is older than twelve months.
///
/// # Errors
/// When the database fails.
pub async fn purge(db: &Db, now: i64) -> db::Result<u64> {
    db.run("delete from event where happened_at < $1", &db::args![now - KEPT]).await
}
