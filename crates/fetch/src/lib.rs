//! Fetches pages and feeds, politely and safely, and decides which feed to poll when.
//!
//! This is the only crate that knows how to ask a server for something. [`Client`] fetches one address: `http` and `https` only,
//! never a private, loopback, link-local or metadata address unless that is allowed, with bounds on size, time and redirects.
//! [`Watch`] is the state of a watch over feeds: plain data that the caller keeps, so that it survives a restart, and pure
//! functions of it and of a clock that is handed in. [`poll`] joins the two for one feed.

mod address;
mod client;
mod error;
mod poll;
mod resolver;
mod robots;
mod watch;

pub use address::is_public;
pub use client::{Answer, Client, Settings, Validators};
pub use error::FetchError;
pub use poll::{Polled, poll};
pub use robots::Robots;
pub use watch::{Due, Feed, Host, Outcome, Pace, Watch};
