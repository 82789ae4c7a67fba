//! What is known of every offer beside its words, in memory: read from the index once after each change, so that counting thousands
//! of offers for a page costs next to nothing.

use std::collections::HashMap;

use tantivy::columnar::Column;
use tantivy::{Searcher, SegmentReader};

use super::hits::Facet;
use super::index::{COLUMNS, NEVER};

/// The most audiences that are told apart.
const MOST_AUDIENCES: usize = 64;

/// The facets whose values are codes of terms, but for the audiences, of which an offer has several.
pub(super) const SINGLE: [Facet; 3] = [Facet::Domain, Facet::Nature, Facet::Origin];

/// One offer.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Row {
    pub course: u64,
    pub academy: u64,
    pub number: u64,
    pub published: u64,
    pub starts: u32,
    pub ends: u32,
    pub closes: u32,
    pub minutes: u32,
    pub keyed: bool,
    /// For each of [`SINGLE`] the place of its value, 0 for none.
    pub single: [u16; 3],
    /// A bit for the place of each audience.
    pub audiences: u64,
}

/// All offers, by segment and document.
#[derive(Debug, Default)]
pub(super) struct Table {
    segments: Vec<Vec<Row>>,
    /// For each of [`SINGLE`] the keys of its values, from place 1 on.
    single: [Places; 3],
    audiences: Places,
}

/// Numbers given to keys in the order in which they are met.
#[derive(Debug, Default)]
pub(super) struct Places {
    keys: Vec<u64>,
    of_key: HashMap<u64, usize>,
}

impl Places {
    fn place(&mut self, key: u64) -> usize {
        let next = self.keys.len();
        *self.of_key.entry(key).or_insert_with(|| {
            self.keys.push(key);
            next
        })
    }

    /// The place of a key, if anything has it.
    pub fn find(&self, key: u64) -> Option<usize> {
        self.of_key.get(&key).copied()
    }

    /// The keys in the order of their places.
    pub fn keys(&self) -> &[u64] {
        &self.keys
    }
}

impl Table {
    /// Reads it.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn read(searcher: &Searcher) -> tantivy::Result<Table> {
        let mut table = Table::default();
        for segment in searcher.segment_readers() {
            let rows = table.segment(segment)?;
            table.segments.push(rows);
        }
        Ok(table)
    }

    fn segment(&mut self, reader: &SegmentReader) -> tantivy::Result<Vec<Row>> {
        let fast = reader.fast_fields();
        let column =
            |name: &str| fast.column_opt::<u64>(name).map(|column| column.unwrap_or_else(|| Column::build_empty_column(reader.max_doc())));
        let mut columns = Vec::with_capacity(COLUMNS.len());
        for name in COLUMNS.iter().filter(|name| **name != "audiences") {
            columns.push(column(name)?.first_or_default_col(0));
        }
        let audiences = column("audiences")?;
        let mut rows = Vec::with_capacity(reader.max_doc() as usize);
        for document in 0..reader.max_doc() {
            let mut values = columns.iter().map(|column| column.get_val(document));
            let mut next = || values.next().unwrap_or_default();
            let (course, academy, number, published, domain) = (next(), next(), next(), next(), next());
            let (nature, origin, minutes, starts, ends, keyed_closes) = (next(), next(), next(), next(), next(), next());
            let mut bits = 0_u64;
            for audience in audiences.values_for_doc(document) {
                let place = self.audiences.place(audience);
                bits |= if place < MOST_AUDIENCES { 1 << place } else { 0 };
            }
            let mut single = [0_u16; 3];
            for ((slot, places), key) in single.iter_mut().zip(&mut self.single).zip([domain, nature, origin]) {
                *slot = if key == 0 { 0 } else { u16::try_from(places.place(key) + 1).unwrap_or(0) };
            }
            let small = |value: u64| u32::try_from(value).unwrap_or(NEVER);
            rows.push(Row {
                course,
                academy,
                number,
                published,
                starts: small(starts),
                ends: small(ends),
                closes: small(keyed_closes / 2),
                minutes: small(minutes),
                keyed: keyed_closes % 2 == 1,
                single,
                audiences: bits,
            });
        }
        Ok(rows)
    }

    /// The row of a document.
    pub fn row(&self, segment: u32, document: u32) -> Option<&Row> {
        self.segments.get(segment as usize)?.get(document as usize)
    }

    /// The values of one of [`SINGLE`].
    pub fn single(&self, facet: Facet) -> Option<&Places> {
        SINGLE.iter().position(|single| *single == facet).and_then(|place| self.single.get(place))
    }

    /// The audiences.
    pub fn audiences(&self) -> &Places {
        &self.audiences
    }
}
