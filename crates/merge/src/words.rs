//! The words of a text as the linker looks at them.

use std::collections::{BTreeSet, HashSet};
use std::sync::LazyLock;

use crate::hash;

/// Words that say nothing of which happening is meant: grammar, saying, and killing at large.
const EMPTY: &str = include_str!("../../../data/linking/empty_words.txt");
/// Common English; what is not in it and has a capital is a name.
const COMMON: &str = include_str!("../../../data/lexicon/words.txt");
/// Words for people of whatever kind.
const ANYBODY: &str = include_str!("../../../data/linking/anybody.txt");
/// Words of names for sources that say no more than that there is one.
const BARE_SOURCES: &str = include_str!("../../../data/linking/bare_sources.txt");

/// At most so many words of a text are looked at.
const LONGEST: usize = 20_000;
/// At most so many names are kept of a report.
const NAMES: usize = 64;
/// At most so many content words are kept of an account.
const CONTENT: usize = 160;

/// Knows which words are common and which are empty.
pub(crate) struct Vocabulary {
    common: HashSet<&'static str>,
    empty: HashSet<&'static str>,
}

impl Vocabulary {
    pub(crate) fn new() -> Vocabulary {
        Vocabulary { common: lines(COMMON), empty: lines(EMPTY) }
    }

    /// Hashes of the words with a capital that are no common words: people, villages, units. Sorted. None for a text
    /// in capitals throughout.
    pub(crate) fn names(&self, text: &str, known: &HashSet<String>) -> Vec<u32> {
        if in_capitals(text) {
            return Vec::new();
        }
        let capital = |word: &&str| word.chars().next().is_some_and(char::is_uppercase);
        let mut found = BTreeSet::new();
        for word in split(text).take(LONGEST).filter(capital) {
            let lower = without_possessive(word).to_lowercase();
            if lower.chars().count() >= 3 && !self.is_common(&lower) && !known.contains(&lower) {
                found.insert(hash::word(&lower));
            }
            if found.len() == NAMES {
                break;
            }
        }
        found.into_iter().collect()
    }

    fn is_common(&self, lower: &str) -> bool {
        let known = |word: &str| self.common.contains(word) || self.empty.contains(word);
        let ends = ["s", "es", "ed", "d", "ing", "ly"];
        known(lower) || ends.iter().any(|end| lower.strip_suffix(end).is_some_and(known))
    }

    /// Hashes of the words that carry meaning, by their stems, those `known` otherwise left out. Sorted.
    pub(crate) fn content<'t>(
        &self,
        texts: impl Iterator<Item = &'t str>,
        known: &HashSet<String>,
    ) -> Vec<u32> {
        let mut found = BTreeSet::new();
        for word in texts.flat_map(split).take(LONGEST) {
            let lower = without_possessive(word).to_lowercase();
            let letters = lower.chars().all(char::is_alphabetic);
            let empty = self.empty.contains(lower.as_str()) || known.contains(&lower);
            if letters && lower.chars().count() >= 4 && !empty {
                found.insert(hash::word(stem(&lower)));
            }
        }
        found.into_iter().take(CONTENT).collect()
    }
}

fn lines(text: &'static str) -> HashSet<&'static str> {
    text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
}

/// Whether a word, in lower case, says no more of victims than that they are people.
pub(crate) fn is_anybody(word: &str) -> bool {
    static WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| lines(ANYBODY));
    WORDS.contains(word)
}

/// Whether a word, in lower case, says no more than that there is a source.
pub(crate) fn is_bare_source(word: &str) -> bool {
    static WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| lines(BARE_SOURCES));
    WORDS.contains(word)
}

/// The words of a text: runs of letters, digits, apostrophes and hyphens inside.
pub(crate) fn split(text: &str) -> impl Iterator<Item = &str> {
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-');
    text.split(move |c| !inside(c))
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
}

fn without_possessive(word: &str) -> &str {
    word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word)
}

/// Cuts the endings of English inflection: enough to match "shelling" and "shelled".
fn stem(word: &str) -> &str {
    let ends = ["ings", "ing", "ers", "er", "ed", "es", "s"];
    let long = |rest: &&str| rest.len() >= 4;
    ends.iter().find_map(|end| word.strip_suffix(end).filter(long)).unwrap_or(word)
}

fn in_capitals(text: &str) -> bool {
    let (mut upper, mut lower) = (0_usize, 0_usize);
    for c in text.chars().take(2_000) {
        upper += usize::from(c.is_uppercase());
        lower += usize::from(c.is_lowercase());
    }
    upper > lower
}

/// How many elements two sorted lists share.
pub(crate) fn shared(a: &[u32], b: &[u32]) -> usize {
    let (mut i, mut j, mut count) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                count += 1;
                i += 1;
                j += 1;
            }
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_what_has_a_capital_and_is_not_common() {
        let vocabulary = Vocabulary::new();
        let known = HashSet::from(["kidal".to_owned()]);
        let names = vocabulary.names("Soldiers met Colonel Traoré near Tinzaouaten, not Kidal.", &known);
        let mut wanted = vec![hash::word("traoré"), hash::word("tinzaouaten")];
        wanted.sort_unstable();
        assert_eq!(names, wanted);
    }

    #[test]
    fn inflections_are_one_word() {
        let vocabulary = Vocabulary::new();
        let a = vocabulary.content(std::iter::once("They shelled the markets"), &HashSet::new());
        let b = vocabulary.content(std::iter::once("shelling of a market"), &HashSet::new());
        assert_eq!(shared(&a, &b), 2);
    }
}
