//! PostgreSQL stopped at once and started again, while the site stays and goes on answering.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use super::writer::{Round, Writer};
use crate::{chance, postgres};

/// How soon writes must work again once the database does.
const HEALED: Duration = Duration::from_secs(2);

/// One stop and start; what was wrong, and how long the slowest writer waited after the start.
///
/// # Errors
/// When PostgreSQL does not obey, or a writer is gone.
pub async fn round(data: &Path, writers: Vec<Writer>, round: Arc<Round>) -> Result<(Vec<Writer>, Vec<String>, Duration), String> {
    let mut running = Vec::new();
    for mut writer in writers {
        let round = round.clone();
        running.push(tokio::spawn(async move {
            writer.write(&round).await;
            writer
        }));
    }
    tokio::time::sleep(Duration::from_millis(chance::between(50, 700)?)).await;
    let own = data.to_owned();
    tokio::task::spawn_blocking(move || postgres::stop_at_once(&own)).await.map_err(|error| error.to_string())??;
    tokio::time::sleep(Duration::from_millis(chance::between(50, 400)?)).await;
    let own = data.to_owned();
    tokio::task::spawn_blocking(move || postgres::start(&own)).await.map_err(|error| error.to_string())??;
    let back = Instant::now();
    tokio::time::sleep(HEALED + Duration::from_millis(200)).await;
    round.stop.store(true, Ordering::SeqCst);
    let mut writers = Vec::new();
    let mut wrong = Vec::new();
    let mut slowest = Duration::ZERO;
    for task in running {
        let writer = task.await.map_err(|error| error.to_string())?;
        match writer.moments.iter().find(|moment| **moment >= back) {
            Some(first) => slowest = slowest.max(first.duration_since(back)),
            None => wrong.push("a writer got nothing done within 2 s after the database was back".into()),
        }
        writers.push(writer);
    }
    if slowest > HEALED {
        wrong.push(format!("writes worked again only {:.1} s after the database was back", slowest.as_secs_f64()));
    }
    Ok((writers, wrong, slowest))
}
