//! Features as numbers. A feature is a template and the words it is filled with; both are hashed as they come, so that
//! no string is ever built.

/// The hash of a name or of a word as written, upper and lower case alike.
pub const fn name(text: &str) -> u32 {
    let bytes = text.as_bytes();
    let (mut hash, mut at) = (0x811c_9dc5_u32, 0);
    while at < bytes.len() {
        hash = (hash ^ bytes[at].to_ascii_lowercase() as u32).wrapping_mul(0x0100_0193);
        at += 1;
    }
    hash
}

/// Two hashes as one; the order counts.
pub(crate) const fn mix(a: u32, b: u32) -> u32 {
    (a.rotate_left(5) ^ b).wrapping_mul(0x9e37_79b1)
}

const fn finish(hash: u32) -> u32 {
    let hash = (hash ^ (hash >> 16)).wrapping_mul(0x85eb_ca6b);
    let hash = (hash ^ (hash >> 13)).wrapping_mul(0xc2b2_ae35);
    hash ^ (hash >> 16)
}

/// The features of one token, gathered in a buffer that is used again.
#[derive(Debug, Default)]
pub struct Features {
    /// Their hashes.
    pub all: Vec<u32>,
}

impl Features {
    /// Adds a feature: the hash of its template's name, and what fills it.
    #[inline]
    pub(crate) fn add(&mut self, template: u32, parts: &[u32]) {
        self.all.push(finish(parts.iter().fold(template, |hash, part| mix(hash, *part))));
    }
}

/// Adds one feature: `add!(out, "lemma and tag", word.lemma, word.tag)`. The name is hashed when the program is built.
macro_rules! add {
    ($out:expr, $name:literal $(, $part:expr)* $(,)?) => {
        $out.add(const { crate::attribution::learned::hash::name($name) }, &[$($part as u32),*])
    };
}
pub(crate) use add;

/// A small number as one of nine steps: 0, 1, 2, 3, up to 5, 9, 19, 39, more.
pub(crate) fn step(number: usize) -> u32 {
    match number {
        0..=3 => number as u32,
        4..=5 => 4,
        6..=9 => 5,
        10..=19 => 6,
        20..=39 => 7,
        _ => 8,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_makes_no_difference_and_order_does() {
        assert_eq!(name("Said"), name("said"));
        assert_ne!(mix(1, 2), mix(2, 1));
    }

    #[test]
    fn steps_grow() {
        assert!((0..100).map(step).is_sorted());
    }
}
