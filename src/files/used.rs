//! Where files are used: in which activities of which courses, and what a copy of a course uses.

use db::{Db, Tx};

use super::room;
use super::stored::Author;

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
