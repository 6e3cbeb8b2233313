//! Whose an estimate is: an actor, or a side that takes in several, as merging names it.

use claimant_model::{Actor, ActorId};

use crate::codes::Country;
use crate::view::View;

/// The side of an estimate.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Whose<'d> {
    /// One actor.
    Actor(&'d Actor),
    /// All forces and bodies of a state: `state-mli`.
    State(&'static Country),
    /// Civilians, of a country where it is known: `civilians-mli`.
    Civilians(Option<&'static Country>),
    /// Armed people whom nobody names: `armed-unnamed`.
    Unnamed,
    /// An id that nothing is known of.
    Unknown(&'d str),
}

impl<'d> Whose<'d> {
    /// Of a side's id.
    pub(crate) fn of(view: &View<'d>, id: &'d ActorId) -> Whose<'d> {
        if let Some(actor) = view.actor(id) {
            return Whose::Actor(actor);
        }
        let country = |code: &str| Country::of(&code.to_uppercase());
        let id = id.as_str();
        let state = id.strip_prefix("state-").and_then(country);
        match (state, id.strip_prefix("civilians-")) {
            (Some(state), _) => Whose::State(state),
            (_, Some(code)) => Whose::Civilians(country(code)),
            _ if id == "armed-unnamed" => Whose::Unnamed,
            _ => Whose::Unknown(id),
        }
    }

    /// For people.
    pub(crate) fn name(self) -> String {
        match self {
            Whose::Actor(actor) => actor.name.clone(),
            Whose::State(country) => format!("{} (the state)", country.name),
            Whose::Civilians(Some(country)) => format!("civilians in {}", country.name),
            Whose::Civilians(None) => "civilians".to_owned(),
            Whose::Unnamed => "unnamed armed people".to_owned(),
            Whose::Unknown(id) => id.to_owned(),
        }
    }
}
