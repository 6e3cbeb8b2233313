//! Our coding against what is read back from the exports of it, and against a disagreeing one.

use super::{samples, written};
use crate::compare::{Limits, agreement};
use crate::import::read;
use crate::{CodedEvent, Format, Options};

fn ours() -> Vec<CodedEvent> {
    samples::dossiers().iter().map(|dossier| CodedEvent::of(dossier, "ucdp")).collect()
}

#[test]
fn our_export_agrees_with_itself() {
    let (table, _) = written(Format::Ged, &Options::new());
    let ged = read(table.as_bytes()).unwrap().events;
    let found = agreement(&ours(), &ged, &Limits::new());
    assert_eq!((found.first, found.second, found.matched), (4, 2, 2));
    assert_eq!(found.only_first, ["ev-protest", "ev-threat"]);
    for field in &found.fields {
        assert_eq!(field.exact, field.pairs, "{}", field.field);
    }
    assert_eq!((found.places.pairs, found.places.exact), (2, 2));
}

#[test]
fn a_field_that_differs_is_seen() {
    let first = ours();
    let mut second = first.clone();
    second[0].best = Some(30);
    second[0].latitude = Some(18.0);
    second[1].type_of_violence = None;
    let found = agreement(&first, &second, &Limits::new());
    let field = |name: &str| found.fields.iter().find(|field| field.field == name).unwrap();
    assert_eq!(found.matched, 3);
    assert_eq!((field("best").pairs, field("best").exact, field("best").bias), (2, 1, Some(5.0)));
    assert_eq!((field("type_of_violence").pairs, field("type_of_violence").one_missing), (1, 1));
    assert_eq!((found.places.exact, found.places.within_161_km), (1, 2));
}

#[test]
fn two_clashes_of_one_day_are_not_crossed() {
    let mut first = vec![ours()[0].clone(), ours()[0].clone()];
    first[1].id = "second".to_owned();
    first[1].side_b = Some("Dune Brigade".to_owned());
    first[1].latitude = Some(17.5);
    let second: Vec<CodedEvent> = first.iter().rev().cloned().collect();
    let found = agreement(&first, &second, &Limits::new());
    assert!(found.pairs.iter().all(|pair| pair.first_id == pair.second_id), "{:?}", found.pairs);
}

#[test]
fn far_away_or_long_after_is_another_event() {
    let first = &ours()[..1];
    let mut far = first.to_vec();
    far[0].longitude = Some(30.0);
    assert_eq!(agreement(first, &far, &Limits::new()).matched, 0);
    let mut later = first.to_vec();
    later[0].date_start = "2031-03-20".parse().ok();
    later[0].date_end = later[0].date_start;
    assert_eq!(agreement(first, &later, &Limits::new()).matched, 0);
}

#[test]
fn nothing_to_compare_is_no_error() {
    let found = agreement(&[], &[], &Limits::new());
    assert_eq!((found.matched, found.places.median_km), (0, None));
}
