//! Turns mentions into known actors, places and dates, offline, with the doubt kept.
//!
//! All data is part of the program or handed in; nothing here reads a file, the clock or the network.
#![deny(missing_docs)]

pub mod actors;
pub mod dates;
pub mod places;
