//! Foreign text on one line.

/// The text on one line of at most `longest` characters: control characters and line separators become spaces, marks that turn the
/// direction of reading are dropped, and spaces run together.
pub(crate) fn one_line(text: &str, longest: usize) -> String {
    let mut line = String::new();
    let mut length = 0;
    for character in text.chars() {
        let character = match character {
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => continue,
            '\u{2028}' | '\u{2029}' => ' ',
            other if other.is_control() => ' ',
            other => other,
        };
        if character == ' ' && (line.is_empty() || line.ends_with(' ')) {
            continue;
        }
        if length == longest {
            break;
        }
        line.push(character);
        length += 1;
    }
    line.truncate(line.trim_end_matches(' ').len());
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_starts_a_second_line() {
        assert_eq!(one_line("Bonjour\r\nBcc: x@example.org", 99), "Bonjour Bcc: x@example.org");
        assert_eq!(one_line("\u{2028} a\0\u{85}b\u{202e} ", 99), "a b");
        assert_eq!(one_line("Académie\u{a0}: été", 9), "Académie\u{a0}");
        assert_eq!(one_line("éééé", 3), "ééé");
    }
}
