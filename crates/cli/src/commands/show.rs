//! `claimant show`: an event with everything behind it.

use std::io::{Write, stdout};

use clap::{Args, ValueEnum};

use super::ledger::{AsOfArgs, LedgerArgs, reading_desk};
use super::page;
use crate::errors::Status;
use crate::output::paint::{Paint, When};

/// Shows an event: its figures, every claim with its claimant and words, its reports, and how the figures came about
#[derive(Args, Debug)]
pub(super) struct ShowArgs {
    /// The event's id, as `claimant events` prints it, or the beginning of it
    #[arg(value_name = "EVENT")]
    event: String,
    #[command(flatten)]
    ledger: LedgerArgs,
    #[command(flatten)]
    as_of: AsOfArgs,
    /// How to print it
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// When to use colour
    #[arg(long, value_enum, default_value_t = When::Auto)]
    color: When,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a person
    Table,
    /// One JSON object, the dossier: {"id", "title", "reports", "claims", "origins", "counts", "estimates", "history", …}
    Json,
}

pub(super) fn run(args: &ShowArgs) -> anyhow::Result<Status> {
    let desk = reading_desk(&args.ledger)?;
    let event = desk.find_event(&args.event, args.as_of.get())?;
    let dossier = desk.dossier(&event, args.as_of.get())?;
    let text = match args.format {
        Format::Table => page(Paint::for_stdout(args.color)).dossier(&dossier),
        Format::Json => serde_json::to_string_pretty(&dossier)? + "\n",
    };
    stdout().write_all(text.as_bytes())?;
    Ok(Status::Done)
}
