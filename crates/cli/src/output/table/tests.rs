//! The table of a reading written by hand: it changes with the layout only, not with the rules.

use claimant::Reading;

use super::Layout;
use crate::output::paint::Paint;

fn reading() -> Reading {
    serde_json::from_str(include_str!("../../../tests/fixtures/reading.json")).unwrap()
}

#[test]
fn a_reading_in_plain_text() {
    insta::assert_snapshot!(Layout::new(Paint::plain(), 100).render(&reading(), "fixture"));
}

#[test]
fn a_narrow_page_loses_nothing() {
    let narrow = Layout::new(Paint::plain(), 40).render(&reading(), "fixture");
    let wide = Layout::new(Paint::plain(), 100).render(&reading(), "fixture");
    assert!(narrow.lines().all(|line| line.chars().count() <= 40), "{narrow}");
    let words = |table: &str| table.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(words(&narrow), words(&wide));
}

#[test]
fn an_empty_reading_says_so() {
    let mut reading = reading();
    (reading.claims, reading.events) = (Vec::new(), Vec::new());
    reading.report.title = None;
    reading.report.text = "\n\nFirst line.\nSecond line.".to_owned();
    let table = Layout::new(Paint::plain(), 100).render(&reading, "fixture");
    assert_eq!(table, "── First line.\n   A Newspaper · 2026-03-03 · fixture\n\n  no claims found\n");
}
