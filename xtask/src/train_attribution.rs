//! `cargo xtask train-attribution`: the weights of the learned reader of attributions.
//!
//! What is kept of the data are hashed weights. The model is trained on two thirds of the documents three times over; what
//! it finds in the remaining third teaches it to judge attributions as a whole, and sets its threshold. Then it is trained
//! on everything.

mod examples;
mod gold;
pub(crate) mod learner;
mod measure;
pub(crate) mod rows;

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::PathBuf;
use std::thread;

use anyhow::Context;
use claimant_parse::{Document, Pipeline, Precision, Scratch};
use claimant_read::learned_attribution::cue::CueWords;
use claimant_read::learned_attribution::find::{candidates, score_wholes, settle};
use claimant_read::learned_attribution::hash::Features;
use claimant_read::learned_attribution::segment::Logits;
use claimant_read::learned_attribution::weights::Table;
use claimant_read::learned_attribution::{Found, Model, View, find, whole};

use examples::{Aim, Example, Task, Tasks};
use gold::Marks;
use learner::Rates;
use measure::Scores;

/// Trains the reader of attributions on texts marked by people
#[derive(clap::Args, Debug)]
pub(crate) struct TrainArgs {
    /// Records as JSONL, perhaps gzipped: `part`, `input.text`, and in `gold` `attributions` with the character offsets of
    /// `cue`, `source` and `content`, and `discard`
    #[arg(long, value_name = "FILE")]
    data: PathBuf,
    /// The part of the records to train on
    #[arg(long, default_value = "train")]
    part: String,
    /// A part to measure the finished model on, once
    #[arg(long, value_name = "PART")]
    measure: Option<String>,
    /// Only measure on the first third of the documents; nothing is written
    #[arg(long)]
    trial: bool,
    /// The model of the parser
    #[arg(long, value_name = "FILE", default_value = "models/en/english.model")]
    parser: PathBuf,
    /// The file to write, such as data/attribution/weights.bin
    out: PathBuf,
}

/// Thirds of the documents that take turns in being held back.
const FOLDS: usize = 3;
/// Features that come less often are left out.
const LEAST: u32 = 3;

const CUE: Rates = Rates { step: 0.02, choice: 5.0, l1: 0.5, l2: 1.0, epochs: 8 };
const SPAN: Rates = Rates { step: 0.03, choice: 12.0, l1: 0.5, l2: 1.0, epochs: 8 };
const SOURCE: Rates = Rates { step: 0.03, choice: 16.0, l1: 0.5, l2: 1.0, epochs: 8 };
const CONTENT: Rates = Rates { step: 0.01, choice: 48.0, l1: 0.5, l2: 1.0, epochs: 16 };
const WHOLE: Rates = Rates { step: 0.03, choice: 3.0, l1: 0.5, l2: 1.0, epochs: 6 };

type Marked<'d> = (View<'d>, Marks);

pub(crate) fn run(args: &TrainArgs) -> anyhow::Result<()> {
    let (documents, marks) = parse(args, &args.part)?;
    let documents: Vec<Marked<'_>> = documents.iter().map(View::new).zip(marks).collect();
    println!("{} documents", documents.len());
    let words = examples::cue_words(&documents);
    println!("cues: {} verbs never, {} other words", words.silent.len(), words.others.len());
    let tasks = gather(&documents, &words);
    let folds = if args.trial { 1 } else { FOLDS };
    let mut held = vec![Vec::new(); documents.len()];
    for fold in 0..folds {
        let model = spans_model(&tasks, &words, |document| document % FOLDS != fold);
        report(&format!("held back {fold}"), &model);
        for (number, (view, _)) in documents.iter().enumerate().filter(|(n, _)| n % FOLDS == fold) {
            held[number] = candidates(view, &model);
        }
    }
    let (task, found) = (whole_task(&documents, &held, folds), held);
    let threshold = choose(&documents, &found, &task, folds);
    if args.trial {
        return Ok(());
    }
    let mut model = spans_model(&tasks, &words, |_| true);
    model.whole = first_output(&train_weights(&task, WHOLE, &|_| true));
    model.threshold = threshold;
    report("final", &model);
    fs::write(&args.out, model.to_bytes()).with_context(|| format!("cannot write {}", args.out.display()))?;
    args.measure.as_ref().map_or(Ok(()), |part| measure(args, part))
}

/// Parses the records of a part.
fn parse(args: &TrainArgs, part: &str) -> anyhow::Result<(Vec<Document>, Vec<Marks>)> {
    let pipeline =
        Pipeline::open(&args.parser).with_context(|| format!("cannot open {}", args.parser.display()))?;
    let records = gold::read(&args.data, part)?;
    anyhow::ensure!(!records.is_empty(), "{} has no record of part {part}", args.data.display());
    let mut scratch = Scratch::default();
    let mut documents = Vec::new();
    let mut marks = Vec::new();
    for record in &records {
        let document = pipeline.parse_paragraphs(&record.input.text, Precision::Fast, &mut scratch);
        marks.push(record.marks(&document));
        documents.push(document);
    }
    Ok((documents, marks))
}

fn gather(documents: &[Marked<'_>], words: &CueWords) -> Tasks {
    let mut tasks = Tasks::default();
    for (number, (view, marks)) in documents.iter().enumerate() {
        tasks.add(number, view, marks, words);
    }
    thread::scope(|scope| {
        for task in [&mut tasks.cue, &mut tasks.span, &mut tasks.source, &mut tasks.content] {
            scope.spawn(|| task.hashes = task.rows.number(LEAST));
        }
    });
    tasks
}

/// The model without its judgement of wholes, from the documents chosen.
fn spans_model(tasks: &Tasks, words: &CueWords, chosen: impl Fn(usize) -> bool + Sync) -> Model {
    let chosen = &chosen;
    thread::scope(|scope| {
        let [cue, span, source, content] =
            [(&tasks.cue, CUE), (&tasks.span, SPAN), (&tasks.source, SOURCE), (&tasks.content, CONTENT)]
                .map(|(task, rates)| scope.spawn(move || train_weights(task, rates, chosen)));
        let weights = |thread: thread::ScopedJoinHandle<'_, Weights>| thread.join().unwrap_or_default();
        Model {
            words: words.clone(),
            cue: first_output(&weights(cue)),
            span: Table::new(&weights(span).into_iter().collect::<Vec<_>>()),
            roles: side_by_side(&weights(source), &weights(content)),
            ..Model::default()
        }
    })
}

type Weights = BTreeMap<u32, Logits>;

fn first_output(weights: &Weights) -> Table<1> {
    Table::new(&weights.iter().map(|(hash, weights)| (*hash, [weights[0]])).collect::<Vec<_>>())
}

/// Source and content in one table: they share most of their features.
fn side_by_side(source: &Weights, content: &Weights) -> Table<6> {
    let mut all: BTreeMap<u32, [f32; 6]> = BTreeMap::new();
    for (hash, weights) in source {
        all.entry(*hash).or_default()[..3].copy_from_slice(weights);
    }
    for (hash, weights) in content {
        all.entry(*hash).or_default()[3..].copy_from_slice(weights);
    }
    Table::new(&all.into_iter().collect::<Vec<_>>())
}

fn train_weights(task: &Task, rates: Rates, chosen: &(impl Fn(usize) -> bool + Sync)) -> Weights {
    let chosen: Vec<&Example> = task.examples.iter().filter(|example| chosen(example.document)).collect();
    learner::train(&task.rows, &chosen, task.hashes.len(), rates, examples::learn).weights(&task.hashes)
}

/// What was found in documents held back: right or wrong.
fn whole_task(documents: &[Marked<'_>], held: &[Vec<Found>], folds: usize) -> Task {
    let mut task = Task::default();
    let mut features = Features::default();
    for (number, (view, marks)) in documents.iter().enumerate().filter(|(n, _)| n % FOLDS < folds) {
        let heads: HashSet<usize> =
            marks.attributions.iter().flat_map(|gold| gold.cue.iter().flat_map(Clone::clone)).collect();
        for (at, found) in held[number].iter().enumerate() {
            features.all.clear();
            whole::features(view, &held[number], at, &mut features);
            task.rows.push(&features.all);
            let rows = task.rows.len() - 1..task.rows.len();
            let right = heads.contains(&found.head);
            task.examples.push(Example { document: number, rows, aim: Aim::Truth(right) });
        }
    }
    task.hashes = task.rows.number(LEAST);
    task
}

/// The threshold that does best on documents held back, judged by a model that has not seen them either.
fn choose(documents: &[Marked<'_>], held: &[Vec<Found>], task: &Task, folds: usize) -> f32 {
    let mut judged = held.to_vec();
    let parts = 2 * FOLDS;
    for part in 0..parts {
        let whole = first_output(&train_weights(task, WHOLE, &|document| document / FOLDS % parts != part));
        let model = Model { whole, ..Model::default() };
        for (number, (view, _)) in documents.iter().enumerate().filter(|(n, _)| n / FOLDS % parts == part) {
            score_wholes(view, &model, &mut judged[number]);
        }
    }
    let mut best = (f64::NEG_INFINITY, 0.0, Scores::default());
    for level in -12..=12 {
        let threshold = level as f32 * 0.1;
        let mut scores = Scores::default();
        for (number, (view, marks)) in documents.iter().enumerate().filter(|(n, _)| n % FOLDS < folds) {
            scores.add(view.document(), &settle(judged[number].clone(), threshold), marks);
        }
        if level % 4 == 0 {
            println!("threshold {threshold:.1}: {scores}");
        }
        if scores.worth() > best.0 {
            best = (scores.worth(), threshold, scores);
        }
    }
    println!("threshold {:.1}: {}", best.1, best.2);
    best.1
}

fn report(what: &str, model: &Model) {
    let sizes = [model.cue.count(), model.span.count(), model.roles.count(), model.whole.count()];
    println!("{what}: weights of cue, span, roles, whole: {sizes:?}; {} bytes", model.to_bytes().len());
}

/// The finished model, read back from its file, on another part.
fn measure(args: &TrainArgs, part: &str) -> anyhow::Result<()> {
    let model = Model::from_bytes(&fs::read(&args.out)?)?;
    let (documents, marks) = parse(args, part)?;
    let mut scores = Scores::default();
    for (document, marks) in documents.iter().zip(&marks) {
        scores.add(document, &find::find(&View::new(document), &model), marks);
    }
    println!("{part}: {scores}");
    Ok(())
}
