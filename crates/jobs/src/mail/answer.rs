//! What is kept of a mail server's answer.

use crate::line::one_line;

/// Characters kept.
const LONGEST: usize = 500;
/// A word of the mail is too short to betray anything below this many characters.
const TELLING: usize = 12;
const REDACTED: &str = "[…]";

/// The answer on one line, without anything of the mail: servers like to quote what they dislike, and that may be a link.
pub(crate) fn keep(answer: &str, body: &[&str]) -> String {
    let words: Vec<&str> = answer.split_whitespace().map(|word| if betrays(word, body) { REDACTED } else { word }).collect();
    one_line(&words.join(" "), LONGEST)
}

fn betrays(word: &str, body: &[&str]) -> bool {
    if word.contains("://") || word.contains("token") {
        return true;
    }
    // An address is known from the letter's row anyway, and is often all that an answer says.
    let runs = word.split(|character: char| !character.is_ascii_alphanumeric() && character != '-' && character != '_');
    !word.contains('@') && runs.filter(|run| run.len() >= TELLING).any(|run| body.iter().any(|text| text.contains(run)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_of_the_mail_are_left_out() {
        let body = "Suivez https://m.example.org/x?token=AbCdEfGhIjKlMnOpQrSt";
        assert_eq!(keep("550 5.1.1 <a.very.long.name@example.org>: unknown", &[body]), "550 5.1.1 <a.very.long.name@example.org>: unknown");
        assert_eq!(keep("554 blocked: https://m.example.org/x?token=AbC listed", &[body]), "554 blocked: […] listed");
        assert_eq!(keep("554 bad (AbCdEfGhIjKlMnOpQrSt)\r\nsee\tus", &[body]), "554 bad […] see us");
        assert_eq!(keep(&"é ".repeat(600), &[]).chars().count(), 499);
    }
}
