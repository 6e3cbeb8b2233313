//! Who is held to have done it, and on what ground. Competing claims are all kept.

use claimant_model::{
    Act, ActorKind, Attribution, Basis, Certainty, Polarity, Responsibility, Role, Standpoint,
};
use claimant_parse::Token;

use crate::claims::{Made, Workshop};
use crate::context::Context;
use crate::ids::actor_id;
use crate::lexicon::{Does, Governors, WordKind};
use crate::tree::lower;

/// Every initiator of the event's claims with the ground it is named on, but for those that tell how the doers were fought off.
pub(super) fn of(
    workshop: &Workshop<'_, '_>,
    made: &[Made<'_>],
    claims: &[usize],
    repelled: &[usize],
) -> Vec<Responsibility> {
    let mut found: Vec<Responsibility> = Vec::new();
    for &index in claims.iter().filter(|claim| !repelled.contains(claim)) {
        let one = &made[index];
        let denial = one.claim.attribution.last().is_some_and(|said| said.act == Act::Deny);
        if !crate::claims::is_actual(&one.claim) && !denial {
            continue;
        }
        for participant in one.draft.participants.iter().filter(|p| p.role == Role::Initiator) {
            let Some(actor) = workshop.under.actors.of_phrase(&workshop.under.context, participant.token)
            else {
                continue;
            };
            // A radio that tells of a deed in the first person speaks for others.
            if workshop.under.actors.all[actor].kind == ActorKind::Media {
                continue;
            }
            let entry = Responsibility {
                actor: actor_id(actor),
                basis: basis(workshop, one, actor, is_suspected(&workshop.under.context, participant.token)),
                claim: Some(one.claim.id.clone()),
            };
            if !found.iter().any(|known| known.actor == entry.actor && known.basis == entry.basis) {
                found.push(entry);
            }
        }
    }
    found
}

/// "Suspected rebels", "alleged members of the group", "kidnapped, apparently by rebels".
fn is_suspected(context: &Context<'_>, token: Token<'_>) -> bool {
    let marked = |word: Token<'_>| {
        let word = lower(word.text());
        let known = Governors::embedded().find(&word, WordKind::Adjective, Does::Marks);
        known.is_some_and(|governor| governor.certainty.is_some())
    };
    let doubts = |word: Token<'_>| {
        word.label() == "advmod"
            && context.word(word).is_some_and(|known| known.cues.iter().any(|cue| cue.certainty.is_some()))
    };
    let by = token.head();
    token.children().any(|child| matches!(child.label(), "amod" | "acl" | "nmod") && marked(child))
        || by.label() == "agent" && by.children().any(doubts)
}

fn basis(workshop: &Workshop<'_, '_>, made: &Made<'_>, actor: usize, suspected: bool) -> Basis {
    let actors = &workshop.under.actors;
    let doubtful = matches!(made.claim.certainty, Certainty::Probable | Certainty::Possible);
    let Some((said, claimant)) = asserted(workshop, made, actor) else {
        return if doubtful || suspected { Basis::Suspected } else { Basis::StatedAsFact };
    };
    // Police who accuse soldiers of their own state admit nothing.
    if said.act != Act::Accuse && is_own(workshop, claimant, actor) {
        let denies = said.act == Act::Deny || made.claim.polarity == Polarity::Negated;
        return if denies { Basis::Denied } else { Basis::Admitted };
    }
    if said.act == Act::Estimate || doubtful {
        return Basis::Suspected;
    }
    let mut kinds =
        claimant.into_iter().flat_map(|claimant| actors.chain(claimant)).map(|at| actors.all[at].kind);
    if kinds.any(ActorKind::is_state) {
        return Basis::AccusedByAuthorities;
    }
    if suspected {
        return Basis::Suspected;
    }
    let blames = made.draft.rule == crate::rules::BLAME;
    if !blames && relates(made, said.act, claimant.map(|claimant| actors.all[claimant].kind)) {
        Basis::StatedAsFact
    } else {
        Basis::Accused
    }
}

fn is_own(workshop: &Workshop<'_, '_>, claimant: Option<usize>, actor: usize) -> bool {
    let actors = &workshop.under.actors;
    claimant
        .is_some_and(|claimant| workshop.sides.standpoint(actors, claimant, actor) == Standpoint::SelfSide)
}

/// The innermost of those who say that it was so, and who that is. Who orders a killing of his own, or threatens with it, does
/// not say that it was done: "the police said that the front had ordered the murder" is said by the police.
fn asserted<'m>(
    workshop: &Workshop<'_, '_>,
    made: &'m Made<'_>,
    actor: usize,
) -> Option<(&'m Attribution, Option<usize>)> {
    let last = made.claim.attribution.last()?;
    if !is_wish(last.act) || !is_own(workshop, made.claimant, actor) {
        return Some((last, made.claimant));
    }
    let said = made.claim.attribution.iter().rfind(|said| !is_wish(said.act))?;
    let mut all = 0..workshop.under.actors.all.len();
    Some((said, all.find(|&actor| Some(actor_id(actor)) == said.source.actor)))
}

fn is_wish(act: Act) -> bool {
    matches!(act, Act::Demand | Act::Request | Act::Promise | Act::Threaten)
}

/// What the press, bystanders and sources without a name relate is related as fact; anybody else who says so accuses, and so do
/// all who say who is guilty.
fn relates(made: &Made<'_>, act: Act, claimant: Option<ActorKind>) -> bool {
    let plain = matches!(act, Act::Say | Act::Confirm | Act::Corroborate);
    let standpoint = matches!(made.claim.standpoint, Standpoint::ThirdParty | Standpoint::Unknown);
    let nobody = claimant
        .is_none_or(|kind| matches!(kind, ActorKind::Media | ActorKind::Civilians | ActorKind::Unknown));
    plain && standpoint && nobody
}
