//! Who says what: cue, source and content of every attribution, and the chain of sources above any word.

mod clausal;
mod content;
pub mod learned;
mod nominal;
mod quotation;
mod span;

use std::ops::Range;

use claimant_model::{Act, Certainty};
use claimant_parse::Token;

use crate::context::Context;
use quotation::Quotations;

/// One act of saying, in tokens.
#[derive(Clone, Debug)]
pub(crate) struct Saying {
    /// What is done in saying it.
    pub act: Act,
    /// How sure what is said becomes.
    pub certainty: Option<Certainty>,
    /// The tokens of the cue.
    pub cue: Range<usize>,
    /// Its main word.
    pub cue_head: usize,
    /// Whether the cue stands in a quotation.
    pub quoted: bool,
    /// The head of the source, and all its words.
    pub source: Option<(usize, Range<usize>)>,
    /// What is said, in pieces, in text order.
    pub content: Vec<Range<usize>>,
    /// The head of the clause that is said, where it is one.
    pub content_head: Option<usize>,
}

impl Saying {
    /// Whether a token is among what is said.
    pub(crate) fn covers(&self, token: usize) -> bool {
        self.content.iter().any(|piece| piece.contains(&token))
    }

    /// How many tokens are said.
    fn extent(&self) -> usize {
        self.content.iter().map(ExactSizeIterator::len).sum()
    }
}

/// All sayings of a report.
#[derive(Debug, Default)]
pub(crate) struct Sayings {
    /// In text order of their cues.
    pub all: Vec<Saying>,
}

impl Sayings {
    /// Finds them.
    pub(crate) fn find(context: &Context<'_>) -> Sayings {
        let quotations = Quotations::find(context.document);
        let mut all = Vec::new();
        for token in context.document.tokens() {
            all.extend(saying_of(context, &quotations, token));
        }
        all.retain(|saying| !saying.content.is_empty());
        Sayings { all }
    }

    /// Whether a token is among the words that name a source.
    pub(crate) fn names_source(&self, token: usize) -> bool {
        self.all.iter().any(|saying| saying.source.as_ref().is_some_and(|(_, words)| words.contains(&token)))
    }

    /// Takes over the cues of attributions read otherwise, so that a cue has the same words wherever it is printed.
    pub(crate) fn agree_on_cues(&mut self, others: &[Saying]) {
        for saying in &mut self.all {
            let at = others.partition_point(|other| other.cue.end <= saying.cue.start);
            let other = others.get(at).filter(|other| other.cue.contains(&saying.cue_head));
            if let Some(other) = other.filter(|other| !other.cue.clone().any(|token| saying.covers(token))) {
                saying.cue = other.cue.clone();
            }
        }
    }

    /// Those that cover a token, outermost first. The cue's own words are not covered by it.
    pub(crate) fn above(&self, token: usize) -> Vec<&Saying> {
        let mut chain: Vec<&Saying> =
            self.near(token).iter().filter(|s| s.covers(token) && !s.cue.contains(&token)).collect();
        chain.sort_by_key(|saying| (std::cmp::Reverse(saying.extent()), saying.cue.start));
        chain
    }

    /// Those whose cue stands within reach of a token: what is said stands near who says it.
    fn near(&self, token: usize) -> &[Saying] {
        near(&self.all, token)
    }

    /// Those that lie in no other's content: what the top-level list holds.
    pub(crate) fn outermost(&self) -> impl Iterator<Item = &Saying> {
        self.all.iter().filter(|saying| !saying.quoted).filter(|saying| {
            !self.near(saying.cue_head).iter().any(|other| {
                other.cue != saying.cue && other.covers(saying.cue_head) && other.extent() > saying.extent()
            })
        })
    }
}

/// Those of sayings in text order whose cue stands within reach of a token.
pub(crate) fn near(sayings: &[Saying], token: usize) -> &[Saying] {
    const REACH: usize = 600;
    let start = sayings.partition_point(|saying| saying.cue_head + REACH < token);
    let end = sayings.partition_point(|saying| saying.cue_head <= token + REACH);
    &sayings[start..end.max(start)]
}

fn saying_of(context: &Context<'_>, quotations: &Quotations, token: Token<'_>) -> Option<Saying> {
    clausal::of_verb(context, quotations, token)
        .or_else(|| nominal::according_to(context, token))
        .or_else(|| nominal::of_noun(context, token))
        .or_else(|| nominal::colon(context, token))
}
