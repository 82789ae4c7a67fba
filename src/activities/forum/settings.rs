//! What the author of a course chose for a forum.

use db::{Db, Tx};

use super::attached;
use crate::activities::Copying;
use crate::editor::{Format, Text, Under};

db::text_enum! {
    /// Who opens discussions, and whether they are answered.
    pub enum Mode {
        /// Everybody opens and answers.
        Forum = "forum",
        /// « Annonces »: those who teach write, and nobody answers.
        News = "news",
        /// « Annonces » that everybody may answer.
        Discussed = "discussed",
    }
}

db::text_enum! {
    /// Who gets the messages by mail.
    pub enum Subscription {
        /// Everybody in the course, until she wants no more of it.
        Start = "start",
        /// Whoever asks for it.
        Free = "free",
        /// Everybody in the course.
        Forced = "forced",
        /// Nobody.
        Nobody = "nobody",
    }
}

impl Mode {
    /// The key of its words in the form.
    pub(super) fn word(self) -> &'static str {
        match self {
            Mode::Forum => "forum-mode-forum",
            Mode::News => "forum-mode-news",
            Mode::Discussed => "forum-mode-discussed",
        }
    }
}

impl Subscription {
    /// The key of its words in the form.
    pub(super) fn word(self) -> &'static str {
        match self {
            Subscription::Start => "forum-subscription-start",
            Subscription::Free => "forum-subscription-free",
            Subscription::Forced => "forum-subscription-forced",
            Subscription::Nobody => "forum-subscription-nobody",
        }
    }

    /// Whether each person says for herself whether she wants it.
    pub(super) fn is_hers(self) -> bool {
        matches!(self, Subscription::Start | Subscription::Free)
    }
}

db::row! {
    /// A forum as it is stored.
    pub(super) struct Settings {
        pub mode: Mode,
        pub subscription: Subscription,
        /// A text above the discussions, clean since it was stored; often empty.
        pub body: String,
        pub format: Format,
        pub source: String,
    }
}

/// What is stored of a forum.
///
/// # Errors
/// When the database fails.
pub(super) async fn of(db: &Db, academy_id: i64, activity_id: i64) -> db::Result<Option<Settings>> {
    let sql = "select mode, subscription, body, format, source from activity_forum where academy_id = $1 and activity_id = $2";
    db.maybe(sql, &db::args![academy_id, activity_id]).await
}

/// Stores them; what they were before is replaced.
///
/// # Errors
/// When the database fails.
pub(super) async fn save(
    tx: &Tx,
    academy_id: i64,
    activity_id: i64,
    mode: Mode,
    subscription: Subscription,
    text: &Text,
) -> db::Result<()> {
    tx.run(
        "insert into activity_forum (activity_id, academy_id, mode, subscription, body, format, source) values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (activity_id) do update set mode = excluded.mode, subscription = excluded.subscription, body = excluded.body,
             format = excluded.format, source = excluded.source",
        &db::args![activity_id, academy_id, mode, subscription, text.shown(Under::Page), text.format, text.kept()],
    )
    .await?;
    Ok(())
}

/// Gives copies the settings of what they are copies of, and leads the links above their discussions: what people said stays where it was said.
///
/// # Errors
/// When the database fails.
pub(super) async fn copy(tx: &Tx, copying: &Copying) -> db::Result<()> {
    copying
        .run(
            tx,
            "insert into activity_forum (activity_id, academy_id, mode, subscription, body, format, source)
             select a.id, a.academy_id, p.mode, p.subscription, p.body, p.format, p.source from activity a
               join activity_forum p on p.academy_id = $3 and p.activity_id = a.copy_of
              where a.academy_id = $1 and a.course_id = $2",
        )
        .await?;
    copying
        .lead(
            tx,
            "select p.activity_id as id, p.body, p.source from activity a join activity_forum p on p.activity_id = a.id
              where a.academy_id = $1 and a.course_id = $2 and a.copy_of is not null and (p.body like $3 or p.source like $3)",
            "update activity_forum set body = $3, source = $4 where academy_id = $1 and activity_id = $2",
        )
        .await
}

/// Deletes a forum with all that was said in it.
///
/// # Errors
/// When the database fails.
pub(super) async fn forget(tx: &Tx, academy_id: i64, activity_id: i64) -> db::Result<()> {
    attached::forget_all(tx, academy_id, activity_id).await?;
    for sql in [
        "delete from forum_digest where academy_id = $1 and post_id in (select p.id from forum_post p
           join forum_discussion d on d.id = p.discussion_id where d.activity_id = $2)",
        "delete from forum_read where academy_id = $1 and discussion_id in (select d.id from forum_discussion d where d.activity_id = $2)",
        "delete from forum_discussion_subscription where academy_id = $1
            and discussion_id in (select d.id from forum_discussion d where d.activity_id = $2)",
        "delete from forum_post where academy_id = $1 and discussion_id in (select d.id from forum_discussion d where d.activity_id = $2)",
        "delete from forum_discussion where academy_id = $1 and activity_id = $2",
        "delete from forum_draft where academy_id = $1 and activity_id = $2",
        "delete from forum_subscription where academy_id = $1 and activity_id = $2",
        "delete from activity_forum where academy_id = $1 and activity_id = $2",
    ] {
        tx.run(sql, &db::args![academy_id, activity_id]).await?;
    }
    Ok(())
}
