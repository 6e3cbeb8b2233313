//! `claimant events`: the events of a ledger.

use std::cmp::Reverse;
use std::io::{BufWriter, Write, stdout};

use claimant::model::{Dossier, Estimate, Outcome};
use claimant_desk::Dossiers;
use claimant_ledger::{Order, Query};
use clap::{Args, ValueEnum};

use super::ledger::{AsOfArgs, LedgerArgs, QueryArgs, reading_desk};
use super::page;
use crate::errors::Status;
use crate::output::json_lines;
use crate::output::paint::{Paint, When};

/// Lists the events of a ledger
///
/// An event is found by any of its claims; of more than --limit, those are taken that --sort puts first. Each has its id,
/// day, place and kind, what happened, its figures by the first preset, and what stands behind it.
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
    /// In which order; what has no day, or no figure, comes last
    #[arg(long, value_enum, default_value_t = Sort::Date)]
    sort: Sort,
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
enum Sort {
    /// Latest day first
    Date,
    /// Most killed first
    Killed,
    /// Latest news first, as they come from the ledger; nothing is kept in memory
    News,
}

impl Sort {
    /// The order that events are taken from the ledger in.
    fn order(self) -> Order {
        match self {
            Sort::Date => Order::Day,
            Sort::Killed => Order::Killed,
            Sort::News => Order::News,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a person
    Table,
    /// Everything behind each event, one JSON object a line, as `claimant show --format json` prints it
    Jsonl,
}

pub(super) fn run(args: &EventsArgs) -> anyhow::Result<Status> {
    let desk = reading_desk(&args.ledger)?;
    let layout = page(Paint::for_stdout(args.color));
    let mut out = BufWriter::new(stdout().lock());
    let mut found = false;
    let query = Query { order: args.sort.order(), ..args.query.query(args.limit) };
    for dossier in sorted(desk.dossiers(&query, args.as_of.get())?, args.sort)? {
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

type Listed<'d> = Box<dyn Iterator<Item = claimant_desk::Result<Dossier>> + 'd>;

/// The events in the order asked for; within a day, or a number of killed, those with the latest news come first.
fn sorted(dossiers: Dossiers<'_>, sort: Sort) -> anyhow::Result<Listed<'_>> {
    if sort == Sort::News {
        return Ok(Box::new(dossiers));
    }
    let mut all = dossiers.collect::<Result<Vec<_>, _>>()?;
    match sort {
        Sort::Date => all.sort_by_cached_key(|dossier| Reverse(day(dossier))),
        Sort::Killed => all.sort_by_cached_key(|dossier| Reverse(killed(dossier))),
        Sort::News => {}
    }
    Ok(Box::new(all.into_iter().map(Ok)))
}

/// The last day it may have happened on, as ISO 8601 writes it.
fn day(dossier: &Dossier) -> Option<String> {
    let time = dossier.time.as_ref()?;
    time.end.clone().or_else(|| time.start.clone())
}

/// How many died, by the first preset, which has the figures of all sides first.
fn killed(dossier: &Dossier) -> Option<u64> {
    let of_all = |estimate: &&Estimate| estimate.side.is_none() && estimate.outcome == Outcome::Killed;
    let estimate = dossier.estimates.iter().find(of_all)?;
    estimate.best.or(estimate.low).or(estimate.high)
}
