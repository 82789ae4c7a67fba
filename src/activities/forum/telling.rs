//! A new post is told by mail, some minutes after it was written: what is then there, to whoever then wants it.

use db::Tx;
use jobs::{BoxFuture, Handler, Job, Outcome};
use serde_json::json;

use super::settings::Subscription;
use super::wishes::Mail;
use crate::academies::Academy;
use crate::app::App;
use crate::clock::{SECOND, day_in};
use crate::courses::Stage;
use crate::links::letter::{self, About, Template};
use crate::links::{MakeError, is_no_address};
use crate::people::{Person, address};

/// The kind of the job; its payload is the id of the post.
pub const KIND: &str = "forum.tell";
/// Whom one transaction tells: other writers get their turn in between.
const AT_ONCE: i64 = 100;
/// Between two letters: less than a mail server takes, so that a link for a new password never waits behind them.
const PACE: i64 = SECOND / 2;

db::row! {
    /// A post with what its letter says of where it stands.
    pub(super) struct Told {
        pub id: i64,
        pub academy_id: i64,
        pub discussion_id: i64,
        pub person_id: i64,
        pub private_to: Option<i64>,
        pub body: String,
        pub posted_at: i64,
        pub told_to: i64,
        pub first_name: String,
        pub last_name: String,
        pub title: String,
        pub activity_id: i64,
        pub forum: String,
        pub hidden: bool,
        pub subscription: Subscription,
        pub course_id: i64,
        pub number: i64,
        pub course: String,
        pub course_hidden: bool,
        pub stage: Stage,
        pub starts_on: Option<String>,
    }
}

db::row! {
    /// Somebody to be told.
    pub(super) struct Recipient {
        pub person_id: i64,
        pub mail: Mail,
    }
}

/// A post that is still to be told; nothing once it was deleted, or its forum thrown away.
///
/// # Errors
/// When the database fails.
pub(super) async fn post(tx: &Tx, id: i64) -> db::Result<Option<Told>> {
    let sql =
        "select p.id, p.academy_id, p.discussion_id, p.person_id, p.private_to, p.body, p.posted_at, p.told_to, w.first_name, w.last_name,
                      d.title, d.activity_id, a.title as forum, a.hidden, f.subscription,
                      c.id as course_id, c.number, c.title as course, c.hidden as course_hidden, c.stage, c.starts_on
                 from forum_post p join person w on w.id = p.person_id join forum_discussion d on d.id = p.discussion_id
                 join activity a on a.id = d.activity_id join activity_forum f on f.activity_id = a.id
                 join section s on s.id = a.section_id join course c on c.id = a.course_id
                where p.id = $1 and p.deleted = false and a.trashed_at is null and s.trashed_at is null";
    tx.maybe(sql, &db::args![id]).await
}

impl Told {
    /// Whether participants may read it on this day (`YYYY-MM-DD`).
    fn is_open(&self, today: &str) -> bool {
        let begun = self.stage != Stage::Preparing && self.starts_on.as_deref().is_none_or(|day| day <= today);
        begun && self.stage != Stage::Trashed && !self.hidden && !self.course_hidden
    }
}

/// Some of those who want a post and may read it, the forum being open to them (as `courses/doors.rs` opens it, but that nobody is
/// told of one that waits in a circle, or for a kind this release does not know), by their ids from `after` on; or one of them only (`only`, else 0).
///
/// # Errors
/// When the database fails.
pub(super) async fn recipients(tx: &Tx, told: &Told, today: &str, after: i64, only: i64) -> db::Result<Vec<Recipient>> {
    if told.subscription == Subscription::Nobody {
        return Ok(Vec::new());
    }
    let sql = "select e.person_id, coalesce(c.mail, 'each') as mail
                 from enrolment e join person p on p.id = e.person_id
                 join activity a on a.academy_id = $1 and a.id = $5 join section s on s.id = a.section_id
                 left join membership m on m.academy_id = e.academy_id and m.person_id = e.person_id
                 left join forum_choice c on c.person_id = e.person_id
                 left join forum_subscription f on f.person_id = e.person_id and f.activity_id = $5
                 left join forum_discussion_subscription d on d.person_id = e.person_id and d.discussion_id = $6
                where e.academy_id = $1 and e.course_id = $2 and e.person_id > $3 and e.person_id <> $4
                  and p.state = 'active' and p.suspended_at is null and coalesce(m.state, 'active') <> 'suspended'
                  and coalesce(c.mail, 'each') <> 'none'
                  and ($7 or coalesce(d.wanted, f.wanted, $8))
                  and ($9 or e.role <> 'participant')
                  and (e.person_id = $10 or $10 = 0 or e.role <> 'participant')
                  and (e.person_id = $11 or $11 = 0)
                  and (e.role <> 'participant' or (
                        coalesce(a.opens_on, $13) <= $13 and coalesce(a.closes_on, $13) >= $13
                    and coalesce(s.opens_on, $13) <= $13 and coalesce(s.closes_on, $13) >= $13
                    and (a.group_id is null or exists (select 1 from group_member g where g.group_id = a.group_id and g.enrolment_id = e.id))
                    and (s.group_id is null or exists (select 1 from group_member g where g.group_id = s.group_id and g.enrolment_id = e.id))
                    and not exists (
                      select 1 from activity o join section t on t.id = o.section_id
                       where o.id in (a.after_id, s.after_id) and o.completion <> 'none'
                         and o.hidden = false and o.trashed_at is null and t.trashed_at is null
                         and coalesce(o.closes_on, $13) >= $13 and coalesce(t.closes_on, $13) >= $13
                         and (o.group_id is null or exists (select 1 from group_member g where g.group_id = o.group_id and g.enrolment_id = e.id))
                         and (t.group_id is null or exists (select 1 from group_member g where g.group_id = t.group_id and g.enrolment_id = e.id))
                         and not exists (select 1 from completed d where d.activity_id = o.id and d.person_id = e.person_id))))
                order by e.person_id limit $12";
    tx.all(
        sql,
        &db::args![
            told.academy_id,
            told.course_id,
            after,
            told.person_id,
            told.activity_id,
            told.discussion_id,
            told.subscription == Subscription::Forced,
            told.subscription == Subscription::Start,
            told.is_open(today),
            told.private_to.unwrap_or(0),
            only,
            AT_ONCE,
            today
        ],
    )
    .await
}

/// Does the jobs that new posts leave.
pub struct Teller {
    /// The running product.
    pub app: App,
}

impl Handler for Teller {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn run<'a>(&'a self, job: &'a Job) -> BoxFuture<'a, Outcome> {
        Box::pin(async move {
            let Ok(id) = job.payload.parse::<i64>() else { return Outcome::Dead("the payload names no post".into()) };
            match tell(&self.app, id).await {
                Ok(()) => Outcome::Done,
                Err(error) => Outcome::Retry(error.to_string()),
            }
        })
    }
}

/// Tells everybody who was not told yet: by a letter of its own, or in the message of the day. Who was told is noted with the letter.
async fn tell(app: &App, id: i64) -> Result<(), MakeError> {
    let now = app.clock.now();
    let mut letters = 0;
    loop {
        let tx = app.db.begin().await?;
        let Some(told) = post(&tx, id).await? else { return Ok(()) };
        let academy = Academy::read(&tx, told.academy_id).await?;
        let some = recipients(&tx, &told, &day_in(&academy.time_zone, now), told.told_to, 0).await?;
        let Some(last) = some.last().map(|one| one.person_id) else { return Ok(()) };
        let claim = "update forum_post set told_to = $3 where academy_id = $1 and id = $2 and told_to = $4";
        if tx.run(claim, &db::args![told.academy_id, id, last, told.told_to]).await? == 0 {
            continue;
        }
        for one in some {
            if one.mail == Mail::Each {
                let (academy, person_id, title) = (&academy, one.person_id, told.title.as_str());
                let new = NewLetter { academy, person_id, template: Template::ForumPost, title, posts: &[id], before: letters };
                letters += post_letter(&tx, app, &new).await?;
            } else {
                let sql = "insert into forum_digest (academy_id, person_id, post_id, queued_at) values ($1, $2, $3, $4)
                           on conflict (person_id, post_id) do nothing";
                tx.run(sql, &db::args![told.academy_id, one.person_id, id, now]).await?;
            }
        }
        tx.commit().await?;
        app.wake.wake();
    }
}

/// A letter about posts.
pub(super) struct NewLetter<'a> {
    pub academy: &'a Academy,
    pub person_id: i64,
    pub template: Template,
    /// Of the discussion, for the subject of a letter about one post.
    pub title: &'a str,
    pub posts: &'a [i64],
    /// How many were put in the outbox just before.
    pub before: i64,
}

/// Puts a letter in the outbox; the number of letters, which is 0 for somebody without an address.
pub(super) async fn post_letter(tx: &Tx, app: &App, new: &NewLetter<'_>) -> Result<i64, MakeError> {
    let now = app.clock.now();
    let person = Person::by_id(tx, new.person_id).await?;
    let Some((_, recipient)) = address::to_write_to(tx, new.person_id, "").await? else { return Ok(0) };
    // Mail programs make links of whatever looks like an address.
    let untitled = || app.words.say(new.template.language(Some(&person)), "forum-letter-untitled").into_owned();
    let title = if is_no_address(new.title) { new.title.to_owned() } else { untitled() };
    let about = About {
        academy: new.academy,
        person: Some(&person),
        recipient: &recipient,
        parameters: json!({ "posts": new.posts, "title": title }),
    };
    letter::post_later(tx, app, new.template, &about, now + PACE * new.before, now).await?;
    Ok(1)
}
