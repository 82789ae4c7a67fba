//! Words that anybody who knows a person or this site would try.

use crate::fold::{fold, readings};

/// Letters a word must have to count.
const LETTERS: usize = 4;
/// Characters that must remain of a password without those words.
const REMAINDER: usize = 6;

/// The words around one person: her names, address and user name, the site, the académie.
#[derive(Clone, Debug, Default)]
pub struct ContextWords {
    /// Folded, each once, longest first, so that a word goes before its own parts.
    words: Vec<String>,
}

impl ContextWords {
    /// Takes names, addresses, user names and titles as they are written. Each counts with its parts (between `@`, `.`,
    /// `+`, `-`, `_`, spaces, apostrophes) and as one word, where these have four letters or more.
    pub fn new<'a>(words: impl IntoIterator<Item = &'a str>) -> ContextWords {
        let mut found = Vec::new();
        for text in words {
            let text = fold(text);
            let parts = || text.split(|sign: char| !sign.is_alphanumeric());
            found.extend(parts().map(str::to_owned));
            found.push(parts().collect());
        }
        found.retain(|word| word.chars().filter(|letter| letter.is_alphabetic()).count() >= LETTERS);
        found.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        found.dedup();
        ContextWords { words: found }
    }

    /// Whether a folded password is little more than these words.
    pub(crate) fn make_up(&self, folded_password: &str) -> bool {
        let words: Vec<_> = self.words.iter().map(|word| readings(word)).collect();
        readings(folded_password).into_iter().enumerate().any(|(reading, password)| {
            let mut rest = password.clone();
            for word in words.iter().filter_map(|word| word.get(reading)) {
                rest = rest.replace(word.as_str(), "");
            }
            rest != password && rest.chars().count() < REMAINDER
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn camille() -> ContextWords {
        ContextWords::new([
            "m@gistère",
            "magistere",
            "Académie de Besançon",
            "Camille",
            "Le Roy",
            "camille.leroy+cours@example.org",
            "cleroy25",
        ])
    }

    fn made_up(password: &str) -> bool {
        camille().make_up(&fold(password))
    }

    #[test]
    fn a_name_and_a_year_are_not_enough() {
        for password in ["Camille2024!", "C@mi11e-12", "LeRoy!1985", "Besançon25!", "M@gistère2026", "cleroy25ABC!", "Camille-Leroy-1!"] {
            assert!(made_up(password), "{password}");
        }
    }

    #[test]
    fn words_that_are_short_or_absent_do_not_count() {
        assert!(!made_up("Roy!1"), "three letters, and short is another rule");
        assert!(!made_up("Xk9$"));
        assert!(!made_up("Camille-aime-47-velos"));
        assert!(made_up("Example-1!") && !made_up("Exemple-1!"));
        assert!(!ContextWords::new([]).make_up(""));
        assert!(!ContextWords::new(["", "@", "a.b"]).make_up("ab"));
    }
}
