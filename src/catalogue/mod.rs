//! « Offre de formation », for everybody, and « Offre de parcours », for those who train.
//!
//! | page.rs     | /catalogue?q=…&domain=…         | search, facets, results                                    |
//! | parcours.rs | /parcours, /parcours/{number}   | the same for parcours, and what one of them is             |
//! | json.rs     | /catalogue.json                 | the same results for programs                              |
//! | feed.rs     | /catalogue.atom                 | the newest, for feed readers                               |
//! | pdf.rs      | /catalogue.pdf, /parcours.pdf   | either on paper                                            |
//! | short.rs    | /f123, /p123, below no académie | short links                                                |
//! | asked.rs    |                                 | what an address asks for                                   |
//! | listing.rs  |                                 | what is found, checked once more                           |
//! | news.rs     |                                 | what is new, for letters                                   |
//! | copy.rs     |                                 | feeding the search                                         |
//! | offer.rs    |                                 | publishing and withdrawing                                 |

mod asked;
pub mod copy;
mod feed;
mod json;
mod listing;
pub mod news;
pub mod offer;
mod page;
mod parcours;
mod pdf;
mod short;

use web::{Message, Problem};

use crate::courses::facts;
use crate::indexing::terms::{List, Terms};
use crate::search::{Headline, Order, Scope};
use crate::visit::{OrProblem, Routes, Visit};

/// The words of these pages.
pub const WORDS: web::Source = web::Source { feature: "catalogue", french: include_str!("fr.ftl"), english: include_str!("en.ftl") };

/// What is offered now: published, visible, where it can be joined or copied. Of `offer o`, `course c`, `self_enrolment s`.
const OFFERED: &str = "o.listed and c.hidden = false and ((c.kind = 'session' and c.stage = 'running' and s.course_id is not null) \
     or (c.kind = 'parcours' and c.stage = 'demonstration'))";

/// An offer with what is shown of it.
const OFFERS: &str = "from offer o
       join course c on c.id = o.course_id and c.academy_id = o.academy_id
       join academy a on a.id = o.academy_id
       left join indexing i on i.course_id = c.id
       left join self_enrolment s on s.course_id = c.id and s.closed = false";

/// Which of them are shown: of a kind (`$1`), in an académie (`$2`; 0 for all of them), on a day (`$3`, `YYYY-MM-DD`).
const SHOWN: &str = "c.kind = $1 and ($2 = 0 or c.academy_id = $2 or a.kind = 'national') and (c.ends_on is null or c.ends_on >= $3) \
     and (s.closes_on is null or s.closes_on >= $3)";

/// The addresses of these pages.
pub fn routes() -> Routes {
    Routes::of("catalogue")
        .get("/catalogue", page::show)
        .get("/catalogue.json", json::show)
        .get("/catalogue.atom", feed::show)
        .get("/catalogue.pdf", pdf::show)
        .get("/parcours", parcours::show)
        .get("/parcours.pdf", pdf::parcours)
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
    /// « Permanente », « Limitée à 20 places ».
    pub places: Message,
    /// Whether a key is needed.
    pub keyed: bool,
    /// The label of where it comes from.
    pub origin: String,
}

/// The newest offers that an académie shows. They are read again only when a course has changed, so that everybody's first page costs
/// one statement more and no search.
///
/// # Errors
/// When database or index fail.
pub async fn latest(visit: &Visit, most: usize) -> Result<Vec<Latest>, Problem> {
    let (search, academy_id, today) = (&visit.app.search, visit.academy.id, visit.today());
    let change = copy::catch_up(&visit.app).await.or_problem()?;
    let lines = match search.headlines(academy_id, change, &today) {
        Some(lines) => lines,
        None => {
            let lines = std::sync::Arc::new(newest(visit, most).await?);
            search.keep_headlines(academy_id, change, &today, lines.clone());
            lines
        }
    };
    let terms = Terms::default();
    let one = |line: &Headline| Latest {
        address: line.address.clone(),
        title: line.title.clone(),
        length: facts::length(line.minutes_on_site, line.minutes_at_distance),
        places: match line.places {
            Some(places) => Message::new("course-about-limited").with("places", places),
            None => Message::new("course-about-permanent"),
        },
        keyed: line.keyed,
        // An académie's own word for it stands on the page of the offer.
        origin: terms.get(List::Origin, &line.origin).map_or("", |term| term.label(visit.language())).to_owned(),
    };
    Ok(lines.iter().map(one).collect())
}

async fn newest(visit: &Visit, most: usize) -> Result<Vec<Headline>, Problem> {
    let scope = Scope::Sessions { academy_id: visit.academy.id };
    let asked = asked::Asked { page: 1, ..asked::Asked::default() };
    let listing = listing::search(visit, scope, &asked, Order::Newest).await?;
    let one = |offer: listing::Listed| Headline {
        address: format!("/{}/courses/{}/about", offer.slug, offer.number),
        title: offer.title,
        minutes_on_site: offer.minutes_on_site,
        minutes_at_distance: offer.minutes_at_distance,
        places: offer.places,
        keyed: offer.keyed,
        origin: offer.origin,
    };
    Ok(listing.offers.into_iter().take(most).map(one).collect())
}
