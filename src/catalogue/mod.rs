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

use crate::visit::Routes;

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
