//! Every query of the product is prepared on both engines, whether a test happens to run it or not.

use std::collections::BTreeMap;

use db::{Db, Location};

use crate::database::{self, Fresh};
use crate::rust_text::{self, RustText};
use crate::tree::{self, File};

/// What stands for a hole whose value is known only while running: one of those it can take.
const FILLINGS: &[(&str, &str)] = &[("known", "support_contact"), ("neighbour", "position < $4 order by position desc limit 1")];

/// Put together of a number of parts that is known only while running; the tests of the site run them on both engines.
const IN_PARTS: &[(&str, &str)] = &[
    ("src/catalogue/open.rs", "select * from ("),
    ("src/seed/rows.rs", "insert into {} ({}) values {}"),
    // Each of its parts is a query, and found as one.
    ("src/activities/paper.rs", "select activity_id, kind, place, title, body, bytes, hidden from ({every})"),
];

#[derive(Debug)]
pub struct Query {
    pub path: String,
    pub sql: String,
}

/// Constants by the file's folder and name, as text: numbers are worked out.
type Constants = BTreeMap<String, String>;

fn looks_like_sql(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().take(3).collect();
    match words.as_slice() {
        ["select", ..] => text.contains(" from ") || text.contains("\n"),
        ["insert", "into", _] | ["delete", "from", _] | ["update", _, "set"] => true,
        ["with", "recursive", _] => true,
        ["with", _, next] => *next == "as" || next.starts_with("as("),
        _ => false,
    }
}

/// `const NAME: … = value;` of a file, with numbers worked out from those known before.
fn constants(text: &RustText, known: &Constants) -> Constants {
    let mut found = known.clone();
    let mut strings = text.strings.iter().peekable();
    for (place, _) in text.code.match_indices("const ") {
        let Some((head, _)) = text.code[place + 6..].split_once(';') else { continue };
        let Some((name, value)) = head.split_once('=') else { continue };
        let name = name.split(':').next().unwrap_or_default().trim().to_owned();
        let start = place + 6;
        while strings.peek().is_some_and(|(at, _)| *at < start) {
            strings.next();
        }
        let value = value.trim();
        if value == "\"\"" {
            if let Some((_, text)) = strings.peek() {
                found.insert(name, text.clone());
            }
        } else if let Some(number) = product(value, &found) {
            found.insert(name, number.to_string());
        }
    }
    found
}

fn product(value: &str, known: &Constants) -> Option<i64> {
    value.split('*').map(|factor| factor.trim().replace('_', "")).try_fold(1_i64, |whole, factor| {
        let number: i64 = factor.parse().ok().or_else(|| known.get(&factor)?.parse().ok())?;
        Some(whole * number)
    })
}

/// Every query of these files with its holes filled, and those whose holes are known only while running.
pub fn queries(files: &[File]) -> (Vec<Query>, Vec<String>) {
    let clock = files
        .iter()
        .find(|file| file.path == "src/clock.rs")
        .map(|file| constants(&rust_text::read(&file.text), &Constants::new()))
        .unwrap_or_default();
    // `super::COLUMNS` and the like: the constants of the folder's own mod.rs.
    let mut of_folder: BTreeMap<String, Constants> = BTreeMap::new();
    for file in files.iter().filter(|file| file.path.ends_with("mod.rs")) {
        of_folder.insert(folder(&file.path).to_owned(), constants(&rust_text::read(&file.text), &clock));
    }
    let (mut found, mut open) = (Vec::new(), Vec::new());
    for file in files {
        let text = rust_text::read(&file.text);
        let known = constants(&text, of_folder.get(folder(&file.path)).unwrap_or(&clock));
        for (place, sql) in text.product_strings().filter(|(_, text)| looks_like_sql(text)) {
            match filled(sql, &text.code[*place..], &known, &of_folder) {
                Some(sql) => found.push(Query { path: file.path.clone(), sql }),
                None if IN_PARTS.iter().any(|(path, start)| *path == file.path && sql.starts_with(start)) => {}
                None => open.push(format!("{}: {}", file.path, sql.lines().next().unwrap_or_default())),
            }
        }
    }
    (found, open)
}

fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The text with its holes filled: named ones from constants, bare ones from the arguments that follow.
fn filled(sql: &str, after: &str, known: &Constants, of_folder: &BTreeMap<String, Constants>) -> Option<String> {
    let value = |path: &str| {
        let (module, name) = path.rsplit_once("::").unwrap_or(("", path));
        let module = module.trim_start_matches("crate::");
        let there =
            of_folder.iter().find(|(folder, _)| !module.is_empty() && module != "super" && folder.ends_with(&module.replace("::", "/")));
        let fixed = FILLINGS.iter().find(|(hole, _)| *hole == name).map(|(_, value)| (*value).to_owned());
        there.and_then(|(_, constants)| constants.get(name).cloned()).or_else(|| known.get(name).cloned()).or(fixed)
    };
    let mut arguments = after.trim_start().strip_prefix(',').unwrap_or_default().split([',', ')']).map(str::trim);
    let mut text = String::new();
    let mut rest = sql;
    while let Some((before, tail)) = rest.split_once('{') {
        let (hole, tail) = tail.split_once('}')?;
        text.push_str(before);
        text.push_str(&if hole.is_empty() { value(arguments.next()?)? } else { value(hole)? });
        rest = tail;
    }
    text.push_str(rest);
    Some(text)
}

async fn prepare_all(location: &Location) {
    let db = Db::open(location).await.unwrap();
    db.migrate(magistere::MIGRATIONS).await.unwrap();
    let (queries, open) = queries(&tree::files(&["src", "crates/jobs/src"], &["rs"]));
    tree::none(&open, "queries whose holes this test cannot fill: see FILLINGS in tests/guards/sql.rs");
    assert!(queries.len() > 60, "only {} queries were found", queries.len());
    let mut faults = Vec::new();
    for query in queries {
        if let Err(error) = db.check(&query.sql).await {
            faults.push(format!("{}: {error}\n    {}", query.path, query.sql));
        }
    }
    tree::none(&faults, &format!("queries on {:?}", db.engine()));
    // The check itself can say no.
    assert!(db.check("select nothing from nowhere").await.is_err());
    assert!(db.check("select id from person where no_such_column = $1").await.is_err());
}

#[tokio::test]
async fn every_query_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    prepare_all(&Location::Sqlite(folder.path().join("sql.sqlite3"))).await;
}

#[tokio::test]
async fn every_query_on_postgres() {
    let Some(fresh) = Fresh::database().await else { return };
    prepare_all(&database::location(&fresh)).await;
    fresh.drop().await;
}

#[test]
fn holes_are_filled_from_constants() {
    let files = [
        File::new("src/clock.rs", "pub const SECOND: i64 = 1_000;\npub const MINUTE: i64 = 60 * SECOND;"),
        File::new(
            "src/x/mod.rs",
            "const COLUMNS: &str = \"id, name\";\nfn f() { g(&format!(\"select {COLUMNS} from x where t > {MINUTE}\")) }",
        ),
        File::new(
            "src/x/y.rs",
            "fn f() { g(&format!(\"select {} from x\", super::COLUMNS)); g(\"update x set a = 1\"); g(\"select one of them\") }",
        ),
        File::new("src/z.rs", "fn f() { g(&format!(\"update x set {column} = 1\")) }"),
    ];
    let (queries, open) = queries(&files);
    let texts: Vec<&str> = queries.iter().map(|query| query.sql.as_str()).collect();
    assert_eq!(texts, ["select id, name from x where t > 60000", "select id, name from x", "update x set a = 1"]);
    assert_eq!(open.len(), 1);
}
