//! The words met so far, with what is computed once a word and not once a token.
//!
//! A lexicon belongs to one thread's scratch memory. What it holds is a function of the word alone, so it changes how
//! fast a text is parsed and never how.

use hashbrown::HashMap;

use crate::hash::murmur64a;
use crate::model_file::{ModelFile, OpenError};
use crate::string_table::StringTable;
use crate::words::{is_space, prefix, shape, suffix};

/// Words kept before the lexicon starts anew; bounds the memory of a scratch to some 30 MB.
const MOST_WORDS: usize = 16_384;

/// Number of a word in the lexicon.
pub(crate) type WordId = u32;

/// A word with what the components ask of it.
pub(crate) struct Word {
    pub(crate) text: Box<str>,
    pub(crate) lower: Box<str>,
    pub(crate) lower_id: u64,
    pub(crate) text_id: u64,
    /// String ids of norm, prefix, suffix and shape.
    pub(crate) features: [u64; 4],
    pub(crate) is_space: bool,
    /// Rows of its embeddings, without and with a space after it; [`NOT_EMBEDDED`] until asked for.
    pub(crate) rows: [u32; 2],
}

/// Marks an embedding that was not computed yet.
pub(crate) const NOT_EMBEDDED: u32 = u32::MAX;

/// spaCy's string ids: symbols have small numbers, other strings their hash.
pub(crate) struct StringIds {
    symbols: HashMap<&'static str, u64>,
}

impl StringIds {
    /// Reads the table of symbols that is part of spaCy's source.
    pub(crate) fn new() -> StringIds {
        let symbols = include_str!("../data/spacy/symbols.tsv")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.split_once('\t'))
            .filter_map(|(name, id)| Some((name, id.parse().ok()?)))
            .collect();
        StringIds { symbols }
    }

    pub(crate) fn id(&self, text: &str) -> u64 {
        match text {
            "" => 0,
            _ => self.symbols.get(text).copied().unwrap_or_else(|| murmur64a(text.as_bytes(), 1)),
        }
    }
}

/// What a lexicon needs of the model to describe a word.
pub(crate) struct Vocabulary {
    ids: StringIds,
    norms: Option<StringTable>,
}

impl Vocabulary {
    pub(crate) fn new(file: &ModelFile) -> Result<Vocabulary, OpenError> {
        Ok(Vocabulary { ids: StringIds::new(), norms: StringTable::find(file, "norms")? })
    }

    /// The string id of any text.
    pub(crate) fn id(&self, text: &str) -> u64 {
        self.ids.id(text)
    }

    fn describe(&self, file: &ModelFile, text: &str, norm: Option<&str>) -> Word {
        let lower = text.to_lowercase();
        let table_norm = || self.norms.as_ref().and_then(|norms| norms.get(file, self.id(text)));
        let norm = norm.or_else(table_norm).unwrap_or(&lower);
        let mut form = String::new();
        shape(text, &mut form);
        Word {
            features: [self.id(norm), self.id(prefix(text)), self.id(suffix(text)), self.id(&form)],
            lower_id: self.id(&lower),
            text_id: self.id(text),
            is_space: !text.is_empty() && text.chars().all(is_space),
            rows: [NOT_EMBEDDED; 2],
            lower: lower.into(),
            text: text.into(),
        }
    }
}

/// See the module.
#[derive(Default)]
pub(crate) struct Lexicon {
    /// Checksum of the model that the words were described and embedded by.
    model: [u8; 32],
    words: Vec<Word>,
    by_text: HashMap<Box<str>, WordId>,
    by_text_and_norm: HashMap<(Box<str>, Box<str>), WordId>,
    /// White-space separated chunks and the words they split into: a range of `pieces`.
    chunks: HashMap<Box<str>, (u32, u32)>,
    pieces: Vec<WordId>,
    /// Embeddings by row, one table an encoder.
    pub(crate) embeddings: [Vec<f32>; 2],
    /// Lemmas by word, part of speech and morphology: ranges of `lemma_text`.
    pub(crate) lemmas: HashMap<(WordId, u8, u16), (u32, u32)>,
    pub(crate) lemma_text: String,
}

impl Lexicon {
    /// Makes sure that nothing in it comes from another model: a scratch may be handed from pipeline to pipeline.
    pub(crate) fn belong_to(&mut self, model: [u8; 32]) {
        if self.model != model {
            self.clear();
            self.model = model;
        }
    }

    /// Whether there is so much in it that it should be cleared.
    pub(crate) fn is_full(&self) -> bool {
        self.words.len() > MOST_WORDS || self.lemma_text.len() > 16 * MOST_WORDS
    }

    /// Forgets everything. No word number given out before may be used any more.
    pub(crate) fn clear(&mut self) {
        self.words.clear();
        self.by_text.clear();
        self.by_text_and_norm.clear();
        self.chunks.clear();
        self.pieces.clear();
        self.embeddings.iter_mut().for_each(Vec::clear);
        self.lemmas.clear();
        self.lemma_text.clear();
    }

    pub(crate) fn word(&self, id: WordId) -> &Word {
        &self.words[id as usize]
    }

    pub(crate) fn word_mut(&mut self, id: WordId) -> &mut Word {
        &mut self.words[id as usize]
    }

    /// The number of a word; it is entered when it is new.
    pub(crate) fn enter(&mut self, vocabulary: &Vocabulary, file: &ModelFile, text: &str) -> WordId {
        if let Some(&id) = self.by_text.get(text) {
            return id;
        }
        let id = self.push(vocabulary.describe(file, text, None));
        self.by_text.insert(text.into(), id);
        id
    }

    /// As [`Lexicon::enter`], for a piece of an exception that has a norm of its own.
    pub(crate) fn enter_with_norm(
        &mut self,
        vocabulary: &Vocabulary,
        file: &ModelFile,
        text: &str,
        norm: &str,
    ) -> WordId {
        let key = (text.into(), norm.into());
        if let Some(&id) = self.by_text_and_norm.get(&key) {
            return id;
        }
        let id = self.push(vocabulary.describe(file, text, Some(norm)));
        self.by_text_and_norm.insert(key, id);
        id
    }

    fn push(&mut self, word: Word) -> WordId {
        self.words.push(word);
        (self.words.len() - 1) as WordId
    }

    /// The words a chunk is known to split into.
    pub(crate) fn chunk(&self, chunk: &str) -> Option<&[WordId]> {
        let &(start, end) = self.chunks.get(chunk)?;
        Some(&self.pieces[start as usize..end as usize])
    }

    /// Remembers what a chunk splits into.
    pub(crate) fn keep_chunk(&mut self, chunk: &str, words: &[WordId]) {
        let start = self.pieces.len() as u32;
        self.pieces.extend_from_slice(words);
        self.chunks.insert(chunk.into(), (start, self.pieces.len() as u32));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_another_model_are_forgotten() {
        let mut lexicon = Lexicon::default();
        lexicon.belong_to([1; 32]);
        lexicon.keep_chunk("army", &[0]);
        lexicon.belong_to([1; 32]);
        assert!(lexicon.chunk("army").is_some());
        lexicon.belong_to([2; 32]);
        assert!(lexicon.chunk("army").is_none());
    }
}
