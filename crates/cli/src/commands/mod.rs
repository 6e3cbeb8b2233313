//! The verbs, one file each, and the options that several of them have.

mod actors;
mod add;
mod compare;
mod events;
mod export;
mod gazetteer;
mod generate;
mod import;
mod ledger;
mod link;
mod parse;
mod read;
mod register;
mod review;
mod show;
mod verify;
mod watch;
mod why;

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use anyhow::Context;
use claimant::Reader;
use claimant_parse::{OpenError, Pipeline, Precision};
use claimant_text::Limits;
use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};

use self::register::RegisterArgs;
use crate::errors::Status;
use crate::input::{Form, Sources};
use crate::output::paint::Paint;
use crate::output::table::Layout;

/// Reads reports of armed conflict and keeps track of who says what happened.
///
/// For every report claimant finds the claims: what happened, to whom, where, how many were killed or wounded, who says
/// so, about which side, and what the report itself says of the claim. Figures that contradict each other are kept side
/// by side, each with the words it came from.
#[derive(Debug, Parser)]
#[command(name = "claimant", version, propagate_version = true, max_term_width = 100, after_help = EXIT_STATUS)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
}

const EXIT_STATUS: &str = "\
Exit status: 0 done, 1 nothing to read or a record failed (the others came out), 2 usage or failure.
Data goes to standard output, everything else to standard error. NO_COLOR is honoured.";

#[derive(Debug, Subcommand)]
enum Command {
    Read(read::ReadArgs),
    Add(add::AddArgs),
    Watch(watch::WatchArgs),
    Events(events::EventsArgs),
    Show(show::ShowArgs),
    Why(why::WhyArgs),
    Review(review::ReviewArgs),
    Export(Box<export::ExportArgs>),
    Import(import::ImportArgs),
    Compare(compare::CompareArgs),
    Verify(verify::VerifyArgs),
    Link(link::LinkArgs),
    Parse(parse::ParseArgs),
    #[command(subcommand)]
    Gazetteer(gazetteer::GazetteerCommand),
    Actors(actors::ActorsArgs),
    Generate(generate::GenerateArgs),
}

impl Cli {
    /// Does what the command line asks for.
    pub(crate) fn run(self) -> anyhow::Result<Status> {
        match self.command {
            Command::Read(args) => read::run(&args),
            Command::Add(args) => add::run(&args),
            Command::Watch(args) => watch::run(&args),
            Command::Events(args) => events::run(&args),
            Command::Show(args) => show::run(&args),
            Command::Why(args) => why::run(&args),
            Command::Review(args) => review::run(&args),
            Command::Export(args) => export::run(&args),
            Command::Import(args) => import::run(&args),
            Command::Compare(args) => compare::run(&args),
            Command::Verify(args) => verify::run(&args),
            Command::Link(args) => link::run(&args),
            Command::Parse(args) => parse::run(&args),
            Command::Gazetteer(command) => gazetteer::run(&command),
            Command::Actors(args) => actors::run(&args),
            Command::Generate(args) => generate::run(&args),
        }
    }
}

/// What is read, and how.
#[derive(Args, Debug)]
struct InputArgs {
    /// Files of text, web pages, feeds, web archives, PDF files or records, all of them also packed by gzip; folders of
    /// them; addresses of the web; - for standard input
    #[arg(value_name = "PATHS", value_hint = ValueHint::AnyPath)]
    paths: Vec<PathBuf>,
    /// What the input is
    #[arg(long, value_enum, default_value_t = Form::Auto)]
    from: Form,
    /// The longest record that is accepted; longer ones are reported and skipped
    #[arg(long, value_name = "SIZE", default_value = "16M", value_parser = parse_size)]
    max_bytes: usize,
    /// Fetch addresses of private networks too: only where you trust whoever gave you the address
    #[arg(long)]
    allow_private: bool,
}

impl InputArgs {
    fn open(&self) -> anyhow::Result<Sources> {
        Sources::new(&self.paths, self.from, self.limits(), self.allow_private)
    }

    fn limits(&self) -> Limits {
        Limits { bytes: self.max_bytes, ..Limits::default() }
    }
}

/// What computes, and with what.
#[derive(Args, Debug)]
struct EngineArgs {
    /// A parser model written by `cargo xtask import-model`, in place of the English one in the program
    #[arg(long, value_name = "PATH", value_hint = ValueHint::FilePath)]
    model: Option<PathBuf>,
    /// How many threads work; all cores when not given. The output does not depend on it
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
    /// Places beside those in the program, made by `claimant gazetteer import`; places.side where it lies in this folder or
    /// beside the ledger
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    gazetteer: Option<PathBuf>,
    #[command(flatten)]
    register: RegisterArgs,
}

impl EngineArgs {
    /// A reader with the model and the places that are asked for, or that lie beside this file.
    fn open_reader(&self, beside: &Path) -> anyhow::Result<Reader> {
        let reader = Reader::new(self.open_pipeline()?);
        let reader = match self.register.open()? {
            Some(register) => reader.with_register(register),
            None => reader,
        };
        let usual = beside.with_file_name(gazetteer::SIDE_FILE);
        let side = self.gazetteer.clone().or_else(|| usual.is_file().then_some(usual));
        match side {
            Some(side) => Ok(reader.with_gazetteer(gazetteer::open_with(&[side])?)),
            None => Ok(reader),
        }
    }

    fn open_pipeline(&self) -> anyhow::Result<Pipeline> {
        match &self.model {
            None => Pipeline::english().context("the model in the program"),
            Some(path) => Pipeline::open(path).map_err(|error| match error {
                OpenError::Io { .. } => error.into(),
                other => anyhow::Error::from(other).context(path.display().to_string()),
            }),
        }
    }

    fn threads(&self) -> usize {
        let all = || std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
        self.threads.map_or_else(all, NonZeroUsize::get)
    }
}

/// How exactly the parser computes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum PrecisionArg {
    /// 32-bit arithmetic: token by token what spaCy gives for the same model
    Exact,
    /// 8-bit weights: about twice as fast; some 3 words in 1,000 are attached elsewhere in the tree
    Fast,
}

impl From<PrecisionArg> for Precision {
    fn from(precision: PrecisionArg) -> Precision {
        match precision {
            PrecisionArg::Exact => Precision::Exact,
            PrecisionArg::Fast => Precision::Fast,
        }
    }
}

/// The layout of a table for a person.
fn page(paint: Paint) -> Layout {
    /// The width of a page that is no terminal.
    const PAGE: usize = 100;
    let columns = terminal_size::terminal_size().map_or(PAGE, |(width, _)| width.0.into());
    Layout::new(paint, columns)
}

/// Reads `16M`, `500k` or a plain number of bytes.
fn parse_size(text: &str) -> Result<usize, String> {
    let (digits, unit) = match text.as_bytes().last() {
        Some(b'k' | b'K') => (&text[..text.len() - 1], 1 << 10),
        Some(b'm' | b'M') => (&text[..text.len() - 1], 1 << 20),
        Some(b'g' | b'G') => (&text[..text.len() - 1], 1 << 30),
        _ => (text, 1),
    };
    let number: Option<usize> = digits.parse().ok();
    number
        .and_then(|number| number.checked_mul(unit))
        .filter(|&bytes| bytes > 0)
        .ok_or_else(|| "a size is a number of bytes, such as 16M, 500k or 4096".to_owned())
}

/// Accepts an ISO 8601 date, or date-time of which only the date is looked at.
fn parse_date(text: &str) -> Result<String, String> {
    let date = text.split_once(['T', ' ']).map_or(text, |(date, _)| date);
    let parts: Vec<&str> = date.split('-').collect();
    let number = |part: &str, length: usize| part.parse::<u8>().ok().filter(|_| part.len() == length);
    let valid = match parts[..] {
        [year, month, day] => {
            year.len() == 4
                && year.bytes().all(|byte| byte.is_ascii_digit())
                && number(month, 2).is_some_and(|month| (1..=12).contains(&month))
                && number(day, 2).is_some_and(|day| (1..=31).contains(&day))
        }
        _ => false,
    };
    if valid {
        Ok(text.to_owned())
    } else {
        Err("a date is written year-month-day, such as 2024-07-31".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }

    #[test]
    fn dates_are_iso() {
        assert!(parse_date("2024-07-31").is_ok());
        assert!(parse_date("2024-07-31T10:00:00Z").is_ok());
        for bad in ["31.7.2024", "2024-13-01", "2024-7-1", "yesterday", "", "2024-07-32"] {
            assert!(parse_date(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn sizes_have_units() {
        assert_eq!(parse_size("4096"), Ok(4096));
        assert_eq!(parse_size("2k"), Ok(2048));
        assert_eq!(parse_size("1G"), Ok(1 << 30));
        for bad in ["", "M", "-1", "0", "1T", "99999999999G", "é"] {
            assert!(parse_size(bad).is_err(), "{bad}");
        }
    }
}
