//! Claiming a job with a lease, and what may be written about it while the lease is held.
//!
//! A claimed job stays `queued` with `leased_until` in the future; when its process dies the lease passes and the job is claimed again.
//! Each claim counts one attempt, and whoever holds the job names that number when writing: a late writer changes nothing.

use db::{Db, args};

use crate::retry;

/// How long a claim holds without being renewed, in microseconds.
const LEASE: i64 = 60_000_000;
/// By how much the clocks of two nodes may differ, in microseconds. An instant further in the future than a lease and this was
/// written by a clock that has been set back since.
const DRIFT: i64 = 60_000_000;
/// How many jobs one runner does at once.
pub(crate) const AT_ONCE: usize = 4;

db::row! {
    /// A claimed job.
    pub struct Job {
        pub id: i64,
        pub kind: String,
        /// What the handler needs to know.
        pub payload: String,
        /// Tries so far, this one included.
        pub attempts: i64,
        /// When it was due first (microseconds UTC); the day it is tried for counts from here.
        pub created_at: i64,
    }
}

/// Reading before writing: an idle runner takes no lock.
const PEEK: &str = "select id from job
    where state = 'queued' and run_at <= $1 and (leased_until is null or leased_until <= $1 or leased_until > $2) and id not in ($3, $4, $5)
    order by run_at, id limit 1";

/// The conditions stand twice: PostgreSQL checks the outer ones again on a row that somebody else changed meanwhile.
const CLAIM: &str = "update job set leased_until = $6, attempts = attempts + 1,
        created_at = case when attempts = 0 and run_at > created_at then run_at else created_at end
    where id = (select id from job
        where state = 'queued' and run_at <= $1 and (leased_until is null or leased_until <= $1 or leased_until > $2) and id not in ($3, $4, $5)
        order by run_at, id limit 1)
    and state = 'queued' and run_at <= $1 and (leased_until is null or leased_until <= $1 or leased_until > $2)
    returning id, kind, payload, attempts, created_at";

/// Claims the job that has been due longest, leaving out those this runner is at.
pub(crate) async fn next(db: &Db, now: i64, mine: &[i64]) -> db::Result<Option<Job>> {
    let mine = |place: usize| mine.get(place).copied().unwrap_or_default();
    let args = args![now, now + LEASE + DRIFT, mine(0), mine(1), mine(2), now + LEASE];
    loop {
        if db.maybe::<(i64,)>(PEEK, &args).await?.is_none() {
            return Ok(None);
        }
        let tx = db.begin().await?;
        let job: Option<Job> = tx.maybe(CLAIM, &args).await?;
        tx.commit().await?;
        // Without a job, somebody else was faster; there may be another.
        if job.is_some() {
            return Ok(job);
        }
    }
}

/// Jobs queued or put off by a clock that ran ahead become due now. To be called at the start and when the clock went back.
pub(crate) async fn mend(db: &Db, now: i64) -> db::Result<u64> {
    db.run(
        "update job set run_at = $1, created_at = case when created_at > $2 then $1 else created_at end
            where state = 'queued' and run_at > $2 and (created_at > $2 or (attempts > 0 and run_at > $3))",
        &args![now, now + DRIFT, now + retry::LONGEST_PAUSE + DRIFT],
    )
    .await
}

/// Whether the clock went back so far that [`mend`] is needed.
pub(crate) fn went_back(seen: i64, now: i64) -> bool {
    now < seen.saturating_sub(DRIFT)
}

/// Holds the job for another lease; `false` when somebody else holds it by now.
pub(crate) async fn renew(db: &Db, job: &Job, now: i64) -> db::Result<bool> {
    let held = db
        .run(
            "update job set leased_until = $3 where id = $1 and attempts = $2 and state = 'queued'",
            &args![job.id, job.attempts, now + LEASE],
        )
        .await?;
    Ok(held > 0)
}

/// The job is done.
pub(crate) async fn done(db: &Db, job: &Job) -> db::Result<u64> {
    db.run("delete from job where id = $1 and attempts = $2 and state = 'queued'", &args![job.id, job.attempts]).await
}

/// The job is tried again at this instant.
pub(crate) async fn later(db: &Db, job: &Job, run_at: i64, reason: &str) -> db::Result<u64> {
    db.run(
        "update job set run_at = $3, leased_until = null, last_error = $4 where id = $1 and attempts = $2 and state = 'queued'",
        &args![job.id, job.attempts, run_at, reason],
    )
    .await
}

/// The job is tried no more.
pub(crate) async fn dead(db: &Db, job: &Job, reason: &str) -> db::Result<u64> {
    db.run(
        "update job set state = 'dead', leased_until = null, last_error = $3 where id = $1 and attempts = $2 and state = 'queued'",
        &args![job.id, job.attempts, reason],
    )
    .await
}
