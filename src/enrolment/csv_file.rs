//! A list of people as a spreadsheet saves it: one line each, with address, role and groups.
//!
//! Spreadsheets write as they like: UTF-8 or Windows-1252, semicolons, commas or tabs, with or without a line of names. What cannot be
//! read is kept as what it is, so that the page can say so.

use std::collections::HashSet;

use super::pasted;
use crate::access::CourseRole;
use crate::courses::groups;
use crate::people::address::Address;
use crate::plain::plain;

/// The most lines of one file.
pub const MOST: usize = 5_000;

/// Cells of a line that are looked at, signs of it that are shown, and groups that one person is put into.
const MOST_CELLS: usize = 40;
const LONGEST_SHOWN: usize = 200;
const MOST_GROUPS: usize = 10;

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Where it stands in the file, from 1.
    pub line: usize,
    /// As it stood there.
    pub typed: String,
    /// What it says, or what is wrong with it.
    pub said: Result<Person, Fault>,
}

/// Somebody to be enrolled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Her address.
    pub address: Address,
    /// Both names, if the file has them.
    pub name: String,
    /// What she shall be.
    pub role: CourseRole,
    /// Her groups.
    pub groups: Vec<String>,
}

/// What is wrong with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// No address can be read.
    Address,
    /// The same address stands further up.
    Twice,
    /// There is no such role, or it is not given this way.
    Role,
    /// The name of a group is too long.
    Group,
}

/// The text of a file: UTF-8 with or without its mark, UTF-16 with it, else Windows-1252, which gives every byte a sign.
pub fn decoded(bytes: &[u8]) -> String {
    let wide = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.chunks_exact(2).filter_map(|pair| Some(unit(pair.try_into().ok()?))).collect();
        String::from_utf16_lossy(&units)
    };
    if let Some(rest) = bytes.strip_prefix(b"\xff\xfe") {
        return wide(rest, u16::from_le_bytes);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xfe\xff") {
        return wide(rest, u16::from_be_bytes);
    }
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(text) {
        Ok(text) => text.to_owned(),
        Err(_) => text.iter().map(|byte| windows_1252(*byte)).collect(),
    }
}

/// The signs that Windows-1252 has where Latin-1 has control characters.
const BETWEEN: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–',
    '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

fn windows_1252(byte: u8) -> char {
    match byte {
        0x80..=0x9f => BETWEEN.get(usize::from(byte) - 0x80).copied().unwrap_or('\u{fffd}'),
        _ => char::from(byte),
    }
}

/// Which column holds what.
struct Columns {
    address: usize,
    role: Option<usize>,
    first_name: Option<usize>,
    last_name: Option<usize>,
    /// Where groups begin; all that follows are groups unless the names say otherwise.
    groups: Vec<usize>,
}

/// Reads a list.
pub fn read(text: &str) -> Vec<Row> {
    let separator = separator(text);
    let mut reader = csv::ReaderBuilder::new().delimiter(separator).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut records = reader.records().filter_map(Result::ok).filter(|record| record.iter().any(|cell| !cell.trim().is_empty())).peekable();
    let columns = records.peek().and_then(named);
    if columns.is_some() {
        records.next();
    }
    let mut seen = HashSet::new();
    let mut lines = Lines { text: text.as_bytes(), at: 0, line: 1 };
    let row = |record: csv::StringRecord| {
        let cells = record.iter().take(MOST_CELLS).map(str::trim).filter(|cell| !cell.is_empty());
        let typed: String = cells.collect::<Vec<_>>().join(" ; ").chars().filter(|sign| web::is_text(*sign)).take(LONGEST_SHOWN).collect();
        let start = record.position().map_or(0, |position| usize::try_from(position.byte()).unwrap_or(0));
        Row { line: lines.of(start), typed, said: said(&record, columns.as_ref(), &mut seen) }
    };
    records.map(row).collect()
}

/// Counts the lines of a text as its records go by: the reader itself does not count those that are empty.
struct Lines<'a> {
    text: &'a [u8],
    at: usize,
    line: usize,
}

impl Lines<'_> {
    /// The line of the first sign at or after a place; places only grow.
    fn of(&mut self, place: usize) -> usize {
        while let Some(sign) = self.text.get(self.at).filter(|sign| self.at < place || matches!(sign, b'\r' | b'\n')) {
            self.line += usize::from(*sign == b'\n');
            self.at += 1;
        }
        self.line
    }
}

/// What separates the cells: whichever of the usual signs stands most often in the first line.
fn separator(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |sign: u8| first.bytes().filter(|byte| *byte == sign).count();
    [b';', b'\t', b','].into_iter().max_by_key(|sign| count(*sign) * 2 + usize::from(*sign == b';')).unwrap_or(b';')
}

/// The columns as the first line names them; nothing when it names none.
fn named(first: &csv::StringRecord) -> Option<Columns> {
    let names: Vec<String> = first.iter().map(|cell| plain(cell).replace(['-', '_', ' '], "")).collect();
    let place = |known: &[&str]| names.iter().position(|name| known.contains(&name.as_str()));
    Some(Columns {
        address: place(&["email", "mail", "courriel", "adresse", "adressedecourriel", "adressemail", "address"])?,
        role: place(&["role"]),
        first_name: place(&["prenom", "firstname"]),
        last_name: place(&["nom", "lastname", "name"]),
        groups: names.iter().enumerate().filter(|(_, name)| name.starts_with("group")).map(|(place, _)| place).take(MOST_CELLS).collect(),
    })
}

fn said(record: &csv::StringRecord, columns: Option<&Columns>, seen: &mut HashSet<String>) -> Result<Person, Fault> {
    let cell = |place: Option<usize>| place.and_then(|place| record.get(place)).map_or("", str::trim);
    let by_place =
        Columns { address: 0, role: Some(1), first_name: None, last_name: None, groups: (2..record.len().min(MOST_CELLS)).collect() };
    let columns = columns.unwrap_or(&by_place);
    let address = Address::parse(cell(Some(columns.address)).trim_start_matches("mailto:")).ok_or(Fault::Address)?;
    if !seen.insert(address.folded.clone()) {
        return Err(Fault::Twice);
    }
    let role = match plain(cell(columns.role)).as_str() {
        "" | "participant" | "stagiaire" => CourseRole::Participant,
        "tuteur" | "tutor" => CourseRole::Tuteur,
        "formateur" | "trainer" => CourseRole::Formateur,
        _ => return Err(Fault::Role),
    };
    let mut named = Vec::new();
    for place in &columns.groups {
        // Several in one cell are written between commas.
        for typed in cell(Some(*place)).split(',').filter(|typed| !typed.trim().is_empty()) {
            named.push(groups::name(typed).ok_or(Fault::Group)?);
        }
    }
    named.truncate(MOST_GROUPS);
    let name = pasted::cleaned(&format!("{} {}", cell(columns.first_name), cell(columns.last_name)));
    Ok(Person { address, name, role, groups: named })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str) -> Vec<(String, Vec<String>)> {
        read(text)
            .into_iter()
            .map(|row| match row.said {
                Ok(person) => (format!("{} {} {}", person.address.written, person.role, person.name).trim().to_owned(), person.groups),
                Err(fault) => (format!("{}: {fault:?}", row.line), Vec::new()),
            })
            .collect()
    }

    fn one(text: &str, groups: &[&str]) -> (String, Vec<String>) {
        (text.to_owned(), groups.iter().map(|group| (*group).to_owned()).collect())
    }

    #[test]
    fn lists_come_in_many_clothes() {
        let expected = [one("a@example.org participant", &["Groupe A"]), one("b@example.org tuteur", &[])];
        for text in [
            "a@example.org;participant;Groupe A\nb@example.org;Tuteur;\n",
            "a@example.org,participant,Groupe A\r\n\r\nb@example.org,tuteur\r\n",
            "a@example.org\t\tGroupe A\nb@example.org\ttuteur",
            "E-mail;Rôle;Groupe\na@example.org;Participant;Groupe A\nb@example.org;tuteur;",
            "\"Groupe\";\"rôle\";\"Adresse de courriel\"\n\"Groupe  A\";;a@example.org\n;tuteur;b@example.org",
        ] {
            assert_eq!(shape(text), expected, "{text}");
        }
        assert_eq!(
            shape("email;nom;prénom;groupe 1;groupe 2\nc@example.org;D’Amico;Éloïse;A;B, C"),
            [one("c@example.org participant Éloïse D’Amico", &["A", "B", "C"])]
        );
    }

    #[test]
    fn what_is_wrong_stays_in_sight() {
        let text = format!(
            "a@example.org\npas une adresse;tuteur\n\nA@EXAMPLE.org\nb@example.org;chef\nc@example.org;;{}\n=1+1;;\n",
            "x".repeat(80)
        );
        assert_eq!(
            shape(&text),
            [
                one("a@example.org participant", &[]),
                one("2: Address", &[]),
                one("4: Twice", &[]),
                one("5: Role", &[]),
                one("6: Group", &[]),
                one("7: Address", &[])
            ]
        );
        assert!(read("").is_empty() && read("\u{0}\u{1};;\n;;;").len() <= 1);
    }

    #[test]
    fn bytes_of_old_spreadsheets_are_read() {
        assert_eq!(decoded("é€".as_bytes()), "é€");
        assert_eq!(decoded(b"\xef\xbb\xbfa"), "a");
        assert_eq!((decoded(b"\xff\xfea\0\xe9\0"), decoded(b"\xfe\xff\0a\0\xe9")), ("aé".to_owned(), "aé".to_owned()));
        assert_eq!(decoded(b"\xe9l\xe8ve \x80 \x92"), "élève € ’");
    }
}
