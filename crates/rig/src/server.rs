//! The program under test: started, asked to stop, killed.

use std::io::{BufRead, BufReader};
use std::net::{SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// Where a site keeps what it keeps.
#[derive(Clone, Debug)]
pub struct Place {
    /// The program.
    pub program: PathBuf,
    /// Its data folder.
    pub data: PathBuf,
    /// Its PostgreSQL database; SQLite in the folder without.
    pub database: Option<String>,
}

impl Place {
    /// A command of the program on this site.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command.args(arguments).arg("--data").arg(&self.data);
        if let Some(url) = &self.database {
            command.arg("--database").arg(url);
        }
        // Flags of whoever runs the rig must not reach the site.
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("MAGISTERE_") {
                command.env_remove(name);
            }
        }
        command
    }

    /// Fills the site with invented people; how long that took.
    ///
    /// # Errors
    /// When the program says no.
    pub fn seed(&self, size: &str) -> Result<Duration, String> {
        let started = Instant::now();
        let ended = self
            .command(&["seed", "--size", size])
            .stdout(Stdio::null())
            .status()
            .map_err(|error| format!("cannot run the program: {error}"))?;
        if ended.success() { Ok(started.elapsed()) } else { Err(format!("seed ended with {ended}")) }
    }

    /// The data as the server sees it.
    ///
    /// # Errors
    /// When it does not open.
    pub async fn open(&self) -> Result<db::Db, String> {
        let at = match &self.database {
            Some(url) => db::Location::Postgres(url.clone()),
            None => db::Location::Sqlite(self.data.join("magistere.db")),
        };
        db::Db::open(&at).await.map_err(|error| format!("cannot open the data: {error}"))
    }

    fn log_file(&self) -> PathBuf {
        self.data.with_extension("log")
    }

    fn log(&self) -> Result<std::fs::File, String> {
        std::fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(self.log_file())
            .map_err(|error| format!("cannot write the log: {error}"))
    }

    /// The last lines the server wrote on its errors.
    pub fn said(&self) -> String {
        let text = std::fs::read_to_string(self.log_file()).unwrap_or_default();
        let lines: Vec<&str> = text.lines().rev().take(10).collect();
        lines.into_iter().rev().collect::<Vec<_>>().join("\n")
    }

    /// Starts the server and waits until it listens.
    ///
    /// # Errors
    /// When it does not within twenty seconds.
    pub fn serve(&self, more: &[&str]) -> Result<Server, String> {
        let ops = free_port()?;
        let started = Instant::now();
        let mut child = self
            .command(&["serve", "--listen", "127.0.0.1:0", "--ops-listen", &ops.to_string()])
            .args(more)
            .stdout(Stdio::piped())
            .stderr(self.log()?)
            .spawn()
            .map_err(|error| format!("cannot start the server: {error}"))?;
        let stdout = child.stdout.take().ok_or("no output")?;
        let (say, hear) = mpsc::channel();
        std::thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                if let Some(address) = line.strip_prefix("listening on http://") {
                    let _ = say.send(address.trim().parse::<SocketAddr>());
                }
            }
        });
        let heard = hear.recv_timeout(Duration::from_secs(20));
        let mut server = Server { child, site: ops, ops, until_listening: started.elapsed() };
        match heard {
            Ok(Ok(site)) => server.site = site,
            _ => return Err(format!("the server did not say where it listens within 20 s; it said:\n{}", self.said())),
        }
        Ok(server)
    }
}

/// A free address of this machine.
///
/// # Errors
/// When the system gives none.
pub fn free_port() -> Result<SocketAddr, String> {
    TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).map_err(|error| error.to_string())
}

/// A running server; killed when dropped.
#[derive(Debug)]
pub struct Server {
    child: Child,
    /// Where the site answers.
    pub site: SocketAddr,
    /// Where health and metrics answer.
    pub ops: SocketAddr,
    /// From the start of the process to its word that it listens.
    pub until_listening: Duration,
}

impl Server {
    /// Its process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// kill -9, and waits until it is gone.
    pub fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// SIGTERM, without waiting.
    ///
    /// # Errors
    /// When `kill` cannot be run.
    pub fn ask_to_stop(&self) -> Result<(), String> {
        let done = Command::new("kill").args(["-TERM", &self.pid().to_string()]).status().map_err(|error| error.to_string())?;
        if done.success() { Ok(()) } else { Err("kill -TERM failed".into()) }
    }

    /// Waits until it ended by itself; false when it still runs after `limit`.
    pub async fn ended(&mut self, limit: Duration) -> bool {
        let started = Instant::now();
        while started.elapsed() < limit {
            if matches!(self.child.try_wait(), Ok(Some(_))) {
                return true;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        false
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}

/// A folder that goes away with its owner.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    kept: bool,
}

impl Folder {
    /// A new folder among the temporary ones.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn new() -> Result<Folder, String> {
        let path = std::env::temp_dir().join(format!("magistere-rig-{}", crate::chance::name()?));
        std::fs::create_dir(&path).map_err(|error| format!("cannot make {}: {error}", path.display()))?;
        Ok(Folder { path, kept: false })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Leaves it there, for whoever wants to know what went wrong.
    pub fn keep(&mut self) {
        self.kept = true;
        println!("  kept for a look: {}", self.path.display());
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if !self.kept {
            let _ = std::fs::remove_dir_all(&self.path);
        }
    }
}
