//! The offer on paper, for the staff room and for those who read no screen.
//!
//! | GET /catalogue.pdf?q=… | whatever `/catalogue` would show, by domain, or in its order when words were typed |
//! | GET /parcours.pdf?q=…  | the same of `/parcours`, for those who train                                        |

use std::time::Duration;

use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse;
use paper::Paper;
use tokio::sync::Semaphore;
use web::{Answer, Message, Problem};

use super::asked::Asked;
use super::listing::{self, Listed};
use super::parcours::ParcoursOffer;
use crate::access::{Allowed, View};
use crate::clock::printed_day;
use crate::courses::facts;
use crate::indexing::terms::{List, Terms};
use crate::search::{Order, Scope};
use crate::visit::{OrProblem, Visit};

/// The most pages of results that are printed: two hundred offers.
const MOST_PAGES: usize = 10;
/// One is written at a time, and nobody waits longer than this for her turn: anybody may ask for one.
static TURN: Semaphore = Semaphore::const_new(1);
const PATIENCE: Duration = Duration::from_secs(5);

/// The offer of an académie.
///
/// # Errors
/// [`Problem::Busy`] when too many ask at once; else when database or index fail.
pub async fn show(visit: Visit) -> Answer {
    let scope = Scope::Sessions { academy_id: visit.academy.id };
    print(&visit, scope, "catalogue").await
}

/// The parcours that can be copied.
///
/// # Errors
/// As [`show`].
pub async fn parcours(_: Allowed<ParcoursOffer, View>, visit: Visit) -> Answer {
    print(&visit, Scope::Parcours, "parcours").await
}

async fn print(visit: &Visit, scope: Scope, name: &str) -> Answer {
    let asked = Asked::read(&visit.query()).ok_or(Problem::NotFound)?;
    let turn = tokio::time::timeout(PATIENCE, TURN.acquire()).await;
    let Ok(Ok(_turn)) = turn else { return Err(Problem::Busy { retry_after: PATIENCE.as_secs() }) };
    let (total, offers) = all(visit, scope, &asked).await?;
    let terms = Terms::shown(&visit.app.db, visit.academy.id).await.or_problem()?;
    let say = |message: Message| message.say(&visit.scene).to_string();
    let foot = |page: usize, pages: usize| {
        let message = Message::new("catalogue-pdf-foot").with("academy", &visit.academy.full_name);
        say(message.with("page", page).with("pages", pages))
    };
    let pdf =
        tokio::task::block_in_place(|| compose(visit, scope, &asked, total, &offers, &terms).write(foot)).map_err(Problem::internal)?;
    let headers = [
        (CONTENT_TYPE, "application/pdf".to_owned()),
        (CACHE_CONTROL, "no-cache".to_owned()),
        (CONTENT_DISPOSITION, format!("inline; filename=\"{name}-{}.pdf\"", visit.academy.slug)),
    ];
    Ok((headers, pdf).into_response())
}

/// How many there are, and those that are printed.
async fn all(visit: &Visit, scope: Scope, asked: &Asked) -> Result<(usize, Vec<Listed>), Problem> {
    let mut offers = Vec::new();
    for page in 1..=MOST_PAGES {
        let listing = match listing::search(visit, scope, &Asked { page, ..asked.clone() }, Order::Best).await {
            // The offer has become shorter since the page before.
            Err(Problem::NotFound) if page > 1 => break,
            listing => listing?,
        };
        offers.extend(listing.offers);
        if page == listing.pages || page == MOST_PAGES {
            return Ok((listing.found.total, offers));
        }
    }
    Ok((offers.len(), offers))
}

fn compose(visit: &Visit, scope: Scope, asked: &Asked, total: usize, offers: &[Listed], terms: &Terms) -> Paper {
    let say = |message: Message| message.say(&visit.scene).to_string();
    let title = Message::new(if scope == Scope::Parcours { "catalogue-parcours-title" } else { "catalogue-title" });
    let mut paper = Paper::new(&format!("{} – {}", say(title), visit.academy.full_name), visit.language().tag());
    let day = printed_day(&visit.today());
    paper.small(&say(Message::new("catalogue-pdf-on").with("day", &day).with("count", total)));
    if offers.len() < total {
        paper.small(&say(Message::new("catalogue-pdf-first").with("count", offers.len())));
    }
    if asked.words.is_empty() {
        let mut parts: Vec<(String, Vec<&Listed>)> = Vec::new();
        for offer in offers {
            let label = match terms.label(List::Domain, &offer.domain, visit.language()) {
                "" => say(Message::new("catalogue-pdf-no-domain")),
                label => label.to_owned(),
            };
            match parts.iter_mut().find(|(part, _)| *part == label) {
                Some((_, those)) => those.push(offer),
                None => parts.push((label, vec![offer])),
            }
        }
        parts.sort_by_cached_key(|(label, _)| crate::plain::plain(label));
        for (label, those) in parts {
            paper.part(&label);
            those.into_iter().for_each(|offer| add(&mut paper, visit, scope, offer, terms));
        }
    } else {
        offers.iter().for_each(|offer| add(&mut paper, visit, scope, offer, terms));
    }
    paper
}

fn add(paper: &mut Paper, visit: &Visit, scope: Scope, offer: &Listed, terms: &Terms) {
    let say = |message: Message| message.say(&visit.scene).to_string();
    let letter = if scope == Scope::Parcours { 'p' } else { 'f' };
    let address = format!("{}/{letter}{}", visit.app.config.origin, offer.offer_id);
    paper.item(&offer.title, Some(&address));
    let places = offer.places.map(|places| Message::new("course-about-limited").with("places", places));
    let nature = terms.label(List::Nature, &offer.nature, visit.language()).to_owned();
    let elsewhere = if offer.academy_id == visit.academy.id { String::new() } else { offer.academy.clone() };
    let keyed = if offer.keyed { say(Message::new("catalogue-keyed")) } else { String::new() };
    let facts: Vec<String> = [
        facts::length(offer.minutes_on_site, offer.minutes_at_distance).map(say).unwrap_or_default(),
        facts::dates(offer.starts_on.as_deref(), offer.ends_on.as_deref()).map(say).unwrap_or_default(),
        places.map(say).unwrap_or_default(),
        nature,
        keyed,
        elsewhere,
    ]
    .into_iter()
    .filter(|fact| !fact.is_empty())
    .collect();
    paper.small(&facts.join(" · "));
    paper.body(&offer.summary);
    paper.link(&address);
}
