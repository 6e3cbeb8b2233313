//! `lemmatizer/lookups/lookups.bin`: the tables behind lemmas.

use std::collections::{BTreeMap, BTreeSet};

use super::cursor::{self, Cursor};
use super::{ImportError, RawLemmatizer, strings};

/// Reads the lemmatizer's tables; `vocabulary` names the parts of speech, which are stored by id.
pub(super) fn read(file: &str, bytes: &[u8], vocabulary: &[String]) -> Result<RawLemmatizer, ImportError> {
    let value = cursor::decode(file, bytes)?;
    let top = Cursor::new(file, &value);
    let tables = Tables { names: part_of_speech_names(&top, vocabulary)?, top };
    Ok(RawLemmatizer {
        mode: String::new(),
        overwrite: false,
        index: tables.read("lemma_index", Cursor::texts)?,
        exceptions: tables.read("lemma_exc", read_exceptions)?,
        rules: tables.read("lemma_rules", read_rules)?,
        lookup: tables.top.find("lemma_lookup")?.map(|table| read_lookup(&table)).transpose()?,
    })
}

/// Tables with a part of speech for a key.
struct Tables<'v> {
    top: Cursor<'v>,
    names: BTreeMap<u64, String>,
}

impl<'v> Tables<'v> {
    /// Reads one table; empty where the file has none.
    fn read<T>(
        &self,
        table: &str,
        read_value: impl Fn(&Cursor<'v>) -> Result<T, ImportError>,
    ) -> Result<BTreeMap<String, T>, ImportError> {
        let Some(table) = self.top.find(table)? else { return Ok(BTreeMap::new()) };
        let entry = |(id, value): (u64, Cursor<'v>)| {
            let name = self
                .names
                .get(&id)
                .ok_or_else(|| value.malformed(format!("no string in vocab/strings.json has the id {id}")))?;
            Ok((name.clone(), read_value(&value)?))
        };
        table.number_entries()?.into_iter().map(entry).collect()
    }
}

/// The Universal Dependencies parts of speech. Not every pipeline has them among its strings.
const PARTS_OF_SPEECH: &str =
    "adj adp adv aux cconj conj det intj noun num part pron propn punct sconj sym verb x space eol";

fn part_of_speech_names(
    top: &Cursor<'_>,
    vocabulary: &[String],
) -> Result<BTreeMap<u64, String>, ImportError> {
    let mut ids = BTreeSet::new();
    for table in ["lemma_index", "lemma_exc", "lemma_rules"] {
        if let Some(table) = top.find(table)? {
            ids.extend(table.number_entries()?.into_iter().map(|(id, _)| id));
        }
    }
    let mut names = strings::resolve(&ids, vocabulary);
    let known: Vec<String> = PARTS_OF_SPEECH.split(' ').map(str::to_owned).collect();
    names.extend(strings::resolve(&ids, &known));
    Ok(names)
}

fn read_exceptions(table: &Cursor<'_>) -> Result<BTreeMap<String, Vec<String>>, ImportError> {
    table.entries()?.into_iter().map(|(form, lemmas)| Ok((form.to_owned(), lemmas.texts()?))).collect()
}

fn read_rules(rules: &Cursor<'_>) -> Result<Vec<(String, String)>, ImportError> {
    let rule = |rule: &Cursor<'_>| match rule.texts()?.as_slice() {
        [ending, replacement] => Ok((ending.clone(), replacement.clone())),
        _ => Err(rule.malformed("expected an ending and its replacement")),
    };
    rules.items()?.iter().map(rule).collect()
}

/// Lemmas of single words; one lemma is stored as text or as a list.
fn read_lookup(table: &Cursor<'_>) -> Result<Vec<(u64, Vec<String>)>, ImportError> {
    let lemmas = |value: &Cursor<'_>| {
        value.as_text().map_or_else(|| value.texts(), |lemma| Ok(vec![lemma.to_owned()]))
    };
    table.number_entries()?.into_iter().map(|(id, value)| Ok((id, lemmas(&value)?))).collect()
}
