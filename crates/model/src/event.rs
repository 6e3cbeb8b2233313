//! What happened, put together from the claims about it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{ActorId, ClaimId, Estimate, EventId, Participant, PlaceId, Plover, Tense, Time};

/// How far it went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// It was done.
    Accomplished,
    /// It was tried and failed.
    Attempted,
    /// It was threatened.
    Threatened,
}

/// On what ground somebody is held to have done it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// The report says so in its own voice.
    StatedAsFact,
    /// They say so themselves.
    Admitted,
    /// Authorities say so.
    AccusedByAuthorities,
    /// Somebody says so.
    Accused,
    /// It is thought so.
    Suspected,
    /// They say they did not.
    Denied,
}

/// Who is held to have done it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Responsibility {
    /// Who.
    pub actor: ActorId,
    /// On what ground.
    pub basis: Basis,
    /// The claim that says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<ClaimId>,
}

/// What happened. The first of a reading is what the report is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Event {
    /// Its id in this reading.
    pub id: EventId,
    /// A few words for people.
    pub title: String,
    /// PLOVER event type.
    pub plover: Plover,
    /// PLOVER mode.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<String>,
    /// ACLED sub-event type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acled: Option<String>,
    /// UCDP: 1 state-based, 2 non-state, 3 one-sided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 3))]
    pub type_of_violence: Option<u8>,
    /// Current, history or to come.
    pub tense: Tense,
    /// How far it went; absent where it is only foreseen, planned, feared or forbidden.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<Stage>,
    /// Who had which part.
    pub participants: Vec<Participant>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<Time>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<PlaceId>,
    /// The claims about it.
    pub claims: Vec<ClaimId>,
    /// Who is held to have done it; competing claims are all kept.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub responsibility: Vec<Responsibility>,
    /// Low, best and high by the presets.
    pub estimates: Vec<Estimate>,
}
