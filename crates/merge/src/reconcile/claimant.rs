//! Who a claimant is, so that two reports that name one speak of one.

use claimant_model::{Reading, Source, SourceKind};

use crate::{actors, words};

/// Who a source is, by a key that is the same in every report.
pub(crate) fn claimant(reading: &Reading, source: &Source, country: Option<&str>) -> String {
    let actor = actors::speaker(reading, source.actor.as_ref());
    match (actor, source.kind, &source.span) {
        (Some(actor), SourceKind::Actor, _) if actor.known.is_some() || !is_bare(&actor.name) => {
            match actors::side(actor, country) {
                // An army and a ministry of one state are two claimants on one side.
                side if side.starts_with("state-") => format!("{side}-{}", body(&actor.name)),
                _ => actors::key(actor),
            }
        }
        (_, SourceKind::Unnamed, _) | (_, _, None) => format!("unnamed-{}", reading.report.id),
        (_, _, Some(span)) if is_bare(span.text()) => format!("unnamed-{}", reading.report.id),
        (_, _, Some(span)) => actors::slug(span.text().trim_start_matches("the ").trim_start_matches("The ")),
    }
}

/// Whether a name says no more than that there is a source: "officials", "he", "a witness".
fn is_bare(name: &str) -> bool {
    words::split(name).all(|word| words::is_bare_source(&word.to_lowercase()))
}

/// What of a state speaks: its army whatever the name, its ministry, its police.
fn body(name: &str) -> String {
    let lower = name.to_lowercase();
    let kinds: [(&str, &[&str]); 5] = [
        ("army", &["army", "military", "troops", "armed forces", "soldiers", "defence", "defense"]),
        ("police", &["police", "gendarm"]),
        ("health", &["health", "hospital", "medic"]),
        ("interior", &["interior", "home affairs"]),
        ("government", &["government", "presiden", "prime minister", "minist"]),
    ];
    let found = kinds.iter().find(|(_, words)| words.iter().any(|word| lower.contains(word)));
    found.map_or_else(|| actors::slug(name), |(kind, _)| (*kind).to_owned())
}
