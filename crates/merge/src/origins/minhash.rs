//! `MinHash` signatures of texts. Our own on purpose: signatures are stored and must be equal on every engine for ever,
//! so nothing here may change without a new name.
//!
//! A text becomes the set of its runs of three words (lower case, letters and digits only). Permutation `i` of a run is
//! `SplitMix64`'s finaliser over its FNV-1a hash, combined with the finaliser of `i`; the signature keeps the least of
//! each, in 32 bits. The share of equal places estimates the Jaccard similarity of the sets (Broder 1997), with a
//! standard error of at most 0.045 for [`PLACES`] = 128.

use crate::hash::{extend, fnv1a, mix};
use crate::words;

/// How many minima a signature has.
pub const PLACES: usize = 128;
/// How many words make a run.
const RUN: usize = 3;
/// At most so many words of a text are looked at.
const LONGEST: usize = 20_000;

/// What a text is compared by. Texts of fewer than three words have none.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Signature(Box<[u32]>);

impl Signature {
    /// The signature of a text; `None` where it is too short to have one.
    pub fn of(text: &str) -> Option<Signature> {
        let words: Vec<u64> =
            words::split(text).take(LONGEST).map(|word| fnv1a(word.to_lowercase().as_bytes())).collect();
        let seeds: Vec<u64> = (0..PLACES as u64).map(mix).collect();
        let mut least = vec![u32::MAX; PLACES];
        for run in words.windows(RUN) {
            let hash = run.iter().fold(fnv1a(b""), |hash, word| extend(hash, &word.to_le_bytes()));
            for (place, seed) in least.iter_mut().zip(&seeds) {
                *place = (*place).min((mix(hash ^ seed) >> 32) as u32);
            }
        }
        (words.len() >= RUN).then(|| Signature(least.into_boxed_slice()))
    }

    /// How alike two texts are, in percent.
    pub fn likeness(&self, other: &Signature) -> u32 {
        let same = self.0.iter().zip(&other.0).filter(|(a, b)| a == b).count();
        (same * 100 / PLACES) as u32
    }

    /// Hashes of groups of four places: texts that share one may be alike (of those half alike, two of three share one;
    /// of those alike by four fifths, all but one in a thousand).
    pub(crate) fn bands(&self) -> impl Iterator<Item = u64> {
        const ROWS: usize = 4;
        const BANDS: usize = 16;
        self.0.chunks_exact(ROWS).take(BANDS).enumerate().map(|(band, rows)| {
            rows.iter().fold(fnv1a(&[b'b', band as u8]), |hash, row| extend(hash, &row.to_le_bytes()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Four shells hit the grain store by the river before dawn and two guards were hurt, the mayor \
                        told a local station.";

    /// Stored signatures depend on this value: it must never change.
    #[test]
    fn signatures_are_for_ever() {
        let signature = Signature::of(TEXT).unwrap();
        let digest = signature.0.iter().fold(fnv1a(b""), |hash, place| extend(hash, &place.to_le_bytes()));
        assert_eq!(format!("{digest:016x}"), "ed0ce328ceb62e1e");
    }

    #[test]
    fn likeness_follows_the_words() {
        let a = Signature::of(TEXT).unwrap();
        let same = Signature::of(&TEXT.to_uppercase().replace(',', " -")).unwrap();
        let other =
            Signature::of("A convoy of aid lorries reached the valley on Monday after a week of talks.")
                .unwrap();
        assert_eq!(a.likeness(&same), 100);
        assert!(a.likeness(&other) < 5);
        assert_eq!(Signature::of("two words"), None);
    }
}
