//! Whose a table is: one feature writes it, and every query on what an académie owns names the académie, or the person for her own rows.

use std::collections::BTreeSet;

use crate::sql::{self, Query};
use crate::tree;

/// Which folder writes which tables. `seed` fills an empty site by the thousand and is left out; reading may join what lies below.
const OWNERS: &[(&str, &[&str])] = &[
    ("src/store.rs", &["site_setting"]),
    ("src/academies", &["academy", "academy_text"]),
    ("src/access", &["role_grant"]),
    ("src/activities/label", &["activity_label"]),
    ("src/activities/page", &["activity_page"]),
    ("src/activities/file", &["activity_file"]),
    ("src/activities/folder", &["activity_folder", "folder_entry"]),
    ("src/activities/video", &["activity_video"]),
    ("src/activities/url", &["activity_url"]),
    ("src/activities/book", &["book_chapter"]),
    ("src/activities/choice", &["activity_choice", "choice_option", "choice_ballot", "choice_pick"]),
    (
        "src/activities/forum",
        &[
            "activity_forum",
            "forum_discussion",
            "forum_post",
            "forum_read",
            "forum_subscription",
            "forum_discussion_subscription",
            "forum_choice",
            "forum_digest",
            "forum_draft",
            "forum_attachment",
        ],
    ),
    (
        "src/courses",
        &[
            "course",
            "section",
            "activity",
            "enrolment",
            "course_use",
            "self_enrolment",
            "waiting_list",
            "change_clock",
            "search_change",
            "course_group",
            "group_member",
            "completed",
        ],
    ),
    ("src/indexing", &["indexing", "term"]),
    ("src/catalogue", &["offer"]),
    ("src/news", &["news_subscription"]),
    ("src/merging", &["account_merge"]),
    ("src/events", &["event"]),
    ("src/links", &["link"]),
    ("src/my", &["favourite", "my_choice"]),
    ("src/files", &["picture", "stored_file", "own_file", "file_use", "captions", "file_room"]),
    ("src/people", &["person", "person_address", "membership", "session", "guess_counter", "second_factor", "recovery_code"]),
    ("crates/jobs", &["job", "letter"]),
];

/// Queries that name neither académie nor person, by how they begin, and why they may.
const ANYBODYS: &[(&str, &str, &str)] = &[
    ("src/store.rs", "select (select count(*) from person)", "whether the whole site is empty"),
    ("src/files/mod.rs", "select id from picture where name", "whether anybody on the site still uses what is on the disk"),
    ("src/courses/copying.rs", "with recursive made as", "made in whatever académie, and only counted"),
    ("src/files/own.rs", "delete from own_file where held", "what nothing holds goes everywhere"),
    ("src/merging/request.rs", "delete from account_merge where kept_id", "both columns name the person"),
    ("src/merging/request.rs", "update account_merge set asked_by", "the column names the person"),
    ("src/merging/request.rs", "delete from account_merge where created_at", "what is too old goes everywhere"),
];

/// The table that a statement writes.
fn written(sql: &str) -> Option<&str> {
    let words: Vec<&str> = sql.split_whitespace().collect();
    words.windows(2).enumerate().find_map(|(place, pair)| match pair {
        ["into", table] => Some(*table),
        ["update", table] if place == 0 => Some(*table),
        ["from", table] if place == 1 && words[0] == "delete" => Some(*table),
        _ => None,
    })
}

/// Every table that a statement names.
fn named(sql: &str) -> BTreeSet<&str> {
    let words: Vec<&str> =
        sql.split(|c: char| c.is_whitespace() || c == ',' || c == '(' || c == ')').filter(|word| !word.is_empty()).collect();
    words.windows(2).filter(|pair| matches!(pair[0], "from" | "join" | "into" | "update")).map(|pair| pair[1]).collect()
}

/// The tables whose every row belongs to one académie, as the committed schema says.
fn owned() -> BTreeSet<&'static str> {
    let mut owned = BTreeSet::new();
    let mut table = "";
    for line in include_str!("../../migrations/schema.txt").lines() {
        if !line.starts_with(' ') {
            table = line.trim();
        } else if line.trim() == "academy_id bigint not null" {
            owned.insert(table);
        }
    }
    owned
}

fn has_word(sql: &str, word: &str) -> bool {
    sql.split(|c: char| !(c.is_alphanumeric() || c == '_')).any(|other| other == word)
}

fn foreign_writes(queries: &[Query]) -> Vec<String> {
    let mut faults = Vec::new();
    for query in queries.iter().filter(|query| !query.path.starts_with("src/seed/")) {
        let Some(table) = written(&query.sql) else { continue };
        let owner = OWNERS.iter().find(|(_, tables)| tables.contains(&table)).map(|(owner, _)| *owner);
        let in_folder = |owner: &str| query.path == owner || query.path.starts_with(&format!("{owner}/"));
        if !owner.is_some_and(in_folder) {
            faults.push(format!(
                "{} writes {table}, which is {}",
                query.path,
                owner.unwrap_or("nobody's: name its owner in tests/guards/tables.rs")
            ));
        }
    }
    faults
}

fn unbounded(queries: &[Query], owned: &BTreeSet<&str>, anybodys: &[(&str, &str, &str)]) -> Vec<String> {
    let mut faults = Vec::new();
    let mut used = BTreeSet::new();
    for query in queries {
        if named(&query.sql).is_disjoint(owned) || has_word(&query.sql, "academy_id") || has_word(&query.sql, "person_id") {
            continue;
        }
        match anybodys.iter().find(|(path, start, _)| *path == query.path && query.sql.starts_with(start)) {
            Some(listed) => drop(used.insert(listed)),
            None => faults.push(format!("{} names neither académie nor person: {}", query.path, query.sql)),
        }
    }
    faults.extend(
        anybodys.iter().filter(|listed| !used.contains(listed)).map(|(path, start, _)| format!("{path}: « {start} » is listed and gone")),
    );
    faults
}

fn all() -> Vec<Query> {
    let files: Vec<_> =
        tree::files(&["src", "crates/jobs/src"], &["rs"]).into_iter().filter(|file| !file.path.ends_with("tests.rs")).collect();
    sql::queries(&files).0
}

#[test]
fn a_table_is_written_by_the_feature_of_its_noun() {
    tree::none(&foreign_writes(&all()), "tables written from elsewhere");
}

#[test]
fn a_query_names_its_academie_or_its_person() {
    let owned = owned();
    assert!(owned.len() >= 8 && owned.contains("course") && !owned.contains("person"), "{owned:?}");
    tree::none(&unbounded(&all(), &owned, ANYBODYS), "queries on what an académie owns");
}

#[test]
fn planted_faults_are_seen() {
    let query = |path: &str, sql: &str| Query { path: path.into(), sql: sql.into() };
    assert_eq!(foreign_writes(&[query("src/people/mod.rs", "update person set state = state")]), Vec::<String>::new());
    for (path, sql) in [
        ("src/my/mod.rs", "update person set state = state"),
        ("src/admin/x.rs", "insert into membership (a) values ($1)"),
        ("src/links/x.rs", "delete from person_address where id = $1"),
        ("src/people/x.rs", "with a as (select 1) insert into course (a) values ($1)"),
        ("src/people/x.rs", "insert into unheard_of (a) values ($1)"),
    ] {
        assert_eq!(foreign_writes(&[query(path, sql)]).len(), 1, "{sql}");
    }
    let owned = BTreeSet::from(["course", "section"]);
    let red = |sql: &str| unbounded(&[query("src/courses/x.rs", sql)], &owned, &[]).len();
    assert_eq!(red("select title from course where number = $1"), 1);
    assert_eq!(red("select a.id from academy a join course c on c.number = a.id"), 1);
    assert_eq!(red("select title from course where academy_id = $1 and number = $2"), 0);
    assert_eq!(red("select id from person where username = $1"), 0);
    let gone = [("src/courses/x.rs", "select nothing", "a reason")];
    assert_eq!(unbounded(&[], &owned, &gone).len(), 1);
}
