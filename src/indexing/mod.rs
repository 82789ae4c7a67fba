//! Indexation: what a catalogue says of a course.
//!
//! | field.rs | each field: what it takes, how what was typed is read     |
//! | sheet.rs | the values of one course, and what an offer still needs   |
//! | terms.rs | the lists that are chosen from; terms.csv ships with them |
//!
//! A noun without pages: `lifecycle` has the form, `courses` and `catalogue` show it.

pub mod field;
mod sheet;
pub mod terms;

pub use field::Field;
pub use sheet::{Sheet, store};

/// The names of the fields, and what is said of what was typed into them.
pub const WORDS: web::Source = web::Source { feature: "indexing", french: include_str!("fr.ftl"), english: include_str!("en.ftl") };
