//! The name before an address, as a header carries it (RFC 5322 phrase, RFC 2047 encoded words).
//!
//! A name that is not ASCII, or looks like an encoded word, is one encoded word, however long. RFC 2047 ends a word at 75 characters, but every reader takes longer
//! ones, while some show a space where two words meet, or lose the one between a word and a quoted text: « 127.0.0.1:80 80 ».

use base64::Engine;
use base64::prelude::BASE64_STANDARD;

/// Bytes of a name in one encoded word, so that no line comes near the 998 characters that mail servers take.
const LONGEST: usize = 480;

/// The name in ASCII, fit to stand before `<address>`. Empty for an empty name.
pub(crate) fn phrase(name: &str) -> String {
    let atoms = |text: &str| text.chars().all(|sign| sign.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~ ".contains(sign));
    let plain = name.is_ascii() && !name.contains("=?");
    if plain && atoms(name) {
        name.to_owned()
    } else if plain {
        format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))
    } else {
        let mut words = vec![String::new()];
        for sign in name.chars() {
            match words.last_mut() {
                Some(word) if word.len() + sign.len_utf8() <= LONGEST => word.push(sign),
                _ => words.push(sign.to_string()),
            }
        }
        words.iter().map(|word| format!("=?utf-8?B?{}?=", BASE64_STANDARD.encode(word))).collect::<Vec<_>>().join("\r\n ")
    }
}

#[cfg(test)]
mod tests {
    use super::phrase;

    #[test]
    fn what_is_written_is_read() {
        assert_eq!(phrase("Reseau Canope"), "Reseau Canope");
        assert_eq!(phrase("m@gistere"), "\"m@gistere\"");
        for name in [
            "Académie de Besançon (via 127.0.0.1:42953/ac-besancon)".to_owned(),
            "a \"b\" \\ =?utf-8?q?x?=".to_owned(),
            "é".repeat(250),
            "évaluer ".repeat(30).trim().to_owned(),
        ] {
            let phrase = phrase(&name);
            assert!(phrase.is_ascii() && phrase.lines().all(|line| line.len() < 900), "{phrase}");
            let mail = format!("From: {phrase}\r\n <a@example.org>\r\n\r\n");
            let read = mail_parser::MessageParser::default().parse(mail.as_bytes()).unwrap();
            assert_eq!(read.from().unwrap().first().unwrap().name(), Some(name.as_str()), "{phrase}");
        }
    }
}
