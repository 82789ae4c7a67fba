//! Who may import whom: an import goes down. Sideways and up only as listed here, each with its reason.

use std::collections::{BTreeMap, BTreeSet};

use crate::rust_text;
use crate::tree::{self, File};

/// The levels, from the ground up.
const LEVELS: &[(&str, &[&str])] = &[
    ("core", &["clock", "chance", "plain", "secrets", "app", "assets"]),
    ("bedrock", &["academies", "people", "access", "links", "events", "indexing", "search", "files"]),
    ("doors", &["shell", "visit", "problems", "sign_in", "public"]),
    ("one person", &["profile", "preferences", "editor"]),
    ("learning", &["courses", "activities", "enrolment", "lifecycle", "authoring", "media", "catalogue", "my", "news"]),
    (
        "kinds of activities",
        &[
            "activities/label",
            "activities/page",
            "activities/file",
            "activities/folder",
            "activities/url",
            "activities/video",
            "activities/book",
            "activities/milestone",
            "activities/choice",
            "activities/forum",
        ],
    ),
    (
        "running it",
        &[
            "finder",
            "management",
            "admin",
            "old_links",
            "demo",
            "demo_pages",
            "merging",
            "seed",
            "store",
            "features",
            "site",
            "serve",
            "cli",
        ],
    ),
];

/// Imports that go sideways or up, and why.
const ALLOWED: &[(&str, &str, &str)] = &[
    ("app", "academies", "the type of one function that it carries for the doors names the académie"),
    ("app", "activities", "it holds the list of kinds, so that courses need not know them"),
    ("app", "clock", "it holds the clock"),
    ("app", "search", "it holds the index"),
    ("app", "files", "it holds the folder of what people brought"),
    ("app", "secrets", "it holds the key"),
    ("secrets", "chance", "a key and a nonce are drawn"),
    ("academies", "people", "the strictest of somebody's password policies; the words her password may not be made of"),
    ("people", "files", "her picture"),
    ("academies", "files", "its logo"),
    ("links", "academies", "a letter speaks for an académie"),
    ("links", "people", "a link and a letter are for somebody"),
    ("visit", "shell", "puts a page into its frame"),
    ("problems", "visit", "a problem is a page"),
    ("sign_in", "visit", "its pages are asked for by a visit"),
    ("public", "visit", "its pages are asked for by a visit"),
    ("courses", "activities", "the trait"),
    ("catalogue", "courses", "lists courses"),
    ("management", "merging", "asks for it, and shows what was asked"),
    ("merging", "my", "two accounts become one in every table that names a person"),
    ("features", "merging", "lists it"),
    ("serve", "merging", "forgets requests that nobody answered"),
    ("news", "catalogue", "tells what is new in it"),
    ("authoring", "courses", "writes them"),
    ("authoring", "media", "keeps the files that its forms bring"),
    ("media", "courses", "asks who makes courses"),
    ("authoring", "activities", "writes them, by the trait"),
    ("lifecycle", "courses", "moves a course through its life"),
    ("lifecycle", "catalogue", "publishes and withdraws"),
    ("my", "catalogue", "the newest offers stand beside her courses"),
    ("my", "courses", "lists courses"),
    ("enrolment", "courses", "puts people into courses"),
    ("cli", "admin", "runs its commands"),
    ("cli", "seed", "runs the command"),
    ("cli", "serve", "runs the command"),
    ("cli", "store", "opens the data before a command"),
    ("admin", "cli", "reads the flags that all its commands share"),
    ("admin", "features", "prints the routes"),
    ("admin", "serve", "builds an `App` without a listener, with the same words"),
    ("admin", "store", "opens the data before a command"),
    ("demo", "store", "marks the data as a demonstration's"),
    ("seed", "cli", "reads its flags"),
    ("seed", "demo", "its people have the password of the demonstration's"),
    ("seed", "store", "marks the data as its own"),
    ("features", "demo_pages", "lists it"),
    ("features", "finder", "lists it"),
    ("features", "management", "lists it"),
    ("finder", "management", "finds people as their page does"),
    ("features", "old_links", "lists it"),
    ("serve", "features", "loads the words of all"),
    ("serve", "site", "serves it"),
    ("site", "features", "serves the routes of all"),
    ("features", "sign_in", "lists it"),
    ("features", "my", "lists it"),
    ("site", "sign_in", "shows the sign-in page in the place of a form whose session is over"),
];

/// What no feature imports, not even from above: it records an event, or asks through `App`.
const NEVER: &[&str] = &["my", "sign_in", "admin"];

type Graph = BTreeMap<String, BTreeSet<String>>;

/// The feature a file of `src/` belongs to.
fn feature(path: &str) -> Option<String> {
    let path = path.strip_prefix("src/")?;
    let mut parts: Vec<&str> = path.split('/').collect();
    let file = parts.pop()?.trim_end_matches(".rs");
    match parts.as_slice() {
        [] if matches!(file, "main" | "lib") || file.ends_with("_tests") => None,
        [] => Some(file.to_owned()),
        ["activities", kind, ..] => Some(format!("activities/{kind}")),
        [feature, ..] => Some((*feature).to_owned()),
    }
}

fn graph(files: &[File]) -> Graph {
    let features: BTreeSet<String> = files.iter().filter_map(|file| feature(&file.path)).collect();
    let mut graph: Graph = features.iter().map(|feature| (feature.clone(), BTreeSet::new())).collect();
    for file in files {
        let Some(from) = feature(&file.path) else { continue };
        if file.path.ends_with("tests.rs") {
            continue;
        }
        let text = rust_text::read(&file.text);
        let edges = graph.get_mut(&from).unwrap();
        for to in imports(text.product()) {
            // Beside an activity, a bare name may be another one.
            let beside = format!("activities/{}", to[0]);
            let folder = to.join("/");
            let target = match from.starts_with("activities/") && features.contains(&beside) {
                true => beside,
                false if features.contains(&folder) => folder,
                false => to[0].clone(),
            };
            if features.contains(&target) && target != from {
                edges.insert(target);
            }
        }
    }
    graph
}

/// The first two names after every `crate::`, and every name after `super::` (which may be a feature's when it climbs far enough).
fn imports(code: &str) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for (place, word) in code.match_indices("crate::").chain(code.match_indices("super::")) {
        let before = code[..place].chars().next_back().unwrap_or(' ');
        if before.is_alphanumeric() || before == '_' || before == '$' {
            continue;
        }
        let tail = &code[place + word.len()..];
        found.extend(leading(tail));
    }
    found
}

fn leading(tail: &str) -> Vec<Vec<String>> {
    let Some(group) = tail.strip_prefix('{') else { return vec![path_of(tail)] };
    let mut depth = 0;
    let mut items = vec![String::new()];
    for c in group.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                items.push(String::new());
                continue;
            }
            _ => {}
        }
        items.last_mut().unwrap().push(c);
    }
    items.iter().map(|item| path_of(item.trim())).filter(|path| !path[0].is_empty()).collect()
}

fn path_of(text: &str) -> Vec<String> {
    let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':')).unwrap_or(text.len());
    text[..end].split("::").filter(|part| *part != "super").take(2).map(str::to_owned).collect()
}

fn level(feature: &str) -> Option<usize> {
    LEVELS.iter().position(|(_, features)| features.contains(&feature))
}

/// Everything wrong with a graph, and the entries of the list that it used.
fn faults(graph: &Graph, allowed: &[(&str, &str, &str)]) -> Vec<String> {
    let mut faults = Vec::new();
    for (from, targets) in graph {
        let Some(own) = level(from) else {
            faults.push(format!("{from} has no level: give it one in tests/guards/levels.rs"));
            continue;
        };
        for to in targets {
            let listed = allowed.iter().any(|(a, b, _)| a == from && b == to);
            let goes_down = level(to).is_some_and(|level| level < own);
            if !listed && (!goes_down || NEVER.contains(&to.as_str())) {
                faults.push(format!("{from} imports {to}"));
            }
        }
    }
    for (from, to, reason) in allowed {
        if !graph.get(*from).is_some_and(|targets| targets.contains(*to)) {
            faults.push(format!("{from} → {to} is allowed ({reason}) but does not exist any more"));
        }
    }
    faults
}

#[test]
fn an_import_goes_down() {
    tree::none(&faults(&graph(&tree::files(&["src"], &["rs"])), ALLOWED), "imports between features");
}

#[test]
fn no_folder_is_a_drawer() {
    let drawers: Vec<String> = tree::files(&["src", "crates"], &["rs"])
        .into_iter()
        .map(|file| file.path)
        .filter(|path| {
            path.split('/')
                .any(|part| matches!(part.trim_end_matches(".rs"), "services" | "utils" | "util" | "helpers" | "models" | "common_things"))
        })
        .collect();
    tree::none(&drawers, "a folder is named after what it is about");
}

#[test]
fn planted_faults_are_seen() {
    let good = [File::new("src/people/mod.rs", "use crate::clock::DAY;"), File::new("src/clock.rs", "")];
    assert_eq!(faults(&graph(&good), &[]), Vec::<String>::new());
    let red = |path: &str, text: &str| {
        let mut files = vec![File::new(path, text)];
        for other in ["src/people/mod.rs", "src/my/mod.rs", "src/sign_in/mod.rs", "src/activities/mod.rs", "src/activities/label/mod.rs"] {
            files.push(File::new(other, ""));
        }
        files.push(File::new("src/activities/page/mod.rs", ""));
        faults(&graph(&files), &[])
    };
    assert_eq!(red("src/people/session.rs", "fn f() { crate::my::x() }"), ["people imports my"]);
    assert_eq!(red("src/people/mod.rs", "use super::my;"), ["people imports my"]);
    assert_eq!(red("src/courses/page.rs", "use crate::{people, sign_in::{direct, choice}};"), ["courses imports sign_in"]);
    assert_eq!(red("src/courses/page.rs", "use crate::activities::label::Kind;"), ["courses imports activities/label"]);
    assert_eq!(red("src/activities/label/x.rs", "use super::super::page::Page;"), ["activities/label imports activities/page"]);
    assert_eq!(red("src/drawer/x.rs", "").len(), 1);
    assert!(red("src/courses/page.rs", "// crate::my\n#[cfg(test)]\nmod tests { use crate::my; }").is_empty());
}
