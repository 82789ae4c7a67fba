//! Each outside world behind its one crate: databases, templates and words, mail.

use crate::rust_text;
use crate::tree::{self, File};

/// Names, and the crates that may use them. The rig is no part of the product: it measures and breaks from outside.
const KEPT: &[(&[&str], &[&str])] = &[
    (&["rusqlite", "tokio_postgres", "deadpool_postgres"], &["crates/db", "crates/rig"]),
    (&["askama", "fluent_bundle", "unic_langid"], &["crates/web"]),
    (&["lettre"], &["crates/jobs", "crates/rig"]),
    (&["argon2", "bcrypt", "sha_crypt"], &["crates/passwords", "crates/rig"]),
];

fn faults(files: &[File]) -> Vec<String> {
    let mut faults = Vec::new();
    for file in files {
        let code = rust_text::read(&file.text).code;
        for (names, homes) in KEPT {
            if homes.iter().any(|home| file.path.starts_with(home)) {
                continue;
            }
            faults.extend(names.iter().filter(|name| uses(&code, name)).map(|name| format!("{} uses {name}", file.path)));
        }
        if file.path.starts_with("crates/") && !file.path.starts_with("crates/rig") && uses(&code, "magistere") {
            faults.push(format!("{} looks up into the product", file.path));
        }
    }
    faults
}

/// Whether code names a crate: `name::`, not `other::name::`.
fn uses(code: &str, name: &str) -> bool {
    code.match_indices(&format!("{name}::")).any(|(place, _)| {
        let before = code[..place].chars().next_back().unwrap_or(' ');
        !(before.is_alphanumeric() || before == '_' || before == ':')
    })
}

#[test]
fn each_outside_world_has_its_crate() {
    let files: Vec<File> = tree::files(&["src", "crates"], &["rs"]).into_iter().filter(|file| !file.path.contains("/tests/")).collect();
    tree::none(&faults(&files), "drivers, engines and clients");
}

#[test]
fn cargo_says_the_same() {
    let mut found = Vec::new();
    for file in tree::files(&["Cargo.toml", "crates"], &["toml"]) {
        let folder = file.path.trim_end_matches("Cargo.toml").trim_end_matches('/').to_owned();
        for (names, homes) in KEPT {
            if homes.contains(&folder.as_str()) {
                continue;
            }
            let package = file.text.split("[dependencies]").nth(1).unwrap_or_default().split("\n[").next().unwrap_or_default();
            found.extend(
                names
                    .iter()
                    .map(|name| name.replace('_', "-"))
                    .filter(|name| depends(package, name))
                    .map(|name| format!("{} depends on {name}", file.path)),
            );
        }
    }
    tree::none(&found, "dependencies");
}

fn depends(package: &str, name: &str) -> bool {
    package.lines().any(|line| line.strip_prefix(name).is_some_and(|rest| rest.starts_with(['.', ' ', '='])))
}

#[test]
fn planted_faults_are_seen() {
    assert_eq!(faults(&[File::new("src/people/mod.rs", "use rusqlite::Connection;")]), ["src/people/mod.rs uses rusqlite"]);
    assert_eq!(faults(&[File::new("crates/jobs/src/x.rs", "fn f() { magistere::app::x() }")]).len(), 1);
    assert!(faults(&[File::new("src/visit/page.rs", "fn f(x: &impl web::askama::Template) {} // lettre::")]).is_empty());
    assert!(depends("lettre.workspace = true\n", "lettre") && !depends("lettre-more = 1\n", "lettre"));
}
