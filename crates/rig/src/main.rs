//! The rig: load, kills and faults. No part of the product: it drives the program from outside, as people and accidents do.

mod bench;
mod chance;
mod client;
mod http;
mod kill;
mod load;
mod metrics;
mod postgres;
mod process;
mod server;
mod soak;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Debug, Parser)]
#[command(name = "rig", about = "Load, kills and faults, from outside")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Measures pages and form posts
    Bench(bench::Bench),
    /// Kills the program, or its database, while people write
    Kill(kill::Kill),
    /// Faults under load
    Soak(soak::Soak),
}

#[tokio::main]
async fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Bench(asked) => bench::run(&asked).await,
        Command::Kill(asked) => kill::run(&asked).await,
        Command::Soak(asked) => soak::run(&asked).await,
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("rig: {reason}");
            ExitCode::FAILURE
        }
    }
}
