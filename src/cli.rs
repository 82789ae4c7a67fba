//! The command line: every command and flag of the program. Each flag can also come from the environment as `MAGISTERE_…`.

use std::net::{IpAddr, SocketAddr};

use clap::{Args, Parser, Subcommand};
use url::{Host, Url};

use crate::admin;
use crate::app::Network;
use crate::seed::Size;
use crate::serve::Options;
use crate::store::Store;

/// The training platform of an education staff: from a link in a mail to the course, in a minute.
#[derive(Debug, Parser)]
#[command(name = "magistere", version, propagate_version = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What the program can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Runs the site
    Serve(Serving),
    /// Runs a site of invented people, with its mailbox, on this machine only
    Demo(Serving),
    /// Brings the schema of the database up to date
    Migrate(Store),
    /// Makes the search index anew; needed only if it should ever be wrong
    Reindex(Store),
    /// Fills an empty site with invented people and courses, to measure it
    Seed(Seed),
    /// Prints every address of the site and what it asks for
    Routes(Routes),
    /// People, courses, enrolments, roles and académies; may run beside the server
    Admin(Admin),
}

/// How the site runs.
#[derive(Args, Clone, Debug)]
pub struct Serving {
    /// Where the data is.
    #[command(flatten)]
    pub store: Store,
    /// Where the site answers; port 0 takes a free one
    #[arg(long, env = "MAGISTERE_LISTEN", value_name = "ADDR:PORT", default_value = "127.0.0.1:8080", value_parser = socket)]
    pub listen: SocketAddr,
    /// Where health and metrics answer
    #[arg(long, env = "MAGISTERE_OPS_LISTEN", value_name = "ADDR:PORT", value_parser = socket)]
    pub ops_listen: Option<SocketAddr>,
    /// Under which address people reach the site, such as https://formation.example.org; the listening address without it
    #[arg(long, env = "MAGISTERE_ORIGIN", value_name = "URL", value_parser = origin)]
    pub origin: Option<String>,
    /// A network of proxies whose X-Forwarded-For is believed; may be given several times, or separated by commas
    #[arg(long = "trusted-proxy", env = "MAGISTERE_TRUSTED_PROXY", value_name = "CIDR", value_delimiter = ',')]
    pub trusted_proxies: Vec<Network>,
    /// The mail server, such as smtps://user:password@mail.example.org; without it mail lands in the data folder
    #[arg(long, env = "MAGISTERE_SMTP", hide_env_values = true, value_name = "URL")]
    pub smtp: Option<String>,
    /// The sender of the académies that set none
    #[arg(long, env = "MAGISTERE_MAIL_FROM", value_name = "ADDR", value_parser = mail_address)]
    pub mail_from: Option<String>,
}

impl Serving {
    /// The same for the server.
    pub fn options(&self, demo: bool) -> Options {
        Options {
            data: self.store.data.clone(),
            listen: self.listen,
            ops_listen: self.ops_listen,
            origin: self.origin.clone(),
            trusted_proxies: self.trusted_proxies.clone(),
            smtp: self.smtp.clone(),
            mail_from: self.mail_from.clone(),
            demo,
        }
    }

    /// Invented people have a password that everybody knows: their site must not be reached from elsewhere.
    ///
    /// # Errors
    /// A sentence naming the flag, when it could be.
    pub fn on_this_machine_only(&self) -> Result<(), String> {
        for (flag, address) in [("--listen", Some(self.listen)), ("--ops-listen", self.ops_listen)] {
            if let Some(address) = address
                && !address.ip().to_canonical().is_loopback()
            {
                return Err(format!(
                    "everybody knows the password of the demonstration: {flag} {address} is not of this machine, use 127.0.0.1"
                ));
            }
        }
        match &self.origin {
            Some(origin) if !is_loopback(origin) => Err(format!(
                "everybody knows the password of the demonstration: --origin {origin} is not of this machine, use http://localhost"
            )),
            _ => Ok(()),
        }
    }
}

/// The size of a seeded site.
#[derive(Args, Clone, Debug)]
pub struct Seed {
    /// Where the data is.
    #[command(flatten)]
    pub store: Store,
    /// How large: a small site, or one académie as it is
    #[arg(long, value_enum)]
    pub size: Size,
}

/// How addresses are printed.
#[derive(Args, Clone, Debug)]
pub struct Routes {
    /// For another program
    #[arg(long)]
    pub json: bool,
}

/// A command about what the site holds.
#[derive(Args, Debug)]
pub struct Admin {
    /// Where the data is.
    #[command(flatten)]
    pub store: Store,
    /// Answers for another program
    #[arg(long, global = true)]
    pub json: bool,
    /// The command.
    #[command(subcommand)]
    pub command: admin::Command,
}

fn mail_address(text: &str) -> Result<String, String> {
    admin::address(text).map(|address| address.written)
}

fn socket(text: &str) -> Result<SocketAddr, String> {
    let numeric = match text.strip_prefix("localhost:") {
        Some(port) => format!("127.0.0.1:{port}"),
        None => text.to_owned(),
    };
    numeric.parse().map_err(|_| "an address with a port is needed, such as 127.0.0.1:8080".into())
}

/// Scheme, host and port as browsers write them: lower case, without the scheme's own port.
fn origin(text: &str) -> Result<String, String> {
    let url = Url::parse(text).map_err(|_| "an address such as https://formation.example.org is needed")?;
    let plain = url.username().is_empty() && url.password().is_none() && url.query().is_none() && url.fragment().is_none();
    if !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
        Err("it must start with http:// or https://".into())
    } else if url.path() != "/" || !plain {
        Err("scheme, host and port only: the site stands at the root of its host".into())
    } else {
        Ok(url.origin().ascii_serialization())
    }
}

fn is_loopback(origin: &str) -> bool {
    match Url::parse(origin).ok().as_ref().and_then(Url::host) {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => IpAddr::V6(address).to_canonical().is_loopback(),
        None => false,
    }
}

#[cfg(test)]
#[path = "cli_tests.rs"]
mod tests;
