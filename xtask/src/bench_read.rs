//! `cargo xtask bench read`: what reading costs on top of parsing, and what skipping saves.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::ensure;
use clap::Args;

use crate::{command, paths, texts};

/// What is timed.
#[derive(Args, Debug)]
pub(crate) struct ReadArgs {
    /// JSONL with `text`, or plain text with a line ===== between texts
    #[arg(long, value_name = "FILE", required = true)]
    text: Vec<PathBuf>,
    /// How often each is run, taking turns
    #[arg(long, value_name = "N", default_value_t = 5)]
    rounds: usize,
}

/// The runs that take turns: a name, and the arguments of the program.
const RUNS: [(&str, &[&str]); 4] = [
    ("parse alone", &["parse", "--precision", "fast", "--format", "json"]),
    ("read", &["read", "--format", "jsonl"]),
    ("read --skip texts", &["read", "--format", "jsonl", "--skip", "texts"]),
    ("read --skip paragraphs", &["read", "--format", "jsonl", "--skip", "paragraphs"]),
];

pub(crate) fn run(args: &ReadArgs) -> anyhow::Result<()> {
    let texts = texts::read(&args.text)?;
    let input = paths::work("bench")?.join("texts.jsonl");
    texts::write_jsonl(&input, &texts)?;
    let program = command::cargo_build(&["--package", "claimant-cli"])?.join("claimant");
    let mut seconds = [const { Vec::new() }; RUNS.len()];
    for round in 1..=args.rounds {
        eprintln!("round {round} of {}", args.rounds);
        for ((_, arguments), taken) in RUNS.iter().zip(&mut seconds) {
            taken.push(time(&program, arguments, &input)?);
        }
    }
    print_report(&mut seconds, texts.len(), texts::count_words(&texts));
    Ok(())
}

/// Seconds by the clock of one run on one thread, loading included.
fn time(program: &Path, arguments: &[&str], input: &Path) -> anyhow::Result<f64> {
    let start = Instant::now();
    let status = Command::new(program)
        .args(arguments)
        .args(["--from", "jsonl", "--threads", "1"])
        .arg(input)
        .stdout(Stdio::null())
        .status()?;
    ensure!(status.success(), "claimant {} failed: {status}", arguments.join(" "));
    Ok(start.elapsed().as_secs_f64())
}

fn print_report(seconds: &mut [Vec<f64>; RUNS.len()], documents: usize, words: usize) {
    println!(
        "{documents} documents, {words} words, one thread, taking turns; seconds by the clock with loading\n"
    );
    println!("{:<24} {:>24} {:>16}", "", "least – median – most", "of parse alone");
    for taken in &mut *seconds {
        taken.sort_by(f64::total_cmp);
    }
    let median = |taken: &Vec<f64>| taken.get(taken.len() / 2).copied().unwrap_or(f64::NAN);
    let alone = median(&seconds[0]);
    for ((name, _), taken) in RUNS.iter().zip(seconds.iter()) {
        let (least, most) = (taken.first().unwrap_or(&f64::NAN), taken.last().unwrap_or(&f64::NAN));
        let spread = format!("{least:.2} – {:.2} – {most:.2}", median(taken));
        println!("{name:<24} {spread:>24} {:>16.2}", median(taken) / alone);
    }
}
