//! What somebody chose for all forums.

use db::{Db, Tx};

use super::reading;

db::text_enum! {
    /// How the messages of forums come by mail.
    pub enum Mail {
        /// Each by itself.
        Each = "each",
        /// One message a day, with the texts.
        Digest = "digest",
        /// One message a day, with the titles.
        Titles = "titles",
        /// Not at all.
        Never = "none",
    }
}

impl Mail {
    /// The key of its words.
    pub(super) fn word(self) -> &'static str {
        match self {
            Mail::Each => "forum-mail-each",
            Mail::Digest => "forum-mail-digest",
            Mail::Titles => "forum-mail-titles",
            Mail::Never => "forum-mail-never",
        }
    }
}

db::row! {
    /// The whole of it.
    pub(super) struct Choice {
        pub mail: Mail,
        /// Whether writing in a discussion subscribes to it.
        pub subscribes: bool,
        /// Whether it is kept how far she read.
        pub tracks: bool,
    }
}

/// What holds until she chooses.
const DEFAULT: Choice = Choice { mail: Mail::Each, subscribes: true, tracks: true };

/// What she chose.
///
/// # Errors
/// When the database fails.
pub(super) async fn of(db: &Db, person_id: i64) -> db::Result<Choice> {
    let sql = "select mail, subscribes, tracks from forum_choice where person_id = $1";
    Ok(db.maybe(sql, &db::args![person_id]).await?.unwrap_or(DEFAULT))
}

/// Stores what she chose. Who keeps no longer how far she read has nothing of it left.
///
/// # Errors
/// When the database fails.
pub(super) async fn set(tx: &Tx, person_id: i64, choice: &Choice) -> db::Result<()> {
    tx.run(
        "insert into forum_choice (person_id, mail, subscribes, tracks) values ($1, $2, $3, $4)
         on conflict (person_id) do update set mail = excluded.mail, subscribes = excluded.subscribes, tracks = excluded.tracks",
        &db::args![person_id, choice.mail, choice.subscribes, choice.tracks],
    )
    .await?;
    if choice.tracks {
        reading::up_to_her_own(tx, person_id).await?;
    } else {
        tx.run("delete from forum_read where person_id = $1", &db::args![person_id]).await?;
    }
    if matches!(choice.mail, Mail::Each | Mail::Never) {
        tx.run("delete from forum_digest where person_id = $1", &db::args![person_id]).await?;
    }
    Ok(())
}

/// No more mail from any forum.
///
/// # Errors
/// When the database fails.
pub(super) async fn no_more_mail(tx: &Tx, person_id: i64) -> db::Result<()> {
    let chosen: Option<Choice> =
        tx.maybe("select mail, subscribes, tracks from forum_choice where person_id = $1", &db::args![person_id]).await?;
    set(tx, person_id, &Choice { mail: Mail::Never, ..chosen.unwrap_or(DEFAULT) }).await
}
