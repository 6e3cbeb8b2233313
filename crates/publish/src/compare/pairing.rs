//! Which events of two codings are the same: by day, place and actors.

use std::collections::HashSet;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::actors::likeness;
use crate::coded::CodedEvent;

/// How near events must be to be taken for one.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Days between the two spans.
    pub days: i32,
    /// Kilometres between the two points.
    pub kilometres: f64,
    /// Score from 0 to 1 that a pair needs.
    pub score: f64,
}

impl Limits {
    /// Three days, 161 km (100 miles, as geocoders are judged by), half the score.
    pub fn new() -> Limits {
        Limits { days: 3, kilometres: 161.0, score: 0.5 }
    }
}

impl Default for Limits {
    fn default() -> Limits {
        Limits::new()
    }
}

/// Two codings of one event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Pair {
    /// Index in the first list.
    #[serde(skip)]
    pub first: usize,
    /// Index in the second list.
    #[serde(skip)]
    pub second: usize,
    /// Id in the first coding.
    pub first_id: String,
    /// Id in the second coding.
    pub second_id: String,
    /// How alike they are, 0 to 1.
    pub score: f64,
    /// Days between the two spans.
    pub days: i32,
    /// Kilometres between the two points, where both have one.
    pub kilometres: Option<f64>,
}

/// Pairs events of two lists, each at most once, the most alike first. Events without a day are paired with nothing.
pub(super) fn pairs(first: &[CodedEvent], second: &[CodedEvent], limits: &Limits) -> Vec<Pair> {
    let mut candidates = candidates(first, second, limits);
    candidates
        .sort_by(|a, b| b.score.total_cmp(&a.score).then((a.first, a.second).cmp(&(b.first, b.second))));
    let (mut taken_first, mut taken_second) = (HashSet::new(), HashSet::new());
    candidates.retain(|pair| {
        let free = !taken_first.contains(&pair.first) && !taken_second.contains(&pair.second);
        if free {
            taken_first.insert(pair.first);
            taken_second.insert(pair.second);
        }
        free
    });
    candidates.sort_by_key(|pair| pair.first);
    candidates
}

/// The first and last day of an event, as days since 1970.
fn span(event: &CodedEvent) -> Option<(i32, i32)> {
    let number = |day: Date| Date::constant(1970, 1, 1).until(day).map_or(0, |span| span.get_days());
    let start = event.date_start.or(event.date_end)?;
    let end = event.date_end.unwrap_or(start);
    Some((number(start).min(number(end)), number(start).max(number(end))))
}

fn candidates(first: &[CodedEvent], second: &[CodedEvent], limits: &Limits) -> Vec<Pair> {
    let mut dated: Vec<(i32, i32, usize)> = second
        .iter()
        .enumerate()
        .filter_map(|(index, event)| span(event).map(|(a, b)| (a, b, index)))
        .collect();
    dated.sort_unstable();
    let longest = dated.iter().map(|(start, end, _)| end - start).max().unwrap_or(0);
    let mut found = Vec::new();
    for (index, event) in first.iter().enumerate() {
        let Some((start, end)) = span(event) else { continue };
        let from = dated.partition_point(|other| other.0 < start - limits.days - longest);
        for &(other_start, other_end, other) in
            dated[from..].iter().take_while(|other| other.0 <= end + limits.days)
        {
            let days = (other_start - end).max(start - other_end).max(0);
            found.extend(pair(event, &second[other], days, limits).map(|pair| Pair {
                first: index,
                second: other,
                ..pair
            }));
        }
    }
    found
}

/// The pair, if the two are near enough.
fn pair(a: &CodedEvent, b: &CodedEvent, days: i32, limits: &Limits) -> Option<Pair> {
    let kilometres = a.point().zip(b.point()).map(|(a, b)| distance(a, b));
    let countries = a.country.as_ref().zip(b.country.as_ref());
    if days > limits.days || kilometres.is_some_and(|kilometres| kilometres > limits.kilometres) {
        return None;
    }
    // Near a border the point decides.
    if kilometres.is_none() && countries.is_some_and(|(a, b)| a != b) {
        return None;
    }
    let score = score(a, b, days, kilometres, limits);
    let pair = Pair {
        first: 0,
        second: 0,
        first_id: a.id.clone(),
        second_id: b.id.clone(),
        score,
        days,
        kilometres,
    };
    (score >= limits.score).then_some(pair)
}

/// Two fifths the day, two fifths the place, one fifth the actors.
fn score(a: &CodedEvent, b: &CodedEvent, days: i32, kilometres: Option<f64>, limits: &Limits) -> f64 {
    let day = 1.0 - f64::from(days) / f64::from(limits.days + 1);
    let same = |a: &Option<String>, b: &Option<String>| a.is_some() && a == b;
    let place = match kilometres {
        Some(kilometres) => 1.0 - kilometres / (limits.kilometres + 1.0),
        None if same(&a.place, &b.place) => 1.0,
        None if same(&a.admin1, &b.admin1) => 0.5,
        None if same(&a.country, &b.country) => 0.25,
        None => 0.0,
    };
    // Actors that one coding does not give speak neither for nor against.
    0.4 * day + 0.4 * place + 0.2 * likeness(a, b).unwrap_or(0.5)
}

/// Kilometres between two points (latitude, longitude in degrees) on a sphere of the earth's mean radius.
pub fn distance(a: (f64, f64), b: (f64, f64)) -> f64 {
    const RADIUS: f64 = 6371.0088;
    let [lat_a, lon_a, lat_b, lon_b] = [a.0, a.1, b.0, b.1].map(f64::to_radians);
    let half = |angle: f64| (angle / 2.0).sin().powi(2);
    let h = half(lat_b - lat_a) + lat_a.cos() * lat_b.cos() * half(lon_b - lon_a);
    2.0 * RADIUS * h.clamp(0.0, 1.0).sqrt().asin()
}
