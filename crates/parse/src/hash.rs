//! The two hash functions spaCy's string store and hash embeddings are built on.

/// `MurmurHash64A`, as spaCy's `murmurhash.mrmr.hash64` computes it.
pub(crate) fn murmur64a(key: &[u8], seed: u64) -> u64 {
    const MULTIPLIER: u64 = 0xc6a4_a793_5bd1_e995;
    const SHIFT: u32 = 47;
    let mut hash = seed ^ (key.len() as u64).wrapping_mul(MULTIPLIER);
    let mut words = key.chunks_exact(8);
    for word in &mut words {
        let mut bytes = [0u8; 8];
        bytes.copy_from_slice(word);
        let mut block = u64::from_le_bytes(bytes).wrapping_mul(MULTIPLIER);
        block ^= block >> SHIFT;
        hash = (hash ^ block.wrapping_mul(MULTIPLIER)).wrapping_mul(MULTIPLIER);
    }
    let rest = words.remainder();
    if !rest.is_empty() {
        for (index, &byte) in rest.iter().enumerate() {
            hash ^= u64::from(byte) << (8 * index);
        }
        hash = hash.wrapping_mul(MULTIPLIER);
    }
    hash ^= hash >> SHIFT;
    hash = hash.wrapping_mul(MULTIPLIER);
    hash ^ (hash >> SHIFT)
}

/// `MurmurHash3` x86-128 of one 64-bit key, as thinc's `HashEmbed` uses it: the four row numbers before the modulus.
pub(crate) fn embedding_keys(value: u64, seed: u32) -> [u32; 4] {
    let mut first =
        value.wrapping_mul(0x87c3_7b91_1142_53d5).rotate_left(31).wrapping_mul(0x4cf5_ad43_2745_937f);
    first ^= u64::from(seed) ^ 8;
    let mut second = u64::from(seed) ^ 8;
    first = first.wrapping_add(second);
    second = second.wrapping_add(first);
    first = finalise(first);
    second = finalise(second);
    first = first.wrapping_add(second);
    second = second.wrapping_add(first);
    [first as u32, (first >> 32) as u32, second as u32, (second >> 32) as u32]
}

fn finalise(mut hash: u64) -> u64 {
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_string_store_hash_of_a_word() {
        // nlp.vocab.strings.add("coffee") in any spaCy v3.
        assert_eq!(murmur64a(b"coffee", 1), 3_197_928_453_018_144_401);
    }
}
