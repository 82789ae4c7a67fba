//! Two hundred people behind one address sign in within a minute: nobody is refused.

use std::time::{Duration, Instant};

use crate::client::{Client, person};
use crate::server::Place;

const PEOPLE: usize = 200;
/// The first of them; others of the rig have failures of their own.
const FIRST: usize = 210;
/// From the first to the last.
const WITHIN: Duration = Duration::from_secs(20);

pub(super) async fn run(place: &Place) -> Result<String, String> {
    let server = place.serve(&[])?;
    let mut running = Vec::new();
    let pause = WITHIN / u32::try_from(PEOPLE).unwrap_or(1);
    for number in 0..PEOPLE {
        let site = server.site;
        running.push(tokio::spawn(async move {
            let began = Instant::now();
            Client::new(site).sign_in(&person(FIRST + number)).await.map(|_| began.elapsed())
        }));
        tokio::time::sleep(pause).await;
    }
    let mut times = Vec::new();
    let mut refused = Vec::new();
    for task in running {
        match task.await.map_err(|error| error.to_string())? {
            Ok(time) => times.push(time),
            Err(error) => refused.push(error),
        }
    }
    if let Some(first) = refused.first() {
        return Err(format!("{} of {PEOPLE} people behind one address were refused; the first: {first}", refused.len()));
    }
    times.sort_unstable();
    let middle = times.get(times.len() / 2).copied().unwrap_or_default();
    let slowest = times.last().copied().unwrap_or_default();
    Ok(format!(
        "{PEOPLE} people behind one address within {} s: none refused; from the form to the page {:.0} ms in the middle, {:.0} ms at most",
        WITHIN.as_secs(),
        middle.as_secs_f64() * 1_000.0,
        slowest.as_secs_f64() * 1_000.0
    ))
}
