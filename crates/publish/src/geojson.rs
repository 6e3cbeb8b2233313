//! `GeoJSON` (RFC 7946): an event is a feature, its id the event's.
//!
//! The geometry is null unless the point is that of the place itself or of a town nearby: the middle of a district,
//! province or country is no place where anything happened. `where_prec` says how coarse the place is.

use std::io::Write;

use claimant_model::Dossier;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::event_row::EventRow;
use crate::format::{Options, Sink, Summary};
use crate::json_list::JsonList;
use crate::view::{View, degrees};

/// An event on the map.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Feature {
    /// Always `Feature`.
    #[serde(rename = "type")]
    pub kind: FeatureType,
    /// The event's id.
    pub id: String,
    /// Where; null where only a larger area is known.
    pub geometry: Option<Point>,
    /// What is known of it.
    pub properties: EventRow,
}

/// Always `Feature`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum FeatureType {
    /// As RFC 7946 spells it.
    Feature,
}

/// A point.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Point {
    /// Always `Point`.
    #[serde(rename = "type")]
    pub kind: PointType,
    /// Longitude, latitude.
    pub coordinates: [f64; 2],
}

/// Always `Point`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum PointType {
    /// As RFC 7946 spells it.
    Point,
}

/// Writes the collection.
pub(crate) struct GeoJsonWriter<W> {
    list: JsonList<W>,
    preset: String,
    summary: Summary,
}

/// Why a feature has no geometry.
pub(crate) const NO_PIN: &str = "geometry null: only a larger area is known";

impl<W: Write> GeoJsonWriter<W> {
    pub(crate) fn new(out: W, options: &Options) -> Result<GeoJsonWriter<W>, Error> {
        let list = JsonList::open(out, r#"{"type":"FeatureCollection","features":["#)?;
        Ok(GeoJsonWriter { list, preset: options.preset.clone(), summary: Summary::default() })
    }
}

impl<W: Write> Sink for GeoJsonWriter<W> {
    fn add(&mut self, dossier: &Dossier) -> Result<(), Error> {
        let feature = Feature::of(&View::new(dossier), &self.preset);
        self.summary.events += 1;
        self.summary.written += 1;
        if feature.geometry.is_none() {
            self.summary.adjust(NO_PIN);
        }
        self.list.push(&feature)
    }

    fn finish(self: Box<Self>) -> Result<Summary, Error> {
        self.list.close()?;
        Ok(self.summary)
    }
}

impl Feature {
    fn of(view: &View<'_>, preset: &str) -> Feature {
        let point = view.point().map(|(latitude, longitude)| Point {
            kind: PointType::Point,
            coordinates: [degrees(longitude), degrees(latitude)],
        });
        let properties = EventRow::of(view, preset);
        Feature { kind: FeatureType::Feature, id: view.dossier.id.to_string(), geometry: point, properties }
    }
}
