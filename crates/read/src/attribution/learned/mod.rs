//! The learned reader of attributions: who says what, about anything, without nesting.
//!
//! Logistic regressions over features of the dependency tree say which words are cues; small models of one segment
//! (the score of a run of tokens is the sum over its tokens, plus its opening and its closing token) give the cue's
//! words, its source and its content; a last regression judges the three together. The weights are hashed and live in
//! `data/attribution/weights.bin`; `cargo xtask train-attribution` writes them with the very code that reads them here.

pub mod cue;
pub mod find;
pub mod hash;
mod memory;
mod reading;
pub mod role;
pub mod segment;
pub mod table;
pub mod view;
pub mod weights;
pub mod whole;
pub mod window;

pub use find::{Found, find};
pub(crate) use reading::sayings;
pub use view::View;
pub use weights::{Model, WeightsError};
