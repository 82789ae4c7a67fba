//! What must hold of every text, whoever typed it: the targets of `bin/fuzz` only choose how it is read.
//!
//! `fuzz/seeds` holds the texts it begins with, ours. A broken promise is a panic here; one that takes too long or too much room is stopped by
//! the limits in `bin/fuzz`.

use magistere::editor::{Format, Text, Under, clean_html, files_in};
use magistere::files::captions;
use web::Filled;

/// Where a text may stand.
const PLACES: [Under; 3] = [Under::Page, Under::Part, Under::Label];

/// Captions written anew are only times and words, and are read again as the same.
pub fn captions_hold(typed: &str) {
    let Some(clean) = captions::clean(typed) else { return };
    let words = clean.strip_prefix("WEBVTT\n\n").expect("captions begin as WebVTT does");
    assert!(!words.contains('<'), "a tag: {clean}");
    // Each sign of a caption is at most five (`&amp;`), each line of times one that is a little longer.
    assert!(clean.len() <= 6 * typed.len() + 6, "{} from {}", clean.len(), typed.len());
    assert_eq!(captions::clean(&clean).as_deref(), Some(clean.as_str()), "read again as something else");
}

/// A text of a form is refused, or harmless wherever it is shown, and loses nothing by being written on.
pub fn text_holds(format: Format, typed: &str) {
    let fields = [("format", format.as_str()), ("body", typed)].map(|(name, value)| (name.to_owned(), value.to_owned()));
    let mut form = Filled::from_fields(fields.into());
    let text = Text::of(&mut form);
    if !form.errors("body").is_empty() {
        return;
    }
    for under in PLACES {
        let shown = text.shown(under);
        harmless(&shown);
        assert_eq!(clean_html(&shown, under), shown, "cleaned twice");
        // What is begun anew is bounded by itself (`MOST_BEGUN_ANEW`); each sign may be written out, each link says where it does not lead.
        assert!(shown.len() <= 16 * (typed.len() + 50_000), "{} from {}", shown.len(), typed.len());
        files_in(&shown, "/ac-besancon/courses/2636");
        let again = Text::to_write(text.format, text.kept().to_owned(), &shown, under);
        assert_eq!(seen(&again.shown(under)), seen(&shown), "written on as {:?}", again);
    }
}

/// Fails where something in cleaned HTML could act: there, `<` begins a tag and `>` ends it.
fn harmless(shown: &str) {
    const NEVER: [&str; 14] =
        ["script", "style", "svg", "math", "iframe", "object", "embed", "form", "input", "base", "meta", "link", "template", "noscript"];
    for tag in shown.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap_or_default().to_ascii_lowercase();
        let name: String = tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
        assert!(!name.is_empty() && !NEVER.contains(&name.as_str()), "<{tag}>");
        // What stands outside of quotation marks are names, the rest is what they are.
        let parts: Vec<&str> = tag.split('"').collect();
        assert!(
            !parts.iter().step_by(2).any(|names| names.contains(" on") || names.contains(" style") || names.contains(" id")),
            "<{tag}>"
        );
        for pair in parts.windows(2) {
            let [names, value] = pair else { continue };
            let address = names.ends_with("href=") || names.ends_with("src=");
            assert!(!address || scheme(value).is_none_or(|scheme| ["http", "https", "mailto", "tel"].contains(&&*scheme)), "<{tag}>");
        }
    }
}

/// What an address does, as browsers read it: what cannot be a scheme (`java%09script:`) is the beginning of a path.
fn scheme(address: &str) -> Option<String> {
    let read: String = address.chars().filter(|sign| !matches!(sign, '\t' | '\n' | '\r')).collect();
    let (scheme, _) = read.trim_start_matches(|sign: char| sign <= ' ').split_once(':')?;
    let fits = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '+' | '-' | '.');
    (scheme.starts_with(|first: char| first.is_ascii_alphabetic()) && scheme.chars().all(fits)).then(|| scheme.to_owned())
}

/// A text without its white space, which HTML does not show where tags end.
fn seen(shown: &str) -> String {
    shown.split_whitespace().collect()
}
