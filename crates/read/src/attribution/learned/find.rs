//! From scores to attributions: candidates with their best spans, then those that stand up as a whole.

use std::ops::Range;

use super::hash::Features;
use super::memory::{Memory, MoreParts, Parts, Scorer};
use super::role::{Anchor, At};
use super::segment::{self, Logits};
use super::table::Batch;
use super::view::View;
use super::weights::{Model, Table};
use super::{cue, whole, window};

/// A cue with its source and content, and how sure each is.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The main word of the cue.
    pub head: usize,
    /// The cue.
    pub cue: Range<usize>,
    /// The source.
    pub source: Option<Range<usize>>,
    /// The content in pieces, in text order.
    pub content: Vec<Range<usize>>,
    /// Scores of the cue, of the source, and of the best piece of content, as logits.
    pub scores: Logits,
    /// The score of the whole.
    pub score: f32,
}

/// Words whose cue score is lower are not looked at further.
const PLAUSIBLE: f32 = -0.6;
/// A lone piece of content may score a little below nothing: an attribution must have one.
const LEAST_CONTENT: f32 = -3.0;
/// Tokens on either side of its main word that a cue may take.
const CUE_REACH: usize = 8;

/// The attributions of a document, none in another's content, in text order.
pub fn find(view: &View<'_>, model: &Model) -> Vec<Found> {
    let mut candidates = candidates(view, model);
    score_wholes(view, model, &mut candidates);
    let mut accepted = settle(candidates, model.threshold);
    accepted.sort_by_key(|found| found.head);
    accepted
}

/// Words whose features are looked up together.
const TOGETHER: usize = 64;

/// Everything that might be an attribution, in text order.
pub fn candidates(view: &View<'_>, model: &Model) -> Vec<Found> {
    let heads: Vec<usize> =
        (0..view.len()).filter(|token| cue::is_candidate(view, *token, &model.words)).collect();
    let mut work = Work::default();
    let mut found = Vec::new();
    for heads in heads.chunks(TOGETHER) {
        let scores = cue_scores(view, model, heads, &mut work.batch);
        let plausible = heads.iter().zip(scores).filter(|(_, score)| *score > PLAUSIBLE);
        found.extend(plausible.filter_map(|(head, score)| spans(view, model, *head, score, &mut work)));
    }
    found
}

/// What is used again from candidate to candidate.
#[derive(Default)]
struct Work {
    batch: Batch,
    memory: Memory,
}

fn cue_scores(view: &View<'_>, model: &Model, heads: &[usize], batch: &mut Batch) -> Vec<f32> {
    batch.clear();
    for head in heads {
        cue::features(view, *head, &mut batch.features);
        batch.end_part();
    }
    let mut sums = Vec::new();
    model.cue.sums(batch, &mut sums);
    sums.into_iter().map(|sum| model.cue.scaled(sum)[0]).collect()
}

/// Gives every candidate the score of the whole.
pub fn score_wholes(view: &View<'_>, model: &Model, candidates: &mut [Found]) {
    let mut features = Features::default();
    for at in 0..candidates.len() {
        features.all.clear();
        whole::features(view, candidates, at, &mut features);
        candidates[at].score = model.whole.score(&features)[0];
    }
}

/// The surest first; what lies in the content of one that is kept, or has a kept cue in its content, is dropped.
pub fn settle(mut candidates: Vec<Found>, threshold: f32) -> Vec<Found> {
    candidates.retain(|found| found.score > threshold);
    candidates.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.head.cmp(&b.head)));
    let pieces = candidates.iter().flat_map(|found| &found.content);
    let mut said = vec![false; pieces.map(|piece| piece.end).max().unwrap_or(0)];
    let mut heads = std::collections::BTreeSet::new();
    let mut kept: Vec<Found> = Vec::new();
    for found in candidates {
        let nested = found.cue.clone().any(|token| said.get(token) == Some(&true));
        let nests = found.content.iter().any(|piece| heads.range(piece.clone()).next().is_some());
        if nested || nests {
            continue;
        }
        heads.insert(found.head);
        for piece in &found.content {
            said[piece.clone()].fill(true);
        }
        kept.push(found);
    }
    kept
}

/// Cue, source and content around a main word; nothing where nothing is said.
fn spans(view: &View<'_>, model: &Model, head: usize, score: f32, work: &mut Work) -> Option<Found> {
    let cue = cue_span(view, &model.span, head, &mut work.batch);
    let anchor = Anchor::new(view, head, cue.clone());
    let mut tokens = tokens(view, &anchor, &cue, Scorer::new(&model.roles, &mut work.memory));
    let sentence = window::clipped(view, &cue);
    let (first, zones) = (tokens.first, window::zones(&sentence, std::slice::from_ref(&cue)));
    let source = pick(&zones, |token| tokens.source[token - first]);
    let source = source.into_iter().flatten().max_by(|a, b| a.1.total_cmp(&b.1));
    let sure = source.as_ref().map_or(0.0, |(_, score)| *score);
    let source = source.filter(|(_, score)| *score > 0.0).map(|(run, _)| run);
    let zones = content_zones(view, &cue, source.as_ref());
    let anchor = anchor.with_source(source.clone());
    add_content_scores(&anchor, &zones, &mut tokens, Scorer::new(&model.roles, &mut work.memory));
    let pieces = pick(&zones, |token| tokens.content[token - first]);
    let (content, highest) = content(pieces)?;
    Some(Found { head, cue, source, content, scores: [score, sure, highest], score: 0.0 })
}

/// The tokens around a cue, and what their own features say.
struct Tokens<'v> {
    first: usize,
    at: Vec<At<'v>>,
    source: Vec<Logits>,
    content: Vec<Logits>,
}

fn tokens<'v>(
    view: &View<'_>,
    anchor: &Anchor<'v, '_>,
    cue: &Range<usize>,
    mut scorer: Scorer<'_>,
) -> Tokens<'v> {
    let (window, sentence) = (window::around(view, cue), window::clipped(view, cue));
    let window = window.start.min(sentence.start)..window.end.max(sentence.end);
    let at = window.clone().map(|token| anchor.at(token)).collect();
    let none = || Vec::with_capacity(window.len());
    let mut tokens = Tokens { first: window.start, at, source: none(), content: none() };
    // What the cue takes is no source and no content.
    let own = |token: usize| !cue.contains(&token);
    let parts: Vec<Option<Parts>> =
        window.zip(&tokens.at).map(|(token, at)| own(token).then(|| scorer.add(anchor, at))).collect();
    scorer.look_up();
    for parts in parts {
        let [in_source, opens_source, closes_source, inside, opens, closes] =
            parts.map_or([0.0; 6], |parts| scorer.score(&parts));
        tokens.source.push([in_source, opens_source, closes_source]);
        tokens.content.push([inside, opens, closes]);
    }
    tokens
}

/// Adds what the source says of the content.
fn add_content_scores(
    anchor: &Anchor<'_, '_>,
    zones: &[Range<usize>],
    tokens: &mut Tokens<'_>,
    mut scorer: Scorer<'_>,
) {
    let first = tokens.first;
    let all = || zones.iter().flat_map(Clone::clone).map(|token| token - first);
    let parts: Vec<MoreParts> = all().map(|at| scorer.add_content(anchor, &tokens.at[at])).collect();
    scorer.look_up();
    for (at, parts) in all().zip(parts) {
        let [.., inside, opens, closes] = scorer.score(&parts);
        tokens.content[at].iter_mut().zip([inside, opens, closes]).for_each(|(sum, more)| *sum += more);
    }
}

/// The pieces that score above nothing, or else the best; and the best score.
fn content(pieces: Vec<Option<(Range<usize>, f32)>>) -> Option<(Vec<Range<usize>>, f32)> {
    let pieces: Vec<_> = pieces.into_iter().flatten().collect();
    let highest = pieces.iter().map(|(_, score)| *score).fold(f32::NEG_INFINITY, f32::max);
    let kept = pieces.into_iter().filter(|(_, score)| *score > 0.0 || *score >= highest);
    (highest >= LEAST_CONTENT).then(|| (kept.map(|(run, _)| run).collect(), highest))
}

/// Where content may lie: the window without cue and source.
pub fn content_zones(
    view: &View<'_>,
    cue: &Range<usize>,
    source: Option<&Range<usize>>,
) -> Vec<Range<usize>> {
    let window = window::around(view, cue);
    let mut holes = vec![cue.clone()];
    holes.extend(source.cloned());
    window::zones(&window, &holes)
}

/// Where a cue may lie.
pub fn cue_window(view: &View<'_>, head: usize) -> Range<usize> {
    let sentence = &view.sentences[view.words[head].sentence];
    head.saturating_sub(CUE_REACH).max(sentence.start)..(head + CUE_REACH + 1).min(sentence.end)
}

/// The best run of every zone with its score.
fn pick(zones: &[Range<usize>], mut score: impl FnMut(usize) -> Logits) -> Vec<Option<(Range<usize>, f32)>> {
    let mut logits = Vec::new();
    let of_zone = |zone: &Range<usize>| {
        logits.clear();
        logits.extend(zone.clone().map(&mut score));
        segment::best(&logits).map(|(run, score)| (zone.start + run.start..zone.start + run.end, score))
    };
    zones.iter().map(of_zone).collect()
}

fn cue_span(view: &View<'_>, table: &Table<3>, head: usize, batch: &mut Batch) -> Range<usize> {
    let window = cue_window(view, head);
    let anchor = Anchor::new(view, head, head..head + 1);
    batch.clear();
    for token in window.clone() {
        anchor.cue_features(token, &mut batch.features);
        batch.end_part();
    }
    let mut sums = Vec::new();
    table.sums(batch, &mut sums);
    let logits: Vec<Logits> = sums.into_iter().map(|sum| table.scaled(sum)).collect();
    let middle = head - window.start;
    let (starts, ends) = segment::arms(&logits, middle);
    let start = highest(&starts);
    let end = middle + highest(&ends);
    window.start + start..window.start + end + 1
}

/// The first of the highest.
fn highest(scores: &[f32]) -> usize {
    scores.iter().enumerate().fold(0, |best, (at, score)| if *score > scores[best] { at } else { best })
}
