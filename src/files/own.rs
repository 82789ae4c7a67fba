//! A file that somebody brings for one thing she says herself, a message: it stands there only, and is offered for nothing else. What nothing
//! holds goes after a day.

use db::{Db, Tx};

use super::Family;
use super::stored::{Kept, Stored};
use crate::clock::DAY;

/// The most one may weigh, in bytes.
pub const LARGEST: u64 = 20 * 1024 * 1024;
/// What one person may keep of them in an académie, in bytes.
pub const ROOM_OF_ONE: i64 = 500 * 1024 * 1024;
/// What they may be: captions go with their video.
pub const FAMILIES: &[Family] = &[Family::Document, Family::Picture, Family::Sound, Family::Video];

/// The columns of [`Stored`], of `own_file f`.
const COLUMNS: &str = "f.id, f.academy_id, f.person_id, f.hash, f.name, f.media_type, f.bytes, false as shared";

/// What somebody keeps of them in an académie already, in bytes.
///
/// # Errors
/// When the database fails.
pub async fn weight_of(db: &Db, academy_id: i64, person_id: i64) -> db::Result<i64> {
    let sql = "select cast(coalesce(sum(bytes), 0) as bigint) from own_file where academy_id = $1 and person_id = $2";
    let (bytes,): (i64,) = db.one(sql, &db::args![academy_id, person_id]).await?;
    Ok(bytes)
}

/// Enters a file that is on the disk; gives its id. The same one that she brought just before and that nothing holds stays one: a button was
/// pressed twice.
///
/// # Errors
/// When the database fails.
pub async fn enter(tx: &Tx, academy_id: i64, person_id: i64, kept: &Kept, now: i64) -> db::Result<i64> {
    let before: Option<(i64,)> = tx
        .maybe(
            "select id from own_file where academy_id = $1 and person_id = $2 and hash = $3 and name = $4 and held = false order by id limit 1",
            &db::args![academy_id, person_id, &kept.hash, &kept.name],
        )
        .await?;
    if let Some((id,)) = before {
        let again = "update own_file set created_at = $3 where academy_id = $1 and id = $2";
        tx.run(again, &db::args![academy_id, id, now]).await?;
        return Ok(id);
    }
    let (id,): (i64,) = tx
        .one(
            "insert into own_file (academy_id, person_id, hash, name, media_type, bytes, created_at) values ($1, $2, $3, $4, $5, $6, $7)
             returning id",
            &db::args![academy_id, person_id, &kept.hash, &kept.name, &kept.media_type, kept.bytes, now],
        )
        .await?;
    Ok(id)
}

/// One that this person brought, wherever it stands.
///
/// # Errors
/// When the database fails.
pub async fn hers(db: &Db, academy_id: i64, person_id: i64, id: i64) -> db::Result<Option<Stored>> {
    let sql = format!("select {COLUMNS} from own_file f where f.academy_id = $1 and f.person_id = $2 and f.id = $3");
    db.maybe(&sql, &db::args![academy_id, person_id, id]).await
}

/// From now on something holds one that this person brought; false when something did already, or when there is none.
///
/// # Errors
/// When the database fails.
pub async fn hold(tx: &Tx, academy_id: i64, person_id: i64, id: i64) -> db::Result<bool> {
    let sql = "update own_file set held = true where academy_id = $1 and person_id = $2 and id = $3 and held = false";
    Ok(tx.run(sql, &db::args![academy_id, person_id, id]).await? == 1)
}

/// Nothing holds it for the moment: something else may, for a day.
///
/// # Errors
/// When the database fails.
pub async fn let_go(tx: &Tx, academy_id: i64, id: i64, now: i64) -> db::Result<()> {
    let sql = "update own_file set held = false, created_at = $3 where academy_id = $1 and id = $2";
    tx.run(sql, &db::args![academy_id, id, now]).await?;
    Ok(())
}

/// It is gone with what held it. Its bytes leave the disk with the daily sweep, unless somebody brought the same.
///
/// # Errors
/// When the database fails.
pub async fn take_out(tx: &Tx, academy_id: i64, id: i64) -> db::Result<()> {
    tx.run("delete from own_file where academy_id = $1 and id = $2", &db::args![academy_id, id]).await?;
    Ok(())
}

/// Forgets those that nothing held for a day.
///
/// # Errors
/// When the database fails.
pub async fn sweep(db: &Db, now: i64) -> db::Result<()> {
    let tx = db.begin().await?;
    tx.run("delete from own_file where held = false and created_at < $1", &db::args![now - DAY]).await?;
    tx.commit().await
}

/// Two accounts become one: what either brought was brought by the one who stays.
///
/// # Errors
/// When the database fails.
pub async fn merge(tx: &Tx, gone: i64, kept: i64) -> db::Result<()> {
    tx.run("update own_file set person_id = $2 where person_id = $1", &db::args![gone, kept]).await?;
    Ok(())
}
