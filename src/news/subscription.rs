//! Who asked for the new offers of which académie.

use db::{Db, Tx};

use crate::app::Reader;
use crate::chance;
use crate::people::address;
use crate::secrets::{Purpose, Secrets};

db::row! {
    /// What somebody asked for.
    pub struct Subscription {
        pub id: i64,
        pub person_id: i64,
        /// Codes of audiences between spaces; none is whatever is new.
        pub audiences: String,
        /// What was published up to here (microseconds UTC) was told.
        pub told_until: i64,
    }
}

const COLUMNS: &str = "id, person_id, audiences, told_until";

/// What somebody asked for in an académie.
///
/// # Errors
/// When the database fails.
pub async fn of(db: &Db, academy_id: i64, person_id: i64) -> db::Result<Option<Subscription>> {
    let sql = format!("select {COLUMNS} from news_subscription where academy_id = $1 and person_id = $2");
    db.maybe(&sql, &db::args![academy_id, person_id]).await
}

/// Notes what she asks for. What is there already is not new to her; asking again changes the audiences only.
///
/// # Errors
/// When the database fails.
pub async fn ask(tx: &Tx, academy_id: i64, person_id: i64, audiences: &str, now: i64) -> db::Result<()> {
    tx.run(
        "insert into news_subscription (academy_id, person_id, audiences, told_until) values ($1, $2, $3, $4)
         on conflict (academy_id, person_id) do update set audiences = excluded.audiences",
        &db::args![academy_id, person_id, audiences, now],
    )
    .await?;
    Ok(())
}

/// She wants no more of it. Ending it twice changes nothing.
///
/// # Errors
/// When the database fails.
pub async fn end(tx: &Tx, academy_id: i64, person_id: i64) -> db::Result<()> {
    tx.run("delete from news_subscription where academy_id = $1 and person_id = $2", &db::args![academy_id, person_id]).await?;
    Ok(())
}

/// Two accounts become one: what either asked for she still gets, by what the one who stays chose if both did.
///
/// # Errors
/// When the database fails.
pub async fn merge(tx: &Tx, gone: i64, kept: i64) -> db::Result<()> {
    let both = db::args![gone, kept];
    for sql in [
        "delete from news_subscription where person_id = $1
            and academy_id in (select k.academy_id from news_subscription k where k.person_id = $2)",
        "update news_subscription set person_id = $2 where person_id = $1",
    ] {
        tx.run(sql, &both).await?;
    }
    Ok(())
}

/// Some of those to whom an académie has not told yet what was published up to `until`, in a fixed order.
///
/// # Errors
/// When the database fails.
pub async fn untold(db: &Db, academy_id: i64, until: i64, most: i64) -> db::Result<Vec<Subscription>> {
    let sql = format!("select {COLUMNS} from news_subscription where academy_id = $1 and told_until < $2 order by id limit $3");
    db.all(&sql, &db::args![academy_id, until, most]).await
}

/// Notes that she is told everything up to `until`: true for exactly one caller, on whatever node.
///
/// # Errors
/// When the database fails.
pub async fn claim(tx: &Tx, academy_id: i64, subscription: &Subscription, until: i64) -> db::Result<bool> {
    let sql = "update news_subscription set told_until = $4 where academy_id = $1 and id = $2 and told_until = $3";
    Ok(tx.run(sql, &db::args![academy_id, subscription.id, subscription.told_until, until]).await? == 1)
}

/// Who a letter was for, as the address that ends it says: sealed, so that nothing of it is stored and it tells nobody whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    person_id: i64,
    /// Where the letter went, folded: it finds her when her account has joined another one since.
    folded: String,
}

impl Holder {
    /// Whoever reads a letter.
    pub fn of(reader: Reader<'_>) -> Holder {
        Holder { person_id: reader.person_id, folded: address::fold(reader.address) }
    }

    /// What stands in the address, good in one académie.
    ///
    /// # Errors
    /// When the system gives no random bytes.
    pub fn seal(&self, secrets: &Secrets, academy_id: i64) -> Result<String, chance::Unavailable> {
        let plain = format!("{} {}", self.person_id, self.folded);
        secrets.seal(Purpose::Unsubscribe, &academy_id.to_be_bytes(), plain.as_bytes())
    }

    /// Whom a token names; nothing for anything that was not sealed for this académie.
    pub fn open(secrets: &Secrets, academy_id: i64, token: &str) -> Option<Holder> {
        let opened = String::from_utf8(secrets.open(Purpose::Unsubscribe, &academy_id.to_be_bytes(), token)?).ok()?;
        let (person_id, folded) = opened.split_once(' ')?;
        Some(Holder { person_id: person_id.parse().ok()?, folded: folded.to_owned() })
    }

    /// She wants no more of it. Ending it twice changes nothing.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn end(&self, tx: &Tx, academy_id: i64) -> db::Result<()> {
        tx.run(
            "delete from news_subscription where academy_id = $1
                and (person_id = $2
                     or (not exists (select 1 from person p where p.id = $2)
                         and person_id in (select a.person_id from person_address a where a.folded = $3 and a.state <> 'pending')))",
            &db::args![academy_id, self.person_id, &self.folded],
        )
        .await?;
        Ok(())
    }
}
