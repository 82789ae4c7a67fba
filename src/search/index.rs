//! The index on disk: opened, brought up to date, made anew when it is of no use.
//!
//! What was applied last stands in the index's own commit, so that a crash or a lost folder is only something to catch up with.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::directory::MmapDirectory;
use tantivy::schema::{FAST, Field, INDEXED, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::{Index, IndexReader, IndexWriter, ReloadPolicy, Searcher, TantivyDocument, Term};

use super::answers::Answers;
use super::document::{Document, day_number, key};
use super::headlines::{Headline, Headlines};
use super::table::Table;
use super::words;

/// Changes when the fields or their contents do: an index of another form is made anew.
const FORM: &str = "1";
/// The folder of the index, in the data folder.
const FOLDER: &str = "search";
/// What the writer gathers before it writes, in bytes.
const BUFFER: usize = 15_000_000;
/// The end of time, for what has no last day.
pub(super) const NEVER: u32 = 99_999_999;

/// The fields of the index.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields {
    pub course: Field,
    /// The académie, 0 as well for a national body; sessions only.
    pub scope: Field,
    pub parcours: Field,
    /// Stems.
    pub title: Field,
    pub keywords: Field,
    pub objectives: Field,
    pub description: Field,
    pub others: Field,
    /// Whole words: of the title, of the keywords, of everything.
    pub title_words: Field,
    pub keyword_words: Field,
    pub words: Field,
}

/// The names of what is only read beside a match.
pub(super) const COLUMNS: [&str; 12] =
    ["course", "academy", "number", "published", "domain", "audiences", "nature", "origin", "minutes", "starts", "ends", "keyed_closes"];

/// What happened to a course.
#[derive(Debug)]
pub enum Change {
    /// It is offered, and this is what it says.
    Offered(Box<Document>),
    /// It is not offered (any more): its id.
    Gone(i64),
}

/// The index of this process. Cheap to clone.
#[derive(Clone)]
pub struct Search(Arc<Inside>);

struct Inside {
    index: Index,
    reader: IndexReader,
    fields: Fields,
    state: Mutex<State>,
    /// Which data it is a copy of.
    source: String,
    kept: bool,
    headlines: Headlines,
    /// Held while changes are read and applied.
    turn: tokio::sync::Mutex<()>,
}

/// The index as it was read last.
struct State {
    /// The last change applied; none when the index must be made anew.
    applied: Option<i64>,
    searcher: Searcher,
    table: Arc<Table>,
    answers: Arc<Answers>,
}

impl Search {
    /// Opens the index of a data folder; one that is broken or of another form is made anew, in memory when the folder cannot be
    /// written. Two processes may share a folder: each tells it what it does not know of.
    ///
    /// # Errors
    /// When not even an index in memory can be made.
    pub fn open(data: &Path, source: &str) -> Result<Search, tantivy::TantivyError> {
        let folder = data.join(FOLDER);
        match Search::on_disk(&folder, source) {
            Ok(search) => Ok(search),
            Err(error) => {
                tracing::warn!(%error, "the search index cannot be used: it is made anew");
                let emptied = std::fs::remove_dir_all(&folder).map_err(tantivy::TantivyError::from);
                emptied.and_then(|()| Search::on_disk(&folder, source)).or_else(|_| Search::in_memory(source))
            }
        }
    }

    fn on_disk(folder: &Path, source: &str) -> Result<Search, tantivy::TantivyError> {
        std::fs::create_dir_all(folder)?;
        let (schema, fields) = schema();
        let index = Index::open_or_create(MmapDirectory::open(folder)?, schema)?;
        Search::with(index, fields, true, source)
    }

    /// An index that is forgotten with the process.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn in_memory(source: &str) -> Result<Search, tantivy::TantivyError> {
        let (schema, fields) = schema();
        Search::with(Index::create_in_ram(schema), fields, false, source)
    }

    fn with(index: Index, fields: Fields, kept: bool, source: &str) -> Result<Search, tantivy::TantivyError> {
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        let payload = index.load_metas()?.payload.unwrap_or_default();
        let applied = payload.strip_prefix(&format!("{FORM} {source} ")).and_then(|change| change.parse().ok());
        let searcher = reader.searcher();
        let state = State { applied, table: Arc::new(Table::read(&searcher)?), searcher, answers: Arc::default() };
        Ok(Search(Arc::new(Inside {
            kept,
            index,
            reader,
            fields,
            state: Mutex::new(state),
            source: source.to_owned(),
            headlines: Headlines::default(),
            turn: tokio::sync::Mutex::default(),
        })))
    }

    /// Whether it outlives the process.
    pub fn is_kept(&self) -> bool {
        self.0.kept
    }

    /// The number of the last change that it knows; none when it knows nothing and must be told everything.
    pub fn applied(&self) -> Option<i64> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner).applied
    }

    /// Waits until nobody else brings it up to date.
    pub async fn turn(&self) -> tokio::sync::MutexGuard<'_, ()> {
        self.0.turn.lock().await
    }

    /// Applies changes, durably; `upto` is the number of the last. With `afresh` everything known before is forgotten.
    ///
    /// # Errors
    /// When the index cannot be written; then it is as it was.
    pub fn apply(&self, changes: &[Change], upto: i64, afresh: bool) -> Result<(), tantivy::TantivyError> {
        let inside = &self.0;
        // One of its own each time: changes are rare, and what it holds is not kept until the next.
        let mut writer = inside.index.writer_with_num_threads(1, BUFFER)?;
        write(&mut writer, inside.fields, changes, &format!("{FORM} {} {upto}", inside.source), afresh)?;
        writer.wait_merging_threads()?;
        inside.reader.reload()?;
        let searcher = inside.reader.searcher();
        let table = Arc::new(Table::read(&searcher)?);
        *inside.state.lock().unwrap_or_else(PoisonError::into_inner) =
            State { applied: Some(upto), searcher, table, answers: Arc::default() };
        Ok(())
    }

    /// The newest offers of an académie, as they were kept for this change and day.
    pub fn headlines(&self, academy_id: i64, change: i64, day: &str) -> Option<Arc<Vec<Headline>>> {
        self.0.headlines.get(academy_id, change, day)
    }

    /// Keeps the newest offers of an académie for this change and day.
    pub fn keep_headlines(&self, academy_id: i64, change: i64, day: &str, lines: Arc<Vec<Headline>>) {
        self.0.headlines.keep(academy_id, change, day, lines);
    }

    pub(super) fn fields(&self) -> Fields {
        self.0.fields
    }

    /// The index as it was read last, with its table and the answers it gave.
    pub(super) fn state(&self) -> (Searcher, Arc<Table>, Arc<Answers>) {
        let state = self.0.state.lock().unwrap_or_else(PoisonError::into_inner);
        (state.searcher.clone(), state.table.clone(), state.answers.clone())
    }
}

fn write(writer: &mut IndexWriter, fields: Fields, changes: &[Change], payload: &str, afresh: bool) -> Result<(), tantivy::TantivyError> {
    if afresh {
        writer.delete_all_documents()?;
    }
    for change in changes {
        let id = match change {
            Change::Offered(document) => document.course_id,
            Change::Gone(id) => *id,
        };
        writer.delete_term(Term::from_field_u64(fields.course, id.unsigned_abs()));
        if let Change::Offered(document) = change {
            writer.add_document(stored(fields, document, writer.index().schema()))?;
        }
    }
    let mut commit = writer.prepare_commit()?;
    commit.set_payload(payload);
    commit.commit()?;
    Ok(())
}

fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    // Which documents a word stands in is all that counts: neither how often nor where.
    let indexing =
        TextFieldIndexing::default().set_tokenizer("whitespace").set_fieldnorms(false).set_index_option(IndexRecordOption::Basic);
    let text = TextOptions::default().set_indexing_options(indexing);
    let course = schema.add_u64_field("course", INDEXED | FAST);
    let fields = Fields {
        course,
        scope: schema.add_u64_field("scope", INDEXED),
        parcours: schema.add_u64_field("parcours", INDEXED),
        title: schema.add_text_field("title", text.clone()),
        keywords: schema.add_text_field("keywords", text.clone()),
        objectives: schema.add_text_field("objectives", text.clone()),
        description: schema.add_text_field("description", text.clone()),
        others: schema.add_text_field("others", text.clone()),
        title_words: schema.add_text_field("title_words", text.clone()),
        keyword_words: schema.add_text_field("keyword_words", text.clone()),
        words: schema.add_text_field("words", text),
    };
    for name in COLUMNS.iter().filter(|name| **name != "course") {
        schema.add_u64_field(name, FAST);
    }
    (schema.build(), fields)
}

fn stored(fields: Fields, document: &Document, schema: Schema) -> TantivyDocument {
    let mut stored = TantivyDocument::default();
    stored.add_u64(fields.course, document.course_id.unsigned_abs());
    if document.parcours {
        stored.add_u64(fields.parcours, 1);
    } else {
        stored.add_u64(fields.scope, document.academy_id.unsigned_abs());
        if document.national {
            stored.add_u64(fields.scope, 0);
        }
    }
    let mut all = String::new();
    for (field, text) in [
        (fields.title, &document.title),
        (fields.keywords, &document.keywords),
        (fields.objectives, &document.objectives),
        (fields.description, &document.description),
        (fields.others, &document.others),
    ] {
        let (mut stems, mut plain) = (String::new(), String::new());
        for word in words::words(text) {
            for stem in &word.stems {
                stems.extend([stem.as_str(), " "]);
            }
            plain.extend([word.plain.as_str(), " "]);
        }
        stored.add_text(field, stems);
        if field == fields.title {
            stored.add_text(fields.title_words, &plain);
        } else if field == fields.keywords {
            stored.add_text(fields.keyword_words, &plain);
        }
        all.push_str(&plain);
    }
    stored.add_text(fields.words, all);
    let day = |day: &Option<String>, without: u32| u64::from(day.as_deref().map_or(without, day_number));
    let mut column = |name: &str, value: u64| {
        if let Ok(field) = schema.get_field(name) {
            stored.add_u64(field, value);
        }
    };
    column("academy", document.academy_id.unsigned_abs());
    column("number", document.number.unsigned_abs());
    column("published", document.published_at.unsigned_abs());
    column("domain", key(&document.domain));
    column("nature", key(&document.nature));
    column("origin", key(&document.origin));
    for code in document.audiences.split_whitespace() {
        column("audiences", key(code));
    }
    column("minutes", document.minutes.unsigned_abs());
    column("starts", day(&document.starts_on, 0));
    column("ends", day(&document.ends_on, NEVER));
    // Two small facts in one column: twice the last day to join, and one more when a key is needed.
    column("keyed_closes", day(&document.closes_on, NEVER) * 2 + u64::from(document.keyed));
    stored
}
