//! Two accounts become one: how she arranged her courses.

use db::Tx;

/// Moves stars and choices to the one who stays; of what both chose, hers stays.
///
/// # Errors
/// When the database fails.
pub async fn merge(tx: &Tx, gone: i64, kept: i64) -> db::Result<()> {
    let both = db::args![gone, kept];
    for sql in [
        "delete from favourite where person_id = $1 and course_id in (select k.course_id from favourite k where k.person_id = $2)",
        "update favourite set person_id = $2 where person_id = $1",
        "delete from my_choice where person_id = $1 and exists (select 1 from my_choice k where k.person_id = $2)",
        "update my_choice set person_id = $2 where person_id = $1",
    ] {
        tx.run(sql, &both).await?;
    }
    Ok(())
}
