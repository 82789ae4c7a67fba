//! Jobs and mail, on the engine `MAGISTERE_TEST_POSTGRES` chooses: a PostgreSQL server when it names one, else SQLite.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test that cannot go on fails")]

mod claims;
mod delivery;
mod folder;
mod harness;
mod message;
mod outages;
mod outbox;
mod queue;
mod runner;
mod smtp_server;
