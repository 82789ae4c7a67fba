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

use super::request::{self, Request};
use super::{join, rules};
use crate::links::{self, Link, Purpose};
use crate::people::{self, Person};
use crate::visit::link::{self, Lost};
use crate::visit::page::{never_kept, with_cookie};
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
    let view = Confirm { public_id, kept: request.kept_as, gone: request.gone_as };
    visit.door_page("merging-title", &view).map(never_kept)
}

/// This account agrees.
///
/// # Errors
/// When the database fails or the system gives no random bytes.
pub async fn submit(visit: Visit, Part(public_id): Part<String>) -> Answer {
    let link = waiting(&visit, &public_id).await?;
    let tx = visit.app.db.begin().await.or_problem()?;
    let Some(request) = request::of_link(&tx, visit.academy.id, link.id).await.or_problem()? else { return sorry(&visit, "merging-dead") };
    // Both agreeing at this very moment come one after the other: the second one does it.
    for id in [request.kept_id.min(request.gone_id), request.kept_id.max(request.gone_id)] {
        people::hold(&tx, id).await.or_problem()?;
    }
    if !links::consume(&tx, &link, visit.now).await.or_problem()? {
        return sorry(&visit, "merging-dead");
    }
    let done = request::both_agreed(&tx, visit.academy.id, &request).await.or_problem()?;
    if done && !join_now(&tx, &visit, &request).await? {
        return sorry(&visit, "merging-refused");
    }
    tx.commit().await.or_problem()?;
    visit.app.wake.wake();
    let response = visit.go(if done { "/confirm-merge/done" } else { "/confirm-merge/agreed" })?;
    Ok(with_cookie(response, &visit.jar().remove(&link::cookie_name(&public_id))))
}

/// Makes them one, unless something has come between since it was asked.
async fn join_now(tx: &db::Tx, visit: &Visit, request: &Request) -> Result<bool, Problem> {
    let gone = Person::by_id(tx, request.gone_id).await.or_problem()?;
    let kept = Person::by_id(tx, request.kept_id).await.or_problem()?;
    if !rules::may_join(tx, &gone, &kept).await.or_problem()? {
        return Ok(false);
    }
    join::join(tx, &visit.app, &visit.academy, &gone, &kept, &request.gone_as, request.asked_by).await.or_problem()?;
    Ok(true)
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
