//! « Réunir deux comptes » of one person.
//!
//! | GET  /manage/people/{id}/merge?q=…      | finds the other account                                             |
//! | GET  /manage/people/{id}/merge?with=…   | the two side by side, and which of them stays                       |
//! | POST /manage/people/{id}/merge          | makes them one at once where it may, else asks both accounts by mail |
//! | POST /manage/people/{id}/merge/cancel   | takes back what was asked                                           |

use serde_json::json;
use web::{Answer, Filled, Message, Problem, filters};

use super::people::{self, Seen};
use super::person::{may_act, roles, seen};
use crate::academies::Academy;
use crate::access::{Allowed, Manage};
use crate::events::{self, Event};
use crate::merging::join::{self, Agreement};
use crate::merging::request::{self, Asked, Side};
use crate::merging::{self, rules};
use crate::people::hold_both;
use crate::visit::{Member, OrProblem, Part};

/// The most accounts that are offered.
const MOST: i64 = 10;

web::view! { "management/merge.html" =>
    struct Merge {
        id: i64,
        name: String,
        words: String,
        /// Who may be meant.
        found: Vec<Account>,
        /// The two, once the other one was chosen.
        pair: Vec<Account>,
        form: Filled,
        /// Which of the two is to stay.
        keep: i64,
        /// Whence she came.
        back: String,
    }
}

/// An account as this académie sees it.
struct Account {
    id: i64,
    name: String,
    address: String,
    state: &'static str,
}

impl From<Seen> for Account {
    fn from(seen: Seen) -> Account {
        Account { id: seen.id, state: seen.word(), address: seen.address.unwrap_or_default(), name: seen.name }
    }
}

/// The page.
///
/// # Errors
/// [`Problem::NotFound`] when one of them is no member here; else when the database fails.
pub async fn show(academy: Allowed<Academy, Manage>, member: Member, Part(id): Part<i64>) -> Answer {
    let mut asked = member.query();
    let form = member.form();
    let here = seen(&member, academy.id, id).await?;
    let words = asked.line("q", 100);
    let chosen = Some(asked.value("with")).filter(|with| !with.is_empty()).unwrap_or(form.value("with"));
    let other = match chosen.parse::<i64>() {
        Ok(other) if other != id => Some(seen(&member, academy.id, other).await?),
        _ => None,
    };
    let found = match &other {
        None if !words.is_empty() => people::find(&member.app.db, academy.id, &words, MOST, 0).await.or_problem()?,
        _ => Vec::new(),
    };
    let name = if here.name.is_empty() { here.address.clone().unwrap_or_default() } else { here.name.clone() };
    let view = Merge {
        id,
        back: member.url(&format!("/manage/people/{id}/merge")),
        name,
        words,
        found: found.into_iter().filter(|one| one.id != id).map(Account::from).collect(),
        pair: other.into_iter().flat_map(|other| [Account::from(here.clone()), Account::from(other)]).collect(),
        keep: form.value("keep").parse().unwrap_or(id),
        form,
    };
    member.page("management-merge", &view)
}

/// Makes them one, or asks both.
///
/// # Errors
/// [`Problem::SecondFactor`] when it was not given just now; [`Problem::NotFound`] when one is no member here; [`Problem::Conflict`] when
/// they cannot become one; else when the database fails.
pub async fn submit(academy: Allowed<Academy, Manage>, member: Member, Part(id): Part<i64>, form: Filled) -> Answer {
    member.proves_it_is_her()?;
    let other: i64 = form.value("with").parse().map_err(|_| Problem::NotFound)?;
    let keep: i64 = form.value("keep").parse().map_err(|_| Problem::NotFound)?;
    if other == id || (keep != id && keep != other) {
        return Err(Problem::NotFound);
    }
    let kept = seen(&member, academy.id, keep).await?;
    let gone = seen(&member, academy.id, if keep == id { other } else { id }).await?;
    for one in [&kept, &gone] {
        if !may_act(&member, one.person_id, &roles(&member, academy.id, one.person_id).await?) {
            return Err(Problem::Conflict(Message::new("management-above")));
        }
    }
    let tx = member.app.db.begin().await.or_problem()?;
    let done =
        |at_once: bool| member.go_and_say(&format!("/manage/people/{keep}"), if at_once { "done-merged" } else { "done-merge-asked" });
    let Some((kept_person, gone_person)) = hold_both(&tx, kept.person_id, gone.person_id).await.or_problem()? else {
        // Pressed twice.
        return done(true);
    };
    let refused = || Problem::Conflict(Message::new("management-merge-refused"));
    if rules::is_closed_to_one(&tx, academy.id, &gone_person, &kept_person).await.or_problem()? {
        return Err(Problem::Conflict(Message::new("management-merge-suspended")));
    }
    // Of a stranger nothing is told, not even that she is something elsewhere: what is in the way is found when both have agreed.
    let known = !kept.stranger && !gone.stranger;
    if known && !rules::may_join(&tx, &gone_person, &kept_person).await.or_problem()? {
        return Err(refused());
    }
    let kept_as = Side { person: &kept_person, seen_as: kept.address.as_deref().unwrap_or_default() };
    let gone_as = Side { person: &gone_person, seen_as: gone.address.as_deref().unwrap_or_default() };
    let at_once = known && rules::needs_no_agreement(&tx, academy.id, &gone_person, &kept_person).await.or_problem()?;
    if at_once {
        request::cancel(&tx, academy.id, gone.person_id, kept.person_id).await.or_problem()?;
        merging::done(join::join(&tx, &member.app, &academy, &gone_as, &kept_as, Agreement::NotAsked, member.person().id).await)?;
    } else {
        match request::ask(&tx, &member.app, &academy, &gone_as, &kept_as, member.person().id).await.or_problem()? {
            Asked::Both => {}
            Asked::TooOften => return Err(Problem::Conflict(Message::new("management-merge-often"))),
            Asked::NoAddress => return Err(refused()),
        }
    }
    tx.commit().await.or_problem()?;
    member.app.wake.wake();
    done(at_once)
}

/// Takes back what was asked of the two.
///
/// # Errors
/// [`Problem::NotFound`] when one of them is no member here; else when the database fails.
pub async fn cancel(academy: Allowed<Academy, Manage>, member: Member, Part(id): Part<i64>, form: Filled) -> Answer {
    let here = seen(&member, academy.id, id).await?;
    let tx = member.app.db.begin().await.or_problem()?;
    let asked: i64 = form.value("request").parse().map_err(|_| Problem::NotFound)?;
    if let Some(request) = request::read(&tx, academy.id, here.person_id, asked).await.or_problem()? {
        hold_both(&tx, request.kept_id, request.gone_id).await.or_problem()?;
        request::cancel(&tx, academy.id, request.kept_id, request.gone_id).await.or_problem()?;
        let event = Event::of_person("person.merge.cancelled", Some(academy.id), Some(member.person().id), request.kept_id);
        events::record(&tx, event.with(json!({ "gone": request.gone_id })), member.now).await.or_problem()?;
    }
    tx.commit().await.or_problem()?;
    member.go_and_say(&format!("/manage/people/{id}"), "done-merge-cancelled")
}
