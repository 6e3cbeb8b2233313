//! Reports as they come in: files, folders, standard input; plain text and JSONL records.

mod decode;
mod jsonl;
mod lines;
mod source;

use std::fmt;
use std::sync::Arc;

pub(crate) use source::{Form, Sources};

/// One report as it came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Record {
    /// What the record calls itself, else the SHA-256 of its raw bytes.
    pub(crate) id: String,
    pub(crate) text: String,
    pub(crate) title: Option<String>,
    pub(crate) published: Option<String>,
    pub(crate) source: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) origin: Origin,
    /// What had to be mended to make text of it.
    pub(crate) mended: Vec<String>,
    /// How many bytes it had.
    pub(crate) bytes: u64,
}

impl Record {
    /// What a person knows it by: the id of a record, the file of a text.
    pub(crate) fn name(&self) -> &str {
        if self.origin.line.is_some() { &self.id } else { &self.origin.file }
    }
}

/// Where a record stands: a file and, where records are lines, its line from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Origin {
    pub(crate) file: Arc<str>,
    pub(crate) line: Option<u64>,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}", self.file),
            None => f.write_str(&self.file),
        }
    }
}

/// Why a record gives no report. It costs the others nothing.
#[derive(Debug, thiserror::Error)]
#[error("{origin}: {fault}")]
pub(crate) struct RecordError {
    pub(crate) origin: Origin,
    pub(crate) fault: Fault,
}

/// What is wrong with a record.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Fault {
    #[error("cannot read: {0}")]
    Unreadable(#[from] std::io::Error),
    #[error("not a record: {0}")]
    NotARecord(#[from] serde_json::Error),
    #[error("the record has no \"text\"")]
    NoText,
    #[error("longer than {0} bytes")]
    TooLong(usize),
    #[error("the program failed on this report")]
    Internal,
}

impl Fault {
    /// What to do about it.
    pub(crate) fn hint(&self) -> &'static str {
        match self {
            Fault::Unreadable(_) => "check that the file is there and may be read",
            Fault::NotARecord(_) => {
                r#"write one JSON object a line: {"id": "...", "text": "..."}; for plain text use --from text"#
            }
            Fault::NoText => {
                r#"a record needs "text"; "id", "title", "published", "source" and "url" may be left out"#
            }
            Fault::TooLong(_) => "raise --max-bytes, or split the report",
            Fault::Internal => "this is a fault of claimant: please report it with the text",
        }
    }
}
