//! What the README promises: its commands work, and its session is what the program prints.

use std::fs;
use std::process::Command;

use anyhow::{Context, ensure};

use crate::{command, paths};

/// The commands that work in a fresh clone.
const COMMANDS: [&str; 2] = ["cargo run --release -- read samples", "cargo xtask test"];
/// How many reports `samples/` has.
const SAMPLES: usize = 8;
/// What stands before and after the session; the session shows the first lines of the output.
const SESSION: (&str, &str) = ("```console\n$ claimant read samples/sanaa-funeral.txt\n", "\n…\n```");
const SESSION_LINES: usize = 30;

/// Checks the README; with `update`, writes the session anew.
pub(crate) fn check(update: bool) -> anyhow::Result<()> {
    let path = paths::root().join("README.md");
    let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    for promised in COMMANDS {
        ensure!(text.lines().any(|line| line.trim() == promised), "README.md does not say: {promised}");
    }
    let readings = claimant(&["read", "samples", "--format", "jsonl"])?.lines().count();
    ensure!(readings == SAMPLES, "{readings} of {SAMPLES} samples gave a reading");
    let (before, shown, after) = split(&text)?;
    let output = claimant(&["read", "samples/sanaa-funeral.txt"])?;
    let now = output.lines().take(SESSION_LINES).collect::<Vec<_>>().join("\n");
    if update {
        fs::write(&path, [before, &now, after].concat())?;
        return Ok(());
    }
    ensure!(shown == now, "the session in README.md is out of date: cargo xtask test --update readme");
    Ok(())
}

/// The README up to the session, the session, and the rest.
fn split(text: &str) -> anyhow::Result<(&str, &str, &str)> {
    let found = text.find(SESSION.0).map(|at| at + SESSION.0.len()).and_then(|start| {
        let end = start + text[start..].find(SESSION.1)?;
        Some((&text[..start], &text[start..end], &text[end..]))
    });
    found.with_context(|| format!("README.md has no session: {:?} … {:?}", SESSION.0, SESSION.1))
}

/// What the program prints, run as the README says.
fn claimant(arguments: &[&str]) -> anyhow::Result<String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut run = Command::new(cargo);
    command::capture(
        run.current_dir(paths::root()).args(["run", "--release", "--quiet", "--"]).args(arguments),
    )
}
