//! What discussions and forums keep of their posts, so that no list has to look at them: how many everybody may see, the last one, and whether there
//! is a private one. Whoever changes a discussion holds it (`posts::hold`).

use db::Tx;

/// A discussion begins with a post.
///
/// # Errors
/// When the database fails.
pub(super) async fn opened(tx: &Tx, academy_id: i64, discussion_id: i64, post_id: i64) -> db::Result<()> {
    let sql = "update forum_discussion set first_post_id = $3, last_post_id = $3, posts = 1 where academy_id = $1 and id = $2";
    tx.run(sql, &db::args![academy_id, discussion_id, post_id]).await?;
    one_more(tx, academy_id, discussion_id).await
}

/// A discussion has a new answer, for everybody.
///
/// # Errors
/// When the database fails.
pub(super) async fn answered(tx: &Tx, academy_id: i64, discussion_id: i64, post_id: i64, now: i64) -> db::Result<()> {
    let sql = "update forum_discussion set replies = replies + 1, posts = posts + 1, last_post_id = $3, last_posted_at = $4
          where academy_id = $1 and id = $2";
    tx.run(sql, &db::args![academy_id, discussion_id, post_id, now]).await?;
    one_more(tx, academy_id, discussion_id).await
}

/// A discussion has a new private answer.
///
/// # Errors
/// When the database fails.
pub(super) async fn answered_in_private(tx: &Tx, academy_id: i64, discussion_id: i64) -> db::Result<()> {
    let sql = "update activity_forum set has_private = true
          where academy_id = $1 and activity_id = (select d.activity_id from forum_discussion d where d.id = $2)";
    tx.run(sql, &db::args![academy_id, discussion_id]).await?;
    Ok(())
}

async fn one_more(tx: &Tx, academy_id: i64, discussion_id: i64) -> db::Result<()> {
    let sql = "update activity_forum set posts = posts + 1
          where academy_id = $1 and activity_id = (select d.activity_id from forum_discussion d where d.id = $2)";
    tx.run(sql, &db::args![academy_id, discussion_id]).await?;
    Ok(())
}

/// Posts of a discussion went or became private: it is counted again.
///
/// # Errors
/// When the database fails.
pub(super) async fn count_again(tx: &Tx, academy_id: i64, discussion_id: i64) -> db::Result<()> {
    for sql in [
        "update forum_discussion
            set replies = (select count(*) from forum_post p
                            where p.discussion_id = $2 and p.parent_id is not null and p.private_to is null and p.deleted = false),
                posts = (select count(*) from forum_post p where p.discussion_id = $2 and p.private_to is null and p.deleted = false),
                last_post_id = coalesce((select max(p.id) from forum_post p
                                          where p.discussion_id = $2 and p.private_to is null and p.deleted = false), first_post_id)
          where academy_id = $1 and id = $2",
        "update forum_discussion set last_posted_at = (select p.posted_at from forum_post p where p.id = last_post_id)
          where academy_id = $1 and id = $2",
    ] {
        tx.run(sql, &db::args![academy_id, discussion_id]).await?;
    }
    Ok(())
}

/// The same of one or two forums, held first: what others are adding to them is waited for and counted.
///
/// # Errors
/// When the database fails.
pub(super) async fn count_forums_again(tx: &Tx, academy_id: i64, one: i64, other: i64) -> db::Result<()> {
    for sql in [
        "update activity_forum set posts = posts where academy_id = $1 and activity_id in ($2, $3)",
        "update activity_forum
            set posts = (select coalesce(sum(d.posts), 0) from forum_discussion d where d.activity_id = activity_forum.activity_id),
                has_private = exists (select 1 from forum_discussion d join forum_post p on p.discussion_id = d.id and p.private_to is not null
                                       where d.activity_id = activity_forum.activity_id)
          where academy_id = $1 and activity_id in ($2, $3)",
    ] {
        tx.run(sql, &db::args![academy_id, one, other]).await?;
    }
    Ok(())
}
