//! Quoted sentences: two reports that quote the same words have them from one statement.

use std::collections::BTreeSet;

use crate::hash::{extend, fnv1a};
use crate::words;

/// Fewer words than this may be quoted by chance.
const SHORTEST: usize = 6;
/// At most so many sentences are kept of a report.
const MOST: usize = 64;

/// Hashes of the sentences between quotation marks, sorted.
pub fn quoted(text: &str) -> Vec<u64> {
    let mut found = BTreeSet::new();
    let (mut from, mut open) = (None, None);
    for (at, c) in text.char_indices() {
        match (open, closing(c)) {
            (Some(end), _) if c == end => {
                keep(&text[from.unwrap_or(at)..at], &mut found);
                open = None;
            }
            (Some(_), _) if c == '\n' => open = None,
            (None, Some(end)) => (open, from) = (Some(end), Some(at + c.len_utf8())),
            _ => {}
        }
        if found.len() >= MOST {
            break;
        }
    }
    found.into_iter().collect()
}

/// What closes the quotation that this character opens.
fn closing(c: char) -> Option<char> {
    match c {
        '"' => Some('"'),
        '“' | '„' => Some('”'),
        '«' => Some('»'),
        _ => None,
    }
}

fn keep(quote: &str, found: &mut BTreeSet<u64>) {
    for sentence in quote.split(['.', '!', '?']) {
        let words: Vec<String> = words::split(sentence).map(str::to_lowercase).collect();
        if words.len() >= SHORTEST {
            let hash =
                words.iter().fold(fnv1a(b"q"), |hash, word| extend(extend(hash, word.as_bytes()), b" "));
            found.insert(hash);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_words_whatever_the_marks() {
        let a = quoted("\"We held the bridge until help came,\" he said.");
        let b = quoted("He told radio: “We held the bridge, until help came. It was hard.”");
        assert_eq!(a.len(), 1);
        assert_eq!(a, b);
    }

    #[test]
    fn short_and_unclosed_quotations_are_none() {
        assert!(quoted("a \"brave\" man").is_empty());
        assert!(quoted("\"We held the bridge until help came\nand more").is_empty());
    }
}
