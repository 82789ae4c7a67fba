//! Faults under load, one line each: a stop, a crowd of slow and idle clients, an attack, a whole school at once.

mod crowd;
mod drain;
mod hostile;
mod school;

use std::path::PathBuf;

use crate::server::{Folder, Place};

/// Which faults.
#[derive(clap::Args, Debug)]
pub struct Soak {
    /// The program under test
    #[arg(long)]
    pub program: PathBuf,
    /// Only these
    #[arg(long = "case", value_enum, value_delimiter = ',', default_values_t = [Case::Drain, Case::Hostile, Case::School, Case::Crowd])]
    pub cases: Vec<Case>,
}

/// A fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Case {
    /// SIGTERM under load
    Drain,
    /// 4,000 slow clients and 10,000 idle ones
    Crowd,
    /// 1,000 wrong passwords, then the owner
    Hostile,
    /// 200 people behind one address
    School,
}

/// Runs them all, even when one fails.
///
/// # Errors
/// When any fails.
pub async fn run(asked: &Soak) -> Result<(), String> {
    let mut folder = Folder::new()?;
    let place = Place { program: asked.program.clone(), data: folder.path().join("data"), database: None };
    place.seed("small")?;
    let mut failed = 0;
    for case in &asked.cases {
        let done = match case {
            Case::Drain => drain::run(&place).await,
            Case::Crowd => crowd::run(&place).await,
            Case::Hostile => hostile::run(&place).await,
            Case::School => school::run(&place).await,
        };
        match done {
            Ok(line) => println!("  ok  {line}"),
            Err(line) => {
                failed += 1;
                println!("FAIL  {line}");
            }
        }
    }
    if failed == 0 {
        return Ok(());
    }
    println!("{}", place.said());
    folder.keep();
    Err(format!("{failed} of {} failed", asked.cases.len()))
}
