//! Web archives (ISO 28500): the answers of servers, read by what they hold.
//!
//! The framing is read here and not by the crate `warc`: that one holds a header of any length, adds up lengths that it was
//! told without a check, and does not find its way back after a broken record, so that one would cost all that follow.

mod frame;
mod http;

use std::collections::VecDeque;
use std::io::BufRead;
use std::sync::Arc;

use crate::document::Retrieval;
use crate::error::{At, Fault, Place, TextError};
use crate::form::{Form, HEAD};
use crate::item::{Body, Item};
use crate::items::split;
use crate::limits::Limits;
use frame::{Frames, Record};

/// The reports of a web archive. Requests, images and answers other than "200 OK" are passed over.
pub(crate) struct Records {
    frames: Frames,
    /// Entries of a feed within the archive.
    waiting: VecDeque<Result<Item, TextError>>,
    place: Place,
    limits: Limits,
}

impl Records {
    pub(crate) fn new(input: Box<dyn BufRead + Send>, place: Place, limits: Limits) -> Records {
        Records { frames: Frames::new(input, limits.bytes), waiting: VecDeque::new(), place, limits }
    }

    /// The next report, or why a record gives none.
    pub(crate) fn next(&mut self) -> Option<Result<Item, TextError>> {
        loop {
            if let Some(item) = self.waiting.pop_front() {
                return Some(item);
            }
            let frame = self.frames.next()?;
            let at = At::Record(self.frames.number, self.frames.start);
            let place = Place { at: Some(at), ..self.place.clone() };
            match frame.and_then(|record| item(record, &place, &self.limits)) {
                Ok(Some(item)) => self.waiting = split(item, &self.limits),
                Ok(None) => {}
                Err(fault) => return Some(Err(fault.at(&place))),
            }
        }
    }
}

/// The item that a record holds, if it holds something to read.
fn item(record: Record, place: &Place, limits: &Limits) -> Result<Option<Item>, Fault> {
    let kind = record.header("WARC-Type").unwrap_or_default().to_ascii_lowercase();
    let time = record.header("WARC-Date").map(str::to_owned);
    let url = record.header("WARC-Target-URI").map(|url| url.trim_matches(['<', '>']).to_owned());
    let media_type = record.header("Content-Type").unwrap_or_default().to_owned();
    let answer = match kind.as_str() {
        "response" if media_type.starts_with("application/http") => http::read(&record.block, limits.bytes)?,
        "response" | "resource" | "conversion" => http::Answer::plain(&media_type, &record.block),
        _ => return Ok(None),
    };
    let head = &answer.body[..answer.body.len().min(HEAD)];
    let form = Form::detect(head, url.as_deref(), Some(&answer.media_type));
    let Some(form) = form.filter(|form| answer.is_read(*form)) else { return Ok(None) };
    let retrieval = Retrieval { time, url: url.clone(), headers: answer.headers };
    Ok(Some(Item {
        place: place.clone(),
        form,
        consumed: record.consumed,
        raw: Arc::from(record.block),
        charset: crate::encoding::charset(&answer.media_type),
        body: Body::Unpacked(answer.body.into()),
        url,
        retrieval: Some(retrieval),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Document, Hint, Items};

    fn record(kind: &str, media_type: &str, block: &str) -> String {
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Date: 2026-03-03T08:00:00Z\r\nWARC-Target-URI: https://a.example/{kind}\r\n\
             Content-Type: {media_type}\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
            block.len()
        )
    }

    fn page(words: &str) -> String {
        let answer = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><title>T</title><p>{words}</p></html>"
        );
        record("response", "application/http; msgtype=response", &answer)
    }

    fn read(archive: &str) -> Vec<Result<Document, String>> {
        let limits = Limits::default();
        let items = Items::of_bytes(archive.into(), Hint::named("a.warc"), limits.clone());
        items
            .map(|item| item.and_then(|item| item.document(&limits)).map_err(|error| error.to_string()))
            .collect()
    }

    fn texts(archive: &str) -> Vec<String> {
        read(archive)
            .into_iter()
            .map(|made| made.map_or_else(|error| error, |made| made.input.text))
            .collect()
    }

    #[test]
    fn answers_are_read_and_requests_passed_over() {
        let archive = record("warcinfo", "application/warc-fields", "software: x")
            + &record("request", "application/http; msgtype=request", "GET / HTTP/1.1\r\n\r\n")
            + &page("Shots fell in Kidal.")
            + &record("conversion", "text/plain", "A shell fell.")
            + &record("resource", "image/png", "\u{1}PNG");
        assert_eq!(texts(&archive), ["Shots fell in Kidal.", "A shell fell."]);
        let made = read(&archive).remove(0).unwrap();
        assert_eq!(made.input.url.as_deref(), Some("https://a.example/response"));
        assert_eq!(made.retrieval.unwrap().time.as_deref(), Some("2026-03-03T08:00:00Z"));
    }

    #[test]
    fn wrong_lengths_cost_a_record_and_no_more() {
        let wrong = page("One.").replace("Content-Length: ", "Content-Length: 9");
        let short = page("Two.").replace("Content-Length: 1", "Content-Length: ");
        let odd = page("Three.").replace("Content-Length: ", "Content-Length: -");
        let made = texts(&(odd + &short + &page("Four.") + &wrong));
        assert!(
            made[0].contains("record 1 at byte 0: not a record of a web archive: no good Content-Length"),
            "{made:?}"
        );
        assert!(made.contains(&"Four.".to_owned()), "{made:?}");
        assert!(made.last().unwrap().contains("ends within a record"), "{made:?}");
    }
}
