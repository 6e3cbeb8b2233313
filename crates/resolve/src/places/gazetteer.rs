//! The gazetteer: from a name to the places of that name.

use std::borrow::Cow;
use std::fmt;
use std::ops::{Deref, Range};
use std::sync::Arc;

use fst::Map;

use super::country::Country;
use super::feature::Feature;
use super::fold::{fold, likeness, sound};
use super::format::{HEADER, MAGIC, RECORD, Record, SOUND, Sureness, read_varint};

/// A part of a file's bytes, which live as long as the program or are shared between the parts: a side file may be as
/// large as the memory allows, and is held once.
#[derive(Clone)]
struct Bytes {
    all: Arc<Cow<'static, [u8]>>,
    range: Range<usize>,
}

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        &self.all[self.range.clone()]
    }
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.as_ref()
    }
}

/// Names and the places that bear them. Cheap to open: nothing is read before it is looked up.
pub struct Gazetteer {
    files: Vec<File>,
}

/// A file that is no gazetteer.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum GazetteerError {
    /// Another kind of file, or another version.
    #[error(
        "not a gazetteer of this version: make it again with `claimant gazetteer import` or `cargo xtask gazetteer`"
    )]
    Format,
    /// Sections that do not fit the file.
    #[error("the gazetteer is cut short or damaged: make it again")]
    Damaged,
}

/// One of the gazetteer's places.
#[derive(Clone, Copy)]
pub struct Place<'g> {
    file: &'g File,
    id: PlaceId,
    record: Record,
}

/// Which place: the file and the record in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PlaceId {
    file: u8,
    index: u32,
}

/// How a name led to a place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Match {
    /// The name is the place's own.
    Name,
    /// The name is another name of the place.
    OtherName,
    /// The name sounds like the place's; how alike the two are spelled, from 0 to 1.
    Sound(f32),
}

impl PlaceId {
    /// Whether it is of the first file, the program's own; the others are side files.
    pub(crate) fn is_own(self) -> bool {
        self.file == 0
    }
}

impl Gazetteer {
    /// A gazetteer of one file's bytes.
    ///
    /// # Errors
    /// When the bytes are no gazetteer of this version, or those of its names changed. Damage elsewhere is not looked for:
    /// it makes names lead nowhere.
    pub fn new(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Gazetteer, GazetteerError> {
        Ok(Gazetteer { files: vec![File::open(bytes.into())?] })
    }

    /// The gazetteer that is part of the program.
    ///
    /// # Errors
    /// When the program was built with a file of another version.
    #[cfg(feature = "gazetteer")]
    pub fn embedded() -> Result<Gazetteer, GazetteerError> {
        static PLACES: &[u8] = include_bytes!("../../../../data/gazetteer/places.bin");
        Gazetteer::new(PLACES)
    }

    /// Adds a side file, such as one that `claimant gazetteer import` made; its places come beside those known already.
    ///
    /// # Errors
    /// As [`Gazetteer::new`].
    pub fn add(&mut self, bytes: impl Into<Cow<'static, [u8]>>) -> Result<(), GazetteerError> {
        self.files.push(File::open(bytes.into())?);
        Ok(())
    }

    /// The places that are spelled so, in no particular order.
    pub fn lookup(&self, name: &str) -> Vec<(Place<'_>, Match)> {
        self.lookup_folded(&fold(name))
    }

    /// The same for a name that is folded already.
    pub(crate) fn lookup_folded(&self, folded: &str) -> Vec<(Place<'_>, Match)> {
        let mut found = Vec::new();
        if folded.is_empty() {
            return found;
        }
        for (number, file) in self.files.iter().enumerate() {
            file.each(folded.as_bytes(), |reference| {
                let kind = if reference & 1 == 0 { Match::Name } else { Match::OtherName };
                found.extend(Place::new(file, number, reference >> 1).map(|place| (place, kind)));
            });
        }
        found
    }

    /// Whether any place is spelled so.
    pub fn knows(&self, name: &str) -> bool {
        self.knows_folded(&fold(name))
    }

    pub(crate) fn knows_folded(&self, folded: &str) -> bool {
        !folded.is_empty() && self.files.iter().any(|file| file.map.get(folded.as_bytes()).is_some())
    }

    /// The places whose name sounds like this one and is spelled much like it, best first.
    pub fn lookup_sound(&self, name: &str) -> Vec<(Place<'_>, Match)> {
        /// Below this, two names that sound alike are more often two places than one.
        const ALIKE: f32 = 0.6;
        let folded = fold(name);
        let Some(sound) = sound(&folded) else { return Vec::new() };
        let mut key = vec![SOUND];
        key.extend_from_slice(sound.as_bytes());
        let mut found = Vec::new();
        for (number, file) in self.files.iter().enumerate() {
            file.each(&key, |reference| {
                let place = Place::new(file, number, reference >> 1);
                let alike = place.map(|place| (place, likeness(&folded, &fold(place.name()))));
                found.extend(
                    alike.filter(|(_, alike)| *alike >= ALIKE).map(|(p, alike)| (p, Match::Sound(alike))),
                );
            });
        }
        found.sort_by(|(a, how_a), (b, how_b)| {
            how_b.likeness().total_cmp(&how_a.likeness()).then(a.id.cmp(&b.id))
        });
        found
    }

    /// How many places there are.
    pub fn len(&self) -> usize {
        self.files.iter().map(|file| file.records.len() / RECORD).sum()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The place with this id, if the id is of this gazetteer.
    pub fn place(&self, id: PlaceId) -> Option<Place<'_>> {
        Place::new(self.files.get(usize::from(id.file))?, usize::from(id.file), u64::from(id.index))
    }

    /// Every place, in the order of the files.
    pub fn places(&self) -> impl Iterator<Item = Place<'_>> {
        self.files.iter().enumerate().flat_map(|(number, file)| {
            (0..file.records.len() / RECORD).filter_map(move |index| Place::new(file, number, index as u64))
        })
    }
}

impl fmt::Debug for Gazetteer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gazetteer").field("files", &self.files.len()).field("places", &self.len()).finish()
    }
}

impl Match {
    /// From 0 to 1; a spelling that is known is 1.
    pub fn likeness(self) -> f32 {
        if let Match::Sound(alike) = self { alike } else { 1.0 }
    }
}

impl<'g> Place<'g> {
    fn new(file: &'g File, number: usize, index: u64) -> Option<Place<'g>> {
        let record = file.record(usize::try_from(index).ok()?)?;
        Some(Place { file, id: PlaceId { file: number as u8, index: index as u32 }, record })
    }

    /// Which place it is, for as long as the gazetteer's files stay the same.
    pub fn id(&self) -> PlaceId {
        self.id
    }

    /// Its name.
    pub fn name(&self) -> &'g str {
        self.file.name(self.record.name)
    }

    /// Its number in `GeoNames`.
    pub fn geonames(&self) -> Option<u32> {
        Some(self.record.geonames).filter(|&number| number > 0)
    }

    /// Degrees north.
    pub fn latitude(&self) -> f32 {
        self.record.latitude
    }

    /// Degrees east.
    pub fn longitude(&self) -> f32 {
        self.record.longitude
    }

    /// How many people live there, 0 where not known.
    pub fn population(&self) -> u32 {
        self.record.population
    }

    /// Its country; none for seas and continents.
    pub fn country(&self) -> Option<Country> {
        self.record.country
    }

    /// What it is.
    pub fn feature(&self) -> Feature {
        self.record.feature
    }

    /// UCDP `where_prec` of a report that names it and nothing finer.
    pub fn precision(&self) -> u8 {
        self.record.precision
    }

    /// How sure its point is.
    pub fn sureness(&self) -> Sureness {
        self.record.sureness
    }

    /// The first-level division it lies in; itself where it is one.
    pub fn division(&self) -> Option<Place<'g>> {
        if self.record.feature == Feature::DIVISION {
            return Some(*self);
        }
        Place::new(self.file, usize::from(self.id.file), u64::from(self.record.division?))
    }

    /// Its point on the unit sphere, for distances.
    pub(crate) fn direction(&self) -> [f32; 3] {
        let (latitude, longitude) = (self.latitude().to_radians(), self.longitude().to_radians());
        [latitude.cos() * longitude.cos(), latitude.cos() * longitude.sin(), latitude.sin()]
    }
}

impl fmt::Debug for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let division = self.division().map_or("-", |division| division.name());
        let country = self.country().map_or_else(String::new, |country| country.to_string());
        write!(f, "{} ({}, {division}, {country})", self.name(), self.feature().code())
    }
}

/// One file's sections.
struct File {
    records: Bytes,
    names: Bytes,
    postings: Bytes,
    map: Map<Bytes>,
}

impl File {
    fn open(bytes: Cow<'static, [u8]>) -> Result<File, GazetteerError> {
        if bytes.get(..MAGIC.len()) != Some(&MAGIC[..]) {
            return Err(GazetteerError::Format);
        }
        let bytes = Arc::new(bytes);
        let mut at = HEADER;
        let mut section = |number: usize| {
            let field = MAGIC.len() + number * 8;
            let length = bytes.get(field..field + 8).and_then(|field| <[u8; 8]>::try_from(field).ok());
            let length = usize::try_from(length.map_or(u64::MAX, u64::from_le_bytes)).unwrap_or(usize::MAX);
            let range = at..at
                .checked_add(length)
                .filter(|&end| end <= bytes.len())
                .ok_or(GazetteerError::Damaged)?;
            at = range.end;
            Ok(Bytes { all: Arc::clone(&bytes), range })
        };
        let (records, names, postings, map) = (section(0)?, section(1)?, section(2)?, section(3)?);
        let map = Map::new(map).map_err(|_| GazetteerError::Damaged)?;
        // Walking a damaged map panics. Bytes of the program itself need no check.
        if matches!(*bytes, Cow::Owned(_)) {
            map.as_fst().verify().map_err(|_| GazetteerError::Damaged)?;
        }
        Ok(File { records, names, postings, map })
    }

    fn record(&self, index: usize) -> Option<Record> {
        let at = index.checked_mul(RECORD)?;
        let bytes = self.records.get(at..at.checked_add(RECORD)?)?;
        bytes.try_into().ok().map(Record::unpack)
    }

    fn name(&self, offset: u32) -> &str {
        let names = self.names.get(offset as usize..).unwrap_or_default();
        let name = names.split_first().and_then(|(&length, rest)| rest.get(..usize::from(length)));
        std::str::from_utf8(name.unwrap_or_default()).unwrap_or_default()
    }

    /// Hands out every reference of a key: the record's number times 2, and 1 more where the key is another name.
    fn each(&self, key: &[u8], mut take: impl FnMut(u64)) {
        let Some(value) = self.map.get(key) else { return };
        if value & 1 == 0 {
            return take(value >> 1);
        }
        let mut at = (value >> 1) as usize;
        for _ in 0..read_varint(&self.postings, &mut at).unwrap_or(0) {
            let Some(reference) = read_varint(&self.postings, &mut at) else { return };
            take(reference);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_gazetteer_says_so() {
        assert_eq!(Gazetteer::new(&b"nonsense"[..]).unwrap_err(), GazetteerError::Format);
        assert_eq!(Gazetteer::new(&b"CLPLACE1"[..]).unwrap_err(), GazetteerError::Damaged);
        let mut long = b"CLPLACE1".to_vec();
        long.extend([255; 40]);
        assert_eq!(Gazetteer::new(long).unwrap_err(), GazetteerError::Damaged);
    }

    /// Two places in a file.
    fn two() -> Vec<u8> {
        use super::super::build::{NewPlace, Writer};
        let folder = tempfile::tempdir().unwrap();
        let mut writer = Writer::new(folder.path()).unwrap();
        for (name, population) in [("Kidal", 25_617), ("Gao", 87_000)] {
            let place = NewPlace {
                name,
                geonames: 0,
                latitude: 16.3,
                longitude: 1.4,
                population,
                country: Country::new("MLI"),
                division: None,
                feature: Feature::PLACE,
                precision: None,
                sureness: Sureness::Exact,
            };
            let number = writer.add(&place).unwrap();
            writer.add_name(number, name).unwrap();
        }
        let out = folder.path().join("two");
        writer.finish(&out).unwrap();
        std::fs::read(out).unwrap()
    }

    #[test]
    fn a_byte_changed_anywhere_never_stops_the_program() {
        let sound = two();
        assert!(Gazetteer::new(sound.clone()).unwrap().knows("kidal"));
        for at in 0..sound.len() {
            for bit in 0..8 {
                let mut damaged = sound.clone();
                damaged[at] ^= 1 << bit;
                if let Ok(gazetteer) = Gazetteer::new(damaged) {
                    let _ = (gazetteer.lookup("kidal"), gazetteer.lookup("gao"), gazetteer.places().count());
                }
            }
        }
    }
}
