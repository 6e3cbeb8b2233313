//! How well attributions are found, in tokens: cue, source, content, whole; overlap and exact.

use std::fmt;
use std::ops::Range;

use claimant_parse::Document;
use claimant_read::learned_attribution::Found;

use super::gold::{Gold, Marks};

/// Found rightly, found, marked.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Count {
    right: usize,
    found: usize,
    marked: usize,
}

impl Count {
    pub(crate) fn f1(self) -> f64 {
        if self.right == 0 { 0.0 } else { 2.0 * self.right as f64 / (self.found + self.marked) as f64 }
    }
}

/// Counts of cue, source, content, whole; by overlap, then exact.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Scores([[Count; 4]; 2]);

type Pieces = Vec<Range<usize>>;

fn parts_found(found: &Found) -> [Pieces; 3] {
    [vec![found.cue.clone()], found.source.iter().cloned().collect(), found.content.clone()]
}

fn parts_marked(gold: &Gold) -> [Pieces; 3] {
    [gold.cue.clone(), gold.source.clone(), gold.content.clone()]
}

fn touch(a: &[Range<usize>], b: &[Range<usize>]) -> bool {
    a.iter().any(|x| b.iter().any(|y| x.start < y.end && y.start < x.end))
}

/// Pieces without quotation marks at their outer ends.
fn trim(document: &Document, mut pieces: Pieces) -> Pieces {
    let mark = |token: usize| document.token(token).text().chars().all(|c| "\"'“”‘’`".contains(c));
    while let Some(first) = pieces.first_mut().filter(|run| run.start >= run.end || mark(run.start)) {
        first.start += 1;
        if first.start >= first.end {
            pieces.remove(0);
        }
    }
    while let Some(last) = pieces.last_mut().filter(|run| run.start >= run.end || mark(run.end - 1)) {
        last.end -= 1;
        if last.start >= last.end {
            pieces.pop();
        }
    }
    pieces
}

/// Whether every part touches its counterpart.
fn agree(found: &[Pieces; 3], gold: &[Pieces; 3]) -> bool {
    let source = touch(&found[1], &gold[1]) || found[1].is_empty() && gold[1].is_empty();
    touch(&found[0], &gold[0]) && touch(&found[2], &gold[2]) && source
}

/// The spans of one role; one that several attributions share counts once.
fn different<'p>(parts: impl Iterator<Item = &'p [Pieces; 3]>, role: usize) -> Vec<&'p Pieces> {
    let mut spans: Vec<&Pieces> = parts.map(|parts| &parts[role]).filter(|p| !p.is_empty()).collect();
    spans.sort_by_key(|pieces| pieces.iter().map(|run| (run.start, run.end)).collect::<Vec<_>>());
    spans.dedup();
    spans
}

impl Scores {
    /// Adds a document.
    pub(crate) fn add(&mut self, document: &Document, found: &[Found], marks: &Marks) {
        let trimmed = |parts: [Pieces; 3]| parts.map(|pieces| trim(document, pieces));
        let found: Vec<[Pieces; 3]> = found.iter().map(parts_found).map(trimmed).collect();
        let kept = |parts: &&[Pieces; 3]| !parts.iter().any(|pieces| touch(pieces, &marks.discard));
        let found: Vec<&[Pieces; 3]> = found.iter().filter(kept).collect();
        let gold: Vec<[Pieces; 3]> = marks.attributions.iter().map(parts_marked).map(trimmed).collect();
        for role in 0..3 {
            let (a, b) = (different(found.iter().copied(), role), different(gold.iter(), role));
            self.0[0][role].add(&a, &b, |a, b| touch(a, b));
            self.0[1][role].add(&a, &b, |a, b| a == b);
        }
        let gold: Vec<&[Pieces; 3]> = gold.iter().collect();
        self.0[0][3].add(&found, &gold, agree);
        self.0[1][3].add(&found, &gold, |a, b| a == b);
    }

    /// What thresholds are set by: how well cues and wholes are found.
    pub(crate) fn worth(&self) -> f64 {
        self.0.iter().flatten().map(|count| count.f1()).sum()
    }
}

impl Count {
    fn add<T>(&mut self, found: &[&T], marked: &[&T], fits: impl Fn(&T, &T) -> bool) {
        let mut free = vec![true; marked.len()];
        for one in found {
            let at = marked.iter().enumerate().position(|(at, other)| free[at] && fits(one, other));
            if let Some(at) = at {
                free[at] = false;
                self.right += 1;
            }
        }
        self.found += found.len();
        self.marked += marked.len();
    }
}

impl fmt::Display for Scores {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let row = |counts: &[Count; 4]| counts.map(|count| format!("{:.3}", count.f1())).join(" / ");
        let [overlap, exact] = &self.0;
        let whole = overlap[3];
        let (found, marked) = (whole.found.max(1) as f64, whole.marked.max(1) as f64);
        let (precision, recall) = (whole.right as f64 / found, whole.right as f64 / marked);
        write!(out, "overlap {}, exact {}, P {precision:.3} R {recall:.3}", row(overlap), row(exact))
    }
}
