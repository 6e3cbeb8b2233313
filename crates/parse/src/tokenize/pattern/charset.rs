//! Sets of characters.

use crate::words::{is_decimal, is_space, is_word};

/// A set of characters: sorted ranges, and a bitmap for ASCII.
#[allow(clippy::struct_excessive_bools, reason = "one for each named class")]
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct CharSet {
    pub(super) ascii: u128,
    pub(super) ranges: Vec<(char, char)>,
    pub(super) words: bool,
    pub(super) spaces: bool,
    pub(super) digits: bool,
    pub(super) not_spaces: bool,
    pub(super) negated: bool,
}

impl CharSet {
    pub(super) fn add(&mut self, low: char, high: char) {
        for code in u32::from(low)..=u32::from(high).min(127) {
            self.ascii |= 1 << code;
        }
        if high as u32 > 127 {
            self.ranges.push((low, high));
        }
    }

    /// Sorts and joins the ranges, and moves what the class names say of ASCII into the bitmap.
    pub(super) fn finish(mut self) -> CharSet {
        self.ranges.sort_unstable();
        self.ranges.dedup_by(|next, before| {
            let joins = next.0 <= before.1;
            if joins {
                before.1 = before.1.max(next.1);
            }
            joins
        });
        for code in 0..128u8 {
            if self.named(char::from(code)) {
                self.ascii |= 1 << code;
            }
        }
        self
    }

    fn named(&self, c: char) -> bool {
        (self.words && is_word(c))
            || (self.digits && is_decimal(c))
            || (self.spaces && is_space(c))
            || (self.not_spaces && !is_space(c))
    }

    pub(super) fn contains(&self, c: char) -> bool {
        let inside = if c.is_ascii() {
            self.ascii >> u32::from(c) & 1 == 1
        } else {
            let at = self.ranges.partition_point(|range| range.0 <= c);
            (at > 0 && c <= self.ranges[at - 1].1) || self.named(c)
        };
        inside != self.negated
    }
}
