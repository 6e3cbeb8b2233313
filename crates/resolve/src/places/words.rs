//! The words around place names: `data/gazetteer/words.tsv`.

use std::sync::OnceLock;

use super::mention::PlaceKind;
use rustc_hash::{FxHashMap, FxHashSet};

/// What a word says beside a name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Word {
    /// `province`, `county`, `city`: the name is a place of this kind.
    Kind(PlaceKind),
    /// `street`, `airport`: with the name before it the word makes another place that no gazetteer need know.
    Site,
    /// `police`, `university`: with the name before it an office or service of the place.
    Institution,
    /// `times`, `front`: with the name it makes no place.
    Other,
    /// `northern`: a part of the place, or of its surroundings.
    Direction(f32),
    /// `President`, `Mr`: what follows is a person.
    Title,
    /// `in`, `near`, `struck`: what follows is often a place.
    Preposition,
    /// `outskirts`, `vicinity`: with `of` after it, near the place.
    Surroundings,
}

/// All words.
#[derive(Debug, Default)]
pub(super) struct Words {
    beside: FxHashMap<&'static str, Word>,
    inhabitants: FxHashSet<&'static str>,
    taking: FxHashSet<&'static str>,
    near: FxHashSet<&'static str>,
}

impl Words {
    /// The table of the program, read once.
    pub(super) fn embedded() -> &'static Words {
        static WORDS: OnceLock<Words> = OnceLock::new();
        WORDS.get_or_init(Words::read)
    }

    /// A row that does not fit is left out; a test finds it.
    fn read() -> Words {
        let mut words = Words::default();
        for (word, says) in rows() {
            match read(says) {
                Some(says) => drop(words.beside.entry(word).or_insert(says)),
                None if says == "taking" => drop(words.taking.insert(word)),
                None if says == "near" => drop(words.near.insert(word)),
                None => drop(words.inhabitants.insert(word)),
            }
        }
        words
    }

    /// Whether a word in small letters after a name says that the name is a place: `the Goma police`.
    pub(super) fn is_inhabitant(&self, word: &str) -> bool {
        self.inhabitants.contains(word)
    }

    /// Whether a known name after this word, in small letters, is a place: `seized Bunagana`.
    pub(super) fn is_taking(&self, word: &str) -> bool {
        self.taking.contains(word)
    }

    /// Whether what follows this word, in small letters, is a place that something is near to: `outside Goma`.
    pub(super) fn is_near(&self, word: &str) -> bool {
        self.near.contains(word)
    }

    /// What this word, in small letters, says.
    pub(super) fn get(&self, word: &str) -> Option<Word> {
        self.beside.get(word).copied()
    }

    /// What this word says, in whatever letters.
    pub(super) fn says(&self, word: &str) -> Option<Word> {
        let is_lower = word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
        if is_lower { self.get(word) } else { self.get(&word.to_lowercase()) }
    }
}

fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    include_str!("../../../../data/gazetteer/words.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .flat_map(|(says, words)| words.split(';').map(move |word| (word.trim(), says)))
}

fn read(says: &str) -> Option<Word> {
    Some(match says {
        "division" => Word::Kind(PlaceKind::Division),
        "district" => Word::Kind(PlaceKind::District),
        "settlement" => Word::Kind(PlaceKind::Settlement),
        "quarter" => Word::Kind(PlaceKind::Quarter),
        "natural" => Word::Kind(PlaceKind::Natural),
        "site" => Word::Site,
        "institution" => Word::Institution,
        "other" => Word::Other,
        "title" => Word::Title,
        "preposition" => Word::Preposition,
        "surroundings" => Word::Surroundings,
        _ => Word::Direction(says.strip_prefix("direction ")?.parse().ok()?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read() {
        assert!(
            rows().all(|(_, says)| read(says).is_some() || matches!(says, "inhabitant" | "taking" | "near"))
        );
        let words = Words::embedded();
        assert_eq!(words.says("Province"), Some(Word::Kind(PlaceKind::Division)));
        assert_eq!(words.says("northern"), Some(Word::Direction(0.0)));
        assert!(words.is_inhabitant("residents"));
    }
}
