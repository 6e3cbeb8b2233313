//! When it happened: the literate table `days/days.md`, read as reports.

#![allow(clippy::unwrap_used, reason = "a test")]

use claimant_model::{Plover, Reading, ReportInput};
use claimant_parse::Pipeline;
use claimant_read::{Reader, Scratch};

/// The list; its first lines explain it.
const DAYS: &str = include_str!("days/days.md");

/// The time of the first act of violence, as the table writes it.
fn shown(reading: &Reading) -> String {
    let first = reading.events.iter().find(|event| event.plover == Plover::Assault);
    let Some(time) = first.and_then(|event| event.time.as_ref()) else { return "-".into() };
    let end = |day: &Option<String>| day.clone().unwrap_or_default();
    if time.start == time.end { end(&time.start) } else { format!("{}/{}", end(&time.start), end(&time.end)) }
}

#[test]
fn events_are_when_the_table_says() {
    let (pipeline, reader) = (Pipeline::english().unwrap(), Reader::new());
    let mut wrong = Vec::new();
    for line in DAYS.lines().filter(|line| line.starts_with("| ")) {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        let [text, expected] = cells[..] else { continue };
        if expected.is_empty() || text == "report" {
            continue;
        }
        let input = ReportInput {
            text: text.replace(" // ", "\n\n"),
            published: Some("2024-07-30".into()),
            ..ReportInput::default()
        };
        let found = shown(&reader.read(&input, &pipeline, &mut Scratch::default()));
        if found != expected {
            wrong.push(format!("{expected}, read as {found}: {text}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
