//! Dumps of `GeoNames` (allCountries, a country's, alternateNames) into a gazetteer file, in bounded memory.

use std::collections::HashMap;
use std::io::{self, BufRead};

use super::build::{NewPlace, Writer};
use super::fold::fold;
use super::story::country_of_iso2;
use super::{Country, Feature, Sureness};

/// What went in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Places taken.
    pub places: u64,
    /// Other names taken from a file of alternate names.
    pub names: u64,
    /// Lines left out: undersea features, historical places, and what is no line of a dump.
    pub left_out: u64,
}

/// A dump on its way into a file. Hand it the lines twice: divisions first, then everything else, since a place points to
/// its division.
pub struct Import {
    writer: Writer,
    /// `ML.10` to the division's number.
    divisions: HashMap<String, u16>,
    /// `GeoNames` numbers to ours, where alternate names are to follow.
    numbers: Option<HashMap<u32, u32>>,
    /// What went in so far.
    pub counts: Imported,
}

impl Import {
    /// An import into this writer; `names_follow` keeps what [`Import::alternate_names`] needs, some 16 bytes a place.
    pub fn new(writer: Writer, names_follow: bool) -> Import {
        let numbers = names_follow.then(HashMap::new);
        Import { writer, divisions: HashMap::new(), numbers, counts: Imported::default() }
    }

    /// Takes the first-level divisions of a dump.
    pub fn divisions(&mut self, lines: impl BufRead) -> io::Result<()> {
        each_line(lines, |line| {
            let Some(row) = Row::read(line).filter(|row| row.feature == Feature::DIVISION) else {
                return Ok(());
            };
            let number = self.add(&row)?;
            if let Ok(number) = u16::try_from(number) {
                self.divisions.insert(row.division, number);
            }
            Ok(())
        })
    }

    /// Takes everything else of the same dump.
    pub fn places(&mut self, lines: impl BufRead) -> io::Result<()> {
        each_line(lines, |line| match Row::read(line) {
            Some(row) if row.feature == Feature::DIVISION => Ok(()),
            Some(row) => self.add(&row).map(drop),
            None => {
                self.counts.left_out += 1;
                Ok(())
            }
        })
    }

    /// Takes names from `GeoNames`' alternateNames: number, place, language, name.
    pub fn alternate_names(&mut self, lines: impl BufRead) -> io::Result<()> {
        each_line(lines, |line| {
            let mut cells = line.split('\t').skip(1);
            let place: Option<u32> = cells.next().and_then(|cell| cell.parse().ok());
            let language = cells.next().unwrap_or_default();
            let number = place.and_then(|place| self.numbers.as_ref()?.get(&place).copied());
            let name = cells.next().filter(|name| is_latin(name) && !NO_LANGUAGES.contains(&language));
            if let (Some(number), Some(name)) = (number, name) {
                self.counts.names += 1;
                self.writer.add_name(number, name)?;
                self.writer.add_sound(number, name)?;
            }
            Ok(())
        })
    }

    /// The writer, to be finished.
    pub fn into_writer(self) -> Writer {
        self.writer
    }

    fn add(&mut self, row: &Row<'_>) -> io::Result<u32> {
        let number = self.writer.add(&NewPlace {
            name: row.name,
            geonames: row.geonames,
            latitude: row.point.0,
            longitude: row.point.1,
            population: row.population,
            country: row.country,
            division: self.divisions.get(&row.division).copied().filter(|_| row.feature != Feature::DIVISION),
            feature: row.feature,
            precision: None,
            sureness: Sureness::Exact,
        })?;
        for name in row.others.split(',').filter(|name| is_latin(name)).chain([row.ascii]) {
            self.writer.add_name(number, name)?;
            self.writer.add_sound(number, name)?;
        }
        self.writer.add_sound(number, row.name)?;
        if let Some(numbers) = &mut self.numbers {
            numbers.insert(row.geonames, number);
        }
        self.counts.places += 1;
        Ok(number)
    }
}

/// What alternateNames has in the column of languages that is no name: links, codes of airports and posts.
const NO_LANGUAGES: [&str; 10] =
    ["link", "post", "iata", "icao", "faac", "wkdt", "unlc", "abbr", "phon", "tcid"];

/// The longest line that is looked at; `GeoNames`' longest are some 20 kB.
const LONGEST: u64 = 1 << 20;

fn each_line(mut lines: impl BufRead, mut take: impl FnMut(&str) -> io::Result<()>) -> io::Result<()> {
    let mut line = Vec::new();
    loop {
        line.clear();
        if io::Read::take(&mut lines, LONGEST).read_until(b'\n', &mut line)? == 0 {
            return Ok(());
        }
        take(String::from_utf8_lossy(&line).trim_end_matches(['\n', '\r']))?;
    }
}

fn is_latin(name: &str) -> bool {
    let first = name.chars().next().is_some_and(char::is_uppercase);
    let folded = fold(name);
    first && (3..=80).contains(&name.len()) && folded.bytes().all(|b| b.is_ascii_alphanumeric() || b == b' ')
}

/// A line of a dump.
struct Row<'t> {
    geonames: u32,
    name: &'t str,
    ascii: &'t str,
    others: &'t str,
    point: (f64, f64),
    feature: Feature,
    country: Option<Country>,
    division: String,
    population: u32,
}

impl<'t> Row<'t> {
    fn read(line: &'t str) -> Option<Row<'t>> {
        let mut cells = [""; 19];
        let count = line.split('\t').zip(&mut cells).map(|(cell, slot)| *slot = cell).count();
        let point: (f64, f64) = (cells[4].parse().ok()?, cells[5].parse().ok()?);
        let sound = count >= 15 && point.0.abs() <= 90.0 && point.1.abs() <= 180.0 && !cells[1].is_empty();
        Some(Row {
            geonames: cells[0].parse().ok().filter(|_| sound)?,
            name: cells[1],
            ascii: cells[2],
            others: cells[3],
            point,
            feature: Feature::new(cells[6].chars().next()?, cells[7])?,
            country: country_of_iso2(cells[8]),
            division: format!("{}.{}", cells[8], cells[10]),
            population: cells[14].parse::<u64>().map_or(0, |number| number.min(u64::from(u32::MAX)) as u32),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::places::{Gazetteer, Match};

    const DUMP: &str = "\
1\tKidal\tKidal\tKidalle,كيدال\t18.44\t1.41\tP\tPPLA\tML\t\t10\t\t\t\t25617\t\t\tAfrica/Bamako\t2020-01-01
2\tRégion de Kidal\tRegion de Kidal\tKidal Region\t19.5\t1.5\tA\tADM1\tML\t\t10\t\t\t\t67638\t\t\tAfrica/Bamako\t2020-01-01
3\tSome Trench\tSome Trench\t\t0\t0\tU\tTRGU\t\t\t\t\t\t\t0\t\t\t\t2020-01-01
nonsense
";

    #[test]
    fn a_dump_becomes_a_gazetteer() {
        let folder = tempfile::tempdir().unwrap();
        let mut import = Import::new(Writer::new(folder.path()).unwrap(), true);
        import.divisions(DUMP.as_bytes()).unwrap();
        import.places(DUMP.as_bytes()).unwrap();
        import.alternate_names("9\t1\ten\tKidaal\n10\t1\tlink\tHttp\n".as_bytes()).unwrap();
        assert_eq!(import.counts, Imported { places: 2, names: 1, left_out: 2 });
        let out = folder.path().join("side.bin");
        import.into_writer().finish(&out).unwrap();
        let gazetteer = Gazetteer::new(std::fs::read(&out).unwrap()).unwrap();
        let found = gazetteer.lookup("Kidaal");
        let [(place, Match::OtherName)] = found[..] else { panic!("{found:?}") };
        assert_eq!(place.name(), "Kidal");
        assert_eq!(place.division().unwrap().name(), "Région de Kidal");
        assert_eq!(place.country().unwrap().code(), "MLI");
        assert_eq!(gazetteer.lookup_sound("Kidhal").len(), 1);
    }
}
