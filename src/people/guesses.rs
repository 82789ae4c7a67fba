//! Guessed passwords: counted in the database, so that they are limited on every node and after a restart.
//!
//! Never by network address alone: two hundred teachers behind one school's address meet no refusal. What is counted is
//! an account, and an account as seen from one network. A device that signed in before has a counter of its own, so that
//! its owner gets in while her account is under attack. Names that belong to nobody share a fixed number of counters.

use db::{Db, Tx};
use passwords::IpPrefix;

use crate::clock::{DAY, HOUR, MINUTE};
use crate::secrets::{Purpose, Secrets, hex};

/// Failures that cost nothing.
const FREE: i64 = 5;
/// Guesses at one account in one day.
const PER_DAY: i64 = 20;
/// The longest wait.
const LONGEST: i64 = HOUR;
/// Counters shared by all names that belong to nobody.
const UNKNOWN_COUNTERS: u64 = 4096;

/// Whose password is being guessed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// An account.
    Person(i64),
    /// A name that is nobody's, or that several people share.
    Nobody(u64),
}

impl Target {
    /// The shared counter of an unknown name. The key keeps outsiders from choosing names that share one.
    pub fn nobody(secrets: &Secrets, folded_name: &str) -> Target {
        Target::Nobody(name_key(secrets, folded_name) % UNKNOWN_COUNTERS)
    }

    fn key(&self) -> String {
        match self {
            Target::Person(id) => format!("person:{id}"),
            Target::Nobody(bucket) => format!("nobody:{bucket}"),
        }
    }
}

/// A number drawn from a name by the deployment's key.
pub fn name_key(secrets: &Secrets, folded_name: &str) -> u64 {
    let [a, b, c, d, e, f, g, h, ..] = secrets.mac(Purpose::UnknownName, &[folded_name.as_bytes()]);
    u64::from_be_bytes([a, b, c, d, e, f, g, h])
}

/// From where it is guessed.
#[derive(Clone, Debug)]
pub enum Source {
    /// A device on which this person signed in before: its own counter, and no other.
    KnownDevice(String),
    /// Anything else: the account's counter and the account's as seen from this network.
    Network(IpPrefix),
}

/// The counters a try goes through: always two, so that known and unknown cost the same.
#[derive(Clone, Debug)]
pub struct Counters([String; 2]);

/// The counters of a target and a source.
pub fn counters(target: &Target, source: &Source) -> Counters {
    let target = target.key();
    Counters(match source {
        Source::KnownDevice(device) => [format!("device:{device}:{target}"), format!("device:{device}:{target}:2")],
        Source::Network(prefix) => [target.clone(), format!("network:{prefix}:{target}")],
    })
}

/// Whether a password may be tried now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admission {
    /// It may; the failure is counted already and taken back by [`succeeded`].
    Admitted,
    /// Not before this instant (microseconds UTC).
    Wait(i64),
}

db::row! {
    struct Counter {
        failures: i64,
        blocked_until: i64,
        day_started_at: i64,
        day_failures: i64,
    }
}

/// Asks to try a password. The failure is counted before the password is read, so that a thousand tries at once are
/// a thousand failures; a refused try counts nothing.
///
/// # Errors
/// When the database fails.
pub async fn admit(tx: &Tx, counters: &Counters, now: i64) -> db::Result<Admission> {
    let mut wait = 0;
    for key in &counters.0 {
        let counter: Option<Counter> = tx
            .maybe("select failures, blocked_until, day_started_at, day_failures from guess_counter where key = $1", &db::args![key])
            .await?;
        if let Some(counter) = counter {
            let day_full = counter.day_started_at + DAY > now && counter.day_failures >= PER_DAY;
            wait = wait.max(counter.blocked_until).max(if day_full { counter.day_started_at + DAY } else { 0 });
        }
    }
    if wait > now {
        return Ok(Admission::Wait(wait));
    }
    for key in &counters.0 {
        // The wait after this failure: none for the first five, then 1, 2, 4… minutes, never over an hour.
        let counted: Option<(i64,)> = tx.maybe(&count_sql(), &db::args![key, now]).await?;
        if counted.is_none() {
            // Somebody else's failure came between the question and the count.
            return Ok(Admission::Wait(now + MINUTE));
        }
    }
    Ok(Admission::Admitted)
}

/// Counts one more failure, unless another one closed the door meanwhile (no row then). The wait after it: none for the first five
/// failures, then 1, 2, 4… minutes, never over an hour.
fn count_sql() -> String {
    format!(
        "insert into guess_counter (key, failures, blocked_until, day_started_at, day_failures) values ($1, 1, 0, $2, 1)
         on conflict (key) do update set
           failures = guess_counter.failures + 1,
           blocked_until = case guess_counter.failures + 1 - {FREE}
             when 0 then $2 + {MINUTE} when 1 then $2 + 2 * {MINUTE} when 2 then $2 + 4 * {MINUTE} when 3 then $2 + 8 * {MINUTE}
             when 4 then $2 + 16 * {MINUTE} when 5 then $2 + 32 * {MINUTE}
             else case when guess_counter.failures + 1 < {FREE} then 0 else $2 + {LONGEST} end
           end,
           day_failures = case when guess_counter.day_started_at + {DAY} > $2 then guess_counter.day_failures + 1 else 1 end,
           day_started_at = case when guess_counter.day_started_at + {DAY} > $2 then guess_counter.day_started_at else $2 end
         where guess_counter.blocked_until <= $2
           and (guess_counter.day_started_at + {DAY} <= $2 or guess_counter.day_failures < {PER_DAY})
         returning failures"
    )
}

/// Takes an admitted try back: the password was right.
///
/// # Errors
/// When the database fails.
pub async fn succeeded(tx: &Tx, counters: &Counters) -> db::Result<()> {
    // One after the other, as they were counted: two tries at once never wait for each other's counter.
    for key in &counters.0 {
        let sql = "update guess_counter set failures = 0, blocked_until = 0, day_failures = day_failures - 1 where key = $1";
        tx.run(sql, &db::args![key]).await?;
    }
    Ok(())
}

/// Takes an admitted try back that nobody had time to read: it was no guess.
///
/// # Errors
/// When the database fails.
pub async fn unread(tx: &Tx, counters: &Counters) -> db::Result<()> {
    for key in &counters.0 {
        let sql = "update guess_counter set failures = failures - 1, blocked_until = 0, day_failures = day_failures - 1 where key = $1";
        tx.run(sql, &db::args![key]).await?;
    }
    Ok(())
}

/// Forgets the failures of an account everywhere: its password is new, so old guesses say nothing.
///
/// # Errors
/// When the database fails.
pub async fn forget(tx: &Tx, person_id: i64) -> db::Result<()> {
    let key = Target::Person(person_id).key();
    tx.run(
        "delete from guess_counter where key = $1 or (key >= 'network:' and key < 'network;' and key like $2)",
        &db::args![&key, format!("network:%:{key}")],
    )
    .await?;
    Ok(())
}

/// Deletes counters that no longer say anything.
///
/// # Errors
/// When the database fails.
pub async fn purge(db: &Db, now: i64) -> db::Result<u64> {
    db.run("delete from guess_counter where blocked_until <= $1 and day_started_at + $2 <= $1", &db::args![now, DAY]).await
}

/// Minutes to wait, rounded up, for the sentence that says so.
pub fn minutes_until(then: i64, now: i64) -> i64 {
    ((then - now).max(0) + MINUTE - 1) / MINUTE
}

/// An unguessable name for a device.
///
/// # Errors
/// When the system gives no random bytes.
pub fn new_device() -> Result<String, crate::chance::Unavailable> {
    Ok(hex(&crate::chance::bytes::<12>()?))
}
