//! Trees to claims: reads one report and gives every claim it makes, with who makes it.
//!
//! Reading is a pure function of the report, the pipeline and the lexicon: no input or output, no clock, no
//! randomness. It never fails: odd text gives a reading with fewer claims.

mod actors;
mod attribution;
mod clause;
mod context;
mod factuality;
pub mod lexicon;
mod quantity;
mod reader;
mod tree;

pub use reader::{Reader, Scratch};
