//! What a report calls an actor, for printing.

use std::ops::Range;

use claimant_model::{ActorKind, VictimStatus};
use claimant_parse::Token;

use super::ActorDraft;
use crate::context::Context;
use crate::lexicon::NounClass;

/// The words of the names and descriptions of an actor; pronouns say nothing of whom they stand for. Those who speak for a body,
/// or hold an office in it, are not what it is called, unless the report calls it nothing else.
pub(crate) fn called(context: &Context<'_>, actor: &ActorDraft) -> Vec<Range<usize>> {
    let pronoun = |head: usize| matches!(context.token(head).tag(), "PRP" | "PRP$" | "WP" | "WP$" | "WDT");
    let named = actor.mentions.iter().filter(|(head, _)| !pronoun(*head));
    let body = actor.kind != ActorKind::Person;
    let (somebody, itself): (Vec<_>, Vec<_>) =
        named.partition(|(head, _)| body && is_somebody_of(context, context.token(*head)));
    let called = if itself.is_empty() { somebody } else { itself };
    called.into_iter().map(|(_, words)| words.clone()).collect()
}

/// "An army spokesman", "officials", "a colonel": somebody of a body, not the body. "Soldiers" are the army.
fn is_somebody_of(context: &Context<'_>, head: Token<'_>) -> bool {
    let group = context.is(head, NounClass::Group) || context.names.party(head).is_some();
    let Some(sense) = context.noun(head, NounClass::Person).filter(|_| !group) else { return false };
    let fights = sense.actor.is_armed() || sense.status == VictimStatus::Combatant;
    !fights || head.tag() == "NN" && sense.actor.is_state()
}
