//! `cargo xtask train-happenings`: the weights of the learned judge of happenings.
//!
//! Reports whose incidents people have coded are read by rules; an event that shares its victims, its targets or those who
//! did it with a coded incident is a happening, the others are talk. What is kept of the data are hashed weights. Every
//! fifth of the reports is judged by a model that has not seen it; the threshold is set there.

mod gold;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

use anyhow::Context;
use claimant_parse::Pipeline;
use claimant_read::learned_attribution::hash::Features;
use claimant_read::learned_attribution::weights::Table;
use claimant_read::learned_happenings::Model;
use claimant_read::{Reader, Scratch};

use crate::train_attribution::learner::{self, Learner, Rates};
use crate::train_attribution::rows::Rows;
use gold::{Record, Verdict};

/// Trains the judge of happenings on reports whose incidents people have coded
#[derive(clap::Args, Debug)]
pub(crate) struct TrainArgs {
    /// Records as JSONL, perhaps gzipped: `part`, `input` with `text` and `published`, and in `gold` a `key` of templates
    /// as of the Fourth Message Understanding Conference
    #[arg(long, value_name = "FILE")]
    data: PathBuf,
    /// The part of the records to train on
    #[arg(long, default_value = "dev")]
    part: String,
    /// More records, with `killed` and `injured` in `gold`: an event with these figures is a happening
    #[arg(long, value_name = "FILE")]
    counted: Option<PathBuf>,
    /// Only train on records of even number, and write what was learned: to measure on the others
    #[arg(long)]
    half: bool,
    /// Added to the threshold with the best balance: less than 0 keeps more, for a happening lost is worse than talk kept
    #[arg(long, default_value_t = -1.2, allow_hyphen_values = true)]
    lean: f32,
    /// Where to write what each event scores, by a model that has not seen its report, as id, number of the event, score
    #[arg(long, value_name = "FILE")]
    scores: Option<PathBuf>,
    /// The model of the parser
    #[arg(long, value_name = "FILE", default_value = "models/en/english.model")]
    parser: PathBuf,
    /// The file to write, such as data/happenings/weights.bin
    out: PathBuf,
}

/// Parts of the reports that take turns in being held back.
const FOLDS: usize = 5;
/// Features that come less often are left out.
const LEAST: u32 = 4;
const RATES: Rates = Rates { step: 0.05, choice: 2.0, l1: 0.3, l2: 1.0, epochs: 8 };

/// One event: its report, its row, whether it is a happening.
struct Example {
    report: usize,
    /// Its number in the reading.
    event: usize,
    /// Whether the threshold is set by it: its report has all its incidents coded.
    sets: bool,
    /// Whether it is trained on.
    known: bool,
    row: usize,
    truth: bool,
}

#[derive(Default)]
struct Task {
    rows: Rows,
    examples: Vec<Example>,
    hashes: Vec<u32>,
    /// Incidents that people coded and no event tells of.
    missed: usize,
}

pub(crate) fn run(args: &TrainArgs) -> anyhow::Result<()> {
    let mut records = gold::read(&args.data, Some(&args.part))?;
    if let Some(counted) = &args.counted {
        records.extend(gold::read(counted, None)?);
    }
    if args.half {
        records = records.into_iter().enumerate().filter(|(n, _)| n % 2 == 0).map(|(_, r)| r).collect();
    }
    anyhow::ensure!(!records.is_empty(), "{} has no record of part {}", args.data.display(), args.part);
    let task = gather(args, &records)?;
    let held = hold_back(&task);
    let threshold = choose(&task, &held) + args.lean;
    if let Some(path) = &args.scores {
        write_scores(path, &records, &task, &held)?;
    }
    let model = Model { weights: train(&task, |_| true), threshold };
    let bytes = model.to_bytes();
    println!("threshold {threshold:.2}; {} weights, {} bytes", model.weights.count(), bytes.len());
    fs::write(&args.out, bytes).with_context(|| format!("cannot write {}", args.out.display()))
}

fn write_scores(path: &Path, records: &[Record], task: &Task, held: &[f32]) -> anyhow::Result<()> {
    let mut out = String::new();
    for (example, score) in task.examples.iter().zip(held) {
        let id = records[example.report].input.id.as_deref().unwrap_or_default();
        writeln!(out, "{id}\t{}\t{score:.3}\t{}", example.event + 1, u8::from(example.truth))?;
    }
    fs::write(path, out).with_context(|| format!("cannot write {}", path.display()))
}

/// Reads all reports, on several threads; the order stays.
fn gather(args: &TrainArgs, records: &[Record]) -> anyhow::Result<Task> {
    let pipeline =
        Pipeline::open(&args.parser).with_context(|| format!("cannot open {}", args.parser.display()))?;
    let reader = Reader::new();
    let threads = thread::available_parallelism().map_or(1, Into::into);
    let read = |part: &[Record]| {
        let mut scratch = Scratch::default();
        part.iter().map(|record| study(&reader, &pipeline, record, &mut scratch)).collect::<Vec<_>>()
    };
    let studied: Vec<Studied> = thread::scope(|scope| {
        let parts = records.chunks(records.len().div_ceil(threads));
        let running: Vec<_> = parts.map(|part| scope.spawn(|| read(part))).collect();
        running.into_iter().flat_map(|thread| thread.join().unwrap_or_default()).collect()
    });
    let mut task = Task::default();
    for (report, (examples, missed)) in studied.into_iter().enumerate() {
        task.missed += missed;
        for (event, features, verdict) in examples {
            let (truth, known) = (verdict == Verdict::Happening, verdict != Verdict::Open);
            let sets = known && records[report].is_coded();
            task.examples.push(Example { report, event, sets, known, row: task.rows.len(), truth });
            task.rows.push(&features.all);
        }
    }
    task.hashes = task.rows.number(LEAST);
    let happenings = task.examples.iter().filter(|e| e.truth).count();
    println!("{} reports, {} events, {happenings} happenings", records.len(), task.examples.len());
    Ok(task)
}

/// Events with what they should come out as, and how many incidents none tells of.
type Studied = (Vec<(usize, Features, Verdict)>, usize);

fn study(reader: &Reader, pipeline: &Pipeline, record: &Record, scratch: &mut Scratch) -> Studied {
    let (reading, candidates) = reader.study(&record.input, pipeline, scratch);
    let (verdicts, missed) = record.judge(&reading);
    let all = candidates.into_iter().zip(verdicts).enumerate();
    let judged = all.filter_map(|(event, (features, verdict))| Some((event, features?, verdict)));
    (judged.collect(), missed)
}

fn train(task: &Task, chosen: impl Fn(usize) -> bool) -> Table<1> {
    let examples: Vec<&Example> = task.examples.iter().filter(|e| e.known && chosen(e.report)).collect();
    let learn = |learner: &mut Learner, rows: &Rows, example: &Example| {
        let row = rows.row(example.row);
        let score = learner.score(row)[0];
        let error = 1.0 / (1.0 + (-score).exp()) - f32::from(u8::from(example.truth));
        learner.learn(row, [error, 0.0, 0.0]);
    };
    let learned = learner::train(&task.rows, &examples, task.hashes.len(), RATES, learn);
    let weights = learned.weights(&task.hashes);
    Table::new(&weights.into_iter().map(|(hash, weights)| (hash, [weights[0]])).collect::<Vec<_>>())
}

/// The score of each event by a model that has not seen its report.
fn hold_back(task: &Task) -> Vec<f32> {
    let mut scores = vec![0.0; task.examples.len()];
    for fold in 0..FOLDS {
        let model = train(task, |report| report % FOLDS != fold);
        for (at, example) in task.examples.iter().enumerate().filter(|(_, e)| e.report % FOLDS == fold) {
            let hashes = task.rows.row(example.row).iter().map(|&number| task.hashes[number as usize]);
            scores[at] = model.score(&Features { all: hashes.collect() })[0];
        }
    }
    scores
}

/// The threshold with the best balance of happenings kept and talk kept.
fn choose(task: &Task, scores: &[f32]) -> f32 {
    let all = task.examples.iter().filter(|e| e.sets && e.truth).count() + task.missed;
    let mut best = (0.0, 0.0);
    for level in -30..=30 {
        let threshold = level as f32 * 0.1;
        let kept = || scores.iter().zip(&task.examples).filter(|(score, e)| e.sets && **score >= threshold);
        let right = kept().filter(|(_, e)| e.truth).count();
        let found = kept().count();
        let f1 = 2.0 * right as f64 / (found + all).max(1) as f64;
        let (precision, recall) = (right as f64 / found.max(1) as f64, right as f64 / all.max(1) as f64);
        if level % 5 == 0 {
            println!("threshold {threshold:.1}: precision {precision:.3}, recall {recall:.3}, F1 {f1:.3}");
        }
        if f1 > best.0 {
            best = (f1, threshold);
        }
    }
    println!("best at {:.1}: F1 {:.3}; ranked rightly {:.3}", best.1, best.0, ranked(task, scores));
    best.1
}

/// How often a happening scores above talk.
fn ranked(task: &Task, scores: &[f32]) -> f64 {
    let of = |truth: bool| {
        scores
            .iter()
            .zip(&task.examples)
            .filter(move |(_, e)| e.sets && e.truth == truth)
            .map(|(score, _)| *score)
    };
    let pairs = of(true).count() * of(false).count();
    let right = of(true).map(|yes| of(false).filter(|no| yes > *no).count()).sum::<usize>();
    right as f64 / pairs.max(1) as f64
}
