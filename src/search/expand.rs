//! The words of the index that somebody may have meant by one that it does not contain.

use std::collections::BTreeSet;

use tantivy::query::FuzzyTermQuery;
use tantivy::schema::Field;
use tantivy::{Searcher, Term};

/// The words that begin with this one.
///
/// # Errors
/// When the index cannot be read.
pub(super) fn beginning_with(searcher: &Searcher, field: Field, start: &str) -> tantivy::Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    for segment in searcher.segment_readers() {
        let index = segment.inverted_index(field)?;
        let mut stream = index.terms().range().ge(start.as_bytes()).into_stream()?;
        while stream.advance() {
            match std::str::from_utf8(stream.key()) {
                Ok(word) if word.starts_with(start) => found.insert(word.to_owned()),
                _ => break,
            };
        }
    }
    Ok(found)
}

/// The words that differ from this one by so many slips at most: a letter more, less or other, or two that changed places.
///
/// # Errors
/// When the index cannot be read.
pub(super) fn near(searcher: &Searcher, field: Field, word: &str, slips: u8) -> tantivy::Result<BTreeSet<String>> {
    // Made once for all segments: it is what costs.
    let automaton = FuzzyTermQuery::new(Term::from_field_text(field, word), slips, true).automaton()?;
    let mut found = BTreeSet::new();
    for segment in searcher.segment_readers() {
        let index = segment.inverted_index(field)?;
        let mut stream = index.terms().search(&automaton).into_stream()?;
        while stream.advance() {
            found.extend(std::str::from_utf8(stream.key()).map(str::to_owned));
        }
    }
    Ok(found)
}
