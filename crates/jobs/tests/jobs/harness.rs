//! A database of its own for each test, a clock that is held, and handlers that note what they did.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use db::{Db, Location, Migration, args};
use jobs::mail::{self, Compose, ComposeError, Deliver, Letter, Message, NewLetter, Transport};
use jobs::{BoxFuture, Clock, Handler, Job, NewJob, Outcome, Runner};

/// 2026-11-24 03:14:15 UTC.
pub const NOW: i64 = 1_795_490_055_000_000;
pub const SECOND: i64 = 1_000_000;
pub const MINUTE: i64 = 60 * SECOND;
pub const HOUR: i64 = 60 * MINUTE;

const SCHEMA: Migration = Migration { name: "0001_foundation", sql: include_str!("../../../../migrations/0001_foundation.sql") };

pub struct Place {
    pub db: Db,
    pub time: Arc<AtomicI64>,
    pub folder: tempfile::TempDir,
    location: Location,
    /// The server and the name of this test's database.
    server: Option<(String, String)>,
}

impl Place {
    pub async fn new() -> Place {
        let folder = tempfile::tempdir().unwrap();
        let server = match std::env::var("MAGISTERE_TEST_POSTGRES") {
            Ok(server) => Some(make_database(server, &folder).await),
            Err(_) => None,
        };
        let location = match &server {
            Some((server, name)) => Location::Postgres(format!("{}/{name}", server.rsplit_once('/').unwrap().0)),
            None => Location::Sqlite(folder.path().join("test.sqlite3")),
        };
        let db = Db::open(&location).await.unwrap();
        db.migrate(&[SCHEMA]).await.unwrap();
        Place { db, time: Arc::new(AtomicI64::new(NOW)), folder, location, server }
    }

    /// The same database as another process would open it.
    pub async fn again(&self) -> Db {
        Db::open(&self.location).await.unwrap()
    }

    pub fn clock(&self) -> Clock {
        let time = self.time.clone();
        Arc::new(move || time.load(Ordering::SeqCst))
    }

    pub fn now(&self) -> i64 {
        self.time.load(Ordering::SeqCst)
    }

    pub fn pass(&self, micros: i64) {
        self.time.fetch_add(micros, Ordering::SeqCst);
    }

    pub fn runner(&self) -> Runner {
        Runner::new(self.db.clone(), self.clock())
    }

    pub async fn queue(&self, kind: &str, payload: &str) {
        let tx = self.db.begin().await.unwrap();
        let job = NewJob { kind, payload: payload.to_owned(), run_at: self.now() };
        jobs::queue(&tx, job, self.now()).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// State, attempts and last error of every job.
    pub async fn jobs(&self) -> Vec<(String, i64, Option<String>)> {
        self.db.all("select state, attempts, last_error from job order by id", &[]).await.unwrap()
    }

    pub async fn post(&self, recipient: &str) -> i64 {
        let count: (i64,) = self.db.one("select count(*) from letter", &[]).await.unwrap();
        let message_id = format!("<letter-{}@m.example.org>", count.0);
        let parameters = serde_json::json!({ "links": [7] });
        let tx = self.db.begin().await.unwrap();
        let letter = NewLetter {
            academy_id: None,
            person_id: None,
            template: "reset",
            subject: "Académie de Besançon : essai",
            recipient,
            parameters: &parameters,
            message_id: &message_id,
            not_before: 0,
        };
        let id = mail::post(&tx, letter, self.now()).await.unwrap();
        tx.commit().await.unwrap();
        id
    }

    /// State, attempts, last answer and hand-over of a letter.
    pub async fn letter(&self, id: i64) -> (String, i64, Option<String>, Option<i64>) {
        self.db.one("select state, attempts, last_answer, handed_over_at from letter where id = $1", &args![id]).await.unwrap()
    }

    pub fn postman(&self, transport: Transport) -> (Runner, Arc<Writer>) {
        let writer = Arc::new(Writer::default());
        (self.runner().with(Deliver::new(self.db.clone(), self.clock(), transport, writer.clone())), writer)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let Some((server, name)) = self.server.take() else { return };
        let dropping = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(command(&server, &format!("drop database if exists {name} with (force)")))
        });
        let _ = dropping.join();
    }
}

async fn make_database(server: String, folder: &tempfile::TempDir) -> (String, String) {
    let unique = folder.path().file_name().unwrap().to_string_lossy().replace(|c: char| !c.is_ascii_alphanumeric(), "").to_lowercase();
    let name = format!("jobs_test_{}_{unique}", std::process::id());
    // The template is busy while another test copies it.
    for _ in 0..100 {
        if command(&server, &format!("create database {name}")).await.is_ok() {
            return (server, name);
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("no database could be made at {server}");
}

async fn command(server: &str, sql: &str) -> Result<(), tokio_postgres::Error> {
    let (client, connection) = tokio_postgres::connect(server, tokio_postgres::NoTls).await?;
    tokio::spawn(connection);
    client.batch_execute(sql).await
}

/// Waits until it is so, for ten seconds.
pub async fn until(what: &str, mut so: impl AsyncFnMut() -> bool) {
    for _ in 0..500 {
        if so().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("never: {what}");
}

/// What handlers did, as one list.
pub type Notes = Arc<Mutex<Vec<String>>>;

/// Notes the payload and ends as it is told: `retry`, `dead`, `panic`, `slow` and `hang` do that, anything else is done.
pub struct Noting(pub Notes);

impl Handler for Noting {
    fn kind(&self) -> &'static str {
        "note"
    }

    fn run<'a>(&'a self, job: &'a Job) -> BoxFuture<'a, Outcome> {
        Box::pin(async move {
            self.0.lock().unwrap().push(job.payload.clone());
            match job.payload.as_str() {
                "retry" => Outcome::Retry("not\nyet".into()),
                "dead" => Outcome::Dead("never".into()),
                "panic" => panic!("a fault of ours"),
                "slow" => {
                    tokio::time::sleep(Duration::from_millis(700)).await;
                    self.0.lock().unwrap().push("slow done".into());
                    Outcome::Done
                }
                "hang" => std::future::pending().await,
                _ => Outcome::Done,
            }
        })
    }

    fn given_up<'a>(&'a self, job: &'a Job, reason: &'a str) -> BoxFuture<'a, db::Result<()>> {
        self.0.lock().unwrap().push(format!("{} given up: {reason}", job.payload));
        Box::pin(async { Ok(()) })
    }
}

/// What the test's letters say.
#[derive(Clone, Copy, Default)]
pub enum Says {
    #[default]
    Something,
    Nothing,
    Fault,
    Panic,
}

/// Writes letters, and notes when they were accepted.
#[derive(Default)]
pub struct Writer {
    pub says: Mutex<Says>,
    pub accepted: Mutex<Vec<(i64, i64)>>,
}

/// What must never be found in the outbox.
pub const TOKEN: &str = "Zk3vQ0pXw8LrT2yN5uBc";

impl Compose for Writer {
    fn compose<'a>(&'a self, letter: &'a Letter, now: i64) -> BoxFuture<'a, Result<Option<Message>, ComposeError>> {
        let says = *self.says.lock().unwrap();
        Box::pin(async move {
            match says {
                Says::Something => Ok(Some(Message {
                    from_name: "m@gistère (via m.example.org/ac-besancon)".into(),
                    from_address: "ne-pas-repondre@m.example.org".into(),
                    to_address: letter.recipient.clone(),
                    subject: letter.subject.clone(),
                    text: format!("Bonjour,\n\nvotre lien : https://m.example.org/x?token={TOKEN}\n.\nÀ bientôt\n"),
                    html: format!("<p>Bonjour, <a href=\"https://m.example.org/x?token={TOKEN}\">votre lien</a></p>"),
                    message_id: letter.message_id.clone(),
                    date_micros: now,
                    headers: Vec::new(),
                    language: "fr",
                })),
                Says::Nothing => Ok(None),
                Says::Fault => Err(ComposeError("no such template".into())),
                Says::Panic => panic!("a fault of ours"),
            }
        })
    }

    fn accepted<'a>(&'a self, letter: &'a Letter, now: i64) -> BoxFuture<'a, db::Result<()>> {
        self.accepted.lock().unwrap().push((letter.id, now));
        Box::pin(async { Ok(()) })
    }
}
