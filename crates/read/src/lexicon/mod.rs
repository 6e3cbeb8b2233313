//! What the rules know of words. Everything comes from `data/lexicon/`, is read once, and is looked up by lemma.
//!
//! The files are for people to edit; each explains its columns in its first lines. A unit test of this module fails
//! when a row is malformed or says something unknown, with file, line and hint.

mod codes;
mod frame;
mod governor;
mod lists;
mod noun;
mod quantity;
mod relations;
mod reporting;
mod standing;
mod table;

use std::collections::{HashMap, HashSet};

pub use codes::Codes;
pub use frame::{Condition, Damage, Frame, Match, Part};
pub use governor::{Does, Governor, Governors};
pub use lists::{List, Lists};
pub use noun::{NounClass, NounSense};
pub use quantity::QuantityWord;
pub use relations::{RelationWord, Relations};
pub use reporting::{Cue, Takes};
pub use standing::Standing;
pub use table::RowError;

use rustc_hash::FxHashMap;
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
    /// What it says happened, rows with more conditions before those with fewer: the first whose conditions hold is meant.
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

/// A word by which a text may be told to speak of violence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Telling {
    /// In lower case.
    pub word: &'static str,
    /// What it tells by itself.
    pub tells: Tells,
    /// Whether it stands for all words that begin so; else for its own forms.
    pub begins: bool,
}

/// What a word tells by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tells {
    /// That there may be violence.
    Violence,
    /// Nothing but in company of another idea than this.
    Hint(usize),
}

/// All words.
#[derive(Debug)]
pub struct Lexicon {
    words: FxHashMap<&'static str, Word>,
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
        let mut words: FxHashMap<&'static str, Word> = FxHashMap::default();
        // Asked for by themselves, for trees are walked without a lexicon at hand; read here for what is wrong with them.
        Governors::read(&mut errors);
        Lists::read(&mut errors);
        Relations::read(&mut errors);
        for (key, frames) in frames(&mut errors) {
            words.entry(key).or_default().frames = frames;
        }
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
        (Lexicon { words }, errors)
    }

    /// Common words in lower case.
    pub fn common_words() -> HashSet<&'static str> {
        let words = include_str!("../../../../data/lexicon/words.txt");
        words.lines().filter(|line| !line.starts_with('#')).collect()
    }

    /// The words that tell of violence, or of what it does to people and things; those that tell it by themselves first.
    pub fn words_of_violence(&self) -> Vec<Telling> {
        let (mut words, mut common, mut weak) = (Vec::new(), HashSet::new(), HashSet::new());
        Table::SKIM.each(&mut Vec::new(), |row| {
            let tell = |tells, begins| row.keys().map(move |word| Telling { word, tells, begins });
            match row.cell(1) {
                Some("common") => common.extend(row.keys()),
                Some("weak") => {
                    weak.extend(row.keys());
                    words.extend(tell(Tells::Hint(row.line), false));
                }
                kind => words.extend(tell(Tells::Violence, kind == Some("begins"))),
            }
            Ok(())
        });
        for (lemma, word) in &self.words {
            let counts =
                [NounClass::Casualty, NounClass::Bomb].iter().any(|class| word.noun(*class).is_some());
            let violent = word.frames.iter().filter(|frame| frame.is_violent());
            let telling = violent.flat_map(|frame| frame.telling_words(lemma, common.contains(lemma)));
            let own = Some(*lemma).filter(|_| counts && !common.contains(lemma));
            let strong = telling.chain(own).filter(|word| !weak.contains(word));
            words.extend(strong.map(|word| Telling { word, tells: Tells::Violence, begins: false }));
        }
        words.sort_unstable_by_key(|telling| (telling.tells, telling.word, telling.begins));
        words.dedup();
        words
    }

    /// What is known of a lemma in lower case.
    pub fn word(&self, lemma: &str) -> Option<&Word> {
        self.words.get(lemma)
    }
}

/// The frames of every word, in the order in which they are asked.
fn frames(errors: &mut Vec<RowError>) -> HashMap<&'static str, Vec<Frame>> {
    let codes = Codes::read(errors);
    let mut rows: HashMap<&'static str, Vec<(usize, Frame)>> = HashMap::new();
    Table::PREDICATES.each(errors, |row| {
        let frame = Frame::from_row(row, &codes)?;
        row.keys().for_each(|key| rows.entry(key).or_default().push((row.line, frame.clone())));
        Ok(())
    });
    for (key, frames) in &mut rows {
        let hidden = frame::in_order(frames).into_iter();
        errors.extend(hidden.map(|(line, by)| Table::PREDICATES.error(line, hidden_row(key, by))));
    }
    let plain = |rows: Vec<(usize, Frame)>| rows.into_iter().map(|(_, frame)| frame).collect();
    rows.into_iter().map(|(key, rows)| (key, plain(rows))).collect()
}

fn hidden_row(key: &str, by: usize) -> String {
    format!(
        "`{key}` is never meant here, because line {by} holds wherever this row does: take it out or add a condition"
    )
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
