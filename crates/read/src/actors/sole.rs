//! A report that names one rebel group means it by "the guerrillas", before and after it is named.

use claimant_model::ActorKind;
use claimant_parse::Token;

use super::{ActorDraft, Actors};
use crate::context::Context;
use crate::tree::{is_verb, lower};

/// Families of descriptions that an unnamed rebel group goes by.
const FAMILIES: [&str; 2] = ["rebel", "militant"];

impl Actors {
    /// Joins unnamed rebels to the only rebel group that the report names. Rebels of another country, of a people or
    /// creed, and those whom the report calls unknown stay unnamed.
    pub(super) fn sole_rebels(&mut self, context: &Context<'_>) {
        let mut named = (0..self.all.len()).filter(|&actor| is_rebel_group(&self.all[actor]));
        let Some(group) = named.next() else { return };
        if named.any(|other| self.all[other].member_of != Some(group)) {
            return;
        }
        let country = self.all[group].country;
        for actor in 0..self.all.len() {
            let draft = &self.all[actor];
            let home = draft.country.is_none() || draft.country == country;
            let told_apart = draft.mentions.iter().any(|(head, _)| is_told_apart(context, *head))
                || draft.mentions.iter().any(|(head, _)| self.names_within(context, *head, group))
                || draft.mentions.iter().any(|(head, _)| self.acts_on(context, *head, group));
            if actor != group && is_unnamed(draft) && home && !told_apart {
                self.merge(actor, group);
            }
        }
    }
}

impl Actors {
    /// "The rebels, who fought alongside the group": whoever is described by another is not that other.
    fn names_within(&self, context: &Context<'_>, head: usize, group: usize) -> bool {
        let words = context.token(head).subtree();
        self.all[group].mentions.iter().any(|(mention, _)| *mention != head && words.contains(mention))
    }
}

impl Actors {
    /// "The rebels pledged allegiance to the group", "the rebels clashed with the group": nobody does so with himself.
    fn acts_on(&self, context: &Context<'_>, head: usize, group: usize) -> bool {
        let who = context.token(head);
        let verb = who.head();
        let subject = matches!(who.label(), "nsubj" | "nsubjpass") && is_verb(verb);
        let with = |prep: &Token<'_>| {
            matches!(prep.lemma(), "to" | "with" | "against" | "from" | "alongside") && prep.label() == "prep"
        };
        let objects = || {
            let own = verb.children().filter(|child| child.label() == "dobj");
            own.chain(verb.children().filter(with).filter_map(|prep| prep.child("pobj")))
        };
        let mentions = || self.all[group].mentions.iter().map(|(mention, _)| *mention);
        subject && objects().any(|object| mentions().any(|mention| mention == object.index()))
    }
}

fn is_rebel_group(actor: &ActorDraft) -> bool {
    actor.is_known_group() && actor.kind == ActorKind::RebelGroup && !actor.mentions.is_empty()
}

fn is_unnamed(actor: &ActorDraft) -> bool {
    actor.known.is_none()
        && actor.kind == ActorKind::RebelGroup
        && actor.identity.is_none()
        && actor.families.iter().any(|family| FAMILIES.contains(family))
}

/// "unidentified rebels", "other guerrillas", "rival insurgents".
fn is_told_apart(context: &Context<'_>, head: usize) -> bool {
    let apart = ["unidentified", "unknown", "other", "another", "rival", "former", "foreign", "different"];
    context.token(head).children().any(|child| apart.contains(&lower(child.lemma()).as_ref()))
}
