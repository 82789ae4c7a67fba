//! PostgreSQL: a pool that heals by itself, and a limit on every wait.

use std::error::Error as _;
use std::time::Duration;

use deadpool_postgres::{Hook, HookError, Manager, ManagerConfig, Object, Pool, PoolError, QueueMode, RecyclingMethod, Runtime, Timeouts};
use tokio_postgres::error::SqlState;
use tokio_postgres::types::{IsNull, ToSql, Type, private::BytesMut, to_sql_checked};
use tokio_postgres::{Config, NoTls};

use crate::row::{self, Inner};
use crate::{Error, FromRow, Result, Row, Value};

/// Connections of one node: its worker threads are few, and most statements take under a millisecond.
const CONNECTIONS: usize = 16;
/// The longest wait for a connection.
const CONNECT: Duration = Duration::from_secs(3);
/// The longest wait for one statement; the server is told a little less, so that it gives up first.
const STATEMENT: Duration = Duration::from_millis(4_500);
/// Statements are prepared once for each connection and find few rows by keys, which are in memory: planning them anew for other values, compiling
/// them, or reading whole tables for fear of a disk's arm costs more than they do.
const SETTINGS: &str = "set statement_timeout = 4000; set synchronous_commit = on; set application_name = 'magistere';
     set standard_conforming_strings = on; set plan_cache_mode = force_generic_plan; set jit = off; set random_page_cost = 1.1";

#[derive(Clone)]
pub(crate) struct Postgres {
    pool: Pool,
}

impl Postgres {
    pub(crate) async fn open(url: &str) -> Result<Postgres> {
        let config: Config = url.parse().map_err(|error| Error::Unavailable(format!("{error}")))?;
        let manager = Manager::from_config(config, NoTls, ManagerConfig { recycling_method: RecyclingMethod::Fast });
        let settings = Hook::async_fn(|client: &mut deadpool_postgres::ClientWrapper, _| {
            Box::pin(async move { client.batch_execute(SETTINGS).await.map_err(HookError::Backend) })
        });
        let timeouts = Timeouts { wait: Some(CONNECT), create: Some(CONNECT), recycle: Some(CONNECT) };
        let pool = Pool::builder(manager)
            .max_size(CONNECTIONS)
            // The connection that answered last has the statement prepared and its rows at hand.
            .queue_mode(QueueMode::Lifo)
            .timeouts(timeouts)
            .runtime(Runtime::Tokio1)
            .post_create(settings)
            .build()
            .map_err(|error| Error::Unavailable(error.to_string()))?;
        let postgres = Postgres { pool };
        drop(postgres.client().await?);
        Ok(postgres)
    }

    pub(crate) async fn client(&self) -> Result<Object> {
        match self.pool.get().await {
            Ok(client) => Ok(client),
            Err(PoolError::Backend(error)) => Err(translate(&error)),
            Err(error) => Err(Error::Unavailable(error.to_string())),
        }
    }

    /// Reads; once more on another connection when this one turned out to be dead (the server was restarted).
    pub(crate) async fn read<T: FromRow>(&self, sql: &str, args: &[Value<'_>]) -> Result<Vec<T>> {
        match self.read_once(sql, args).await {
            Err(Error::Unavailable(_)) => self.read_once(sql, args).await,
            answer => answer,
        }
    }

    async fn read_once<T: FromRow>(&self, sql: &str, args: &[Value<'_>]) -> Result<Vec<T>> {
        let client = self.client().await?;
        let rows = in_time(rows(&client, sql, args)).await;
        if matches!(rows, Err(Error::Timeout | Error::Unavailable(_))) {
            // Whatever it is waiting for, nobody else shall wait behind it.
            drop(Object::take(client));
        }
        rows
    }

    pub(crate) async fn begin(&self) -> Result<Transaction> {
        match self.begin_once().await {
            Err(Error::Unavailable(_)) => self.begin_once().await,
            answer => answer,
        }
    }

    async fn begin_once(&self) -> Result<Transaction> {
        let client = self.client().await?;
        let mut transaction = Transaction { client: Some(client), over: false };
        transaction.batch("begin").await?;
        transaction.over = false;
        Ok(transaction)
    }

    pub(crate) async fn check(&self, sql: &str) -> Result<()> {
        self.client().await?.prepare(sql).await.map(|_| ()).map_err(|error| translate(&error))
    }
}

async fn in_time<T>(work: impl Future<Output = Result<T>>) -> Result<T> {
    tokio::time::timeout(STATEMENT, work).await.unwrap_or(Err(Error::Timeout))
}

async fn rows<T: FromRow>(client: &Object, sql: &str, args: &[Value<'_>]) -> Result<Vec<T>> {
    let statement = client.prepare_cached(sql).await.map_err(|error| translate(&error))?;
    let args: Vec<&(dyn ToSql + Sync)> = args.iter().take(statement.params().len()).map(|value| value as &(dyn ToSql + Sync)).collect();
    let rows = client.query(&statement, &args).await.map_err(|error| translate(&error))?;
    let Some(first) = rows.first() else { return Ok(Vec::new()) };
    let names: Vec<&str> = first.columns().iter().map(|column| column.name()).collect();
    let places = row::places::<T>(&names)?;
    rows.iter().map(|row| T::from_row(&Row(Inner::Postgres(row)), &places)).collect()
}

pub(crate) struct Transaction {
    client: Option<Object>,
    /// Whether nothing is left to undo.
    over: bool,
}

impl Transaction {
    fn client(&self) -> Result<&Object> {
        self.client.as_ref().ok_or_else(|| Error::Other("the transaction is over".into()))
    }

    async fn batch(&mut self, sql: &str) -> Result<()> {
        let client = self.client()?;
        in_time(async { client.batch_execute(sql).await.map_err(|error| translate(&error)) }).await
    }

    pub(crate) async fn all<T: FromRow>(&self, sql: &str, args: &[Value<'_>]) -> Result<Vec<T>> {
        in_time(rows(self.client()?, sql, args)).await
    }

    pub(crate) async fn run(&self, sql: &str, args: &[Value<'_>]) -> Result<u64> {
        let client = self.client()?;
        in_time(async {
            let statement = client.prepare_cached(sql).await.map_err(|error| translate(&error))?;
            let args: Vec<&(dyn ToSql + Sync)> =
                args.iter().take(statement.params().len()).map(|value| value as &(dyn ToSql + Sync)).collect();
            client.execute(&statement, &args).await.map_err(|error| translate(&error))
        })
        .await
    }

    /// Several statements at once, for migrations.
    pub(crate) async fn script(&self, sql: &str) -> Result<()> {
        self.client()?.batch_execute(sql).await.map_err(|error| translate(&error))
    }

    pub(crate) async fn commit(mut self) -> Result<()> {
        self.batch("commit").await?;
        self.over = true;
        Ok(())
    }
}

impl Drop for Transaction {
    fn drop(&mut self) {
        let Some(client) = self.client.take() else { return };
        if self.over {
            return;
        }
        // The connection goes back to the pool only once it is clean; a broken one is thrown away.
        match tokio::runtime::Handle::try_current() {
            Ok(runtime) => {
                runtime.spawn(async move {
                    let undone = tokio::time::timeout(STATEMENT, client.batch_execute("rollback")).await;
                    if !matches!(undone, Ok(Ok(()))) {
                        drop(Object::take(client));
                    }
                });
            }
            Err(_) => drop(Object::take(client)),
        }
    }
}

/// Adapts to the type the server inferred for the parameter.
impl ToSql for Value<'_> {
    fn to_sql(&self, kind: &Type, out: &mut BytesMut) -> std::result::Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Value::Null => Ok(IsNull::Yes),
            Value::Int(number) => match *kind {
                Type::INT2 => i16::try_from(*number)?.to_sql(kind, out),
                Type::INT4 => i32::try_from(*number)?.to_sql(kind, out),
                Type::FLOAT8 => (*number as f64).to_sql(kind, out),
                _ => number.to_sql(kind, out),
            },
            Value::Bool(yes) => yes.to_sql(kind, out),
            Value::Text(text) => text.as_ref().to_sql(kind, out),
            Value::Blob(bytes) => bytes.as_ref().to_sql(kind, out),
            Value::Real(number) => number.to_sql(kind, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

fn translate(error: &tokio_postgres::Error) -> Error {
    let Some(told) = error.as_db_error() else {
        let cause = error.source().map(|cause| format!(": {cause}")).unwrap_or_default();
        let text = format!("{error}{cause}");
        // Errors of ours (a value that does not fit its parameter) are none of the connection's.
        return if error.is_closed() || text.contains("connect") || text.contains("communicating") {
            Error::Unavailable(text)
        } else {
            Error::Other(text)
        };
    };
    match *told.code() {
        SqlState::UNIQUE_VIOLATION => Error::Unique(told.constraint().unwrap_or_default().to_owned()),
        SqlState::FOREIGN_KEY_VIOLATION => Error::ForeignKey,
        SqlState::DISK_FULL => Error::Full,
        SqlState::CHARACTER_NOT_IN_REPERTOIRE | SqlState::UNTRANSLATABLE_CHARACTER => Error::Text,
        SqlState::QUERY_CANCELED | SqlState::LOCK_NOT_AVAILABLE | SqlState::T_R_DEADLOCK_DETECTED | SqlState::T_R_SERIALIZATION_FAILURE => {
            Error::Timeout
        }
        SqlState::ADMIN_SHUTDOWN | SqlState::CRASH_SHUTDOWN | SqlState::CANNOT_CONNECT_NOW | SqlState::TOO_MANY_CONNECTIONS => {
            Error::Unavailable(told.message().to_owned())
        }
        _ => Error::Other(format!("{} ({})", told.message(), told.code().code())),
    }
}
