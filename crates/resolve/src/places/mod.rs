//! Where: the gazetteer and the choice among places of one name.
//!
//! [`find_mentions`] says which words of a parsed report name places, [`describe`] what the words around them say, and
//! [`resolve`] which places of the [`Gazetteer`] are meant.

mod answer;
#[cfg(any(test, feature = "build"))]
pub mod build;
mod copies;
mod country;
#[cfg(test)]
mod country_tests;
mod describe;
#[cfg(any(test, feature = "build"))]
pub mod dump;
mod feature;
mod find;
mod fold;
mod format;
mod gazetteer;
#[cfg(any(test, feature = "build"))]
pub mod geonames;
#[cfg(any(test, feature = "build"))]
mod gns;
mod mention;
mod near;
mod resolve;
#[cfg(any(test, feature = "build"))]
mod runs;
mod story;
#[cfg(all(test, feature = "gazetteer"))]
mod story_tests;
#[cfg(all(test, feature = "gazetteer"))]
mod supplement_tests;
pub mod tables;
mod words;

pub use answer::{PlaceCandidate, ResolvedPlace};
pub use country::Country;
pub use describe::describe;
pub use feature::Feature;
pub use find::find_mentions;
pub use fold::fold;
pub use format::Sureness;
pub use gazetteer::{Gazetteer, GazetteerError, Match, Place, PlaceId};
pub use mention::{PlaceKind, PlaceMention, Relation};
pub use resolve::{resolve, weights};
#[cfg(any(test, feature = "build"))]
pub use story::country_of_iso2;
pub use story::{StoryContext, country_name};
