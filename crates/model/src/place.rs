//! Where and when.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{PlaceId, Span};

/// A place that the report names.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Place {
    /// Its id in this reading.
    pub id: PlaceId,
    /// Its name.
    pub name: String,
    /// Its number in `GeoNames`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub geonames: Option<u64>,
    /// Degrees north.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latitude: Option<f64>,
    /// Degrees east.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub longitude: Option<f64>,
    /// ISO 3166-1 alpha-3.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// First-level division.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub admin1: Option<String>,
    /// UCDP `where_prec`, 1 to 7.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 1, max = 7))]
    pub precision: Option<u8>,
    /// Where the report names it.
    pub mentions: Vec<Span>,
}

/// When something happened, as a span of days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Time {
    /// ISO date, earliest possible.
    pub start: Option<String>,
    /// ISO date, latest possible.
    pub end: Option<String>,
    /// UCDP `date_prec`: 1 day, 2 span of 2-6 days, 3 week, 4 month, 5 year or coarser.
    #[schemars(range(min = 1, max = 5))]
    pub precision: u8,
    /// The words that give the time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mention: Option<Span>,
}
