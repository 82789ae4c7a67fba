//! Handing a mail to a server, one connection for each.
//!
//! The conversation is led step by step, because what an answer means depends on the step: a refusal of the recipient is about this
//! letter, a refusal of the password is about the configuration, and silence after the last line may hide a mail that was taken.

use std::fmt;
use std::net::IpAddr;
use std::time::Duration;

use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail as MailFrom, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailBodyParameter, MailParameter};
use lettre::transport::smtp::response::{Response, Severity};
use tokio::time::timeout;
use url::Url;

use super::mime::Mail;
use super::transport::Verdict;
use super::{address, answer};

/// The longest time for one attempt.
const LIMIT: Duration = Duration::from_secs(20);
/// The longest time for saying goodbye.
const GOODBYE: Duration = Duration::from_secs(1);
/// Refusals that are about our configuration at whatever step they come: commands out of order, authentication, no mail taken here.
const CONFIGURATION: [u16; 6] = [503, 521, 530, 534, 535, 538];

/// A mail server and how to talk to it.
pub struct Smtp {
    host: String,
    port: u16,
    security: Security,
    hello: ClientId,
    credentials: Option<Credentials>,
    limit: Duration,
}

enum Security {
    /// In clear.
    None,
    /// TLS when the server offers it.
    Offered(TlsParameters),
    /// TLS by STARTTLS, or nothing.
    StartTls(TlsParameters),
    /// TLS from the first byte.
    Tls(TlsParameters),
}

/// The address of a mail server cannot be used. The sentence does not repeat it, because it may hold a password.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the mail server's address cannot be used: {0}")]
pub struct BadMailServer(pub String);

/// How far a conversation has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Opening,
    Sender,
    Recipient,
    Content,
    /// From the first byte of the mail on, the server may have taken it whatever happens.
    LastLine,
}

enum Fault {
    Smtp(Error),
    NoUtf8Recipient,
    NoUtf8Sender,
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Fault::Smtp(error)
    }
}

impl fmt::Debug for Smtp {
    /// Never the credentials.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Smtp({}:{})", self.host, self.port)
    }
}

impl Smtp {
    /// Reads `scheme://user:password@host:port/name`; user and password percent-encoded, port and everything before the host optional,
    /// `name` being what we call ourselves (else the machine's name).
    ///
    /// `smtps` is TLS from the start (465), `smtp+starttls` or `smtp…?tls=required` TLS by STARTTLS (587), `smtp…?tls=opportunistic`
    /// TLS when offered (587), `smtp` none (25). A password goes over the network in clear only when `?tls=none` says so.
    ///
    /// # Errors
    /// When the address makes no sense, or a password would travel in clear.
    pub fn parse(url: &str) -> Result<Smtp, BadMailServer> {
        let wrong = |reason: &str| BadMailServer(reason.to_owned());
        let url = Url::parse(url).map_err(|error| BadMailServer(error.to_string()))?;
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or_else(|| wrong("it names no host"))?;
        let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
        let parameters = || TlsParameters::new(host.clone()).map_err(|error| BadMailServer(error.to_string()));
        let tls = url.query_pairs().find(|(key, _)| key == "tls").map(|(_, value)| value.into_owned());
        let (security, port) = match (url.scheme(), tls.as_deref()) {
            ("smtps", None) => (Security::Tls(parameters()?), 465),
            ("smtp+starttls", None) | ("smtp", Some("required")) => (Security::StartTls(parameters()?), 587),
            ("smtp", Some("opportunistic")) => (Security::Offered(parameters()?), 587),
            ("smtp", None | Some("none")) => (Security::None, 25),
            ("smtp" | "smtp+starttls" | "smtps", _) => return Err(wrong("tls is none, opportunistic or required, after smtp:// only")),
            _ => return Err(wrong("it starts with smtp://, smtp+starttls:// or smtps://")),
        };
        let credentials =
            (!url.username().is_empty()).then(|| Credentials::new(decoded(url.username()), decoded(url.password().unwrap_or_default())));
        let nearby = host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
        if credentials.is_some() && matches!(security, Security::None | Security::Offered(_)) && tls.as_deref() != Some("none") && !nearby {
            return Err(wrong(
                "the password would travel in clear; write smtps:// or smtp+starttls://, or add ?tls=none if the network is safe",
            ));
        }
        let name = url.path().trim_matches('/');
        let hello = if name.is_empty() { ClientId::default() } else { ClientId::Domain(name.to_owned()) };
        Ok(Smtp { port: url.port().unwrap_or(port), host, security, hello, credentials, limit: LIMIT })
    }

    /// With another limit for one attempt than 20 seconds.
    #[must_use]
    pub fn within(mut self, limit: Duration) -> Smtp {
        self.limit = limit;
        self
    }

    pub(crate) async fn hand_over(&self, mail: &Mail) -> Verdict {
        let mut step = Step::Opening;
        let mut connection = None;
        let talked = timeout(self.limit, self.talk(mail, &mut connection, &mut step)).await;
        // After silence nothing more is said: it could become part of the mail.
        if let (Some(mut connection), Ok(_)) = (connection, &talked) {
            let _ = timeout(GOODBYE, connection.abort()).await;
        }
        match talked {
            Ok(Ok(response)) => Verdict::Accepted(answer::keep(&said(&response), &mail.body())),
            Ok(Err(fault)) => judge(step, &fault, mail),
            Err(_) => Verdict::Later {
                answer: format!("no answer within {} s", self.limit.as_secs_f32()),
                perhaps_accepted: step == Step::LastLine,
            },
        }
    }

    async fn open(&self) -> Result<AsyncSmtpConnection, Error> {
        let tls = if let Security::Tls(parameters) = &self.security { Some(parameters.clone()) } else { None };
        let at = (self.host.as_str(), self.port);
        let mut connection = AsyncSmtpConnection::connect_tokio1(at, Some(self.limit), &self.hello, tls, None).await?;
        match &self.security {
            Security::StartTls(parameters) => connection.starttls(parameters.clone(), &self.hello).await?,
            Security::Offered(parameters) if connection.can_starttls() => connection.starttls(parameters.clone(), &self.hello).await?,
            _ => {}
        }
        if let Some(credentials) = &self.credentials {
            connection.auth(DEFAULT_MECHANISMS, credentials).await?;
        }
        Ok(connection)
    }

    async fn talk(&self, mail: &Mail, connection: &mut Option<AsyncSmtpConnection>, step: &mut Step) -> Result<Response, Fault> {
        let connection = connection.insert(self.open().await?);
        *step = Step::Sender;
        let mut parameters = Vec::new();
        if !connection.server_info().supports_feature(Extension::SmtpUtfEight) {
            if address::needs_utf8(&mail.to) {
                return Err(Fault::NoUtf8Recipient);
            }
            if address::needs_utf8(&mail.from) {
                return Err(Fault::NoUtf8Sender);
            }
        } else if address::needs_utf8(&mail.to) || address::needs_utf8(&mail.from) {
            parameters.extend([MailParameter::SmtpUtfEight, MailParameter::Body(MailBodyParameter::EightBitMime)]);
        }
        connection.command(MailFrom::new(Some(mail.from.clone()), parameters)).await?;
        *step = Step::Recipient;
        connection.command(Rcpt::new(mail.to.clone(), Vec::new())).await?;
        *step = Step::Content;
        connection.command(Data).await?;
        *step = Step::LastLine;
        Ok(connection.message(&mail.eml).await?)
    }
}

fn judge(step: Step, fault: &Fault, mail: &Mail) -> Verdict {
    let error = match fault {
        Fault::Smtp(error) => error,
        Fault::NoUtf8Recipient => {
            return Verdict::Refused("the mail server takes no address with letters beyond ASCII before the @ (it has no SMTPUTF8)".into());
        }
        Fault::NoUtf8Sender => {
            let answer = "the mail server takes no sender with letters beyond ASCII before the @ (it has no SMTPUTF8)".into();
            return Verdict::Later { answer, perhaps_accepted: false };
        }
    };
    let Some(code) = error.status() else {
        let answer = answer::keep(&error.to_string(), &mail.body());
        return Verdict::Later { answer, perhaps_accepted: step == Step::LastLine };
    };
    let text = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
    let answer = answer::keep(&format!("{code} {text}"), &mail.body());
    let about_this_mail = matches!(step, Step::Recipient | Step::Content | Step::LastLine) && !CONFIGURATION.contains(&u16::from(code));
    if code.severity == Severity::PermanentNegativeCompletion && about_this_mail {
        Verdict::Refused(answer)
    } else {
        Verdict::Later { answer, perhaps_accepted: false }
    }
}

fn said(response: &Response) -> String {
    let lines: Vec<&str> = response.message().collect();
    format!("{} {}", response.code(), lines.join(" "))
}

/// Undoes percent-encoding.
fn decoded(text: &str) -> String {
    let one_value = text.replace('+', "%2B").replace('&', "%26").replace('=', "%3D");
    url::form_urlencoded::parse(one_value.as_bytes()).map(|(key, _)| key.into_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_servers() {
        let port = |url: &str| Smtp::parse(url).map(|smtp| (smtp.host, smtp.port, smtp.credentials.is_some()));
        assert_eq!(port("smtp://mail.example.org"), Ok(("mail.example.org".into(), 25, false)));
        assert_eq!(port("smtp://[::1]:2525"), Ok(("::1".into(), 2525, false)));
        assert_eq!(port("smtp+starttls://u:p@mail.example.org"), Ok(("mail.example.org".into(), 587, true)));
        assert_eq!(port("smtp://u:p@mail.example.org?tls=required"), Ok(("mail.example.org".into(), 587, true)));
        assert_eq!(port("smtps://u:p@mail.example.org/me.example.org"), Ok(("mail.example.org".into(), 465, true)));
        assert_eq!(port("smtp://u:p@mail:26?tls=none"), Ok(("mail".into(), 26, true)));
        assert_eq!(port("smtp://u:p@127.0.0.1:26"), Ok(("127.0.0.1".into(), 26, true)));
        for wrong in
            ["", "mail.example.org", "http://mail", "smtp://", "smtp://u:p@mail.example.org", "smtp://m?tls=yes", "smtps://m?tls=none"]
        {
            assert!(port(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn passwords_are_decoded_and_never_shown() {
        assert_eq!(decoded("a%40b+c&d=e%25%C3%A9"), "a@b+c&d=e%é");
        let smtp = Smtp::parse("smtps://me:s3cret@mail.example.org").unwrap();
        assert_eq!(format!("{smtp:?}"), "Smtp(mail.example.org:465)");
        let error = Smtp::parse("smtp://me:s3cret@mail.example.org:x").unwrap_err();
        assert!(!error.to_string().contains("s3cret"));
    }
}
