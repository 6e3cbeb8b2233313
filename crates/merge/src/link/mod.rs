//! Same event? Accounts that share a block are compared, pairs are scored with reasons, and groups are made of the pairs.
//!
//! [`Profiler`] makes of a reading what is compared; [`Linker`] groups accounts in memory; [`place`] does the same for a
//! new report over a store.

mod cluster;
mod keys;
mod linker;
mod over_store;
mod profile;
mod score;
mod weights;

pub use linker::{Change, Decision, Linker};
pub use over_store::{Neighbours, Window, place};
pub(crate) use profile::place as place_of;
pub use profile::{Days, Level, Profile, Profiler, Spot};
pub use score::{reasons, score};
pub use weights::{
    ActorWeights, DateWeights, FigureWeights, KindWeights, PlaceWeights, VictimWeights, Weights,
    WeightsError, WordWeights,
};
