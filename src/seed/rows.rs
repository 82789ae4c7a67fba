//! Many rows by few statements.

use db::{Db, Engine, Tx, Value};

/// Values in one statement: under SQLite's limit on every build of it.
const MOST_VALUES: usize = 900;

/// Rows of one table that are written together.
pub(super) struct Rows<'a> {
    tx: &'a Tx,
    table: &'static str,
    columns: &'static str,
    width: usize,
    waiting: Vec<Value<'static>>,
}

impl<'a> Rows<'a> {
    pub(super) fn new(tx: &'a Tx, table: &'static str, columns: &'static str) -> Rows<'a> {
        Rows { tx, table, columns, width: columns.split(',').count(), waiting: Vec::with_capacity(MOST_VALUES) }
    }

    pub(super) async fn add(&mut self, row: &[Value<'_>]) -> db::Result<()> {
        if self.waiting.len() + self.width > MOST_VALUES {
            self.end().await?;
        }
        self.waiting.extend(row.iter().map(owned));
        Ok(())
    }

    /// Writes what still waits.
    pub(super) async fn end(&mut self) -> db::Result<()> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let places: Vec<String> = (1..=self.waiting.len()).map(|n| format!("${n}")).collect();
        let rows: Vec<String> = places.chunks(self.width).map(|row| format!("({})", row.join(", "))).collect();
        let sql = format!("insert into {} ({}) values {}", self.table, self.columns, rows.join(", "));
        self.tx.run(&sql, &self.waiting).await?;
        self.waiting.clear();
        Ok(())
    }
}

fn owned(value: &Value<'_>) -> Value<'static> {
    match value {
        Value::Text(text) => Value::from(text.clone().into_owned()),
        Value::Blob(bytes) => Value::from(bytes.clone().into_owned()),
        Value::Int(number) => Value::Int(*number),
        Value::Bool(yes) => Value::Bool(*yes),
        Value::Real(number) => Value::Real(*number),
        Value::Null => Value::Null,
    }
}

/// Lets the next ids of these tables follow those that were given here. SQLite does so by itself.
pub(super) async fn continue_after(db: &Db, tx: &Tx, tables: &[(&str, i64)]) -> db::Result<()> {
    if db.engine() == Engine::Postgres {
        for (table, last) in tables {
            tx.run(&format!("alter table {table} alter column id restart with {}", last + 1), &[]).await?;
        }
    }
    Ok(())
}
