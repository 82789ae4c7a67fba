//! Thousands of clients that send slowly, read nothing or do nothing, while others want their page.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use crate::client::{ACADEMY, Client};
use crate::http;
use crate::process;
use crate::server::Place;

const SLOW: usize = 4_000;
const IDLE: usize = 10_000;
/// Connections opened side by side; more at once overflow the queue of those not yet accepted.
const AT_ONCE: usize = 100;
/// Open files left for everything else.
const SPARE: usize = 200;
/// How long the crowd is kept while pages are asked for.
const WATCH: Duration = Duration::from_secs(12);
/// The most a page may take meanwhile.
const PAGE: Duration = Duration::from_secs(1);

/// What a client of the crowd does.
#[derive(Clone, Copy)]
enum Manner {
    /// Got a page and keeps its connection.
    Idle,
    /// Sends the head of its request one byte at a time.
    Dribbles,
    /// Asks for page after page and reads none.
    Deaf,
}

pub(super) async fn run(place: &Place) -> Result<String, String> {
    let files = open_files().saturating_sub(SPARE);
    let part = (files as f64 / (SLOW + IDLE) as f64).min(1.0);
    let (slow, idle) = ((SLOW as f64 * part) as usize, (IDLE as f64 * part) as usize);
    let server = place.serve(&[])?;
    let alive = Arc::new(AtomicUsize::new(0));
    let mut crowd = JoinSet::new();
    let started = Instant::now();
    let mut opened = 0;
    while opened < idle + slow {
        for _ in 0..AT_ONCE.min(idle + slow - opened) {
            let manner = if opened < idle {
                Manner::Idle
            } else if opened.is_multiple_of(2) {
                Manner::Dribbles
            } else {
                Manner::Deaf
            };
            crowd.spawn(one(server.site, manner, alive.clone()));
            opened += 1;
        }
        while alive.load(Ordering::SeqCst) < opened && started.elapsed() < Duration::from_secs(25) {
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }
    let gathered = started.elapsed();
    let there = alive.load(Ordering::SeqCst);

    let mut times = Vec::new();
    let began = Instant::now();
    while began.elapsed() < WATCH {
        let asked = Instant::now();
        let status = Client::new(server.site)
            .get(&format!("{ACADEMY}/sign-in"))
            .await
            .map_err(|error| format!("a crowd of {there}: {error}"))?
            .status;
        if status != 200 {
            return Err(format!("a crowd of {there}: the page is answered {status}"));
        }
        times.push(asked.elapsed());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let left = alive.load(Ordering::SeqCst);
    let memory = process::memory(server.pid()).1;
    crowd.abort_all();
    times.sort_unstable();
    let (middle, slowest) = (times.get(times.len() / 2).copied().unwrap_or_default(), times.last().copied().unwrap_or_default());
    let limits = if part < 1.0 { format!(" (all that {files} open files allow; {SLOW} and {IDLE} were wanted)") } else { String::new() };
    let line = format!(
        "{slow} slow and {idle} idle clients{limits}, {there} there after {:.1} s, {left} at the end: {} pages, {:.1} ms in the middle, {:.0} ms at most; server at most {memory:.0} MB",
        gathered.as_secs_f64(),
        times.len(),
        middle.as_secs_f64() * 1_000.0,
        slowest.as_secs_f64() * 1_000.0
    );
    // Clients are let go after half a minute; before that, a crowd that melts away proves nothing.
    if slowest > PAGE || there * 100 < (slow + idle) * 99 { Err(line) } else { Ok(line) }
}

/// Counts itself while it is connected.
struct There(Arc<AtomicUsize>);

impl Drop for There {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

async fn one(site: SocketAddr, manner: Manner, alive: Arc<AtomicUsize>) {
    let Ok(mut stream) = TcpStream::connect(site).await else { return };
    let request = http::get(site, &format!("{ACADEMY}/sign-in"), "", "");
    let mut read = vec![0; 2_048];
    if matches!(manner, Manner::Idle) && (stream.write_all(&request).await.is_err() || stream.read(&mut read).await.is_err()) {
        return;
    }
    alive.fetch_add(1, Ordering::SeqCst);
    let _there = There(alive);
    match manner {
        Manner::Idle => while stream.read(&mut read).await.is_ok_and(|bytes| bytes > 0) {},
        Manner::Dribbles => {
            for byte in request {
                if stream.write_all(&[byte]).await.is_err() {
                    return;
                }
                tokio::time::sleep(Duration::from_millis(400)).await;
            }
        }
        Manner::Deaf => {
            for _ in 0..200 {
                if stream.write_all(&request).await.is_err() {
                    return;
                }
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
        }
    }
}

/// How many files this process may have open.
fn open_files() -> usize {
    let limits = std::fs::read_to_string("/proc/self/limits").unwrap_or_default();
    let line = limits.lines().find_map(|line| line.strip_prefix("Max open files"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(1_024)
}
