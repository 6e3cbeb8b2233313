//! Typed identifiers, so that an actor is never passed where a place is meant.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

macro_rules! identifiers {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
            #[serde(transparent)]
            pub struct $name(String);

            impl $name {
                /// Wraps an identifier.
                pub fn new(id: impl Into<String>) -> Self {
                    Self(id.into())
                }

                /// The identifier as text.
                pub fn as_str(&self) -> &str {
                    &self.0
                }
            }

            impl fmt::Display for $name {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.pad(&self.0)
                }
            }
        )*
    };
}

identifiers! {
    /// A report: SHA-256 of its raw bytes, or the id its record carried.
    ReportId,
    /// An actor of one reading, such as `a3`.
    ActorId,
    /// A place of one reading, such as `p1`.
    PlaceId,
    /// A claim: a hash of what it says and where (see [`crate::claim_id`]).
    ClaimId,
    /// An event of one reading, such as `e1`.
    EventId,
    /// A run: reports read together by the same program with the same options.
    RunId,
}
