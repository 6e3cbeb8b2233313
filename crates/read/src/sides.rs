//! Who stands with whom: allies and enemies as the report has them, for the standpoint of a claim.

use std::collections::HashSet;

use claimant_model::{ActorKind, RelationKind, Role, Standpoint};
use claimant_parse::Token;

use crate::actors::Actors;
use crate::draft::{Draft, What};
use crate::tree::first_conjunct;

/// How the register ends the ids of those who speak for an army.
const DEFENCE: &str = ".defence_ministry";

/// Alliances (joined transitively) and hostilities between the actors of a report.
pub(crate) struct Sides {
    group: Vec<usize>,
    hostile: HashSet<(usize, usize)>,
    /// Who is told to attack whom, actor by actor.
    attacks: Vec<(usize, usize)>,
}

impl Sides {
    /// Reads relations, joint action and attacks off the drafts.
    pub(crate) fn find(actors: &Actors, drafts: &[Draft<'_>]) -> Sides {
        let mut sides = Sides {
            group: (0..actors.all.len()).collect(),
            hostile: HashSet::new(),
            attacks: attacks(actors, drafts),
        };
        for (index, actor) in actors.all.iter().enumerate() {
            if let Some(above) = actor.member_of {
                sides.join(index, above);
            }
        }
        for draft in drafts {
            sides.relation(actors, draft);
            sides.together(actors, draft);
        }
        for draft in drafts {
            sides.against(actors, draft);
        }
        sides
    }

    fn relation(&mut self, actors: &Actors, draft: &Draft<'_>) {
        let What::Relation {
            kind: RelationKind::Alliance | RelationKind::Affiliation | RelationKind::Support,
            a,
            b,
        } = &draft.what
        else {
            return;
        };
        let (Some(a), Some(b)) = (actors.of(*a), actors.of(*b)) else { return };
        if self.attack_each_other(actors, a, b) {
            return;
        }
        self.join(a, b);
        // An ally of the state is an ally of its army.
        for (state, other) in [(a, b), (b, a)] {
            let country = actors.all[state].country;
            if actors.all[state].kind.is_state() && country.is_some() {
                let arms: Vec<usize> = (0..actors.all.len())
                    .filter(|&i| actors.all[i].kind.is_state() && actors.all[i].country == country)
                    .collect();
                for arm in arms {
                    self.join(arm, other);
                }
            }
        }
    }

    /// "The militia, once an ally of the army, killed 20 soldiers": those who attack each other are allies no more.
    fn attack_each_other(&self, actors: &Actors, a: usize, b: usize) -> bool {
        let is = |one: usize, other: usize| one == other || same_state(actors, one, other);
        self.attacks.iter().any(|&(x, y)| is(x, a) && is(y, b) || is(x, b) && is(y, a))
    }

    /// "their forces and Malian soldiers were retreating": those who do the same thing in one breath.
    fn together(&mut self, actors: &Actors, draft: &Draft<'_>) {
        for (index, one) in draft.participants.iter().enumerate() {
            for other in &draft.participants[index + 1..] {
                let joint = one.role == other.role
                    && first_conjunct(one.token) == first_conjunct(other.token)
                    && !stands_between(one.token);
                if let (true, Some(a), Some(b)) = (joint, actors.of(one.token), actors.of(other.token))
                    && !(one.role == Role::Target && are_foes(actors, a, b))
                {
                    self.join(a, b);
                }
            }
        }
    }

    fn against(&mut self, actors: &Actors, draft: &Draft<'_>) {
        if !draft.codes.is_assault() {
            return;
        }
        for one in &draft.participants {
            for other in &draft.participants {
                let opposed = one.role == Role::Initiator && other.role == Role::Target
                    || one.role == Role::Participant
                        && other.role == Role::Participant
                        && (first_conjunct(one.token) != first_conjunct(other.token)
                            || one.token != other.token && stands_between(one.token));
                if let (true, Some(a), Some(b)) = (opposed, actors.of(one.token), actors.of(other.token)) {
                    let (a, b) = (self.root(a), self.root(b));
                    if a != b {
                        self.hostile.insert((a.min(b), a.max(b)));
                    }
                }
            }
        }
    }

    fn root(&self, actor: usize) -> usize {
        let mut at = actor;
        while self.group[at] != at {
            at = self.group[at];
        }
        at
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.group[a.max(b)] = a.min(b);
    }

    /// How a claimant stands to those a claim is about.
    pub(crate) fn standpoint(&self, actors: &Actors, claimant: usize, about: usize) -> Standpoint {
        let same = claimant == about
            || actors.chain(claimant).any(|a| a == about)
            || actors.chain(about).any(|a| a == claimant);
        if same || same_state(actors, claimant, about) || are_its_soldiers(actors, claimant, about) {
            return Standpoint::SelfSide;
        }
        // A spokesman speaks for his police.
        let is_body = |one: &usize| actors.all[*one].kind != ActorKind::Person;
        let claimant = actors.chain(claimant).find(is_body).unwrap_or(claimant);
        let (a, b) = (self.root(claimant), self.root(about));
        if a == b {
            return Standpoint::Ally;
        }
        if self.hostile.contains(&(a.min(b), a.max(b))) || self.states_fight(actors, claimant, about) {
            return Standpoint::Enemy;
        }
        let armed = |actor: usize| bears_arms(actors, actor);
        // Rebels on people of another country: "63 Kenyans".
        let (says, of) = (&actors.all[claimant], &actors.all[about]);
        let foreign = of.country.is_some() && of.country != says.country;
        if armed(claimant) && !says.kind.is_state() && of.kind == ActorKind::Unknown && foreign {
            return Standpoint::Enemy;
        }
        if armed(claimant) && armed(about) { Standpoint::Enemy } else { Standpoint::ThirdParty }
    }

    /// "The defence ministry said 20 rebels were killed": a state and rebels of its own, or whom its forces fight.
    fn states_fight(&self, actors: &Actors, claimant: usize, about: usize) -> bool {
        let (says, of) = (&actors.all[claimant], &actors.all[about]);
        if !says.kind.is_state() {
            return false;
        }
        let own_rebels =
            of.kind == ActorKind::RebelGroup && says.country.is_some() && of.country == says.country;
        let arm = |index: &usize| *index != claimant && same_state(actors, *index, claimant);
        let fights = |arm: usize| {
            let (a, b) = (self.root(arm), self.root(about));
            self.hostile.contains(&(a.min(b), a.max(b)))
        };
        own_rebels || of.kind.is_armed() && (0..actors.all.len()).filter(arm).any(fights)
    }

    /// Whether two actors stand on one side.
    pub(crate) fn same(&self, actors: &Actors, a: usize, b: usize) -> bool {
        self.standpoint(actors, a, b).is_own()
    }
}

/// Armies, armed groups, and the ministries that speak for armies.
pub(crate) fn bears_arms(actors: &Actors, actor: usize) -> bool {
    let one = &actors.all[actor];
    one.kind.is_armed() || one.known.as_deref().is_some_and(|id| id.ends_with(DEFENCE))
}

/// "Fighting between the army and the militia": two in one breath, and against each other.
fn stands_between(token: Token<'_>) -> bool {
    let first = first_conjunct(token);
    first.label() == "pobj" && first.head().lemma() == "between"
}

/// Who is told to attack whom.
fn attacks(actors: &Actors, drafts: &[Draft<'_>]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for draft in drafts.iter().filter(|draft| draft.codes.is_assault()) {
        let of = |role: Role| {
            let those = draft.participants.iter().filter(move |one| one.role == role);
            those.filter_map(|one| actors.of(one.token))
        };
        found.extend(of(Role::Initiator).flat_map(|a| of(Role::Target).map(move |b| (a, b))));
    }
    found
}

/// "The government said eight soldiers had died": soldiers of no country that is said are its own.
fn are_its_soldiers(actors: &Actors, state: usize, soldiers: usize) -> bool {
    let (state, soldiers) = (&actors.all[state], &actors.all[soldiers]);
    let described = soldiers.name.starts_with(char::is_lowercase);
    let nobodys = described && soldiers.country.is_none() && soldiers.known.is_none();
    state.kind.is_state() && soldiers.kind == ActorKind::StateForces && nobodys
}

/// Rebels and a state: "ten rebels and two soldiers were killed" makes no allies of them.
fn are_foes(actors: &Actors, a: usize, b: usize) -> bool {
    let (a, b) = (actors.all[a].kind, actors.all[b].kind);
    a == ActorKind::RebelGroup && b.is_state() || b == ActorKind::RebelGroup && a.is_state()
}

/// A government and its army.
fn same_state(actors: &Actors, a: usize, b: usize) -> bool {
    let (a, b) = (&actors.all[a], &actors.all[b]);
    // "The army" and "the security forces" without any country's name are those of one.
    a.country == b.country && a.kind.is_state() && b.kind.is_state()
}
