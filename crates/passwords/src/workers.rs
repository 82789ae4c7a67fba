//! The threads that hash. They run at the lowest priority, so that pages are served first however many people sign in.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use thread_priority::{ThreadPriority, set_current_thread_priority};

use crate::line::{Line, Ticket, Turn};
use crate::stored::Memory;

/// One hash to do, in memory that is used again.
pub(crate) type Job = Box<dyn FnOnce(&mut Memory) + Send>;

/// The threads and their line. Dropping it ends the threads.
pub(crate) struct Workers(Arc<Shared>);

struct Shared {
    floor: Mutex<Floor>,
    /// Told once for each job that enters, and to all when closing.
    wake: Condvar,
}

struct Floor {
    line: Line<Job>,
    closed: bool,
}

impl Workers {
    /// Starts this many threads; fewer when the system refuses some.
    pub(crate) fn start(threads: usize) -> Workers {
        let shared = Arc::new(Shared { floor: Mutex::new(Floor { line: Line::new(), closed: false }), wake: Condvar::new() });
        for number in 0..threads {
            let shared = Arc::clone(&shared);
            // Without a single thread nobody is served and everybody is told so after ten seconds.
            let _ = thread::Builder::new().name(format!("hashing-{number}")).spawn(move || shared.work());
        }
        Workers(shared)
    }

    /// Puts a job in the line; `None` when there is no room.
    pub(crate) fn enter(&self, turn: Turn, job: Job) -> Option<Place<'_>> {
        let ticket = self.0.floor().line.enter(turn, job)?;
        self.0.wake.notify_one();
        Some(Place { shared: &self.0, ticket })
    }
}

impl Drop for Workers {
    fn drop(&mut self) {
        self.0.floor().closed = true;
        self.0.wake.notify_all();
    }
}

/// A place in the line, left when dropped: a request that was cut off is not hashed for.
pub(crate) struct Place<'a> {
    shared: &'a Shared,
    ticket: Ticket,
}

impl Place<'_> {
    /// Gives up the place; false when its job is being done or was done.
    pub(crate) fn leave(&self) -> bool {
        let job = self.shared.floor().line.leave(self.ticket);
        job.is_some()
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.leave();
    }
}

impl Shared {
    /// The floor stays whole even if a thread died while holding it: nothing in it is ever half written.
    fn floor(&self) -> MutexGuard<'_, Floor> {
        self.floor.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn work(&self) {
        // Hashing at ordinary priority is slower for others, not wrong.
        let _ = set_current_thread_priority(ThreadPriority::Min);
        let mut memory = Memory::default();
        while let Some(job) = self.next(&mut memory) {
            // A hash that makes a library panic must not take the thread with it; its owner is told to come back.
            let _ = catch_unwind(AssertUnwindSafe(|| job(&mut memory)));
        }
    }

    /// Waits for the next job; `None` when closed.
    fn next(&self, memory: &mut Memory) -> Option<Job> {
        if let Some(job) = self.floor().line.next() {
            return Some(job);
        }
        // 19 MiB a thread are kept only while somebody waits, and given back without holding up those who come.
        memory.free();
        let mut floor = self.floor();
        loop {
            if let Some(job) = floor.line.next() {
                return Some(job);
            }
            if floor.closed {
                return None;
            }
            floor = self.wake.wait(floor).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;
    use std::time::Duration;

    use super::*;
    use crate::IpPrefix;

    fn enter(workers: &Workers, job: impl FnOnce() + Send + 'static) {
        let turn = Turn { prefix: IpPrefix::from(std::net::IpAddr::from([10, 0, 0, 1])), known_device: false };
        // Kept in the line though its asker is gone.
        std::mem::forget(workers.enter(turn, Box::new(move |_| job())).unwrap());
    }

    #[test]
    fn a_panic_ends_one_job_and_no_thread() {
        let workers = Workers::start(1);
        let (tell, told) = mpsc::channel();
        enter(&workers, || panic!("a planted fault"));
        enter(&workers, move || tell.send(()).unwrap());
        told.recv_timeout(Duration::from_secs(60)).unwrap();
    }

    #[test]
    fn threads_end_with_their_owner() {
        let workers = Workers::start(2);
        let shared = Arc::downgrade(&workers.0);
        drop(workers);
        for _ in 0..6000 {
            if shared.strong_count() == 0 {
                return;
            }
            thread::sleep(Duration::from_millis(10));
        }
        panic!("threads still run");
    }
}
