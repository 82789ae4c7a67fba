//! Where mail goes.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::mime::Mail;
use super::smtp::{BadMailServer, Smtp};
use super::{Letter, folder};

/// A way out.
#[derive(Debug)]
pub enum Transport {
    /// A mail server.
    Smtp(Smtp),
    /// A folder, one file for each mail.
    Folder(PathBuf),
    /// Memory, for tests.
    Memory(Arc<Mutex<Vec<Sent>>>),
}

/// A mail kept in memory.
#[derive(Clone, Debug)]
pub struct Sent {
    /// The address it went to.
    pub recipient: String,
    /// The mail as it would go over the wire.
    pub eml: Vec<u8>,
    /// Its subject.
    pub subject: String,
    /// Its plain text.
    pub text: String,
    /// Its HTML.
    pub html: String,
    /// Its `Message-ID`.
    pub message_id: String,
}

/// How handing a mail over ended. The answers hold nothing of the mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// It was taken.
    Accepted(String),
    /// It will never be taken.
    Refused(String),
    /// It was not taken; when the conversation broke after the last line, perhaps it was.
    Later { answer: String, perhaps_accepted: bool },
}

impl Transport {
    /// A mail server: `smtp://`, `smtp+starttls://` or `smtps://`, then `user:password@host:port` with port 25, 587 or 465 by default.
    /// See [`Smtp::parse`].
    ///
    /// # Errors
    /// When the address makes no sense, or would send a password over the network in clear.
    pub fn smtp(url: &str) -> Result<Transport, BadMailServer> {
        Smtp::parse(url).map(Transport::Smtp)
    }

    /// A folder, made when it is not there; only its owner may look inside.
    ///
    /// # Errors
    /// When it cannot be made or is somebody else's.
    pub fn folder(at: impl AsRef<Path>) -> std::io::Result<Transport> {
        folder::make(at.as_ref())?;
        Ok(Transport::Folder(at.as_ref().to_owned()))
    }

    /// Memory, and what arrives there.
    pub fn memory() -> (Transport, Arc<Mutex<Vec<Sent>>>) {
        let sent = Arc::new(Mutex::new(Vec::new()));
        (Transport::Memory(sent.clone()), sent)
    }

    pub(crate) async fn hand_over(&self, letter: &Letter, mail: Mail) -> Verdict {
        match self {
            Transport::Smtp(smtp) => smtp.hand_over(&mail).await,
            Transport::Folder(folder) => {
                let (folder, id, created_at) = (folder.clone(), letter.id, letter.created_at);
                // The disk may be slow: not on a thread that answers requests.
                let put = tokio::task::spawn_blocking(move || {
                    let name = folder::name(id, created_at)?;
                    folder::put(&folder, &name, &mail.eml)?;
                    std::io::Result::Ok(name)
                });
                match put.await.unwrap_or_else(|error| Err(std::io::Error::other(error))) {
                    Ok(name) => Verdict::Accepted(name),
                    Err(error) => Verdict::Later { answer: error.to_string(), perhaps_accepted: false },
                }
            }
            Transport::Memory(sent) => {
                let Mail { to, subject, text, html, message_id, eml, .. } = mail;
                let mail = Sent { recipient: to.to_string(), eml, subject, text, html, message_id };
                sent.lock().unwrap_or_else(PoisonError::into_inner).push(mail);
                Verdict::Accepted("kept in memory".into())
            }
        }
    }
}
