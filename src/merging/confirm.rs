//! The link mailed to each of two accounts: opening it uses nothing up, the button agrees.
//!
//! | GET  /confirm-merge?token=…     | the token leaves the address bar                                    |
//! | GET  /confirm-merge/{public_id} | which accounts, which of them stays, and the button                 |
//! | POST /confirm-merge/{public_id} | this account agrees; with the other's, they become one               |
//! | GET  /confirm-merge/agreed      | the other account is still to agree                                 |
//! | GET  /confirm-merge/done        | they are one                                                        |
//! | GET  /confirm-merge/dead        | why nothing can be agreed to                                        |
//!
//! Nobody needs to be signed in: one of the two accounts may have no way in.

use axum::http::StatusCode;
use web::{Answer, Problem, filters};

use super::join::{self, Agreement};
use super::request::{self, Side};
use super::rules;
use crate::links::{self, Link, Purpose};
use crate::people::{self, address};
use crate::visit::link::{self, Lost};
use crate::visit::page::never_kept;
use crate::visit::{OrProblem, Part, Visit};

web::view! { "merging/confirm.html" =>
    struct Confirm {
        public_id: String,
        kept: String,
        gone: String,
    }
}

web::view! { "merging/outcome.html" =>
    struct Outcome {
        title: &'static str,
        sentence: &'static str,
        support: Option<String>,
        signed_in: bool,
    }
}

/// The mailed address.
///
/// # Errors
/// When the database fails.
pub async fn open(visit: Visit) -> Answer {
    link::open(&visit, Purpose::Merge).await
}

/// Why nothing can be agreed to.
///
/// # Errors
/// Never.
pub async fn dead(visit: Visit) -> Answer {
    sorry(&visit, "merging-dead")
}

/// The button.
///
/// # Errors
/// When the database fails.
pub async fn show(visit: Visit, Part(public_id): Part<String>) -> Answer {
    let link = waiting(&visit, &public_id).await?;
    let tx = visit.app.db.begin().await.or_problem()?;
    let Some(request) = request::of_link(&tx, visit.academy.id, link.id).await.or_problem()? else { return sorry(&visit, "merging-dead") };
    let (kept, gone) = if link.id == request.kept_link_id {
        (request.kept_as, request::masked(&request.gone_as))
    } else {
        (request::masked(&request.kept_as), request.gone_as)
    };
    let view = Confirm { public_id, kept, gone };
    visit.door_page("merging-title", &view).map(never_kept)
}

/// This account agrees.
///
/// # Errors
/// When the database fails or the system gives no random bytes.
pub async fn submit(visit: Visit, Part(public_id): Part<String>) -> Answer {
    // The page that is shown when nothing can be agreed to.
    let refusal = waiting(&visit, &public_id).await.err();
    let Some(link) = link::known(&visit, Purpose::Merge, &public_id).await? else {
        return Err(refusal.unwrap_or(Problem::NotFound));
    };
    let tx = visit.app.db.begin().await.or_problem()?;
    let request = request::of_link(&tx, visit.academy.id, link.id).await.or_problem()?;
    // Both agreeing at this very moment come one after the other: the second one does it.
    let both = match &request {
        Some(request) => people::hold_both(&tx, request.kept_id, request.gone_id).await.or_problem()?,
        None => None,
    };
    if links::is_used(&tx, &link).await.or_problem()? {
        // The button pressed twice: the answer is that of the first time.
        return visit.go(outcome_of(both.is_none()));
    }
    let (Some(request), Some((kept, gone)), None) = (request, both, &refusal) else {
        return match refusal {
            Some(page) => Err(page),
            None => sorry(&visit, "merging-dead"),
        };
    };
    if !links::consume(&tx, &link, visit.now).await.or_problem()? {
        return sorry(&visit, "merging-dead");
    }
    if let Some(address_id) = link.address_id {
        address::verified(&tx, link.person_id, address_id).await.or_problem()?;
    }
    let done = request::both_agreed(&tx, visit.academy.id, &request).await.or_problem()?;
    if done {
        if !rules::may_join(&tx, &gone, &kept).await.or_problem()? {
            return sorry(&visit, "merging-refused");
        }
        let gone = Side { person: &gone, seen_as: &request.gone_as };
        let kept = Side { person: &kept, seen_as: &request.kept_as };
        super::done(join::join(&tx, &visit.app, &visit.academy, &gone, &kept, Agreement::Both, request.asked_by).await)?;
    }
    tx.commit().await.or_problem()?;
    visit.app.wake.wake();
    visit.go(outcome_of(done))
}

/// Where it says what came of it.
fn outcome_of(done: bool) -> &'static str {
    if done { "/confirm-merge/done" } else { "/confirm-merge/agreed" }
}

/// This account has agreed.
///
/// # Errors
/// Never.
pub async fn agreed(visit: Visit) -> Answer {
    outcome(&visit, "merging-agreed-title", "merging-agreed")
}

/// They are one.
///
/// # Errors
/// Never.
pub async fn done(visit: Visit) -> Answer {
    outcome(&visit, "merging-done-title", "merging-done")
}

/// The living link whose token waits in this browser, or the page that says why not.
async fn waiting(visit: &Visit, public_id: &str) -> Result<Link, Problem> {
    let found = link::waiting(visit, Purpose::Merge, public_id).await?;
    let refused = |lost| sorry(visit, if lost == Lost::Elsewhere { "merging-elsewhere" } else { "merging-dead" });
    found.map(|(link, _)| link).map_err(|lost| refused(lost).map_or_else(|problem| problem, Problem::page))
}

fn sorry(visit: &Visit, sentence: &'static str) -> Answer {
    let mut response = outcome(visit, "merging-sorry-title", sentence)?;
    *response.status_mut() = StatusCode::GONE;
    Ok(response)
}

fn outcome(visit: &Visit, title: &'static str, sentence: &'static str) -> Answer {
    let support = visit.academy.support_contact.clone();
    visit.page(title, &Outcome { title, sentence, support, signed_in: visit.person().is_some() })
}
