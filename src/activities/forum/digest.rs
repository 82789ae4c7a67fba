//! The message of the day: what was posted since the last one, at six in the evening by the clocks of the académie.

use super::telling::{NewLetter, post_letter};
use crate::academies::Academy;
use crate::app::App;
use crate::clock;
use crate::links::MakeError;
use crate::links::letter::Template;

/// The hour at which it goes out.
const HOUR: i8 = 18;
/// The most posts of one message; what comes after them follows in another.
const MOST_POSTS: i64 = 100;
/// People looked up at once.
const AT_ONCE: i64 = 100;

/// Tells everybody what waits for her; gives the number of messages. Doing it again tells nothing more.
///
/// # Errors
/// When the database fails or the system gives no random bytes.
pub async fn tell_due(app: &App) -> Result<usize, MakeError> {
    let mut letters = 0;
    for academy in Academy::all(&app.db).await? {
        let until = clock::last_hour(&academy.time_zone, HOUR, app.clock.now());
        let mut after = 0;
        loop {
            let sql = "select distinct person_id from forum_digest where academy_id = $1 and queued_at <= $2 and person_id > $3
                        order by person_id limit $4";
            let people: Vec<(i64,)> = app.db.all(sql, &db::args![academy.id, until, after, AT_ONCE]).await?;
            let Some((last,)) = people.last() else { break };
            after = *last;
            for (person_id,) in people {
                letters += tell(app, &academy, person_id, until, letters).await?;
            }
        }
    }
    Ok(usize::try_from(letters).unwrap_or(0))
}

/// Tells one person; the number of messages. What waits is taken away together with the letter, so that nobody is told twice.
async fn tell(app: &App, academy: &Academy, person_id: i64, until: i64, before: i64) -> Result<i64, MakeError> {
    let tx = app.db.begin().await?;
    let sql = "select post_id from forum_digest where academy_id = $1 and person_id = $2 and queued_at <= $3 order by post_id limit $4";
    let posts: Vec<(i64,)> = tx.all(sql, &db::args![academy.id, person_id, until, MOST_POSTS]).await?;
    let Some((last,)) = posts.last() else { return Ok(0) };
    let taken = "delete from forum_digest where academy_id = $1 and person_id = $2 and queued_at <= $3 and post_id <= $4";
    if tx.run(taken, &db::args![academy.id, person_id, until, *last]).await? == 0 {
        return Ok(0);
    }
    let ids: Vec<i64> = posts.into_iter().map(|(id,)| id).collect();
    let new = NewLetter { academy, person_id, template: Template::ForumDigest, title: "", posts: &ids, before };
    let told = post_letter(&tx, app, &new).await?;
    tx.commit().await?;
    app.wake.wake();
    Ok(told)
}
