//! The schema, as it comes out of all migrations on each engine, against the committed text.
//!
//! Renew it with `MAGISTERE_WRITE_SCHEMA=1 cargo test --test guards schema` and read the difference.

use db::{Db, Location};

use crate::database::{self, Fresh};

const COMMITTED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/migrations/schema.txt");

async fn compare(location: &Location) {
    let db = Db::open(location).await.unwrap();
    db.migrate(magistere::MIGRATIONS).await.unwrap();
    let schema = db.schema().await.unwrap();
    if std::env::var_os("MAGISTERE_WRITE_SCHEMA").is_some() {
        std::fs::write(COMMITTED, &schema).unwrap();
    }
    let committed = std::fs::read_to_string(COMMITTED).unwrap_or_default();
    for (line, (ours, theirs)) in schema.lines().zip(committed.lines()).enumerate() {
        assert_eq!(ours, theirs, "line {} of migrations/schema.txt on {:?}", line + 1, db.engine());
    }
    assert_eq!(schema, committed, "migrations/schema.txt on {:?}", db.engine());
    // A second run finds nothing to do.
    assert_eq!(db.migrate(magistere::MIGRATIONS).await.unwrap(), 0);
}

#[tokio::test]
async fn on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    compare(&Location::Sqlite(folder.path().join("schema.sqlite3"))).await;
}

#[tokio::test]
async fn on_postgres() {
    let Some(fresh) = Fresh::database().await else { return };
    compare(&database::location(&fresh)).await;
    fresh.drop().await;
}
