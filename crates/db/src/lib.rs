//! Two database engines behind one text of SQL. Knows nothing of the product.
//!
//! SQLite lives in the data folder and is the default; PostgreSQL serves several nodes. A query is written once, in lower case,
//! with `$1`, `$2`… for both. Rows become structs with [`row!`], columns with few values become enums with [`text_enum!`].
//! Outside of a transaction a read may use any connection; a write is a transaction of its own.

mod error;
mod macros;
mod migrate;
mod postgres;
mod row;
mod schema;
mod sqlite;
mod value;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

pub use error::{Error, Result};
pub use migrate::Migration;
pub use row::{Column, FromRow, Joined, Row, SqliteValue};
pub use value::Value;

/// Where the data is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// A file of this machine, made when it is not there.
    Sqlite(PathBuf),
    /// A server: `postgres://user@host/name`.
    Postgres(String),
}

/// Which engine answers. Only for what truly differs; queries do not ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// SQLite, bundled.
    Sqlite,
    /// PostgreSQL 15 or later.
    Postgres,
}

/// A handle on the data. Cheap to clone.
#[derive(Clone)]
pub struct Db {
    store: Store,
    statements: Arc<AtomicU64>,
}

#[derive(Clone)]
enum Store {
    Sqlite(sqlite::Sqlite),
    Postgres(postgres::Postgres),
}

impl std::fmt::Debug for Db {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Db({:?})", self.engine())
    }
}

impl Db {
    /// Opens the data and checks that it answers.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when the file cannot be opened or the server does not answer.
    pub async fn open(at: &Location) -> Result<Db> {
        let store = match at {
            Location::Sqlite(path) => Store::Sqlite(sqlite::Sqlite::open(path)?),
            Location::Postgres(url) => Store::Postgres(postgres::Postgres::open(url).await?),
        };
        Ok(Db { store, statements: Arc::new(AtomicU64::new(0)) })
    }

    /// Which engine answers.
    pub fn engine(&self) -> Engine {
        match self.store {
            Store::Sqlite(_) => Engine::Sqlite,
            Store::Postgres(_) => Engine::Postgres,
        }
    }

    /// How many statements were run since it was opened: for tests that count them, and for metrics.
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    /// Every row.
    ///
    /// # Errors
    /// As [`Error`].
    pub async fn all<T: FromRow>(&self, sql: &str, args: &[Value<'_>]) -> Result<Vec<T>> {
        self.statements.fetch_add(1, Ordering::Relaxed);
        match &self.store {
            Store::Sqlite(sqlite) => sqlite.read(sql, args).await,
            Store::Postgres(postgres) => postgres.read(sql, args).await,
        }
    }

    /// The first row.
    ///
    /// # Errors
    /// [`Error::NoRow`] when there is none; else as [`Error`].
    pub async fn one<T: FromRow>(&self, sql: &str, args: &[Value<'_>]) -> Result<T> {
        self.maybe(sql, args).await?.ok_or(Error::NoRow)
    }

    /// The first row, if there is one.
    ///
    /// # Errors
    /// As [`Error`].
    pub async fn maybe<T: FromRow>(&self, sql: &str, args: &[Value<'_>]) -> Result<Option<T>> {
        Ok(self.all(sql, args).await?.into_iter().next())
    }

    /// Runs one statement as a transaction of its own; gives the number of rows changed.
    ///
    /// # Errors
    /// As [`Error`]; nothing was changed then.
    pub async fn run(&self, sql: &str, args: &[Value<'_>]) -> Result<u64> {
        let tx = self.begin().await?;
        let changed = tx.run(sql, args).await?;
        tx.commit().await?;
        Ok(changed)
    }

    /// Begins a transaction. Dropping it rolls it back.
    ///
    /// # Errors
    /// As [`Error`].
    pub async fn begin(&self) -> Result<Tx> {
        let open = match &self.store {
            Store::Sqlite(sqlite) => Open::Sqlite(sqlite.begin().await?),
            Store::Postgres(postgres) => Open::Postgres(Box::new(postgres.begin().await?)),
        };
        Ok(Tx { open, statements: self.statements.clone() })
    }

    /// Whether a text can be prepared on this engine: for the test that tries every query.
    ///
    /// # Errors
    /// What the engine has against it.
    pub async fn check(&self, sql: &str) -> Result<()> {
        match &self.store {
            Store::Sqlite(sqlite) => sqlite.check(sql),
            Store::Postgres(postgres) => postgres.check(sql).await,
        }
    }
}

/// A transaction. What it changed is there for others once [`Tx::commit`] returned, and then survives a power cut.
pub struct Tx {
    open: Open,
    statements: Arc<AtomicU64>,
}

enum Open {
    Sqlite(sqlite::Transaction),
    Postgres(Box<postgres::Transaction>),
}

impl Tx {
    /// Every row.
    ///
    /// # Errors
    /// As [`Error`].
    pub async fn all<T: FromRow>(&self, sql: &str, args: &[Value<'_>]) -> Result<Vec<T>> {
        self.statements.fetch_add(1, Ordering::Relaxed);
        match &self.open {
            Open::Sqlite(tx) => tx.all(sql, args),
            Open::Postgres(tx) => tx.all(sql, args).await,
        }
    }

    /// The first row.
    ///
    /// # Errors
    /// [`Error::NoRow`] when there is none; else as [`Error`].
    pub async fn one<T: FromRow>(&self, sql: &str, args: &[Value<'_>]) -> Result<T> {
        self.maybe(sql, args).await?.ok_or(Error::NoRow)
    }

    /// The first row, if there is one.
    ///
    /// # Errors
    /// As [`Error`].
    pub async fn maybe<T: FromRow>(&self, sql: &str, args: &[Value<'_>]) -> Result<Option<T>> {
        Ok(self.all(sql, args).await?.into_iter().next())
    }

    /// Runs one statement; gives the number of rows changed.
    ///
    /// # Errors
    /// As [`Error`]. On PostgreSQL a failed statement ends the transaction; treat it so everywhere.
    pub async fn run(&self, sql: &str, args: &[Value<'_>]) -> Result<u64> {
        self.statements.fetch_add(1, Ordering::Relaxed);
        match &self.open {
            Open::Sqlite(tx) => tx.run(sql, args),
            Open::Postgres(tx) => tx.run(sql, args).await,
        }
    }

    /// Makes everything that was done durable.
    ///
    /// # Errors
    /// As [`Error`]; then nothing of it happened (or, when the connection to a server broke, perhaps all of it).
    pub async fn commit(self) -> Result<()> {
        match self.open {
            Open::Sqlite(tx) => tx.commit().await,
            Open::Postgres(tx) => tx.commit().await,
        }
    }
}
