//! Places: the literate table of `places/`, from the words of a report to the point.
#![allow(clippy::unwrap_used)] // a wrong table must fail loudly
#![cfg(feature = "gazetteer")]

use std::collections::HashSet;
use std::fmt::Write as _;
use std::ops::Range;

use claimant_parse::{Document, Pipeline, Precision, Scratch};
use claimant_resolve::places::{
    Gazetteer, ResolvedPlace, StoryContext, describe, find_mentions, fold, resolve,
};

/// The specification.
const MENTIONS: &str = include_str!("places/mentions.md");

/// A report of the table and what its mentions should give.
struct Case {
    line: usize,
    text: String,
    spans: Vec<Range<usize>>,
    expected: Vec<Expected>,
}

/// What a mention should give; what is left out may be anything.
#[derive(Debug, Default)]
struct Expected {
    words: String,
    nowhere: bool,
    no_country: bool,
    country: Option<String>,
    name: String,
    point: Option<(f64, f64)>,
    within: f64,
    precision: Option<u8>,
}

/// The bar of the project for place mentions is 95 of 100.
#[test]
fn every_mention_of_the_table() {
    let gazetteer = Gazetteer::embedded().unwrap();
    let pipeline = Pipeline::english().unwrap();
    let (mut right, mut wanted, mut small, mut wrong) = (0, 0, (0, 0), String::new());
    let mut countries = HashSet::new();
    for case in cases(MENTIONS) {
        let document = pipeline.parse_paragraphs(&case.text, Precision::Exact, &mut Scratch::default());
        let found = places(&gazetteer, &document);
        for (span, expected) in case.spans.iter().zip(&case.expected) {
            let over = |(at, _): &&(Range<usize>, ResolvedPlace)| at.start < span.end && span.start < at.end;
            let given = found.iter().find(over).map(|(_, place)| place);
            let good = expected.fits(given);
            countries.extend(expected.country.clone());
            wanted += 1;
            right += usize::from(good);
            if expected.precision != Some(6) {
                small = (small.0 + usize::from(good), small.1 + 1);
            }
            if !good {
                let words = &case.text[span.clone()];
                let _ = writeln!(
                    wrong,
                    "line {}: {words}: expected {}, given {}\n    {}",
                    case.line,
                    expected.words,
                    shown(given),
                    case.text
                );
            }
        }
        for (at, place) in found.iter().filter(|(_, place)| place.point.is_some()) {
            if !case.spans.iter().any(|span| at.start < span.end && span.start < at.end) {
                let words = &case.text[at.clone()];
                let _ = writeln!(wrong, "line {}: {words} pinned: {}", case.line, shown(Some(place)));
            }
        }
    }
    println!("{right} of {wanted}; but for countries {} of {}\n{wrong}", small.0, small.1);
    assert!(countries.len() >= 40, "only {} countries", countries.len());
    assert!(small.1 >= 150, "only {} mentions", small.1);
    assert!(small.0 * 100 >= small.1 * 95, "{} of {}\n{wrong}", small.0, small.1);
}

fn places(gazetteer: &Gazetteer, document: &Document) -> Vec<(Range<usize>, ResolvedPlace)> {
    let mentions = describe(document, gazetteer, &find_mentions(document, gazetteer));
    let resolved = resolve(gazetteer, &mentions, &StoryContext::of_document(document));
    mentions.iter().map(|mention| document.byte_span(mention.tokens.clone())).zip(resolved).collect()
}

impl Expected {
    fn read(words: &str) -> Expected {
        let mut expected = Expected { words: words.to_owned(), within: 25.0, ..Expected::default() };
        for (number, word) in words.split_whitespace().enumerate() {
            if word == "none" {
                expected.nowhere = true;
            } else if word == "-" {
                expected.no_country = true;
            } else if let Some(kilometres) = word.strip_prefix('~') {
                expected.within = kilometres.parse().unwrap();
            } else if let Some((latitude, longitude)) = word.split_once(',') {
                expected.point = Some((latitude.parse().unwrap(), longitude.parse().unwrap()));
            } else if let Ok(precision) = word.parse() {
                expected.precision = Some(precision);
            } else if number == 0 {
                expected.country = Some(word.to_owned());
            } else {
                expected.name = format!("{} {word}", expected.name);
            }
        }
        expected
    }

    fn fits(&self, given: Option<&ResolvedPlace>) -> bool {
        let Some(place) = given.filter(|place| place.point.is_some()) else { return self.nowhere };
        let country = place.country.map(|country| country.to_string());
        let named = |name: &str| fold(name).contains(&fold(self.name.trim()));
        !self.nowhere
            && (!self.no_country || country.is_none())
            && (self.country.is_none() || self.country == country)
            && (named(&place.name) || place.admin1.as_deref().is_some_and(named))
            && self.point.is_none_or(|point| kilometres(point, place.point.unwrap()) <= self.within)
            && (self.precision.is_none() || self.precision == place.precision)
    }
}

fn kilometres(a: (f64, f64), b: (f64, f64)) -> f64 {
    let north = a.0 - b.0;
    let east = (a.1 - b.1) * a.0.to_radians().cos();
    north.hypot(east) * 111.2
}

fn shown(place: Option<&ResolvedPlace>) -> String {
    let Some(place) = place else { return "no mention".to_owned() };
    let Some((latitude, longitude)) = place.point else { return format!("no point for {}", place.name) };
    format!(
        "{} {} ({}) {latitude:.2},{longitude:.2} {}",
        place.country.map_or_else(|| "-".to_owned(), |country| country.to_string()),
        place.name,
        place.admin1.as_deref().unwrap_or("-"),
        place.precision.unwrap_or(0),
    )
}

fn cases(file: &str) -> Vec<Case> {
    let mut cases = Vec::new();
    for (number, line) in file.lines().enumerate() {
        let cells: Vec<&str> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        let [text, expected] = cells[..] else { continue };
        if !line.starts_with("| ") || text == "report" {
            continue;
        }
        let (text, spans) = marked(text);
        let expected: Vec<Expected> = expected.split(';').map(Expected::read).collect();
        assert_eq!(spans.len(), expected.len(), "line {}", number + 1);
        cases.push(Case { line: number + 1, text, spans, expected });
    }
    cases
}

/// The text without brackets, and what stood in them.
fn marked(text: &str) -> (String, Vec<Range<usize>>) {
    let (mut plain, mut spans, mut start) = (String::new(), Vec::new(), 0);
    for c in text.chars() {
        match c {
            '[' => start = plain.len(),
            ']' => spans.push(start..plain.len()),
            _ => plain.push(c),
        }
    }
    (plain, spans)
}
