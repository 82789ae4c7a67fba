//! A mailed link is opened: by its reader, or by a mail scanner before her. Opening uses nothing up.
//!
//! | GET  /login/forgot_password.php?token=… | the address people know; without a token, /forgot-password  |
//! | GET  /activate?token=…                  | an invitation                                               |
//! | POST /links/{public_id}/again           | « Recevoir un nouveau lien », for one that expired           |
//!
//! The token leaves the address bar at once: it waits in a cookie of its own, named after the request.

use axum::http::StatusCode;
use web::{Answer, Filled, Problem, filters};

use super::Wanted;
use crate::links::{self, Link, Purpose, compose, reset};
use crate::people::{Person, PersonState};
use crate::visit::page::with_cookie;
use crate::visit::{OrProblem, Part, Visit};

/// How long the token waits in its cookie, in seconds.
const WAITS: i64 = 30 * 60;

web::view! { "sign_in/dead_link.html" =>
    /// A link that leads nowhere any more, and the way on.
    pub struct DeadLink {
        /// An expired link, in whose place another one can be sent.
        pub expired: Option<Link>,
        /// Whether cookies may be the reason.
        pub cookies: bool,
        wanted: Wanted,
    }
}

pub async fn open_reset(visit: Visit) -> Answer {
    let query = visit.query();
    if query.value("token").is_empty() {
        let wanted = Wanted::of(&visit, &query).await?;
        return visit.go(&format!("/forgot-password{}", wanted.query()));
    }
    open(&visit, Purpose::Reset, query.value("token")).await
}

pub async fn open_invitation(visit: Visit) -> Answer {
    open(&visit, Purpose::Invitation, visit.query().value("token")).await
}

async fn open(visit: &Visit, purpose: Purpose, token: &str) -> Answer {
    let Some(link) = links::by_token(&visit.app.db, visit.academy.id, purpose, token).await.or_problem()? else {
        return dead(visit, None, false);
    };
    let tx = visit.app.db.begin().await.or_problem()?;
    let person = Person::by_id(&tx, link.person_id).await.or_problem()?;
    if purpose == Purpose::Invitation && person.state == PersonState::Active {
        // She has a way in by now: the link still leads to the course, through signing in.
        let wanted = link.inside().map_or_else(|| visit.url("/my"), str::to_owned);
        return visit.go_to(&wanted);
    }
    if compose::is_usable(&tx, &link, &person, visit.now).await.or_problem()? {
        let response = visit.go(&format!("/set-password/{}", link.public_id))?;
        return Ok(with_cookie(response, &visit.jar().set(&cookie_name(&link.public_id), token, Some(WAITS))));
    }
    let replaceable = link.is_expired(visit.now) && person.suspended_at.is_none();
    dead(visit, replaceable.then_some(link), false)
}

/// The cookie in which the token of a request waits.
pub fn cookie_name(public_id: &str) -> String {
    format!("link-{public_id}")
}

/// The page of a link that leads nowhere any more.
pub fn dead(visit: &Visit, expired: Option<Link>, cookies: bool) -> Answer {
    let mut response = visit.page("dead-title", &DeadLink { expired, cookies, wanted: Wanted::default() })?;
    *response.status_mut() = StatusCode::GONE;
    Ok(response)
}

/// The living link of a request whose token waits in this browser, with its holder; or the page that says why not.
pub async fn waiting(visit: &Visit, public_id: &str) -> Result<(Link, Person), Problem> {
    let link = links::by_public_id(&visit.app.db, visit.academy.id, public_id).await.or_problem()?;
    let token = visit.cookie(&cookie_name(public_id));
    let dead_end = |expired, cookies| dead(visit, expired, cookies).map_or_else(|problem| problem, Problem::page);
    let (Some(link), Some(token)) = (link, token) else { return Err(dead_end(None, token.is_none())) };
    if !link.is_opened_by(token) || !link.purpose.sets_a_password() {
        return Err(dead_end(None, false));
    }
    let tx = visit.app.db.begin().await.or_problem()?;
    let person = Person::by_id(&tx, link.person_id).await.or_problem()?;
    if !compose::is_usable(&tx, &link, &person, visit.now).await.or_problem()? {
        let replaceable = link.is_expired(visit.now) && person.suspended_at.is_none();
        return Err(dead_end(replaceable.then_some(link), false));
    }
    Ok((link, person))
}

/// Another link to the stored address; the same answer whatever comes of it.
pub async fn again(visit: Visit, Part(public_id): Part<String>, form: Filled) -> Answer {
    let _ = form;
    let link = links::by_public_id(&visit.app.db, visit.academy.id, &public_id).await.or_problem()?;
    if let Some(link) = link.filter(|link| link.is_expired(visit.now) && link.purpose.sets_a_password()) {
        let tx = visit.app.db.begin().await.or_problem()?;
        reset::again(&tx, &visit.app, &visit.academy, &link).await.or_problem()?;
        tx.commit().await.or_problem()?;
        visit.app.wake.wake();
    }
    visit.go("/forgot-password/sent")
}
