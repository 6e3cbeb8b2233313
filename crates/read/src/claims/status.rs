//! Whether victims are civilians or combatants: by the noun that names them, and for a person by name by what the report calls
//! him or her. UCDP: civilians are all who are no members of armed forces or armed groups, officials and politicians among
//! them.

use claimant_model::{ActorKind, VictimStatus};
use claimant_parse::Token;

use crate::actors::Actors;
use crate::context::Context;
use crate::draft::Under;
use crate::lexicon::{List, Lists};
use crate::rules::mostly;
use crate::sides::bears_arms;
use crate::tree::lower;

/// By the noun alone, where it tells.
pub(super) fn of_noun(context: &Context<'_>, noun: Token<'_>) -> Option<VictimStatus> {
    // "Volunteers for the Defence of the Homeland" bear arms, whatever the noun says.
    let party = context.names.party(noun).and_then(|party| party.entry);
    if party.is_some_and(|party| party.kind.is_armed()) {
        return Some(VictimStatus::Combatant);
    }
    let sense = context.people(noun)?;
    let leads = matches!(noun.lemma(), "chief" | "leader" | "boss" | "head");
    if leads && is_of_fighters(context, noun) {
        return Some(VictimStatus::Combatant);
    }
    if sense.status != VictimStatus::Unknown {
        return Some(sense.status);
    }
    // "Army officers", "military personnel": an officer alone may be of the police.
    if sense.actor == ActorKind::StateForces && is_called(noun, List::Army) {
        return Some(VictimStatus::Combatant);
    }
    (noun.lemma().eq_ignore_ascii_case("leader") && is_called(noun, List::Civic))
        .then_some(VictimStatus::Civilian)
}

/// By who it is: fighters are combatants; a person is what the report calls him or her first, and a former fighter no fighter.
pub(super) fn of_actor(context: &Context<'_>, actors: &Actors, actor: usize) -> Option<VictimStatus> {
    if bears_arms(actors, actor) {
        return Some(VictimStatus::Combatant);
    }
    let actor = &actors.all[actor];
    if actor.kind != ActorKind::Person {
        return None;
    }
    let nouns = actor.mentions.iter().map(|(head, _)| context.token(*head));
    let called = nouns.filter_map(|noun| Some((of_noun(context, noun)?, is_called(noun, List::PastOffice))));
    let now = |(status, past): (VictimStatus, bool)| if past { VictimStatus::Civilian } else { status };
    called.map(now).next()
}

/// "40 people, most of them civilians" are civilians and others; "all of them civilians" are civilians.
pub(super) fn of_most<'a>(under: &Under<'a>, people: Token<'a>) -> Option<VictimStatus> {
    let (kind, all) = mostly(under, people)?;
    let status = of_noun(&under.context, kind)?;
    let told = status == VictimStatus::Combatant || kind.lemma() == "civilian";
    if all { Some(status) } else { told.then_some(VictimStatus::Mixed) }
}

/// "A militia chief", "the rebel leader".
fn is_of_fighters(context: &Context<'_>, noun: Token<'_>) -> bool {
    let armed = |word: Token<'_>| context.people(word).is_some_and(|sense| sense.actor.is_armed());
    let before = |child: &Token<'_>| matches!(child.label(), "compound" | "amod");
    is_called(noun, List::AnyGroup) || noun.children().filter(before).any(armed)
}

/// Whether one of these words stands before a noun, or before the name it is a title of.
fn is_called(noun: Token<'_>, words: List) -> bool {
    let bearer = (noun.label() == "compound").then(|| noun.head());
    let all = std::iter::once(noun).chain(bearer).flat_map(Token::children);
    let before = all.filter(|child| child.index() < noun.index());
    before.into_iter().any(|child| Lists::embedded().has(words, &lower(child.lemma())))
}
