//! To whom a verb does something: its objects, those of a relative clause, or those shared with a coordinated verb.

use claimant_parse::Token;

use super::subjects::antecedent;
use super::{held, is_captivity};
use crate::misplaced;
use crate::tree::{conjuncts, is_noun, is_verb};

/// The objects of a verb, its own, of a relative clause, or shared with a coordinated verb.
pub(super) fn objects(verb: Token<'_>) -> Vec<Token<'_>> {
    let own: Vec<_> = verb
        .children()
        .filter(|child| child.label() == "dobj" && misplaced::says_after_quotation(*child).is_none())
        .flat_map(|child| match misplaced::speaker_after(child) {
            Some(_) => vec![child],
            None if is_captivity(child) => held(child).into_iter().chain(conjuncts(child)).collect(),
            None => conjuncts(antecedent(child, verb)),
        })
        .chain(misplaced::object_before_speakers(verb))
        .chain(misplaced::object_of_particle(verb))
        .chain(misplaced::object_after_dead(verb).into_iter().flat_map(conjuncts))
        .collect();
    if !own.is_empty() {
        let last = own.last().map_or(0, |object| object.index());
        return own.into_iter().chain(stray_conjuncts(verb, last)).collect();
    }
    if verb.label() == "relcl" && verb.child("nsubj").is_some_and(|s| !matches!(s.tag(), "WDT" | "WP")) {
        return vec![verb.head()];
    }
    let bounded = bounded_objects(verb);
    let shared = if bounded.is_empty() { shared_objects(verb) } else { bounded };
    if shared.is_empty() { raised_objects(verb) } else { shared }
}

/// "kidnapped up to 16 advisers": the bound is taken for prepositions.
fn bounded_objects(verb: Token<'_>) -> Vec<Token<'_>> {
    let mut children = verb.children().skip_while(|child| child.text() != "up");
    let (Some(up), Some(to)) = (children.next(), children.next()) else { return Vec::new() };
    if to.text() != "to" || to.index() != up.index() + 1 || up.index() != verb.index() + 1 {
        return Vec::new();
    }
    let counted = to.child("pobj").filter(|object| object.child("nummod").is_some());
    counted.map(conjuncts).unwrap_or_default()
}

/// "killed 13 soldiers and at least 90 villagers", where the parser hangs the second number on the verb.
fn stray_conjuncts(verb: Token<'_>, after: usize) -> impl Iterator<Item = Token<'_>> {
    let counted = move |child: &Token<'_>| {
        child.label() == "conj"
            && is_noun(*child)
            && child.index() > after
            && child.child("nummod").is_some()
            && !child.children().any(|c| matches!(c.label(), "nsubj" | "nsubjpass" | "dobj"))
    };
    verb.children().filter(counted).flat_map(conjuncts)
}

/// "allowed inspectors to enter": those who are let do it, though the parser has them in the clause below.
fn raised_objects(verb: Token<'_>) -> Vec<Token<'_>> {
    let infinitive = |child: &Token<'_>| {
        child.label() == "ccomp" && child.tag() == "VB" && child.children().any(|c| c.text() == "to")
    };
    let below = verb.children().find(infinitive).and_then(|below| below.child("nsubj"));
    below.map(conjuncts).unwrap_or_default()
}

/// "shot and killed a man".
fn shared_objects(verb: Token<'_>) -> Vec<Token<'_>> {
    let later = verb
        .children()
        .find(|child| child.label() == "conj" && is_verb(*child) && child.child("nsubj").is_none());
    later.and_then(|later| later.child("dobj")).map(conjuncts).unwrap_or_default()
}
