//! A place in the words that the grammar moves along; copying it is looking ahead.

use super::meaning::Meaning;
use super::vocabulary::Kind;
use super::word::Word;

/// How deep expressions may stand in one another: "two days before the day before the day before...".
const MAX_DEPTH: u8 = 6;

/// What a production gives: the meaning, and the place after its words.
pub(super) type Parsed<'w> = Option<(Meaning, Cursor<'w>)>;

/// A place in the words.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'w> {
    words: &'w [Word],
    at: usize,
    depth: u8,
}

impl<'w> Cursor<'w> {
    pub(super) fn new(words: &'w [Word], at: usize) -> Self {
        Self { words, at, depth: 0 }
    }

    pub(super) fn at(self) -> usize {
        self.at
    }

    /// The word so many places on, or back.
    pub(super) fn word(self, offset: isize) -> Option<&'w Word> {
        self.words.get(self.at.checked_add_signed(offset)?)
    }

    /// What the word so many places on is; a mark beyond either end of the text.
    pub(super) fn kind(self, offset: isize) -> Kind {
        self.word(offset).map_or(Kind::Mark, |word| word.kind)
    }

    pub(super) fn skip(self, words: usize) -> Self {
        Self { at: (self.at + words).min(self.words.len()), ..self }
    }

    /// Past the next word if it is of that kind.
    pub(super) fn eat(self, kind: Kind) -> Option<Self> {
        (self.kind(0) == kind).then(|| self.skip(1))
    }

    /// Past the next word if it is of that kind, else here.
    pub(super) fn maybe(self, kind: Kind) -> Self {
        self.eat(kind).unwrap_or(self)
    }

    /// One level further in, unless that is too deep.
    pub(super) fn deeper(self) -> Option<Self> {
        (self.depth < MAX_DEPTH).then_some(Self { depth: self.depth + 1, ..self })
    }

    /// A number that stands for itself: no part of a larger figure or name.
    pub(super) fn number(self) -> Option<(u32, u8)> {
        let word = self.word(0).filter(|word| !word.figure)?;
        if let Kind::Number(value, digits) = word.kind { Some((value, digits)) } else { None }
    }

    /// Whether what follows shows that the number before counts something.
    pub(super) fn counts_something(self) -> bool {
        matches!(self.kind(0), Kind::Counted | Kind::Zone) || matches!(self.kind(0), Kind::Unit(..))
    }
}
