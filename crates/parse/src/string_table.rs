//! Maps from strings to strings inside a model file.

use crate::model_file::{ModelFile, OpenError, Section};

/// The place of `key` among sorted hashes. They are spread evenly, so the first guess is nearly always close.
pub(crate) fn find_key(keys: &[u64], key: u64) -> Option<usize> {
    let (mut low, mut high) = (0usize, keys.len());
    let mut guess = ((u128::from(key) * keys.len() as u128) >> 64) as usize;
    let mut step = 8usize;
    while low < high {
        guess = guess.clamp(low, high - 1);
        match keys[guess].cmp(&key) {
            std::cmp::Ordering::Equal => return Some(guess),
            std::cmp::Ordering::Less => {
                low = guess + 1;
                guess = guess.saturating_add(step);
            }
            std::cmp::Ordering::Greater => {
                high = guess;
                guess = guess.saturating_sub(step);
            }
        }
        // Gallop first, then halve what is left.
        step *= 4;
        if guess <= low || guess >= high {
            guess = low + (high - low) / 2;
        }
    }
    None
}

/// A read-only map from string ids to strings.
pub(crate) struct StringTable {
    keys: Section<u64>,
    offsets: Section<u32>,
    bytes: Section<u8>,
}

impl StringTable {
    /// Finds the table of this name, `None` when the pipeline has none.
    pub(crate) fn find(file: &ModelFile, name: &str) -> Result<Option<StringTable>, OpenError> {
        let Some(keys) = file.optional_section(&format!("{name}.keys"))? else { return Ok(None) };
        let offsets = file.section::<u32>(&format!("{name}.offsets"))?;
        let bytes = file.section::<u8>(&format!("{name}.bytes"))?;
        let (count, size) = (file.get::<u64>(&keys).len(), file.get(&bytes).len());
        let table = file.get(&offsets);
        let sound = table.len() == count + 1
            && table.windows(2).all(|pair| pair[0] <= pair[1])
            && table.last().is_some_and(|&end| end as usize <= size)
            && std::str::from_utf8(file.get(&bytes)).is_ok();
        if !sound {
            return Err(OpenError::Header(format!("string table {name} is damaged")));
        }
        Ok(Some(StringTable { keys, offsets, bytes }))
    }

    /// The value of the string with this id.
    pub(crate) fn get<'f>(&self, file: &'f ModelFile, key: u64) -> Option<&'f str> {
        let at = find_key(file.get(&self.keys), key)?;
        let offsets = file.get(&self.offsets);
        let value = &file.get(&self.bytes)[offsets[at] as usize..offsets[at + 1] as usize];
        std::str::from_utf8(value).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::murmur64a;

    #[test]
    fn keys_are_found_wherever_they_lie() {
        let mut keys: Vec<u64> = (0..5000u32).map(|n| murmur64a(n.to_string().as_bytes(), 1)).collect();
        keys.sort_unstable();
        for (at, &key) in keys.iter().enumerate() {
            assert_eq!(find_key(&keys, key), Some(at));
            assert_eq!(find_key(&keys, key ^ 1).is_some(), keys.contains(&(key ^ 1)));
        }
        assert_eq!(find_key(&[], 7), None);
        assert_eq!(find_key(&[u64::MAX], u64::MAX), Some(0));
    }
}
