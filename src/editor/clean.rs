//! Text that people write with headings, lists and links: made harmless once, when it is stored.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Where a text stands, which decides what its own first heading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Under {
    /// Under the page's `h1`.
    Page,
    /// Under the `h2` of a part of a page.
    Part,
    /// Under an activity's `h3` on the course page.
    Label,
    /// Under the `h4` of a part of one, on paper.
    Piece,
}

impl Under {
    fn first_heading(self) -> u8 {
        match self {
            Under::Page => 2,
            Under::Part => 3,
            Under::Label => 4,
            Under::Piece => 5,
        }
    }
}

/// How often a text is read anew until it is read as what it is; of one that never is, only the words stay.
const MOST_READINGS: usize = 6;

/// Pictures are files of a course of ours: one fetched from elsewhere would tell others who reads.
static CLEANER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = ammonia::Builder::empty();
    cleaner
        .tags(HashSet::from([
            "a",
            "abbr",
            "b",
            "blockquote",
            "br",
            "caption",
            "cite",
            "code",
            "dd",
            "del",
            "dfn",
            "dl",
            "dt",
            "em",
            "figcaption",
            "figure",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "hr",
            "i",
            "img",
            "ins",
            "kbd",
            "li",
            "mark",
            "ol",
            "p",
            "pre",
            "q",
            "s",
            "samp",
            "small",
            "span",
            "strong",
            "sub",
            "sup",
            "table",
            "tbody",
            "td",
            "tfoot",
            "th",
            "thead",
            "tr",
            "u",
            "ul",
            "var",
        ]))
        .clean_content_tags(HashSet::from(["script", "style"]))
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href"])),
            ("abbr", HashSet::from(["title"])),
            ("img", HashSet::from(["src", "alt", "width", "height"])),
            ("ol", HashSet::from(["start", "reversed", "type"])),
            ("td", HashSet::from(["colspan", "rowspan"])),
            ("th", HashSet::from(["colspan", "rowspan", "scope"])),
        ]))
        .generic_attributes(HashSet::from(["lang", "dir"]))
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        .attribute_filter(|element, attribute, value| match (element, attribute) {
            ("img", "src") => is_file_of_ours(value).then(|| value.into()),
            ("img", "width" | "height") => value.parse::<u16>().is_ok().then(|| value.into()),
            _ => Some(value.into()),
        })
        .link_rel(Some("noopener noreferrer"));
    cleaner
});

/// The one way a text of somebody's becomes HTML of ours: whoever stores a body stores what this gives, and templates trust it.
///
/// Keeps structure, drops scripts, styles, classes, ids, frames, forms, and pictures that are no file of ours. Headings are set one below what stands
/// above the text and skip no level, so that the page reads well aloud. What is clean stays as it is.
pub fn clean_html(typed: &str, under: Under) -> String {
    let once = |html: &str| level(&pictured(CLEANER.clean(html).to_string()), under.first_heading());
    let mut clean = once(typed);
    // What was dropped may have held apart what cannot stand in each other (`<p><button><p>`): a browser would read that as something else
    // than what was looked at here.
    for _ in 0..MOST_READINGS {
        let again = once(&clean);
        if again == clean {
            return clean;
        }
        clean = again;
    }
    ammonia::Builder::empty().clean(&clean).to_string()
}

/// Whether an address is that of a file of a course: `/ac-besancon/courses/2636/files/12`.
fn is_file_of_ours(address: &str) -> bool {
    let plain =
        |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    let number = |part: &str| !part.is_empty() && part.len() < 19 && part.bytes().all(|byte| byte.is_ascii_digit());
    match address.split('/').collect::<Vec<_>>().as_slice() {
        ["", academy, "courses", course, "files", file] => plain(academy) && number(course) && number(file),
        _ => false,
    }
}

/// Cleaned HTML without the pictures that have no address left; the others have words in their place, if none else than nothing.
fn pictured(clean: String) -> String {
    if !clean.contains("<img") {
        return clean;
    }
    let mut pictured = String::with_capacity(clean.len());
    let mut rest = clean.as_str();
    while let Some((before, after)) = rest.split_once("<img") {
        pictured.push_str(before);
        // In cleaned HTML a `>` inside an attribute is written `&gt;`.
        let (attributes, tail) = after.split_once('>').unwrap_or((after, ""));
        if attributes.contains(" src=\"") {
            let words = if attributes.contains(" alt=\"") { "" } else { " alt=\"\"" };
            pictured.push_str("<img");
            pictured.push_str(attributes);
            pictured.push_str(words);
            pictured.push('>');
        }
        rest = tail;
    }
    pictured + rest
}

/// A text that is clean, in another place than the one it was stored for.
pub fn under(clean: &str, place: Under) -> String {
    level(clean, place.first_heading())
}

/// Numbers the headings of cleaned HTML from `first` on.
///
/// Only digits after `<h` and `</h` change: in cleaned HTML a `<` that starts no tag is written `&lt;` (or stands in an attribute,
/// where a digit more or less does no harm).
fn level(clean: &str, first: u8) -> String {
    let mut leveled = String::with_capacity(clean.len());
    // Headings that are open to the eye, as (written, shown), the deepest last.
    let mut above: Vec<(u8, u8)> = Vec::new();
    let mut rest = clean;
    while let Some(at) = rest.find('<') {
        let (text, tag) = rest.split_at(at);
        leveled.push_str(text);
        let (opening, name) = match tag.strip_prefix("</") {
            Some(name) => ("</h", name),
            None => ("<h", tag.get(1..).unwrap_or_default()),
        };
        let written = name.strip_prefix('h').and_then(|digit| digit.bytes().next()).filter(|digit| (b'1'..=b'6').contains(digit));
        let Some(written) = written.map(|digit| digit - b'0') else {
            leveled.push('<');
            rest = tag.get(1..).unwrap_or_default();
            continue;
        };
        if opening == "<h" {
            while above.last().is_some_and(|(other, _)| *other >= written) {
                above.pop();
            }
            let shown = above.last().map_or(first, |(_, shown)| (shown + 1).min(6));
            above.push((written, shown));
        }
        let shown = above.last().map_or(first, |(_, shown)| *shown);
        leveled.push_str(opening);
        leveled.push(char::from(b'0' + shown));
        rest = name.get(2..).unwrap_or_default();
    }
    leveled.push_str(rest);
    leveled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn structure_stays_and_harm_goes() {
        let typed = "<p onclick=\"x()\" style=\"color:red\" class=\"a\" id=\"main\">Un <strong>mot</strong><script>alert(1)</script></p>\
                     <style>p{}</style><img src=x onerror=alert(1)><iframe src=\"//evil\"></iframe><form><input name=a></form>\
                     <a href=\"javascript:alert(1)\">a</a><a href=\"https://example.org/?a=1&b=2\" target=\"_blank\">b</a>\
                     <a href=\"/ac-besancon/my\">c</a><svg><circle/></svg><table><tr><th scope=\"row\">d</th></tr></table>";
        let clean = clean_html(typed, Under::Page);
        assert!(clean.starts_with("<p>Un <strong>mot</strong></p>"), "{clean}");
        for harm in ["script", "alert", "style", "class", "id=", "<img", "iframe", "form", "input", "svg", "target", "evil", "onerror"] {
            assert!(!clean.contains(harm), "{harm} in {clean}");
        }
        assert!(clean.contains("<a href=\"https://example.org/?a=1&amp;b=2\" rel=\"noopener noreferrer\">b</a>"), "{clean}");
        assert!(clean.contains("<a href=\"/ac-besancon/my\""));
        assert!(clean.contains("<th scope=\"row\">d</th>"));
        // What is clean stays as it is.
        assert_eq!(clean_html(&clean, Under::Page), clean);
    }

    #[test]
    fn pictures_are_files_of_ours() {
        let clean = |typed: &str| clean_html(typed, Under::Page);
        assert_eq!(
            clean("<p><img src=\"/ac-besancon/courses/2636/files/12\" alt=\"Un plan > deux\" width=\"200\" onload=\"x()\">a</p>"),
            "<p><img src=\"/ac-besancon/courses/2636/files/12\" alt=\"Un plan &gt; deux\" width=\"200\">a</p>"
        );
        assert_eq!(clean("<img src=\"/reseau/courses/1/files/2\">"), "<img src=\"/reseau/courses/1/files/2\" alt=\"\">");
        for elsewhere in [
            "https://example.org/a.png",
            "//example.org/ac-besancon/courses/1/files/2",
            "/ac-besancon/courses/1/files/2?x",
            "/ac-besancon/courses/../files/2",
            "data:image/png;base64,AAAA",
            "/ac-besancon/sign-out",
        ] {
            assert_eq!(clean(&format!("<p>a<img src=\"{elsewhere}\" alt=\"b\">c</p>")), "<p>ac</p>", "{elsewhere}");
        }
        assert_eq!(clean("<img alt=\"<img src=x>\">"), "");
    }

    #[test]
    fn headings_follow_what_stands_above_them() {
        assert_eq!(level("<h3>a</h3><h4>b</h4><h3>c</h3>", 2), "<h2>a</h2><h3>b</h3><h2>c</h2>");
        assert_eq!(level("<h1>a</h1><h5>b</h5><h6>c</h6><h2>d</h2>", 4), "<h4>a</h4><h5>b</h5><h6>c</h6><h5>d</h5>");
        assert_eq!(level("<h4>a</h4><h2>b</h2>", 2), "<h2>a</h2><h2>b</h2>");
        assert_eq!(level("<h3 lang=\"en\">a <em>b</em></h3><hr>x", 2), "<h2 lang=\"en\">a <em>b</em></h2><hr>x");
        assert_eq!(level("1 &lt; 2 <p>é</p>", 2), "1 &lt; 2 <p>é</p>");
        assert_eq!(level("<h1>1</h1><h2>2</h2><h3>3</h3><h4>4</h4>", 4), "<h4>1</h4><h5>2</h5><h6>3</h6><h6>4</h6>");
    }

    #[test]
    fn what_is_clean_is_read_as_it_stands() {
        for typed in [
            "<p>a<button><p>b</p></button>c</p>",
            "<h1>a<button><h2>b</h2></button>c</h1>",
            "<a href=/x>a<object><a href=/y>b</a></object></a>",
            "<h1>a<svg><desc><h1>b</h1><p>c<table><b>d<tr><td></svg><h2>e",
            "<a href=/x><p>a<table><b>b<tr><td><a href=/y>c</table><select><option><p></select>",
        ] {
            for under in [Under::Page, Under::Part, Under::Label] {
                let clean = clean_html(typed, under);
                assert_eq!(clean_html(&clean, under), clean, "{typed}");
            }
        }
        assert_eq!(clean_html("<p>a<button><p>b</p></button>c</p>", Under::Page), "<p>a</p><p>b</p>c<p></p>");
    }

    #[test]
    fn nested_tricks_do_not_survive() {
        for typed in [
            "<scr<script>ipt>alert(1)</script>",
            "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
            "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
            "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
            "<h3\nonmouseover=alert(1)>x</h3>",
            "<h9>x</h9><header>x</header><html><head><title>x</title>",
        ] {
            let clean = clean_html(typed, Under::Label).to_lowercase();
            assert!(
                !clean.contains("<script") && !clean.contains("<img") && !clean.contains("onmouseover") && !clean.contains("data:"),
                "{clean}"
            );
        }
    }
}
