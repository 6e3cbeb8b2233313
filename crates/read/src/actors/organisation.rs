//! What a body is by the words of its name, where the register does not know it.

use claimant_model::ActorKind;

/// Words that tell the kind, in the order they are asked for.
const KINDS: [(ActorKind, &[&str]); 4] = [
    (ActorKind::RebelGroup, &["front", "liberation", "resistance", "jihad", "brigades", "martyrs"]),
    (
        ActorKind::Government,
        &[
            "ministry",
            "government",
            "parliament",
            "congress",
            "senate",
            "department",
            "court",
            "house",
            "kremlin",
            "council",
        ],
    ),
    (
        ActorKind::Media,
        &["news", "times", "post", "radio", "television", "tv", "agency", "journal", "herald", "tribune"],
    ),
    (ActorKind::Intergovernmental, &["nations", "union", "nato", "unhcr", "unicef"]),
];

const FORCES: &[&str] = &["army", "police", "military", "navy", "guard", "forces", "brigade", "battalion"];

/// The kind of an organisation of this name in lower case.
pub(super) fn kind(lower: &str) -> ActorKind {
    let has = |words: &[&str]| words.iter().any(|word| lower.split([' ', '-']).any(|w| w == *word));
    if has(FORCES) && !has(&["liberation", "people's"]) {
        return ActorKind::StateForces;
    }
    KINDS.iter().find(|(_, words)| has(words)).map_or(ActorKind::Other, |(kind, _)| *kind)
}

/// "united nations" to "un"; one word has none.
pub(super) fn initials(name: &str) -> String {
    if !name.contains(' ') {
        return String::new();
    }
    name.split([' ', '-'])
        .filter(|w| !matches!(*w, "of" | "the" | "for" | "and" | "de"))
        .filter_map(|w| w.chars().next())
        .collect()
}
