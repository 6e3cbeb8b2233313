//! `claimant export`: events in the formats of the field, or the whole ledger in one file.

use std::fs;
use std::io::{self, BufWriter, Write, stdout};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use anyhow::Context;
use claimant::model::{Digest, Dossier};
use claimant_ledger::{Ledger, SealedEntry};
use claimant_publish::bundle::{self, KeptEntry};
use claimant_publish::{AcledCodes, Cells, Format, NoFormat, Options, Sink, Summary, open};
use clap::{Args, ValueHint};
use tempfile::NamedTempFile;

use super::ledger::{AsOfArgs, LedgerArgs, QueryArgs, reading_desk};
use crate::errors::{Hinted, Status, say};

/// Writes events for other programs: UCDP GED, ACLED, PLOVER, claims tables, maps, STIX, pages; or the whole ledger
///
/// Formats with one row an event lose the claims, so with --output the file claims.csv is written beside them, keyed by
/// event id. What a format has no place for is left out, counted and said.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct ExportArgs {
    /// ged, acled, plover, claims, claims-parquet, geojson, geoparquet, claimreview, stix, html, dossiers or bundle
    #[arg(value_name = "FORMAT")]
    what: What,
    /// The file to write; for html a folder, one page an event. Standard output when not given
    #[arg(long, short, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    output: Option<PathBuf>,
    #[command(flatten)]
    ledger: LedgerArgs,
    #[command(flatten)]
    query: QueryArgs,
    #[command(flatten)]
    as_of: AsOfArgs,
    /// How many events at most
    #[arg(long, value_name = "N", default_value_t = 1_000_000)]
    limit: usize,
    /// The preset whose figures go into formats that have no rule of their own
    #[arg(long, value_name = "PRESET", default_value = "ucdp")]
    preset: String,
    /// A second header row of HXL hashtags in tables
    #[arg(long)]
    hxl: bool,
    /// ACLED's codes in digits, as before 2024
    #[arg(long)]
    old_codes: bool,
    /// Text cells as they are, even where a spreadsheet would take them for formulas
    #[arg(long)]
    raw_cells: bool,
    /// Who publishes, in formats that say so
    #[arg(long, value_name = "NAME", default_value = "claimant")]
    publisher: String,
    /// The address of the events' pages; the event's id is put behind it
    #[arg(long, value_name = "ADDRESS")]
    link: Option<String>,
}

const EXAMPLES: &str = "\
Examples:
  claimant export ged -o events.csv                       and claims.csv beside it
  claimant export geojson --from 2024-07-01 > map.geojson
  claimant export html -o pages/                          one page an event
  claimant export bundle -o ledger.tar                    everything; `claimant import` makes the same ledger of it";

/// A format, or everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Events(Format),
    Bundle,
}

impl FromStr for What {
    type Err = NoFormat;

    fn from_str(name: &str) -> Result<What, NoFormat> {
        if name == "bundle" { Ok(What::Bundle) } else { name.parse().map(What::Events) }
    }
}

pub(super) fn run(args: &ExportArgs) -> anyhow::Result<Status> {
    match args.what {
        What::Bundle => write_bundle(&*args.ledger.to_read()?, args.output.as_deref()),
        What::Events(format) if format.is_one_file_an_event() && args.output.is_some() => {
            write_pages(args, format)
        }
        What::Events(format) => write_events(args, format),
    }
}

fn write_events(args: &ExportArgs, format: Format) -> anyhow::Result<Status> {
    let mut output = Output::open(args.output.as_deref())?;
    let mut beside = match &args.output {
        Some(path) if format.is_flat() => Some((path.with_file_name("claims.csv"), Vec::new())),
        _ => None,
    };
    if let (Some((claims, _)), Some(path)) = (&beside, &args.output)
        && claims == path
    {
        let hint = "the claims table is written beside it under that name: call the export something else";
        return Err(Hinted::new(format!("{} cannot be the export itself", path.display()), hint).into());
    }
    let summary = {
        let mut sinks = vec![open(format, &options(args)?, &mut output)?];
        if let Some((_, claims)) = &mut beside {
            sinks.push(open(Format::Claims, &options(args)?, claims)?);
        }
        each(args, |dossier| Ok(sinks.iter_mut().try_for_each(|sink| sink.add(dossier))?))?;
        finish(sinks)?
    };
    output.close()?;
    if let Some((path, claims)) = beside {
        keep(&path, |out| out.write_all(&claims))?;
    }
    tell(&summary);
    Ok(if summary.written == 0 { Status::Incomplete } else { Status::Done })
}

/// The summary of the first, which is the one asked for.
fn finish(sinks: Vec<Box<dyn Sink + '_>>) -> anyhow::Result<Summary> {
    let mut first = None;
    for sink in sinks {
        let summary = sink.finish()?;
        first.get_or_insert(summary);
    }
    Ok(first.unwrap_or_default())
}

/// One file an event in a folder.
fn write_pages(args: &ExportArgs, format: Format) -> anyhow::Result<Status> {
    let Some(folder) = &args.output else { return Ok(Status::Failure) };
    fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    let mut written = 0_u64;
    each(args, |dossier| {
        let path = folder.join(format!("{}.{}", file_name(dossier.id.as_str()), format.extension()));
        let mut page = Vec::new();
        claimant_publish::write(format, &options(args)?, [dossier], &mut page)?;
        written += 1;
        keep(&path, |out| out.write_all(&page))
    })?;
    say(&format!("claimant: {written} pages in {}", folder.display()));
    Ok(if written == 0 { Status::Incomplete } else { Status::Done })
}

fn each(args: &ExportArgs, mut take: impl FnMut(&Dossier) -> anyhow::Result<()>) -> anyhow::Result<()> {
    let desk = reading_desk(&args.ledger)?;
    desk.knows_preset(&args.preset)?;
    for dossier in desk.dossiers(&args.query.query(args.limit), args.as_of.get())? {
        take(&dossier?)?;
    }
    Ok(())
}

fn options(args: &ExportArgs) -> anyhow::Result<Options> {
    let head = args.ledger.to_read()?.head()?;
    Ok(Options {
        cells: if args.raw_cells { Cells::Raw } else { Cells::Guarded },
        hxl: args.hxl,
        acled_codes: if args.old_codes { AcledCodes::Digits } else { AcledCodes::Words },
        preset: args.preset.clone(),
        publisher: args.publisher.clone(),
        snapshot: Some(format!("entry {} {}", head.sequence, head.hash)),
        link: args.link.clone(),
        ..Options::new()
    })
}

fn write_bundle(ledger: &dyn Ledger, path: Option<&Path>) -> anyhow::Result<Status> {
    /// So many entries are fetched at once.
    const ENTRIES: u64 = 1_000;
    let last = ledger.head()?.sequence;
    let chunks =
        (1..=last).step_by(ENTRIES as usize).map(|first| ledger.sealed_entries(first..first + ENTRIES));
    let entries = chunks.flat_map(|chunk| match chunk {
        Ok(entries) => entries.into_iter().map(|entry| kept(entry).map_err(Into::into)).collect(),
        Err(error) => vec![Err(anyhow::Error::from(error))],
    });
    let blob = |hash: &Digest| ledger.blob(hash).map_err(anyhow::Error::from);
    let mut output = Output::open(path)?;
    let manifest = bundle::write(entries, blob, &mut output)?;
    output.close()?;
    say(&format!(
        "claimant: {} entries and {} kept files, up to {}",
        manifest.entries, manifest.blobs, manifest.last
    ));
    Ok(Status::Done)
}

fn kept(entry: SealedEntry) -> serde_json::Result<KeptEntry> {
    let SealedEntry { sequence, time, author, body, previous, hash } = entry;
    KeptEntry::new(sequence, time, author, body, previous, hash)
}

/// What was left out or changed to fit.
fn tell(summary: &Summary) {
    say(&format!("claimant: {} events, {} written", summary.events, summary.written));
    summary.lines().iter().for_each(|line| say(&format!("  {line}")));
}

/// An id as the name of a file: anything but letters, digits, - and _ becomes _.
fn file_name(id: &str) -> String {
    let safe = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '-' | '_') { c } else { '_' };
    id.chars().map(safe).collect()
}

/// Standard output, or a file that is there under its name only once it is whole.
enum Output {
    Standard(BufWriter<io::Stdout>),
    File(BufWriter<NamedTempFile>, PathBuf),
}

impl Output {
    fn open(path: Option<&Path>) -> anyhow::Result<Output> {
        let Some(path) = path else { return Ok(Output::Standard(BufWriter::new(stdout()))) };
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let file = NamedTempFile::new_in(folder).with_context(|| path.display().to_string())?;
        Ok(Output::File(BufWriter::new(file), path.to_owned()))
    }

    fn close(self) -> anyhow::Result<()> {
        match self {
            Output::Standard(mut out) => out.flush()?,
            Output::File(out, path) => {
                let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
                file.persist(&path).with_context(|| path.display().to_string())?;
            }
        }
        Ok(())
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Output::Standard(out) => out.write(bytes),
            Output::File(out, _) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Output::Standard(out) => out.flush(),
            Output::File(out, _) => out.flush(),
        }
    }
}

fn keep(path: &Path, write: impl FnOnce(&mut Output) -> io::Result<()>) -> anyhow::Result<()> {
    let mut output = Output::open(Some(path))?;
    write(&mut output).with_context(|| path.display().to_string())?;
    output.close()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_make_safe_file_names() {
        assert_eq!(file_name("ev12ab"), "ev12ab");
        assert_eq!(file_name("../x y"), "___x_y");
    }
}
