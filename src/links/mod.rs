//! Single-use mailed links: a new password, an invitation, a new address.
//!
//! The row keeps a random value and the digest of the token, never the token: it is computed again from the deployment's key
//! each time its letter is sent. A link waits in a *slot*, held by the one that lives for its account and purpose; what is asked
//! for an unknown name goes through the same statements and ends in one of a fixed number of slots that belong to nobody.

pub mod compose;
pub mod invitation;
pub mod letter;
pub mod new_address;
pub mod reset;
mod sentences;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use db::{Db, Tx};

use crate::chance;
use crate::clock::{DAY, HOUR, MINUTE};
use crate::secrets::{self, Secrets, digest};

pub use sentences::is_no_address;

/// The words of the letters.
pub const WORDS: web::Source = web::Source { feature: "links", french: include_str!("fr.ftl"), english: include_str!("en.ftl") };

db::text_enum! {
    /// What following a link does.
    pub enum Purpose {
        /// Sets a new password.
        Reset = "reset",
        /// Sets the first password.
        Invitation = "invitation",
        /// Proves that an address is hers.
        Address = "address",
        /// Agrees that two accounts become one.
        Merge = "merge",
    }
}

impl Purpose {
    /// How long a link lives, counted from the last attempt at which the mail server may have taken its letter.
    pub fn lifetime(self) -> i64 {
        match self {
            Purpose::Reset => 30 * MINUTE,
            Purpose::Invitation => 30 * DAY,
            Purpose::Address => 24 * HOUR,
            Purpose::Merge => 7 * DAY,
        }
    }

    /// Whether it lives for minutes only, and its reader should be told so.
    pub fn is_brief(self) -> bool {
        self.lifetime() < HOUR
    }

    /// Whether whoever holds its token may set the password: a link that proves an address went to an address nobody has proven yet.
    pub fn sets_a_password(self) -> bool {
        matches!(self, Purpose::Reset | Purpose::Invitation)
    }

    /// Where its token is followed, below the académie. The first is the address people know from before.
    pub fn path(self) -> &'static str {
        match self {
            Purpose::Reset => "/login/forgot_password.php",
            Purpose::Invitation => "/activate",
            Purpose::Address => "/confirm-address",
            Purpose::Merge => "/confirm-merge",
        }
    }
}

db::text_enum! {
    /// What became of a link.
    pub enum LinkState {
        /// It works, unless its time has passed.
        Alive = "alive",
        /// It was used.
        Used = "used",
        /// A newer one, a changed password or address, or a suspension ended it.
        Ended = "ended",
    }
}

db::row! {
    /// A mailed link of somebody.
    pub struct Link {
        pub id: i64,
        pub academy_id: i64,
        pub person_id: i64,
        pub purpose: Purpose,
        /// Names the request in addresses and forms; gives nothing by itself.
        pub public_id: String,
        pub nonce: Vec<u8>,
        pub token_hash: Vec<u8>,
        /// The page she wanted when she asked.
        pub wanted: Option<String>,
        /// The address it proves.
        pub address_id: Option<i64>,
        pub state: LinkState,
        /// `None` until its letter was handed to a mail server.
        pub expires_at: Option<i64>,
    }
}

const COLUMNS: &str = "id, academy_id, person_id, purpose, public_id, nonce, token_hash, wanted, address_id, state, expires_at";

impl Link {
    /// Whether following it still does something.
    pub fn lives(&self, now: i64) -> bool {
        self.state == LinkState::Alive && self.expires_at.is_none_or(|end| end > now)
    }

    /// Whether only its time has passed: another one may be sent to the same address.
    pub fn is_expired(&self, now: i64) -> bool {
        self.state == LinkState::Alive && !self.lives(now)
    }

    /// The page she wanted, when it is one of this site.
    pub fn inside(&self) -> Option<&str> {
        self.wanted.as_deref().and_then(web::return_path::inside)
    }

    /// The token that stands in the letter.
    pub fn token(&self, secrets: &Secrets) -> String {
        token(secrets, self.purpose, self.person_id, self.academy_id, &self.nonce)
    }

    /// Whether this is its token.
    pub fn is_opened_by(&self, presented: &str) -> bool {
        use subtle::ConstantTimeEq;
        bool::from(digest(presented.as_bytes()).ct_eq(&self.token_hash))
    }
}

fn token(secrets: &Secrets, purpose: Purpose, person_id: i64, academy_id: i64, nonce: &[u8]) -> String {
    let parts: [&[u8]; 4] = [purpose.as_str().as_bytes(), &person_id.to_be_bytes(), &academy_id.to_be_bytes(), nonce];
    BASE64_URL_SAFE_NO_PAD.encode(secrets.mac(secrets::Purpose::LinkToken, &parts))
}

/// Whom a link is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holder {
    /// Somebody.
    Person(i64),
    /// Nobody: the work is done, nothing comes of it, and the row is overwritten by the next name of the same counter.
    Nobody(u64),
}

/// A link to be made.
#[derive(Clone, Debug)]
pub struct NewLink<'a> {
    /// What it does.
    pub purpose: Purpose,
    /// The académie that speaks, and under which alone the token works.
    pub academy_id: i64,
    /// Whom it is for.
    pub holder: Holder,
    /// Tells links of one account and purpose apart that may live beside each other; empty when only one may.
    pub beside: String,
    /// The form that asked, so that the same form sent twice is one request.
    pub request_key: Option<String>,
    /// The page she wanted.
    pub wanted: Option<&'a str>,
    /// The address it proves.
    pub address_id: Option<i64>,
}

/// Makes a link and ends the one that lived in its slot. Two statements, whoever it is for.
///
/// # Errors
/// When the database fails or the system gives no random bytes.
pub async fn make(tx: &Tx, secrets: &Secrets, new: &NewLink<'_>, now: i64) -> Result<i64, MakeError> {
    let nonce: [u8; 16] = chance::bytes()?;
    let public_id = chance::name()?;
    let purpose = new.purpose;
    let (person_id, slot) = match &new.holder {
        Holder::Person(id) => (Some(*id), format!("{purpose}:person:{id}:{}", new.beside)),
        Holder::Nobody(bucket) => (None, format!("{purpose}:nobody:{bucket}")),
    };
    let token = token(secrets, purpose, person_id.unwrap_or(0), new.academy_id, &nonce);
    tx.run("update link set state = 'ended', slot = null where slot = $1 and person_id is not null", &db::args![&slot]).await?;
    let (id,): (i64,) = tx
        .one(
            "insert into link (academy_id, person_id, slot, purpose, request_key, public_id, nonce, token_hash, wanted, address_id, state, created_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'alive', $11)
             on conflict (slot) do update set academy_id = excluded.academy_id, request_key = excluded.request_key, public_id = excluded.public_id,
               nonce = excluded.nonce, token_hash = excluded.token_hash, wanted = excluded.wanted, address_id = excluded.address_id,
               created_at = excluded.created_at, expires_at = null, state = 'alive'
             returning id",
            &db::args![
                new.academy_id,
                person_id,
                &slot,
                purpose,
                new.request_key.as_deref(),
                public_id,
                nonce.as_slice(),
                digest(token.as_bytes()),
                new.wanted,
                new.address_id,
                now
            ],
        )
        .await?;
    Ok(id)
}

/// Links of a purpose that were made for somebody since an instant (microseconds UTC).
///
/// # Errors
/// When the database fails.
pub async fn made(tx: &Tx, person_id: i64, purpose: Purpose, since: i64) -> db::Result<i64> {
    let sql = "select count(*) from link where person_id = $1 and purpose = $2 and created_at > $3";
    let (made,): (i64,) = tx.one(sql, &db::args![person_id, purpose, since]).await?;
    Ok(made)
}

/// Whether a link was used by now.
///
/// # Errors
/// When the database fails.
pub async fn is_used(tx: &Tx, link: &Link) -> db::Result<bool> {
    let sql = "select id from link where academy_id = $1 and id = $2 and state = 'used'";
    Ok(tx.maybe::<(i64,)>(sql, &db::args![link.academy_id, link.id]).await?.is_some())
}

/// Whether the form of this key has asked for a link before: a double click is one request.
///
/// # Errors
/// When the database fails.
pub async fn was_asked(tx: &Tx, academy_id: i64, request_key: &str) -> db::Result<bool> {
    let sql = "select id from link where academy_id = $1 and request_key = $2 limit 1";
    Ok(tx.maybe::<(i64,)>(sql, &db::args![academy_id, request_key]).await?.is_some())
}

/// Why a link could not be made.
#[derive(Debug, thiserror::Error)]
pub enum MakeError {
    /// The database failed.
    #[error(transparent)]
    Database(#[from] db::Error),
    /// No random bytes.
    #[error(transparent)]
    Chance(#[from] chance::Unavailable),
}

/// The link of a token, under its own académie only.
///
/// # Errors
/// When the database fails.
pub async fn by_token(db: &Db, academy_id: i64, purpose: Purpose, token: &str) -> db::Result<Option<Link>> {
    db.maybe(
        &format!("select {COLUMNS} from link where token_hash = $1 and academy_id = $2 and purpose = $3 and person_id is not null"),
        &db::args![digest(token.as_bytes()), academy_id, purpose],
    )
    .await
}

/// The link of a public name.
///
/// # Errors
/// When the database fails.
pub async fn by_public_id(db: &Db, academy_id: i64, public_id: &str) -> db::Result<Option<Link>> {
    db.maybe(
        &format!("select {COLUMNS} from link where public_id = $1 and academy_id = $2 and person_id is not null"),
        &db::args![public_id, academy_id],
    )
    .await
}

/// Uses a link up: true for exactly one caller, however many come at once.
///
/// # Errors
/// When the database fails.
pub async fn consume(tx: &Tx, link: &Link, now: i64) -> db::Result<bool> {
    let used = tx
        .run(
            "update link set state = 'used', slot = null where id = $1 and academy_id = $2 and state = 'alive' and token_hash = $4
              and (expires_at is null or expires_at > $3)",
            &db::args![link.id, link.academy_id, now, link.token_hash.as_slice()],
        )
        .await?;
    Ok(used == 1)
}

/// Ends every link of a person: her password or address changed, or she was suspended.
///
/// # Errors
/// When the database fails.
pub async fn end_all(tx: &Tx, person_id: i64) -> db::Result<()> {
    tx.run("update link set state = 'ended', slot = null where person_id = $1 and state = 'alive'", &db::args![person_id]).await?;
    Ok(())
}

/// Ends one link, used or not: what it was for is not wanted any more.
///
/// # Errors
/// When the database fails.
pub async fn end(tx: &Tx, academy_id: i64, id: i64) -> db::Result<()> {
    let sql = "update link set state = 'ended', slot = null where academy_id = $1 and id = $2";
    tx.run(sql, &db::args![academy_id, id]).await?;
    Ok(())
}

/// Ends the links of a person in one académie: her membership was suspended.
///
/// # Errors
/// When the database fails.
pub async fn end_in(tx: &Tx, academy_id: i64, person_id: i64) -> db::Result<()> {
    tx.run(
        "update link set state = 'ended', slot = null where person_id = $1 and academy_id = $2 and state = 'alive'",
        &db::args![person_id, academy_id],
    )
    .await?;
    Ok(())
}

/// Two accounts become one: nothing that was mailed for the one who goes works any more.
///
/// # Errors
/// When the database fails.
pub async fn merge(tx: &Tx, gone: i64, kept: i64) -> db::Result<()> {
    end_all(tx, gone).await?;
    let both = db::args![gone, kept];
    for sql in [
        // An address of the other account that she had asked for is hers by this.
        "update link set state = case when state = 'alive' then 'ended' else state end, slot = null, address_id = null
          where person_id = $2 and address_id in (select k.id from person_address k join person_address g on g.folded = k.folded
                 where k.person_id = $2 and k.state = 'pending' and g.person_id = $1)",
        "update link set person_id = $2, address_id = null where person_id = $1",
    ] {
        tx.run(sql, &both).await?;
    }
    Ok(())
}

/// Where a living invitation of one of two people leads, in an académie.
///
/// # Errors
/// When the database fails.
pub async fn invited_to(tx: &Tx, academy_id: i64, one: i64, other: i64) -> db::Result<Option<String>> {
    let sql = "select wanted from link where academy_id = $1 and person_id in ($2, $3) and purpose = 'invitation' and state = 'alive'
                  and wanted is not null order by id desc limit 1";
    Ok(tx.maybe::<(String,)>(sql, &db::args![academy_id, one, other]).await?.map(|(wanted,)| wanted))
}

/// Deletes links that have said nothing for two months. Those of nobody stay: their number is fixed.
///
/// # Errors
/// When the database fails.
pub async fn purge(db: &Db, now: i64) -> db::Result<u64> {
    db.run("delete from link where person_id is not null and created_at < $1", &db::args![now - 62 * DAY]).await
}
