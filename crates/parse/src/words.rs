//! What spaCy looks at in a word: character classes as Python has them, shape, prefix, suffix.

use unicode_general_category::{GeneralCategory, get_general_category};

/// Python's `str.isspace` for one character.
pub(crate) fn is_space(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_whitespace() || matches!(c, '\x0b' | '\x1c'..='\x1f')
    } else {
        c.is_whitespace()
    }
}

/// Python's `str.isalpha` for one character: any letter.
pub(crate) fn is_letter(c: char) -> bool {
    use GeneralCategory as G;
    if c.is_ascii() {
        return c.is_ascii_alphabetic();
    }
    matches!(
        get_general_category(c),
        G::UppercaseLetter | G::LowercaseLetter | G::TitlecaseLetter | G::ModifierLetter | G::OtherLetter
    )
}

/// Python's `str.isdecimal` for one character, and `\d`.
pub(crate) fn is_decimal(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_digit() } else { get_general_category(c) == GeneralCategory::DecimalNumber }
}

/// Python's `str.isdigit` for one character: decimals, and superscript, circled and like digits.
pub(crate) fn is_digit(c: char) -> bool {
    is_decimal(c)
        || matches!(c as u32, 0xb2 | 0xb3 | 0xb9 | 0x2070 | 0x2074..=0x2079 | 0x2080..=0x2089 | 0x2460..=0x2468
            | 0x2474..=0x247c | 0x2488..=0x2490 | 0x24ea | 0x24f5..=0x24fd | 0x24ff | 0x2776..=0x277e
            | 0x2780..=0x2788 | 0x278a..=0x2792 | 0x1369..=0x1371 | 0x19da | 0x10a40..=0x10a43
            | 0x10e60..=0x10e68 | 0x11052..=0x1105a | 0x1f100..=0x1f10a)
}

/// `\w`: letters, numbers of all kinds and the underscore.
pub(crate) fn is_word(c: char) -> bool {
    use GeneralCategory as G;
    if c.is_ascii() {
        return c.is_ascii_alphanumeric() || c == '_';
    }
    is_letter(c) || matches!(get_general_category(c), G::DecimalNumber | G::LetterNumber | G::OtherNumber)
}

/// The value of one morphological feature in CoNLL-U notation, such as `Sing` for `Number` in `Number=Sing|Person=3`.
pub(crate) fn feature<'m>(morphology: &'m str, name: &str) -> Option<&'m str> {
    let pairs = morphology.split('|').filter_map(|pair| pair.split_once('='));
    pairs.filter(|(key, _)| *key == name).map(|(_, value)| value).next()
}

/// The first character.
pub(crate) fn prefix(word: &str) -> &str {
    &word[..word.chars().next().map_or(0, char::len_utf8)]
}

/// The last three characters.
pub(crate) fn suffix(word: &str) -> &str {
    let start = word.char_indices().rev().nth(2).map_or(0, |(at, _)| at);
    &word[start..]
}

/// spaCy's word shape: letters to X and x, digits to d, runs cut off after four.
pub(crate) fn shape(word: &str, shape: &mut String) {
    shape.clear();
    if word.len() >= 100 && word.chars().nth(99).is_some() {
        shape.push_str("LONG");
        return;
    }
    let (mut last, mut run) = (None, 0);
    for c in word.chars() {
        let kind = if is_letter(c) {
            if c.is_uppercase() { 'X' } else { 'x' }
        } else if is_digit(c) {
            'd'
        } else {
            c
        };
        run = if last == Some(kind) { run + 1 } else { 0 };
        last = Some(kind);
        if run < 4 {
            shape.push(kind);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape_of(word: &str) -> String {
        let mut out = String::new();
        shape(word, &mut out);
        out
    }

    #[test]
    fn shapes() {
        assert_eq!(shape_of("Kidal"), "Xxxxx");
        assert_eq!(shape_of("reinforcements"), "xxxx");
        assert_eq!(shape_of("C-130s"), "X-dddx");
        assert_eq!(shape_of("m²"), "xd");
        assert_eq!(shape_of(&"a".repeat(100)), "LONG");
    }

    #[test]
    fn ends_of_words_are_counted_in_characters() {
        assert_eq!((prefix("été"), suffix("cité")), ("é", "ité"));
        assert_eq!((prefix("a"), suffix("ab")), ("a", "ab"));
        assert_eq!((prefix(""), suffix("")), ("", ""));
    }
}
