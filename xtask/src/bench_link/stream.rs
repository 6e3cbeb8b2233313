//! A long stream made of a short one: the same readings at other places and in other years.

use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::bail;
use serde_json::Value;

/// The year the generator writes about, and the first of those it is moved to.
const YEAR: &str = "2024-";
const FIRST: usize = 1970;
/// Copies of one place are moved to so many years.
const YEARS: usize = 55;
/// Copies are moved west by so many degrees, far beyond what could be the same place.
const DEGREES: f64 = 7.0;

/// Writes the stream, links it, and prints time and memory.
pub(super) fn measure(file: &Path, readings: &str, count: usize, program: &Path) -> anyhow::Result<()> {
    let readings: Vec<Value> = readings.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    if readings.is_empty() {
        bail!("nothing was read");
    }
    let mut out = BufWriter::new(std::fs::File::create(file)?);
    for number in 0..count {
        let mut reading = readings[number % readings.len()].clone();
        moved(&mut reading, number / readings.len());
        serde_json::to_writer(&mut out, &reading)?;
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

/// Gives a reading another id, year and place.
fn moved(reading: &mut Value, copy: usize) {
    if let Some(id) = reading.pointer_mut("/report/id") {
        *id = format!("{}-{copy}", id.as_str().unwrap_or("")).into();
    }
    redate(reading, &format!("{}-", FIRST + copy % YEARS));
    for place in reading["places"].as_array_mut().into_iter().flatten() {
        let round = copy / YEARS;
        if let (Some(longitude), true) = (place["longitude"].as_f64(), round > 0) {
            let east = longitude - DEGREES * round as f64;
            place["longitude"] = (if east < -180.0 { east + 360.0 } else { east }).into();
            place["name"] = format!("{} {round}", place["name"].as_str().unwrap_or("")).into();
            place["geonames"] = Value::Null;
        }
    }
}

/// Puts every date of the generator's year into another one.
fn redate(value: &mut Value, year: &str) {
    match value {
        Value::String(text) => {
            if let Some(rest) = text.strip_prefix(YEAR).filter(|rest| rest.len() < 24) {
                *text = format!("{year}{rest}");
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| redate(item, year)),
        Value::Object(fields) => fields.values_mut().for_each(|item| redate(item, year)),
        _ => {}
    }
}
