//! What a mail looks like, read by a parser that is not ours.

use std::sync::Arc;

use jobs::BoxFuture;
use jobs::mail::{Compose, ComposeError, Deliver, Letter, Message, Sent, Transport};
use mail_parser::{HeaderValue, MessageParser, MimeHeaders};

use crate::harness::{NOW, Place};

struct Fixed(Message);

impl Compose for Fixed {
    fn compose<'a>(&'a self, _: &'a Letter, _: i64) -> BoxFuture<'a, Result<Option<Message>, ComposeError>> {
        Box::pin(async { Ok(Some(self.0.clone())) })
    }

    fn accepted<'a>(&'a self, _: &'a Letter, _: i64) -> BoxFuture<'a, db::Result<()>> {
        Box::pin(async { Ok(()) })
    }
}

fn plain() -> Message {
    Message {
        from_name: "m@gistère (via m.example.org/ac-besancon)".into(),
        from_address: "ne-pas-repondre@m.example.org".into(),
        to_address: "helene@example.org".into(),
        subject: "Académie de Besançon\u{a0}: demande de réinitialisation de mot de passe, pour une personne au nom très long".into(),
        text: "Bonjour Hélène,\n\n.\nFrom the start\nhttps://m.example.org/login?token=abc=def&x=é\n".into(),
        html: "<!doctype html><p lang=\"fr\">Bonjour Hélène</p>".into(),
        message_id: "<abc-1@m.example.org>".into(),
        date_micros: NOW + 123_456,
        headers: vec![("List-Id".into(), "Offre de Besançon <offre.ac-besancon.m.example.org>".into())],
        language: "fr",
    }
}

async fn sent(message: Message) -> Result<Sent, String> {
    let place = Place::new().await;
    let id = place.post("x@example.org").await;
    let (transport, sent) = Transport::memory();
    place.runner().with(Deliver::new(place.db.clone(), place.clock(), transport, Arc::new(Fixed(message)))).run_due().await.unwrap();
    let sent = sent.lock().unwrap().pop();
    match sent {
        Some(sent) => Ok(sent),
        None => Err(place.letter(id).await.2.unwrap()),
    }
}

fn header_lines(sent: &Sent) -> Vec<String> {
    let text = std::str::from_utf8(&sent.eml).unwrap();
    let head = text.split_once("\r\n\r\n").unwrap().0;
    head.replace("\r\n ", " ").replace("\r\n\t", " ").split("\r\n").map(str::to_owned).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn headers_and_both_bodies_come_back_as_they_were_written() {
    let message = plain();
    let sent = sent(message.clone()).await.unwrap();
    assert!(sent.eml.is_ascii());
    assert!(sent.eml.split(|byte| *byte == b'\n').all(|line| line.len() <= 999 && (line.is_empty() || line.ends_with(b"\r"))));
    let mail = MessageParser::default().parse(&sent.eml).unwrap();
    let from = mail.from().unwrap().first().unwrap();
    assert_eq!((from.name(), from.address()), (Some(message.from_name.as_str()), Some("ne-pas-repondre@m.example.org")));
    assert_eq!(mail.to().unwrap().first().unwrap().address(), Some("helene@example.org"));
    assert_eq!(mail.subject(), Some(message.subject.as_str()));
    assert_eq!(mail.message_id(), Some("abc-1@m.example.org"));
    assert_eq!(mail.date().unwrap().to_rfc3339(), "2026-11-24T03:14:15Z");
    assert_eq!(mail.body_text(0).unwrap().replace("\r\n", "\n"), message.text);
    assert_eq!(mail.body_html(0).unwrap(), message.html);
    let kind = mail.content_type().unwrap();
    assert_eq!((kind.ctype(), kind.subtype()), ("multipart", Some("alternative")));
    for part in mail.parts.iter().skip(1) {
        assert_eq!(part.content_type().unwrap().attribute("charset").unwrap().to_lowercase(), "utf-8");
        assert_eq!(part.content_transfer_encoding(), Some("quoted-printable"));
    }
    assert!(!matches!(mail.header("List-Id"), None | Some(HeaderValue::Empty)));
    let lines = header_lines(&sent);
    for line in ["Auto-Submitted: auto-generated", "Content-Language: fr", "Message-ID: <abc-1@m.example.org>", "MIME-Version: 1.0"] {
        assert!(lines.iter().any(|found| found == line), "{line} in {lines:#?}");
    }
    assert!(lines.iter().any(|line| line == "Date: Tue, 24 Nov 2026 03:14:15 +0000"), "{lines:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn no_text_of_anybody_becomes_a_header() {
    let evil = "x\r\nBcc: evil@example.org\r\n\r\n<h1>evil</h1>\u{2028}\u{85}\0\u{202e}";
    let message = Message { from_name: evil.into(), subject: evil.into(), headers: vec![("List-Id".into(), evil.into())], ..plain() };
    let usual = header_lines(&sent(plain()).await.unwrap()).len();
    let sent = sent(message).await.unwrap();
    assert_eq!(sent.subject, "x Bcc: evil@example.org <h1>evil</h1>");
    let lines = header_lines(&sent);
    assert_eq!(lines.len(), usual, "{lines:#?}");
    assert!(lines.iter().all(|line| !line.starts_with("Bcc") && !line.contains("202e")));
    let mail = MessageParser::default().parse(&sent.eml).unwrap();
    assert_eq!(mail.from().unwrap().first().unwrap().name(), Some("x Bcc: evil@example.org <h1>evil</h1>"));
    assert!(mail.bcc().is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn names_that_need_quotes_have_them() {
    for name in ["Rectorat \"Est\" \\ a, b; <c@d>", "Dupont, Jean (DSDEN)", "=?utf-8?q?x?=", "日本語 名前"] {
        let sent = sent(Message { from_name: name.into(), ..plain() }).await.unwrap();
        let mail = MessageParser::default().parse(&sent.eml).unwrap();
        let from = mail.from().unwrap();
        assert_eq!(from.as_list().unwrap().len(), 1, "{name}");
        let from = from.first().unwrap();
        assert_eq!(from.address(), Some("ne-pas-repondre@m.example.org"), "{name}");
        if !name.starts_with("=?") {
            assert_eq!(from.name(), Some(name));
        }
    }
    let bare = sent(Message { from_name: " \n".into(), ..plain() }).await.unwrap();
    assert!(header_lines(&bare).contains(&"From: ne-pas-repondre@m.example.org".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_that_makes_no_mail_is_not_sent() {
    for message in [
        Message { headers: vec![("Bcc".into(), "evil@example.org".into())], ..plain() },
        Message { headers: vec![("SUBJECT".into(), "x".into())], ..plain() },
        Message { headers: vec![("X\r\nBcc".into(), "x".into())], ..plain() },
        Message { headers: vec![("".into(), "x".into())], ..plain() },
        Message { message_id: "<a@b>\r\nBcc: x@y".into(), ..plain() },
        Message { message_id: "none".into(), ..plain() },
        Message { from_address: "nobody".into(), ..plain() },
    ] {
        assert!(sent(message.clone()).await.is_err(), "{message:?}");
    }
    assert_eq!(sent(Message { to_address: "a@b@".into(), ..plain() }).await.unwrap_err(), "the recipient is no mail address");
    for date_micros in [i64::MIN, 0, i64::MAX] {
        assert!(sent(Message { date_micros, ..plain() }).await.is_ok());
    }
}
