//! Relations: words that say how two parties stand to each other.

use std::sync::LazyLock;

use claimant_model::RelationKind;
use rustc_hash::FxHashMap;

use super::WordKind;
use super::table::{Row, RowError, Table, code};

/// One row of `relations.tsv`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelationWord {
    /// Verb or noun.
    pub word: WordKind,
    /// How they stand.
    pub kind: RelationKind,
    /// Prepositions before the other party.
    pub prepositions: Vec<&'static str>,
    /// Whether the other party is the verb's object.
    pub object: bool,
    /// Whether it counts only where both are known parties.
    pub both: bool,
    /// Whether it counts only where arms, money or the like are given to the other party.
    pub arms: bool,
}

impl RelationWord {
    fn from_row(row: &Row) -> Result<RelationWord, String> {
        let word = row.cell(1).and_then(WordKind::from_code).ok_or("the second column must be v or n")?;
        let kind = code(row.cell(2).ok_or("the third column must name a relation")?)?;
        let other: Vec<&'static str> = row.list(3).collect();
        let object = other.contains(&"obj");
        let (both, arms) = match row.cell(4) {
            Some("both") => (true, false),
            Some("arms") => (true, true),
            None => (false, false),
            Some(other) => return Err(format!("the fifth column is `both`, `arms` or -, not `{other}`")),
        };
        let prepositions = other.into_iter().filter(|word| *word != "obj").collect();
        Ok(RelationWord { word, kind, prepositions, object, both, arms })
    }
}

/// All words of relations, by lemma.
#[derive(Debug, Default)]
pub struct Relations {
    words: FxHashMap<&'static str, Vec<RelationWord>>,
    /// By a verb and its object: "join forces".
    phrases: Vec<(&'static str, &'static str, RelationWord)>,
}

impl Relations {
    pub(super) fn read(errors: &mut Vec<RowError>) -> Relations {
        let mut all = Relations::default();
        Table::RELATIONS.each(errors, |row| {
            let word = RelationWord::from_row(row)?;
            for key in row.keys() {
                if let Some((verb, object)) = key.split_once(' ') {
                    all.phrases.push((verb, object, word.clone()));
                    continue;
                }
                let known = all.words.entry(key).or_default();
                if known.iter().any(|other| other.word == word.word) {
                    return Err(format!("`{key}` stands in another row already: take it out of one of them"));
                }
                known.push(word.clone());
            }
            Ok(())
        });
        all
    }

    /// Those that the program carries.
    pub fn embedded() -> &'static Relations {
        static EMBEDDED: LazyLock<Relations> = LazyLock::new(|| Relations::read(&mut Vec::new()));
        &EMBEDDED
    }

    /// What a lemma says as a verb or a noun.
    pub fn get(&self, lemma: &str, word: WordKind) -> Option<&RelationWord> {
        self.words.get(lemma)?.iter().find(|relation| relation.word == word)
    }

    /// What a verb says with its object, both as lemmas: "join forces".
    pub fn phrase(&self, verb: &str, object: &str) -> Option<&RelationWord> {
        let mut phrases = self.phrases.iter();
        phrases.find(|(first, second, _)| *first == verb && *second == object).map(|(_, _, word)| word)
    }
}
