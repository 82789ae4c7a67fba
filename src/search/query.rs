//! From what was typed to what must match, and how well.
//!
//! A word counts where it is found best: in the title more than among the keywords, there more than in the texts. Weights are constant,
//! so that the order depends on what is offered now alone, not on how the index came to be. A word that nothing contains is forgiven:
//! first as the beginning of one, then with a typing error, then it is left out.

use tantivy::query::{BooleanQuery, ConstScoreQuery, DisjunctionMaxQuery, EmptyQuery, EnableScoring, Occur, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, Searcher, TERMINATED, Term};

use super::document::Scope;
use super::expand;
use super::index::Fields;
use super::words::{Word, words};

/// The most words that are looked for.
const MOST_WORDS: usize = 12;
/// The longest text that is read, in characters.
const LONGEST: usize = 200;

type Boxed = Box<dyn Query>;

/// A search as it was understood.
pub(super) struct Understood {
    /// What must match, with its scores.
    pub query: Boxed,
    /// Whether it matters how well something matches.
    pub scored: bool,
    /// Whether something of what was typed had to be left out or forgiven.
    pub loosened: bool,
}

/// Understands a text within a scope. An empty one, or one of common words alone, means everything there is.
///
/// # Errors
/// When the index cannot be read.
pub(super) fn understand(searcher: &Searcher, fields: Fields, scope: Scope, text: &str) -> tantivy::Result<Understood> {
    let typed: String = text.chars().take(LONGEST).collect();
    let mut typed = words(&typed);
    typed.truncate(MOST_WORDS);
    let within = within(fields, scope);
    if typed.is_empty() {
        return Ok(Understood { query: within, scored: false, loosened: false });
    }
    let mut loosened = false;
    let mut groups = Vec::new();
    for word in &typed {
        let group = exact(fields, word);
        if is_found(searcher, &within, group.box_clone())? {
            groups.push(group);
            continue;
        }
        loosened = true;
        for meant in [Meant::Begun, Meant::Slips(1), Meant::Slips(2)] {
            let Some(group) = meant.query(searcher, fields, word)? else { continue };
            if is_found(searcher, &within, group.box_clone())? {
                groups.push(group);
                break;
            }
        }
    }
    if groups.is_empty() {
        return Ok(Understood { query: Box::new(EmptyQuery), scored: false, loosened: false });
    }
    // All of the words; else as many of them as anything has, but no fewer than half.
    let fewest = groups.len().div_ceil(2);
    for wanted in (fewest..=groups.len()).rev() {
        let some = groups.iter().map(|group| (Occur::Should, group.box_clone())).collect();
        let some: Boxed = Box::new(BooleanQuery::with_minimum_required_clauses(some, wanted));
        if wanted == fewest || is_found(searcher, &within, some.box_clone())? {
            let query = BooleanQuery::new(vec![(Occur::Must, within), (Occur::Must, some)]);
            return Ok(Understood { query: Box::new(query), scored: true, loosened: loosened || wanted < groups.len() });
        }
    }
    Ok(Understood { query: Box::new(EmptyQuery), scored: false, loosened })
}

/// What is looked through; counts nothing.
fn within(fields: Fields, scope: Scope) -> Boxed {
    let term = |field, value: u64| -> (Occur, Boxed) {
        (Occur::Should, Box::new(TermQuery::new(Term::from_field_u64(field, value), IndexRecordOption::Basic)))
    };
    let any = match scope {
        Scope::Sessions { academy_id } => vec![term(fields.scope, academy_id.unsigned_abs()), term(fields.scope, 0)],
        Scope::Parcours => vec![term(fields.parcours, 1)],
    };
    Box::new(ConstScoreQuery::new(Box::new(BooleanQuery::new(any)), 0.0))
}

/// Whether anything within a scope matches: the first that does ends the search.
fn is_found(searcher: &Searcher, within: &Boxed, what: Boxed) -> tantivy::Result<bool> {
    let query = BooleanQuery::new(vec![(Occur::Must, within.box_clone()), (Occur::Must, what)]);
    let weight = query.weight(EnableScoring::disabled_from_searcher(searcher))?;
    for segment in searcher.segment_readers() {
        let mut scorer = weight.scorer(segment, 1.0)?;
        let mut document = scorer.doc();
        while document != TERMINATED {
            if !segment.is_deleted(document) {
                return Ok(true);
            }
            document = scorer.advance();
        }
    }
    Ok(false)
}

fn weighed(query: impl Query, weight: f32) -> Boxed {
    Box::new(ConstScoreQuery::new(Box::new(query), weight))
}

fn term(field: Field, text: &str) -> TermQuery {
    TermQuery::new(Term::from_field_text(field, text), IndexRecordOption::Basic)
}

fn best_of(queries: Vec<Boxed>) -> Boxed {
    Box::new(DisjunctionMaxQuery::new(queries))
}

/// The word itself, or another form of it, which counts less: the stem of « numération » is that of « numérique ».
fn exact(fields: Fields, word: &Word) -> Boxed {
    let forms = [(fields.title, 10.0), (fields.keywords, 7.0), (fields.objectives, 5.0), (fields.description, 4.0), (fields.others, 3.0)];
    let itself = [(fields.title_words, 18.0), (fields.keyword_words, 11.0)];
    let mut queries = Vec::new();
    for stem in &word.stems {
        queries.extend(forms.map(|(field, weight)| weighed(term(field, stem), weight)));
    }
    queries.extend(itself.map(|(field, weight)| weighed(term(field, &word.plain), weight)));
    best_of(queries)
}

/// What somebody may have meant by a word that nothing contains.
#[derive(Clone, Copy)]
enum Meant {
    /// A word that begins with it.
    Begun,
    /// One that differs from it by so many slips, as long as it is long enough to be told.
    Slips(u8),
}

impl Meant {
    /// What must match then; nothing when there is no such word.
    fn query(self, searcher: &Searcher, fields: Fields, word: &Word) -> tantivy::Result<Option<Boxed>> {
        let length = word.plain.chars().count();
        let words = match self {
            Meant::Begun if length >= 3 => expand::beginning_with(searcher, fields.words, &word.plain)?,
            Meant::Slips(1) if length >= 4 => expand::near(searcher, fields.words, &word.plain, 1)?,
            Meant::Slips(2) if length >= 8 => expand::near(searcher, fields.words, &word.plain, 2)?,
            _ => return Ok(None),
        };
        let mut queries = Vec::new();
        for meant in &words {
            queries.push(weighed(term(fields.title_words, meant), 8.0));
            queries.push(weighed(term(fields.words, meant), 3.0));
        }
        Ok((!queries.is_empty()).then(|| best_of(queries)))
    }
}
