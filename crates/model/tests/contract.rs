//! The generated JSON Schema is the one kept in the repository, and a reading of every kind of claim keeps it.

#![allow(clippy::unwrap_used)] // helpers of tests, not only tests, may unwrap

use std::path::PathBuf;

use claimant_model::{Claim, Evidence, Reading, Text, schema};
use serde_json::{Value, json};

fn kept() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("schema/reading.schema.json")
}

#[test]
fn the_kept_schema_is_current() {
    let current = format!("{:#}\n", schema());
    if std::env::var_os("CLAIMANT_BLESS").is_some() {
        std::fs::write(kept(), &current).unwrap();
    }
    let kept = std::fs::read_to_string(kept()).unwrap_or_default();
    assert!(
        kept == current,
        "crates/model/schema/reading.schema.json is out of date: run with CLAIMANT_BLESS=1"
    );
}

#[test]
fn the_schema_has_the_contracts_name() {
    assert_eq!(schema()["$id"], "claimant/reading/1");
}

/// A reading with one claim of each type, as a program would print it.
fn example() -> Value {
    let text = "Rebels said they killed ten soldiers and burned a truck.";
    let span = |words: &str| {
        let start = text.find(words).unwrap();
        json!({"start": start, "end": start + words.len(), "text": words})
    };
    let claim = |kind: &str, extra: Value| {
        let mut claim = json!({
            "id": format!("c-{kind}"), "type": kind, "evidence": [span(text)],
            "attribution": [{"source": {"kind": "actor", "actor": "a1", "span": span("Rebels")}, "act": "say", "cue": span("said")}],
            "standpoint": "enemy", "polarity": "affirmed", "certainty": "certain", "tense": "current",
            "verification": {"status": "none"}, "event": "e1", "rule": "example/1",
        });
        for (key, value) in extra.as_object().unwrap() {
            claim[key] = value.clone();
        }
        claim
    };
    let figure = json!({"low": 10, "high": 10, "qualifier": "exact", "span": span("ten")});
    json!({
        "schema": "claimant/reading/1",
        "report": {"id": "r1", "language": "en", "text": text},
        "actors": [{"id": "a1", "name": "Rebels", "kind": "rebel_group", "mentions": [span("Rebels")]}],
        "places": [],
        "claims": [
            claim("casualties", json!({"casualties": {"outcome": "killed", "figure": figure, "victims": {"status": "combatant", "span": span("soldiers")}}})),
            claim("materiel", json!({"materiel": {"item": "truck", "class": "vehicle", "fate": "destroyed", "figure": {"low": 1, "high": 1, "qualifier": "implied"}}})),
            claim("event", json!({"plover": "ASSAULT", "mode": "firearms", "acled": "Attack", "participants": [{"role": "initiator", "actor": "a1", "span": span("Rebels")}]})),
            claim("strength", json!({"strength": {"actor": "a1", "figure": figure}})),
            claim("relation", json!({"relation": {"kind": "alliance", "a": "a1", "b": null}})),
            claim("authenticity", json!({"authenticity": {"item": span("truck"), "medium": "photo"}})),
        ],
        "attributions": [],
        "events": [{"id": "e1", "title": "t", "plover": "ASSAULT", "tense": "current", "stage": "accomplished", "participants": [], "claims": ["c-casualties"],
            "estimates": [{"outcome": "killed", "side": null, "status": "combatant", "low": 0, "best": 0, "high": 10, "preset": "ucdp", "because": [{"claim": "c-casualties", "effect": "10: may move only high"}]}]}],
    })
}

#[test]
fn readings_come_back_as_they_were_written() {
    let reading: Reading = serde_json::from_value(example()).unwrap();
    let again: Reading = serde_json::from_value(serde_json::to_value(&reading).unwrap()).unwrap();
    assert_eq!(reading, again);
}

#[test]
fn examples_keep_the_schema() {
    let schema = schema();
    let reading: Reading = serde_json::from_value(example()).unwrap();
    for value in [example(), serde_json::to_value(&reading).unwrap()] {
        assert_eq!(breach(&schema, &schema, &value, "reading"), None);
    }
    let mut wrong = example();
    wrong["claims"][0]["polarity"] = json!("perhaps");
    assert!(breach(&schema, &schema, &wrong, "reading").is_some());
    let mut bare = example();
    bare["claims"][0]["evidence"] = json!([]);
    assert!(breach(&schema, &schema, &bare, "reading").is_some());
}

#[test]
fn no_claim_without_evidence() {
    let mut bare = example();
    bare["claims"][0]["evidence"] = json!([]);
    assert!(serde_json::from_value::<Claim>(bare["claims"][0].clone()).is_err());
    let text = Text::new("Ten died.".into());
    let span = text.span(0..3).unwrap();
    assert_eq!(Evidence::new(span, Vec::new()).spans().count(), 1);
}

/// The first breach of a schema, as far as ours uses JSON Schema.
fn breach(root: &Value, schema: &Value, value: &Value, path: &str) -> Option<String> {
    if let Some(name) = schema["$ref"].as_str().and_then(|r| r.rsplit('/').next()) {
        return breach(root, &root["$defs"][name], value, path);
    }
    for key in ["anyOf", "oneOf"] {
        if let Some(list) = schema[key].as_array() {
            let fits = list.iter().any(|one| breach(root, one, value, path).is_none());
            return (!fits).then(|| format!("{path} fits no alternative"));
        }
    }
    if let Some(constant) = schema.get("const") {
        return (constant != value).then(|| format!("{path} is not {constant}"));
    }
    if let Some(list) = schema["enum"].as_array() {
        return (!list.contains(value)).then(|| format!("{path}: {value} is not allowed"));
    }
    let kinds: Vec<&str> = match &schema["type"] {
        Value::String(kind) => vec![kind],
        Value::Array(list) => list.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    let number = kinds.contains(&"number") && value.is_number();
    if !(kinds.is_empty() || kinds.contains(&kind_of(value)) || number) {
        return Some(format!("{path} is not {kinds:?}"));
    }
    inside(root, schema, value, path)
}

fn inside(root: &Value, schema: &Value, value: &Value, path: &str) -> Option<String> {
    if let Value::Array(items) = value {
        if (items.len() as u64) < schema["minItems"].as_u64().unwrap_or(0) {
            return Some(format!("{path} has too few items"));
        }
        return items
            .iter()
            .enumerate()
            .find_map(|(i, item)| breach(root, &schema["items"], item, &format!("{path}[{i}]")));
    }
    let object = value.as_object()?;
    let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
    for name in required {
        if !object.contains_key(name) {
            return Some(format!("{path} lacks {name}"));
        }
    }
    let properties = schema["properties"].as_object()?;
    object
        .iter()
        .find_map(|(name, item)| breach(root, properties.get(name)?, item, &format!("{path}.{name}")))
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(n) if n.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}
