//! Dumps of `GeoNames` (allCountries, a country's, alternateNames) and of the NGA into a gazetteer file, in bounded memory.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::io::{self, BufRead};

use super::build::{NewPlace, Writer};
use super::fold::fold;
use super::geonames::GeoNamesRow;
use super::gns::{GnsColumns, GnsRow};
use super::story::country_of_iso2;
use super::{Feature, Sureness};

/// What went in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Places taken.
    pub places: u64,
    /// Other names taken from a file of alternate names.
    pub names: u64,
    /// Lines left out: undersea features, historical places, and what is no line of a dump.
    pub left_out: u64,
    /// Those of them that are no line of a dump.
    pub unreadable: u64,
}

/// A line that is none of a dump.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Its number in the file, from 1.
    pub line: u64,
    /// What is wrong with it.
    pub why: &'static str,
}

/// So many faults are kept; all are counted.
const MOST_FAULTS: usize = 20;

/// A dump on its way into a file.
pub struct Import {
    writer: Writer,
    /// `ML.10` to the division's number.
    divisions: HashMap<String, u16>,
    /// The source's numbers to ours, where names are to follow.
    numbers: Option<HashMap<i64, u32>>,
    /// What went in so far.
    pub counts: Imported,
    /// The first lines that are none of a dump.
    pub faults: Vec<Fault>,
}

impl Import {
    /// An import into this writer; `names_follow` keeps what [`Import::alternate_names`] needs, some 24 bytes a place.
    pub fn new(writer: Writer, names_follow: bool) -> Import {
        let numbers = names_follow.then(HashMap::new);
        Import { writer, divisions: HashMap::new(), numbers, counts: Imported::default(), faults: Vec::new() }
    }

    /// Takes a whole dump, of `GeoNames` or of the NGA, which the first line tells. It is opened several times:
    /// divisions go first, since a place points to its division.
    ///
    /// # Errors
    /// What opening, reading or writing says; a file that is not text, or one of the NGA without a column that is needed.
    pub fn dump<R: BufRead>(&mut self, open: impl Fn() -> io::Result<R>) -> io::Result<()> {
        let mut header = Vec::new();
        io::Read::take(open()?, LONGEST).read_until(b'\n', &mut header)?;
        if header.contains(&0) || header.starts_with(b"PK\x03\x04") {
            return Err(io::Error::new(io::ErrorKind::InvalidData, NOT_TEXT));
        }
        let header = String::from_utf8_lossy(&header);
        if let Some(columns) = GnsColumns::read(header.trim_end_matches(['\n', '\r'])) {
            self.gns(&columns, open)
        } else if let [first, ..] = GnsColumns::missing(&header)[..] {
            let message = format!("the first line lacks the column `{first}`");
            Err(io::Error::new(io::ErrorKind::InvalidData, message))
        } else {
            self.divisions(open()?)?;
            self.places(open()?)
        }
    }

    fn leave_out(&mut self, line: u64, why: Option<&'static str>) {
        self.counts.left_out += 1;
        let Some(why) = why else { return };
        self.counts.unreadable += 1;
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(Fault { line, why });
        }
    }

    fn divisions(&mut self, lines: impl BufRead) -> io::Result<()> {
        each_line(lines, |line| {
            let Some(row) = GeoNamesRow::read(line).filter(|row| row.feature == Feature::DIVISION) else {
                return Ok(());
            };
            let number = self.add(&row)?;
            self.know_division(number, row.division);
            Ok(())
        })
    }

    /// A record can point to one of the first 65,535 places only.
    fn know_division(&mut self, number: u32, code: String) {
        if let Ok(number) = u16::try_from(number) {
            self.divisions.insert(code, number);
        }
    }

    fn places(&mut self, lines: impl BufRead) -> io::Result<()> {
        let mut number = 0;
        each_line(lines, |line| {
            number += 1;
            match GeoNamesRow::read(line) {
                Some(row) if row.feature == Feature::DIVISION => Ok(()),
                Some(row) => self.add(&row).map(drop),
                None => {
                    self.leave_out(number, GeoNamesRow::fault(line));
                    Ok(())
                }
            }
        })
    }

    /// The NGA's files have a line for every name: approved names of divisions, of other places, then all other names.
    fn gns<R: BufRead>(&mut self, columns: &GnsColumns, open: impl Fn() -> io::Result<R>) -> io::Result<()> {
        let mut numbers = HashMap::new();
        for divisions in [true, false] {
            each_line(open()?, |line| {
                let row = GnsRow::read(columns, line).filter(|row| row.approved && is_latin(row.name));
                let Some(row) = row.filter(|row| (row.feature == Feature::DIVISION) == divisions) else {
                    return Ok(());
                };
                if let Entry::Vacant(slot) = numbers.entry(row.id) {
                    slot.insert(self.add_gns(&row)?);
                }
                Ok(())
            })?;
        }
        let mut at = 0;
        each_line(open()?, |line| {
            let row = GnsRow::read(columns, line);
            at += 1;
            // The first line has the names of the columns.
            if row.is_none() && at > 1 {
                self.leave_out(at, GnsRow::fault(columns, line));
            }
            let number = row.as_ref().and_then(|row| numbers.get(&row.id).copied());
            let name = row.map_or("", |row| row.name);
            if let Some(number) = number.filter(|_| is_latin(name)) {
                self.counts.names += 1;
                self.writer.add_name(number, name)?;
                self.writer.add_sound(number, name)?;
            }
            Ok(())
        })?;
        Ok(())
    }

    fn add_gns(&mut self, row: &GnsRow<'_>) -> io::Result<u32> {
        let is_division = row.feature == Feature::DIVISION;
        let number = self.writer.add(&NewPlace {
            name: row.name,
            geonames: 0,
            latitude: row.point.0,
            longitude: row.point.1,
            population: row.population,
            country: row.country,
            division: self.divisions.get(&row.division).copied().filter(|_| !is_division),
            feature: row.feature,
            precision: None,
            sureness: Sureness::Exact,
        })?;
        if is_division {
            self.know_division(number, row.division.clone());
        }
        self.counts.places += 1;
        Ok(number)
    }

    /// Takes names from `GeoNames`' alternateNames: number, place, language, name.
    pub fn alternate_names(&mut self, lines: impl BufRead) -> io::Result<()> {
        each_line(lines, |line| {
            let mut cells = line.split('\t').skip(1);
            let place: Option<i64> = cells.next().and_then(|cell| cell.parse().ok());
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

    fn add(&mut self, row: &GeoNamesRow<'_>) -> io::Result<u32> {
        let number = self.writer.add(&NewPlace {
            name: row.name,
            geonames: row.geonames,
            latitude: row.point.0,
            longitude: row.point.1,
            population: row.population,
            country: country_of_iso2(row.iso2),
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
            numbers.insert(i64::from(row.geonames), number);
        }
        self.counts.places += 1;
        Ok(number)
    }
}

/// What alternateNames has in the column of languages that is no name: links, codes of airports and posts.
const NO_LANGUAGES: [&str; 10] =
    ["link", "post", "iata", "icao", "faac", "wkdt", "unlc", "abbr", "phon", "tcid"];

/// What is said of a file that is not text.
const NOT_TEXT: &str = "this is no text; take the .txt out of the .zip, or give the .gz";

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
        import.dump(|| Ok(DUMP.as_bytes())).unwrap();
        import.alternate_names("9\t1\ten\tKidaal\n10\t1\tlink\tHttp\n".as_bytes()).unwrap();
        assert_eq!(import.counts, Imported { places: 2, names: 1, left_out: 2, unreadable: 1 });
        assert_eq!(import.faults, [Fault { line: 4, why: "fewer than 15 columns parted by tabs" }]);
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

    const GNS: &str = "\
rk\tufi\tuni\tfull_name\tnt\tdesig_cd\tfc\tcc_ft\tadm1\tlat_dd\tlong_dd
0\t-7\t1\tQidal\tV\tPPLA\tP\tML\tML-8\t18.44\t1.41
0\t-7\t2\tKidal\tN\tPPLA\tP\tML\tML-8\t18.44\t1.41
0\t-7\t3\tكيدال\tNS\tPPLA\tP\tML\tML-8\t18.44\t1.41
0\t-9\t4\tKidal Region\tN\tADM1\tA\tML\tML-8\t19.5\t1.5
";

    #[test]
    fn a_file_of_the_nga_becomes_a_gazetteer() {
        let folder = tempfile::tempdir().unwrap();
        let mut import = Import::new(Writer::new(folder.path()).unwrap(), false);
        import.dump(|| Ok(GNS.as_bytes())).unwrap();
        assert_eq!((import.counts.places, import.counts.left_out), (2, 0));
        let out = folder.path().join("side.bin");
        import.into_writer().finish(&out).unwrap();
        let gazetteer = Gazetteer::new(std::fs::read(&out).unwrap()).unwrap();
        let found = gazetteer.lookup("Qidal");
        let [(place, Match::OtherName)] = found[..] else { panic!("{found:?}") };
        assert_eq!((place.name(), place.feature().code()), ("Kidal", "PPLA"));
        assert_eq!(place.division().unwrap().name(), "Kidal Region");
        assert_eq!(place.country().unwrap().code(), "MLI");
    }
}
