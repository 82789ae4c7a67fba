//! The second factor of an account: codes of an application (TOTP), and recovery codes for when it is lost.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use db::{Db, Tx};
use totp_rs::{Builder, Secret, Totp};

use crate::chance;
use crate::clock::SECOND;
use crate::secrets::{Purpose, Secrets, digest};

/// Recovery codes that are given at once.
pub const CODES: usize = 10;
/// The letters and digits of recovery codes: none that looks like another.
const ALPHABET: &[u8; 31] = b"abcdefghjkmnpqrstuvwxyz23456789";

/// A shared secret that is being set up or that exists.
pub struct Seed(Totp);

impl std::fmt::Debug for Seed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Seed(…)")
    }
}

impl Seed {
    /// A new one.
    ///
    /// # Errors
    /// When the system gives no random bytes.
    pub fn new() -> Result<Seed, chance::Unavailable> {
        Seed::of(&chance::bytes::<20>()?).ok_or(chance::Unavailable)
    }

    /// The one of these bytes; nothing when there are too few.
    fn of(bytes: &[u8]) -> Option<Seed> {
        let builder = Builder::new().with_secret(Secret::from(bytes.to_vec())).with_skew(1);
        builder.with_issuer(Some("m@gistere")).with_account_name("compte").build().ok().map(Seed)
    }

    /// The one that is written in base 32.
    pub fn written(text: &str) -> Option<Seed> {
        let plain: String = text.chars().filter(|sign| !sign.is_whitespace()).collect();
        Seed::of(Secret::try_from_base32(plain.to_uppercase()).ok()?.as_bytes())
    }

    /// As somebody types it into her application: base 32 in groups of four.
    pub fn text(&self) -> String {
        let text = self.0.secret().to_base32();
        let groups: Vec<String> = text.as_bytes().chunks(4).map(|group| String::from_utf8_lossy(group).into_owned()).collect();
        groups.join(" ")
    }

    /// The address that applications read from a square code; it names the account.
    pub fn address(&self, account: &str) -> String {
        let account = account.replace(':', " ");
        let builder = Builder::new().with_secret(Secret::from(self.0.secret().as_bytes().to_vec()));
        let named = builder.with_issuer(Some("m@gistere")).with_account_name(account).build();
        named.ok().and_then(|totp| totp.to_url().ok()).unwrap_or_default()
    }

    /// The half minute whose code this is, now or just before or after.
    fn step(&self, typed: &str, now: i64) -> Option<i64> {
        let code: String = typed.chars().filter(|sign| !sign.is_whitespace()).collect();
        let now = u64::try_from(now / SECOND).ok()?;
        self.0.check(&code, now).and_then(|step| i64::try_from(step).ok())
    }

    /// Whether this is its code.
    pub fn accepts(&self, typed: &str, now: i64) -> bool {
        self.step(typed, now).is_some()
    }

    /// Sealed for one person, to be kept in a form or in the database.
    ///
    /// # Errors
    /// When the system gives no random bytes.
    pub fn seal(&self, secrets: &Secrets, person_id: i64) -> Result<String, chance::Unavailable> {
        secrets.seal(Purpose::SecondFactor, &person_id.to_be_bytes(), BASE64_STANDARD.encode(self.0.secret().as_bytes()).as_bytes())
    }

    /// Opens what was sealed for this person.
    pub fn open(secrets: &Secrets, person_id: i64, sealed: &str) -> Option<Seed> {
        let text = secrets.open(Purpose::SecondFactor, &person_id.to_be_bytes(), sealed)?;
        Seed::of(&BASE64_STANDARD.decode(text).ok()?)
    }
}

/// Whether somebody has a second factor.
///
/// # Errors
/// When the database fails.
pub async fn is_set(db: &Db, person_id: i64) -> db::Result<bool> {
    let sql = "select person_id from second_factor where person_id = $1";
    Ok(db.maybe::<(i64,)>(sql, &db::args![person_id]).await?.is_some())
}

/// The same inside a transaction.
///
/// # Errors
/// When the database fails.
pub async fn is_there(tx: &Tx, person_id: i64) -> db::Result<bool> {
    let sql = "select person_id from second_factor where person_id = $1";
    Ok(tx.maybe::<(i64,)>(sql, &db::args![person_id]).await?.is_some())
}

/// How many recovery codes are left.
///
/// # Errors
/// When the database fails.
pub async fn codes_left(db: &Db, person_id: i64) -> db::Result<i64> {
    let (left,): (i64,) = db.one("select count(*) from recovery_code where person_id = $1", &db::args![person_id]).await?;
    Ok(left)
}

/// Sets the second factor of an account, in the place of one it had; gives the new recovery codes, which are shown once.
///
/// # Errors
/// When the database fails or the system gives no random bytes.
pub async fn set(tx: &Tx, secrets: &Secrets, person_id: i64, seed: &Seed) -> Result<Vec<String>, SetError> {
    let sealed = seed.seal(secrets, person_id)?;
    tx.run(
        "insert into second_factor (person_id, sealed, last_step) values ($1, $2, 0)
         on conflict (person_id) do update set sealed = excluded.sealed, last_step = 0",
        &db::args![person_id, sealed],
    )
    .await?;
    new_codes(tx, person_id).await
}

/// Takes the second factor away.
///
/// # Errors
/// When the database fails.
pub async fn remove(tx: &Tx, person_id: i64) -> db::Result<u64> {
    tx.run("delete from recovery_code where person_id = $1", &db::args![person_id]).await?;
    tx.run("delete from second_factor where person_id = $1", &db::args![person_id]).await
}

/// Makes new recovery codes; the old ones are good for nothing any more.
///
/// # Errors
/// When the database fails or the system gives no random bytes.
pub async fn new_codes(tx: &Tx, person_id: i64) -> Result<Vec<String>, SetError> {
    tx.run("delete from recovery_code where person_id = $1", &db::args![person_id]).await?;
    let mut codes = Vec::new();
    for _ in 0..CODES {
        let letters: String = chance::bytes::<10>()?
            .iter()
            .filter_map(|byte| ALPHABET.get(usize::from(byte % 31)))
            .map(|letter| char::from(*letter))
            .collect();
        let (first, second) = letters.split_at(5);
        let code = format!("{first}-{second}");
        tx.run("insert into recovery_code (person_id, code_hash) values ($1, $2)", &db::args![person_id, hash(&code)]).await?;
        codes.push(code);
    }
    Ok(codes)
}

/// What the database keeps of a recovery code: 50 bits of chance need no slow hash.
fn hash(code: &str) -> Vec<u8> {
    let plain: String = code.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    digest(plain.as_bytes())
}

/// Takes a code of the application, or a recovery code; each is used once, whoever else sends it at the same time.
///
/// # Errors
/// When the database fails.
pub async fn take(tx: &Tx, secrets: &Secrets, person_id: i64, typed: &str, now: i64) -> db::Result<bool> {
    let stored: Option<(String,)> = tx.maybe("select sealed from second_factor where person_id = $1", &db::args![person_id]).await?;
    let Some((sealed,)) = stored else { return Ok(false) };
    if let Some(step) = Seed::open(secrets, person_id, &sealed).and_then(|seed| seed.step(typed, now)) {
        let sql = "update second_factor set last_step = $2 where person_id = $1 and last_step < $2";
        return Ok(tx.run(sql, &db::args![person_id, step]).await? == 1);
    }
    let sql = "delete from recovery_code where person_id = $1 and code_hash = $2";
    Ok(tx.run(sql, &db::args![person_id, hash(typed)]).await? == 1)
}

/// Why it could not be set.
#[derive(Debug, thiserror::Error)]
pub enum SetError {
    /// The database failed.
    #[error(transparent)]
    Database(#[from] db::Error),
    /// No random bytes.
    #[error(transparent)]
    Chance(#[from] chance::Unavailable),
}

#[cfg(test)]
mod tests {
    use super::*;

    const WRITTEN: &str = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
    /// 2026-11-24 12:00 UTC.
    const NOW: i64 = 1_795_521_600 * SECOND;

    #[test]
    fn a_code_is_good_for_its_half_minute_and_its_neighbours() {
        let seed = Seed::written(WRITTEN).unwrap();
        let code = |at: i64| seed.0.generate(u64::try_from(at / SECOND).unwrap()).to_string();
        let (before, now, after) = (code(NOW - 30 * SECOND), code(NOW), code(NOW + 30 * SECOND));
        let steps: Vec<Option<i64>> = [&before, &now, &after].iter().map(|code| seed.step(code, NOW)).collect();
        assert!(steps.iter().all(Option::is_some) && steps[0] < steps[1] && steps[1] < steps[2], "{steps:?}");
        assert!(!seed.accepts(&code(NOW - 90 * SECOND), NOW) && !seed.accepts(&code(NOW + 90 * SECOND), NOW));
        assert!(seed.accepts(&format!("{} {}", &now[..3], &now[3..]), NOW), "as applications show it");
        for typed in ["", "000000000", "abcdef", "12345"] {
            assert!(!seed.accepts(typed, NOW), "{typed}");
        }
    }

    #[test]
    fn a_seed_is_for_one_person() {
        let secrets = Secrets::fixed(1);
        let seed = Seed::new().unwrap();
        let sealed = seed.seal(&secrets, 7).unwrap();
        assert_eq!(Seed::open(&secrets, 7, &sealed).unwrap().text(), seed.text());
        assert!(Seed::open(&secrets, 8, &sealed).is_none() && Seed::open(&Secrets::fixed(2), 7, &sealed).is_none());
        assert_eq!(Seed::written(WRITTEN).unwrap().text().replace(' ', ""), WRITTEN);
        let address = Seed::written(WRITTEN).unwrap().address("a:b@example.org");
        assert!(address.starts_with("otpauth://totp/") && address.contains(WRITTEN), "{address}");
    }

    #[test]
    fn recovery_codes_are_typed_as_one_likes() {
        assert_eq!(hash("abcde-23456"), hash(" ABCDE 23456 "));
        assert_ne!(hash("abcde-23456"), hash("abcde-23457"));
    }
}
