//! The clauses that tell when and where what a word names happened.

use claimant_parse::Token;

use super::noun::done;
use super::takes_place;
use crate::lexicon::{List, Lists};
use crate::tree::{is_noun, prepositions};

/// The verbs of relative clauses that tell when and where what a word names happened: "the attack, which took place…", "the
/// attack on the school, which took place…", "killed in an ambush that occurred…".
pub(crate) fn occurrences(word: Token<'_>) -> impl Iterator<Item = Token<'_>> {
    let noun = is_noun(word);
    let hanging = prepositions(word)
        .filter(move |(prep, _)| noun || matches!(prep.lemma(), "in" | "during"))
        .filter_map(move |(_, object)| occurs(object));
    let done = if noun { Some(done(word).chain(carried_out(word))) } else { None };
    let perpetrated = |verb: &Token<'_>| Lists::embedded().has(List::Perpetrates, verb.lemma());
    let done = done.into_iter().flatten().filter(perpetrated);
    occurs(word).into_iter().chain(hanging).chain(done)
}

/// "Condemned the murder of the judge, carried out this morning": the parser may hang the participle on who condemned it.
fn carried_out(noun: Token<'_>) -> Option<Token<'_>> {
    let after = |child: &Token<'_>| child.label() == "advcl" && child.index() > noun.index();
    let bare = |child: &Token<'_>| child.tag().starts_with("VB") && child.child("nsubj").is_none();
    let head = Some(noun).filter(|noun| noun.label() == "dobj")?.head();
    head.children().find(|child| after(child) && bare(child) && child.tag() != "VBG")
}

fn occurs(noun: Token<'_>) -> Option<Token<'_>> {
    noun.children().find(|child| matches!(child.label(), "relcl" | "acl") && takes_place(*child))
}
