//! What is learned from: rows of features and what people marked.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use claimant_read::learned_attribution::cue::CueWords;
use claimant_read::learned_attribution::find::{content_zones, cue_window};
use claimant_read::learned_attribution::hash::Features;
use claimant_read::learned_attribution::role::Anchor;
use claimant_read::learned_attribution::segment::{self, Logits};
use claimant_read::learned_attribution::{View, cue, window};

use super::gold::{Gold, Marks};
use super::learner::Learner;
use super::rows::Rows;

/// One thing to learn.
pub(crate) struct Example {
    pub(crate) document: usize,
    pub(crate) rows: Range<usize>,
    pub(crate) aim: Aim,
}

/// What the rows should come out as.
pub(crate) enum Aim {
    /// One row: yes or no.
    Truth(bool),
    /// A run that holds the row `middle`.
    Around { middle: usize, run: Range<usize> },
    /// One run in one of the zones, or none.
    One { zones: Vec<Range<usize>>, run: Option<Range<usize>> },
    /// A run, or none, in each zone.
    Each { zones: Vec<(Range<usize>, Option<Range<usize>>)> },
}

/// The examples of one table.
#[derive(Default)]
pub(crate) struct Task {
    pub(crate) rows: Rows,
    pub(crate) examples: Vec<Example>,
    /// The hash of each feature, once numbered.
    pub(crate) hashes: Vec<u32>,
}

/// The examples of all tables but the last.
#[derive(Default)]
pub(crate) struct Tasks {
    pub(crate) cue: Task,
    pub(crate) span: Task,
    pub(crate) source: Task,
    pub(crate) content: Task,
}

/// The main word of a marked cue: the highest candidate in the tree.
pub(crate) fn head_of(view: &View<'_>, gold: &Gold, words: &CueWords) -> Option<usize> {
    let candidate = |token: usize| cue::is_candidate(view, token, words);
    let tokens = || gold.cue.iter().flat_map(Clone::clone);
    let highest = |token: &usize| (view.depth(*token), *token);
    tokens().filter(|&token| candidate(token)).min_by_key(highest).or_else(|| tokens().min_by_key(highest))
}

/// Words that head cues less often are not looked at as cues, verbs only where they were seen often enough to tell.
const LEAST_HEADS: usize = 2;
const LEAST_SHARE: f64 = 0.02;
const ENOUGH: usize = 10;

/// How often a lemma comes, and how often as the main word of a cue.
#[derive(Clone, Copy, Default)]
struct Tally {
    all: usize,
    heads: usize,
}

impl Tally {
    fn is_rare(self) -> bool {
        (self.heads as f64) < LEAST_SHARE * self.all as f64
    }
}

/// Which words are looked at as cues: verbs but those that hardly ever are, other words that often enough are.
pub(crate) fn cue_words(documents: &[(View<'_>, Marks)]) -> CueWords {
    let mut tallies: [HashMap<u32, Tally>; 2] = Default::default();
    for (view, marks) in documents {
        for token in 0..view.len() {
            if let Some(verb) = cue::is_main_verb(view, token) {
                tallies[usize::from(verb)].entry(cue::lemma(view, token)).or_default().all += 1;
            }
        }
        for head in marks.attributions.iter().filter_map(|gold| head_of(view, gold, &CueWords::default())) {
            if let Some(verb) = cue::is_main_verb(view, head) {
                tallies[usize::from(verb)].entry(cue::lemma(view, head)).or_default().heads += 1;
            }
        }
    }
    let [others, verbs] = tallies;
    let lemmas = |tallies: HashMap<u32, Tally>, fits: fn(Tally) -> bool| {
        let mut lemmas: Vec<u32> =
            tallies.into_iter().filter(|(_, tally)| fits(*tally)).map(|(lemma, _)| lemma).collect();
        lemmas.sort_unstable();
        lemmas
    };
    CueWords {
        others: lemmas(others, |tally| tally.heads >= LEAST_HEADS && !tally.is_rare()),
        silent: lemmas(verbs, |tally| tally.all >= ENOUGH && tally.is_rare()),
    }
}

fn within(pieces: &[Range<usize>], token: usize) -> bool {
    pieces.iter().any(|piece| piece.contains(&token))
}

impl Task {
    /// Adds an example of these tokens.
    fn add(
        &mut self,
        document: usize,
        tokens: impl Iterator<Item = usize>,
        aim: Aim,
        mut features: impl FnMut(usize, &mut Features),
    ) {
        let start = self.rows.len();
        let mut buffer = Features::default();
        for token in tokens {
            buffer.all.clear();
            features(token, &mut buffer);
            self.rows.push(&buffer.all);
        }
        self.examples.push(Example { document, rows: start..self.rows.len(), aim });
    }
}

impl Tasks {
    /// Adds the examples of a document.
    pub(crate) fn add(&mut self, number: usize, view: &View<'_>, marks: &Marks, words: &CueWords) {
        let candidate = |token: usize| cue::is_candidate(view, token, words);
        let mut heads = HashSet::new();
        for gold in &marks.attributions {
            let Some(head) = head_of(view, gold, words) else { continue };
            heads.insert(head);
            self.add_spans(number, view, gold, head);
        }
        for token in (0..view.len()).filter(|&token| candidate(token)) {
            let beside = marks.attributions.iter().any(|gold| within(&gold.cue, token));
            let known = heads.contains(&token);
            if within(&marks.discard, token) || beside && !known {
                continue;
            }
            let features = |token: usize, out: &mut Features| cue::features(view, token, out);
            self.cue.add(number, std::iter::once(token), Aim::Truth(known), features);
        }
    }

    fn add_spans(&mut self, number: usize, view: &View<'_>, gold: &Gold, head: usize) {
        let Some(piece) = gold.cue.iter().find(|piece| piece.contains(&head)) else { return };
        let window = cue_window(view, head);
        let run = piece.start.max(window.start) - window.start..piece.end.min(window.end) - window.start;
        let anchor = Anchor::new(view, head, head..head + 1);
        let aim = Aim::Around { middle: head - window.start, run };
        self.span.add(number, window, aim, |token, out| anchor.cue_features(token, out));

        let anchor = Anchor::new(view, head, piece.clone());
        let zones = window::zones(&window::clipped(view, piece), std::slice::from_ref(piece));
        let source = gold.source.iter().max_by_key(|piece| piece.len()).cloned();
        let (rows, runs) = lay_out(&zones, source.as_slice());
        let aim = Aim::One { run: shifted(&rows, &runs), zones: rows };
        self.source.add(number, zones.iter().flat_map(Clone::clone), aim, |token, out| {
            anchor.features(token, out);
        });

        let anchor = anchor.with_source(source.clone());
        let zones = content_zones(view, piece, source.as_ref());
        let (rows, runs) = lay_out(&zones, &gold.content);
        let aim = Aim::Each { zones: rows.into_iter().zip(runs).collect() };
        self.content.add(number, zones.iter().flat_map(Clone::clone), aim, |token, out| {
            let at = anchor.features(token, out);
            anchor.content_features(&at, out);
        });
    }
}

/// Zones as rows, and in each the longest run of a marked piece.
fn lay_out(
    zones: &[Range<usize>],
    pieces: &[Range<usize>],
) -> (Vec<Range<usize>>, Vec<Option<Range<usize>>>) {
    let mut at = 0;
    let mut rows = Vec::new();
    let mut runs = Vec::new();
    for zone in zones {
        rows.push(at..at + zone.len());
        at += zone.len();
        let inside = pieces.iter().map(|p| p.start.max(zone.start)..p.end.min(zone.end));
        let longest = inside.filter(|run| !run.is_empty()).max_by_key(ExactSizeIterator::len);
        runs.push(longest.map(|run| run.start - zone.start..run.end - zone.start));
    }
    (rows, runs)
}

/// The one run of all zones, in rows.
fn shifted(rows: &[Range<usize>], runs: &[Option<Range<usize>>]) -> Option<Range<usize>> {
    let all = rows
        .iter()
        .zip(runs)
        .filter_map(|(zone, run)| run.as_ref().map(|run| zone.start + run.start..zone.start + run.end));
    all.max_by_key(ExactSizeIterator::len)
}

/// Learns from one example.
pub(crate) fn learn(learner: &mut Learner, rows: &Rows, example: &Example) {
    let logits: Vec<Logits> = example.rows.clone().map(|row| learner.score(rows.row(row))).collect();
    let mut gradients = vec![[0.0; 3]; logits.len()];
    match &example.aim {
        Aim::Truth(yes) => gradients[0][0] = 1.0 / (1.0 + (-logits[0][0]).exp()) - f32::from(u8::from(*yes)),
        Aim::Around { middle, run } => around(&logits, *middle, run, &mut gradients),
        Aim::One { zones, run } => {
            let total = zones
                .iter()
                .fold(0.0, |sum, zone| segment::add(sum, segment::log_sum(&logits[zone.clone()])));
            for zone in zones {
                expect(&logits, zone, total, &mut gradients);
            }
            if let Some(run) = run {
                observe(run, &mut gradients);
            }
        }
        Aim::Each { zones } => {
            for (zone, run) in zones {
                let total = segment::add(0.0, segment::log_sum(&logits[zone.clone()]));
                expect(&logits, zone, total, &mut gradients);
                let run = run.as_ref().map(|run| zone.start + run.start..zone.start + run.end);
                if let Some(run) = run {
                    observe(&run, &mut gradients);
                }
            }
        }
    }
    for (row, gradient) in example.rows.clone().zip(gradients) {
        learner.learn(rows.row(row), gradient);
    }
}

/// Adds what the model expects of a zone.
fn expect(logits: &[Logits], zone: &Range<usize>, total: f32, gradients: &mut [Logits]) {
    for (token, marginal) in zone.clone().zip(segment::marginals(&logits[zone.clone()], total)) {
        gradients[token] = marginal;
    }
}

/// Takes away what people marked.
fn observe(run: &Range<usize>, gradients: &mut [Logits]) {
    run.clone().for_each(|token| gradients[token][0] -= 1.0);
    gradients[run.start][1] -= 1.0;
    gradients[run.end - 1][2] -= 1.0;
}

fn around(logits: &[Logits], middle: usize, run: &Range<usize>, gradients: &mut [Logits]) {
    let (starts, ends) = segment::arms(logits, middle);
    let (starts, ends) = (softmax(&starts), softmax(&ends));
    let mut inside = 0.0;
    for (at, share) in starts.iter().enumerate() {
        gradients[at][1] = share - f32::from(u8::from(at == run.start));
        inside += share;
        if at < middle {
            gradients[at][0] = inside - f32::from(u8::from(at >= run.start));
        }
    }
    inside = 0.0;
    for (at, share) in ends.iter().enumerate().rev() {
        gradients[middle + at][2] = share - f32::from(u8::from(middle + at + 1 == run.end));
        inside += share;
        if at > 0 {
            gradients[middle + at][0] = inside - f32::from(u8::from(middle + at < run.end));
        }
    }
}

fn softmax(scores: &[f32]) -> Vec<f32> {
    let highest = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let raised: Vec<f32> = scores.iter().map(|score| (score - highest).exp()).collect();
    let sum: f32 = raised.iter().sum();
    raised.into_iter().map(|share| share / sum).collect()
}
