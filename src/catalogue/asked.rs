//! What an address of the offer asks for: words, one value of each facet, a page; and the addresses that lead on from it.

use web::Filled;

use crate::indexing::terms::List;
use crate::search::{self, Facet};

/// The longest search that is read, in characters.
const LONGEST: usize = 200;
/// The highest page that can be asked for.
const LAST_PAGE: usize = 10_000;

/// What is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// As typed, cut to what is read.
    pub words: String,
    /// The code chosen of each facet, in the order of the facets.
    pub chosen: Vec<(Facet, String)>,
    /// From 1.
    pub page: usize,
}

impl Asked {
    /// Reads a query; nothing when its page is no number. The former site said `search` for `q`.
    pub fn read(query: &Filled) -> Option<Asked> {
        let words = if query.has("q") { query.value("q") } else { query.value("search") };
        let words: String = words.trim().chars().filter(|sign| !sign.is_control()).take(LONGEST).collect();
        let code = |facet: &Facet| Some(query.value(facet.as_str()).trim().to_owned()).filter(|code| !code.is_empty() && code.len() <= 100);
        let chosen = Facet::ALL.iter().filter_map(|facet| Some((*facet, code(facet)?))).collect();
        let page = match query.value("page") {
            "" => 1,
            typed => typed.parse().ok().filter(|page| (1..=LAST_PAGE).contains(page))?,
        };
        Some(Asked { words, chosen, page })
    }

    /// The code chosen of a facet.
    pub fn code(&self, facet: Facet) -> Option<&str> {
        self.chosen.iter().find(|(chosen, _)| *chosen == facet).map(|(_, code)| code.as_str())
    }

    /// The facets as the index takes them.
    pub fn keys(&self) -> Vec<(Facet, u64)> {
        self.chosen.iter().map(|(facet, code)| (*facet, search::key(code))).collect()
    }

    /// The address of the same search with another code of a facet, or without it; on its first page.
    pub fn with(&self, path: &str, facet: Facet, code: Option<&str>) -> String {
        let mut other = self.clone();
        other.page = 1;
        other.chosen.retain(|(chosen, _)| *chosen != facet);
        other.chosen.extend(code.map(|code| (facet, code.to_owned())));
        other.chosen.sort();
        other.address(path)
    }

    /// The address of the same search at another page.
    pub fn at(&self, path: &str, page: usize) -> String {
        Asked { page, ..self.clone() }.address(path)
    }

    /// The address of this search: every state has one, and only one.
    pub fn address(&self, path: &str) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        if !self.words.is_empty() {
            query.append_pair("q", &self.words);
        }
        for (facet, code) in &self.chosen {
            query.append_pair(facet.as_str(), code);
        }
        if self.page > 1 {
            query.append_pair("page", &self.page.to_string());
        }
        let query = query.finish();
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }
}

/// The list of terms that a facet's codes come from; nothing for those that are worked out.
pub fn list(facet: Facet) -> Option<List> {
    match facet {
        Facet::Domain => Some(List::Domain),
        Facet::Audience => Some(List::Audience),
        Facet::Nature => Some(List::Nature),
        Facet::Origin => Some(List::Origin),
        Facet::Length | Facet::When | Facet::Key => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> Option<Asked> {
        Asked::read(&Filled::parse(query.as_bytes()))
    }

    #[test]
    fn every_state_has_one_address() {
        let asked = read("origin=dgesco&q=+lire+%C3%A9crire&page=3&domain=arts&other=x").unwrap();
        assert_eq!(asked.address("/catalogue"), "/catalogue?q=lire+%C3%A9crire&domain=arts&origin=dgesco&page=3");
        assert_eq!(asked.with("/catalogue", Facet::Domain, None), "/catalogue?q=lire+%C3%A9crire&origin=dgesco");
        assert_eq!(
            asked.with("/catalogue", Facet::Nature, Some("community")),
            "/catalogue?q=lire+%C3%A9crire&domain=arts&nature=community&origin=dgesco"
        );
        assert_eq!(read("").unwrap().address("/catalogue"), "/catalogue");
        assert_eq!(read("search=eps").unwrap().words, "eps");
    }

    #[test]
    fn a_page_is_a_number_and_a_text_has_an_end() {
        for page in ["0", "-1", "x", "1.5", "99999999999999999999", "10001"] {
            assert_eq!(read(&format!("page={page}")), None, "{page}");
        }
        assert_eq!(read(&format!("q={}", "x".repeat(10_000))).unwrap().words.len(), 200);
        assert_eq!(read(&format!("domain={}", "x".repeat(10_000))).unwrap().chosen, []);
    }
}
