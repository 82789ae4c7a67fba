//! The server's own figures.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use crate::http::{Connection, get};

/// Statements that asking for the figures costs by itself.
const OWN_STATEMENTS: f64 = 1.0;

/// A connection to the operations address.
pub struct Metrics {
    ops: SocketAddr,
    connection: Connection,
}

impl Metrics {
    /// Connects.
    ///
    /// # Errors
    /// When the address does not answer.
    pub async fn open(ops: SocketAddr) -> Result<Metrics, String> {
        Ok(Metrics { ops, connection: Connection::open(ops).await? })
    }

    /// One figure; 0 when the server has none of that name.
    ///
    /// # Errors
    /// When the address does not answer.
    pub async fn figure(&mut self, name: &str) -> Result<f64, String> {
        if self.connection.over {
            self.connection = Connection::open(self.ops).await?;
        }
        let text = self.connection.send(&get(self.ops, "/metrics", "", "")).await?.text();
        let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
        Ok(line.and_then(|value| value.trim().parse().ok()).unwrap_or_default())
    }

    /// Statements run so far, those of [`Metrics::figure`] counted.
    ///
    /// # Errors
    /// As [`Metrics::figure`].
    pub async fn statements(&mut self) -> Result<f64, String> {
        self.figure("magistere_database_statements_total").await
    }

    /// Statements between two calls of [`Metrics::statements`] in a row.
    pub fn between(before: f64, after: f64) -> f64 {
        after - before - OWN_STATEMENTS
    }

    /// Waits until no job waits, at most `limit`; whether that came true.
    ///
    /// # Errors
    /// As [`Metrics::figure`].
    pub async fn quiet(&mut self, limit: Duration) -> Result<bool, String> {
        let started = Instant::now();
        while started.elapsed() < limit {
            if self.figure("magistere_jobs_waiting").await? == 0.0 {
                return Ok(true);
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        Ok(false)
    }
}
