//! The members of an académie.
//!
//! | GET /manage/people?q=…&page=… | by name or address, whatever the accents; without words the newest |
//!
//! Of somebody who had an account before somebody here typed her address, only what was typed is shown until she comes.

use db::Db;
use web::{Answer, Problem, filters};

use super::{PAGE, SEEN, page_number, query};
use crate::academies::Academy;
use crate::access::{Allowed, Manage};
use crate::people::PersonState;
use crate::people::membership::MembershipState;
use crate::plain::{anywhere, plain};
use crate::visit::{Member, OrProblem};

/// The most words of a search that are read.
const MOST_WORDS: usize = 3;

web::view! { "management/people.html" =>
    struct People {
        words: String,
        people: Vec<Line>,
        page: i64,
        before: String,
        after: String,
    }
}

/// A member as the list shows her.
struct Line {
    id: i64,
    name: String,
    address: String,
    state: &'static str,
}

db::row! {
    /// A member of an académie, as somebody who manages it may see her.
    pub(super) struct Seen {
        /// Of the membership: it tells nothing of the account.
        pub id: i64,
        pub person_id: i64,
        /// Both names, or what was typed of a stranger.
        pub name: String,
        pub address: Option<String>,
        pub state: PersonState,
        pub membership: MembershipState,
        /// Whether only what was typed is shown.
        pub stranger: bool,
    }
}

impl Seen {
    /// The key of where she stands.
    pub(super) fn word(&self) -> &'static str {
        match (self.membership, self.stranger, self.state) {
            (MembershipState::Suspended, _, _) => "management-state-suspended",
            (_, true, _) | (_, _, PersonState::Invited) => "enrolment-state-invited",
            _ => "management-state-active",
        }
    }
}

/// The page.
///
/// # Errors
/// [`Problem::NotFound`] for a page that is no number; else when the database fails.
pub async fn show(academy: Allowed<Academy, Manage>, member: Member) -> Answer {
    let mut asked = member.query();
    let page = page_number(asked.value("page")).ok_or(Problem::NotFound)?;
    let typed = asked.line("q", 100);
    let mut found = find(&member.app.db, academy.id, &typed, PAGE + 1, (page - 1) * PAGE).await.or_problem()?;
    let more = found.len() > usize::try_from(PAGE).unwrap_or(usize::MAX);
    found.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    let address = |page: i64| member.url(&format!("/manage/people{}", query(&typed, page)));
    let view = People {
        people: found.into_iter().map(line).collect(),
        page,
        before: if page > 1 { address(page - 1) } else { String::new() },
        after: if more { address(page + 1) } else { String::new() },
        words: typed,
    };
    member.wide_page("management-people", &view)
}

/// The members that have all the words in name or address, the newest first.
pub(super) async fn find(db: &Db, academy_id: i64, typed: &str, most: i64, skip: i64) -> db::Result<Vec<Seen>> {
    let words: Vec<String> = plain(typed).split_whitespace().take(MOST_WORDS).map(anywhere).collect();
    // A word that was not typed is anywhere in everything.
    let word = |place: usize| words.get(place).cloned().unwrap_or_else(|| "%".to_owned());
    db.all(
        &format!(
            "with {SEEN} select id, person_id, name, address, state, membership, stranger from seen
               where (folded like $2 escape '\\' or lower(address) like $2 escape '\\')
                 and (folded like $3 escape '\\' or lower(address) like $3 escape '\\')
                 and (folded like $4 escape '\\' or lower(address) like $4 escape '\\')
               order by id desc limit $5 offset $6"
        ),
        &db::args![academy_id, word(0), word(1), word(2), most, skip],
    )
    .await
}

fn line(seen: Seen) -> Line {
    let state = seen.word();
    let address = seen.address.unwrap_or_default();
    Line { id: seen.id, name: if seen.name.is_empty() { address.clone() } else { seen.name }, address, state }
}
