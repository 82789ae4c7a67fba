//! Changing what a course is made of. Each act counts its edition up, so that whoever wrote on an older one is told.
//!
//! Places of what was thrown away stay theirs, so that restoring puts it back where it was. What moves: `moving.rs`.

use db::{Db, Tx};

use super::moving::make_room;
use super::{Course, completion, conditions};
use crate::activities::Completion;

/// The most sections and activities of a course: more is several courses.
pub const MOST_SECTIONS: i64 = 100;
/// See [`MOST_SECTIONS`].
pub const MOST_ACTIVITIES: i64 = 500;

db::row! {
    /// A section as it is written.
    pub struct Section {
        pub id: i64,
        pub title: String,
        /// Plain text.
        pub summary: String,
        pub edition: i64,
        /// Whether it was thrown away.
        pub gone: bool,
    }
}

db::row! {
    /// An activity as it is written, without its content.
    pub struct Activity {
        pub id: i64,
        pub section_id: i64,
        pub kind: String,
        pub title: String,
        pub hidden: bool,
        pub completion: Completion,
        pub edition: i64,
        /// Whether it was thrown away, or its section.
        pub gone: bool,
    }
}

const ACTIVITY: &str = "select a.id, a.section_id, a.kind, a.title, a.hidden, a.completion, a.edition,
       a.trashed_at is not null or s.trashed_at is not null as gone
  from activity a join section s on s.id = a.section_id
 where a.academy_id = $1 and a.course_id = $2 and a.id = $3";

/// A section of a course, thrown away or not.
///
/// # Errors
/// When the database fails.
pub async fn section(db: &Db, course: &Course, id: i64) -> db::Result<Option<Section>> {
    db.maybe(
        "select id, title, summary, edition, trashed_at is not null as gone from section where academy_id = $1 and course_id = $2 and id = $3",
        &db::args![course.academy_id, course.id, id],
    )
    .await
}

/// An activity of a course, thrown away or not.
///
/// # Errors
/// When the database fails.
pub async fn activity(db: &Db, course: &Course, id: i64) -> db::Result<Option<Activity>> {
    db.maybe(ACTIVITY, &db::args![course.academy_id, course.id, id]).await
}

/// The same inside a transaction.
///
/// # Errors
/// When the database fails.
pub async fn activity_now(tx: &Tx, course: &Course, id: i64) -> db::Result<Option<Activity>> {
    tx.maybe(ACTIVITY, &db::args![course.academy_id, course.id, id]).await
}

/// How many sections and activities there are, thrown away or not.
///
/// # Errors
/// When the database fails.
pub async fn sizes(tx: &Tx, course: &Course) -> db::Result<(i64, i64)> {
    tx.one(
        "select (select count(*) from section where academy_id = $1 and course_id = $2),
                (select count(*) from activity where academy_id = $1 and course_id = $2)",
        &db::args![course.academy_id, course.id],
    )
    .await
}

/// Names a section anew; false when somebody changed it since it had this edition.
///
/// # Errors
/// When the database fails.
pub async fn name_section(tx: &Tx, course: &Course, id: i64, edition: i64, title: &str, summary: &str) -> db::Result<bool> {
    let changed = tx
        .run(
            "update section set title = $5, summary = $6, edition = edition + 1
              where academy_id = $1 and course_id = $2 and id = $3 and edition = $4 and trashed_at is null",
            &db::args![course.academy_id, course.id, id, edition, title, summary],
        )
        .await?;
    Ok(changed == 1)
}

/// Names an activity anew; false when somebody changed it since it had this edition.
///
/// # Errors
/// When the database fails.
pub async fn name_activity(tx: &Tx, course: &Course, id: i64, edition: i64, title: &str) -> db::Result<bool> {
    let changed = tx
        .run(
            "update activity set title = $5, edition = edition + 1
              where academy_id = $1 and course_id = $2 and id = $3 and edition = $4 and trashed_at is null",
            &db::args![course.academy_id, course.id, id, edition, title],
        )
        .await?;
    Ok(changed == 1)
}

/// Shows an activity to participants, or keeps it from them; false when there is no such activity.
///
/// # Errors
/// When the database fails.
pub async fn set_activity_hidden(tx: &Tx, course: &Course, id: i64, hidden: bool) -> db::Result<bool> {
    let sql = "update activity set hidden = $4, edition = edition + 1 where academy_id = $1 and course_id = $2 and id = $3 and trashed_at is null";
    let done = tx.run(sql, &db::args![course.academy_id, course.id, id, hidden]).await? == 1;
    completion::counts_anew(tx, course).await?;
    Ok(done)
}

/// Says how an activity is finished. What somebody finished stays finished.
///
/// # Errors
/// When the database fails.
pub async fn set_completion(tx: &Tx, course: &Course, id: i64, completion: Completion) -> db::Result<()> {
    let sql = "update activity set completion = $4 where academy_id = $1 and course_id = $2 and id = $3";
    tx.run(sql, &db::args![course.academy_id, course.id, id, completion]).await?;
    completion::counts_anew(tx, course).await
}

/// Throws away, or takes back (`trashed_at` is `None`); false when there is nothing to be done.
///
/// # Errors
/// When the database fails.
pub async fn trash_section(tx: &Tx, course: &Course, id: i64, trashed_at: Option<i64>) -> db::Result<bool> {
    let sql = "update section set trashed_at = $4 where academy_id = $1 and course_id = $2 and id = $3 and (trashed_at is null) = $5";
    let done = tx.run(sql, &db::args![course.academy_id, course.id, id, trashed_at, trashed_at.is_some()]).await? == 1;
    completion::counts_anew(tx, course).await?;
    Ok(done)
}

/// The same of an activity.
///
/// # Errors
/// When the database fails.
pub async fn trash_activity(tx: &Tx, course: &Course, id: i64, trashed_at: Option<i64>) -> db::Result<bool> {
    let sql = "update activity set trashed_at = $4 where academy_id = $1 and course_id = $2 and id = $3 and (trashed_at is null) = $5";
    let done = tx.run(sql, &db::args![course.academy_id, course.id, id, trashed_at, trashed_at.is_some()]).await? == 1;
    completion::counts_anew(tx, course).await?;
    Ok(done)
}

db::row! {
    /// Something that was thrown away.
    pub struct Trashed {
        pub id: i64,
        /// Whether it is a section, with all that is in it.
        pub whole_section: bool,
        pub title: String,
        /// The kind of an activity; empty for a section.
        pub kind: String,
    }
}

/// What was thrown away and can be restored, the last first.
///
/// # Errors
/// When the database fails.
pub async fn trashed(db: &Db, course: &Course) -> db::Result<Vec<Trashed>> {
    db.all(
        "select id, whole_section, title, kind from (
           select s.id, true as whole_section, s.title, '' as kind, s.trashed_at from section s
            where s.academy_id = $1 and s.course_id = $2 and s.trashed_at is not null
           union all
           select a.id, false as whole_section, a.title, a.kind, a.trashed_at from activity a
             join section s on s.id = a.section_id and s.trashed_at is null
            where a.academy_id = $1 and a.course_id = $2 and a.trashed_at is not null) as gone
          order by trashed_at desc, id desc limit 600",
        &db::args![course.academy_id, course.id],
    )
    .await
}

/// A place for the copy of an activity, right after it; everything further down makes room. To be ended by `copying::copied`.
///
/// # Errors
/// When there is no such activity, or the database fails.
pub async fn copy_activity(tx: &Tx, course: &Course, activity: &Activity, title: &str) -> db::Result<()> {
    let sql = "select position from activity where academy_id = $1 and course_id = $2 and id = $3";
    let (position,): (i64,) = tx.one(sql, &db::args![course.academy_id, course.id, activity.id]).await?;
    make_room(tx, course, activity.section_id, position + 1).await?;
    tx.run(
        "insert into activity (academy_id, course_id, section_id, position, kind, title, hidden, completion,
                               opens_on, closes_on, after_id, group_id, copy_of)
         select academy_id, course_id, section_id, position + 1, kind, $4, hidden, completion, opens_on, closes_on, after_id, group_id, id
           from activity where academy_id = $1 and course_id = $2 and id = $3",
        &db::args![course.academy_id, course.id, activity.id, title],
    )
    .await?;
    completion::counts_anew(tx, course).await
}

db::row! {
    /// An activity that can be restored no longer.
    pub struct LongGone {
        pub id: i64,
        pub academy_id: i64,
        pub kind: String,
    }
}

/// Some activities that were thrown away before an instant (microseconds UTC), or whose section was.
///
/// # Errors
/// When the database fails.
pub async fn long_gone(db: &Db, before: i64, most: i64) -> db::Result<Vec<LongGone>> {
    db.all(
        "select a.id, a.academy_id, a.kind from activity a join section s on s.id = a.section_id
          where a.trashed_at < $1 or s.trashed_at < $1 order by a.id limit $2",
        &db::args![before, most],
    )
    .await
}

/// Deletes an activity of which its kind knows nothing any more.
///
/// # Errors
/// When the database fails.
pub async fn forget_activity(tx: &Tx, academy_id: i64, id: i64) -> db::Result<()> {
    completion::forget(tx, academy_id, id).await?;
    conditions::forget(tx, academy_id, id).await?;
    tx.run("delete from activity where academy_id = $1 and id = $2", &db::args![academy_id, id]).await?;
    Ok(())
}

/// Deletes the sections that were thrown away before an instant (microseconds UTC) and hold nothing any more.
///
/// # Errors
/// When the database fails.
pub async fn forget_sections(db: &Db, before: i64) -> db::Result<u64> {
    let sql = "delete from section where academy_id > 0 and trashed_at < $1
                  and not exists (select 1 from activity a where a.section_id = section.id)";
    db.run(sql, &db::args![before]).await
}
