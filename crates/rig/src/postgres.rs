//! A PostgreSQL server beside the rig (`bin/with-postgres`): databases of its own, and stopping it at once.

use std::path::Path;
use std::process::{Command, Stdio};

use tokio_postgres::NoTls;

use crate::chance;

/// Makes an empty database on a server; gives its URL.
///
/// # Errors
/// When the server does not answer or refuses.
pub async fn fresh_database(server: &str) -> Result<String, String> {
    let (client, connection) =
        tokio_postgres::connect(server, NoTls).await.map_err(|error| format!("PostgreSQL does not answer: {error}"))?;
    tokio::spawn(connection);
    let name = format!("rig_{}", chance::name()?);
    client.batch_execute(&format!("create database {name}")).await.map_err(|error| format!("cannot make a database: {error}"))?;
    let base = server.rsplit_once('/').map_or(server, |(base, _)| base);
    Ok(format!("{base}/{name}"))
}

/// `pg_ctl stop -m immediate`: as if the machine had lost power, the disk excepted.
///
/// # Errors
/// When `pg_ctl` fails.
pub fn stop_at_once(data: &Path) -> Result<(), String> {
    pg_ctl(data, &["-m", "immediate", "-w", "stop"])
}

/// Starts it again with the options it had.
///
/// # Errors
/// When `pg_ctl` fails.
pub fn start(data: &Path) -> Result<(), String> {
    let written = std::fs::read_to_string(data.join("postmaster.opts")).map_err(|error| format!("no postmaster.opts: {error}"))?;
    // The program, then each option in quotes; the folder is given by pg_ctl itself.
    let options: Vec<&str> = written.split('"').skip(1).step_by(2).collect();
    let folder = data.to_string_lossy();
    let kept: Vec<&str> = options.iter().copied().filter(|option| *option != "-D" && *option != folder).collect();
    let log = data.join("server.log");
    pg_ctl(data, &["-l", &log.to_string_lossy(), "-o", &kept.join(" "), "-w", "start"])
}

fn pg_ctl(data: &Path, arguments: &[&str]) -> Result<(), String> {
    // PostgreSQL refuses to run as root.
    let root = std::fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0);
    let mut command = if root {
        let mut command = Command::new("setpriv");
        command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups", "--", "pg_ctl"]);
        command
    } else {
        Command::new("pg_ctl")
    };
    let ended = command.arg("-D").arg(data).args(arguments).current_dir("/").stdout(Stdio::null()).status();
    match ended {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("pg_ctl {} ended with {status}", arguments.join(" "))),
        Err(error) => Err(format!("cannot run pg_ctl: {error}")),
    }
}
