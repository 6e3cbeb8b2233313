//! The sentence a claim was read from, with the words that carry it set off.

use std::ops::Range;

use claimant::model::{Claim, Span};

use super::words::clean;
use crate::output::paint::Paint;

/// The evidence that these claims share, with the predicates, figures and words of saying of all of them marked.
pub(super) fn marked(claims: &[Claim], paint: Paint) -> String {
    let Some(first) = claims.first() else { return String::new() };
    let marks = merge(claims.iter().flat_map(key_words).map(|span| span.start()..span.end()).collect());
    let sentences: Vec<String> = first.evidence.spans().map(|span| mark(span, &marks, paint)).collect();
    sentences.join(" … ")
}

/// What happened, how many, and how it is said.
fn key_words(claim: &Claim) -> impl Iterator<Item = &Span> {
    let figures = [
        claim.casualties.as_ref().map(|part| &part.figure),
        claim.materiel.as_ref().map(|part| &part.figure),
        claim.strength.as_ref().map(|part| &part.figure),
    ];
    let figures = figures.into_iter().flatten().filter_map(|figure| figure.span.as_ref());
    let cues = claim.attribution.iter().filter_map(|attribution| attribution.cue.as_ref());
    figures.chain(&claim.predicate).chain(cues)
}

/// Sorts the ranges and joins those that overlap or have only a space between them.
fn merge(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| range.start);
    let mut merged: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start <= last.end + 1 => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

/// One span of the report with the marked ranges set off, all in characters of the report.
fn mark(span: &Span, marks: &[Range<usize>], paint: Paint) -> String {
    let mut out = String::new();
    let mut at = span.start();
    let inside = marks.iter().filter(|range| range.start >= span.start() && range.end <= span.end());
    for range in inside {
        out += &paint.faint(piece(span, at..range.start));
        out += &paint.key_word(&piece(span, range.clone()));
        at = range.end;
    }
    out + &paint.faint(piece(span, at..span.end()))
}

/// The words of a range of the report that lies in the span.
fn piece(span: &Span, range: Range<usize>) -> String {
    let characters = span.text().chars().skip(range.start - span.start());
    clean(&characters.take(range.len()).collect::<String>())
}
