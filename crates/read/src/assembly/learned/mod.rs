//! The learned judge of happenings: whether a group of claims tells of one happening that a coder would write down, or of
//! violence in general, of what everybody knows, of what is feared or hoped for.
//!
//! A logistic regression over what the group says and how: its weights are hashed and live in
//! `data/happenings/weights.bin`; `cargo xtask train-happenings` writes them with the very code that reads them here.

mod features;
mod model;

pub(crate) use features::{Standing, features};
pub use model::Model;
