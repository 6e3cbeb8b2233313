//! What comes out.

use std::sync::Arc;

use claimant_model::ReportInput;

use crate::error::Place;
use crate::form::Form;

/// A report made of one item, with what is needed to prove where it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The text and what is known of it: title, outlet, wire, author, day, address, language.
    pub input: ReportInput,
    /// What the item was.
    pub form: Form,
    /// Where it stands.
    pub place: Place,
    /// The bytes it was made of, as they came in: the file, the line, the answer of a server; for an entry the whole feed.
    pub raw: Arc<[u8]>,
    /// When and how it was fetched, where a web archive says so.
    pub retrieval: Option<Retrieval>,
    /// What had to be mended, or was given up, to make text of it.
    pub problems: Vec<String>,
    /// Whether the report was read before: the bytes are a reading, as `claimant read` prints it.
    pub is_reading: bool,
    /// How many bytes of the input this item took.
    pub consumed: u64,
}

/// When and how something was fetched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Retrieval {
    /// When, RFC 3339.
    pub time: Option<String>,
    /// From where.
    pub url: Option<String>,
    /// What the server said of it.
    pub headers: Vec<(String, String)>,
}

impl Document {
    /// What a person knows it by: the id of a record, else the title of an entry or page in an archive, else the file.
    pub fn name(&self) -> &str {
        let input = &self.input;
        let named = match (self.place.at, self.form) {
            (None, _) => None,
            (Some(_), Form::Jsonl) => input.id.as_deref(),
            (Some(_), _) => input.title.as_deref().or(input.url.as_deref()).or(input.id.as_deref()),
        };
        named.unwrap_or(&self.place.file)
    }

    /// The media type of [`Document::raw`].
    pub fn media_type(&self) -> &'static str {
        self.form.media_type()
    }
}
