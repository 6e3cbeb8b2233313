//! Runs spaCy v3 CPU pipelines natively: text in, sentences, tokens, tags, lemmas, trees and entities out.
//!
//! A [`Pipeline`] is made once and shared; each thread keeps a [`Scratch`]. In [`Precision::Exact`] the output is
//! spaCy's own; [`Precision::Fast`] computes the convolution layers in 8 bits. Either way a text gives the same
//! document on every machine, whatever was parsed before it.
//!
//! The crate knows nothing of conflicts or claims and reads no file unless it is handed a path.
#![deny(missing_docs)]
#![allow(clippy::too_many_arguments)] // buffers are passed apart so that they can be borrowed apart

mod arc_eager;
mod attribute_ruler;
mod document;
#[cfg(feature = "english")]
mod embedded;
mod entities;
mod hash;
mod header;
#[cfg(feature = "import")]
pub mod import;
mod lemmatizer;
mod lexicon;
mod model_file;
mod network;
mod noun_chunks;
mod paragraphs;
mod pipeline;
mod pos;
mod string_table;
mod texts;
mod tokenize;
mod words;

pub use document::{Document, Entity, Labels, NounChunk, Sentence, Token};
pub use header::Provenance;
pub use model_file::OpenError;
pub use pipeline::{Pipeline, Precision, Scratch};
pub use pos::Pos;
