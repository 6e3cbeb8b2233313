//! Restores upper and lower case of texts that were sent in capitals only, so that the parser can read them.

mod own;

use std::collections::HashSet;

use claimant_resolve::actors::{Register, Story};

use crate::calendar::{MONTHS, WEEKDAYS};
use crate::lexicon::Lexicon;
use own::OwnNames;

/// Share of letters in lower case below which a text counts as sent in capitals.
const LOWER_SHARE: f32 = 0.1;
/// Letters looked at.
const SAMPLE: usize = 4000;

/// Whether a text is in capitals only.
pub(crate) fn is_upper_case(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).take(SAMPLE);
    let (mut lower, mut all) = (0usize, 0usize);
    for letter in letters {
        all += 1;
        lower += usize::from(letter.is_lowercase());
        // No share of the sample can be as low any more.
        if lower as f32 > LOWER_SHARE * SAMPLE as f32 {
            return false;
        }
    }
    all > 40 && (lower as f32) < LOWER_SHARE * all as f32
}

/// What tells names from common words.
pub(crate) struct Known<'a> {
    /// Words of the rules.
    pub lexicon: &'a Lexicon,
    /// Names of parties and states.
    pub register: &'a Register,
    /// Common words in lower case.
    pub common: &'a HashSet<&'static str>,
}

/// The same text in ordinary case. Only ASCII letters change, so every byte offset stays what it was.
pub(crate) fn restore(text: &str, known: &Known<'_>) -> String {
    let own = OwnNames::find(text);
    let mut out = String::with_capacity(text.len());
    let mut sentence_start = true;
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_alphabetic()) {
        let (before, from) = rest.split_at(start);
        out.push_str(before);
        sentence_start |= ends_sentence(before);
        if let Some(name) = known.name(from) {
            rest = &from[name.len()..];
            out.push_str(&name);
            sentence_start = false;
            continue;
        }
        let length = from
            .find(|c: char| !(c.is_ascii_alphanumeric() || c == '\'' || c == '.' && is_initialism(from)))
            .unwrap_or(from.len());
        let (word, after) = from.split_at(length.max(1));
        let start = text.len() - from.len();
        let named = own.is_name(start) || is_month(&text[..start], word, after);
        out.push_str(&known.cased(word, sentence_start, named, &own));
        sentence_start = false;
        rest = after;
    }
    out.push_str(rest);
    out
}

/// "U.S.": letters and stops in turn.
fn is_initialism(from: &str) -> bool {
    let bytes = from.as_bytes();
    bytes.len() > 3 && bytes[1] == b'.' && bytes[3] == b'.' && bytes[2].is_ascii_alphabetic()
}

/// A stop, a line or a bracket; a quotation mark alone begins none: 'the "death squad" that'.
fn ends_sentence(between: &str) -> bool {
    between.contains(['.', '!', '?', '\n', ':']) && !between.starts_with('\'') || between.contains(['[', ']'])
}

/// Words of the longest name looked for.
const LONGEST_NAME: usize = 9;

impl Known<'_> {
    /// The name of several words that a text begins with, in the letters of the register.
    fn name(&self, from: &str) -> Option<String> {
        let ends: Vec<usize> = word_ends(from).take(LONGEST_NAME).collect();
        let words = self.register.longest_name(from, &ends).max(self.register.longest_state(from, &ends))?;
        let name = &from[..*ends.get(words - 1)?];
        // One word may be a plain one; two are hardly.
        (words > 1 && name.is_ascii()).then(|| self.spelled(name))
    }

    fn spelled(&self, name: &str) -> String {
        let own = self.register.spelling(name);
        own.map_or_else(|| titled(name), str::to_owned)
    }

    fn cased(&self, word: &str, first: bool, named: bool, own: &OwnNames) -> String {
        let lower = word.to_ascii_lowercase();
        let stem = lower.strip_suffix("'s").unwrap_or(&lower);
        let known = self.common.contains(stem)
            || self.lexicon.word(stem).is_some()
            || plural_of_known(stem, self.lexicon, self.common);
        if own.is_acronym(stem) {
            return if known { capitalise(&lower) } else { word.to_owned() };
        }
        if named || self.is_name(stem) || !known && !is_acronym(stem) {
            return capitalise(&lower);
        }
        if !known {
            return word.to_owned();
        }
        if first { capitalise(&lower) } else { lower }
    }

    fn is_name(&self, stem: &str) -> bool {
        stem.len() > 3 && !self.register.state(&capitalise(stem), &Story::default()).is_empty()
            || is_capital(stem)
            || matches!(stem, "u.s." | "u.n.")
    }
}

/// Where the words of a text end, up to the end of its first sentence.
fn word_ends(text: &str) -> impl Iterator<Item = usize> {
    let stop = text.find([',', ';', ':', '!', '?', '\n', '"', '[', ']', '(', ')']).unwrap_or(text.len());
    let text = &text[..stop];
    let blank = text.match_indices(' ').map(|(at, _)| at);
    blank.chain(std::iter::once(text.len())).filter(|end| *end > 0)
}

/// "NATIONAL FRONT OF PERU" to "National Front of Peru".
fn titled(name: &str) -> String {
    let small = |word: &str| matches!(word, "of" | "the" | "for" | "and" | "in" | "de" | "del" | "la" | "y");
    let one = |(at, word): (usize, &str)| {
        let lower = word.to_ascii_lowercase();
        if at > 0 && small(&lower) { lower } else { capitalise(&lower) }
    };
    name.split(' ').enumerate().map(one).collect::<Vec<_>>().join(" ")
}

/// Words that bear a capital wherever they stand. March and May are words of their own as well.
fn is_capital(word: &str) -> bool {
    let month = || MONTHS.iter().any(|month| month.eq_ignore_ascii_case(word));
    word == "i" || WEEKDAYS.contains(&word) || !matches!(word, "march" | "may") && month()
}

/// March and May beside the number of a day or a year: "ON 24 MAY", "MARCH 24", "IN MAY 1989".
fn is_month(before: &str, word: &str, after: &str) -> bool {
    let either = word.eq_ignore_ascii_case("march") || word.eq_ignore_ascii_case("may");
    let number = |word: &str, digits: &[usize]| {
        digits.contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit())
    };
    let day = before.split_ascii_whitespace().next_back().unwrap_or_default();
    let next = after.split_ascii_whitespace().next().unwrap_or_default();
    either && (number(day, &[1, 2]) || number(next.trim_end_matches([',', '.', ';']), &[1, 2, 4]))
}

/// What may stand before a word of the list.
const PREFIXES: [&str; 10] = ["anti", "counter", "mid", "non", "over", "para", "pre", "re", "super", "un"];

fn plural_of_known(stem: &str, lexicon: &Lexicon, common: &HashSet<&'static str>) -> bool {
    let ends: [(&str, &str); 13] = [
        ("s", ""),
        ("es", ""),
        ("ies", "y"),
        ("ed", ""),
        ("ed", "e"),
        ("ing", ""),
        ("ing", "e"),
        ("ly", ""),
        ("d", ""),
        ("ist", ""),
        ("ists", ""),
        ("ism", ""),
        ("ness", ""),
    ];
    let prefixed = PREFIXES.iter().filter_map(|prefix| stem.strip_prefix(prefix));
    let derived = prefixed.filter(|base| base.len() > 3).any(|base| common.contains(base));
    derived
        || ends.iter().any(|(end, put)| {
            stem.strip_suffix(end).filter(|base| base.len() > 2).is_some_and(|base| {
                let base = format!("{base}{put}");
                common.contains(base.as_str()) || lexicon.word(&base).is_some()
            })
        })
}

/// "FMLN", "ELN": nothing that one could speak; but "PAZ", "SAN" and "CRUZ" are names.
fn is_acronym(stem: &str) -> bool {
    let vowels = stem.chars().filter(|c| is_vowel(*c)).count();
    stem.len() <= 5 && (vowels == 0 || stem.len() <= 4 && vowels * 3 <= stem.len() && !is_syllable(stem))
        || stem.contains('.')
}

fn is_vowel(letter: char) -> bool {
    "aeiouy".contains(letter)
}

/// One or two consonants, one vowel, one consonant.
fn is_syllable(stem: &str) -> bool {
    let vowel = stem.find(is_vowel).unwrap_or(0);
    matches!(vowel, 1 | 2) && vowel + 2 == stem.len()
}

fn capitalise(lower: &str) -> String {
    if lower.contains('.') {
        return lower.to_ascii_uppercase();
    }
    let mut letters = lower.chars();
    letters.next().map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + letters.as_str())
}
