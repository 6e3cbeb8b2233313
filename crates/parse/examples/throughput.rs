//! Times the parser on texts, each once, caches cold, loading left out. Prints one JSON object.
//!
//! Usage: `throughput TEXTS.jsonl [--model PATH] [--precision exact|fast] [--threads N]`
#![allow(clippy::print_stdout, reason = "a program for the terminal")]

use std::error::Error;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use claimant_parse::{Pipeline, Precision, Scratch};
use cpu_time::ThreadTime;

/// What the command line asks for.
struct Arguments {
    texts: PathBuf,
    model: Option<PathBuf>,
    precision: Precision,
    threads: usize,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = parse_arguments(std::env::args().skip(1))?;
    let texts = read_texts(&arguments.texts)?;
    let pipeline = match &arguments.model {
        Some(path) => Pipeline::open(path)?,
        None => Pipeline::english()?,
    };
    let (next, wall) = (AtomicUsize::new(0), Instant::now());
    let work = || parse_all(&pipeline, &texts, &next, arguments.precision);
    let done: Vec<(usize, Duration)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..arguments.threads).map(|_| scope.spawn(work)).collect();
        workers.into_iter().filter_map(|worker| worker.join().ok()).collect()
    });
    let wall_seconds = wall.elapsed().as_secs_f64();
    let tokens: usize = done.iter().map(|(tokens, _)| tokens).sum();
    let cpu_seconds: f64 = done.iter().map(|(_, time)| time.as_secs_f64()).sum();
    println!(r#"{{"tokens": {tokens}, "cpu_seconds": {cpu_seconds}, "wall_seconds": {wall_seconds}}}"#);
    Ok(())
}

/// Parses the texts that no other thread has taken; gives the number of tokens and the time of this thread.
fn parse_all(
    pipeline: &Pipeline,
    texts: &[String],
    next: &AtomicUsize,
    precision: Precision,
) -> (usize, Duration) {
    let (mut tokens, mut scratch, start) = (0, Scratch::default(), ThreadTime::now());
    while let Some(text) = texts.get(next.fetch_add(1, Ordering::Relaxed)) {
        tokens += pipeline.parse_with(text, precision, &mut scratch).len();
    }
    (tokens, start.elapsed())
}

fn read_texts(path: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let text = |line: &str| -> Result<String, Box<dyn Error>> {
        let record: serde_json::Value = serde_json::from_str(line)?;
        Ok(record["text"].as_str().ok_or("a line without text")?.to_owned())
    };
    std::fs::read_to_string(path)?.lines().map(text).collect()
}

fn parse_arguments(mut given: impl Iterator<Item = String>) -> Result<Arguments, Box<dyn Error>> {
    let texts = PathBuf::from(given.next().ok_or("usage: throughput TEXTS.jsonl [OPTIONS]")?);
    let mut arguments = Arguments { texts, model: None, precision: Precision::Exact, threads: 1 };
    while let Some(option) = given.next() {
        let value = given.next().ok_or_else(|| format!("{option} needs a value"))?;
        match (option.as_str(), value.as_str()) {
            ("--model", path) => arguments.model = Some(PathBuf::from(path)),
            ("--precision", "exact") => arguments.precision = Precision::Exact,
            ("--precision", "fast") => arguments.precision = Precision::Fast,
            ("--threads", number) => arguments.threads = number.parse()?,
            _ => return Err(format!("unknown option {option} {value}").into()),
        }
    }
    Ok(arguments)
}
