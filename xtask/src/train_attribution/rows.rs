//! Rows of features: hashed while they are gathered, numbered for training.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// Takes hashes as they are.
#[derive(Default)]
pub(crate) struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 << 8) | u64::from(*byte);
        }
    }
    fn write_u32(&mut self, hash: u32) {
        self.0 = u64::from(hash).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

/// One row a token.
#[derive(Default)]
pub(crate) struct Rows {
    numbers: Vec<u32>,
    ends: Vec<usize>,
}

impl Rows {
    /// Adds the row of the next token.
    pub(crate) fn push(&mut self, features: &[u32]) {
        self.numbers.extend(features);
        self.ends.push(self.numbers.len());
    }

    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(crate) fn row(&self, row: usize) -> &[u32] {
        let start = if row == 0 { 0 } else { self.ends[row - 1] };
        &self.numbers[start..self.ends[row]]
    }

    /// Numbers the features that come at least `least` times, and drops the others. Gives the hash of every number.
    pub(crate) fn number(&mut self, least: u32) -> Vec<u32> {
        let mut counts: HashMap<u32, u32, BuildHasherDefault<AsIs>> = HashMap::default();
        self.numbers.iter().for_each(|hash| *counts.entry(*hash).or_default() += 1);
        let mut hashes: Vec<u32> =
            counts.iter().filter(|(_, count)| **count >= least).map(|(hash, _)| *hash).collect();
        hashes.sort_unstable();
        counts.retain(|_, count| *count >= least);
        for (number, hash) in hashes.iter().enumerate() {
            counts.insert(*hash, number as u32);
        }
        let (mut from, mut to) = (0, 0);
        for end in &mut self.ends {
            for at in from..*end {
                if let Some(number) = counts.get(&self.numbers[at]) {
                    self.numbers[to] = *number;
                    to += 1;
                }
            }
            from = *end;
            *end = to;
        }
        self.numbers.truncate(to);
        hashes
    }
}
