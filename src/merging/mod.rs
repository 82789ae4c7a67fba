//! Two accounts of one person become one.
//!
//! A manager asks (`/manage/people/{id}/merge`). Both accounts agree by a mailed link, unless both belong to her académie alone and the one that goes
//! was never used. What is asked for is checked again when it is done, because a role or a suspension may have come between.
//!
//! | confirm.rs | /confirm-merge | the mailed link of either account                  |
//! | request.rs |                | what was asked for and is not done yet             |
//! | rules.rs   |                | which accounts may become one, and who must agree  |
//! | join.rs    |                | doing it, in every table that names a person       |

mod confirm;
pub mod join;
pub mod request;
pub mod rules;

use web::Problem;

use crate::links::MakeError;
use crate::visit::{OrProblem, Routes};

/// The words of these pages.
pub const WORDS: web::Source = web::Source { feature: "merging", french: include_str!("fr.ftl"), english: include_str!("en.ftl") };

/// What came of [`join::join`]: somebody who signed in or was enrolled at that very moment stands in its way once, and not the next time.
///
/// # Errors
/// The failure as a [`Problem`].
pub fn done(joined: Result<(), MakeError>) -> Result<(), Problem> {
    match joined {
        Err(MakeError::Database(db::Error::ForeignKey | db::Error::Unique(_))) => Err(Problem::Busy { retry_after: 1 }),
        joined => joined.or_problem(),
    }
}

/// The addresses of these pages.
pub fn routes() -> Routes {
    Routes::of("merging")
        .get("/confirm-merge", confirm::open)
        .get("/confirm-merge/dead", confirm::dead)
        .get("/confirm-merge/agreed", confirm::agreed)
        .get("/confirm-merge/done", confirm::done)
        .get("/confirm-merge/{public_id}", confirm::show)
        .post("/confirm-merge/{public_id}", confirm::submit)
}
