//! `claimant why`: the derivation of an event's figures, down to the words.

use std::io::{Write, stdout};

use claimant_desk::Why;
use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use super::ledger::{AsOfArgs, LedgerArgs, reading_desk};
use super::page;
use crate::errors::Status;
use crate::output::paint::{Paint, When};

/// Says why the figures of an event are what they are: each claim that counted, what it did, its words and its report
#[derive(Args, Debug)]
pub(super) struct WhyArgs {
    /// The event's id, as `claimant events` prints it, or the beginning of it
    #[arg(value_name = "EVENT")]
    event: String,
    /// The rule: ucdp, acled, ibc, airwars. All of them when not given
    #[arg(long, value_name = "PRESET")]
    preset: Option<String>,
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
    /// One JSON array: [{"estimate", "steps": [{"effect", "claim", "report", "origin"}]}]
    Json,
}

pub(super) fn run(args: &WhyArgs) -> anyhow::Result<Status> {
    let desk = reading_desk(&args.ledger)?;
    args.preset.iter().try_for_each(|preset| desk.knows_preset(preset))?;
    let event = desk.find_event(&args.event, args.as_of.get())?;
    let dossier = desk.dossier(&event, args.as_of.get())?;
    let why = Why::of(&dossier, args.preset.as_deref());
    let text = match args.format {
        Format::Table => page(Paint::for_stdout(args.color)).why(&dossier, &why),
        Format::Json => serde_json::to_string_pretty(&to_json(&why))? + "\n",
    };
    stdout().write_all(text.as_bytes())?;
    Ok(if why.derivations.is_empty() { Status::Incomplete } else { Status::Done })
}

fn to_json(why: &Why<'_>) -> Value {
    let derivations = why.derivations.iter().map(|derivation| {
        let steps = derivation.steps.iter().map(|step| {
            json!({"effect": step.effect, "claim": step.claim.claim, "corrections": step.claim.corrections,
                "report": step.report, "origin": step.origin})
        });
        json!({"estimate": derivation.estimate, "steps": steps.collect::<Vec<_>>()})
    });
    derivations.collect()
}
