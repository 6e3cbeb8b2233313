//! Who takes part.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{ActorId, Span};

/// What kind of actor it is; ACLED's classes with a few of our own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ActorKind {
    /// Army, police, and other arms of a state at home.
    StateForces,
    /// The civil power of a state.
    Government,
    /// An armed group against a state.
    RebelGroup,
    /// An armed group with a political aim, or unidentified.
    PoliticalMilitia,
    /// An armed group of a community.
    IdentityMilitia,
    /// Forces of another state, or mercenaries acting for themselves.
    ExternalForces,
    /// People who riot.
    Rioters,
    /// People who protest.
    Protesters,
    /// People who do not fight.
    Civilians,
    /// The United Nations and the like.
    Intergovernmental,
    /// Press and broadcasters.
    Media,
    /// One person by name or office.
    Person,
    /// Anybody else.
    Other,
    /// Not known.
    #[default]
    Unknown,
}

impl ActorKind {
    /// Whether such an actor carries arms.
    pub fn is_armed(self) -> bool {
        use ActorKind::{ExternalForces, IdentityMilitia, PoliticalMilitia, RebelGroup, StateForces};
        matches!(self, StateForces | RebelGroup | PoliticalMilitia | IdentityMilitia | ExternalForces)
    }

    /// Whether such an actor acts for a state.
    pub fn is_state(self) -> bool {
        matches!(self, ActorKind::StateForces | ActorKind::Government)
    }
}

/// Somebody whom the report speaks of, with every mention found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Actor {
    /// Its id in this reading.
    pub id: ActorId,
    /// Canonical name where known, else the fullest mention.
    pub name: String,
    /// Key in the actor register; absent when the actor is not in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub known: Option<String>,
    /// What kind of actor.
    pub kind: ActorKind,
    /// ISO 3166-1 alpha-3.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// The actor this one is part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member_of: Option<ActorId>,
    /// Where the report names it.
    pub mentions: Vec<Span>,
}
