//! Formulas of press work that tell of no event: "asked not to be named", "declined to comment", "press release", "the
//! public is asked not to…".

use claimant_parse::Token;

use crate::clause;
use crate::tree::{lower, oblique};

/// Whether a word belongs to such a formula.
pub(crate) fn is_formula(token: Token<'_>) -> bool {
    is_heading(token)
        || asks_for_anonymity(token)
        || declines_to_speak(token)
        || asks_the_public(token)
        || asks_for_words(token)
}

/// "gave no answer to requests for comment", "ignored calls seeking an interview".
fn asks_for_words(noun: Token<'_>) -> bool {
    let words = |word: Token<'_>| {
        matches!(word.lemma(), "comment" | "comments" | "interview" | "information" | "clarification")
    };
    let seeking = || noun.child("acl").filter(|seeking| seeking.lemma() == "seek")?.child("dobj");
    matches!(noun.lemma(), "request" | "call" | "question" | "demand")
        && noun.tag().starts_with("NN")
        && oblique(noun, &["for"]).or_else(seeking).is_some_and(words)
}

/// "PRESS RELEASE", "news conference".
fn is_heading(noun: Token<'_>) -> bool {
    let kind = |t: Token<'_>| matches!(lower(t.text()).as_ref(), "press" | "news" | "media");
    matches!(lower(noun.text()).as_ref(), "release" | "conference" | "briefing" | "call" | "statement")
        && noun.previous().is_some_and(kind)
}

/// "asked not to be named", "refused to be identified".
fn asks_for_anonymity(verb: Token<'_>) -> bool {
    let named = |t: Token<'_>| matches!(t.lemma(), "name" | "identify" | "quote" | "cite");
    verb.children().any(|child| matches!(child.label(), "xcomp" | "ccomp") && named(child))
        && matches!(verb.lemma(), "ask" | "request" | "decline" | "refuse" | "want" | "wish" | "demand")
}

/// "declined to comment", "refused to give a toll".
fn declines_to_speak(verb: Token<'_>) -> bool {
    let speaks = |t: Token<'_>| {
        matches!(
            t.lemma(),
            "comment"
                | "say"
                | "give"
                | "provide"
                | "confirm"
                | "discuss"
                | "elaborate"
                | "disclose"
                | "specify"
                | "answer"
                | "respond"
                | "speak"
                | "reveal"
        )
    };
    matches!(verb.lemma(), "decline" | "refuse")
        && verb.children().any(|child| child.label() == "xcomp" && speaks(child))
}

/// "The public is asked not to share pictures", and what the public is asked to do.
fn asks_the_public(verb: Token<'_>) -> bool {
    let public = |t: &Token<'_>| matches!(t.lemma(), "public" | "reader" | "viewer" | "journalist" | "media");
    let asks = |t: Token<'_>| {
        matches!(t.lemma(), "ask" | "request" | "urge" | "remind" | "advise")
            && clause::of_verb(t).patients.iter().any(public)
    };
    asks(verb) || verb.label() == "xcomp" && asks(verb.head())
}
