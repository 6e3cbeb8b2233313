//! What reading one report gives.

use schemars::{JsonSchema, SchemaGenerator, generate::SchemaSettings};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Actor, Attribution, Claim, Event, Place, Report};

/// The name and version of the contract.
pub const SCHEMA_NAME: &str = "claimant/reading/1";

/// Always [`SCHEMA_NAME`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum SchemaName {
    /// The first version.
    #[default]
    #[serde(rename = "claimant/reading/1")]
    V1,
}

/// What `claimant read --format jsonl` prints for one report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Reading {
    /// The contract's name and version.
    pub schema: SchemaName,
    /// The report, with the text that all offsets count in.
    pub report: Report,
    /// Everybody the claims speak of.
    pub actors: Vec<Actor>,
    /// Every place named.
    pub places: Vec<Place>,
    /// What is claimed, in text order.
    pub claims: Vec<Claim>,
    /// Every attribution in the report, whatever it is about.
    #[serde(default)]
    pub attributions: Vec<Attribution>,
    /// Most salient first: the first is what the report is about.
    pub events: Vec<Event>,
    /// What was odd about the text, in words. Reading never fails.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub problems: Vec<String>,
}

/// The JSON Schema (draft 2020-12) of [`Reading`].
pub fn schema() -> Value {
    let mut schema: Value =
        SchemaGenerator::new(SchemaSettings::draft2020_12()).into_root_schema_for::<Reading>().into();
    if let Some(object) = schema.as_object_mut() {
        object.insert("$id".into(), SCHEMA_NAME.into());
    }
    schema
}
