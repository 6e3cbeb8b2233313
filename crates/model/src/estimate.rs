//! Low, best and high by a rule that can be read.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{ActorId, ClaimId, Outcome, VictimStatus};

/// What one claim did to an estimate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Because {
    /// The claim.
    pub claim: ClaimId,
    /// What it did, in words.
    pub effect: String,
}

/// A derived figure. `low <= best <= high` wherever they are given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Estimate {
    /// What became of them.
    pub outcome: Outcome,
    /// Whose they were; `null` for all victims of the event together.
    pub side: Option<ActorId>,
    /// What they were.
    pub status: VictimStatus,
    /// The lowest figure deemed reasonable.
    pub low: Option<u64>,
    /// The figure to use where one is needed.
    pub best: Option<u64>,
    /// The highest figure deemed reasonable.
    pub high: Option<u64>,
    /// The rule: ucdp, acled, ibc, airwars.
    pub preset: String,
    /// The derivation.
    pub because: Vec<Because>,
}
