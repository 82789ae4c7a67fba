//! Rules about the code itself: what may import what, what is open, every word, every query, the schema, sizes.
//!
//! Each rule is a function over texts, tried on a planted fault as well: a detector that was never seen red proves nothing.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a test that cannot go on fails"
)]

mod drivers;
mod guides;
mod levels;
mod open_routes;
mod rust_text;
mod schema;
mod sizes;
mod sql;
mod tables;
mod templates;
mod tree;
mod words;

#[path = "../site/database.rs"]
mod database;
