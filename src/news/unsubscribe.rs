//! Ending it from the letter.
//!
//! | GET  /unsubscribe/{token} | one button; opening it changes nothing, whoever opens links before their reader does |
//! | POST /unsubscribe/{token} | done, however often: by that button, or by a mail program (RFC 8058)                  |
//!
//! Mail programs send the form from anywhere and without a session, so this address is exempt from same-origin (`site::FROM_ANYWHERE`): the token
//! alone decides, and it can do nothing else.

use web::{Answer, Problem, filters};

use super::subscription;
use crate::visit::{OrProblem, Part, Visit};

web::view! { "news/unsubscribe.html" =>
    struct Unsubscribe {
        token: String,
        /// The form carries the language of this page on: no cookie is read behind it.
        language: &'static str,
        academy: String,
        done: bool,
    }
}

/// The button.
///
/// # Errors
/// [`Problem::NotFound`] for anything that is no token of this académie.
pub async fn show(visit: Visit, Part(token): Part<String>) -> Answer {
    subscription::holder(&visit.app.secrets, visit.academy.id, &token).ok_or(Problem::NotFound)?;
    page(&visit, token, false)
}

/// Ends it.
///
/// # Errors
/// As [`show`]; else when the database fails.
pub async fn submit(visit: Visit, Part(token): Part<String>) -> Answer {
    let person_id = subscription::holder(&visit.app.secrets, visit.academy.id, &token).ok_or(Problem::NotFound)?;
    let tx = visit.app.db.begin().await.or_problem()?;
    subscription::end(&tx, visit.academy.id, person_id).await.or_problem()?;
    tx.commit().await.or_problem()?;
    page(&visit, token, true)
}

fn page(visit: &Visit, token: String, done: bool) -> Answer {
    let title = if done { "news-ended-title" } else { "news-end-title" };
    let page = visit.page(title, &Unsubscribe { token, language: visit.language().tag(), academy: visit.academy.full_name.clone(), done });
    page.map(crate::visit::page::never_kept)
}
