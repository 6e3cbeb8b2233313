//! Small readings, made up.

#![allow(dead_code, clippy::unwrap_used)] // not every test uses every helper, and helpers of tests may unwrap

use claimant_model::Reading;
use serde_json::{Value, json};

/// Towns that are far apart, and one that lies near the first.
pub(crate) const TOWNS: [(&str, f64, f64); 4] =
    [("Gao", 16.27, -0.04), ("Kidal", 18.44, 1.41), ("Mopti", 14.49, -4.18), ("Bourem", 16.95, -0.35)];

/// What one report says.
#[derive(Clone, Debug)]
pub(crate) struct Told<'t> {
    pub(crate) id: &'t str,
    pub(crate) source: &'t str,
    pub(crate) wire: Option<&'t str>,
    pub(crate) published: &'t str,
    pub(crate) day: &'t str,
    pub(crate) town: usize,
    pub(crate) group: &'t str,
    /// Who says so; the report itself when empty.
    pub(crate) claimant: &'t str,
    pub(crate) standpoint: &'t str,
    pub(crate) killed: u64,
    pub(crate) words: &'t str,
}

impl Default for Told<'_> {
    fn default() -> Self {
        Told {
            id: "r1",
            source: "Daily",
            wire: None,
            published: "2024-05-03",
            day: "2024-05-02",
            town: 0,
            group: "JNIM",
            claimant: "",
            standpoint: "third_party",
            killed: 7,
            words: "at the grain market before dawn",
        }
    }
}

/// The reading of such a report: one event, one claim.
pub(crate) fn reading(told: &Told<'_>) -> Reading {
    let (town, north, east) = TOWNS[told.town % TOWNS.len()];
    let number = told.killed.to_string();
    let says = if told.claimant.is_empty() { String::new() } else { format!("{} said ", told.claimant) };
    let text = format!(
        "{says}{} fighters killed {number} soldiers in {town} {} in report {}.",
        told.group, told.words, told.id
    );
    let span = |words: &str| {
        let start = text.find(words).unwrap();
        json!({"start": start, "end": start + words.len(), "text": words})
    };
    let attribution = if told.claimant.is_empty() {
        json!([])
    } else {
        json!([{"source": {"kind": "actor", "actor": "a2", "span": span(told.claimant)}, "act": "say"}])
    };
    let mut actors = vec![
        json!({"id": "a1", "name": told.group, "known": told.group, "kind": "rebel_group", "mentions": [span(told.group)]}),
    ];
    if !told.claimant.is_empty() {
        actors.push(
            json!({"id": "a2", "name": told.claimant, "kind": "other", "mentions": [span(told.claimant)]}),
        );
    }
    let mut reading: Value = json!({
        "schema": "claimant/reading/1",
        "report": {"id": told.id, "source": told.source, "published": told.published, "language": "en", "text": text},
        "actors": actors,
        "places": [{"id": "p1", "name": town, "latitude": north, "longitude": east, "country": "MLI", "precision": 1,
                    "mentions": [span(town)]}],
        "claims": [{
            "id": format!("c-{}", told.id), "type": "casualties", "evidence": [span(&text)], "attribution": attribution,
            "standpoint": told.standpoint, "polarity": "affirmed", "certainty": "certain", "tense": "current",
            "verification": {"status": "none"}, "event": "e1", "rule": "example/1",
            "casualties": {"outcome": "killed",
                           "figure": {"low": told.killed, "high": told.killed, "qualifier": "exact", "span": span(&number)},
                           "victims": {"status": "combatant", "span": span("soldiers")}},
        }],
        "events": [{
            "id": "e1", "title": "An attack", "plover": "ASSAULT", "acled": "Attack", "tense": "current",
            "stage": "accomplished", "time": {"start": told.day, "end": told.day, "precision": 1}, "place": "p1",
            "participants": [{"role": "initiator", "actor": "a1", "span": span(told.group)}],
            "claims": [format!("c-{}", told.id)], "estimates": [],
        }],
    });
    if let Some(wire) = told.wire {
        reading["report"]["wire"] = json!(wire);
    }
    serde_json::from_value(reading).unwrap()
}
