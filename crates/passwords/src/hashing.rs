//! Hashing and verifying, each waiting for its turn.

use std::num::NonZero;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::available_parallelism;
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::time::timeout;
use zeroize::Zeroizing;

use crate::line::Turn;
use crate::stored::{self, Kind, Memory};
use crate::workers::Workers;

/// The longest anybody waits in line.
const LONGEST_WAIT: Duration = Duration::from_secs(10);
/// Whoever waits now is served or gone by then.
const BUSY: Busy = Busy { retry_after_seconds: LONGEST_WAIT.as_secs() };

/// Hashes and verifies passwords on threads of their own. Clones share the threads, which end with the last clone.
#[derive(Clone)]
pub struct Hashing {
    workers: Arc<Workers>,
    mix: Arc<Mutex<Mix>>,
    done: Arc<AtomicU64>,
}

/// What came of verifying a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is the right one.
    Right {
        /// The stored hash is of an old kind or of other parameters: store a new one now, while the password is known.
        rehash: bool,
    },
    /// It is not, or there is nothing it could be compared with.
    Wrong,
}

/// Too many wait, or the wait was too long. Nothing was hashed, so nothing was guessed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("too many passwords wait for hashing; come back in {retry_after_seconds} s")]
pub struct Busy {
    /// When to come back, in seconds.
    pub retry_after_seconds: u64,
}

/// How many stored hashes there are of each kind. While old ones are stored, work for a name that is nobody's is drawn
/// from the same mix, so that its duration tells nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mix {
    /// Argon2id, ours.
    pub argon2: u32,
    /// bcrypt, Moodle's until 4.2.
    pub bcrypt: u32,
    /// SHA-512-crypt, Moodle's since 4.3.
    pub sha512: u32,
}

impl Default for Mix {
    fn default() -> Mix {
        Mix { argon2: 1, bcrypt: 0, sha512: 0 }
    }
}

impl Mix {
    /// The kind of hash a name without one is taken to have: always the same for the same name.
    fn draw(self, name_key: u64) -> Kind {
        let [argon2, bcrypt, sha512] = [self.argon2, self.bcrypt, self.sha512].map(u64::from);
        match name_key.checked_rem(argon2 + bcrypt + sha512) {
            Some(drawn) if drawn >= argon2 + bcrypt => Kind::Sha512,
            Some(drawn) if drawn >= argon2 => Kind::Bcrypt,
            _ => Kind::Argon2,
        }
    }
}

impl Hashing {
    /// Starts as many threads as there are cores, at the lowest priority.
    pub fn start() -> Hashing {
        Hashing::with_threads(available_parallelism().map_or(1, NonZero::get))
    }

    fn with_threads(threads: usize) -> Hashing {
        Hashing { workers: Arc::new(Workers::start(threads)), mix: Arc::default(), done: Arc::default() }
    }

    /// Hashes a new password (in Unicode form NFC) into a PHC string: Argon2id, 19 MiB, two passes, one lane.
    ///
    /// # Errors
    /// [`Busy`] when there is no room or no turn within ten seconds, and when the system has no randomness to give.
    pub async fn hash(&self, turn: Turn, password: &str) -> Result<String, Busy> {
        let password = copy(password);
        self.ask(turn, move |memory| stored::hash(&password, memory)).await
    }

    /// Whether this is the password behind the stored hash. Without a stored hash (a name that is nobody's, somebody
    /// invited who chose none yet), or with one that cannot be read, the same work is done for nothing; `name_key`,
    /// a keyed hash of the name, draws which kind of work that is.
    ///
    /// # Errors
    /// [`Busy`] when there is no room or no turn within ten seconds.
    pub async fn verify(&self, turn: Turn, password: &str, stored: Option<&str>, name_key: u64) -> Result<Verdict, Busy> {
        let password = copy(password);
        let stored = stored.map(str::to_owned);
        let kind = self.mix.lock().unwrap_or_else(PoisonError::into_inner).draw(name_key);
        self.ask(turn, move |memory| {
            let verdict = stored.and_then(|stored| stored::verify(&password, &stored, memory));
            Some(verdict.unwrap_or_else(|| {
                stored::work_for_nothing(kind, &password, memory);
                Verdict::Wrong
            }))
        })
        .await
    }

    /// Tells which kinds of hashes are stored now; until told, all are taken to be ours.
    pub fn set_mix(&self, mix: Mix) {
        *self.mix.lock().unwrap_or_else(PoisonError::into_inner) = mix;
    }

    /// Hashes done since the start, those done for nothing included.
    pub fn hashes_done(&self) -> u64 {
        self.done.load(Ordering::Relaxed)
    }

    async fn ask<T: Send + 'static>(&self, turn: Turn, work: impl FnOnce(&mut Memory) -> Option<T> + Send + 'static) -> Result<T, Busy> {
        let (answer, mut answered) = oneshot::channel();
        let count = Arc::clone(&self.done);
        let job = Box::new(move |memory: &mut Memory| {
            // She may have left between being called and this.
            if answer.is_closed() {
                return;
            }
            let done = work(memory);
            count.fetch_add(1, Ordering::Relaxed);
            if let Some(done) = done {
                // Fails when she left meanwhile, which changes nothing.
                let _ = answer.send(done);
            }
        });
        let place = self.workers.enter(turn, job).ok_or(BUSY)?;
        let answer = match timeout(LONGEST_WAIT, &mut answered).await {
            Ok(answer) => answer,
            Err(_) if place.leave() => return Err(BUSY),
            // It is being hashed at this very moment.
            Err(_) => answered.await,
        };
        answer.map_err(|_| BUSY)
    }
}

/// A copy for another thread, wiped when it is done with.
fn copy(password: &str) -> Zeroizing<String> {
    Zeroizing::new(password.to_owned())
}

#[cfg(test)]
#[path = "hashing_tests.rs"]
mod tests;
