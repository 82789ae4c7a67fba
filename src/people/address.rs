//! Mail addresses: compared folded, written to as they were given.

use db::{Db, Tx};
use unicode_normalization::UnicodeNormalization;

db::text_enum! {
    /// How an address came to somebody.
    pub enum AddressState {
        /// Typed by whoever made the account: serves sign-in, recovery and enrolment.
        Given = "given",
        /// She followed a link mailed to it.
        Verified = "verified",
        /// She typed it herself and has not followed the link yet: serves nothing.
        Pending = "pending",
    }
}

/// A mail address that could exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// As given, trimmed: where mail goes.
    pub written: String,
    /// As compared: NFC, lower case, domain as A-label. Accents and `+tag` count.
    pub folded: String,
}

/// How addresses are compared, whatever was typed: also for texts that are no address.
pub fn fold(typed: &str) -> String {
    let text: String = typed.trim().nfc().collect::<String>().to_lowercase();
    match text.rsplit_once('@') {
        Some((local, domain)) => match idna::domain_to_ascii(domain) {
            Ok(ascii) => format!("{local}@{ascii}"),
            Err(_) => text,
        },
        None => text,
    }
}

impl Address {
    /// Reads an address; `None` when no mail could ever reach it.
    ///
    /// Quoted local parts and address literals are refused: nobody in the 1.2 million has one, and they hide tricks.
    pub fn parse(typed: &str) -> Option<Address> {
        let written: String = typed.trim().nfc().collect();
        let (local, domain) = written.rsplit_once('@')?;
        let local_good = !local.is_empty()
            && local.len() <= 64
            && !local.starts_with('.')
            && !local.ends_with('.')
            && !local.contains("..")
            && local.chars().all(|c| c.is_alphanumeric() || "!#$%&'*+/=?^_`{|}~.-".contains(c));
        let ascii = idna::domain_to_ascii(domain).ok()?;
        let labels: Vec<&str> = ascii.split('.').collect();
        let domain_good = ascii.len() <= 253
            && labels.len() >= 2
            && labels.iter().all(|label| {
                !label.is_empty()
                    && label.len() <= 63
                    && !label.starts_with('-')
                    && !label.ends_with('-')
                    && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            })
            && labels.last().is_some_and(|top| top.len() >= 2 && !top.bytes().all(|b| b.is_ascii_digit()));
        if !local_good || !domain_good || written.len() > 254 {
            return None;
        }
        Some(Address { folded: fold(&written), written })
    }
}

db::row! {
    /// One address of one person.
    pub struct StoredAddress {
        pub id: i64,
        pub person_id: i64,
        pub address: String,
        pub folded: String,
        pub state: AddressState,
        /// Whether mail goes there.
        pub main: bool,
    }
}

/// All addresses of a person, the main one first.
///
/// # Errors
/// When the database fails.
pub async fn of(tx: &Tx, person_id: i64) -> db::Result<Vec<StoredAddress>> {
    tx.all(
        "select id, person_id, address, folded, state, main from person_address where person_id = $1 order by main desc, id",
        &db::args![person_id],
    )
    .await
}

/// Gives a person an address. The first usable one becomes the main one.
///
/// # Errors
/// [`db::Error::Unique`] when it is hers already or belongs to somebody else (unless `shared`).
pub async fn add(tx: &Tx, person_id: i64, address: &Address, state: AddressState, shared: bool, now: i64) -> db::Result<i64> {
    let (id,): (i64,) = tx
        .one(
            "insert into person_address (person_id, address, folded, state, main, shared, created_at)
             values ($1, $2, $3, $4, $5 and not exists (select 1 from person_address where person_id = $1 and main), $6, $7) returning id",
            &db::args![person_id, &address.written, &address.folded, state, state != AddressState::Pending, shared, now],
        )
        .await?;
    Ok(id)
}

/// Where mail for somebody goes, with the id of that address: the one written `folded` when it is hers, else her main one;
/// `None` when she has none that works.
///
/// # Errors
/// When the database fails.
pub async fn to_write_to(tx: &Tx, person_id: i64, folded: &str) -> db::Result<Option<(i64, String)>> {
    tx.maybe(
        "select id, address from person_address where person_id = $1 and state <> 'pending'
          order by case when folded = $2 then 0 else 1 end, main desc, id limit 1",
        &db::args![person_id, folded],
    )
    .await
}

/// The address that mail for somebody goes to; `None` when she has none that works.
///
/// # Errors
/// When the database fails.
pub async fn main_of(db: &Db, person_id: i64) -> db::Result<Option<String>> {
    let sql = "select address from person_address where person_id = $1 and state <> 'pending' order by main desc, id limit 1";
    Ok(db.maybe::<(String,)>(sql, &db::args![person_id]).await?.map(|(address,)| address))
}

/// Notes that a link mailed to this address was followed.
///
/// # Errors
/// When the database fails.
pub async fn verified(tx: &Tx, person_id: i64, address_id: i64) -> db::Result<()> {
    tx.run(
        "update person_address set state = 'verified' where id = $1 and person_id = $2 and state = 'given'",
        &db::args![address_id, person_id],
    )
    .await?;
    Ok(())
}

/// Makes a usable address of hers the one mail goes to.
///
/// # Errors
/// When the database fails.
pub async fn make_main(tx: &Tx, person_id: i64, address_id: i64) -> db::Result<()> {
    for (wanted, sql) in [
        (false, "update person_address set main = $3 where person_id = $1 and id <> $2"),
        (true, "update person_address set main = $3 where person_id = $1 and id = $2 and state <> 'pending'"),
    ] {
        tx.run(sql, &db::args![person_id, address_id, wanted]).await?;
    }
    Ok(())
}

/// Lets an address be held by several people: an import, or an operator, gives it to one more.
///
/// # Errors
/// When the database fails.
pub async fn share(tx: &Tx, address: &Address) -> db::Result<()> {
    tx.run("update person_address set shared = true where folded = $1 and state <> 'pending'", &db::args![&address.folded]).await?;
    Ok(())
}

/// Her addresses that nobody else holds any more are hers alone again.
///
/// # Errors
/// When the database fails.
pub async fn unshare(tx: &Tx, person_id: i64) -> db::Result<()> {
    tx.run(
        "update person_address set shared = $2 where person_id = $1 and state <> 'pending'
            and not exists (select 1 from person_address o where o.folded = person_address.folded and o.person_id <> $1 and o.state <> 'pending')",
        &db::args![person_id, false],
    )
    .await?;
    Ok(())
}

/// Whether somebody else holds this address, given or verified.
///
/// # Errors
/// When the database fails.
pub async fn is_taken(tx: &Tx, folded: &str, person_id: i64) -> db::Result<bool> {
    let holder: Option<(i64,)> = tx
        .maybe(
            "select id from person_address where folded = $1 and state <> 'pending' and person_id <> $2 limit 1",
            &db::args![folded, person_id],
        )
        .await?;
    Ok(holder.is_some())
}

/// Forgets an address that waits for its link: another one takes its place.
///
/// # Errors
/// When the database fails.
pub async fn forget_pending(tx: &Tx, person_id: i64, address_id: i64) -> db::Result<()> {
    tx.run("delete from person_address where id = $1 and person_id = $2 and state = 'pending'", &db::args![address_id, person_id]).await?;
    Ok(())
}

/// Makes a followed address hers, verified and the main one. False when somebody else got it meanwhile.
///
/// # Errors
/// [`db::Error::Unique`] when somebody else gets it at this very moment, or the database fails.
pub async fn confirm(tx: &Tx, person_id: i64, address_id: i64) -> db::Result<bool> {
    let pending: Option<(String,)> =
        tx.maybe("select folded from person_address where id = $1 and person_id = $2", &db::args![address_id, person_id]).await?;
    let Some((folded,)) = pending else { return Ok(false) };
    if is_taken(tx, &folded, person_id).await? {
        return Ok(false);
    }
    tx.run("update person_address set state = 'verified' where id = $1 and person_id = $2", &db::args![address_id, person_id]).await?;
    make_main(tx, person_id, address_id).await?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_keeps_accents_and_tags() {
        assert_eq!(fold("  Éloïse+Mag@ÉCOLE.Example.org "), "éloïse+mag@xn--cole-9oa.example.org");
        // The same letter composed and decomposed.
        assert_eq!(fold("e\u{301}@example.org"), fold("é@example.org"));
        assert_ne!(fold("eloise@example.org"), fold("éloïse@example.org"));
    }

    #[test]
    fn only_what_mail_can_reach_is_an_address() {
        for good in ["a@example.org", "Anne-Marie.O'Neil+x@sous.exemple.fr", "éloïse@example.org", "x@école.fr"] {
            assert!(Address::parse(good).is_some(), "{good}");
        }
        for bad in [
            "",
            "a",
            "@b.fr",
            "a@",
            "a@b",
            "a b@c.fr",
            "a@b..fr",
            ".a@b.fr",
            "a@-b.fr",
            "a@127.0.0.1",
            "a\n@b.fr",
            "\"a b\"@c.fr",
            "<a@b.fr>",
            "a@b.fr,c@d.fr",
        ] {
            assert!(Address::parse(bad).is_none(), "{bad}");
        }
    }
}
