//! A long stream made of a short one: the same readings at other places and in other years, in other words.

use std::collections::HashMap;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::bail;
use serde_json::Value;

use crate::link_corpus::Random;

/// The year the generator writes about, and the first of those it is moved to: leap years like it but for some centuries.
const YEAR: usize = 2024;
const FIRST: usize = 1004;
const APART: usize = 4;
/// Copies of one place are moved to so many years, the last of which still has four digits.
const YEARS: usize = 2249;
/// Copies are moved west by so many degrees, far beyond what could be the same place.
const DEGREES: f64 = 7.0;

/// What the stream is made of.
pub(super) struct Originals(Vec<Value>);

impl Originals {
    /// From what `claimant read --format jsonl` printed.
    pub(super) fn of(readings: &str) -> anyhow::Result<Originals> {
        let readings: Vec<Value> = readings.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
        if readings.is_empty() {
            bail!("nothing was read");
        }
        Ok(Originals(readings))
    }

    /// The reading that is this far down the stream.
    pub(super) fn at(&self, number: usize) -> Value {
        let mut reading = self.0[number % self.0.len()].clone();
        moved(&mut reading, number / self.0.len());
        reading
    }
}

/// Writes the stream, links it, and prints time and memory.
pub(super) fn measure(file: &Path, readings: &Originals, count: usize, program: &Path) -> anyhow::Result<()> {
    let mut out = BufWriter::new(std::fs::File::create(file)?);
    for number in 0..count {
        serde_json::to_writer(&mut out, &readings.at(number))?;
        writeln!(out)?;
    }
    out.flush()?;
    drop(out);
    let begun = Instant::now();
    let mut child = Command::new(program)
        .args(["link", "--format", "jsonl"])
        .arg(file)
        .stdout(std::fs::File::create(file.with_extension("events.jsonl"))?)
        .stdin(Stdio::null())
        .spawn()?;
    let most = watch(&mut child)?;
    let seconds = begun.elapsed().as_secs_f64();
    let events = std::fs::read_to_string(file.with_extension("events.jsonl"))?.lines().count();
    println!(
        "{count} readings of {} MB: {events} events in {seconds:.1} s, {} MB at most",
        std::fs::metadata(file)?.len() / 1_000_000,
        most / 1000,
    );
    Ok(())
}

/// Waits for a program; gives the kilobytes it had at most.
fn watch(child: &mut Child) -> anyhow::Result<u64> {
    let status = format!("/proc/{}/status", child.id());
    let mut most = 0;
    loop {
        let now = std::fs::read_to_string(&status).unwrap_or_default();
        let line = now.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        most = most.max(line.and_then(|line| line.split_whitespace().next()?.parse().ok()).unwrap_or(0));
        match child.try_wait()? {
            Some(done) if done.success() => return Ok(most),
            Some(done) => bail!("link failed: {done}"),
            None => std::thread::sleep(Duration::from_millis(50)),
        }
    }
}

/// Gives a reading another id, year and place, and other words: every copy is a war of its own.
fn moved(reading: &mut Value, copy: usize) {
    reword(reading, &mut Words::of(copy));
    if let Some(id) = reading.pointer_mut("/report/id") {
        *id = format!("{}-{copy}", id.as_str().unwrap_or("")).into();
    }
    redate(reading, FIRST + copy % YEARS * APART);
    let round = copy / YEARS;
    for place in reading["places"].as_array_mut().into_iter().flatten().filter(|_| round > 0) {
        if let Some(longitude) = place["longitude"].as_f64() {
            let east = longitude - DEGREES * round as f64;
            place["longitude"] = (if east < -180.0 { east + 360.0 } else { east }).into();
        }
        for part in ["name", "country", "admin1"] {
            if let Some(name) = place[part].as_str() {
                place[part] = format!("{name}{round}").into();
            }
        }
        place["geonames"] = Value::Null;
    }
    // Nor are the same groups in it.
    for actor in reading["actors"].as_array_mut().into_iter().flatten().filter(|_| round > 0) {
        for part in ["known", "country"] {
            if let Some(name) = actor[part].as_str() {
                actor[part] = format!("{name}{round}").into();
            }
        }
    }
    let claims = reading["claims"].as_array_mut().into_iter().flatten();
    for claim in claims {
        claim["id"] = format!("{}-{copy}", claim["id"].as_str().unwrap_or("")).into();
    }
}

/// Moves every date by as many years as there are from the generator's year to this one: what a report tells of the
/// years before moves along, or else the past of all copies would be one.
fn redate(value: &mut Value, year: usize) {
    match value {
        Value::String(text) => {
            if let Some(moved) = in_year(text, year) {
                *text = moved;
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| redate(item, year)),
        Value::Object(fields) => fields.values_mut().for_each(|item| redate(item, year)),
        _ => {}
    }
}

/// A date, with or without a time of day, moved.
fn in_year(text: &str, year: usize) -> Option<String> {
    const LONGEST: usize = 29;
    let (before, rest) = text.split_at_checked(4)?;
    let date = rest.starts_with('-') && rest.len() > 5 && text.len() < LONGEST;
    let before: usize = before.parse().ok().filter(|_| date)?;
    Some(format!("{:04}{rest}", (before + year).checked_sub(YEAR)?))
}

/// Words of a copy: long ones have other consonants, and as many letters as before, so that every span stays right.
struct Words {
    letters: Option<[u8; 26]>,
    known: HashMap<String, String>,
}

const VOWELS: &[u8] = b"aeiouy";
/// Shorter words stay as they are.
const LONG: usize = 5;

impl Words {
    fn of(copy: usize) -> Words {
        let mut letters: [u8; 26] = std::array::from_fn(|index| b'a' + index as u8);
        let mut random = Random::new(copy as u64);
        let mut consonants: Vec<u8> = letters.into_iter().filter(|letter| !VOWELS.contains(letter)).collect();
        random.shuffle(&mut consonants);
        let places = letters.iter_mut().filter(|letter| !VOWELS.contains(letter));
        places.zip(consonants).for_each(|(place, letter)| *place = letter);
        Words { letters: (copy > 0).then_some(letters), known: HashMap::new() }
    }

    fn change(&mut self, text: &str) -> String {
        let Some(letters) = self.letters else { return text.to_owned() };
        if let Some(known) = self.known.get(text) {
            return known.clone();
        }
        let other = |letter: u8| match letter {
            b'a'..=b'z' => letters[usize::from(letter - b'a')],
            b'A'..=b'Z' => letters[usize::from(letter - b'A')].to_ascii_uppercase(),
            _ => letter,
        };
        let changed = |word: &str| -> String {
            if word.len() < LONG || !word.is_ascii() {
                return word.to_owned();
            }
            word.bytes().map(|letter| char::from(other(letter))).collect()
        };
        let whole: String = text
            .split_inclusive(|letter: char| !letter.is_ascii_alphabetic())
            .map(|part| {
                let end = part.trim_end_matches(|letter: char| !letter.is_ascii_alphabetic()).len();
                changed(&part[..end]) + &part[end..]
            })
            .collect();
        self.known.insert(text.to_owned(), whole.clone());
        whole
    }
}

/// Changes the words of all texts and names, and leaves codes alone.
fn reword(value: &mut Value, words: &mut Words) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| reword(item, words)),
        Value::Object(fields) => {
            for (name, item) in fields {
                match item {
                    Value::String(text) if matches!(name.as_str(), "text" | "name" | "title") => {
                        *text = words.change(text);
                    }
                    _ => reword(item, words),
                }
            }
        }
        _ => {}
    }
}
