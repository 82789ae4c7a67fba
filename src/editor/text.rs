//! What people write: how it was typed, and what is shown of it.

use std::borrow::Cow;
use std::sync::LazyLock;

use htmd::HtmlToMarkdown;
use pulldown_cmark::{Options, Parser, html};
use web::{Filled, Message};

use super::clean::{Under, clean_html};
use super::tangle::{is_tangled, levels};
use super::unclosed::never_closed;

/// The longest text, in characters.
const LONGEST: usize = 100_000;
/// How deep HTML may go that becomes Markdown: what does it goes down by calling itself.
const MOST_LEVELS: usize = 100;

db::text_enum! {
    /// How a text was typed.
    pub enum Format {
        /// With the signs of Markdown.
        Markdown = "markdown",
        /// As HTML: what an import brought, or the demonstration.
        Html = "html",
    }
}

/// A text as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    /// How.
    pub format: Format,
    /// As it was typed.
    pub source: String,
}

impl Text {
    /// The text of a form: fields `body` and `format`. One that is too long, goes too deep, or would lose its end is a fault
    /// of the form.
    pub fn of(form: &mut Filled) -> Text {
        Text::up_to(form, LONGEST)
    }

    /// The same of at most so many characters.
    pub fn up_to(form: &mut Filled, longest: usize) -> Text {
        let format = form.value("format").parse().unwrap_or(Format::Markdown);
        form.paragraphs("body", longest);
        let text = Text { format, source: typed(form.value("body")) };
        if is_tangled(&text.html()) {
            form.fault("body", "editor-too-deep");
        } else if let Some(tag) = never_closed(&text.html()) {
            form.fault("body", Message::new("editor-unclosed").with("tag", tag));
        }
        text
    }

    /// As HTML that was not cleaned yet.
    fn html(&self) -> Cow<'_, str> {
        match self.format {
            Format::Markdown => rendered(&self.source).into(),
            Format::Html => self.source.as_str().into(),
        }
    }

    /// What is stored of a text, as somebody goes on writing it: in Markdown wherever that says the same.
    pub fn to_write(format: Format, source: String, body: &str, under: Under) -> Text {
        match format {
            Format::Markdown => Text { format, source },
            Format::Html => match markdown_of(body, under) {
                Some(source) => Text { format: Format::Markdown, source },
                None => Text { format, source: body.to_owned() },
            },
        }
    }

    /// What is shown of it, made harmless.
    pub fn shown(&self, under: Under) -> String {
        clean_html(&self.html(), under)
    }

    /// What is kept beside what is shown: nothing for HTML, which is kept as it is shown.
    pub fn kept(&self) -> &str {
        match self.format {
            Format::Markdown => &self.source,
            Format::Html => "",
        }
    }
}

/// The files of a course (its whole path, `/ac-besancon/courses/2636`) that a shown text leads to or shows.
pub fn files_in(shown: &str, course: &str) -> Vec<i64> {
    let beginning = format!("=\"{course}/files/");
    let mut files: Vec<i64> = shown
        .split(&beginning)
        .skip(1)
        .filter_map(|after| after.split_once(|sign: char| !sign.is_ascii_digit()).and_then(|(number, _)| number.parse().ok()))
        .collect();
    files.sort_unstable();
    files.dedup();
    files
}

/// The key of what helps somebody who writes in a form: the signs of Markdown, or that this is HTML.
pub fn help_of(form: &Filled) -> &'static str {
    if form.value("format") == Format::Html.as_str() { "editor-help-html" } else { "editor-help" }
}

fn rendered(source: &str) -> String {
    let mut shown = String::with_capacity(source.len() * 5 / 4);
    html::push_html(&mut shown, Parser::new_ext(source, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH));
    // Markdown knows heads of columns only; a table that does not say so is hard to hear.
    shown.replace("<th>", "<th scope=\"col\">")
}

/// A text in Markdown that is shown as this one; `None` when there is none, so that nothing of it can be lost by writing on.
fn markdown_of(body: &str, under: Under) -> Option<String> {
    if levels(body) > MOST_LEVELS {
        return None;
    }
    static CONVERTER: LazyLock<HtmlToMarkdown> = LazyLock::new(HtmlToMarkdown::new);
    let source = CONVERTER.convert(body).ok()?;
    let again = Text { format: Format::Markdown, source: source.clone() }.shown(under);
    (bare(&again) == bare(body)).then_some(source)
}

/// A text without the empty lines around it: the spaces before its first word may mean something.
fn typed(text: &str) -> String {
    let text: String = text.replace("\r\n", "\n").chars().filter(|sign| matches!(sign, '\n' | '\t') || web::is_text(*sign)).collect();
    let text = text.trim_end();
    let first = text.len() - text.trim_start().len();
    let line = text.get(..first).and_then(|blank| blank.rfind('\n')).map_or(0, |end| end + 1);
    text.get(line..).unwrap_or_default().to_owned()
}

/// HTML without the white space that nobody sees: ends of lines beside tags. Spaces between words and tags are seen, and all of it in `pre`.
fn bare(html: &str) -> String {
    if html.contains("<pre") {
        return html.trim().to_owned();
    }
    let mut bare = String::with_capacity(html.len());
    let mut rest = html.trim();
    while let Some(at) = rest.find(char::is_whitespace) {
        let (words, after) = rest.split_at(at);
        bare.push_str(words);
        let next = after.trim_start();
        let space = after.get(..after.len() - next.len()).unwrap_or_default();
        if !(space.contains('\n') && (bare.ends_with('>') || next.starts_with('<'))) {
            bare.push(' ');
        }
        rest = next;
    }
    bare + rest
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn any_text_is_harmless(source in "(\\PC|\n|<|>|\"|'|/|<script|<svg|<img src=|<a href=| onload=|javascript:|!\\[|\\]\\(|```|# |- |> |<p>|</p>|<h1>|<button>|<table>|<td>|<a href=x>|</a>){0,120}") {
            for format in [Format::Markdown, Format::Html] {
                let shown = Text { format, source: source.clone() }.shown(Under::Page);
                // In cleaned HTML a `<` begins a tag, and a `>` ends it.
                for tag in shown.split('<').skip(1).map(|tag| tag.split('>').next().unwrap_or_default().to_ascii_lowercase()) {
                    prop_assert!(!tag.starts_with("script") && !tag.starts_with("svg") && !tag.starts_with("style"), "{shown}");
                    // What stands outside of quotation marks.
                    let names: String = tag.split('"').step_by(2).collect();
                    prop_assert!(!names.contains(" on"), "{shown}");
                    prop_assert!(!tag.contains("=\"javascript:"), "{shown}");
                }
                prop_assert_eq!(clean_html(&shown, Under::Page), shown);
            }
        }
    }

    fn markdown(source: &str) -> Text {
        Text { format: Format::Markdown, source: source.into() }
    }

    #[test]
    fn markdown_is_shown_and_harmless() {
        let shown = markdown("## Titre\n\nUn **mot**, ~~deux~~ <b>trois</b>.\n\n- a\n- b\n\n[ici](https://example.org)").shown(Under::Page);
        assert!(shown.starts_with("<h2>Titre</h2>\n<p>Un <strong>mot</strong>, <del>deux</del> <b>trois</b>.</p>"), "{shown}");
        assert!(shown.contains("<li>a</li>") && shown.contains("href=\"https://example.org\""), "{shown}");
        let harm = markdown("a <script>alert(1)</script><img src=x onerror=alert(1)> [x](javascript:alert(1)) <b onclick=x>y</b>")
            .shown(Under::Label);
        assert!(!harm.contains("script:") && !harm.contains("<script") && !harm.contains("<img") && !harm.contains("onclick"), "{harm}");
        assert!(markdown("# Un\n\n### Deux").shown(Under::Label).contains("<h4>Un</h4>"));
    }

    #[test]
    fn a_text_says_which_files_it_shows() {
        let shown = markdown("![plan](/ac-x/courses/26/files/7) [pdf](/ac-x/courses/26/files/12) ![b](/ac-x/courses/26/files/7)")
            .shown(Under::Page);
        assert_eq!(files_in(&shown, "/ac-x/courses/26"), [7, 12]);
        assert!(files_in(&shown, "/ac-x/courses/2").is_empty());
        assert!(files_in("a=\"/ac-x/courses/26/files/\" /ac-x/courses/26/files/9", "/ac-x/courses/26").is_empty());
    }

    #[test]
    fn html_becomes_markdown_only_where_nothing_is_lost() {
        for body in [
            "<h2>Titre</h2>\n<p>Un <strong>mot</strong> et <em>un autre</em>.</p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>",
            "<p>Voir <a href=\"https://example.org/?a=1&amp;b=2\" rel=\"noopener noreferrer\">ici</a></p>",
        ] {
            let text = Text::to_write(Format::Html, String::new(), body, Under::Page);
            assert_eq!(text.format, Format::Markdown, "{body}");
            assert_eq!(bare(&text.shown(Under::Page)), bare(body));
        }
        let table = "<table><thead><tr><th scope=\"col\">a</th></tr></thead><tbody>\n<tr><td>b</td></tr>\n</tbody></table>";
        assert_eq!(Text::to_write(Format::Html, String::new(), table, Under::Page).format, Format::Markdown);
        for body in [
            "<p>H<sub>2</sub>O</p>",
            "<table><tbody><tr><th scope=\"row\">a</th><td colspan=\"2\">b</td></tr></tbody></table>",
            "<p lang=\"en\">Hello</p>",
        ] {
            let text = Text::to_write(Format::Html, String::new(), body, Under::Page);
            assert_eq!(bare(&text.shown(Under::Page)), bare(body), "{text:?}");
        }
        assert_eq!(
            (typed("\n\n    code\n\n").as_str(), typed(" \r\n a\u{0}b \r\n").as_str(), typed("  ").as_str()),
            ("    code", " ab", "")
        );
        assert_eq!(bare("<p>a <b>b</b>\n</p>\n<p>c</p> "), "<p>a <b>b</b></p><p>c</p>");
        assert_ne!(bare("<p><b>a</b> b</p>"), bare("<p><b>a</b>b</p>"));
        let kept = Text::to_write(Format::Markdown, "*a*".into(), "<p><em>a</em></p>", Under::Page);
        assert_eq!((kept.kept(), kept.format), ("*a*", Format::Markdown));
    }

    #[test]
    fn what_goes_too_deep_is_a_fault_and_costs_nothing() {
        let faults = |format: &str, body: String| {
            let mut form = Filled::from_fields(vec![("format".into(), format.into()), ("body".into(), body)]);
            Text::of(&mut form);
            form.errors("body").len()
        };
        let reopened = "<p>".to_owned() + &(0..40).map(|id| format!("<b id={id}>")).collect::<String>() + &"<p>x".repeat(3_500);
        let strayed = ["<div></b>".repeat(11_000), "<b></i>".repeat(14_000), "<svg>".to_owned() + &"<td>".repeat(12_000)];
        for tangled in strayed.into_iter().chain([reopened]) {
            assert_eq!((faults("markdown", tangled.clone()), faults("html", tangled.clone())), (1, 1), "{}", &tangled[..20]);
        }
        for deep in [">".repeat(50_000) + "x", "<blockquote>".repeat(8_000), "<b>".repeat(30_000), "<p><i>".repeat(15_000)] {
            assert_eq!(faults("markdown", deep.clone()), 1, "{}", &deep[..20]);
            assert_eq!(faults("html", "<ul><li>".repeat(10_000)), 1);
        }
        let list = (0..400).map(|line| format!("{}- ligne\n", "  ".repeat(line % 8))).collect::<String>();
        for fine in [list, "> > > Cité\n\n".repeat(500), "un **mot** ".repeat(5_000), "<p>un<p>deux<br>".repeat(2_000)] {
            assert_eq!(faults("markdown", fine.clone()), 0, "{}", &fine[..20]);
        }
        assert!(markdown_of(&"<blockquote>".repeat(8_000), Under::Page).is_none());
    }
}
