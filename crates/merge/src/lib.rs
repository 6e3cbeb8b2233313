//! Many reports, one event: which accounts are of one happening, which reports go back to one source, and what low, best
//! and high are under a rule that can be read.
//!
//! - [`link`] compares accounts that share a place and a time, scores pairs with reasons, and groups them; unsure pairs
//!   are for a person, and every merge and split can be undone.
//! - [`origins`] finds copies, wire stories and one claimant's words in many reports.
//! - [`reconcile`] derives estimates by presets, and how they came about.
//! - [`Collection`] does all of it over a stream of readings, and keeps little of each.
//! - [`dossier()`] puts an event together with everything behind it.
//!
//! Everything here is a pure function of its arguments: no clock, no store, no randomness.

mod actors;
mod collection;
mod day;
mod dossier;
mod hash;
mod union_find;
mod words;

pub mod link;
pub mod origins;
pub mod reconcile;

pub use actors::key as actor_key;
pub use collection::{Collection, Extract, Extractor, Linked, LinkedEvent, Review};
pub use dossier::{dossier, figures};
pub use union_find::UnionFind;
