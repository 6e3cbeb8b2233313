//! The gazetteer's own tables in `data/gazetteer/`: countries, divisions, regions, and the supplement of small places.
//!
//! A table is tab-separated lines; lines that begin with `#` are comments and `-` is an empty cell.

use super::country::Country;
use super::feature::Feature;
use super::format::Sureness;

/// A row that does not fit its table.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("line {line}: {reason}")]
pub struct RowError {
    /// Its line, from 1.
    pub line: usize,
    /// What is wrong, and what would be right.
    pub reason: String,
}

/// A row of `countries.tsv`.
#[derive(Clone, Debug)]
pub struct CountryRow<'t> {
    /// ISO 3166-1 alpha-3.
    pub country: Country,
    /// ISO 3166-1 alpha-2.
    pub iso2: &'t str,
    /// Number in `GeoNames`.
    pub geonames: u32,
    /// Degrees north and east.
    pub point: (f64, f64),
    /// English name.
    pub name: &'t str,
    /// Other names.
    pub others: Vec<&'t str>,
    /// Adjectives and words for its people.
    pub adjectives: Vec<&'t str>,
    /// How many people live there.
    pub population: u32,
}

/// A row of `divisions.tsv`: what is said of a division beside what `GeoNames` has.
#[derive(Clone, Debug)]
pub struct DivisionRow<'t> {
    /// `GeoNames`: ISO 3166-1 alpha-2, a dot, the division.
    pub code: &'t str,
    /// Other names.
    pub others: Vec<&'t str>,
    /// Degrees north and east.
    pub point: Option<(f64, f64)>,
    /// Number in `GeoNames`.
    pub geonames: u32,
}

/// A row of `regions.tsv`.
#[derive(Clone, Debug)]
pub struct RegionRow<'t> {
    /// What it is.
    pub feature: Feature,
    /// English name.
    pub name: &'t str,
    /// Other names.
    pub others: Vec<&'t str>,
    /// Where it lies; the first is where it counts.
    pub countries: Vec<Country>,
    /// Degrees north and east.
    pub point: (f64, f64),
    /// UCDP `where_prec`.
    pub precision: u8,
    /// South, west, north, east in degrees.
    pub extent: Option<[f64; 4]>,
    /// Number in `GeoNames`.
    pub geonames: u32,
}

/// A row of `supplement.tsv`.
#[derive(Clone, Debug)]
pub struct SupplementRow<'t> {
    /// Its line, from 1.
    pub line: usize,
    /// English name.
    pub name: &'t str,
    /// Other names.
    pub others: Vec<&'t str>,
    /// What it is.
    pub feature: Feature,
    /// Its country.
    pub country: Country,
    /// The name of its first-level division.
    pub division: &'t str,
    /// Degrees north and east; none where only the division is known.
    pub point: Option<(f64, f64)>,
    /// How sure the point is.
    pub sureness: Sureness,
    /// What else is known; `remote` first where the division's other towns are far.
    pub note: &'t str,
}

/// Reads `countries.tsv`.
pub fn countries(text: &str) -> Result<Vec<CountryRow<'_>>, RowError> {
    rows(text, 9, |row| {
        Ok(CountryRow {
            country: row.country(0)?,
            iso2: row.cell(1),
            geonames: row.number(2)?,
            point: row.point(3)?.ok_or("a country needs a point")?,
            name: row.cell(5),
            others: row.list(6, ';'),
            adjectives: row.list(7, ';'),
            population: row.number(8)?,
        })
    })
}

/// Reads `divisions.tsv`.
pub fn divisions(text: &str) -> Result<Vec<DivisionRow<'_>>, RowError> {
    rows(text, 5, |row| {
        let code = row.cell(0);
        if !code.contains('.') {
            return Err(format!("{code}: a division's code is a country, a dot and a number, such as ML.10"));
        }
        Ok(DivisionRow { code, others: row.list(1, ';'), point: row.point(2)?, geonames: row.number(4)? })
    })
}

/// Reads `regions.tsv`.
pub fn regions(text: &str) -> Result<Vec<RegionRow<'_>>, RowError> {
    rows(text, 9, |row| {
        let countries = row.list(3, ',').into_iter().map(country).collect::<Result<_, _>>()?;
        Ok(RegionRow {
            feature: row.feature(0)?,
            name: row.cell(1),
            others: row.list(2, ';'),
            countries,
            point: row.point(4)?.ok_or("a region needs a point")?,
            precision: row.precision(6)?,
            extent: row.extent(7)?,
            geonames: row.number(8)?,
        })
    })
}

/// Reads `supplement.tsv`.
pub fn supplement(text: &str) -> Result<Vec<SupplementRow<'_>>, RowError> {
    rows(text, 9, |row| {
        let (point, sureness) = (row.point(5)?, row.sureness(7)?);
        if point.is_none() != (sureness == Sureness::Division) {
            return Err("a place has a point, or is sure to its division only: one of the two".into());
        }
        Ok(SupplementRow {
            line: row.line,
            name: row.cell(0),
            others: row.list(1, ';'),
            feature: row.feature(2)?,
            country: row.country(3)?,
            division: row.cell(4),
            point,
            sureness,
            note: row.cell(8),
        })
    })
}

/// The cells of one line.
struct Row<'t> {
    line: usize,
    cells: Vec<&'t str>,
}

fn rows<'t, T>(
    text: &'t str,
    columns: usize,
    read: impl Fn(&Row<'t>) -> Result<T, String>,
) -> Result<Vec<T>, RowError> {
    let lines =
        text.lines().enumerate().filter(|(_, line)| !line.starts_with('#') && !line.trim().is_empty());
    lines
        .map(|(index, line)| {
            let row = Row { line: index + 1, cells: line.split('\t').map(str::trim).collect() };
            let found = row.cells.len();
            let read = if found == columns {
                read(&row)
            } else {
                Err(format!("{found} columns where {columns} are wanted; columns are parted by one tab"))
            };
            read.map_err(|reason| RowError { line: row.line, reason })
        })
        .collect()
}

fn country(code: &str) -> Result<Country, String> {
    Country::new(code)
        .ok_or_else(|| format!("{code:?} is no country; ISO 3166-1 alpha-3 is wanted, such as MLI"))
}

impl<'t> Row<'t> {
    fn cell(&self, column: usize) -> &'t str {
        match self.cells.get(column) {
            Some(&"-") | None => "",
            Some(cell) => cell,
        }
    }

    fn list(&self, column: usize, mark: char) -> Vec<&'t str> {
        self.cell(column).split(mark).map(str::trim).filter(|part| !part.is_empty()).collect()
    }

    fn country(&self, column: usize) -> Result<Country, String> {
        country(self.cell(column))
    }

    fn feature(&self, column: usize) -> Result<Feature, String> {
        let code = self.cell(column);
        Feature::new('?', code).ok_or_else(|| format!("{code:?} is no feature code that the gazetteer knows"))
    }

    fn number(&self, column: usize) -> Result<u32, String> {
        let cell = self.cell(column);
        if cell.is_empty() { Ok(0) } else { cell.parse().map_err(|_| format!("{cell:?} is no number")) }
    }

    fn precision(&self, column: usize) -> Result<u8, String> {
        let number = self.number(column)?;
        if (1..=7).contains(&number) {
            Ok(number as u8)
        } else {
            Err(format!("{number}: where_prec is 1 to 7"))
        }
    }

    fn degrees(&self, column: usize, most: f64) -> Result<Option<f64>, String> {
        let cell = self.cell(column);
        if cell.is_empty() {
            return Ok(None);
        }
        let value: Option<f64> = cell.parse().ok();
        let value = value.filter(|degrees| degrees.abs() <= most);
        value.map(Some).ok_or_else(|| format!("{cell:?}: degrees between -{most} and {most} are wanted"))
    }

    fn point(&self, column: usize) -> Result<Option<(f64, f64)>, String> {
        match (self.degrees(column, 90.0)?, self.degrees(column + 1, 180.0)?) {
            (Some(latitude), Some(longitude)) => Ok(Some((latitude, longitude))),
            (None, None) => Ok(None),
            _ => Err("half a point: latitude and longitude, or neither".into()),
        }
    }

    fn extent(&self, column: usize) -> Result<Option<[f64; 4]>, String> {
        let parts = self.list(column, ',');
        if parts.is_empty() {
            return Ok(None);
        }
        let numbers: Option<Vec<f64>> = parts.iter().map(|part| part.parse().ok()).collect();
        let extent: Option<[f64; 4]> = numbers.and_then(|numbers| numbers.try_into().ok());
        let extent = extent.filter(|[south, west, north, east]| south < north && west < east);
        extent.map(Some).ok_or_else(|| "a box is south,west,north,east".into())
    }

    fn sureness(&self, column: usize) -> Result<Sureness, String> {
        match self.cell(column) {
            "exact" => Ok(Sureness::Exact),
            "about" => Ok(Sureness::About),
            "division" => Ok(Sureness::Division),
            other => Err(format!("{other:?}: exact, about or division")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    macro_rules! table {
        ($name:literal) => {
            include_str!(concat!("../../../../data/gazetteer/", $name))
        };
    }

    #[test]
    fn the_tables_are_well_formed() {
        assert!(countries(table!("countries.tsv")).unwrap().len() > 240);
        assert!(divisions(table!("divisions.tsv")).unwrap().len() > 150);
        assert!(regions(table!("regions.tsv")).unwrap().len() > 250);
        assert!(supplement(table!("supplement.tsv")).unwrap().len() >= 500);
    }

    #[test]
    fn the_point_of_a_region_lies_in_its_box() {
        for region in regions(table!("regions.tsv")).unwrap() {
            let Some([south, west, north, east]) = region.extent else { continue };
            let (latitude, longitude) = region.point;
            let inside = (south..=north).contains(&latitude) && (west..=east).contains(&longitude);
            assert!(inside, "{}", region.name);
        }
    }

    #[test]
    fn errors_name_the_line() {
        let error = supplement("# comment\nX\t-\tPPL\tMLI\tKidal\t19\t-\texact\t-\n").unwrap_err();
        assert_eq!(error.to_string(), "line 2: half a point: latitude and longitude, or neither");
        assert!(regions("a\tb\n").is_err());
    }
}
