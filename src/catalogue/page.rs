//! The page of an offer: search, facets with counts, results. Pages are cut on the server, and every state has an address of its own.
//!
//! | GET /catalogue?q=…&domain=…&audience=…&nature=…&length=…&when=…&origin=…&key=…&page=… | the sessions one may join by oneself |

use web::{Answer, Language, Message, Problem, filters};

use super::asked::{self, Asked};
use super::listing::{self, Listed, Listing};
use crate::courses::facts;
use crate::indexing::terms::{List, Terms};
use crate::search::{self, Facet, Found, Length, Order, Scope, When};
use crate::shell::cover;
use crate::visit::{OrProblem, Visit};

/// The most of a summary that a list shows, in characters.
const LONGEST_SUMMARY: usize = 240;
/// The most values of a facet that are in sight, and the most there are at all.
const IN_SIGHT: usize = 7;
const MOST_VALUES: usize = 30;

web::view! { "catalogue/catalogue.html" =>
    struct Catalogue {
        /// The keys of the page's title and of its sentence.
        title: &'static str,
        lead: &'static str,
        /// Where the search is sent, below the académie.
        path: &'static str,
        words: String,
        /// What was chosen besides the words, to be kept by the search form.
        kept: Vec<(&'static str, String)>,
        found: Message,
        loosened: bool,
        chosen: Vec<Chosen>,
        facets: Vec<Shown>,
        offers: Vec<Offer>,
        page: usize,
        pages: usize,
        before: String,
        after: String,
        /// The address without anything that narrows it; nothing when nothing does.
        everything: String,
        /// The same search as a feed, where there is one.
        feed: String,
        /// The same search on paper.
        pdf: String,
        /// Where those who train find parcours to copy.
        parcours: bool,
    }
}

/// A facet that was chosen, and the address without it.
struct Chosen {
    name: &'static str,
    label: Label,
    without: String,
}

/// A facet as it is offered.
struct Shown {
    name: &'static str,
    values: Vec<Value>,
    /// Those that are folded away.
    more: Vec<Value>,
}

/// One value of it.
struct Value {
    label: Label,
    count: usize,
    address: String,
}

/// What a value is called: a word of ours, or a term of a list.
enum Label {
    Word(&'static str),
    Term(String),
}

/// An offer as the list shows it.
struct Offer {
    cover: String,
    /// Whole, as it stands in its own académie.
    address: String,
    title: String,
    summary: String,
    dates: Option<Message>,
    length: Option<Message>,
    /// « Permanente », « Limitée à 20 places (il en reste 3) ».
    places: Option<Message>,
    nature: Option<String>,
    keyed: bool,
    /// Whether its first day is still to come.
    upcoming: bool,
    /// Whose it is, when it is not this académie's own.
    academy: Option<String>,
}

/// « Offre de formation ».
///
/// # Errors
/// [`Problem::NotFound`] for a page that does not exist; else when database or index fail.
pub async fn show(visit: Visit) -> Answer {
    let scope = Scope::Sessions { academy_id: visit.academy.id };
    let parcours = match visit.person() {
        Some(person) => super::parcours::is_trainer(&visit, person.id).await.or_problem()?,
        None => false,
    };
    render(&visit, scope, parcours).await
}

/// The page of either offer.
///
/// # Errors
/// As [`show`].
pub async fn render(visit: &Visit, scope: Scope, parcours: bool) -> Answer {
    let asked = Asked::read(&visit.query()).ok_or(Problem::NotFound)?;
    let listing = listing::search(visit, scope, &asked, Order::Best).await?;
    let terms = Terms::shown(&visit.app.db, visit.academy.id).await.or_problem()?;
    let of_sessions = matches!(scope, Scope::Sessions { .. });
    let path = if of_sessions { "/catalogue" } else { "/parcours" };
    let url = |path: String| visit.url(&path);
    let language = visit.language();
    let label = |facet: Facet, code: &str| label(&terms, language, facet, code);
    let chosen = asked.chosen.iter().map(|(facet, code)| Chosen {
        name: facet_word(*facet),
        label: label(*facet, code),
        without: url(asked.with(path, *facet, None)),
    });
    let (title, lead) =
        if of_sessions { ("catalogue-title", "catalogue-lead") } else { ("catalogue-parcours-title", "catalogue-parcours-lead") };
    let Listing { found, offers, pages } = listing;
    let narrowed = !asked.words.is_empty() || !asked.chosen.is_empty();
    let today = visit.today();
    let view = Catalogue {
        title,
        lead,
        path,
        kept: asked.chosen.iter().map(|(facet, code)| (facet.as_str(), code.clone())).collect(),
        found: Message::new(if of_sessions { "catalogue-count" } else { "catalogue-parcours-count" }).with("count", found.total),
        loosened: found.loosened && found.total > 0,
        chosen: chosen.collect(),
        facets: facets(&found, &asked, &terms, language).into_iter().map(|shown| shown.into_view(&url, &asked, path)).collect(),
        offers: offers.into_iter().map(|listed| offer(listed, !of_sessions, &terms, language, &today, visit.academy.id)).collect(),
        page: asked.page,
        pages,
        before: if asked.page > 1 { url(asked.at(path, asked.page - 1)) } else { String::new() },
        after: if asked.page < pages { url(asked.at(path, asked.page + 1)) } else { String::new() },
        everything: if narrowed { url(path.to_owned()) } else { String::new() },
        feed: if of_sessions { url(asked.at("/catalogue.atom", 1)) } else { String::new() },
        pdf: url(asked.at(&format!("{path}.pdf"), 1)),
        parcours: of_sessions && parcours,
        words: asked.words,
    };
    visit.wide_page(title, &view)
}

/// A facet with the codes of its values and how many there are of each.
struct Counted {
    facet: Facet,
    values: Vec<(String, Label, usize)>,
}

impl Counted {
    fn into_view(self, url: &impl Fn(String) -> String, asked: &Asked, path: &str) -> Shown {
        let value =
            |(code, label, count): (String, Label, usize)| Value { label, count, address: url(asked.with(path, self.facet, Some(&code))) };
        let mut values: Vec<Value> = self.values.into_iter().map(value).collect();
        // One more takes no more room than saying that there is one.
        let more = if values.len() > IN_SIGHT + 1 { values.split_off(IN_SIGHT) } else { Vec::new() };
        Shown { name: facet_word(self.facet), values, more }
    }
}

/// The facets that would narrow what was found, each with the values that something has.
fn facets(found: &Found, asked: &Asked, terms: &Terms, language: Language) -> Vec<Counted> {
    let mut all = Vec::new();
    for facet in Facet::ALL.iter().copied().filter(|facet| asked.code(*facet).is_none()) {
        let codes: Vec<String> = match asked::list(facet) {
            Some(list) => terms.list(list).map(|term| term.code.clone()).collect(),
            None => worked_out(facet).iter().map(|code| (*code).to_owned()).collect(),
        };
        let counted = codes.into_iter().filter_map(|code| {
            let count = *found.counts.get(&(facet, search::key(&code)))?;
            Some((label(terms, language, facet, &code), count, code))
        });
        let mut values: Vec<(String, Label, usize)> = counted.map(|(label, count, code)| (code, label, count)).collect();
        if asked::list(facet).is_some() {
            values.sort_by_key(|(_, _, count)| std::cmp::Reverse(*count));
            values.truncate(MOST_VALUES);
        }
        // One value that everything has tells nothing.
        if values.len() > 1 || values.iter().any(|(_, _, count)| *count < found.total) {
            all.push(Counted { facet, values });
        }
    }
    all
}

/// The codes of a facet that is worked out, in their order.
fn worked_out(facet: Facet) -> Vec<&'static str> {
    match facet {
        Facet::Length => Length::ALL.iter().map(|length| length.as_str()).collect(),
        Facet::When => When::ALL.iter().map(|when| when.as_str()).collect(),
        Facet::Key => vec!["no", "yes"],
        _ => Vec::new(),
    }
}

fn facet_word(facet: Facet) -> &'static str {
    match facet {
        Facet::Domain => "indexing-domain",
        Facet::Audience => "catalogue-audience",
        Facet::Nature => "indexing-nature",
        Facet::Length => "catalogue-length",
        Facet::When => "catalogue-when",
        Facet::Origin => "indexing-origin",
        Facet::Key => "catalogue-key",
    }
}

fn label(terms: &Terms, language: Language, facet: Facet, code: &str) -> Label {
    let word = match (facet, code) {
        (Facet::Length, "under-3h") => "catalogue-length-short",
        (Facet::Length, "3h-6h") => "catalogue-length-medium",
        (Facet::Length, "6h-9h") => "catalogue-length-long",
        (Facet::Length, "over-9h") => "catalogue-length-longest",
        (Facet::When, "now") => "catalogue-when-now",
        (Facet::When, "later") => "catalogue-when-later",
        (Facet::When, "always") => "catalogue-when-always",
        (Facet::Key, "yes") => "catalogue-key-yes",
        (Facet::Key, "no") => "catalogue-key-no",
        _ => return Label::Term(asked::list(facet).map_or(code, |list| terms.label(list, code, language)).to_owned()),
    };
    Label::Word(word)
}

fn offer(listed: Listed, parcours: bool, terms: &Terms, language: Language, today: &str, here: i64) -> Offer {
    let places = match (listed.places, listed.left()) {
        (Some(places), Some(left)) => Some(Message::new("course-about-places").with("places", places).with("left", left)),
        _ => None,
    };
    Offer {
        cover: cover::of(listed.id, &listed.domain, &format!("/{}", listed.slug), listed.number, listed.picture_id),
        address: if parcours {
            format!("/{}/parcours/{}", listed.slug, listed.number)
        } else {
            format!("/{}/courses/{}/about", listed.slug, listed.number)
        },
        dates: facts::dates(listed.starts_on.as_deref(), listed.ends_on.as_deref()),
        length: facts::length(listed.minutes_on_site, listed.minutes_at_distance),
        nature: Some(&listed.nature).filter(|code| !code.is_empty()).map(|code| terms.label(List::Nature, code, language).to_owned()),
        upcoming: listed.starts_on.as_deref().is_some_and(|day| day > today),
        summary: beginning(&listed.summary),
        title: listed.title,
        keyed: listed.keyed,
        academy: (listed.academy_id != here).then_some(listed.academy),
        places,
    }
}

/// A summary cut after a whole word.
pub(super) fn beginning(summary: &str) -> String {
    let Some((end, _)) = summary.char_indices().nth(LONGEST_SUMMARY) else { return summary.to_owned() };
    let cut = summary.get(..end).unwrap_or_default();
    let cut = cut.rsplit_once(char::is_whitespace).map_or(cut, |(words, _)| words);
    format!("{}…", cut.trim_end_matches(|character: char| character.is_whitespace() || matches!(character, ',' | ';' | ':' | '.')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_summaries_end_after_a_word() {
        assert_eq!(beginning("Court."), "Court.");
        let cut = beginning(&"élève, ".repeat(60));
        assert!(cut.ends_with("élève…") && cut.chars().count() <= LONGEST_SUMMARY + 1, "{cut}");
        assert_eq!(beginning(&"x".repeat(300)).chars().count(), LONGEST_SUMMARY + 1);
    }

    #[test]
    fn facets_show_what_tells_offers_apart() {
        let mut found = Found { total: 3, ..Found::default() };
        for (facet, code, count) in [
            (Facet::Domain, "arts", 1),
            (Facet::Domain, "sciences", 2),
            (Facet::Nature, "self-paced", 3),
            (Facet::Length, "under-3h", 1),
            (Facet::Key, "no", 3),
        ] {
            found.counts.insert((facet, search::key(code)), count);
        }
        let shown = facets(&found, &Asked::default(), &Terms::default(), Language::French);
        let shape: Vec<(Facet, Vec<&str>)> =
            shown.iter().map(|one| (one.facet, one.values.iter().map(|(code, _, _)| code.as_str()).collect())).collect();
        assert_eq!(shape, [(Facet::Domain, vec!["sciences", "arts"]), (Facet::Length, vec!["under-3h"])]);
        let chosen = Asked { chosen: vec![(Facet::Domain, "arts".into())], ..Asked::default() };
        assert!(facets(&found, &chosen, &Terms::default(), Language::French).iter().all(|one| one.facet != Facet::Domain));
    }

    #[test]
    fn every_worked_out_value_has_its_word() {
        for facet in Facet::ALL {
            for code in worked_out(*facet) {
                assert!(matches!(label(&Terms::default(), Language::French, *facet, code), Label::Word(_)), "{code}");
            }
        }
    }
}
