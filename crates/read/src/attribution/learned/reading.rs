//! What the learned reader found, in the terms of the rules: the act from the lexicon, heads from the tree.

use std::ops::Range;

use claimant_model::Act;
use claimant_parse::Token;

use super::find::{Found, find};
use super::view::View;
use super::weights::{Model, WeightsError};
use crate::attribution::{Saying, clausal};
use crate::context::Context;
use crate::lexicon::{Cue, Takes, WordKind};
use crate::tree::{is_noun, is_verb};

static WEIGHTS: &[u8] = include_bytes!("../../../../../data/attribution/weights.bin");

impl Model {
    /// The weights that the program carries.
    pub fn embedded() -> Result<Model, WeightsError> {
        Model::from_bytes(WEIGHTS)
    }
}

/// The attributions of a report, whatever they are about, none in another's content, in text order.
pub(crate) fn sayings(context: &Context<'_>, model: &Model) -> Vec<Saying> {
    let view = View::new(context.document);
    find(&view, model).into_iter().map(|found| saying(context, found)).collect()
}

fn saying(context: &Context<'_>, found: Found) -> Saying {
    let cue = context.token(found.head);
    let content_head = found.content.iter().filter_map(|piece| top(context, piece)).min_by_key(depth);
    let row = row(context, cue, content_head, &found);
    Saying {
        act: row.map_or(Act::Say, |row| clausal::act(row, cue)),
        certainty: row.and_then(|row| row.certainty).or_else(|| clausal::hedged(cue)),
        cue: found.cue,
        cue_head: found.head,
        quoted: false,
        source: found.source.and_then(|words| Some((top(context, &words)?.index(), words))),
        content: found.content,
        content_head: content_head.map(Token::index),
    }
}

/// The word of a run that is highest in its tree.
fn top<'d>(context: &Context<'d>, run: &Range<usize>) -> Option<Token<'d>> {
    run.clone().map(|token| context.token(token)).min_by_key(depth)
}

/// Steps to the root; trees of damaged text can be very deep.
fn depth(token: &Token<'_>) -> usize {
    token.ancestors().take(64).count()
}

/// The row of the lexicon that fits what is said: a clause, an infinitive, a noun phrase; else the first.
fn row<'a>(
    context: &Context<'a>,
    cue: Token<'_>,
    content: Option<Token<'_>>,
    found: &Found,
) -> Option<&'a Cue> {
    let kind = kind(cue);
    let rows = &context.word(cue)?.cues;
    let mut rows = rows.iter().filter(|row| row.kind == kind && row.act.is_some());
    let infinitive = found.content.iter().any(|piece| context.token(piece.start).tag() == "TO");
    let clause = content.is_some_and(is_verb);
    let fits = |takes: Takes| match (infinitive, clause) {
        (true, _) => takes.to,
        (false, true) => takes.that || takes.quote,
        (false, false) => takes.np || takes.of || takes.for_,
    };
    let first = rows.clone().next();
    rows.find(|row| fits(row.takes)).or(first)
}

fn kind(token: Token<'_>) -> WordKind {
    match token {
        token if is_verb(token) => WordKind::Verb,
        token if is_noun(token) => WordKind::Noun,
        _ => WordKind::Preposition,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_weights_are_whole() {
        let model = Model::embedded().unwrap();
        assert!(model.cue.count() > 100 && model.threshold.abs() < 3.0);
    }
}
