//! `cargo xtask fixture`: what spaCy makes of a set of short texts, for the parser's tests to compare with.

use std::fs;
use std::path::PathBuf;

use anyhow::Context;
use clap::Args;

use crate::spacy_venv::{self, SpacyVenv};
use crate::{command, paths, texts};

/// Writes spaCy's own parses of crates/parse/tests/fixtures/texts.txt, which the parser's tests compare with
#[derive(Args, Debug)]
pub(crate) struct FixtureArgs {
    /// What spaCy runs: a wheel, or PACKAGE==VERSION; the English model in the program when not given
    #[arg(long, value_name = "WHEEL")]
    wheel: Option<String>,
    /// Texts, a line ===== between them
    #[arg(long, value_name = "FILE")]
    texts: Option<PathBuf>,
    /// Where to write
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

pub(crate) fn run(args: &FixtureArgs) -> anyhow::Result<()> {
    let fixtures = paths::root().join("crates/parse/tests/fixtures");
    let source = args.texts.clone().unwrap_or_else(|| fixtures.join("texts.txt"));
    let out = args.out.clone().unwrap_or_else(|| fixtures.join("english.jsonl"));
    let wheel = args.wheel.clone().map_or_else(spacy_venv::english, Ok)?;
    let folder = paths::work("fixture")?;
    let (input, parsed) = (folder.join("texts.jsonl"), folder.join("spacy.jsonl"));
    let texts = texts::read(&[source])?;
    texts::write_jsonl(&input, &texts)?;
    let venv = SpacyVenv::ready()?;
    command::run(venv.script("spacy_parse.py").arg(venv.wheel(&wheel)?).arg(&input).arg(&parsed))?;
    fs::copy(&parsed, &out).with_context(|| format!("cannot write {}", out.display()))?;
    println!("{}: {} texts parsed by spaCy with {wheel}", out.display(), texts.len());
    Ok(())
}
