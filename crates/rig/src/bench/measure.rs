//! Measuring one case.

use std::path::PathBuf;
use std::time::Duration;

use super::cases::Case;
use crate::http::{Connection, get};
use crate::load::{self, Measured};
use crate::metrics::Metrics;
use crate::process;

/// Requests sent one by one to count their statements.
const COUNTED: usize = 12;
/// Seconds of load before anything counts.
const WARM: f64 = 0.4;

/// What one case showed.
pub struct Figures {
    /// Its name.
    pub name: &'static str,
    /// The load.
    pub load: Measured,
    /// Milliseconds of the server's processor time for each request.
    pub server: f64,
    /// Milliseconds of PostgreSQL's processor time for each request.
    pub database: f64,
    /// SQL statements of one request.
    pub statements: f64,
    /// Bytes of the page, unpacked and packed (zstd).
    pub bytes: Option<(usize, usize)>,
    /// The most it may cost.
    pub bar: Option<f64>,
}

impl Figures {
    /// Processor time of one request, the database included, in milliseconds.
    pub fn cost(&self) -> f64 {
        self.server + self.database
    }
}

/// What is under load.
pub struct Under {
    /// The server's process.
    pub pid: u32,
    /// The folder of its PostgreSQL.
    pub postgres: Option<PathBuf>,
    /// Its own figures.
    pub metrics: Metrics,
}

impl Under {
    fn spent(&self) -> (f64, f64) {
        (process::cpu(self.pid, false), self.postgres.as_deref().map_or(0.0, process::postgres_cpu))
    }

    /// Measures a case for so many seconds.
    ///
    /// # Errors
    /// When the site does not answer at all.
    pub async fn measure(&mut self, case: &Case, seconds: f64) -> Result<Figures, String> {
        let bytes = match &case.page {
            Some((path, cookies)) => Some(sizes(case, path, cookies).await?),
            None => None,
        };
        let statements = self.statements(case).await?;
        let mut first = COUNTED;
        if case.supply == usize::MAX {
            first += load::drive(case.at, &case.make, case.expect, first, WARM).await.all() + load::CONNECTIONS;
        }
        let before = self.spent();
        let load = load::drive(case.at, &case.make, case.expect, first, seconds).await;
        if case.letters && !self.metrics.quiet(Duration::from_secs(45)).await? {
            println!("  {}: letters still wait after 45 s, their cost is not all counted", case.name);
        }
        let after = self.spent();
        let requests = load.all().max(1) as f64;
        Ok(Figures {
            name: case.name,
            load,
            server: (after.0 - before.0) / requests,
            database: (after.1 - before.1) / requests,
            statements,
            bytes,
            bar: case.bar,
        })
    }

    /// The fewest of several tries: whatever runs beside a request only adds to it.
    async fn statements(&mut self, case: &Case) -> Result<f64, String> {
        let mut connection = Connection::open(case.at).await?;
        let mut fewest = f64::INFINITY;
        for number in 0..COUNTED {
            let Some(request) = (case.make)(0, number) else { break };
            let before = self.metrics.statements().await?;
            connection.send(&request).await?;
            let after = self.metrics.statements().await?;
            fewest = fewest.min(Metrics::between(before, after));
            if connection.over {
                connection = Connection::open(case.at).await?;
            }
        }
        Ok(fewest)
    }
}

async fn sizes(case: &Case, path: &str, cookies: &str) -> Result<(usize, usize), String> {
    let mut connection = Connection::open(case.at).await?;
    let plain = connection.send(&get(case.at, path, cookies, "")).await?;
    if plain.status != case.expect {
        return Err(format!("{} answers {}", case.name, plain.status));
    }
    let packed = connection.send(&get(case.at, path, cookies, "Accept-Encoding: zstd, gzip\r\n")).await?;
    Ok((plain.body.len(), packed.body.len()))
}

/// Milliseconds of processor time of one password hash at the product's parameters, the least of several.
///
/// # Errors
/// When the parameters are refused.
pub fn one_hash() -> Result<f64, String> {
    let parameters = argon2::Params::new(19_456, 2, 1, None).map_err(|error| error.to_string())?;
    let hasher = argon2::Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, parameters);
    let mut least = f64::INFINITY;
    for _ in 0..9 {
        let before = process::own_thread();
        let mut out = [0_u8; 32];
        hasher.hash_password_into(b"Cerisier-bleu-47!", b"salt of the rig!", &mut out).map_err(|error| error.to_string())?;
        least = least.min(process::own_thread() - before);
    }
    Ok(least)
}
