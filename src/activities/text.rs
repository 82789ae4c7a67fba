//! What people write: how it was typed, and what is shown of it.

use std::sync::LazyLock;

use htmd::HtmlToMarkdown;
use pulldown_cmark::{Options, Parser, html};
use web::Filled;

use super::{Under, clean_html};

/// The longest text, in characters.
pub const LONGEST: usize = 100_000;

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
    /// The text of a form: fields `body` and `format`. Too long a one is a fault of the form.
    pub fn of(form: &mut Filled) -> Text {
        let format = form.value("format").parse().unwrap_or(Format::Markdown);
        Text { format, source: form.paragraphs("body", LONGEST) }
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
        match self.format {
            Format::Markdown => clean_html(&rendered(&self.source), under),
            Format::Html => clean_html(&self.source, under),
        }
    }

    /// What is kept beside what is shown: nothing for HTML, which is kept as it is shown.
    pub fn kept(&self) -> &str {
        match self.format {
            Format::Markdown => &self.source,
            Format::Html => "",
        }
    }
}

/// The key of what helps somebody who writes in a form: the signs of Markdown, or that this is HTML.
pub fn help_of(form: &Filled) -> &'static str {
    if form.value("format") == Format::Html.as_str() { "activities-body-html" } else { "activities-body-help" }
}

fn rendered(source: &str) -> String {
    let mut shown = String::with_capacity(source.len() * 5 / 4);
    html::push_html(&mut shown, Parser::new_ext(source, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH));
    // Markdown knows heads of columns only; a table that does not say so is hard to hear.
    shown.replace("<th>", "<th scope=\"col\">")
}

/// A text in Markdown that is shown as this one; `None` when there is none, so that nothing of it can be lost by writing on.
fn markdown_of(body: &str, under: Under) -> Option<String> {
    static CONVERTER: LazyLock<HtmlToMarkdown> = LazyLock::new(HtmlToMarkdown::new);
    let source = CONVERTER.convert(body).ok()?;
    let again = Text { format: Format::Markdown, source: source.clone() }.shown(under);
    (bare(&again) == bare(body)).then_some(source)
}

/// HTML without the white space that nobody sees.
fn bare(html: &str) -> String {
    let words: Vec<&str> = html.split_whitespace().collect();
    words.join(" ").replace("> <", "><").replace("> ", ">").replace(" <", "<")
}

#[cfg(test)]
mod tests {
    use super::*;

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
        let kept = Text::to_write(Format::Markdown, "*a*".into(), "<p><em>a</em></p>", Under::Page);
        assert_eq!((kept.kept(), kept.format), ("*a*", Format::Markdown));
    }
}
