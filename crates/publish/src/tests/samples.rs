//! Invented events of an invented spring: a battle with contested figures, a one-sided attack known only by its
//! province, a protest without a date, and a threat. Nothing of it happened.

use claimant_model::Dossier;
use serde_json::{Value, json};

/// The events, through JSON, as a ledger would hand them over.
pub(super) fn dossiers() -> Vec<Dossier> {
    [battle(), attack(), protest(), threat()]
        .into_iter()
        .map(|value| serde_json::from_value(value).unwrap())
        .collect()
}

fn span(start: usize, text: &str) -> Value {
    json!({"start": start, "end": start + text.chars().count(), "text": text})
}

fn part(role: &str, actor: &str, text: &str) -> Value {
    json!({"role": role, "actor": actor, "span": span(0, text)})
}

fn actor(id: &str, name: &str, kind: &str, country: &str, known: Option<&str>) -> Value {
    let mut actor = json!({"id": id, "name": name, "kind": kind, "country": country, "mentions": []});
    if let Some(known) = known {
        actor["known"] = json!(known);
    }
    actor
}

fn report(id: &str, source: &str, published: &str, title: &str, url: &str) -> Value {
    json!({"id": id, "source": source, "published": published, "title": title, "url": url, "language": "en"})
}

fn attribution(actor: &str, act: &str, words: &str) -> Value {
    json!([{"source": {"kind": "actor", "actor": actor, "span": span(0, words)}, "act": act}])
}

/// A casualty claim; `with` overrides or adds fields.
fn claim(id: &str, report: &str, origin: u32, evidence: &str, with: Value) -> Value {
    let mut claim = json!({
        "id": id, "type": "casualties", "evidence": [span(40, evidence)], "attribution": [],
        "standpoint": "unknown", "polarity": "affirmed", "certainty": "certain", "tense": "current",
        "verification": {"status": "none"}, "event": "e1", "rule": "casualties/1",
    });
    if let (Some(claim), Value::Object(with)) = (claim.as_object_mut(), with) {
        claim.extend(with);
    }
    json!({"report": report, "origin": origin, "claim": claim})
}

fn killed(figure: &Value, side: Option<&str>, status: &str) -> Value {
    let mut victims = json!({"status": status});
    if let Some(side) = side {
        victims["actor"] = json!(side);
    }
    json!({"outcome": "killed", "figure": figure, "victims": victims})
}

fn figure(low: Option<u64>, high: Option<u64>, qualifier: &str) -> Value {
    json!({"low": low, "high": high, "qualifier": qualifier})
}

fn estimate(preset: &str, side: Option<&str>, status: &str, bounds: [Option<u64>; 3]) -> Value {
    let [low, best, high] = bounds;
    json!({"outcome": "killed", "side": side, "status": status, "low": low, "best": best, "high": high,
        "preset": preset, "because": []})
}

fn battle() -> Value {
    json!({
        "id": "ev-battle", "title": "Clash at Oued Tarfa", "plover": "ASSAULT", "mode": "firearms",
        "acled": "Armed clash", "type_of_violence": 1, "stage": "accomplished", "tense": "current",
        "time": {"start": "2031-03-02", "end": "2031-03-02", "precision": 1},
        "place": {"id": "p1", "name": "Oued Tarfa", "latitude": 17.123_456_789, "longitude": -1.5, "country": "MLI",
            "admin1": "Taoudénit", "precision": 1, "mentions": []},
        "actors": [
            actor("MLI.army", "Malian army", "state_forces", "MLI", Some("MLI.army")),
            actor("sand-front", "Sand Front", "rebel_group", "MLI", Some("sand-front")),
            actor("un-mission", "a UN mission", "intergovernmental", "MLI", None),
        ],
        "participants": [part("initiator", "sand-front", "Sand Front"), part("target", "MLI.army", "the army")],
        "responsibility": [{"actor": "sand-front", "basis": "admitted", "claim": "c1"}],
        "reports": [
            report("r1", "Gao Courier", "2031-03-03", "Front says it beat the army", "https://courier.example/1"),
            report("r2", "Sahel Wire", "2031-03-04T08:30:00Z", "=HYPERLINK(\"https://evil.example\")", "javascript:alert(1)"),
        ],
        "claims": [
            claim("c1", "r1", 0, "The Front claimed to have killed at least 80 soldiers.", json!({
                "attribution": attribution("sand-front", "claim", "The Front"), "standpoint": "enemy",
                "casualties": killed(&figure(Some(80), None, "at_least"), Some("MLI.army"), "combatant"),
                "verification": {"status": "unverified", "span": span(120, "could not be verified")},
            })),
            claim("c2", "r2", 1, "The army admitted the loss of 20 men.", json!({
                "attribution": attribution("MLI.army", "admit", "The army"), "standpoint": "self",
                "casualties": killed(&figure(Some(20), Some(20), "exact"), Some("MLI.army"), "combatant"),
                "verification": {"status": "corroborated", "by": "un-mission", "same_side": false,
                    "span": span(150, "a UN mission confirmed")},
            })),
            claim("c3", "r2", 1, "The Front declined to say how many of its own <script>alert(1)</script> fell.", json!({
                "attribution": attribution("sand-front", "withhold", "The Front"), "standpoint": "self",
                "casualties": killed(&figure(None, None, "withheld"), Some("sand-front"), "combatant"),
            })),
            claim("c4", "r1", 0, "No civilians died.", json!({
                "casualties": killed(&figure(Some(0), Some(0), "exact"), None, "civilian"), "standpoint": "third_party",
            })),
        ],
        "origins": [
            {"id": "o1", "kind": "single", "name": "Gao Courier", "reports": ["r1"]},
            {"id": "o2", "kind": "single", "name": "Sahel Wire", "reports": ["r2"]},
        ],
        "counts": {"urls": 2, "publishers": 2, "wires": 0, "claimants": 2, "sides": 2, "origins": 2},
        "estimates": [
            estimate("ucdp", None, "combatant", [Some(20), Some(20), Some(80)]),
            estimate("ucdp", Some("state-mli"), "combatant", [Some(20), Some(20), Some(80)]),
            estimate("acled", None, "combatant", [Some(20), Some(20), Some(20)]),
        ],
        "accounts": ["r1#e1", "r2#e1"],
    })
}

fn attack() -> Value {
    json!({
        "id": "ev-attack", "title": "Villages raided in Mopti", "plover": "ASSAULT", "acled": "Attack",
        "type_of_violence": 3, "stage": "accomplished", "tense": "current",
        "time": {"start": "2031-03-01", "end": "2031-03-31", "precision": 4},
        "place": {"id": "p1", "name": "Mopti", "latitude": 14.5, "longitude": -4.2, "country": "MLI", "admin1": "Mopti",
            "precision": 4, "mentions": []},
        "actors": [actor("gunmen-mli", "gunmen", "political_militia", "MLI", None),
            actor("villagers", "villagers", "civilians", "MLI", None)],
        "participants": [part("initiator", "gunmen-mli", "gunmen"), part("target", "villagers", "villagers")],
        "reports": [report("r3", "Gao Courier", "2031-04-01", "A month of raids", "https://courier.example/3")],
        "claims": [claim("c5", "r3", 0, "Gunmen killed dozens of villagers in the province in March.", json!({
            "casualties": killed(&json!({"low": null, "high": null, "qualifier": "vague", "term": "dozens"}),
                Some("villagers"), "civilian"),
        })), claim("c6", "r3", 0, "A local official, who did not give his name, spoke of 31 to 40 dead.", json!({
            "attribution": [{"source": {"kind": "unnamed", "span": span(0, "A local official")}, "act": "say"}],
            "casualties": killed(&figure(Some(31), Some(40), "range"), Some("villagers"), "civilian"),
            "verification": {"status": "disputed"},
        }))],
        "origins": [{"id": "o1", "kind": "single", "name": "Gao Courier", "reports": ["r3"]}],
        "counts": {"urls": 1, "publishers": 1, "wires": 0, "claimants": 1, "sides": 0, "origins": 1},
        "estimates": [
            estimate("ucdp", None, "civilian", [Some(31), Some(31), Some(40)]),
            estimate("ucdp", Some("civilians-mli"), "civilian", [Some(31), Some(31), Some(40)]),
            estimate("acled", None, "civilian", [Some(31), Some(31), Some(31)]),
        ],
        "accounts": ["r3#e1"],
    })
}

fn protest() -> Value {
    json!({
        "id": "ev-protest", "title": "Shopkeepers march in Bamako", "plover": "PROTEST", "mode": "demo",
        "acled": "Peaceful protest", "stage": "accomplished", "tense": "current",
        "place": {"id": "p1", "name": "Bamako", "latitude": 12.65, "longitude": -8.0, "country": "MLI",
            "precision": 1, "mentions": []},
        "actors": [actor("shopkeepers", "shopkeepers", "protesters", "MLI", None)],
        "participants": [part("initiator", "shopkeepers", "shopkeepers")],
        "reports": [{"id": "r4", "language": "en"}],
        "claims": [claim("c7", "r4", 0, "Some 300 shopkeepers marched.", json!({
            "type": "strength", "strength": {"actor": "shopkeepers", "figure": figure(Some(300), Some(300), "about")},
        }))],
        "origins": [{"id": "o1", "kind": "single", "name": "", "reports": ["r4"]}],
        "counts": {"urls": 1, "publishers": 0, "wires": 0, "claimants": 0, "sides": 0, "origins": 1},
        "estimates": [], "accounts": ["r4#e1"],
    })
}

fn threat() -> Value {
    json!({
        "id": "ev-threat", "title": "Front vows to take Gao", "plover": "THREATEN", "mode": "territory",
        "stage": "threatened", "tense": "future",
        "time": {"start": "2031-05-01", "end": "2031-05-07", "precision": 3},
        "actors": [actor("sand-front", "Sand Front", "rebel_group", "MLI", Some("sand-front"))],
        "participants": [part("initiator", "sand-front", "Sand Front")],
        "reports": [report("r5", "Sahel Wire", "2031-04-20", "Front vows to take Gao", "https://wire.example/5")],
        "claims": [], "origins": [],
        "counts": {"urls": 1, "publishers": 1, "wires": 0, "claimants": 0, "sides": 0, "origins": 0},
        "estimates": [], "accounts": ["r5#e1"],
    })
}
