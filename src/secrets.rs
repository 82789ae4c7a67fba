//! The one secret of a deployment: a key outside of the database, and what is made from it.
//!
//! The database keeps only the key's fingerprint, so that a copy of the database alone opens nothing, and so that
//! a program started with another key stops instead of sending links that cannot be followed.

use std::fs;
use std::io::Write;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::Path;

use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

use crate::chance;

/// What a sealed or signed value is for; a value made for one purpose opens for no other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The token of a mailed link.
    LinkToken,
    /// Which counter an unknown name shares with others.
    UnknownName,
    /// Whose a session cookie was, once the session is over.
    SessionOwner,
    /// The people who signed in on a device before.
    KnownDevice,
    /// A form that waits for its author to sign in again.
    KeptForm,
    /// Whose the drafts in a browser are.
    Drafts,
    /// Whose letters an address in a letter ends.
    Unsubscribe,
    /// That somebody was allowed to send a file.
    Upload,
    /// Whose messages of forums an address in a letter ends.
    ForumLetters,
    /// The shared secret of somebody's second factor.
    SecondFactor,
    /// The fingerprint kept in the database.
    Fingerprint,
}

/// The deployment's key.
#[derive(Clone)]
pub struct Secrets {
    key: [u8; 32],
}

impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secrets(…)")
    }
}

impl Secrets {
    /// The key in this file (64 hexadecimal digits); made, readable by its owner only, when there is none.
    ///
    /// # Errors
    /// When the file cannot be read, made, or holds something else.
    pub fn read_or_make(file: &Path) -> Result<Secrets, String> {
        let place = file.display();
        if !file.exists() {
            let key: [u8; 32] = chance::bytes().map_err(|error| error.to_string())?;
            let fresh = file.with_extension("new");
            let written = fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&fresh).and_then(|mut out| {
                out.write_all(hex(&key).as_bytes())?;
                out.sync_all()
            });
            // A hard link never replaces a key that another process made meanwhile.
            written.map_err(|error| format!("cannot write the key {place}: {error}"))?;
            let linked = fs::hard_link(&fresh, file);
            let _ = fs::remove_file(&fresh);
            match linked {
                Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => {
                    return Err(format!("cannot write the key {place}: {error}"));
                }
                _ => {}
            }
        }
        if fs::metadata(file).is_ok_and(|about| about.permissions().mode() & 0o007 != 0) {
            tracing::warn!("everybody on this machine may read the key {place}: chmod 600 keeps it to its owner");
        }
        let text = fs::read_to_string(file).map_err(|error| format!("cannot read the key {place}: {error}"))?;
        let key = unhex(text.trim()).ok_or_else(|| format!("the key {place} is not 64 hexadecimal digits"))?;
        Ok(Secrets { key })
    }

    /// A fixed key, for tests.
    pub fn fixed(byte: u8) -> Secrets {
        Secrets { key: [byte; 32] }
    }

    /// What the database keeps of the key.
    pub fn fingerprint(&self) -> String {
        hex(&self.mac(Purpose::Fingerprint, &[]))
    }

    /// HMAC-SHA-256 over parts, each preceded by its length so that no two lists of parts look the same.
    pub fn mac(&self, purpose: Purpose, parts: &[&[u8]]) -> [u8; 32] {
        // The error is for keys of a wrong length; HMAC takes any.
        let Ok(mut mac) = <Hmac<Sha256> as KeyInit>::new_from_slice(&self.key) else { return [0; 32] };
        mac.update(format!("{purpose:?}").as_bytes());
        for part in parts {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }

    /// A number that only this key draws from these parts.
    pub fn number(&self, purpose: Purpose, parts: &[&[u8]]) -> u64 {
        let [a, b, c, d, e, f, g, h, ..] = self.mac(purpose, parts);
        u64::from_be_bytes([a, b, c, d, e, f, g, h])
    }

    /// Encrypts and signs `plain`; `bound` must be given again to open it. URL-safe text.
    ///
    /// # Errors
    /// When the system gives no random bytes.
    pub fn seal(&self, purpose: Purpose, bound: &[u8], plain: &[u8]) -> Result<String, chance::Unavailable> {
        let nonce: [u8; 24] = chance::bytes()?;
        let sealed =
            self.cipher(purpose).encrypt(&XNonce::from(nonce), Payload { msg: plain, aad: bound }).map_err(|_| chance::Unavailable)?;
        Ok(BASE64_URL_SAFE_NO_PAD.encode([nonce.as_slice(), &sealed].concat()))
    }

    /// Opens what [`Secrets::seal`] made for the same purpose and bound; `None` for anything else.
    pub fn open(&self, purpose: Purpose, bound: &[u8], sealed: &str) -> Option<Vec<u8>> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(sealed).ok()?;
        let (nonce, message) = bytes.split_at_checked(24)?;
        let nonce: [u8; 24] = nonce.try_into().ok()?;
        self.cipher(purpose).decrypt(&XNonce::from(nonce), Payload { msg: message, aad: bound }).ok()
    }

    fn cipher(&self, purpose: Purpose) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&self.mac(purpose, &[b"cipher"]).into())
    }
}

/// SHA-256 of a secret, which is all the database ever keeps of it.
pub fn digest(secret: &[u8]) -> Vec<u8> {
    Sha256::digest(secret).to_vec()
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Option<[u8; 32]> {
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    let mut key = [0; 32];
    for (index, byte) in key.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(2 * index..2 * index + 2)?, 16).ok()?;
    }
    Some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sealed_opens_only_for_its_purpose_and_bound() {
        let secrets = Secrets::fixed(7);
        let sealed = secrets.seal(Purpose::KeptForm, b"12", b"hello").unwrap();
        assert_eq!(secrets.open(Purpose::KeptForm, b"12", &sealed).unwrap(), b"hello");
        assert!(secrets.open(Purpose::KnownDevice, b"12", &sealed).is_none());
        assert!(secrets.open(Purpose::KeptForm, b"13", &sealed).is_none());
        assert!(Secrets::fixed(8).open(Purpose::KeptForm, b"12", &sealed).is_none());
        assert!(secrets.open(Purpose::KeptForm, b"12", "rubbish").is_none());
    }

    #[test]
    fn parts_cannot_be_shifted() {
        let secrets = Secrets::fixed(7);
        assert_ne!(secrets.mac(Purpose::LinkToken, &[b"ab", b"c"]), secrets.mac(Purpose::LinkToken, &[b"a", b"bc"]));
    }

    #[test]
    fn the_key_is_made_once_and_private() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("secret.key");
        let first = Secrets::read_or_make(&file).unwrap().fingerprint();
        assert_eq!(Secrets::read_or_make(&file).unwrap().fingerprint(), first);
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        fs::write(&file, "short").unwrap();
        assert!(Secrets::read_or_make(&file).is_err());
    }
}
