//! Work that happens later, and mail. Knows nothing of the product.
//!
//! A job is a row written in the transaction of the change it follows from ([`queue()`]). A [`Runner`] claims it with a lease, hands it
//! to the [`Handler`] of its kind, and tries again with growing pauses until it is done or a day has passed. A job may run twice
//! (a process can be killed between the work and the note that it was done), so handlers must bear that. [`mail`] is built on it.

mod claim;
mod line;
pub mod mail;
mod purge;
mod queue;
mod retry;
mod runner;
mod schedule;
mod settle;

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

pub use claim::Job;
pub use purge::purge;
pub use queue::{NewJob, queue, queue_void};
pub use runner::{Runner, Wake};

/// Gives the time, in microseconds since 1970 UTC.
pub type Clock = Arc<dyn Fn() -> i64 + Send + Sync>;

/// Work under way, behind a trait object.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Does the jobs of one kind.
pub trait Handler: Send + Sync + 'static {
    /// Which jobs it does.
    fn kind(&self) -> &'static str;

    /// Does one. It may be called again for the same job, even after it was done; a panic counts as [`Outcome::Retry`].
    fn run<'a>(&'a self, job: &'a Job) -> BoxFuture<'a, Outcome>;

    /// Called before a job is left as dead, with the reason; it may be called twice. Nothing to do unless the handler keeps
    /// rows of its own about the job.
    fn given_up<'a>(&'a self, _job: &'a Job, _reason: &'a str) -> BoxFuture<'a, db::Result<()>> {
        Box::pin(async { Ok(()) })
    }
}

/// How a job ended. Reasons are kept with the job and seen by administrators: no secret, no text of anybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Done; the job is deleted.
    Done,
    /// Not now, for this reason: tried again later, or dead when a day has passed.
    Retry(String),
    /// Never, for this reason: the job stays as dead.
    Dead(String),
}
