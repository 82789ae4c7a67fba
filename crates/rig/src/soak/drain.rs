//! SIGTERM under load: what was asked before the signal is answered whole, and no answer is cut after it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::chance;
use crate::client::{ACADEMY, Client, PASSWORD, person};
use crate::http::{self, Connection};
use crate::server::Place;

const ROUNDS: usize = 5;
const CLIENTS: usize = 12;

/// One request: when it was sent, and how it ended.
struct Sent {
    at: Instant,
    ended: Result<u16, String>,
}

pub(super) async fn run(place: &Place) -> Result<String, String> {
    let (mut answered, mut under_way, mut slowest) = (0, 0, Duration::ZERO);
    for _ in 0..ROUNDS {
        let mut server = place.serve(&[])?;
        let stop = Arc::new(AtomicBool::new(false));
        let mut running = Vec::new();
        for number in 1..=CLIENTS {
            let mut client = Client::new(server.site);
            client.sign_in(&person(number)).await?;
            // A third signs in without pause: their answers take long, as they wait for a hash.
            let request = if number % 3 == 0 {
                let name = person(100 + number);
                http::post(server.site, &format!("{ACADEMY}/sign-in"), "seen=1", "", &[("username", &name), ("password", PASSWORD)])
            } else if number % 3 == 1 {
                http::post(server.site, &format!("{ACADEMY}/profile"), &client.cookies(), "", &[("city", &chance::name()?)])
            } else {
                http::get(server.site, &format!("{ACADEMY}/my"), &client.cookies(), "")
            };
            running.push(tokio::spawn(send(server.site, request, stop.clone())));
        }
        tokio::time::sleep(Duration::from_millis(chance::between(300, 900)?)).await;
        let signal = Instant::now();
        server.ask_to_stop()?;
        let ended = server.ended(Duration::from_secs(12)).await;
        slowest = slowest.max(signal.elapsed());
        stop.store(true, Ordering::SeqCst);
        for task in running {
            for sent in task.await.map_err(|error| error.to_string())? {
                match sent.ended {
                    Ok(200 | 303) => {
                        answered += 1;
                        under_way += usize::from(sent.at < signal);
                    }
                    Ok(status) => return Err(format!("SIGTERM under load: a request was answered {status}")),
                    Err(error) if sent.at < signal || error.contains("cut") => {
                        let when = if sent.at < signal { "before" } else { "after" };
                        return Err(format!("SIGTERM under load: of a request sent {when} the signal, {error}"));
                    }
                    Err(_) => {}
                }
            }
        }
        if !ended {
            return Err("SIGTERM under load: the server still ran after 12 s".into());
        }
    }
    Ok(format!(
        "SIGTERM under load, {ROUNDS} times: {answered} answers whole ({under_way} asked before the signal), none cut; gone after {:.2} s at most",
        slowest.as_secs_f64()
    ))
}

/// Sends until the site is gone.
async fn send(site: std::net::SocketAddr, request: Vec<u8>, stop: Arc<AtomicBool>) -> Vec<Sent> {
    let mut all = Vec::new();
    let mut connection: Option<Connection> = None;
    while !stop.load(Ordering::SeqCst) {
        let mut open = match connection.take() {
            Some(open) => open,
            // Once nobody listens any more there is nothing left to ask.
            None => match Connection::open(site).await {
                Ok(open) => open,
                Err(_) => break,
            },
        };
        let at = Instant::now();
        let ended = open.send(&request).await.map(|reply| reply.status);
        if !open.over {
            connection = Some(open);
        }
        all.push(Sent { at, ended });
    }
    all
}
