//! A form as it was sent: what was typed, and what is wrong with it.

use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Request};

use crate::{Message, Problem, body};

/// A field that a form has when it is shown again without the files that came with it.
pub const FILES_LOST: &str = "files_lost";

/// The fields of a form and the faults found in them. The same value is read by the handler and shown again by the
/// template, so that nothing typed is lost. Fields whose name contains `password` or `secret` are never shown again.
#[derive(Clone, Debug, Default)]
pub struct Filled {
    fields: Vec<(String, String)>,
    files: Vec<Sent>,
    faults: Vec<(&'static str, Message)>,
}

/// A file that came with a form.
#[derive(Clone, Debug)]
struct Sent {
    field: String,
    /// As the browser says it: somebody typed it, and it may hold anything.
    name: String,
    bytes: Bytes,
}

impl Filled {
    /// A form nobody filled in yet.
    pub fn empty() -> Filled {
        Filled::default()
    }

    /// A form with these values.
    pub fn from_fields(fields: Vec<(String, String)>) -> Filled {
        Filled { fields, ..Filled::default() }
    }

    /// Reads an `application/x-www-form-urlencoded` body or query.
    pub fn parse(encoded: &[u8]) -> Filled {
        Filled::from_fields(url::form_urlencoded::parse(encoded).into_owned().collect())
    }

    /// The bytes of a file that was sent with the form; nothing when none was chosen.
    pub fn file(&self, name: &str) -> Option<&Bytes> {
        self.files.iter().find(|sent| sent.field == name && !sent.bytes.is_empty()).map(|sent| &sent.bytes)
    }

    /// What a field shows again: empty when absent, and always empty for a secret.
    pub fn value(&self, name: &str) -> &str {
        if is_secret(name) { "" } else { self.raw(name) }
    }

    /// Whether a box is ticked.
    pub fn checked(&self, name: &str) -> bool {
        self.fields.iter().any(|(field, value)| field == name && !value.is_empty())
    }

    /// Everything that was sent under a name: the boxes ticked of a group.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    /// Whether this value was sent under a name: the box of a group is ticked.
    pub fn holds(&self, name: &str, value: &str) -> bool {
        self.all(name).any(|sent| sent == value)
    }

    /// Whether the field was sent at all, even empty.
    pub fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|(field, _)| field == name)
    }

    /// The random id of the form (field `request`), by which one sent twice is known again; nothing for what is none of ours, so that nobody fills
    /// an index with whatever she likes.
    pub fn form_id(&self) -> Option<&str> {
        let fits = |id: &&str| (1..=64).contains(&id.len()) && id.bytes().all(|sign| sign.is_ascii_alphanumeric() || b"-_".contains(&sign));
        Some(self.raw("request")).filter(fits)
    }

    /// Sets what a field shows.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.fields.retain(|(field, _)| field != name);
        self.fields.push((name.to_owned(), value.into()));
    }

    /// One more value under a name that may have several.
    pub fn add(&mut self, name: &str, value: impl Into<String>) {
        self.fields.push((name.to_owned(), value.into()));
    }

    /// The files that were sent under a name, each with how it is called where it came from; anything may stand in that.
    pub fn files<'a>(&'a self, name: &'a str) -> impl Iterator<Item = (&'a str, &'a Bytes)> {
        self.files.iter().filter(move |sent| sent.field == name && !sent.bytes.is_empty()).map(|sent| (sent.name.as_str(), &sent.bytes))
    }

    /// The same form showing `value` where the field was not sent: for showing what is stored under what was typed.
    pub fn or(mut self, name: &str, value: &str) -> Filled {
        if !self.has(name) {
            self.set(name, value);
        }
        self
    }

    /// A line of text: trimmed, without control characters; longer than `max` characters is a fault.
    pub fn line(&mut self, name: &'static str, max: usize) -> String {
        let value: String = self.raw(name).chars().filter(|c| is_text(*c)).collect();
        // Trimmed last: what stood between a space and the end may be gone.
        self.bounded(name, value.trim().to_owned(), max)
    }

    /// A line of text that must not be empty; `missing` is the sentence when it is.
    pub fn required(&mut self, name: &'static str, max: usize, missing: &'static str) -> String {
        let value = self.line(name, max);
        if !is_visible(&value) {
            self.fault(name, missing);
        }
        value
    }

    /// Several lines of text: trimmed at both ends, line ends as `\n`.
    pub fn paragraphs(&mut self, name: &'static str, max: usize) -> String {
        let value = self.raw(name).replace("\r\n", "\n");
        let value: String = value.chars().filter(|c| matches!(c, '\n' | '\t') || is_text(*c)).collect();
        self.bounded(name, value.trim().to_owned(), max)
    }

    /// A secret exactly as typed. Its length is bounded by the form's, its rules are the reader's.
    pub fn secret(&self, name: &str) -> &str {
        self.raw(name)
    }

    /// One of a few values; anything else is the first of them.
    pub fn one_of(&self, name: &str, values: &[&'static str]) -> &'static str {
        let sent = self.raw(name);
        values.iter().find(|value| **value == sent).or(values.first()).copied().unwrap_or_default()
    }

    /// Notes a fault of a field.
    pub fn fault(&mut self, name: &'static str, message: impl Into<Message>) {
        self.faults.push((name, message.into()));
    }

    /// The faults of one field.
    pub fn errors(&self, name: &str) -> Vec<&Message> {
        self.faults.iter().filter(|(field, _)| *field == name).map(|(_, message)| message).collect()
    }

    /// All faults in the order they were found, for the summary on top.
    pub fn faults(&self) -> &[(&'static str, Message)] {
        &self.faults
    }

    /// Whether no fault was found.
    pub fn is_clean(&self) -> bool {
        self.faults.is_empty()
    }

    /// Whether the form was refused as a whole, with nothing to be put right in any one field.
    pub fn is_refused(&self) -> bool {
        !self.is_clean() && self.faults.iter().all(|(field, _)| field.is_empty())
    }

    /// What may outlive an expired session: everything but secrets and files; that there were files is said ([`FILES_LOST`]).
    pub fn keepable(&self) -> Vec<(String, String)> {
        let lost = self.files.iter().any(|sent| !sent.bytes.is_empty()).then(|| (FILES_LOST.to_owned(), "1".to_owned()));
        self.fields.iter().filter(|(name, _)| !is_secret(name)).cloned().chain(lost).collect()
    }

    fn raw(&self, name: &str) -> &str {
        self.fields.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.as_str())
    }

    fn bounded(&mut self, name: &'static str, value: String, max: usize) -> String {
        if value.chars().count() > max {
            self.fault(name, Message::new("form-too-long").with("max", max));
        }
        value
    }
}

/// Whether a sign belongs into a text: no control character, none that ends a line where nobody sees it, and none that XML cannot hold.
pub fn is_text(sign: char) -> bool {
    !sign.is_control() && !matches!(sign, '\u{2028}' | '\u{2029}' | '\u{fffe}' | '\u{ffff}')
}

/// Whether a text shows anything: more than spaces and signs that nobody sees.
pub fn is_visible(text: &str) -> bool {
    let unseen = |sign: char| matches!(sign, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{feff}');
    text.chars().any(|sign| !sign.is_whitespace() && !unseen(sign))
}

/// Secrets are told by their names, so that no form can forget to say it.
fn is_secret(name: &str) -> bool {
    name.contains("password") || name.contains("secret")
}

impl<S: Send + Sync> FromRequest<S> for Filled {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Filled, Problem> {
        if !body::is_multipart(request.headers()) {
            return Ok(Filled::parse(&body::read_form(request, body::FORM_LIMIT, None).await?));
        }
        let (parts, whole) = request.into_parts();
        let whole = body::read_form(Request::from_parts(parts.clone(), whole), body::UPLOAD_LIMIT, None).await?;
        let mut request = Request::from_parts(parts, whole.into());
        // It was bounded while it was read.
        DefaultBodyLimit::disable().apply(&mut request);
        let mut sent = Multipart::from_request(request, state).await.map_err(|_| Problem::BadRequest)?;
        let mut filled = Filled::empty();
        while let Some(field) = sent.next_field().await.map_err(|_| Problem::BadRequest)? {
            let name = field.name().unwrap_or_default().to_owned();
            let file_name = field.file_name().map(str::to_owned);
            let bytes = field.bytes().await.map_err(|_| Problem::BadRequest)?;
            match file_name {
                Some(file_name) => filled.files.push(Sent { field: name, name: file_name, bytes }),
                None => filled.fields.push((name, String::from_utf8_lossy(&bytes).into_owned())),
            }
        }
        Ok(filled)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_trims_and_bounds() {
        let mut form = Filled::parse(b"name=+Ana%09Lou%0D%0A+&long=abcdef&box=on&password=a+b");
        assert_eq!(form.line("name", 50), "AnaLou");
        assert!(form.is_clean());
        form.line("long", 5);
        assert_eq!(form.errors("long").len(), 1);
        assert!(form.checked("box") && !form.checked("other"));
        assert_eq!(form.secret("password"), "a b");
        assert_eq!(form.value("password"), "");
        assert!(form.keepable().iter().all(|(name, _)| name != "password" && name != FILES_LOST));
        form.files.push(Sent { field: "brought".into(), name: "a.pdf".into(), bytes: Bytes::from_static(b"%PDF-") });
        assert!(Filled::from_fields(form.keepable()).has(FILES_LOST));
    }

    #[test]
    fn missing_is_a_fault_and_garbage_is_not_a_panic() {
        let mut form = Filled::parse(b"%FF%00=%&&&=;");
        form.required("name", 5, "name-missing");
        assert_eq!(form.errors("name"), [&Message::new("name-missing")]);
    }
}
