//! The files of posts and of drafts, as they are stored: each stands in one place, and goes with it.

use std::collections::HashMap;

use db::{Db, Tx};

use super::SEEN;
use super::place::Place;
use crate::files::own;
use crate::files::stored::Stored;

/// The most files of a post.
pub(super) const MOST: usize = 5;

/// What a file stands in.
#[derive(Clone, Copy, Debug)]
pub(super) enum Holder {
    /// A post.
    Post(i64),
    /// What is still a draft.
    Draft(i64),
}

impl Holder {
    fn ids(self) -> (Option<i64>, Option<i64>) {
        match self {
            Holder::Post(id) => (Some(id), None),
            Holder::Draft(id) => (None, Some(id)),
        }
    }
}

db::row! {
    struct Found {
        post_id: i64,
        id: i64,
        academy_id: i64,
        person_id: Option<i64>,
        hash: String,
        name: String,
        media_type: String,
        bytes: i64,
    }
}

impl Found {
    fn file(self) -> (i64, Stored) {
        let Found { post_id, id, academy_id, person_id, hash, name, media_type, bytes } = self;
        (post_id, Stored { id, academy_id, person_id, hash, name, media_type, bytes, shared: false })
    }
}

/// The files of the posts between two of a discussion, for whoever may see each post.
///
/// # Errors
/// When the database fails.
pub(super) async fn of_posts(place: &Place<'_>, discussion_id: i64, (first, last): (i64, i64)) -> db::Result<HashMap<i64, Vec<Stored>>> {
    let sql = format!(
        "select t.post_id, f.id, f.academy_id, f.person_id, f.hash, f.name, f.media_type, f.bytes
           from forum_post p join forum_attachment t on t.post_id = p.id join own_file f on f.id = t.file_id
          where p.academy_id = $1 and p.discussion_id = $4 and p.id >= $5 and p.id <= $6 and p.deleted = false and {SEEN}
          order by t.id"
    );
    let scope = &place.scope;
    let args = db::args![scope.academy_id, place.person_id(), scope.teaches, discussion_id, first, last];
    let found: Vec<Found> = scope.member.app.db.all(&sql, &args).await?;
    let mut files: HashMap<i64, Vec<Stored>> = HashMap::new();
    for (post_id, file) in found.into_iter().map(Found::file) {
        files.entry(post_id).or_default().push(file);
    }
    Ok(files)
}

/// The files of a post, whoever asks.
const OF_POST: &str = "select t.post_id, f.id, f.academy_id, f.person_id, f.hash, f.name, f.media_type, f.bytes
     from forum_attachment t join own_file f on f.id = t.file_id where t.academy_id = $1 and t.post_id = $2 order by t.id";

/// The files of a post that the asker may see.
///
/// # Errors
/// When the database fails.
pub(super) async fn of_post(db: &Db, academy_id: i64, post_id: i64) -> db::Result<Vec<Stored>> {
    let found: Vec<Found> = db.all(OF_POST, &db::args![academy_id, post_id]).await?;
    Ok(found.into_iter().map(|found| found.file().1).collect())
}

/// The same inside a transaction.
///
/// # Errors
/// When the database fails.
pub(super) async fn told_of_post(tx: &Tx, academy_id: i64, post_id: i64) -> db::Result<Vec<Stored>> {
    let found: Vec<Found> = tx.all(OF_POST, &db::args![academy_id, post_id]).await?;
    Ok(found.into_iter().map(|found| found.file().1).collect())
}

/// Whether a post has these files, by what they are: sent twice, a form brings the same ones anew.
///
/// # Errors
/// When the database fails.
pub(super) async fn are(tx: &Tx, academy_id: i64, post_id: i64, files: &[Stored]) -> db::Result<bool> {
    let names = |files: &[Stored]| {
        let mut names: Vec<(String, String)> = files.iter().map(|file| (file.hash.clone(), file.name.clone())).collect();
        names.sort();
        names
    };
    Ok(names(&told_of_post(tx, academy_id, post_id).await?) == names(files))
}

/// A post or a draft has these files from now on, in this order; what it had besides is gone. False when one of them stands elsewhere by now, or
/// is not of this person.
///
/// # Errors
/// When the database fails.
pub(super) async fn set(tx: &Tx, academy_id: i64, person_id: i64, holder: Holder, files: &[Stored]) -> db::Result<bool> {
    let (post_id, draft_id) = holder.ids();
    let there = held_by(tx, academy_id, holder).await?;
    for id in there.iter().filter(|id| !files.iter().any(|file| file.id == **id)) {
        take_out(tx, academy_id, *id).await?;
    }
    for file in files.iter().filter(|file| !there.contains(&file.id)) {
        if !own::hold(tx, academy_id, person_id, file.id).await? {
            return Ok(false);
        }
        let sql = "insert into forum_attachment (academy_id, post_id, draft_id, file_id) values ($1, $2, $3, $4)";
        tx.run(sql, &db::args![academy_id, post_id, draft_id, file.id]).await?;
    }
    if let (Some(post_id), false) = (post_id, there.is_empty() && files.is_empty()) {
        let sql = "update forum_post set files = $3 where academy_id = $1 and id = $2";
        tx.run(sql, &db::args![academy_id, post_id, files.len() as i64]).await?;
    }
    Ok(true)
}

/// The ids of what a post or a draft holds.
///
/// # Errors
/// When the database fails.
pub(super) async fn held_by(tx: &Tx, academy_id: i64, holder: Holder) -> db::Result<Vec<i64>> {
    let (post_id, draft_id) = holder.ids();
    let sql = "select file_id from forum_attachment where academy_id = $1 and (post_id = $2 or draft_id = $3) order by id";
    let held: Vec<(i64,)> = tx.all(sql, &db::args![academy_id, post_id, draft_id]).await?;
    Ok(held.into_iter().map(|(id,)| id).collect())
}

/// A post or a draft goes, and its files with it.
///
/// # Errors
/// When the database fails.
pub(super) async fn forget(tx: &Tx, academy_id: i64, holder: Holder) -> db::Result<()> {
    for id in held_by(tx, academy_id, holder).await? {
        take_out(tx, academy_id, id).await?;
    }
    Ok(())
}

/// A draft goes because it is being posted: its files wait to be the post's.
///
/// # Errors
/// When the database fails.
pub(super) async fn let_go(tx: &Tx, academy_id: i64, draft_id: i64, now: i64) -> db::Result<()> {
    for id in held_by(tx, academy_id, Holder::Draft(draft_id)).await? {
        tx.run("delete from forum_attachment where academy_id = $1 and file_id = $2", &db::args![academy_id, id]).await?;
        own::let_go(tx, academy_id, id, now).await?;
    }
    Ok(())
}

/// A forum goes, and the files of all that was said or begun in it.
///
/// # Errors
/// When the database fails.
pub(super) async fn forget_all(tx: &Tx, academy_id: i64, activity_id: i64) -> db::Result<()> {
    let sql = "select t.file_id from forum_attachment t
                where t.academy_id = $1 and (t.draft_id in (select w.id from forum_draft w where w.activity_id = $2)
                   or t.post_id in (select p.id from forum_post p join forum_discussion d on d.id = p.discussion_id where d.activity_id = $2))";
    let held: Vec<(i64,)> = tx.all(sql, &db::args![academy_id, activity_id]).await?;
    for (id,) in held {
        take_out(tx, academy_id, id).await?;
    }
    Ok(())
}

async fn take_out(tx: &Tx, academy_id: i64, file_id: i64) -> db::Result<()> {
    tx.run("delete from forum_attachment where academy_id = $1 and file_id = $2", &db::args![academy_id, file_id]).await?;
    own::take_out(tx, academy_id, file_id).await
}
