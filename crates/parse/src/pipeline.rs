//! The pipeline: a model and the order its components run in.

use std::path::Path;

use crate::Document;

/// How exactly the network is computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Precision {
    /// 32-bit floats throughout: the same output as spaCy.
    Exact,
    /// 8-bit weights in the convolution layers: twice as fast, some 3 heads in 1,000 differ.
    #[default]
    Fast,
}

/// Why a model could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The file could not be read.
    #[error("cannot read the model: {0}")]
    Io(#[from] std::io::Error),
}

/// Working memory of one thread, reused from document to document.
#[derive(Default)]
pub struct Scratch {}

/// A loaded pipeline. Cheap to share between threads; parsing never changes it.
pub struct Pipeline {}

impl Pipeline {
    /// The English pipeline embedded in the program.
    pub fn english() -> Pipeline {
        unimplemented!()
    }

    /// Opens a model file written by `cargo xtask import-model`.
    pub fn open(_path: &Path) -> Result<Pipeline, OpenError> {
        unimplemented!()
    }

    /// Parses one text with fresh working memory in [`Precision::Exact`].
    pub fn parse(&self, text: &str) -> Document {
        self.parse_with(text, Precision::Exact, &mut Scratch::default())
    }

    /// Parses one text; `scratch` may be reused for any number of texts and changes nothing in the result.
    pub fn parse_with(&self, _text: &str, _precision: Precision, _scratch: &mut Scratch) -> Document {
        unimplemented!()
    }

    /// As [`Pipeline::parse_with`], each paragraph (line) parsed as a text of its own, so that a byline does not melt
    /// into the sentence after it. The document covers the whole text.
    pub fn parse_paragraphs(&self, _text: &str, _precision: Precision, _scratch: &mut Scratch) -> Document {
        unimplemented!()
    }
}
