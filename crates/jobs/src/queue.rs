//! Putting a job in the queue, in the transaction of the change it follows from.

use db::{Tx, args};

/// A job to be done.
#[derive(Clone, Debug)]
pub struct NewJob<'a> {
    /// Which handler does it.
    pub kind: &'a str,
    /// What the handler needs to know: ids, never a secret.
    pub payload: String,
    /// Not before this instant (microseconds UTC); now or earlier means at once.
    pub run_at: i64,
}

/// One text for a job and for its decoy, so that both are the same work. A real job has no slot, so it never replaces another.
const ENQUEUE: &str = "insert into job (slot, kind, payload, state, run_at, attempts, created_at)
    values ($1, $2, $3, $4, $5, 0, $6)
    on conflict (slot) do update set kind = excluded.kind, payload = excluded.payload, state = excluded.state, run_at = excluded.run_at,
        attempts = 0, leased_until = null, last_error = null, created_at = excluded.created_at";

/// Queues a job. It is seen by runners once the transaction is committed; then call [`crate::Wake::wake`].
///
/// # Errors
/// When the database fails.
pub async fn queue(tx: &Tx, job: NewJob<'_>, now: i64) -> db::Result<()> {
    tx.run(ENQUEUE, &args![Option::<&str>::None, job.kind, job.payload, "queued", job.run_at, now]).await?;
    Ok(())
}

/// The same statement for nothing: overwrites the decoy of this slot, which no runner ever claims.
///
/// # Errors
/// When the database fails.
pub async fn queue_void(tx: &Tx, slot: &str, kind: &str, now: i64) -> db::Result<()> {
    tx.run(ENQUEUE, &args![Some(slot), kind, "", "void", now, now]).await?;
    Ok(())
}
