//! `claimant events`: the events of a ledger.

use std::io::{BufWriter, Write, stdout};

use clap::{Args, ValueEnum};

use super::ledger::{AsOfArgs, LedgerArgs, QueryArgs, reading_desk};
use super::page;
use crate::errors::Status;
use crate::output::json_lines;
use crate::output::paint::{Paint, When};

/// Lists the events of a ledger, those with the latest news first
///
/// An event is found by any of its claims. Each line gives its id, what happened, where and when, how many died by the
/// first preset, and how many reports, origins and claimants stand behind it.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct EventsArgs {
    #[command(flatten)]
    ledger: LedgerArgs,
    #[command(flatten)]
    query: QueryArgs,
    #[command(flatten)]
    as_of: AsOfArgs,
    /// How many at most
    #[arg(long, value_name = "N", default_value_t = 100)]
    limit: usize,
    /// How to print them
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// When to use colour
    #[arg(long, value_enum, default_value_t = When::Auto)]
    color: When,
}

const EXAMPLES: &str = "\
Examples:
  claimant events --from 2024-07-25 --until 2024-07-31 --outcome killed
  claimant events --area 13,-6,21,1 --standing disputed
  claimant events --text 'drone strike' --format jsonl --as-of 2024-08-01";

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a person
    Table,
    /// Everything behind each event, one JSON object a line
    Jsonl,
}

pub(super) fn run(args: &EventsArgs) -> anyhow::Result<Status> {
    let desk = reading_desk(&args.ledger)?;
    let layout = page(Paint::for_stdout(args.color));
    let mut out = BufWriter::new(stdout().lock());
    let mut found = false;
    for dossier in desk.dossiers(&args.query.query(args.limit), args.as_of.get())? {
        let dossier = dossier?;
        let text = match args.format {
            Format::Table => layout.listed(&dossier),
            Format::Jsonl => json_lines::line(&dossier),
        };
        out.write_all(text.as_bytes())?;
        found = true;
    }
    out.flush()?;
    Ok(if found { Status::Done } else { Status::Incomplete })
}
