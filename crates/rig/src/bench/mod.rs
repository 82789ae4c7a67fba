//! Speed: pages and form posts under load, on both databases and both sizes, in one run so that figures can be compared.

mod cases;
mod measure;
mod start;
mod table;

use std::path::{Path, PathBuf};

use cases::Cast;
use measure::{Figures, Under};

use crate::metrics::Metrics;
use crate::process;
use crate::server::{Folder, Place};

/// What to measure.
#[derive(clap::Args, Debug)]
pub struct Bench {
    /// The program under test, built for release
    #[arg(long)]
    pub program: PathBuf,
    /// Sizes of the site, smallest first
    #[arg(long = "size", value_delimiter = ',', default_value = "small")]
    pub sizes: Vec<String>,
    /// A PostgreSQL server, measured after SQLite
    #[arg(long, env = "MAGISTERE_TEST_POSTGRES")]
    pub postgres: Option<String>,
    /// The folder of that server, to count what it costs
    #[arg(long, env = "MAGISTERE_TEST_POSTGRES_DATA")]
    pub postgres_data: Option<PathBuf>,
    /// Seconds of load for each case, in three rounds for pages
    #[arg(long, default_value_t = 3.0)]
    pub seconds: f64,
}

/// Pages are measured so often, all of them before the next time, and the least counts: whatever else the machine does only adds to it. What the
/// program does later for a page, it does in each round.
const ROUNDS: usize = 3;

/// Measures and prints.
///
/// # Errors
/// When the program does not run as it should.
pub async fn run(asked: &Bench) -> Result<(), String> {
    let hash = tokio::task::spawn_blocking(measure::one_hash).await.map_err(|error| error.to_string())??;
    println!("one Argon2id hash (19 MiB, t=2, p=1): {hash:.2} ms of CPU");
    let (mut small_sqlite, mut small_postgres): (Option<Vec<Figures>>, Option<Vec<Figures>>) = (None, None);
    for size in &asked.sizes {
        let title = format!("SQLite, {size}");
        let sqlite = site(asked, size, &title, None).await?;
        table::print(&title, &sqlite, hash, None, small_sqlite.as_deref());
        if let Some(server) = &asked.postgres {
            let title = format!("PostgreSQL, {size}");
            let figures = site(asked, size, &title, Some(server)).await?;
            table::print(&title, &figures, hash, Some(&sqlite), small_postgres.as_deref());
            small_postgres = small_postgres.or(Some(figures));
        }
        small_sqlite = small_sqlite.or(Some(sqlite));
    }
    Ok(())
}

async fn site(asked: &Bench, size: &str, title: &str, postgres: Option<&str>) -> Result<Vec<Figures>, String> {
    println!("\n── {title} ──");
    let folder = Folder::new()?;
    let database = match postgres {
        Some(server) => Some(crate::postgres::fresh_database(server).await?),
        None => None,
    };
    let place = Place { program: asked.program.clone(), data: folder.path().join("data"), database };
    println!("  seeded in {:.1} s", place.seed(size)?.as_secs_f64());
    let server = start::time(&place).await?;
    start::rest(&server).await;
    start::first_visit(&server).await?;
    let people = people(&place).await?;
    let cast = Cast { site: server.site, ops: server.ops, people };
    let mut under = Under {
        pid: server.pid(),
        postgres: postgres.and(asked.postgres_data.as_deref()).map(Path::to_owned),
        metrics: Metrics::open(server.ops).await?,
    };
    let cases = cast.cases().await?;
    let mut figures = Vec::new();
    for case in &cases {
        figures.push(under.measure(case, if case.page.is_some() { asked.seconds / ROUNDS as f64 } else { asked.seconds }).await?);
    }
    for _ in 1..ROUNDS {
        for (case, least) in cases.iter().zip(&mut figures).filter(|(case, _)| case.page.is_some()) {
            let again = under.measure(case, asked.seconds / ROUNDS as f64).await?;
            // A round that went wrong is always told.
            if (again.load.others.is_empty(), again.cost()) < (least.load.others.is_empty(), least.cost()) {
                *least = again;
            }
        }
    }
    let (now, most) = process::memory(server.pid());
    println!("  memory after the load: {now:.0} MB, at most {}", table::verdict(most, 200.0, " MB"));
    if postgres.is_none() {
        let writes = figures.iter().find(|row| row.name.starts_with("profile")).map_or(0.0, |row| row.load.rate());
        let met = if writes >= 1_000.0 { "met" } else { "MISSED" };
        println!("  durable writes from 8 clients: {writes:.0}/s ≥ 1000 {met}");
    }
    Ok(figures)
}

/// How many people called `personneN` a site has.
///
/// # Errors
/// When the data does not open.
pub async fn people(place: &Place) -> Result<usize, String> {
    let db = place.open().await?;
    let (count,): (i64,) =
        db.one("select count(*) from person where username like 'personne%'", &[]).await.map_err(|error| error.to_string())?;
    usize::try_from(count).map_err(|error| error.to_string())
}
