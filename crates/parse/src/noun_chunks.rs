//! Base noun phrases, by the rules of spaCy's `syntax_iterators` for English and French.

use crate::document::{Document, NounChunk, Token};
use crate::pos::Pos;

const ENGLISH: &[&str] =
    &["oprd", "nsubj", "dobj", "nsubjpass", "pcomp", "pobj", "dative", "appos", "attr", "ROOT"];
const FRENCH: &[&str] = &[
    "nsubj",
    "nsubj:pass",
    "obj",
    "obl",
    "obl:agent",
    "obl:arg",
    "obl:mod",
    "nmod",
    "pcomp",
    "appos",
    "ROOT",
];
/// What a French noun may carry to its right and keep in the phrase.
const FRENCH_MODIFIERS: &[&str] = &["flat", "flat:name", "flat:foreign", "fixed", "compound"];

/// The base noun phrases of a document, none inside another.
pub(crate) fn find(document: &Document) -> impl Iterator<Item = NounChunk<'_>> {
    let french = &*document.labels().language == "fr";
    let labels = if french { FRENCH } else { ENGLISH };
    let mut end = 0;
    document.tokens().filter_map(move |word| {
        if !matches!(word.pos(), Pos::Noun | Pos::Propn | Pos::Pron) || word.subtree().start < end {
            return None;
        }
        let coordinated = word.label() == "conj";
        let follows = if coordinated { first_conjunct(word) } else { word };
        if !labels.contains(&follows.label()) {
            return None;
        }
        let last = if french && !coordinated { french_end(word) } else { word.index() };
        end = last + 1;
        let mut start = word.subtree().start;
        let first = document.token(start).pos();
        if french && first == (if coordinated { Pos::Cconj } else { Pos::Adp }) {
            start += 1;
        }
        Some(NounChunk::new(word, start..last + 1))
    })
}

/// The head that a chain of conjuncts to the left leads to.
fn first_conjunct(word: Token<'_>) -> Token<'_> {
    let mut head = word.head();
    while head.label() == "conj" && head.head().index() < head.index() {
        head = head.head();
    }
    head
}

/// The last token of a French phrase: adjectives and names may follow the noun.
fn french_end(word: Token<'_>) -> usize {
    let right = word.children().find(|child| child.index() > word.index());
    match right {
        Some(right) if right.label() == "amod" => right.subtree().end - 1,
        Some(right) if right.label() == "det" && right.pos() == Pos::Det => right.index(),
        Some(right) if FRENCH_MODIFIERS.contains(&right.label()) => word.subtree().end - 1,
        _ => word.index(),
    }
}
