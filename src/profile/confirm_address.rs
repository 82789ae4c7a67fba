//! The link mailed to a new address: opening it uses nothing up, the button does.
//!
//! | GET  /confirm-address?token=…    | the token leaves the address bar: it waits in a cookie named after the request |
//! | GET  /confirm-address/{public_id} | « Confirmer mon adresse »                                                      |
//! | POST /confirm-address/{public_id} | the address is hers, and mail goes there from now on                           |
//! | GET  /confirm-address/done        | says so                                                                        |
//!
//! Nobody needs to be signed in: the mailbox is often opened on another device.

use axum::http::StatusCode;
use web::{Answer, Problem, filters};

use crate::events;
use crate::links::{self, Link, Purpose, compose};
use crate::people::{Person, address};
use crate::visit::page::{never_kept, with_cookie};
use crate::visit::{OrProblem, Part, Visit};

/// How long the token waits in its cookie, in seconds.
const WAITS: i64 = 30 * 60;

web::view! { "profile/confirm_address.html" =>
    struct Confirm {
        public_id: String,
        /// The address the link was mailed to.
        address: String,
        account: String,
    }
}

web::view! { "profile/confirmed.html" =>
    struct Confirmed {
        signed_in: bool,
    }
}

web::view! { "profile/unconfirmed.html" =>
    struct Unconfirmed {
        why: Why,
        support: Option<String>,
    }
}

/// Why an address could not be confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Why {
    /// The link was used, replaced, expired, or was never one of ours.
    Dead,
    /// This browser holds no token for the request.
    Elsewhere,
    /// The address came to belong to somebody else.
    Taken,
}

pub async fn open(visit: Visit) -> Answer {
    let query = visit.query();
    let token = query.value("token");
    let Some(link) = links::by_token(&visit.app.db, visit.academy.id, Purpose::Address, token).await.or_problem()? else {
        // Also one that lives elsewhere: its token shall not stay in the address bar.
        return visit.go("/confirm-address/dead");
    };
    if usable(&visit, &link).await?.is_none() {
        return visit.go("/confirm-address/dead");
    }
    let response = visit.go(&format!("/confirm-address/{}", link.public_id))?;
    Ok(with_cookie(response, &visit.jar().set(&cookie_name(&link.public_id), token, Some(WAITS))))
}

pub async fn dead(visit: Visit) -> Answer {
    sorry(&visit, Why::Dead)
}

pub async fn show(visit: Visit, Part(public_id): Part<String>) -> Answer {
    let (link, person) = waiting(&visit, &public_id).await?;
    let (address,): (String,) = visit
        .app
        .db
        .one(
            "select address from person_address where id = $1 and person_id = $2",
            &db::args![link.address_id.unwrap_or_default(), person.id],
        )
        .await
        .or_problem()?;
    visit.door_page("confirm-title", &Confirm { public_id, address, account: person.username }).map(never_kept)
}

pub async fn submit(visit: Visit, Part(public_id): Part<String>) -> Answer {
    let (link, person) = waiting(&visit, &public_id).await?;
    let tx = visit.app.db.begin().await.or_problem()?;
    if !links::consume(&tx, &link, visit.now).await.or_problem()? {
        // Another window was faster.
        return sorry(&visit, Why::Dead);
    }
    let confirmed = match link.address_id {
        Some(address_id) => match address::confirm(&tx, person.id, address_id).await {
            // Somebody else confirmed the same address at this very moment.
            Err(db::Error::Unique(_)) => return sorry(&visit, Why::Taken),
            done => done.or_problem()?,
        },
        None => false,
    };
    if confirmed {
        // What waits in the mailbox she left must not open her account.
        links::end_all(&tx, person.id).await.or_problem()?;
        let event = events::Event::of_person("person.address.confirmed", Some(visit.academy.id), Some(person.id), person.id);
        events::record(&tx, event, visit.now).await.or_problem()?;
    }
    tx.commit().await.or_problem()?;
    let response = if confirmed { visit.go("/confirm-address/done")? } else { sorry(&visit, Why::Taken)? };
    Ok(with_cookie(response, &visit.jar().remove(&cookie_name(&public_id))))
}

pub async fn done(visit: Visit) -> Answer {
    visit.page("confirmed-title", &Confirmed { signed_in: visit.person().is_some() })
}

/// The living link of a request whose token waits in this browser, with its holder; or the page that says why not.
async fn waiting(visit: &Visit, public_id: &str) -> Result<(Link, Person), Problem> {
    let refused = |why| sorry(visit, why).map_or_else(|problem| problem, Problem::page);
    let Some(token) = visit.cookie(&cookie_name(public_id)) else { return Err(refused(Why::Elsewhere)) };
    let link = links::by_public_id(&visit.app.db, visit.academy.id, public_id).await.or_problem()?;
    let link = link.filter(|link| link.purpose == Purpose::Address && link.is_opened_by(token)).ok_or_else(|| refused(Why::Dead))?;
    let person = usable(visit, &link).await?.ok_or_else(|| refused(Why::Dead))?;
    Ok((link, person))
}

/// Whose link it is, when it still does its work.
async fn usable(visit: &Visit, link: &Link) -> Result<Option<Person>, Problem> {
    let tx = visit.app.db.begin().await.or_problem()?;
    let person = Person::by_id(&tx, link.person_id).await.or_problem()?;
    Ok(compose::is_usable(&tx, link, &person, visit.now).await.or_problem()?.then_some(person))
}

fn cookie_name(public_id: &str) -> String {
    format!("link-{public_id}")
}

fn sorry(visit: &Visit, why: Why) -> Answer {
    let mut response = visit.page("unconfirmed-title", &Unconfirmed { why, support: visit.academy.support_contact.clone() })?;
    *response.status_mut() = if why == Why::Taken { StatusCode::CONFLICT } else { StatusCode::GONE };
    Ok(response)
}
