//! One item of an input, and the document made of it.

use std::sync::Arc;

use claimant_model::ReportInput;
use sha2::{Digest, Sha256};

use crate::document::{Document, Retrieval};
use crate::error::{Fault, Place, TextError};
use crate::feed::Entry;
use crate::form::Form;
use crate::limits::Limits;
use crate::{encoding, feed, html, jsonl, language, pdf};

/// One item as it was cut from its input: bytes that are not looked into yet.
#[derive(Clone, Debug)]
pub struct Item {
    pub(crate) place: Place,
    pub(crate) form: Form,
    /// The bytes as they came in.
    pub(crate) raw: Arc<[u8]>,
    pub(crate) body: Body,
    /// The encoding that was declared outside of the bytes.
    pub(crate) charset: Option<String>,
    /// Where it was found.
    pub(crate) url: Option<String>,
    pub(crate) retrieval: Option<Retrieval>,
    pub(crate) consumed: u64,
}

/// What of an item is to be read.
#[derive(Clone, Debug)]
pub(crate) enum Body {
    /// The bytes as they came in.
    Raw,
    /// The answer of a server without its head, unpacked.
    Unpacked(Arc<[u8]>),
    /// An entry of a feed.
    Entry(Box<Entry>),
}

impl Item {
    /// An item that is all of an input.
    pub(crate) fn whole(place: Place, form: Form, raw: Vec<u8>) -> Item {
        let (consumed, raw) = (raw.len() as u64, raw.into());
        Item { place, form, raw, body: Body::Raw, charset: None, url: None, retrieval: None, consumed }
    }

    /// Where it stands.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// What it is.
    pub fn form(&self) -> Form {
        self.form
    }

    /// How many bytes of its input it took; none for all but the first of several that share them.
    pub fn consumed(&self) -> u64 {
        self.consumed
    }

    /// Whether there are no bytes in it.
    pub fn is_empty(&self) -> bool {
        self.bytes().is_empty()
    }

    /// Makes a document of it. A pure function of the item, but for the time that `limits` allows.
    pub fn document(self, limits: &Limits) -> Result<Document, TextError> {
        let made = match self.form {
            Form::Jsonl => {
                jsonl::read(self.bytes()).map(|record| (record.input, record.problems, record.is_reading))
            }
            _ => self.report(limits).map(|(input, problems)| (input, problems, false)),
        };
        match made {
            Ok((input, problems, is_reading)) => Ok(Document { is_reading, ..self.finish(input, problems) }),
            Err(fault) => Err(fault.at(&self.place)),
        }
    }

    fn report(&self, limits: &Limits) -> Result<(ReportInput, Vec<String>), Fault> {
        let charset = self.charset.as_deref();
        match (&self.body, self.form) {
            (Body::Entry(entry), _) => feed::report(entry),
            (_, Form::Html) => html::read(self.bytes(), charset, limits),
            (_, Form::Pdf) => pdf::read(self.bytes(), limits),
            (_, Form::Jsonl | Form::Text | Form::Feed | Form::Warc) => {
                let (text, note) = encoding::decode(self.bytes(), charset);
                let input = ReportInput { text: words_only(text), ..ReportInput::default() };
                Ok((input, note.into_iter().collect()))
            }
        }
    }

    fn finish(self, mut input: ReportInput, problems: Vec<String>) -> Document {
        input.id = input.id.or_else(|| Some(content_id(self.bytes())));
        input.url = input.url.or(self.url);
        // The text is a better witness of its language than the head of a page, which is often a template's.
        input.language = language::find(&input.text).or(input.language);
        let credits = claimant_credits::of(&input);
        (input.wire, input.byline) = (credits.wire, credits.byline);
        Document {
            input,
            form: self.form,
            place: self.place,
            raw: self.raw,
            retrieval: self.retrieval,
            problems,
            is_reading: false,
            consumed: self.consumed,
        }
    }

    /// The bytes that are to be read.
    pub(crate) fn bytes(&self) -> &[u8] {
        match &self.body {
            Body::Unpacked(bytes) => bytes,
            Body::Raw | Body::Entry(_) => &self.raw,
        }
    }
}

/// The id of a report that carries none: the SHA-256 of its raw bytes in hexadecimal.
pub(crate) fn content_id(bytes: &[u8]) -> String {
    format!("{:x}", Sha256::digest(bytes))
}

/// A text without the character NUL, which no text has and some programs stumble over.
fn words_only(text: String) -> String {
    if text.contains('\0') { text.replace('\0', "\u{FFFD}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_sha256() {
        assert_eq!(content_id(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
