//! Where it happened: the literate table `places/scenes.md`, read as reports.

#![allow(clippy::unwrap_used, reason = "a test")]

use claimant_model::{Plover, Reading, ReportInput};
use claimant_parse::Pipeline;
use claimant_read::{Reader, Scratch};

/// The list; its first lines explain it.
const SCENES: &str = include_str!("places/scenes.md");

/// The place of the first act of violence, as the table writes it.
fn shown(reading: &Reading) -> String {
    let first = reading.events.iter().find(|event| event.plover == Plover::Assault);
    let id = first.and_then(|event| event.place.as_ref());
    let place = id.and_then(|id| reading.places.iter().find(|place| place.id == *id));
    let Some(place) = place else { return "-".into() };
    let country = place.country.as_deref().unwrap_or("-");
    if place.precision == Some(6) { country.to_owned() } else { format!("{}, {country}", place.name) }
}

#[test]
fn events_are_where_the_table_says() {
    let (pipeline, reader) = (Pipeline::english().unwrap(), Reader::new());
    let mut wrong = Vec::new();
    for line in SCENES.lines().filter(|line| line.starts_with("| ")) {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        let [text, expected] = cells[..] else { continue };
        if expected.is_empty() || text == "report" {
            continue;
        }
        let input = ReportInput { text: text.replace(" // ", "\n\n"), ..ReportInput::default() };
        let found = shown(&reader.read(&input, &pipeline, &mut Scratch::default()));
        if found != expected {
            wrong.push(format!("{expected}, read as {found}: {text}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
