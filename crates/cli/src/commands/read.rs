//! `claimant read`: reports in, claims out.

use std::io::stdout;
use std::path::Path;

use claimant::{ReportInput, Scratch, Skip};
use claimant_text::Document;
use clap::{Args, ValueEnum};

use super::{EngineArgs, InputArgs, PrecisionArg, page, parse_date};
use crate::batch::{self, Frame};
use crate::errors::Status;
use crate::output::json_lines;
use crate::output::paint::{Paint, When};

/// Reads reports and prints what they claim, and who claims it
///
/// One reading comes out for each report, in the order of the input, whatever the number of threads. A record that cannot
/// be read is reported with its file and line and costs the others nothing.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct ReadArgs {
    #[command(flatten)]
    input: InputArgs,
    /// How to print it
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// The day the reports were published (2024-07-31), for those that do not say; "on Tuesday" counts from it
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    published: Option<String>,
    /// How exactly the parser computes: fast is meant for batches, exact for what has to match spaCy
    #[arg(long, value_enum, default_value_t = PrecisionArg::Fast)]
    precision: PrecisionArg,
    /// What to pass over unread where no word of violence stands
    #[arg(long, value_enum, default_value_t = SkipArg::Nothing)]
    skip: SkipArg,
    /// When to use colour
    #[arg(long, value_enum, default_value_t = When::Auto)]
    color: When,
    #[command(flatten)]
    engine: EngineArgs,
}

const EXAMPLES: &str = "\
Examples:
  claimant read report.txt                                     a table for a person
  claimant read reports/ --format jsonl > readings.jsonl       a folder, one JSON object a report
  claimant read --from jsonl --format jsonl - < records.jsonl  one record in, one reading out";

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a person: events, then each claim with its sentence
    Table,
    /// One JSON array, indented
    Json,
    /// One JSON object a line
    Jsonl,
}

/// What is passed over unread.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum SkipArg {
    /// Everything is read
    Nothing,
    /// Texts without such a word come out empty, the others as ever
    Texts,
    /// Of the others, paragraphs without such a word are left out, but for the opening and what stands before those read
    Paragraphs,
}

impl From<SkipArg> for Skip {
    fn from(skip: SkipArg) -> Skip {
        match skip {
            SkipArg::Nothing => Skip::Nothing,
            SkipArg::Texts => Skip::Texts,
            SkipArg::Paragraphs => Skip::Paragraphs,
        }
    }
}

pub(super) fn run(args: &ReadArgs) -> anyhow::Result<Status> {
    let sources = args.input.open()?;
    let reader = args
        .engine
        .open_reader(Path::new(""))?
        .with_precision(args.precision.into())
        .with_skip(args.skip.into());
    let (published, format) = (args.published.clone(), args.format);
    let layout = page(Paint::for_stdout(args.color));
    let render = move |scratch: &mut Scratch, document: &Document| {
        let mut reading = reader.read(&report(document, published.as_deref()), scratch);
        reading.problems.extend(document.problems.iter().cloned());
        match format {
            Format::Table => layout.render(&reading, document.name()),
            // A reading is strings, numbers and lists: it always has a JSON form.
            Format::Json => serde_json::to_string_pretty(&reading).unwrap_or_default(),
            Format::Jsonl => json_lines::line(&reading),
        }
    };
    batch::run(sources, args.engine.threads(), frame(args.format), stdout(), render)
}

/// The report of a document, dated where it is not.
pub(super) fn report(document: &Document, published: Option<&str>) -> ReportInput {
    let mut input = document.input.clone();
    input.published = input.published.or_else(|| published.map(str::to_owned));
    input
}

fn frame(format: Format) -> Frame {
    match format {
        Format::Table => Frame::BLOCKS,
        Format::Json => Frame::ARRAY,
        Format::Jsonl => Frame::LINES,
    }
}
