//! « Offre de formation »: the sessions that are open now, for everybody.
//!
//! | GET /catalogue?page=2 | those of this académie, then those of the national bodies; see open.rs for their order |

mod open;

use web::{Answer, Message, Problem, filters};

use crate::courses::facts;
use crate::shell::cover;
use crate::visit::{OrProblem, Routes, Visit};
use open::Session;

/// The words of this page.
pub const WORDS: web::Source = web::Source { feature: "catalogue", french: include_str!("fr.ftl"), english: include_str!("en.ftl") };

/// Sessions on one page.
const PAGE: i64 = 20;
/// The most of a summary that a list shows, in characters.
const LONGEST_SUMMARY: usize = 240;

/// The address of this page.
pub fn routes() -> Routes {
    Routes::of("catalogue").get("/catalogue", show)
}

web::view! { "catalogue/catalogue.html" =>
    struct Catalogue {
        found: Message,
        offers: Vec<Offer>,
        page: i64,
        pages: i64,
        before: String,
        after: String,
    }
}

/// A session as the list shows it.
struct Offer {
    cover: String,
    /// Whole, as national ones stand in their own académie.
    address: String,
    title: String,
    summary: String,
    dates: Option<Message>,
    length: Option<Message>,
    /// Whether its first day is still to come.
    upcoming: bool,
    /// Whose it is, when it is not this académie's own.
    academy: Option<String>,
}

/// The page.
///
/// # Errors
/// [`Problem::NotFound`] for a page that does not exist; else when the database fails.
pub async fn show(visit: Visit) -> Answer {
    let page = page_number(visit.query().value("page")).ok_or(Problem::NotFound)?;
    let db = &visit.app.db;
    let today = visit.today();
    let shares = open::shares(db, visit.academy.id, &today).await.or_problem()?;
    let total: i64 = shares.iter().map(open::Share::listed).sum();
    let pages = ((total + PAGE - 1) / PAGE).max(1);
    if page > pages {
        return Err(Problem::NotFound);
    }
    let slices = open::slices(&shares, (page - 1) * PAGE, PAGE);
    let sessions = open::sessions(db, &slices, &today).await.or_problem()?;
    let offers = sessions.into_iter().filter_map(|session| {
        let share = slices.get(usize::try_from(session.place).ok()?)?.share;
        Some(offer(session, &today, &share.slug, (share.id != visit.academy.id).then_some(&share.full_name)))
    });
    let found = if shares.iter().any(open::Share::is_cut) { "catalogue-first" } else { "catalogue-count" };
    let address = |page: i64| visit.url(&if page == 1 { "/catalogue".to_owned() } else { format!("/catalogue?page={page}") });
    let view = Catalogue {
        found: Message::new(found).with("count", total),
        offers: offers.collect(),
        page,
        pages,
        before: if page > 1 { address(page - 1) } else { String::new() },
        after: if page < pages { address(page + 1) } else { String::new() },
    };
    visit.wide_page("catalogue-title", &view)
}

/// The page asked for: the first when none is, nothing when it is no number.
fn page_number(typed: &str) -> Option<i64> {
    if typed.is_empty() { Some(1) } else { typed.parse().ok().filter(|page| (1..=i64::from(u16::MAX)).contains(page)) }
}

fn offer(session: Session, today: &str, slug: &str, academy: Option<&String>) -> Offer {
    Offer {
        cover: cover::svg(session.id, ""),
        address: format!("/{slug}/courses/{}/about", session.number),
        dates: facts::dates(session.starts_on.as_deref(), session.ends_on.as_deref()),
        length: facts::length(session.minutes_on_site, session.minutes_at_distance),
        upcoming: session.starts_on.as_deref().is_some_and(|day| day > today),
        summary: beginning(&session.summary),
        title: session.title,
        academy: academy.cloned(),
    }
}

/// A summary cut after a whole word.
fn beginning(summary: &str) -> String {
    let Some((end, _)) = summary.char_indices().nth(LONGEST_SUMMARY) else { return summary.to_owned() };
    let cut = summary.get(..end).unwrap_or_default();
    let cut = cut.rsplit_once(char::is_whitespace).map_or(cut, |(words, _)| words);
    format!("{}…", cut.trim_end_matches(|character: char| character.is_whitespace() || matches!(character, ',' | ';' | ':' | '.')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_a_number() {
        assert_eq!(page_number(""), Some(1));
        assert_eq!(page_number("3"), Some(3));
        for typed in ["0", "-1", "x", "99999999999999999999", "1.5"] {
            assert_eq!(page_number(typed), None, "{typed}");
        }
    }

    #[test]
    fn long_summaries_end_after_a_word() {
        assert_eq!(beginning("Court."), "Court.");
        let cut = beginning(&"élève, ".repeat(60));
        assert!(cut.ends_with("élève…") && cut.chars().count() <= LONGEST_SUMMARY + 1, "{cut}");
        assert_eq!(beginning(&"x".repeat(300)).chars().count(), LONGEST_SUMMARY + 1);
    }
}
