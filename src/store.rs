//! Where a site keeps what it keeps: its folder, its key and its database; opened the same way by every command.

use std::fs;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use db::{Db, Location, Tx};

use crate::secrets::Secrets;
use crate::{MIGRATIONS, academies};

/// The SQLite file in the data folder.
const SQLITE: &str = "magistere.db";
/// The key in the data folder.
const KEY: &str = "secret.key";
/// What a data folder holds by itself; anything else in it is somebody's.
const OWN: [&str; 10] =
    [SQLITE, "magistere.db-journal", "magistere.db-wal", "magistere.db-shm", KEY, "secret.new", "mail", "files", "search", "lost+found"];

/// The flags that say where the data is.
#[derive(clap::Args, Clone, Debug)]
pub struct Store {
    /// The data folder: database, key, mail without SMTP
    #[arg(long, global = true, env = "MAGISTERE_DATA", value_name = "DIR", default_value = "./magistere-data")]
    pub data: PathBuf,
    /// A PostgreSQL database (15 or later): postgres://user@host/name. Without it, SQLite in the data folder
    #[arg(long, global = true, env = "MAGISTERE_DATABASE", hide_env_values = true, value_name = "URL")]
    pub database: Option<String>,
    /// The key, when it is not kept in the data folder
    #[arg(long, global = true, env = "MAGISTERE_SECRET_FILE", value_name = "FILE")]
    pub secret_file: Option<PathBuf>,
}

impl Store {
    /// Where the data is. What is wrong with an address is said without it: it may hold a password.
    fn location(&self) -> Result<Location, String> {
        match &self.database {
            Some(url) if url.starts_with("postgres://") || url.starts_with("postgresql://") => Ok(Location::Postgres(url.clone())),
            Some(_) => Err("--database: a database is written postgres://user@host/name".into()),
            None => Ok(Location::Sqlite(self.data.join(SQLITE))),
        }
    }

    fn key_file(&self) -> PathBuf {
        self.secret_file.clone().unwrap_or_else(|| self.data.join(KEY))
    }

    /// A file in the data folder that none of ours would have put there.
    fn stranger(&self) -> Option<String> {
        let entries = fs::read_dir(&self.data).ok()?;
        let names = entries.filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()));
        names.into_iter().find(|name| !name.starts_with('.') && !OWN.contains(&name.as_str()))
    }
}

/// Who filled a site with people who do not exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filler {
    /// `magistere demo`.
    Demo,
    /// `magistere seed`.
    Seed,
}

impl Filler {
    /// The command, which is also the mark it leaves in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Filler::Demo => "demo",
            Filler::Seed => "seed",
        }
    }
}

/// A store that answers, migrated, with its académies, opened by the right key.
#[derive(Debug)]
pub struct OpenStore {
    /// The database.
    pub db: Db,
    /// The deployment's key.
    pub secrets: Secrets,
    /// The data folder.
    pub data: PathBuf,
    /// How many steps of the schema were taken by opening it.
    pub steps: usize,
}

/// Opens the store; makes folder, key, database and schema when they are not there.
///
/// # Errors
/// A sentence for whoever runs the command. With another key than the one the database was made with, nothing is changed.
pub async fn open(place: &Store) -> Result<OpenStore, String> {
    let folder = place.data.display();
    let location = place.location()?;
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(&place.data)
        .map_err(|error| format!("cannot make the data folder {folder}: {error}"))?;
    let db = Db::open(&location).await.map_err(|error| format!("cannot open the database: {error}"))?;
    // The first step holds the fingerprint: with the wrong key none of the others is taken.
    let (first, others) = MIGRATIONS.split_at(1.min(MIGRATIONS.len()));
    let mut steps = migrate(&db, first).await?;
    let secrets = key(&db, &place.key_file()).await?;
    steps += migrate(&db, others).await?;
    academies::ship(&db).await.map_err(|error| format!("cannot add the académies: {error}"))?;
    Ok(OpenStore { db, secrets, data: place.data.clone(), steps })
}

async fn migrate(db: &Db, migrations: &[db::Migration]) -> Result<usize, String> {
    db.migrate(migrations).await.map_err(|error| format!("cannot bring the schema up to date: {error}"))
}

/// The key, if it is the one this database was made with. The first key to come is.
async fn key(db: &Db, file: &Path) -> Result<Secrets, String> {
    let failed = |error: db::Error| format!("cannot check the key: {error}");
    let place = file.display();
    let known = setting(db, "key_fingerprint").await.map_err(failed)?;
    if known.is_some() && !file.exists() {
        return Err(format!("the key of this database is not at {place}: put it back there, or say where it is in MAGISTERE_SECRET_FILE"));
    }
    let secrets = Secrets::read_or_make(file)?;
    let fingerprint = secrets.fingerprint();
    let known = match known {
        Some(known) => known,
        None => {
            let claim = "insert into site_setting (key, value) values ('key_fingerprint', $1) on conflict (key) do nothing";
            db.run(claim, &db::args![&fingerprint]).await.map_err(failed)?;
            // Another process may have come first, with a key of its own.
            setting(db, "key_fingerprint").await.map_err(failed)?.unwrap_or_default()
        }
    };
    if known == fingerprint {
        Ok(secrets)
    } else {
        Err(format!(
            "the key {place} is not the one this database was made with: put that one back, or say where it is in MAGISTERE_SECRET_FILE"
        ))
    }
}

/// Opens a store to be filled by `filler`; true when it was filled by it already.
///
/// # Errors
/// As [`open`]; and when something is there that is not its own.
pub async fn open_to_fill(place: &Store, filler: Filler) -> Result<(OpenStore, bool), String> {
    let command = filler.as_str();
    let folder = place.data.display();
    let stranger = place.stranger().map(|name| format!("{folder} holds {name}: {command} only fills a folder that is empty"));
    if let (Location::Sqlite(file), Some(refusal)) = (place.location()?, &stranger)
        && !file.exists()
    {
        return Err(refusal.clone());
    }
    let store = open(place).await?;
    match store.filled_by().await? {
        Some(mark) if mark == command => return Ok((store, true)),
        Some(mark) => return Err(format!("this site was filled by {mark}: {command} needs an empty one")),
        None => {}
    }
    if let Some(refusal) = stranger {
        return Err(refusal);
    }
    let empty = is_empty(&store.db).await.map_err(|error| error.to_string())?;
    if empty { Ok((store, false)) } else { Err(format!("this site is in use: {command} only fills an empty one")) }
}

impl OpenStore {
    /// The command that filled this site with invented people; `None` for a real one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn filled_by(&self) -> Result<Option<String>, String> {
        setting(&self.db, "filled_by").await.map_err(|error| error.to_string())
    }
}

/// Whether nobody uses this site yet: no person, no course, no change, and it has never run.
///
/// # Errors
/// When the database fails.
pub async fn is_empty(db: &Db) -> db::Result<bool> {
    let (rows,): (i64,) =
        db.one("select (select count(*) from person) + (select count(*) from course) + (select count(*) from event)", &[]).await?;
    Ok(rows == 0 && setting(db, "origin").await?.is_none())
}

/// Something the whole site remembers; `None` when it was never set.
///
/// # Errors
/// When the database fails.
pub async fn setting(db: &Db, key: &str) -> db::Result<Option<String>> {
    let found: Option<(String,)> = db.maybe("select value from site_setting where key = $1", &db::args![key]).await?;
    Ok(found.map(|(value,)| value))
}

/// Remembers something for the whole site.
///
/// # Errors
/// When the database fails.
pub async fn set(tx: &Tx, key: &str, value: &str) -> db::Result<()> {
    let sql = "insert into site_setting (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value";
    tx.run(sql, &db::args![key, value]).await?;
    Ok(())
}

/// Remembers under which address people reach the site, so that commands can print addresses. Called by the server at its start.
///
/// # Errors
/// When the database fails.
pub async fn remember_origin(db: &Db, origin: &str) -> db::Result<()> {
    if setting(db, "origin").await?.as_deref() == Some(origin) {
        return Ok(());
    }
    let tx = db.begin().await?;
    set(&tx, "origin", origin).await?;
    tx.commit().await
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn at(data: &Path) -> Store {
        Store { data: data.to_owned(), database: None, secret_file: None }
    }

    #[tokio::test]
    async fn another_key_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let place = at(&folder.path().join("data"));
        let first = open(&place).await.unwrap();
        assert_eq!(first.steps, MIGRATIONS.len());
        assert_eq!(fs::metadata(&place.data).unwrap().permissions().mode() & 0o777, 0o700);
        assert_eq!(open(&place).await.unwrap().steps, 0, "opening twice changes nothing");

        let key = place.data.join(KEY);
        fs::remove_file(&key).unwrap();
        assert!(open(&place).await.unwrap_err().contains("is not at"), "a lost key is not replaced");
        assert!(!key.exists());
        fs::write(&key, "0".repeat(64)).unwrap();
        assert!(open(&place).await.unwrap_err().contains("is not the one"));
    }

    #[tokio::test]
    async fn only_what_is_empty_or_its_own_is_filled() {
        let folder = tempfile::tempdir().unwrap();
        let place = at(folder.path());
        let (store, already) = open_to_fill(&place, Filler::Demo).await.unwrap();
        assert!(!already);
        let tx = store.db.begin().await.unwrap();
        set(&tx, "filled_by", "demo").await.unwrap();
        tx.commit().await.unwrap();
        assert!(open_to_fill(&place, Filler::Demo).await.unwrap().1);
        assert!(open_to_fill(&place, Filler::Seed).await.is_err());

        let other = tempfile::tempdir().unwrap();
        fs::write(other.path().join("thesis.odt"), "").unwrap();
        assert!(open_to_fill(&at(other.path()), Filler::Seed).await.unwrap_err().contains("thesis.odt"));
        assert!(!other.path().join(SQLITE).exists(), "nothing was made");
    }

    #[tokio::test]
    async fn a_site_that_ran_or_was_changed_is_not_filled() {
        let folder = tempfile::tempdir().unwrap();
        let place = at(folder.path());
        let store = open(&place).await.unwrap();
        // Left by a start that was cut short before the journal mode was set.
        fs::write(place.data.join("magistere.db-journal"), "").unwrap();
        assert!(open_to_fill(&place, Filler::Demo).await.is_ok());
        remember_origin(&store.db, "http://127.0.0.1:8080").await.unwrap();
        assert!(open_to_fill(&place, Filler::Demo).await.unwrap_err().contains("in use"));
    }

    #[test]
    fn a_database_is_postgres() {
        let named = |url: &str| Store { database: Some(url.into()), ..at(Path::new("x")) }.location();
        assert!(named("postgres://magistere@127.0.0.1/magistere").is_ok());
        for wrong in ["mysql://u:s3cr3t@x", ""] {
            let said = named(wrong).unwrap_err();
            assert!(said.contains("postgres://") && !said.contains("s3cr3t"), "{said}");
        }
    }
}
