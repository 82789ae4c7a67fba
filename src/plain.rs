//! A text as searches compare it.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Without capitals, accents and doubled spaces; every apostrophe the plain one.
pub fn plain(text: &str) -> String {
    let folded: String = text.nfd().filter(|sign| !is_combining_mark(*sign)).flat_map(char::to_lowercase).collect();
    folded.replace('’', "'").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of a search as `like` takes them, each anywhere in a text; the signs that mean something to `like` mean themselves, with
/// `escape '\'`.
pub fn anywhere(word: &str) -> String {
    let escaped: String =
        word.chars().flat_map(|sign| matches!(sign, '%' | '_' | '\\').then_some('\\').into_iter().chain([sign])).collect();
    format!("%{escaped}%")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_compared_without_what_people_leave_out() {
        assert_eq!(plain("  Élodie  D’AMICO "), "elodie d'amico");
        assert_eq!(anywhere("50%_a\\"), "%50\\%\\_a\\\\%");
    }
}
