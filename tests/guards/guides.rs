//! What the guides put in quotation marks stands on a screen: a word that changes there changes in the guides too.

use std::collections::BTreeSet;

use crate::tree;

/// A guide: where it stands, its marks, and what else it quotes, with what that is.
const GUIDES: [(&str, [char; 2], &[&str]); 4] = [
    ("docs/fr/construire-un-parcours.md", ['«', '»'], &[]),
    ("docs/en/building-a-course.md", ['“', '”'], &[]),
    (
        "docs/fr/connexion-directe.md",
        ['«', '»'],
        &[
            // The subject of the message, which begins with the name of the académie.
            "demande de réinitialisation de mot de passe",
            // What other people's mail programs say, and how addresses end.
            "courriers indésirables",
            "spam",
            "pourriel",
            ".fr",
            ".com",
        ],
    ),
    ("docs/en/direct-sign-in.md", ['“', '”'], &["spam", ".fr", ".com"]),
];

/// As it is compared: typed plainly, without capitals, without the sign that ends it on a screen.
fn plain(text: &str) -> String {
    let text = text.replace('’', "'").replace(['\u{a0}', '\u{202f}'], " ");
    text.trim().trim_end_matches([' ', ':', '.']).to_lowercase()
}

/// What the site says, each text up to and after what is filled in.
fn said() -> BTreeSet<String> {
    let sources = magistere::features::words();
    let lines = sources.iter().flat_map(|source| [source.french, source.english]).flat_map(str::lines);
    let texts = lines.filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(" = ").map(|(_, text)| text));
    texts.flat_map(|text| text.split(['{', '}', '(']).map(plain).chain([plain(text)]).collect::<Vec<_>>()).collect()
}

/// What stands between quotation marks.
fn quoted(text: &str, [open, close]: [char; 2]) -> Vec<&str> {
    text.split(open).skip(1).map(|after| after.split(close).next().unwrap_or_default()).collect()
}

fn faults(path: &str, text: &str, marks: [char; 2], besides: &[&str], said: &BTreeSet<String>) -> Vec<String> {
    let known = |quote: &str| said.contains(&plain(quote)) || besides.iter().any(|other| plain(other) == plain(quote));
    quoted(text, marks).into_iter().filter(|quote| !known(quote)).map(|quote| format!("{path} quotes {quote}")).collect()
}

#[test]
fn what_a_guide_quotes_stands_on_a_screen() {
    let said = said();
    for (path, marks, besides) in GUIDES {
        let guide = tree::files(&[path], &["md"]).remove(0);
        assert!(quoted(&guide.text, marks).len() > 3, "{path}");
        tree::none(&faults(path, &guide.text, marks, besides, &said), "a guide quotes what no screen says");
    }
}

#[test]
fn every_picture_of_a_guide_is_there_and_shown() {
    for (path, ..) in GUIDES {
        let guide = tree::files(&[path], &["md"]).remove(0);
        let folder = path.rsplit_once('/').unwrap().0;
        let shown: BTreeSet<String> =
            guide.text.split("](images/").skip(1).map(|after| format!("{folder}/images/{}", after.split(')').next().unwrap())).collect();
        let pictures = format!("{folder}/images/{}", path.rsplit_once('/').unwrap().1.trim_end_matches(".md"));
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let there: BTreeSet<String> = std::fs::read_dir(root.join(&pictures))
            .unwrap()
            .map(|file| format!("{pictures}/{}", file.unwrap().file_name().to_str().unwrap()))
            .collect();
        assert_eq!(shown, there, "{path}");
    }
}

#[test]
fn planted_faults_are_seen() {
    let said = said();
    let fine = "Touchez **« Créer un parcours »**, puis « Supprimé récemment » et « Qui ouvre les discussions ? ».";
    assert!(faults("a.md", fine, ['«', '»'], &[], &said).is_empty());
    assert_eq!(faults("a.md", "Touchez « Fabriquer un parcours » ou « spam ».", ['«', '»'], &["spam"], &said).len(), 1);
}
