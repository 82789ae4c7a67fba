//! Whatever keeps a page from being shown.

use std::sync::Arc;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::Message;

/// What a handler gives: a response, or the reason why not.
pub type Answer = Result<Response, Problem>;

/// The one error type of handlers. It becomes an empty response that carries it; the product's outer layer renders it once,
/// in the visitor's language, with a way on.
#[derive(Clone, Debug)]
pub enum Problem {
    /// The request cannot be understood.
    BadRequest,
    /// Signing in comes first; the wanted address is kept.
    SignIn,
    /// The second factor comes first; what was typed is kept.
    SecondFactor,
    /// Not here, or not for this visitor: one and the same answer.
    NotFound,
    /// Known and refused, with the reason.
    Forbidden(Message),
    /// The request came from another site.
    CrossSite,
    /// The method does not exist at this address.
    MethodNotAllowed,
    /// The request did not come in time.
    Timeout,
    /// Somebody else changed the same thing meanwhile.
    Conflict(Message),
    /// The body is larger than any form of ours.
    TooLarge,
    /// The body is no form.
    Unsupported,
    /// The host is not ours.
    WrongHost,
    /// Too much work at once; worth trying again after so many seconds.
    Busy {
        /// Seconds, as in the `Retry-After` header.
        retry_after: u64,
    },
    /// Our fault. The cause goes to the log beside a reference that the page shows.
    Internal(Arc<dyn std::error::Error + Send + Sync>),
    /// A page that explains itself (a session one is not enrolled in).
    Page(Arc<std::sync::Mutex<Option<Response>>>),
}

impl Problem {
    /// An internal problem from any error.
    pub fn internal(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Problem {
        Problem::Internal(Arc::from(error.into()))
    }

    /// A page of its own instead of the common one.
    pub fn page(response: Response) -> Problem {
        Problem::Page(Arc::new(std::sync::Mutex::new(Some(response))))
    }

    /// The status it is answered with.
    pub fn status(&self) -> StatusCode {
        match self {
            Problem::BadRequest => StatusCode::BAD_REQUEST,
            Problem::SignIn | Problem::SecondFactor => StatusCode::UNAUTHORIZED,
            Problem::NotFound => StatusCode::NOT_FOUND,
            Problem::Forbidden(_) | Problem::CrossSite => StatusCode::FORBIDDEN,
            Problem::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Problem::Timeout => StatusCode::REQUEST_TIMEOUT,
            Problem::Conflict(_) => StatusCode::CONFLICT,
            Problem::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Problem::Unsupported => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Problem::WrongHost => StatusCode::MISDIRECTED_REQUEST,
            Problem::Busy { .. } => StatusCode::SERVICE_UNAVAILABLE,
            Problem::Internal(_) | Problem::Page(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl From<askama::Error> for Problem {
    fn from(error: askama::Error) -> Problem {
        Problem::internal(error)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        if let Problem::Page(page) = &self
            && let Some(response) = page.lock().ok().and_then(|mut page| page.take())
        {
            return response;
        }
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}
