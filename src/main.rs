//! The program: reads the command line and does what it says.

use std::process::ExitCode;

use clap::Parser;
use magistere::cli::{Cli, Command, Serving};
use magistere::clock::Clock;
use magistere::serve::{self, Mail};
use magistere::store::{self, Filler, OpenStore};
use magistere::{admin, catalogue, demo, seed};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let filter = tracing_subscriber::EnvFilter::try_from_env("MAGISTERE_LOG").unwrap_or_else(|_| "warn".into());
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    // Short reads run in place, so there are twice as many workers as cores to hide the waits for the disk.
    let workers = 2 * std::thread::available_parallelism().map_or(2, usize::from);
    let runtime = match tokio::runtime::Builder::new_multi_thread().worker_threads(workers).enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&error.to_string()),
    };
    runtime.block_on(run(cli.command))
}

async fn run(command: Command) -> ExitCode {
    let done = match command {
        Command::Serve(serving) => serve(serving).await,
        Command::Demo(serving) => show(serving).await,
        Command::Migrate(place) => migrate(&place).await,
        Command::Reindex(place) => reindex(&place).await,
        Command::Seed(asked) => seed::run(&asked).await,
        Command::Routes(asked) => {
            admin::routes::run(asked.json);
            Ok(())
        }
        Command::Admin(asked) => return admin::run(asked).await,
    };
    done.map_or_else(|reason| failed(&reason), |()| ExitCode::SUCCESS)
}

async fn serve(serving: Serving) -> Result<(), String> {
    let store = store::open(&serving.store).await?;
    if store.filled_by().await?.is_some() {
        serving.on_this_machine_only()?;
    }
    listen(&serving, store, false).await
}

async fn show(serving: Serving) -> Result<(), String> {
    serving.on_this_machine_only()?;
    let (store, _) = store::open_to_fill(&serving.store, Filler::Demo).await?;
    listen(&serving, store, true).await
}

async fn listen(serving: &Serving, store: OpenStore, demo: bool) -> Result<(), String> {
    if let Err(error) = rlimit::increase_nofile_limit(u64::MAX) {
        tracing::warn!(%error, "the system grants no more open files: fewer people can be connected at once");
    }
    let OpenStore { db, secrets, .. } = store;
    let running = serve::prepare(&serving.options(demo), db.clone(), secrets, Clock::System, Mail::AsOptions).await?;
    if demo {
        // Does nothing when it was filled before.
        demo::fill(&running.app).await?;
    }
    store::remember_origin(&db, &running.app.config.origin).await.map_err(|error| error.to_string())?;
    println!("listening on http://{}", running.address);
    if demo {
        println!("{}", demo::welcome(&running.app.config.origin));
    }
    running.run(serve::asked_to_stop()).await;
    Ok(())
}

async fn migrate(place: &store::Store) -> Result<(), String> {
    let store = store::open(place).await?;
    println!("{} steps taken, the schema is up to date", store.steps);
    Ok(())
}

async fn reindex(place: &store::Store) -> Result<(), String> {
    let store = store::open(place).await?;
    let search = serve::search(&store.data, &store.db)?;
    if !search.is_kept() {
        return Err("the folder of the index cannot be written".into());
    }
    let app = admin::desk_with(store, Clock::System, search).await?;
    let offers = catalogue::copy::rebuild(&app).await.map_err(|error| error.to_string())?;
    println!("{offers} offers indexed");
    Ok(())
}

fn failed(reason: &str) -> ExitCode {
    eprintln!("magistere: {reason}");
    ExitCode::FAILURE
}
