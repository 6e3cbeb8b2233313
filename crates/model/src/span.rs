//! Pieces of a report's text, and the converter from the parser's byte offsets to the contract's character offsets.

use std::ops::Range;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A piece of a report's text. Made by [`Text::span`], so `text[start..end]` (in characters) is always `text`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Span {
    start: usize,
    end: usize,
    text: String,
}

impl Span {
    /// First character.
    pub fn start(&self) -> usize {
        self.start
    }

    /// One past the last character.
    pub fn end(&self) -> usize {
        self.end
    }

    /// The words.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether two spans share a character.
    pub fn overlaps(&self, other: &Span) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// A text with a table from byte to character offsets.
///
/// One entry each 64 bytes keeps the table small; a text of plain ASCII needs none.
#[derive(Clone, Debug)]
#[allow(clippy::struct_field_names)]
pub struct Text {
    text: String,
    ascii: bool,
    /// Characters before byte `64 * i`.
    marks: Vec<u32>,
}

const STRIDE: usize = 64;

impl Text {
    /// Takes a text and indexes it.
    pub fn new(text: String) -> Text {
        let ascii = text.is_ascii();
        let marks = if ascii { Vec::new() } else { marks(text.as_bytes()) };
        Text { text, ascii, marks }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Gives the text back.
    pub fn into_string(self) -> String {
        self.text
    }

    /// The span of a byte range; `None` where the range is empty, out of bounds or splits a character.
    pub fn span(&self, bytes: Range<usize>) -> Option<Span> {
        let text = self.text.get(bytes.clone()).filter(|text| !text.is_empty())?;
        let start = self.characters_before(bytes.start);
        let length = if self.ascii { text.len() } else { text.chars().count() };
        Some(Span { start, end: start + length, text: text.to_owned() })
    }

    /// How many characters stand before this byte.
    fn characters_before(&self, byte: usize) -> usize {
        if self.ascii {
            return byte;
        }
        let mark = byte / STRIDE;
        let rest = &self.text.as_bytes()[mark * STRIDE..byte];
        self.marks.get(mark).map_or(0, |&count| count as usize) + starts(rest)
    }
}

/// How many characters begin in these bytes.
fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}

fn marks(bytes: &[u8]) -> Vec<u32> {
    let mut count = 0;
    let mut marks = vec![0];
    for chunk in bytes.chunks(STRIDE) {
        count += starts(chunk) as u32;
        marks.push(count);
    }
    marks
}

/// What a claim rests on: one span or more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(try_from = "Vec<Span>", into = "Vec<Span>")]
#[schemars(with = "Vec<Span>", extend("minItems" = 1))]
pub struct Evidence {
    first: Span,
    more: Vec<Span>,
}

impl Evidence {
    /// Evidence that starts with this span.
    pub fn new(first: Span, more: Vec<Span>) -> Evidence {
        Evidence { first, more }
    }

    /// All its spans, at least one.
    pub fn spans(&self) -> impl Iterator<Item = &Span> {
        std::iter::once(&self.first).chain(&self.more)
    }

    /// Adds a span unless it is there already.
    pub fn add(&mut self, span: Span) {
        if !self.spans().any(|known| *known == span) {
            self.more.push(span);
        }
    }
}

impl TryFrom<Vec<Span>> for Evidence {
    type Error = &'static str;

    fn try_from(spans: Vec<Span>) -> Result<Evidence, Self::Error> {
        let mut spans = spans.into_iter();
        let first = spans.next().ok_or("a claim needs evidence: at least one span")?;
        Ok(Evidence { first, more: spans.collect() })
    }
}

impl From<Evidence> for Vec<Span> {
    fn from(evidence: Evidence) -> Vec<Span> {
        std::iter::once(evidence.first).chain(evidence.more).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_count_characters() {
        let text = Text::new("Le général a dit « non » à 日本 ".repeat(20));
        let at = text.as_str().rfind("日本").unwrap();
        let span = text.span(at..at + "日本".len()).unwrap();
        let sliced: String =
            text.as_str().chars().skip(span.start()).take(span.end() - span.start()).collect();
        assert_eq!(sliced, "日本");
    }

    #[test]
    fn ranges_that_slice_nothing_give_no_span() {
        let text = Text::new("é".into());
        assert_eq!(text.span(0..1), None);
        assert_eq!(text.span(0..0), None);
        assert_eq!(text.span(0..9), None);
    }

    #[test]
    fn evidence_is_never_empty() {
        assert!(serde_json::from_str::<Evidence>("[]").is_err());
    }
}
