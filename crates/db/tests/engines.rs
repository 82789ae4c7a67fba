//! Both engines by the same tests. PostgreSQL joins in when `MAGISTERE_TEST_POSTGRES` names a maintenance database.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs, reason = "a test that cannot go on fails")]

use std::path::Path;

use db::{Db, Error, Location, Migration, args};

const NOTES: Migration = Migration {
    name: "0001_notes",
    sql: "create table note (id {id}, owner text not null, place bigint not null, body text, raw {blob}, done boolean not null, weight double precision);
          create unique index note_owner_place on note (owner, place);
          create unique index note_body on note (body) where body <> '' and not done;
          create table remark (id {id}, note_id bigint not null references note (id));",
};

db::row! {
    /// A row with every kind of column.
    struct Note { id: i64, owner: String, place: i64, body: Option<String>, raw: Option<Vec<u8>>, done: bool, weight: Option<f64> }
}

db::row! {
    /// What somebody wrote beside a note.
    struct Remark { id: i64, note_id: i64 }
}

struct Place {
    db: Db,
    location: Location,
    _folder: tempfile::TempDir,
}

async fn places() -> Vec<Place> {
    let folder = tempfile::tempdir().unwrap();
    let mut locations = vec![Location::Sqlite(folder.path().join("test.sqlite3"))];
    if let Ok(server) = std::env::var("MAGISTERE_TEST_POSTGRES") {
        let name = format!(
            "db_test_{}_{}",
            std::process::id(),
            folder.path().file_name().unwrap().to_string_lossy().replace(|c: char| !c.is_alphanumeric(), "").to_lowercase()
        );
        let (client, connection) = tokio_postgres::connect(&server, tokio_postgres::NoTls).await.unwrap();
        tokio::spawn(connection);
        client.batch_execute(&format!("create database {name}")).await.unwrap();
        locations.push(Location::Postgres(format!("{}/{name}", server.rsplit_once('/').unwrap().0)));
    }
    let folder = std::sync::Arc::new(folder);
    let mut places = Vec::new();
    for location in locations {
        let db = Db::open(&location).await.unwrap();
        assert_eq!(db.migrate(&[NOTES]).await.unwrap(), 1);
        assert_eq!(db.migrate(&[NOTES]).await.unwrap(), 0);
        places.push((db, location));
    }
    let mut kept = Some(std::sync::Arc::try_unwrap(folder).unwrap());
    places
        .into_iter()
        .map(|(db, location)| Place { db, location, _folder: kept.take().unwrap_or_else(|| tempfile::tempdir().unwrap()) })
        .collect()
}

async fn add(db: &Db, owner: &str, place: i64) -> db::Result<u64> {
    db.run("insert into note (owner, place, done) values ($1, $2, $3)", &args![owner, place, false]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn values_come_back_as_they_went_and_numbers_bind_in_any_order() {
    for Place { db, .. } in &places().await {
        let tx = db.begin().await.unwrap();
        let note: Note = tx
            .one(
                "insert into note (place, owner, body, raw, done, weight) values ($2, $1, $3, $4, $6, $5) returning *",
                &args!["é🎓", 7, Some("texte"), vec![0u8, 255], 1.5, true],
            )
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert_eq!((note.owner.as_str(), note.place, note.body.as_deref(), note.done), ("é🎓", 7, Some("texte"), true));
        assert_eq!((note.raw.unwrap(), note.weight), (vec![0, 255], Some(1.5)));
        let twice: Vec<(i64,)> = db.all("select place from note where place = $1 or place = $1 + 0", &args![7]).await.unwrap();
        assert_eq!(twice, [(7,)]);
        let nothing: (Option<String>, Option<i64>) =
            db.one("select body, case when done then null else place end from note where id = $1", &args![note.id]).await.unwrap();
        assert_eq!(nothing, (Some("texte".into()), None));
        assert!(matches!(db.one::<(i64,)>("select id from note where place = 8", &[]).await, Err(Error::NoRow)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_are_joined_in_their_order_and_one_may_be_left_out() {
    for Place { db, .. } in &places().await {
        add(db, "a", 1).await.unwrap();
        add(db, "b", 1).await.unwrap();
        db.run("insert into remark (note_id) select id from note where owner = 'b'", &[]).await.unwrap();
        let found: Vec<db::Joined<Note, Option<Remark>>> =
            db.all("select n.*, r.id, r.note_id from note n left join remark r on r.note_id = n.id order by n.owner", &[]).await.unwrap();
        let [db::Joined(first, None), db::Joined(second, Some(remark))] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!((first.owner.as_str(), second.owner.as_str()), ("a", "b"));
        assert_eq!((remark.id, remark.note_id), (1, second.id));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn errors_have_the_same_names() {
    for Place { db, .. } in &places().await {
        add(db, "a", 1).await.unwrap();
        assert!(matches!(add(db, "a", 1).await, Err(Error::Unique(index)) if index == "note_owner_place"));
        db.run("update note set body = $1", &args!["x"]).await.unwrap();
        let again = db.run("insert into note (owner, place, body, done) values ('b', 1, 'x', $1)", &args![false]).await;
        assert!(matches!(&again, Err(Error::Unique(index)) if index == "note_body"), "{again:?}");
        let orphan = db.run("insert into remark (note_id) values ($1)", &args![99]).await;
        assert!(matches!(orphan, Err(Error::ForeignKey)), "{orphan:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dropped_transaction_leaves_nothing_and_harms_nobody() {
    for Place { db, .. } in &places().await {
        let mut tasks = tokio::task::JoinSet::new();
        for place in 0..50 {
            let db = db.clone();
            tasks.spawn(async move {
                let tx = db.begin().await.unwrap();
                tx.run("insert into note (owner, place, done) values ('t', $1, $2)", &args![place, false]).await.unwrap();
                tokio::task::yield_now().await;
                if place % 5 == 0 { drop(tx) } else { tx.commit().await.unwrap() }
            });
        }
        while let Some(done) = tasks.join_next().await {
            done.unwrap();
        }
        let (count,): (i64,) = db.one("select count(*) from note", &[]).await.unwrap();
        assert_eq!(count, 40);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_given_up_commit_strands_nobody() {
    for Place { db, .. } in &places().await {
        for place in 0..20 {
            let tx = db.begin().await.unwrap();
            tx.run("insert into note (owner, place, done) values ('g', $1, $2)", &args![place, false]).await.unwrap();
            let _ = tokio::time::timeout(std::time::Duration::ZERO, tx.commit()).await;
        }
        add(db, "after", 1).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_processes_write_beside_each_other() {
    for Place { db, location, .. } in &places().await {
        let other = Db::open(location).await.unwrap();
        let mut tasks = tokio::task::JoinSet::new();
        for place in 0..60 {
            let db = if place % 2 == 0 { db.clone() } else { other.clone() };
            tasks.spawn(async move { add(&db, "p", place).await.unwrap() });
        }
        while let Some(done) = tasks.join_next().await {
            done.unwrap();
        }
        let (count,): (i64,) = other.one("select count(*) from note", &[]).await.unwrap();
        assert_eq!(count, 60);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_migration_is_refused_and_a_newer_one_is_not() {
    for Place { db, .. } in &places().await {
        let later = Migration { name: "0002_more", sql: "create table more (id {id});" };
        db.migrate(&[NOTES, later]).await.unwrap();
        assert_eq!(db.migrate(&[NOTES]).await.unwrap(), 0);
        let changed = Migration { name: "0001_notes", sql: "create table other (id {id});" };
        assert!(db.migrate(&[changed]).await.is_err());
        let broken = Migration { name: "0003_broken", sql: "create table half (id {id}); create table;" };
        assert!(db.migrate(&[NOTES, later, broken]).await.is_err());
        assert!(!db.schema().await.unwrap().contains("half"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_schema_reads_the_same() {
    let foundation = Migration { name: "0002_foundation", sql: include_str!("../../../migrations/0001_foundation.sql") };
    let mut seen: Option<String> = None;
    for Place { db, .. } in &places().await {
        db.migrate(&[NOTES, foundation]).await.unwrap();
        let schema = db.schema().await.unwrap();
        assert!(schema.contains("create unique index note_body on note(body) where body <> '' and not done"), "{schema}");
        match &seen {
            Some(first) => assert_eq!(first, &schema),
            None => seen = Some(schema),
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_file_is_private() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("private.sqlite3");
    Db::open(&Location::Sqlite(path.clone())).await.unwrap();
    assert_eq!(std::fs::metadata(Path::new(&path)).unwrap().permissions().mode() & 0o777, 0o600);
}
