//! The answer of a server as an archive keeps it: a head, and a body that may be sent in chunks and packed.

use std::io::Read;

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use crate::error::Fault;
use crate::form::Form;
use crate::items::read_whole;

/// Most headers of an answer.
const MOST_HEADERS: usize = 200;

/// What a server answered.
#[derive(Debug)]
pub(crate) struct Answer {
    /// 200 for "OK".
    status: u16,
    pub(crate) media_type: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// Something that was kept without a head.
    pub(crate) fn plain(media_type: &str, body: &[u8]) -> Answer {
        Answer { status: 200, media_type: media_type.to_owned(), headers: Vec::new(), body: body.to_owned() }
    }

    /// Whether it is a report. Scripts, styles and robots.txt are text too, but none that tells anything.
    pub(crate) fn is_read(&self, form: Form) -> bool {
        let kind = self.media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let words =
            kind.is_empty() || kind == "text/plain" || kind == "text/html" || kind == "application/xhtml+xml";
        let form_is_read = match form {
            Form::Text => words,
            Form::Jsonl | Form::Warc => false,
            Form::Html | Form::Feed | Form::Pdf => true,
        };
        self.status == 200 && !self.body.is_empty() && form_is_read
    }
}

/// Reads an answer whose body has at most `limit` bytes.
pub(crate) fn read(bytes: &[u8], limit: usize) -> Result<Answer, Fault> {
    let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
    let mut head = httparse::Response::new(&mut headers);
    let length = match head.parse(bytes) {
        Ok(httparse::Status::Complete(length)) => length,
        Ok(httparse::Status::Partial) => return Err(broken("the answer of the server ends within its head")),
        Err(error) => return Err(broken(&format!("the head of the server's answer: {error}"))),
    };
    let text = |value: &[u8]| String::from_utf8_lossy(value).trim().to_owned();
    let headers: Vec<(String, String)> =
        head.headers.iter().map(|header| (header.name.to_owned(), text(header.value))).collect();
    let header = |name: &str| {
        headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map_or("", |(_, value)| value.as_str())
    };
    let body = unchunked(&bytes[length..], header("Transfer-Encoding"));
    let body = unpacked(body, header("Content-Encoding"), limit)?;
    Ok(Answer {
        status: head.code.unwrap_or(0),
        media_type: header("Content-Type").to_owned(),
        body,
        headers,
    })
}

/// Joins the chunks of a body. Some archives keep the header though they joined the chunks already: what does not look like
/// chunks is taken as it is.
fn unchunked(body: &[u8], encoding: &str) -> Vec<u8> {
    if !encoding.to_ascii_lowercase().contains("chunked") {
        return body.to_owned();
    }
    let (mut joined, mut rest) = (Vec::with_capacity(body.len()), body);
    loop {
        match httparse::parse_chunk_size(rest) {
            Ok(httparse::Status::Complete((_, 0))) => return joined,
            Ok(httparse::Status::Complete((start, length))) => {
                let length = usize::try_from(length).unwrap_or(usize::MAX);
                let chunk = &rest[start..];
                let chunk = &chunk[..length.min(chunk.len())];
                joined.extend_from_slice(chunk);
                rest = &rest[start + chunk.len()..];
                rest = rest.strip_prefix(b"\r\n").unwrap_or(rest);
            }
            _ if joined.is_empty() => return body.to_owned(),
            _ => return joined,
        }
    }
}

/// Unpacks a body. One that is unpacked already, though its head says otherwise, is taken as it is.
fn unpacked(body: Vec<u8>, encoding: &str, limit: usize) -> Result<Vec<u8>, Fault> {
    let zlib = body.first().is_some_and(|first| first & 0x0F == 8);
    let reader: Box<dyn Read + '_> = match encoding.to_ascii_lowercase().as_str() {
        "gzip" | "x-gzip" if body.starts_with(&[0x1F, 0x8B]) => Box::new(MultiGzDecoder::new(&body[..])),
        "deflate" if zlib => Box::new(ZlibDecoder::new(&body[..])),
        "deflate" => Box::new(DeflateDecoder::new(&body[..])),
        "br" | "zstd" => {
            return Err(broken(&format!("a body packed as {encoding}, which is not known here")));
        }
        _ => return Ok(body),
    };
    match read_whole(reader, limit) {
        Err(Fault::TooLong(limit)) => Err(Fault::Inflates(limit)),
        other => other,
    }
}

fn broken(what: &str) -> Fault {
    Fault::NotAnArchiveRecord(what.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_are_joined() {
        let answer = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nShots\r\n6;x=y\r\n fell.\r\n0\r\n\r\n";
        assert_eq!(read(answer, 100).unwrap().body, b"Shots fell.");
        assert_eq!(unchunked(b"Shots fell.", "chunked"), b"Shots fell.");
        assert_eq!(unchunked(b"FFFFFFFFFFFF\r\nShots", "chunked"), b"Shots");
    }

    #[test]
    fn bombs_are_refused() {
        let mut body = Vec::new();
        let zeros = vec![0; 1 << 20];
        flate2::read::GzEncoder::new(&zeros[..], flate2::Compression::best()).read_to_end(&mut body).unwrap();
        let answer = [b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n", &body[..]].concat();
        assert!(matches!(read(&answer, 1000), Err(Fault::Inflates(1000))));
    }

    #[test]
    fn odd_heads_are_faults() {
        for head in ["", "HTTP/1.1", "GET / HTTP/1.1\r\n\r\n", "\u{1}\u{2}"] {
            assert!(read(head.as_bytes(), 100).is_err(), "{head}");
        }
    }
}
