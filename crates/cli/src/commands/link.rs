//! `claimant link`: readings or records in, events across reports out.

use std::io::{BufWriter, Write, stdout};
use std::path::Path;

use claimant::{Reading, Scratch};
use claimant_merge::link::Weights;
use claimant_merge::reconcile::Preset;
use claimant_merge::{Collection, Extract, Extractor, Linked};
use claimant_text::{Document, Fault};
use clap::{Args, ValueEnum};

use super::{EngineArgs, InputArgs, PrecisionArg, parse_date, read};
use crate::batch::{self, Event};
use crate::errors::{Status, say};
use crate::output::json_lines;

/// Finds which reports are about the same event, and what their figures come to
///
/// Takes what `claimant read --format jsonl` prints, or records, which it reads first. An event lists its reports, its
/// estimates under each preset, and how many independent origins stand behind it. Pairs that may be one event, but are not
/// surely, are listed for a person to decide.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct LinkArgs {
    #[command(flatten)]
    input: InputArgs,
    /// How to print it
    #[arg(long, value_enum, default_value_t = Format::Json)]
    format: Format,
    /// The day the reports were published (2024-07-31), for records that do not say
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    published: Option<String>,
    /// How exactly the parser computes where records have to be read
    #[arg(long, value_enum, default_value_t = PrecisionArg::Fast)]
    precision: PrecisionArg,
    #[command(flatten)]
    engine: EngineArgs,
}

const EXAMPLES: &str = "\
Examples:
  claimant link --from jsonl --format json - < records.jsonl    read, then link
  claimant read --format jsonl reports/ > readings.jsonl
  claimant link readings.jsonl > events.json                    link what was read before";

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One object: {"events": [...], "review": [...]}
    Json,
    /// One event a line
    Jsonl,
}

pub(super) fn run(args: &LinkArgs) -> anyhow::Result<Status> {
    let sources = args.input.open()?;
    let reader = args.engine.open_reader(Path::new(""))?.with_precision(args.precision.into());
    let (presets, extractor) = (Preset::embedded()?, Extractor::new());
    let published = args.published.clone();
    let work = move |scratch: &mut Scratch, document: &Document| -> Result<Extract, Fault> {
        let reading: Reading = if document.is_reading {
            serde_json::from_slice(&document.raw)?
        } else {
            reader.read(&read::report(document, published.as_deref()), scratch)
        };
        Ok(extractor.extract(&reading))
    };
    let mut collection = Collection::new(Weights::embedded()?);
    let mut twice = 0_usize;
    let tally = batch::each(sources, args.engine.threads(), work, |event| {
        if let Event::Result(extract, _) = event {
            twice += usize::from(!collection.add(extract));
        }
        Ok(())
    })?;
    if twice > 0 {
        say(&format!("claimant: {twice} reports left out whose id came before"));
    }
    print(&collection.link(&presets), args.format)?;
    Ok(tally.status())
}

fn print(linked: &Linked, format: Format) -> anyhow::Result<()> {
    let mut out = BufWriter::new(stdout().lock());
    match format {
        Format::Json => {
            serde_json::to_writer(&mut out, linked)?;
            writeln!(out)?;
        }
        Format::Jsonl => {
            for event in &linked.events {
                out.write_all(json_lines::line(event).as_bytes())?;
            }
        }
    }
    Ok(out.flush()?)
}
