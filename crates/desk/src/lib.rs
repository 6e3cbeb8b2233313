//! What a coder does at the ledger, over any store: add reports, have them linked and reconciled, ask why a figure is
//! what it is, settle doubtful pairs, take reports back.
//!
//! The ledger stores and proves, merge decides; the desk carries papers between the two. Everything that one call adds
//! is written in one transaction, so a ledger never holds a report whose events are not settled.

mod add;
mod corrections;
mod desk;
mod dossiers;
mod error;
mod estimating;
mod find;
mod linking;
mod review;
mod shelf;
mod why;

pub use add::{Added, Incoming};
pub use corrections::NewValue;
pub use desk::{Desk, Run};
pub use dossiers::Dossiers;
pub use error::{DeskError, Result};
pub use review::Settled;
pub use why::{Derivation, Step, Why};
