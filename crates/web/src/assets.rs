//! Files of the product: embedded, fingerprinted, compressed when the program is built, never changing under their address.

use axum::http::header::{ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

/// One embedded file.
#[derive(Clone, Copy, Debug)]
pub struct Asset {
    /// The name templates use: `app.css`.
    pub name: &'static str,
    /// The name browsers see, with the fingerprint of the content: `app.3f2a9c0d1e.css`.
    pub path: &'static str,
    /// Its media type.
    pub content_type: &'static str,
    /// Its bytes.
    pub plain: &'static [u8],
    /// Its bytes in Brotli, when that is smaller.
    pub brotli: Option<&'static [u8]>,
    /// Its bytes in Zstandard, when that is smaller.
    pub zstd: Option<&'static [u8]>,
}

/// Answers a request below `/assets/`.
pub fn serve(assets: &[Asset], path: &str, asked: &HeaderMap) -> Response {
    let Some(asset) = assets.iter().find(|asset| asset.path == path) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let accepts = asked.get(ACCEPT_ENCODING).and_then(|list| list.to_str().ok()).unwrap_or_default();
    let offers = |name| accepts.split(',').any(|offer| offer.trim() == name);
    let immutable = [(CONTENT_TYPE, asset.content_type), (CACHE_CONTROL, "public, max-age=31536000, immutable"), (VARY, "accept-encoding")];
    match (asset.brotli, asset.zstd) {
        (Some(packed), _) if offers("br") => (immutable, [(CONTENT_ENCODING, "br")], packed).into_response(),
        (_, Some(packed)) if offers("zstd") => (immutable, [(CONTENT_ENCODING, "zstd")], packed).into_response(),
        _ => (immutable, asset.plain).into_response(),
    }
}
