//! Where unpredictable bytes come from. The only place that asks the system.

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;

/// Unpredictable bytes from the operating system.
///
/// # Errors
/// When the system gives none: nothing secret may be made then.
pub fn bytes<const N: usize>() -> Result<[u8; N], Unavailable> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| Unavailable)?;
    Ok(bytes)
}

/// An unguessable name of 128 bits, fit for an address, a cookie or a hidden field.
///
/// # Errors
/// As [`bytes`].
pub fn name() -> Result<String, Unavailable> {
    Ok(BASE64_URL_SAFE_NO_PAD.encode(bytes::<16>()?))
}

/// The system has no random bytes to give.
#[derive(Debug, thiserror::Error)]
#[error("the operating system gives no random bytes")]
pub struct Unavailable;
