//! Other words than blame that put violence down to somebody: "is behind the attack", "took part in the crime", "the authors
//! of the massacre", "the work of the rebels", "suspicion fell on the cartel", "police suspect the rebels".

use claimant_model::Act;
use claimant_parse::Token;

use super::blame::Blamed;
use crate::clause;
use crate::tree::{conjuncts, is_noun, is_verb, oblique};

/// Nouns for those who did it.
const DOERS: [&str; 6] = ["perpetrator", "author", "mastermind", "culprit", "murderer", "killer"];

/// Who is said to have done what, by a word of these.
pub(super) fn named(token: Token<'_>) -> Option<Blamed<'_>> {
    match token.lemma() {
        "behind" => behind(token),
        "participate" => took_part(token, token),
        "part" => took_part(token, token.head()).filter(|_| token.head().lemma() == "take"),
        "work" => work_of(token),
        "suspicion" => suspicion(token),
        "point" if is_verb(token) => pointed_at(token),
        noun if DOERS.contains(&noun) && is_noun(token) => doers(token),
        _ => None,
    }
}

/// "The rebels are behind the attack", "to be behind it".
fn behind(word: Token<'_>) -> Option<Blamed<'_>> {
    let verb = word.head();
    let deed = word.child("pobj")?;
    (verb.lemma() == "be").then(|| Blamed { whom: clause::subjects(verb, 4), deed, by: None, act: None })
}

/// "Soldiers participated in the crime", "took part in it".
fn took_part<'a>(word: Token<'a>, verb: Token<'a>) -> Option<Blamed<'a>> {
    let deed = oblique(word, &["in"]).or_else(|| oblique(verb, &["in"]))?;
    is_verb(verb).then(|| Blamed { whom: clause::of_verb(verb).agents, deed, by: None, act: None })
}

/// "The rebels are the authors of the massacre".
fn doers(noun: Token<'_>) -> Option<Blamed<'_>> {
    let deed = oblique(noun, &["of", "behind"])?;
    let whom = subject_of(noun)?;
    Some(Blamed { whom, deed, by: None, act: None })
}

/// "The killing was the work of the rebels".
fn work_of(noun: Token<'_>) -> Option<Blamed<'_>> {
    let whom = conjuncts(oblique(noun, &["of"])?);
    let deed = *subject_of(noun)?.first()?;
    Some(Blamed { whom, deed, by: None, act: None })
}

/// The subject that "be" puts a noun to.
fn subject_of(noun: Token<'_>) -> Option<Vec<Token<'_>>> {
    let verb = noun.head();
    (noun.label() == "attr" && verb.lemma() == "be").then(|| clause::subjects(verb, 4))
}

/// "Suspicion fell on the rebels": for what was told just before.
fn suspicion(noun: Token<'_>) -> Option<Blamed<'_>> {
    let verb = noun.head();
    let whom =
        oblique(verb, &["on", "upon"]).filter(|_| matches!(verb.lemma(), "fall" | "focus" | "rest"))?;
    (noun.label() == "nsubj").then(|| suspected(whom, verb, None))
}

/// "Police suspect the rebels": for what was told just before.
pub(super) fn suspect(verb: Token<'_>) -> Option<Blamed<'_>> {
    let arguments = clause::of_verb(verb);
    let by = *arguments.agents.first()?;
    let whom = *arguments.patients.first().filter(|_| !arguments.passive)?;
    // "Suspects the rebels of the murder" says of what.
    let bare = verb.children().all(|child| !matches!(child.label(), "ccomp" | "xcomp"));
    bare.then(|| suspected(whom, verb, Some(by)))
}

fn suspected<'a>(whom: Token<'a>, verb: Token<'a>, by: Option<Token<'a>>) -> Blamed<'a> {
    Blamed { whom: conjuncts(whom), deed: verb, by, act: Some(Act::Estimate) }
}

/// "Authorities pointed to the rebels as the perpetrators of the attack".
fn pointed_at(verb: Token<'_>) -> Option<Blamed<'_>> {
    let doers = oblique(verb, &["as"])?;
    let deed = oblique(doers, &["of", "behind"]).filter(|_| DOERS.contains(&doers.lemma()))?;
    let whom = oblique(verb, &["to", "at"])?;
    let by = clause::of_verb(verb).agents.first().copied();
    Some(Blamed { whom: conjuncts(whom), deed, by, act: Some(Act::Accuse) })
}
