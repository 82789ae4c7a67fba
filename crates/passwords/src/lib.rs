//! Passwords: hashing in turn, policy, old hashes. Knows nothing of the product or the database.
//!
//! [`Hashing`] runs one costly hash after the other on threads that yield to everything else, and serves whoever waits
//! fairly. Hashes that came from Moodle are verified and reported as outdated. [`unmet`] says what a new password lacks.

mod common;
mod context;
mod fold;
mod guessable;
mod hashing;
mod line;
mod policy;
mod prefix;
mod stored;
mod workers;

pub use context::ContextWords;
pub use hashing::{Busy, Hashing, Mix, Verdict};
pub use line::Turn;
pub use policy::{LONGEST, Preset, Rule, UnknownPreset, rule_pattern, rules, unmet};
pub use prefix::IpPrefix;
