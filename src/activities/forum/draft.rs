//! Drafts: what somebody is writing and has not posted yet, kept until she does, wherever she goes on.

use db::Tx;
use web::Filled;

use super::attached::{self, Holder};
use super::place::Place;
use super::{LONGEST_POST, LONGEST_TITLE, bring};
use crate::files::stored::Stored;

/// Where a new discussion is written, below the forum.
pub(super) const NEW: &str = "discussions/new";

/// Where a post is answered, below the forum.
pub(super) fn reply(discussion_id: i64, post_id: i64) -> String {
    format!("discussions/{discussion_id}/reply?to={post_id}")
}

db::row! {
    /// A draft.
    pub(super) struct Draft {
        pub id: i64,
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
        "select id, place, title, body from forum_draft where academy_id = $1 and activity_id = $2 and person_id = $3 order by id limit 50";
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
    let (db, academy_id) = (&place.scope.member.app.db, place.scope.academy_id);
    let sql = "select id, place, title, body from forum_draft where academy_id = $1 and activity_id = $2 and person_id = $3 and place = $4";
    let Some(draft) = db.maybe::<Draft>(sql, &db::args![academy_id, place.id, place.person_id(), at]).await? else { return Ok(form) };
    let mut form = form.or("title", &draft.title).or("body", &draft.body);
    let sql = "select file_id from forum_attachment where academy_id = $1 and draft_id = $2 order by id";
    let files: Vec<(i64,)> = db.all(sql, &db::args![academy_id, draft.id]).await?;
    files.into_iter().for_each(|(file,)| form.add("file", file.to_string()));
    Ok(form)
}

/// Keeps what a form holds with its files, in the place of what was kept of it before; false when something is to be put right, which the form
/// then says.
///
/// # Errors
/// When the database fails.
pub(super) async fn keep(place: &Place<'_>, at: &str, form: &mut Filled, files: &mut Vec<Stored>) -> db::Result<bool> {
    let (title, body) = (form.line("title", LONGEST_TITLE), form.paragraphs("body", LONGEST_POST));
    if !form.is_clean() {
        return Ok(false);
    }
    let tx = place.scope.member.app.db.begin().await?;
    let (academy_id, person_id) = (place.scope.academy_id, place.person_id());
    let (id,): (i64,) = tx
        .one(
            "insert into forum_draft (academy_id, activity_id, person_id, place, title, body) values ($1, $2, $3, $4, $5, $6)
             on conflict (person_id, activity_id, place) do update set title = excluded.title, body = excluded.body returning id",
            &db::args![academy_id, place.id, person_id, at, title, body],
        )
        .await?;
    if !attached::set(&tx, academy_id, person_id, Holder::Draft(id), files).await? {
        drop(tx);
        bring::gone(form, files);
        return Ok(false);
    }
    tx.commit().await?;
    Ok(true)
}

/// It was posted: nothing of it is kept but its files, which the post may have.
///
/// # Errors
/// When the database fails.
pub(super) async fn posted(tx: &Tx, place: &Place<'_>, at: &str) -> db::Result<()> {
    let academy_id = place.scope.academy_id;
    let hers = db::args![academy_id, place.id, place.person_id(), at];
    let sql = "select id from forum_draft where academy_id = $1 and activity_id = $2 and person_id = $3 and place = $4";
    if let Some((id,)) = tx.maybe::<(i64,)>(sql, &hers).await? {
        attached::let_go(tx, academy_id, id, place.scope.member.now).await?;
        tx.run("delete from forum_draft where academy_id = $1 and id = $2", &db::args![academy_id, id]).await?;
    }
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
    let academy_id = place.scope.academy_id;
    let sql = "select id from forum_draft where academy_id = $1 and activity_id = $2 and place like $3";
    let drafts: Vec<(i64,)> = tx.all(sql, &db::args![academy_id, place.id, format!("discussions/{discussion_id}/%")]).await?;
    for (id,) in drafts {
        attached::forget(tx, academy_id, Holder::Draft(id)).await?;
        tx.run("delete from forum_draft where academy_id = $1 and id = $2", &db::args![academy_id, id]).await?;
    }
    Ok(())
}
