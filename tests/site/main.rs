//! The site from outside: a real server on a free port, a fresh database, a held clock, mail in memory.
//!
//! Runs on SQLite; with `MAGISTERE_TEST_POSTGRES` (the address of a maintenance database) on PostgreSQL.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a test that cannot go on fails"
)]

mod browser;
mod database;
mod harness;
mod joining;
mod scenes;

mod admin;
mod authoring;
mod border_forms;
mod border_headers;
mod border_hosts;
mod border_rights;
mod catalogue;
mod choice;
mod completion;
mod copying;
mod editor;
mod enrolment;
mod files;
mod files_between;
mod forum;
mod forum_files;
mod forum_mail;
mod forum_rights;
mod forum_unread;
mod groups;
mod guesses;
mod journey;
mod kinds;
mod lifecycle;
mod management;
mod merging;
mod merging_rules;
mod moving;
mod my;
mod news;
mod old_links;
mod paper;
mod pictures;
mod recovery;
mod recovery_links;
mod restoring;
mod room;
mod search;
mod second_factor;
mod sign_in;
mod sign_in_same;
mod suspended;
mod way;
mod way_pages;
mod ways_on;
