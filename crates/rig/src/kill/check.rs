//! Whether everything that was acknowledged is there, and nothing twice.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::{Duration, Instant};

use db::{Db, Engine, args};

use super::writer::Writer;
use crate::client::person;

/// A killed process leaves its jobs leased for a minute; then their letters are due again.
const PATIENCE: Duration = Duration::from_secs(150);

/// What one look at the data found wrong; `from` is where this round's letters begin in each writer's list.
///
/// # Errors
/// When the data does not answer.
pub async fn round(db: &Db, writers: &mut [Writer], from: &[usize]) -> Result<Vec<String>, String> {
    let mut wrong = Vec::new();
    if db.engine() == Engine::Sqlite {
        let found: Vec<(String,)> = db.all("pragma integrity_check", &[]).await.map_err(|error| error.to_string())?;
        wrong.extend(found.into_iter().map(|(line,)| line).filter(|line| line != "ok").map(|line| format!("integrity: {line}")));
    }
    for (place, writer) in writers.iter_mut().enumerate() {
        wrong.extend(writer.look().await?);
        let known = from.get(place).copied().unwrap_or_default();
        for number in writer.letters.iter().skip(known) {
            let address = person(*number);
            let (rows,): (i64,) =
                db.one("select count(*) from letter where recipient = $1", &args![&address]).await.map_err(|error| error.to_string())?;
            if rows != 1 {
                wrong.push(format!("{rows} letters in the outbox for {address}, whose request was acknowledged"));
            }
        }
    }
    Ok(wrong)
}

/// Waits until every letter has left; how many still wait at the end.
///
/// # Errors
/// When the data does not answer.
pub async fn drained(db: &Db) -> Result<i64, String> {
    let started = Instant::now();
    loop {
        let (waiting,): (i64,) = db.one("select count(*) from job where state = 'queued'", &[]).await.map_err(|error| error.to_string())?;
        if waiting == 0 || started.elapsed() > PATIENCE {
            return Ok(waiting);
        }
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
}

/// What is wrong in the mail folder: an acknowledged request without its mail, or one with two.
pub fn mails(folder: &Path, writers: &[Writer]) -> Vec<String> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with('.') || !name.ends_with(".eml") {
            continue;
        }
        let text = std::fs::read(entry.path()).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
        let head = text.split_once("\r\n\r\n").map_or(text.as_str(), |(head, _)| head).replace("\r\n ", " ");
        let field = |name: &str| head.lines().find_map(|line| line.strip_prefix(name)).map(|value| value.trim().to_owned());
        let to = field("To:").unwrap_or_default();
        let address = to.rsplit_once('<').map_or(to.as_str(), |(_, rest)| rest.trim_end_matches('>'));
        found.entry(address.to_owned()).or_default().insert(field("Message-ID:").unwrap_or_default());
    }
    let mut wrong = Vec::new();
    for (address, ids) in &found {
        if ids.len() > 1 {
            wrong.push(format!("{} different mails to {address} for one request", ids.len()));
        }
        if ids.contains("") {
            wrong.push(format!("a mail to {address} without Message-ID"));
        }
    }
    for number in writers.iter().flat_map(|writer| &writer.letters) {
        if !found.contains_key(&person(*number)) {
            wrong.push(format!("no mail to {}, whose request was acknowledged", person(*number)));
        }
    }
    wrong
}
