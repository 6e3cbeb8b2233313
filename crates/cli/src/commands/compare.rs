//! `claimant compare`: two codings of the same events, field by field.

use std::io::{Write, stdout};
use std::path::{Path, PathBuf};

use claimant_ledger::{AsOf, Query};
use claimant_publish::CodedEvent;
use claimant_publish::compare::{Agreement, FieldAgreement, Limits, agreement};
use clap::{Args, ValueEnum, ValueHint};

use super::import::coding;
use super::ledger::{LedgerArgs, reading_desk};
use crate::errors::Status;

/// Lines up two codings of the same events and prints how far they agree on each field
///
/// A coding is a ledger, or a CSV file of UCDP GED or ACLED. Events are paired by day, place and actors; over the pairs each
/// field gets the share of exact matches, Krippendorff's alpha (nominal or interval) and, for codes, Cohen's kappa.
#[derive(Args, Debug)]
pub(super) struct CompareArgs {
    /// One coding
    #[arg(value_name = "FIRST", value_hint = ValueHint::FilePath)]
    first: PathBuf,
    /// The other
    #[arg(value_name = "SECOND", value_hint = ValueHint::FilePath)]
    second: PathBuf,
    /// The preset whose figures a ledger gives
    #[arg(long, value_name = "PRESET", default_value = "ucdp")]
    preset: String,
    /// Days that paired events may lie apart
    #[arg(long, value_name = "DAYS", default_value_t = 3)]
    days: i32,
    /// Kilometres that they may lie apart
    #[arg(long, value_name = "KM", default_value_t = 161.0)]
    kilometres: f64,
    /// How to print it
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a person
    Table,
    /// One JSON object, with the pairs and what only one coding has
    Json,
}

pub(super) fn run(args: &CompareArgs) -> anyhow::Result<Status> {
    let [first, second] = [&args.first, &args.second].map(|path| coded(path, &args.preset));
    let limits = Limits { days: args.days, kilometres: args.kilometres, ..Limits::new() };
    let found = agreement(&first?, &second?, &limits);
    let text = match args.format {
        Format::Table => table(&found),
        Format::Json => serde_json::to_string_pretty(&found)? + "\n",
    };
    stdout().write_all(text.as_bytes())?;
    Ok(if found.matched == 0 { Status::Incomplete } else { Status::Done })
}

fn coded(path: &Path, preset: &str) -> anyhow::Result<Vec<CodedEvent>> {
    if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv")) {
        return Ok(coding(path)?.events);
    }
    let desk = reading_desk(&LedgerArgs::at(&path.to_string_lossy()))?;
    desk.knows_preset(preset)?;
    let all = Query { limit: Some(usize::MAX), ..Query::default() };
    let mut events = Vec::new();
    for dossier in desk.dossiers(&all, AsOf::Now)? {
        events.push(CodedEvent::of(&dossier?, preset));
    }
    Ok(events)
}

fn table(found: &Agreement) -> String {
    let mut out = format!(
        "{} events in both, of {} in the first and {} in the second\n\n{:<18} {:>6} {:>7} {:>7} {:>7} {:>9}\n",
        found.matched, found.first, found.second, "field", "pairs", "exact", "alpha", "kappa", "bias"
    );
    for field in found.fields.iter().filter(|field| field.pairs > 0) {
        out += &row(field);
    }
    let places = found.places;
    if places.pairs > 0 {
        let share = |number: usize| 100.0 * number as f64 / places.pairs as f64;
        out += &format!(
            "\nplaces: {} pairs, {:.0} % within 1 km, {:.0} % within 161 km, median {:.1} km\n",
            places.pairs,
            share(places.exact),
            share(places.within_161_km),
            places.median_km.unwrap_or_default()
        );
    }
    out
}

fn row(field: &FieldAgreement) -> String {
    let number = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| format!("{value:.3}"));
    format!(
        "{:<18} {:>6} {:>6.0}% {:>7} {:>7} {:>9}\n",
        field.field,
        field.pairs,
        100.0 * field.exact as f64 / field.pairs.max(1) as f64,
        number(field.alpha),
        number(field.kappa),
        number(field.bias)
    )
}
