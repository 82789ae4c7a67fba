//! Delivering a letter: compose, hand over, write down what the server said.

use std::sync::Arc;

use db::Db;

use super::letter::{self, DELIVER, Letter, LetterState};
use super::mime::{Mail, Unfit};
use super::transport::Verdict;
use super::{Message, Transport, answer};
use crate::settle::insist;
use crate::{BoxFuture, Clock, Handler, Job, Outcome};

/// Writes letters.
pub trait Compose: Send + Sync + 'static {
    /// Writes the letter, at each attempt anew; nothing when nothing is left to say (its link was used): the letter is then dropped.
    fn compose<'a>(&'a self, letter: &'a Letter, now: i64) -> BoxFuture<'a, Result<Option<Message>, ComposeError>>;

    /// Told after an attempt in which the mail server took the letter at `now` (microseconds UTC), or may have taken it. It may be told
    /// again of the same attempt.
    fn accepted<'a>(&'a self, letter: &'a Letter, now: i64) -> BoxFuture<'a, db::Result<()>>;
}

/// A letter could not be written now; it is tried again. The reason is kept and seen by administrators: no secret.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{0}")]
pub struct ComposeError(pub String);

/// Delivers letters: the handler of the jobs [`post`](super::post) queues.
pub struct Deliver {
    db: Db,
    clock: Clock,
    transport: Transport,
    compose: Arc<dyn Compose>,
}

impl Deliver {
    /// Delivers through this transport what `compose` writes.
    pub fn new(db: Db, clock: Clock, transport: Transport, compose: Arc<dyn Compose>) -> Deliver {
        Deliver { db, clock, transport, compose }
    }

    async fn deliver(&self, job: &Job) -> db::Result<Outcome> {
        let Ok(id) = job.payload.parse::<i64>() else { return Ok(Outcome::Dead("the payload names no letter".into())) };
        let Some(letter) = letter::by_id(&self.db, id).await? else { return Ok(Outcome::Done) };
        match letter.state {
            LetterState::Queued => self.attempt(&letter).await,
            LetterState::Sent => {
                // The process was killed right after it was sent: perhaps nobody was told.
                self.compose.accepted(&letter, letter.handed_over_at.unwrap_or_else(|| (self.clock)())).await?;
                Ok(Outcome::Done)
            }
            LetterState::Dead | LetterState::Dropped | LetterState::Void => Ok(Outcome::Done),
        }
    }

    async fn attempt(&self, letter: &Letter) -> db::Result<Outcome> {
        let message = match self.compose.compose(letter, (self.clock)()).await {
            Ok(Some(message)) => message,
            Ok(None) => {
                self.write_down(letter, LetterState::Dropped, None, None).await?;
                return Ok(Outcome::Done);
            }
            Err(ComposeError(reason)) => return self.not_now(letter, answer::keep(&reason, &[])).await,
        };
        let mail = match Mail::write(message) {
            Ok(mail) => mail,
            Err(unfit @ Unfit::Recipient) => return self.never(letter, unfit.to_string()).await,
            Err(unfit) => return self.not_now(letter, unfit.to_string()).await,
        };
        let verdict = self.transport.hand_over(letter, mail).await;
        let now = (self.clock)();
        match verdict {
            Verdict::Accepted(answer) => {
                // First of all, so that a fault in what follows does not send it twice.
                self.write_down(letter, LetterState::Sent, Some(&answer), Some(now)).await?;
                insist(|| self.compose.accepted(letter, now)).await?;
                Ok(Outcome::Done)
            }
            Verdict::Refused(answer) => self.never(letter, answer).await,
            Verdict::Later { answer, perhaps_accepted } => {
                if perhaps_accepted {
                    insist(|| self.compose.accepted(letter, now)).await?;
                }
                self.not_now(letter, answer).await
            }
        }
    }

    async fn not_now(&self, letter: &Letter, answer: String) -> db::Result<Outcome> {
        self.write_down(letter, LetterState::Queued, Some(&answer), None).await?;
        Ok(Outcome::Retry(answer))
    }

    async fn never(&self, letter: &Letter, answer: String) -> db::Result<Outcome> {
        self.write_down(letter, LetterState::Dead, Some(&answer), None).await?;
        Ok(Outcome::Dead(answer))
    }

    async fn write_down(&self, letter: &Letter, state: LetterState, answer: Option<&str>, handed_over_at: Option<i64>) -> db::Result<()> {
        insist(|| letter::attempted(&self.db, letter.id, state, answer, handed_over_at)).await?;
        Ok(())
    }
}

impl Handler for Deliver {
    fn kind(&self) -> &'static str {
        DELIVER
    }

    fn run<'a>(&'a self, job: &'a Job) -> BoxFuture<'a, Outcome> {
        Box::pin(async move { self.deliver(job).await.unwrap_or_else(|error| Outcome::Retry(error.to_string())) })
    }

    fn given_up<'a>(&'a self, job: &'a Job, reason: &'a str) -> BoxFuture<'a, db::Result<()>> {
        Box::pin(async move {
            if let Ok(id) = job.payload.parse::<i64>() {
                letter::give_up(&self.db, id, reason).await?;
            }
            Ok(())
        })
    }
}
