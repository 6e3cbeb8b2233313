//! What can go wrong at the desk.

use claimant_ledger::LedgerError;
use claimant_merge::link::WeightsError;
use claimant_merge::reconcile::PresetError;
use claimant_model::{AccountId, EventId};

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
    /// No event has such an account.
    #[error("no event has the account {0}: `claimant show EVENT` lists the accounts of an event")]
    NoAccount(AccountId),
}

/// What comes of something done at the desk.
pub type Result<T, E = DeskError> = std::result::Result<T, E>;
