//! `claimant parse`: sentences, tokens, trees and entities, without reading any claims.

use std::io::stdout;
use std::sync::Arc;

use claimant_parse::Scratch;
use claimant_text::Document;
use clap::{Args, ValueEnum};

use super::{EngineArgs, InputArgs, PrecisionArg};
use crate::batch::{self, Frame};
use crate::errors::Status;
use crate::output::{conllu, parse_json};

/// Parses text into sentences, tokens, dependency trees and named entities
///
/// A text is parsed paragraph by paragraph (a line is a paragraph), so that a headline or a byline does not melt into the
/// sentence after it; --whole parses it in one piece, as spaCy does.
#[derive(Args, Debug)]
pub(super) struct ParseArgs {
    #[command(flatten)]
    input: InputArgs,
    /// How to print it
    #[arg(long, value_enum, default_value_t = Format::Conllu)]
    format: Format,
    /// Parse each text in one piece, line breaks included
    #[arg(long)]
    whole: bool,
    /// How exactly the parser computes
    #[arg(long, value_enum, default_value_t = PrecisionArg::Exact)]
    precision: PrecisionArg,
    #[command(flatten)]
    engine: EngineArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// CoNLL-U; entities as NER=B-... in the last column, white space tokens left out
    Conllu,
    /// One JSON object a text, offsets in characters
    Json,
}

pub(super) fn run(args: &ParseArgs) -> anyhow::Result<Status> {
    let sources = args.input.open()?;
    let pipeline = Arc::new(args.engine.open_pipeline()?);
    let (precision, whole, format) = (args.precision.into(), args.whole, args.format);
    let render = move |scratch: &mut Scratch, document: &Document| {
        let parse = if whole {
            pipeline.parse_with(&document.input.text, precision, scratch)
        } else {
            pipeline.parse_paragraphs(&document.input.text, precision, scratch)
        };
        match format {
            Format::Conllu => conllu::render(&parse, document.name()),
            Format::Json => parse_json::render(&parse, document.input.id.as_deref().unwrap_or_default()),
        }
    };
    batch::run(sources, args.engine.threads(), Frame::LINES, stdout(), render)
}
