//! Who wants which messages by mail: of a forum, and of one discussion where she said so apart.

use db::Tx;

/// Notes whether she wants a whole forum.
///
/// # Errors
/// When the database fails.
pub(super) async fn follow_forum(tx: &Tx, academy_id: i64, activity_id: i64, person_id: i64, wanted: bool) -> db::Result<()> {
    tx.run(
        "insert into forum_subscription (academy_id, activity_id, person_id, wanted) values ($1, $2, $3, $4)
         on conflict (person_id, activity_id) do update set wanted = excluded.wanted",
        &db::args![academy_id, activity_id, person_id, wanted],
    )
    .await?;
    if !wanted {
        // Nor what she said she wants in it.
        let sql = "delete from forum_discussion_subscription where academy_id = $1 and person_id = $3
                      and discussion_id in (select d.id from forum_discussion d where d.activity_id = $2)";
        tx.run(sql, &db::args![academy_id, activity_id, person_id]).await?;
    }
    Ok(())
}

/// Notes whether she wants a discussion, whatever she said of the forum.
///
/// # Errors
/// When the database fails.
pub(super) async fn follow(tx: &Tx, academy_id: i64, discussion_id: i64, person_id: i64, wanted: bool) -> db::Result<()> {
    tx.run(
        "insert into forum_discussion_subscription (academy_id, discussion_id, person_id, wanted) values ($1, $2, $3, $4)
         on conflict (person_id, discussion_id) do update set wanted = excluded.wanted",
        &db::args![academy_id, discussion_id, person_id, wanted],
    )
    .await?;
    Ok(())
}

/// Whoever wrote in a discussion wants it, unless she chose otherwise, for it or for all.
///
/// # Errors
/// When the database fails.
pub(super) async fn wrote(tx: &Tx, academy_id: i64, discussion_id: i64, person_id: i64) -> db::Result<()> {
    tx.run(
        "insert into forum_discussion_subscription (academy_id, discussion_id, person_id, wanted)
         select $1, $2, p.id, true from person p where p.id = $3
            and not exists (select 1 from forum_choice c where c.person_id = p.id and c.subscribes = false)
         on conflict (person_id, discussion_id) do nothing",
        &db::args![academy_id, discussion_id, person_id],
    )
    .await?;
    Ok(())
}
