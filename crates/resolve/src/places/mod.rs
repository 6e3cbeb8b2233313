//! Where: the gazetteer and the choice among places of one name.

#[cfg(any(test, feature = "build"))]
pub mod build;
mod country;
mod feature;
mod fold;
mod format;
mod gazetteer;
#[cfg(any(test, feature = "build"))]
mod runs;
pub mod tables;

pub use country::Country;
pub use feature::Feature;
pub use fold::fold;
pub use format::Sureness;
pub use gazetteer::{Gazetteer, GazetteerError, Match, Place, PlaceId};
