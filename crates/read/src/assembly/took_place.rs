//! What a sentence beside it says of where and when it was: "The incident took place in Goma on Friday."

use std::collections::HashSet;

use claimant_model::Tense;
use claimant_parse::Token;

use crate::claims::{Made, Workshop};
use crate::clause::takes_place;
use crate::lexicon::{List, Lists};
use crate::tree::{has_determiner, lower};

/// The verbs that tell when and where the violence of these claims took place: in the sentence after one of theirs, or in the
/// one that opens the report before them, where no other violence is told.
pub(super) fn of<'d>(workshop: &'d Workshop<'_, '_>, made: &[Made<'_>], claims: &[usize]) -> Vec<Token<'d>> {
    let violent = |one: &&Made<'_>| one.draft.codes.is_assault();
    let own: HashSet<usize> =
        claims.iter().map(|&i| &made[i]).filter(violent).map(|one| one.sentence).collect();
    let current = |one: &&Made<'_>| violent(one) && one.claim.tense == Tense::Current;
    let told: HashSet<usize> = made.iter().filter(current).map(|one| one.sentence).collect();
    let first = told.iter().min().copied();
    let beside = |sentence: usize| {
        let after = sentence.checked_sub(1).is_some_and(|before| own.contains(&before));
        let opens = first == Some(sentence + 1) && own.contains(&(sentence + 1));
        (after || opens) && !told.contains(&sentence)
    };
    let document = workshop.under.context.document;
    let sentences = document.sentences().filter(|sentence| beside(sentence.index()));
    sentences.flat_map(claimant_parse::Sentence::tokens).filter(|token| tells(*token)).collect()
}

/// "It happened", "the incident took place", "this attack occurred".
fn tells(verb: Token<'_>) -> bool {
    let Some(subject) = verb.child("nsubj").filter(|_| takes_place(verb)) else { return false };
    let definite = has_determiner(subject, &["the", "this", "that"]);
    let deed = definite && Lists::embedded().has(List::Deed, subject.lemma());
    deed || matches!(lower(subject.text()).as_ref(), "it" | "this" | "that")
}
