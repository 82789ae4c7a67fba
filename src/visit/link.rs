//! A mailed link that asks for one button: opening it uses nothing up, and its token leaves the address bar at once.
//!
//! The token waits in a cookie of its own, named after the request, for as long as somebody reads a page.

use web::{Answer, Problem};

use super::page::with_cookie;
use super::{OrProblem, Visit};
use crate::links::{self, Link, Purpose, compose};
use crate::people::Person;

/// How long the token waits in its cookie, in seconds.
const WAITS: i64 = 30 * 60;

/// Why a link does nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lost {
    /// It was used, replaced, expired, or was never one of ours.
    Dead,
    /// This browser holds no token for the request.
    Elsewhere,
}

/// Takes the token of a link of this purpose out of the address: on to the page of its request, or to the one that says why not.
///
/// # Errors
/// When the database fails.
pub async fn open(visit: &Visit, purpose: Purpose) -> Answer {
    let query = visit.query();
    let token = query.value("token");
    let page = purpose.path();
    let link = links::by_token(&visit.app.db, visit.academy.id, purpose, token).await.or_problem()?;
    // Also one that lives elsewhere leads on: its token shall not stay in the address bar.
    let Some(link) = link else { return visit.go(&format!("{page}/dead")) };
    if usable(visit, &link).await?.is_none() {
        return visit.go(&format!("{page}/dead"));
    }
    let response = visit.go(&format!("{page}/{}", link.public_id))?;
    Ok(with_cookie(response, &visit.jar().set(&cookie_name(&link.public_id), token, Some(WAITS))))
}

/// The living link of a request whose token waits in this browser, with its holder; or why there is none.
///
/// # Errors
/// When the database fails.
pub async fn waiting(visit: &Visit, purpose: Purpose, public_id: &str) -> Result<Result<(Link, Person), Lost>, Problem> {
    if visit.cookie(&cookie_name(public_id)).is_none() {
        return Ok(Err(Lost::Elsewhere));
    }
    let Some(link) = known(visit, purpose, public_id).await? else { return Ok(Err(Lost::Dead)) };
    Ok(match usable(visit, &link).await? {
        Some(person) => Ok((link, person)),
        None => Err(Lost::Dead),
    })
}

/// The link of a request whose token waits in this browser, whatever became of it: the same form sent twice did it all the first time.
///
/// # Errors
/// When the database fails.
pub async fn known(visit: &Visit, purpose: Purpose, public_id: &str) -> Result<Option<Link>, Problem> {
    let Some(token) = visit.cookie(&cookie_name(public_id)) else { return Ok(None) };
    let link = links::by_public_id(&visit.app.db, visit.academy.id, public_id).await.or_problem()?;
    Ok(link.filter(|link| link.purpose == purpose && link.is_opened_by(token)))
}

/// The cookie in which the token of a request waits.
pub fn cookie_name(public_id: &str) -> String {
    format!("link-{public_id}")
}

/// Whose link it is, when it still does its work.
async fn usable(visit: &Visit, link: &Link) -> Result<Option<Person>, Problem> {
    let tx = visit.app.db.begin().await.or_problem()?;
    let person = match Person::by_id(&tx, link.person_id).await {
        // Her account joined another one at this very moment.
        Err(db::Error::NoRow) => return Ok(None),
        person => person.or_problem()?,
    };
    Ok(compose::is_usable(&tx, link, &person, visit.now).await.or_problem()?.then_some(person))
}
