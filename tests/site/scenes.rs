//! What several tests do: a form without a page, a request compared with another, people under several states.

use clap::Parser;
use magistere::admin;
use magistere::cli::{Cli, Command};
use magistere::people::Person;
use reqwest::Method;
use reqwest::header::LOCATION;
use serde_json::Value;

use crate::browser::Browser;
use crate::harness::{GOOD, Site};

pub const BESANCON: &str = "ac-besancon";
pub const DIJON: &str = "ac-dijon";
/// One minute of the clock.
pub const MINUTE: i64 = 60_000_000;
/// One hour of the clock.
pub const HOUR: i64 = 60 * MINUTE;

/// Manages the académie of Besançon.
pub const MANAGER: &str = "gestionnaire@example.org";

/// Posts fields without following where it leads.
pub async fn post<'b>(browser: &'b mut Browser, path: &str, fields: &[(&str, &str)]) -> &'b mut Browser {
    let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    browser.send(Method::POST, path, Some(fields), &[]).await
}

/// Where the last answer leads; empty when nowhere.
pub fn location(browser: &Browser) -> String {
    browser.headers.get(LOCATION).map(|to| to.to_str().unwrap().to_owned()).unwrap_or_default()
}

/// Everything an answer tells, with `typed` blotted out.
pub fn answer(browser: &Browser, typed: &str) -> String {
    let mut headers: Vec<String> = browser
        .headers
        .iter()
        .filter(|(name, _)| !matches!(name.as_str(), "date" | "content-length"))
        .map(|(name, value)| format!("{name}: {}", value.to_str().unwrap()))
        .collect();
    headers.sort();
    format!("{}\n{}\n\n{}", browser.status, headers.join("\n"), browser.body).replace(typed, "TYPED")
}

/// Tries to sign in from a browser nobody knows; gives it back.
pub async fn try_to_sign_in(site: &Site, name: &str, password: &str) -> Browser {
    let mut browser = site.browser();
    post(&mut browser, "/ac-besancon/sign-in", &[("username", name), ("password", password)]).await;
    browser
}

/// Whether this browser is signed in.
pub async fn is_in(browser: &mut Browser, slug: &str) -> bool {
    browser.send(Method::GET, &format!("/{slug}/my"), None, &[]).await;
    browser.status == 200
}

/// Everything that an offer needs of a course, as `course set` takes it.
pub const INDEXED: &[&str] = &[
    "short_title=ESSAI",
    "description=Une session pour essayer.",
    "objectives=Savoir essayer.",
    "keywords=essai",
    "domain=arts",
    "collection=action",
    "nature=accompanied",
    "contact=formation@example.org",
    "origin=academie",
    "authors=Noé Tissot",
    "hours_at_distance=3",
    "audiences=everybody",
];

/// A manager who has just given her second factor.
pub async fn manager(site: &Site) -> Browser {
    site.active(BESANCON, MANAGER).await;
    site.grant(BESANCON, MANAGER, "gestionnaire").await;
    let mut browser = site.browser();
    browser.sign_in(BESANCON, MANAGER, GOOD).await;
    site.prove_everybody().await;
    browser
}

impl Site {
    /// As if everybody had just given a second factor.
    pub async fn prove_everybody(&self) {
        self.run("update session set proved_at = $1", &db::args![self.clock.now()]).await;
    }

    /// Gives somebody a role in an académie.
    pub async fn grant(&self, slug: &str, address: &str, role: &str) {
        self.admin(&["role", "grant", "--academy", slug, "--email", address, "--role", role], "").await.unwrap();
    }

    /// `course set` with these settings.
    pub async fn set(&self, slug: &str, number: i64, settings: &[&str]) -> Result<Value, String> {
        let number = number.to_string();
        self.admin(&[&["course", "set", "--academy", slug, "--course", &number], settings].concat(), "").await
    }

    /// A visible session that is offered to everybody, with these settings besides.
    pub async fn offered(&self, slug: &str, number: i64, title: &str, settings: &[&str]) {
        self.session(slug, number, title).await;
        self.set(slug, number, &[INDEXED, &["self_enrolment=open"], settings, &["published=yes"]].concat()).await.unwrap();
    }

    /// Runs one statement.
    pub async fn run(&self, sql: &str, args: &[db::Value<'_>]) -> u64 {
        self.app.db.run(sql, args).await.unwrap()
    }

    /// One number of a query.
    pub async fn number(&self, sql: &str) -> i64 {
        let (number,): (i64,) = self.app.db.one(sql, &[]).await.unwrap();
        number
    }

    /// Gives an académie a support contact.
    pub async fn support(&self, slug: &str, address: &str) {
        self.run("update academy set support_contact = $2 where slug = $1", &db::args![slug, address]).await;
    }

    /// As `magistere admin person suspend`.
    pub async fn suspend_person(&self, address: &str) {
        self.admin(&["person", "suspend", "--email", address], "").await.unwrap();
    }

    /// As `magistere admin membership suspend`.
    pub async fn suspend_membership(&self, slug: &str, address: &str) {
        self.admin(&["membership", "suspend", "--academy", slug, "--email", address], "").await.unwrap();
    }

    /// As `magistere admin` with these words, beside the running site; gives what `--json` prints, or the sentence of the refusal.
    pub async fn admin(&self, line: &[&str], input: &str) -> Result<Value, String> {
        let line = ["magistere", "admin"].into_iter().chain(line.iter().copied());
        let Command::Admin(asked) = Cli::try_parse_from(line).map_err(|error| error.to_string())?.command else {
            panic!("another command")
        };
        let report = admin::execute(&self.app, &asked.command, input.as_bytes()).await.map_err(|refusal| refusal.to_string())?;
        assert!(!report.text.is_empty());
        Ok(report.json)
    }

    /// Makes somebody a member of one more académie.
    pub async fn join(&self, slug: &str, person: &Person) {
        let academy = self.academy(slug).await;
        let tx = self.app.db.begin().await.unwrap();
        magistere::people::membership::join(&tx, academy.id, person.id, self.clock.now()).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Asks for a new password by address, from a browser of its own.
    pub async fn forgot(&self, slug: &str, address: &str) -> Browser {
        let mut browser = self.browser();
        browser.visit(&format!("/{slug}/forgot-password")).await;
        browser.fill("Adresse de courriel", address).press("Rechercher").await;
        browser
    }

    /// Mails sent so far to this address; mail servers are told the domain in ASCII.
    pub async fn mails_to(&self, address: &str) -> usize {
        let (user, domain) = address.split_once('@').unwrap();
        let recipient = format!("{user}@{}", idna::domain_to_ascii(domain).unwrap());
        self.mail().await.iter().filter(|mail| mail.recipient.eq_ignore_ascii_case(&recipient) && mail.recipient.starts_with(user)).count()
    }
}
