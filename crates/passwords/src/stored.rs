//! Stored hashes: Argon2id, which is ours, and the two kinds Moodle left behind.

use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::password_hash::{self, try_generate_salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use sha_crypt::{PasswordVerifier, ShaCrypt};

use crate::Verdict;
use crate::fold::nfc;

/// What a new hash costs: 19,456 KiB, two passes, one lane (the library's default, held still by a test).
const PARAMS: Params = Params::DEFAULT;
const OUTPUT_BYTES: usize = Params::DEFAULT_OUTPUT_LEN;

/// Above these a stored hash is refused unread: an import must not be able to stop the machine.
const MOST_ARGON2_KIB: u32 = 65_536;
const MOST_ARGON2_PASSES: u32 = 8;
const MOST_ARGON2_LANES: u32 = 8;
const MOST_BCRYPT_COST: u32 = 14;
const MOST_SHA512_ROUNDS: u32 = 1_000_000;
/// Bytes of a password given to SHA-512-crypt, whose work grows with their square. Moodle takes 128 characters.
const MOST_SHA512_BYTES: usize = 512;

/// Hashes of no password at all, of each kind and its usual cost (Moodle: bcrypt 10, 10,000 rounds).
const NOBODYS_ARGON2: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5bm9ib2R5bm9ibw$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
const NOBODYS_BCRYPT: &str = "$2y$10$.....................................................";
const NOBODYS_SHA512: &str =
    "$6$rounds=10000$nobodynobodynobo$......................................................................................";

/// A kind of stored hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Argon2,
    Bcrypt,
    Sha512,
}

/// The blocks Argon2 fills, kept from one hash to the next.
#[derive(Default)]
pub(crate) struct Memory(Vec<Block>);

impl Memory {
    pub(crate) fn free(&mut self) {
        self.0 = Vec::new();
    }

    fn fill(&mut self, argon2: &Argon2<'_>, password: &str, salt: &[u8], output_bytes: usize) -> Option<Output> {
        self.0.resize(argon2.params().block_count(), Block::new());
        let normal = nfc(password);
        let mut output = [0; Output::MAX_LENGTH];
        let output = output.get_mut(..output_bytes)?;
        argon2.hash_password_into_with_memory(normal.as_bytes(), salt, output, &mut self.0).ok()?;
        Output::new(output).ok()
    }
}

/// A new hash; `None` when the system has no randomness.
pub(crate) fn hash(password: &str, memory: &mut Memory) -> Option<String> {
    let salt = try_generate_salt().ok()?;
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, PARAMS);
    let hash = PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params: ParamsString::try_from(&PARAMS).ok()?,
        salt: Salt::new(&salt).ok(),
        hash: Some(memory.fill(&argon2, password, &salt, OUTPUT_BYTES)?),
    };
    Some(hash.to_string())
}

/// Compares a password with a stored hash; `None`, without work, when that is no hash we read or one of absurd cost.
pub(crate) fn verify(password: &str, stored: &str, memory: &mut Memory) -> Option<Verdict> {
    match stored.get(..4)? {
        "$arg" => verify_argon2(password, stored, memory),
        "$2y$" | "$2a$" | "$2b$" => verify_bcrypt(password, stored),
        _ if stored.starts_with("$6$") => verify_sha512(password, stored),
        _ => None,
    }
}

/// Does what verifying a hash of this kind would cost.
pub(crate) fn work_for_nothing(kind: Kind, password: &str, memory: &mut Memory) {
    let stored = match kind {
        Kind::Argon2 => NOBODYS_ARGON2,
        Kind::Bcrypt => NOBODYS_BCRYPT,
        Kind::Sha512 => NOBODYS_SHA512,
    };
    // Opaque to the compiler, which may otherwise see that nobody reads the answer.
    std::hint::black_box(verify(password, stored, memory));
}

fn verify_argon2(password: &str, stored: &str, memory: &mut Memory) -> Option<Verdict> {
    let parsed = PasswordHash::new(stored).ok()?;
    let algorithm = Algorithm::try_from(parsed.algorithm.as_str()).ok()?;
    let version = Version::try_from(parsed.version?).ok()?;
    let params = Params::try_from(&parsed).ok()?;
    if params.m_cost() > MOST_ARGON2_KIB || params.t_cost() > MOST_ARGON2_PASSES || params.p_cost() > MOST_ARGON2_LANES {
        return None;
    }
    let (salt, expected) = (parsed.salt?, parsed.hash?);
    let costs = |params: &Params| (params.m_cost(), params.t_cost(), params.p_cost());
    let rehash = algorithm != Algorithm::Argon2id
        || version != Version::V0x13
        // Higher ones too: work for nobody costs what the usual hash costs.
        || costs(&params) != costs(&PARAMS)
        || expected.len() != OUTPUT_BYTES;
    let computed = memory.fill(&Argon2::new(algorithm, version, params), password, &salt, expected.len())?;
    // Outputs compare in constant time.
    Some(if computed == expected { Verdict::Right { rehash } } else { Verdict::Wrong })
}

fn verify_bcrypt(password: &str, stored: &str) -> Option<Verdict> {
    let cost = stored.parse::<bcrypt::HashParts>().ok()?.get_cost();
    if cost > MOST_BCRYPT_COST {
        return None;
    }
    // Cut at 72 bytes by the library, as PHP did.
    Some(legacy(bcrypt::verify(as_php_read(password), stored).ok()?))
}

fn verify_sha512(password: &str, stored: &str) -> Option<Verdict> {
    let first_field = stored.split('$').nth(2)?;
    if let Some(rounds) = first_field.strip_prefix("rounds=")
        && !rounds.parse::<u32>().is_ok_and(|rounds| rounds <= MOST_SHA512_ROUNDS)
    {
        return None;
    }
    let typed = as_php_read(password);
    let read = typed.get(..MOST_SHA512_BYTES).unwrap_or(typed);
    match ShaCrypt::default().verify_password(read, stored) {
        Ok(()) => Some(legacy(read.len() == typed.len())),
        Err(password_hash::Error::PasswordInvalid) => Some(Verdict::Wrong),
        Err(_) => None,
    }
}

fn legacy(right: bool) -> Verdict {
    if right { Verdict::Right { rehash: true } } else { Verdict::Wrong }
}

/// The bytes PHP's `crypt` saw: as they were typed, not normalised, up to the first NUL.
fn as_php_read(password: &str) -> &[u8] {
    password.as_bytes().split(|byte| *byte == 0).next().unwrap_or_default()
}

#[cfg(test)]
#[path = "stored_tests.rs"]
mod tests;
