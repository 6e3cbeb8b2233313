//! What can be wrong with an item, and where.

use std::fmt;
use std::sync::Arc;

/// Why an item gives no document. It costs the others nothing.
#[derive(Debug, thiserror::Error)]
#[error("{place}: {fault}")]
pub struct TextError {
    /// Where the item stands.
    pub place: Place,
    /// What is wrong with it.
    pub fault: Fault,
}

/// Where an item stands: an input and, where it holds several, which of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file, or whatever else the input is called.
    pub file: Arc<str>,
    /// Which item of the file; none where the file is the item.
    pub at: Option<At>,
}

/// Which item of an input, each counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// A line.
    Line(u64),
    /// An entry of a feed.
    Entry(u64),
    /// A record of a web archive, and the byte (from 0, after decompression) it starts at.
    Record(u64, u64),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.at {
            None => f.write_str(&self.file),
            Some(At::Line(line)) => write!(f, "{}:{line}", self.file),
            Some(At::Entry(entry)) => write!(f, "{}: entry {entry}", self.file),
            Some(At::Record(record, byte)) => write!(f, "{}: record {record} at byte {byte}", self.file),
        }
    }
}

/// What is wrong with an item.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The input cannot be read.
    #[error("cannot read: {0}")]
    Unreadable(#[from] std::io::Error),
    /// A line is no JSON object with the fields of a record.
    #[error("not a record: {0}")]
    NotARecord(#[from] serde_json::Error),
    /// A record has no text.
    #[error("the record has no \"text\"")]
    NoText,
    /// The item has more bytes than it may have.
    #[error("longer than {0} bytes")]
    TooLong(usize),
    /// Compressed data gives more bytes than it may give.
    #[error("compressed data of more than {0} bytes")]
    Inflates(usize),
    /// It took longer than it may take, in seconds.
    #[error("not done after {0} seconds")]
    TooSlow(u64),
    /// The bytes are of no kind that is known here.
    #[error("not text, HTML, PDF, a feed, a web archive or records")]
    Unknown,
    /// The feed cannot be read.
    #[error("not a feed: {0}")]
    NotAFeed(String),
    /// The feed has more entries than are read.
    #[error("more than {0} entries")]
    TooMany(usize),
    /// The record of a web archive cannot be read.
    #[error("not a record of a web archive: {0}")]
    NotAnArchiveRecord(String),
    /// The PDF file cannot be read.
    #[error("not a PDF file that can be read: {0}")]
    NotAPdf(String),
    /// The PDF file is locked.
    #[error("the PDF file is encrypted")]
    Encrypted,
    /// There are no words in it.
    #[error("no text in it")]
    Empty,
    /// The library that reads this kind failed.
    #[error("the reader for this kind of file failed")]
    Broken,
    /// Our own program failed.
    #[error("the program failed on this report")]
    Internal,
}

impl Fault {
    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Fault::Unreadable(_) => "check that the file is there, is whole and may be read",
            Fault::NotARecord(_) => {
                r#"write one JSON object a line: {"id": "...", "text": "..."}; for plain text use --from text"#
            }
            Fault::NoText => {
                r#"a record needs "text"; "id", "title", "published", "source" and "url" may be left out"#
            }
            Fault::TooLong(_) => "raise --max-bytes, or split the report",
            Fault::Inflates(_) => "this may be an attack; unpack it by hand if it is not",
            Fault::TooSlow(_) => "this may be an attack; turn it into text by hand if it is not",
            Fault::Unknown => "say what it is with --from, or turn it into text",
            Fault::NotAFeed(_) => "a feed is RSS, Atom or JSON Feed; for another page use --from html",
            Fault::TooMany(_) => "the entries before came out; split the feed",
            Fault::NotAnArchiveRecord(_) => {
                "the archive is damaged here; the records that can be read come out"
            }
            Fault::NotAPdf(_) | Fault::Broken => "turn it into text with another program and read that",
            Fault::Encrypted => "save a copy without its password",
            Fault::Empty => "a scan has to go through optical character recognition first",
            Fault::Internal => "this is a fault of claimant: please report it with the text",
        }
    }

    /// The fault at its place.
    pub(crate) fn at(self, place: &Place) -> TextError {
        TextError { place: place.clone(), fault: self }
    }
}
