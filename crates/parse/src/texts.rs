//! Texts as the network sees them: cut to a bounded length, with offsets that lead back to the text as given.

use std::ops::Range;

use crate::tokenize::Piece;

/// The longest run of tokens that is parsed as one text. What is longer is cut at a line end or a full stop, so that
/// memory stays bounded; spaCy has no such limit.
const LONGEST_TEXT: usize = 8_192;

/// Longest run of text that is tokenized in one go, in bytes: far more than [`LONGEST_TEXT`] tokens of any language.
const LONGEST_SLICE: usize = 128 * 1024;

/// Cuts a part of a text into slices of bounded length, each after a single space where there is one.
pub(crate) fn slices(text: &str, part: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = part.start;
    while part.end - start > LONGEST_SLICE {
        let limit = text.floor_char_boundary(start + LONGEST_SLICE);
        let bytes = text.as_bytes();
        let single_space = |at: usize| bytes[at - 1] == b' ' && bytes[at - 2] > b' ' && bytes[at] > b' ';
        let end = (start + LONGEST_SLICE / 2..limit).rev().find(|&at| single_space(at)).unwrap_or(limit);
        found.push(start..end);
        start = end;
    }
    found.push(start..part.end);
    found
}

/// Runs of at most [`LONGEST_TEXT`] tokens, cut after a line end or a full stop where there is one.
pub(crate) fn cut(text: &str, pieces: &[Piece]) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut start = 0;
    while pieces.len() - start > LONGEST_TEXT {
        let limit = start + LONGEST_TEXT;
        let last = |ends: &dyn Fn(&str) -> bool| {
            (start + LONGEST_TEXT / 2..limit)
                .rev()
                .find(|&at| ends(&text[pieces[at].start as usize..pieces[at].end as usize]))
        };
        let at = last(&|word| word.contains('\n'))
            .or_else(|| last(&|word| word == "."))
            .map_or(limit, |at| at + 1);
        runs.push(start..at);
        start = at;
    }
    if start < pieces.len() {
        runs.push(start..pieces.len());
    }
    runs
}

/// Moves offsets into a text with straight apostrophes to the one with typographic apostrophes.
pub(crate) fn restore_apostrophes(text: &str, pieces: &mut [Piece]) {
    let longer = '’'.len_utf8() as u32 - 1;
    let mut apostrophes = text.match_indices('’').map(|(at, _)| at as u32).peekable();
    let mut shift = 0;
    let mut moved = |offset: u32| {
        while apostrophes.peek().is_some_and(|&at| at < offset + shift) {
            apostrophes.next();
            shift += longer;
        }
        offset + shift
    };
    for piece in pieces {
        piece.start = moved(piece.start);
        piece.end = moved(piece.end);
    }
}

/// Appends the sentences of one text, whose first token has the number `first`.
pub(crate) fn add_sentences(starts: &[bool], first: u32, sentences: &mut Vec<Range<u32>>) {
    for (token, _) in starts.iter().enumerate().filter(|(_, starts)| **starts) {
        let token = token as u32 + first;
        sentences.push(token..token);
    }
    // Each sentence ends where the next begins.
    let mut end = first + starts.len() as u32;
    for sentence in sentences.iter_mut().rev().take_while(|sentence| sentence.start >= first) {
        sentence.end = end;
        end = sentence.start;
    }
}
