//! The death columns of GED from estimates by side.

use claimant_model::Dossier;
use serde_json::{Value, json};

use super::samples;
use crate::CodedEvent;

/// The battle of the samples with other estimates, coded: a, b, civilians, unknown.
fn parts(estimates: &Value) -> [Option<u64>; 4] {
    let mut battle = serde_json::to_value(&samples::dossiers()[0]).unwrap();
    battle["estimates"] = estimates.clone();
    let battle: Dossier = serde_json::from_value(battle).unwrap();
    let event = CodedEvent::of(&battle, "ucdp");
    [event.deaths_a, event.deaths_b, event.deaths_civilians, event.deaths_unknown]
}

fn estimate(side: Option<&str>, status: &str, best: Option<u64>) -> Value {
    json!({"outcome": "killed", "side": side, "status": status, "low": best, "best": best, "high": best.or(Some(9)),
        "preset": "ucdp", "because": []})
}

#[test]
fn sides_go_to_their_columns_and_the_rest_is_unknown() {
    let estimates = json!([
        estimate(None, "mixed", Some(20)),
        estimate(Some("state-mli"), "combatant", Some(7)),
        estimate(Some("sand-front"), "combatant", Some(5)),
        estimate(Some("civilians-mli"), "civilian", Some(3)),
    ]);
    assert_eq!(parts(&estimates), [Some(7), Some(5), Some(3), Some(5)]);
}

#[test]
fn civilians_counted_apart_are_not_counted_twice() {
    let estimates = json!([
        estimate(None, "mixed", Some(10)),
        estimate(None, "civilian", Some(4)),
        estimate(None, "combatant", Some(6)),
        estimate(Some("civilians-mli"), "civilian", Some(3)),
    ]);
    assert_eq!(parts(&estimates), [Some(0), Some(0), Some(4), Some(6)]);
}

#[test]
fn undivided_deaths_are_unknown() {
    let estimates =
        json!([estimate(None, "mixed", Some(10)), estimate(Some("state-mli"), "mixed", Some(10))]);
    assert_eq!(parts(&estimates), [Some(0), Some(0), Some(0), Some(10)]);
}

#[test]
fn no_estimate_is_not_zero() {
    assert_eq!(parts(&json!([])), [None; 4]);
    assert_eq!(parts(&json!([estimate(None, "unknown", None)])), [None; 4]);
}
