//! The search: an index of what is offered, inside the program, the same on both databases.
//!
//! | document.rs | what is known of an offer                                           |
//! | index.rs    | the index on disk: opened, brought up to date, made anew             |
//! | table.rs    | what is known of every offer beside its words, in memory             |
//! | words.rs    | the words of a text as the index keeps them                          |
//! | query.rs    | from what was typed to what must match, and how well                 |
//! | expand.rs   | the words somebody may have meant                                    |
//! | headlines.rs| the newest offers, kept for as long as nothing changes                |
//! | hits.rs     | what matched: sifted by facets, counted, put into order              |
//!
//! A copy that may be thrown away: `catalogue` feeds it and checks once more what it shows. It knows neither database nor pages.

mod answers;
mod document;
mod expand;
mod headlines;
mod hits;
mod index;
mod query;
mod table;
mod words;

pub use document::{Document, Scope, key};
pub use headlines::Headline;
pub use hits::{Asked, EVERYBODY, Facet, Found, Length, Order, When};
pub use index::{Change, Search};
