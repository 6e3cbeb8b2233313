//! Pairs as they are kept: sorted, and each written as what it differs by from the one before.

/// A thing, by its number, and an entry that is about it.
pub(crate) type Pair = (i64, i64);

/// So many bytes fill a page of the database.
const MOST: usize = 8_000;
/// No pair takes more: two numbers of 64 bits, 7 in a byte.
const LONGEST: usize = 20;
const SUBJECT: usize = 8;

/// A page in the making.
#[derive(Default)]
pub(super) struct Page {
    bytes: Vec<u8>,
    last: Option<Pair>,
}

impl Page {
    /// Adds a pair, which has to sort after the one before.
    pub(super) fn push(&mut self, (subject, entry): Pair) {
        match self.last {
            None => {
                self.bytes.extend_from_slice(&subject.to_le_bytes());
                write(&mut self.bytes, entry as u64);
            }
            Some((same, before)) if same == subject => {
                self.bytes.push(0);
                write(&mut self.bytes, entry.abs_diff(before));
            }
            Some((before, _)) => {
                write(&mut self.bytes, subject.abs_diff(before));
                write(&mut self.bytes, entry as u64);
            }
        }
        self.last = Some((subject, entry));
    }

    /// Whether another pair might not fit.
    pub(super) fn is_full(&self) -> bool {
        self.bytes.len() + LONGEST > MOST
    }

    pub(super) fn is_empty(&self) -> bool {
        self.last.is_none()
    }

    /// What was written, and begins anew.
    pub(super) fn take(&mut self) -> Vec<u8> {
        self.last = None;
        std::mem::take(&mut self.bytes)
    }
}

/// The pairs of a page, sorted, each once. Says what is wrong with bytes that are no page.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Pair>, &'static str> {
    const CUT: &str = "it is cut off";
    const ORDER: &str = "its pairs are out of order";
    let (first, mut rest) = bytes.split_first_chunk::<SUBJECT>().ok_or(CUT)?;
    let mut last = (i64::from_le_bytes(*first), number(&mut rest).ok_or(CUT)? as i64);
    let mut pairs = Vec::with_capacity(bytes.len() / SUBJECT);
    pairs.push(last);
    while !rest.is_empty() {
        let further = number(&mut rest).ok_or(CUT)?;
        let entry = number(&mut rest).ok_or(CUT)?;
        last = if further > 0 {
            (last.0.checked_add_unsigned(further).ok_or(ORDER)?, entry as i64)
        } else {
            (last.0, last.1.checked_add_unsigned(entry).filter(|_| entry > 0).ok_or(ORDER)?)
        };
        pairs.push(last);
    }
    Ok(pairs)
}

/// 7 bits in each byte, the least first; the eighth tells that there are more.
fn write(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn number(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..u64::BITS).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(byte & 0x7F) << shift;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn pairs_come_back(pairs in prop::collection::btree_set((any::<i64>(), any::<i64>()), 1..200)) {
            let mut page = Page::default();
            for &pair in &pairs {
                page.push(pair);
            }
            prop_assert!(read(&page.take()).unwrap().into_iter().eq(pairs));
        }

        #[test]
        fn odd_bytes_are_refused_or_read_in_order(bytes in prop::collection::vec(any::<u8>(), 0..100)) {
            if let Ok(pairs) = read(&bytes) {
                prop_assert!(pairs.is_sorted_by(|a, b| a < b));
            }
        }
    }

    #[test]
    fn a_pair_that_stands_twice_is_refused() {
        let mut page = Page::default();
        page.push((1, 5));
        page.push((1, 5));
        assert!(read(&page.take()).is_err());
    }
}
