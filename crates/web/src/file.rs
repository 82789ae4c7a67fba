//! Sending a file of the disk: whole, or the bytes that a video player asks for.

use std::path::Path;

use axum::body::Body;
use axum::http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_NONE_MATCH, IF_RANGE, RANGE,
};
use axum::http::{HeaderMap, HeaderValue, Request, StatusCode};
use axum::response::IntoResponse;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use tower_http::services::ServeFile;

use crate::{Answer, Problem};

/// What may stand as it is in the `filename*` of RFC 8187.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_');

/// How a file is sent.
#[derive(Clone, Copy, Debug)]
pub struct Sending<'a> {
    /// Its media type, decided by us.
    pub media_type: &'a str,
    /// What it is called when it is saved; any text.
    pub name: &'a str,
    /// Whether a browser shows it instead of saving it: pictures, sounds and videos, never what could act as a page.
    pub shown: bool,
    /// Names what is in it: a hash.
    pub mark: &'a str,
}

/// Sends a file to somebody of whom the caller proved that she may have it; `asked` are the request's headers. A browser keeps it and asks
/// each time whether it is still hers to have. Whatever it may turn out to be, it stands alone and does nothing (a sandbox).
///
/// # Errors
/// [`Problem::NotFound`] when it is not on the disk; else when the disk fails.
pub async fn send(path: &Path, asked: &HeaderMap, sending: Sending<'_>) -> Answer {
    let mark = header(&format!("\"{}\"", sending.mark))?;
    let kept = [(CACHE_CONTROL, HeaderValue::from_static("private, no-cache")), (ETAG, mark.clone())];
    if asked.get(IF_NONE_MATCH) == Some(&mark) {
        return Ok((StatusCode::NOT_MODIFIED, kept).into_response());
    }
    let mut request = Request::new(Body::empty());
    // The rest of another file than the one she began to read is of no use.
    let same = asked.get(IF_RANGE).is_none_or(|known| *known == mark);
    if let Some(range) = asked.get(RANGE).filter(|_| same) {
        request.headers_mut().insert(RANGE, range.clone());
    }
    let mut answer = ServeFile::new(path).try_call(request).await.map_err(Problem::internal)?;
    if answer.status() == StatusCode::NOT_FOUND {
        return Err(Problem::NotFound);
    }
    let disposition = if sending.shown { "inline" } else { "attachment" };
    let name = utf8_percent_encode(sending.name, PLAIN);
    let headers = answer.headers_mut();
    headers.extend(kept);
    headers.insert(CONTENT_TYPE, header(sending.media_type)?);
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox"));
    headers.insert(CONTENT_DISPOSITION, header(&format!("{disposition}; filename*=UTF-8''{name}"))?);
    headers.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    Ok(answer.map(Body::new).into_response())
}

fn header(text: &str) -> Result<HeaderValue, Problem> {
    HeaderValue::from_str(text).map_err(Problem::internal)
}

#[cfg(test)]
mod tests {
    use super::*;
    use http_body_util::BodyExt;

    async fn answer(asked: &[(axum::http::HeaderName, &str)]) -> (StatusCode, HeaderMap, String) {
        let folder = std::env::temp_dir().join(format!("web-file-{}", std::process::id()));
        std::fs::write(&folder, "0123456789").unwrap();
        let asked = asked.iter().map(|(name, value)| (name.clone(), value.parse().unwrap())).collect();
        let sending = Sending { media_type: "video/mp4", name: "Été \"1\"\r\n.mp4", shown: false, mark: "abc" };
        let answer = send(&folder, &asked, sending).await.unwrap();
        let (parts, body) = answer.into_parts();
        let text = String::from_utf8(body.collect().await.unwrap().to_bytes().to_vec()).unwrap();
        std::fs::remove_file(&folder).unwrap();
        (parts.status, parts.headers, text)
    }

    #[tokio::test]
    async fn a_file_is_sent_whole_in_parts_or_not_again() {
        let (status, headers, text) = answer(&[]).await;
        assert_eq!((status, text.as_str()), (StatusCode::OK, "0123456789"));
        assert_eq!(headers[CONTENT_DISPOSITION], "attachment; filename*=UTF-8''%C3%89t%C3%A9%20%221%22%0D%0A.mp4");
        assert_eq!((&headers[CONTENT_TYPE], &headers[ACCEPT_RANGES]), (&"video/mp4".parse().unwrap(), &"bytes".parse().unwrap()));
        assert!(headers[CONTENT_SECURITY_POLICY].to_str().unwrap().contains("sandbox"));
        let (status, headers, text) = answer(&[(RANGE, "bytes=2-4")]).await;
        assert_eq!(
            (status, text.as_str(), headers["content-range"].to_str().unwrap()),
            (StatusCode::PARTIAL_CONTENT, "234", "bytes 2-4/10")
        );
        assert_eq!(answer(&[(RANGE, "bytes=99-")]).await.0, StatusCode::RANGE_NOT_SATISFIABLE);
        assert_eq!(answer(&[(RANGE, "bytes=2-4"), (IF_RANGE, "\"old\"")]).await.2, "0123456789");
        assert_eq!(answer(&[(RANGE, "bytes=2-4"), (IF_RANGE, "\"abc\"")]).await.2, "234");
        let (status, _, text) = answer(&[(IF_NONE_MATCH, "\"abc\"")]).await;
        assert_eq!((status, text.as_str()), (StatusCode::NOT_MODIFIED, ""));
    }
}
