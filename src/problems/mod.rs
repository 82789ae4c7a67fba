//! Whatever keeps a page from being shown, as a page: what is, what to do, a way on. The only place that renders a [`Problem`].

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use web::{Answer, Message, Problem, filters};

use crate::academies::Academy;
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
    };
    let mut response = visit.page(title, &view)?;
    *response.status_mut() = status;
    if let Problem::Busy { retry_after } = problem {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(retry_after));
    }
    Ok(response)
}

/// A problem met before it is known who asks and in which language: its status and two plain sentences.
pub fn bare(problem: Problem) -> Response {
    let status = problem.status();
    let reference = reference(&problem).unwrap_or_default();
    let text = match problem {
        Problem::WrongHost => "Ce site ne répond pas sous ce nom.\nThis site does not answer under this name.\n".to_owned(),
        Problem::Busy { .. } => {
            "Le site est momentanément très occupé. Ce que vous aviez enregistré est intact. Réessayez dans quelques secondes.\n\
             The site is very busy for a moment. What you had saved is safe. Try again in a few seconds.\n"
                .to_owned()
        }
        _ => format!(
            "Quelque chose a cassé de notre côté. Ce que vous aviez enregistré est intact. {reference}\n\
             Something broke on our side. What you had saved is safe. {reference}\n"
        ),
    };
    let mut response = (status, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response();
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
        Problem::SignIn | Problem::WrongHost | Problem::Internal(_) | Problem::Page(_) => {
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
