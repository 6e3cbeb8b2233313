//! Splits text into words as spaCy's `Tokenizer` does, from the pipeline's own patterns and exceptions.
//!
//! Text is cut at white space; each chunk loses prefixes and suffixes one after the other, unless it is an exception
//! or an address; what is left is split at infixes. Last, sequences of words that together form an exception
//! (":", ")") are joined or split again.

mod pattern;

#[cfg(feature = "import")]
pub(crate) use pattern::words_of;

use hashbrown::{HashMap, HashSet};

use crate::header::{Exception, TokenizerHeader};
use crate::lexicon::{Lexicon, Vocabulary, WordId};
use crate::model_file::{ModelFile, OpenError};
use crate::words::is_space;
use pattern::{Pattern, PatternError};

/// Longest chunk that is looked at as a whole, in bytes. Longer ones, which no language has, are cut, so that the time
/// taken stays in proportion to the text.
const LONGEST_CHUNK: usize = 1_024;

/// A word in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) word: WordId,
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// One plain space follows, which is part of no token.
    pub(crate) space_after: bool,
}

/// See the module.
pub(crate) struct Tokenizer {
    prefix: Pattern,
    suffix: Pattern,
    infix: Pattern,
    url: Pattern,
    token: Option<Pattern>,
    exceptions: HashMap<String, Exception>,
    /// Exceptions as the words they split into when they are not looked up, by first word.
    sequences: HashMap<String, Vec<Vec<String>>>,
    sequence_starts: HashSet<u64>,
    /// Whether a chunk of ASCII letters alone is one word unless it is an exception.
    letters_stay_whole: bool,
}

/// The lexicon, with what it needs to take in new words.
pub(crate) struct Words<'s> {
    pub(crate) lexicon: &'s mut Lexicon,
    pub(crate) vocabulary: &'s Vocabulary,
    pub(crate) file: &'s ModelFile,
}

impl Words<'_> {
    fn enter(&mut self, text: &str) -> WordId {
        self.lexicon.enter(self.vocabulary, self.file, text)
    }

    fn enter_piece(&mut self, (text, norm): &(String, Option<String>)) -> WordId {
        match norm {
            Some(norm) => self.lexicon.enter_with_norm(self.vocabulary, self.file, text, norm),
            None => self.enter(text),
        }
    }
}

impl Tokenizer {
    /// Compiles the patterns of a pipeline.
    pub(crate) fn new(header: &TokenizerHeader, vocabulary: &Vocabulary) -> Result<Tokenizer, OpenError> {
        let compile = |name: &str, pattern: &str| {
            Pattern::new(pattern)
                .map_err(|error: PatternError| OpenError::Header(format!("tokenizer, {name}: {error}")))
        };
        let mut tokenizer = Tokenizer {
            prefix: compile("prefix", &header.prefix)?,
            suffix: compile("suffix", &header.suffix)?,
            infix: compile("infix", &header.infix)?,
            url: compile("url", &header.url)?,
            token: header.token.as_deref().map(|token| compile("token", token)).transpose()?,
            exceptions: header.exceptions.iter().cloned().collect(),
            sequences: HashMap::new(),
            sequence_starts: HashSet::new(),
            letters_stay_whole: header.token.is_none(),
        };
        tokenizer.letters_stay_whole &= tokenizer.splits_no_letters();
        tokenizer.find_sequences(header, vocabulary);
        Ok(tokenizer)
    }

    /// Whether no affix pattern touches a chunk of plain letters, tried on all pairs and a few long chunks.
    fn splits_no_letters(&self) -> bool {
        let letters = || (b'a'..=b'z').chain(b'A'..=b'Z').map(char::from);
        letters().all(|first| {
            letters().all(|last| {
                let chunk = format!("{first}aA{last}");
                let mut infixes = Vec::new();
                self.infix.find_all(&chunk, &mut infixes);
                self.prefix.match_start(&chunk).is_none()
                    && self.suffix.match_end(&chunk) == 0
                    && infixes.is_empty()
            })
        })
    }

    /// Which exceptions would come out as several words if they were not looked up.
    fn find_sequences(&mut self, header: &TokenizerHeader, vocabulary: &Vocabulary) {
        for (chunk, _) in &header.exceptions {
            let mut infixes = Vec::new();
            self.infix.find_all(chunk, &mut infixes);
            let touched = self.prefix.match_start(chunk).is_some()
                || self.suffix.match_end(chunk) > 0
                || !infixes.is_empty()
                || chunk.contains(' ');
            if !touched {
                continue;
            }
            let mut words = Vec::new();
            let is_never = |_: &str| false;
            for part in chunk.split(' ').filter(|part| !part.is_empty()) {
                self.split(part, &is_never, &mut |word, _| words.push(word.to_owned()));
            }
            if let Some(first) = words.first() {
                self.sequence_starts.insert(vocabulary.id(first));
                self.sequences.entry(first.clone()).or_default().push(words);
            }
        }
    }

    /// Splits a text; `pieces` is overwritten.
    pub(crate) fn tokenize(&self, text: &str, words: &mut Words<'_>, pieces: &mut Vec<Piece>) {
        pieces.clear();
        let mut chars = text.char_indices();
        let Some((_, first)) = chars.next() else { return };
        let (mut in_space, mut start) = (is_space(first), 0);
        for (at, c) in text.char_indices() {
            if is_space(c) == in_space {
                continue;
            }
            if start < at {
                self.tokenize_chunk(text, start, at, words, pieces);
            }
            start = at;
            if c == ' ' {
                if let Some(last) = pieces.last_mut() {
                    last.space_after = true;
                }
                start += 1;
            }
            in_space = !in_space;
        }
        if start < text.len() {
            self.tokenize_chunk(text, start, text.len(), words, pieces);
            if let Some(last) = pieces.last_mut() {
                last.space_after = text.ends_with(' ') && !in_space;
            }
        }
        self.apply_sequences(text, words, pieces);
    }

    fn tokenize_chunk(
        &self,
        text: &str,
        mut start: usize,
        end: usize,
        words: &mut Words<'_>,
        pieces: &mut Vec<Piece>,
    ) {
        while start < end {
            let cut = text.floor_char_boundary(end.min(start + LONGEST_CHUNK)).max(start + 1);
            let chunk = &text[start..cut];
            if words.lexicon.chunk(chunk).is_none() {
                let ids = self.words_of(chunk, words);
                words.lexicon.keep_chunk(chunk, &ids);
            }
            let mut at = start as u32;
            for &word in words.lexicon.chunk(chunk).unwrap_or_default() {
                let end = at + words.lexicon.word(word).text.len() as u32;
                pieces.push(Piece { word, start: at, end, space_after: false });
                at = end;
            }
            start = cut;
        }
    }

    fn words_of(&self, chunk: &str, words: &mut Words<'_>) -> Vec<WordId> {
        if self.letters_stay_whole
            && chunk.bytes().all(|byte| byte.is_ascii_alphabetic())
            && !self.exceptions.contains_key(chunk)
        {
            return vec![words.enter(chunk)];
        }
        let mut ids = Vec::new();
        let is_exception = |chunk: &str| self.exceptions.contains_key(chunk);
        self.split(chunk, &is_exception, &mut |word, may_be_exception| match self
            .exceptions
            .get(word)
            .filter(|_| may_be_exception)
        {
            Some(exception) => ids.extend(exception.iter().map(|piece| words.enter_piece(piece))),
            None => ids.push(words.enter(word)),
        });
        ids
    }

    /// Takes affixes off a chunk and splits the rest at infixes. What is an exception is handed out whole; affixes and
    /// infixes are plain words even where an exception has the same letters, which the flag of `emit` tells.
    fn split(&self, chunk: &str, is_exception: &dyn Fn(&str) -> bool, emit: &mut dyn FnMut(&str, bool)) {
        let (mut middle, mut prefixes, mut suffixes) = (chunk, Vec::new(), Vec::new());
        let mut before = usize::MAX;
        while !middle.is_empty() && middle.len() != before {
            if self.is_whole(middle) || is_exception(middle) {
                break;
            }
            before = middle.len();
            let prefix = self.prefix.match_start(middle).unwrap_or(0);
            if prefix > 0 && is_exception(&middle[prefix..]) {
                prefixes.push(&middle[..prefix]);
                middle = &middle[prefix..];
                break;
            }
            let suffix = self.suffix.match_end(&middle[prefix..]);
            let cut = middle.len() - suffix;
            if suffix > 0 && is_exception(&middle[..cut]) {
                suffixes.push(&middle[cut..]);
                middle = &middle[..cut];
                break;
            }
            if prefix > 0 {
                prefixes.push(&middle[..prefix]);
            }
            if suffix > 0 {
                suffixes.push(&middle[cut..]);
            }
            middle = &middle[prefix..cut];
        }
        for prefix in prefixes {
            emit(prefix, false);
        }
        self.split_middle(middle, is_exception, emit);
        for suffix in suffixes.into_iter().rev() {
            emit(suffix, false);
        }
    }

    fn is_whole(&self, chunk: &str) -> bool {
        self.token.as_ref().is_some_and(|token| token.match_start(chunk).is_some())
    }

    fn split_middle(
        &self,
        middle: &str,
        is_exception: &dyn Fn(&str) -> bool,
        emit: &mut dyn FnMut(&str, bool),
    ) {
        if middle.is_empty() {
            return;
        }
        if is_exception(middle) {
            return emit(middle, true);
        }
        let is_address = || middle.contains('.') && self.url.match_start(middle).is_some();
        let mut infixes = Vec::new();
        if !self.is_whole(middle) && !is_address() {
            self.infix.find_all(middle, &mut infixes);
        }
        let mut start = 0;
        for (from, to) in infixes {
            if from == 0 {
                continue;
            }
            if from > start {
                emit(&middle[start..from], false);
            }
            if to > from {
                emit(&middle[from..to], false);
            }
            start = to;
        }
        if start < middle.len() {
            emit(&middle[start..], false);
        }
    }

    /// Joins runs of words that form an exception, longest first, as spaCy's `_apply_special_cases`.
    fn apply_sequences(&self, text: &str, words: &mut Words<'_>, pieces: &mut Vec<Piece>) {
        let starts = |piece: &Piece| self.sequence_starts.contains(&words.lexicon.word(piece.word).text_id);
        if !pieces.iter().any(starts) {
            return;
        }
        let mut matches = self.sequence_matches(words.lexicon, pieces);
        matches.sort_by_key(|&(start, end)| (std::cmp::Reverse(end - start), start));
        let mut taken = vec![false; pieces.len()];
        matches.retain(|&(start, end)| {
            let free = !taken[start] && !taken[end - 1];
            taken[start..end].fill(true);
            free
        });
        matches.sort_unstable();
        for (start, end) in matches.into_iter().rev() {
            let (from, to) = (pieces[start].start, pieces[end - 1].end);
            let Some(exception) = self.exceptions.get(&text[from as usize..to as usize]) else { continue };
            let space_after = pieces[end - 1].space_after;
            let mut at = from;
            let mut joined: Vec<Piece> = Vec::with_capacity(exception.len());
            for piece in exception {
                let end = at + piece.0.len() as u32;
                joined.push(Piece { word: words.enter_piece(piece), start: at, end, space_after: false });
                at = end;
            }
            if let Some(last) = joined.last_mut() {
                last.space_after = space_after;
            }
            pieces.splice(start..end, joined);
        }
    }

    /// Every run of words that is the split form of an exception.
    fn sequence_matches(&self, lexicon: &Lexicon, pieces: &[Piece]) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        for (start, piece) in pieces.iter().enumerate() {
            for sequence in self.sequences.get(&*lexicon.word(piece.word).text).into_iter().flatten() {
                let end = start + sequence.len();
                let same = end <= pieces.len()
                    && pieces[start..end].iter().zip(sequence).all(|(p, w)| &*lexicon.word(p.word).text == w);
                if same && !found.contains(&(start, end)) {
                    found.push((start, end));
                }
            }
        }
        found
    }
}
