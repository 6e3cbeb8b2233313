//! `cargo xtask compare-spacy`: spaCy and claimant on the same texts, attribute by attribute.

mod differences;
mod report;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, ensure};
use clap::Args;

use crate::parse::{self, Parse};
use crate::spacy_venv::{self, SpacyVenv};
use crate::{command, paths, texts};
use differences::Comparison;

/// Parses texts with spaCy and with claimant and counts where they differ
///
/// The two must run the same model: without --model and --wheel that is the English one that the program carries.
#[derive(Args, Debug)]
pub(crate) struct CompareArgs {
    /// A model written by `cargo xtask import-model`, in place of the English one in the program
    #[arg(long, value_name = "PATH", requires = "wheel")]
    model: Option<PathBuf>,
    /// What spaCy runs: a wheel, or PACKAGE==VERSION
    #[arg(long, value_name = "WHEEL")]
    wheel: Option<String>,
    /// JSONL with `text`, CoNLL-U, or plain text with a line ===== between texts
    #[arg(long, value_name = "FILES", required = true, num_args = 1..)]
    texts: Vec<PathBuf>,
    /// How exactly claimant computes: exact or fast
    #[arg(long, value_name = "PRECISION", default_value = "exact")]
    precision: String,
    /// How many differences to print
    #[arg(long, value_name = "N", default_value_t = 0)]
    show: usize,
    /// Only print differences of this attribute
    #[arg(long, value_name = "ATTRIBUTE")]
    only: Option<String>,
    /// Fail when there is a difference
    #[arg(long)]
    strict: bool,
}

pub(crate) fn run(args: &CompareArgs) -> anyhow::Result<()> {
    let folder = paths::work("compare-spacy")?;
    let texts = texts::read(&args.texts)?;
    let input = folder.join("texts.jsonl");
    texts::write_jsonl(&input, &texts)?;
    let theirs = spacy_parses(args.wheel.as_deref(), &input, &folder)?;
    let ours = claimant_parses(args, &input, &folder)?;
    let comparison = Comparison::of(&ours, &theirs)?;
    print!("{}", report::render(&comparison, args.show, args.only.as_deref()));
    ensure!(!args.strict || comparison.is_identical(), "claimant and spaCy differ");
    Ok(())
}

/// spaCy's parses of a JSONL file of texts.
pub(crate) fn spacy_parses(wheel: Option<&str>, texts: &Path, folder: &Path) -> anyhow::Result<Vec<Parse>> {
    let venv = SpacyVenv::ready()?;
    let wanted = wheel.map_or_else(spacy_venv::english, |wheel| Ok(wheel.to_owned()))?;
    let output = folder.join("spacy.jsonl");
    command::run(venv.script("spacy_parse.py").arg(venv.wheel(&wanted)?).arg(texts).arg(&output))?;
    parse::read(&output)
}

fn claimant_parses(args: &CompareArgs, texts: &Path, folder: &Path) -> anyhow::Result<Vec<Parse>> {
    let program = command::cargo_build(&["--package", "claimant-cli"])?.join("claimant");
    let output = folder.join("claimant.jsonl");
    let file = File::create(&output).with_context(|| format!("cannot write {}", output.display()))?;
    let mut parse = Command::new(program);
    parse.args(["parse", "--whole", "--format", "json", "--from", "jsonl", "--precision", &args.precision]);
    if let Some(model) = &args.model {
        parse.arg("--model").arg(model);
    }
    command::run(parse.arg(texts).stdout(file))?;
    parse::read(&output)
}
