//! Whether two codings name the same actors.

use std::collections::BTreeSet;

use crate::coded::CodedEvent;

/// Words that say what kind of thing an actor is and not which.
const EMPTY: [&str; 16] = [
    "of",
    "the",
    "and",
    "in",
    "government",
    "military",
    "forces",
    "force",
    "police",
    "army",
    "armed",
    "group",
    "s",
    "al",
    "for",
    "unidentified",
];

/// The words of a name that tell it from others; all of them where none would be left.
fn words(name: &str) -> BTreeSet<String> {
    let name = name.split('(').next().filter(|start| !start.trim().is_empty()).unwrap_or(name);
    let all: BTreeSet<String> = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let telling: BTreeSet<String> =
        all.iter().filter(|word| !EMPTY.contains(&word.as_str())).cloned().collect();
    if telling.is_empty() { all } else { telling }
}

/// The name as agreement compares it.
pub(super) fn normal(name: &str) -> String {
    words(name).into_iter().collect::<Vec<_>>().join(" ")
}

/// Words in common over words of the shorter name.
fn overlap(a: &str, b: &str) -> f64 {
    let (a, b) = (words(a), words(b));
    let shorter = a.len().min(b.len());
    if shorter == 0 { 0.0 } else { a.intersection(&b).count() as f64 / shorter as f64 }
}

/// How alike the sides are, whichever is called A; nothing where one coding names none.
pub(super) fn likeness(a: &CodedEvent, b: &CodedEvent) -> Option<f64> {
    let sides = |event: &CodedEvent| -> Vec<String> {
        [&event.side_a, &event.side_b].into_iter().flatten().cloned().collect()
    };
    let (a, b) = (sides(a), sides(b));
    if a.is_empty() || b.is_empty() {
        return None;
    }
    let best = |name: &String, others: &[String]| {
        others.iter().map(|other| overlap(name, other)).fold(0.0, f64::max)
    };
    let forth: f64 = a.iter().map(|name| best(name, &b)).sum::<f64>() / a.len() as f64;
    let back: f64 = b.iter().map(|name| best(name, &a)).sum::<f64>() / b.len() as f64;
    Some(f64::midpoint(forth, back))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_government_and_its_army_are_one() {
        assert_eq!(normal("Government of Mali"), normal("Military Forces of Mali (2021-)"));
        assert_eq!(normal("Government"), "government");
        assert!(overlap("JNIM", "JNIM: Group for Support of Islam and Muslims") > 0.9);
    }
}
