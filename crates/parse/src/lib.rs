//! Runs spaCy v3 CPU pipelines natively: text in, sentences, tokens, tags, lemmas, trees and entities out.
#![deny(missing_docs)]

mod document;
#[cfg(feature = "import")]
pub mod import;
mod pipeline;
mod pos;

pub use document::{Document, Entity, Labels, NounChunk, Sentence, Token};
pub use pipeline::{OpenError, Pipeline, Precision, Scratch};
pub use pos::Pos;
