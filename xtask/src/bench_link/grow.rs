//! What adding a report costs as a ledger grows: linked, reconciled and written, as `claimant add` does it.

use std::path::Path;
use std::sync::mpsc::{Receiver, sync_channel};
use std::time::{Duration, Instant};

use claimant_desk::{Desk, Incoming};
use claimant_ledger::{Book, system_clock};
use claimant_model::{Reading, Retrieval};

use super::stream::Originals;
use crate::bench_ledger::{processor_seconds, remove};

/// Reports in a transaction, as many as `claimant add` puts into one.
const BATCH: usize = 64;
/// The cost is that of so many reports before each mark.
const WINDOW: usize = 5_000;
/// Where the cost is told, beside every 50,000 reports.
const MARKS: [usize; 3] = [5_000, 10_000, 25_000];
/// Threads that make the readings up, which is not timed.
const MAKERS: usize = 2;

/// Adds readings until there are so many or the time is up, and prints the cost of a report at some marks.
pub(super) fn measure(
    folder: &Path,
    originals: Originals,
    count: usize,
    time: Duration,
) -> anyhow::Result<()> {
    let path = folder.join("grow.ledger");
    remove(&path)?;
    let mut desk = Desk::new(Box::new(Book::open_sqlite(&path, system_clock())?))?;
    let makers = makers(originals, count);
    let begun = Instant::now();
    let mut window = Window::default();
    println!(
        "{:>10} {:>22} {:>22} {:>9} {:>8} {:>9}",
        "reports", "ms a report, wall", "of processor time", "queued", "GB", "MB memory"
    );
    for number in 0..count.div_ceil(BATCH) {
        let Ok(batch) = makers[number % MAKERS].recv() else { break };
        window.add(&mut desk, batch)?;
        if window.is_full() {
            window.tell(&path)?;
        }
        if begun.elapsed() > time {
            break;
        }
    }
    window.tell(&path)?;
    drop(desk);
    remove(&path)
}

/// Threads that make batches, taking turns.
fn makers(originals: Originals, count: usize) -> Vec<Receiver<Vec<Incoming>>> {
    let originals = std::sync::Arc::new(originals);
    let make = |maker: usize| {
        let (sender, receiver) = sync_channel(4);
        let originals = std::sync::Arc::clone(&originals);
        std::thread::spawn(move || {
            for batch in (maker..count.div_ceil(BATCH)).step_by(MAKERS) {
                let numbers = batch * BATCH..count.min((batch + 1) * BATCH);
                let made: Result<Vec<Incoming>, _> = numbers.map(|n| incoming(&originals, n)).collect();
                if made.map_or(true, |made| sender.send(made).is_err()) {
                    return;
                }
            }
        });
        receiver
    };
    (0..MAKERS).map(make).collect()
}

fn incoming(originals: &Originals, number: usize) -> serde_json::Result<Incoming> {
    let reading: Reading = serde_json::from_value(originals.at(number))?;
    Ok(Incoming {
        raw: reading.report.text.as_bytes().to_vec(),
        reading,
        media_type: "text/plain".to_owned(),
        retrieval: Retrieval { method: "file".to_owned(), ..Retrieval::default() },
    })
}

/// What the last reports cost.
#[derive(Default)]
struct Window {
    all: usize,
    reports: usize,
    wall: f64,
    processor: f64,
    queued: usize,
}

impl Window {
    fn add(&mut self, desk: &mut Desk, batch: Vec<Incoming>) -> anyhow::Result<()> {
        let (begun, processor) = (Instant::now(), processor_seconds());
        self.reports += batch.len();
        self.all += batch.len();
        self.queued += desk.add(batch)?.queued;
        self.wall += begun.elapsed().as_secs_f64();
        self.processor += processor_seconds() - processor;
        // Only the reports next before a mark count.
        if self.reports > WINDOW && !self.is_full() {
            *self = Window { all: self.all, ..Window::default() };
        }
        Ok(())
    }

    fn is_full(&self) -> bool {
        let passed = |mark: usize| self.all >= mark && self.all - BATCH < mark;
        MARKS.into_iter().any(passed) || passed(self.all / 50_000 * 50_000) && self.all >= 50_000
    }

    fn tell(&mut self, ledger: &Path) -> anyhow::Result<()> {
        let milliseconds = |seconds: f64| seconds * 1000.0 / self.reports.max(1) as f64;
        println!(
            "{:>10} {:>22.2} {:>22.2} {:>9.2} {:>8.2} {:>9}",
            self.all,
            milliseconds(self.wall),
            milliseconds(self.processor),
            self.queued as f64 / self.reports.max(1) as f64,
            std::fs::metadata(ledger)?.len() as f64 / 1e9,
            memory(),
        );
        *self = Window { all: self.all, ..Window::default() };
        Ok(())
    }
}

/// Megabytes that this program holds, files not counted; 0 where the system does not tell.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok()).unwrap_or(0) / 1000
}
