//! The outbox: a row for each letter.

use db::{Db, Tx, args};

use crate::{NewJob, queue, queue_void};

/// The kind of the job that delivers a letter; its payload is the letter's id.
pub(crate) const DELIVER: &str = "mail.deliver";

db::text_enum! {
    /// Where a letter stands.
    pub enum LetterState {
        /// To be sent, perhaps tried before.
        Queued = "queued",
        /// The mail server, or the folder, has it.
        Sent = "sent",
        /// Refused for good, or tried for a day in vain.
        Dead = "dead",
        /// Nothing was left to say when its turn came.
        Dropped = "dropped",
        /// A decoy: the same work for nobody.
        Void = "void",
    }
}

db::row! {
    /// A letter of the outbox.
    pub struct Letter {
        pub id: i64,
        pub academy_id: Option<i64>,
        pub person_id: Option<i64>,
        pub template: String,
        pub subject: String,
        /// The address it goes to.
        pub recipient: String,
        /// JSON: what composing it needs.
        pub parameters: String,
        pub message_id: String,
        pub state: LetterState,
        /// Attempts that were made and came to an end.
        pub attempts: i64,
        /// What the mail server said last, or why it was not asked.
        pub last_answer: Option<String>,
        pub created_at: i64,
        /// When the mail server took it (microseconds UTC).
        pub handed_over_at: Option<i64>,
    }
}

/// A letter to be sent.
#[derive(Clone, Copy, Debug)]
pub struct NewLetter<'a> {
    /// The académie that speaks.
    pub academy_id: Option<i64>,
    /// Whom it is for.
    pub person_id: Option<i64>,
    /// What [`Compose`](crate::mail::Compose) writes.
    pub template: &'a str,
    /// Its subject, for the outbox.
    pub subject: &'a str,
    /// The address it goes to.
    pub recipient: &'a str,
    /// What composing it needs: ids, never a secret.
    pub parameters: &'a serde_json::Value,
    /// `<unique@domain>`, the same at each attempt.
    pub message_id: &'a str,
    /// Not before this instant (microseconds UTC): many letters at once leave room for the one that somebody waits for.
    pub not_before: i64,
}

/// One text for a letter and for its decoy, so that both are the same work. A real letter has no slot, so it never replaces another.
const ENTER: &str =
    "insert into letter (academy_id, person_id, slot, template, subject, recipient, parameters, message_id, state, attempts, created_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10)
    on conflict (slot) do update set academy_id = excluded.academy_id, person_id = excluded.person_id, template = excluded.template,
        subject = excluded.subject, recipient = excluded.recipient, parameters = excluded.parameters, message_id = excluded.message_id,
        state = excluded.state, attempts = 0, last_answer = null, created_at = excluded.created_at, handed_over_at = null
    returning id";

async fn enter(tx: &Tx, slot: Option<&str>, letter: &NewLetter<'_>, state: LetterState, now: i64) -> db::Result<i64> {
    let parameters = letter.parameters.to_string();
    let args = args![
        letter.academy_id,
        letter.person_id,
        slot,
        letter.template,
        letter.subject,
        letter.recipient,
        parameters,
        letter.message_id,
        state,
        now,
    ];
    let (id,): (i64,) = tx.one(ENTER, &args).await?;
    Ok(id)
}

/// Puts a letter in the outbox, in the transaction of what it tells; gives its id. Two statements.
///
/// # Errors
/// When the database fails, or another letter has this Message-ID.
pub async fn post(tx: &Tx, letter: NewLetter<'_>, now: i64) -> db::Result<i64> {
    let id = enter(tx, None, &letter, LetterState::Queued, now).await?;
    queue(tx, NewJob { kind: DELIVER, payload: id.to_string(), run_at: now.max(letter.not_before) }, now).await?;
    Ok(id)
}

/// Tries a letter of an académie that was given up for another day; false for any other.
///
/// # Errors
/// When the database fails.
pub async fn post_again(tx: &Tx, academy_id: i64, id: i64, now: i64) -> db::Result<bool> {
    let dead = "update letter set state = 'queued', attempts = 0 where academy_id = $1 and id = $2 and state = 'dead'";
    if tx.run(dead, &args![academy_id, id]).await? == 0 {
        return Ok(false);
    }
    queue(tx, NewJob { kind: DELIVER, payload: id.to_string(), run_at: now }, now).await?;
    Ok(true)
}

/// Two people become one: what was written to one was written to the other.
///
/// # Errors
/// When the database fails.
pub async fn hand_over(tx: &Tx, from: i64, to: i64) -> db::Result<()> {
    tx.run("update letter set person_id = $2 where person_id = $1", &args![from, to]).await?;
    Ok(())
}

/// The same two statements for nobody: overwrites the decoy of this slot. Nothing is sent, nothing grows, and no subject, recipient,
/// person or parameters are kept.
///
/// # Errors
/// As [`post`].
pub async fn post_void(tx: &Tx, slot: &str, letter: NewLetter<'_>, now: i64) -> db::Result<()> {
    let nobody = NewLetter { person_id: None, subject: "", recipient: "", parameters: &serde_json::Value::Null, ..letter };
    enter(tx, Some(slot), &nobody, LetterState::Void, now).await?;
    queue_void(tx, slot, DELIVER, now).await
}

/// The letter, unless it was deleted.
pub(crate) async fn by_id(db: &Db, id: i64) -> db::Result<Option<Letter>> {
    db.maybe(
        "select id, academy_id, person_id, template, subject, recipient, parameters, message_id, state, attempts, last_answer, created_at,
            handed_over_at from letter where id = $1",
        &args![id],
    )
    .await
}

/// Writes down an attempt and where the letter stands after it.
pub(crate) async fn attempted(db: &Db, id: i64, state: LetterState, answer: Option<&str>, handed_over_at: Option<i64>) -> db::Result<u64> {
    db.run(
        "update letter set attempts = attempts + 1, state = $2, last_answer = $3, handed_over_at = $4 where id = $1 and state = 'queued'",
        &args![id, state, answer, handed_over_at],
    )
    .await
}

/// Tried for a day in vain. The answer of the last attempt stays; without one, the reason.
pub(crate) async fn give_up(db: &Db, id: i64, reason: &str) -> db::Result<u64> {
    db.run(
        "update letter set state = 'dead', last_answer = coalesce(last_answer, $2) where id = $1 and state = 'queued'",
        &args![id, reason],
    )
    .await
}
