//! `cargo xtask bench ledger`: how fast the ledger takes reports and answers, on reports that are made up.

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Context;
use claimant_ledger::{Area, AsOf, Book, Ledger, Query, system_clock};
use claimant_model::{EventId, Outcome};
use clap::Args;
use jiff::civil::date;

use made_up::{MadeUp, Numbers};

mod made_up;

/// What is timed.
#[derive(Args, Debug)]
pub(crate) struct LedgerArgs {
    /// So many claims, 8 a report, are added before queries are timed
    #[arg(long, value_name = "N", default_value_t = 1_000_000)]
    claims: u64,
    /// So many reports with a claim each are added to compare the cost of a report early and late; 0 leaves it out
    #[arg(long, value_name = "N", default_value_t = 1_000_000)]
    reports: u64,
    /// Reports in a transaction
    #[arg(long, value_name = "N", default_value_t = 200)]
    batch: u64,
    /// Each kind of query so many times
    #[arg(long, value_name = "N", default_value_t = 200)]
    queries: u64,
    /// Where the ledgers are made and removed again; needs some gigabytes
    #[arg(long, value_name = "FOLDER", default_value = "target/bench-ledger")]
    folder: PathBuf,
    /// Prove the ledger of claims at the end, which takes a while
    #[arg(long)]
    verify: bool,
}

/// Lines of the table: what, figure, bar.
type Table = Vec<(String, String, &'static str)>;

pub(crate) fn run(args: &LedgerArgs) -> anyhow::Result<()> {
    std::fs::create_dir_all(&args.folder).with_context(|| args.folder.display().to_string())?;
    let mut table = Table::new();
    if args.claims > 0 {
        claims(args, &mut table)?;
    }
    if args.reports > 0 {
        reports(args, &mut table)?;
    }
    println!("| what | measured | bar |\n|---|---|---|");
    for (what, figure, bar) in table {
        println!("| {what} | {figure} | {bar} |");
    }
    Ok(())
}

/// A new ledger, without what an earlier run left.
fn fresh(folder: &Path, name: &str) -> anyhow::Result<(Book, PathBuf)> {
    let path = folder.join(name);
    remove(&path)?;
    Ok((Book::open_sqlite(&path, system_clock())?, path))
}

pub(crate) fn remove(path: &Path) -> anyhow::Result<()> {
    for end in ["", "-wal", "-shm"] {
        let path = PathBuf::from(format!("{}{end}", path.display()));
        if path.exists() {
            std::fs::remove_file(&path)?;
        }
    }
    Ok(())
}

fn claims(args: &LedgerArgs, table: &mut Table) -> anyhow::Result<()> {
    let (mut ledger, path) = fresh(&args.folder, "claims.ledger")?;
    let reports = args.claims.div_ceil(MadeUp::FULL.claims);
    let spent = add(&mut ledger, &MadeUp::FULL, 0..reports, args.batch)?;
    table.push((format!("add {} claims, 8 a report", args.claims), spent.rate(args.claims), "≥ 20,000/s"));
    queries(args, &ledger, reports, table)?;
    if args.verify {
        let start = Instant::now();
        let found = ledger.verify()?;
        anyhow::ensure!(found.is_sound(), "{found:?}");
        table.push((
            format!("verify {} entries", found.entries),
            format!("{:.0} s", start.elapsed().as_secs_f64()),
            "",
        ));
    }
    drop(ledger);
    let size = std::fs::metadata(&path)?.len() as f64 / 1e9;
    table.push(("file".to_owned(), format!("{size:.2} GB"), ""));
    remove(&path)
}

/// How long something took: by the clock, and of this thread's processor time, which others on the machine do not
/// lengthen.
#[derive(Clone, Copy, Default)]
struct Spent {
    wall: f64,
    processor: f64,
}

impl Spent {
    fn add(&mut self, start: Instant, processor: f64) {
        self.wall += start.elapsed().as_secs_f64();
        self.processor += processor_seconds() - processor;
    }

    fn plus(self, other: Spent) -> Spent {
        Spent { wall: self.wall + other.wall, processor: self.processor + other.processor }
    }

    /// So many in a second, by the clock and by the processor.
    fn rate(self, count: u64) -> String {
        format!(
            "{:.0}/s ({:.0}/s of processor time)",
            count as f64 / self.wall,
            count as f64 / self.processor
        )
    }

    /// How many times as much each of so many took as each of so many others.
    fn ratio(self, count: u64, other: Spent, others: u64) -> String {
        let times = |own: f64, other: f64| own / count as f64 / (other / others as f64);
        let (wall, processor) = (times(self.wall, other.wall), times(self.processor, other.processor));
        format!("{wall:.2} ({processor:.2} of processor time)")
    }

    fn each(self, count: u64) -> String {
        let micros = |seconds: f64| seconds * 1e6 / count as f64;
        format!("{:.0} µs ({:.0} µs of processor time)", micros(self.wall), micros(self.processor))
    }
}

/// Processor time of this thread so far; 0 where the system does not tell.
pub(crate) fn processor_seconds() -> f64 {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    text.split(' ').next().and_then(|nanos| nanos.parse::<f64>().ok()).unwrap_or(0.0) / 1e9
}

/// Adds made-up reports, and tells the time that the ledger took: making them up is not counted.
fn add(ledger: &mut Book, kind: &MadeUp, numbers: std::ops::Range<u64>, batch: u64) -> anyhow::Result<Spent> {
    let mut spent = Spent::default();
    let mut from = numbers.start;
    while from < numbers.end {
        let until = (from + batch).min(numbers.end);
        let (drafts, blobs) = kind.reports(from..until);
        let (start, processor) = (Instant::now(), processor_seconds());
        ledger.append(drafts, &blobs)?;
        spent.add(start, processor);
        from = until;
        if from % 20_000 < batch {
            eprintln!("{from} reports, {:.1} s", spent.wall);
        }
    }
    Ok(spent)
}

fn queries(args: &LedgerArgs, ledger: &Book, reports: u64, table: &mut Table) -> anyhow::Result<()> {
    let events = reports / MadeUp::REPORTS_AN_EVENT;
    let mut numbers = Numbers::new(7);
    let mut time =
        |name: &str, bar: &'static str, ask: &mut dyn FnMut(&mut Numbers) -> anyhow::Result<usize>| {
            let mut times = Vec::new();
            let mut found = 0;
            for _ in 0..args.queries.max(1) {
                let start = Instant::now();
                found += ask(&mut numbers)?;
                times.push(start.elapsed().as_secs_f64() * 1000.0);
            }
            times.sort_by(f64::total_cmp);
            let at = |part: f64| times[((times.len() - 1) as f64 * part) as usize];
            let figure = format!(
                "p50 {:.1} ms, p95 {:.1} ms, {:.0} found on average",
                at(0.5),
                at(0.95),
                found as f64 / times.len() as f64
            );
            table.push((name.to_owned(), figure, bar));
            anyhow::Ok(())
        };
    let claims = |query: Query| anyhow::Ok(ledger.claims(&query, AsOf::Now)?.len());
    time("event page", "p95 ≤ 20 ms", &mut |numbers| {
        let event = EventId::new(format!("E{}", numbers.below(events.max(1))));
        Ok(ledger.event_page(&event, AsOf::Now)?.map_or(0, |page| page.claims.len()))
    })?;
    time("claims in a box of 4° and a month", "p95 ≤ 100 ms", &mut |numbers| claims(boxed(numbers, 4.0)))?;
    time("events in a box of 4° and a month", "p95 ≤ 100 ms", &mut |numbers| {
        Ok(ledger.events(&boxed(numbers, 4.0), AsOf::Now)?.len())
    })?;
    time("events in a box of 20° and a month", "p95 ≤ 100 ms", &mut |numbers| {
        Ok(ledger.events(&boxed(numbers, 20.0), AsOf::Now)?.len())
    })?;
    time("full text, one word of any frequency", "≤ 50 ms", &mut |numbers| {
        Ok(ledger.search(made_up::word(numbers), 20, AsOf::Now)?.len())
    })?;
    time("full text, a word of every claim", "≤ 50 ms", &mut |_| {
        Ok(ledger.search("killed", 20, AsOf::Now)?.len())
    })?;
    time("full text, two words", "≤ 50 ms", &mut |numbers| {
        let words = format!("{} {}", made_up::word(numbers), made_up::word(numbers));
        Ok(ledger.search(&words, 20, AsOf::Now)?.len())
    })?;
    time("claims of an actor", "", &mut |numbers| {
        claims(Query { actor: Some(made_up::actor(numbers.below(made_up::ACTORS))), ..Query::default() })
    })?;
    time("claims by outcome", "", &mut |_| {
        claims(Query { outcome: Some(Outcome::Wounded), ..Query::default() })
    })?;
    Ok(())
}

/// A box somewhere where things happen, and 30 days.
fn boxed(numbers: &mut Numbers, degrees: f64) -> Query {
    let (latitude, longitude) = made_up::point(numbers.below(made_up::TOWNS));
    let south = (latitude - degrees / 2.0).max(-90.0);
    let west = (longitude - degrees / 2.0).max(-180.0);
    let from = date(2022, 1, 1).checked_add(jiff::Span::new().days(numbers.below(1000) as i64)).ok();
    let until = from.and_then(|day| day.checked_add(jiff::Span::new().days(30)).ok());
    let area = Area::new(south, west, (south + degrees).min(90.0), (west + degrees).min(180.0)).ok();
    Query { area, from, until, ..Query::default() }
}

/// The cost of a report when there are 10,000, and when there are as many as asked for.
fn reports(args: &LedgerArgs, table: &mut Table) -> anyhow::Result<()> {
    const EARLY: u64 = 10_000;
    let (mut ledger, path) = fresh(&args.folder, "reports.ledger")?;
    let kind = MadeUp::SHORT;
    let early = add(&mut ledger, &kind, 0..EARLY, args.batch)?;
    let last = args.reports.max(2 * EARLY) - EARLY;
    let long = (args.reports / 10).min(last - EARLY);
    let middle = add(&mut ledger, &kind, EARLY..last - long, args.batch)?;
    let before = add(&mut ledger, &kind, last - long..last, args.batch)?;
    let late = add(&mut ledger, &kind, last..last + EARLY, args.batch)?;
    let all = last + EARLY;
    table.push(("a report among the first 10,000".to_owned(), early.each(EARLY), ""));
    table.push((
        format!("a report, on average up to {all}"),
        early.plus(middle).plus(before).plus(late).each(all),
        "",
    ));
    table.push((format!("a report among the last 10,000 of {all}"), late.each(EARLY), ""));
    table.push(("cost late / early".to_owned(), late.ratio(EARLY, early, EARLY), "≤ 1.3"));
    // Some of the work is done once for very many reports.
    let late = before.plus(late);
    table.push((format!("a report among the last {}", long + EARLY), late.each(long + EARLY), ""));
    table.push(("cost late / early".to_owned(), late.ratio(long + EARLY, early, EARLY), "≤ 1.3"));
    drop(ledger);
    remove(&path)
}
