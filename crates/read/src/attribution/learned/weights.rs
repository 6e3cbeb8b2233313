//! Everything that is learned, kept in a file of our own.

use super::cue::CueWords;
pub use super::table::Table;

/// The first bytes of the file; the last two count its format.
const MAGIC: &[u8; 8] = b"CLATTR02";
/// Changes whenever a feature is computed otherwise: weights then have to be trained anew.
pub const FEATURES: u32 = 2;

/// What is wrong with a file of weights.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum WeightsError {
    /// It is something else, or of another format.
    #[error(
        "not a file of weights of this format; write it anew with `cargo xtask train-attribution` or `train-happenings`"
    )]
    Format,
    /// It was trained with other features.
    #[error(
        "weights for features of version {0}, not those of this program; write them anew with `cargo xtask train-attribution` or `train-happenings`"
    )]
    Features(u32),
    /// It ends too early or goes on too long.
    #[error("the file of weights is damaged near byte {0}")]
    Damaged(usize),
}

/// Everything that is learned.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// Which words are looked at as cues.
    pub words: CueWords,
    /// Whether a token is the main word of a cue.
    pub cue: Table<1>,
    /// Where the cue starts and ends.
    pub span: Table<3>,
    /// Where the source starts and ends, then where the content does.
    pub roles: Table<6>,
    /// Whether cue, source and content together are an attribution.
    pub whole: Table<1>,
    /// What [`Model::whole`] must reach.
    pub threshold: f32,
}

impl Model {
    /// The file as bytes. Weights are rounded to 16 bits.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.extend(FEATURES.to_le_bytes());
        out.extend(self.threshold.to_le_bytes());
        for lemmas in [&self.words.others, &self.words.silent] {
            out.extend((lemmas.len() as u32).to_le_bytes());
            out.extend(lemmas.iter().flat_map(|lemma| lemma.to_le_bytes()));
        }
        write_table(&mut out, &self.cue);
        write_table(&mut out, &self.span);
        write_table(&mut out, &self.roles);
        write_table(&mut out, &self.whole);
        out
    }

    /// Reads a file.
    pub fn from_bytes(bytes: &[u8]) -> Result<Model, WeightsError> {
        let (mut reader, threshold) = Bytes::of_model(bytes, *MAGIC, FEATURES)?;
        let words = CueWords { others: reader.numbers()?, silent: reader.numbers()? };
        let model = Model {
            words,
            cue: reader.table()?,
            span: reader.table()?,
            roles: reader.table()?,
            whole: reader.table()?,
            threshold,
        };
        reader.end().map(|()| model)
    }
}

/// For each output: how many weights, their scale, their hashes, the weights.
pub(crate) fn write_table<const N: usize>(out: &mut Vec<u8>, table: &Table<N>) {
    let entries = table.entries();
    for output in 0..N {
        let weights =
            || entries.iter().map(|(hash, w)| (hash, w[output])).filter(|(_, weight)| *weight != 0.0);
        let largest = weights().map(|(_, weight)| weight.abs()).fold(f32::MIN_POSITIVE, f32::max);
        let scale = largest / f32::from(i16::MAX);
        out.extend((weights().count() as u32).to_le_bytes());
        out.extend(scale.to_le_bytes());
        weights().for_each(|(hash, _)| out.extend(hash.to_le_bytes()));
        weights().for_each(|(_, weight)| out.extend(((weight / scale).round() as i16).to_le_bytes()));
    }
}

/// Reads a file of weights from its start.
pub(crate) struct Bytes<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Bytes<'b> {
    /// A file of weights after its head, and the threshold that the head holds.
    pub(crate) fn of_model(
        bytes: &'b [u8],
        magic: [u8; 8],
        features: u32,
    ) -> Result<(Self, f32), WeightsError> {
        let mut reader = Bytes { bytes, at: 0 };
        if reader.take::<8>().ok() != Some(magic) {
            return Err(WeightsError::Format);
        }
        match reader.number()? {
            number if number == features => {}
            other => return Err(WeightsError::Features(other)),
        }
        let threshold = f32::from_le_bytes(reader.take()?);
        Ok((reader, threshold))
    }

    /// Nothing may be left.
    pub(crate) fn end(&self) -> Result<(), WeightsError> {
        if self.at == self.bytes.len() { Ok(()) } else { Err(WeightsError::Damaged(self.at)) }
    }

    pub(crate) fn take<const N: usize>(&mut self) -> Result<[u8; N], WeightsError> {
        let found = self.bytes.get(self.at..).and_then(|rest| rest.first_chunk::<N>());
        let found = found.copied().ok_or(WeightsError::Damaged(self.at))?;
        self.at += N;
        Ok(found)
    }

    pub(crate) fn number(&mut self) -> Result<u32, WeightsError> {
        self.take().map(u32::from_le_bytes)
    }

    /// A count of things of so many bytes, which must still be there.
    fn count(&mut self, size: usize) -> Result<usize, WeightsError> {
        let count = self.number()? as usize;
        let rest = self.bytes.len() - self.at;
        if count.saturating_mul(size) <= rest { Ok(count) } else { Err(WeightsError::Damaged(self.at)) }
    }

    /// A count, and so many numbers.
    fn numbers(&mut self) -> Result<Vec<u32>, WeightsError> {
        let count = self.count(4)?;
        (0..count).map(|_| self.number()).collect()
    }

    /// So many bytes.
    fn slice(&mut self, length: usize) -> Result<&'b [u8], WeightsError> {
        let found = self.bytes.get(self.at..).and_then(|rest| rest.get(..length));
        self.at += found.map_or(0, <[u8]>::len);
        found.ok_or(WeightsError::Damaged(self.at))
    }

    /// What [`write_table`] wrote. The weights stay as they are written.
    pub(crate) fn table<const N: usize>(&mut self) -> Result<Table<N>, WeightsError> {
        let (mut all, mut scales) = (Vec::new(), [0.0; N]);
        for (output, scale) in scales.iter_mut().enumerate() {
            let count = self.count(6)?;
            *scale = f32::from_le_bytes(self.take()?);
            let (hashes, _) = self.slice(4 * count)?.as_chunks();
            let (weights, _) = self.slice(2 * count)?.as_chunks();
            let weights = weights.iter().map(|weight| i16::from_le_bytes(*weight));
            let hashes = hashes.iter().map(|hash| u32::from_le_bytes(*hash));
            all.extend(hashes.zip(weights).map(|(hash, weight)| (hash, output, weight)));
        }
        // Each output's hashes come in order, so that this is a merge.
        all.sort_by_key(|(hash, ..)| *hash);
        let same = all.chunk_by(|one, other| one.0 == other.0);
        let slots = same.map(|weights| (weights[0].0, by_output(weights))).collect();
        Ok(Table::of_slots(slots, scales))
    }
}

/// The weights of one feature, each at its output.
fn by_output<const N: usize>(weights: &[(u32, usize, i16)]) -> [i16; N] {
    let mut outputs = [0; N];
    for (_, output, weight) in weights {
        outputs[*output] = *weight;
    }
    outputs
}

#[cfg(test)]
mod tests {
    use super::super::hash::Features;
    use super::*;

    fn model() -> Model {
        Model {
            words: CueWords { others: vec![1, 5], silent: vec![2] },
            cue: Table::new(&[(3, [0.25])]),
            span: Table::new(&[(7, [0.5, -1.0, 2.0]), (9, [1.0, 0.0, 0.0])]),
            roles: Table::new(&[(7, [0.5, 0.0, 0.0, 0.0, 0.0, 1.0])]),
            whole: Table::new(&[(3, [0.25])]),
            threshold: 0.5,
        }
    }

    #[test]
    fn a_file_gives_back_what_was_written() {
        let read = Model::from_bytes(&model().to_bytes()).unwrap();
        let features = Features { all: vec![7, 9, 12] };
        let [inside, opens, closes] = read.span.score(&features);
        assert!((inside - 1.5).abs() < 1e-3 && (opens + 1.0).abs() < 1e-3 && (closes - 2.0).abs() < 1e-3);
        assert_eq!(read.words, model().words);
        assert_eq!(read.to_bytes(), model().to_bytes());
    }

    #[test]
    fn damage_is_told() {
        let bytes = model().to_bytes();
        assert_eq!(Model::from_bytes(b"something").unwrap_err(), WeightsError::Format);
        for length in 8..bytes.len() {
            assert!(Model::from_bytes(&bytes[..length]).is_err());
        }
        let mut other = bytes.clone();
        other[8] = 200;
        assert_eq!(Model::from_bytes(&other).unwrap_err(), WeightsError::Features(200));
        let longer: Vec<u8> = bytes.into_iter().chain([0]).collect();
        assert!(matches!(Model::from_bytes(&longer), Err(WeightsError::Damaged(_))));
    }
}
