//! Every word in both languages, none unused, none missing, said as we say things.

use std::collections::{BTreeMap, BTreeSet};

use web::Source;

use crate::rust_text;
use crate::tree::{self, File};

/// Words that French pages never say: they blame, or make people wait for nothing.
const NEVER: &[&str] = &["erreur", "invalide", "veuillez"];
/// The one sentence of the guide that begins so.
const EXCEPT: &str = "Veuillez saisir votre nouveau mot de passe";
/// Texts that look like the key of a word and are none, with what they are.
const NO_KEYS: &[(&str, &str)] = &[
    ("address-taken", "a letter's name in the outbox"),
    ("new-address", "a letter's name in the outbox"),
    ("forum-post", "a letter's name in the outbox"),
    ("forum-digest", "a letter's name in the outbox"),
    ("password-changed", "a letter's name in the outbox"),
    ("new-offers", "the list of a letter, for mail programs"),
    ("arena-demo", "an address of the demonstration"),
    ("cookie-test", "a cookie"),
    ("sign-in", "the page one is on, for the frame"),
    ("done-soft", "a colour"),
    ("new-password", "what browsers call a field"),
];

/// Keys with their texts, comments left out.
fn entries(text: &str) -> BTreeMap<String, String> {
    let mut entries: BTreeMap<String, String> = BTreeMap::new();
    let mut last = None;
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        match line.split_once(" =") {
            Some((key, rest)) if key.starts_with(|c: char| c.is_ascii_lowercase()) => {
                entries.insert(key.to_owned(), rest.trim().to_owned());
                last = Some(key.to_owned());
            }
            _ => {
                if let Some(key) = &last {
                    entries.get_mut(key).unwrap().push_str(&format!("\n{line}"));
                }
            }
        }
    }
    entries
}

/// What an entry asks to be filled in: `$name`.
fn arguments(text: &str) -> BTreeSet<String> {
    let name = |tail: &str| tail.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    text.split('$').skip(1).map(name).collect()
}

/// English has no use for « de l'académie de … » (`$of`) and takes the name instead, or goes without.
fn same_arguments(french: &BTreeSet<String>, english: &BTreeSet<String>) -> bool {
    let plain =
        |names: &BTreeSet<String>| names.iter().filter(|name| *name != "of" && *name != "academy").cloned().collect::<BTreeSet<_>>();
    plain(french) == plain(english) && !english.contains("of")
}

fn faults_of_pair(source: &Source) -> Vec<String> {
    let (french, english) = (entries(source.french), entries(source.english));
    let mut faults = Vec::new();
    let keys: BTreeSet<&String> = french.keys().chain(english.keys()).collect();
    for key in keys {
        match (french.get(key), english.get(key)) {
            (Some(ours), Some(theirs)) if !same_arguments(&arguments(ours), &arguments(theirs)) => {
                faults.push(format!("{}: {key} takes other arguments in English", source.feature));
            }
            (Some(_), Some(_)) => {}
            (None, _) => faults.push(format!("{}: {key} is missing in French", source.feature)),
            (_, None) => faults.push(format!("{}: {key} is missing in English", source.feature)),
        }
    }
    for (language, entries) in [("fr", &french), ("en", &english)] {
        for (key, text) in entries {
            if text.contains("</") || text.contains("/>") || text.contains("&nbsp;") || text.contains("&amp;") || opens_a_tag(text) {
                faults.push(format!("{} ({language}): {key} holds HTML", source.feature));
            }
        }
    }
    for (key, text) in &french {
        let said = text.replace(EXCEPT, "").to_lowercase();
        faults.extend(NEVER.iter().filter(|word| said.contains(**word)).map(|word| format!("{}: {key} says « {word} »", source.feature)));
        if ["’", "\u{a0}:", "\u{a0}»", "«\u{a0}", "\u{202f}"].iter().any(|sign| text.contains(sign)) {
            faults.push(format!("{}: {key} is dressed by hand; type plain spaces and ', the loader does the rest", source.feature));
        }
    }
    faults
}

fn opens_a_tag(text: &str) -> bool {
    text.split('<').skip(1).any(|tail| tail.starts_with(|c: char| c.is_ascii_alphabetic()))
}

/// Texts in Rust, and in the template's own brackets in HTML, that look like keys. The first of the pair says who uses it.
fn used(files: &[File]) -> Vec<(String, String)> {
    let mut used = Vec::new();
    for file in files {
        let texts: Vec<String> = if file.is("rs") {
            rust_text::read(&file.text).product_strings().map(|(_, text)| text.clone()).collect()
        } else {
            brackets(&file.text).flat_map(|code| code.split('"').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>()).collect()
        };
        used.extend(texts.into_iter().filter(|text| is_key_like(text)).map(|text| (file.path.clone(), text)));
    }
    used
}

fn brackets(html: &str) -> impl Iterator<Item = &str> {
    let inside =
        |open: &'static str, close: &'static str| html.split(open).skip(1).map(move |tail| tail.split(close).next().unwrap_or_default());
    inside("{{", "}}").chain(inside("{%", "%}"))
}

fn is_key_like(text: &str) -> bool {
    text.contains('-')
        && !text.ends_with('-')
        && text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

fn faults_of_use(keys: &BTreeSet<String>, used: &[(String, String)], no_keys: &[(&str, &str)]) -> Vec<String> {
    let seen: BTreeSet<&str> = used.iter().map(|(_, key)| key.as_str()).collect();
    let mut faults: Vec<String> =
        keys.iter().filter(|key| !seen.contains(key.as_str())).map(|key| format!("{key} is used nowhere")).collect();
    let first = |key: &str| key.split('-').next().unwrap_or_default().to_owned();
    let families: BTreeSet<String> = keys.iter().map(|key| first(key)).collect();
    for (path, key) in used {
        if families.contains(&first(key)) && !keys.contains(key) && !no_keys.iter().any(|(name, _)| name == key) {
            faults.push(format!("{path} says {key}, which is no word"));
        }
    }
    faults
}

#[test]
fn both_languages_say_the_same_things() {
    let faults: Vec<String> = magistere::features::words().iter().flat_map(faults_of_pair).collect();
    tree::none(&faults, "words");
}

#[test]
fn every_word_file_is_loaded() {
    let loaded: BTreeSet<&str> = magistere::features::words().iter().flat_map(|source| [source.french, source.english]).collect();
    let all = tree::files(&["src"], &["ftl"]);
    let lost: Vec<String> =
        all.iter().filter(|file| !loaded.iter().any(|text| text.contains(file.text.trim()))).map(|file| file.path.clone()).collect();
    tree::none(&lost, "word files that no feature loads");
    assert!(magistere::serve::words().is_ok(), "the words load");
}

#[test]
fn every_word_is_used_and_every_used_word_exists() {
    let keys: BTreeSet<String> = tree::files(&["src"], &["ftl"]).iter().flat_map(|file| entries(&file.text).into_keys()).collect();
    let used = used(&tree::files(&["src", "crates/web/src"], &["rs", "html"]));
    tree::none(&faults_of_use(&keys, &used, NO_KEYS), "keys of words");
}

#[test]
fn planted_faults_are_seen() {
    let pair = |french: &'static str, english: &'static str| faults_of_pair(&Source { feature: "x", french, english }).len();
    assert_eq!(pair("a-b = Oui { $n }\n", "a-b = Yes { $n }\n"), 0);
    assert_eq!(pair("a-b = Oui\n", "a-c = Yes\n"), 2);
    assert_eq!(pair("a-b = Oui { $n }\n", "a-b = Yes\n"), 1);
    assert_eq!(pair("a-b = <b>Oui</b>\n", "a-b = Yes\n"), 1);
    assert_eq!(pair("a-b = Erreur\n", "a-b = Error\n"), 1);
    assert_eq!(pair("a-b = Une\n  adresse invalide\n", "a-b = Bad\n"), 1);
    assert_eq!(pair("# erreur\na-b = Veuillez saisir votre nouveau mot de passe.\n", "a-b = Enter\n"), 0);
    assert_eq!(pair("a-b = l’un\n", "a-b = One\n"), 1);
    let keys: BTreeSet<String> = ["page-title".to_owned(), "page-lost".to_owned()].into();
    let used = used(&[File::new("a.html", "<p class=\"page-head\">{{ \"page-title\"|t }}{% call f(\"page-none\") %}</p>")]);
    assert_eq!(faults_of_use(&keys, &used, &[]), ["page-lost is used nowhere", "a.html says page-none, which is no word"]);
}
