//! `claimant watch`: feeds into a ledger, as they come.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

use anyhow::Context;
use claimant::{Reader, Scratch};
use claimant_fetch::{Answer, Client, Due, Polled, Settings, Watch, poll};
use claimant_text::{Form, Hint, Items, Limits, Retrieval, TextError};
use clap::Args;
use jiff::Timestamp;
use tempfile::NamedTempFile;

use super::add::{Intake, incoming, open_reader};
use super::ledger::LedgerArgs;
use super::{EngineArgs, PrecisionArg, parse_size};
use crate::errors::{Hinted, Status, say};

/// Polls feeds and adds what is new to a ledger, until it is stopped
///
/// Feeds are asked only for what changed, at the pace their hosts wish (robots.txt, Retry-After), later after each failure.
/// What was seen is kept in a file beside the ledger, so a stopped watch goes on where it was. Feeds named once are watched
/// from then on.
#[derive(Args, Debug)]
#[command(after_help = EXAMPLES)]
pub(super) struct WatchArgs {
    /// Addresses of feeds: RSS, Atom or JSON Feed
    #[arg(value_name = "FEED")]
    feeds: Vec<String>,
    #[command(flatten)]
    ledger: LedgerArgs,
    /// Minutes between two polls of a feed
    #[arg(long, value_name = "MINUTES", default_value_t = 15, value_parser = clap::value_parser!(u64).range(1..))]
    every: u64,
    /// Poll what is due and end
    #[arg(long)]
    once: bool,
    /// The file that says what was seen; LEDGER.watch.json when not given
    #[arg(long, value_name = "FILE")]
    state: Option<PathBuf>,
    /// The longest feed that is accepted
    #[arg(long, value_name = "SIZE", default_value = "16M", value_parser = parse_size)]
    max_bytes: usize,
    /// Fetch addresses of private networks too
    #[arg(long)]
    allow_private: bool,
    #[command(flatten)]
    engine: EngineArgs,
}

const EXAMPLES: &str = "\
Examples:
  claimant watch https://example.org/feed.xml          and again later without the address
  claimant watch --once                                from a timer";

pub(super) fn run(args: &WatchArgs) -> anyhow::Result<Status> {
    let mut round = Round::open(args)?;
    loop {
        match round.watch.due(now()) {
            Due::Poll(url) => round.poll(&url)?,
            Due::Until(_) if args.once => return Ok(round.status),
            Due::Until(time) => sleep(Duration::from_secs(time.saturating_sub(now()).max(1))),
            Due::Nothing => {
                let hint = "name the address of one; feeds that are gone for good are not asked again";
                return Err(Hinted::new("there is no feed to watch", hint).into());
            }
        }
    }
}

/// A watch at work.
struct Round {
    watch: Watch,
    state: PathBuf,
    client: Client,
    limits: Limits,
    reader: Reader,
    scratch: Scratch,
    intake: Intake,
    status: Status,
}

impl Round {
    fn open(args: &WatchArgs) -> anyhow::Result<Round> {
        let beside = || args.ledger.beside("watch.json");
        let state = args.state.clone().or_else(beside).ok_or_else(|| {
            Hinted::new(
                "a ledger on a server has no file beside it",
                "say with --state where to keep what was seen",
            )
        })?;
        let mut watch = load(&state)?;
        watch.pace.interval = 60 * args.every;
        args.feeds.iter().for_each(|url| watch.add(url));
        let settings = Settings {
            bytes: args.max_bytes as u64,
            allow_private: args.allow_private,
            ..Settings::default()
        };
        let reader = open_reader(&args.engine, &args.ledger, PrecisionArg::Fast)?;
        let intake = Intake::open(&args.ledger, &reader, PrecisionArg::Fast, &args.engine.register)?;
        let limits = Limits { bytes: args.max_bytes, ..Limits::default() };
        let (client, scratch, status) = (Client::new(settings), Scratch::default(), Status::Done);
        Ok(Round { watch, state, client, limits, reader, scratch, intake, status })
    }

    /// Polls a feed. What it gave is in the ledger before it counts as seen.
    fn poll(&mut self, url: &str) -> anyhow::Result<()> {
        let before = self.watch.clone();
        match poll(&self.client, &mut self.watch, url, now()) {
            Ok(Polled::New(answer)) => {
                if let Err(error) = self.add(url, answer) {
                    self.watch = before;
                    return Err(error);
                }
            }
            Ok(Polled::Unchanged) => say(&format!("claimant: {url}: nothing new")),
            Err(error) => {
                say(&format!("claimant: {error}\n  hint: {}", error.hint()));
                self.status = Status::Incomplete;
            }
        }
        save(&self.state, &self.watch)
    }

    fn add(&mut self, url: &str, answer: Answer) -> anyhow::Result<()> {
        let retrieval = Retrieval {
            time: Some(Timestamp::now().to_string()),
            url: Some(url.to_owned()),
            headers: answer.headers,
        };
        let hint = Hint {
            name: url.to_owned(),
            media_type: answer.media_type,
            url: Some(answer.url),
            form: Some(Form::Feed),
            retrieval: Some(retrieval),
        };
        for item in Items::of_bytes(answer.body.unwrap_or_default(), hint, self.limits.clone()) {
            let document = item.and_then(|item| item.document(&self.limits));
            let made = document.and_then(|document| {
                incoming(&self.reader, &document, None, &mut self.scratch)
                    .map_err(|fault| TextError { place: document.place.clone(), fault })
            });
            match made {
                Ok(one) => self.intake.take(one)?,
                Err(error) => {
                    say(&format!("claimant: {error}\n  hint: {}", error.fault.hint()));
                    self.status = Status::Incomplete;
                }
            }
        }
        self.intake.write()?;
        self.intake.tell();
        Ok(())
    }
}

fn load(path: &Path) -> anyhow::Result<Watch> {
    if !path.exists() {
        return Ok(Watch::default());
    }
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    serde_json::from_str(&text).with_context(|| format!("{} is no state of a watch", path.display()))
}

/// Writes the state beside its place and moves it there, so that a kill leaves the old one or the new one.
fn save(path: &Path, watch: &Watch) -> anyhow::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = NamedTempFile::new_in(folder).with_context(|| path.display().to_string())?;
    file.write_all(&serde_json::to_vec_pretty(watch)?)?;
    file.persist(path).with_context(|| path.display().to_string())?;
    Ok(())
}

/// Seconds since 1970.
fn now() -> u64 {
    Timestamp::now().as_second().try_into().unwrap_or_default()
}
