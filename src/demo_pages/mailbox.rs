//! The demonstration's mailbox: what the program would have sent.
//!
//! | GET /mailbox        | the mails of the folder, newest first             |
//! | GET /mailbox/{file} | one of them: its headers, its text, its links     |

use std::io::ErrorKind;
use std::path::Path as FilePath;

use mail_parser::{Address, MessageParser};
use web::{Answer, Language, Message, Problem, filters};

use crate::clock;
use crate::visit::{Part, Visit};

/// As many as the list shows.
const SHOWN: usize = 100;
/// A mail is dated as its first readers read it.
const ZONE: &str = "Europe/Paris";

web::view! { "demo_pages/mailbox.html" =>
    struct Mailbox {
        mails: Vec<Mail>,
    }
}

web::view! { "demo_pages/mail.html" =>
    struct OneMail {
        mail: Mail,
        paragraphs: Vec<Vec<Piece>>,
    }
}

/// What the list tells of a mail.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Mail {
    file: String,
    from: String,
    to: String,
    subject: String,
    day: String,
    hour: String,
}

/// A line of a mail is made of words and links.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Words(String),
    Link(String),
    /// The end of a line.
    Break,
}

pub async fn list(visit: Visit) -> Answer {
    let folder = folder(&visit)?;
    let mut mails = Vec::new();
    for file in newest_first(folder).await?.into_iter().take(SHOWN) {
        // One that cannot be read shows under its name all the same.
        let eml = tokio::fs::read(folder.join(&file)).await.unwrap_or_default();
        mails.push(read(&file, &eml, visit.language()).0);
    }
    visit.wide_page("mailbox-title", &Mailbox { mails })
}

pub async fn show(visit: Visit, Part(file): Part<String>) -> Answer {
    let folder = folder(&visit)?;
    // Only what the list names is opened, whatever the address says.
    if !newest_first(folder).await?.contains(&file) {
        return Err(Problem::NotFound);
    }
    let eml = tokio::fs::read(folder.join(&file)).await.map_err(|_| Problem::NotFound)?;
    let (mail, text) = read(&file, &eml, visit.language());
    let title = Message::new("shell-given").with("text", &mail.subject);
    visit.page(title, &OneMail { mail, paragraphs: paragraphs(&text) })
}

fn folder(visit: &Visit) -> Result<&FilePath, Problem> {
    visit.app.config.mail_folder.as_deref().ok_or(Problem::NotFound)
}

/// The names of the mails; a folder that is not there yet holds none.
async fn newest_first(folder: &FilePath) -> Result<Vec<String>, Problem> {
    let mut entries = match tokio::fs::read_dir(folder).await {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(Problem::internal(error)),
    };
    let mut files = Vec::new();
    while let Some(entry) = entries.next_entry().await.map_err(Problem::internal)? {
        files.extend(entry.file_name().into_string().ok().filter(|name| is_mail(name)));
    }
    files.sort_unstable_by(|a, b| b.cmp(a));
    Ok(files)
}

/// Whether a file is a mail of ours: its name is fit for an address, and it is not one that is still being written.
fn is_mail(name: &str) -> bool {
    name.ends_with(".eml") && !name.starts_with('.') && name.bytes().all(|sign| sign.is_ascii_alphanumeric() || b".-_".contains(&sign))
}

/// What a mail says of itself, and its text.
fn read(file: &str, eml: &[u8], language: Language) -> (Mail, String) {
    let Some(message) = MessageParser::default().parse(eml) else {
        return (Mail { file: file.to_owned(), subject: file.to_owned(), ..Mail::default() }, String::new());
    };
    let (day, hour) = message.date().map(|date| moment(date.to_timestamp(), language)).unwrap_or_default();
    let mail = Mail {
        file: file.to_owned(),
        from: message.from().map(written).unwrap_or_default(),
        to: message.to().map(written).unwrap_or_default(),
        subject: message.subject().filter(|subject| !subject.is_empty()).unwrap_or(file).to_owned(),
        day,
        hour,
    };
    let text = message.body_text(0).unwrap_or_default().into_owned();
    (mail, text)
}

/// `Name <address>`, or the address alone.
fn written(address: &Address<'_>) -> String {
    let one = |one: &mail_parser::Addr<'_>| match (one.name(), one.address()) {
        (Some(name), Some(address)) => format!("{name} <{address}>"),
        (name, address) => address.or(name).unwrap_or_default().to_owned(),
    };
    address.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn moment(seconds: i64, language: Language) -> (String, String) {
    let at = seconds.saturating_mul(clock::SECOND);
    let zone = jiff::tz::TimeZone::get(ZONE).unwrap_or(jiff::tz::TimeZone::UTC);
    let time = zone.to_datetime(jiff::Timestamp::from_microsecond(at).unwrap_or_default());
    let hour = match language {
        Language::French => format!("{}h{:02}", time.hour(), time.minute()),
        Language::English => format!("{}:{:02}", time.hour(), time.minute()),
    };
    (clock::printed_day(&time.date().to_string()), hour)
}

/// The text as paragraphs, its web addresses as links.
fn paragraphs(text: &str) -> Vec<Vec<Piece>> {
    let text = text.replace("\r\n", "\n");
    text.split("\n\n").filter(|paragraph| !paragraph.trim().is_empty()).map(pieces).collect()
}

fn pieces(paragraph: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for line in paragraph.trim().lines() {
        if !pieces.is_empty() {
            pieces.push(Piece::Break);
        }
        let mut rest = line;
        while let Some(start) = ["http://", "https://"].iter().filter_map(|scheme| rest.find(scheme)).min() {
            let (words, from) = rest.split_at(start);
            let end = from.find(|sign: char| sign.is_whitespace() || "<>\"«»".contains(sign)).unwrap_or(from.len());
            // What ends a sentence does not belong to its address.
            let link = from.get(..end).unwrap_or(from).trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '\'']);
            pieces.push(Piece::Words(words.to_owned()));
            pieces.push(Piece::Link(link.to_owned()));
            rest = from.get(link.len()..).unwrap_or_default();
        }
        pieces.push(Piece::Words(rest.to_owned()));
    }
    pieces.retain(|piece| *piece != Piece::Words(String::new()));
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    const EML: &str = "From: =?utf-8?q?Acad=C3=A9mie_de_Besan=C3=A7on?= <ne-pas-repondre@example.org>\r\n\
        To: stagiaire25@example.org\r\nSubject: =?utf-8?b?QWNhZMOpbWll?= : demande\r\nDate: Tue, 24 Nov 2026 03:14:15 +0000\r\n\
        MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n\
        --b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
        Bonjour,\r\n\r\nSuivez ce lien=C2=A0:\r\nhttp://127.0.0.1:8080/ac-besancon/activate?token=3Dabc=\r\ndef\r\n\r\n\
        --b\r\nContent-Type: text/html\r\n\r\n<p>Bonjour</p>\r\n--b--\r\n";

    #[test]
    fn a_mail_is_read_with_its_link() {
        let (mail, text) = read("1.eml", EML.as_bytes(), Language::French);
        assert_eq!(mail.from, "Académie de Besançon <ne-pas-repondre@example.org>");
        assert_eq!((mail.to.as_str(), mail.subject.as_str()), ("stagiaire25@example.org", "Académie : demande"));
        assert_eq!((mail.day.as_str(), mail.hour.as_str()), ("24/11/2026", "4h14"));
        let link = Piece::Link("http://127.0.0.1:8080/ac-besancon/activate?token=abcdef".into());
        assert_eq!(
            paragraphs(&text),
            [vec![Piece::Words("Bonjour,".into())], vec![Piece::Words("Suivez ce lien\u{a0}:".into()), Piece::Break, link]]
        );
    }

    #[test]
    fn garbage_is_listed_under_its_name() {
        let (mail, text) = read("2.eml", b"", Language::English);
        assert_eq!((mail.subject.as_str(), text.as_str()), ("2.eml", ""));
        read("3.eml", &[0xff; 200], Language::English);
    }

    #[test]
    fn the_end_of_a_sentence_is_no_address() {
        assert_eq!(
            pieces("Voir (https://example.org/a?b=1). Fin"),
            [Piece::Words("Voir (".into()), Piece::Link("https://example.org/a?b=1".into()), Piece::Words("). Fin".into())]
        );
        assert_eq!(pieces("http:// rien"), [Piece::Link("http://".into()), Piece::Words(" rien".into())]);
    }
}
