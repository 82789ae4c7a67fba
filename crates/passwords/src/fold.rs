//! Texts as they are compared: without what people add to a word to make it look like a password.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use zeroize::Zeroizing;

/// The same text however its accents were typed (Unicode form NFC), wiped when it is done with.
pub(crate) fn nfc(text: &str) -> Zeroizing<String> {
    // Room for the longest expansion NFC can cause, so that growing leaves no copy behind.
    let mut normal = Zeroizing::new(String::with_capacity(text.len() * 3));
    normal.extend(text.nfc());
    normal
}

/// Lower-case letters without accents, one form for every way of writing a letter; digits and signs stay.
pub(crate) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.nfkd().flat_map(char::to_lowercase).filter(|letter| !is_combining_mark(*letter)) {
        match letter {
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            'ß' => folded.push_str("ss"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' => folded.push('d'),
            'ı' => folded.push('i'),
            _ => folded.push(letter),
        }
    }
    folded
}

/// The letter a sign stands for when letters are disguised; `one` is what `1` stands for: an i or an l.
pub(crate) fn undisguise(sign: char, one: char) -> char {
    match sign {
        '@' | '4' => 'a',
        '0' => 'o',
        '1' => one,
        '!' => 'i',
        '3' => 'e',
        '5' | '$' => 's',
        '7' => 't',
        _ => sign,
    }
}

/// The ways of reading a folded text: as it is, and undisguised with `1` as an i and as an l.
pub(crate) fn readings(folded: &str) -> [String; 3] {
    let read = |one| folded.chars().map(|sign| undisguise(sign, one)).collect();
    [folded.to_owned(), read('i'), read('l')]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_lose_case_accents_and_costume() {
        assert_eq!(fold("Éléonore ÇA"), "eleonore ca");
        assert_eq!(fold("E\u{301}le\u{300}ve"), "eleve");
        assert_eq!(fold("Cœur ＡＺＥＲＴＹ Straße"), "coeur azerty strasse");
        assert_eq!(readings("p@$$w0rd1!"), ["p@$$w0rd1!", "passwordii", "passwordli"]);
        assert_eq!(readings("50le1l 734"), ["50le1l 734", "soleil tea", "solell tea"]);
    }
}
