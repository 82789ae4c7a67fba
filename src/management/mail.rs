//! What became of the letters of an académie: to whom, which, where it stands, what the mail server said. Never a text.
//!
//! | GET  /manage/mail?state=…&page=…    | the newest first; Monday's letters and those of forums only when they were given up |
//! | POST /manage/mail/{id}/resend       | one that was given up is tried for another day |

use jobs::mail::LetterState;
use web::{Answer, Problem, filters};

use super::{PAGE, page_number};
use crate::academies::Academy;
use crate::access::{Allowed, Manage};
use crate::clock::{day_in, printed_day};
use crate::events::{self, Event};
use crate::visit::{Member, OrProblem, Part};

web::view! { "management/mail.html" =>
    struct Mail {
        /// The state chosen; empty for all.
        state: String,
        states: Vec<(&'static str, &'static str)>,
        letters: Vec<Line>,
        page: i64,
        before: String,
        after: String,
    }
}

/// A letter as the list shows it.
struct Line {
    id: i64,
    recipient: String,
    subject: String,
    state: &'static str,
    kind: &'static str,
    answer: String,
    day: String,
    dead: bool,
}

db::row! {
    struct Letter {
        id: i64,
        recipient: String,
        template: String,
        subject: String,
        state: LetterState,
        last_answer: Option<String>,
        created_at: i64,
    }
}

/// The page.
///
/// # Errors
/// [`Problem::NotFound`] for a page that is no number; else when the database fails.
pub async fn show(academy: Allowed<Academy, Manage>, member: Member) -> Answer {
    let asked = member.query();
    let page = page_number(asked.value("page")).ok_or(Problem::NotFound)?;
    let state: Option<LetterState> = asked.value("state").parse().ok().filter(|state| *state != LetterState::Void);
    let mut letters: Vec<Letter> = member
        .app
        .db
        .all(
            "select id, recipient, template, subject, state, last_answer, created_at from letter
              where academy_id = $1 and state <> 'void' and ($2 = '' or state = $2)
                and (template not in ('weekly-offers', 'forum-post', 'forum-digest') or $2 = 'dead') order by id desc limit $3 offset $4",
            &db::args![academy.id, state.map_or("", LetterState::as_str), PAGE + 1, (page - 1) * PAGE],
        )
        .await
        .or_problem()?;
    let most = usize::try_from(PAGE).unwrap_or(usize::MAX);
    let more = letters.len() > most;
    letters.truncate(most);
    let chosen = state.map_or("", LetterState::as_str);
    let address = |page: i64| member.url(&format!("/manage/mail?state={chosen}&page={page}"));
    let zone = academy.time_zone.clone();
    let both = member.scene.say("management-mail-invitation").into_owned();
    let line = |letter: Letter| Line {
        id: letter.id,
        recipient: letter.recipient,
        // Whether she is invited or told tells whether she has an account: here both are one.
        subject: if matches!(letter.template.as_str(), "invitation" | "enrolled") { both.clone() } else { letter.subject },
        state: word(letter.state),
        kind: if letter.state == LetterState::Dead { "error" } else { "neutral" },
        answer: letter.last_answer.unwrap_or_default(),
        day: printed_day(&day_in(&zone, letter.created_at)),
        dead: letter.state == LetterState::Dead,
    };
    let view = Mail {
        state: chosen.to_owned(),
        states: [LetterState::Queued, LetterState::Sent, LetterState::Dead, LetterState::Dropped]
            .map(|state| (state.as_str(), word(state)))
            .to_vec(),
        letters: letters.into_iter().map(line).collect(),
        page,
        before: if page > 1 { address(page - 1) } else { String::new() },
        after: if more { address(page + 1) } else { String::new() },
    };
    member.wide_page("management-mail", &view)
}

fn word(state: LetterState) -> &'static str {
    match state {
        LetterState::Queued => "management-mail-queued",
        LetterState::Sent => "management-mail-sent",
        LetterState::Dead => "management-mail-given-up",
        LetterState::Dropped | LetterState::Void => "management-mail-dropped",
    }
}

/// Where a button pressed after the session leads.
///
/// # Errors
/// Never.
pub async fn back(_: Allowed<Academy, Manage>, member: Member) -> Answer {
    member.go("/manage/mail")
}

/// Tries one that was given up for another day; any other is left as it is.
///
/// # Errors
/// When the database fails.
pub async fn resend(academy: Allowed<Academy, Manage>, member: Member, Part(id): Part<i64>) -> Answer {
    let tx = member.app.db.begin().await.or_problem()?;
    if jobs::mail::post_again(&tx, academy.id, id, member.now).await.or_problem()? {
        let event = Event {
            kind: "letter.sent_again",
            academy_id: Some(academy.id),
            actor_id: Some(member.person().id),
            person_id: None,
            detail: serde_json::json!({ "letter": id }),
        };
        events::record(&tx, event, member.now).await.or_problem()?;
    }
    tx.commit().await.or_problem()?;
    member.app.wake.wake();
    member.go_and_say("/manage/mail", "done-letter-again")
}
