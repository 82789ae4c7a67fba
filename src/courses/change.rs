//! Changing what a course is, by the features that own a page for it: each writes its own line in the journal.

use db::Tx;

use super::{Course, Stage};

/// What a course says of itself in every list.
#[derive(Clone, Debug)]
pub struct Description {
    /// A line of text, not empty.
    pub title: String,
    /// Plain text.
    pub summary: String,
    /// `YYYY-MM-DD` in the académie's zone.
    pub starts_on: Option<String>,
    /// `YYYY-MM-DD`, not before the first day.
    pub ends_on: Option<String>,
    /// Length face to face.
    pub minutes_on_site: i64,
    /// Length at a distance.
    pub minutes_at_distance: i64,
}

/// Until the transaction ends, nobody else changes this course.
///
/// # Errors
/// When the database fails.
pub async fn hold(tx: &Tx, course: &Course) -> db::Result<()> {
    let sql = "update course set number = number where academy_id = $1 and id = $2";
    tx.run(sql, &db::args![course.academy_id, course.id]).await?;
    Ok(())
}

/// Stores its description.
///
/// # Errors
/// When the database fails.
pub async fn describe(tx: &Tx, course: &Course, new: &Description) -> db::Result<()> {
    tx.run(
        "update course set title = $3, summary = $4, starts_on = $5, ends_on = $6, minutes_on_site = $7, minutes_at_distance = $8
          where academy_id = $1 and id = $2",
        &db::args![
            course.academy_id,
            course.id,
            &new.title,
            &new.summary,
            new.starts_on.as_deref(),
            new.ends_on.as_deref(),
            new.minutes_on_site,
            new.minutes_at_distance
        ],
    )
    .await?;
    Ok(())
}

/// Shows one section a page (`by_section`), or all of them on one.
///
/// # Errors
/// When the database fails.
pub async fn lay_out(tx: &Tx, course: &Course, by_section: bool) -> db::Result<()> {
    tx.run("update course set by_section = $3 where academy_id = $1 and id = $2", &db::args![course.academy_id, course.id, by_section])
        .await?;
    Ok(())
}

/// Moves it to another stage; one that is thrown away remembers where it was.
///
/// # Errors
/// When the database fails.
pub async fn set_stage(tx: &Tx, course: &Course, stage: Stage) -> db::Result<()> {
    let from = (stage == Stage::Trashed).then_some(course.stage);
    tx.run(
        "update course set stage = $3, trashed_from = $4 where academy_id = $1 and id = $2",
        &db::args![course.academy_id, course.id, stage, from],
    )
    .await?;
    Ok(())
}

/// The stage it goes back to when it is taken out of the bin.
///
/// # Errors
/// When the database fails.
pub async fn stage_before_the_bin(tx: &Tx, course: &Course) -> db::Result<Stage> {
    let (from,): (Option<Stage>,) =
        tx.one("select trashed_from from course where academy_id = $1 and id = $2", &db::args![course.academy_id, course.id]).await?;
    // One that an import brought as thrown away is looked at before anybody else sees it.
    Ok(from.unwrap_or(if course.kind.takes_participants() { Stage::Preparing } else { Stage::Building }))
}

/// Keeps it from participants and the public, or shows it to them.
///
/// # Errors
/// When the database fails.
pub async fn set_hidden(tx: &Tx, course: &Course, hidden: bool) -> db::Result<()> {
    tx.run("update course set hidden = $3 where academy_id = $1 and id = $2", &db::args![course.academy_id, course.id, hidden]).await?;
    Ok(())
}

/// Tells whoever keeps a copy of what is offered (each node's search) that this course changed. To be called last: the clock's row
/// is held from here to the end of the transaction.
///
/// # Errors
/// When the database fails.
pub async fn changed(tx: &Tx, course: &Course) -> db::Result<()> {
    let (change,): (i64,) = tx.one("update change_clock set value = value + 1 where id = 1 returning value", &[]).await?;
    tx.run(
        "insert into search_change (course_id, academy_id, change) values ($1, $2, $3)
         on conflict (course_id) do update set change = excluded.change",
        &db::args![course.id, course.academy_id, change],
    )
    .await?;
    Ok(())
}
