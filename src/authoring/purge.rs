//! What was thrown away a month ago goes for good.

use crate::app::App;
use crate::clock::DAY;
use crate::courses::writing;
use crate::files::used;
use crate::visit::OrProblem;

/// For how long it can be restored.
const KEPT: i64 = 30 * DAY;
/// What goes in one transaction.
const AT_ONCE: i64 = 100;

/// Deletes what can be restored no longer; gives the number of activities.
///
/// # Errors
/// When the database fails.
pub async fn purge(app: &App, now: i64) -> Result<usize, web::Problem> {
    let mut gone = 0;
    loop {
        let some = writing::long_gone(&app.db, now - KEPT, AT_ONCE).await.or_problem()?;
        if some.is_empty() {
            writing::forget_sections(&app.db, now - KEPT).await.or_problem()?;
            return Ok(gone);
        }
        gone += some.len();
        let tx = app.db.begin().await.or_problem()?;
        for one in some {
            if let Some(kind) = app.kinds.of(&one.kind) {
                kind.forget(&tx, one.academy_id, one.id).await?;
            }
            used::forget_in(&tx, one.academy_id, one.id).await.or_problem()?;
            writing::forget_activity(&tx, one.academy_id, one.id).await.or_problem()?;
        }
        tx.commit().await.or_problem()?;
    }
}
