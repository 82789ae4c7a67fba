//! Where a file is put that somebody brings: what it may weigh there, and how much room she has.

use db::{Db, Tx};
use serde::{Deserialize, Serialize};

use super::format::Unwelcome;
use super::stored::{self, Kept, Stored};
use super::{own, parts};

/// What a file is brought for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shelf {
    /// Courses: it stands in the library.
    Library,
    /// One thing its bringer says herself.
    Own,
}

impl Shelf {
    /// The most a file may weigh there, in bytes.
    pub fn largest(self) -> u64 {
        match self {
            Shelf::Library => parts::LARGEST,
            Shelf::Own => own::LARGEST,
        }
    }

    /// What is said of a file that weighs more.
    pub fn too_large(self) -> Unwelcome {
        match self {
            Shelf::Library => Unwelcome::Large,
            Shelf::Own => Unwelcome::Heavy,
        }
    }

    /// Why so many bytes more find no room there, because of what somebody keeps already.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn refusal(self, db: &Db, academy_id: i64, person_id: i64, bytes: i64) -> db::Result<Option<Unwelcome>> {
        let (weight, room, full) = match self {
            Shelf::Library => (stored::weight_of(db, academy_id, person_id).await?, stored::ROOM_OF_ONE, Unwelcome::NoRoom),
            Shelf::Own => (own::weight_of(db, academy_id, person_id).await?, own::ROOM_OF_ONE, Unwelcome::NoRoomOfHerOwn),
        };
        Ok((weight.saturating_add(bytes) > room).then_some(full))
    }

    /// Enters a file that is on the disk; gives its id. `None` when the académie has no room for it: then nothing is entered.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn enter(self, tx: &Tx, academy_id: i64, person_id: i64, kept: &Kept, now: i64) -> db::Result<Option<i64>> {
        match self {
            Shelf::Library => stored::enter(tx, academy_id, person_id, kept, now).await,
            Shelf::Own => own::enter(tx, academy_id, person_id, kept, now).await.map(Some),
        }
    }

    /// What stands there under an id, when this person brought it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn find(self, db: &Db, academy_id: i64, person_id: i64, id: i64) -> db::Result<Option<Stored>> {
        match self {
            Shelf::Library => Ok(stored::find(db, academy_id, id).await?.filter(|file| file.person_id == Some(person_id))),
            Shelf::Own => own::hers(db, academy_id, person_id, id).await,
        }
    }
}
