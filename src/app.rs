//! The running product: what every request and every job can reach.

use std::error::Error;
use std::future::Future;
use std::net::IpAddr;
use std::ops::Deref;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;

use db::{Db, Tx};
use passwords::Hashing;
use web::{Message, Words};

use crate::academies::Academy;
use crate::activities::Kinds;
use crate::clock::Clock;
use crate::files::Files;
use crate::search::Search;
use crate::secrets::Secrets;

/// How the product was started.
#[derive(Clone, Debug)]
pub struct Config {
    /// The data folder: database, key, mail without SMTP.
    pub data: PathBuf,
    /// Scheme, host and port under which people reach the site; every mailed link starts with it.
    pub origin: String,
    /// The values of `Host` that are answered.
    pub hosts: Vec<String>,
    /// The sender of académies that set none.
    pub mail_from: Option<String>,
    /// Whether this is the demonstration, with its mailbox and style guide.
    pub demo: bool,
    /// Networks whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<Network>,
    /// Where mail lands when there is no SMTP server.
    pub mail_folder: Option<PathBuf>,
}

impl Config {
    /// Whether people reach the site by https.
    pub fn is_secure(&self) -> bool {
        self.origin.starts_with("https://")
    }

    /// Host and port of the origin.
    pub fn host(&self) -> &str {
        self.origin.split_once("://").map_or(self.origin.as_str(), |(_, host)| host)
    }

    /// Host of the origin, fit for the right side of a mail address.
    pub fn host_name(&self) -> String {
        let host = self.host().rsplit_once(':').map_or(self.host(), |(host, _)| host);
        if host.parse::<IpAddr>().is_ok() || host.starts_with('[') || !host.contains('.') {
            "magistere.invalid".into()
        } else {
            host.to_owned()
        }
    }

    /// The sender of académies that set none.
    pub fn mail_from(&self) -> String {
        self.mail_from.clone().unwrap_or_else(|| format!("ne-pas-repondre@{}", self.host_name()))
    }
}

/// A network in CIDR notation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    bits: u8,
}

impl std::str::FromStr for Network {
    type Err = String;

    fn from_str(text: &str) -> Result<Network, String> {
        let wrong = || format!("{text} is no network: write it as 10.0.0.0/8");
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address, Some(bits.parse::<u8>().map_err(|_| wrong())?)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().map_err(|_| wrong())?;
        let longest = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.unwrap_or(longest);
        if bits > longest { Err(wrong()) } else { Ok(Network { address, bits }) }
    }
}

impl Network {
    /// Whether an address lies in this network.
    pub fn contains(&self, other: IpAddr) -> bool {
        let bits = u32::from(self.bits);
        match (self.address, other.to_canonical()) {
            (IpAddr::V4(a), IpAddr::V4(b)) => bits == 0 || u32::from(a) >> (32 - bits) == u32::from(b) >> (32 - bits),
            (IpAddr::V6(a), IpAddr::V6(b)) => bits == 0 || u128::from(a) >> (128 - bits) == u128::from(b) >> (128 - bits),
            _ => false,
        }
    }
}

/// A handle on the running product. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Parts>);

/// What an [`App`] holds.
pub struct Parts {
    /// The database.
    pub db: Db,
    /// Every word, in both languages.
    pub words: &'static Words,
    /// The deployment's key.
    pub secrets: Secrets,
    /// What time it is.
    pub clock: Clock,
    /// Password hashing in turn.
    pub hashing: Hashing,
    /// The index of what is offered, on this node.
    pub search: Search,
    /// What people brought: pictures.
    pub files: Files,
    /// Wakes the runner after a commit that queued a job.
    pub wake: jobs::Wake,
    /// How it was started.
    pub config: Config,
    /// Every kind of activity: the course's pages ask them without knowing them.
    pub kinds: Kinds,
    /// What the pages and letters below the courses must ask of them.
    pub above: Above,
}

/// Questions to what stands above the asker: fields, because pages at the door and letters may not import courses and offers.
#[derive(Clone, Copy)]
pub struct Above {
    /// Names the page an address leads to, for the pages that stand before it.
    pub describe: Describe,
    /// Notes that somebody is led to an address, in the transaction of the form that leads her there.
    pub arrive: Arrive,
    /// Says what a letter of new offers lists.
    pub new_offers: ListNewOffers,
    /// Says what a letter tells of posts in forums.
    pub posts: TellPosts,
}

/// Gives the title of a page that everybody may know about, and nothing for any other.
pub type Describe = for<'a> fn(&'a Db, &'a Academy, &'a str) -> Pin<Box<dyn Future<Output = db::Result<Option<String>>> + Send + 'a>>;

/// Notes, for herself, that a form leads somebody (her id) to an address on a day (`YYYY-MM-DD`).
pub type Arrive = for<'a> fn(&'a Tx, &'a Academy, i64, &'a str, &'a str) -> Pin<Box<dyn Future<Output = db::Result<()>> + Send + 'a>>;

/// Says what a letter of an académie lists of these offers, to somebody (her id) at an address; nothing when there is nothing left to tell.
pub type ListNewOffers = for<'a> fn(&'a App, &'a Academy, Reader<'a>, &'a [i64]) -> Listing<'a>;

/// A list of new offers under way.
pub type Listing<'a> = Pin<Box<dyn Future<Output = Result<Option<NewOffers>, Box<dyn Error + Send + Sync>>> + Send + 'a>>;

/// Says what a letter of an académie tells of these posts, to somebody at an address: one by itself, or the message of the day (`true`); nothing
/// when there is nothing left to tell.
pub type TellPosts = for<'a> fn(&'a App, &'a Academy, Reader<'a>, &'a [i64], bool) -> Telling<'a>;

/// What is told of posts, under way.
pub type Telling<'a> = Pin<Box<dyn Future<Output = Result<Option<PostsTold>, Box<dyn Error + Send + Sync>>> + Send + 'a>>;

/// Who reads a letter.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    /// Her id.
    pub person_id: i64,
    /// The address it goes to.
    pub address: &'a str,
}

/// New offers as a letter lists them.
#[derive(Clone, Debug)]
pub struct NewOffers {
    /// One for each.
    pub listed: Vec<NewOffer>,
    /// The whole address of the catalogue.
    pub everything: String,
    /// The whole address that ends these letters.
    pub unsubscribe: String,
}

/// One of them.
#[derive(Clone, Debug)]
pub struct NewOffer {
    /// As somebody wrote it.
    pub title: String,
    /// Its number in its académie.
    pub number: i64,
    /// Length, dates.
    pub facts: Vec<Message>,
    /// Whole.
    pub address: String,
}

/// Posts of forums as a letter tells them.
#[derive(Clone, Debug)]
pub struct PostsTold {
    /// Who wrote, and where; or how many there are.
    pub opening: Message,
    /// The text of the only one, by its lines.
    pub text: Vec<String>,
    /// Which files came with the only one, if any did.
    pub files: Option<Message>,
    /// One for each, in the message of the day.
    pub listed: Vec<PostTold>,
    /// The whole address of the only one.
    pub button: Option<String>,
    /// The whole address that ends these letters.
    pub unsubscribe: String,
    /// What names the list to mail programs, before the académie and the host.
    pub list: String,
}

/// One of several.
#[derive(Clone, Debug)]
pub struct PostTold {
    /// Of its discussion, as somebody wrote it.
    pub title: String,
    /// Who wrote, where and when.
    pub facts: Message,
    /// Its text, by its lines; none where only titles are asked for.
    pub text: Vec<String>,
    /// Which files came with it, if any did.
    pub files: Option<Message>,
    /// Whole.
    pub address: String,
}

impl App {
    /// Puts the parts together.
    pub fn new(parts: Parts) -> App {
        App(Arc::new(parts))
    }
}

impl Deref for App {
    type Target = Parts;
    fn deref(&self) -> &Parts {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn networks_contain_their_addresses() {
        let network: Network = "10.1.0.0/16".parse().unwrap();
        assert!(network.contains("10.1.2.3".parse().unwrap()) && !network.contains("10.2.0.1".parse().unwrap()));
        assert!("127.0.0.1".parse::<Network>().unwrap().contains("::ffff:127.0.0.1".parse().unwrap()));
        assert!("::/0".parse::<Network>().unwrap().contains("2001:db8::1".parse().unwrap()));
        assert!("10.0.0.0/33".parse::<Network>().is_err() && "proxy".parse::<Network>().is_err());
    }
}
