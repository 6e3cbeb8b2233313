//! Side A and side B of an event.
//!
//! In state-based violence side A is the government (UCDP's order); elsewhere it is who did it. In one-sided violence side
//! B is `Civilians`.

use claimant_model::{Actor, ActorId, ActorKind, Role};

use crate::acled::Class;
use crate::codes::Country;
use crate::view::View;

/// One side.
#[derive(Clone, Debug, Default)]
pub(crate) struct Side<'d> {
    /// The name as UCDP would print it; empty where nobody is known.
    pub name: String,
    /// The state, where the side is one.
    pub state: Option<&'static Country>,
    members: Vec<&'d Actor>,
}

/// The two sides.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sides<'d> {
    pub a: Side<'d>,
    pub b: Side<'d>,
    pub one_sided: bool,
}

impl<'d> Sides<'d> {
    /// The sides of an event.
    pub(crate) fn of(view: &View<'d>) -> Sides<'d> {
        let violence = view.dossier.type_of_violence;
        let (a, b) = camps(view);
        if violence == Some(3) {
            let perpetrators = if a.iter().any(|actor| is_organised(actor)) { a } else { b };
            let civilians = Side { name: "Civilians".to_owned(), ..Side::default() };
            return Sides { a: Side::of(perpetrators), b: civilians, one_sided: true };
        }
        let (a, b) = (Side::of(a), Side::of(b));
        let state_second = a.state.is_none() && b.state.is_some();
        let (a, b) = if violence != Some(2) && state_second { (b, a) } else { (a, b) };
        Sides { a, b, one_sided: false }
    }

    /// `A - B`.
    pub(crate) fn dyad(&self) -> String {
        if self.a.name.is_empty() || self.b.name.is_empty() {
            return String::new();
        }
        format!("{} - {}", self.a.name, self.b.name)
    }
}

impl<'d> Side<'d> {
    /// The first of them gives the name: a state's forces stand for its government.
    fn of(members: Vec<&'d Actor>) -> Side<'d> {
        let Some(first) =
            members.iter().copied().find(|actor| is_organised(actor)).or(members.first().copied())
        else {
            return Side::default();
        };
        let state = state_of(first);
        let name =
            state.map_or_else(|| first.name.clone(), |state| format!("Government of {}", state.ucdp_name));
        Side { name, state, members }
    }

    /// ACLED's class of the first of them.
    pub(crate) fn class(&self, country: &Country) -> Option<Class> {
        self.members.iter().find_map(|actor| Class::of(actor, country))
    }

    /// Whether it is armed people whom nobody names.
    pub(crate) fn is_unnamed(&self) -> bool {
        self.members
            .iter()
            .any(|actor| actor.kind.is_armed() && !actor.kind.is_state() && actor.known.is_none())
    }

    /// Whether an actor is of this side: a member, part of one, or of the same state.
    pub(crate) fn has(&self, actor: &Actor) -> bool {
        let same_state = self.state.is_some() && state_of(actor) == self.state;
        same_state || self.members.iter().any(|member| is_related(member, actor))
    }
}

fn is_related(a: &Actor, b: &Actor) -> bool {
    let part_of = |part: &Actor, whole: &ActorId| part.member_of.as_ref() == Some(whole);
    a.id == b.id || part_of(a, &b.id) || part_of(b, &a.id)
}

/// The state for which an actor acts.
fn state_of(actor: &Actor) -> Option<&'static Country> {
    actor.country.as_deref().filter(|_| actor.kind.is_state()).and_then(Country::of)
}

/// Whether an actor can be a side in UCDP's sense.
fn is_organised(actor: &Actor) -> bool {
    actor.kind.is_armed() || actor.kind.is_state()
}

/// Who did it and whom it was done to. Where the reports name no such parts, the participants are told apart by state.
fn camps<'d>(view: &View<'d>) -> (Vec<&'d Actor>, Vec<&'d Actor>) {
    let did = view.with_role(&[Role::Initiator]);
    let suffered = view.with_role(&[Role::Target]);
    if !did.is_empty() && !suffered.is_empty() {
        return (did, suffered);
    }
    let all: Vec<&Actor> = view.with_role(&[Role::Initiator, Role::Target, Role::Participant]);
    let Some(first) = all.iter().copied().find(|actor| is_organised(actor)) else {
        return (did, suffered);
    };
    let with_first =
        |actor: &&Actor| is_related(actor, first) || state_of(actor).is_some() == state_of(first).is_some();
    let (a, b): (Vec<&Actor>, Vec<&Actor>) =
        all.into_iter().filter(|actor| actor.kind != ActorKind::Civilians).partition(with_first);
    if !b.is_empty() {
        return (a, b);
    }
    // All states, or none: the first against the rest.
    a.into_iter().partition(|actor| is_related(actor, first))
}
