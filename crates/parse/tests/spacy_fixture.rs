//! The parser against spaCy itself: the same texts, the same model, every attribute of every token.
//!
//! `fixtures/texts.txt` has the texts, a line `=====` between them; `fixtures/english.jsonl` is what spaCy makes of them.
//! After a change of the texts or of the model `cargo xtask fixture` writes it anew.
#![allow(clippy::unwrap_used, reason = "a test")]

use claimant_parse::{Document, Pipeline, Precision, Scratch};
use serde_json::{Value, json};

const FIXTURE: &str = include_str!("fixtures/english.jsonl");

/// A document in the form of the fixture.
fn describe(document: &Document) -> Value {
    let starts: Vec<usize> = document.sentences().map(|sentence| sentence.token_range().start).collect();
    let characters = |byte: usize| document.text()[..byte].chars().count();
    let tokens = document.tokens().map(|token| {
        json!({
            "start": characters(token.span().start),
            "end": characters(token.span().end),
            "text": token.text(),
            "lemma": token.lemma(),
            "pos": token.pos().as_str(),
            "tag": token.tag(),
            "morph": token.morphology(),
            "head": token.head().index(),
            "dep": token.label(),
            "sent_start": starts.contains(&token.index()),
            "space_after": token.space_after(),
        })
    });
    let entities = document.entities().map(|entity| {
        let range = entity.token_range();
        json!({"start_token": range.start, "end_token": range.end, "label": entity.label()})
    });
    let chunks = document.noun_chunks().map(|chunk| {
        let range = chunk.token_range();
        json!({"start_token": range.start, "end_token": range.end, "root": chunk.root().index()})
    });
    json!({
        "tokens": tokens.collect::<Vec<_>>(),
        "entities": entities.collect::<Vec<_>>(),
        "noun_chunks": chunks.collect::<Vec<_>>(),
    })
}

/// What differs between two lists of objects, one line each.
fn differences(name: &str, ours: &Value, theirs: &Value, found: &mut Vec<String>) {
    let (ours, theirs) = (ours[name].as_array().unwrap(), theirs[name].as_array().unwrap());
    for index in 0..ours.len().max(theirs.len()) {
        let (own, their) = (ours.get(index), theirs.get(index));
        if own != their {
            let shown = |value: Option<&Value>| value.map_or("nothing".to_owned(), Value::to_string);
            found.push(format!("{name} {index}\n  claimant {}\n  spaCy    {}", shown(own), shown(their)));
        }
    }
}

#[test]
fn every_attribute_is_what_spacy_says() {
    let (pipeline, mut scratch) = (Pipeline::english().unwrap(), Scratch::default());
    let mut found = Vec::new();
    for line in FIXTURE.lines() {
        let theirs: Value = serde_json::from_str(line).unwrap();
        let text = theirs["text"].as_str().unwrap();
        let ours = describe(&pipeline.parse_with(text, Precision::Exact, &mut scratch));
        let before = found.len();
        for name in ["tokens", "entities", "noun_chunks"] {
            differences(name, &ours, &theirs, &mut found);
        }
        if found.len() > before {
            found.insert(before, format!("\n{} {text:?}", theirs["id"]));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
