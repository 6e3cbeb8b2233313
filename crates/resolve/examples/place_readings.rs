//! Prints a reading with nothing but places for each JSONL record `{id, text, source?}` on standard input, for measuring.
#![allow(clippy::print_stdout, clippy::print_stderr, clippy::unwrap_used, reason = "a tool for the terminal")]

use std::collections::BTreeMap;
use std::io::{BufRead, stdin};

use claimant_parse::{Pipeline, Precision, Scratch};
use claimant_resolve::places::{Gazetteer, StoryContext, describe, find_mentions, resolve};
use serde_json::{Value, json};

fn main() {
    let (gazetteer, pipeline) = (Gazetteer::embedded().unwrap(), Pipeline::english().unwrap());
    let mut scratch = Scratch::default();
    let (mut parsing, mut finding, mut resolving) = (0.0, 0.0, 0.0);
    for line in stdin().lock().lines() {
        let record: Value = serde_json::from_str(&line.unwrap()).unwrap();
        let text = record["text"].as_str().unwrap();
        let start = std::time::Instant::now();
        let document = pipeline.parse_paragraphs(text, Precision::Fast, &mut scratch);
        parsing += start.elapsed().as_secs_f64();
        let start = std::time::Instant::now();
        let ranges = find_mentions(&document, &gazetteer);
        finding += start.elapsed().as_secs_f64();
        let start = std::time::Instant::now();
        let mentions = describe(&document, &gazetteer, &ranges);
        let mut story = StoryContext::of_document(&document);
        story.add_source(record["source"].as_str().unwrap_or_default());
        let resolved = resolve(&gazetteer, &mentions, &story);
        resolving += start.elapsed().as_secs_f64();
        let characters = |byte: usize| text[..byte].chars().count();
        let mut places: BTreeMap<String, Value> = BTreeMap::new();
        for (mention, place) in mentions.iter().zip(&resolved) {
            let bytes = document.byte_span(mention.tokens.clone());
            let span =
                json!({"start": characters(bytes.start), "end": characters(bytes.end), "text": &text[bytes]});
            let id = format!("{}/{:?}", place.name, place.point);
            let entry = places.entry(id.clone()).or_insert_with(|| {
                json!({"id": id, "name": place.name, "geonames": place.geonames, "latitude": place.point.map(|p| p.0),
                    "longitude": place.point.map(|p| p.1), "country": place.country.map(|c| c.to_string()),
                    "admin1": place.admin1, "precision": place.precision, "mentions": []})
            });
            entry["mentions"].as_array_mut().unwrap().push(span);
        }
        let places: Vec<Value> = places.into_values().collect();
        let reading = json!({"schema": "claimant/reading/1", "report": {"id": record["id"], "text": text, "language": "en"},
                "actors": [], "places": places, "claims": [], "events": []});
        // A next-line character would end the line for some readers of JSONL.
        println!("{}", reading.to_string().replace('\u{85}', "\\u0085"));
    }
    eprintln!("parsing {parsing:.2} s, finding {finding:.3} s, resolving {resolving:.3} s");
}
