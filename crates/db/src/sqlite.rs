//! SQLite: many readers, and one writer that groups commits.
//!
//! A durable commit waits for the disk, so one disk write serves everybody who is waiting: each transaction is a savepoint of a
//! *batch*. Who has finished hands the writer on and queues up again, behind everybody already waiting; whoever gets
//! there first commits for all. The queue is fair, so nobody waits for more than one batch.

use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ErrorCode, OpenFlags, ToSql};
use tokio::sync::OwnedMutexGuard;

use crate::row::{self, Inner};
use crate::{Error, FromRow, Result, Row, Value};

/// How long to wait for another process that holds the lock (a command run beside the server).
const BUSY: Duration = Duration::from_secs(5);
/// Prepared statements kept by each connection: more than the product has.
const STATEMENTS: usize = 512;
/// A batch closes after so many transactions, whoever is still waiting.
const LARGEST_BATCH: usize = 256;
/// A read over this is named in debug builds: it holds up a worker.
const SLOW: Duration = Duration::from_millis(2);

#[derive(Clone)]
pub(crate) struct Sqlite {
    path: Arc<PathBuf>,
    readers: Arc<Mutex<Vec<Connection>>>,
    writer: Arc<tokio::sync::Mutex<Writer>>,
}

struct Writer {
    connection: Connection,
    /// The number of the batch that is open or will be opened next.
    batch: u64,
    /// Transactions in the open batch; `None` when none is open.
    size: Option<usize>,
    /// Batches that failed, with the reason, until everybody in them has been told.
    failed: Vec<(u64, Error)>,
}

fn connect(path: &Path) -> Result<Connection> {
    let connection =
        Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX).map_err(translate)?;
    connection.busy_timeout(BUSY).map_err(translate)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    // A plan made once is kept: else SQLite plans a statement anew whenever a value bound to it might decide for a partial index.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true).map_err(translate)?;
    connection
        .execute_batch("pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma temp_store = memory; pragma cache_size = -8000;")
        .map_err(translate)?;
    Ok(connection)
}

impl Sqlite {
    pub(crate) fn open(path: &Path) -> Result<Sqlite> {
        // Made beforehand, so that it is never readable by others, not even for an instant.
        std::fs::OpenOptions::new()
            .create(true)
            .append(true)
            .mode(0o600)
            .open(path)
            .map_err(|error| Error::Unavailable(format!("{}: {error}", path.display())))?;
        let writer = Writer { connection: connect(path)?, batch: 1, size: None, failed: Vec::new() };
        Ok(Sqlite { path: Arc::new(path.to_owned()), readers: Arc::default(), writer: Arc::new(tokio::sync::Mutex::new(writer)) })
    }

    /// Reads in place on the worker: a page's reads take microseconds, less than handing them to another thread.
    pub(crate) async fn read<T: FromRow>(&self, sql: &str, args: &[Value<'_>]) -> Result<Vec<T>> {
        tokio::task::coop::consume_budget().await;
        let idle = self.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let connection = match idle {
            Some(connection) => connection,
            None => {
                let fresh = connect(&self.path)?;
                fresh.execute_batch("pragma query_only = on").map_err(translate)?;
                fresh
            }
        };
        let started = Instant::now();
        let rows = query(&connection, sql, args);
        if cfg!(debug_assertions) && started.elapsed() > SLOW {
            tracing::debug!(sql, elapsed = ?started.elapsed(), "slow read");
        }
        self.readers.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
        rows
    }

    pub(crate) async fn begin(&self) -> Result<Transaction> {
        let mut writer = self.writer.clone().lock_owned().await;
        if writer.size.is_some_and(|size| size >= LARGEST_BATCH) {
            writer.finish();
        }
        if writer.size.is_none() {
            // Another process may hold the lock for a while: other tasks go on meanwhile.
            waiting(|| writer.connection.execute_batch("begin immediate")).map_err(translate)?;
            writer.size = Some(0);
        }
        writer.execute("savepoint one")?;
        Ok(Transaction { writer: Mutex::new(Some(writer)), queue: self.writer.clone() })
    }

    pub(crate) fn check(&self, sql: &str) -> Result<()> {
        connect(&self.path)?.prepare(sql).map(|_| ()).map_err(translate)
    }
}

/// Lets the other tasks of this worker go on elsewhere while this one waits, where the runtime can do that.
fn waiting<T>(work: impl FnOnce() -> T) -> T {
    use tokio::runtime::{Handle, RuntimeFlavor};
    match Handle::try_current().map(|handle| handle.runtime_flavor()) {
        Ok(RuntimeFlavor::MultiThread) => tokio::task::block_in_place(work),
        _ => work(),
    }
}

impl Writer {
    fn execute(&mut self, sql: &str) -> Result<()> {
        self.connection.prepare_cached(sql).and_then(|mut statement| statement.execute([])).map_err(translate).map(|_| ())
    }

    /// Commits the open batch. Nobody in it is told before this returned.
    fn finish(&mut self) {
        if self.size.take().is_none() {
            return;
        }
        let connection = &self.connection;
        // A full disk or a failed read may have undone the batch already.
        let committed = if connection.is_autocommit() {
            Err(Error::Unavailable("the transaction was undone by the engine".into()))
        } else {
            waiting(|| connection.execute_batch("commit")).map_err(translate)
        };
        if let Err(error) = committed {
            let _ = self.connection.execute_batch("rollback");
            self.failed.push((self.batch, error));
            // Everybody of a batch asks within moments; a few dozen failures are more than can be waited for.
            let surplus = self.failed.len().saturating_sub(64);
            self.failed.drain(..surplus);
        }
        self.batch += 1;
    }

    fn outcome(&self, batch: u64) -> Result<()> {
        match self.failed.iter().find(|(failed, _)| *failed == batch) {
            Some((_, error)) => Err(error.clone()),
            None => Ok(()),
        }
    }
}

pub(crate) struct Transaction {
    /// Behind a lock only so that a reference to the transaction may be held over an await; nobody ever waits for it.
    writer: Mutex<Option<OwnedMutexGuard<Writer>>>,
    queue: Arc<tokio::sync::Mutex<Writer>>,
}

impl Transaction {
    fn with<T>(&self, work: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        match self.writer.lock().unwrap_or_else(PoisonError::into_inner).as_ref() {
            Some(writer) => work(&writer.connection),
            None => Err(Error::Other("the transaction is over".into())),
        }
    }

    fn take(&self) -> Option<OwnedMutexGuard<Writer>> {
        self.writer.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    pub(crate) fn all<T: FromRow>(&self, sql: &str, args: &[Value<'_>]) -> Result<Vec<T>> {
        self.with(|connection| query(connection, sql, args))
    }

    pub(crate) fn run(&self, sql: &str, args: &[Value<'_>]) -> Result<u64> {
        self.with(|connection| {
            let mut statement = connection.prepare_cached(sql).map_err(translate)?;
            bind(&mut statement, args)?;
            Ok(statement.raw_execute().map_err(translate)? as u64)
        })
    }

    /// Several statements at once, for migrations.
    pub(crate) fn script(&self, sql: &str) -> Result<()> {
        self.with(|connection| connection.execute_batch(sql).map_err(translate))
    }

    pub(crate) async fn commit(self) -> Result<()> {
        let Some(batch) = self.release()? else { return Ok(()) };
        let queue = self.queue.clone();
        // A task of its own, so that a request that is given up cannot leave the batch of others open.
        let committing = tokio::spawn(async move {
            let mut writer = queue.lock_owned().await;
            if writer.batch == batch {
                writer.finish();
            }
            writer.outcome(batch)
        });
        committing.await.map_err(|error| Error::Other(error.to_string()))?
    }

    /// Puts this transaction into its batch and hands the writer on; gives the number of the batch.
    fn release(&self) -> Result<Option<u64>> {
        let Some(mut writer) = self.take() else { return Ok(None) };
        if let Err(error) = writer.execute("release one") {
            undo(&mut writer);
            return Err(error);
        }
        writer.size = writer.size.map(|size| size + 1);
        Ok(Some(writer.batch))
    }
}

/// Takes one transaction out of its batch.
fn undo(writer: &mut Writer) {
    let undone = writer.execute("rollback to one").and_then(|()| writer.execute("release one"));
    if undone.is_err() || writer.connection.is_autocommit() || writer.size == Some(0) {
        if writer.size == Some(0) {
            // Alone in its batch: nothing to commit for anybody.
            let _ = writer.connection.execute_batch("rollback");
            writer.size = None;
        } else {
            // The engine undid the whole batch; finishing tells everybody in it.
            writer.finish();
        }
    }
}

impl Drop for Transaction {
    fn drop(&mut self) {
        if let Some(mut writer) = self.take() {
            undo(&mut writer);
        }
    }
}

fn query<T: FromRow>(connection: &Connection, sql: &str, args: &[Value<'_>]) -> Result<Vec<T>> {
    let mut statement = connection.prepare_cached(sql).map_err(translate)?;
    bind(&mut statement, args)?;
    let names: Vec<&str> = (0..statement.column_count()).filter_map(|place| statement.column_name(place).ok()).collect();
    let places = row::places::<T>(&names)?;
    let mut rows = statement.raw_query();
    let mut found = Vec::new();
    while let Some(row) = rows.next().map_err(translate)? {
        found.push(T::from_row(&Row(Inner::Sqlite(row)), &places)?);
    }
    Ok(found)
}

/// Binds by number: SQLite counts `$n` by first appearance, whatever the number says.
fn bind(statement: &mut rusqlite::CachedStatement<'_>, args: &[Value<'_>]) -> Result<()> {
    for place in 1..=statement.parameter_count() {
        let number = statement.parameter_name(place).and_then(|name| name.strip_prefix('$')?.parse::<usize>().ok());
        let value = number.and_then(|number| args.get(number.checked_sub(1)?));
        let value = value.ok_or_else(|| Error::Other(format!("no value for parameter {place}")))?;
        statement.raw_bind_parameter(place, Bound(value)).map_err(translate)?;
    }
    Ok(())
}

struct Bound<'a>(&'a Value<'a>);

impl ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self.0 {
            Value::Null => ValueRef::Null,
            Value::Int(number) => ValueRef::Integer(*number),
            Value::Bool(yes) => ValueRef::Integer(i64::from(*yes)),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Blob(bytes) => ValueRef::Blob(bytes),
            Value::Real(number) => ValueRef::Real(*number),
        }))
    }
}

pub(crate) fn translate(error: rusqlite::Error) -> Error {
    let rusqlite::Error::SqliteFailure(failure, message) = &error else { return Error::Other(error.to_string()) };
    let message = message.clone().unwrap_or_default();
    match failure.code {
        ErrorCode::ConstraintViolation if message.contains("FOREIGN KEY") => Error::ForeignKey,
        ErrorCode::ConstraintViolation if message.contains("UNIQUE") => Error::Unique(index_name(&message)),
        ErrorCode::DiskFull => Error::Full,
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Error::Timeout,
        ErrorCode::SystemIoFailure | ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::NotADatabase => {
            Error::Unavailable(error.to_string())
        }
        _ => Error::Other(error.to_string()),
    }
}

/// `UNIQUE constraint failed: course.academy_id, course.number` → `course_academy_id_number`, as the index is called on PostgreSQL.
fn index_name(message: &str) -> String {
    let columns = message.rsplit_once("failed: ").map_or(message, |(_, columns)| columns);
    if let Some(name) = columns.strip_prefix("index '") {
        return name.trim_end_matches('\'').to_owned();
    }
    let mut name = String::new();
    for column in columns.split(", ") {
        match column.split_once('.') {
            Some((table, column)) if name.is_empty() => name = format!("{table}_{column}"),
            Some((_, column)) => name = format!("{name}_{column}"),
            None => {}
        }
    }
    name
}
