//! What is kept no longer.

use db::{Db, args};

/// Deletes the letters that are over (sent, dead or dropped) and the dead jobs made before an instant (microseconds UTC).
///
/// # Errors
/// When the database fails.
pub async fn purge(db: &Db, before: i64) -> db::Result<()> {
    db.run("delete from letter where created_at < $1 and state in ('sent', 'dead', 'dropped')", &args![before]).await?;
    db.run("delete from job where created_at < $1 and state = 'dead'", &args![before]).await?;
    Ok(())
}
