//! Telling before parsing which texts or paragraphs may tell of violence, by their words alone.
//!
//! It errs on the side of reading: a word counts in every form, and whatever it means where it stands.

use std::ops::Range;

use aho_corasick::{AhoCorasick, BuildError, MatchKind};

use crate::lexicon::{Lexicon, Tells};

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

/// Bytes between two words that keep each other company: a sentence or two.
const COMPANY: usize = 240;
/// In a text in which one in so many paragraphs tells of violence, a word that may tell of it does.
const ABOUT_VIOLENCE: usize = 4;

/// Finds words of violence.
#[derive(Debug)]
pub(crate) struct Skimmer {
    stems: AhoCorasick,
    /// What each stem tells, and whether any ending will do.
    words: Vec<(Tells, bool)>,
}

/// What the words of a paragraph tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Signal {
    Nothing,
    /// It may be violence, if the text is about that.
    Hint,
    Violence,
}

/// A text with what is passed over made blank.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Skimmed {
    /// Every offset is what it was; empty where nothing is to be read.
    pub(crate) text: String,
    /// What was passed over, for people.
    pub(crate) note: Option<String>,
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
        Ok(Skimmer { stems, words: words.iter().map(|telling| (telling.tells, telling.begins)).collect() })
    }

    /// Makes blank what is passed over.
    pub(crate) fn skim(&self, text: String, skip: Skip) -> Skimmed {
        if skip == Skip::Nothing {
            return Skimmed { text, note: None };
        }
        let paragraphs = paragraphs(&text);
        let signals: Vec<Signal> = paragraphs.iter().map(|one| self.signal(&text[one.clone()])).collect();
        let told = signals.iter().filter(|signal| **signal == Signal::Violence).count();
        if told == 0 {
            let note = "the text was passed over unread: no word in it tells of violence";
            return Skimmed { text: String::new(), note: Some(note.to_owned()) };
        }
        if skip == Skip::Texts {
            return Skimmed { text, note: None };
        }
        let about = told * ABOUT_VIOLENCE >= signals.len();
        let tells = |at: usize| match signals.get(at) {
            Some(Signal::Hint) => about,
            signal => signal == Some(&Signal::Violence),
        };
        let is_read = |at: usize| at < OPENING || tells(at) || tells(at + 1);
        let mut blank = paragraphs;
        let all = blank.len();
        let mut at = 0..all;
        blank.retain(|_| at.next().is_some_and(|at| !is_read(at)));
        let note = format!(
            "{} of {all} paragraphs were passed over unread: no word in them tells of violence",
            blank.len()
        );
        Skimmed { text: without(text, &blank), note: (!blank.is_empty()).then_some(note) }
    }

    /// What a paragraph tells: a strong word tells of violence, and so do weak words of two ideas near each other.
    fn signal(&self, text: &str) -> Signal {
        let mut signal = Signal::Nothing;
        let mut last: Option<(usize, usize)> = None;
        for found in self.stems.find_iter(text) {
            let (tells, open) = self.words[found.pattern()];
            let starts = !text[..found.start()].ends_with(char::is_alphabetic);
            if !starts || !open && !ends(text, found.end()) {
                continue;
            }
            let Tells::Hint(idea) = tells else { return Signal::Violence };
            if last.is_some_and(|(other, end)| other != idea && found.start() < end + COMPANY) {
                return Signal::Violence;
            }
            last = Some((idea, found.end()));
            signal = Signal::Hint;
        }
        signal
    }
}

/// Puts spaces in place of whole paragraphs.
fn without(text: String, paragraphs: &[Range<usize>]) -> String {
    let mut bytes = text.into_bytes();
    for paragraph in paragraphs {
        bytes[paragraph.clone()].fill(b' ');
    }
    // Whole paragraphs are spaces now, so the rest is as valid as it was.
    String::from_utf8(bytes).unwrap_or_default()
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

    fn skimmed(text: &str, skip: Skip) -> Skimmed {
        Skimmer::new(&Lexicon::embedded()).unwrap().skim(text.to_owned(), skip)
    }

    #[test]
    fn a_text_is_read_in_full_or_not_at_all() {
        let told = "The mayor spoke.\nGunmen killed two farmers.";
        assert_eq!(skimmed(told, Skip::Texts), Skimmed { text: told.to_owned(), note: None });
        for idle in ["The mayor opened a fair.", "Her skill is known."] {
            let skimmed = skimmed(idle, Skip::Texts);
            assert!(skimmed.text.is_empty() && skimmed.note.is_some());
        }
    }

    #[test]
    fn weak_words_tell_in_company() {
        for idle in ["She attacked his plan for schools.", "The attack was followed by assaults on the plan."]
        {
            assert_eq!(skimmed(idle, Skip::Texts).text, "");
        }
        for told in
            ["They attacked the army camp.", "The police said that he was shot.", "A battle left 12 dead."]
        {
            assert_eq!(skimmed(told, Skip::Texts).text, told);
        }
    }

    #[test]
    fn paragraphs_are_blanked_in_place() {
        let text = "A fair.\nA choir.\nFlowers é.\nThe baker said so.\nGUNMEN SHOT HIM.\nA song.";
        let expected = "A fair.\nA choir.\n           \nThe baker said so.\nGUNMEN SHOT HIM.\n       ";
        let skimmed = skimmed(text, Skip::Paragraphs);
        assert_eq!(skimmed.text, expected);
        assert_eq!(expected.len(), text.len());
        assert!(skimmed.note.is_some_and(|note| note.starts_with("2 of 6 paragraphs")));
    }

    #[test]
    fn a_hint_is_enough_where_the_text_is_about_violence() {
        let idle = "A fair.\nA choir.\nFlowers.\nSongs.\nWine.\nShe attacked the soup.\nTea.\nMilk.\nBread.";
        let told = format!("Gunmen killed two.\nRebels fled a raid.\nMilitants bombed a bridge.\n{idle}");
        let read = |text: &str| skimmed(text, Skip::Paragraphs).text.contains("attacked");
        assert!(!read(idle) && !read(&format!("Gunmen killed two.\n{idle}")) && read(&told));
    }
}
