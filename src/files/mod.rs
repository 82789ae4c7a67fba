//! Files that people bring: kept once, under the hash of what is in them, below the data folder; never under a name somebody typed.
//!
//! | mod.rs     | the folder: keep, read, sweep                                        |
//! | picture.rs | a picture as it may be shown: checked, drawn anew in three sizes     |
//! | upload.rs  | the picture of a form, from the bytes that came to the stored row    |
//! | format.rs  | which files are welcome, told by their name and by what is in them   |
//! | parts.rs   | a large file that comes in parts, and goes on after a lost network   |
//! | captions.rs | the words of a video, made harmless                                 |
//! | stored.rs  | a file as it was brought: its row                                     |
//! | used.rs    | where a file is used                                                  |
//! | room.rs    | how much an académie may keep, and how much of it is taken           |
//! | own.rs     | a file that stands in one message only                               |
//! | shelf.rs   | which of the two it becomes, what it may weigh there                 |
//! | weight.rs  | what a file weighs, in words                                         |
//!
//! A file is on the disk before the row that names it is committed, and outlives it by a day at most: a crash in between leaves a file
//! that nobody names, which the daily sweep takes away.

pub mod captions;
mod format;
mod inspect;
pub mod own;
pub mod parts;
pub mod picture;
pub mod room;
mod shelf;
pub mod stored;
pub mod upload;
pub mod used;
mod weight;

pub use format::{Family, Unwelcome, accepted};
pub use shelf::Shelf;
pub use weight::weight;

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use db::{Db, Tx};
use sha2::{Digest, Sha256};

use picture::{Prepared, Size};

/// A file that no row names is left alone for this long: its row may be about to be committed.
const GRACE: Duration = Duration::from_secs(24 * 60 * 60);

/// The folder of the files. Several nodes of one site share it.
#[derive(Clone, Debug)]
pub struct Files {
    folder: PathBuf,
}

/// Whose a picture is: it goes when they go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// An académie: the picture of one of its courses, its logo.
    Academy(i64),
    /// A person: her face.
    Person(i64),
}

impl Owner {
    fn ids(self) -> (Option<i64>, Option<i64>) {
        match self {
            Owner::Academy(id) => (Some(id), None),
            Owner::Person(id) => (None, Some(id)),
        }
    }
}

impl Files {
    /// The files of a data folder.
    pub fn of(data: &Path) -> Files {
        Files { folder: data.join("files") }
    }

    /// Keeps the sizes of a picture; gives the name they are kept under. Twice the same picture is kept once. Blocks.
    ///
    /// # Errors
    /// When the disk fails or is full; then nothing is named.
    pub fn keep(&self, picture: &Prepared) -> io::Result<String> {
        let mut hash = Sha256::new();
        for (_, bytes) in &picture.sizes {
            hash.update((bytes.len() as u64).to_be_bytes());
            hash.update(bytes);
        }
        let name: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        for (size, bytes) in &picture.sizes {
            write_whole(&self.place(&name, *size), bytes)?;
        }
        Ok(name)
    }

    /// The bytes of a picture; nothing when they are not there.
    ///
    /// # Errors
    /// When the disk fails.
    pub async fn read(&self, name: &str, size: Size) -> io::Result<Option<Vec<u8>>> {
        match tokio::fs::read(self.place(name, size)).await {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn place(&self, name: &str, size: Size) -> PathBuf {
        self.under(name, size.as_str())
    }

    /// Where a file stands that is kept as it was brought.
    pub fn whole(&self, hash: &str) -> PathBuf {
        self.under(hash, "whole")
    }

    fn under(&self, name: &str, end: &str) -> PathBuf {
        // Two hundred and fifty-six folders, so that none grows long.
        self.folder.join(name.get(..2).unwrap_or("00")).join(format!("{name}-{end}"))
    }

    /// Every file that is old enough to be swept, with the name it is kept under.
    fn old(&self, now: SystemTime) -> io::Result<Vec<(String, PathBuf)>> {
        let mut found = Vec::new();
        let folders = match fs::read_dir(&self.folder) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(found),
            folders => folders?,
        };
        for folder in folders {
            for file in fs::read_dir(folder?.path())? {
                let path = file?.path();
                let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
                let name = name.split('-').next().unwrap_or_default().to_owned();
                if is_old(&path, now) {
                    found.push((name, path));
                }
            }
        }
        Ok(found)
    }
}

fn is_old(path: &Path, now: SystemTime) -> bool {
    let changed = fs::metadata(path).and_then(|data| data.modified());
    changed.is_ok_and(|changed| now.duration_since(changed).is_ok_and(|age| age > GRACE))
}

/// The time as the disk writes it beside its files: what is compared with it is compared with nothing else.
#[allow(clippy::disallowed_methods, reason = "a held clock would make files look older or younger than they are")]
fn disk_time() -> SystemTime {
    SystemTime::now()
}

/// Writes a file so that it is there whole or not at all, whatever happens meanwhile.
fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Ok(there) = File::options().write(true).open(path) {
        // The same content: young again, so that no sweep that is under way takes it.
        return there.set_modified(disk_time());
    }
    let folder = path.parent().ok_or(ErrorKind::InvalidInput)?;
    fs::create_dir_all(folder)?;
    let unfinished = folder.join(format!(".{}-{}", crate::chance::name().map_err(io::Error::other)?, std::process::id()));
    let written = (|| {
        let mut file = File::options().write(true).create_new(true).open(&unfinished)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&unfinished, path)?;
        File::open(folder)?.sync_all()
    })();
    if written.is_err() {
        let _ = fs::remove_file(&unfinished);
    }
    written
}

/// Enters a picture that is on the disk; gives its id.
///
/// # Errors
/// When the database fails.
pub async fn enter(tx: &Tx, owner: Owner, name: &str, now: i64) -> db::Result<i64> {
    let (academy_id, person_id) = owner.ids();
    let (id,): (i64,) = tx
        .one(
            "insert into picture (academy_id, person_id, name, created_at) values ($1, $2, $3, $4) returning id",
            &db::args![academy_id, person_id, name, now],
        )
        .await?;
    Ok(id)
}

/// Enters a picture once more, for another owner: the same file. Gives its id; nothing when there is no such picture.
///
/// # Errors
/// When the database fails.
pub async fn enter_again(tx: &Tx, from: Owner, id: i64, to: Owner, now: i64) -> db::Result<Option<i64>> {
    let ((from_academy, from_person), (academy_id, person_id)) = (from.ids(), to.ids());
    let again: Option<(i64,)> = tx
        .maybe(
            "insert into picture (academy_id, person_id, name, created_at)
             select $4, $5, name, $6 from picture where id = $1 and (academy_id = $2 or person_id = $3) returning id",
            &db::args![id, from_academy, from_person, academy_id, person_id, now],
        )
        .await?;
    Ok(again.map(|(id,)| id))
}

/// Takes a picture out that nothing shows any more.
///
/// # Errors
/// When the database fails.
pub async fn take_out(tx: &Tx, owner: Owner, id: i64) -> db::Result<()> {
    let (academy_id, person_id) = owner.ids();
    tx.run("delete from picture where id = $1 and (academy_id = $2 or person_id = $3)", &db::args![id, academy_id, person_id]).await?;
    Ok(())
}

/// Gives a picture to a person.
///
/// # Errors
/// When the database fails.
pub async fn hand_over(tx: &Tx, owner: Owner, id: i64, person_id: i64) -> db::Result<()> {
    let (academy_id, from) = owner.ids();
    let sql = "update picture set academy_id = null, person_id = $4 where id = $1 and (academy_id = $2 or person_id = $3)";
    tx.run(sql, &db::args![id, academy_id, from, person_id]).await?;
    Ok(())
}

/// The name under which a picture is kept.
///
/// # Errors
/// When the database fails.
pub async fn name_of(db: &Db, owner: Owner, id: i64) -> db::Result<Option<String>> {
    let (academy_id, person_id) = owner.ids();
    let sql = "select name from picture where id = $1 and (academy_id = $2 or person_id = $3)";
    Ok(db.maybe::<(String,)>(sql, &db::args![id, academy_id, person_id]).await?.map(|(name,)| name))
}

/// Deletes the files that no row names, and parts of files that nobody went on sending; gives how many.
///
/// # Errors
/// When the database fails; what the disk refuses is left for the next time.
pub async fn sweep(db: &Db, files: &Files) -> db::Result<usize> {
    let now = disk_time();
    let folder = files.clone();
    let old = tokio::task::spawn_blocking(move || folder.old(now)).await;
    let old = old.map_err(io::Error::other).and_then(|listed| listed).unwrap_or_else(|error| {
        tracing::warn!(%error, "the files cannot be listed");
        Vec::new()
    });
    let mut gone = 0;
    for (name, path) in old {
        let sql = "select id from picture where name = $1 union all select id from stored_file where hash = $1
                   union all select id from own_file where hash = $1 limit 1";
        let named: Option<(i64,)> = db.maybe(sql, &db::args![&name]).await?;
        // Looked at once more: somebody may have brought the same picture just now.
        if named.is_none() && is_old(&path, now) && tokio::fs::remove_file(&path).await.is_ok() {
            gone += 1;
        }
    }
    Ok(gone)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(tint: u8) -> Prepared {
        Prepared { sizes: vec![(Size::Small, vec![tint; 10]), (Size::Large, vec![tint; 20])] }
    }

    #[tokio::test]
    async fn what_is_kept_is_read_and_kept_once() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::of(folder.path());
        let name = files.keep(&picture(7)).unwrap();
        assert_eq!(files.keep(&picture(7)).unwrap(), name);
        assert_ne!(files.keep(&picture(8)).unwrap(), name);
        assert_eq!(files.read(&name, Size::Large).await.unwrap(), Some(vec![7; 20]));
        assert_eq!(files.read(&name, Size::Medium).await.unwrap(), None);
        assert_eq!(files.read("../../etc", Size::Small).await.unwrap(), None);
    }

    #[test]
    fn only_what_is_old_is_swept() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::of(folder.path());
        assert_eq!(files.old(disk_time()).unwrap(), []);
        let name = files.keep(&picture(7)).unwrap();
        assert_eq!(files.old(disk_time()).unwrap(), []);
        let tomorrow = disk_time() + GRACE + Duration::from_secs(1);
        let names: Vec<String> = files.old(tomorrow).unwrap().into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, [name.clone(), name]);
    }
}
