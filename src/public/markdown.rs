//! The texts of the footer as HTML. They are ours or an administrator's; raw HTML in them is shown, not used.

use pulldown_cmark::{CowStr, Event, HeadingLevel, Parser, Tag, TagEnd, TextMergeStream, html};
use web::Asset;

/// What is filled in where a text says `{full_name}`, `{of_name}`, `{origin}`, `{support_contact}`.
pub struct Fill<'a> {
    /// « Académie de Besançon ».
    pub full_name: &'a str,
    /// « de l’académie de Besançon ».
    pub of_name: &'a str,
    /// Where the site is.
    pub origin: &'a str,
    /// A line that starts with it falls away when there is none.
    pub support_contact: Option<&'a str>,
    /// What the name of a picture's asset starts with.
    pub pictures: &'a str,
    /// The files of the product; a picture that is not among them falls away.
    pub assets: &'a [Asset],
}

/// A text ready to be shown.
pub struct Page {
    /// Its first heading of level 1, which is not in `html`.
    pub title: String,
    /// The rest.
    pub html: String,
}

const SUPPORT: &str = "{support_contact}";

/// Turns a text into HTML.
pub fn render(source: &str, fill: &Fill<'_>) -> Page {
    let source = lines_to_show(source, fill);
    let mut title = String::new();
    // Links do not stand inside each other.
    let mut unlinked = 0;
    let mut events: Vec<Event<'_>> = Vec::new();
    let mut parser = TextMergeStream::new(Parser::new(&source));
    while let Some(event) = parser.next() {
        match event {
            Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) if title.is_empty() => {
                title = filled(&words_until(&mut parser), fill)
            }
            // A page has one title.
            Event::Start(Tag::Heading { level: HeadingLevel::H1, id, classes, attrs }) => {
                events.push(Event::Start(Tag::Heading { level: HeadingLevel::H2, id, classes, attrs }));
            }
            Event::End(TagEnd::Heading(HeadingLevel::H1)) => events.push(Event::End(TagEnd::Heading(HeadingLevel::H2))),
            Event::Start(Tag::Image { dest_url, .. }) => {
                let words = words_until(&mut parser);
                events.extend(picture(&dest_url, &words, fill));
            }
            // An académie's own text leads wherever it likes, by addresses and never by scripts.
            Event::Start(Tag::Link { ref dest_url, .. }) if !is_address(dest_url) => unlinked += 1,
            Event::End(TagEnd::Link) if unlinked > 0 => unlinked -= 1,
            Event::Text(text) if text.trim() == SUPPORT => events.extend(contact(fill)),
            Event::Text(text) => events.push(Event::Text(filled(&text, fill).into())),
            Event::Code(text) => events.push(Event::Code(filled(&text, fill).into())),
            Event::Html(text) | Event::InlineHtml(text) => events.push(Event::Text(text)),
            // What is left of a picture that fell away.
            Event::End(TagEnd::Paragraph) if matches!(events.last(), Some(Event::Start(Tag::Paragraph))) => {
                events.pop();
            }
            other => events.push(other),
        }
    }
    let mut shown = String::with_capacity(source.len() * 5 / 4);
    html::push_html(&mut shown, events.into_iter());
    Page { title, html: shown }
}

/// Whether a link leads to a page of this site or of the web, or to a mailbox.
fn is_address(link: &str) -> bool {
    let scheme = link.split(['/', '?', '#']).next().and_then(|start| start.split_once(':')).map(|(scheme, _)| scheme.to_ascii_lowercase());
    match scheme {
        Some(scheme) => matches!(scheme.as_str(), "http" | "https" | "mailto" | "tel"),
        None => !link.starts_with("//") && !link.chars().any(|sign| sign.is_control() || sign == '\\'),
    }
}

fn lines_to_show(source: &str, fill: &Fill<'_>) -> String {
    let shown = |line: &&str| fill.support_contact.is_some() || !line.trim_start().starts_with(SUPPORT);
    source.lines().filter(shown).flat_map(|line| [line, "\n"]).collect()
}

/// The words up to the end of a heading or a picture.
fn words_until<'a>(parser: &mut impl Iterator<Item = Event<'a>>) -> String {
    let mut words = String::new();
    for event in parser {
        match event {
            Event::Text(text) | Event::Code(text) => words.push_str(&text),
            Event::SoftBreak | Event::HardBreak => words.push(' '),
            Event::End(TagEnd::Heading(_) | TagEnd::Image) => break,
            _ => {}
        }
    }
    words
}

fn filled(text: &str, fill: &Fill<'_>) -> String {
    text.replace("{full_name}", fill.full_name)
        .replace("{of_name}", fill.of_name)
        .replace("{origin}", fill.origin)
        .replace(SUPPORT, fill.support_contact.unwrap_or_default())
}

fn contact<'a>(fill: &Fill<'_>) -> Vec<Event<'a>> {
    let Some(address) = fill.support_contact else { return Vec::new() };
    let address: CowStr<'a> = address.to_owned().into();
    let link = format!("<a href=\"mailto:{0}\">{0}</a>", escaped(&address));
    vec![Event::InlineHtml(link.into())]
}

/// The picture as an `<img>` with its size, loaded when it comes into sight.
fn picture<'a>(source: &str, words: &str, fill: &Fill<'_>) -> Option<Event<'a>> {
    let file = source.rsplit('/').next().unwrap_or(source);
    let name = format!("{}{file}", fill.pictures);
    let asset = fill.assets.iter().find(|asset| asset.name == name)?;
    let size = png_size(asset.plain).map(|(width, height)| format!(" width=\"{width}\" height=\"{height}\"")).unwrap_or_default();
    let image = format!("<img src=\"/assets/{}\" alt=\"{}\"{size} loading=\"lazy\">", escaped(asset.path), escaped(words));
    Some(Event::InlineHtml(image.into()))
}

/// Width and height at which a PNG picture is shown: half of what its first chunk says, as it is taken for fine screens.
fn png_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let number = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    bytes.starts_with(b"\x89PNG").then(|| Some((number(16)? / 2, number(20)? / 2))).flatten()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x02\xd0\0\0\x05\xc8";
    const ASSETS: &[Asset] = &[Asset {
        name: "help/fr/1-choix.png",
        path: "help/fr/1-choix.0123456789.png",
        content_type: "image/png",
        plain: PICTURE,
        brotli: None,
        zstd: None,
    }];

    fn shown(source: &str, support_contact: Option<&str>) -> Page {
        let fill = Fill {
            full_name: "Académie <b>",
            of_name: "de l’académie",
            origin: "http://127.0.0.1:8080",
            support_contact,
            pictures: "help/fr/",
            assets: ASSETS,
        };
        render(source, &fill)
    }

    #[test]
    fn what_is_filled_in_is_text() {
        let page = shown("# Titre {of_name}\n\nCe site : {full_name}, `{origin}` <script>\n", None);
        assert_eq!(page.title, "Titre de l’académie");
        assert_eq!(page.html, "<p>Ce site : Académie &lt;b&gt;, <code>http://127.0.0.1:8080</code> &lt;script&gt;</p>\n");
    }

    #[test]
    fn a_page_has_one_title() {
        let page = shown("# Un\n\nA\n\n# Deux\n", None);
        assert_eq!((page.title.as_str(), page.html.as_str()), ("Un", "<p>A</p>\n<h2>Deux</h2>\n"));
    }

    #[test]
    fn links_lead_to_addresses_and_never_to_scripts() {
        for (link, there) in [
            ("https://example.org/a", true),
            ("/ac-besancon/my", true),
            ("#haut", true),
            ("mailto:assistance@example.org", true),
            ("javascript:alert(1)", false),
            ("JaVaScRiPt:alert(1)", false),
            ("data:text/html,x", false),
            ("//evil.example", false),
        ] {
            let html = shown(&format!("Voir [ici]({link}) donc."), None).html;
            assert_eq!(html.contains("<a href"), there, "{html}");
            assert!(html.contains("ici") && html.contains("donc."), "{html}");
        }
        let html =
            shown("<a href='javascript:x'>a</a> <https://example.org> <javascript:alert(1)>\n\n[a]: javascript:x\n\n[a] [b][a]", None).html;
        assert!(!html.contains("<a href=\"javascript") && html.matches("<a ").count() == 1, "{html}");
    }

    #[test]
    fn nobody_to_write_to_is_not_written() {
        assert_eq!(shown("{support_contact}\n\nFin", None).html, "<p>Fin</p>\n");
        let named = shown("{support_contact}", Some("a_b_c@example.org")).html;
        assert_eq!(named, "<p><a href=\"mailto:a_b_c@example.org\">a_b_c@example.org</a></p>\n");
    }

    #[test]
    fn pictures_stand_when_they_exist() {
        assert_eq!(
            shown("![Le « choix »](images/connexion-directe/1-choix.png)", None).html,
            "<p><img src=\"/assets/help/fr/1-choix.0123456789.png\" alt=\"Le « choix »\" width=\"360\" height=\"740\" loading=\"lazy\"></p>\n"
        );
        assert_eq!(shown("Avant\n\n![Absente](images/x/9-rien.png)\n\nAprès", None).html, "<p>Avant</p>\n<p>Après</p>\n");
    }
}
