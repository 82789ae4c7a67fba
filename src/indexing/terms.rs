//! The lists that an indexing chooses from: the national terms that come with the program, and what an académie adds to them.

use std::sync::OnceLock;

use db::{Db, Tx};
use web::Language;

use crate::plain::plain;
use crate::secrets;

db::text_enum! {
    /// A list of terms.
    pub enum List {
        /// What it is about.
        Domain = "domain",
        /// Whom it is for.
        Audience = "audience",
        /// How it is meant to be used.
        Collection = "collection",
        /// How one is accompanied in it.
        Nature = "nature",
        /// Which body it comes from.
        Origin = "origin",
    }
}

/// Learning by oneself, at one's own pace: nobody need be there to open such a session.
pub const SELF_PACED: &str = "self-paced";

/// A term of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The list it stands in.
    pub list: List,
    /// Its name in addresses and commands; one of its list on the whole site.
    pub code: String,
    french: String,
    english: String,
}

impl Term {
    /// As people read it. What an académie added has one label in both languages.
    pub fn label(&self, language: Language) -> &str {
        match language {
            Language::French => &self.french,
            Language::English => &self.english,
        }
    }

    /// What a search finds it by.
    pub fn french(&self) -> &str {
        &self.french
    }
}

/// The terms that may be chosen: the national ones, then what was added.
#[derive(Clone, Debug, Default)]
pub struct Terms {
    added: Vec<Term>,
}

db::row! {
    struct Added {
        list: List,
        code: String,
        label: String,
    }
}

impl From<Added> for Term {
    fn from(added: Added) -> Term {
        Term { list: added.list, code: added.code, english: added.label.clone(), french: added.label }
    }
}

impl Terms {
    /// The terms of an académie.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn of(db: &Db, academy_id: i64) -> db::Result<Terms> {
        let added: Vec<Added> =
            db.all("select list, code, label from term where academy_id = $1 order by label, id", &db::args![academy_id]).await?;
        Ok(Terms { added: added.into_iter().map(Term::from).collect() })
    }

    /// The terms that a catalogue shows: those of an académie, and of the national bodies.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn shown(db: &Db, academy_id: i64) -> db::Result<Terms> {
        let added: Vec<Added> = db
            .all(
                "select t.list, t.code, t.label from term t join academy a on a.id = t.academy_id
                  where t.academy_id = $1 or a.kind = 'national' order by t.label, t.id",
                &db::args![academy_id],
            )
            .await?;
        Ok(Terms { added: added.into_iter().map(Term::from).collect() })
    }

    /// Every term there is, whoever added it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn all(db: &Db) -> db::Result<Terms> {
        let added: Vec<Added> = db.all("select list, code, label from term where academy_id > 0 order by label, id", &[]).await?;
        Ok(Terms { added: added.into_iter().map(Term::from).collect() })
    }

    /// The terms of one list, in their order.
    pub fn list(&self, list: List) -> impl Iterator<Item = &Term> {
        national().iter().chain(&self.added).filter(move |term| term.list == list)
    }

    /// The term of a code.
    pub fn get(&self, list: List, code: &str) -> Option<&Term> {
        self.list(list).find(|term| term.code == code)
    }

    /// The label of a code; the code itself when it belongs to another académie.
    pub fn label<'a>(&'a self, list: List, code: &'a str, language: Language) -> &'a str {
        self.get(list, code).map_or(code, |term| term.label(language))
    }

    /// The term that somebody means by its code or its label, in whatever capitals and accents.
    pub fn meant(&self, list: List, typed: &str) -> Option<&Term> {
        let typed = plain(typed);
        self.list(list).find(|term| [&term.code, &term.french, &term.english].iter().any(|name| plain(name) == typed))
    }
}

#[derive(serde::Deserialize)]
struct Shipped {
    list: String,
    code: String,
    french: String,
    english: String,
}

/// The national terms, read once.
fn national() -> &'static [Term] {
    static NATIONAL: OnceLock<Vec<Term>> = OnceLock::new();
    NATIONAL.get_or_init(|| {
        let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(include_bytes!("terms.csv").as_slice());
        reader
            .deserialize()
            .filter_map(Result::ok)
            .filter_map(|term: Shipped| {
                Some(Term { list: term.list.parse().ok()?, code: term.code, french: term.french, english: term.english })
            })
            .collect()
    })
}

/// The longest label, in characters.
pub const LONGEST_LABEL: usize = 80;

/// The label that somebody typed; nothing when it is none: empty, without a letter, or longer than a line.
pub fn label(typed: &str) -> Option<&str> {
    let label = typed.trim();
    let fits = label.chars().count() <= LONGEST_LABEL && !label.chars().any(char::is_control);
    (fits && label.chars().any(char::is_alphanumeric)).then_some(label)
}

db::row! {
    /// A term that an académie added.
    pub struct OwnTerm {
        pub id: i64,
        pub list: List,
        pub code: String,
        pub label: String,
        /// Whether no course is described by it.
        pub unused: bool,
    }
}

/// What an académie added to its lists.
///
/// # Errors
/// When the database fails.
pub async fn own(db: &Db, academy_id: i64) -> db::Result<Vec<OwnTerm>> {
    db.all(
        "select t.id, t.list, t.code, t.label,
                not exists (select 1 from indexing i where i.academy_id = t.academy_id
                               and (t.code in (i.domain, i.collection, i.nature, i.origin)
                                    or ' ' || i.audiences || ' ' like '% ' || t.code || ' %')) as unused
           from term t where t.academy_id = $1 order by t.label, t.id",
        &db::args![academy_id],
    )
    .await
}

/// Takes a term out that no course is described by; gives its code.
///
/// # Errors
/// When the database fails.
pub async fn remove(tx: &Tx, academy_id: i64, id: i64) -> db::Result<Option<String>> {
    let gone: Option<(String,)> = tx
        .maybe(
            "delete from term where academy_id = $1 and id = $2
                and not exists (select 1 from indexing i where i.academy_id = term.academy_id
                                   and (term.code in (i.domain, i.collection, i.nature, i.origin)
                                        or ' ' || i.audiences || ' ' like '% ' || term.code || ' %'))
             returning code",
            &db::args![academy_id, id],
        )
        .await?;
    Ok(gone.map(|(code,)| code))
}

/// Adds a term to a list of an académie; gives its code, and whether it is new: nothing changes when a term of that code is there, which another
/// label may come to as well (« C » and « C++ »).
///
/// # Errors
/// When the database fails.
pub async fn add(tx: &Tx, academy_id: i64, slug: &str, list: List, label: &str) -> db::Result<(String, bool)> {
    let label = label.trim();
    let name: String = plain(label).chars().map(|sign| if sign.is_ascii_alphanumeric() { sign } else { '-' }).collect();
    let name = name.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    // A label without any Latin letter has a name of its own too.
    let name = if name.is_empty() { secrets::hex(&secrets::digest(label.as_bytes())).chars().take(8).collect() } else { name };
    // Its académie's name keeps it apart from the national terms and from everybody else's.
    let code = format!("{slug}.{name}");
    let added = tx
        .run(
            "insert into term (academy_id, list, code, label) values ($1, $2, $3, $4) on conflict (list, code) do nothing",
            &db::args![academy_id, list, &code, label],
        )
        .await?;
    Ok((code, added > 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_term_is_read_and_has_its_own_code() {
        let lines = include_str!("terms.csv").lines().count() - 1;
        assert_eq!(national().len(), lines);
        for term in national() {
            assert_eq!(national().iter().filter(|other| other.list == term.list && other.code == term.code).count(), 1, "{}", term.code);
            assert!(!term.code.contains(' ') && !term.french.is_empty() && !term.english.is_empty(), "{}", term.code);
        }
        assert!(Terms::default().get(List::Nature, SELF_PACED).is_some());
        for list in List::ALL {
            assert!(Terms::default().list(*list).count() > 2, "{list}");
        }
    }

    #[test]
    fn a_term_is_meant_by_its_code_or_its_label() {
        let terms = Terms::default();
        for typed in ["inclusion", "École inclusive", "ECOLE  inclusive", "inclusive education"] {
            assert_eq!(terms.meant(List::Domain, typed).map(|term| term.code.as_str()), Some("inclusion"), "{typed}");
        }
        assert!(terms.meant(List::Domain, "astrologie").is_none() && terms.meant(List::Domain, "").is_none());
    }
}
