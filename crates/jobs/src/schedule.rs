//! Work that comes back: kept in memory, each process by itself, so it must bear being done by several and being skipped.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use crate::settle::caught;
use crate::{BoxFuture, Outcome};

/// The first time comes soon, in microseconds: a process that is restarted often still gets to it.
const SOON: i64 = 60_000_000;

/// Something done again and again.
pub(crate) struct Schedule {
    name: &'static str,
    period: i64,
    next: AtomicI64,
    busy: AtomicBool,
    work: Box<dyn Fn() -> BoxFuture<'static, Outcome> + Send + Sync>,
}

impl Schedule {
    pub(crate) fn new<F: Future<Output = Outcome> + Send + 'static>(
        name: &'static str,
        period: i64,
        now: i64,
        work: impl Fn() -> F + Send + Sync + 'static,
    ) -> Schedule {
        Schedule {
            name,
            period,
            next: AtomicI64::new(now + period.min(SOON)),
            busy: AtomicBool::new(false),
            work: Box::new(move || Box::pin(work())),
        }
    }

    /// Whether it is to be done now; then it is not due again before its period has passed, and must be [done](Schedule::run).
    pub(crate) fn is_due(&self, now: i64) -> bool {
        let next = self.next.load(Ordering::SeqCst);
        // A time further away than the period comes from a clock that was set back.
        let due = next <= now || next > now + self.period;
        if !due || self.busy.swap(true, Ordering::SeqCst) {
            return false;
        }
        self.next.store(now + self.period, Ordering::SeqCst);
        true
    }

    /// Does it once. When it failed it is due again soon.
    pub(crate) async fn run(self: Arc<Self>, now: i64) {
        // Reset even when this future is dropped half-way.
        let _free = Free(&self.busy);
        match caught((self.work)()).await {
            Outcome::Done => {}
            Outcome::Retry(reason) | Outcome::Dead(reason) => {
                tracing::warn!(name = self.name, reason, "periodic work failed");
                self.next.store(now + self.period.min(SOON), Ordering::SeqCst);
            }
        }
    }
}

struct Free<'a>(&'a AtomicBool);

impl Drop for Free<'_> {
    fn drop(&mut self) {
        self.0.store(false, Ordering::SeqCst);
    }
}
