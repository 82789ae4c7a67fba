//! Templates the content policy lets through: no style attribute, no script or handler inside a page.

use crate::tree::{self, File};

fn faults(files: &[File]) -> Vec<String> {
    let mut faults = Vec::new();
    for file in files {
        let text = file.text.to_lowercase();
        let mut say = |what: &str| faults.push(format!("{}: {what}", file.path));
        for tag in tags(&text) {
            for name in attributes(tag) {
                if name == "style" || (name.starts_with("on") && name.len() > 3) {
                    say(&format!("{name}= in <{tag}>"));
                }
            }
            if tag.contains("javascript:") {
                say("a javascript: address");
            }
        }
        for script in text.split("<script").skip(1) {
            let content = script.split_once('>').map_or("", |(_, rest)| rest.split("</script").next().unwrap_or_default());
            if !content.trim().is_empty() {
                say("a script with content");
            }
        }
        if text.contains("<style") {
            say("a <style> element");
        }
    }
    faults
}

/// The insides of tags. Good enough for templates: a `>` in a `{% %}` ends a tag early, never late.
fn tags(text: &str) -> impl Iterator<Item = &str> {
    text.split('<').skip(1).map(|tail| tail.split('>').next().unwrap_or_default())
}

/// Names that stand before `=`, outside of values.
fn attributes(tag: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut name = String::new();
    let mut quote = None;
    for c in tag.chars() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '=') => names.push(std::mem::take(&mut name)),
            (None, c) if c.is_whitespace() || "{}%|".contains(c) => name.clear(),
            (None, c) => name.push(c),
        }
    }
    names
}

#[test]
fn no_style_and_no_script_inside_pages() {
    tree::none(&faults(&tree::files(&["src"], &["html"])), "templates");
}

#[test]
fn planted_faults_are_seen() {
    for planted in [
        "<p style=\"color:red\">x</p>",
        "<a href=\"x\"\n  onclick='f()'>x</a>",
        "<script>f()</script>",
        "<style>p {}</style>",
        "<a href=\"JavaScript:f()\">x</a>",
    ] {
        assert!(!faults(&[File::new("a.html", planted)]).is_empty(), "{planted}");
    }
    let good =
        "<script type=\"module\" src=\"{{ \"app.js\"|asset }}\"></script><p title=\"style=\">x</p><link rel=\"stylesheet\" href=\"x\">";
    assert_eq!(faults(&[File::new("a.html", good)]), Vec::<String>::new());
}
