//! Somebody with cookies: one kept connection, opened again when it is over.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use crate::http::{self, Connection, Reply};

/// The password of everybody in a seeded site.
pub const PASSWORD: &str = "Cerisier-bleu-47!";
/// The académie of a seeded site.
pub const ACADEMY: &str = "/ac-besancon";

/// The address of a seeded person, from 1.
pub fn person(number: usize) -> String {
    format!("personne{number:05}@example.org")
}

/// A client with cookies.
#[derive(Debug)]
pub struct Client {
    /// Where the site is.
    pub site: SocketAddr,
    connection: Option<Connection>,
    cookies: BTreeMap<String, String>,
}

impl Client {
    /// A client without cookies.
    pub fn new(site: SocketAddr) -> Client {
        Client { site, connection: None, cookies: BTreeMap::new() }
    }

    /// The site answers elsewhere now (it was started again); cookies stay.
    pub fn move_to(&mut self, site: SocketAddr) {
        self.site = site;
        self.connection = None;
    }

    /// Its cookies as a header.
    pub fn cookies(&self) -> String {
        let pairs: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        pairs.join("; ")
    }

    /// A page, redirects not followed.
    ///
    /// # Errors
    /// As [`Connection::send`].
    pub async fn get(&mut self, path: &str) -> Result<Reply, String> {
        let request = http::get(self.site, path, &self.cookies(), "");
        self.send(&request).await
    }

    /// A form, redirects not followed.
    ///
    /// # Errors
    /// As [`Connection::send`].
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Result<Reply, String> {
        let request = http::post(self.site, path, &self.cookies(), "", fields);
        self.send(&request).await
    }

    /// Sends a request as it is and keeps the cookies of the answer.
    ///
    /// # Errors
    /// As [`Connection::send`].
    pub async fn send(&mut self, request: &[u8]) -> Result<Reply, String> {
        let mut connection = match self.connection.take() {
            Some(connection) => connection,
            None => Connection::open(self.site).await?,
        };
        let reply = connection.send(request).await?;
        if !connection.over {
            self.connection = Some(connection);
        }
        for line in reply.headers("set-cookie") {
            let Some((name, value)) = line.split(';').next().and_then(|pair| pair.split_once('=')) else { continue };
            if line.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        Ok(reply)
    }

    /// Signs in and follows redirects to the first page.
    ///
    /// # Errors
    /// When it ends anywhere but on a page.
    pub async fn sign_in(&mut self, name: &str) -> Result<Reply, String> {
        let mut reply = self.post(&format!("{ACADEMY}/sign-in"), &[("username", name), ("password", PASSWORD)]).await?;
        if reply.status != 303 {
            return Err(format!("{name} cannot sign in: {}", reply.status));
        }
        for _ in 0..5 {
            let Some(next) = reply.header("location").filter(|_| reply.status == 303) else { break };
            let next = next.to_owned();
            reply = self.get(&next).await?;
        }
        if reply.status == 200 { Ok(reply) } else { Err(format!("{name} is signed in but sees {}", reply.status)) }
    }
}
