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
/// Counters shared by all names that belong to nobody. Filling them all within a day would take every hash that two cores can do,
/// so that a full counter never tells an unknown name from a known one.
const UNKNOWN_COUNTERS: u64 = 1 << 18;

/// Whose password is being guessed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// An account.
    Person(i64),
    /// A name that is nobody's, or that several people share.
    Nobody(u64),
    /// The second factor of an account.
    Code(i64),
    /// The key of a course, guessed by one person.
    CourseKey {
        /// The course.
        course_id: i64,
        /// Who guesses.
        person_id: i64,
    },
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
            Target::Code(id) => format!("code:{id}"),
            Target::CourseKey { course_id, person_id } => format!("key:{course_id}:{person_id}"),
        }
    }
}

/// A number drawn from a name by the deployment's key.
pub fn name_key(secrets: &Secrets, folded_name: &str) -> u64 {
    secrets.number(Purpose::UnknownName, &[folded_name.as_bytes()])
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
pub struct Counters {
    /// Whose they are.
    target: String,
    keys: [String; 2],
}

/// The counters of a target and a source.
pub fn counters(target: &Target, source: &Source) -> Counters {
    let whose = target.key();
    let keys = match (source, target) {
        (Source::KnownDevice(device), _) => [format!("device:{device}:{whose}"), format!("device:{device}:{whose}:2")],
        (Source::Network(prefix), Target::Person(_)) => [whose.clone(), format!("network:{prefix}:{whose}")],
        // Nobody ever gets in, so the network's counter could never be the stricter one; one for each network would grow without end.
        (Source::Network(_), Target::Nobody(_) | Target::Code(_) | Target::CourseKey { .. }) => [whose.clone(), format!("{whose}:2")],
    };
    Counters { target: whose, keys }
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
/// a thousand failures. A refused try counts nothing: the caller lets its transaction go.
///
/// # Errors
/// When the database fails.
pub async fn admit(tx: &Tx, counters: &Counters, now: i64) -> db::Result<Admission> {
    let mut wait = 0;
    for key in &counters.keys {
        let counter: Option<Counter> = tx
            .maybe("select failures, blocked_until, day_started_at, day_failures from guess_counter where key = $1", &db::args![key])
            .await?;
        if let Some(counter) = counter {
            // What lies further ahead than any wait lasts was written by a clock that has been set back since.
            let blocked_until = if counter.blocked_until > now + LONGEST { 0 } else { counter.blocked_until };
            let day_full = (counter.day_started_at..counter.day_started_at + DAY).contains(&now) && counter.day_failures >= PER_DAY;
            wait = wait.max(blocked_until).max(if day_full { counter.day_started_at + DAY } else { 0 });
        }
    }
    if wait > now {
        return Ok(Admission::Wait(wait));
    }
    for key in &counters.keys {
        let counted: Option<(i64,)> = tx.maybe(&count_sql(), &db::args![key, &counters.target, now]).await?;
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
        "insert into guess_counter (key, target, failures, blocked_until, day_started_at, day_failures) values ($1, $2, 1, 0, $3, 1)
         on conflict (key) do update set
           failures = guess_counter.failures + 1,
           blocked_until = case guess_counter.failures + 1 - {FREE}
             when 0 then $3 + {MINUTE} when 1 then $3 + 2 * {MINUTE} when 2 then $3 + 4 * {MINUTE} when 3 then $3 + 8 * {MINUTE}
             when 4 then $3 + 16 * {MINUTE} when 5 then $3 + 32 * {MINUTE}
             else case when guess_counter.failures + 1 < {FREE} then 0 else $3 + {LONGEST} end
           end,
           day_failures = case when $3 - guess_counter.day_started_at between 0 and {DAY} - 1 then guess_counter.day_failures + 1 else 1 end,
           day_started_at = case when $3 - guess_counter.day_started_at between 0 and {DAY} - 1 then guess_counter.day_started_at else $3 end
         where (guess_counter.blocked_until <= $3 or guess_counter.blocked_until > $3 + {LONGEST})
           and ($3 - guess_counter.day_started_at not between 0 and {DAY} - 1 or guess_counter.day_failures < {PER_DAY})
         returning failures"
    )
}

/// Takes an admitted try back: the password was right. A counter that counts nothing more goes, as it would tell when she came.
///
/// # Errors
/// When the database fails.
pub async fn succeeded(tx: &Tx, counters: &Counters) -> db::Result<()> {
    // One after the other, as they were counted: two tries at once never wait for each other's counter.
    for key in &counters.keys {
        let sql = "update guess_counter set failures = 0, blocked_until = 0, day_failures = day_failures - 1 where key = $1";
        tx.run(sql, &db::args![key]).await?;
    }
    forget_empty(tx, counters).await
}

/// Takes an admitted try back that nobody had time to read: it was no guess.
///
/// # Errors
/// When the database fails.
pub async fn unread(tx: &Tx, counters: &Counters) -> db::Result<()> {
    for key in &counters.keys {
        let sql = "update guess_counter set failures = failures - 1, blocked_until = 0, day_failures = day_failures - 1 where key = $1";
        tx.run(sql, &db::args![key]).await?;
    }
    forget_empty(tx, counters).await
}

async fn forget_empty(tx: &Tx, counters: &Counters) -> db::Result<()> {
    let [first, second] = &counters.keys;
    tx.run("delete from guess_counter where key in ($1, $2) and failures <= 0 and day_failures <= 0", &db::args![first, second]).await?;
    Ok(())
}

/// Forgets the failures of an account, from every network and on every device: its password is new, so old guesses say nothing.
///
/// # Errors
/// When the database fails.
pub async fn forget(tx: &Tx, person_id: i64) -> db::Result<()> {
    tx.run("delete from guess_counter where target = $1", &db::args![Target::Person(person_id).key()]).await?;
    Ok(())
}

/// Deletes counters that no longer say anything, and those of a clock that ran ahead.
///
/// # Errors
/// When the database fails.
pub async fn purge(db: &Db, now: i64) -> db::Result<u64> {
    db.run(
        "delete from guess_counter where (blocked_until <= $1 and day_started_at + $2 <= $1) or day_started_at > $1 + $2",
        &db::args![now, DAY],
    )
    .await
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
