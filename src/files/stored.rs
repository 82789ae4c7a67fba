//! A file as it was brought: its row, and where it is used. Its bytes stand once on the disk, whoever else brought the same.

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

/// Where a file stands in a course.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The académie of both.
    pub academy_id: i64,
    /// The course.
    pub course_id: i64,
    /// The activity.
    pub activity_id: i64,
}

/// The files of an activity are these from now on. `for_trainers`: participants may not have them.
///
/// # Errors
/// When the database fails, or one of them is no file of the académie.
pub async fn use_in(tx: &Tx, place: Place, files: &[i64], for_trainers: bool) -> db::Result<()> {
    forget_in(tx, place.academy_id, place.activity_id).await?;
    also_use_in(tx, place, files, for_trainers).await
}

/// An activity uses these files besides those it does already.
///
/// # Errors
/// As [`use_in`].
pub async fn also_use_in(tx: &Tx, place: Place, files: &[i64], for_trainers: bool) -> db::Result<()> {
    for file in files {
        tx.run(
            "insert into file_use (academy_id, course_id, activity_id, file_id, for_trainers)
             select $1, $2, $3, f.id, $5 from stored_file f where f.academy_id = $1 and f.id = $4
             on conflict (activity_id, file_id) do nothing",
            &db::args![place.academy_id, place.course_id, place.activity_id, *file, for_trainers],
        )
        .await?;
    }
    Ok(())
}

/// The files that a course uses, as it stands without its bin. As a condition on `stored_file f`, of the académie ($1) and the course ($2).
const USED: &str = "f.academy_id = $1 and f.id in (select u.file_id from file_use u
    join activity a on a.id = u.activity_id and a.trashed_at is null join section s on s.id = a.section_id and s.trashed_at is null
   where u.academy_id = $1 and u.course_id = $2)";

/// Enters the files of the course that an author copies in another académie, as brought by her; gives their numbers by those they are copies of.
/// Each names what it is a copy of until [`copied`]. `None` when that académie has no room for them: then nothing is entered.
///
/// # Errors
/// When the database fails.
pub async fn copy_to(tx: &Tx, from: &Author, academy_id: i64, now: i64) -> db::Result<Option<Vec<(i64, i64)>>> {
    room::hold(tx, academy_id).await?;
    let new = format!(
        "select cast(coalesce(sum(one.bytes), 0) as bigint) from (select max(f.bytes) as bytes from stored_file f
          where {USED} and not exists (select 1 from stored_file k where k.academy_id = $3 and k.hash = f.hash) group by f.hash) one"
    );
    let (new,): (i64,) = tx.one(&new, &db::args![from.academy_id, from.course_id, academy_id]).await?;
    if !room::take(tx, academy_id, new).await? {
        return Ok(None);
    }
    let copy = format!(
        "insert into stored_file (academy_id, person_id, hash, name, folded, media_type, bytes, created_at, copy_of)
         select $3, $4, f.hash, f.name, f.folded, f.media_type, f.bytes, $5, f.id from stored_file f where {USED}"
    );
    tx.run(&copy, &db::args![from.academy_id, from.course_id, academy_id, from.person_id, now]).await?;
    tx.run(
        "insert into captions (file_id, academy_id, vtt)
         select f.id, f.academy_id, c.vtt from stored_file f join captions c on c.file_id = f.copy_of
          where f.academy_id = $1 and f.copy_of is not null",
        &db::args![academy_id],
    )
    .await?;
    let copies = "select copy_of, id from stored_file where academy_id = $1 and copy_of is not null";
    Ok(Some(tx.all(copies, &db::args![academy_id]).await?))
}

/// Activities that are being copied (`activity.copy_of`) use what their originals do.
///
/// # Errors
/// When the database fails.
pub async fn copy_uses(tx: &Tx, academy_id: i64, course_id: i64, from_academy_id: i64) -> db::Result<()> {
    tx.run(
        "insert into file_use (academy_id, course_id, activity_id, file_id, for_trainers)
         select a.academy_id, a.course_id, a.id,
                coalesce((select f.id from stored_file f where f.academy_id = a.academy_id and f.copy_of = u.file_id), u.file_id), u.for_trainers
           from activity a join file_use u on u.academy_id = $3 and u.activity_id = a.copy_of
          where a.academy_id = $1 and a.course_id = $2",
        &db::args![academy_id, course_id, from_academy_id],
    )
    .await?;
    Ok(())
}

/// Files that were copied are files like any other from now on.
///
/// # Errors
/// When the database fails.
pub async fn copied(tx: &Tx, academy_id: i64) -> db::Result<()> {
    tx.run("update stored_file set copy_of = null where academy_id = $1 and copy_of is not null", &db::args![academy_id]).await?;
    Ok(())
}

/// An activity uses nothing any more.
///
/// # Errors
/// When the database fails.
pub async fn forget_in(tx: &Tx, academy_id: i64, activity_id: i64) -> db::Result<()> {
    tx.run("delete from file_use where academy_id = $1 and activity_id = $2", &db::args![academy_id, activity_id]).await?;
    Ok(())
}

/// The activities of a course that use a file; those whose file is for trainers only where the visitor teaches.
///
/// # Errors
/// When the database fails.
pub async fn users_in(db: &Db, academy_id: i64, course_id: i64, file_id: i64, teaches: bool) -> db::Result<Vec<i64>> {
    let sql = "select activity_id from file_use where academy_id = $1 and course_id = $2 and file_id = $3 and (for_trainers = false or $4)";
    let users: Vec<(i64,)> = db.all(sql, &db::args![academy_id, course_id, file_id, teaches]).await?;
    Ok(users.into_iter().map(|(id,)| id).collect())
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

db::row! {
    /// An activity that uses a file.
    pub struct Use {
        /// Of its course.
        pub number: i64,
        /// Of its course.
        pub course: String,
        /// Its own; empty for some.
        pub title: String,
        /// Whether the person who asks teaches there.
        pub teaches: bool,
    }
}

/// Every place where a file is used, also those that were thrown away and can be restored.
///
/// # Errors
/// When the database fails.
pub async fn uses(db: &Db, academy_id: i64, id: i64, person_id: i64) -> db::Result<Vec<Use>> {
    db.all(
        "select c.number, c.title as course, a.title, exists (select 1 from enrolment e
                   where e.academy_id = $1 and e.course_id = c.id and e.person_id = $3 and e.role <> 'participant') as teaches
           from file_use u join activity a on a.id = u.activity_id join course c on c.id = u.course_id
          where u.academy_id = $1 and u.file_id = $2 order by c.number, a.id",
        &db::args![academy_id, id, person_id],
    )
    .await
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
    for sql in ["update stored_file set person_id = $2 where person_id = $1", "update own_file set person_id = $2 where person_id = $1"] {
        tx.run(sql, &db::args![gone, kept]).await?;
    }
    Ok(())
}
