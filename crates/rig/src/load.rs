//! Load from a few kept connections for a bounded time.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crate::http::Connection;

/// Connections that drive the load.
pub const CONNECTIONS: usize = 8;

/// Makes the request of a connection, with its number in the whole load; `None` when there is nothing more to send.
pub type Make = Arc<dyn Fn(usize, usize) -> Option<Vec<u8>> + Send + Sync>;

/// What a load showed.
#[derive(Debug, Default)]
pub struct Measured {
    /// Answers with the status that was expected.
    pub good: usize,
    /// Any other ending, by its name.
    pub others: BTreeMap<String, usize>,
    /// How long it lasted.
    pub elapsed: Duration,
    /// Microseconds of each good answer, sorted.
    pub times: Vec<u32>,
}

impl Measured {
    /// Good answers per second.
    pub fn rate(&self) -> f64 {
        self.good as f64 / self.elapsed.as_secs_f64().max(1e-9)
    }

    /// Milliseconds below which this part of the good answers came.
    pub fn percentile(&self, part: f64) -> f64 {
        let place = (self.times.len() as f64 * part) as usize;
        self.times.get(place).or(self.times.last()).map_or(0.0, |microseconds| f64::from(*microseconds) / 1_000.0)
    }

    /// Every request that was sent.
    pub fn all(&self) -> usize {
        self.good + self.others.values().sum::<usize>()
    }
}

/// Drives requests numbered from `first` for `seconds`, or until nothing is left to send.
pub async fn drive(site: SocketAddr, make: &Make, expect: u16, first: usize, seconds: f64) -> Measured {
    let next = Arc::new(AtomicUsize::new(first));
    let started = Instant::now();
    let end = started + Duration::from_secs_f64(seconds);
    let mut running = Vec::new();
    for connection in 0..CONNECTIONS {
        let (make, next) = (make.clone(), next.clone());
        running.push(tokio::spawn(async move { one(site, &make, expect, connection, &next, end).await }));
    }
    let mut whole = Measured::default();
    for part in running {
        let Ok(part) = part.await else { continue };
        whole.good += part.good;
        whole.times.extend(part.times);
        for (name, count) in part.others {
            *whole.others.entry(name).or_default() += count;
        }
    }
    whole.elapsed = started.elapsed();
    whole.times.sort_unstable();
    whole
}

async fn one(site: SocketAddr, make: &Make, expect: u16, number: usize, next: &AtomicUsize, end: Instant) -> Measured {
    let mut seen = Measured::default();
    let mut connection: Option<Connection> = None;
    while Instant::now() < end {
        let Some(request) = make(number, next.fetch_add(1, Ordering::Relaxed)) else { break };
        let started = Instant::now();
        let opened = match connection.take() {
            Some(open) => Ok(open),
            None => Connection::open(site).await,
        };
        let answer = match opened {
            Ok(mut open) => {
                let answer = open.send(&request).await;
                if !open.over {
                    connection = Some(open);
                }
                answer
            }
            Err(error) => Err(error),
        };
        match answer {
            Ok(reply) if reply.status == expect => {
                seen.good += 1;
                seen.times.push(u32::try_from(started.elapsed().as_micros()).unwrap_or(u32::MAX));
            }
            Ok(reply) => *seen.others.entry(reply.status.to_string()).or_default() += 1,
            Err(error) => *seen.others.entry(error).or_default() += 1,
        }
    }
    seen
}
