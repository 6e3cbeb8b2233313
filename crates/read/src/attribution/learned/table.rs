//! Hashed weights, looked up while reading.

use super::hash::Features;

/// How many features are looked up at a time.
const CHUNK: usize = 128;
/// Positions for each weight: of the features that have no weight, all but so many are told by one bit. Little memory counts for
/// more than sure bits: parsing leaves nothing of it in the cache.
const SPREAD: usize = 8;

/// Weights by the hash of their feature, N for each, in the order of their hashes.
///
/// The position of a hash is in proportion to it, or the first free one from there on. A bit for each position tells whether
/// it is taken, and the number of bits before it where its weights are: what is looked up is small and lies close.
#[derive(Clone, Debug)]
pub struct Table<const N: usize> {
    /// Which positions are taken, 64 at a time.
    taken: Vec<u64>,
    /// How many are taken before each 64.
    before: Vec<u32>,
    /// The hash at each taken position, and its weights in units of `scales`: one line of memory for both.
    slots: Vec<(u32, [i16; N])>,
    /// How many positions there are; hashes may be displaced past the last.
    positions: u64,
    scales: [f32; N],
}

fn add<const N: usize>(sum: &mut [i32; N], weights: [i16; N]) {
    sum.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += i32::from(weight));
}

/// Features of many things, to be looked up together.
#[derive(Debug, Default)]
pub(super) struct Batch {
    /// The features of the part that is being made come last.
    pub(super) features: Features,
    /// Where each part ends.
    ends: Vec<usize>,
}

impl Batch {
    /// Ends a part and gives its number.
    pub(super) fn end_part(&mut self) -> usize {
        self.ends.push(self.features.all.len());
        self.ends.len() - 1
    }

    pub(super) fn clear(&mut self) {
        self.features.all.clear();
        self.ends.clear();
    }
}

impl<const N: usize> Default for Table<N> {
    fn default() -> Self {
        Table::new(&[])
    }
}

impl<const N: usize> Table<N> {
    /// A table of these weights; a hash that comes twice keeps the first.
    pub fn new(entries: &[(u32, [f32; N])]) -> Self {
        let mut entries = entries.to_vec();
        entries.sort_by_key(|(hash, _)| *hash);
        entries.dedup_by_key(|(hash, _)| *hash);
        let scales = std::array::from_fn(|output| {
            let largest = entries.iter().map(|(_, w)| w[output].abs()).fold(f32::MIN_POSITIVE, f32::max);
            largest / f32::from(i16::MAX)
        });
        let rounded = |weights: &[f32; N]| {
            std::array::from_fn(|output| (weights[output] / scales[output]).round() as i16)
        };
        let slots = entries.iter().map(|(hash, weights)| (*hash, rounded(weights))).collect();
        Table::of_slots(slots, scales)
    }

    /// A table of rounded weights, which come in the order of their hashes, each once.
    pub(super) fn of_slots(slots: Vec<(u32, [i16; N])>, scales: [f32; N]) -> Self {
        let positions = (slots.len() * SPREAD).max(64);
        let mut table = Table {
            taken: vec![0; positions / 64 + 1],
            before: Vec::new(),
            slots,
            positions: positions as u64,
            scales,
        };
        table.take_positions();
        table
    }

    /// Gives every slot its position, and counts.
    fn take_positions(&mut self) {
        let mut free = 0;
        for (hash, _) in &self.slots {
            let position = self.position(*hash).max(free);
            let words = (position / 64 + 1).max(self.taken.len());
            self.taken.resize(words, 0);
            self.taken[position / 64] |= 1 << (position % 64);
            free = position + 1;
        }
        // What is looked for past the last position ends here.
        self.taken.push(0);
        let counts = self.taken.iter().scan(0, |count, word| {
            let before = *count;
            *count += word.count_ones();
            Some(before)
        });
        self.before = counts.collect();
    }

    /// Where a hash is looked for first.
    #[inline]
    fn position(&self, hash: u32) -> usize {
        ((u64::from(hash) * self.positions) >> u32::BITS) as usize
    }

    #[inline]
    fn is_taken(&self, position: usize) -> bool {
        self.taken[position / 64] >> (position % 64) & 1 != 0
    }

    /// The sum of the weights of some features.
    pub fn score(&self, features: &Features) -> [f32; N] {
        let mut sum = [0; N];
        self.each(&features.all, |_, weights| add(&mut sum, *weights));
        self.scaled(sum)
    }

    /// The same for each part of a batch, in units of the table: sums of parts may be added without loss.
    pub(super) fn sums(&self, batch: &Batch, sums: &mut Vec<[i32; N]>) {
        sums.clear();
        sums.resize(batch.ends.len(), [0; N]);
        let mut part = 0;
        self.each(&batch.features.all, |at, weights| {
            part += batch.ends[part..].iter().take_while(|end| **end <= at).count();
            if let Some(sum) = sums.get_mut(part) {
                add(sum, *weights);
            }
        });
    }

    /// A sum as a score.
    pub(super) fn scaled(&self, sum: [i32; N]) -> [f32; N] {
        std::array::from_fn(|output| sum[output] as f32 * self.scales[output])
    }

    /// Hands out the weights of every feature that has some, with its number, in order. All slots of a chunk are fetched before
    /// any is looked at, so that many are on their way from memory at a time.
    fn each(&self, features: &[u32], mut take: impl FnMut(usize, &[i16; N])) {
        let mut taken = [(0, 0); CHUNK];
        let mut numbers = [0; CHUNK];
        let mut slots = [(0, [0; N]); CHUNK];
        for (chunk, first) in features.chunks(CHUNK).zip((0..).step_by(CHUNK)) {
            let count = self.gather_taken(chunk, &mut taken);
            for ((hash, _), number) in taken[..count].iter().zip(&mut numbers) {
                *number = self.slot_at(self.position(*hash));
            }
            for (number, slot) in numbers[..count].iter().zip(&mut slots) {
                *slot = self.slots[*number as usize];
            }
            for ((hash, at), (found, weights)) in taken[..count].iter().zip(&slots) {
                if found == hash {
                    take(first + *at as usize, weights);
                } else if let Some(weights) = self.find_after(*hash) {
                    take(first + *at as usize, weights);
                }
            }
        }
    }

    /// Gathers the features that may have weights, with their numbers, without a branch for each.
    fn gather_taken(&self, features: &[u32], out: &mut [(u32, u32); CHUNK]) -> usize {
        let mut count = 0;
        for (hash, at) in features.iter().zip(0..) {
            out[count % CHUNK] = (*hash, at);
            count += usize::from(self.is_taken(self.position(*hash)));
        }
        count.min(CHUNK)
    }

    /// The slot of a taken position.
    #[inline]
    fn slot_at(&self, position: usize) -> u32 {
        let (word, bit) = (position / 64, position % 64);
        self.before[word] + (self.taken[word] & ((1 << bit) - 1)).count_ones()
    }

    /// The weights of a hash whose own position is another's.
    fn find_after(&self, hash: u32) -> Option<&[i16; N]> {
        let position = self.position(hash);
        let run = (position + 1..).take_while(|position| self.is_taken(*position));
        let slots = run.zip(self.slot_at(position) + 1..).map(|(_, slot)| &self.slots[slot as usize]);
        slots.into_iter().find(|slot| slot.0 == hash).map(|(_, weights)| weights)
    }

    /// All weights, by hash.
    pub fn entries(&self) -> Vec<(u32, [f32; N])> {
        let weights = |rounded: &[i16; N]| {
            std::array::from_fn(|output| f32::from(rounded[output]) * self.scales[output])
        };
        self.slots.iter().map(|(hash, rounded)| (*hash, weights(rounded))).collect()
    }

    /// How many weights there are.
    pub fn count(&self) -> usize {
        self.slots.iter().flat_map(|(_, weights)| weights).filter(|weight| **weight != 0).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The score of one feature in units of the largest weight.
    fn alone(table: &Table<1>, hash: u32) -> f32 {
        table.score(&Features { all: vec![hash] })[0]
    }

    #[test]
    fn hashes_that_want_one_position_are_told_apart() {
        let hashes = [0, 1, 2, 3, 77, 1 << 31, (1 << 31) + 5, u32::MAX - 2, u32::MAX - 1, u32::MAX];
        let entries: Vec<(u32, [f32; 1])> = hashes.iter().zip(1..).map(|(&h, w)| (h, [w as f32])).collect();
        let table = Table::new(&entries);
        for (hash, [weight]) in &entries {
            assert!((alone(&table, *hash) - weight).abs() < 1e-3, "{hash}");
        }
        for absent in [4, 5, 76, 78, (1 << 31) - 1, (1 << 31) + 4, u32::MAX - 3] {
            assert!(alone(&table, absent).abs() < f32::EPSILON, "{absent}");
        }
        assert_eq!(table.entries().len(), hashes.len());
    }

    #[test]
    fn parts_are_summed_apart() {
        let table = Table::new(&[(7, [1.0]), (9, [2.0]), (1 << 30, [4.0])]);
        let mut batch = Batch::default();
        let parts: [&[u32]; 4] = [&[7, 8], &[], &[9, 1 << 30, 9], &[3]];
        for part in parts {
            batch.features.all.extend(part);
            batch.end_part();
        }
        let mut sums = Vec::new();
        table.sums(&batch, &mut sums);
        for (sum, part) in sums.iter().zip(parts) {
            let [alone] = table.score(&Features { all: part.to_vec() });
            assert!((table.scaled(*sum)[0] - alone).abs() < f32::EPSILON);
        }
        assert_eq!(sums.len(), 4);
    }

    #[test]
    fn many_features_are_summed_and_an_empty_table_says_nothing() {
        let all: Vec<u32> = (0..1000).map(|number: u32| number.wrapping_mul(0x9e37_79b1)).collect();
        let entries: Vec<(u32, [f32; 1])> = all.iter().step_by(2).map(|&hash| (hash, [1.0])).collect();
        let features = Features { all };
        assert!((Table::new(&entries).score(&features)[0] - 500.0).abs() < 0.5);
        assert!(Table::<1>::default().score(&features)[0].abs() < f32::EPSILON);
    }
}
