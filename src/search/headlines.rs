//! The newest offers of each académie, kept for as long as no course changes and the day lasts: they stand on everybody's first page.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// An offer in a line.
#[derive(Clone, Debug)]
pub struct Headline {
    /// Whole.
    pub address: String,
    /// As published.
    pub title: String,
    /// Length face to face, in minutes.
    pub minutes_on_site: i64,
    /// Length at a distance, in minutes.
    pub minutes_at_distance: i64,
    /// The most participants; none without a limit.
    pub places: Option<i64>,
    /// Whether a key is needed to join.
    pub keyed: bool,
    /// The code of where it comes from.
    pub origin: String,
}

/// The change and the day the lines were true for, and the lines.
type Kept = (i64, String, Arc<Vec<Headline>>);

/// For each académie what is kept.
#[derive(Default)]
pub(super) struct Headlines(Mutex<HashMap<i64, Kept>>);

impl Headlines {
    /// The lines of an académie, if nothing has changed since they were kept.
    pub fn get(&self, academy_id: i64, change: i64, day: &str) -> Option<Arc<Vec<Headline>>> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (then, that_day, lines) = kept.get(&academy_id)?;
        (*then == change && that_day == day).then(|| lines.clone())
    }

    /// Keeps them.
    pub fn keep(&self, academy_id: i64, change: i64, day: &str, lines: Arc<Vec<Headline>>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(academy_id, (change, day.to_owned(), lines));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_are_kept_for_one_state_of_things() {
        let kept = Headlines::default();
        kept.keep(1, 7, "2026-11-25", Arc::default());
        assert!(kept.get(1, 7, "2026-11-25").is_some());
        assert!(kept.get(1, 8, "2026-11-25").is_none() && kept.get(1, 7, "2026-11-26").is_none() && kept.get(2, 7, "2026-11-25").is_none());
    }
}
