//! Whom a political act is about: "lifted embargoes on sales to Iran", "will support Turkey's efforts".
//!
//! Frames say which part of a clause is the target. Of political acts that part is often a thing ("embargoes", "efforts"),
//! and the party concerned stands deeper, as its owner or after a preposition. Things are no parties; the first party
//! below the predicate that is not the one that acts is meant. Acts of violence are read by their frames alone.

use claimant_model::{Plover, Role};
use claimant_parse::Token;

use crate::draft::{Participating, Under};
use crate::frames;
use crate::lexicon::NounClass;
use crate::tree::{conjuncts, is_verb};

/// How deep below the predicate a party is looked for.
const DEPTH: usize = 7;

/// Takes things out of the targets of a political act, and adds the party that they belong to.
pub(super) fn settle<'a>(
    under: &Under<'a>,
    predicate: Token<'a>,
    plover: Option<Plover>,
    participants: &mut Vec<Participating<'a>>,
) {
    if !is_political(plover) {
        return;
    }
    participants.retain(|one| !is_receiver(one) || one.class.is_none() && is_party(under, one.token));
    let locals = plover == Some(Plover::Protest);
    let several = participants.iter().filter(|one| one.role == Role::Participant).count() > 1;
    if several || participants.iter().any(is_receiver) || !is_verb(predicate) {
        return;
    }
    let acting: Vec<usize> = participants.iter().map(|one| one.token.index()).collect();
    let Some(party) = below(under, predicate, &acting, DEPTH).filter(|token| !locals || !is_where(*token))
    else {
        return;
    };
    for token in conjuncts(party) {
        let token = under.context.token(token.index());
        participants.push(Participating { role: Role::Target, token, class: None });
    }
}

fn is_receiver(one: &Participating<'_>) -> bool {
    matches!(one.role, Role::Target | Role::Addressee)
}

fn is_political(plover: Option<Plover>) -> bool {
    !matches!(plover, None | Some(Plover::Assault | Plover::Coerce | Plover::Mobilize))
}

/// Whether a word means people, a body or a country.
fn is_party(under: &Under<'_>, token: Token<'_>) -> bool {
    under.actors.of(token).is_some()
        || frames::is_human(&under.context, token) && !under.context.is(token, NounClass::Thing)
        || matches!(under.context.entity_label(token), "PERSON" | "ORG" | "GPE" | "NORP" | "LOC" | "FAC")
}

/// The first party in the clause of a word, what acts and what is said aside left out.
fn below<'a>(under: &Under<'a>, token: Token<'a>, acting: &[usize], depth: usize) -> Option<Token<'a>> {
    let aside = |child: &Token<'_>| {
        matches!(child.label(), "advcl" | "relcl" | "parataxis" | "appos" | "npadvmod" | "mark")
            || matches!(child.label(), "nsubj" | "nsubjpass" | "csubj") && acting.contains(&child.index())
            || child.label() == "conj" && is_verb(*child)
    };
    let children = token.children().filter(|child| depth > 0 && !aside(child));
    children.map(|child| under.context.token(child.index())).find_map(|child| {
        if is_other(under, child, acting) { Some(child) } else { below(under, child, acting, depth - 1) }
    })
}

/// "in Gao": where it happens. A country or a capital there may be the government concerned.
fn is_where(token: Token<'_>) -> bool {
    token.label() == "pobj"
        && matches!(token.head().lemma(), "in" | "at" | "near" | "outside" | "around" | "from" | "on")
        && token.tag().starts_with("NNP")
}

/// Whether a word means a party other than those that act.
fn is_other(under: &Under<'_>, token: Token<'_>, acting: &[usize]) -> bool {
    let (context, actors) = (&under.context, &under.actors);
    let country = context.names.country(token).map(|word| word.iso3);
    let actor = actors.of(token);
    let spoken_to = matches!(context.entity_label(token), "GPE" | "NORP") && !is_where(token);
    let place = token.label() == "pobj" && (spoken_to || context.names.capital(token).is_some());
    if is_where(token) && !place && country.is_none() {
        return false;
    }
    if acting.contains(&token.index()) || actor.is_none() && country.is_none() && !place {
        return false;
    }
    acting.iter().all(|&one| {
        let one = context.token(one);
        let own = actors.of(one).and_then(|own| actors.all[own].country);
        let same = actor.is_some() && actors.of(one) == actor;
        !same && (country.is_none() || own != country)
    })
}
