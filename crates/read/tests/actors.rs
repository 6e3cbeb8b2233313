//! Who is meant: the literate table `actors/mentions.md`, read as reports.

#![allow(clippy::unwrap_used, reason = "a test")]

use std::fmt::Write as _;
use std::sync::LazyLock;

use claimant_model::{Actor, ActorKind, Reading, ReportInput, Span};
use claimant_parse::Pipeline;
use claimant_read::{Reader, Scratch};

static PIPELINE: LazyLock<Pipeline> = LazyLock::new(|| Pipeline::english().unwrap());
static READER: LazyLock<Reader> = LazyLock::new(Reader::new);

/// The list; its first lines explain it.
const MENTIONS: &str = include_str!("actors/mentions.md");

fn read(text: &str, published: Option<&str>) -> Reading {
    let input =
        ReportInput { text: text.into(), published: published.map(str::to_owned), ..ReportInput::default() };
    READER.read(&input, &PIPELINE, &mut Scratch::default())
}

/// A report without brackets, and what stood in them, in characters.
fn marked(text: &str) -> (String, Vec<(usize, usize)>) {
    let (mut plain, mut spans, mut at, mut start) = (String::new(), Vec::new(), 0, 0);
    for letter in text.chars() {
        match letter {
            '[' => start = at,
            ']' => spans.push((start, at)),
            _ => {
                plain.push(letter);
                at += 1;
            }
        }
    }
    (plain, spans)
}

/// How much of either a mention and the words asked for share, 0 to 1.
fn shared(mention: &Span, (start, end): (usize, usize)) -> f64 {
    let inner = mention.end().min(end).saturating_sub(mention.start().max(start));
    let outer = mention.end().max(end) - mention.start().min(start);
    inner as f64 / outer.max(1) as f64
}

/// The actor that one of whose mentions fits the words best; a mention of one word in them is none.
fn actor_at(reading: &Reading, words: (usize, usize)) -> Option<&Actor> {
    let fits =
        reading.actors.iter().flat_map(|actor| actor.mentions.iter().map(move |m| (shared(m, words), actor)));
    fits.filter(|(share, _)| *share >= 0.3).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, actor)| actor)
}

/// As the table writes it.
fn shown(reading: &Reading, actor: Option<&Actor>) -> String {
    let Some(actor) = actor else { return "none".into() };
    if let Some(known) = &actor.known {
        return known.clone();
    }
    if actor.kind == ActorKind::Person {
        let body =
            actor.member_of.as_ref().and_then(|id| reading.actors.iter().find(|other| other.id == *id));
        return body.and_then(|body| body.known.clone()).map_or("person".into(), |id| format!("person {id}"));
    }
    let kind = serde_json::to_value(actor.kind).unwrap();
    let kind = if actor.kind == ActorKind::Unknown { "-" } else { kind.as_str().unwrap() };
    format!("- {kind} {}", actor.country.as_deref().unwrap_or("-"))
}

#[test]
fn mentions_mean_whom_the_table_says() {
    let (mut published, mut right, mut wanted, mut wrong) = (None, 0, 0, String::new());
    for (number, line) in MENTIONS.lines().enumerate() {
        if let Some(day) = line.strip_prefix("> ") {
            published = Some(day.trim());
        }
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        let [text, expected] = cells[..] else { continue };
        if !line.starts_with("| ") || text == "report" {
            continue;
        }
        let (text, spans) = marked(text);
        let expected: Vec<&str> = expected.split(';').map(str::trim).collect();
        assert_eq!(spans.len(), expected.len(), "line {}: as many actors as mentions", number + 1);
        let reading = read(&text, published);
        for (words, expected) in spans.into_iter().zip(expected) {
            wanted += 1;
            let found = shown(&reading, actor_at(&reading, words));
            if found == expected {
                right += 1;
            } else {
                let words: String = text.chars().skip(words.0).take(words.1 - words.0).collect();
                let _ =
                    writeln!(wrong, "line {}: [{words}] is {expected}, read as {found}: {text}", number + 1);
            }
        }
    }
    println!("{right} of {wanted}\n{wrong}");
    assert!(right * 100 >= wanted * 95, "{right} of {wanted}\n{wrong}");
}

#[test]
fn the_name_of_a_group_is_no_place() {
    let reading =
        read("The Islamic State in the Greater Sahara killed nine villagers in Niger.", Some("2021-05-01"));
    let places: Vec<&str> = reading.places.iter().map(|place| place.name.as_str()).collect();
    assert_eq!(places, ["Niger"]);
}

#[test]
fn no_name_inside_that_of_a_person_is_a_party() {
    let reading = read("Abdel Fatah Mansour left Cairo. Fatah said nothing.", Some("2021-05-01"));
    let fatah = reading.actors.iter().find(|actor| actor.known.as_deref() == Some("fatah")).unwrap();
    assert_eq!(fatah.mentions.iter().map(Span::text).collect::<Vec<_>>(), ["Fatah"]);
    assert!(reading.actors.iter().any(|actor| actor.kind == ActorKind::Person && actor.known.is_none()));
}
