//! `cargo xtask bench`: `parse`, how fast claimant and spaCy parse the same text with the same model.

use std::path::{Path, PathBuf};
use std::process::Command;

use clap::{Args, Subcommand};
use serde::Deserialize;

use crate::spacy_venv::{self, SpacyVenv};
use crate::{command, paths, texts};

/// Times parts of the program
#[derive(Subcommand, Debug)]
pub(crate) enum BenchCommand {
    /// Times the parser against spaCy, in words per second of processor time
    Parse(ParseArgs),
    /// Times reading against parsing alone, and what skipping saves
    Read(crate::bench_read::ReadArgs),
    /// Times look-ups in the gazetteer, and the import of a generated dump of 12 million rows
    Gazetteer(crate::bench_gazetteer::GazetteerArgs),
    /// Measures how well reports on one event are found to be so, on invented reports
    Link(crate::bench_link::LinkArgs),
    /// Times the ledger on invented reports: adding, asking, and whether it slows down as it grows
    Ledger(crate::bench_ledger::LedgerArgs),
}

/// What is timed.
#[derive(Args, Debug)]
pub(crate) struct ParseArgs {
    /// JSONL with `text`, CoNLL-U, or plain text with a line ===== between texts; no text should come twice
    #[arg(long, value_name = "FILE", required = true)]
    text: Vec<PathBuf>,
    /// A model written by `cargo xtask import-model`, in place of the English one in the program
    #[arg(long, value_name = "PATH", requires = "wheel")]
    model: Option<PathBuf>,
    /// What spaCy runs: a wheel, or PACKAGE==VERSION
    #[arg(long, value_name = "WHEEL")]
    wheel: Option<String>,
    /// How often each is run, taking turns
    #[arg(long, value_name = "N", default_value_t = 5)]
    rounds: usize,
}

/// What one run prints.
#[derive(Deserialize)]
struct Run {
    tokens: usize,
    cpu_seconds: f64,
    wall_seconds: f64,
}

/// One of the programs that take turns.
struct Contender {
    name: &'static str,
    command: Command,
    runs: Vec<Run>,
}

pub(crate) fn run(command: &BenchCommand) -> anyhow::Result<()> {
    match command {
        BenchCommand::Parse(args) => parse(args),
        BenchCommand::Read(args) => crate::bench_read::run(args),
        BenchCommand::Gazetteer(args) => crate::bench_gazetteer::run(args),
        BenchCommand::Ledger(args) => crate::bench_ledger::run(args),
        BenchCommand::Link(args) => crate::bench_link::run(args),
    }
}

fn parse(args: &ParseArgs) -> anyhow::Result<()> {
    let texts = texts::read(&args.text)?;
    let input = paths::work("bench")?.join("texts.jsonl");
    texts::write_jsonl(&input, &texts)?;
    let words = texts::count_words(&texts);
    let mut contenders = contenders(args, &input)?;
    for round in 1..=args.rounds {
        eprintln!("round {round} of {}", args.rounds);
        for contender in &mut contenders {
            contender.runs.push(serde_json::from_str(&command::capture(&mut contender.command)?)?);
        }
    }
    print_report(&contenders, words, texts.len());
    Ok(())
}

fn contenders(args: &ParseArgs, input: &Path) -> anyhow::Result<Vec<Contender>> {
    let venv = SpacyVenv::ready()?;
    let wheel = args.wheel.clone().map_or_else(spacy_venv::english, Ok)?;
    let mut spacy = venv.script("spacy_throughput.py");
    spacy.arg(venv.wheel(&wheel)?).arg(input);
    let program = command::cargo_build(&["--package", "claimant-parse", "--example", "throughput"])?
        .join("examples/throughput");
    let ours = |precision: &str, threads: &str| {
        let mut command = Command::new(&program);
        command.arg(input).args(["--precision", precision, "--threads", threads]);
        if let Some(model) = &args.model {
            command.arg("--model").arg(model);
        }
        command
    };
    let contender = |name, command| Contender { name, command, runs: Vec::new() };
    Ok(vec![
        contender("spaCy", spacy),
        contender("exact", ours("exact", "1")),
        contender("fast", ours("fast", "1")),
        contender("exact, 2 threads", ours("exact", "2")),
        contender("fast, 2 threads", ours("fast", "2")),
    ])
}

fn print_report(contenders: &[Contender], words: usize, documents: usize) {
    let rounds = contenders.first().map_or(0, |contender| contender.runs.len());
    println!(
        "{documents} documents, {words} words, {rounds} rounds, taking turns; loading left out, caches cold"
    );
    println!("\n{:<18} {:>9} {:>27} {:>27}", "", "tokens", "words per CPU-second", "words per second");
    for contender in contenders {
        println!(
            "{:<18} {:>9} {:>27} {:>27}",
            contender.name,
            contender.runs.first().map_or(0, |run| run.tokens),
            spread(contender, |run| words as f64 / run.cpu_seconds),
            spread(contender, |run| words as f64 / run.wall_seconds),
        );
    }
    println!("(least – median – most)\n");
    print_ratios(contenders);
}

fn print_ratios(contenders: &[Contender]) {
    let [spacy, exact, fast, exact_two, fast_two] = contenders else { return };
    let cpu = |contender: &Contender| median(contender, |run| run.cpu_seconds);
    let wall = |contender: &Contender| median(contender, |run| run.wall_seconds);
    println!(
        "of the medians, by CPU-seconds: exact is {:.1} times as fast as spaCy, ",
        cpu(spacy) / cpu(exact)
    );
    println!(
        "fast {:.1} times; fast is {:.2} times as fast as exact.",
        cpu(spacy) / cpu(fast),
        cpu(exact) / cpu(fast)
    );
    println!(
        "by the clock, two threads are {:.2} (exact) and {:.2} (fast) times as fast as one.",
        wall(exact) / wall(exact_two),
        wall(fast) / wall(fast_two)
    );
}

fn sorted(contender: &Contender, figure: impl Fn(&Run) -> f64) -> Vec<f64> {
    let mut figures: Vec<f64> = contender.runs.iter().map(figure).collect();
    figures.sort_by(f64::total_cmp);
    figures
}

fn median(contender: &Contender, figure: impl Fn(&Run) -> f64) -> f64 {
    let figures = sorted(contender, figure);
    figures.get(figures.len() / 2).copied().unwrap_or(f64::NAN)
}

fn spread(contender: &Contender, figure: impl Fn(&Run) -> f64 + Copy) -> String {
    let figures = sorted(contender, figure);
    let (least, most) =
        (figures.first().copied().unwrap_or(f64::NAN), figures.last().copied().unwrap_or(f64::NAN));
    format!("{least:.0} – {:.0} – {most:.0}", median(contender, figure))
}
