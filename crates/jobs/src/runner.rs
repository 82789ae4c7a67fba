//! The runner: claims jobs and has them done, a few at a time.

use std::collections::HashMap;
use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::Duration;

use db::Db;
use tokio::sync::Notify;
use tokio::task::{Id, JoinSet};
use tokio::time::{sleep, timeout};

use crate::claim::{self, AT_ONCE};
use crate::schedule::Schedule;
use crate::settle::carry_out;
use crate::{Clock, Handler, Outcome};

/// How often the table is looked at when nothing wakes the runner.
const POLL: Duration = Duration::from_millis(500);
/// How long jobs under way are waited for at the end.
const DRAIN: Duration = Duration::from_secs(10);

/// Wakes the runner of this process. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Wake(Arc<Notify>);

impl Wake {
    /// To be called after a commit that queued a job; without it the job waits for half a second at most.
    pub fn wake(&self) {
        self.0.notify_one();
    }
}

/// Does the jobs of a database. Several may share it, in one process or on several nodes.
pub struct Runner {
    db: Db,
    clock: Clock,
    wake: Wake,
    handlers: Vec<Arc<dyn Handler>>,
    schedules: Vec<Arc<Schedule>>,
    /// The latest time seen, to notice that the clock went back.
    seen: AtomicI64,
    /// Whether the database answered last time.
    healthy: AtomicBool,
}

impl Runner {
    /// A runner that knows no kind of job yet.
    pub fn new(db: Db, clock: Clock) -> Runner {
        Runner {
            db,
            clock,
            wake: Wake(Arc::new(Notify::new())),
            handlers: Vec::new(),
            schedules: Vec::new(),
            seen: AtomicI64::new(i64::MAX),
            healthy: AtomicBool::new(true),
        }
    }

    /// Has the jobs of this handler's kind done by it.
    #[must_use]
    pub fn with(mut self, handler: impl Handler) -> Runner {
        self.handlers.push(Arc::new(handler));
        self
    }

    /// Does something every `period` microseconds: the first time a minute after the start (or a period, when that is shorter), and
    /// a minute after a failure. Nothing of it is stored, and each process does it by itself.
    #[must_use]
    pub fn every<F: Future<Output = Outcome> + Send + 'static>(
        mut self,
        name: &'static str,
        period: i64,
        work: impl Fn() -> F + Send + Sync + 'static,
    ) -> Runner {
        self.schedules.push(Arc::new(Schedule::new(name, period, (self.clock)(), work)));
        self
    }

    /// What wakes it.
    pub fn wake_handle(&self) -> Wake {
        self.wake.clone()
    }

    /// The clock it goes by.
    pub fn clock(&self) -> Clock {
        self.clock.clone()
    }

    /// Runs until `shutdown` resolves, then waits ten seconds at most for what is under way; what is not over by then is done again by
    /// whoever comes next. While the database does not answer it says so once and keeps asking.
    pub async fn run(&self, shutdown: impl Future<Output = ()>) {
        let mut shutdown = pin!(shutdown);
        let mut under_way = UnderWay::default();
        loop {
            self.start_periodic(&mut under_way);
            tokio::select! {
                biased;
                () = &mut shutdown => break,
                claimed = self.fill(&mut under_way) => self.tell_health(claimed),
            }
            tokio::select! {
                () = &mut shutdown => break,
                () = under_way.one_ended(), if !under_way.tasks.is_empty() => {}
                () = self.wake.0.notified() => {}
                () = sleep(POLL) => {}
            }
        }
        let ended = timeout(DRAIN, async { while under_way.tasks.join_next().await.is_some() {} }).await;
        if ended.is_err() {
            tracing::warn!(jobs = under_way.tasks.len(), "jobs were cut short at the end");
        }
    }

    /// Does everything that is due now, one after the other and each once: for tests and commands. Gives the number of jobs; periodic
    /// work that is due is done too but not counted.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn run_due(&self) -> db::Result<usize> {
        let now = (self.clock)();
        for schedule in self.schedules.iter().filter(|schedule| schedule.is_due(now)) {
            schedule.clone().run(now).await;
        }
        let mut done = 0;
        while let Some(job) = self.claim(&[]).await? {
            carry_out(&self.db, &self.clock, self.handler(&job.kind), job).await?;
            done += 1;
        }
        Ok(done)
    }

    fn start_periodic(&self, under_way: &mut UnderWay) {
        let now = (self.clock)();
        for schedule in self.schedules.iter().filter(|schedule| schedule.is_due(now)) {
            under_way.tasks.spawn(schedule.clone().run(now));
        }
    }

    /// Claims and starts jobs until the hands are full or nothing is due.
    async fn fill(&self, under_way: &mut UnderWay) -> db::Result<()> {
        while under_way.jobs.len() < AT_ONCE {
            let mine: Vec<i64> = under_way.jobs.values().copied().collect();
            let Some(job) = self.claim(&mine).await? else { break };
            let (db, clock, handler, id) = (self.db.clone(), self.clock.clone(), self.handler(&job.kind), job.id);
            let task = under_way.tasks.spawn(async move {
                if let Err(error) = carry_out(&db, &clock, handler, job).await {
                    tracing::warn!(job = id, %error, "how a job ended could not be written down; it will run again");
                }
            });
            under_way.jobs.insert(task.id(), id);
        }
        Ok(())
    }

    async fn claim(&self, mine: &[i64]) -> db::Result<Option<crate::Job>> {
        let now = (self.clock)();
        if claim::went_back(self.seen.load(Ordering::SeqCst), now) {
            claim::mend(&self.db, now).await?;
        }
        self.seen.store(now, Ordering::SeqCst);
        claim::next(&self.db, now, mine).await
    }

    fn handler(&self, kind: &str) -> Option<Arc<dyn Handler>> {
        self.handlers.iter().find(|handler| handler.kind() == kind).cloned()
    }

    fn tell_health(&self, answer: db::Result<()>) {
        let healthy = self.healthy.swap(answer.is_ok(), Ordering::SeqCst);
        match answer {
            Err(error) if healthy => tracing::error!(%error, "jobs wait: the database does not answer"),
            Ok(()) if !healthy => tracing::info!("jobs go on: the database answers again"),
            _ => {}
        }
    }
}

/// The tasks of a runner, and which of them are jobs.
#[derive(Default)]
struct UnderWay {
    tasks: JoinSet<()>,
    jobs: HashMap<Id, i64>,
}

impl UnderWay {
    async fn one_ended(&mut self) {
        let id = match self.tasks.join_next_with_id().await {
            Some(Ok((id, ()))) => id,
            Some(Err(error)) => error.id(),
            None => return,
        };
        self.jobs.remove(&id);
    }
}
