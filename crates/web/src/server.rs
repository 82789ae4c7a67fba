//! Listening, and stopping without cutting anybody short.

use std::convert::Infallible;
use std::future::Future;
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::extract::{ConnectInfo, Request};
use axum::response::Response;
use hyper::body::Incoming;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpListener;

/// A client that has not sent the head of its request after this long is let go; an idle kept connection likewise.
const HEAD_PATIENCE: Duration = Duration::from_secs(30);
/// How long answers under way may take once the program was asked to stop.
const DRAIN: Duration = Duration::from_secs(10);
/// The most a request's head may weigh: addresses are short, cookies few.
const HEAD_LIMIT: usize = 32 * 1024;

/// Serves a site until `stop` resolves, then drains for at most ten seconds. The peer's address is put in each
/// request as [`ConnectInfo`].
///
/// # Errors
/// None while running: a listener that fails to accept (out of file descriptors) waits a moment and goes on.
pub async fn serve(listener: TcpListener, site: Router, stop: impl Future<Output = ()>) {
    let graceful = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        let (stream, peer) = tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => match accepted {
                Ok(pair) => pair,
                Err(error) => {
                    tracing::warn!(%error, "cannot accept a connection");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
        };
        // Small answers leave at once.
        let _ = stream.set_nodelay(true);
        let site = site.clone();
        let service = hyper::service::service_fn(move |request: hyper::Request<Incoming>| answer(site.clone(), request, peer));
        let connection = hyper::server::conn::http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(HEAD_PATIENCE)
            .max_buf_size(HEAD_LIMIT)
            .serve_connection(TokioIo::new(stream), service);
        let connection = graceful.watch(connection);
        tokio::spawn(async move {
            // Clients leave in the middle of things all the time; that is no news.
            let _ = connection.await;
        });
    }
    drop(listener);
    if tokio::time::timeout(DRAIN, graceful.shutdown()).await.is_err() {
        tracing::warn!("some answers were still under way after ten seconds");
    }
}

async fn answer(site: Router, request: hyper::Request<Incoming>, peer: SocketAddr) -> Result<Response, Infallible> {
    let mut request: Request = request.map(axum::body::Body::new);
    request.extensions_mut().insert(ConnectInfo(peer));
    Ok(crate::guard::call(&site, request).await)
}
