//! Starting, resting, and the first visit of somebody who has nothing cached.

use std::collections::BTreeSet;
use std::time::Duration;

use crate::bench::table::verdict;
use crate::client::{ACADEMY, Client};
use crate::http::{Connection, get};
use crate::process;
use crate::server::{Place, Server};

/// Starts the server a few times and prints how long the first page took at best and in the middle; gives one that runs.
///
/// # Errors
/// When it does not start.
pub async fn time(place: &Place) -> Result<Server, String> {
    let mut firsts = Vec::new();
    let mut running = None;
    for _ in 0..5 {
        drop(running.take());
        let started = std::time::Instant::now();
        let server = place.serve(&[])?;
        let status = Client::new(server.site).get(&format!("{ACADEMY}/sign-in")).await?.status;
        if status != 200 {
            return Err(format!("the sign-in page answers {status}"));
        }
        firsts.push((started.elapsed().as_secs_f64() * 1_000.0, server.until_listening.as_secs_f64() * 1_000.0));
        running = Some(server);
    }
    firsts.sort_by(|one, other| one.0.total_cmp(&other.0));
    let (page, listening) = firsts.get(2).copied().unwrap_or_default();
    println!("  start: listening after {listening:.0} ms, first page {}", verdict(page, 200.0, " ms"));
    running.ok_or_else(|| "no server".into())
}

/// Prints the memory of a server nobody uses.
pub async fn rest(server: &Server) {
    // Idle is when nothing happens: what the start and the making of the search index held has been given back by then.
    tokio::time::sleep(Duration::from_secs(5)).await;
    println!("  idle memory: {}", verdict(process::memory(server.pid()).0, 40.0, " MB"));
}

/// Prints what the sign-in page weighs with everything it loads.
///
/// # Errors
/// When something it loads does not answer.
pub async fn first_visit(server: &Server) -> Result<(), String> {
    let mut connection = Connection::open(server.site).await?;
    let page = format!("{ACADEMY}/sign-in");
    let mut wanted: BTreeSet<String> = [page.clone()].into();
    let mut bytes = 0;
    let mut done = BTreeSet::new();
    while let Some(path) = wanted.pop_first() {
        let packed = connection.send(&get(server.site, &path, "", "Accept-Encoding: zstd, gzip\r\n")).await?;
        let plain = connection.send(&get(server.site, &path, "", "")).await?.text();
        if packed.status != 200 {
            return Err(format!("{path} answers {}", packed.status));
        }
        bytes += packed.head.len() + packed.body.len();
        let html = path == page;
        done.insert(path);
        let loads = if html { loaded(&plain) } else { Vec::new() };
        wanted.extend(loads.into_iter().filter(|path| !done.contains(path)));
    }
    println!("  first visit: {}, {}", verdict(bytes as f64 / 1_000.0, 100.0, " kB"), verdict(done.len() as f64, 5.0, " requests"));
    Ok(())
}

/// Style sheets, scripts, pictures and icons of a page: what a browser fetches by itself.
fn loaded(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    for tag in html.split('<').filter_map(|rest| rest.split('>').next()) {
        let attribute = match tag.split_whitespace().next() {
            Some("link") if ["rel=\"stylesheet\"", "rel=\"icon\"", "rel=\"preload\""].iter().any(|rel| tag.contains(rel)) => "href=\"",
            Some("script" | "img") => "src=\"",
            _ => continue,
        };
        let address = tag.split_once(attribute).and_then(|(_, rest)| rest.split('"').next());
        found.extend(address.filter(|address| address.starts_with('/')).map(str::to_owned));
    }
    found
}
