//! kill -9 at random moments while people write; or PostgreSQL stopped at once. Nothing acknowledged may be lost, nothing done twice.

mod check;
mod outage;
mod writer;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use writer::{Round, Supply, WRITERS, Writer};

use crate::client::Client;
use crate::server::{Folder, Place, Server};
use crate::{bench, chance, postgres};

/// Faults after which a run ends early: more of them say nothing new.
const ENOUGH: usize = 10;

/// How to kill.
#[derive(clap::Args, Debug)]
pub struct Kill {
    /// The program under test
    #[arg(long)]
    pub program: PathBuf,
    /// How many times
    #[arg(long, default_value_t = 10)]
    pub rounds: usize,
    /// Stop PostgreSQL at once instead, and leave the site running
    #[arg(long)]
    pub postgres_immediate: bool,
    /// A PostgreSQL server, for --postgres-immediate
    #[arg(long, env = "MAGISTERE_TEST_POSTGRES")]
    pub postgres: Option<String>,
    /// The folder of that server
    #[arg(long, env = "MAGISTERE_TEST_POSTGRES_DATA")]
    pub postgres_data: Option<PathBuf>,
}

/// Kills, looks, and says what was lost.
///
/// # Errors
/// When anything was lost or done twice, or the program does not run as it should.
pub async fn run(asked: &Kill) -> Result<(), String> {
    let mut folder = Folder::new()?;
    let database = match (asked.postgres_immediate, &asked.postgres) {
        (true, Some(server)) => Some(postgres::fresh_database(server).await?),
        (true, None) => return Err("--postgres-immediate needs a server: run it through bin/with-postgres".into()),
        (false, _) => None,
    };
    let place = Place { program: asked.program.clone(), data: folder.path().join("data"), database };
    place.seed("small")?;
    let done = rounds(asked, &place).await;
    if done.is_err() {
        println!("{}", place.said());
        folder.keep();
    }
    done
}

async fn rounds(asked: &Kill, place: &Place) -> Result<(), String> {
    let started = Instant::now();
    let people = bench::people(place).await?;
    let share = people.saturating_sub(WRITERS) / asked.rounds.max(1);
    let mut server = place.serve(&[])?;
    let mut writers = Vec::new();
    for number in 1..=WRITERS {
        writers.push(Writer::new(Client::new(server.site), number).await?);
    }
    let mut wrong = Vec::new();
    let mut slowest_back = Duration::ZERO;
    let mut done = 0;
    let mut next = WRITERS + 1;
    while done < asked.rounds && wrong.len() < ENOUGH {
        let from: Vec<usize> = writers.iter().map(|writer| writer.letters.len()).collect();
        let round = Arc::new(Round {
            stop: AtomicBool::new(false),
            supply: Supply { next: AtomicUsize::new(next), end: AtomicUsize::new(WRITERS + 1 + share * (done + 1)) },
            answers: asked.postgres_immediate,
        });
        let back;
        if asked.postgres_immediate {
            let data = asked.postgres_data.as_deref().ok_or("MAGISTERE_TEST_POSTGRES_DATA is not set")?;
            let faults;
            (writers, faults, back) = outage::round(data, writers, round.clone()).await?;
            wrong.extend(faults);
        } else {
            (writers, server, back) = kill_once(place, server, writers, round.clone()).await?;
        }
        next = round.supply.next.load(Ordering::SeqCst);
        slowest_back = slowest_back.max(back);
        let db = place.open().await?;
        wrong.extend(check::round(&db, &mut writers, &from).await?);
        wrong.extend(writers.iter_mut().flat_map(|writer| std::mem::take(&mut writer.faults)));
        done += 1;
    }
    let waiting = check::drained(&place.open().await?).await?;
    if waiting > 0 {
        wrong.push(format!("{waiting} letters still wait at the end"));
    }
    wrong.extend(check::mails(&place.data.join("mail"), &writers));
    report(asked, done, &writers, &wrong, slowest_back, started.elapsed())
}

async fn kill_once(
    place: &Place,
    mut server: Server,
    writers: Vec<Writer>,
    round: Arc<Round>,
) -> Result<(Vec<Writer>, Server, Duration), String> {
    let mut running = Vec::new();
    for mut writer in writers {
        let round = round.clone();
        running.push(tokio::spawn(async move {
            writer.write(&round).await;
            writer
        }));
    }
    tokio::time::sleep(Duration::from_millis(chance::between(50, 700)?)).await;
    server.kill();
    round.stop.store(true, Ordering::SeqCst);
    let mut writers = Vec::new();
    for task in running {
        writers.push(task.await.map_err(|error| error.to_string())?);
    }
    let server = place.serve(&[])?;
    let back = server.until_listening;
    for writer in &mut writers {
        writer.move_to(server.site);
    }
    Ok((writers, server, back))
}

fn report(asked: &Kill, done: usize, writers: &[Writer], wrong: &[String], back: Duration, took: Duration) -> Result<(), String> {
    let acknowledged: usize = writers.iter().map(|writer| writer.acknowledged).sum();
    let letters: usize = writers.iter().map(|writer| writer.letters.len()).sum();
    let refused: usize = writers.iter().map(|writer| writer.refused).sum();
    let slowest = writers.iter().map(|writer| writer.slowest).max().unwrap_or_default();
    let (what, again) = if asked.postgres_immediate {
        (format!("immediate stops of PostgreSQL, {refused} requests refused with a page"), "writes work again")
    } else {
        ("kills".to_owned(), "listening again")
    };
    println!(
        "{done} {what}: {acknowledged} acknowledged writes ({letters} of them letters), {} lost or doubled; slowest answer {:.2} s, {again} after {:.2} s at most; {:.0} s in all",
        wrong.len(),
        slowest.as_secs_f64(),
        back.as_secs_f64(),
        took.as_secs_f64()
    );
    for line in wrong.iter().take(ENOUGH) {
        println!("  {line}");
    }
    if !wrong.is_empty() {
        return Err(format!("{} faults", wrong.len()));
    }
    if acknowledged < done {
        return Err("too few writes were acknowledged to say anything".into());
    }
    Ok(())
}
