//! Two accounts become one: what she wrote, read and chose in forums.

use db::Tx;

use super::attached::{self, Holder};

/// Moves posts, drafts, subscriptions and choices to the one who stays. Of two places in a discussion the further one stays; of what both chose, hers.
///
/// # Errors
/// When the database fails.
pub async fn merge(tx: &Tx, gone: i64, kept: i64) -> db::Result<()> {
    let both = db::args![gone, kept];
    // Of two drafts of one answer hers stays: the other goes with its files.
    let sql = "select d.academy_id, d.id from forum_draft d join forum_draft k on k.activity_id = d.activity_id and k.place = d.place
                where d.person_id = $1 and k.person_id = $2";
    for (academy_id, id) in tx.all::<(i64, i64)>(sql, &both).await? {
        attached::forget(tx, academy_id, Holder::Draft(id)).await?;
    }
    for sql in [
        "update forum_post set person_id = $2 where person_id = $1",
        "update forum_post set private_to = $2 where private_to = $1 and person_id > 0",
        "update forum_read
            set post_id = (select max(r.post_id) from forum_read r where r.discussion_id = forum_read.discussion_id and r.person_id in ($1, $2)),
                posts = (select max(r.posts) from forum_read r where r.discussion_id = forum_read.discussion_id and r.person_id in ($1, $2))
          where person_id = $2",
        "delete from forum_read where person_id = $1 and discussion_id in (select k.discussion_id from forum_read k where k.person_id = $2)",
        "update forum_read set person_id = $2 where person_id = $1",
        "delete from forum_subscription where person_id = $1
            and activity_id in (select k.activity_id from forum_subscription k where k.person_id = $2)",
        "update forum_subscription set person_id = $2 where person_id = $1",
        "delete from forum_discussion_subscription where person_id = $1
            and discussion_id in (select k.discussion_id from forum_discussion_subscription k where k.person_id = $2)",
        "update forum_discussion_subscription set person_id = $2 where person_id = $1",
        "delete from forum_digest where person_id = $1 and post_id in (select k.post_id from forum_digest k where k.person_id = $2)",
        "update forum_digest set person_id = $2 where person_id = $1",
        "delete from forum_draft where person_id = $1 and exists (select 1 from forum_draft k
           where k.person_id = $2 and k.activity_id = forum_draft.activity_id and k.place = forum_draft.place)",
        "update forum_draft set person_id = $2 where person_id = $1",
        "delete from forum_choice where person_id = $1 and exists (select 1 from forum_choice k where k.person_id = $2)",
        "update forum_choice set person_id = $2 where person_id = $1",
    ] {
        tx.run(sql, &both).await?;
    }
    Ok(())
}
