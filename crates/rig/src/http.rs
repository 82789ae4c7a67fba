//! HTTP/1.1 over one kept connection, as little of it as a load needs: the client must cost less than what it measures.

use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// The longest wait for one answer.
const PATIENCE: Duration = Duration::from_secs(20);

/// One connection.
#[derive(Debug)]
pub struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
    /// Whether the server said that it closes, or the last answer did not end well.
    pub over: bool,
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Reply {
    /// The status code.
    pub status: u16,
    /// The head, as it came.
    pub head: String,
    /// The body, still compressed if it was.
    pub body: Vec<u8>,
}

impl Reply {
    /// Every value of a header, its name in lower case.
    pub fn headers<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.head.lines().filter_map(move |line| {
            let (found, value) = line.split_once(':')?;
            found.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    /// One value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (found, value) = line.split_once(':')?;
            found.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// A request without a body.
pub fn get(host: SocketAddr, path: &str, cookies: &str, more: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n{}{more}\r\n", cookie_line(cookies)).into_bytes()
}

/// A form.
pub fn post(host: SocketAddr, path: &str, cookies: &str, more: &str, fields: &[(&str, &str)]) -> Vec<u8> {
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let length = body.len();
    format!(
        "POST {path} HTTP/1.1\r\nHost: {host}\r\n{}{more}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{body}",
        cookie_line(cookies)
    )
    .into_bytes()
}

fn cookie_line(cookies: &str) -> String {
    if cookies.is_empty() { String::new() } else { format!("Cookie: {cookies}\r\n") }
}

impl Connection {
    /// Connects.
    ///
    /// # Errors
    /// When nobody listens, or not within five seconds.
    pub async fn open(to: SocketAddr) -> Result<Connection, String> {
        let stream = timeout(Duration::from_secs(5), TcpStream::connect(to)).await.map_err(|_| "no connection within 5 s".to_owned())?;
        let stream = stream.map_err(|error| format!("no connection: {error}"))?;
        stream.set_nodelay(true).map_err(|error| error.to_string())?;
        Ok(Connection { stream, buffer: Vec::with_capacity(64 * 1024), over: false })
    }

    /// Sends a request and reads the whole answer.
    ///
    /// # Errors
    /// When the connection breaks, the answer makes no sense, or it takes longer than twenty seconds.
    pub async fn send(&mut self, request: &[u8]) -> Result<Reply, String> {
        let answer = timeout(PATIENCE, self.exchange(request)).await.unwrap_or_else(|_| Err("no answer within 20 s".into()));
        self.over |= answer.is_err();
        answer
    }

    async fn exchange(&mut self, request: &[u8]) -> Result<Reply, String> {
        self.stream.write_all(request).await.map_err(|error| format!("cannot send: {error}"))?;
        self.receive().await
    }

    /// Reads one answer to its end.
    ///
    /// # Errors
    /// As [`Connection::send`], without its limit of time.
    pub async fn receive(&mut self) -> Result<Reply, String> {
        self.buffer.clear();
        let end = self.fill_until(0, b"\r\n\r\n").await?;
        let head = String::from_utf8_lossy(self.buffer.get(..end).unwrap_or_default()).into_owned();
        let status = head.get(9..12).and_then(|code| code.parse().ok()).ok_or_else(|| format!("no status in {head:?}"))?;
        let mut reply = Reply { status, head, body: Vec::new() };
        self.over |= reply.header("connection").is_some_and(|value| value.eq_ignore_ascii_case("close"));
        let start = end + 4;
        if let Some(length) = reply.header("content-length").and_then(|length| length.parse::<usize>().ok()) {
            self.fill_to(start + length).await?;
            reply.body = self.buffer.get(start..start + length).unwrap_or_default().to_vec();
        } else if reply.header("transfer-encoding").is_some() {
            reply.body = self.chunks(start).await?;
        } else if status != 204 && status != 304 {
            return Err("an answer of unknown length".into());
        }
        Ok(reply)
    }

    async fn chunks(&mut self, mut at: usize) -> Result<Vec<u8>, String> {
        let mut body = Vec::new();
        loop {
            let line_end = self.fill_until(at, b"\r\n").await?;
            let line = String::from_utf8_lossy(self.buffer.get(at..line_end).unwrap_or_default()).into_owned();
            let size = usize::from_str_radix(line.trim(), 16).map_err(|_| format!("no chunk size in {line:?}"))?;
            let start = line_end + 2;
            self.fill_to(start + size + 2).await?;
            body.extend_from_slice(self.buffer.get(start..start + size).unwrap_or_default());
            at = start + size + 2;
            if size == 0 {
                return Ok(body);
            }
        }
    }

    async fn fill_to(&mut self, length: usize) -> Result<(), String> {
        while self.buffer.len() < length {
            self.more().await?;
        }
        Ok(())
    }

    async fn fill_until(&mut self, from: usize, mark: &[u8]) -> Result<usize, String> {
        let mut looked = from;
        loop {
            if let Some(found) = self.buffer.get(looked..).and_then(|rest| rest.windows(mark.len()).position(|window| window == mark)) {
                return Ok(looked + found);
            }
            looked = self.buffer.len().saturating_sub(mark.len()).max(from);
            self.more().await?;
        }
    }

    async fn more(&mut self) -> Result<(), String> {
        match self.stream.read_buf(&mut self.buffer).await {
            Ok(0) if self.buffer.is_empty() => Err("the connection was closed before an answer".into()),
            Ok(0) => Err("the answer was cut".into()),
            Ok(_) => Ok(()),
            Err(error) => Err(format!("the connection broke: {error}")),
        }
    }
}
