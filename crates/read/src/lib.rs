//! Trees to claims: reads one report and gives every claim it makes, with who makes it.
//!
//! Reading is a pure function of the report, the pipeline and the lexicon: no input or output, no clock, no
//! randomness. It never fails: odd text gives a reading with fewer claims.

mod actors;
mod assembly;
mod attribution;
mod boilerplate;
mod calendar;
mod casing;
mod claims;
mod clause;
mod context;
mod counts;
mod dates;
mod demonyms;
mod draft;
mod factuality;
mod frames;
mod ids;
pub mod lexicon;
mod misplaced;
mod places;
mod prepare;
mod quantity;
mod reader;
mod roll;
mod rules;
mod sides;
mod skim;
mod standing;
mod tree;

pub use assembly::learned as learned_happenings;
pub use attribution::learned as learned_attribution;
pub use claimant_resolve::actors::Register;
pub use claimant_resolve::places::Gazetteer;
pub use reader::{Reader, Scratch};
pub use skim::Skip;
