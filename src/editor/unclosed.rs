//! What a reader of HTML would take out of a text, up to its very end, because of one tag: found before anything is lost.

/// Elements whose content is read as something else than a text, until they are closed.
const TAKES_ALL: [&str; 11] =
    ["iframe", "noembed", "noframes", "noscript", "plaintext", "script", "style", "template", "textarea", "title", "xmp"];

/// The beginning of what is opened in a text and never closed (`<style>`, `<!--`, `<b`), so that what follows would not be shown; nothing in
/// nearly every text.
pub fn never_closed(html: &str) -> Option<String> {
    let lower = html.to_ascii_lowercase();
    let mut rest = lower.as_str();
    while let Some((_, after)) = rest.split_once('<') {
        let name = name_of(after.strip_prefix('/').unwrap_or(after));
        let tail = match after.strip_prefix("!--") {
            Some(remark) => after_remark(remark).ok_or("<!--"),
            None if !name.is_empty() => after_tag(after).ok_or("<"),
            None if after.starts_with(['!', '?', '/']) => after.split_once('>').map(|(_, tail)| tail).ok_or("<"),
            None => Ok(after),
        };
        match tail {
            Err(sign) => return Some(format!("{sign}{name}")),
            Ok(tail) if after.starts_with(name) && TAKES_ALL.contains(&name) => match after_end_of(name, tail) {
                Some(tail) => rest = tail,
                None if has_words(tail) => return Some(format!("<{name}>")),
                None => return None,
            },
            Ok(tail) => rest = tail,
        }
    }
    None
}

/// The name of a tag, from its first letter on; empty for what is no tag.
fn name_of(tag: &str) -> &str {
    if !tag.starts_with(|sign: char| sign.is_ascii_alphabetic()) {
        return "";
    }
    let end = tag.find(|sign: char| sign.is_ascii_whitespace() || matches!(sign, '/' | '>')).unwrap_or(tag.len());
    tag.get(..end).unwrap_or_default()
}

/// What follows a remark, from after its `<!--` on.
fn after_remark(remark: &str) -> Option<&str> {
    let at_once = remark.strip_prefix('>').or_else(|| remark.strip_prefix("->"));
    at_once.or_else(|| remark.split_once("-->").map(|(_, tail)| tail))
}

/// What follows a tag: a `>` in quotation marks does not end it.
fn after_tag(tag: &str) -> Option<&str> {
    let (mut quote, mut before) = (None, ' ');
    for (at, sign) in tag.char_indices() {
        match quote {
            Some(open) if sign == open => quote = None,
            None if sign == '>' => return tag.get(at + 1..),
            None if before == '=' && matches!(sign, '"' | '\'') => quote = Some(sign),
            _ => {}
        }
        if !sign.is_whitespace() {
            before = sign;
        }
    }
    None
}

/// What follows the end of an element, which stands somewhere in this.
fn after_end_of<'a>(name: &str, text: &'a str) -> Option<&'a str> {
    // This one knows no end.
    if name == "plaintext" {
        return None;
    }
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("</") {
        if name_of(after) == name {
            return after_tag(after);
        }
        rest = after;
    }
    None
}

/// Whether anything but tags stands in a text.
fn has_words(text: &str) -> bool {
    let mut parts = text.split('<');
    let first = parts.next().unwrap_or_default();
    let after_tags = parts.map(|part| after_tag(part).unwrap_or(part));
    std::iter::once(first).chain(after_tags).any(|words| !words.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::super::text::{Format, Text};
    use super::super::{Under, clean_html};
    use super::*;

    #[test]
    fn what_would_take_the_rest_is_found() {
        for (text, tag) in [
            ("<p>Un</p><style>p{} deux", "<style>"),
            ("<STYLE type=\"a>b\">x</STYLEX> deux", "<style>"),
            ("un<script src=x>deux</scrip>", "<script>"),
            ("<textarea>un<b>deux</b>", "<textarea>"),
            ("<title>un</title ><title>deux", "<title>"),
            ("<template><p>un", "<template>"),
            ("<plaintext>un</plaintext>deux", "<plaintext>"),
            ("un <!-- deux -> trois", "<!--"),
            ("un <b deux", "<b"),
            ("<a href=\"x>un</a> deux", "<a"),
            ("<style>a</style un", "<style>"),
            ("un </p deux", "<p"),
            ("un <?deux", "<"),
        ] {
            assert_eq!(never_closed(text).as_deref(), Some(tag), "{text}");
        }
        for text in [
            "",
            "Un <b>mot</b>, 1 < 2, <3, a<-b et x<",
            "<style>p{}</style><p>deux</p><script>if (a < b) {}</SCRIPT >trois",
            "<!-- un --><!--><!--->deux<!-- <style> -->",
            "<img alt=\"<style>\" src='a>b'>",
            "<!DOCTYPE html><?xml?></3>un",
            "<textarea><b></textarea>",
            "<styled>un",
            "<p>un <iframe src=//x></p>\n",
        ] {
            assert_eq!(never_closed(text), None, "{text}");
        }
    }

    #[test]
    fn nothing_that_is_let_through_loses_its_end() {
        for (format, source) in [
            (Format::Html, "<style>p{}</style><!-- a --><p title='>'>un</p>"),
            (Format::Html, "<textarea>a</textarea><template></template><noscript></noscript>"),
            (Format::Markdown, "Dans le code : `<style>` et\n\n```\n<script>\n```\n\n<b>un</b> 1 < 2"),
        ] {
            let source = format!("{source}\n\nLA FIN");
            let text = Text { format, source };
            let html = if format == Format::Html { text.source.clone() } else { text.shown(Under::Page) };
            assert_eq!(never_closed(&html), None, "{html}");
            assert!(text.shown(Under::Page).contains("LA FIN"), "{}", text.shown(Under::Page));
        }
        assert!(!clean_html("<style>p{} LA FIN", Under::Page).contains("LA FIN"), "why it is looked for");
    }
}
