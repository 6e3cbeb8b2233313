//! The records of a web archive: a line `WARC/1.0`, headers, an empty line, as many bytes as `Content-Length` says, two line
//! breaks.

use std::io::{self, BufRead, Read};

use crate::error::Fault;
use crate::lines::{Line, next_line};

/// Longest line of a header, in bytes.
const LONGEST_LINE: usize = 64 << 10;
/// Most headers of a record.
const MOST_HEADERS: usize = 200;
/// Bytes that are searched for the next record after a broken one.
const SEARCHED: u64 = 64 << 20;

/// A record as it stands in the archive.
pub(crate) struct Record {
    headers: Vec<(String, String)>,
    /// What it holds.
    pub(crate) block: Vec<u8>,
    /// The bytes it takes.
    pub(crate) consumed: u64,
}

impl Record {
    /// The value of a header; names are compared without regard to case.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        value(&self.headers, name)
    }
}

fn value<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
}

/// Cuts an archive into records, and finds the next one after a broken one.
pub(crate) struct Frames {
    input: Counted,
    limit: usize,
    buffer: Vec<u8>,
    /// Which record it is, from 1.
    pub(crate) number: u64,
    /// The byte where it starts.
    pub(crate) start: u64,
    ended: bool,
}

impl Frames {
    /// Records of more than `limit` bytes are faults.
    pub(crate) fn new(input: Box<dyn BufRead + Send>, limit: usize) -> Frames {
        let input = Counted { input, bytes: 0 };
        Frames { input, limit, buffer: Vec::new(), number: 0, start: 0, ended: false }
    }

    /// The next record.
    pub(crate) fn next(&mut self) -> Option<Result<Record, Fault>> {
        if self.ended {
            return None;
        }
        let read = self.seek().and_then(|found| if found { self.record().map(Some) } else { Ok(None) });
        if let Err(Fault::Unreadable(_)) | Ok(None) = read {
            self.ended = true;
        }
        read.transpose()
    }

    /// Goes to the line after the next `WARC/` line. Empty lines may go before it; anything else is skipped, up to a bound.
    fn seek(&mut self) -> Result<bool, Fault> {
        let from = self.input.bytes;
        loop {
            let start = self.input.bytes;
            match self.line()? {
                Line::End => return Ok(false),
                Line::Whole if self.buffer.starts_with(b"WARC/") => {
                    (self.number, self.start) = (self.number + 1, start);
                    return Ok(true);
                }
                _ if self.input.bytes - from > SEARCHED => {
                    self.ended = true;
                    return Err(broken("no record found for a long stretch"));
                }
                _ => {}
            }
        }
    }

    fn line(&mut self) -> Result<Line, Fault> {
        let line = next_line(&mut self.input, &mut self.buffer, LONGEST_LINE)?;
        if self.buffer.last() == Some(&b'\r') {
            self.buffer.pop();
        }
        Ok(line)
    }

    fn record(&mut self) -> Result<Record, Fault> {
        let headers = self.headers()?;
        let length: u64 = value(&headers, "Content-Length")
            .and_then(|length| length.parse().ok())
            .ok_or_else(|| broken("no good Content-Length"))?;
        if length > self.limit as u64 {
            self.skip(length)?;
            return Err(Fault::TooLong(self.limit));
        }
        let mut block = Vec::new();
        (&mut self.input).take(length).read_to_end(&mut block)?;
        if (block.len() as u64) < length {
            return Err(broken("the archive ends within a record"));
        }
        Ok(Record { headers, block, consumed: self.input.bytes - self.start })
    }

    fn headers(&mut self) -> Result<Vec<(String, String)>, Fault> {
        let mut headers: Vec<(String, String)> = Vec::new();
        loop {
            match self.line()? {
                Line::End => return Err(broken("the archive ends within a header")),
                Line::TooLong => return Err(broken("a header of great length")),
                Line::Whole if self.buffer.is_empty() => return Ok(headers),
                Line::Whole if headers.len() == MOST_HEADERS => return Err(broken("too many headers")),
                Line::Whole => {}
            }
            let line = String::from_utf8_lossy(&self.buffer);
            match line.split_once(':') {
                Some((name, value)) => headers.push((name.trim().to_owned(), value.trim().to_owned())),
                None => return Err(broken("a header without a colon")),
            }
        }
    }

    /// Skips bytes, unless they are not there.
    fn skip(&mut self, length: u64) -> Result<(), Fault> {
        io::copy(&mut (&mut self.input).take(length), &mut io::sink())?;
        Ok(())
    }
}

fn broken(what: &str) -> Fault {
    Fault::NotAnArchiveRecord(what.to_owned())
}

/// An input that knows how much of it was read.
struct Counted {
    input: Box<dyn BufRead + Send>,
    bytes: u64,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.input.read(buffer)?;
        self.bytes += length as u64;
        Ok(length)
    }
}

impl BufRead for Counted {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.input.fill_buf()
    }

    fn consume(&mut self, length: usize) {
        self.bytes += length as u64;
        self.input.consume(length);
    }
}
