//! Writers that are killed: whatever they said is written has to be there.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::time::Duration;

use claimant_ledger::{Book, Ledger, system_clock};

use crate::samples::Sample;

const LOCATION: &str = "CLAIMANT_TEST_LEDGER";

/// How many writers are killed; 200 in the long run.
fn rounds() -> u64 {
    std::env::var("CLAIMANT_TEST_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(10)
}

/// Adds reports, and says after each which entry is the last now.
pub fn add_until_killed() {
    let Ok(location) = std::env::var(LOCATION) else { return };
    let mut ledger = claimant_ledger::open(&location, system_clock()).unwrap();
    let first = ledger.head().unwrap().sequence;
    let mut out = std::io::stdout().lock();
    for number in 0_u64.. {
        let samples: Vec<Sample> =
            (0..=number % 4).map(|part| Sample::new(&format!("r{first}-{number}-{part}"))).collect();
        let drafts = samples.iter().flat_map(Sample::drafts).collect();
        let blobs: Vec<_> = samples.iter().flat_map(Sample::blobs).collect();
        ledger.append(drafts, &blobs).unwrap();
        let head = ledger.head().unwrap();
        writeln!(out, "\nwritten {} {}", head.sequence, head.hash).unwrap();
        out.flush().unwrap();
    }
}

/// Kills writers one after the other, and looks after each at what is there. `between` is called before each.
pub fn kill_writers(location: &str, between: &mut dyn FnMut(u64)) {
    drop(claimant_ledger::open(location, system_clock()).unwrap());
    let mut acknowledged = 0;
    for round in 0..rounds() {
        between(round);
        // Long enough for some appends, and another phase of them each time.
        let last = killed_after(location, Duration::from_micros(30_000 + round * 7_919 % 90_000));
        let ledger = claimant_ledger::open(location, system_clock()).unwrap();
        if let Some((sequence, hash)) = last {
            assert_eq!(
                ledger.entries(sequence..sequence + 1).unwrap()[0].hash.to_string(),
                hash,
                "round {round}"
            );
            acknowledged = sequence;
        }
        check(&ledger, acknowledged, round);
    }
    assert!(acknowledged > 0, "no writer came to write anything");
}

fn check(ledger: &Book, acknowledged: u64, round: u64) {
    let found = ledger.verify().unwrap();
    assert!(found.is_sound(), "round {round}: {found:#?}");
    assert!(found.entries >= acknowledged, "round {round}: {} of {acknowledged}", found.entries);
}

/// What a writer acknowledged last before it was killed, so long after its first word.
fn killed_after(location: &str, time: Duration) -> Option<(u64, String)> {
    let mut writer = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "add_until_killed", "--ignored", "--nocapture"])
        .env(LOCATION, location)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(writer.stdout.take().unwrap()).lines();
    let mut last = None;
    while last.is_none() {
        let Some(Ok(line)) = lines.next() else { break };
        last = acknowledgement(&line);
    }
    let killer = std::thread::spawn(move || {
        std::thread::sleep(time);
        writer.kill().unwrap();
        writer.wait().unwrap();
    });
    for line in lines.map_while(Result::ok) {
        last = acknowledgement(&line).or(last);
    }
    killer.join().unwrap();
    last
}

fn acknowledgement(line: &str) -> Option<(u64, String)> {
    let (sequence, hash) = line.strip_prefix("written ")?.split_once(' ')?;
    // The last line may be cut off.
    (hash.len() == 64).then_some((sequence.parse().ok()?, hash.to_owned()))
}
