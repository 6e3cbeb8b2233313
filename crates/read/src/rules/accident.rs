//! Deaths and wounds that nobody is said to have brought about: "killed in a road accident", "died when a boat capsized".
//!
//! They are kept as claims, and are no event: neither the UCDP nor ACLED codes them, and they count to no battle told beside them.

use claimant_parse::Token;

use crate::draft::Under;
use crate::frames;
use crate::lexicon::{List, Lists, Part};
use crate::tree::{clause_head, conjuncts, first_conjunct, has_determiner, lower, prepositions};

/// Whether a predicate tells of people who came to harm by accident: no doer is told, and its sentence names no violence.
pub(crate) fn is_of(under: &Under<'_>, predicate: Token<'_>) -> bool {
    let predicate = under.context.token(predicate.index());
    let (plain, by_accident) = frames::of(under, predicate).map_or((true, false), |framed| {
        let agents = &framed.arguments.agents;
        let by_accident = agents.iter().any(|agent| is_accident(*agent));
        let done = framed.frame.agent != Some(Part::Victim) && !agents.is_empty();
        (is_plain(predicate) && (by_accident || !done), by_accident)
    });
    let drowned = predicate.lemma() == "drown";
    plain && (by_accident || drowned || names_accident(predicate)) && !is_violent(under, predicate)
}

/// Verbs that tell what became of people and not how.
fn is_plain(verb: Token<'_>) -> bool {
    matches!(
        verb.lemma(),
        "kill"
            | "die"
            | "perish"
            | "drown"
            | "injure"
            | "wound"
            | "hurt"
            | "burn"
            | "crush"
            | "electrocute"
            | "death"
    )
}

/// "In a plane crash", "when a bus overturned", of any verb in the row.
fn names_accident(predicate: Token<'_>) -> bool {
    let by = |(prep, noun): (Token<'_>, Token<'_>)| {
        let cause = ["in", "by", "from", "of", "after", "during", "at", "following"];
        cause.contains(&prep.lemma()) && is_accident(noun)
    };
    let verbs = conjuncts(first_conjunct(clause_head(predicate)));
    let tells = |verb: Token<'_>| {
        prepositions(verb).any(by)
            || verb.children().any(|clause| clause.label() == "advcl" && tells_accident(clause))
    };
    tells(predicate) || verbs.into_iter().any(tells)
}

fn is_accident(noun: Token<'_>) -> bool {
    let bare = || has_determiner(noun, &["a"]) && noun.child("compound").is_none();
    let fire = noun.lemma() == "fire" && noun.head().text() == "in" && bare();
    fire || Lists::embedded().has(List::Accident, &lower(noun.lemma()))
}

/// "When the truck overturned": not "when rebels crashed a truck into the gate".
fn tells_accident(clause: Token<'_>) -> bool {
    let when = clause.children().any(|child| matches!(child.text(), "when" | "after" | "as" | "because"));
    when && Lists::embedded().has(List::Crashes, clause.lemma()) && clause.child("dobj").is_none()
}

/// Whether the sentence tells of violence beside the harm: "when the helicopter they shot down crashed".
fn is_violent(under: &Under<'_>, predicate: Token<'_>) -> bool {
    let mut words = predicate.sentence().tokens();
    words.any(|word| {
        let word = under.context.token(word.index());
        !is_plain(word) && frames::of(under, word).is_some_and(|framed| framed.frame.is_assault())
    })
}
