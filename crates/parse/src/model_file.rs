//! The model file: one header in JSON, then tables that are used where they lie.
//!
//! ```text
//! bytes 0..8    "claimant" (magic)
//! bytes 8..12   format version, u32 little-endian
//! bytes 12..16  length of the header, u32
//! bytes 16..48  BLAKE3 of everything after byte 48
//! bytes 48..    header (JSON, see `Header`), padded to a multiple of 64
//! then          sections, each starting on a multiple of 64, little-endian
//! ```
//!
//! Every table a component needs is baked into the layout its kernel reads, so opening a file is parsing the header.

#[cfg(any(test, feature = "import"))]
use std::collections::BTreeMap;
use std::marker::PhantomData;
use std::ops::Range;
use std::path::Path;

use bytemuck::Pod;

use crate::header::Header;

#[cfg(target_endian = "big")]
compile_error!("model files are little-endian and used in place");

const MAGIC: &[u8; 8] = b"claimant";
/// Raised whenever a section changes its meaning.
pub(crate) const FORMAT: u32 = 2;
const FIXED: usize = 48;
/// Sections start on multiples of this many bytes.
const ALIGNMENT: usize = 64;

/// Why a model could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The file could not be read.
    #[error("cannot read the model {path}: {source}")]
    Io {
        /// The file.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// It is not a model file.
    #[error("not a claimant model file (make one with `cargo xtask import-model FOLDER OUT`)")]
    NotAModel,
    /// It was written by another version of the importer.
    #[error("model format {0}, this program reads {FORMAT}: import the pipeline again")]
    Format(u32),
    /// Bytes were lost or changed.
    #[error("the model file is damaged: its checksum does not match")]
    Checksum,
    /// The header does not say what a header must.
    #[error("the model's header is damaged: {0}")]
    Header(String),
}

/// A block of memory aligned as sections need it.
#[derive(Clone, Copy, bytemuck::Pod, bytemuck::Zeroable)]
#[repr(C, align(64))]
struct Block([u8; ALIGNMENT]);

enum Bytes {
    Embedded(&'static [u8]),
    Owned(Vec<Block>, usize),
}

/// A table of numbers inside the file.
pub(crate) struct Section<T> {
    range: Range<usize>,
    kind: PhantomData<fn() -> T>,
}

impl<T> Clone for Section<T> {
    fn clone(&self) -> Self {
        Section { range: self.range.clone(), kind: PhantomData }
    }
}

/// An opened model.
pub(crate) struct ModelFile {
    bytes: Bytes,
    pub(crate) header: Header,
}

impl ModelFile {
    /// Opens a file that is part of the program. Its checksum is a matter for the program's tests.
    pub(crate) fn embedded(bytes: &'static [u8]) -> Result<ModelFile, OpenError> {
        Self::new(Bytes::Embedded(bytes), false)
    }

    /// Reads a file and checks it.
    pub(crate) fn open(path: &Path) -> Result<ModelFile, OpenError> {
        let bytes = std::fs::read(path)
            .map_err(|source| OpenError::Io { path: path.display().to_string(), source })?;
        Self::from_bytes(&bytes)
    }

    /// Takes a copy of a file's bytes and checks them.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<ModelFile, OpenError> {
        let mut blocks = vec![Block([0; ALIGNMENT]); bytes.len().div_ceil(ALIGNMENT)];
        bytemuck::cast_slice_mut::<Block, u8>(&mut blocks)[..bytes.len()].copy_from_slice(bytes);
        Self::new(Bytes::Owned(blocks, bytes.len()), true)
    }

    fn new(bytes: Bytes, verify: bool) -> Result<ModelFile, OpenError> {
        let header = read_header(slice_of(&bytes), verify)?;
        let length = slice_of(&bytes).len() as u64;
        for (name, &(start, size)) in &header.sections {
            let inside = start.checked_add(size).is_some_and(|end| end <= length);
            if !inside || !start.is_multiple_of(ALIGNMENT as u64) {
                return Err(OpenError::Header(format!("section {name} lies outside the file")));
            }
        }
        Ok(ModelFile { bytes, header })
    }

    /// What tells this model from others: its checksum as the file states it.
    pub(crate) fn checksum(&self) -> [u8; 32] {
        let mut checksum = [0; 32];
        checksum.copy_from_slice(&slice_of(&self.bytes)[16..FIXED]);
        checksum
    }

    /// Whether the checksum matches the bytes.
    pub(crate) fn verify(&self) -> Result<(), OpenError> {
        read_header(slice_of(&self.bytes), true).map(|_| ())
    }

    /// Finds a table that must be there.
    pub(crate) fn section<T: Pod>(&self, name: &str) -> Result<Section<T>, OpenError> {
        self.optional_section(name)?.ok_or_else(|| OpenError::Header(format!("section {name} is missing")))
    }

    /// Finds a table that may be there.
    pub(crate) fn optional_section<T: Pod>(&self, name: &str) -> Result<Option<Section<T>>, OpenError> {
        let Some(&(start, size)) = self.header.sections.get(name) else { return Ok(None) };
        let range = start as usize..(start + size) as usize;
        match bytemuck::try_cast_slice::<u8, T>(&slice_of(&self.bytes)[range.clone()]) {
            Ok(_) => Ok(Some(Section { range, kind: PhantomData })),
            Err(error) => Err(OpenError::Header(format!("section {name}: {error}"))),
        }
    }

    /// The numbers of a table.
    pub(crate) fn get<T: Pod>(&self, section: &Section<T>) -> &[T] {
        bytemuck::cast_slice(&slice_of(&self.bytes)[section.range.clone()])
    }
}

fn slice_of(bytes: &Bytes) -> &[u8] {
    match bytes {
        Bytes::Embedded(bytes) => bytes,
        Bytes::Owned(blocks, length) => &bytemuck::cast_slice(blocks)[..*length],
    }
}

fn read_header(bytes: &[u8], verify: bool) -> Result<Header, OpenError> {
    if bytes.len() < FIXED || &bytes[..8] != MAGIC {
        return Err(OpenError::NotAModel);
    }
    let number = |at: usize| u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]);
    if number(8) != FORMAT {
        return Err(OpenError::Format(number(8)));
    }
    if verify && blake3::hash(&bytes[FIXED..]).as_bytes() != &bytes[16..FIXED] {
        return Err(OpenError::Checksum);
    }
    let end = FIXED.saturating_add(number(12) as usize);
    let json = bytes.get(FIXED..end).ok_or_else(|| OpenError::Header("cut off".into()))?;
    serde_json::from_slice(json).map_err(|error| OpenError::Header(error.to_string()))
}

/// Collects sections and writes a model file.
#[cfg(any(test, feature = "import"))]
#[derive(Default)]
pub(crate) struct ModelWriter {
    sections: Vec<(String, Vec<u8>)>,
}

#[cfg(any(test, feature = "import"))]
impl ModelWriter {
    pub(crate) fn add<T: Pod>(&mut self, name: impl Into<String>, values: &[T]) {
        self.sections.push((name.into(), bytemuck::cast_slice(values).to_vec()));
    }

    /// A table from strings to strings, for [`crate::string_table::StringTable`].
    pub(crate) fn add_strings(&mut self, name: &str, mut entries: Vec<(u64, String)>) {
        entries.sort();
        entries.dedup_by_key(|entry| entry.0);
        let mut bytes = Vec::new();
        let mut offsets = vec![0u32];
        for (_, value) in &entries {
            bytes.extend_from_slice(value.as_bytes());
            offsets.push(bytes.len() as u32);
        }
        let keys: Vec<u64> = entries.iter().map(|entry| entry.0).collect();
        self.add(format!("{name}.keys"), &keys);
        self.add(format!("{name}.offsets"), &offsets);
        self.add(format!("{name}.bytes"), &bytes);
    }

    /// The bytes of the file. `header.sections` is filled in here.
    pub(crate) fn finish(self, mut header: Header) -> Result<Vec<u8>, serde_json::Error> {
        let place = |start: u64, sections: &[(String, Vec<u8>)]| {
            let mut at = start;
            let mut placed = BTreeMap::new();
            for (name, bytes) in sections {
                placed.insert(name.clone(), (at, bytes.len() as u64));
                at = (at + bytes.len() as u64).next_multiple_of(ALIGNMENT as u64);
            }
            placed
        };
        // Offsets are part of the header whose length they depend on: leave room for the longest they can get.
        header.sections = place(u64::from(u32::MAX), &self.sections);
        let room = (FIXED + serde_json::to_vec(&header)?.len()).next_multiple_of(ALIGNMENT);
        header.sections = place(room as u64, &self.sections);
        let json = serde_json::to_vec(&header)?;
        let mut out = vec![0u8; FIXED];
        out[..8].copy_from_slice(MAGIC);
        out[8..12].copy_from_slice(&FORMAT.to_le_bytes());
        out[12..16].copy_from_slice(&(json.len() as u32).to_le_bytes());
        out.extend_from_slice(&json);
        out.resize(room, 0);
        for (_, bytes) in &self.sections {
            out.extend_from_slice(bytes);
            out.resize(out.len().next_multiple_of(ALIGNMENT), 0);
        }
        let checksum = *blake3::hash(&out[FIXED..]).as_bytes();
        out[16..FIXED].copy_from_slice(&checksum);
        Ok(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::murmur64a;
    use crate::header::{LemmatizerHeader, Provenance, TokenizerHeader};
    use crate::string_table::StringTable;

    fn table_key(text: &str) -> u64 {
        murmur64a(text.as_bytes(), 1)
    }

    fn empty_header() -> Header {
        Header {
            provenance: Provenance::default(),
            encoders: Vec::new(),
            tags: Vec::new(),
            morphologizer: Vec::new(),
            parser_moves: Vec::new(),
            entity_moves: Vec::new(),
            tokenizer: TokenizerHeader::default(),
            ruler: Vec::new(),
            lemmatizer: LemmatizerHeader::default(),
            sections: BTreeMap::new(),
        }
    }

    fn small_file() -> Vec<u8> {
        let mut writer = ModelWriter::default();
        writer.add("numbers", &[1.5f32, -2.0]);
        let words = [("went", "go"), ("mice", "mouse"), ("été", "être")];
        writer.add_strings("words", words.map(|(key, value)| (table_key(key), value.to_owned())).to_vec());
        writer.finish(empty_header()).unwrap()
    }

    #[test]
    fn what_was_written_is_read() {
        let file = ModelFile::from_bytes(&small_file()).unwrap();
        assert_eq!(file.get(&file.section::<f32>("numbers").unwrap()), [1.5, -2.0]);
        let words = StringTable::find(&file, "words").unwrap().unwrap();
        assert_eq!(words.get(&file, table_key("mice")), Some("mouse"));
        assert_eq!(words.get(&file, table_key("été")), Some("être"));
        assert_eq!(words.get(&file, table_key("mouse")), None);
        assert!(StringTable::find(&file, "others").unwrap().is_none());
    }

    #[test]
    fn damage_is_noticed_and_named() {
        let good = small_file();
        let mut flipped = good.clone();
        *flipped.last_mut().unwrap() ^= 1;
        assert!(matches!(ModelFile::from_bytes(&flipped), Err(OpenError::Checksum)));
        let mut newer = good.clone();
        newer[8] = 99;
        assert!(matches!(ModelFile::from_bytes(&newer), Err(OpenError::Format(99))));
        assert!(matches!(ModelFile::from_bytes(b"PK\x03\x04"), Err(OpenError::NotAModel)));
        assert!(ModelFile::from_bytes(&good[..good.len() - 64]).is_err());
    }
}
