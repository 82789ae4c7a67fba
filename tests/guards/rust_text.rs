//! Just enough of Rust's grammar to tell code, comments and texts apart.

/// A Rust file taken apart.
#[derive(Debug, Default)]
pub struct RustText {
    /// The code, without comments; each string literal stands as `""`.
    pub code: String,
    /// String literals with the place in `code` right after their `""`.
    pub strings: Vec<(usize, String)>,
}

/// Takes a file apart.
pub fn read(text: &str) -> RustText {
    let chars: Vec<char> = text.chars().collect();
    let at = |index: usize| chars.get(index).copied().unwrap_or('\0');
    let mut out = RustText::default();
    let mut i = 0;
    while i < chars.len() {
        let c = at(i);
        let after_name = i > 0 && (at(i - 1).is_alphanumeric() || at(i - 1) == '_');
        if c == '/' && at(i + 1) == '/' {
            while i < chars.len() && at(i) != '\n' {
                i += 1;
            }
        } else if c == '/' && at(i + 1) == '*' {
            let mut depth = 0;
            while i < chars.len() {
                match (at(i), at(i + 1)) {
                    ('/', '*') => depth += 1,
                    ('*', '/') => depth -= 1,
                    _ => {
                        i += 1;
                        continue;
                    }
                }
                i += 2;
                if depth == 0 {
                    break;
                }
            }
        } else if c == 'r' && !after_name && (at(i + 1) == '"' || at(i + 1) == '#') && raw_end(&chars, i).is_some() {
            let (start, end, next) = raw_end(&chars, i).unwrap();
            out.push(chars[start..end].iter().collect());
            i = next;
        } else if c == '"' {
            let (value, next) = plain(&chars, i + 1);
            out.push(value);
            i = next;
        } else if c == '\'' {
            // A character ends within a few signs; a lifetime does not end at all.
            let end = if at(i + 1) == '\\' { (i + 3..i + 14).find(|&j| at(j) == '\'') } else { (at(i + 2) == '\'').then_some(i + 2) };
            out.code.push('\'');
            i = end.unwrap_or(i) + 1;
        } else {
            out.code.push(c);
            i += 1;
        }
    }
    out
}

impl RustText {
    fn push(&mut self, value: String) {
        self.code.push_str("\"\"");
        self.strings.push((self.code.len(), value));
    }

    /// The code before the file's own tests.
    pub fn product(&self) -> &str {
        self.code.split("#[cfg(test)]\nmod ").next().unwrap_or_default()
    }

    /// The texts before the file's own tests.
    pub fn product_strings(&self) -> impl Iterator<Item = &(usize, String)> {
        let end = self.product().len();
        self.strings.iter().filter(move |(place, _)| *place <= end)
    }
}

fn raw_end(chars: &[char], at: usize) -> Option<(usize, usize, usize)> {
    let hashes = chars[at + 1..].iter().take_while(|c| **c == '#').count();
    let start = at + 1 + hashes;
    if chars.get(start) != Some(&'"') {
        return None;
    }
    let closes = |j: usize| chars[j] == '"' && chars[j + 1..].iter().take_while(|c| **c == '#').count() >= hashes;
    let end = (start + 1..chars.len()).find(|&j| closes(j))?;
    Some((start + 1, end, end + 1 + hashes))
}

fn plain(chars: &[char], mut i: usize) -> (String, usize) {
    let mut value = String::new();
    while i < chars.len() && chars[i] != '"' {
        if chars[i] != '\\' {
            value.push(chars[i]);
            i += 1;
            continue;
        }
        match chars.get(i + 1) {
            Some('n') => value.push('\n'),
            Some('\n') => {
                i += 2;
                while chars.get(i).is_some_and(|c| c.is_whitespace()) {
                    i += 1;
                }
                continue;
            }
            Some('u') => {
                value.push('\u{fffd}');
                while i < chars.len() && chars[i] != '}' {
                    i += 1;
                }
                i += 1;
                continue;
            }
            Some(other) => value.push(*other),
            None => {}
        }
        i += 2;
    }
    (value, i + 1)
}

#[test]
fn code_comments_and_texts_are_told_apart() {
    let text =
        read("let a = \"x // y\"; // \"no\"\nlet b = r#\"z \"q\" \"#; /* \"no\" /* */ */ let c = '\"'; fn f<'a>() {} \"one\\\n   two\"");
    let strings: Vec<&str> = text.strings.iter().map(|(_, text)| text.as_str()).collect();
    assert_eq!(strings, ["x // y", "z \"q\" ", "onetwo"]);
    assert!(text.code.contains("fn f<'a>()") && !text.code.contains("no"));
}
