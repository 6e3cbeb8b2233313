//! A line of a `GeoNames` dump: allCountries, a country's, or the towns that packages of the registries carry.

use super::Feature;

/// What the gazetteer takes of a line: tab-separated, columns as `GeoNames`' own read-me has them.
#[derive(Clone, Debug)]
pub struct GeoNamesRow<'t> {
    /// Its number.
    pub geonames: u32,
    /// Its name.
    pub name: &'t str,
    /// The same in plain letters.
    pub ascii: &'t str,
    /// Other names, parted by commas.
    pub others: &'t str,
    /// Degrees north and east.
    pub point: (f64, f64),
    /// What it is.
    pub feature: Feature,
    /// ISO 3166-1 alpha-2; empty for waters between countries.
    pub iso2: &'t str,
    /// First-level division: `ML.10`.
    pub division: String,
    /// Code of the second-level division within the first; may be empty.
    pub district: &'t str,
    /// How many people live there, 0 where not known.
    pub population: u32,
}

impl<'t> GeoNamesRow<'t> {
    /// Columns of a line.
    const COLUMNS: usize = 19;
    /// So many have to be there: up to the population.
    const LEAST: usize = 15;

    /// Why a line is none of a dump; `None` where it is one, also of places that the gazetteer does not take.
    pub fn fault(line: &str) -> Option<&'static str> {
        let cells: Vec<&str> = line.split('\t').collect();
        let degrees = |at: usize, most: f64| {
            cells.get(at).and_then(|cell| cell.parse::<f64>().ok()).is_some_and(|value| value.abs() <= most)
        };
        match () {
            () if cells.len() < Self::LEAST => Some("fewer than 15 columns parted by tabs"),
            () if cells[0].parse::<u32>().is_err() => Some("the first column is no number of a place"),
            () if cells[1].is_empty() => Some("the second column, the name, is empty"),
            () if !degrees(4, 90.0) => Some("the fifth column is no latitude"),
            () if !degrees(5, 180.0) => Some("the sixth column is no longitude"),
            () => None,
        }
    }

    /// `None` for what is no line of a dump, or is a place that the gazetteer does not take (undersea, historical).
    pub fn read(line: &'t str) -> Option<GeoNamesRow<'t>> {
        let mut cells = [""; Self::COLUMNS];
        let count = line.split('\t').zip(&mut cells).map(|(cell, slot)| *slot = cell).count();
        let point: (f64, f64) = (cells[4].parse().ok()?, cells[5].parse().ok()?);
        let sound =
            count >= Self::LEAST && point.0.abs() <= 90.0 && point.1.abs() <= 180.0 && !cells[1].is_empty();
        Some(GeoNamesRow {
            geonames: cells[0].parse().ok().filter(|_| sound)?,
            name: cells[1],
            ascii: cells[2],
            others: cells[3],
            point,
            feature: Feature::new(cells[6].chars().next()?, cells[7])?,
            iso2: cells[8],
            division: format!("{}.{}", cells[8], cells[10]),
            district: cells[11],
            population: cells[14].parse::<u64>().map_or(0, |number| number.min(u64::from(u32::MAX)) as u32),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_read_or_left_out() {
        let line = "1\tKidal\tKidal\tKidalle\t18.44\t1.41\tP\tPPLA\tML\t\t10\t02\t\t\t25617\t\t\tAfrica/Bamako\t2020-01-01";
        let row = GeoNamesRow::read(line).unwrap();
        assert_eq!((row.name, row.division.as_str(), row.district), ("Kidal", "ML.10", "02"));
        assert!(GeoNamesRow::read(&line.replace("18.44", "98.44")).is_none());
        assert!(GeoNamesRow::read("nonsense").is_none());
        assert_eq!(GeoNamesRow::fault(line), None);
        assert_eq!(GeoNamesRow::fault(&line.replace("P\tPPLA", "U\tTRGU")), None);
        assert_eq!(GeoNamesRow::fault("nonsense"), Some("fewer than 15 columns parted by tabs"));
        assert_eq!(
            GeoNamesRow::fault(&line.replace("18.44", "98.44")),
            Some("the fifth column is no latitude")
        );
        assert_eq!(
            GeoNamesRow::fault(&line.replace("1.41", "east")),
            Some("the sixth column is no longitude")
        );
    }
}
