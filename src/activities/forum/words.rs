//! What is said of a post besides its text: by whom, when, and how it begins.

use web::Scene;

/// How somebody is called: never by her address.
pub(super) fn name(scene: &Scene, first: &str, last: &str) -> String {
    match (first.trim(), last.trim()) {
        ("", "") => scene.say("forum-nameless").into_owned(),
        ("", name) | (name, "") => name.to_owned(),
        (first, last) => [first, last].join(" "),
    }
}

/// One or two letters for the round picture.
pub(super) fn initials(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let ends = [words.first(), words.get(1..).and_then(<[&str]>::last)];
    ends.into_iter().flatten().filter_map(|word| word.chars().next()).flat_map(char::to_uppercase).collect()
}

/// The text of clean HTML, a line for each of its blocks.
pub(super) fn plain_text(html: &str) -> String {
    const BLOCKS: [&str; 14] = ["p", "br", "li", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "blockquote", "pre", "dt", "dd"];
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (words, tag) = rest.split_at(at);
        push_words(&mut text, words);
        let name = tag.trim_start_matches(['<', '/']).split(|sign: char| !sign.is_ascii_alphanumeric()).next().unwrap_or_default();
        if BLOCKS.contains(&name) && !text.ends_with('\n') {
            text.push('\n');
        }
        if name == "li" && !tag.starts_with("</") {
            text.push_str("- ");
        }
        rest = tag.find('>').and_then(|end| tag.get(end + 1..)).unwrap_or_default();
    }
    push_words(&mut text, rest);
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

/// Adds what stands between two tags, with the signs that its references stand for.
fn push_words(text: &mut String, words: &str) {
    const REFERENCES: [(&str, &str); 5] = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&nbsp;", "\u{a0}"), ("&amp;", "&")];
    let mut rest = words;
    while let Some(at) = rest.find('&') {
        let (plain, reference) = rest.split_at(at);
        let (written, sign) = REFERENCES.into_iter().find(|(written, _)| reference.starts_with(written)).unwrap_or(("&", "&"));
        text.push_str(plain);
        text.push_str(sign);
        rest = reference.strip_prefix(written).unwrap_or_default();
    }
    text.push_str(rest);
}

/// How a text in clean HTML begins, on one line; it may have been cut anywhere.
pub(super) fn beginning(html: &str, most: usize) -> String {
    // Enough of it for the words that are shown, between their tags.
    let html = html.char_indices().nth(6 * most).and_then(|(end, _)| html.get(..end)).unwrap_or(html);
    let text = plain_text(html).replace('\n', " ");
    let Some((end, _)) = text.char_indices().nth(most) else { return text };
    let cut = text.get(..end).unwrap_or(&text);
    let whole = cut.rsplit_once(' ').map_or(cut, |(whole, _)| whole);
    format!("{whole}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_read_without_its_tags() {
        let html = "<p>Un <strong>mot</strong> &amp; 1 &lt; 2</p>\n<ul>\n<li>a</li>\n<li>b &amp;lt;</li>\n</ul><blockquote><p>c<br>d</p></blockquote>";
        assert_eq!(plain_text(html), "Un mot & 1 < 2\n- a\n- b &lt;\nc\nd");
        assert_eq!(plain_text("<p>a</p><p titl"), "a");
        assert_eq!(beginning("<p>Un deux trois</p>", 8), "Un deux…");
        assert_eq!(beginning("<p>Un deux</p>", 8), "Un deux");
    }

    #[test]
    fn names_have_initials() {
        assert_eq!((initials("Camille Anne Martin").as_str(), initials("Élodie").as_str(), initials("").as_str()), ("CM", "É", ""));
    }
}
