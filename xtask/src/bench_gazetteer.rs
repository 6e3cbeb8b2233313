//! `cargo xtask bench gazetteer`: how long a look-up takes, and the import of a generated dump of any number of rows.

use std::fs::{self, File};
use std::hint::black_box;
use std::io::{self, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

use claimant_resolve::places::Gazetteer;
use claimant_resolve::places::build::Writer;
use claimant_resolve::places::dump::Import;
use clap::Args;

use crate::paths;

/// What is measured.
#[derive(Args, Debug)]
pub(crate) struct GazetteerArgs {
    /// How many rows the generated dump has; 0 leaves the import out. 12,000,000 is a little less than all of `GeoNames`
    #[arg(long, value_name = "N", default_value_t = 12_000_000)]
    rows: u64,
    /// Where dump and side file are made, some 200 bytes a row; they are removed afterwards
    #[arg(long, value_name = "FOLDER")]
    folder: Option<PathBuf>,
}

pub(crate) fn run(args: &GazetteerArgs) -> anyhow::Result<()> {
    look_up()?;
    if args.rows == 0 {
        return Ok(());
    }
    let folder = match &args.folder {
        Some(folder) => folder.clone(),
        None => paths::work("bench-gazetteer")?,
    };
    let dump = folder.join("generated.txt");
    generate(&dump, args.rows)?;
    let done = import(&dump, &folder);
    fs::remove_file(&dump)?;
    done
}

/// Looks up every sixteenth name of the program's gazetteer, and as many that it lacks.
fn look_up() -> anyhow::Result<()> {
    /// How often each is looked up.
    const ROUNDS: usize = 15;
    let gazetteer = Gazetteer::embedded()?;
    let known: Vec<&str> = gazetteer.places().step_by(16).map(|place| place.name()).collect();
    let unknown: Vec<String> = known.iter().map(|name| format!("{name}xq")).collect();
    for (what, names) in [("known", known.clone()), ("unknown", unknown.iter().map(String::as_str).collect())]
    {
        let mut rounds: Vec<f64> = (0..ROUNDS)
            .map(|_| {
                let start = Instant::now();
                for name in &names {
                    drop(black_box(gazetteer.lookup(black_box(name))));
                }
                start.elapsed().as_secs_f64() * 1e6 / names.len() as f64
            })
            .collect();
        rounds.sort_by(f64::total_cmp);
        println!(
            "{} {what} names: {:.2} µs a look-up (median of {ROUNDS} rounds; least {:.2}, most {:.2})",
            names.len(),
            rounds[ROUNDS / 2],
            rounds[0],
            rounds[ROUNDS - 1]
        );
    }
    Ok(())
}

fn import(dump: &Path, folder: &Path) -> anyhow::Result<()> {
    let start = Instant::now();
    let mut import = Import::new(Writer::new(folder)?, false);
    import.dump(|| File::open(dump).map(BufReader::new))?;
    let counts = import.counts;
    let out = folder.join("generated.side");
    let written = import.into_writer().finish(&out)?;
    println!(
        "{} places, {} keys imported in {:.0} s: a dump of {} MB, a side file of {} MB",
        counts.places,
        written.keys,
        start.elapsed().as_secs_f64(),
        fs::metadata(dump)?.len() >> 20,
        written.bytes >> 20
    );
    if let Some(peak) = peak_memory() {
        println!("most memory held: {peak}");
    }
    Ok(fs::remove_file(out)?)
}

/// As Linux tells it; nothing elsewhere.
fn peak_memory() -> Option<String> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().to_owned())
}

/// A dump of made-up places: 400 divisions first, then towns and streams, each with two other names.
fn generate(path: &Path, rows: u64) -> io::Result<()> {
    const COUNTRIES: [&str; 16] =
        ["ML", "NE", "NG", "SD", "SY", "UA", "AF", "IQ", "CD", "SO", "ET", "YE", "MM", "CO", "PH", "IN"];
    const DIVISIONS: u64 = 400;
    let mut out = BufWriter::new(File::create(path)?);
    let mut state = 7_u64;
    for row in 1..=rows {
        let country = COUNTRIES[(row % 16) as usize];
        let division = row % DIVISIONS / 16;
        let name = name(&mut state);
        let (north, east) = (degrees(&mut state, 60), degrees(&mut state, 170));
        let feature = match row {
            1..=DIVISIONS => "A\tADM1",
            _ if row.is_multiple_of(4) => "H\tSTM",
            _ => "P\tPPL",
        };
        writeln!(
            out,
            "{row}\t{name}\t{name}\t{name}e,{name} Sud\t{north:.4}\t{east:.4}\t{feature}\t{country}\t\t{division:02}\t\t\t\t{}\t\t\tX\t2020-01-01",
            row % 5000
        )?;
    }
    out.flush()
}

/// Two to five syllables.
fn name(state: &mut u64) -> String {
    const SYLLABLES: [&str; 28] = [
        "ba", "ko", "ta", "mi", "dou", "sa", "ren", "gar", "el", "nou", "ki", "dal", "za", "mo", "tin",
        "bou", "fa", "ri", "que", "lon", "ber", "ush", "ad", "har", "ven", "pol", "chi", "mar",
    ];
    let mut name: String = (0..2 + next(state) % 4).map(|_| SYLLABLES[(next(state) % 28) as usize]).collect();
    name[..1].make_ascii_uppercase();
    name
}

fn degrees(state: &mut u64, most: u64) -> f64 {
    (next(state) % (most * 20_000)) as f64 / 10_000.0 - most as f64
}

/// The xorshift generator of Marsaglia (2003).
fn next(state: &mut u64) -> u64 {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    *state
}
