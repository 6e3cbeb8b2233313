//! `claimant gazetteer`: what a place name resolves to, and places of one's own.
#![allow(clippy::doc_markdown, reason = "these comments are the help that people read")]

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write, stdout};
use std::path::{Path, PathBuf};

use anyhow::Context;
use claimant_resolve::places::build::Writer;
use claimant_resolve::places::dump::{Fault, Import};
use claimant_resolve::places::{
    Country, Gazetteer, Match, PlaceMention, ResolvedPlace, StoryContext, Sureness, country_of_iso2, resolve,
};
use clap::{Args, Subcommand, ValueHint};
use flate2::read::MultiGzDecoder;

use crate::errors::{Hinted, Status, say};

/// Where `gazetteer import` writes, and where the reading verbs look.
pub(super) const SIDE_FILE: &str = "places.side";

/// Looks up place names, and imports more places
#[derive(Debug, Subcommand)]
pub(super) enum GazetteerCommand {
    Check(CheckArgs),
    Import(ImportArgs),
}

/// Prints what a place name resolves to and what else it could mean
///
/// The best candidate first, each with how it was found, what it is, its division and country, its population, its point
/// and the UCDP where_prec of a report that names it and nothing finer.
#[derive(Args, Debug)]
pub(super) struct CheckArgs {
    /// The name, as a report writes it
    name: String,
    /// The country the story plays in, as ISO 3166-1 code of three letters or two
    #[arg(long, value_name = "CODE", value_parser = parse_country)]
    country: Vec<Country>,
    /// Other places that the story names
    #[arg(long, value_name = "NAME")]
    with: Vec<String>,
    /// A file that `gazetteer import` made
    #[arg(long, alias = "side", value_name = "FILE", value_hint = ValueHint::FilePath)]
    gazetteer: Vec<PathBuf>,
}

/// Makes a side file of places from a dump of GeoNames or of the NGA
///
/// Reads GeoNames' allCountries.txt, the file of one country, or any other in their format, and the files of the NGA's
/// GEOnet Names Server, whose columns are told by their first line; plain or .gz, of any number of rows in bounded memory.
/// `read`, `add`, `link` and `watch` use the side file when it lies where they look for it.
#[derive(Args, Debug)]
pub(super) struct ImportArgs {
    /// The dump
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    file: PathBuf,
    /// Where the places go
    #[arg(long, value_name = "FILE", default_value = SIDE_FILE, value_hint = ValueHint::FilePath)]
    out: PathBuf,
    /// GeoNames' alternateNamesV2.txt, for names that the dump lacks
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    names: Option<PathBuf>,
}

fn parse_country(code: &str) -> Result<Country, String> {
    country_of_iso2(&code.to_uppercase())
        .or_else(|| Country::new(code))
        .ok_or_else(|| "a country is three letters or two, such as MLI or ML".to_owned())
}

pub(super) fn run(command: &GazetteerCommand) -> anyhow::Result<Status> {
    match command {
        GazetteerCommand::Check(args) => check(args),
        GazetteerCommand::Import(args) => import(args),
    }
}

/// The program's gazetteer with these side files.
pub(super) fn open_with(sides: &[PathBuf]) -> anyhow::Result<Gazetteer> {
    let mut gazetteer = Gazetteer::embedded().context("the gazetteer in the program")?;
    for side in sides {
        let bytes = std::fs::read(side).with_context(|| format!("cannot read {}", side.display()))?;
        gazetteer.add(bytes).with_context(|| side.display().to_string())?;
    }
    Ok(gazetteer)
}

fn check(args: &CheckArgs) -> anyhow::Result<Status> {
    let gazetteer = open_with(&args.gazetteer)?;
    let mut story = StoryContext { countries: Vec::new(), places: args.with.clone() };
    args.country.iter().for_each(|country| story.add_country(*country, 2.0));
    let answer = resolve(&gazetteer, &[PlaceMention::new(&args.name, 0..0)], &story);
    let mut out = stdout().lock();
    for place in &answer {
        print_candidates(&mut out, &gazetteer, &args.name, place)?;
    }
    let found = answer.iter().any(|place| place.point.is_some());
    if !found {
        print_sounds(&mut out, &gazetteer, &args.name)?;
    }
    Ok(if found { Status::Done } else { Status::Incomplete })
}

fn print_candidates(
    out: &mut impl Write,
    gazetteer: &Gazetteer,
    name: &str,
    answer: &ResolvedPlace,
) -> anyhow::Result<()> {
    let exact = gazetteer.lookup(name);
    for candidate in &answer.candidates {
        let Some(place) = gazetteer.place(candidate.place) else { continue };
        let how = exact.iter().find(|(known, _)| known.id() == candidate.place).map(|(_, how)| *how);
        writeln!(out, "{:>3.0} %  {}", candidate.score * 100.0, line(&place, how))?;
    }
    Ok(())
}

/// Without a country nothing is placed by its sound alone; what it could be is shown.
fn print_sounds(out: &mut impl Write, gazetteer: &Gazetteer, name: &str) -> anyhow::Result<()> {
    for (place, how) in gazetteer.lookup_sound(name).into_iter().take(10) {
        writeln!(out, "  -    {}", line(&place, Some(how)))?;
    }
    Ok(())
}

fn line(place: &claimant_resolve::places::Place<'_>, how: Option<Match>) -> String {
    let how = match how {
        Some(Match::Name) => "its name",
        Some(Match::OtherName) => "another name",
        Some(Match::Sound(_)) | None => "its sound",
    };
    let sure = match place.sureness() {
        Sureness::Exact => "",
        Sureness::About => ", point to some 25 km",
        Sureness::Division => ", point of its division",
    };
    format!(
        "{} ({how}): {}, {}, {}, population {}, {:.3} {:.3}, precision {}{sure}{}",
        place.name(),
        place.feature().code(),
        place.division().map_or("-", |division| division.name()),
        place.country().map_or_else(|| "-".to_owned(), |country| country.to_string()),
        place.population(),
        place.latitude(),
        place.longitude(),
        place.precision(),
        place.geonames().map_or_else(String::new, |number| format!(", GeoNames {number}")),
    )
}

fn import(args: &ImportArgs) -> anyhow::Result<Status> {
    let folder = args.out.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let work =
        tempfile::tempdir_in(folder).with_context(|| format!("cannot write into {}", folder.display()))?;
    let mut import = Import::new(Writer::new(work.path())?, args.names.is_some());
    let again = || open(&args.file).map_err(std::io::Error::other);
    import.dump(again).with_context(|| args.file.display().to_string())?;
    if let Some(names) = &args.names {
        import.alternate_names(open(names)?).with_context(|| names.display().to_string())?;
    }
    let counts = import.counts;
    tell(&args.file, &import.faults, counts.unreadable);
    if counts.places == 0 {
        let message = format!("{}: no place in it; nothing was written", args.file.display());
        return Err(Hinted::new(message, LAYOUT).into());
    }
    let written = import.into_writer().finish(&args.out)?;
    anstream::eprintln!(
        "{} places, {} more names, {} lines left out: {} bytes in {}",
        counts.places,
        counts.names,
        counts.left_out,
        written.bytes,
        args.out.display()
    );
    Ok(if counts.unreadable == 0 { Status::Done } else { Status::Incomplete })
}

/// What a dump has to look like.
const LAYOUT: &str = "a dump of GeoNames has 19 columns parted by tabs and no line of names above them; a file of the NGA \
                      has its columns' names in the first line";

/// Says which lines could not be read.
fn tell(file: &Path, faults: &[Fault], unreadable: u64) {
    for fault in faults {
        say(&format!("claimant: {}:{}: {}", file.display(), fault.line, fault.why));
    }
    let more = unreadable.saturating_sub(faults.len() as u64);
    if more > 0 {
        say(&format!("claimant: and {more} more lines that could not be read"));
    }
}

/// A file's lines, unpacked where it begins like gzip.
fn open(path: &Path) -> anyhow::Result<Box<dyn BufRead>> {
    let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut file = BufReader::with_capacity(1 << 16, file);
    let packed = file.fill_buf()?.starts_with(&[0x1f, 0x8b]);
    let lines: Box<dyn Read> = if packed { Box::new(MultiGzDecoder::new(file)) } else { Box::new(file) };
    Ok(Box::new(BufReader::with_capacity(1 << 16, lines)))
}
