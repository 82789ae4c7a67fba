//! Ending the messages of forums from a letter: of one discussion, of its forum, or of all.
//!
//! | GET  /unsubscribe/forum/{token} | what can be ended, a button for each; opening it changes nothing                     |
//! | POST /unsubscribe/forum/{token} | done, however often: by a button (`what`), or by a mail program (RFC 8058): the least |
//!
//! Mail programs send the form from anywhere and without a session, like that of `/unsubscribe/{token}`: the token alone decides, and it can do
//! nothing else.

use db::Tx;
use web::{Answer, Filled, Language, Problem, filters};

use super::{subscription, wishes};
use crate::app::Reader;
use crate::chance;
use crate::people::address;
use crate::secrets::{Purpose, Secrets};
use crate::visit::{OrProblem, Part, Visit};

web::view! { "activities/forum/unsubscribe.html" =>
    struct Unsubscribe {
        token: String,
        /// What carries the language of this page on to a form behind which no cookie is read: `?lang=en`, or nothing.
        language: &'static str,
        /// Whether the letter was about one discussion.
        of_one: bool,
        done: bool,
    }
}

/// Whose letters the address in a letter ends, and which: sealed, so that nothing of it is stored and it tells nobody whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Ending {
    person_id: i64,
    /// The discussion it was about; nothing for a message of the day.
    discussion_id: Option<i64>,
    /// Where the letter went, folded: it finds her when her account has joined another one since.
    folded: String,
}

impl Ending {
    /// For whoever reads a letter.
    pub fn of(reader: Reader<'_>, discussion_id: Option<i64>) -> Ending {
        Ending { person_id: reader.person_id, discussion_id, folded: address::fold(reader.address) }
    }

    /// What stands in the address, good in one académie.
    ///
    /// # Errors
    /// When the system gives no random bytes.
    pub fn seal(&self, secrets: &Secrets, academy_id: i64) -> Result<String, chance::Unavailable> {
        let plain = format!("{} {} {}", self.person_id, self.discussion_id.unwrap_or(0), self.folded);
        secrets.seal(Purpose::ForumLetters, &academy_id.to_be_bytes(), plain.as_bytes())
    }

    /// What a token says; nothing for anything that was not sealed for this académie.
    pub fn open(secrets: &Secrets, academy_id: i64, token: &str) -> Option<Ending> {
        let opened = String::from_utf8(secrets.open(Purpose::ForumLetters, &academy_id.to_be_bytes(), token)?).ok()?;
        let (person_id, rest) = opened.split_once(' ')?;
        let (discussion_id, folded) = rest.split_once(' ')?;
        let discussion_id = discussion_id.parse().ok().filter(|id| *id != 0);
        Some(Ending { person_id: person_id.parse().ok()?, discussion_id, folded: folded.to_owned() })
    }

    /// She wants no more of it. Ending it twice changes nothing.
    ///
    /// # Errors
    /// When the database fails.
    async fn end(&self, tx: &Tx, academy_id: i64, what: &str) -> db::Result<()> {
        let sql = "select p.id from person p where p.id = $1
                      or (not exists (select 1 from person q where q.id = $1)
                          and p.id in (select a.person_id from person_address a where a.folded = $2 and a.state <> 'pending'))";
        let found: Option<(i64,)> = tx.maybe(sql, &db::args![self.person_id, &self.folded]).await?;
        let Some((person_id,)) = found else { return Ok(()) };
        let Some(discussion_id) = self.discussion_id.filter(|_| what != "all") else { return wishes::no_more_mail(tx, person_id).await };
        let sql = "select activity_id from forum_discussion where academy_id = $1 and id = $2";
        let forum: Option<(i64,)> = tx.maybe(sql, &db::args![academy_id, discussion_id]).await?;
        match forum {
            Some((activity_id,)) if what == "forum" => subscription::follow_forum(tx, academy_id, activity_id, person_id, false).await,
            Some(_) => subscription::follow(tx, academy_id, discussion_id, person_id, false).await,
            // It was deleted since: nothing comes of it any more.
            None => Ok(()),
        }
    }
}

/// The buttons.
///
/// # Errors
/// [`Problem::NotFound`] for anything that is no token of this académie.
pub async fn show(visit: Visit, Part(token): Part<String>) -> Answer {
    let ending = Ending::open(&visit.app.secrets, visit.academy.id, &token).ok_or(Problem::NotFound)?;
    page(&visit, token, &ending, false)
}

/// Ends it.
///
/// # Errors
/// As [`show`]; else when the database fails.
pub async fn submit(visit: Visit, Part(token): Part<String>, form: Filled) -> Answer {
    let ending = Ending::open(&visit.app.secrets, visit.academy.id, &token).ok_or(Problem::NotFound)?;
    let tx = visit.app.db.begin().await.or_problem()?;
    ending.end(&tx, visit.academy.id, form.value("what")).await.or_problem()?;
    tx.commit().await.or_problem()?;
    page(&visit, token, &ending, true)
}

fn page(visit: &Visit, token: String, ending: &Ending, done: bool) -> Answer {
    let title = if done { "forum-ended-title" } else { "forum-end-title" };
    let language = if visit.language() == Language::English { "?lang=en" } else { "" };
    let page = visit.page(title, &Unsubscribe { token, language, of_one: ending.discussion_id.is_some(), done });
    page.map(crate::visit::page::never_kept)
}
