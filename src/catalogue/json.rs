//! The offer for programs: the results of the page, in its order.
//!
//! | GET /catalogue.json?q=…&page=…  | as documented in the README; takes whatever `/catalogue` takes |

use axum::Json;
use axum::http::header::CACHE_CONTROL;
use axum::response::IntoResponse;
use serde::Serialize;
use web::{Answer, Problem};

use super::asked::Asked;
use super::listing::{self, Listed};
use crate::search::{Order, Scope};
use crate::visit::Visit;

/// A page of results.
#[derive(Serialize)]
struct Results {
    total: usize,
    page: usize,
    pages: usize,
    offers: Vec<Offer>,
}

/// An offer.
#[derive(Serialize)]
struct Offer {
    number: i64,
    title: String,
    /// The slug of whoever offers it.
    academy: String,
    /// Codes of terms; null when none was chosen.
    nature: Option<String>,
    domain: Option<String>,
    /// In all, in hours.
    hours: f64,
    /// The most participants; null without a limit.
    places: Option<i64>,
    places_left: Option<i64>,
    key_needed: bool,
    starts_on: Option<String>,
    ends_on: Option<String>,
    /// Whole, with its host.
    address: String,
}

/// The results.
///
/// # Errors
/// [`Problem::NotFound`] for a page that does not exist; else when database or index fail.
pub async fn show(visit: Visit) -> Answer {
    let asked = Asked::read(&visit.query()).ok_or(Problem::NotFound)?;
    let scope = Scope::Sessions { academy_id: visit.academy.id };
    let listing = listing::search(&visit, scope, &asked, Order::Best).await?;
    let origin = &visit.app.config.origin;
    let results = Results {
        total: listing.found.total,
        page: asked.page,
        pages: listing.pages,
        offers: listing.offers.into_iter().map(|listed| offer(listed, origin)).collect(),
    };
    Ok(([(CACHE_CONTROL, "no-cache")], Json(results)).into_response())
}

fn offer(listed: Listed, origin: &str) -> Offer {
    let code = |code: &str| Some(code.to_owned()).filter(|code| !code.is_empty());
    Offer {
        number: listed.number,
        nature: code(&listed.nature),
        domain: code(&listed.domain),
        hours: (listed.minutes_on_site + listed.minutes_at_distance) as f64 / 60.0,
        places: listed.places,
        places_left: listed.left(),
        key_needed: listed.keyed,
        address: format!("{origin}/{}/courses/{}/about", listed.slug, listed.number),
        title: listed.title,
        academy: listed.slug,
        starts_on: listed.starts_on,
        ends_on: listed.ends_on,
    }
}
