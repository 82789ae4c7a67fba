//! The words of a text as the index keeps them: without accents, elisions and endings, so that « l’école » is found by « ecoles ».

use frostem::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Words that say nothing of what a text is about, without accents. What is left of an elision (« l’ », « qu’ ») is among them.
const COMMON: &[&str] = &[
    "a", "afin", "ai", "alors", "apres", "as", "au", "aux", "avec", "avoir", "c", "ca", "car", "ce", "ceci", "cela", "celle", "celui",
    "ces", "cet", "cette", "ceux", "chez", "comme", "comment", "d", "dans", "de", "des", "du", "elle", "elles", "en", "entre", "est", "et",
    "etc", "etre", "eux", "faire", "il", "ils", "j", "je", "jusqu", "l", "la", "le", "les", "leur", "leurs", "lorsqu", "lui", "m", "ma",
    "mais", "me", "mes", "moi", "mon", "n", "ne", "nos", "notre", "nous", "on", "ont", "ou", "par", "pas", "plus", "pour", "puisqu", "qu",
    "quand", "que", "quel", "quelle", "quelles", "quels", "qui", "quoi", "quoiqu", "s", "sa", "sans", "se", "ses", "si", "son", "sont",
    "sous", "sur", "t", "ta", "te", "tes", "toi", "ton", "tu", "un", "une", "vers", "vos", "votre", "vous", "y",
];

/// The longest word that is kept, in characters; what is longer is no word.
const LONGEST: usize = 40;

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// As it stands there, in lower case, without accents and without the mark of a plural.
    pub plain: String,
    /// What it is without its ending. Two spellings at most: endings are told by their accents, which people leave out.
    pub stems: Vec<String>,
}

/// The words of a text that say something, in their order.
pub fn words(text: &str) -> Vec<Word> {
    let stemmer = Stemmer::new(Algorithm::French);
    let lower = text.nfc().flat_map(char::to_lowercase).collect::<String>();
    lower.split(|sign: char| !sign.is_alphanumeric()).filter_map(|word| read(word, stemmer)).collect()
}

fn read(word: &str, stemmer: Stemmer) -> Option<Word> {
    let plain = folded(word);
    if plain.is_empty() || plain.chars().count() > LONGEST || COMMON.binary_search(&plain.as_str()).is_ok() {
        return None;
    }
    let mut stems = vec![folded(&stemmer.stem(word)), stemmer.stem(&plain).into_owned()];
    stems.dedup();
    Some(Word { plain: singular(&plain).to_owned(), stems })
}

/// A word without the mark of a plural, where it is long enough to have one.
fn singular(word: &str) -> &str {
    if word.chars().count() > 3 { word.strip_suffix(['s', 'x']).unwrap_or(word) } else { word }
}

/// A word without accents; its ligatures taken apart.
fn folded(word: &str) -> String {
    word.nfkd().filter(|sign| !is_combining_mark(*sign)).collect::<String>().replace('œ', "oe").replace('æ', "ae")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stems(text: &str) -> Vec<String> {
        words(text).into_iter().flat_map(|word| word.stems).collect()
    }

    /// Whether a search for one finds the other.
    fn meet(typed: &str, text: &str) -> bool {
        let there = stems(text);
        words(typed).iter().all(|word| word.stems.iter().any(|stem| there.contains(stem)))
    }

    #[test]
    fn the_common_words_stand_in_order() {
        assert!(COMMON.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(words("Qu’est-ce que c’est, l’ D'une, où ?").is_empty());
    }

    #[test]
    fn accents_plurals_and_elisions_do_not_matter() {
        for (typed, text) in [
            ("ecole", "Pour l’école et le collège"),
            ("ÉCOLES", "l'école"),
            ("eleve", "des élèves"),
            ("élèves", "un élève"),
            ("evaluer", "Évaluer sans décourager"),
            ("difference", "différences"),
            ("œuvre", "trois oeuvres"),
            ("mathematiques", "mathématique"),
            ("differenciation", "La différenciation"),
            ("coeur", "cœurs"),
        ] {
            assert!(meet(typed, text), "{typed} in {text}: {:?} {:?}", stems(typed), stems(text));
        }
        assert!(!meet("lire", "livre"));
    }

    #[test]
    fn rubbish_is_no_word() {
        assert!(words("\"\" && || !( ) * ~ ^ : / \\ - + \u{0}").is_empty());
        assert!(words(&"x".repeat(10_000)).is_empty());
        assert_eq!(words("EPS 1er 2636").iter().map(|word| word.plain.as_str()).collect::<Vec<_>>(), ["eps", "1er", "2636"]);
    }
}
