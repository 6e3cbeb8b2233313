//! String ids: spaCy stores most strings as a 64-bit number, and names in `strings.json` what they stand for.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::hash::murmur64a;

/// Strings with an id of their own, from spaCy's `symbols.pyx` (see the head of the file).
const SYMBOLS: &str = include_str!("../../data/spacy/symbols.tsv");

/// Norms of every language, from spaCy's `lang/norm_exceptions.py` (see the head of the file).
const BASE_NORMS: &str = include_str!("../../data/spacy/base_norms.tsv");

/// The reserved strings and their ids.
pub(super) fn symbols() -> HashMap<&'static str, u64> {
    rows(SYMBOLS).filter_map(|(name, id)| Some((name, id.parse().ok()?))).collect()
}

/// spaCy's `BASE_NORMS`: a word and its norm.
pub(super) fn base_norms() -> Vec<(String, String)> {
    rows(BASE_NORMS).map(|(word, norm)| (word.to_owned(), norm.to_owned())).collect()
}

/// Rows of a two-column table; lines that start with `#` are its head.
fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table.lines().filter(|line| !line.starts_with("# ")).filter_map(|line| line.split_once('\t'))
}

/// The strings behind the wanted ids, as far as the pipeline's strings or spaCy's reserved ones have them.
pub(super) fn resolve(wanted: &BTreeSet<u64>, strings: &[String]) -> BTreeMap<u64, String> {
    let reserved = symbols();
    let mut found: BTreeMap<u64, String> = reserved
        .iter()
        .filter(|(_, id)| wanted.contains(id))
        .map(|(name, &id)| (id, (*name).to_owned()))
        .collect();
    for string in strings.iter().filter(|string| !reserved.contains_key(string.as_str())) {
        let id = hashed(string);
        if wanted.contains(&id) {
            found.insert(id, string.clone());
        }
    }
    found
}

/// The id of a string that is not reserved.
fn hashed(string: &str) -> u64 {
    murmur64a(string.as_bytes(), 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_those_of_spacy() {
        // From spaCy 3.8: [StringStore().add(s) for s in ...].
        assert_eq!(hashed("noun"), 16_833_663_260_455_505_849);
        assert_eq!(hashed("verb"), 6_360_137_228_241_296_794);
        assert_eq!(hashed("adj"), 12_401_032_943_472_870_168);
    }

    #[test]
    fn reserved_strings_come_before_hashed_ones() {
        let wanted = BTreeSet::from([symbols()["det"], hashed("noun"), 7]);
        let found = resolve(&wanted, &["noun".to_owned(), "det".to_owned(), "verb".to_owned()]);
        assert_eq!(found[&symbols()["det"]], "det");
        assert_eq!(found[&hashed("noun")], "noun");
        assert_eq!(symbols()["ORTH"], 65);
        assert_eq!(base_norms().len(), 45);
    }
}
