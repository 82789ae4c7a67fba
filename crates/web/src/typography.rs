//! Typography: word files are typed on ordinary keyboards and dressed when they are loaded.

/// Dresses French as France prints it: U+00A0 before `:` and inside « » and after a number, U+202F before `; ? !`, the apostrophe ’.
///
/// Only a plain space standing before such a sign is replaced, so addresses (`https://`) and Fluent's own syntax stay as they are.
pub fn french(text: &str) -> String {
    let mut dressed = String::with_capacity(text.len() + text.len() / 16);
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match (character, characters.peek()) {
            (' ', Some(':' | '»')) => dressed.push('\u{a0}'),
            (' ', Some(';' | '?' | '!')) => dressed.push('\u{202f}'),
            ('«', Some(' ')) => {
                characters.next();
                dressed.push_str("«\u{a0}");
            }
            ('°', Some(' ')) => {
                characters.next();
                dressed.push_str("°\u{a0}");
            }
            // « 30 jours » stays on one line.
            (' ', Some(next)) if next.is_alphabetic() && dressed.ends_with(|c: char| c.is_ascii_digit()) => dressed.push('\u{a0}'),
            ('\'', _) => dressed.push('’'),
            _ => dressed.push(character),
        }
    }
    dressed
}

/// Dresses English: the apostrophe ’.
pub fn english(text: &str) -> String {
    text.replace('\'', "’")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_get_their_spaces() {
        assert_eq!(french("Qu'est-ce : « oui » ; non ? Si !"), "Qu’est-ce\u{a0}: «\u{a0}oui\u{a0}»\u{202f}; non\u{202f}? Si\u{202f}!");
        assert_eq!(french("dans 30 jours, 2 fois"), "dans 30\u{a0}jours, 2\u{a0}fois");
        assert_eq!(french("Formation n° { $number }"), "Formation n°\u{a0}{ $number }");
        assert_eq!(french("https://example.org?a=1"), "https://example.org?a=1");
        assert_eq!(
            french("{ $n ->\n [one] l'un ?\n *[other] { $n } autres\n}"),
            "{ $n ->\n [one] l’un\u{202f}?\n *[other] { $n } autres\n}"
        );
    }
}
