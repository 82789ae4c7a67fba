//! A text as searches compare it.

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// Without capitals, accents and doubled spaces; every apostrophe the plain one. A list is sorted by it each time it is shown, so it goes
/// through the text once.
pub fn plain(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '’' => folded.push('\''),
            _ if sign.is_ascii_graphic() => folded.push(sign.to_ascii_lowercase()),
            _ if sign.is_whitespace() => {
                if !folded.is_empty() && !folded.ends_with(' ') {
                    folded.push(' ');
                }
            }
            _ => decompose_canonical(sign, |part| {
                if !is_combining_mark(part) {
                    folded.extend(part.to_lowercase());
                }
            }),
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
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
        assert_eq!(plain("E\u{301}COLE\u{a0}\u{202f}: œuvre, ﬁn\n№ 3 \u{1f}"), "ecole : œuvre, ﬁn № 3 \u{1f}");
        assert_eq!((plain("ΆΣ İstanbul").as_str(), plain(" \t ").as_str(), plain("").as_str()), ("ασ istanbul", "", ""));
        assert_eq!(anywhere("50%_a\\"), "%50\\%\\_a\\\\%");
    }
}
