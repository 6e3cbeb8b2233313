//! JSON Schemas (draft 2020-12) of what is ours in the JSON formats.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::Value;

/// Of a line of the dossiers format.
pub fn dossier() -> Value {
    of::<claimant_model::Dossier>()
}

/// Of a line of the PLOVER format.
pub fn plover() -> Value {
    of::<crate::plover::Record>()
}

/// Of a feature of the `GeoJSON` format.
pub fn feature() -> Value {
    of::<crate::geojson::Feature>()
}

/// Of a comparison of two codings.
pub fn agreement() -> Value {
    of::<crate::compare::Agreement>()
}

fn of<T: JsonSchema>() -> Value {
    SchemaGenerator::new(SchemaSettings::draft2020_12()).into_root_schema_for::<T>().into()
}
