//! What a run does not hold, told without reading it: a Bloom filter whose bits for one thing lie side by side, so that
//! asking for it touches memory once, and the bits of things in their order one after the other, so that a filter is
//! filled from its beginning to its end. Numbers of things are hashes: see [`crate::views::keys`].

/// Words of 64 bits that the bits of one thing lie in.
const BLOCK: usize = 8;
/// With so many bits for each thing, one in about 150 that is not there is looked for.
const BITS: usize = 12;
/// So many of them are set.
const SET: u32 = 6;

/// The things that a run may hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Filter(Vec<u64>);

impl Filter {
    /// An empty one with room for so many things.
    pub(super) fn for_things(count: usize) -> Filter {
        let blocks = (count * BITS).div_ceil(BLOCK * u64::BITS as usize).max(1);
        Filter(vec![0; blocks * BLOCK])
    }

    pub(super) fn insert(&mut self, thing: i64) {
        let (from, bits) = self.place(thing);
        for bit in positions(bits) {
            self.0[from + bit / 64] |= 1 << (bit % 64);
        }
    }

    /// Whether it may be there; where not, it is not.
    pub(super) fn may_have(&self, thing: i64) -> bool {
        let (from, bits) = self.place(thing);
        positions(bits).all(|bit| self.0[from + bit / 64] & (1 << (bit % 64)) != 0)
    }

    /// Where the block of a thing begins, and what its bits are taken from.
    fn place(&self, thing: i64) -> (usize, u64) {
        const LEAST: u64 = 1 << 63;
        let blocks = (self.0.len() / BLOCK) as u128;
        let block = (u128::from(thing as u64 ^ LEAST) * blocks) >> u64::BITS;
        (block as usize * BLOCK, mix(thing as u64))
    }

    pub(super) fn to_bytes(&self) -> Vec<u8> {
        self.0.iter().flat_map(|word| word.to_le_bytes()).collect()
    }

    /// `None` where the bytes are no filter.
    pub(super) fn of_bytes(bytes: &[u8]) -> Option<Filter> {
        let (words, rest) = bytes.as_chunks::<8>();
        let whole = rest.is_empty() && !words.is_empty() && words.len().is_multiple_of(BLOCK);
        whole.then(|| Filter(words.iter().copied().map(u64::from_le_bytes).collect()))
    }
}

/// Nine bits tell one of 512.
fn positions(bits: u64) -> impl Iterator<Item = usize> {
    (0..SET).map(move |which| (bits >> (9 * which)) as usize % (BLOCK * 64))
}

/// `SplitMix64`: the upper bits of the number told the block.
fn mix(mut bits: u64) -> u64 {
    bits = bits.wrapping_add(0x9E37_79B9_7F4A_7C15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_has_what_was_inserted_and_little_else() {
        let mut filter = Filter::for_things(10_000);
        let thing = |number: u64| mix(number) as i64;
        (0..10_000).for_each(|number| filter.insert(thing(number)));
        let filter = Filter::of_bytes(&filter.to_bytes()).unwrap();
        assert!((0..10_000).all(|number| filter.may_have(thing(number))));
        let wrong = (10_000..20_000).filter(|&number| filter.may_have(thing(number))).count();
        assert!(!Filter::for_things(1).may_have(i64::MAX) && !Filter::for_things(1).may_have(i64::MIN));
        assert!(wrong < 200, "{wrong}");
    }

    #[test]
    fn what_is_no_filter_is_refused() {
        assert_eq!(Filter::of_bytes(&[]), None);
        assert_eq!(Filter::of_bytes(&[0; 63]), None);
        assert!(Filter::of_bytes(&[0; 64]).is_some());
    }
}
