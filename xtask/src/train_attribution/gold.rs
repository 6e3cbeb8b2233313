//! Records with attributions marked by people, brought to tokens.

use std::ops::Range;
use std::path::Path;

use claimant_parse::Document;
use serde::Deserialize;

/// One record of the file: text, and attributions in offsets of characters.
#[derive(Deserialize)]
pub(crate) struct Record {
    #[serde(default)]
    pub(crate) part: String,
    pub(crate) input: Input,
    gold: Marked,
}

#[derive(Deserialize)]
pub(crate) struct Input {
    pub(crate) text: String,
}

#[derive(Deserialize)]
struct Marked {
    attributions: Vec<MarkedAttribution>,
    #[serde(default)]
    discard: Vec<Characters>,
}

/// First character and the one after the last.
type Characters = (usize, usize);

#[derive(Deserialize)]
struct MarkedAttribution {
    #[serde(default)]
    cue: Vec<Characters>,
    #[serde(default)]
    source: Vec<Characters>,
    #[serde(default)]
    content: Vec<Characters>,
}

/// An attribution in tokens, its spans in pieces.
#[derive(Clone, Debug, Default)]
pub(crate) struct Gold {
    pub(crate) cue: Vec<Range<usize>>,
    pub(crate) source: Vec<Range<usize>>,
    pub(crate) content: Vec<Range<usize>>,
}

/// What people marked in a document.
#[derive(Default)]
pub(crate) struct Marks {
    pub(crate) attributions: Vec<Gold>,
    /// Text that they set aside.
    pub(crate) discard: Vec<Range<usize>>,
}

/// The records of a `.jsonl` or `.jsonl.gz` file that belong to a part.
pub(crate) fn read(path: &Path, part: &str) -> anyhow::Result<Vec<Record>> {
    let mut records: Vec<Record> = crate::records::read(path)?;
    records.retain(|record| record.part == part);
    Ok(records)
}

impl Record {
    /// The marks in tokens of the parse of the record's text.
    pub(crate) fn marks(&self, document: &Document) -> Marks {
        let places = Places::new(&self.input.text, document);
        let attribution = |marked: &MarkedAttribution| Gold {
            cue: places.tokens(&marked.cue),
            source: places.tokens(&marked.source),
            content: places.tokens(&marked.content),
        };
        Marks {
            attributions: self.gold.attributions.iter().map(attribution).collect(),
            discard: places.tokens(&self.gold.discard),
        }
    }
}

/// From characters to tokens.
struct Places<'d> {
    bytes: Vec<usize>,
    document: &'d Document,
    starts: Vec<usize>,
}

impl<'d> Places<'d> {
    fn new(text: &str, document: &'d Document) -> Self {
        let bytes = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        Places { bytes, document, starts: document.tokens().map(|token| token.span().start).collect() }
    }

    fn tokens(&self, marked: &[Characters]) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> =
            marked.iter().map(|&(start, end)| self.piece(start, end)).filter(|r| !r.is_empty()).collect();
        found.sort_by_key(|range| range.start);
        found
    }

    fn piece(&self, start: usize, end: usize) -> Range<usize> {
        let at = |character: usize| self.bytes[character.min(self.bytes.len() - 1)];
        let (start, end) = (at(start), at(end));
        let first = self.starts.partition_point(|&token| token <= start).saturating_sub(1);
        let first = (first..self.starts.len()).find(|&t| self.document.token(t).span().end > start);
        let last = self.starts.partition_point(|&token| token < end);
        let mut range = first.unwrap_or(last)..last;
        let blank = |at: usize| self.document.token(at).text().trim().is_empty();
        while range.start < range.end && blank(range.start) {
            range.start += 1;
        }
        while range.start < range.end && blank(range.end - 1) {
            range.end -= 1;
        }
        range
    }
}
