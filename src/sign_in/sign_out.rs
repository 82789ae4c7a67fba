//! Leaving.
//!
//! | GET  /sign-out   | asks; a link that is followed by accident signs nobody out  |
//! | POST /sign-out   | ends this session                                           |
//! | GET  /signed-out | says so                                                     |

use axum::http::{HeaderName, HeaderValue};
use web::{Answer, filters};

use crate::people::session;
use crate::visit::page::with_cookie;
use crate::visit::{OrProblem, Visit};

web::view! { "sign_in/sign_out.html" =>
    struct SignOut {
        name: String,
    }
}

web::view! { "sign_in/signed_out.html" =>
    struct SignedOut {}
}

pub async fn ask(visit: Visit) -> Answer {
    match visit.person() {
        Some(person) => visit.page("sign-out-title", &SignOut { name: person.full_name() }),
        None => visit.go("/signed-out"),
    }
}

pub async fn submit(visit: Visit) -> Answer {
    if let Some((living, person)) = &visit.session {
        let tx = visit.app.db.begin().await.or_problem()?;
        session::close(&tx, person.id, living.session_id).await.or_problem()?;
        tx.commit().await.or_problem()?;
    }
    let mut response = with_cookie(visit.go("/signed-out")?, &visit.jar().remove(session::COOKIE));
    // What the browser kept for reading offline and what was being written goes with her.
    response.headers_mut().insert(HeaderName::from_static("clear-site-data"), HeaderValue::from_static("\"cache\", \"storage\""));
    Ok(response)
}

pub async fn done(visit: Visit) -> Answer {
    visit.page("signed-out-title", &SignedOut {})
}
