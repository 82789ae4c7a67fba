//! What stands around every handler: same-origin, and a panic that ends one request only.

use std::any::Any;

use axum::Router;
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use tower::ServiceExt;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::csrf::{CsrfLayer, ProtectionError};

use crate::Problem;

/// Wraps the routes of a site. An unsafe request must come from `origin` or from the same host; the one place where that
/// is decided, without any token that could expire. No route is exempt yet.
pub fn around(routes: Router, origin: &str) -> Router {
    let layer = CsrfLayer::new();
    // An origin that is none trusts nobody beyond the request's own host.
    let layer = layer.clone().add_trusted_origin(origin).unwrap_or(layer);
    routes
        .fallback(|| async { Problem::NotFound })
        .method_not_allowed_fallback(|| async { Problem::MethodNotAllowed })
        .layer(CatchPanicLayer::custom(|_: Box<dyn Any + Send>| Problem::internal("a handler panicked").into_response()))
        .layer(layer.with_rejection_response(|_: ProtectionError| Problem::CrossSite.into_response()))
}

/// Lets a router answer one request.
pub async fn call(router: &Router, request: Request) -> Response {
    match router.clone().oneshot(request).await {
        Ok(response) => response,
        Err(never) => match never {},
    }
}
