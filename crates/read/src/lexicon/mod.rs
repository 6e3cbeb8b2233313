//! What the rules know of words. Everything comes from `data/lexicon/`, is read once, and is looked up by lemma.
//!
//! The files are for people to edit; each explains its columns in its first lines. A unit test of this module fails
//! when a row is malformed or says something unknown, with file, line and hint.

mod frame;
mod noun;
mod preset;
mod quantity;
mod reporting;
mod standing;
mod table;

use std::collections::{HashMap, HashSet};

pub use frame::{Condition, Damage, Frame, Match, Part};
pub use noun::{NounClass, NounSense};
pub use preset::{Best, Preset};
pub use quantity::QuantityWord;
pub use reporting::{Cue, Takes};
pub use standing::Standing;
pub use table::RowError;

use table::Table;

/// The kind of word a row speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordKind {
    /// Verb.
    Verb,
    /// Noun.
    Noun,
    /// Adjective.
    Adjective,
    /// Adverb.
    Adverb,
    /// Preposition-like phrase.
    Preposition,
}

impl WordKind {
    fn from_code(code: &str) -> Option<WordKind> {
        Some(match code {
            "v" => WordKind::Verb,
            "n" => WordKind::Noun,
            "a" => WordKind::Adjective,
            "r" => WordKind::Adverb,
            "p" => WordKind::Preposition,
            _ => return None,
        })
    }
}

/// Everything known of one lemma.
#[derive(Debug, Default)]
pub struct Word {
    /// What it says happened, in the order of the file: the first whose conditions hold is meant.
    pub frames: Vec<Frame>,
    /// What it names.
    pub nouns: Vec<NounSense>,
    /// What it does as a reporting word.
    pub cues: Vec<Cue>,
    /// What it counts.
    pub quantities: Vec<QuantityWord>,
    /// What it says of the standing of claims.
    pub standing: Option<Standing>,
}

impl Word {
    /// The first sense of this class.
    pub fn noun(&self, class: NounClass) -> Option<&NounSense> {
        self.nouns.iter().find(|sense| sense.class == class)
    }
}

/// All words.
#[derive(Debug)]
pub struct Lexicon {
    words: HashMap<&'static str, Word>,
    /// The rules by which estimates are made, in the order they are printed.
    pub presets: Vec<Preset>,
}

impl Default for Lexicon {
    fn default() -> Self {
        Self::embedded()
    }
}

impl Lexicon {
    /// The lexicon that the program carries. Rows that make no sense are left out; a test sees to it that there are none.
    pub fn embedded() -> Lexicon {
        Self::read().0
    }

    /// The lexicon and what is wrong with it.
    fn read() -> (Lexicon, Vec<RowError>) {
        let mut errors = Vec::new();
        let mut words: HashMap<&'static str, Word> = HashMap::new();
        Table::PREDICATES.each(&mut errors, |row| {
            let frame = Frame::from_row(row)?;
            row.keys().for_each(|key| words.entry(key).or_default().frames.push(frame.clone()));
            Ok(())
        });
        Table::NOUNS.each(&mut errors, |row| {
            let sense = NounSense::from_row(row)?;
            for key in row.keys() {
                let known = &mut words.entry(key).or_default().nouns;
                if known.iter().any(|other| other.class == sense.class) {
                    return Err(format!(
                        "`{key}` stands in this class already: take it out of one of the rows"
                    ));
                }
                known.push(sense.clone());
            }
            Ok(())
        });
        Table::REPORTING.each(&mut errors, |row| {
            let cue = Cue::from_row(row)?;
            for key in row.keys() {
                let known = &mut words.entry(key).or_default().cues;
                if known.contains(&cue) {
                    return Err(format!("`{key}` stands in the same row already"));
                }
                known.push(cue.clone());
            }
            Ok(())
        });
        Table::QUANTITIES.each(&mut errors, |row| {
            let quantity = QuantityWord::from_row(row)?;
            row.keys().for_each(|key| words.entry(key).or_default().quantities.push(quantity));
            Ok(())
        });
        Table::STANDING.each(&mut errors, |row| {
            let standing = Standing::from_row(row)?;
            for key in row.keys() {
                if words.entry(key).or_default().standing.replace(standing).is_some() {
                    return Err(format!("`{key}` stands in another row already"));
                }
            }
            Ok(())
        });
        let mut presets = Vec::new();
        Table::PRESETS.each(&mut errors, |row| {
            presets.push(Preset::from_row(row)?);
            Ok(())
        });
        (Lexicon { words, presets }, errors)
    }

    /// Common words in lower case.
    pub fn common_words() -> HashSet<&'static str> {
        let words = include_str!("../../../../data/lexicon/words.txt");
        words.lines().filter(|line| !line.starts_with('#')).collect()
    }

    /// What is known of a lemma in lower case.
    pub fn word(&self, lemma: &str) -> Option<&Word> {
        self.words.get(lemma)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_makes_sense() {
        let (_, errors) = Lexicon::read();
        let all: Vec<String> = errors.iter().map(ToString::to_string).collect();
        assert!(all.is_empty(), "{}", all.join("\n"));
    }

    #[test]
    fn common_words_are_known() {
        let lexicon = Lexicon::embedded();
        assert!(!lexicon.word("kill").unwrap().frames.is_empty());
        assert!(lexicon.word("soldier").unwrap().noun(NounClass::Person).is_some());
        assert!(!lexicon.word("say").unwrap().cues.is_empty());
    }
}
