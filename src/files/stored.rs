//! A file as it was brought: its row. Its bytes stand once on the disk, whoever else brought the same.

use db::{Db, Tx};

use super::format::{self, Family};
use super::room;
use crate::plain::{anywhere, plain};

/// What one person may keep in an académie, in bytes.
pub const ROOM_OF_ONE: i64 = 20 * 1024 * 1024 * 1024;

db::row! {
    /// A file somebody brought into an académie.
    pub struct Stored {
        /// Names it in addresses.
        pub id: i64,
        /// The académie it stands in.
        pub academy_id: i64,
        /// Who brought it; nothing when her account was erased.
        pub person_id: Option<i64>,
        /// Of what is in it; names it on the disk.
        pub hash: String,
        /// As it was called, made harmless.
        pub name: String,
        /// What it is sent as.
        pub media_type: String,
        /// Its weight.
        pub bytes: i64,
        /// Whether whoever writes courses in the académie may use it.
        pub shared: bool,
    }
}

/// The columns of [`Stored`], of `stored_file f`.
const COLUMNS: &str = "f.id, f.academy_id, f.person_id, f.hash, f.name, f.media_type, f.bytes, f.shared";

impl Stored {
    /// What is done with it.
    pub fn family(&self) -> Family {
        format::promised(&self.name).map_or(Family::Document, |format| format.family)
    }

    /// Whether a browser shows it in its place.
    pub fn is_shown(&self) -> bool {
        matches!(self.family(), Family::Picture | Family::Sound | Family::Video)
    }

    /// Whether it is a picture.
    pub fn is_picture(&self) -> bool {
        self.family() == Family::Picture
    }

    /// How a list names its format: `PDF`.
    pub fn format(&self) -> String {
        format_of(&self.name)
    }

    /// What it weighs, in words.
    pub fn weight(&self) -> web::Message {
        super::weight::weight(self.bytes)
    }

    /// How it is sent to whoever may have it.
    pub fn sending(&self) -> web::file::Sending<'_> {
        web::file::Sending { media_type: &self.media_type, name: &self.name, shown: self.is_shown(), mark: &self.hash }
    }
}

/// How a list names the format of a file of this name.
pub fn format_of(name: &str) -> String {
    name.rsplit_once('.').map_or_else(String::new, |(_, end)| end.to_uppercase())
}

/// A file that is on the disk and has no row yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Of what is in it.
    pub hash: String,
    /// Made harmless.
    pub name: String,
    /// What it will be sent as.
    pub media_type: String,
    /// Its weight.
    pub bytes: i64,
}

/// Enters a file that is on the disk; gives its id. What the same person brought under the same name before stays one. `None` when the académie has
/// no room for it: then nothing is entered.
///
/// # Errors
/// When the database fails.
pub async fn enter(tx: &Tx, academy_id: i64, person_id: i64, kept: &Kept, now: i64) -> db::Result<Option<i64>> {
    room::hold(tx, academy_id).await?;
    let before: Option<(i64,)> = tx
        .maybe(
            "select id from stored_file where academy_id = $1 and person_id = $2 and hash = $3 and name = $4 order by id limit 1",
            &db::args![academy_id, person_id, &kept.hash, &kept.name],
        )
        .await?;
    if let Some((id,)) = before {
        return Ok(Some(id));
    }
    let new = if is_kept(tx, academy_id, &kept.hash).await? { 0 } else { kept.bytes };
    if !room::take(tx, academy_id, new).await? {
        return Ok(None);
    }
    let (id,): (i64,) = tx
        .one(
            "insert into stored_file (academy_id, person_id, hash, name, folded, media_type, bytes, created_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8) returning id",
            &db::args![academy_id, person_id, &kept.hash, &kept.name, plain(&kept.name), &kept.media_type, kept.bytes, now],
        )
        .await?;
    Ok(Some(id))
}

/// Whether what is in a file is kept in an académie already, whoever brought it.
async fn is_kept(tx: &Tx, academy_id: i64, hash: &str) -> db::Result<bool> {
    let sql = "select id from stored_file where academy_id = $1 and hash = $2 limit 1";
    Ok(tx.maybe::<(i64,)>(sql, &db::args![academy_id, hash]).await?.is_some())
}

/// The file of this id in an académie.
///
/// # Errors
/// When the database fails.
pub async fn find(db: &Db, academy_id: i64, id: i64) -> db::Result<Option<Stored>> {
    let sql = format!("select {COLUMNS} from stored_file f where f.academy_id = $1 and f.id = $2");
    db.maybe(&sql, &db::args![academy_id, id]).await
}

/// What somebody keeps in an académie already, in bytes.
///
/// # Errors
/// When the database fails.
pub async fn weight_of(db: &Db, academy_id: i64, person_id: i64) -> db::Result<i64> {
    let sql = "select cast(coalesce(sum(bytes), 0) as bigint) from stored_file where academy_id = $1 and person_id = $2";
    let (bytes,): (i64,) = db.one(sql, &db::args![academy_id, person_id]).await?;
    Ok(bytes)
}

/// Somebody who writes a course.
#[derive(Clone, Copy, Debug)]
pub struct Author {
    /// The académie of the course.
    pub academy_id: i64,
    /// The course.
    pub course_id: i64,
    /// Herself.
    pub person_id: i64,
}

/// What an author may use: what she brought, what is shared in the académie, and what the course uses already. As a condition on
/// `stored_file f`, of the author's académie ($1), course ($2) and id ($3).
const USABLE: &str = "f.academy_id = $1 and (f.shared or f.person_id = $3
    or exists (select 1 from file_use u where u.file_id = f.id and u.academy_id = $1 and u.course_id = $2))";

/// A file, if this author may use it.
///
/// # Errors
/// When the database fails.
pub async fn usable(db: &Db, author: &Author, id: i64) -> db::Result<Option<Stored>> {
    let sql = format!("select {COLUMNS} from stored_file f where f.id = $4 and {USABLE}");
    db.maybe(&sql, &db::args![author.academy_id, author.course_id, author.person_id, id]).await
}

/// What an author may use, the newest first.
///
/// # Errors
/// When the database fails.
pub async fn all_usable(db: &Db, author: &Author, most: i64) -> db::Result<Vec<Stored>> {
    let sql = format!("select {COLUMNS} from stored_file f where {USABLE} order by f.id desc limit $4");
    db.all(&sql, &db::args![author.academy_id, author.course_id, author.person_id, most]).await
}

/// What stands in the library of an académie for somebody, as far as its name holds these words: her own and the shared ones, or `all` of them for
/// whoever manages the académie; the newest first.
///
/// # Errors
/// When the database fails.
pub async fn library(db: &Db, academy_id: i64, person_id: i64, all: bool, words: &str, most: i64, skip: i64) -> db::Result<Vec<Stored>> {
    let sql = format!(
        "select {COLUMNS} from stored_file f where f.academy_id = $1 and (f.shared or f.person_id = $2 or $3)
          and f.folded like $4 escape '\\' order by f.id desc limit $5 offset $6"
    );
    db.all(&sql, &db::args![academy_id, person_id, all, anywhere(&plain(words)), most, skip]).await
}

/// A new name for a file: its end says what it is, and stays.
pub fn renamed(name: &str, typed: &str) -> String {
    let end = name.rsplit_once('.').map_or("", |(_, end)| end);
    let stem = typed.strip_suffix(&format!(".{end}")).unwrap_or(typed);
    format::clean_name(&format!("{stem}.{end}"))
}

/// Gives a file a name, and says whether others may use it.
///
/// # Errors
/// When the database fails.
pub async fn change(tx: &Tx, file: &Stored, name: &str, shared: bool) -> db::Result<()> {
    let sql = "update stored_file set name = $3, folded = $4, shared = $5 where academy_id = $1 and id = $2";
    tx.run(sql, &db::args![file.academy_id, file.id, name, plain(name), shared]).await?;
    Ok(())
}

/// The captions of a video, when its bringer gave it some.
///
/// # Errors
/// When the database fails.
pub async fn captions(db: &Db, academy_id: i64, id: i64) -> db::Result<Option<String>> {
    let sql = "select vtt from captions where academy_id = $1 and file_id = $2";
    Ok(db.maybe::<(String,)>(sql, &db::args![academy_id, id]).await?.map(|(vtt,)| vtt))
}

/// Gives a video captions (made harmless), or none.
///
/// # Errors
/// When the database fails.
pub async fn set_captions(tx: &Tx, file: &Stored, vtt: Option<&str>) -> db::Result<()> {
    tx.run("delete from captions where academy_id = $1 and file_id = $2", &db::args![file.academy_id, file.id]).await?;
    if let Some(vtt) = vtt {
        let sql = "insert into captions (file_id, academy_id, vtt) values ($1, $2, $3)";
        tx.run(sql, &db::args![file.id, file.academy_id, vtt]).await?;
    }
    Ok(())
}

/// Deletes a file that nothing uses; whether it could be. Its bytes leave the disk with the daily sweep, unless somebody brought the same.
///
/// # Errors
/// When the database fails.
pub async fn delete(tx: &Tx, file: &Stored) -> db::Result<bool> {
    let key = db::args![file.academy_id, file.id];
    if tx.maybe::<(i64,)>("select id from file_use where academy_id = $1 and file_id = $2 limit 1", &key).await?.is_some() {
        return Ok(false);
    }
    tx.run("delete from captions where academy_id = $1 and file_id = $2", &key).await?;
    room::hold(tx, file.academy_id).await?;
    let gone = tx.run("delete from stored_file where academy_id = $1 and id = $2", &key).await? > 0;
    if gone && !is_kept(tx, file.academy_id, &file.hash).await? {
        room::give_back(tx, file.academy_id, file.bytes).await?;
    }
    Ok(true)
}

/// Two accounts become one: what either brought was brought by the one who stays.
///
/// # Errors
/// When the database fails.
pub async fn merge(tx: &Tx, gone: i64, kept: i64) -> db::Result<()> {
    tx.run("update stored_file set person_id = $2 where person_id = $1", &db::args![gone, kept]).await?;
    Ok(())
}
