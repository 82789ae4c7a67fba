//! Whatever keeps a page from being shown, as a page: what is, what to do, a way on. The only place that renders a [`Problem`].

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use web::{Answer, Language, Message, Problem, Scene, filters};

use crate::academies::Academy;
use crate::app::App;
use crate::assets::ASSETS;
use crate::chance;
use crate::visit::{OrProblem, Visit};

/// The words of these pages.
pub const WORDS: web::Source = web::Source { feature: "problems", french: include_str!("fr.ftl"), english: include_str!("en.ftl") };

web::view! { "problems/problem.html" =>
    struct Sorry {
        title: Message,
        sentence: Message,
        /// Given to the support contact; also in the log.
        reference: Option<String>,
        support: Option<String>,
        /// Whether to offer the three ways on (inside an académie).
        ways: bool,
        signed_in: bool,
        /// Whether this académie is closed to her: another one may be open.
        suspended: bool,
    }
}

web::view! { "problems/bare.html" =>
    struct Bare {
        title: &'static str,
        sentence: Message,
        reference: Option<String>,
        /// Whether the stylesheet can be had under this name.
        styled: bool,
        /// Whether the same address may answer in a moment.
        again: bool,
        /// Where the site is.
        home: String,
    }
}

web::view! { "problems/unknown_academy.html" =>
    struct UnknownAcademy {
        academies: Vec<Academy>,
    }
}

/// The page of a problem.
///
/// # Errors
/// Only the problem itself, when even its page cannot be rendered.
pub fn page(visit: &Visit, problem: Problem) -> Answer {
    if matches!(problem, Problem::Page(_)) {
        return Ok(problem.into_response());
    }
    let status = problem.status();
    let (title, sentence) = words(&problem);
    let reference = reference(&problem);
    let view = Sorry {
        title: Message::new(title),
        sentence,
        reference,
        support: visit.academy.support_contact.clone(),
        ways: visit.academy.exists(),
        signed_in: visit.person().is_some(),
        suspended: visit.is_suspended(),
    };
    let mut response = visit.page(title, &view)?;
    *response.status_mut() = status;
    if let Problem::Busy { retry_after } = problem {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(retry_after));
    }
    Ok(response)
}

/// A problem met before it is known who asks and where: the host is not ours, or the database does not answer. A whole small page in
/// French with a way on, made of nothing that could fail as well.
pub fn bare(app: &App, problem: Problem) -> Response {
    let scene = Scene { words: app.words, language: Language::French, base: String::new(), assets: ASSETS };
    let (title, sentence) = words(&problem);
    let again = matches!(problem, Problem::Busy { .. });
    let styled = !matches!(problem, Problem::WrongHost);
    let view = Bare { styled, title, sentence, reference: reference(&problem), again, home: app.config.origin.clone() };
    let html = scene.render(&view).unwrap_or_default();
    let mut response = (problem.status(), [(header::CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response();
    if let Problem::Busy { retry_after } = problem {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(retry_after));
    }
    response
}

/// An address whose first segment is no académie: those there are.
///
/// # Errors
/// When the database fails.
pub async fn unknown_academy(visit: &Visit) -> Answer {
    let academies = Academy::all(&visit.app.db).await.or_problem()?;
    let mut response = visit.wide_page("problem-academy-title", &UnknownAcademy { academies })?;
    *response.status_mut() = axum::http::StatusCode::NOT_FOUND;
    Ok(response)
}

fn words(problem: &Problem) -> (&'static str, Message) {
    match problem {
        Problem::NotFound => ("problem-not-found-title", Message::new("problem-not-found")),
        Problem::Forbidden(reason) => ("problem-forbidden-title", reason.clone()),
        Problem::Conflict(reason) => ("problem-conflict-title", reason.clone()),
        Problem::CrossSite => ("problem-cross-site-title", Message::new("problem-cross-site")),
        Problem::MethodNotAllowed | Problem::BadRequest | Problem::Unsupported => {
            ("problem-request-title", Message::new("problem-request"))
        }
        Problem::Timeout => ("problem-timeout-title", Message::new("problem-timeout")),
        Problem::TooLarge => ("problem-too-large-title", Message::new("problem-too-large")),
        Problem::Busy { .. } => ("problem-busy-title", Message::new("problem-busy")),
        Problem::WrongHost => ("problem-host-title", Message::new("problem-host")),
        Problem::SignIn | Problem::SecondFactor | Problem::Internal(_) | Problem::Page(_) => {
            ("problem-internal-title", Message::new("problem-internal"))
        }
    }
}

/// A reference for an internal problem, written to the log with its cause.
fn reference(problem: &Problem) -> Option<String> {
    let Problem::Internal(cause) = problem else { return None };
    let reference = chance::name().map(|name| name.chars().take(10).collect::<String>()).unwrap_or_default();
    tracing::error!(reference, %cause, "a page could not be shown");
    Some(reference)
}
