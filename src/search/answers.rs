//! Answers to what many people ask without words: an académie's first page, a domain, an audience. They are kept for as long as the
//! index stays as it was read, and counted once instead of for everybody.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use super::hits::{Asked, Found};

/// The most that are kept, one day's and the next's: whoever tries every page and facet at once must not fill the memory.
const MOST: usize = 256;

/// What was asked, and what was found.
#[derive(Default)]
pub(super) struct Answers(Mutex<HashMap<String, Found>>);

impl Answers {
    /// The answer, found by `find` unless it is kept. With words it is found each time: hardly two people type the same.
    ///
    /// # Errors
    /// As `find`.
    pub fn to<E>(&self, asked: &Asked<'_>, find: impl FnOnce() -> Result<Found, E>) -> Result<Found, E> {
        if !asked.text.trim().is_empty() {
            return find();
        }
        let question = format!("{asked:?}");
        if let Some(kept) = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&question) {
            return Ok(kept.clone());
        }
        let found = find()?;
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= MOST {
            // Those of yesterday are among them: what is still asked is found again soon.
            kept.clear();
        }
        kept.insert(question, found.clone());
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Order;
    use super::super::document::Scope;
    use super::*;

    #[test]
    fn what_is_asked_without_words_is_found_once() {
        let answers = Answers::default();
        let asked = |text, skip| Asked {
            scope: Scope::Sessions { academy_id: 1 },
            text,
            facets: Vec::new(),
            today: "2026-11-26",
            order: Order::Best,
            skip,
            most: 20,
        };
        let found = |total| Ok::<_, ()>(Found { total, ..Found::default() });
        let total = |text, skip, total| answers.to(&asked(text, skip), || found(total)).map(|found| found.total);
        assert_eq!((total("", 0, 1), total(" ", 0, 2), total("", 0, 3), total("", 20, 4)), (Ok(1), Ok(2), Ok(1), Ok(4)));
        assert_eq!((total("eps", 0, 5), total("eps", 0, 6)), (Ok(5), Ok(6)));
    }
}
