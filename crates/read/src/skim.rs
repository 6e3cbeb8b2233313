//! Telling before parsing which texts or paragraphs may tell of violence, by their words alone.
//!
//! It errs on the side of reading: a word counts in every form, and whatever it means where it stands.

use std::ops::Range;

use aho_corasick::{AhoCorasick, BuildError, MatchKind};

use crate::lexicon::Lexicon;

/// What is passed over unread where no word of violence stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Skip {
    /// Nothing: everything is read.
    #[default]
    Nothing,
    /// Texts: those that have such a word are read in full, as without skipping.
    Texts,
    /// Paragraphs: those that have such a word are read, with the one before and the opening of the text. Who is meant by
    /// "they", and who speaks, is then found among what is read.
    Paragraphs,
}

/// Paragraphs at the start that are read with whatever follows: they say who and where.
const OPENING: usize = 2;

/// What may follow the stem of a word, beside a doubled consonant: the endings of verbs and nouns.
const ENDINGS: [&str; 19] = [
    "", "e", "y", "s", "es", "ies", "d", "ed", "ied", "ing", "ings", "er", "ers", "or", "ors", "ion", "ions",
    "r", "rs",
];

/// Finds words of violence.
#[derive(Debug)]
pub(crate) struct Skimmer {
    stems: AhoCorasick,
    /// Of each stem: whether any ending will do.
    open: Vec<bool>,
}

impl Skimmer {
    /// Looks for the words of this lexicon.
    pub(crate) fn new(lexicon: &Lexicon) -> Result<Skimmer, BuildError> {
        let words = lexicon.words_of_violence();
        let stems = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::LeftmostLongest)
            .build(
                words.iter().map(|telling| if telling.begins { telling.word } else { stem(telling.word) }),
            )?;
        Ok(Skimmer { stems, open: words.iter().map(|telling| telling.begins).collect() })
    }

    /// Makes blank what is passed over; every offset stays what it was. Nothing is left where nothing is to be read.
    pub(crate) fn blank(&self, text: String, skip: Skip) -> String {
        match skip {
            Skip::Nothing => text,
            Skip::Texts if self.speaks_of_violence(&text) => text,
            Skip::Texts => String::new(),
            Skip::Paragraphs => self.blank_paragraphs(text),
        }
    }

    /// Whether there is a word of violence.
    fn speaks_of_violence(&self, text: &str) -> bool {
        self.stems.find_iter(text).any(|found| {
            let starts = !text[..found.start()].ends_with(char::is_alphabetic);
            starts && (self.open[found.pattern()] || ends(text, found.end()))
        })
    }

    fn blank_paragraphs(&self, text: String) -> String {
        let paragraphs = paragraphs(&text);
        let told: Vec<bool> =
            paragraphs.iter().map(|one| self.speaks_of_violence(&text[one.clone()])).collect();
        if !told.contains(&true) {
            return String::new();
        }
        let is_read = |at: usize| at < OPENING || told[at] || told.get(at + 1) == Some(&true);
        let mut bytes = text.into_bytes();
        for (at, paragraph) in paragraphs.into_iter().enumerate() {
            if !is_read(at) {
                bytes[paragraph].fill(b' ');
            }
        }
        // Whole paragraphs are spaces now, so the rest is as valid as it was.
        String::from_utf8(bytes).unwrap_or_default()
    }
}

/// What all forms of a word begin with.
fn stem(word: &str) -> &str {
    let vowel = |stem: &str| stem.ends_with(['a', 'e', 'o', 'u']);
    let without_y = || word.strip_suffix('y').filter(|stem| !vowel(stem));
    word.strip_suffix('e').or_else(without_y).filter(|stem| stem.len() > 2).unwrap_or(word)
}

/// Whether a stem that ends here is followed by an ending and no more.
fn ends(text: &str, at: usize) -> bool {
    let rest = &text[at..];
    let rest = &rest[..rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len())];
    let is_ending = |rest: &str| ENDINGS.iter().any(|ending| rest.eq_ignore_ascii_case(ending));
    let last = text.as_bytes()[..at].last().map(u8::to_ascii_lowercase);
    let doubled =
        rest.bytes().next().map(|first| first.to_ascii_lowercase()) == last && rest.is_char_boundary(1);
    is_ending(rest) || doubled && is_ending(&rest[1..])
}

/// The lines that are not blank, without what ends them.
fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let mut found = Vec::new();
    for line in text.split_inclusive('\n') {
        let words = line.trim_end_matches(['\n', '\r']);
        if !words.trim().is_empty() {
            found.push(start..start + words.len());
        }
        start += line.len();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn skimmed(text: &str, skip: Skip) -> String {
        Skimmer::new(&Lexicon::embedded()).unwrap().blank(text.to_owned(), skip)
    }

    #[test]
    fn a_text_is_read_in_full_or_not_at_all() {
        let told = "The mayor spoke.\nGunmen killed two farmers.";
        assert_eq!(skimmed(told, Skip::Texts), told);
        assert_eq!(skimmed("The mayor opened a fair.", Skip::Texts), "");
        assert_eq!(skimmed("Her skill is known.", Skip::Texts), "");
    }

    #[test]
    fn paragraphs_are_blanked_in_place() {
        let text = "A fair.\nA choir.\nFlowers é.\nThe baker said so.\nGUNMEN SHOT HIM.\nA song.";
        let expected = "A fair.\nA choir.\n           \nThe baker said so.\nGUNMEN SHOT HIM.\n       ";
        assert_eq!(skimmed(text, Skip::Paragraphs), expected);
        assert_eq!(expected.len(), text.len());
    }
}
