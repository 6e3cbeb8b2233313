//! What kind of thing a place is, in the codes of `GeoNames`.

/// A `GeoNames` feature code that the gazetteer knows, as its number in `CODES`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Feature(u8);

/// `GeoNames` class, `GeoNames` code, UCDP `where_prec` of a report that names such a place and nothing finer.
const CODES: [(char, &str, u8); 58] = [
    ('P', "PPL", 1),
    ('A', "PCLI", 6),
    ('A', "ADM1", 4),
    ('A', "ADM2", 3),
    ('A', "ADM3", 3),
    ('A', "ADM4", 3),
    ('A', "ADM5", 3),
    ('A', "ADMD", 3),
    ('A', "TERR", 6),
    ('L', "CONT", 7),
    ('L', "RGN", 4),
    ('H', "SEA", 7),
    ('H', "STM", 5),
    ('H', "LK", 4),
    ('T', "DSRT", 4),
    ('T', "MT", 3),
    ('T', "PASS", 3),
    ('T', "ISL", 4),
    ('P', "PPLC", 1),
    ('P', "PPLA", 1),
    ('P', "PPLA2", 1),
    ('P', "PPLA3", 1),
    ('P', "PPLA4", 1),
    ('P', "PPLA5", 1),
    ('P', "PPLX", 1),
    ('P', "PPLL", 1),
    ('P', "PPLF", 1),
    ('P', "PPLQ", 1),
    ('P', "PPLS", 1),
    ('P', "PPLG", 1),
    ('P', "PPLH", 1),
    ('P', "PPLW", 1),
    ('P', "PPLR", 1),
    ('P', "PPLCH", 1),
    ('P', "STLMT", 1),
    ('S', "CMPRF", 1),
    ('S', "AIRB", 1),
    ('S', "AIRP", 1),
    ('S', "INSM", 1),
    ('S', "MN", 1),
    ('S', "OILR", 1),
    ('S', "PS", 1),
    ('S', "DAM", 1),
    ('S', "BDG", 1),
    ('S', "PRT", 1),
    ('S', "HSP", 1),
    ('S', "RSTN", 1),
    ('S', "BDRP", 1),
    ('S', "JAIL", 1),
    ('L', "PRK", 4),
    ('V', "FRST", 3),
    ('H', "WAD", 3),
    ('H', "WLL", 1),
    ('S', "S", 1),
    ('T', "T", 3),
    ('H', "H", 3),
    ('L', "L", 3),
    ('R', "R", 5),
];

impl Feature {
    /// The feature with this code, or the general one of its class; `None` for what is neither (undersea, unknown).
    pub fn new(class: char, code: &str) -> Option<Feature> {
        let code = if code == "PCLH" || code == "ADM1H" { return None } else { code };
        let find = |wanted: &str| {
            CODES.iter().position(|(_, known, _)| *known == wanted).map(|at| Feature(at as u8))
        };
        let code = match code {
            "PCLI" | "PCL" | "PCLD" | "PCLF" | "PCLS" | "PCLIX" => "PCLI",
            "STMI" | "STMX" | "CNL" => "STM",
            "LKI" | "RSV" | "LKX" => "LK",
            "MTS" | "HLL" | "HLLS" | "PK" => "MT",
            "ISLS" => "ISL",
            other => other,
        };
        find(code).or_else(|| match class {
            'P' => find("PPL"),
            'A' => find("ADMD"),
            'S' => find("S"),
            'T' => find("T"),
            'H' => find("H"),
            'L' => find("L"),
            'R' => find("R"),
            'V' => find("FRST"),
            _ => None,
        })
    }

    /// A populated place of no particular rank.
    pub const PLACE: Feature = Feature(0);
    /// A country.
    pub const COUNTRY: Feature = Feature(1);
    /// A first-level division.
    pub const DIVISION: Feature = Feature(2);
    /// A second-level division.
    pub const DISTRICT: Feature = Feature(3);

    pub(crate) fn from_number(number: u8) -> Feature {
        if usize::from(number) < CODES.len() { Feature(number) } else { Feature::PLACE }
    }

    #[cfg(any(test, feature = "build"))]
    pub(crate) fn number(self) -> u8 {
        self.0
    }

    fn row(self) -> (char, &'static str, u8) {
        CODES[usize::from(self.0)]
    }

    /// `GeoNames` class: A division, H water, L area, P populated place, R road, S spot, T mountain and island, V forest.
    pub fn class(self) -> char {
        self.row().0
    }

    /// `GeoNames` code, such as `PPLA`.
    pub fn code(self) -> &'static str {
        self.row().1
    }

    /// UCDP `where_prec` of a report that names such a place and nothing finer.
    pub fn precision(self) -> u8 {
        self.row().2
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_that_are_not_listed_fall_back_to_their_class() {
        assert_eq!(Feature::new('S', "MSQE").unwrap().code(), "S");
        assert_eq!(Feature::new('P', "PPLA").unwrap().code(), "PPLA");
        assert_eq!(Feature::new('U', "TRGU"), None);
        assert_eq!(Feature::COUNTRY.code(), "PCLI");
        assert_eq!(Feature::DISTRICT.precision(), 3);
    }
}
