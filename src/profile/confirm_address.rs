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
use crate::links::{self, Link, Purpose};
use crate::people::{Person, address};
use crate::visit::link::{self, Lost};
use crate::visit::page::{never_kept, with_cookie};
use crate::visit::{OrProblem, Part, Visit};

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
    link::open(&visit, Purpose::Address).await
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
    Ok(with_cookie(response, &visit.jar().remove(&link::cookie_name(&public_id))))
}

pub async fn done(visit: Visit) -> Answer {
    visit.page("confirmed-title", &Confirmed { signed_in: visit.person().is_some() })
}

/// The living link of a request whose token waits in this browser, with its holder; or the page that says why not.
async fn waiting(visit: &Visit, public_id: &str) -> Result<(Link, Person), Problem> {
    let found = link::waiting(visit, Purpose::Address, public_id).await?;
    found.map_err(|lost| {
        let why = if lost == Lost::Elsewhere { Why::Elsewhere } else { Why::Dead };
        sorry(visit, why).map_or_else(|problem| problem, Problem::page)
    })
}

fn sorry(visit: &Visit, why: Why) -> Answer {
    let mut response = visit.page("unconfirmed-title", &Unconfirmed { why, support: visit.academy.support_contact.clone() })?;
    *response.status_mut() = if why == Why::Taken { StatusCode::CONFLICT } else { StatusCode::GONE };
    Ok(response)
}
