//! `claimant actors import`: lists that others keep, as a file of one's own parties.

use std::fs;
use std::io::{Write, stdout};
use std::path::{Path, PathBuf};

use anyhow::Context;
use claimant_resolve::actors::Register;
use claimant_resolve::actors::import::{Format, Imported, ImportedRow, import, write};
use clap::{Args, ValueEnum, ValueHint};

use super::super::register::{name, read_text, tell};
use crate::errors::{Hinted, Status, say};

/// Makes a file for --actors out of lists that others keep
///
/// Reads the actor list of UCDP (CSV), ACLED's actor names (one a line, or the columns actor1 and actor2 of its events),
/// the actor dictionaries of PETRARCH and Phoenix (codes with dates become rows with dates), and tables such as a query of
/// Wikidata gives (label, aliases, country, inception, dissolved). A row that cannot be read is reported and costs the others
/// nothing. The file that comes out is meant to be looked through and corrected by hand.
#[derive(Args, Debug)]
pub(super) struct ImportArgs {
    /// The lists
    #[arg(value_name = "FILES", required = true, value_hint = ValueHint::FilePath)]
    files: Vec<PathBuf>,
    /// Where the parties go; standard output when not given
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    output: Option<PathBuf>,
    /// What the lists are
    #[arg(long, value_enum, default_value_t = From::Auto)]
    from: From,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum From {
    /// Told by the first lines of each
    Auto,
    /// The actor list of the Uppsala Conflict Data Program
    Ucdp,
    /// ACLED's names
    Acled,
    /// A dictionary of PETRARCH or Phoenix
    Petrarch,
    /// A table with labels and aliases
    Wikidata,
}

impl From {
    fn format(self, text: &str) -> Option<Format> {
        match self {
            From::Auto => Format::guess(text),
            From::Ucdp => Some(Format::Ucdp),
            From::Acled => Some(Format::Acled),
            From::Petrarch => Some(Format::Petrarch),
            From::Wikidata => Some(Format::Wikidata),
        }
    }
}

pub(super) fn run(args: &ImportArgs) -> anyhow::Result<Status> {
    let mut rows: Vec<ImportedRow> = Vec::new();
    let (mut failed, mut described) = (0, 0);
    for path in &args.files {
        let found = one(path, args.from)?;
        tell(&found.problems);
        failed += found.problems.len();
        described += found.described;
        rows.extend(found.rows);
    }
    let text = write(&rows);
    match &args.output {
        Some(path) => fs::write(path, text).with_context(|| path.display().to_string())?,
        None => stdout().write_all(text.as_bytes())?,
    }
    say(&format!(
        "claimant: {} parties; {failed} rows left out that could not be read, {described} that describe and name nobody",
        rows.len()
    ));
    Ok(if failed == 0 && !rows.is_empty() { Status::Done } else { Status::Incomplete })
}

fn one(path: &Path, from: From) -> anyhow::Result<Imported> {
    let text = read_text(path)?;
    let format = from.format(&text).ok_or_else(|| {
        let message = format!("{}: its first lines do not say which list it is", path.display());
        Hinted::new(message, "say it with --from ucdp, acled, petrarch or wikidata")
    })?;
    Ok(import(format, &name(path), &text, Register::embedded()))
}
