//! The files of the project.

use std::fs;
use std::path::Path;

/// A file: its path below the project, and its text.
#[derive(Clone, Debug)]
pub struct File {
    pub path: String,
    pub text: String,
}

impl File {
    pub fn new(path: &str, text: &str) -> File {
        File { path: path.to_owned(), text: text.to_owned() }
    }

    pub fn is(&self, extension: &str) -> bool {
        self.path.rsplit_once('.').is_some_and(|(_, ending)| ending == extension)
    }
}

/// The files with one of these endings below these folders, in order.
pub fn files(folders: &[&str], endings: &[&str]) -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for folder in folders {
        gather(root, &root.join(folder), endings, &mut found);
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(!found.is_empty(), "no file below {folders:?}");
    found
}

fn gather(root: &Path, at: &Path, endings: &[&str], found: &mut Vec<File>) {
    if at.is_file() {
        let wanted = at.extension().and_then(|ending| ending.to_str()).is_some_and(|ending| endings.contains(&ending));
        if wanted {
            let path = at.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            found.push(File { path, text: fs::read_to_string(at).unwrap() });
        }
        return;
    }
    for entry in fs::read_dir(at).unwrap_or_else(|error| panic!("{}: {error}", at.display())) {
        let entry = entry.unwrap().path();
        let name = entry.file_name().unwrap().to_str().unwrap();
        if !name.starts_with('.') && !["target", "node_modules"].contains(&name) {
            gather(root, &entry, endings, found);
        }
    }
}

/// A committed list: one item a line, `#` begins a comment.
pub fn list(text: &str) -> Vec<String> {
    text.lines().map(|line| line.split('#').next().unwrap_or_default().trim().to_owned()).filter(|line| !line.is_empty()).collect()
}

/// Fails with every fault found.
pub fn none(faults: &[String], rule: &str) {
    assert!(faults.is_empty(), "{rule}\n  {}", faults.join("\n  "));
}
