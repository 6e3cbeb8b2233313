//! The weights of the judge of happenings.

use crate::attribution::learned::hash::Features;
use crate::attribution::learned::weights::{Bytes, Table, WeightsError, write_table};

static WEIGHTS: &[u8] = include_bytes!("../../../../../data/happenings/weights.bin");

/// The first bytes of the file; the last two count its format.
const MAGIC: &[u8; 8] = b"CLHAPP01";
/// Changes whenever a feature is computed otherwise: weights then have to be trained anew.
const FEATURES: u32 = 1;

/// What is learned of happenings.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// The weight of each feature.
    pub weights: Table<1>,
    /// What the sum of the weights must reach.
    pub threshold: f32,
}

impl Model {
    /// The weights that the program carries.
    pub fn embedded() -> Result<Model, WeightsError> {
        Model::from_bytes(WEIGHTS)
    }

    /// Whether a group with these features tells of one happening.
    pub(crate) fn accepts(&self, features: &Features) -> bool {
        self.weights.score(features)[0] >= self.threshold
    }

    /// The file as bytes. Weights are rounded to 16 bits.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.extend(FEATURES.to_le_bytes());
        out.extend(self.threshold.to_le_bytes());
        write_table(&mut out, &self.weights);
        out
    }

    /// Reads a file.
    pub fn from_bytes(bytes: &[u8]) -> Result<Model, WeightsError> {
        let (mut reader, threshold) = Bytes::of_model(bytes, *MAGIC, FEATURES)?;
        let model = Model { weights: reader.table()?, threshold };
        reader.end().map(|()| model)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_gives_back_what_was_written_and_damage_is_told() {
        let model = Model { weights: Table::new(&[(3, [0.25]), (7, [-1.0])]), threshold: 0.1 };
        let bytes = model.to_bytes();
        let read = Model::from_bytes(&bytes).unwrap();
        assert!(read.accepts(&Features { all: vec![3] }));
        assert!(!read.accepts(&Features { all: vec![3, 7] }));
        assert_eq!(read.to_bytes(), bytes);
        for length in 0..bytes.len() {
            assert!(Model::from_bytes(&bytes[..length]).is_err());
        }
    }

    #[test]
    fn the_program_carries_weights() {
        assert!(Model::embedded().unwrap().weights.count() > 0);
    }
}
