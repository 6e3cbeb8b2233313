//! Writes gazetteer files of any size in bounded memory: what has to be sorted is sorted in runs on disk.

use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use fst::MapBuilder;

use super::fold::{fold, sound};
use super::format::{MAGIC, Record, SOUND, write_varint};
use super::runs::Runs;
use super::{Country, Feature, Sureness};

/// A place as it is handed to the writer.
#[derive(Clone, Debug)]
pub struct NewPlace<'a> {
    /// Its name, at most 255 bytes of which are kept.
    pub name: &'a str,
    /// Number in `GeoNames`, 0 for none.
    pub geonames: u32,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// How many people live there, 0 where not known.
    pub population: u32,
    /// Its country.
    pub country: Option<Country>,
    /// The number that [`Writer::add`] gave for its first-level division.
    pub division: Option<u16>,
    /// What it is.
    pub feature: Feature,
    /// UCDP `where_prec`; the feature's own where not given.
    pub precision: Option<u8>,
    /// How sure the point is.
    pub sureness: Sureness,
}

/// Writes one gazetteer file. Add places, the first-level divisions first, and their other names; then finish.
pub struct Writer {
    folder: PathBuf,
    records: Section,
    names: Section,
    keys: Runs,
    count: u32,
}

/// What came out.
#[derive(Clone, Copy, Debug, Default)]
pub struct Written {
    /// Places.
    pub places: u32,
    /// Different keys: spellings and sounds.
    pub keys: u64,
    /// Bytes of the file.
    pub bytes: u64,
}

impl Writer {
    /// A writer that keeps its intermediate files in this folder, which has to be there.
    pub fn new(folder: &Path) -> io::Result<Writer> {
        Ok(Writer {
            records: Section::create(folder.join("records.part"))?,
            names: Section::create(folder.join("names.part"))?,
            keys: Runs::new(folder),
            folder: folder.to_owned(),
            count: 0,
        })
    }

    /// Adds a place under its own name and gives its number.
    pub fn add(&mut self, place: &NewPlace<'_>) -> io::Result<u32> {
        let name = cut(place.name, usize::from(u8::MAX));
        let record = Record {
            geonames: place.geonames,
            latitude: place.latitude as f32,
            longitude: place.longitude as f32,
            population: place.population,
            name: self.names.length as u32,
            country: place.country,
            division: place.division,
            feature: place.feature,
            precision: place.precision.unwrap_or_else(|| place.feature.precision()),
            sureness: place.sureness,
        };
        self.records.write(&record.pack())?;
        self.names.write(&[name.len() as u8])?;
        self.names.write(name.as_bytes())?;
        let number = self.count;
        self.count += 1;
        self.key(fold(place.name).as_bytes(), u64::from(number) << 1)?;
        Ok(number)
    }

    /// Adds another name of the place with this number.
    pub fn add_name(&mut self, number: u32, name: &str) -> io::Result<()> {
        self.key(fold(name).as_bytes(), u64::from(number) << 1 | 1)
    }

    /// Makes the place with this number found by what sounds like this name too.
    pub fn add_sound(&mut self, number: u32, name: &str) -> io::Result<()> {
        let Some(sound) = sound(&fold(name)) else { return Ok(()) };
        let mut key = vec![SOUND];
        key.extend_from_slice(sound.as_bytes());
        self.key(&key, u64::from(number) << 1)
    }

    fn key(&mut self, key: &[u8], reference: u64) -> io::Result<()> {
        if key.is_empty() { Ok(()) } else { self.keys.push(key, reference) }
    }

    /// Puts the file together. The same places in the same order give the same bytes.
    pub fn finish(mut self, out: &Path) -> io::Result<Written> {
        let mut postings = Section::create(self.folder.join("postings.part"))?;
        let map_path = self.folder.join("map.part");
        let mut map = MapBuilder::new(BufWriter::new(File::create(&map_path)?)).map_err(io::Error::other)?;
        let mut keys = 0;
        self.keys.merge(|key, references| {
            keys += 1;
            map.insert(key, value(references, &mut postings)?).map_err(io::Error::other)
        })?;
        map.finish().map_err(io::Error::other)?;
        let parts = [self.records.close()?, self.names.close()?, postings.close()?, map_path];
        let bytes = join(&parts, out)?;
        Ok(Written { places: self.count, keys, bytes })
    }
}

/// What the fst says of a key: its one reference, or where the list of them lies. A place's own name counts before others.
fn value(references: &mut Vec<u64>, postings: &mut Section) -> io::Result<u64> {
    references.sort_unstable();
    references.dedup_by_key(|reference| *reference >> 1);
    if let [only] = references[..] {
        return Ok(only << 1);
    }
    let at = postings.length;
    let mut list = Vec::new();
    write_varint(&mut list, references.len() as u64);
    for &reference in references.iter() {
        write_varint(&mut list, reference);
    }
    postings.write(&list)?;
    Ok(at << 1 | 1)
}

fn join(parts: &[PathBuf], out: &Path) -> io::Result<u64> {
    let mut file = BufWriter::new(File::create(out)?);
    file.write_all(&MAGIC)?;
    for part in parts {
        file.write_all(&std::fs::metadata(part)?.len().to_le_bytes())?;
    }
    for part in parts {
        io::copy(&mut BufReader::new(File::open(part)?).take(u64::MAX), &mut file)?;
        std::fs::remove_file(part)?;
    }
    file.flush()?;
    Ok(std::fs::metadata(out)?.len())
}

/// A section of the file on its way.
struct Section {
    path: PathBuf,
    file: BufWriter<File>,
    length: u64,
}

impl Section {
    fn create(path: PathBuf) -> io::Result<Section> {
        Ok(Section { file: BufWriter::new(File::create(&path)?), path, length: 0 })
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.length += bytes.len() as u64;
        self.file.write_all(bytes)
    }

    fn close(mut self) -> io::Result<PathBuf> {
        self.file.flush()?;
        Ok(self.path)
    }
}

/// The longest beginning of at most so many bytes that splits no character.
fn cut(text: &str, bytes: usize) -> &str {
    let end = (0..=bytes.min(text.len())).rev().find(|&end| text.is_char_boundary(end));
    &text[..end.unwrap_or(0)]
}
