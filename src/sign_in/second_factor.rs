//! « Code de vérification »: the second factor, asked for after the password, and again before what is sensitive.
//!
//! | GET  /sign-in/code?wanted=… | the form                                                            |
//! | POST /sign-in/code          | a whole session and the wanted page; or the same page with a sentence |
//!
//! Guesses are counted like those of a password. Half a session opens nothing but this page.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use web::{Answer, Filled, Message, Problem, filters};

use super::direct;
use crate::people::guesses::{self, Admission, Target};
use crate::people::second_factor;
use crate::people::session::{self, Cookie, Half};
use crate::visit::page::with_cookie;
use crate::visit::{OrProblem, Visit, device, kept};

web::view! { "sign_in/second_factor.html" =>
    struct SecondFactor {
        form: Filled,
        wanted: String,
        /// A sealed form that waits for its author.
        kept: String,
        /// Whether she is in already, and must give it once more.
        once_more: bool,
    }
}

/// The path of this page, for somebody on her way to an address of the site.
pub fn path(wanted: &str) -> String {
    format!("/sign-in/code?{}", pair(wanted))
}

/// The path of the page where it is set up.
pub fn set_up_path(wanted: &str) -> String {
    format!("/preferences/second-factor?{}", pair(wanted))
}

fn pair(wanted: &str) -> String {
    url::form_urlencoded::Serializer::new(String::new()).append_pair("wanted", wanted).finish()
}

/// Who is to give a code: half in, or in and about to do something sensitive.
enum Whom {
    Half(Half),
    Inside { session_id: i64, person_id: i64 },
}

impl Whom {
    async fn of(visit: &Visit) -> Result<Option<Whom>, Problem> {
        if let Some((session, person)) = &visit.session {
            return Ok(session.proved_at.map(|_| Whom::Inside { session_id: session.session_id, person_id: person.id }));
        }
        let cookie = visit.cookie(session::COOKIE).and_then(|value| Cookie::read(&visit.app.secrets, value));
        let Some(cookie) = cookie else { return Ok(None) };
        Ok(session::half(&visit.app.db, &cookie, visit.now).await.or_problem()?.map(Whom::Half))
    }

    fn person_id(&self) -> i64 {
        match self {
            Whom::Half(half) => half.person_id,
            Whom::Inside { person_id, .. } => *person_id,
        }
    }
}

pub(super) async fn show(visit: Visit) -> Answer {
    let query = visit.query();
    let wanted = visit.wanted(&query).unwrap_or_default().to_owned();
    match Whom::of(&visit).await? {
        Some(whom) => {
            let view = SecondFactor { form: Filled::empty(), wanted, kept: String::new(), once_more: matches!(whom, Whom::Inside { .. }) };
            visit.door_page("second-factor-title", &view)
        }
        None if visit.person().is_some() => visit.go("/my"),
        None => visit.sign_in_first(if wanted.is_empty() { visit.url("/my") } else { wanted }.as_str()),
    }
}

/// The page after the right password: a form that was being filled in is carried on in it.
///
/// # Errors
/// When it cannot be rendered.
pub(super) fn after_password(visit: &Visit, form: &Filled, landing: String) -> Answer {
    let kept = form.value("kept").to_owned();
    if kept.is_empty() {
        return visit.go(&path(&landing));
    }
    visit.holding_page("second-factor-title", &SecondFactor { form: Filled::empty(), wanted: landing, kept, once_more: false })
}

/// The page before something sensitive; what was typed waits in it.
///
/// # Errors
/// When it cannot be rendered.
pub fn once_more(visit: &Visit, sealed: Option<String>) -> Answer {
    let proved = visit.session.as_ref().is_some_and(|(session, _)| session.proved_at.is_some());
    let here = visit.address.clone();
    let Some(kept) = sealed else { return visit.go(&if proved { path(&here) } else { set_up_path(&here) }) };
    if !proved {
        return Err(Problem::Forbidden(Message::new("second-factor-needed")));
    }
    let view = SecondFactor { form: Filled::empty(), wanted: visit.url(&visit.path), kept, once_more: true };
    let mut response = visit.holding_page("second-factor-title", &view)?;
    *response.status_mut() = StatusCode::UNAUTHORIZED;
    Ok(response)
}

pub(super) async fn submit(visit: Visit, mut form: Filled) -> Answer {
    let Some(whom) = Whom::of(&visit).await? else {
        form.fault("", "second-factor-late");
        return direct::again(&visit, form, false).await;
    };
    let typed = form.required("code", 40, "second-factor-missing");
    if !form.is_clean() {
        return again(&visit, form, &whom);
    }
    let target = Target::Code(whom.person_id());
    let counters = guesses::counters(&target, &visit.device.source(&target, visit.network));
    let tx = visit.app.db.begin().await.or_problem()?;
    if let Admission::Wait(until) = guesses::admit(&tx, &counters, visit.now).await.or_problem()? {
        drop(tx);
        form.fault("code", Message::new("second-factor-limited").with("minutes", guesses::minutes_until(until, visit.now)));
        let mut response = again(&visit, form, &whom)?;
        *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from((until - visit.now).max(0) / crate::clock::SECOND));
        return Ok(response);
    }
    let right = second_factor::take(&tx, &visit.app.secrets, whom.person_id(), &typed, visit.now).await.or_problem()?;
    if !right {
        // The guess stays counted.
        tx.commit().await.or_problem()?;
        form.fault("code", "second-factor-wrong");
        return again(&visit, form, &whom);
    }
    guesses::succeeded(&tx, &counters).await.or_problem()?;
    let wanted = visit.wanted(&form).map_or_else(|| visit.url("/my"), str::to_owned);
    let (cookie, line) = match &whom {
        Whom::Inside { session_id, person_id } => {
            session::proved(&tx, *person_id, *session_id, visit.now).await.or_problem()?;
            (visit.cookie(session::COOKIE).unwrap_or_default().to_owned(), None)
        }
        Whom::Half(half) => {
            session::close(&tx, half.person_id, half.session_id).await.or_problem()?;
            let length = half.length();
            let secrets = &visit.app.secrets;
            let opened = session::open(&tx, secrets, half.person_id, length, Some(visit.now), visit.now).await.or_problem()?;
            let line = visit.jar().set(session::COOKIE, &opened.cookie, length.cookie_age());
            (opened.cookie, Some(line))
        }
    };
    (visit.app.above.arrive)(&tx, &visit.academy, whom.person_id(), &wanted, &visit.today()).await.or_problem()?;
    tx.commit().await.or_problem()?;
    let response = match kept::open(&visit, form.value("kept"), whom.person_id()) {
        Some(kept) => {
            let mut response = Response::default();
            response.extensions_mut().insert(kept::Resume { kept, session: cookie });
            response
        }
        None => visit.go_to(&wanted)?,
    };
    let known = visit.device.with(&visit.app.secrets, whom.person_id()).or_problem()?;
    let response = with_cookie(response, &visit.jar().set(device::COOKIE, &known, Some(device::AGE)));
    Ok(match line {
        Some(line) => with_cookie(response, &line),
        None => response,
    })
}

fn again(visit: &Visit, form: Filled, whom: &Whom) -> Answer {
    let wanted = visit.wanted(&form).unwrap_or_default().to_owned();
    let kept = form.value("kept").to_owned();
    visit.page_again("second-factor-title", &SecondFactor { form, wanted, kept, once_more: matches!(whom, Whom::Inside { .. }) })
}
