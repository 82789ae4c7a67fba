//! The newest offers, for feed readers.
//!
//! | GET /catalogue.atom?q=…  | the twenty published last, of whatever `/catalogue` would show |

use atom_syndication::{Category, Entry, Feed, FixedDateTime, Link, Person, Text};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::IntoResponse;
use web::{Answer, Problem};

use super::asked::Asked;
use super::listing::{self, Listed};
use super::page::beginning;
use crate::clock;
use crate::indexing::terms::{List, Terms};
use crate::search::{Order, Scope};
use crate::visit::{OrProblem, Visit};

/// The feed.
///
/// # Errors
/// When database or index fail.
pub async fn show(visit: Visit) -> Answer {
    let asked = Asked::read(&visit.query()).ok_or(Problem::NotFound)?;
    let asked = Asked { page: 1, ..asked };
    let scope = Scope::Sessions { academy_id: visit.academy.id };
    let listing = listing::search(&visit, scope, &asked, Order::Newest).await?;
    let terms = Terms::shown(&visit.app.db, visit.academy.id).await.or_problem()?;
    let origin = &visit.app.config.origin;
    let address = |path: &str| format!("{origin}{}", visit.url(&asked.at(path, 1)));
    let newest = listing.offers.iter().map(|listed| listed.published_at).max().unwrap_or(0);
    let feed = Feed {
        title: Text::plain(format!("{} – {}", visit.scene.say("catalogue-title"), visit.academy.full_name)),
        id: address("/catalogue.atom"),
        updated: instant(newest),
        links: vec![link(address("/catalogue.atom"), "self"), link(address("/catalogue"), "alternate")],
        authors: vec![Person { name: visit.academy.full_name.clone(), ..Person::default() }],
        entries: listing.offers.iter().map(|listed| entry(listed, origin, &terms)).collect(),
        lang: Some("fr".into()),
        ..Feed::default()
    };
    let headers = [(CONTENT_TYPE, "application/atom+xml; charset=utf-8"), (CACHE_CONTROL, "no-cache")];
    Ok((headers, feed.to_string()).into_response())
}

fn entry(listed: &Listed, origin: &str, terms: &Terms) -> Entry {
    let label = terms.get(List::Domain, &listed.domain).map(|term| term.french().to_owned());
    Entry {
        title: Text::plain(fit(&listed.title)),
        // The short link never changes, whatever becomes of the offer.
        id: format!("{origin}/f{}", listed.offer_id),
        updated: instant(listed.published_at),
        published: Some(instant(listed.published_at)),
        links: vec![link(format!("{origin}/{}/courses/{}/about", listed.slug, listed.number), "alternate")],
        authors: vec![Person { name: listed.academy.clone(), ..Person::default() }],
        categories: label.map(|label| Category { term: listed.domain.clone(), label: Some(label), scheme: None }).into_iter().collect(),
        summary: Some(Text::plain(fit(&beginning(&listed.summary)))),
        ..Entry::default()
    }
}

/// A text without the signs that XML cannot hold: one of them would break the feed for every reader.
fn fit(text: &str) -> String {
    text.chars().filter(|sign| *sign == '\n' || web::is_text(*sign)).collect()
}

fn link(href: String, rel: &str) -> Link {
    Link { href, rel: rel.into(), ..Link::default() }
}

fn instant(at: i64) -> FixedDateTime {
    clock::rfc3339(at).parse().unwrap_or_default()
}
