//! What a text in capitals says itself of its names: acronyms that it sets in brackets, and the words these stand for.

use std::collections::HashSet;

/// Letters of an acronym, at least and at most.
const ACRONYM: std::ops::RangeInclusive<usize> = 2..=7;
/// Words that stand between the words of a name and give no letter to its acronym.
const BETWEEN: [&str; 9] = ["of", "the", "for", "and", "de", "la", "del", "y", "in"];

/// The names of one text.
#[derive(Debug, Default)]
pub(super) struct OwnNames {
    /// Words set in brackets as acronyms, in capitals.
    acronyms: HashSet<String>,
    /// Byte offsets of words that belong to a name.
    names: HashSet<usize>,
}

impl OwnNames {
    /// Reads a text once.
    pub(super) fn find(text: &str) -> OwnNames {
        let words = words(text);
        let mut own = OwnNames::default();
        for (index, word) in words.iter().enumerate() {
            if word.in_brackets && is_short(word.text) {
                own.acronyms.insert(word.text.to_owned());
                own.names.extend(spelled_out_before(&words[..index], word.text));
            }
        }
        own.after_acronyms(&words);
        own
    }

    /// Whether the text sets the word in brackets as an acronym.
    pub(super) fn is_acronym(&self, stem: &str) -> bool {
        self.acronyms.contains(&stem.to_ascii_uppercase())
    }

    /// Whether the word at this offset belongs to a name of several words.
    pub(super) fn is_name(&self, offset: usize) -> bool {
        self.names.contains(&offset)
    }

    /// "FMLN [FARABUNDO MARTI NATIONAL LIBERATION FRONT]": the brackets hold the words.
    fn after_acronyms(&mut self, words: &[Word<'_>]) {
        for (index, word) in words.iter().enumerate().filter(|(_, word)| is_short(word.text)) {
            let within: Vec<&Word<'_>> = words[index + 1..].iter().take_while(|w| w.opened).collect();
            let initials: String = initials(&within);
            if within.len() > 1 && initials.eq_ignore_ascii_case(word.text) {
                self.acronyms.insert(word.text.to_owned());
                self.names.extend(within.iter().filter(|w| !is_between(w.text)).map(|w| w.start));
            }
        }
    }
}

/// A word with where it starts and how brackets stand around it.
struct Word<'t> {
    text: &'t str,
    start: usize,
    /// Whether it stands within brackets.
    opened: bool,
    /// Whether it is all that the brackets hold.
    in_brackets: bool,
}

fn words(text: &str) -> Vec<Word<'_>> {
    let mut found = Vec::new();
    let mut opened = false;
    let mut start = 0;
    while let Some(at) = text[start..].find(|c: char| c.is_ascii_alphabetic()).map(|at| at + start) {
        let between = &text[start..at];
        opened = match (between.rfind(['[', '(']), between.rfind([']', ')'])) {
            (Some(open), close) => close.is_none_or(|close| close < open),
            (None, Some(_)) => false,
            (None, None) => opened,
        };
        let rest = &text[at..];
        let length = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(rest.len());
        let alone = between.ends_with(['[', '(']) && rest[length..].starts_with([']', ')']);
        found.push(Word { text: &rest[..length], start: at, opened, in_brackets: alone });
        start = at + length;
    }
    found
}

fn is_short(word: &str) -> bool {
    ACRONYM.contains(&word.len()) && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

fn is_between(word: &str) -> bool {
    BETWEEN.iter().any(|between| word.eq_ignore_ascii_case(between))
}

fn initials(words: &[&Word<'_>]) -> String {
    words.iter().filter(|w| !is_between(w.text)).filter_map(|w| w.text.chars().next()).collect()
}

/// "FARABUNDO MARTI NATIONAL LIBERATION FRONT [FMLN]": the words right before whose first letters are the acronym's. One
/// letter may be wanting.
fn spelled_out_before(before: &[Word<'_>], acronym: &str) -> Vec<usize> {
    let letters: Vec<char> = acronym.chars().filter(char::is_ascii_alphabetic).collect();
    let mut found = Vec::new();
    let mut left = letters.as_slice();
    for word in before.iter().rev().take(letters.len() * 2) {
        match left.split_last() {
            Some(_) if is_between(word.text) => {}
            Some((last, rest)) if word.text.starts_with(*last) => {
                found.push(word.start);
                left = rest;
            }
            _ => break,
        }
    }
    let enough = found.len() > 1 && left.len() <= usize::from(letters.len() > 3);
    if enough { found } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<&str> {
        let own = OwnNames::find(text);
        words(text).iter().filter(|w| own.is_name(w.start)).map(|w| w.text).collect()
    }

    #[test]
    fn the_words_that_an_acronym_stands_for_are_a_name() {
        assert_eq!(names("THE POPULAR FRONT FOR RENEWAL [PFR] SAID"), ["POPULAR", "FRONT", "RENEWAL"]);
        assert_eq!(names("THE PFR [POPULAR FRONT FOR RENEWAL] SAID"), ["POPULAR", "FRONT", "RENEWAL"]);
        assert!(names("A POPULAR SINGER [TEXT] SAID").is_empty());
    }
}
