//! What stands around every handler: same-origin, and a panic that ends one request only.

use std::any::Any;

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderMap, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tower::ServiceExt;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::csrf::{CsrfLayer, ProtectionError};

use crate::Problem;

/// Wraps the routes of a site. An unsafe request must come from `origin` or from the same host; the one place where that
/// is decided, without any token that could expire. What is exempt comes from nowhere: [`from_nowhere`].
pub fn around(routes: Router, origin: &str) -> Router {
    let scheme = origin.split_once("://").map_or("http", |(scheme, _)| scheme).to_owned();
    let layer = CsrfLayer::new();
    // An origin that is none trusts nobody beyond the request's own host.
    let layer = layer.clone().add_trusted_origin(origin).unwrap_or(layer);
    routes
        .fallback(|| async { Problem::NotFound })
        .method_not_allowed_fallback(|| async { Problem::MethodNotAllowed })
        .layer(CatchPanicLayer::custom(|_: Box<dyn Any + Send>| Problem::internal("a handler panicked").into_response()))
        .layer(layer.with_rejection_response(|_: ProtectionError| Problem::CrossSite.into_response()))
        // The layer compares hosts: a form of our host over the other scheme may have been written by anybody on the way.
        .layer(axum::middleware::from_fn(move |request: Request, next: Next| {
            let foreign = !request.method().is_safe() && other_scheme(request.headers(), &scheme);
            async move { if foreign { Problem::CrossSite.into_response() } else { next.run(request).await } }
        }))
}

/// Takes from a request what says whence it comes and whose it is: same-origin lets it pass, and no session stands behind it.
pub fn from_nowhere(headers: &mut HeaderMap) {
    for name in ["cookie", "origin", "referer", "sec-fetch-site", "sec-fetch-mode", "sec-fetch-dest", "sec-fetch-user"] {
        headers.remove(name);
    }
}

/// Whether a browser that tells no more than `Origin` names another scheme than the site's.
fn other_scheme(headers: &HeaderMap, scheme: &str) -> bool {
    let origin = headers.get(header::ORIGIN).and_then(|origin| origin.to_str().ok()).and_then(|origin| origin.split_once("://"));
    !headers.contains_key("sec-fetch-site") && origin.is_some_and(|(other, _)| other != scheme)
}

/// Lets a router answer one request.
pub async fn call(router: &Router, request: Request) -> Response {
    match router.clone().oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}
