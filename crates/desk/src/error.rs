//! What can go wrong at the desk.

use claimant_ledger::LedgerError;
use claimant_merge::link::WeightsError;
use claimant_merge::reconcile::PresetError;
use claimant_model::{AccountId, ActorId, ClaimId, EventId, ReportId};

/// Why something could not be done. The ledger is as it was before.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DeskError {
    /// The ledger refused or failed.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The weights of linking that the program carries are damaged.
    #[error(transparent)]
    Weights(#[from] WeightsError),
    /// The presets that the program carries are damaged.
    #[error(transparent)]
    Preset(#[from] PresetError),
    /// The ledger has no such event.
    #[error("there is no event {0} in the ledger: `claimant events` lists what there is")]
    NoEvent(EventId),
    /// The ledger has no such report.
    #[error("there is no report {0} in the ledger: `claimant show EVENT` lists the reports of an event")]
    NoReport(ReportId),
    /// What was typed fits several ids.
    #[error("several ids begin with `{typed}`: {found}; give more of the one you mean")]
    Several {
        /// The beginning.
        typed: String,
        /// What begins so.
        found: String,
    },
    /// There is no such rule of deriving figures.
    #[error("there is no preset {wanted}: there are {known}")]
    NoPreset {
        /// The name that was asked for.
        wanted: String,
        /// The names there are.
        known: String,
    },
    /// The ledger has no such claim, or it does not stand.
    #[error(
        "there is no claim {0} in the ledger: `claimant show EVENT --format json` lists the claims of an event"
    )]
    NoClaim(ClaimId),
    /// No event of the ledger has such an actor.
    #[error(
        "there is no actor {0} in the ledger: `claimant show EVENT --format json` lists the actors of an event"
    )]
    NoActor(ActorId),
    /// There is no such field.
    #[error("there is no {0:?} to be changed: name the field as in /casualties/figure/low")]
    NoField(String),
    /// Something that nobody may change.
    #[error("{0} cannot be changed: they are what was read")]
    Fixed(&'static str),
    /// What was changed is not what it has to be any more.
    #[error("the change does not fit: {0}")]
    Unfit(#[from] serde_json::Error),
    /// No event has such an account.
    #[error("no event has the account {0}: `claimant show EVENT` lists the accounts of an event")]
    NoAccount(AccountId),
}

/// What comes of something done at the desk.
pub type Result<T, E = DeskError> = std::result::Result<T, E>;
