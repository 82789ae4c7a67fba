//! A message as bytes.

use std::time::{Duration, UNIX_EPOCH};

use lettre::Address;
use lettre::message::header::{ContentTransferEncoding, ContentType, From, Header, HeaderName, HeaderValue};
use lettre::message::{Body, Mailbox, MultiPart, SinglePart};

use super::phrase::phrase;
use super::{Message, address};
use crate::line::one_line;

/// Characters of a subject or a name that go into a header.
const LONGEST: usize = 250;
/// The last second a `Date` can hold: the end of the year 9999.
const LAST_SECOND: u64 = 253_402_300_799;
/// Headers the mail is made of.
const OURS: [&str; 14] = [
    "from",
    "sender",
    "to",
    "cc",
    "bcc",
    "reply-to",
    "subject",
    "date",
    "message-id",
    "mime-version",
    "content-type",
    "content-transfer-encoding",
    "content-language",
    "auto-submitted",
];

/// A mail ready to be handed over.
#[derive(Clone, Debug)]
pub(crate) struct Mail {
    pub(crate) from: Address,
    pub(crate) to: Address,
    pub(crate) subject: String,
    pub(crate) text: String,
    pub(crate) html: String,
    pub(crate) message_id: String,
    pub(crate) eml: Vec<u8>,
}

/// Why a message makes no mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Unfit {
    #[error("the recipient is no mail address")]
    Recipient,
    #[error("the sender is no mail address")]
    Sender,
    #[error("a header cannot be written")]
    Header,
}

impl Mail {
    /// Writes the message down: plain text and HTML as alternatives, both in UTF-8 as quoted-printable.
    pub(crate) fn write(message: Message) -> Result<Mail, Unfit> {
        let from = address::parse(&message.from_address).ok_or(Unfit::Sender)?;
        let to = address::parse(&message.to_address).ok_or(Unfit::Recipient)?;
        let name = one_line(&message.from_name, LONGEST);
        let subject = one_line(&message.subject, LONGEST);
        let message_id = message_id(&message.message_id)?;
        let date = Duration::from_micros(message.date_micros.max(0).unsigned_abs()).min(Duration::from_secs(LAST_SECOND));

        let mut builder = lettre::Message::builder()
            .raw_header(sender(name, &from))
            .to(Mailbox::new(None, to.clone()))
            .subject(subject.clone())
            .date(UNIX_EPOCH + date)
            .message_id(Some(message_id.clone()))
            .raw_header(header("Content-Language", message.language)?)
            // No out-of-office note shall answer it (RFC 3834).
            .raw_header(header("Auto-Submitted", "auto-generated")?);
        for (name, value) in &message.headers {
            if OURS.iter().any(|ours| name.eq_ignore_ascii_case(ours)) {
                return Err(Unfit::Header);
            }
            builder = builder.raw_header(header(name, value)?);
        }
        let parts = MultiPart::alternative()
            .singlepart(part(ContentType::TEXT_PLAIN, &message.text)?)
            .singlepart(part(ContentType::TEXT_HTML, &message.html)?);
        let eml = builder.multipart(parts).map_err(|_| Unfit::Header)?.formatted();
        Ok(Mail { from, to, subject, text: message.text, html: message.html, message_id, eml })
    }

    /// What must not be quoted by anybody.
    pub(crate) fn body(&self) -> [&str; 2] {
        [&self.text, &self.html]
    }
}

/// `From`, with the name in words of our own encoding.
fn sender(name: String, address: &Address) -> HeaderValue {
    let written = match phrase(&name) {
        none if none.is_empty() => address.to_string(),
        phrase => format!("{phrase}\r\n <{address}>"),
    };
    let mailbox = Mailbox::new(Some(name).filter(|name| !name.is_empty()), address.clone());
    HeaderValue::dangerous_new_pre_encoded(From::name(), mailbox.to_string(), written)
}

/// Always quoted-printable: short lines whatever the text, and still readable in the file.
fn part(kind: ContentType, text: &str) -> Result<SinglePart, Unfit> {
    let body = Body::new_with_encoding(text.to_owned(), ContentTransferEncoding::QuotedPrintable).map_err(|_| Unfit::Header)?;
    Ok(SinglePart::builder().header(kind).body(body))
}

fn header(name: &str, value: &str) -> Result<HeaderValue, Unfit> {
    let wrong = name.is_empty() || !name.chars().all(|character| character.is_ascii_alphanumeric() || character == '-');
    if wrong {
        return Err(Unfit::Header);
    }
    let name = HeaderName::new_from_ascii(name.to_owned()).map_err(|_| Unfit::Header)?;
    Ok(HeaderValue::new(name, one_line(value, LONGEST * 8)))
}

fn message_id(text: &str) -> Result<String, Unfit> {
    let inner = text.trim_start_matches('<').trim_end_matches('>');
    let fit = inner.contains('@') && inner.chars().all(|character| character.is_ascii_graphic() && !"<>".contains(character));
    if fit { Ok(format!("<{inner}>")) } else { Err(Unfit::Header) }
}
