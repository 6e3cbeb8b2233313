//! The gazetteer file: a header, packed records, names, postings, and an fst that leads from a name to its records.
//!
//! All numbers are little-endian. Records are of one size; names are a length byte and UTF-8; a posting list is a varint
//! count and that many varint references. The fst maps folded names, and sounds behind [`SOUND`], to a reference or to a
//! list of them.

use super::country::Country;
use super::feature::Feature;

/// The first bytes of a file; the last one is the version.
pub(super) const MAGIC: [u8; 8] = *b"CLPLACE1";
/// Magic, then the lengths of the four sections.
pub(super) const HEADER: usize = 8 + 4 * 8;
/// The size of a packed record.
pub(super) const RECORD: usize = 28;
/// What a key that is a sound and no spelling begins with.
pub(super) const SOUND: u8 = b'~';

/// How sure the point of a place is; the numbers are those of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sureness {
    /// The point is that of the place.
    Exact,
    /// The point is within some 25 km.
    About,
    /// Only the division is known; the point is the division's.
    Division,
}

impl Sureness {
    fn from_number(number: u8) -> Sureness {
        match number {
            1 => Sureness::About,
            2 => Sureness::Division,
            _ => Sureness::Exact,
        }
    }
}

/// One place as it lies in the file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Record {
    /// Number in `GeoNames`, 0 for none.
    pub geonames: u32,
    /// Degrees north.
    pub latitude: f32,
    /// Degrees east.
    pub longitude: f32,
    /// How many people live there, 0 where not known.
    pub population: u32,
    /// Where its name lies.
    pub(super) name: u32,
    /// Its country.
    pub country: Option<Country>,
    /// The record of its first-level division.
    pub division: Option<u16>,
    /// What it is.
    pub feature: Feature,
    /// UCDP `where_prec` of a report that names it and nothing finer.
    pub precision: u8,
    /// How sure its point is.
    pub sureness: Sureness,
}

/// Degrees are kept to 1e-5, about a metre.
const DEGREE: f64 = 1e5;

impl Record {
    #[cfg(any(test, feature = "build"))]
    pub(super) fn pack(&self) -> [u8; RECORD] {
        let mut bytes = [0; RECORD];
        let degrees = |value: f32| ((f64::from(value) * DEGREE).round() as i32).to_le_bytes();
        bytes[0..4].copy_from_slice(&self.geonames.to_le_bytes());
        bytes[4..8].copy_from_slice(&degrees(self.latitude));
        bytes[8..12].copy_from_slice(&degrees(self.longitude));
        bytes[12..16].copy_from_slice(&self.population.to_le_bytes());
        bytes[16..20].copy_from_slice(&self.name.to_le_bytes());
        bytes[20..22].copy_from_slice(&self.country.map_or(0, Country::packed).to_le_bytes());
        bytes[22..24].copy_from_slice(&self.division.map_or(0, |division| division + 1).to_le_bytes());
        bytes[24] = self.feature.number();
        bytes[25] = self.precision;
        bytes[26] = self.sureness as u8;
        bytes
    }

    pub(super) fn unpack(bytes: &[u8; RECORD]) -> Record {
        let four = |at: usize| [bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]];
        let two = |at: usize| u16::from_le_bytes([bytes[at], bytes[at + 1]]);
        let degrees = |at: usize| (f64::from(i32::from_le_bytes(four(at))) / DEGREE) as f32;
        Record {
            geonames: u32::from_le_bytes(four(0)),
            latitude: degrees(4),
            longitude: degrees(8),
            population: u32::from_le_bytes(four(12)),
            name: u32::from_le_bytes(four(16)),
            country: Country::unpacked(two(20)),
            division: two(22).checked_sub(1),
            feature: Feature::from_number(bytes[24]),
            precision: bytes[25].clamp(1, 7),
            sureness: Sureness::from_number(bytes[26]),
        }
    }
}

/// Seven bits a byte, the lowest first.
pub(super) fn read_varint(bytes: &[u8], at: &mut usize) -> Option<u64> {
    let mut value = 0;
    for shift in (0..64).step_by(7) {
        let byte = *bytes.get(*at)?;
        *at += 1;
        value |= u64::from(byte & 127) << shift;
        if byte < 128 {
            return Some(value);
        }
    }
    None
}

/// The same, written.
#[cfg(any(test, feature = "build"))]
pub(super) fn write_varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 128 {
        out.push(value as u8 | 128);
        value >>= 7;
    }
    out.push(value as u8);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_survive_packing() {
        let record = Record {
            geonames: 2_476_086,
            latitude: 19.954_27,
            longitude: -2.967_32,
            population: 1_234_567,
            name: 77,
            country: Country::new("MLI"),
            division: Some(0),
            feature: Feature::DIVISION,
            precision: 4,
            sureness: Sureness::About,
        };
        assert_eq!(Record::unpack(&record.pack()), record);
    }

    #[test]
    fn damaged_numbers_end() {
        assert_eq!(read_varint(&[255; 20], &mut 0), None);
        assert_eq!(read_varint(&[128], &mut 0), None);
        assert_eq!(read_varint(&[0x80, 1], &mut 0), Some(128));
    }
}
