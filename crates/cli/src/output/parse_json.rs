//! A parse as one line of JSON. Offsets are in characters, so that `text[start:end]` works in Python.

use claimant_parse::{Document, Token};
use serde::Serialize;

#[derive(Serialize)]
struct Parse<'d> {
    id: &'d str,
    text: &'d str,
    tokens: Vec<Word<'d>>,
    entities: Vec<NamedEntity<'d>>,
    noun_chunks: Vec<Chunk>,
}

#[derive(Serialize)]
struct Word<'d> {
    start: usize,
    end: usize,
    text: &'d str,
    lemma: &'d str,
    pos: &'d str,
    tag: &'d str,
    morph: &'d str,
    head: usize,
    dep: &'d str,
    sent_start: bool,
    space_after: bool,
}

#[derive(Serialize)]
struct NamedEntity<'d> {
    start_token: usize,
    end_token: usize,
    label: &'d str,
}

#[derive(Serialize)]
struct Chunk {
    start_token: usize,
    end_token: usize,
    root: usize,
}

/// The whole document, white space tokens included, as one line.
pub(crate) fn render(document: &Document, id: &str) -> String {
    let parse = Parse {
        id,
        text: document.text(),
        tokens: words(document),
        entities: document
            .entities()
            .map(|entity| named_entity(entity.token_range(), entity.label()))
            .collect(),
        noun_chunks: document
            .noun_chunks()
            .map(|chunk| Chunk {
                start_token: chunk.token_range().start,
                end_token: chunk.token_range().end,
                root: chunk.root().index(),
            })
            .collect(),
    };
    // Strings and numbers always have a JSON form.
    super::json_lines::line(&parse)
}

fn named_entity(tokens: std::ops::Range<usize>, label: &str) -> NamedEntity<'_> {
    NamedEntity { start_token: tokens.start, end_token: tokens.end, label }
}

fn words(document: &Document) -> Vec<Word<'_>> {
    let mut characters = Characters { text: document.text(), byte: 0, character: 0 };
    let starts = document.sentences().map(|sentence| sentence.token_range().start);
    let mut starts = starts.peekable();
    let word = |token| {
        let sent_start = starts.next_if(|start| *start == Token::index(token)).is_some();
        word(token, sent_start, &mut characters)
    };
    document.tokens().map(word).collect()
}

fn word<'d>(token: Token<'d>, sent_start: bool, characters: &mut Characters<'_>) -> Word<'d> {
    Word {
        start: characters.offset(token.span().start),
        end: characters.offset(token.span().end),
        text: token.text(),
        lemma: token.lemma(),
        pos: token.pos().as_str(),
        tag: token.tag(),
        morph: token.morphology(),
        head: token.head().index(),
        dep: token.label(),
        sent_start,
        space_after: token.space_after(),
    }
}

/// Turns growing byte offsets into character offsets in one pass over the text.
struct Characters<'d> {
    text: &'d str,
    byte: usize,
    character: usize,
}

impl Characters<'_> {
    fn offset(&mut self, byte: usize) -> usize {
        self.character += self.text[self.byte..byte].chars().count();
        self.byte = byte;
        self.character
    }
}
