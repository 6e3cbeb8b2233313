//! What a body is by what is laid to it: a "front", "force" or "mafia" that claims an attack, or is blamed for one, is armed,
//! though the register does not know it. ACLED counts armed groups of no known cause as political militias.

use std::collections::HashSet;

use claimant_model::{ActorKind, Role};

use super::{ActorDraft, Actors};
use crate::context::Context;
use crate::draft::Draft;
use crate::lexicon::NounClass;

impl Actors {
    /// Bodies of which the report tells nothing but such deeds. Their claims stay those of somebody unknown: only the kind
    /// that is printed changes.
    pub(crate) fn armed_by_deeds(&self, context: &Context<'_>, drafts: &[Draft<'_>]) -> HashSet<usize> {
        let laid = drafts.iter().filter(|draft| draft.rule.starts_with("responsibility"));
        let doers =
            laid.flat_map(|draft| draft.participants.iter().filter(|one| one.role == Role::Initiator));
        let actors = doers.filter_map(|one| self.of_phrase(context, one.token));
        actors.filter(|actor| may_be_armed(context, &self.all[*actor])).collect()
    }
}

/// Whether an actor is a body of which the report says no more.
fn may_be_armed(context: &Context<'_>, actor: &ActorDraft) -> bool {
    let heads = || actor.mentions.iter().map(|(head, _)| context.token(*head));
    let body = heads().any(|head| context.is(head, NounClass::Group) || context.is(head, NounClass::Unit));
    body && actor.kind == ActorKind::Unknown && actor.known.is_none() && !actor.person
}
