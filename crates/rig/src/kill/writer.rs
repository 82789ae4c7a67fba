//! Somebody who writes without pause and remembers everything that was acknowledged.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crate::chance;
use crate::client::{ACADEMY, Client, person};
use crate::http::Reply;

/// Whoever writes is one of the first people; letters are asked for the others.
pub const WRITERS: usize = 4;
/// One of so many writes is a request for a new password.
const LETTER_EVERY: u64 = 12;
/// The longest a request may take, whatever happens.
const LIMIT: Duration = Duration::from_secs(5);

/// People whose letters can be asked for, each once.
#[derive(Debug)]
pub struct Supply {
    /// The next person.
    pub next: AtomicUsize,
    /// Where this round ends.
    pub end: AtomicUsize,
}

impl Supply {
    fn take(&self) -> Option<usize> {
        let end = self.end.load(Ordering::SeqCst);
        self.next.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |next| (next < end).then_some(next + 1)).ok()
    }
}

/// What goes on around the writers.
#[derive(Debug)]
pub struct Round {
    /// Set when they are to stop.
    pub stop: AtomicBool,
    /// Whose letters they ask for.
    pub supply: Supply,
    /// Whether the site goes on answering through the fault, and then with a page.
    pub answers: bool,
}

/// One writer.
#[derive(Debug)]
pub struct Writer {
    client: Client,
    number: usize,
    written: usize,
    /// The value acknowledged last.
    kept: Option<String>,
    /// Values sent since, whose fate nobody told.
    unsure: Vec<String>,
    /// People whose letter was acknowledged.
    pub letters: Vec<usize>,
    /// Acknowledged writes.
    pub acknowledged: usize,
    /// When writes were acknowledged, this round.
    pub moments: Vec<Instant>,
    /// Refusals with a page.
    pub refused: usize,
    /// The longest wait for an answer.
    pub slowest: Duration,
    /// What should not have been.
    pub faults: Vec<String>,
}

impl Writer {
    /// Signs a writer in, from 1.
    ///
    /// # Errors
    /// When she cannot.
    pub async fn new(mut client: Client, number: usize) -> Result<Writer, String> {
        client.sign_in(&person(number)).await?;
        Ok(Writer {
            client,
            number,
            written: 0,
            kept: None,
            unsure: Vec::new(),
            letters: Vec::new(),
            acknowledged: 0,
            moments: Vec::new(),
            refused: 0,
            slowest: Duration::ZERO,
            faults: Vec::new(),
        })
    }

    /// The site was started again elsewhere.
    pub fn move_to(&mut self, site: std::net::SocketAddr) {
        self.client.move_to(site);
    }

    /// Writes until told to stop, or until the site is gone and is not expected to answer.
    pub async fn write(&mut self, round: &Round) {
        self.moments.clear();
        while !round.stop.load(Ordering::SeqCst) {
            let letter = if chance::between(0, LETTER_EVERY).unwrap_or_default() == 0 { round.supply.take() } else { None };
            self.written += 1;
            let started = Instant::now();
            let answer = match letter {
                Some(number) => self.ask(number).await,
                None => self.save().await,
            };
            self.slowest = self.slowest.max(started.elapsed());
            if started.elapsed() > LIMIT {
                self.faults.push(format!("a request took {:.1} s", started.elapsed().as_secs_f64()));
            }
            match answer {
                Ok(reply) if reply.status == 303 => {
                    self.acknowledged += 1;
                    self.moments.push(Instant::now());
                }
                Ok(reply) if round.answers && is_refusal(&reply) => {
                    self.refused += 1;
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
                Ok(reply) => {
                    self.faults.push(format!(
                        "a write ended with {}: {}",
                        reply.status,
                        reply.text().chars().take(120).collect::<String>()
                    ));
                    return;
                }
                // The connection broke: that is what a killed server does.
                Err(_) if !round.answers => return,
                Err(error) => {
                    self.faults.push(format!("no page: {error}"));
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            }
        }
    }

    async fn save(&mut self) -> Result<Reply, String> {
        let value = format!("Ville {} {}", self.number, self.written);
        self.unsure.push(value.clone());
        let reply = self.client.post(&format!("{ACADEMY}/profile"), &[("city", &value), ("description", &value)]).await?;
        if reply.status == 303 {
            let gone = reply.header("location").is_some_and(|next| next.contains("sign-in"));
            if gone {
                self.faults.push(format!("writer {} is no longer signed in", self.number));
            } else {
                self.kept = Some(value);
                self.unsure.clear();
            }
        }
        Ok(reply)
    }

    async fn ask(&mut self, number: usize) -> Result<Reply, String> {
        let request = format!("rig-{number}");
        let mut asking = Client::new(self.client.site);
        let reply = asking.post(&format!("{ACADEMY}/forgot-password"), &[("address", &person(number)), ("request", &request)]).await?;
        if reply.status == 303 {
            self.letters.push(number);
        }
        Ok(reply)
    }

    /// Looks whether what was acknowledged last is there, or something sent after it; says what is not.
    ///
    /// # Errors
    /// When the page does not come.
    pub async fn look(&mut self) -> Result<Option<String>, String> {
        let page = self.client.get(&format!("{ACADEMY}/profile")).await?;
        if page.status != 200 {
            return Ok(Some(format!("writer {} gets {} instead of her profile", self.number, page.status)));
        }
        let text = page.text();
        let shown = |value: &String| text.contains(&format!("value=\"{value}\""));
        if let Some(seen) = self.unsure.iter().rev().find(|value| shown(value)).cloned() {
            self.kept = Some(seen);
        } else if let Some(kept) = self.kept.as_ref().filter(|kept| !shown(kept)) {
            return Ok(Some(format!("« {kept} » of writer {} was acknowledged and is gone", self.number)));
        }
        self.unsure.clear();
        Ok(None)
    }
}

/// A page in French that says to try again.
fn is_refusal(reply: &Reply) -> bool {
    (500..600).contains(&reply.status) && reply.text().contains("<html lang=\"fr\"") && reply.text().contains("<h1")
}
