//! What matched: sifted by facets, counted for each, put into order, and cut to a page.

use std::cmp::Reverse;
use std::collections::HashMap;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::{DocId, Score, Searcher, SegmentOrdinal, SegmentReader};

use super::document::{Scope, day_number};
use super::index::{NEVER, Search};
use super::query;
use super::table::{Row, Table};

db::text_enum! {
    /// By what offers are told apart. The order is that of the page.
    pub enum Facet {
        /// Domaine.
        Domain = "domain",
        /// Public.
        Audience = "audience",
        /// Nature.
        Nature = "nature",
        /// Durée.
        Length = "length",
        /// Dates.
        When = "when",
        /// Origine.
        Origin = "origin",
        /// With or without a key.
        Key = "key",
    }
}

db::text_enum! {
    /// How long an offer is.
    pub enum Length {
        /// Less than three hours.
        Short = "under-3h",
        /// Three to six.
        Medium = "3h-6h",
        /// Six to nine.
        Long = "6h-9h",
        /// More than nine.
        Longest = "over-9h",
    }
}

db::text_enum! {
    /// When it takes place.
    pub enum When {
        /// It has begun and ends some day.
        Now = "now",
        /// Its first day is to come.
        Later = "later",
        /// It has no end.
        Always = "always",
    }
}

/// In which order offers stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// What answers best first; without words, the newest of one's own académie.
    Best,
    /// The newest first, whatever the words.
    Newest,
}

/// What is asked of the index.
#[derive(Clone, Debug)]
pub struct Asked<'a> {
    /// Which offers are meant.
    pub scope: Scope,
    /// As typed.
    pub text: &'a str,
    /// One value at most of each facet, as [`super::key`] makes it of a code.
    pub facets: Vec<(Facet, u64)>,
    /// Today (`YYYY-MM-DD`): what is over is not offered.
    pub today: &'a str,
    /// In which order.
    pub order: Order,
    /// How many are passed over.
    pub skip: usize,
    /// How many are wanted.
    pub most: usize,
}

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// How many there are in all.
    pub total: usize,
    /// Those of the page, by the id of their course.
    pub courses: Vec<i64>,
    /// For each value of each facet, how many there would be with it instead of what is chosen of that facet.
    pub counts: HashMap<(Facet, u64), usize>,
    /// Whether something of what was typed had to be left out or forgiven.
    pub loosened: bool,
}

/// What is asked of the facets, in the terms of a table.
struct Sieve<'a> {
    table: &'a Table,
    today: u32,
    /// The bit of the audience that means all of them.
    everybody: u64,
    /// Which places of each facet are wanted; nothing of a facet that was not chosen.
    wanted: Vec<(Facet, u64)>,
}

/// How many offers there are of each place of each facet.
type Counts = [Vec<usize>; 7];

impl Search {
    /// Finds what is asked for.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn find(&self, asked: &Asked<'_>) -> Result<Found, tantivy::TantivyError> {
        let (searcher, table, answers) = self.state();
        answers.to(asked, || self.look(&searcher, &table, asked))
    }

    fn look(&self, searcher: &Searcher, table: &Table, asked: &Asked<'_>) -> Result<Found, tantivy::TantivyError> {
        let understood = query::understand(searcher, self.fields(), asked.scope, asked.text)?;
        let hits = searcher.search(&understood.query, &Gather { scored: understood.scored })?;
        let everybody = bit_of(table, super::key(EVERYBODY));
        let sieve = Sieve { table, everybody, today: day_number(asked.today), wanted: wanted(table, &asked.facets) };
        Ok(Found { loosened: understood.loosened, ..sieve.sift(hits, asked) })
    }
}

/// The places of the keys that were chosen; one that nothing has is a place that nothing has.
fn wanted(table: &Table, facets: &[(Facet, u64)]) -> Vec<(Facet, u64)> {
    let place = |facet: Facet, key: u64| match facet {
        Facet::Audience => bit_of(table, key),
        Facet::Length => place_of(Length::ALL.iter().map(|length| length.as_str()), key),
        Facet::When => place_of(When::ALL.iter().map(|when| when.as_str()), key),
        Facet::Key => place_of(KEYED.into_iter(), key),
        single => table.single(single).and_then(|places| places.find(key)).map_or(u64::MAX, |place| place as u64 + 1),
    };
    facets.iter().map(|(facet, key)| (*facet, place(*facet, *key))).collect()
}

/// The bit of an audience; none when nothing is for it.
fn bit_of(table: &Table, key: u64) -> u64 {
    table.audiences().find(key).filter(|place| *place < 64).map_or(0, |place| 1 << place)
}

/// The code of the audience that means all of them.
pub const EVERYBODY: &str = "everybody";

/// The codes of [`Facet::Key`], in the order of their places.
const KEYED: [&str; 2] = ["no", "yes"];

/// The place of a key among codes, from 1.
fn place_of<'a>(codes: impl Iterator<Item = &'a str>, key: u64) -> u64 {
    codes.zip(1..).find(|(code, _)| super::key(code) == key).map_or(u64::MAX, |(_, place)| place)
}

impl Sieve<'_> {
    /// Sifts, counts and sorts.
    fn sift(&self, hits: Vec<Hit>, asked: &Asked<'_>) -> Found {
        let mut counts = self.no_counts();
        let mut kept: Vec<(i64, &Row)> = Vec::new();
        for hit in hits {
            let Some(row) = self.table.row(hit.segment, hit.document) else { continue };
            if row.ends < self.today || row.closes < self.today {
                continue;
            }
            let mut failed = self.wanted.iter().filter(|(facet, place)| !self.has(row, *facet, *place)).map(|(facet, _)| *facet);
            match (failed.next(), failed.next()) {
                (None, _) => {
                    Facet::ALL.iter().for_each(|facet| self.count(row, *facet, &mut counts));
                    // Scores are sums of whole numbers, so that equal ones are equal.
                    kept.push((if asked.order == Order::Newest { 0 } else { -(hit.score.round() as i64) }, row));
                }
                // What fails for one facet alone would be there with another value of it.
                (Some(facet), None) => self.count(row, facet, &mut counts),
                _ => {}
            }
        }
        let own = match asked.scope {
            Scope::Sessions { academy_id } if asked.order == Order::Best => Some(academy_id.unsigned_abs()),
            _ => None,
        };
        let order = |(score, row): &(i64, &Row)| {
            let foreign = own.is_some_and(|own| own != row.academy);
            (*score, foreign, Reverse(row.published), Reverse(row.number), row.academy)
        };
        let total = kept.len();
        let wanted = (asked.skip + asked.most).min(total);
        if wanted > 0 && wanted < total {
            kept.select_nth_unstable_by_key(wanted - 1, order);
            kept.truncate(wanted);
        }
        kept.sort_unstable_by_key(order);
        let courses = kept.iter().skip(asked.skip).map(|(_, row)| i64::try_from(row.course).unwrap_or_default()).collect();
        Found { total, courses, counts: self.named(counts), loosened: false }
    }

    /// The place of the value that an offer has of a facet, 0 for none; the bits of its audiences.
    fn place(&self, row: &Row, facet: Facet) -> u64 {
        match facet {
            // What is for everybody is for each.
            Facet::Audience if row.audiences & self.everybody != 0 => u64::MAX,
            Facet::Audience => row.audiences,
            Facet::Length => length(row.minutes).map_or(0, |length| length as u64 + 1),
            Facet::When => when(row, self.today) as u64 + 1,
            Facet::Key => u64::from(row.keyed) + 1,
            Facet::Domain => u64::from(row.single[0]),
            Facet::Nature => u64::from(row.single[1]),
            Facet::Origin => u64::from(row.single[2]),
        }
    }

    fn has(&self, row: &Row, facet: Facet, wanted: u64) -> bool {
        let place = self.place(row, facet);
        if facet == Facet::Audience { place & wanted != 0 } else { place == wanted }
    }

    /// Room for every place of every facet.
    fn no_counts(&self) -> Counts {
        let mut counts = Counts::default();
        for (slot, facet) in counts.iter_mut().zip(Facet::ALL) {
            let places = match facet {
                Facet::Audience => 64,
                Facet::Length | Facet::When | Facet::Key => 5,
                single => self.table.single(*single).map_or(0, |places| places.keys().len()) + 1,
            };
            slot.resize(places, 0);
        }
        counts
    }

    fn count(&self, row: &Row, facet: Facet, counts: &mut Counts) {
        let Some(counts) = counts.get_mut(facet as usize) else { return };
        let mut more = |place: usize| {
            if let Some(count) = counts.get_mut(place) {
                *count += 1;
            }
        };
        let place = self.place(row, facet);
        if facet == Facet::Audience {
            let mut bits = place;
            while bits != 0 {
                more(bits.trailing_zeros() as usize);
                bits &= bits - 1;
            }
        } else if place != 0 {
            more(place as usize);
        }
    }

    /// The same counts by the keys of their values.
    fn named(&self, counts: Counts) -> HashMap<(Facet, u64), usize> {
        let mut named = HashMap::new();
        for (counts, facet) in counts.into_iter().zip(Facet::ALL.iter().copied()) {
            let codes = |codes: Vec<&str>| codes.into_iter().map(super::key).collect::<Vec<u64>>();
            let (keys, first) = match facet {
                Facet::Audience => (self.table.audiences().keys().to_vec(), 0),
                Facet::Length => (codes(Length::ALL.iter().map(|length| length.as_str()).collect()), 1),
                Facet::When => (codes(When::ALL.iter().map(|when| when.as_str()).collect()), 1),
                Facet::Key => (codes(KEYED.to_vec()), 1),
                single => (self.table.single(single).map(|places| places.keys().to_vec()).unwrap_or_default(), 1),
            };
            let counted = keys.into_iter().zip(counts.into_iter().skip(first)).filter(|(_, count)| *count > 0);
            named.extend(counted.map(|(key, count)| ((facet, key), count)));
        }
        named
    }
}

fn when(row: &Row, today: u32) -> When {
    match (row.starts > today, row.ends == NEVER) {
        (true, _) => When::Later,
        (false, true) => When::Always,
        (false, false) => When::Now,
    }
}

/// The share of lengths it falls into; nothing when none is known.
fn length(minutes: u32) -> Option<Length> {
    Some(match minutes {
        0 => return None,
        1..180 => Length::Short,
        180..360 => Length::Medium,
        360..=540 => Length::Long,
        _ => Length::Longest,
    })
}

/// A match.
struct Hit {
    score: Score,
    segment: u32,
    document: DocId,
}

/// Gathers every match.
struct Gather {
    /// Whether it matters how well something matches.
    scored: bool,
}

impl Collector for Gather {
    type Fruit = Vec<Hit>;
    type Child = OfSegment;

    fn for_segment(&self, segment: SegmentOrdinal, _: &SegmentReader) -> tantivy::Result<OfSegment> {
        Ok(OfSegment { segment, hits: Vec::new() })
    }

    fn requires_scoring(&self) -> bool {
        self.scored
    }

    fn merge_fruits(&self, fruits: Vec<Vec<Hit>>) -> tantivy::Result<Vec<Hit>> {
        Ok(fruits.into_iter().flatten().collect())
    }
}

struct OfSegment {
    segment: SegmentOrdinal,
    hits: Vec<Hit>,
}

impl SegmentCollector for OfSegment {
    type Fruit = Vec<Hit>;

    fn collect(&mut self, document: DocId, score: Score) {
        self.hits.push(Hit { score, segment: self.segment, document });
    }

    fn harvest(self) -> Vec<Hit> {
        self.hits
    }
}

#[cfg(test)]
#[path = "hits_tests.rs"]
mod tests;
