//! Sessions: an unguessable cookie, its digest in the database, and nothing but deadlines beside it.

use db::{Db, Tx};

use crate::clock::{DAY, HOUR, MINUTE};
use crate::secrets::{Purpose, Secrets, digest};
use crate::{chance, people};

/// The name of the cookie.
pub const COOKIE: &str = "session";

/// An idle deadline is moved at most this often, so that reading pages writes next to nothing.
const RENEWAL: i64 = 5 * MINUTE;

/// How long a session lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    /// Two hours idle, twelve in all.
    Ordinary,
    /// Half an hour idle, eight in all: administrators.
    Guarded,
    /// « Rester connecté »: thirty days.
    Remembered,
}

impl Length {
    fn spans(self) -> (i64, i64) {
        match self {
            Length::Ordinary => (2 * HOUR, 12 * HOUR),
            Length::Guarded => (30 * MINUTE, 8 * HOUR),
            Length::Remembered => (30 * DAY, 30 * DAY),
        }
    }

    /// How long the cookie outlives the browser, in seconds; `None` ends with it.
    pub fn cookie_age(self) -> Option<i64> {
        (self == Length::Remembered).then_some(30 * DAY / 1_000_000)
    }
}

/// What a session cookie says.
#[derive(Debug)]
pub struct Cookie {
    /// The digest that its session is found by.
    pub token_hash: Vec<u8>,
    /// Whose session it is or was; `None` when the seal is not ours. It gives no right by itself.
    pub owner: Option<i64>,
}

impl Cookie {
    /// Reads a cookie's value.
    pub fn read(secrets: &Secrets, value: &str) -> Option<Cookie> {
        let (token, sealed) = value.split_once('.')?;
        let token_hash = digest(token.as_bytes());
        let owner = secrets.open(Purpose::SessionOwner, &token_hash, sealed).and_then(|id| Some(i64::from_be_bytes(id.try_into().ok()?)));
        Some(Cookie { token_hash, owner })
    }
}

/// How long a half session waits for the second factor.
const HALF: i64 = 10 * MINUTE;

/// A session that was opened.
#[derive(Debug)]
pub struct Opened {
    /// The value of its cookie.
    pub cookie: String,
    /// Whether it opens nothing but the page that asks for her second factor.
    pub half: bool,
}

/// Opens a session: a half one for somebody who has a second factor and has not given it (`proved_at`) just now.
///
/// # Errors
/// When the database fails or the system gives no random bytes.
pub async fn open(
    tx: &Tx,
    secrets: &Secrets,
    person_id: i64,
    length: Length,
    proved_at: Option<i64>,
    now: i64,
) -> Result<Opened, OpenError> {
    let token = chance::name()? + &chance::name()?;
    let token_hash = digest(token.as_bytes());
    let sealed = secrets.seal(Purpose::SessionOwner, &token_hash, &person_id.to_be_bytes())?;
    let (idle, whole) = length.spans();
    let (half,): (bool,) = tx
        .one(
            "insert into session (person_id, token_hash, idle_until, ends_at, idle_span, half, proved_at)
             select $1, $2, case when h.half then cast($6 as bigint) else cast($3 as bigint) end,
                    case when h.half then cast($6 as bigint) else cast($4 as bigint) end, $5, h.half, cast($7 as bigint)
               from (select cast($7 as bigint) is null and exists (select 1 from second_factor f where f.person_id = $1) as half) h
             returning half",
            &db::args![person_id, token_hash, now + idle, now + whole, idle, now + HALF, proved_at],
        )
        .await?;
    Ok(Opened { cookie: format!("{token}.{sealed}"), half })
}

/// No session of hers counts as proved any more: the second factor is gone.
///
/// # Errors
/// When the database fails.
pub async fn unproven(tx: &Tx, person_id: i64) -> db::Result<()> {
    tx.run("update session set proved_at = null where person_id = $1", &db::args![person_id]).await?;
    Ok(())
}

db::row! {
    /// A half session.
    pub struct Half {
        pub session_id: i64,
        pub person_id: i64,
        /// Of the session that was asked for.
        pub idle_span: i64,
    }
}

impl Half {
    /// How long the session shall last that it becomes.
    pub fn length(&self) -> Length {
        [Length::Ordinary, Length::Guarded, Length::Remembered]
            .into_iter()
            .find(|length| length.spans().0 == self.idle_span)
            .unwrap_or(Length::Ordinary)
    }
}

/// The half session of a cookie, while it waits.
///
/// # Errors
/// When the database fails.
pub async fn half(db: &Db, cookie: &Cookie, now: i64) -> db::Result<Option<Half>> {
    db.maybe(
        "select s.id as session_id, s.person_id, s.idle_span from session s join person p on p.id = s.person_id
          where s.token_hash = $1 and s.half and s.ends_at > $2 and p.suspended_at is null",
        &db::args![cookie.token_hash.as_slice(), now],
    )
    .await
}

/// The second factor was given once more in this session.
///
/// # Errors
/// When the database fails.
pub async fn proved(tx: &Tx, person_id: i64, session_id: i64, now: i64) -> db::Result<()> {
    tx.run("update session set proved_at = $3 where id = $1 and person_id = $2", &db::args![session_id, person_id, now]).await?;
    Ok(())
}

/// Why a session could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The database failed.
    #[error(transparent)]
    Database(#[from] db::Error),
    /// No random bytes.
    #[error(transparent)]
    Chance(#[from] chance::Unavailable),
}

db::row! {
    /// A living session, its person, and what she is in the académie of the page.
    pub struct Living {
        pub session_id: i64,
        pub idle_until: i64,
        pub ends_at: i64,
        pub idle_span: i64,
        /// `active`, `suspended`, or `None` when she is no member of this académie.
        pub membership: Option<people::membership::MembershipState>,
        /// When she gave her second factor last in this session.
        pub proved_at: Option<i64>,
        /// Her roles here and on the whole site, separated by commas; `unproven` in the place of each that asks for a second factor
        /// while this session has none.
        pub roles: Option<String>,
    }
}

/// Moves the idle deadline of a session that is being used, when that is due.
///
/// # Errors
/// When the database fails.
pub async fn renew(db: &Db, session: &Living, now: i64) -> db::Result<()> {
    let deadline = (now + session.idle_span).min(session.ends_at);
    if deadline - session.idle_until > RENEWAL {
        db.run("update session set idle_until = $2 where id = $1", &db::args![session.session_id, deadline]).await?;
    }
    Ok(())
}

/// Ends one session of a person (sign-out, or from her list).
///
/// # Errors
/// When the database fails.
pub async fn close(tx: &Tx, person_id: i64, session_id: i64) -> db::Result<u64> {
    tx.run("delete from session where id = $1 and person_id = $2", &db::args![session_id, person_id]).await
}

/// Ends every session of a person, but the one she is using if it is given.
///
/// # Errors
/// When the database fails.
pub async fn close_all(tx: &Tx, person_id: i64, but: Option<i64>) -> db::Result<u64> {
    tx.run("delete from session where person_id = $1 and id <> $2", &db::args![person_id, but.unwrap_or(0)]).await
}

db::row! {
    /// One line of « Mes sessions ouvertes ».
    pub struct OpenSession {
        pub id: i64,
        pub idle_until: i64,
        pub ends_at: i64,
        pub idle_span: i64,
    }
}

/// The open sessions of a person, the longest-lasting first.
///
/// # Errors
/// When the database fails.
pub async fn all_of(db: &Db, person_id: i64, now: i64) -> db::Result<Vec<OpenSession>> {
    db.all(
        "select id, idle_until, ends_at, idle_span from session
          where person_id = $1 and half = false and idle_until > $2 and ends_at > $2 order by ends_at desc, id desc limit 100",
        &db::args![person_id, now],
    )
    .await
}

/// Deletes sessions whose deadline has passed.
///
/// # Errors
/// When the database fails.
pub async fn purge(db: &Db, now: i64) -> db::Result<u64> {
    db.run("delete from session where idle_until <= $1 or ends_at <= $1", &db::args![now]).await
}
