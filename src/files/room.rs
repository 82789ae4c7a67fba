//! How much room an académie has for files, and how much of it they take: what stands once on the disk counts once.
//!
//! `file_room.bytes` is counted as files come and go, so that nobody ever adds up a library. Whoever counts holds the row until her transaction ends:
//! two who bring the same file at once do not count it twice, and nobody takes room that another one just took.

use db::{Db, Tx};

/// What an académie's room is said in.
pub const GIGABYTE: i64 = 1_000_000_000;
/// The room of an académie that was given no other, in gigabytes.
const USUAL: i64 = 500;
/// The most room, in gigabytes: a thousand terabytes.
pub const MOST: i64 = 1_000_000;

db::row! {
    /// The room of an académie.
    pub struct Room {
        /// What its files may take, in gigabytes.
        pub gigabytes: i64,
        /// What they take, in bytes.
        pub bytes: i64,
    }
}

impl Room {
    /// The room of an académie.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn of(db: &Db, academy_id: i64) -> db::Result<Room> {
        let room: Option<Room> = db.maybe("select gigabytes, bytes from file_room where academy_id = $1", &db::args![academy_id]).await?;
        // Nobody brought anything yet.
        Ok(room.unwrap_or(Room { gigabytes: USUAL, bytes: 0 }))
    }

    /// Whether so many bytes more would find room.
    pub fn holds(&self, more: i64) -> bool {
        self.bytes.saturating_add(more) <= self.gigabytes.saturating_mul(GIGABYTE)
    }
}

/// Gives an académie so much room, from nothing to [`MOST`]; what is kept already stays, whatever it takes.
///
/// # Errors
/// When the database fails.
pub async fn set(tx: &Tx, academy_id: i64, gigabytes: i64) -> db::Result<()> {
    hold(tx, academy_id).await?;
    tx.run("update file_room set gigabytes = $2 where academy_id = $1", &db::args![academy_id, gigabytes]).await?;
    Ok(())
}

/// Until the transaction ends, nobody else counts what an académie keeps.
///
/// # Errors
/// When the database fails.
pub(super) async fn hold(tx: &Tx, academy_id: i64) -> db::Result<()> {
    let sql = "insert into file_room (academy_id, gigabytes, bytes) values ($1, $2, 0)
               on conflict (academy_id) do update set bytes = file_room.bytes";
    tx.run(sql, &db::args![academy_id, USUAL]).await?;
    Ok(())
}

/// Takes room for what was not there yet, once it is held; whether there was enough. Nothing needs none, even where too much is kept already.
///
/// # Errors
/// When the database fails.
pub(super) async fn take(tx: &Tx, academy_id: i64, bytes: i64) -> db::Result<bool> {
    let sql = "update file_room set bytes = bytes + $2 where academy_id = $1 and bytes + $2 <= gigabytes * $3";
    Ok(bytes == 0 || tx.run(sql, &db::args![academy_id, bytes, GIGABYTE]).await? > 0)
}

/// Gives back the room of what is gone, once it is held.
///
/// # Errors
/// When the database fails.
pub(super) async fn give_back(tx: &Tx, academy_id: i64, bytes: i64) -> db::Result<()> {
    tx.run("update file_room set bytes = bytes - $2 where academy_id = $1", &db::args![academy_id, bytes]).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_is_for_so_much_and_no_more() {
        let room = Room { gigabytes: 500, bytes: 499_999_999_990 };
        assert!(room.holds(10) && !room.holds(11) && !room.holds(i64::MAX));
        assert!(!Room { gigabytes: 0, bytes: 0 }.holds(1));
    }
}
