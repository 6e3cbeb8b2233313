//! `cargo xtask bench link`: how well reports on one event are found to be so, end to end, on invented reports.

mod grow;
mod stream;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use clap::Args;
use serde::Deserialize;

use crate::link_corpus::{Report, Set, generate};
use crate::{command, paths};

/// What is generated.
#[derive(Args, Debug)]
pub(crate) struct LinkArgs {
    /// Which words and places; both when not given
    #[arg(long, value_enum)]
    set: Option<Set>,
    /// What the generator starts from
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many events
    #[arg(long, default_value_t = 110)]
    events: usize,
    /// The program to be measured; built when not given
    #[arg(long, value_name = "PATH")]
    claimant: Option<std::path::PathBuf>,
    /// Measures time and memory instead, on so many readings: those of the set again and again, elsewhere and in other years
    #[arg(long, value_name = "READINGS")]
    stream: Option<usize>,
    /// Measures what adding a report to a ledger costs as it grows, on so many readings made in the same way
    #[arg(long, value_name = "READINGS", conflicts_with = "stream")]
    grow: Option<usize>,
    /// With --grow, the whole run takes no longer
    #[arg(long, value_name = "MINUTES", default_value_t = 60, requires = "grow")]
    minutes: u64,
    /// Lists what went wrong
    #[arg(long)]
    errors: bool,
}

#[derive(Deserialize)]
struct Linked {
    events: Vec<Event>,
}

#[derive(Deserialize)]
struct Event {
    reports: Vec<String>,
    #[serde(default)]
    origins: Vec<Origin>,
}

#[derive(Deserialize)]
struct Origin {
    kind: String,
    reports: Vec<String>,
}

/// What of a reading the floor looks at.
#[derive(Deserialize)]
struct Reading {
    report: ReadingReport,
    places: Vec<Place>,
    events: Vec<ReadEvent>,
}

#[derive(Deserialize)]
struct ReadingReport {
    id: String,
}

#[derive(Deserialize)]
struct Place {
    id: String,
    name: String,
}

#[derive(Deserialize)]
struct ReadEvent {
    time: Option<Time>,
    place: Option<String>,
}

#[derive(Deserialize)]
struct Time {
    start: Option<String>,
}

/// For each report those that share an event with it, itself included.
type Neighbours = HashMap<String, BTreeSet<String>>;

pub(crate) fn run(args: &LinkArgs) -> anyhow::Result<()> {
    let program = match &args.claimant {
        Some(path) => path.clone(),
        None => command::cargo_build(&["--package", "claimant-cli"])?.join("claimant"),
    };
    let sets = args.set.map_or_else(|| vec![Set::Dev, Set::HeldOut], |set| vec![set]);
    for set in sets {
        measure(args, set, &program)?;
    }
    Ok(())
}

fn measure(args: &LinkArgs, set: Set, program: &Path) -> anyhow::Result<()> {
    let reports = generate(set, args.seed, args.events)?;
    let folder = paths::work("link")?;
    let (records, readings) =
        (folder.join(format!("{set:?}.jsonl")), folder.join(format!("{set:?}.readings.jsonl")));
    let mut file = std::io::BufWriter::new(std::fs::File::create(&records)?);
    for report in &reports {
        writeln!(file, "{}", serde_json::to_string(report)?)?;
    }
    file.flush()?;
    let mut gold = std::io::BufWriter::new(std::fs::File::create(folder.join(format!("{set:?}.gold.tsv")))?);
    for report in &reports {
        writeln!(gold, "{}\t{}\t{}", report.id, report.event, report.origin)?;
    }
    gold.flush()?;
    let read = command::capture(Command::new(program).args(["read", "--format", "jsonl"]).arg(&records))?;
    if let Some(count) = args.stream {
        let originals = stream::Originals::of(&read)?;
        return stream::measure(&folder.join("stream.jsonl"), &originals, count, program);
    }
    if let Some(count) = args.grow {
        let originals = stream::Originals::of(&read)?;
        return grow::measure(&folder, originals, count, Duration::from_mins(args.minutes));
    }
    std::fs::write(&readings, &read)?;
    let linked = command::capture(Command::new(program).args(["link", "--format", "json"]).arg(&readings))?;
    let linked: Linked = serde_json::from_str(&linked)?;
    let gold = by_key(reports.iter().map(|report| (report.id.clone(), report.event)));
    let found = neighbours(&reports, linked.events.iter().map(|event| event.reports.clone()));
    let floor = neighbours(&reports, floor(&read)?.into_values());
    let events: BTreeSet<usize> = reports.iter().map(|report| report.event).collect();
    println!("\n{set:?}, seed {}: {} reports on {} events", args.seed, reports.len(), events.len());
    println!("{:<28}{:>22}{:>22}", "", "pairwise P / R / F1", "B³ P / R / F1");
    print_row("claimant link", &gold, &found);
    print_row("same date and place (floor)", &gold, &floor);
    let (right, all) = origins(&reports, &linked, args.errors);
    println!("origins exact: {right} of {all} ({:.1} %)", 100.0 * right as f64 / all as f64);
    if args.errors {
        print_errors(&reports, &gold, &found);
    }
    Ok(())
}

fn by_key<K: Ord>(keys: impl Iterator<Item = (String, K)>) -> Neighbours {
    let mut groups: BTreeMap<K, BTreeSet<String>> = BTreeMap::new();
    for (id, key) in keys {
        groups.entry(key).or_default().insert(id);
    }
    let mut found = Neighbours::new();
    for group in groups.into_values() {
        for id in &group {
            found.insert(id.clone(), group.clone());
        }
    }
    found
}

fn neighbours(reports: &[Report], groups: impl Iterator<Item = Vec<String>>) -> Neighbours {
    let mut found: Neighbours =
        reports.iter().map(|report| (report.id.clone(), BTreeSet::from([report.id.clone()]))).collect();
    for group in groups {
        for id in &group {
            if let Some(known) = found.get_mut(id) {
                known.extend(group.iter().cloned());
            }
        }
    }
    found
}

/// Reports whose first event has the same day and place.
fn floor(readings: &str) -> anyhow::Result<BTreeMap<(String, String), Vec<String>>> {
    let mut groups: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    for line in readings.lines() {
        let reading: Reading = serde_json::from_str(line)?;
        let Some(event) = reading.events.first() else { continue };
        let place = reading.places.iter().find(|place| Some(&place.id) == event.place.as_ref());
        let day = event.time.as_ref().and_then(|time| time.start.clone());
        if let (Some(day), Some(place)) = (day, place) {
            groups.entry((day, place.name.clone())).or_default().push(reading.report.id.clone());
        }
    }
    Ok(groups)
}

fn print_row(name: &str, gold: &Neighbours, found: &Neighbours) {
    let (mut both, mut ours, mut theirs) = (0_usize, 0_usize, 0_usize);
    let (mut precision, mut recall) = (0.0, 0.0);
    for (id, wanted) in gold {
        let Some(got) = found.get(id) else { continue };
        let common = got.intersection(wanted).count();
        both += common - 1;
        ours += got.len() - 1;
        theirs += wanted.len() - 1;
        precision += common as f64 / got.len() as f64;
        recall += common as f64 / wanted.len() as f64;
    }
    let share = |part: usize, whole: usize| if whole == 0 { 0.0 } else { part as f64 / whole as f64 };
    let f1 = |p: f64, r: f64| if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) };
    let (p, r) = (share(both, ours), share(both, theirs));
    let (bp, br) = (precision / gold.len() as f64, recall / gold.len() as f64);
    println!(
        "{name:<28}{:>22}{:>22}",
        format!("{p:.3} / {r:.3} / {:.3}", f1(p, r)),
        format!("{bp:.3} / {br:.3} / {:.3}", f1(bp, br))
    );
}

/// Of the events that were found whole or in part: how many have the right origins among the reports found.
fn origins(reports: &[Report], linked: &Linked, print: bool) -> (usize, usize) {
    let gold: HashMap<&str, &Report> = reports.iter().map(|report| (report.id.as_str(), report)).collect();
    let (mut right, mut all) = (0, 0);
    for event in linked.events.iter().filter(|event| event.reports.len() > 1) {
        let of_reports = ["wire", "copied_text", "single"];
        let found: BTreeSet<BTreeSet<&str>> = event
            .origins
            .iter()
            .filter(|origin| of_reports.contains(&origin.kind.as_str()))
            .map(|origin| origin.reports.iter().map(String::as_str).collect())
            .collect();
        let mut wanted: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
        for id in &event.reports {
            if let Some(report) = gold.get(id.as_str()) {
                wanted.entry(report.origin).or_default().insert(id);
            }
        }
        all += 1;
        let exact = found == wanted.values().cloned().collect();
        right += usize::from(exact);
        if print && !exact {
            println!("origins: found {found:?}, wanted {:?}", wanted.values());
        }
    }
    (right, all)
}

fn print_errors(reports: &[Report], gold: &Neighbours, found: &Neighbours) {
    for report in reports {
        let (wanted, got) = (&gold[&report.id], &found[&report.id]);
        if wanted != got {
            let lost: Vec<_> = wanted.difference(got).collect();
            let wrong: Vec<_> = got.difference(wanted).collect();
            let text: String = report.text.chars().take(220).collect();
            println!("{} {} lost {lost:?} wrong {wrong:?}\n  {text}", report.id, report.published);
        }
    }
}
