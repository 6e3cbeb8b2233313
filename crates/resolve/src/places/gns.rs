//! A line of a file of the NGA's `GEOnet` Names Server: one name of a place, with the columns that its first line names.

use super::story::country_of_iso2;
use super::{Country, Feature};

/// Which column holds what; files of before 2022 and after name and order them differently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct GnsColumns {
    feature: usize,
    designation: usize,
    country: usize,
    division: usize,
    latitude: usize,
    longitude: usize,
    name: usize,
    kind: usize,
    population: Option<usize>,
    id: usize,
    /// Countries are in FIPS 10-4, as in the older files.
    fips: bool,
}

impl GnsColumns {
    /// From the first line of a file; `None` where it is none of the server's.
    pub(super) fn read(header: &str) -> Option<GnsColumns> {
        let names: Vec<String> =
            header.trim_start_matches('\u{feff}').split('\t').map(str::to_lowercase).collect();
        let find = |wanted: &[&str]| {
            wanted.iter().find_map(|wanted| names.iter().position(|name| name.trim() == *wanted))
        };
        let fips = find(&["cc_ft"]).is_none();
        Some(GnsColumns {
            feature: find(&["fc"])?,
            designation: find(&["desig_cd", "dsg"])?,
            country: find(&["cc_ft", "cc1"])?,
            division: find(&["adm1"])?,
            latitude: find(&["lat_dd", "lat"])?,
            longitude: find(&["long_dd", "lon_dd", "long"])?,
            name: find(&["full_name", "full_name_ro"])?,
            kind: find(&["nt"])?,
            population: find(&["pop"]),
            id: find(&["ufi"])?,
            fips,
        })
    }

    /// The columns that the first line of a file of the server lacks; empty where it has all, or is of no such file.
    pub(super) fn missing(header: &str) -> Vec<&'static str> {
        const NEEDED: [&[&str]; 9] = [
            &["ufi"],
            &["full_name", "full_name_ro"],
            &["nt"],
            &["fc"],
            &["desig_cd", "dsg"],
            &["cc_ft", "cc1"],
            &["adm1"],
            &["lat_dd", "lat"],
            &["long_dd", "lon_dd", "long"],
        ];
        let header = header.to_lowercase();
        let has = |names: &[&str]| header.split('\t').any(|cell| names.contains(&cell.trim()));
        let missing: Vec<_> = NEEDED.iter().filter(|names| !has(names)).map(|names| names[0]).collect();
        // Half of them by chance in a dump of `GeoNames` is impossible.
        if missing.len() > NEEDED.len() / 2 { Vec::new() } else { missing }
    }

    fn country(&self, code: &str) -> Option<Country> {
        match code.len() {
            3 => Country::new(code),
            2 if self.fips => country_of_fips(code),
            2 => country_of_iso2(code),
            _ => None,
        }
    }
}

/// One name of a place.
pub(super) struct GnsRow<'t> {
    /// The place's number, the same in all lines of its names.
    pub(super) id: i64,
    pub(super) name: &'t str,
    /// Whether the name is the one approved.
    pub(super) approved: bool,
    pub(super) point: (f64, f64),
    pub(super) feature: Feature,
    pub(super) country: Option<Country>,
    pub(super) division: String,
    pub(super) population: u32,
}

impl<'t> GnsRow<'t> {
    /// Why a line is no name of a place; `None` where it is one of a kind that the gazetteer does not take.
    pub(super) fn fault(columns: &GnsColumns, line: &str) -> Option<&'static str> {
        let cells: Vec<&str> = line.split('\t').collect();
        let cell = |column: usize| cells.get(column).copied().unwrap_or_default().trim();
        let degrees = |column: usize, most: f64| {
            cell(column).parse::<f64>().is_ok_and(|value: f64| value.abs() <= most)
        };
        match () {
            () if cell(columns.id).parse::<i64>().is_err() => Some("the column ufi is no number"),
            () if cell(columns.name).is_empty() => Some("the column of names is empty"),
            () if !degrees(columns.latitude, 90.0) => Some("the column of latitudes is none"),
            () if !degrees(columns.longitude, 180.0) => Some("the column of longitudes is none"),
            () => None,
        }
    }

    pub(super) fn read(columns: &GnsColumns, line: &'t str) -> Option<GnsRow<'t>> {
        let cells: Vec<&str> = line.split('\t').collect();
        let cell = |column: usize| cells.get(column).copied().unwrap_or_default().trim();
        let point: (f64, f64) = (cell(columns.latitude).parse().ok()?, cell(columns.longitude).parse().ok()?);
        let country = cell(columns.country);
        let sound = point.0.abs() <= 90.0 && point.1.abs() <= 180.0 && !cell(columns.name).is_empty();
        Some(GnsRow {
            id: cell(columns.id).parse().ok().filter(|_| sound)?,
            name: cell(columns.name),
            approved: cell(columns.kind) == "N",
            point,
            feature: Feature::new(cell(columns.feature).chars().next()?, cell(columns.designation))?,
            // A place on a border has several, parted by commas; the first one is where it counts.
            country: columns.country(country.split(',').next().unwrap_or_default().trim()),
            division: format!("{country}.{}", cell(columns.division)),
            population: columns.population.and_then(|at| cell(at).parse().ok()).unwrap_or(0),
        })
    }
}

/// The country with this FIPS 10-4 code: `data/gazetteer/fips.tsv`. Many are another country's in ISO 3166.
fn country_of_fips(code: &str) -> Option<Country> {
    include_str!("../../../../data/gazetteer/fips.tsv")
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .find(|(fips, _)| *fips == code)
        .and_then(|(_, iso3)| Country::new(iso3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fips_is_not_iso() {
        let code = |fips| country_of_fips(fips).map(|country| country.to_string());
        assert_eq!(code("NG").as_deref(), Some("NER"));
        assert_eq!(code("NI").as_deref(), Some("NGA"));
        assert_eq!(code("??"), None);
    }

    #[test]
    fn every_fips_code_is_of_one_known_country() {
        let rows =
            include_str!("../../../../data/gazetteer/fips.tsv").lines().filter(|line| !line.starts_with('#'));
        let mut codes: Vec<&str> = Vec::new();
        for row in rows {
            let (fips, iso3) = row.split_once('\t').unwrap();
            assert!(crate::places::country_name(Country::new(iso3).unwrap()).is_some(), "{row}");
            assert!(!codes.contains(&fips), "{row}");
            codes.push(fips);
        }
        assert!(codes.len() > 170);
    }

    #[test]
    fn columns_are_found_by_their_names() {
        let old =
            GnsColumns::read("RC\tUFI\tUNI\tLAT\tLONG\tFC\tDSG\tCC1\tADM1\tPOP\tNT\tFULL_NAME_RO").unwrap();
        assert!(old.fips);
        let new = GnsColumns::read("rk\tufi\tuni\tfull_name\tnt\tdesig_cd\tfc\tcc_ft\tadm1\tlat_dd\tlong_dd")
            .unwrap();
        assert!(!new.fips && new.population.is_none());
        assert_eq!(GnsColumns::read("1\tKidal\tKidal"), None);
        let lacking = "rk\tufi\tuni\tfull_name\tnt\tdesig_cd\tfc\tcc_ft\tadm1\tlat_dd";
        assert_eq!(GnsColumns::missing(lacking), ["long_dd"]);
        assert!(GnsColumns::missing("1\tKidal\tKidal").is_empty());
    }
}
