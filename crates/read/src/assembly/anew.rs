//! Whether a sentence begins to tell of another happening: "In addition, rebels …", "Meanwhile, …", "On Sunday, …".

use std::collections::HashSet;

use claimant_model::Role;
use claimant_parse::{Pos, Token};

use super::whom;
use crate::claims::Made;
use crate::tree::lower;

/// Words that go on with something else.
const GOES_ON: [&str; 8] =
    ["meanwhile", "additionally", "furthermore", "moreover", "elsewhere", "likewise", "finally", "lastly"];

/// Whether what opens the sentence of a predicate goes on with something else, or hangs on its own verb and says when: "On
/// Sunday, rebels killed" does, "On Sunday the army said that rebels killed" does not.
pub(super) fn opens(predicate: Token<'_>) -> bool {
    let verb = crate::tree::clause_head(predicate);
    let document = verb.document();
    let sentence = verb.sentence().token_range();
    let word = |index: &usize| document.token(*index).text().chars().any(char::is_alphanumeric);
    let Some(first) = sentence.clone().find(word) else { return false };
    let own = opening(verb, first);
    own.is_some_and(|own| goes_on(own) || says_when(own))
        || verb.ancestors().find_map(|above| opening(above, first)).is_some_and(goes_on)
}

/// "Separately, a bomb killed three": in so many words another happening.
pub(super) fn is_apart(predicate: Token<'_>) -> bool {
    let verb = crate::tree::clause_head(predicate);
    let apart = |child: Token<'_>| {
        child.label() == "advmod" && matches!(lower(child.text()).as_ref(), "separately" | "elsewhere")
    };
    let first = verb.sentence().token_range().start;
    verb.children().chain(verb.ancestors().flat_map(Token::children)).any(|child| {
        apart(child) && child.index() <= first + 1 && child.next().is_some_and(|next| next.text() == ",")
    })
}

/// "It was also reported that rebels burned a bus": more to tell.
pub(super) fn is_also_said(predicate: Token<'_>) -> bool {
    let verb = crate::tree::clause_head(predicate);
    let also = |child: Token<'_>| child.label() == "advmod" && child.lemma() == "also";
    verb.label() == "ccomp" && verb.head().children().any(also)
}

/// What stands at the beginning of a sentence and hangs on a verb.
fn opening(verb: Token<'_>, first: usize) -> Option<Token<'_>> {
    verb.children().find(|child| {
        matches!(child.label(), "prep" | "advmod" | "npadvmod" | "tmod") && child.subtree().contains(&first)
    })
}

fn goes_on(opening: Token<'_>) -> bool {
    let addition = opening.child("pobj").is_some_and(|object| object.lemma() == "addition");
    GOES_ON.contains(&lower(opening.lemma()).as_ref()) || addition
}

fn says_when(opening: Token<'_>) -> bool {
    let document = opening.document();
    let date =
        |token: Token<'_>| token.entity().is_some_and(|entity| matches!(entity.label(), "DATE" | "TIME"));
    let same = |token: Token<'_>| matches!(token.lemma(), "same" | "that" | "after" | "later" | "before");
    let own = || document.token_range(opening.subtree()).take(WORDS);
    opening.lemma() != "after" && own().any(date) && !own().any(same)
}

/// Words of an opening that are looked at.
const WORDS: usize = 12;

/// The nouns for whom and what it was done to, with those whose it is ("the car of the prosecutor"), without those that name
/// nobody ("people", "victims") and what somebody's is who was told of ("his car").
pub(super) fn sufferers<'m>(made: &'m Made<'_>) -> impl Iterator<Item = String> + 'm {
    let targets = made.draft.participants.iter().filter(|one| one.role == Role::Target);
    let nobody = |token: Token<'_>| token.pos() == Pos::Pron || whom::is_anyone(token);
    let theirs = |owner: Token<'_>| matches!(owner.lemma(), "his" | "her" | "their" | "its");
    let known = move |thing: Token<'_>| thing.child("poss").is_some_and(theirs);
    targets
        .filter(move |one| !nobody(one.token) && !known(one.token))
        .flat_map(|one| [Some(one.token), one.class.and_then(|_| owner(one.token))])
        .flatten()
        .map(|token| token.lemma().to_lowercase())
}

/// Whose something is.
fn owner(thing: Token<'_>) -> Option<Token<'_>> {
    let of = || thing.child("prep").filter(|prep| prep.lemma() == "of").and_then(|prep| prep.child("pobj"));
    thing.child("poss").or_else(of)
}

/// Both tell of some, and of none in common.
pub(super) fn of_others(known: &HashSet<String>, new: &HashSet<String>) -> bool {
    !known.is_empty() && !new.is_empty() && known.is_disjoint(new)
}
