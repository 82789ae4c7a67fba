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
    /// `+`, `-`, `_`, spaces, apostrophes) and as one word, an address also without its domain, where these have four letters or more.
    pub fn new<'a>(words: impl IntoIterator<Item = &'a str>) -> ContextWords {
        let mut found = Vec::new();
        for text in words {
            let text = fold(text);
            let parts = || text.split(|sign: char| !sign.is_alphanumeric());
            found.extend(parts().map(str::to_owned));
            found.push(parts().collect());
            if let Some((local, _)) = text.rsplit_once('@') {
                found.push(local.chars().filter(|sign| sign.is_alphanumeric()).collect());
            }
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
            let whole: Vec<char> = password.chars().collect();
            let mut rest = whole.clone();
            for word in words.iter().filter_map(|word| word.get(reading)) {
                rest = without(&rest, word);
            }
            rest.len() < whole.len() && rest.len() < REMAINDER
        })
    }
}

/// What remains of a text without a word, whatever single signs stand between the word's letters: `Le-Goff`, `le.goff`, `LeGoff`.
fn without(text: &[char], word: &str) -> Vec<char> {
    let mut rest = Vec::with_capacity(text.len());
    let mut place = 0;
    while let Some(sign) = text.get(place) {
        match end_of(text, place, word) {
            Some(end) => place = end,
            None => {
                rest.push(*sign);
                place += 1;
            }
        }
    }
    rest
}

/// Where a word that starts at `place` ends, if it stands there.
fn end_of(text: &[char], mut place: usize, word: &str) -> Option<usize> {
    for (index, letter) in word.chars().enumerate() {
        let here = *text.get(place)?;
        if here != letter && index > 0 && !here.is_alphanumeric() {
            place += 1;
        }
        if *text.get(place)? != letter {
            return None;
        }
        place += 1;
    }
    Some(place)
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
    fn an_address_is_no_password_however_short_its_parts() {
        for (word, password) in [
            ("t1@example.org", "T1@example.org"),
            ("two@example.org", "Two@example.org1"),
            ("two@example.org", "two@example.org12"),
            ("p.le@gmail.com", "P.le@gmail.com1"),
            ("lea.roux@example.org", "Lea.Roux1!"),
            ("lea.roux@example.org", "Lea-Roux1!"),
            ("Le Goff", "Le Goff2025!"),
            ("Le Goff", "Le-G0ff2025"),
            ("Jean-Luc", "JeanLuc2025"),
        ] {
            assert!(ContextWords::new([word]).make_up(&fold(password)), "{password} for {word}");
        }
        assert!(!ContextWords::new(["Le Goff"]).make_up(&fold("Le-Goff-aime-la-mer")));
        assert!(!ContextWords::new(["Le Goff"]).make_up(&fold("L--e--Goff!1")));
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
