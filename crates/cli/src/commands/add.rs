//! `claimant add`: reports into a ledger.

use std::collections::BTreeMap;
use std::io;

use claimant::model::Retrieval;
use claimant::{Reader, Reading, Scratch};
use claimant_desk::{Added, Desk, Incoming, Run};
use claimant_text::{Document, Fault};
use clap::Args;

use super::ledger::LedgerArgs;
use super::register::RegisterArgs;
use super::{EngineArgs, InputArgs, PrecisionArg, parse_date, read};
use crate::batch::{self, Event};
use crate::errors::{Status, say};

/// Reads reports and keeps them in a ledger: bytes, text and claims, linked to what is there already
///
/// The bytes are kept as they came, with when and how. Reports that are there already add nothing. What one transaction
/// wrote stays written whatever happens afterwards, so an interrupted run is simply started again.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct AddArgs {
    #[command(flatten)]
    input: InputArgs,
    #[command(flatten)]
    ledger: LedgerArgs,
    /// The day the reports were published (2024-07-31), for those that do not say
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    published: Option<String>,
    /// How exactly the parser computes
    #[arg(long, value_enum, default_value_t = PrecisionArg::Fast)]
    precision: PrecisionArg,
    #[command(flatten)]
    engine: EngineArgs,
}

const EXAMPLES: &str = "\
Examples:
  claimant add reports/                                    into claimant.ledger
  claimant add --ledger mali.ledger crawl.warc.gz feed.xml
  claimant add https://example.org/story.html
  claimant read --format jsonl reports/ | claimant add -   readings made elsewhere";

pub(super) fn run(args: &AddArgs) -> anyhow::Result<Status> {
    let sources = args.input.open()?;
    let reader = open_reader(&args.engine, &args.ledger, args.precision)?;
    let mut intake = Intake::open(&args.ledger, &reader, args.precision, &args.engine.register)?;
    let published = args.published.clone();
    let work = move |scratch: &mut Scratch, document: &Document| {
        incoming(&reader, document, published.as_deref(), scratch)
    };
    let tally = batch::each(sources, args.engine.threads(), work, |event| match event {
        Event::Waiting => intake.write(),
        Event::Result(one, _) => intake.take(one),
    })?;
    intake.write()?;
    intake.tell();
    Ok(tally.status())
}

/// What reads the reports; places of one's own may lie beside the ledger.
pub(super) fn open_reader(
    engine: &EngineArgs,
    ledger: &LedgerArgs,
    precision: PrecisionArg,
) -> anyhow::Result<Reader> {
    Ok(engine.open_reader(ledger.place())?.with_precision(precision.into()))
}

/// Reads a document; one that holds a reading was read before.
pub(super) fn incoming(
    reader: &Reader,
    document: &Document,
    published: Option<&str>,
    scratch: &mut Scratch,
) -> Result<Incoming, Fault> {
    let mut reading: Reading = if document.is_reading {
        serde_json::from_slice(&document.raw)?
    } else {
        reader.read(&read::report(document, published), scratch)
    };
    reading.problems.extend(document.problems.iter().cloned());
    let fetched = document.retrieval.clone().unwrap_or_default();
    let retrieval = Retrieval {
        method: if fetched.url.is_some() { "http" } else { "file" }.to_owned(),
        time: fetched.time,
        url: fetched.url.or_else(|| Some(document.place.to_string())),
        tool: "claimant".to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        headers: fetched.headers,
    };
    Ok(Incoming {
        reading,
        raw: document.raw.to_vec(),
        media_type: document.media_type().to_owned(),
        retrieval,
    })
}

/// Such as `en_core_web_md 3.8.0`.
fn model_name(reader: &Reader) -> String {
    let model = reader.pipeline().provenance();
    format!("{}_{} {}", model.language, model.name, model.version)
}

/// Reports on their way into a ledger, some at a time.
pub(super) struct Intake {
    desk: Desk,
    waiting: Vec<Incoming>,
    total: Added,
}

impl Intake {
    /// So many reports go into one transaction.
    const BATCH: usize = 64;

    /// Opens the ledger; it is made where there is none.
    pub(super) fn open(
        ledger: &LedgerArgs,
        reader: &Reader,
        precision: PrecisionArg,
        register: &RegisterArgs,
    ) -> anyhow::Result<Intake> {
        let mut options = BTreeMap::from([("precision".to_owned(), format!("{precision:?}").to_lowercase())]);
        options.extend(register.marks()?.map(|marks| ("actors".to_owned(), marks)));
        let run = Run {
            tool: "claimant".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            rules: env!("CARGO_PKG_VERSION").to_owned(),
            model: Some(model_name(reader)),
            options,
        };
        let desk = Desk::new(ledger.to_write()?)?.with_run(run);
        Ok(Intake { desk, waiting: Vec::new(), total: Added::default() })
    }

    /// Takes a report, and writes when there are enough.
    pub(super) fn take(&mut self, one: Incoming) -> io::Result<()> {
        self.waiting.push(one);
        if self.waiting.len() >= Self::BATCH { self.write() } else { Ok(()) }
    }

    /// Writes what waits.
    pub(super) fn write(&mut self) -> io::Result<()> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let added = self.desk.add(std::mem::take(&mut self.waiting)).map_err(io::Error::other)?;
        self.total.reports.extend(added.reports);
        self.total.already_there.extend(added.already_there);
        self.total.events.extend(added.events);
        self.total.claims += added.claims;
        self.total.queued += added.queued;
        Ok(())
    }

    /// Says what came of it, and begins to count anew.
    pub(super) fn tell(&mut self) {
        let mut total = std::mem::take(&mut self.total);
        total.events.sort();
        total.events.dedup();
        say(&format!(
            "claimant: {} reports added with {} claims, {} were there already; {} events changed, {} pairs to review",
            total.reports.len(),
            total.claims,
            total.already_there.len(),
            total.events.len(),
            total.queued
        ));
    }
}
