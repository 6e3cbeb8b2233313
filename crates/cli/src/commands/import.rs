//! `claimant import`: a bundle into a new ledger, or a hand coding as records.

use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write, stdout};
use std::path::{Path, PathBuf};

use anyhow::Context;
use claimant::model::Digest;
use claimant_ledger::{Blob, Ledger, SealedEntry};
use claimant_publish::bundle::{self, KeptEntry, ReadLimits, Receiver};
use claimant_publish::import::{self, Imported};
use clap::{Args, ValueHint};

use super::ledger::LedgerArgs;
use crate::errors::{Hinted, Status, say};
use crate::output::json_lines;

/// Reads a bundle into a new ledger, or prints a hand coding (UCDP GED or ACLED as CSV), one event a line
///
/// A bundle gives a ledger with the same entries, hash for hash; it is proved while it is read. What a coding's rows have
/// that cannot be right is said line by line; the rest comes out.
#[derive(Args, Debug)]
pub(super) struct ImportArgs {
    /// The file
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    file: PathBuf,
    #[command(flatten)]
    ledger: LedgerArgs,
}

/// At most so many problems are told one by one.
const TOLD: usize = 20;

pub(super) fn run(args: &ImportArgs) -> anyhow::Result<Status> {
    if is_bundle(&args.file)? { restore(args) } else { print(&coding(&args.file)?) }
}

/// A hand coding; what is odd about its rows goes to standard error.
pub(super) fn coding(path: &Path) -> anyhow::Result<Imported> {
    let name = path.display();
    let file = File::open(path).with_context(|| name.to_string())?;
    let imported = import::read(file).with_context(|| name.to_string())?;
    for problem in imported.problems.iter().take(TOLD) {
        say(&format!("claimant: {name}:{}: {}", problem.line, problem.what));
    }
    if imported.problems.len() > TOLD {
        say(&format!("claimant: {name}: and {} more problems", imported.problems.len() - TOLD));
    }
    Ok(imported)
}

fn print(imported: &Imported) -> anyhow::Result<Status> {
    let mut out = BufWriter::new(stdout().lock());
    for event in &imported.events {
        out.write_all(json_lines::line(event).as_bytes())?;
    }
    out.flush()?;
    Ok(if imported.problems.is_empty() { Status::Done } else { Status::Incomplete })
}

fn restore(args: &ImportArgs) -> anyhow::Result<Status> {
    let ledger = args.ledger.to_write()?;
    if ledger.head()?.sequence > 0 {
        let hint = "name a ledger that is not there yet with --ledger";
        return Err(Hinted::new("the ledger has entries already: a bundle makes a new one", hint).into());
    }
    let mut shelf = Shelf { ledger, blobs: Vec::new() };
    let file = BufReader::new(File::open(&args.file)?);
    let manifest = bundle::read(file, &ReadLimits::default(), &mut shelf)
        .with_context(|| args.file.display().to_string())?;
    say(&format!(
        "claimant: {} entries and {} kept files, up to {}",
        manifest.entries, manifest.blobs, manifest.last
    ));
    Ok(Status::Done)
}

/// A tar archive begins with the name of its first member.
fn is_bundle(path: &Path) -> anyhow::Result<bool> {
    let file = File::open(path).with_context(|| path.display().to_string())?;
    let mut head = Vec::new();
    file.take(11).read_to_end(&mut head)?;
    Ok(head == b"bundle.json")
}

/// An empty ledger that a bundle is read into.
struct Shelf {
    ledger: Box<dyn Ledger>,
    /// Files whose entries are still to come.
    blobs: Vec<Blob>,
}

impl Receiver for Shelf {
    type Error = anyhow::Error;

    fn blob(&mut self, hash: Digest, bytes: Vec<u8>) -> anyhow::Result<()> {
        self.blobs.push(Blob { hash, bytes });
        Ok(())
    }

    fn entries(&mut self, entries: Vec<KeptEntry>) -> anyhow::Result<()> {
        let entries: Vec<SealedEntry> = entries.into_iter().map(sealed).collect();
        Ok(self.ledger.restore(&entries, &std::mem::take(&mut self.blobs))?)
    }
}

fn sealed(entry: KeptEntry) -> SealedEntry {
    SealedEntry {
        sequence: entry.sequence,
        time: entry.time,
        author: entry.author.get().to_owned(),
        body: entry.body.get().to_owned(),
        previous: entry.previous,
        hash: entry.hash,
    }
}
