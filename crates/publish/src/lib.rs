//! Events and their claims in the formats of the field, and hand codings read back and compared.
//!
//! Everything is written from [`Dossier`](claimant_model::Dossier)s, one after the other, so that an export of any length
//! runs in bounded memory:
//!
//! ```
//! use claimant_publish::{Format, Options, write};
//!
//! let dossiers: Vec<claimant_model::Dossier> = Vec::new();
//! let mut file = Vec::new();
//! let summary = write(Format::GeoJson, &Options::new(), &dossiers, &mut file)?;
//! assert_eq!(summary.written, 0);
//! # Ok::<(), claimant_publish::Error>(())
//! ```
//!
//! Every flat format loses the claims; beside it belongs the claims table ([`Format::Claims`]), keyed by event id. What a
//! format has no place for is left out, counted and said ([`Summary`]), never bent to fit.
//!
//! The crate opens no store and no file. The lossless [`bundle`] takes a ledger's entries and kept bytes from whoever has
//! them.

mod acled;
#[cfg(feature = "parquet")]
mod arrow;
pub mod bundle;
mod claim_review;
mod claims;
#[cfg(feature = "parquet")]
mod claims_parquet;
mod coded;
mod codes;
pub mod compare;
mod dossiers;
mod error;
mod event_row;
mod format;
mod ged;
mod geojson;
#[cfg(feature = "parquet")]
mod geoparquet;
mod html;
pub mod import;
mod json_list;
pub mod plover;
pub mod schemas;
mod stix;
mod table;
#[cfg(test)]
mod tests;
mod view;
mod whose;

pub use coded::{CodedEvent, Coding};
pub use codes::Country;
pub use error::Error;
pub use event_row::EventRow;
pub use format::{AcledCodes, Cells, Format, NoFormat, Options, Sink, Summary, open, write};
pub use ged::{numeric_id, priogrid};
pub use geojson::{Feature, FeatureType, Point, PointType};
