//! The schema as text, the same for both engines: what the test compares with the committed file.

use std::fmt::Write;

use crate::{Db, Engine, Result};

type TableRow = (String,);
/// Name, type, whether it may be null, place in the primary key.
type ColumnRow = (String, String, bool, bool);

impl Db {
    /// Every table with its columns, indexes and references.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn schema(&self) -> Result<String> {
        let tables: Vec<TableRow> = match self.engine() {
            Engine::Sqlite => self.all("select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\' order by name", &[]).await?,
            Engine::Postgres => {
                self.all("select table_name::text from information_schema.tables where table_schema = current_schema() order by table_name collate \"C\"", &[]).await?
            }
        };
        let mut text = String::new();
        for (table,) in tables {
            let _ = writeln!(text, "{table}");
            for (name, kind, required, key) in self.columns(&table).await? {
                let kind = normal_type(&kind);
                let required = if required || key { " not null" } else { "" };
                let key = if key { " key" } else { "" };
                let _ = writeln!(text, "  {name} {kind}{required}{key}");
            }
            for (column, other) in self.references(&table).await? {
                let _ = writeln!(text, "  {column} -> {other}");
            }
            let mut indexes: Vec<String> = self.indexes(&table).await?;
            indexes.sort();
            for index in indexes {
                let _ = writeln!(text, "  {index}");
            }
        }
        Ok(text)
    }

    async fn columns(&self, table: &str) -> Result<Vec<ColumnRow>> {
        let sql = match self.engine() {
            Engine::Sqlite => "select name, type, \"notnull\" <> 0, pk <> 0 from pragma_table_info($1) order by cid",
            Engine::Postgres => {
                "select c.column_name::text, c.data_type::text, c.is_nullable = 'NO',
                        exists (select 1 from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
                                 where i.indisprimary and i.indrelid = $1::text::regclass and a.attname = c.column_name)
                   from information_schema.columns c where c.table_schema = current_schema() and c.table_name = $1 order by c.ordinal_position"
            }
        };
        self.all(sql, &crate::args![table]).await
    }

    async fn references(&self, table: &str) -> Result<Vec<(String, String)>> {
        let sql = match self.engine() {
            Engine::Sqlite => "select \"from\", \"table\" || '(' || \"to\" || ')' from pragma_foreign_key_list($1) order by 1",
            Engine::Postgres => {
                "select a.attname::text, t.relname || '(' || b.attname || ')' from pg_constraint c
                   join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
                   join pg_attribute b on b.attrelid = c.confrelid and b.attnum = c.confkey[1]
                   join pg_class t on t.oid = c.confrelid
                  where c.contype = 'f' and c.conrelid = $1::text::regclass order by a.attname collate \"C\""
            }
        };
        self.all(sql, &crate::args![table]).await
    }

    async fn indexes(&self, table: &str) -> Result<Vec<String>> {
        // The text an index was made with; both engines give it back, PostgreSQL in its own spelling.
        let sql = match self.engine() {
            Engine::Sqlite => "select sql from sqlite_master where type = 'index' and sql is not null and tbl_name = $1",
            Engine::Postgres => {
                "select pg_get_indexdef(i.indexrelid) from pg_index i where i.indrelid = $1::text::regclass and not i.indisprimary"
            }
        };
        let texts: Vec<(String,)> = self.all(sql, &crate::args![table]).await?;
        Ok(texts.into_iter().map(|(text,)| normal_index(&text)).collect())
    }
}

fn normal_type(kind: &str) -> String {
    let kind = kind.to_lowercase();
    match kind.as_str() {
        "integer" => "bigint".into(),
        "bytea" => "blob".into(),
        "double precision" => "double".into(),
        _ => kind,
    }
}

/// One spelling for what each engine gives back: without casts, schema, method and superfluous brackets.
fn normal_index(text: &str) -> String {
    let text = text.to_lowercase().replace("::text", "").replace(" using btree", "").replace("public.", "").replace('"', "");
    let (head, predicate) = match text.split_once(" where ") {
        Some((head, predicate)) => (head.to_owned(), Some(predicate.replace(['(', ')'], ""))),
        None => (text, None),
    };
    let words: Vec<&str> = head.split_whitespace().collect();
    let head = words.join(" ").replace(" (", "(");
    match predicate {
        Some(predicate) => format!("{head} where {}", predicate.split_whitespace().collect::<Vec<_>>().join(" ")),
        None => head,
    }
}
