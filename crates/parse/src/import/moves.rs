//! The moves of a transition system, in the order of the model's classes.

use std::collections::BTreeMap;

use super::ImportError;
use super::cursor::{self, Cursor};

/// Letters of the parser's moves by number: shift, reduce, left arc, right arc, sentence break.
pub(super) const PARSER: &[&str] = &["S", "D", "L", "R", "B"];

/// Letters of the entity recogniser's moves by number: missing, begin, in, last, unit, out.
pub(super) const ENTITY: &[&str] = &["M", "B", "I", "L", "U", "O"];

/// For each kind of move, by number as text, its labels and how often each was seen in training.
type Frequencies = BTreeMap<String, BTreeMap<String, i64>>;

/// Reads a `moves` file and puts the moves in class order.
pub(super) fn read(file: &str, bytes: &[u8], letters: &[&str]) -> Result<Vec<String>, ImportError> {
    let value = cursor::decode(file, bytes)?;
    let moves = Cursor::new(file, &value).get("moves")?;
    let frequencies: Frequencies =
        serde_json::from_str(moves.text()?).map_err(|error| moves.malformed(error.to_string()))?;
    let mut names = Vec::new();
    for (kind, label) in class_order(&frequencies) {
        let letter = kind.parse().ok().and_then(|number: usize| letters.get(number));
        let letter = letter.ok_or_else(|| moves.malformed(format!("unknown kind of move {kind:?}")))?;
        names.push(name(letter, label));
    }
    Ok(names)
}

/// The order that `TransitionSystem.initialize_actions` numbers moves in: by kind, the most frequent label first,
/// of equal ones the last in the alphabet; labels added after training (negative counts) come behind all others.
fn class_order(frequencies: &Frequencies) -> Vec<(&str, &str)> {
    let mut trained = Vec::new();
    let mut added: Vec<(i64, &str)> = Vec::new();
    for (kind, labels) in frequencies {
        for (count, label) in by_frequency(labels) {
            if count < 0 {
                added.push((count, label));
            } else {
                trained.push((kind.as_str(), label));
            }
        }
    }
    added.sort_unstable_by(|a, b| b.cmp(a));
    added.dedup_by_key(|(_, label)| *label);
    for (_, label) in added {
        let is_added = |labels: &BTreeMap<String, i64>| labels.get(label).is_some_and(|&count| count < 0);
        for (kind, _) in frequencies.iter().filter(|(_, labels)| is_added(labels)) {
            if !trained.contains(&(kind.as_str(), label)) {
                trained.push((kind, label));
            }
        }
    }
    trained
}

fn by_frequency(labels: &BTreeMap<String, i64>) -> Vec<(i64, &str)> {
    let mut sorted: Vec<_> = labels.iter().map(|(label, &count)| (count, label.as_str())).collect();
    sorted.sort_unstable_by(|a, b| b.cmp(a));
    sorted
}

/// `L-nsubj`, or the letter alone where spaCy leaves the label out.
fn name(letter: &str, label: &str) -> String {
    match letter {
        "O" | "M" => letter.to_owned(),
        "S" | "D" | "R" if label.is_empty() => letter.to_owned(),
        _ => format!("{letter}-{label}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rmpv::Value;

    fn packed(json: &str) -> Vec<u8> {
        let mut bytes = Vec::new();
        let map = Value::Map(vec![(Value::from("moves"), Value::from(json))]);
        rmpv::encode::write_value(&mut bytes, &map).unwrap();
        bytes
    }

    #[test]
    fn frequent_labels_come_first_and_ties_run_backwards() {
        let json = r#"{"0":{"":9},"1":{"":9},"2":{"det":5,"aux":7,"neg":5},"3":{"dobj":1},"4":{"ROOT":3}}"#;
        let moves = read("parser/moves", &packed(json), PARSER).unwrap();
        assert_eq!(moves, ["S", "D", "L-aux", "L-neg", "L-det", "R-dobj", "B-ROOT"]);
    }

    #[test]
    fn labels_added_later_come_last() {
        let json = r#"{"0":{},"1":{"ORG":5,"NEW":-1},"4":{"ORG":5,"":1,"NEW":-1},"5":{"":1}}"#;
        let moves = read("ner/moves", &packed(json), ENTITY).unwrap();
        assert_eq!(moves, ["B-ORG", "U-ORG", "U-", "O", "B-NEW", "U-NEW"]);
    }

    #[test]
    fn an_unknown_kind_is_an_error() {
        let error = read("parser/moves", &packed(r#"{"9":{"":1}}"#), PARSER).unwrap_err();
        assert!(error.to_string().starts_with("parser/moves, top > moves: unknown kind of move"), "{error}");
    }
}
