//! How a claimant stands to those a claim is about: an admission, a boast, the word of a bystander.

use claimant_model::{Act, Attribution, SourceKind, Standpoint, VictimStatus};
use claimant_parse::Token;

use super::Workshop;
use super::contents::lost_by;
use crate::actors::Actors;
use crate::attribution::Saying;
use crate::context::Context;
use crate::draft::{Draft, What};
use crate::lexicon::{List, Lists, NounClass};
use crate::tree::lower;

impl<'a> Workshop<'_, 'a> {
    pub(super) fn standpoint(
        &self,
        draft: &Draft<'a>,
        claimant: Option<usize>,
        said: Option<&Attribution>,
    ) -> Standpoint {
        let act = said.map(|said| said.act);
        let named = said.is_some_and(|said| said.source.kind == SourceKind::Actor);
        let about = about(&self.under.context, &self.under.actors, draft);
        let stands = match (claimant, about) {
            (Some(claimant), Some(about)) => self.sides.standpoint(&self.under.actors, claimant, about),
            _ => Standpoint::Unknown,
        };
        let stands = self.by_words(draft, said).unwrap_or(stands);
        let open = matches!(stands, Standpoint::Unknown | Standpoint::ThirdParty);
        let admits = matches!(act, Some(Act::Admit | Act::Deny | Act::Withhold));
        let boasts = match claimant {
            Some(claimant) => self.boasts(draft, claimant),
            None => named && self.own_fighters(draft),
        };
        // "Five herders were killed by a bomb, police said": herders may fight elsewhere.
        let by_nobody = || {
            let doer = |one: &crate::draft::Participating<'a>| one.role == claimant_model::Role::Initiator;
            matches!(draft.what, What::Casualties(_)) && !draft.participants.iter().any(doer)
        };
        let no_boast = act == Some(Act::Admit) || act == Some(Act::Say) && by_nobody();
        if no_boast && stands == Standpoint::Enemy && self.harms_civilians(draft) {
            return Standpoint::ThirdParty;
        }
        let boasts = boasts || claimant.is_some_and(|claimant| self.destroys(draft, claimant));
        let boasts = boasts || stands == Standpoint::ThirdParty && self.counts_a_foes_losses(draft, claimant);
        if open && !admits && boasts { Standpoint::Enemy } else { stands }
    }

    /// "A medic said he had counted 12 bodies": a count by one who takes no side by what he is.
    pub(super) fn is_by_bystander(
        &self,
        draft: &Draft<'a>,
        claimant: Option<usize>,
        chain: &[&Saying],
    ) -> bool {
        use claimant_model::ActorKind::{Intergovernmental, Media, Other, Person, Unknown};
        let kind = claimant.map(|claimant| self.under.actors.all[claimant].kind);
        let partial =
            kind.is_some_and(|kind| !matches!(kind, Intergovernmental | Media | Other | Person | Unknown));
        if partial || !matches!(draft.what, What::Casualties(_)) {
            return false;
        }
        let said = draft.set.said.as_ref().and_then(|(sayer, ..)| *sayer);
        let above = || chain.last()?.source.as_ref().map(|(head, _)| self.under.context.token(*head));
        let Some(sayer) = said.or_else(above) else { return false };
        let sayer = super::source::last_speaker(self.under, sayer).unwrap_or(sayer);
        let aside = |word: Token<'_>| Lists::embedded().has(List::Bystander, &lower(word.lemma()));
        // "A hospital source".
        let of = || sayer.children().filter(|child| child.label() == "compound").any(aside);
        kind == Some(Intergovernmental) || aside(sayer) || of()
    }

    /// "Said their side had lost four men", "the enemy lost 200": what the words for the losers say where they name nobody.
    fn by_words(&self, draft: &Draft<'a>, said: Option<&Attribution>) -> Option<Standpoint> {
        let What::Casualties(casualties) = &draft.what else { return None };
        said.filter(|said| said.source.kind == SourceKind::Actor)?;
        let owners = draft.participants.iter().filter(|one| one.role == claimant_model::Role::Owner);
        let mut losers = owners.map(|one| one.token).chain(casualties.victims);
        let own = |noun: Token<'a>| {
            let theirs =
                noun.child("poss").is_some_and(|poss| matches!(poss.text(), "their" | "its" | "our"));
            theirs
                && matches!(noun.lemma(), "side" | "force" | "rank")
                && self.under.actors.of(noun).is_none()
        };
        let enemy = |noun: &Token<'a>| {
            noun.lemma() == "enemy" && noun.child("poss").is_none_or(|poss| poss.text() != "its")
        };
        losers.find_map(|noun| match noun {
            noun if enemy(&noun) => Some(Standpoint::Enemy),
            noun if own(noun) => Some(Standpoint::SelfSide),
            _ => None,
        })
    }

    /// "The army admitted that its jets had killed nine villagers": whoever admits that is no enemy of theirs who boasts.
    fn harms_civilians(&self, draft: &Draft<'a>) -> bool {
        let civilian = |token: Token<'a>| {
            self.under.context.people(token).is_some_and(|sense| sense.status == VictimStatus::Civilian)
        };
        let targets = draft.participants.iter().filter(|one| one.role == claimant_model::Role::Target);
        targets.map(|one| one.token).any(civilian)
    }

    /// "The Russian ministry said Ukraine had lost 90 soldiers": an army that says what another state lost.
    fn counts_a_foes_losses(&self, draft: &Draft<'a>, claimant: Option<usize>) -> bool {
        let (actors, context) = (&self.under.actors, &self.under.context);
        let Some(claimant) = claimant.filter(|&claimant| crate::sides::bears_arms(actors, claimant)) else {
            return false;
        };
        let owners = draft.participants.iter().filter(|one| one.role == claimant_model::Role::Owner);
        let mut states =
            owners.filter_map(|one| actors.of_phrase(context, one.token)).map(|of| &actors.all[of]);
        let country = actors.all[claimant].country;
        states.any(|state| state.kind.is_state() && state.country.is_some() && state.country != country)
    }

    /// "The army said its guns had destroyed 12 tanks": what fighters destroy and whose nobody says is the enemy's.
    fn destroys(&self, draft: &Draft<'a>, claimant: usize) -> bool {
        use claimant_model::{Fate, ItemClass};
        let What::Materiel { class, fate, owner: None, .. } = &draft.what else { return false };
        let arms = !matches!(class, ItemClass::Building | ItemClass::Infrastructure | ItemClass::Other);
        let harms = matches!(fate, Fate::Destroyed | Fate::Damaged | Fate::Captured);
        let actors = &self.under.actors;
        let did = |one: &crate::draft::Participating<'a>| {
            let doer = actors.of_phrase(&self.under.context, one.token);
            one.role == claimant_model::Role::Initiator
                && doer.is_some_and(|doer| self.sides.same(actors, claimant, doer))
        };
        arms && harms && draft.participants.iter().any(did)
    }

    /// "The group said that its fighters had killed 17": whoever says so is a party.
    fn own_fighters(&self, draft: &Draft<'a>) -> bool {
        let context = &self.under.context;
        let fights = |token: Token<'a>| {
            context.is(token, NounClass::Unit)
                || context.people(token).is_some_and(|sense| sense.status == VictimStatus::Combatant)
        };
        matches!(draft.what, What::Casualties(_))
            && draft.participants.iter().any(|one| {
                let own = one.token.child("poss").is_some_and(|poss| poss.tag() == "PRP$");
                one.role == claimant_model::Role::Initiator && own && fights(one.token)
            })
    }

    /// Whether those who say it did it themselves, or are rebels who say what losses there were: a boast. What is said
    /// of civilians is none.
    fn boasts(&self, draft: &Draft<'a>, claimant: usize) -> bool {
        let What::Casualties(casualties) = &draft.what else { return false };
        let actors = &self.under.actors;
        let civilian = casualties.victims.is_some_and(|victims| {
            self.under.context.people(victims).is_some_and(|sense| sense.status == VictimStatus::Civilian)
        });
        let did = |one: &crate::draft::Participating<'a>| {
            one.role == claimant_model::Role::Initiator
                && actors
                    .of_phrase(&self.under.context, one.token)
                    .is_some_and(|doer| self.sides.same(actors, claimant, doer))
        };
        let kind = actors.all[claimant].kind;
        let rebels = kind.is_armed() && !kind.is_state();
        let side = casualties.victims.and_then(|who| lost_by(&self.under.context, actors, draft, who));
        let own = side.is_some_and(|side| self.sides.same(actors, claimant, side));
        // What rebels say of "people" killed is no boast unless they say that they did it.
        let anybody = casualties.victims.is_some_and(|victims| {
            matches!(victims.lemma(), "people" | "person" | "individual" | "victim") || victims.tag() == "PRP"
        });
        // "Turkish drones killed four fighters, the SDF said": what others did is no boast.
        let others = |one: &crate::draft::Participating<'a>| {
            let doer = actors.of_phrase(&self.under.context, one.token);
            one.role == claimant_model::Role::Initiator
                && doer.is_some_and(|doer| !self.sides.same(actors, claimant, doer))
        };
        let by_others = || draft.participants.iter().any(others);
        !civilian && !own && (draft.participants.iter().any(did) || rebels && !anybody && !by_others())
    }
}

/// Those whom a claim is about: its victims, the owner of what was lost, else its target, else who did it.
fn about(context: &Context<'_>, actors: &Actors, draft: &Draft<'_>) -> Option<usize> {
    match &draft.what {
        What::Casualties(casualties) => {
            // "We lost four men": they are those of whoever lost them.
            let victims = casualties.victims.and_then(|who| lost_by(context, actors, draft, who));
            // "Admitted the loss of six men": whoever admits it had them.
            let lost = || {
                let side = draft.participants.first().filter(|_| draft.predicate.lemma() == "loss")?;
                actors.of_phrase(context, side.token)
            };
            victims.or_else(lost).or_else(|| bearer(actors, draft.predicate))
        }
        What::Materiel { owner, item, .. } => owner
            .and_then(|owner| actors.of_phrase(context, owner))
            .or_else(|| actors.of_phrase(context, *item)),
        What::Strength { who, .. } => actors.of_phrase(context, *who),
        What::Relation { a, .. } => actors.of(*a),
        What::Authenticity { .. } => None,
        What::Event => {
            use claimant_model::Role::{Initiator, Participant, Supporter, Target};
            [Target, Supporter, Participant, Initiator].iter().find_map(|role| {
                draft
                    .participants
                    .iter()
                    .filter(|p| p.role == *role)
                    .find_map(|p| actors.of_phrase(context, p.token).or_else(|| side_of(actors, p)))
            })
        }
    }
}

/// "Struck a Hamas command post": those whose post it is.
fn side_of(actors: &Actors, target: &crate::draft::Participating<'_>) -> Option<usize> {
    let beside = |child: &Token<'_>| matches!(child.label(), "compound" | "poss" | "nmod" | "amod");
    let armed = |actor: &usize| actors.all[*actor].kind.is_armed();
    let sides = target.token.children().filter(beside).filter_map(|child| actors.of(child));
    sides.into_iter().find(|side| armed(side) && target.role == claimant_model::Role::Target)
}

/// "We have three wounded and no dead": those who have them.
fn bearer(actors: &Actors, predicate: Token<'_>) -> Option<usize> {
    const NEAR: usize = 3;
    // Who counts bodies has not lost them.
    let has = |verb: &Token<'_>| verb.lemma() == "have" && crate::tree::is_verb(*verb);
    let verb = std::iter::once(predicate).chain(predicate.ancestors()).take(NEAR).find(has)?;
    crate::clause::subjects(verb, NEAR).into_iter().find_map(|subject| actors.of(subject))
}
