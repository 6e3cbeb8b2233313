//! Acronyms that a text defines itself: "the Azawad Liberation Front (FLA)".

use std::ops::Range;

/// A long form and its acronym, as byte ranges of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcronymDefinition {
    /// The name in full.
    pub long: Range<usize>,
    /// The acronym.
    pub short: Range<usize>,
    /// Every letter of the acronym begins a word of the long form, in order. Otherwise it is of another language ("the
    /// Azawad front (FLA)"), and the long form is the run of capitalised words and the noun before the bracket.
    pub spelled_out: bool,
}

/// Finds definitions in brackets, either way around: `Long Name (LN)` and `LN (Long Name)`.
///
/// A bracket after a name defines the name once; nothing is looked up. Offsets are bytes and fall on character boundaries.
pub fn acronyms(text: &str) -> Vec<AcronymDefinition> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) = text[from..].find('(').map(|at| from + at) {
        from = open + 1;
        let inside_end =
            text[from..].char_indices().take(LONGEST_BRACKET).find(|(_, c)| matches!(c, ')' | '('));
        let Some((length, ')')) = inside_end else { continue };
        let inside = trimmed(text, from..from + length);
        found.extend(definition(text, open, inside));
    }
    found
}

const LONGEST_BRACKET: usize = 120;
const MOST_WORDS: usize = 14;

fn definition(text: &str, open: usize, inside: Range<usize>) -> Option<AcronymDefinition> {
    let inside = first_piece(text, inside);
    if is_acronym(&text[inside.clone()]) {
        return long_form(text, open, inside);
    }
    let before = words_before(text, open).pop()?;
    let letters = letters(&text[before.clone()]);
    let spelled =
        is_acronym(&text[before.clone()]) && spells(&words_in(text, inside.clone()), text, &letters);
    spelled.then_some(AcronymDefinition { long: inside, short: before, spelled_out: true })
}

/// "FLA, in French" and "FLA; formerly CSP" define FLA.
fn first_piece(text: &str, inside: Range<usize>) -> Range<usize> {
    let end = text[inside.clone()].find([',', ';']).map_or(inside.end, |at| inside.start + at);
    trimmed(text, inside.start..end)
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let piece = &text[range.clone()];
    let quotes =
        |letter: char| letter.is_whitespace() || matches!(letter, '"' | '“' | '”' | '\'' | '‘' | '’');
    let start = range.start + (piece.len() - piece.trim_start_matches(quotes).len());
    let end = range.end - (piece.len() - piece.trim_end_matches(quotes).len());
    start..end.max(start)
}

/// Two to ten letters, most of them capitals: FLA, M23, CSP-DPA, FARDC.
fn is_acronym(word: &str) -> bool {
    let capitals = word.chars().filter(|letter| letter.is_uppercase()).count();
    let small = word.chars().filter(|letter| letter.is_lowercase()).count();
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '-' | '/' | '.' | '&' | '\'');
    let length = word.chars().count();
    (2..=12).contains(&length) && capitals >= 2 && capitals > small && word.chars().all(fits)
}

fn letters(acronym: &str) -> Vec<char> {
    acronym.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect()
}

fn long_form(text: &str, open: usize, short: Range<usize>) -> Option<AcronymDefinition> {
    let words = words_before(text, open);
    let letters = letters(&text[short.clone()]);
    let spelled = (0..words.len())
        .rev()
        .find(|&from| words.len() - from >= 2 && spells(&words[from..], text, &letters));
    let start = spelled.or_else(|| name_start(text, &words))?;
    let long = words.get(start)?.start..words.last()?.end;
    Some(AcronymDefinition { long, short, spelled_out: spelled.is_some() })
}

/// Where the name before a bracket begins, when the acronym does not tell: at the first of the capitalised words that run
/// up to it, of which the last may be a small noun ("front", "movement").
fn name_start(text: &str, words: &[Range<usize>]) -> Option<usize> {
    let capital = |word: &Range<usize>| text[word.clone()].starts_with(char::is_uppercase);
    let small = |word: &Range<usize>| {
        matches!(&text[word.clone()], "of" | "for" | "the" | "and" | "de" | "la" | "du" | "al")
    };
    let last = words.last()?;
    let upto = if capital(last) { words.len() } else { words.len() - 1 };
    let mut start = None;
    for index in (0..upto).rev() {
        if capital(&words[index]) && !matches!(&text[words[index].clone()], "The" | "A" | "An") {
            start = Some(index);
        } else if !small(&words[index]) || start.is_none() {
            break;
        }
    }
    start
}

/// The words before a bracket in the same sentence, nearest last.
fn words_before(text: &str, open: usize) -> Vec<Range<usize>> {
    let mut from = open.saturating_sub(LONGEST_BRACKET * 2);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let stop = text[from..open]
        .rfind(['.', ';', ':', '(', ')', '\n', '“', '”', '"', ','])
        .map_or(from, |at| from + at + text[from + at..].chars().next().map_or(1, char::len_utf8));
    let mut words = words_in(text, stop..open);
    let surplus = words.len().saturating_sub(MOST_WORDS);
    words.drain(..surplus);
    words
}

fn words_in(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut start = None;
    for (offset, letter) in text[range.clone()].char_indices() {
        match (letter.is_whitespace(), start) {
            (true, Some(from)) => {
                words.push(from..range.start + offset);
                start = None;
            }
            (false, None) => start = Some(range.start + offset),
            _ => {}
        }
    }
    words.extend(start.map(|from| from..range.end));
    words
}

/// Whether the letters begin the words in order. Small words ("of", "for") may be passed over, others may give more than
/// one letter; the first word must give the first letter, and the last word one of the rest.
fn spells(words: &[Range<usize>], text: &str, letters: &[char]) -> bool {
    let small = |word: &str| {
        matches!(
            word,
            "of" | "for" | "the" | "and" | "to" | "in" | "de" | "la" | "du" | "des" | "et" | "y" | "e"
        )
    };
    let initials: Vec<(char, bool)> = words
        .iter()
        .flat_map(|word| text[word.clone()].split(['-', '/', '’', '\'']).filter(|piece| !piece.is_empty()))
        .filter_map(|piece| {
            let first = piece.chars().next()?.to_lowercase().next()?;
            Some((first, small(piece)))
        })
        .collect();
    let Some(((first, false), rest)) = initials.split_first() else { return false };
    letters.first() == Some(first) && follows(rest, &letters[1..])
}

fn follows(initials: &[(char, bool)], letters: &[char]) -> bool {
    match (initials.split_first(), letters.split_first()) {
        (None, None) => true,
        (None, Some(_)) => false,
        (Some(((_, small), rest)), None) => *small && follows(rest, letters),
        (Some((&(initial, small), rest)), Some((&letter, more))) => {
            initial == letter && follows(rest, more) || small && follows(rest, letters)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, &str, bool)]) {
        let found = acronyms(text);
        let shown: Vec<_> =
            found.iter().map(|d| (&text[d.long.clone()], &text[d.short.clone()], d.spelled_out)).collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn a_bracket_defines_the_name_before_it() {
        check(
            "Fighters of the Lakeside Peoples' Union (LPU) met the Ministry of Defence (MoD).",
            &[("Lakeside Peoples' Union", "LPU", true), ("Ministry of Defence", "MoD", true)],
        );
    }

    #[test]
    fn the_acronym_may_be_of_another_language() {
        check("He spoke for the Azawad front (FLA) on Friday.", &[("Azawad front", "FLA", false)]);
        check("the National Army for Peace (ANP, in French)", &[("National Army for Peace", "ANP", false)]);
    }

    #[test]
    fn the_long_name_may_be_in_the_bracket() {
        check("The LPU (Lakeside Peoples' Union) denied it.", &[("Lakeside Peoples' Union", "LPU", true)]);
    }

    #[test]
    fn other_brackets_define_nothing() {
        for text in ["12 people (six of them women) died", "(AFP)", "(", "((((", "x ()", "é(É", "a (BC"] {
            assert_eq!(acronyms(text), [], "{text}");
        }
    }
}
