//! Reports as they come in: the paths of the command line. What is in them, `claimant-text` knows.

mod source;

pub(crate) use source::{Form, Sources};
