//! Drafts: what somebody is writing and has not posted yet, kept until she does, wherever she goes on.

use db::Tx;
use web::Filled;

use super::place::Place;
use super::{LONGEST_POST, LONGEST_TITLE};

/// Where a new discussion is written, below the forum.
pub(super) const NEW: &str = "discussions/new";

/// Where a post is answered, below the forum.
pub(super) fn reply(discussion_id: i64, post_id: i64) -> String {
    format!("discussions/{discussion_id}/reply?to={post_id}")
}

db::row! {
    /// A draft.
    pub(super) struct Draft {
        /// The address of its form, below the forum.
        pub place: String,
        pub title: String,
        pub body: String,
    }
}

/// Her drafts in a forum.
///
/// # Errors
/// When the database fails.
pub(super) async fn all(place: &Place<'_>) -> db::Result<Vec<Draft>> {
    let sql =
        "select place, title, body from forum_draft where academy_id = $1 and activity_id = $2 and person_id = $3 order by id limit 50";
    place.scope.member.app.db.all(sql, &db::args![place.scope.academy_id, place.id, place.person_id()]).await
}

/// A form that nothing was typed into yet, as she left it.
///
/// # Errors
/// When the database fails.
pub(super) async fn taken_up(place: &Place<'_>, at: &str, form: Filled) -> db::Result<Filled> {
    if form.has("body") {
        return Ok(form);
    }
    let sql = "select place, title, body from forum_draft where academy_id = $1 and activity_id = $2 and person_id = $3 and place = $4";
    let args = db::args![place.scope.academy_id, place.id, place.person_id(), at];
    let draft: Option<Draft> = place.scope.member.app.db.maybe(sql, &args).await?;
    Ok(match draft {
        Some(draft) => form.or("title", &draft.title).or("body", &draft.body),
        None => form,
    })
}

/// Keeps what a form holds, in the place of what was kept of it before; false when it is too long, which the form then says.
///
/// # Errors
/// When the database fails.
pub(super) async fn keep(place: &Place<'_>, at: &str, form: &mut Filled) -> db::Result<bool> {
    let (title, body) = (form.line("title", LONGEST_TITLE), form.paragraphs("body", LONGEST_POST));
    if !form.is_clean() {
        return Ok(false);
    }
    let tx = place.scope.member.app.db.begin().await?;
    tx.run(
        "insert into forum_draft (academy_id, activity_id, person_id, place, title, body) values ($1, $2, $3, $4, $5, $6)
         on conflict (person_id, activity_id, place) do update set title = excluded.title, body = excluded.body",
        &db::args![place.scope.academy_id, place.id, place.person_id(), at, title, body],
    )
    .await?;
    tx.commit().await?;
    Ok(true)
}

/// It was posted: nothing of it is kept.
///
/// # Errors
/// When the database fails.
pub(super) async fn posted(tx: &Tx, place: &Place<'_>, at: &str) -> db::Result<()> {
    let sql = "delete from forum_draft where academy_id = $1 and activity_id = $2 and person_id = $3 and place = $4";
    tx.run(sql, &db::args![place.scope.academy_id, place.id, place.person_id(), at]).await?;
    Ok(())
}

/// A discussion moved: drafts of answers to it go with it.
///
/// # Errors
/// When the database fails.
pub(super) async fn moved(tx: &Tx, place: &Place<'_>, discussion_id: i64, to: i64) -> db::Result<()> {
    let sql = "update forum_draft set activity_id = $4 where academy_id = $1 and activity_id = $2 and place like $3";
    tx.run(sql, &db::args![place.scope.academy_id, place.id, format!("discussions/{discussion_id}/%"), to]).await?;
    Ok(())
}

/// A discussion is gone, and with it what was to be said in it.
///
/// # Errors
/// When the database fails.
pub(super) async fn gone(tx: &Tx, place: &Place<'_>, discussion_id: i64) -> db::Result<()> {
    let sql = "delete from forum_draft where academy_id = $1 and activity_id = $2 and place like $3";
    tx.run(sql, &db::args![place.scope.academy_id, place.id, format!("discussions/{discussion_id}/%")]).await?;
    Ok(())
}
