//! Ids as numbers: the first 8 bytes of their BLAKE3 hash, little end first. A number is small, the same in every store,
//! and needs no table to be looked up in.
//!
//! Two ids may in theory share a number. Reports are guarded: a second report with the number of another is refused when
//! it is added. Claims and accounts hang on their report; what is found by a number is read from its entry.

use claimant_model::{AccountId, Digest, Target};

/// The number of an id of this kind.
fn key(kind: &str, id: &str) -> i64 {
    let mut hasher = blake3::Hasher::new();
    hasher.update(kind.as_bytes()).update(&[0]).update(id.as_bytes());
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&hasher.finalize().as_bytes()[..8]);
    i64::from_le_bytes(bytes)
}

pub(crate) fn report(id: &str) -> i64 {
    key("report", id)
}

pub(crate) fn claim(id: &str) -> i64 {
    key("claim", id)
}

pub(crate) fn event(id: &str) -> i64 {
    key("event", id)
}

pub(crate) fn account(id: &AccountId) -> i64 {
    key("account", &id.to_string())
}

/// An actor by its key in the register or its name; capital letters make no difference.
pub(crate) fn actor(id: &str) -> i64 {
    key("actor", &id.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase())
}

/// The same, as one whom a reviewer changed: an actor is in far more claims.
pub(crate) fn edited_actor(id: &str) -> i64 {
    actor(id) ^ key("edited", "")
}

/// An event, as one of which a reviewer said whether accounts are of it.
pub(crate) fn reviewed_event(id: &str) -> i64 {
    key("reviewed", id)
}

/// A kept file, by the first bytes of its hash.
pub(crate) fn file(hash: &Digest) -> i64 {
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&hash.as_bytes()[..8]);
    i64::from_le_bytes(bytes)
}

/// A block.
pub(crate) fn block(id: &str) -> i64 {
    key("block", id)
}

pub(crate) fn target(target: &Target) -> i64 {
    match target {
        Target::Report { report: id } => report(id.as_str()),
        Target::Claim { claim: id } => claim(id.as_str()),
        Target::Event { event: id } => event(id.as_str()),
        Target::Pair { account, event } => key("pair", &format!("{account}\0{event}")),
    }
}
