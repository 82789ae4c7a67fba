//! « Offre de formation », for everybody, and « Offre de parcours », for those who train.
//!
//! | page.rs     | /catalogue?q=…&domain=…         | search, facets, results                                    |
//! | parcours.rs | /parcours, /parcours/{number}   | the same for parcours, and what one of them is             |
//! | json.rs     | /catalogue.json                 | the same results for programs                              |
//! | feed.rs     | /catalogue.atom                 | the newest, for feed readers                               |
//! | short.rs    | /f123, /p123, below no académie | short links                                                |
//! | asked.rs    |                                 | what an address asks for                                   |
//! | listing.rs  |                                 | what is found, checked once more                           |
//! | copy.rs     |                                 | feeding the search                                         |
//! | offer.rs    |                                 | publishing and withdrawing                                 |

mod asked;
pub mod copy;
mod feed;
mod json;
mod listing;
pub mod offer;
mod page;
mod parcours;
mod short;

use web::Problem;

use crate::search::{Order, Scope};
use crate::visit::{Routes, Visit};

/// The words of these pages.
pub const WORDS: web::Source = web::Source { feature: "catalogue", french: include_str!("fr.ftl"), english: include_str!("en.ftl") };

/// What is offered now: published, visible, where it can be joined or copied. Of `offer o`, `course c`, `self_enrolment s`.
const OFFERED: &str = "o.listed and c.hidden = false and ((c.kind = 'session' and c.stage = 'running' and s.course_id is not null) \
     or (c.kind = 'parcours' and c.stage = 'demonstration'))";

/// The addresses of these pages.
pub fn routes() -> Routes {
    Routes::of("catalogue")
        .get("/catalogue", page::show)
        .get("/catalogue.json", json::show)
        .get("/catalogue.atom", feed::show)
        .get("/parcours", parcours::show)
        .get("/parcours/{number}", parcours::one)
}

/// The short links, which belong to no académie.
pub fn root_routes() -> Routes {
    Routes::of("catalogue").get("/{short}", short::follow)
}

/// The first offers that words find, as the header's search shows them: how many there are in all; then address, title and académie.
///
/// # Errors
/// When database or index fail.
pub async fn find(visit: &Visit, words: &str, most: usize) -> Result<(usize, Vec<(String, String, String)>), Problem> {
    let asked = asked::Asked { words: words.to_owned(), page: 1, ..asked::Asked::default() };
    let scope = Scope::Sessions { academy_id: visit.academy.id };
    let listing = listing::search(visit, scope, &asked, Order::Best).await?;
    let line = |offer: listing::Listed| (format!("/{}/courses/{}/about", offer.slug, offer.number), offer.title, offer.academy);
    Ok((listing.found.total, listing.offers.into_iter().take(most).map(line).collect()))
}
