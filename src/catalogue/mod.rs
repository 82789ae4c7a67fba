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

use web::{Message, Problem};

use crate::courses::facts;
use crate::indexing::terms::{List, Terms};
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

/// One of the newest offers, as a list beside other things shows it.
pub struct Latest {
    /// Whole.
    pub address: String,
    /// As published.
    pub title: String,
    /// « 3h à distance ».
    pub length: Option<Message>,
    /// « Permanente », « Limitée à 20 places (il en reste 3) ».
    pub places: Message,
    /// Whether a key is needed.
    pub keyed: bool,
    /// The label of where it comes from.
    pub origin: String,
}

/// The newest offers that an académie shows.
///
/// # Errors
/// When database or index fail.
pub async fn latest(visit: &Visit, most: usize) -> Result<Vec<Latest>, Problem> {
    let scope = Scope::Sessions { academy_id: visit.academy.id };
    let asked = asked::Asked { page: 1, ..asked::Asked::default() };
    let listing = listing::search(visit, scope, &asked, Order::Newest).await?;
    let terms = Terms::default();
    let one = |offer: listing::Listed| Latest {
        address: format!("/{}/courses/{}/about", offer.slug, offer.number),
        length: facts::length(offer.minutes_on_site, offer.minutes_at_distance),
        places: match (offer.places, offer.left()) {
            (Some(places), Some(left)) => Message::new("course-about-places").with("places", places).with("left", left),
            _ => Message::new("course-about-permanent"),
        },
        keyed: offer.keyed,
        // An académie's own word for it stands on the page of the offer.
        origin: terms.get(List::Origin, &offer.origin).map_or("", |term| term.label(visit.language())).to_owned(),
        title: offer.title,
    };
    Ok(listing.offers.into_iter().take(most).map(one).collect())
}
