//! A thousand wrong passwords against one account, from the network of its owner; then she comes, with the device she always uses.

use std::collections::BTreeMap;
use std::time::Instant;

use crate::client::{ACADEMY, Client, PASSWORD, person};
use crate::server::Place;

const FAILURES: usize = 1_000;
const ATTACKERS: usize = 16;
/// Whose account it is.
const OWNER: usize = 200;

pub(super) async fn run(place: &Place) -> Result<String, String> {
    let server = place.serve(&[])?;
    let path = format!("{ACADEMY}/sign-in");
    let mut owner = Client::new(server.site);
    owner.sign_in(&person(OWNER)).await?;
    owner.post(&format!("{ACADEMY}/sign-out"), &[]).await?;

    let started = Instant::now();
    let mut running = Vec::new();
    for attacker in 0..ATTACKERS {
        let (site, path) = (server.site, path.clone());
        running.push(tokio::spawn(async move {
            let mut client = Client::new(site);
            let mut endings: BTreeMap<String, usize> = BTreeMap::new();
            for guess in (attacker..FAILURES).step_by(ATTACKERS) {
                let answer = client.post(&path, &[("username", &person(OWNER)), ("password", &format!("Azerty-{guess}!"))]).await;
                let ending = answer.map_or_else(|error| error, |reply| reply.status.to_string());
                *endings.entry(ending).or_default() += 1;
            }
            endings
        }));
    }
    let mut endings: BTreeMap<String, usize> = BTreeMap::new();
    for task in running {
        for (ending, count) in task.await.map_err(|error| error.to_string())? {
            *endings.entry(ending).or_default() += count;
        }
    }
    let attack = started.elapsed();
    let seen = endings.iter().map(|(ending, count)| format!("{count} × {ending}")).collect::<Vec<_>>().join(", ");
    if endings.keys().any(|ending| ending != "422" && ending != "429") {
        return Err(format!("{FAILURES} wrong passwords: {seen}"));
    }

    let stranger = Client::new(server.site).post(&path, &[("username", &person(OWNER)), ("password", PASSWORD)]).await?;
    if stranger.status != 429 {
        return Err(format!("after {FAILURES} wrong passwords an unknown device with the right one gets {}", stranger.status));
    }
    let began = Instant::now();
    owner.sign_in(&person(OWNER)).await.map_err(|error| format!("after {FAILURES} wrong passwords ({seen}): {error}"))?;
    Ok(format!(
        "{FAILURES} wrong passwords in {:.1} s ({seen}): the right one from an unknown device is refused, the owner's known device is in after {:.0} ms",
        attack.as_secs_f64(),
        began.elapsed().as_secs_f64() * 1_000.0
    ))
}
