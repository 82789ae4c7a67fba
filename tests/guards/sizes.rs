//! Files that can be read in one sitting, with nothing put off in them.

use crate::rust_text;
use crate::tree::{self, File};

const LONGEST: usize = 400;
const MEDIAN: usize = 200;
const EVERYWHERE: &[&str] = &["src", "crates", "fuzz", "tests", "e2e", "assets", "build"];

fn too_long(files: &[File]) -> Vec<String> {
    let long = |file: &&File| file.text.lines().count() > LONGEST;
    files.iter().filter(long).map(|file| format!("{}: {} lines", file.path, file.text.lines().count())).collect()
}

fn median(files: &[File]) -> usize {
    let mut sizes: Vec<usize> = files.iter().map(|file| file.text.lines().count()).collect();
    sizes.sort_unstable();
    sizes[sizes.len() / 2]
}

/// What says that something is not done, or not safe. Written in two halves, because this file is read too.
fn put_off(files: &[File]) -> Vec<String> {
    let marks = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("X", "XX")];
    let code_marks = [concat!("to", "do!"), concat!("unimpl", "emented!"), concat!("un", "safe ")];
    let mut faults = Vec::new();
    for file in files {
        for mark in marks {
            let found = file.text.match_indices(mark).any(|(place, _)| {
                let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
                !letter(file.text[..place].chars().next_back()) && !letter(file.text[place + mark.len()..].chars().next())
            });
            if found {
                faults.push(format!("{}: {mark}", file.path));
            }
        }
        if file.is("rs") {
            let code = rust_text::read(&file.text).code;
            faults.extend(code_marks.iter().filter(|mark| code.contains(**mark)).map(|mark| format!("{}: {mark}", file.path)));
        }
    }
    faults
}

#[test]
fn no_file_is_long() {
    tree::none(&too_long(&tree::files(EVERYWHERE, &["rs", "html", "css", "js", "mjs", "sql"])), "at most 400 lines a file");
}

#[test]
fn half_of_the_files_are_short() {
    let median = median(&tree::files(&["src"], &["rs"]));
    assert!(median <= MEDIAN, "the median is {median} lines");
}

#[test]
fn nothing_is_put_off() {
    tree::none(&put_off(&tree::files(EVERYWHERE, &["rs", "html", "css", "js", "mjs", "ftl"])), "nothing is put off, nothing unchecked");
}

#[test]
fn planted_faults_are_seen() {
    let long = File::new("a.rs", &"x\n".repeat(401));
    assert_eq!(too_long(std::slice::from_ref(&long)).len(), 1);
    assert_eq!(median(&[long, File::new("b.rs", ""), File::new("c.rs", "")]), 0);
    for planted in [concat!("// TO", "DO: later"), concat!("fn f() { to", "do!() }"), concat!("fn f() { un", "safe { g() } }")] {
        assert_eq!(put_off(&[File::new("a.rs", planted)]).len(), 1, "{planted}");
    }
}
