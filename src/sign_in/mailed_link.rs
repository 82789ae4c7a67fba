//! A mailed link is opened: by its reader, or by a mail scanner before her. Opening uses nothing up.
//!
//! | GET  /login/forgot_password.php?token=… | the address people know; without a token, /forgot-password  |
//! | GET  /activate?token=…                  | an invitation                                               |
//! | GET  /links/{public_id}                 | why a link leads nowhere any more, and the way on           |
//! | POST /links/{public_id}/again           | « Recevoir un nouveau lien », for one that expired           |
//!
//! The token leaves the address bar at once: it waits in a cookie of its own, named after the request.

use axum::http::StatusCode;
use web::{Answer, Filled, Problem, filters};

use super::Wanted;
use crate::chance;
use crate::links::{self, Link, LinkState, Purpose, compose, reset};
use crate::people::{Person, PersonState};
use crate::visit::link::cookie_name;
use crate::visit::page::with_cookie;
use crate::visit::{OrProblem, Part, Visit};

/// How long the token waits in its cookie, in seconds.
const WAITS: i64 = 30 * 60;

/// What stands in the place of a public id for a token that belongs to no link.
const NONE: &str = "none";

web::view! { "sign_in/dead_link.html" =>
    struct DeadLink {
        title: &'static str,
        why: Why,
        /// Names the link that expired.
        public_id: String,
        /// The random id of the form that asks for another.
        form_id: String,
        /// Where its holder was going.
        wanted: Wanted,
    }
}

/// Why a link leads nowhere any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Why {
    /// Its time has passed: a reset link's half an hour.
    Expired,
    /// Its time has passed: an invitation's month.
    ExpiredInvitation,
    /// It did its work, for somebody who is not signed in here.
    Used,
    /// It did its work, for whoever is signed in here.
    UsedByHer,
    /// A newer one or a change took its place, or there is no such link.
    Replaced,
    /// It was opened in another browser, or this one keeps no cookies.
    Elsewhere,
}

pub async fn open_reset(visit: Visit) -> Answer {
    let query = visit.query();
    if query.value("token").is_empty() {
        let query = visit.address.split_once('?').map(|(_, query)| format!("?{query}")).unwrap_or_default();
        return visit.go(&format!("/forgot-password{query}"));
    }
    open(&visit, Purpose::Reset, query.value("token")).await
}

pub async fn open_invitation(visit: Visit) -> Answer {
    open(&visit, Purpose::Invitation, visit.query().value("token")).await
}

async fn open(visit: &Visit, purpose: Purpose, token: &str) -> Answer {
    let Some(link) = links::by_token(&visit.app.db, visit.academy.id, purpose, token).await.or_problem()? else {
        // Also one that lives elsewhere: its token shall not stay in the address bar.
        return visit.go(&format!("/links/{NONE}"));
    };
    let tx = visit.app.db.begin().await.or_problem()?;
    let person = Person::by_id(&tx, link.person_id).await.or_problem()?;
    if purpose == Purpose::Invitation && person.state == PersonState::Active {
        // She has a way in by now: the link still leads to the course, through signing in.
        return visit.go_to(&landing(visit, &link));
    }
    if compose::is_usable(&tx, &link, &person, visit.now).await.or_problem()? {
        let response = visit.go(&format!("/set-password/{}", link.public_id))?;
        return Ok(with_cookie(response, &visit.jar().set(&cookie_name(&link.public_id), token, Some(WAITS))));
    }
    visit.go(&format!("/links/{}", link.public_id))
}

/// Why a link leads nowhere any more.
pub async fn explain(visit: Visit, Part(public_id): Part<String>) -> Answer {
    let link = links::by_public_id(&visit.app.db, visit.academy.id, &public_id).await.or_problem()?;
    let Some(link) = link.filter(|link| link.purpose.sets_a_password()) else { return dead(&visit, Why::Replaced, None).await };
    let tx = visit.app.db.begin().await.or_problem()?;
    let person = Person::by_id(&tx, link.person_id).await.or_problem()?;
    drop(tx);
    dead(&visit, why(&visit, &link, &person), Some(&link)).await
}

fn why(visit: &Visit, link: &Link, person: &Person) -> Why {
    match link.state {
        LinkState::Used if visit.person().is_some_and(|here| here.id == person.id) => Why::UsedByHer,
        LinkState::Used => Why::Used,
        LinkState::Alive if link.lives(visit.now) => Why::Elsewhere,
        LinkState::Alive if person.suspended_at.is_some() => Why::Replaced,
        LinkState::Alive if link.purpose.is_brief() => Why::Expired,
        LinkState::Alive => Why::ExpiredInvitation,
        LinkState::Ended => Why::Replaced,
    }
}

async fn dead(visit: &Visit, why: Why, link: Option<&Link>) -> Answer {
    let wanted = match link.and_then(|link| link.inside()) {
        Some(address) => Wanted::at(visit, address).await?,
        None => Wanted::default(),
    };
    let public_id = link.map(|link| link.public_id.clone()).unwrap_or_default();
    let title = if why == Why::UsedByHer { "dead-title-here" } else { "dead-title" };
    let view = DeadLink { title, why, public_id, form_id: chance::name().or_problem()?, wanted };
    let mut response = visit.door_page(title, &view)?;
    *response.status_mut() = StatusCode::GONE;
    Ok(response)
}

/// The living link of a request whose token waits in this browser, with its holder; or the page that says why not.
pub async fn waiting(visit: &Visit, public_id: &str) -> Result<(Link, Person), Problem> {
    let link = links::by_public_id(&visit.app.db, visit.academy.id, public_id).await.or_problem()?;
    let Some(link) = link.filter(|link| link.purpose.sets_a_password()) else { return Err(dead_end(visit, Why::Replaced, None).await) };
    let tx = visit.app.db.begin().await.or_problem()?;
    let person = Person::by_id(&tx, link.person_id).await.or_problem()?;
    let usable = compose::is_usable(&tx, &link, &person, visit.now).await.or_problem()?;
    drop(tx);
    let why = why(visit, &link, &person);
    if why == Why::UsedByHer {
        // The same form sent twice: the first one did it all.
        return Err(Problem::page(go_on(visit, &link, &person)?));
    }
    match visit.cookie(&cookie_name(public_id)) {
        Some(token) if link.is_opened_by(token) && usable => Ok((link, person)),
        // A living link that is of no use any more: she was suspended, or has a way in by now.
        Some(token) if link.is_opened_by(token) && why == Why::Elsewhere => Err(dead_end(visit, Why::Replaced, Some(&link)).await),
        Some(token) if !link.is_opened_by(token) => Err(dead_end(visit, Why::Replaced, None).await),
        _ => Err(dead_end(visit, why, Some(&link)).await),
    }
}

async fn dead_end(visit: &Visit, why: Why, link: Option<&Link>) -> Problem {
    dead(visit, why, link).await.map_or_else(|problem| problem, Problem::page)
}

/// On to where the holder of a used link was going, by way of her profile when her name is missing.
fn go_on(visit: &Visit, link: &Link, person: &Person) -> Answer {
    let wanted = Wanted { address: landing(visit, link), title: None };
    if person.lacks_a_name() { visit.go(&format!("/profile{}", wanted.query())) } else { visit.go_to(&wanted.address) }
}

/// Where the holder of a link goes once it did its work.
pub fn landing(visit: &Visit, link: &Link) -> String {
    link.inside().map_or_else(|| visit.url("/my"), str::to_owned)
}

/// Another link to the stored address; the same answer whatever comes of it.
pub async fn again(visit: Visit, Part(public_id): Part<String>, form: Filled) -> Answer {
    let form_id = form.form_id().map_or_else(chance::name, |id| Ok(id.to_owned())).or_problem()?;
    let mut wanted = Wanted::default();
    let link = links::by_public_id(&visit.app.db, visit.academy.id, &public_id).await.or_problem()?;
    if let Some(link) = link.filter(|link| link.is_expired(visit.now) && link.purpose.sets_a_password()) {
        let tx = visit.app.db.begin().await.or_problem()?;
        reset::again(&tx, &visit.app, &visit.academy, &link, &form_id).await.or_problem()?;
        tx.commit().await.or_problem()?;
        visit.app.wake.wake();
        wanted.address = link.inside().unwrap_or_default().to_owned();
    }
    visit.go(&format!("/forgot-password/sent{}", wanted.query()))
}
