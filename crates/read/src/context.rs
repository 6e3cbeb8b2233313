//! One report under reading: its trees, and what the lexicon knows of every token.

use std::ops::Range;

use claimant_model::{ItemClass, Span, Text};
use claimant_parse::{Document, Token};
use rustc_hash::FxHashSet;

use crate::actors::names::Names;
use crate::lexicon::{Lexicon, List, Lists, NounClass, NounSense, Word};
use crate::quantity::Quantities;
use crate::tree::{lower, trim_range};

/// What every rule is handed.
pub(crate) struct Context<'a> {
    /// The trees.
    pub document: &'a Document,
    /// The words.
    pub lexicon: &'a Lexicon,
    /// The text as given; its byte offsets are those of the trees.
    pub text: &'a Text,
    /// Parties and states by name.
    pub names: Names<'a>,
    words: Vec<Option<&'a Word>>,
    /// Tokens of places that the gazetteer knows.
    places: FxHashSet<usize>,
}

impl<'a> Context<'a> {
    /// Looks every token up once.
    pub(crate) fn new(
        document: &'a Document,
        lexicon: &'a Lexicon,
        text: &'a Text,
        names: Names<'a>,
    ) -> Self {
        let mut lower = String::new();
        let mut words: Vec<_> = document.tokens().map(|token| find(lexicon, token, &mut lower)).collect();
        for token in document.tokens() {
            if is_warplane(&words, token) {
                words[token.index()] = lexicon.word("warplane");
            } else if let Some(office) = office(token) {
                words[token.index()] = words[office.index()];
            }
        }
        Context { document, lexicon, text, names, words, places: FxHashSet::default() }
    }

    /// What the lexicon knows of a token.
    pub(crate) fn word(&self, token: Token<'_>) -> Option<&'a Word> {
        self.words.get(token.index()).copied().flatten()
    }

    /// The sense of a noun in this class.
    pub(crate) fn noun(&self, token: Token<'_>, class: NounClass) -> Option<&'a NounSense> {
        self.word(token).and_then(|word| word.noun(class))
    }

    /// Whether a noun is of this class.
    pub(crate) fn is(&self, token: Token<'_>, class: NounClass) -> bool {
        self.noun(token, class).is_some()
    }

    /// Whether the lexicon has a word for reporting and for nothing else: "the rebels attacked the town" reports nothing.
    pub(crate) fn only_says(&self, token: Token<'_>) -> bool {
        self.word(token).is_some_and(|word| !word.cues.is_empty() && word.frames.is_empty())
    }

    /// The people or body of people that a noun names.
    pub(crate) fn people(&self, token: Token<'_>) -> Option<&'a NounSense> {
        self.noun(token, NounClass::Person).or_else(|| self.noun(token, NounClass::Group))
    }

    /// The label of the entity a token is in, or nothing.
    pub(crate) fn entity_label(&self, token: Token<'_>) -> &'a str {
        self.document.token(token.index()).entity().map_or("", |entity| entity.label())
    }

    /// Keeps the tokens that name known places.
    pub(crate) fn keep_places(&mut self, tokens: impl Iterator<Item = usize>) {
        self.places = tokens.collect();
    }

    /// Whether a token belongs to the name of a place: so the recogniser or the gazetteer says.
    pub(crate) fn names_place(&self, token: Token<'_>) -> bool {
        matches!(self.entity_label(token), "GPE" | "LOC") || self.places.contains(&token.index())
    }

    /// Reads quantities.
    pub(crate) fn quantities(&self) -> Quantities<'a> {
        Quantities::new(self.lexicon)
    }

    /// The token with this number.
    pub(crate) fn token(&self, index: usize) -> Token<'a> {
        self.document.token(index)
    }

    /// The span of a run of tokens, white space at its edges left out.
    pub(crate) fn span(&self, tokens: Range<usize>) -> Option<Span> {
        if tokens.is_empty() {
            return None;
        }
        let tokens = trim_range(self.token(tokens.start), tokens);
        self.text.span(self.document.byte_span(tokens))
    }

    /// The sentence a token stands in, as evidence.
    pub(crate) fn sentence_span(&self, token: Token<'_>) -> Option<Span> {
        let range = token.sentence().span();
        self.text.span(range).or_else(|| self.text.span(token.span()))
    }
}

/// "A jet fighter", "two B-52 bombers" are machines.
fn is_warplane(words: &[Option<&Word>], token: Token<'_>) -> bool {
    let aircraft = |word: &Word| {
        word.noun(NounClass::Thing).is_some_and(|sense| sense.item == Some(ItemClass::Aircraft))
    };
    matches!(token.lemma(), "fighter" | "bomber")
        && token.previous().and_then(|before| words[before.index()]).is_some_and(aircraft)
}

/// The inspector of "inspector general", who is no soldier.
fn office(token: Token<'_>) -> Option<Token<'_>> {
    let general = token.text().eq_ignore_ascii_case("general");
    let before = token.previous().filter(|_| general)?;
    let before = if before.text() == "-" { before.previous()? } else { before };
    Lists::embedded().has(List::OfficeGeneral, &lower(before.text())).then_some(before)
}

/// Puts a word in lower case, letter by letter.
fn put_lower(word: &str, lower: &mut String) {
    lower.clear();
    if word.is_ascii() {
        lower.push_str(word);
        lower.make_ascii_lowercase();
    } else {
        lower.extend(word.chars().flat_map(char::to_lowercase));
    }
}

/// By lemma, else by the word as written: the lemma of a proper noun keeps its ending.
fn find<'a>(lexicon: &'a Lexicon, token: Token<'_>, lower: &mut String) -> Option<&'a Word> {
    let mut by = |text: &str| {
        put_lower(text, lower);
        lexicon.word(lower)
    };
    by(token.lemma())
        .or_else(|| by(token.text()))
        .or_else(|| by(token.text().strip_suffix('s').filter(|_| token.tag().starts_with("NNP"))?))
        // "Died defending the town": a verb that the parser takes for an auxiliary is its own lemma.
        .or_else(|| by(token.text().strip_suffix('d').filter(|_| token.label() == "aux")?))
}
