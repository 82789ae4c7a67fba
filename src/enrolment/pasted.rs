//! What somebody pasted: addresses between commas, semicolons and line breaks, with or without the names of their holders.

use std::collections::HashSet;

use crate::people::address::Address;

/// The most addresses in one paste.
pub const MOST: usize = 500;
/// The longest name that is kept of one.
const LONGEST_NAME: usize = 100;

/// One entry of a paste.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// As it stood there, trimmed.
    pub typed: String,
    /// The name beside the address; may be empty.
    pub name: String,
    /// The address, if one can be read.
    pub address: Option<Address>,
    /// Whether the same address stands further up.
    pub twice: bool,
}

/// Reads a paste. A piece without an address is kept, so that it can be shown as what it is.
pub fn read(text: &str) -> Vec<Entry> {
    let mut seen = HashSet::new();
    let mut entries = Vec::new();
    for line in text.split(['\n', ';']) {
        for piece in pieces(line) {
            let (name, address) = name_and_address(&piece);
            let twice = address.as_ref().is_some_and(|address| !seen.insert(address.folded.clone()));
            entries.push(Entry { typed: piece, name, address, twice });
        }
    }
    entries
}

/// The pieces of a line between commas. « Martin, Camille <c@example.org> » is one: what has no `@` belongs to the name that follows.
fn pieces(line: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut name = String::new();
    for part in line.split(',') {
        let part = part.trim();
        if part.is_empty() {
            continue;
        }
        if !part.contains('@') {
            name = if name.is_empty() { part.to_owned() } else { format!("{name}, {part}") };
        } else if name.is_empty() || !part.contains('<') {
            pieces.extend((!name.is_empty()).then(|| std::mem::take(&mut name)));
            pieces.push(part.to_owned());
        } else {
            pieces.push(format!("{}, {part}", std::mem::take(&mut name)));
        }
    }
    pieces.extend((!name.is_empty()).then_some(name));
    pieces
}

fn name_and_address(piece: &str) -> (String, Option<Address>) {
    if let Some((name, rest)) = piece.split_once('<') {
        let address = rest.split('>').next().unwrap_or_default();
        return (cleaned(name), Address::parse(address));
    }
    // Two cells of a table: a name, a tab or spaces, an address.
    let (addresses, words): (Vec<&str>, Vec<&str>) = piece.split_whitespace().partition(|word| word.contains('@'));
    match addresses.as_slice() {
        [one] => (cleaned(&words.join(" ")), Address::parse(one.trim_start_matches("mailto:"))),
        _ => (String::new(), None),
    }
}

/// Signs that turn the direction of what follows: in a name they only mislead.
fn is_direction(sign: char) -> bool {
    matches!(sign, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}')
}

pub(super) fn cleaned(name: &str) -> String {
    let name: String =
        name.chars().filter(|sign| web::is_text(*sign) && !is_direction(*sign) && !"\"<>".contains(*sign)).take(LONGEST_NAME).collect();
    name.trim().trim_matches(',').trim().to_owned()
}

/// First and last name as they are told from one text: « Martin, Camille », « Camille Martin », « MARTIN Camille ». A suggestion, which
/// its bearer sees and corrects.
pub fn first_and_last(name: &str) -> (String, String) {
    if let Some((last, first)) = name.split_once(',') {
        return (first.trim().to_owned(), last.trim().to_owned());
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    let shouted = |word: &str| word.chars().filter(|sign| sign.is_alphabetic()).count() > 1 && word == word.to_uppercase();
    let last = words.iter().take_while(|word| shouted(word)).count();
    match words.as_slice() {
        [] => (String::new(), String::new()),
        [one] => (String::new(), (*one).to_owned()),
        words if last > 0 && last < words.len() => {
            let (last, first) = words.split_at(last);
            (first.join(" "), last.join(" "))
        }
        [first, last @ ..] => ((*first).to_owned(), last.join(" ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_as(text: &str) -> Vec<(String, String)> {
        read(text).into_iter().map(|entry| (entry.name, entry.address.map(|address| address.written).unwrap_or_default())).collect()
    }

    fn pair(name: &str, address: &str) -> (String, String) {
        (name.to_owned(), address.to_owned())
    }

    #[test]
    fn addresses_come_in_many_clothes() {
        assert_eq!(
            read_as("a@example.org, b+x@example.org;Éloïse <eloise@example.org>\r\n\n\"Martin, Camille\" <c@example.org>, d@École.fr"),
            [
                pair("", "a@example.org"),
                pair("", "b+x@example.org"),
                pair("Éloïse", "eloise@example.org"),
                pair("Martin, Camille", "c@example.org"),
                pair("", "d@École.fr")
            ]
        );
        assert_eq!(
            read_as("MARTIN Camille\tc@example.org\nmailto:d@example.org"),
            [pair("MARTIN Camille", "c@example.org"), pair("", "d@example.org")]
        );
    }

    #[test]
    fn what_is_no_address_stays_in_sight() {
        let entries = read("camille, c@example.org ; @x, C@EXAMPLE.org\n<script>@, a@b@c");
        let shape: Vec<(&str, bool, bool)> =
            entries.iter().map(|entry| (entry.typed.as_str(), entry.address.is_some(), entry.twice)).collect();
        assert_eq!(
            shape,
            [
                ("camille", false, false),
                ("c@example.org", true, false),
                ("@x", false, false),
                ("C@EXAMPLE.org", true, true),
                ("<script>@", false, false),
                ("a@b@c", false, false)
            ]
        );
        assert!(read(" \n ; , ").is_empty());
    }

    #[test]
    fn names_are_told_apart() {
        let told = |name: &str| {
            let (first, last) = first_and_last(name);
            format!("{first}|{last}")
        };
        assert_eq!(told("Camille Martin"), "Camille|Martin");
        assert_eq!(told("Martin, Camille"), "Camille|Martin");
        assert_eq!(told("LE GOFF Anne Marie"), "Anne Marie|LE GOFF");
        assert_eq!(told("Camille de la Tour"), "Camille|de la Tour");
        assert_eq!((told(""), told("Camille")), ("|".to_owned(), "|Camille".to_owned()));
    }
}
