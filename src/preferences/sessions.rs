//! « Mes sessions ouvertes »: where she is signed in. There are only deadlines to show: nothing tells when or from where.
//!
//! | GET  /preferences/sessions            | her open sessions                      |
//! | POST /preferences/sessions/{id}/close | ends one of hers                       |
//! | POST /preferences/sessions/close-all  | « Se déconnecter partout », here too   |

use axum::http::{HeaderName, HeaderValue};
use web::{Answer, Message, filters};

use crate::clock;
use crate::people::session::{self, OpenSession};
use crate::visit::page::with_cookie;
use crate::visit::{Member, OrProblem, Part};

web::view! { "preferences/sessions.html" =>
    struct Sessions {
        sessions: Vec<Line>,
    }
}

/// One open session as the page shows it.
struct Line {
    id: i64,
    /// Whether this page was asked for in it.
    here: bool,
    /// Its place among the others, from 1.
    n: usize,
    /// What its button says to somebody who does not see the page.
    close_words: Message,
    day: String,
    hour: String,
}

pub async fn show(member: Member) -> Answer {
    let zone = member.person().time_zone.as_deref().unwrap_or(&member.academy.time_zone);
    let here = member.session().session_id;
    let line = |session: OpenSession| {
        let (day, hour) = clock::printed_moment(zone, session.ends_at, member.language());
        let close_words = Message::new("sessions-close-which").with("day", &day).with("hour", &hour);
        Line { id: session.id, here: session.id == here, n: 0, close_words, day, hour }
    };
    let mut sessions: Vec<Line> =
        session::all_of(&member.app.db, member.person().id, member.now).await.or_problem()?.into_iter().map(line).collect();
    sessions.sort_by_key(|line| !line.here);
    for (n, line) in (1..).zip(sessions.iter_mut().filter(|line| !line.here)) {
        line.n = n;
        line.close_words = line.close_words.clone().with("n", n);
    }
    member.page("preferences-sessions", &Sessions { sessions })
}

pub async fn close(member: Member, Part(id): Part<i64>) -> Answer {
    let tx = member.app.db.begin().await.or_problem()?;
    session::close(&tx, member.person().id, id).await.or_problem()?;
    tx.commit().await.or_problem()?;
    // One that ended by itself meanwhile is closed too.
    member.go_and_say("/preferences/sessions", "done-session-closed")
}

pub async fn close_all(member: Member) -> Answer {
    let tx = member.app.db.begin().await.or_problem()?;
    session::close_all(&tx, member.person().id, None).await.or_problem()?;
    tx.commit().await.or_problem()?;
    let mut response = with_cookie(member.go("/signed-out")?, &member.jar().remove(session::COOKIE));
    // As when signing out: what this browser kept goes with her.
    response.headers_mut().insert(HeaderName::from_static("clear-site-data"), HeaderValue::from_static("\"cache\", \"storage\""));
    Ok(response)
}

/// Whoever had to sign in first, because the session ended before its button was pressed, comes back here.
pub async fn back(member: Member) -> Answer {
    member.go("/preferences/sessions")
}
