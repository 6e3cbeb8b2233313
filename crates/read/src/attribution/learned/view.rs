//! What features ask of a document, worked out once for every token.

use std::ops::Range;

use claimant_parse::{Document, Pos, Token};

use super::hash::{mix, name};
use crate::attribution::quotation::Quotations;

/// One token in numbers.
#[derive(Clone, Debug)]
#[allow(clippy::struct_excessive_bools)] // facts of a token, asked for apart
pub(super) struct Word {
    /// As written, in lower case; quotation marks and dashes of all kinds are alike, and so are numerals.
    pub(super) form: u32,
    pub(super) lemma: u32,
    pub(super) tag: u32,
    pub(super) label: u32,
    /// The label of its entity.
    pub(super) entity: u32,
    /// Token number of its head; its own at the root.
    pub(super) head: usize,
    /// Steps to the root.
    pub(super) depth: u32,
    pub(super) sentence: usize,
    /// The subtree.
    pub(super) start: usize,
    pub(super) end: usize,
    /// The subtree's end without punctuation.
    pub(super) last: usize,
    /// Whether it stands in a quotation.
    pub(super) quoted: bool,
    pub(super) mark: bool,
    pub(super) verb: bool,
    pub(super) punctuation: bool,
    /// Commas, other stops, and subjects up to here.
    pub(super) commas: u32,
    pub(super) stops: u32,
    pub(super) subjects: u32,
}

/// A document as features see it.
#[derive(Debug)]
pub struct View<'d> {
    pub(super) document: &'d Document,
    pub(super) words: Vec<Word>,
    pub(super) sentences: Vec<Range<usize>>,
    pub(super) quotations: Quotations,
}

/// What stands for no token.
pub(super) const NONE: u32 = 0x6e6f_6e65;

impl<'d> View<'d> {
    /// Looks at every token once.
    pub fn new(document: &'d Document) -> View<'d> {
        let quotations = Quotations::find(document);
        let mut view =
            View { document, words: Vec::with_capacity(document.len()), sentences: Vec::new(), quotations };
        for (number, sentence) in document.sentences().enumerate() {
            view.sentences.push(sentence.token_range());
            for token in sentence.tokens() {
                let word = word(token, number, view.words.last(), &view.quotations);
                view.words.push(word);
            }
        }
        for entity in document.entities() {
            let label = name(entity.label());
            view.words[entity.token_range()].iter_mut().for_each(|word| word.entity = label);
        }
        view.measure_depths();
        view.trim_ends();
        view
    }

    /// The document itself.
    pub fn document(&self) -> &'d Document {
        self.document
    }

    /// How many tokens there are.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there is no token.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Steps from a token up to the root of its sentence.
    pub fn depth(&self, token: usize) -> u32 {
        self.words[token].depth
    }

    pub(super) fn children(&self, token: usize) -> impl Iterator<Item = usize> + use<'_, 'd> {
        self.document.token(token).children().map(Token::index)
    }

    /// The first child with this label.
    pub(super) fn child(&self, token: usize, label: u32) -> Option<usize> {
        self.children(token).find(|&child| self.words[child].label == label)
    }

    pub(super) fn form(&self, token: Option<usize>) -> u32 {
        token.and_then(|at| self.words.get(at)).map_or(NONE, |word| word.form)
    }

    pub(super) fn tag(&self, token: Option<usize>) -> u32 {
        token.and_then(|at| self.words.get(at)).map_or(NONE, |word| word.tag)
    }

    pub(super) fn lemma(&self, token: Option<usize>) -> u32 {
        token.and_then(|at| self.words.get(at)).map_or(NONE, |word| word.lemma)
    }

    /// Depth of every token. Heads may stand on either side, so each chain is climbed until a known depth.
    fn measure_depths(&mut self) {
        const UNKNOWN: u32 = u32::MAX;
        let mut chain = Vec::new();
        for token in 0..self.words.len() {
            let mut at = token;
            while self.words[at].depth == UNKNOWN && self.words[at].head != at {
                chain.push(at);
                at = self.words[at].head;
            }
            if self.words[at].depth == UNKNOWN {
                self.words[at].depth = 0;
            }
            let mut depth = self.words[at].depth;
            while let Some(below) = chain.pop() {
                depth += 1;
                self.words[below].depth = depth;
            }
        }
    }

    fn trim_ends(&mut self) {
        for token in 0..self.words.len() {
            let mut last = self.words[token].end;
            while last > token + 1 && self.words[last - 1].punctuation {
                last -= 1;
            }
            self.words[token].last = last;
        }
    }
}

fn word(token: Token<'_>, sentence: usize, before: Option<&Word>, quotations: &Quotations) -> Word {
    let tag = token.tag();
    let form = form(token);
    let subtree = token.subtree();
    let (commas, stops, subjects) = before.map_or((0, 0, 0), |w| (w.commas, w.stops, w.subjects));
    let count = |yes: bool| u32::from(yes);
    Word {
        form,
        lemma: lemma(token),
        tag: name(tag),
        label: name(token.label()),
        entity: NONE,
        head: token.head().index(),
        depth: u32::MAX,
        sentence,
        start: subtree.start,
        end: subtree.end,
        last: subtree.end,
        quoted: !quotations.is_outside(token.index()),
        mark: form == const { name("\"") },
        verb: tag.starts_with("VB"),
        punctuation: matches!(token.pos(), Pos::Punct | Pos::Space),
        commas: commas + count(token.text() == ","),
        stops: stops + count(matches!(token.text(), ":" | ";" | "(" | ")") || form == const { name("-") }),
        subjects: subjects + count(matches!(token.label(), "nsubj" | "nsubjpass")),
    }
}

fn form(token: Token<'_>) -> u32 {
    match token.text() {
        "“" | "”" | "``" | "''" | "\"" | "«" | "»" => const { name("\"") },
        "–" | "—" | "--" | "-" => const { name("-") },
        "’s" => const { name("'s") },
        text if text.starts_with(|c: char| c.is_ascii_digit()) => const { name("0") },
        text => name(text),
    }
}

fn lemma(token: Token<'_>) -> u32 {
    match token.pos() {
        Pos::Punct | Pos::Num | Pos::Sym => form(token),
        _ => name(token.lemma()),
    }
}

/// Labels in a row as one number.
pub(super) fn chain(numbers: impl Iterator<Item = u32>) -> u32 {
    numbers.fold(7, mix)
}
