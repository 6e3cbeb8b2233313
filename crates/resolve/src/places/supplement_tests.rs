//! Holds each row of the supplement against what `GeoNames` knows of its country and division.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::collections::HashMap;

use super::tables::{SupplementRow, supplement};
use super::{Country, Feature, Gazetteer, Match, Place, PlaceId, Sureness, fold};

/// How far a small place may lie from the next town of its division, in kilometres; deserts have few towns.
const FAR: f64 = 220.0;
/// The same for a place whose note says that it is remote.
const REMOTE: f64 = 400.0;

type Point = (f64, f64);

fn rows() -> Vec<SupplementRow<'static>> {
    supplement(include_str!("../../../../data/gazetteer/supplement.tsv")).unwrap()
}

/// South, west, north, east, a degree wider than the towns reach.
fn extent(towns: &[Point]) -> [f64; 4] {
    let all =
        |pick: fn(&Point) -> f64, fold: fn(f64, f64) -> f64, start| towns.iter().map(pick).fold(start, fold);
    let (south, north) = (all(|p| p.0, f64::min, 90.0), all(|p| p.0, f64::max, -90.0));
    let (west, east) = (all(|p| p.1, f64::min, 180.0), all(|p| p.1, f64::max, -180.0));
    [south - 1.0, west - 1.0, north + 1.0, east + 1.0]
}

fn contains([south, west, north, east]: [f64; 4], point: Point) -> bool {
    (south..=north).contains(&point.0) && (west..=east).contains(&point.1)
}

/// Flat-earth kilometres, close enough for what is near.
fn kilometres(a: Point, b: Point) -> f64 {
    let (north, east) = (a.0 - b.0, (a.1 - b.1) * a.0.to_radians().cos());
    north.hypot(east) * 111.2
}

#[test]
fn places_lie_in_their_country_and_near_their_division() {
    let gazetteer = Gazetteer::embedded().unwrap();
    let mut countries: HashMap<Country, Vec<Point>> = HashMap::new();
    let mut divisions: HashMap<PlaceId, Vec<Point>> = HashMap::new();
    for place in
        gazetteer.places().filter(|place| place.geonames().is_some() && place.feature().class() == 'P')
    {
        let (Some(country), Some(division)) = (place.country(), place.division()) else { continue };
        let point = (f64::from(place.latitude()), f64::from(place.longitude()));
        countries.entry(country).or_default().push(point);
        divisions.entry(division.id()).or_default().push(point);
    }
    let mut wrong = Vec::new();
    for row in rows() {
        let Some(point) = row.point else { continue };
        if !contains(extent(&countries[&row.country]), point) {
            wrong.push(format!("line {}: {} lies outside {}", row.line, row.name, row.country));
        }
        let named = gazetteer.lookup(row.division).into_iter().map(|(place, _)| place);
        let mut towns = named
            .filter(|place| place.country() == Some(row.country) && place.feature() == Feature::DIVISION)
            .flat_map(|division| divisions.get(&division.id()).into_iter().flatten());
        let far = if row.note.starts_with("remote") { REMOTE } else { FAR };
        if !towns.any(|town| kilometres(*town, point) < far) {
            wrong.push(format!("line {}: {} lies far from {}", row.line, row.name, row.division));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_row_is_found_by_each_of_its_names() {
    let gazetteer = Gazetteer::embedded().unwrap();
    for row in rows() {
        for name in row.others.iter().chain([&row.name]) {
            let found = gazetteer.lookup(name);
            assert!(
                found.iter().any(|(place, _)| place.country() == Some(row.country)),
                "line {}: {name}",
                row.line
            );
        }
    }
}

#[test]
fn a_place_that_is_not_sure_has_no_pin() {
    let gazetteer = Gazetteer::embedded().unwrap();
    let unsure = |place: &Place<'_>| place.sureness() != Sureness::Exact;
    let mut count = 0;
    for place in gazetteer.places().filter(unsure) {
        let least = if place.sureness() == Sureness::Division { 4 } else { 2 };
        assert!(place.precision() >= least, "{place:?}");
        count += 1;
    }
    assert!(count > 50, "{count}");
}

#[test]
fn names_of_the_supplement_are_many_and_different() {
    let rows = rows();
    assert!(rows.len() >= 500, "{}", rows.len());
    let mut seen = HashMap::new();
    for row in &rows {
        let earlier = seen.insert((row.country, fold(row.name), row.division), row.line);
        assert!(earlier.is_none(), "line {}: {} is line {earlier:?} again", row.line, row.name);
    }
}

#[test]
fn a_place_is_found_by_its_sound() {
    let gazetteer = Gazetteer::embedded().unwrap();
    for (written, name) in
        [("Tinzawatten", "Tinzaouaten"), ("Khartoom", "Khartoum"), ("Bunagane", "Bunagana")]
    {
        assert!(gazetteer.lookup(written).is_empty(), "{written}");
        let found = gazetteer.lookup_sound(written);
        assert!(found.iter().any(|(place, _)| place.name() == name), "{written}: {found:?}");
        assert!(found.iter().all(|(_, how)| matches!(how, Match::Sound(alike) if *alike >= 0.6)));
    }
}
