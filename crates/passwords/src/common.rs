//! The list of passwords that many people choose.

use std::collections::HashSet;
use std::sync::OnceLock;

/// Letters of the longest word worth looking up.
pub(crate) const LONGEST_WORD: usize = 24;

/// Whether this is on the list; folded, letters and digits only.
pub(crate) fn is_common(word: &str) -> bool {
    static WORDS: OnceLock<HashSet<&'static str>> = OnceLock::new();
    WORDS.get_or_init(|| words().collect()).contains(word)
}

fn words() -> impl Iterator<Item = &'static str> {
    include_str!("common.txt").lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold::fold;

    #[test]
    fn every_word_can_be_found() {
        let mut seen = HashSet::new();
        for word in words() {
            assert_eq!(word, fold(word));
            assert!(word.chars().all(|letter| letter.is_ascii_alphanumeric()), "{word}");
            assert!((3..=LONGEST_WORD).contains(&word.len()), "{word}");
            assert!(seen.insert(word), "{word} stands twice");
        }
        assert!(seen.len() > 1500);
        assert!(is_common("motdepasse") && !is_common("cerisier"));
    }
}
