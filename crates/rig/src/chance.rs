//! Randomness, for names and for moments.

/// A random number.
///
/// # Errors
/// When the system gives none.
pub fn number() -> Result<u64, String> {
    getrandom::u64().map_err(|error| format!("no random bytes: {error}"))
}

/// A number from `low` up to and without `high`.
///
/// # Errors
/// As [`number`].
pub fn between(low: u64, high: u64) -> Result<u64, String> {
    Ok(low + number()? % (high - low).max(1))
}

/// A name nobody has used.
///
/// # Errors
/// As [`number`].
pub fn name() -> Result<String, String> {
    Ok(format!("{:016x}", number()?))
}
