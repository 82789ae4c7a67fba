//! Doing one claimed job and writing down how it ended.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use db::{Db, Error};
use tokio::task::JoinSet;
use tokio::time::sleep;

use crate::line::one_line;
use crate::{Clock, Handler, Job, Outcome, claim, retry};

/// How often a lease is renewed while the handler is at work: a third of its length.
const RENEW: Duration = Duration::from_secs(20);
/// How often, and with which pause, a result is written again when the database does not answer.
const TRIES: usize = 15;
const PAUSE: Duration = Duration::from_millis(500);
/// Characters kept of a reason.
const REASON: usize = 500;

/// Does the job and settles it. When the lease was lost to somebody else it stops and writes nothing.
pub(crate) async fn carry_out(db: &Db, clock: &Clock, handler: Option<Arc<dyn Handler>>, job: Job) -> db::Result<()> {
    let doing = {
        let (handler, job) = (handler.clone(), job.clone());
        caught(async move {
            match handler {
                Some(handler) => handler.run(&job).await,
                // Another node, of a newer release, may know it.
                None => Outcome::Retry("nothing here does jobs of this kind".into()),
            }
        })
    };
    let mut doing = std::pin::pin!(doing);
    let outcome = loop {
        tokio::select! {
            outcome = &mut doing => break outcome,
            () = sleep(RENEW) => {
                if let Ok(false) = claim::renew(db, &job, clock()).await {
                    tracing::warn!(job = job.id, kind = job.kind, "the lease of a job was lost while it was under way");
                    return Ok(());
                }
            }
        }
    };
    settle(db, clock, handler.as_deref(), &job, outcome).await
}

async fn settle(db: &Db, clock: &Clock, handler: Option<&dyn Handler>, job: &Job, outcome: Outcome) -> db::Result<()> {
    let (reason, again) = match outcome {
        Outcome::Done => {
            insist(|| claim::done(db, job)).await?;
            return Ok(());
        }
        Outcome::Retry(reason) => (reason, retry::next(job.attempts, job.created_at, clock())),
        Outcome::Dead(reason) => (reason, None),
    };
    let reason = one_line(&reason, REASON);
    if let Some(run_at) = again {
        tracing::debug!(job = job.id, kind = job.kind, attempts = job.attempts, "a job will be tried again");
        insist(|| claim::later(db, job, run_at, &reason)).await?;
        return Ok(());
    }
    tracing::warn!(job = job.id, kind = job.kind, attempts = job.attempts, "a job was given up");
    if let Some(handler) = handler {
        insist(|| handler.given_up(job, &reason)).await?;
    }
    insist(|| claim::dead(db, job, &reason)).await?;
    Ok(())
}

/// Works in a task of its own, so that a panic is this work's alone; the task ends with this future.
pub(crate) async fn caught(work: impl Future<Output = Outcome> + Send + 'static) -> Outcome {
    let mut task = JoinSet::new();
    task.spawn(work);
    match task.join_next().await {
        Some(Ok(outcome)) => outcome,
        _ => Outcome::Retry("it panicked".into()),
    }
}

/// Tries for some seconds while the database does not answer: what was done and not written down would be done again.
pub(crate) async fn insist<T, F: Future<Output = db::Result<T>>>(mut write: impl FnMut() -> F) -> db::Result<T> {
    for _ in 1..TRIES {
        match write().await {
            Err(Error::Unavailable(_) | Error::Timeout | Error::Full) => sleep(PAUSE).await,
            answer => return answer,
        }
    }
    write().await
}
