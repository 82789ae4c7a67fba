//! m@gistère: the training platform of an education staff, from a link in a mail to the course.
//!
//! `docs/ARCHITECTURE.md` walks through it. The features, one folder each, are listed in [`features`]; the levels between them are
//! checked by a test.

pub mod academies;
pub mod access;
pub mod activities;
pub mod admin;
pub mod app;
pub mod authoring;
pub mod catalogue;
pub mod chance;
pub mod cli;
pub mod clock;
pub mod courses;
pub mod demo;
pub mod demo_pages;
pub mod editor;
pub mod enrolment;
pub mod events;
pub mod features;
pub mod files;
pub mod finder;
pub mod indexing;
pub mod lifecycle;
pub mod links;
pub mod management;
pub mod media;
pub mod merging;
pub mod my;
pub mod news;
pub mod old_links;
pub mod people;
pub mod plain;
pub mod preferences;
pub mod problems;
pub mod profile;
pub mod public;
pub mod search;
pub mod secrets;
pub mod seed;
pub mod serve;
pub mod shell;
pub mod sign_in;
pub mod site;
pub mod store;
pub mod visit;

/// Files under `assets/`, embedded and fingerprinted by the build.
pub mod assets {
    include!(concat!(env!("OUT_DIR"), "/assets.rs"));
}

/// The schema, step by step.
pub const MIGRATIONS: &[db::Migration] = &[
    db::Migration { name: "0001_foundation", sql: include_str!("../migrations/0001_foundation.sql") },
    db::Migration { name: "0002_my", sql: include_str!("../migrations/0002_my.sql") },
    db::Migration { name: "0003_enrolment", sql: include_str!("../migrations/0003_enrolment.sql") },
    db::Migration { name: "0004_self_enrolment", sql: include_str!("../migrations/0004_self_enrolment.sql") },
    db::Migration { name: "0005_offer", sql: include_str!("../migrations/0005_offer.sql") },
    db::Migration { name: "0006_second_factor", sql: include_str!("../migrations/0006_second_factor.sql") },
    db::Migration { name: "0007_management", sql: include_str!("../migrations/0007_management.sql") },
    db::Migration { name: "0008_groups", sql: include_str!("../migrations/0008_groups.sql") },
    db::Migration { name: "0009_blocks", sql: include_str!("../migrations/0009_blocks.sql") },
    db::Migration { name: "0010_closed", sql: include_str!("../migrations/0010_closed.sql") },
    db::Migration { name: "0011_files", sql: include_str!("../migrations/0011_files.sql") },
    db::Migration { name: "0012_texts", sql: include_str!("../migrations/0012_texts.sql") },
    db::Migration { name: "0013_news", sql: include_str!("../migrations/0013_news.sql") },
    db::Migration { name: "0014_merging", sql: include_str!("../migrations/0014_merging.sql") },
    db::Migration { name: "0015_authoring", sql: include_str!("../migrations/0015_authoring.sql") },
    db::Migration { name: "0016_completion", sql: include_str!("../migrations/0016_completion.sql") },
    db::Migration { name: "0017_stored_files", sql: include_str!("../migrations/0017_stored_files.sql") },
    db::Migration { name: "0018_way", sql: include_str!("../migrations/0018_way.sql") },
    db::Migration { name: "0020_forum", sql: include_str!("../migrations/0020_forum.sql") },
    db::Migration { name: "0021_forum_drafts", sql: include_str!("../migrations/0021_forum_drafts.sql") },
    db::Migration { name: "0022_url_and_book", sql: include_str!("../migrations/0022_url_and_book.sql") },
    db::Migration { name: "0023_choice", sql: include_str!("../migrations/0023_choice.sql") },
    db::Migration { name: "0025_copies", sql: include_str!("../migrations/0025_copies.sql") },
    db::Migration { name: "0026_posts", sql: include_str!("../migrations/0026_posts.sql") },
    db::Migration { name: "0028_copied_from", sql: include_str!("../migrations/0028_copied_from.sql") },
    db::Migration { name: "0029_file_room", sql: include_str!("../migrations/0029_file_room.sql") },
    db::Migration { name: "0030_editor", sql: include_str!("../migrations/0030_editor.sql") },
    db::Migration { name: "0031_forums_of_course", sql: include_str!("../migrations/0031_forums_of_course.sql") },
    db::Migration { name: "0032_unread", sql: include_str!("../migrations/0032_unread.sql") },
];
