//! `GeoParquet` 1.1: the properties of the `GeoJSON` file as columns and the point as WKB, null where only a larger area is
//! known. The metadata is written by hand: for points it is a few lines.

use std::io::Write;

use claimant_model::Dossier;
use serde_json::json;

use crate::arrow::{Column, Get, RowFile};
use crate::error::Error;
use crate::event_row::EventRow;
use crate::format::{Options, Sink, Summary};
use crate::geojson::NO_PIN;
use crate::view::{View, degrees};

/// An event and its point.
struct Row {
    event: EventRow,
    geometry: Option<[u8; 21]>,
}

const COLUMNS: [Column<Row>; 27] = [
    ("event_id", Get::Text(|row| Some(&row.event.event_id))),
    ("title", Get::Text(|row| Some(&row.event.title))),
    ("plover", Get::Text(|row| Some(&row.event.plover))),
    ("mode", Get::Text(|row| row.event.mode.as_deref())),
    ("acled", Get::Text(|row| row.event.acled.as_deref())),
    ("type_of_violence", Get::Number(|row| row.event.type_of_violence.map(u64::from))),
    ("stage", Get::Text(|row| row.event.stage.as_deref())),
    ("date_start", Get::Day(|row| row.event.date_start.as_deref().and_then(crate::view::day))),
    ("date_end", Get::Day(|row| row.event.date_end.as_deref().and_then(crate::view::day))),
    ("date_prec", Get::Number(|row| row.event.date_prec.map(u64::from))),
    ("place", Get::Text(|row| row.event.place.as_deref())),
    ("admin1", Get::Text(|row| row.event.admin1.as_deref())),
    ("country", Get::Text(|row| row.event.country.as_deref())),
    ("where_prec", Get::Number(|row| row.event.where_prec.map(u64::from))),
    ("killed_low", Get::Number(|row| row.event.killed_low)),
    ("killed_best", Get::Number(|row| row.event.killed_best)),
    ("killed_high", Get::Number(|row| row.event.killed_high)),
    ("wounded_low", Get::Number(|row| row.event.wounded_low)),
    ("wounded_best", Get::Number(|row| row.event.wounded_best)),
    ("wounded_high", Get::Number(|row| row.event.wounded_high)),
    ("preset", Get::Text(|row| Some(&row.event.preset))),
    ("claimants", Get::Text(|row| Some(&row.event.claimants))),
    ("publishers", Get::Text(|row| Some(&row.event.publishers))),
    ("urls", Get::Number(|row| Some(u64::from(row.event.urls)))),
    ("origins", Get::Number(|row| Some(u64::from(row.event.origins)))),
    ("sides", Get::Number(|row| Some(u64::from(row.event.sides)))),
    ("geometry", Get::Bytes(|row| row.geometry.as_ref().map(<[u8; 21]>::as_slice))),
];

/// Writes the file.
pub(crate) struct GeoParquetWriter<W: Write + Send> {
    file: RowFile<W, Row>,
    bounds: Option<[f64; 4]>,
    preset: String,
    summary: Summary,
}

impl<W: Write + Send> GeoParquetWriter<W> {
    pub(crate) fn new(out: W, options: &Options) -> Result<GeoParquetWriter<W>, Error> {
        let file = RowFile::new(out, &COLUMNS)?;
        Ok(GeoParquetWriter {
            file,
            bounds: None,
            preset: options.preset.clone(),
            summary: Summary::default(),
        })
    }

    fn widen(&mut self, x: f64, y: f64) {
        let [west, south, east, north] = self.bounds.unwrap_or([x, y, x, y]);
        self.bounds = Some([west.min(x), south.min(y), east.max(x), north.max(y)]);
    }
}

impl<W: Write + Send> Sink for GeoParquetWriter<W> {
    fn add(&mut self, dossier: &Dossier) -> Result<(), Error> {
        let view = View::new(dossier);
        let point = view.point().map(|(latitude, longitude)| (degrees(longitude), degrees(latitude)));
        self.summary.events += 1;
        self.summary.written += 1;
        match point {
            Some((x, y)) => self.widen(x, y),
            None => self.summary.adjust(NO_PIN),
        }
        let geometry = point.map(|(x, y)| well_known_binary(x, y));
        self.file.push(Row { event: EventRow::of(&view, &self.preset), geometry })
    }

    fn finish(self: Box<Self>) -> Result<Summary, Error> {
        let metadata = metadata(self.bounds);
        self.file.finish(Some(("geo", metadata)))?;
        Ok(self.summary)
    }
}

/// A point in well-known binary: byte order (1: little end first), type (1: point), x, y.
fn well_known_binary(x: f64, y: f64) -> [u8; 21] {
    let mut bytes = [0; 21];
    bytes[0] = 1;
    bytes[1] = 1;
    bytes[5..13].copy_from_slice(&x.to_le_bytes());
    bytes[13..].copy_from_slice(&y.to_le_bytes());
    bytes
}

/// The `geo` metadata. Without `crs` the coordinates are longitude and latitude on WGS 84.
fn metadata(bounds: Option<[f64; 4]>) -> String {
    let mut geometry = json!({"encoding": "WKB", "geometry_types": ["Point"]});
    if let Some(bounds) = bounds {
        geometry["bbox"] = json!(bounds);
    }
    json!({"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": geometry}}).to_string()
}
