//! Nouns that stand for a count: "the death toll", "the number of wounded", "the figures of the dead".

use claimant_model::Outcome;
use claimant_parse::Token;

use crate::lexicon::Lists;
use crate::tree::{lower, oblique};

/// What the words of a count say became of those counted; `None` where they do not say.
pub(crate) fn outcome(count: Token<'_>) -> Option<Outcome> {
    let of = oblique(count, &["of", "for"]);
    let after = of.into_iter().flat_map(|of| of.children().filter(|c| matches!(c.label(), "acl" | "amod")));
    let words = count.children().chain(of).chain(after);
    let said = words.map(|word| lower(word.text())).find_map(|word| named(&word));
    said.or((count.lemma() == "toll").then_some(Outcome::Killed))
}

/// What a word in a count says of those counted.
pub(crate) fn named(word: &str) -> Option<Outcome> {
    Lists::embedded().counted(word)
}

/// What the words behind a number say of those it counts: "40 wounded", "300 killed and wounded", where the number is of both.
pub(crate) fn named_behind(number: Token<'_>) -> Option<Outcome> {
    let word = number.next()?;
    let first = named(word.text())?;
    let second = word.next().filter(|joins| matches!(joins.text(), "and" | "or")).and_then(Token::next);
    match second.and_then(|second| named(second.text())) {
        Some(second) if second != first => Some(Outcome::KilledOrWounded),
        _ => Some(first),
    }
}
