//! Ending it from the letter.
//!
//! | GET  /unsubscribe/{token} | one button; opening it changes nothing, whoever opens links before their reader does |
//! | POST /unsubscribe/{token} | done, however often: by that button, or by a mail program (RFC 8058)                  |
//!
//! Mail programs send the form from anywhere and without a session, so this address is exempt from same-origin (`site::FROM_ANYWHERE`): the token
//! alone decides, and it can do nothing else.

use web::{Answer, Language, Problem, filters};

use super::subscription::Holder;
use crate::visit::{OrProblem, Part, Visit};

web::view! { "news/unsubscribe.html" =>
    struct Unsubscribe {
        token: String,
        /// What carries the language of this page on to a form behind which no cookie is read: `?lang=en`, or nothing.
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
    Holder::open(&visit.app.secrets, visit.academy.id, &token).ok_or(Problem::NotFound)?;
    page(&visit, token, false)
}

/// Ends it.
///
/// # Errors
/// As [`show`]; else when the database fails.
pub async fn submit(visit: Visit, Part(token): Part<String>) -> Answer {
    let holder = Holder::open(&visit.app.secrets, visit.academy.id, &token).ok_or(Problem::NotFound)?;
    let tx = visit.app.db.begin().await.or_problem()?;
    holder.end(&tx, visit.academy.id).await.or_problem()?;
    tx.commit().await.or_problem()?;
    page(&visit, token, true)
}

fn page(visit: &Visit, token: String, done: bool) -> Answer {
    let title = if done { "news-ended-title" } else { "news-end-title" };
    let page = visit.page(
        title,
        &Unsubscribe {
            token,
            language: if visit.language() == Language::English { "?lang=en" } else { "" },
            academy: visit.academy.full_name.clone(),
            done,
        },
    );
    page.map(crate::visit::page::never_kept)
}
