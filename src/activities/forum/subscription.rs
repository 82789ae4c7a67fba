//! Who wants which messages by mail: of a forum, and of one discussion where she said so apart.

use db::Tx;

use super::place::Place;
use super::settings::Subscription;
use crate::visit::OrProblem;
use web::Problem;

db::row! {
    /// What is kept of one visitor about a forum and one of its discussions.
    pub(super) struct Standing {
        /// Whether she said she wants the forum.
        pub forum: Option<bool>,
        /// Whether she said she wants the discussion.
        pub discussion: Option<bool>,
        /// Whether she said that it is kept how far she read.
        pub tracks: Option<bool>,
        /// The last post she read of the discussion.
        pub read_to: Option<i64>,
    }
}

impl Standing {
    /// Whether how far she read is kept.
    pub fn tracks(&self, place: &Place<'_>) -> bool {
        place.scope.role.is_some() && self.tracks.unwrap_or(true)
    }

    /// Whether she gets the messages of the forum; nothing where that is not hers to say.
    pub fn follows_forum(&self, place: &Place<'_>) -> Option<bool> {
        let hers = place.settings.subscription.is_hers() && place.scope.role.is_some();
        hers.then(|| self.forum.unwrap_or(place.settings.subscription == Subscription::Start))
    }

    /// Whether she gets those of the discussion; nothing where that is not hers to say.
    pub fn follows_discussion(&self, place: &Place<'_>) -> Option<bool> {
        self.follows_forum(place).map(|forum| self.discussion.unwrap_or(forum))
    }
}

/// What is kept of her; the discussion is 0 for the whole forum.
///
/// # Errors
/// When the database fails.
pub(super) async fn standing(place: &Place<'_>, discussion_id: i64) -> Result<Standing, Problem> {
    let sql = "select (select f.wanted from forum_subscription f where f.person_id = p.id and f.activity_id = $2) as forum,
                      (select d.wanted from forum_discussion_subscription d where d.person_id = p.id and d.discussion_id = $3) as discussion,
                      (select c.tracks from forum_choice c where c.person_id = p.id) as tracks,
                      (select r.post_id from forum_read r where r.person_id = p.id and r.discussion_id = $3) as read_to
                 from person p where p.id = $1";
    place.scope.member.app.db.one(sql, &db::args![place.person_id(), place.id, discussion_id]).await.or_problem()
}

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
