//! Discussions and posts as they are stored. Whoever writes in a discussion holds it first, so that what it keeps of its posts is right.

use db::{Db, Tx};
use jobs::NewJob;

use super::attached::{self, Holder};
use super::place::Place;
use super::words::plain_text;
use super::{SEEN, kept, telling};
use crate::clock::MINUTE;
use crate::editor::{Format, Text, Under};
use crate::files::stored::Stored;
use crate::plain::plain;

/// Between a post and the mail that tells it: its author may still change her mind.
const BEFORE_IT_IS_TOLD: i64 = 10 * MINUTE;

db::row! {
    /// A discussion, and how one visitor stands to it.
    pub(super) struct Discussion {
        pub id: i64,
        pub title: String,
        pub pinned: bool,
        pub locked: bool,
        pub first_post_id: i64,
        /// Whether she said she wants its messages by mail.
        pub wanted: Option<bool>,
        /// The last post she read of it.
        pub read_to: Option<i64>,
    }
}

/// The columns of a [`Discussion`] `d` for a person ($2).
const DISCUSSION: &str = "d.id, d.title, d.pinned, d.locked, d.first_post_id,
    (select w.wanted from forum_discussion_subscription w where w.person_id = $2 and w.discussion_id = d.id) as wanted,
    (select r.post_id from forum_read r where r.person_id = $2 and r.discussion_id = d.id) as read_to";

db::row! {
    /// A post, without what is said around it.
    pub(super) struct Post {
        pub id: i64,
        pub discussion_id: i64,
        pub person_id: i64,
        pub private_to: Option<i64>,
        pub body: String,
        pub format: Format,
        pub source: String,
        pub posted_at: i64,
        pub edition: i64,
        pub deleted: bool,
        pub first_name: String,
        pub last_name: String,
    }
}

/// A post to be stored.
#[derive(Clone, Copy, Debug)]
pub struct NewPost<'a> {
    /// The académie of the course.
    pub academy_id: i64,
    /// Who wrote it.
    pub person_id: i64,
    /// As she wrote it.
    pub text: &'a Text,
    /// The id of the form: sent twice it makes one post.
    pub request: Option<&'a str>,
    /// When (microseconds UTC).
    pub now: i64,
}

/// A discussion of a forum, if it is there for the visitor.
///
/// # Errors
/// When the database fails.
pub(super) async fn discussion(place: &Place<'_>, id: i64) -> db::Result<Option<Discussion>> {
    let sql = format!(
        "select {DISCUSSION} from forum_discussion d join forum_post p on p.id = d.first_post_id
          where d.academy_id = $1 and d.activity_id = $4 and d.id = $5 and {SEEN}"
    );
    let scope = &place.scope;
    scope.member.app.db.maybe(&sql, &db::args![scope.academy_id, place.person_id(), scope.teaches, place.id, id]).await
}

/// A post of a forum, if it is there for the visitor.
///
/// # Errors
/// When the database fails.
pub(super) async fn post(place: &Place<'_>, id: i64) -> db::Result<Option<Post>> {
    let sql = format!(
        "select p.id, p.discussion_id, p.person_id, p.private_to, p.body, p.format, p.source, p.posted_at, p.edition, p.deleted,
                a.first_name, a.last_name
           from forum_post p join forum_discussion d on d.id = p.discussion_id join person a on a.id = p.person_id
          where p.academy_id = $1 and d.activity_id = $4 and p.id = $5 and {SEEN}"
    );
    let scope = &place.scope;
    scope.member.app.db.maybe(&sql, &db::args![scope.academy_id, place.person_id(), scope.teaches, place.id, id]).await
}

/// Until the transaction ends, nobody else writes in this discussion; it as it stands, if it is still in this forum.
///
/// # Errors
/// When the database fails.
pub(super) async fn hold(tx: &Tx, place: &Place<'_>, id: i64) -> db::Result<Option<Discussion>> {
    let academy_id = place.scope.academy_id;
    let sql = "update forum_discussion set replies = replies where academy_id = $1 and activity_id = $2 and id = $3";
    tx.run(sql, &db::args![academy_id, place.id, id]).await?;
    let sql = format!("select {DISCUSSION} from forum_discussion d where d.academy_id = $1 and d.activity_id = $3 and d.id = $4");
    tx.maybe(&sql, &db::args![academy_id, place.person_id(), place.id, id]).await
}

/// Whether a post is still there, be it as « Message supprimé ».
///
/// # Errors
/// When the database fails.
pub(super) async fn stands(tx: &Tx, academy_id: i64, id: i64) -> db::Result<bool> {
    let sql = "select id from forum_post where academy_id = $1 and id = $2";
    Ok(tx.maybe::<(i64,)>(sql, &db::args![academy_id, id]).await?.is_some())
}

/// What came of a form that was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Made {
    /// The discussion in which the post stands.
    pub discussion_id: i64,
    /// The post.
    pub post_id: i64,
    /// Whether it is new; else the same form made it before.
    pub new: bool,
}

/// Whether the post that a form made before says what the form says now (`title`: where it opens a discussion) and has the same files: the button
/// was pressed twice.
///
/// # Errors
/// When the database fails.
pub(super) async fn is_the_same(
    tx: &Tx,
    academy_id: i64,
    made: Made,
    title: Option<&str>,
    text: &Text,
    files: &[Stored],
) -> db::Result<bool> {
    let sql = "select d.title, p.body from forum_post p join forum_discussion d on d.id = p.discussion_id
                where p.academy_id = $1 and p.id = $2 and p.deleted = false";
    let stored: Option<(String, String)> = tx.maybe(sql, &db::args![academy_id, made.post_id]).await?;
    let same = stored.is_some_and(|(named, body)| title.is_none_or(|title| title == named) && body == text.shown(Under::Part));
    Ok(same && attached::are(tx, academy_id, made.post_id, files).await?)
}

/// Opens a discussion with its first post.
///
/// # Errors
/// When the database fails.
pub async fn open(tx: &Tx, activity_id: i64, title: &str, new: &NewPost<'_>) -> db::Result<Made> {
    let made: Option<(i64,)> = tx
        .maybe(
            "insert into forum_discussion (academy_id, activity_id, title, last_posted_at, request_key) values ($1, $2, $3, $4, $5)
             on conflict (activity_id, request_key) do nothing returning id",
            &db::args![new.academy_id, activity_id, title, new.now, new.request],
        )
        .await?;
    let Some((id,)) = made else {
        let sql = "select id, first_post_id from forum_discussion where academy_id = $1 and activity_id = $2 and request_key = $3";
        let (discussion_id, post_id) = tx.one(sql, &db::args![new.academy_id, activity_id, new.request]).await?;
        return Ok(Made { discussion_id, post_id, new: false });
    };
    let made = insert(tx, id, title, None, None, new).await?;
    kept::opened(tx, new.academy_id, id, made.post_id).await?;
    Ok(made)
}

/// Answers a post of a discussion that is held. `private_to`: for that person and those who teach only.
///
/// # Errors
/// When the database fails.
pub async fn answer(tx: &Tx, discussion_id: i64, parent_id: i64, private_to: Option<i64>, new: &NewPost<'_>) -> db::Result<Made> {
    let made = insert(tx, discussion_id, "", Some(parent_id), private_to, new).await?;
    match private_to {
        None if made.new => kept::answered(tx, new.academy_id, discussion_id, made.post_id, new.now).await?,
        Some(_) if made.new => kept::answered_in_private(tx, new.academy_id, discussion_id).await?,
        _ => {}
    }
    Ok(made)
}

async fn insert(
    tx: &Tx,
    discussion_id: i64,
    title: &str,
    parent_id: Option<i64>,
    private_to: Option<i64>,
    new: &NewPost<'_>,
) -> db::Result<Made> {
    let body = new.text.shown(Under::Part);
    let folded = folded(title, &body);
    let made: Option<(i64,)> = tx
        .maybe(
            "insert into forum_post (academy_id, discussion_id, parent_id, person_id, private_to, body, format, source, folded, posted_at, request_key)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (discussion_id, request_key) do nothing returning id",
            &db::args![
                new.academy_id,
                discussion_id,
                parent_id,
                new.person_id,
                private_to,
                body,
                new.text.format,
                new.text.kept(),
                folded,
                new.now,
                new.request
            ],
        )
        .await?;
    let Some((post_id,)) = made else {
        let sql = "select id from forum_post where academy_id = $1 and discussion_id = $2 and request_key = $3";
        let (post_id,) = tx.one(sql, &db::args![new.academy_id, discussion_id, new.request]).await?;
        return Ok(Made { discussion_id, post_id, new: false });
    };
    let job = NewJob { kind: telling::KIND, payload: post_id.to_string(), run_at: new.now + BEFORE_IT_IS_TOLD };
    jobs::queue(tx, job, new.now).await?;
    Ok(Made { discussion_id, post_id, new: true })
}

/// What a search compares of a post: the first of a discussion is found by its title too.
fn folded(title: &str, body: &str) -> String {
    plain(&format!("{title} {}", plain_text(body)))
}

/// Stores another text of a post, and the title of the discussion where it is the first (`title`); false when somebody changed it since it had
/// this edition.
///
/// # Errors
/// When the database fails.
pub(super) async fn change(
    tx: &Tx,
    academy_id: i64,
    post: &Post,
    edition: i64,
    title: Option<&str>,
    text: &Text,
    now: i64,
) -> db::Result<bool> {
    let body = text.shown(Under::Part);
    let folded = folded(title.unwrap_or_default(), &body);
    let changed = tx
        .run(
            "update forum_post set body = $4, format = $5, source = $6, folded = $7, edited_at = $8, edition = edition + 1
              where academy_id = $1 and id = $2 and edition = $3 and deleted = false",
            &db::args![academy_id, post.id, edition, body, text.format, text.kept(), folded, now],
        )
        .await?;
    if let (1, Some(title)) = (changed, title) {
        let sql = "update forum_discussion set title = $3 where academy_id = $1 and id = $2";
        tx.run(sql, &db::args![academy_id, post.discussion_id, title]).await?;
    }
    Ok(changed == 1)
}

/// Deletes a post of a discussion that is held; false when the discussion went with it. One that was answered stays as « Message supprimé »:
/// in public when anybody can see an answer, else for those who can.
///
/// # Errors
/// When the database fails.
pub(super) async fn delete(tx: &Tx, place: &Place<'_>, discussion: &Discussion, post: &Post) -> db::Result<bool> {
    let academy_id = place.scope.academy_id;
    attached::forget(tx, academy_id, Holder::Post(post.id)).await?;
    if post.private_to.is_none() {
        // Whoever read it has read one less.
        let sql = "update forum_read set posts = posts - 1 where academy_id = $1 and discussion_id = $2 and post_id >= $3 and posts > 0";
        tx.run(sql, &db::args![academy_id, discussion.id, post.id]).await?;
    }
    let sql = "select count(*), coalesce(sum(case when private_to is null then 1 else 0 end), 0) from forum_post where academy_id = $1 and parent_id = $2";
    let (answers, in_public): (i64, i64) = tx.one(sql, &db::args![academy_id, post.id]).await?;
    if answers > 0 {
        let private_to = if in_public > 0 { post.private_to } else { Some(post.private_to.unwrap_or(post.person_id)) };
        let sql =
            "update forum_post set body = '', source = '', folded = '', deleted = true, files = 0, private_to = $3, edition = edition + 1
                    where academy_id = $1 and id = $2";
        tx.run(sql, &db::args![academy_id, post.id, private_to]).await?;
        kept::count_again(tx, academy_id, discussion.id).await?;
        kept::count_forums_again(tx, academy_id, place.id, place.id).await?;
        return Ok(true);
    }
    for sql in
        ["delete from forum_digest where academy_id = $1 and post_id = $2", "delete from forum_post where academy_id = $1 and id = $2"]
    {
        tx.run(sql, &db::args![academy_id, post.id]).await?;
    }
    if post.id != discussion.first_post_id {
        kept::count_again(tx, academy_id, discussion.id).await?;
        kept::count_forums_again(tx, academy_id, place.id, place.id).await?;
        return Ok(true);
    }
    for sql in [
        "delete from forum_read where academy_id = $1 and discussion_id = $2",
        "delete from forum_discussion_subscription where academy_id = $1 and discussion_id = $2",
        "delete from forum_discussion where academy_id = $1 and id = $2",
    ] {
        tx.run(sql, &db::args![academy_id, discussion.id]).await?;
    }
    kept::count_forums_again(tx, academy_id, place.id, place.id).await?;
    Ok(false)
}

/// Pins a discussion above the others, or no longer; locks it, or no longer.
///
/// # Errors
/// When the database fails.
pub(super) async fn steer(tx: &Tx, academy_id: i64, id: i64, pinned: bool, locked: bool) -> db::Result<()> {
    let sql = "update forum_discussion set pinned = $3, locked = $4 where academy_id = $1 and id = $2";
    tx.run(sql, &db::args![academy_id, id, pinned, locked]).await?;
    Ok(())
}

db::row! {
    /// A forum of a course.
    pub(super) struct Other {
        pub id: i64,
        pub title: String,
    }
}

/// The other forums of a course, in their order.
///
/// # Errors
/// When the database fails.
pub(super) async fn others(db: &Db, academy_id: i64, course_id: i64, but: i64) -> db::Result<Vec<Other>> {
    db.all(
        "select a.id, a.title from activity a join section s on s.id = a.section_id
          where a.academy_id = $1 and a.course_id = $2 and a.kind = 'forum' and a.id <> $3 and a.trashed_at is null and s.trashed_at is null
          order by s.position, a.position",
        &db::args![academy_id, course_id, but],
    )
    .await
}

/// Moves a discussion with all its posts to another forum, and with what was read of it. The id of the form that opened it stays behind.
///
/// # Errors
/// When the database fails.
pub(super) async fn move_to(tx: &Tx, place: &Place<'_>, id: i64, activity_id: i64) -> db::Result<()> {
    let academy_id = place.scope.academy_id;
    let sql = "update forum_discussion set activity_id = $3, request_key = null where academy_id = $1 and id = $2";
    tx.run(sql, &db::args![academy_id, id, activity_id]).await?;
    let sql = "update forum_read set activity_id = $3 where academy_id = $1 and discussion_id = $2";
    tx.run(sql, &db::args![academy_id, id, activity_id]).await?;
    kept::count_forums_again(tx, academy_id, place.id, activity_id).await
}
