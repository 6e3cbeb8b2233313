//! Words with their bytes: finer than a parser's tokens, so that "25-27" is three words and "July's" two.

use super::vocabulary::{Kind, kind};

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    Lower,
    Title,
    Upper,
}

/// A word of the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    /// First byte.
    pub(super) start: usize,
    /// One past the last byte.
    pub(super) end: usize,
    pub(super) kind: Kind,
    pub(super) case: Case,
    /// No space stands before it.
    pub(super) glued: bool,
    /// A number that is part of a larger figure or name ("1,990", "$27", "T-72", "9/11"): neither day nor year alone.
    pub(super) figure: bool,
}

/// Splits a text into words.
pub(super) fn split(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::with_capacity(text.len() / 5);
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        let end = at + length(&text[at..], first);
        let glued = words.last().is_some_and(|word| word.end == at);
        words.push(word(text, at, end, glued));
        at = end;
    }
    mark_figures(text, &mut words);
    words
}

fn word(text: &str, start: usize, end: usize, glued: bool) -> Word {
    let slice = &text[start..end];
    Word { start, end, kind: classify(slice), case: case(slice), glued, figure: false }
}

/// The bytes of the word that opens `rest`.
fn length(rest: &str, first: char) -> usize {
    if first.is_ascii_digit() {
        return number_length(rest);
    }
    if first.is_alphanumeric() {
        return run(rest, char::is_alphanumeric);
    }
    let possessive = matches!(first, '\'' | '’') && {
        let mut after = rest.chars().skip(1);
        matches!(after.next(), Some('s' | 'S')) && !after.next().is_some_and(char::is_alphanumeric)
    };
    first.len_utf8() + usize::from(possessive)
}

/// Digits with what belongs to them: "27th", "1990s", "10am"; of "27T10:30Z" only the digits.
fn number_length(rest: &str) -> usize {
    let digits = run(rest, |c| c.is_ascii_digit());
    let tail = &rest[digits..];
    let stamp = tail.starts_with('T') && tail[1..].starts_with(|c: char| c.is_ascii_digit());
    if stamp { digits } else { digits + run(tail, char::is_alphanumeric) }
}

fn run(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|c: char| !belongs(c)).unwrap_or(text.len())
}

fn classify(slice: &str) -> Kind {
    let first = slice.chars().next().unwrap_or(' ');
    if first.is_ascii_digit() {
        return number(slice);
    }
    if first.is_alphabetic() {
        return word_of_time(slice);
    }
    match first {
        '-' | '‐' | '‑' | '–' | '−' => Kind::Dash,
        '/' => Kind::Slash,
        ',' => Kind::Comma,
        '.' => Kind::Period,
        ':' => Kind::Colon,
        '\'' | '’' | '‘' if slice.ends_with(['s', 'S']) => Kind::Possessive,
        '\'' | '’' | '‘' => Kind::Apostrophe,
        _ => Kind::Mark,
    }
}

/// Letters of the longest word of the vocabulary.
const LONGEST: usize = 14;

/// What is longer than any word of the vocabulary, or not ASCII, is no word of time.
fn word_of_time(slice: &str) -> Kind {
    let mut lower = [0; LONGEST];
    let Some(lower) = lower.get_mut(..slice.len()).filter(|_| slice.is_ascii()) else { return Kind::Other };
    lower.copy_from_slice(slice.as_bytes());
    lower.make_ascii_lowercase();
    str::from_utf8(lower).map_or(Kind::Other, kind)
}

fn number(slice: &str) -> Kind {
    let digits = run(slice, |c| c.is_ascii_digit());
    let Ok(value) = slice[..digits].parse::<u32>() else { return Kind::Other };
    let tail = slice[digits..].to_ascii_lowercase();
    match tail.as_str() {
        "" => Kind::Number(value, digits.min(99) as u8),
        "st" | "nd" | "rd" | "th" => Kind::Ordinal { value, digits: true },
        "s" if is_decade(value, digits) => Kind::Decade(value),
        "am" | "pm" | "h" | "hrs" | "gmt" | "z" => Kind::Clock,
        _ => Kind::Other,
    }
}

fn is_decade(value: u32, digits: usize) -> bool {
    value.is_multiple_of(10) && (digits == 2 || (digits == 4 && (1000..=2100).contains(&value)))
}

fn case(slice: &str) -> Case {
    let mut letters = slice.chars().filter(|c| c.is_alphabetic());
    match (letters.next(), letters.next()) {
        (Some(first), second) if first.is_uppercase() => {
            if second.is_some_and(char::is_uppercase) {
                Case::Upper
            } else {
                Case::Title
            }
        }
        _ => Case::Lower,
    }
}

fn mark_figures(text: &str, words: &mut [Word]) {
    for at in 0..words.len() {
        if matches!(words[at].kind, Kind::Number(..)) {
            words[at].figure = tied_before(text, words, at) || tied_after(words, at);
        }
    }
}

/// "$27", "T-72", the second half of "1,990", "10:30" and "9/11".
fn tied_before(text: &str, words: &[Word], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).filter(|_| words[at].glued) else { return false };
    let joint = &text[words[before].start..words[before].end];
    let further = before.checked_sub(1).filter(|_| words[before].glued).map(|at| words[at].kind);
    match words[before].kind {
        Kind::Mark => matches!(joint, "$" | "€" | "£" | "#" | "¥" | "+"),
        Kind::Dash => further == Some(Kind::Other),
        Kind::Comma => group(further, words[at].kind),
        Kind::Period | Kind::Colon | Kind::Slash => matches!(further, Some(Kind::Number(..))),
        _ => false,
    }
}

/// The first half of "1,990", "10:30" and "9/11"; "27-storey".
fn tied_after(words: &[Word], at: usize) -> bool {
    let glued = |at: usize| words.get(at).filter(|word| word.glued).map(|word| word.kind);
    match (glued(at + 1), glued(at + 2)) {
        (Some(Kind::Comma), next @ Some(Kind::Number(..))) => {
            next.is_some_and(|next| group(Some(words[at].kind), next))
        }
        (Some(Kind::Period | Kind::Colon | Kind::Slash), Some(Kind::Number(..)))
        | (Some(Kind::Dash), Some(Kind::Other)) => true,
        _ => false,
    }
}

/// Whether a comma parts thousands.
fn group(left: Option<Kind>, right: Kind) -> bool {
    matches!(left, Some(Kind::Number(_, 1..=3))) && matches!(right, Kind::Number(_, 3))
}
